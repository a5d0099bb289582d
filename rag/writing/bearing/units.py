"""What a number counts: its unit, what it is per, and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from rag.writing.bearing.lexicon import forms

_NAMES = {
    "đồng": "đồng|vnđ|vnd|đ",
    "usd": "usd|đô la mỹ|đô-la|đô la|đôla|đô|$",
    "euro": "euro|eur|€",
    "won": "won",
    "yên": "yên|yen",
    "tệ": "nhân dân tệ|ndt|tệ",
    "%": "%|phần trăm",
    "điểm %": "điểm phần trăm|điểm %",
    "giây": "giây",
    "phút": "phút",
    "giờ": "giờ|tiếng|h",
    "ngày": "ngày|hôm",
    "tuần": "tuần",
    "tháng": "tháng",
    "quý": "quý",
    "năm": "năm",
    "tuổi": "tuổi",
    "thập kỷ": "thập kỷ|thập niên",
    "thế kỷ": "thế kỷ",
    "nhiệm kỳ": "nhiệm kỳ",
    "lần": "lần",
    "km": "km|kilomet|ki lô mét|cây số",
    "m2": "m2|m²|mét vuông",
    "m3": "m3|m³|mét khối",
    "m": "m|mét",
    "cm": "cm",
    "ha": "ha|héc ta|héc-ta|hecta|hec-ta|hec ta",
    "kg": "kg|ki lô|kí|cân|ký",
    "tấn": "tấn",
    "tạ": "tạ",
    "lít": "lít",
    "người": (
        "người|công nhân|lao động|đoàn viên|đại biểu|cán bộ|học viên|thành viên|hội viên|vận động viên|thí sinh|ủy viên"
        "|uỷ viên|viên chức|công chức|nhân viên|thợ|sinh viên|học sinh|hành khách|phi công|nạn nhân|trẻ|phụ nữ|khách"
        "|nhân sự|nữ công nhân|nhân công|chuyên gia|lãnh đạo|cầu thủ|con|em|cháu|bạn trẻ|đảng viên|giáo viên|cảnh sát"
        "|y bác sĩ|bác sĩ|thanh niên|anh em|chị em|công dân|dân|lượt người|tình nguyện viên|nông dân|ông|bà|vị|nhà báo"
        "|phóng viên|chiến sĩ|tài xế|du khách"
    ),
}
_UNIT = re.compile(
    r"\s*[-–]?\s*(?:(?:số|chiếc|vị|lượt|thẻ)\s+(?=người|đoàn|công|lao|đại))?"
    r"(?!(?:người ta|đồng (?:hương|nghiệp|đội|bào|chí|phục|loạt|thời|minh))(?!\w))(?P<unit>%(?!\w)|"
    + "|".join(
        re.escape(word) + (r"(?!\w)" if word[-1].isalnum() else "")
        for word in sorted((word for words in _NAMES.values() for word in words.split("|")), key=len, reverse=True)
    )
    + ")"
)
_NAMED = {word: name for name, words in _NAMES.items() for word in words.split("|")}
PEOPLE, MONEY = "người", frozenset({"đồng", "usd", "euro", "won", "yên", "tệ"})
# How many of the first unit of a row the others have.
_SCALES = (
    {"giây": 1, "phút": 60, "giờ": 3600},
    {"ngày": 1, "tuần": 7},
    {"tháng": 1, "quý": 3, "năm": 12, "thập kỷ": 120, "thế kỷ": 1200},
    {"cm": 1, "m": 100, "km": 100_000},
    {"m2": 1, "ha": 10_000},
    {"kg": 1, "tạ": 100, "tấn": 1000},
)
_HARD = frozenset(_NAMES) - {"người"}
_PER_WORDS = r"(?P<per>giờ|buổi|ca|ngày|tuần|tháng|quý|năm)(?!\w)(?!\s+(?:\d|nay|ngoái|đầu|cuối))"
_EACH = r"(?:\s*(?:/\s?|(?:mỗi|một|trên)\s+)(?:người|suất|phần|công nhân|lao động|m2|căn))?"
_PER = re.compile(rf"{_EACH}\s*(?:/\s?|(?:mỗi|một|hằng|hàng|trên)\s+|trong\s+(?:một|mỗi)\s+){_PER_WORDS}")
_PER_BEFORE = re.compile(rf"(?:mỗi|hằng|hàng|một)\s+{_PER_WORDS}(?:,?\s+[^\W\d]+){{0,4}}\s+$")
_ON_TO_THE_NEXT = re.compile(
    r"\s*(?:,|và|đến|tới|lên|xuống|-|–|hoặc|hay)\s*(?:còn\s+|khoảng\s+|gần\s+|hơn\s+)?"
    r"(?:\d[\d.,]*(?:\s?(?:nghìn|ngàn|triệu|tỷ|tỉ))?|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?=\s))"
)
_AGED = re.compile(r"(?<!\w)tuổi\s+(?:là\s+)?$")  # "nghỉ hưu ở tuổi 56"
_SCALE_BEHIND = re.compile(r"^\s*(?:-|–|đến|tới)\s*\d[\d.,]*\s*(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\w)")  # of "4-5 triệu"
_CLAUSE = re.compile(r"[,;:()“”\".!?–]|\s-\s")
_WORDS_BEHIND, _WORDS_BEFORE = 6, 4


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of an amount; all words in the spelling in which they are compared."""

    name: str  # canonical, "" where the number counts something else than a known unit
    per: str = ""  # "tháng" of "đồng/tháng"
    behind: tuple[str, ...] = ()  # words of the same clause behind the number, nearest first
    before: tuple[str, ...] = ()  # words of the same clause before it, nearest first
    large: bool = False  # it has a "triệu" or the like

    @property
    def hard(self) -> bool:
        """Whether no other word can stand for the unit."""
        return self.name in _HARD


def named(word: str) -> str:
    """Return the unit that a lower-case word names, or ""."""
    return _NAMED.get(word, "")


def scaled(given: Unit, said: Unit) -> Fraction | None:
    """Return how many of another unit one of a unit has, 12 for a year in months; None where they are no such two."""
    for row in _SCALES:
        if given.name != said.name and given.name in row and said.name in row:
            return Fraction(row[given.name], row[said.name])
    return None


def unit(text: str, end: int, start: int, large: bool = False, onward: bool = True) -> Unit:
    """Return the unit of the number at `start:end` of a lower-case text.

    It may stand behind the next number, "5-6 triệu đồng", unless that isn't to be looked `onward` for.
    """
    match = _UNIT.match(text, end)
    at = match.end() if match else end
    if not match and onward:
        further = _ON_TO_THE_NEXT.match(text, end)
        while further and not match:
            match, further = _UNIT.match(text, further.end()), _ON_TO_THE_NEXT.match(text, further.end())
    name = _NAMED[match["unit"]] if match else ""
    if not name and _AGED.search(text[max(start - 8, 0) : start]):
        name = "tuổi"
    per = _PER.match(text, at) or (_PER_BEFORE.search(text[max(start - 40, 0) : start]))
    return Unit(
        name,
        per["per"] if per else "",
        forms(_CLAUSE.split(_SCALE_BEHIND.sub("", text[end : end + 60]), maxsplit=1)[0])[:_WORDS_BEHIND],
        tuple(reversed(forms(_CLAUSE.split(text[max(start - 50, 0) : start])[-1])[-_WORDS_BEFORE:])),
        large,
    )
