"""Days, months, years and hours in a text, in any usual Vietnamese writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.writing.bearing.numerals import MONTHS, roman

_NAMED_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH = rf"(?:\d{{1,2}}|{_NAMED_MONTH})(?![\w])"
_YEAR = r"(?:19|20)\d{2}(?!\d|[.,]\d)"
_AND = r"\s*(?:,|và|đến|tới|-|–|&)\s*(?:hết\s+)?(?:sáng|chiều|tối)?\s*(?:ngày\s+|mùng\s+|mồng\s+)?"
_DAYS = rf"(?<![\d/.,-])\d{{1,2}}(?:{_AND}\d{{1,2}})*"
_OF_YEAR = rf"\s*(?:,?\s*năm\s+|\s?[/.-]\s?)(?P<year>{_YEAR})"
_NOT_PER = "(?<!mỗi )(?<!một )(?<!hằng )(?<!hàng )(?<!hai )"
_NOT_A_DAY = r"(?!\s*(?:phút|giờ|tiếng|người|đồng|lần|%|triệu|nghìn|tỷ|tỉ|công|suất|km|trên))"
# "6-8 triệu đồng" and "3-5 năm" are no days, "6-8" and "7-8 năm 2018" are.
_NO_RANGE = (
    r"(?!\s*(?:%|triệu|nghìn|ngàn|tỷ|tỉ|đồng|usd|giờ|phút|tuổi|năm(?! \d)|tháng|tuần|ngày|người|k?m|cm|kg|tấn|lần|suất)"
    r"(?!\w))"
)

# Each with any of the groups `days`, `month`, `year`.
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<days>{_DAYS})\s?(?P<sign>[/.-])\s?(?P<month>\d{{1,2}})\s?(?P=sign)\s?(?P<year>{_YEAR}|\d{{2}}(?!\d|[.,]\d))",
        rf"(?P<days>{_DAYS}),?\s*tháng\s+(?P<month>{_MONTH})(?:{_OF_YEAR})?",
        rf"(?P<days>{_DAYS})\s?/\s?(?P<month>\d{{1,2}})(?![\d/]|[.,]\d)(?:\s+năm\s+(?P<year>{_YEAR}))?",
        rf"(?<=ngày )(?P<days>{_DAYS})-(?P<month>\d{{1,2}})(?![\d/-]|[.,]\d)",
        rf"(?P<days>{_DAYS})-(?P<month>\d{{1,2}})(?![\d/-]|[.,]\d){_NO_RANGE}",
        rf"tháng\s+(?P<month>{_MONTH})(?:{_OF_YEAR}|(?![.,/-]?\d))",
        rf"(?<![\d/.,-])(?P<month>\d{{1,2}})\s?[/-]\s?(?P<year>{_YEAR})",
        rf"{_NOT_PER}(?:ngày|mùng|mồng)\s+(?P<days>\d{{1,2}})(?![\w/]|[.,]\d){_NOT_A_DAY}",
        rf"(?<![\d.,/-])(?P<year>{_YEAR})",
        rf"(?<=\d{{4}}-)(?P<year>{_YEAR})",
    )
)
_HOUR = re.compile(
    r"(?<![\d.,/])(?P<hour>\d{1,2})(?:\s?(?:h|g|giờ)\s?|:(?=\d{2}))(?P<minute>\d{2})?(?:\s?(?:phút|p|'))?(?![\w])"
    r"(?P<half>\s+rưỡi)?(?=(?P<part>\s+(?:sáng|trưa|chiều|tối|đêm))?)"
)
_QUARTER = re.compile(rf"quý\s+(?P<quarter>[ivx]+|\d|một|hai|ba|tư)\b(?:\s*(?:/|,?\s*năm)\s*(?P<year>{_YEAR}))?")
_DAYS_IN = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Date:
    """A day, month or year; 0 for what isn't written."""

    day: int = 0
    month: int = 0
    year: int = 0


@dataclass(frozen=True, slots=True)
class Dated:
    """Where a text has dates; several days of one month are one span."""

    start: int
    end: int
    dates: tuple[Date, ...]
    pair: tuple[int, int] | None = None  # "15/17" as well as "7/8": perhaps no date
    bare_year: bool = False  # "2000" may be an amount


def dates(text: str) -> Iterator[Dated]:
    """Yield the dates of a lower-case text; where two patterns match the same place, the fuller one wins."""
    taken = bytearray(len(text))
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]) or not (dated := _dated(match)):
                continue
            taken[start:end] = b"\1" * (end - start)
            yield dated


def _dated(match: re.Match[str]) -> Dated | None:
    groups = match.groupdict()
    days = [int(day) for day in _DAYS_IN.findall(groups.get("days") or "")]
    written = (groups.get("month") or "").strip()
    month = int(written) if written.isdigit() else MONTHS.get(written, 0)
    year = int(groups.get("year") or 0)
    year += 2000 if 0 < year < 100 else 0
    pair = (
        (days[0], month) if len(days) == 1 and written.isdigit() and not year and "tháng" not in match.group() else None
    )
    plausible = all(1 <= day <= 31 for day in days) and month <= 12 and (month or not written)
    if not plausible:
        return Dated(*match.span(), (), pair) if pair else None
    found = tuple(Date(day, month, year) for day in days) or (Date(0, month, year),)
    return Dated(*match.span(), found, pair, bare_year=not days and not month)


def hours(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield start, end, hour and minute of the hours of a lower-case text; "9 giờ 40 tối" is 21:40."""
    for match in _HOUR.finditer(text):
        hour, minute = int(match["hour"]), 30 if match["half"] else int(match["minute"] or 0)
        if match["part"] and match["part"].strip() in ("chiều", "tối", "đêm") and 1 <= hour < 12:
            hour += 12
        if hour <= 24 and minute < 60:
            yield match.start(), match.end(), hour, minute


def quarters(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield start, end, quarter and year (or 0) of the quarters of a lower-case text."""
    named = {"một": 1, "hai": 2, "ba": 3, "tư": 4}
    for match in _QUARTER.finditer(text):
        written = match["quarter"]
        value = int(written) if written.isdigit() else named.get(written) or roman(written.upper())
        if value:
            yield match.start(), match.end(), value, int(match["year"] or 0)
