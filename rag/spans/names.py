"""Names in a quote that could answer: people, bodies, laws, and who signs."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.asks import Asks
from rag.entities import EntityKind, entities
from rag.people import names_of_people
from rag.question import Question
from rag.spans.nearness import Span, folded_words
from rag.vietnamese import fold

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
CAPITAL = rf"[{UPPER}][^\W_]*"
RUN = rf"{CAPITAL}(?:[ \u00a0-]{CAPITAL})*"
# Small words inside a body's name: "Học viện Viettel", "Bộ Nội vụ", "Công đoàn Viên chức Việt Nam".
_INNER = "giao|đoàn|viện|vụ|hội|tế|chức|phố|thương|binh|sản|nghiệp|công|dân|tịch|nông|thôn|trường|chính|tư|an|động|học|đào|tạo|dục|thao|hóa|nữ|niên|hàng|ty|phòng|dựng|vận|tải|binh|xã|và|các|thành|tỉnh|ngành|khoa|kỹ|thuật|sử|tâm|lịch|số|thông|tin|truyền|quân|sự|quốc|gia|trung|tương|ương|lâm|thủy|may|dệt|điện|lực|bảo|hiểm|cổ|phần|nhân|xuất|bản|đầu|phát|triển|môi|tài|nguyên|kiểm|sát|mặt|trận|tối|cao"
_HEAD = r"(?:Công đoàn|Liên đoàn|Liên hiệp|Tổng|Bộ|Sở|Ban|[UỦ][ỷy] ban|Hội|Công ty|Cty|Tập đoàn|Trường|Học viện|Viện|Trung tâm|Bệnh viện|Nhà|Đại học|Công an|Cục|Vụ|Tòa án|Ngân hàng|Đảng|Đoàn|Khu|Cảnh sát|LĐLĐ|LHCĐ|CĐ|TLĐ|UBND|HĐND|BHXH|Bảo hiểm|Báo|Quốc hội|Chính phủ|Viễn thông|Cụm|Phòng|Chi nhánh|Xí nghiệp|Nhà máy|Doanh nghiệp|Khách sạn|Cung|Rạp|Sân|Chợ|Quảng trường)"
BODY = re.compile(
    rf"\b{_HEAD}(?:[ \u00a0](?:{CAPITAL}|(?:{_INNER})\b))*(?:[ \u00a0]{CAPITAL})?(?: ?[-–] ?Thương binh và Xã hội)?"
)
_DOCUMENT = re.compile(
    r"\b(?:Bộ luật|Luật|[Nn]ghị quyết|[Nn]ghị định|[Tt]hông tư|[Qq]uyết định|[Cc]hỉ thị)(?: (?:số )?\d[\w/-]*| [^,.;:\n“”()]{3,60}?(?= ngày | đến | tới | cho | được | có | quy định |[,.;:\n“”()]|$))"
)
_PHOTOGRAPHER = re.compile(
    r"\bai (?:la nguoi |da )?chup|\bchup (?:la )?(?:boi |cua )?ai|\banh (?:do|cua|la cua) ai|do ai chup|nguoi chup|tac gia anh"
)

BODY_ASKED = re.compile(
    r"\b(?:don vi|co quan|to chuc|ben|luc luong) nao\b|\bai (?:to chuc|phoi hop|dung ra)\b|\bdo ai\b.{0,20}\bto chuc\b"
)


def people(quote: str, _: Question) -> Iterator[Span]:
    """Yield the people whom a quote names."""
    for entity in entities(quote, (EntityKind.PERSON,)):
        yield entity.start, entity.end


def signed(quote: str, question: Question) -> Iterator[Span]:
    """Yield who signs: a line that is nothing but a name, or a name behind "Tác giả:" or "Ảnh:"."""
    if Asks.PHOTO in question.asks and not _PHOTOGRAPHER.search(question.folded_text):
        return
    label = r"[ẢA]nh" if Asks.PHOTO in question.asks else r"Tác giả|Bài|Tin|Thực hiện"
    for match in re.finditer(rf"(?:{label})\s*:\s*(?P<name>{RUN})", quote):
        yield match.span("name")
    if Asks.PHOTO not in question.asks:
        for match in re.finditer(r"^.+$", quote, re.MULTILINE):
            if names_of_people(match.group()) == [match.group().strip()]:
                yield match.span()


def bodies(quote: str, _: Question) -> Iterator[Span]:
    """Yield unions, ministries, firms and the like."""
    for match in BODY.finditer(quote):
        if " " in match.group() or match.group().isupper():
            yield match.span()


_WHICH = re.compile(r"\b(?P<noun>[a-z]+(?: [a-z]+)?(?: [a-z]+)?) nao\b")


def which(quote: str, question: Question) -> Iterator[Span]:
    """Yield what carries the noun that "nào" is asked of as the beginning of its name: "Bộ Nội vụ" for "bộ nào"."""
    match = _WHICH.search(question.folded_text)
    if match is None:
        return
    words = match.group("noun").split()
    for found in BODY.finditer(quote):
        name = folded_words(found.group())
        if any(name[: len(words) - cut] == words[cut:] and len(name) > len(words) - cut for cut in range(len(words))):
            yield found.span()


def documents(quote: str, question: Question) -> Iterator[Span]:
    """Yield the laws and resolutions of the kind that a question asks for."""
    kind = re.search(
        r"\b(bo luat|luat|nghi quyet|nghi dinh|thong tu|quyet dinh|chi thi) (?:nao|gi)\b", question.folded_text
    )
    for match in _DOCUMENT.finditer(quote):
        if kind and fold(match.group()).startswith(kind.group(1)):
            yield match.span()
