"""Whether what is quoted has the post that a question asks the holder of.

"Ai là Chủ tịch Tổng Liên đoàn?" is not answered by a Phó Chủ tịch of it, nor "Bộ trưởng Bộ Y tế là ai?" by a Thứ
trưởng, though all else agrees: for a reader in a hurry the wrong person would be the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.questions.question import Asks, Question
from rag.spans.posts import all_posts, heads
from rag.text.entities import EntityKind, entities, proper_names
from rag.text.vietnamese import fold

# Folded, before the post: "Ai hiện là", "Cho biết"; behind it: "… là ai", "… tên gì".
_BEFORE = re.compile(
    r"(?:(?:vay|the|con|cho biet|hien|hien nay|hien tai|bay gio)[ ,]+)*"
    r"(?P<who>(?:ai|nguoi nao|dong chi nao|ong nao|ba nao)(?: (?:dang|hien|hien nay|hien dang|da|duoc bau|duoc))*"
    r" (?:la|lam|giu|dam nhan|dam nhiem)(?: (?:chuc vu|chuc danh|chuc|tan))?)?"
)
_BEHIND = re.compile(r"\bla (?:ai|nguoi nao|dong chi nao|ong nao|ba nao)\b|\bten (?:la |ho la )?gi\b")
_WORD = re.compile(r"\w+")
# The same without a rule for the post: whoever is asked for by what he is, to whom or of what.
_HOLDER = re.compile(
    r"(?:(?:vay|the|con|cho biet|cho hoi|hien|hien nay) )*"
    r"(?:ai (?:(?:dang|hien|hien nay|da) )*(?:la|lam|giu chuc(?: vu)?) )?"
    r"(?:(?:tan|duong kim) )?(?P<holder>(?:(?:nguyen|cuu|quyen|pho) )*"
    r"(?:(?:tong )?giam doc|chu tich|tong thu ky|hieu truong|hieu pho|bi thu|chu nhiem|thu ky"
    r"|truong (?:ban|phong|doan|khoa)|to truong|doi truong|quan doc|vien truong|cuc truong|vu truong"
    r"|bo truong|thu truong|vo|chong|me|bo|cha|con (?:trai|gai)|chu (?:doanh nghiep|cong ty|co so|dau tu|quan)"
    r"|nguoi sang lap|huan luyen vien|trong tai|luat su|bac si|giang vien"
    r"|thu quy|ke toan|chu toa|giam khao|nguoi dan chuong trinh))\b"
)
_WHO_IS = re.compile(
    r"\b(?:la ai|ten (?:la |ho la )?gi|la nguoi nao)\b|^(?:\w+ )*?ai (?:(?:dang|hien|hien nay|da) )*(?:la|lam|giu)\b"
)

# What only somebody who has a name does, right behind "ai", with how else an article may tell of it; folded.
_WON = (
    "gianh|doat|thuoc ve|dat giai|nhan giai|duoc trao|ve nhat|vo dich|quan quan|giai nhat|giai nhi|giai ba|hang nhat"
    "|thu nhat|dung dau"
)
_SPOKE = "phat bieu|cho biet|nhan manh|khang dinh|chia se|yeu cau|de nghi"
_ACTS = {
    **dict.fromkeys(("khai mac", "be mac", "ket luan", "cam dau", "dai dien", "dieu hanh"), ""),
    "phat bieu": _SPOKE,
    "chu tri": "chu toa|dieu hanh",
    "dan dau": "lam truong doan|truong doan|dung dau|nhat",
    "trinh bay": "bao cao|gioi thieu|thuyet trinh|tham luan",
    "gioi thieu": "trinh bay|thuyet trinh",
    "bao cao": "trinh bay",
    "thuyet trinh": "trinh bay|tham luan",
    "trao": "tang|ho tro",
    "doat": _WON,
    "gianh giai": _WON,
    **dict.fromkeys(("ve nhat", "vo dich"), _WON),
    "canh bao": "nhac|bao truoc|khuyen cao",
    "ghi ban": "mo ty so|nang ty so|go hoa|lap cong|do cong cua|ban thang|sut tung luoi|lap cu dup",
    "thay": "ke nhiem|tiep quan",
    "sang tac": "tac gia|viet",
    **dict.fromkeys(("thiet ke", "dao dien", "bien soan", "to giac", "phat hien"), ""),
    "tai tro": "ung ho|dong hanh|tang|ho tro|gop|trao",
    "dan chuong trinh": "nguoi dan|mc",
}
# A prize, which another one is no answer for, with what else says it; folded.
_PRIZE = re.compile(r"\b(?:giai|hang|huy chuong) (?P<which>nhat|nhi|ba|tu|khuyen khich|vang|bac|dong)\b")
_FIRST = "|vo dich|quan quan|dan dau|dung dau|dung nhat"
_REPLACED = re.compile(
    r"\bai (?:se |da )?(?:thay|ke nhiem)(?: the| cho)* (?:ong|ba|anh|chi|dong chi) (?:\w+ ){1,3}?(?P<whom>\w+)"
    r"(?= (?:lam|giu|o|tai|phu trach)\b|[ ?.!]*$)"
)
_DOING = re.compile(r"\b(?:ai|(?:dong chi|ong|ba|nguoi) nao)\b(?P<doing>(?: [a-z]+){1,4})")
_ACT = re.compile(rf"\b(?:{'|'.join(_ACTS)})\b")


def lacks_post(question: Question, quoted: str) -> bool:
    """Tell whether a question asks who has a post that the quotes have for nobody, but perhaps as a deputy's."""
    asked = question.embedded
    posts = all_posts(asked) if Asks.WHO in question.asks else []
    if len(posts) != 1:
        return False
    start, end = posts[0]
    before = _BEFORE.fullmatch(fold(asked[:start]).strip(" ,"))
    if before is None or not (before["who"] or _BEHIND.search(fold(asked[start:]))):
        return False
    said = " ".join(_WORD.findall(fold(question.shorthand.written_out(quoted))))
    return not any(_has(said, head) for head in heads(asked[start:end]))


def _has(said: str, head: str) -> bool:
    _, deputy, post = head.rpartition("pho ")
    if deputy:
        return re.search(rf"\bpho (?:tong )?{post}\b", said) is not None
    return re.search(rf"(?<!\bpho )(?<!\bpho tong )(?<!\bnguyen )(?<!\bcuu )\b{head}\b", said) is not None


def tells_of_no_holder(question: Question, sentences: Sequence[str]) -> bool:
    """Tell whether a question asks who has a post or is somebody's wife, and no sentence has that with a name.

    A name that the question says itself is none: "vợ anh Nam tên gì" is not answered by "vợ anh Nam ốm nặng".
    """
    found = _HOLDER.match(question.folded_text)
    if found is None or not _WHO_IS.search(question.folded_text):
        return False
    return not _is_named_with(found["holder"], question, sentences)


def tells_of_no_doer(question: Question, sentences: Sequence[str]) -> bool:
    """Tell whether a question asks who did something, "ai khai mạc", that no sentence has with a name."""
    if Asks.WHO not in question.asks or not (asking := _DOING.search(question.folded_text)):
        return False
    if prize := _PRIZE.search(question.folded_text):
        same = rf"(?:giai|hang|huy chuong)(?: \w+)? {prize['which']}{_FIRST if prize['which'] == 'nhat' else ''}"
        return not _is_named_with(same, question, sentences)
    if replaced := _REPLACED.search(question.folded_text):
        return not _is_named_with(rf"thay(?: the| cho)?\b.*\b{replaced['whom']}", question, sentences)
    acts = _ACT.findall(asking["doing"])
    return not all(_is_named_with("|".join(filter(None, (act, _ACTS[act]))), question, sentences) for act in acts)


def _is_named_with(word: str, question: Question, sentences: Sequence[str]) -> bool:
    """Tell whether a sentence has one of some folded words, "|" between them, and a name that the question lacks."""
    held = re.compile(rf"\b(?:{word})\b")
    # A page may break its lines anywhere: "phát\nbiểu".
    lines = (" ".join(question.shorthand.written_out(text).split()) for text in sentences)
    written = (text for text in lines if held.search(fold(text)))
    return any(_names_somebody(text, question.folded_text) for text in written)


def _names_somebody(text: str, asked: str) -> bool:
    people = [person.text for person in entities(text, (EntityKind.PERSON,))]
    names = [fold(name) for name in [*people, *(name for name in proper_names(text) if " " in name)]]
    # "Em Pan" is the Vi Thị Pan of the question.
    said = set(_WORD.findall(asked))
    return any(name not in asked and name.split()[-1] not in said for name in names)
