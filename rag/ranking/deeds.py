"""Whether an article tells of a deed that a question takes for done: a fine, a verdict, an opening, a signature.

News mostly leave open how things went on: the case is being looked into, the plan awaits approval, workers are helped
to sue. Such an article has every word of "Toà tuyên thế nào?" and "Khánh thành ngày nào?" but the deed, or has the
deed only as one to come.
"""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.questions.question import Asks, Question
from rag.text.entities import EntityKind, entities
from rag.text.patterns import MarkedPattern
from rag.text.vietnamese import fold


@dataclass(frozen=True, slots=True)
class _Deed:
    """What is asked for as done, and how an article tells of it."""

    asked: MarkedPattern
    said: re.Pattern[str]
    needed: bool  # not to be told without such a word


def _deed(asked: str, said: str = "", *, needed: bool = True) -> _Deed:
    return _Deed(MarkedPattern(rf"\b(?:{asked})\b"), re.compile(rf"\b(?:{said or asked})\b"), needed)


_DEEDS = (
    _deed("khánh thành", "khánh thành|bàn giao|đưa vào (?:sử|hoạt|vận|khai)|hoàn thành|khai trương|hoàn tất"),
    _deed("khởi công|động thổ", "khởi công|động thổ|(?:xây dựng|được xây|xây|thi công) từ|bắt đầu xây"),
    _deed("được ký|ký kết|ký (?:khi|ngày|vào|lúc|năm)", "ký|ký kết"),
    _deed("bị khởi tố|khởi tố|bị bắt giam", "khởi tố|bắt|tạm giam|tạm giữ|truy tố"),
    _deed("tuyên phạt|toà tuyên|tòa tuyên|toà án tuyên|tòa án tuyên|tuyên án|xử thắng|thắng kiện|thua kiện|(?:mấy|nhiêu) năm tù", "tuyên|xét xử|kết án|lãnh|(?:bản|mức) án|án (?:treo|phạt|tử)|phán quyết|tù|thắng kiện|xử"),
    _deed("bị (?:xử )?phạt (?:bao|mấy|mức|tiền|hành)|phạt bao nhiêu|mức phạt", "phạt"),
    _deed("bồi thường|đền bù", "bồi thường|đền bù|đền|giải phóng mặt bằng"),
    _deed("phong toả|phong tỏa", "phong toả|phong tỏa"),
    _deed("phê duyệt", "phê duyệt|duyệt|thông qua|chấp thuận|đồng ý|phê chuẩn"),
    _deed("(?:hoạt động|làm việc|thi công|sản xuất|mở cửa|đi làm|bắt đầu|mở|chạy) (?:trở )?lại", "(?:trở|quay|mở|chạy|làm|động|việc|nối|đầu|sản xuất|thi công) (?:trở )?lại|khôi phục|trở về|ổn định|bình thường|tiếp tục|tái"),
    _deed("di dời", "di dời|chuyển|dời"),
    _deed("trúng (?:thầu|đấu giá)", "trúng|thầu|đấu giá"),
    _deed("(?:đã )?trả (?:hết|đủ|xong)|đã trả|trả chưa", "(?:đã|được) (?:chi )?trả|trả (?:hết|đủ|xong)|thanh toán|nhận (?:được|đủ|lương)"),
    _deed("được bổ nhiệm", "bổ nhiệm|điều động|giữ chức|làm|phân công|luân chuyển|bầu"),
    _deed("vụ kiện|kiện tụng", "kiện|toà|tòa"),
    _deed("xử lý (?:thế nào|ra sao|sao)", "xử lý|xử phạt|phạt|kỷ luật|khởi tố|bắt|đình chỉ|thu hồi|buộc|khắc phục|giải quyết|cách chức"),
    _deed("tài trợ", "tài trợ|ủng hộ|góp|hỗ trợ|kinh phí|đồng hành|tặng"),
    _deed("(?:bao nhiêu|mấy) (?:\\w+ ){1,2}nữ", "nữ|chị em|phụ nữ"),
    _deed("ngừng việc|đình công", "(?:ngừng|ngưng|dừng|nghỉ) việc|đình công|lãn công|phản (?:đối|ứng)|bỏ (?:máy|việc|về)|không (?:chịu )?(?:vào|làm)"),
    _deed("lấy (?:chồng|vợ)|kết hôn|cưới (?:chồng|vợ|nhau|khi|năm|lúc)", "lấy (?:chồng|vợ|nhau)|kết hôn|cưới|nên (?:vợ|duyên)|lập gia đình"),
    _deed("(?:xây|sửa|dựng|làm)(?: lại)? xong", "xong|hoàn thành|hoàn tất|bàn giao|khánh thành|xây|sửa|dựng"),
    _deed("thắng trận|thắng (?:trong )?trận", "thắng|hạ|bại|vô địch|t[ỷỉ] số"),
    _deed("mua (?:[a-zà-ỹ0-9]+ ){1,6}(?:hết|giá|ở đâu|năm nào|khi nào|từ khi)", "mua|sắm|tậu|bán"),
    _deed("bằng sáng chế", "sáng chế|độc quyền|sở hữu trí tuệ"),
    _deed("cảnh báo", "cảnh báo|báo trước|khuyến cáo|nhắc nhở"),
    _deed("nộp (?:đơn|hồ sơ)", "nộp|gửi|đơn|hồ sơ|đăng ký"),
    _deed("nghỉ làm (?:chủ|phó|giám|cán|tổ)|từ chức", "nghỉ|thôi|từ nhiệm|từ chức|hưu|chuyển|nhiệm"),
    _deed("cách chức", "cách chức|kỷ luật|miễn nhiệm|bãi nhiệm|đình chỉ|giáng"),
    # What has no other name, and a value only beside it.
    _deed("lãi suất", "lãi"),
    _deed("điểm chuẩn", "điểm chuẩn|điểm trúng tuyển"),
    _deed("học phí"),
    _deed("giá vé|tiền vé", "vé"),
    _deed("biển số"),
    _deed("phúng viếng|phúng điếu", "phúng|viếng|mai táng|tang"),
    _deed("khởi kiện", "khởi kiện|kiện", needed=False),
    _deed("kết luận", needed=False),
    _deed("kết quả", needed=False),
)  # fmt: skip
# Before a deed that has not been done.
_YET = (
    r"sẽ|dự kiến|dự định|dự tính|chờ|đợi|nếu|đề nghị|kiến nghị|yêu cầu|cho đến khi|đến khi|sau khi có|khi có|kế hoạch"
    r"|mục tiêu|cam kết|hứa|xin|hướng dẫn|[uủ][ỷy] quyền|sắp|thời gian tới|đòi|mong|muốn|phấn đấu"
)
_TO_COME = MarkedPattern(rf"\b(?:{_YET}|chưa (?!ạ|vậy|thế|nhỉ|v\b)\w|tới)\b")
_TO_COME_SAID = re.compile(r"\b(?:sẽ|dự kiến|dự định|sắp|kế hoạch|mục tiêu|phấn đấu|nếu)\b")
_DID = MarkedPattern(r"\bđã (?:được )?(\w+)\b.*\b(?:bao nhiêu|mấy|chưa)\b")
_BEFORE = re.compile(rf"\b(?:{_YET}|chưa)\b[^.;:!?]{{0,70}}$")
_WORD = re.compile(r"\w+")
_DONE = MarkedPattern(r"\b(?:đã)\b")
_HOW = MarkedPattern(
    r"^(?:(?:cho|xin) (?:em|mình|e|tôi) hỏi )?(?:cách|làm (?:sao|thế nào|cách nào) (?:để|mà)|bí quyết|mẹo)"
    r" (?:để )?(?:tự )?(?!nào|gì|này|đó|nao|nay|do)(\w+)"
)


def undone(question: Question, sentences: Sequence[str]) -> bool:
    """Tell whether a question takes for done what no sentence tells of, or only as something to come.

    Asked when, the day that is planned is an answer. Asked how to do something, a sentence must have it done.
    """
    if how := _HOW.search(question.embedded):
        verb = question.embedded[slice(*how.span(1))]
        return not any(_has(verb, text, question) for text in sentences)
    if _TO_COME.search(question.embedded):
        return False
    if done := _DID.search(question.embedded):
        verb = question.embedded[slice(*done.span(1))]
        told = [text for text in sentences if _has(verb, text, question)]
        asks_whether = question.folded_text.rstrip(" ?!.").endswith("chua")
        if not told and asks_whether:
            return True
        if told and all(_TO_COME_SAID.search(text.lower()) for text in told):
            return True
    asked = [deed for deed in _DEEDS if deed.asked.search(question.embedded)]
    if not asked:
        return False
    texts = [" ".join(text.lower().split()) for text in sentences]
    return any(_is_open(deed, question, texts) for deed in asked)


def _has(verb: str, text: str, question: Question) -> bool:
    form = str.lower if question.marked else fold
    return form(verb) in _WORD.findall(form(text))


def _is_open(deed: _Deed, question: Question, sentences: Sequence[str]) -> bool:
    planned = Asks.WHEN in question.asks and not _DONE.search(question.embedded)
    told = False
    for text in sentences:
        for match in deed.said.finditer(text):
            told = True
            if not _BEFORE.search(text[: match.start()]):
                return False
            if planned and entities(text, (EntityKind.DATE,)):
                return False
    return told or deed.needed
