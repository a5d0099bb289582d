"""The parts of a question: what it asks with (the slot), what it names, and general words around them."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.questions import events
from rag.questions.question import understand
from rag.text.entities import EntityKind, entities, proper_names
from rag.text.patterns import MarkedPattern

SLOT = MarkedPattern(
    r"\b(?:(?:bởi |do |của |gồm )?(?:những |các )?(?:ai|(?:đơn vị|cơ quan|tổ chức|bên|bộ|ban ngành|người|vị|ông|bà|đồng chí|lãnh đạo|đại biểu) nào)"
    r"|(?:vào |từ |đến |trong )?(?:khi nào|bao giờ|lúc nào|(?:ngày|hôm|năm|tháng|thời gian|giờ|buổi) nào|(?:ngày|tháng|năm) mấy|mấy giờ|thứ mấy|bao h)"
    r"|(?:diễn ra )?(?:ở|tại) đâu|(?:(?:diễn ra )?(?:ở|tại) )?(?:những |các )?(?:nơi|chỗ|tỉnh|thành phố|huyện|quận|xã|phường) nào|địa điểm(?: nào)?"
    r"|(?:có |trong |là |hết |tốn |mất )*(?:bao nhiêu|mấy)(?: (?:tiền|đồng|cái|chiếc|người|ngày|đại biểu|buổi|lần|năm|tháng|giờ|tiếng|cán bộ))?|(?:trong )?bao lâu|vì sao|tại sao|vì lý do gì|do đâu"
    r"|(?:giữ |làm )?chức (?:vụ |danh )?(?:là )?(?:gì|nào)|là ai|chức vụ|(?:như )?thế nào|ntn|ra sao|sao|(?:là |về |những |cái |điều )*gì|đâu)(?!\w)"
)
# Words of events and articles in general: a question of these alone is about what was spoken of.
GENERAL = MarkedPattern(
    r"\b(?:hội thảo|hội nghị|lớp|khóa|khoá|tập huấn|đại hội|cuộc thi|sự kiện|chương trình|phát biểu|khai mạc|bế mạc|tổ chức|phối hợp|diễn ra|tham dự|tham gia"
    r"|tham luận|chủ trì|chủ đề|nội dung|chuyên đề|kết quả|mục tiêu|mục đích|ý nghĩa|kéo dài|bắt đầu|kết thúc|đại biểu|thành phần|địa điểm|thời gian|đơn vị|cơ quan"
    r"|phía|bên|đánh giá|nhận định|nhận xét|khẳng định|nhấn mạnh|cho biết|chia sẻ|trình bày|giới thiệu|chụp|ảnh|hình|bức|tấm|đăng(?! k[ýí])|tác giả|phóng viên|nhà báo|nguồn|tiêu đề"
    r"|nhan đề|trao đổi|thảo luận|đồng chí|lãnh đạo|báo cáo viên|chuyên gia|trưởng đoàn|khách mời|diễn giả|thứ|số lượng|chi tiết|cụ thể|thông tin|thêm|khác|nữa|chính"
    r"|liên quan|xảy ra|đầu tiên|cuối cùng|cuối|chức vụ|chức danh|chức|giữ|tên|dự|đi|đến|thực hiện|hoạt động|bàn|để|quan trọng|ý kiến|người|ngày|tháng|năm|giờ|buổi"
    r"|lần|dịp|hiện|tổng cộng|tất cả|nhiệm vụ|giải pháp|đây|đấy|hôm|thay|thay thế|kế nhiệm|xong|hoàn thành|phụ trách|tài trợ|trao)\b"
)
_MENTION = (
    r"(?:ông|bà|anh|chị|cô|chú|bác|đồng chí|đ/c|ngài) ([^\s?!.,]+(?: [^\s?!.,]+){0,3}?)"
    r"(?= (?:nói|là|giữ|làm|có|phát biểu|đến|cho biết|khẳng định|đánh giá)\b|[ ?!.,]*$)"
)
MENTION_FIRST, _MENTION_ANYWHERE = MarkedPattern(f"^{_MENTION}"), MarkedPattern(rf"\b{_MENTION}")
PLACE_OR_TIME_FIRST = MarkedPattern(r"^(?:ở|tại|ngày|hôm|năm|tháng|tỉnh|thành phố|tp) ")
_BEFORE_NAME = r"(?:(?:với|ở|tại|của|từ|ông|bà|đồng chí|thành phố|tỉnh|TP\.?|ngày|năm|tháng|và|-)\s+)*"
_LEFT_OVER = re.compile(r" (?:với|ở|tại|của|từ|trong)(?=\s*[?.!]*$)")
_NUMBER = re.compile(r"\d[\d/.:-]*")


def names_something(text: str) -> bool:
    """Tell whether a text says itself what it is about: a name, a number, a word that isn't general."""
    if proper_names(text) and not text.isupper():
        return True
    return bool(own_words(text))


def own_words(text: str) -> frozenset[str]:
    """Return the folded syllables of a text that it neither asks with nor has of events in general."""
    return frozenset(understand(GENERAL.out_of(SLOT.out_of(text))).syllables)


def joined(parts: Iterable[str]) -> str:
    """Join parts of questions; a word that was a capital only because it came first loses it."""
    first, *rest = [*filter(None, parts)] or [""]
    return " ".join([first, *map(_inside, rest)]).strip()


def _inside(part: str) -> str:
    name = part.isupper() or any(part.startswith(name) for name in proper_names(part))
    return part if name else part[0].lower() + part[1:]


def slots(question: str) -> str:
    """Return what a question asks with."""
    return " ".join(question[start:end] for start, end in SLOT.spans(question))


def content(question: str) -> str:
    """Return a question without what it asks with."""
    return " ".join(SLOT.out_of(question).strip(" ?!.,").split())


def without_people(question: str) -> str:
    """Return a question without the people whom it names."""
    spans = _MENTION_ANYWHERE.spans(question)
    spans += [(person.start, person.end) for person in entities(question) if person.kind is EntityKind.PERSON]
    gone = {place for start, end in spans for place in range(start, end)}
    return " ".join("".join(char for place, char in enumerate(question) if place not in gone).split())


def without_names(question: str) -> str:
    """Return a question without its names and numbers, and without the event that they single out."""
    for start, end in reversed(events.names(question)):
        question = f"{question[:start]} {question[end:]}"
    for name in [*proper_names(question), *_NUMBER.findall(question)]:
        question = re.sub(rf"{_BEFORE_NAME}{re.escape(name)}", " ", question, flags=re.IGNORECASE)
    return _LEFT_OVER.sub("", " ".join(question.split()))
