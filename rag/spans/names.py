"""Names in a quote that could answer: people, bodies, laws, and who signs."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.questions.asks import Asks
from rag.questions.people import names_of_people
from rag.questions.question import Question
from rag.spans.nearness import UPPER, Span, folded_words
from rag.text.entities import EntityKind, entities
from rag.text.patterns import flat
from rag.text.vietnamese import fold

CAPITAL = rf"[{UPPER}][^\W_]*"
RUN = rf"{CAPITAL}(?:[ \u00a0-]{CAPITAL})*"
# Small words inside a body's name: "Học viện Viettel", "Bộ Nội vụ", "Công đoàn Viên chức Việt Nam".
_INNER = "giao|tử|giày|dép|da|gỗ|thép|nhựa|sợi|chế|biến|thực|phẩm|cơ|khí|dược|liệu|xuất|khẩu|thương|mại|dịch|đoàn|viện|vụ|hội|tế|chức|phố|thương|binh|sản|nghiệp|công|dân|tịch|nông|thôn|trường|chính|tư|an|động|học|đào|tạo|dục|thao|hóa|nữ|niên|hàng|ty|phòng|dựng|vận|tải|binh|xã|và|các|thành|tỉnh|ngành|khoa|kỹ|thuật|sử|tâm|lịch|số|thông|tin|truyền|quân|sự|quốc|gia|trung|tương|ương|lâm|thủy|may|dệt|điện|lực|bảo|hiểm|cổ|phần|nhân|xuất|bản|đầu|phát|triển|môi|tài|nguyên|kiểm|sát|mặt|trận|tối|cao"
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
    r"\b(?:don vi|co quan|to chuc|ben|luc luong) nao\b|\bai (?:to chuc|phoi hop|dung ra)\b|\bdo ai\b.{0,20}\b(?:to chuc|tai tro|ho tro|dong gop)\b"
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
_VERB = re.compile(
    r"(?:^|.* )(?:thang|danh bai|gap|thua|vuot|ha|loai|cua|do|boi|voi|la|co|ve|o|tai|cho|trong|ma|duoc|thuoc) "
)
_OVER = r"(?:thắng|đánh bại|hạ|gặp|vượt qua|vượt|loại|trước|thua|hòa|cùng)"  # who stands behind is not who did it
_BEATEN = re.compile(rf"\b{_OVER}\s+$")
_NO_NAME = frozenset(
    "thắng thua gặp hòa hạ và của với trước sau đã sẽ được giành là có ở tại do từ đến vào về cho đoạt vô xếp nhận cùng khi".split()
)
_NAMED = re.compile(
    rf"[“\"][^”\"\n]{{2,60}}[”\"]|{CAPITAL}(?:[ \u00a0](?P<small>[a-zà-ỹđ]+)(?=[ \u00a0]{CAPITAL}))?(?:[ \u00a0-]{CAPITAL}|[ \u00a0]\d+(?![\d-]))*"
)


def which(quote: str, question: Question) -> Iterator[Span]:
    """Yield what carries the noun that "nào" is asked of: "Bộ Nội vụ" for "bộ nào", "đội Hoa Sen" for "đội nào"."""
    match = _WHICH.search(question.folded_text)
    if match is None:
        return
    words = _VERB.split(match.group("noun"))[-1].split()
    found = [body.span() for body in BODY.finditer(quote) if _begins(folded_words(body.group()), words)]
    for cut in range(len(words)):
        found = found or list(_called(quote, " ".join(words[cut:]), question))
    yield from found


def _begins(name: Sequence[str], noun: Sequence[str]) -> bool:
    """Tell whether a name begins with a noun, or with the end of it, and goes on."""
    return any(name[: len(noun) - cut] == noun[cut:] and len(name) > len(noun) - cut for cut in range(len(noun)))


def _called(quote: str, noun: str, question: Question) -> Iterator[Span]:
    """Yield the names right behind a noun, with it; not those that somebody else wins against, but where that is asked."""
    asked = re.search(rf"\b(?:thang|danh bai|ha|gap|vuot|loai|thua) {noun} nao\b", question.folded_text)
    for head in re.finditer(rf"\b{noun} (?=\S)", flat(quote)):
        if (_BEATEN.search(quote[: head.start()]) is not None) != (asked is not None):
            continue
        name = _NAMED.match(quote, head.end())
        if name is not None:
            short = name["small"] in _NO_NAME if name["small"] else False
            yield head.start(), name.start("small") - 1 if short else name.end()


def documents(quote: str, question: Question) -> Iterator[Span]:
    """Yield the laws and resolutions of the kind that a question asks for."""
    kind = re.search(
        r"\b(bo luat|luat|nghi quyet|nghi dinh|thong tu|quyet dinh|chi thi) (?:nao|gi)\b", question.folded_text
    )
    for match in _DOCUMENT.finditer(quote):
        if kind and fold(match.group()).startswith(kind.group(1)):
            yield match.span()
