"""What a text counts, dates and numbers: value, unit, and whether it says "hơn" or "tối đa" before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from rag.writing.bearing.bounds import Bound, bound
from rag.writing.bearing.dates import Date, dates, hours, quarters
from rag.writing.bearing.numerals import MAGNITUDES, RANKS, counts, roman, spelled
from rag.writing.bearing.units import Unit, unit

_NUMBER = re.compile(r"(?<![\d])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d])|\d+(?:[.,]\d+)?")
_MAGNITUDE = re.compile(
    r"\s?(?:(nghìn|ngàn|triệu)\s+(tỷ|tỉ)|(nghìn|ngàn|vạn|triệu|tỷ|tỉ)|(tr|k)(?!\w))(?![\w])(?:\s+(rưỡi)(?!\w))?"
)
_REST = re.compile(r"\s(\d{1,3}(?:,\d+)?)\s(nghìn|ngàn|triệu)(?!\w)")
_UNIT_AND_HALF = re.compile(r"\s(?:giờ|tiếng|ngày|tuần|tháng|năm|ha|mét|kg|tấn)(?: đồng hồ)?\s+rưỡi(?!\w)")
_RANGE_AHEAD = re.compile(r"\s?(?:đồng|người)?\s?(?:đến|tới|-|–|lên|xuống|hoặc|và|,)\s*(?:còn\s+|gần\s+|hơn\s+)?(?=\d)")
_CODE = re.compile(r"(?<!\w)\d{1,4}\s?(?:/\s?\d{4}\s?)?/\s?[a-zđ]{2,}(?:[-–]?[a-zđ]+)*")
_MIXED = re.compile(r"[^\W\d_]+[-–]?\d+\w*|(?<![\w.,])\d+[^\W\d_]\w*|\d+[a-z]\d+\w*")  # "Covid-19", "A330", "58m"
_UNIT_BEHIND = re.compile(r"\d+(?:m|km|kg|g|ha|cm|m2|km2|tr|k|h|đ|usd|vnd|vnđ)(?!\w)|\d+(?:h|g)\d*(?!\w)")
_AREA = re.compile(r"\d+m[23]")
_OUT_OF = re.compile(r"(\d+)\s+(?:trên|trong)\s+(?:tổng\s+(?:số\s+)?|số\s+)?(\d+)(?![\d.,/]*\d)")
_PAIR = re.compile(r"(?<![\d.,/–-])(\d{1,4})\s?[/–-]\s?(\d{1,4})(?![\d/–-]|[.,]\d)")
_LABELLED = re.compile(
    r"\b(?<!tổng )(?<!con )(?!(?<=trong )số)"  # "trong số 38 người"
    r"(điều|khoản|(?<!số )điểm|chương|mục|vùng|khóa|khoá|kỳ|hội|thứ|hạng|cấp|loại|nhóm|bậc|lớp|vòng|bảng|giải|số"
    r"|phường|quận|tổ|ca|phụ lục|phương án|chuyên đề|bài|nghị quyết|nghị định|thông tư|chỉ thị|quyết định|giai đoạn"
    r"|đợt|lần)"
    r"\s+(?:số\s+)?"
    r"(\d+(?![\d.,/]*\d)|[IVXL]{1,6}\b|nhất|nhì|hai|ba|tư|năm(?!\s+(?:\d|nay|tới|sau|trước))|sáu|bảy|tám|chín|mười)(?![\w])(?!\s*(?:%|triệu|nghìn|tỷ))",
    re.IGNORECASE,
)
_RANKED = frozenset(
    {"giải", "hạng", "thứ", "vòng", "vùng", "đợt", "khóa", "khoá", "lần", "phương án"}
)  # may stand before a word
_DATE_BEHIND = re.compile(r"\s+(?:ngày|tháng|năm)\s+\d")
_OF_LAWS = frozenset({"điều", "khoản", "điểm", "chương"})
_OF_MEETINGS = {"hội": "thứ", "khóa": "thứ", "khoá": "thứ", "kỳ": "thứ", "lần": "thứ", "hạng": "giải", "khoản": "khoản"}
_WORD = re.compile(r"[^\W\d_]+")
_HALF = re.compile(r"\b(?:một nửa|phân nửa|nửa)\b(?!\s+(?:triệu|tỷ|tỉ|đầu|cuối|năm|tháng|ngày|cuộc|thế kỷ))")
_HALF_A_MILLION = re.compile(r"\bnửa (triệu|tỷ|tỉ)\b")
_THIRD = re.compile(r"\b(một|hai|ba|bốn|năm|sáu|bảy|tám|chín) phần (ba|tư|năm|sáu|bảy|tám|chín|mười|trăm)\b")
_OF_A_WHOLE = {"tư": 4, "trăm": 100}
_TIMES = re.compile(
    r"\bgấp (?:gần |hơn )?(đôi|rưỡi|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\b(?! (?:lần|rưỡi|mươi|phần|triệu))"
)


class Kind(StrEnum):
    """What a number is."""

    DATE = "date"
    HOUR = "hour"
    AMOUNT = "amount"
    LABEL = "label"  # "lần thứ XII", "vùng II", "Điều 60"
    PAIR = "pair"  # "15/17 phiếu", "3-1"
    CODE = "code"  # "38/2022/NĐ-CP", "Covid-19"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text, as one of the things that it may be."""

    kind: Kind
    start: int
    end: int
    value: tuple[Fraction | int | str, ...]
    unit: Unit | None = None  # of an amount
    bound: Bound = Bound.NONE
    worded: bool = False  # "một", "hai": may count, may be an article

    @property
    def date(self) -> Date:
        """The date that it is."""
        day, month, year = (int(part) for part in self.value)
        return Date(day, month, year)


def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the numbers of a text in reading order; what may be two things is there twice, with one span."""
    return tuple(sorted(_Scan(text).run(), key=lambda quantity: (quantity.start, quantity.end)))


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text.replace("\u00a0", " ")
        self.lower = self.text.lower()
        if len(self.lower) != len(self.text):
            self.lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in self.text)
        self.taken = bytearray(len(self.text))

    def run(self) -> Iterator[Quantity]:
        yield from self._codes()
        for start, end, value, year in quarters(self.lower):
            if self._take(start, end):
                yield Quantity(Kind.LABEL, start, end, ("quý", value))
                if year:
                    yield Quantity(Kind.DATE, start, end, (0, 0, year))
        yield from self._fractions()
        yield from self._dates()
        yield from self._hours()
        yield from self._pairs()
        yield from self._labels()
        yield from self._amounts()
        yield from self._worded()

    def _take(self, start: int, end: int) -> bool:
        if any(self.taken[start:end]):
            return False
        self.taken[start:end] = b"\1" * (end - start)
        return True

    def _codes(self) -> Iterator[Quantity]:
        for match in _CODE.finditer(self.lower):
            if self._take(*match.span()):
                parts = re.split(r"\s?/\s?", match.group())
                value = tuple(int(part) if part.isdigit() else part for part in parts)
                yield Quantity(Kind.CODE, *match.span(), value)
        for match in _MIXED.finditer(self.lower):
            if _AREA.fullmatch(match.group()) and self._take(match.end() - 2, match.end()):
                yield Quantity(Kind.CODE, match.end() - 2, match.end(), (match.group()[-2:],))  # as in "45 m2"
            elif not _UNIT_BEHIND.fullmatch(match.group()) and self._take(*match.span()):
                yield Quantity(Kind.CODE, *match.span(), (re.sub(r"[-–]", "", match.group()),))

    def _fractions(self) -> Iterator[Quantity]:
        for match in _THIRD.finditer(self.lower):
            if self._take(*match.span()):
                part, whole = (_OF_A_WHOLE.get(word) or int(spelled([word])[0]) for word in match.groups())
                share = Fraction(100 * part, whole)
                bound_ = self._bound(*match.span())
                yield Quantity(Kind.PAIR, *match.span(), (part, whole), bound=bound_)
                yield Quantity(Kind.AMOUNT, *match.span(), (share,), Unit("%"), bound_)
        for match in _HALF.finditer(self.lower):
            if self._take(*match.span()):
                yield Quantity(Kind.AMOUNT, *match.span(), (Fraction(50),), Unit("%"), self._bound(*match.span()))
        for match in _HALF_A_MILLION.finditer(self.lower):
            if self._take(*match.span()):
                unit_ = self._unit(match.end(), match.start(), True)
                value = Fraction(MAGNITUDES[match[1]], 2)
                yield Quantity(Kind.AMOUNT, *match.span(), (value,), unit_, self._bound(*match.span()))
        for match in _TIMES.finditer(self.lower):
            if self._take(match.start(1), match.end(1)):
                value = {"đôi": Fraction(2), "rưỡi": Fraction(3, 2)}.get(match[1]) or spelled([match[1]])[0]
                yield Quantity(Kind.AMOUNT, *match.span(1), (value,), Unit("lần"), self._bound(*match.span(1)))

    def _dates(self) -> Iterator[Quantity]:
        for found in dates(self.lower):
            share = self.lower[found.end :].lstrip().startswith("%")  # "11-70%"
            if share or not self._take(found.start, found.end):
                continue
            span = (found.start, found.end)
            for date in found.dates:
                yield Quantity(Kind.DATE, *span, (date.day, date.month, date.year), bound=self._bound(*span))
            if found.pair:
                yield Quantity(Kind.PAIR, *span, found.pair)
            if found.bare_year and found.dates:
                value = Fraction(found.dates[0].year)
                yield Quantity(Kind.AMOUNT, *span, (value,), self._unit(found.end, found.start), self._bound(*span))

    def _hours(self) -> Iterator[Quantity]:
        for start, end, hour, minute in hours(self.lower):
            if self._take(start, end):
                yield Quantity(Kind.HOUR, start, end, (hour, minute), bound=self._bound(start, end))
                if not minute and "giờ" in self.lower[start:end]:
                    value, at = Fraction(re.sub(r"\D", "", self.lower[start:end])), end - len("giờ")
                    unit_ = self._unit(self.lower.rfind("giờ", start, end), start)
                    yield Quantity(Kind.AMOUNT, start, end, (value,), unit_, self._bound(start, at))

    def _pairs(self) -> Iterator[Quantity]:
        for pattern in (_OUT_OF, _PAIR):
            for match in pattern.finditer(self.lower):
                left, right = int(match[1]), int(match[2])
                behind = _MAGNITUDE.match(self.lower, match.end())
                if "/" not in match.group() and pattern is _PAIR and (behind or right > left > 9):
                    continue  # a range of amounts
                if self._take(*match.span()):
                    unit_ = self._unit(match.end(), match.start())
                    yield Quantity(Kind.PAIR, *match.span(), (left, right), unit_)

    def _labels(self) -> Iterator[Quantity]:
        for match in _LABELLED.finditer(self.text):
            label, written = match[1].lower(), match[2]
            figure = written.isdigit()
            value = int(written) if figure else roman(written) or RANKS.get(written.lower())
            worded = not figure and roman(written) is None
            if value is None or (worded and label not in _RANKED):
                continue
            if written.islower() and roman(written.upper()) and not worded:
                continue
            start, end = match.span(2)
            dated = _DATE_BEHIND.match(self.lower, end)  # "cẩu số 3 ngày 2/9"
            if (
                (figure or worded)
                and not dated
                and label not in _OF_LAWS
                and unit(self.lower, end, start, onward=False).name
            ):
                continue  # "trong vòng 30 phút", "với số 5 triệu đồng"
            if self._take(start, end):
                label = label.split()[-1]
                yield Quantity(Kind.LABEL, start, end, (_OF_MEETINGS.get(label, label), value))

    def _amounts(self) -> Iterator[Quantity]:
        for match in _NUMBER.finditer(self.lower):
            start, end = match.span()
            if any(self.taken[start:end]):
                continue
            magnitude, end = self._magnitude(end)
            rest = _REST.match(self.lower, end) if magnitude > 1 else None
            more = Fraction(0)
            if rest and MAGNITUDES[rest[2]] < magnitude:  # "1 tỷ 860 triệu"
                more, end = Fraction(rest[1].replace(",", ".")) * MAGNITUDES[rest[2]], rest.end()
            more += self._half(end)
            self._take(start, end)
            values = [value * magnitude + more for value in _values(match.group())]
            scaled: list[Fraction] = []
            if magnitude == 1 and (ahead := _RANGE_AHEAD.match(self.lower, end)):
                # "từ 10 đến 20 triệu đồng"
                scale = Fraction(1)
                while ahead and scale == 1 and (other := _NUMBER.match(self.lower, ahead.end())):
                    scale, _ = self._magnitude(other.end())
                    ahead = _RANGE_AHEAD.match(self.lower, other.end())
                scaled = [value * scale for value in values if scale != 1]
            for value in (*values, *scaled):
                unit_ = self._unit(end, start, magnitude != 1 or value in scaled)
                yield Quantity(Kind.AMOUNT, start, end, (value,), unit_, self._bound(start, end))

    def _half(self, end: int) -> Fraction:
        """Return the half of "4 tiếng rưỡi"."""
        return Fraction(1, 2) if _UNIT_AND_HALF.match(self.lower, end) else Fraction(0)

    def _magnitude(self, end: int) -> tuple[Fraction, int]:
        match = _MAGNITUDE.match(self.lower, end)
        if not match:
            return Fraction(1), end
        value = Fraction(1)
        for word in match.groups()[:3]:
            value *= MAGNITUDES[word] if word else 1
        if match[4]:
            value *= 1_000_000 if match[4] == "tr" else 1_000
        return value, match.end()

    def _worded(self) -> Iterator[Quantity]:
        words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(self.lower)]
        place = 0
        while place < len(words):
            start = words[place][0]
            value, used = spelled([word for _, _, word in words[place : place + 12]])
            if not used or not counts(self.text, start, used):
                place += 1
                continue
            end = words[place + used - 1][1]
            value += self._half(end)
            if self._take(start, end):
                unit_ = self._unit(end, start, value >= 1000)
                yield Quantity(Kind.AMOUNT, start, end, (value,), unit_, self._bound(start, end), worded=used == 1)
            place += used

    def _unit(self, end: int, start: int, large: bool = False) -> Unit:
        return unit(self.lower, end, start, large=large)

    def _bound(self, start: int, end: int) -> Bound:
        return bound(self.lower, start, end)


def _values(written: str) -> list[Fraction]:
    """Return what figures may mean: "1.050" is 1,050; "1,000" is one, or a thousand in a foreign hand."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", written):
        return [Fraction(written.replace(".", ""))]
    both = "." in written and "," in written
    values = [Fraction((written.replace(".", "") if both else written).replace(",", "."))]
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", written):
        values.append(Fraction(written.replace(",", "")))
    return values
