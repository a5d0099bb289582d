"""The posts that people hold, in full: "Phó Chủ tịch Thường trực Công đoàn Viên chức Việt Nam"."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.questions.question import Question
from rag.spans.names import people
from rag.spans.nearness import Span, folded_words
from rag.text.entities import EntityKind, entities

_POST = (
    r"(?:(?:[Pp]hó|[Qq]uyền|[Nn]guyên) )*(?:[Tt]ổng thư ký|[Tt]ổng [Bb]í thư|[Tt]ổng giám đốc|[Tt]ổng biên tập|[Cc]hủ tịch|[Cc]hủ nhiệm|[Gg]iám đốc|[Bb]í thư"
    r"|[Bb]ộ trưởng|[Tt]h[ứử] tr[ưu][ởờ]ng|[Vv]ụ trưởng|[Cc]ục trưởng|[Vv]iện trưởng|[Hh]iệu trưởng|[Tt]rưởng (?:[Bb]an|phòng|đoàn|khoa|bộ môn|đại diện)"
    r"|[Tt]ổ trưởng|[Đđ]ội trưởng|[Qq]uản đốc|[Cc]ố vấn|[UuỦủ][ỷy] viên|[Tt]hư ký|[Pp]hát ngôn viên|[Tt]hủ tướng|PCT|[Cc]huyên gia|[Kk]ế toán trưởng|[Tt]rưởng [Bb]an)"
)
_POSTS = re.compile(rf"\b{_POST}\b")
_POST_ENDS = re.compile(
    r"[.;:()“”\"\n–]| - |-\s|,(?!\s*(?:" + _POST + r"|kiêm|đồng thời là))"
    r"|\s(?:phát biểu|cho biết|cho rằng|cho hay|khẳng định|nhấn mạnh|chia sẻ|đánh giá|bộc bạch|nói|trình bày|giới thiệu|cũng|đã|đang|sẽ|là|tại|vào|đồng chí|ông|bà|cùng|đến|dự|trao|ký|chủ trì"
    r"|làm|yêu cầu|đề nghị|thông tin|bày tỏ|ghi nhận|nêu|gửi|chúc|tặng|thay mặt|báo cáo|có|với|và các|được|giữ|nhận|kêu gọi|lưu ý|thừa nhận|lý giải|phân tích|kể|tâm sự|hy vọng|trả lời|tiếp)\b"
)
_ADDRESS = re.compile(r"(?:[Đđ]ồng chí|[ĐđCc]/c|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị)\s*$")
_AND = re.compile(r"\s(?:và|cùng|với)$")
_SOMEBODY = re.compile(r"\b(?:ong|ba|anh|chi|dong chi)\b")
# How somebody comes to a post.
_MADE = re.compile(
    r"\s(?:đã |vừa )?(?:(?:được |tái |tiếp tục |tín nhiệm )*(?:bầu|cử|đắc cử|bổ nhiệm|phân công|giữ)(?: giữ)?|làm|là)(?: (?:làm|vào))?(?: (?:chức|chức vụ|chức danh|cương vị))?\s"
)
_BESIDE = 3  # characters between a name and the post behind it: ", ", "- ", " ("


def posts(quote: str, question: Question) -> Iterator[Span]:
    """Yield posts in full; where the question names somebody, only those that stand beside that name."""
    named = people_asked(quote, question)
    asks_about = _SOMEBODY.search(question.folded_text) or question.names
    if not named and asks_about and any(people(quote, question)):
        return
    if named:
        for person in named:
            yield from posts_of(quote, person)
    else:
        yield from all_posts(quote)


def posts_of(quote: str, person: Span) -> list[Span]:
    """Return the posts of somebody whom a quote names: right before the name, or else right behind it.

    "Phó Chủ tịch Lê Thanh Đà"; "bà Lan, Giám đốc". Behind a name that has its post before it, a list goes on.
    """
    found = all_posts(quote)
    before = [post for post in found if post[1] <= person[0] and not _between(quote, post[1], person[0])]
    behind = [post for post in found if post[0] >= person[1] and _introduced(quote[person[1] : post[0]])]
    return before or behind


def people_asked(quote: str, question: Question) -> list[Span]:
    """Return where a quote names the people whom a question is about; by the given name where it has no more."""
    found, asked = list(people(quote, question)), set(folded_words(question.folded_text))
    whole = [span for span in found if set(folded_words(quote[slice(*span)])) <= asked]
    return whole or [span for span in found if folded_words(quote[slice(*span)])[-1] in asked]


def all_posts(quote: str) -> list[Span]:
    """Return the posts of a quote, each up to where its name ends."""
    named = [entity.start for entity in entities(quote, (EntityKind.PERSON,))]
    return [(match.start(), _post_end(quote, match, named)) for match in _POSTS.finditer(quote)]


def heads(post: str) -> frozenset[str]:
    """Return what somebody is, without of what: "pho chu tich"; folded. One of several posts has several."""
    return frozenset(" ".join(folded_words(match.group())) for match in _POSTS.finditer(post))


def _post_end(quote: str, post: re.Match[str], people: Sequence[int]) -> int:
    stop = _POST_ENDS.search(quote, post.end())
    last = min([stop.start() if stop else len(quote), *(start for start in people if start >= post.end())])
    named = _ADDRESS.sub("", quote[post.start() : last]).rstrip(" ,-–")
    return post.start() + len(_AND.sub("", named))


def _between(quote: str, start: int, end: int) -> str:
    """Return what parts a post from the name behind it, but for a form of address."""
    return _ADDRESS.sub("", quote[start:end]).strip(" ,-–")


def _introduced(between: str) -> bool:
    """Tell whether a post right behind a name is that person's: "bà Lan, Giám đốc", "ông Tài được bầu làm Phó Chủ tịch"."""
    return (len(between) <= _BESIDE and len(between.strip()) <= 1) or _MADE.fullmatch(between) is not None
