"""Numbers that are written in words or in Roman figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

_DIGITS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_LAST_DIGITS = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}  # only behind tens
_TENS, _TEN = ("mươi", "chục"), "mười"
_HUNDRED, _ZERO = "trăm", ("linh", "lẻ")
MAGNITUDES = {
    "nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000,
}  # fmt: skip
_ROMAN = re.compile(r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}
MONTHS = {
    "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười một": 11,
    "mười hai": 12, "mười": 10, "chạp": 12,
}  # fmt: skip
RANKS = {"nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}

# A lone "năm" is five only before what is counted, a lone "một" counts only before these.
_COUNTED = (
    "người|công nhân|công ty|công đoàn|nước|nhóm|đơn vị|doanh nghiệp|nội dung|suất|phần|môn|tỉnh|đội|vụ|căn|giải|lần"
    "|ngày|giờ|lao động|đoàn|đại biểu|thành viên|nhiệm vụ|giải pháp|chuyên đề|mục tiêu|tỷ|triệu|trường|khu|huyện|cuộc"
    "|chương trình|câu|thợ|cán bộ|con|học sinh|gia đình|hộ|bên|chỉ tiêu|quận|xã|phường|dự án|chuyến|điểm"
    "|tổ|ban|ngành|cơ quan|phòng|máy|xe|tàu|sinh viên|giáo viên|em|chị|cụ|trung tâm|cặp|bài|tiết mục|thành phố|thị xã"
    "|buổi|phiên|ca|khóa|loại|cá nhân|tập thể|công trình|chi nhánh|cơ sở|hợp đồng|hội nghị|hội thảo|phiếu|kỳ"
    "|phương án|nghề|đồng hương|tiếng|địa phương|mức|bước|tiêu chuẩn|nguyên nhân|lý do|yếu tố|vấn đề|kỹ năng|tuần"
    "|hạng mục|sáng kiến|tầng|lĩnh vực|vùng|bộ phận|nạn nhân|luật sư|bác sĩ|trận|hiệp|quốc gia|yêu cầu|câu hỏi|khâu"
    "|bệnh viện|ngân hàng|xưởng|phân xưởng|dây chuyền|chủ đề|đề tài|tổ chức|thách thức|ý kiến|giờ đồng hồ|ông|bà|anh"
    "|thôn|ấp|bản|lớp|mô hình|tiêu chí|nghệ nhân|nhà|cái|chiếc|bộ|tấn|mét|km|ha|phút|cây|tác phẩm|kiến nghị|đề xuất"
    "|đảng viên|đoàn viên|hội viên|ủy viên|uỷ viên|hành khách|nạn nhân|bạn|loại"
)
_FIVE = re.compile(rf"năm\s+(?:{_COUNTED})(?!\w)")
_NOT_FIVE = re.compile(
    r"(?:trong|từ|vào|cuối|đầu|mỗi|hằng|hàng|cả|nửa|nhiều|những|mấy|giữa|đến|các|một|hai|ba|mười|suốt|tháng)\s+$"
)
_FROM_FIVE = re.compile(r"năm(?:\s+\w+){1,4}\s+trở (?:lên|xuống)(?!\w)")  # "từ năm người trở lên"
_ONE = re.compile(r"một\s+(?:năm|tháng|ngày|tuần|giờ|tiếng|phút|lần|giải|triệu|tỷ|nghìn|người|con|suất|vụ)(?!\w)")
_OPENING = frozenset('.:!?“"')
_COOKED = re.compile(r"(?:ăn|nấu|đồ|cơm|thịt|cá|rau|trái|quả|hoa|lúa|luộc|sống và)\s+$")  # "thức ăn chín"
_NO_NUMBER_BEFORE = re.compile(r"(?:hàng|thứ|vài|mấy|chục|thành phố|nghìn|ngàn|triệu)\s+$")


def roman(text: str) -> int | None:
    """Return the value of Roman figures up to 89, or None."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    digits = [_ROMAN_DIGITS[letter] for letter in text]
    return sum(-digit if digit < after else digit for digit, after in zip(digits, [*digits[1:], 0], strict=True))


def spelled(words: Sequence[str]) -> tuple[Fraction, int]:
    """Return the number that the first words say, and how many words it takes; 0 words where they say none.

    "ba mươi lăm" is 35, "một triệu rưỡi" 1,500,000. A lone "năm" may be a year and a lone "một" an article: the caller
    knows what stands around them.
    """
    total, group, pending, magnitude, used = Fraction(0), 0, 0, 0, 0
    tens = False
    for place, word in enumerate(words):
        if word in _DIGITS and not pending and (place == 0 or tens or group or magnitude):
            if tens and word == "năm":
                break  # "mười năm": ten years; fifteen is "mười lăm"
            pending, tens = _DIGITS[word], False
            if group % 10:
                break
        elif word in _LAST_DIGITS and tens and not pending:
            pending, tens = _LAST_DIGITS[word], False
        elif word == _TEN and not pending and not group % 100:
            group, tens = group + 10, True
        elif word in _TENS and pending and not group % 100:
            group, pending, tens = group + pending * 10, 0, True
        elif word == _HUNDRED and pending and not group:
            group, pending, tens = pending * 100, 0, False
        elif word in _ZERO and group >= 100 and not group % 100 and not pending:
            continue
        elif word in MAGNITUDES and (pending or group):
            magnitude = MAGNITUDES[word]
            total, group, pending, tens = total + (group + pending) * magnitude, 0, 0, False
        elif word == "rưỡi" and (magnitude or pending or group):
            half = (
                Fraction(magnitude, 2)
                if magnitude and not (group or pending)
                else Fraction(50 if group >= 100 else 1, 1)
            )
            return total + group + pending + (half if magnitude or group else Fraction(1, 2)), place + 1
        else:
            break
        used = place + 1
    return total + group + pending, used


def counts(text: str, start: int, used: int) -> bool:
    """Tell whether words that say a number are one where they stand: `used` of them from `start` on.

    No number are the capitals of "Ba Đình", the year of "năm nay", the article of "một hội nghị".
    """
    if text[start].isupper() and start and text[:start].rstrip()[-1:] not in _OPENING:
        return False
    lower = text.lower()
    before = lower[max(start - 12, 0) : start]
    if _NO_NUMBER_BEFORE.search(before):
        return False
    if lower.startswith("chín", start) and _COOKED.search(before):
        return False
    if used > 1:
        return True
    if lower.startswith("năm", start):
        if not _FIVE.match(lower, start) or before.rstrip()[-1:].isdigit():
            return False
        return not _NOT_FIVE.search(before) or bool(_FROM_FIVE.match(lower, start))
    return not lower.startswith("một", start) or bool(_ONE.match(lower, start))
