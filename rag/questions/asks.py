"""What kind of answer a question wants, told by its words."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from enum import StrEnum

from rag.text.entities import EntityKind, entities, proper_names
from rag.text.patterns import MarkedPattern
from rag.text.vietnamese import has_marks


class Asks(StrEnum):
    """What kind of thing would answer."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how-many"
    WHY = "why"
    ROLE = "role"
    TOPIC = "topic"
    AUTHOR = "author"
    PHOTO = "photo"
    PUBLISHED = "published"
    SOURCE = "source"
    TITLE = "title"


_WHEN = (
    "khi nào|ngày nào|bao giờ|lúc nào|mấy giờ|(?<!lần )(?<!hội )(?<!vụ )(?<!nạn )(?<!đứng )(?<!xếp )(?<!hạng )thứ mấy|hôm nào|ngày mấy|ngày bao nhiêu|tháng mấy|năm nào|tháng nào|quý nào"
    "|hồi nào|thời điểm nào|thời gian nào|giờ nào|bao h"
)
_POSTED = "đăng(?! (?:ký|kí|kiểm|quang|cai|cơ))|lên trang|lên báo|đưa tin"

# Vietnamese; a question without marks is compared without them. A question may ask for several things.
_VIETNAMESE: tuple[tuple[Asks, str], ...] = (
    (Asks.PHOTO, "chụp|bức ảnh|tấm ảnh|tấm hình|bức hình|trong ảnh|dưới ảnh|ảnh của ai|tác giả ảnh"),
    (
        Asks.AUTHOR,
        "(?:ai|phóng viên nào|người nào|nhà báo nào) (?:là người |đã )?(?:viết(?! (?:(?:ra |nên |lại )?(?:cuốn|quyển|sách|bài (?:thơ|hát|ca)|truyện|kịch|nhạc|thơ|thư|đơn)))|đưa tin)"
        "|tác giả(?! (?:nổi tiếng|của (?!(?:bài|tin|bản tin|bức|tấm|ảnh|nó)\\b)))|người viết"
        "|bài (?:báo |viết )?.*(?:do ai|của ai|ai viết)|(?:do|được) ai viết",
    ),
    (
        Asks.PUBLISHED,
        rf"(?:{_POSTED})\b.*\b(?:{_WHEN}|thời gian|vào lúc)|(?:{_WHEN})\b.*\b(?:{_POSTED})|(?:ngày|giờ|ngày giờ) (?:{_POSTED})"
        rf"|\b(?:bài (?:báo|viết|này|đó)|tin)\b.*(?:phát hành|xuất bản).*\b(?:{_WHEN})",
    ),
    (
        Asks.SOURCE,
        "(?:tờ |trang )?báo nào|cơ quan báo|(?:ghi|trích|dẫn) nguồn|nguồn (?:tin|bài|viết tắt|của bài)|trang (?:tin )?nào (?:đăng|đưa)",
    ),
    (Asks.TITLE, "tiêu đề|nhan đề|tên (?:của )?bài"),
    (
        Asks.ROLE,
        "chức vụ|chức danh|cương vị|vai trò gì|(?:giữ|làm) (?:những )?chức|là ai|làm gì ở (?:công đoàn|liên đoàn|bộ|ban|sở)"
        "|(?:trưởng|phó) (?:ban|phòng|đoàn) (?:nào|gì)",
    ),
    (
        Asks.WHO,
        "ai|những ai|tên (?:là |họ là )?gì|người nào|ông nào|bà nào|vị nào|đồng chí nào|lãnh đạo nào|đại biểu nào|tên trưởng đoàn",
    ),
    (Asks.WHEN, _WHEN),
    (
        Asks.WHERE,
        "ở đâu|tại đâu|từ đâu|đến đâu|đi đâu|nơi nào|địa điểm|chỗ nào|(?:tỉnh|thành phố|tp|địa phương|quận|huyện|xã|phường|nước|quốc gia) nào",
    ),
    (
        Asks.HOW_MANY,
        "(?<!ngày )(?<!tháng )(?<!năm )(?<!thứ )bao nhiêu|(?<!thứ )(?<!ngày )(?<!tháng )mấy(?! giờ)|lần thứ mấy|đại hội (?:lần )?(?:thứ )?mấy|bao lâu",
    ),
    (
        Asks.WHY,
        "vì sao|tại sao|^sao|(?:mà|nhưng|hỏi|thế) sao|sao (?:lại|phải|không|chưa|mà|bài|báo)|do đâu|nguyên nhân|lý do|lí do|nhằm (?:mục đích )?gì"
        "|mục đích gì|để làm gì",
    ),
    (Asks.TOPIC, "chủ đề|chuyên đề|nội dung|vấn đề gì|về (?:cái|việc|điều) gì"),
)
# Typed in haste; asked only of a question without marks, in which "may" and "bn" are no words of their own.
_HASTY: tuple[tuple[Asks, str], ...] = ((Asks.HOW_MANY, "bn|bnhieu|bnhiu"), (Asks.WHEN, "luc may"))
_ENGLISH: tuple[tuple[Asks, str], ...] = (
    (Asks.PHOTO, "photos?|photograph(?:s|er|ed)?|pictures?|photo caption"),
    (Asks.AUTHOR, "wrote|written by|author|reported by|reporter"),
    (
        Asks.PUBLISHED,
        "(?:when|what (?:date|day|time)|which (?:date|day))\\b.*\\b(?:published|posted|put online|released)|publication date",
    ),
    (
        Asks.SOURCE,
        "(?:which|what) (?:newspaper|news (?:site|outlet|agency)|paper|website)|(?:what|which) (?:is the )?source",
    ),
    (Asks.TITLE, "(?:title|headline) of (?:the|this) (?:article|news|story|piece)|article'?s? (?:title|headline)"),
    (
        Asks.ROLE,
        # "Who is Lê Thanh Đà?": a capital tells a name.
        "(?:what|which) (?:\\w+ )?(?:position|post|role|job|title|office)|position|job title|who (?:is|was) (?-i:(?=[A-ZĐÀ-Ỹ]))",
    ),
    (
        Asks.WHO,
        "who|whom|whose|which (?:official|officials|leader|leaders|person|people|delegate|delegates|speaker|speakers)|names? of",
    ),
    (Asks.WHEN, "when|what (?:date|day|dates|days|time|year|month)|(?:which|what) (?:date|day|year|month)|since when"),
    (Asks.WHERE, "where|(?:which|what) (?:\\w+ )?(?:city|cities|province|town|country|district|place|venue|location)"),
    (Asks.HOW_MANY, "how (?:many|much|long|often)|what (?:percentage|share|number|amount)|number of"),
    (
        Asks.WHY,
        "why|what (?:is|was|were) the (?:reasons?|purpose|aim|goal|objective)s?|for what (?:reason|purpose)|aim of|purpose of",
    ),
    (Asks.TOPIC, "themes?|topics?|subject|title of the (?:workshop|conference|seminar)|what was .* about"),
)
_VIETNAMESE_PATTERNS = tuple((asks, MarkedPattern(rf"\b(?:{pattern})\b")) for asks, pattern in _VIETNAMESE)
_HASTY_PATTERNS = tuple((asks, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for asks, pattern in _HASTY)
_ENGLISH_PATTERNS = tuple((asks, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for asks, pattern in _ENGLISH)

# "Ai viết" asks for the author and not for anybody that the article names.
_FINER = {
    Asks.AUTHOR: (Asks.WHO, Asks.ROLE),
    Asks.PHOTO: (Asks.WHO, Asks.ROLE),
    Asks.PUBLISHED: (Asks.WHEN,),
    Asks.TITLE: (Asks.TOPIC, Asks.WHO),
}
_WHO_IS = MarkedPattern(r"\blà ai\b")
# "Vì sao chị bỏ mấy mùa xuân?": beside another word that asks, "mấy" is only some.
_SOME = MarkedPattern(r"\bmấy [a-zà-ỹ]")
_COUNTS = MarkedPattern(
    r"\b(?:bao nhiêu|bao lâu|bnhiu|bnhieu)\b|\b(?:là|có|được|lần|thứ|hội|giờ|mất) mấy\b|\bmấy giờ\b|[,;]| và "
)
_ASKS_ELSE = MarkedPattern(r"\b(?:ai|gì|nào|đâu|bao giờ|(?:vì|tại|do|ra) sao)\b")


def asked_for(text: str, *, english: bool) -> frozenset[Asks]:
    """Return what a question asks for; `text` is cleaned and its case kept."""
    if english:
        found = {asks for asks, pattern in _ENGLISH_PATTERNS if pattern.search(text)}
    else:
        found = {asks for asks, pattern in _VIETNAMESE_PATTERNS if pattern.search(text)}
        if not has_marks(text):
            found |= {asks for asks, pattern in _HASTY_PATTERNS if pattern.search(text)}
        if _SOME.search(text) and _ASKS_ELSE.search(text) and not _COUNTS.search(text):
            found.discard(Asks.HOW_MANY)
        if Asks.ROLE in found and Asks.WHO in found:
            found -= _who_or_what(text)
    return frozenset(found - {coarse for fine in found for coarse in _FINER.get(fine, ())})


def _who_or_what(text: str) -> set[Asks]:
    """Return what "… là ai" does not ask for: of a person it asks who that is, of a post who has it."""
    match = _WHO_IS.search(text)
    if match is None:
        return set()
    before = text[: match.start()]
    named = any(e.kind is EntityKind.PERSON for e in entities(before)) or proper_names(before)
    posts = any(e.kind is EntityKind.ROLE for e in entities(before))
    return {Asks.ROLE} if posts else {Asks.WHO} if named else set()
