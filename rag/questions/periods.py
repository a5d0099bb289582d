"""Times told from today, such as "năm ngoái" or "hôm qua": the days that they mean, and the articles of those days."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

from rag.article import Article
from rag.index.lexical import terms
from rag.text.patterns import MarkedPattern
from rag.text.vietnamese import fold, has_marks, syllables

Today = Callable[[], date]

_VIETNAM = timezone(timedelta(hours=7))  # of Asia/Ho_Chi_Minh since 1975


def today_in_vietnam() -> date:
    """Return the day that it is in Vietnam, wherever the machine stands."""
    return datetime.now(UTC).astimezone(_VIETNAM).date()


class Span(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """The days that words such as "năm ngoái" mean."""

    said: str  # the words as typed
    span: Span
    first: date
    last: date

    @property
    def searched(self) -> str:
        """The same in words that articles use: "năm 2025", "tháng 10 năm 2026", "ngày 21/11".

        Of a day the year is left out, and of a week the days: an article says "sáng 21/11". `fits` knows all of it.
        """
        first, year = self.first, f"năm {self.first.year}"
        return {
            Span.DAY: f"ngày {first.day}/{first.month}",
            Span.WEEK: "trong tuần",
            Span.MONTH: f"tháng {first.month} {year}",
            Span.QUARTER: f"quý {('I', 'II', 'III', 'IV')[(first.month - 1) // 3]} {year}",
            Span.YEAR: year,
        }[self.span]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A text in which nothing is told from today any more, and what was."""

    text: str
    periods: tuple[Period, ...] = ()


# The words for a time, and how far it lies from the present one, in units of its length.
_SAID: tuple[tuple[Span, int, str], ...] = (
    (Span.YEAR, -1, r"năm (?:ngoái|trước(?! (?:đó|đây|khi|nữa))|vừa (?:rồi|qua)|rồi)"),
    (Span.YEAR, 0, "năm nay"),
    (Span.YEAR, 1, "năm tới|năm sau(?! (?:đó|khi))|sang năm"),
    (Span.YEAR, -2, "năm (?:kia|kìa)"),
    (Span.QUARTER, -1, "quý (?:trước|vừa (?:rồi|qua)|rồi)"),
    (Span.QUARTER, 0, "quý này"),
    (Span.QUARTER, 1, "quý (?:tới|sau)"),
    (Span.MONTH, -1, r"tháng (?:trước(?! (?:đó|đây|khi))|vừa (?:rồi|qua)|rồi)"),
    (Span.MONTH, 0, "tháng (?:này|nay)"),
    (Span.MONTH, 1, "tháng (?:tới|sau(?! (?:đó|khi)))"),
    (Span.WEEK, -1, r"tuần (?:trước(?! (?:đó|đây|khi))|vừa (?:rồi|qua)|rồi)"),
    (Span.WEEK, 0, "tuần (?:này|nay)"),
    (Span.WEEK, 1, "tuần (?:tới|sau(?! (?:đó|khi)))"),
    (Span.DAY, -2, "hôm kia"),
    (Span.DAY, -1, "(?:ngày )?hôm qua|bữa qua|(?:sáng|trưa|chiều|tối|đêm) (?:hôm )?qua"),
    (Span.DAY, 0, "(?:ngày )?hôm nay|bữa nay|(?:sáng|trưa|chiều|tối|đêm) nay"),
    (Span.DAY, 1, "ngày mai|(?:sáng|trưa|chiều|tối|đêm) mai"),
)
_ENGLISH: tuple[tuple[Span, int, str], ...] = (
    (Span.YEAR, -1, "last year"),
    (Span.YEAR, 0, "this year"),
    (Span.YEAR, 1, "next year"),
    (Span.MONTH, -1, "last month"),
    (Span.MONTH, 0, "this month"),
    (Span.WEEK, -1, "last week"),
    (Span.WEEK, 0, "this week"),
    (Span.DAY, -1, "yesterday"),
    (Span.DAY, 0, "today"),
    (Span.DAY, 1, "tomorrow"),
)
_DATED = re.compile(r"\b(?:thang (?P<month>\d{1,2})(?:[/-]| nam )|nam )(?P<year>(?:19|20)\d\d)\b")
_MONTH = re.compile(r"\bthang (?P<month>\d{1,2})\b(?! ?[/-] ?\d| nam (?:19|20)\d\d)")
_QUARTER = re.compile(r"\bquy (?P<quarter>[1-4]|iv|i{1,3})\b(?! ?[/-] ?\d| nam )")
_ORDER = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_SINCE = re.compile(r"\b(?:tu )?dau nam\b(?! \d| (?:nay|ngoai|truoc|toi|sau)\b)")
# What begins or ends then, what is compared with it, "ba năm trước", and "hôm nay mình muốn hỏi": none of these asks
# for what is of that time.
_NOT_BEHIND = re.compile(
    r"(?:\b(?:so voi|cung ky|nhiem ky|hon|nhu|bang|tu|den|toi|tinh den|cho den|truoc|sau|ke tu|nhung|cac|vai|may|nhieu|moi|hang|hai|ba|bon|nam|sau|bay|tam|chin|muoi|chuc|tram|luong|than|from|since|until|than in|\d+)|\d) $"
)
_NOT_BEFORE = re.compile(
    r"[ ,]*(?:(?:thi )?(?:minh|toi|em|tui|xin|cho (?:minh|toi|em|hoi)|ad|ban|la (?:ngay|thu|bao nhieu)|ngay may|thu may)\b)"
)
_OF_AGE = re.compile(r"\b(?:bao nhieu|may) tuoi\b|\btuoi (?:bao nhieu|may)\b")  # of now, whenever it was written
# Without its marks "tối qua" is "tôi qua", and "quý này" "quỹ này".
_DOUBTFUL = re.compile(r"^(?:toi|quy) |^(?:nam|thang|tuan) (?:toi|roi)$")
# "tháng 8", "ngày 17/8", "17 tháng 8" before a year, "ngày 15" before a month.
_MONTH_BEFORE = re.compile(r"\b(?:(?:ngay )?(?P<day>\d{1,2})(?:[/-]| thang )|thang )(?P<month>\d{1,2}) $")
_DAY_BEFORE = re.compile(r"\b(?:ngay|hom|mung) (?P<day>\d{1,2}) $")

_PATTERNS = tuple((span, step, MarkedPattern(rf"\b(?:{said})\b")) for span, step, said in _SAID)
_ENGLISH_PATTERNS = tuple((span, step, MarkedPattern(rf"\b(?:{said})\b")) for span, step, said in _ENGLISH)


def reckoned(text: str, today: date, *, english: bool = False) -> Reckoned:
    """Say in dates what a text tells from today: "năm ngoái" as "năm 2025"; pure.

    Args:
        text: What was typed, on one line.
        today: The day that it is.
        english: Whether it is in English.
    """
    marked = has_marks(text)
    found = [
        (start, end, span, step)
        for span, step, pattern in (_ENGLISH_PATTERNS if english else _PATTERNS)
        for start, end in pattern.spans(text)
        if _asks_for(text, start, end, marked=marked or english)
    ]
    periods: list[Period] = []
    for start, end, span, step in sorted(found, reverse=True):
        period = _of(text[start:end], span, step, today)
        begins, period = _narrower(text, start, period)
        searched = _in_english(period) if english else period.searched
        text = f"{text[:begins]}{searched if marked or english else fold(searched)}{text[end:]}"
        periods.insert(0, period)
    return Reckoned(text, tuple(periods))


def dated(text: str, today: date) -> tuple[Period, ...]:
    """Return the years and months that a text names itself: "năm 2026", "tháng 10/2026".

    A month or quarter without a year is the last one that has begun, and "từ đầu năm" is this year.
    """
    found: list[Period] = []
    bare = fold(text)
    for match in _MONTH.finditer(bare):
        month = int(match["month"])
        if month in range(1, 13):
            year = today.year - (month > today.month)
            found.append(_months(match.group(), Span.MONTH, year, month))
    for match in _QUARTER.finditer(bare):
        step = _ORDER[match["quarter"]] - (today.month + 2) // 3
        found.append(_of(match.group(), Span.QUARTER, step - 4 * (step > 0), today))
    if since := _SINCE.search(bare):
        found.append(_of(since.group(), Span.YEAR, 0, today))
    for match in _DATED.finditer(bare):
        year, month = int(match["year"]), int(match["month"] or 0)
        if month in range(1, 13):
            found.append(_months(match.group(), Span.MONTH, year, month))
        elif not match["month"]:
            found.append(Period(match.group(), Span.YEAR, date(year, 1, 1), date(year, 12, 31)))
    return tuple(found)


def fits(article: Article, period: Period) -> bool:
    """Tell whether an article was published within a period, or names a day, month or year of it."""
    own = article.date
    if own is not None and period.first <= own <= period.last:
        return True
    text, year = f"{article.title}\n{article.text}", period.first.year
    if period.span is Span.YEAR:
        return re.search(rf"(?<!\d){year}(?!\d)", text) is not None
    if period.span in (Span.DAY, Span.WEEK):
        days = (period.first + timedelta(days) for days in range((period.last - period.first).days + 1))
        return any(_names_day(text, day, own) for day in days)
    return any(_names_month(text, month, year, own) for month in range(period.first.month, period.last.month + 1))


def published_in(article: Article, periods: Sequence[Period]) -> bool:
    """Tell whether an article was published within one of the periods."""
    return article.date is not None and any(one.first <= article.date <= one.last for one in periods)


def words_of(period: Period) -> frozenset[str]:
    """Return the folded terms that a question has of a period: an article of then has them, though unwritten."""
    return frozenset(map(fold, terms(syllables(period.searched))))


def _asks_for(text: str, start: int, end: int, *, marked: bool) -> bool:
    before, said, behind = fold(text[:start]), fold(text[start:end]), fold(text[end:])
    bare = f"{before}{behind}"
    if not marked and _DOUBTFUL.search(said):
        return False
    if _NOT_BEHIND.search(before) and not _dated(before, said):
        return False
    if said == "nam nay" and _OF_AGE.search(bare):
        return False
    return not (said.endswith(" nay") and not said.startswith(("nam", "thang", "tuan")) and _NOT_BEFORE.match(behind))


def _dated(before: str, said: str) -> bool:
    """Tell whether a date goes on in what follows it: "tháng 8 năm ngoái", "ngày 15 tháng này"."""
    if said.startswith("nam"):
        return re.search(r"\b(?:thang \d{1,2}|\d{1,2}[/-]\d{1,2}|quy (?:\d|[ivx]+)) $", before) is not None
    return said.startswith("thang") and _DAY_BEFORE.search(before) is not None


def _of(said: str, span: Span, step: int, today: date) -> Period:
    if span is Span.DAY:
        first = last = today + timedelta(step)
    elif span is Span.WEEK:
        first = today - timedelta(today.weekday()) + timedelta(7 * step)
        last = first + timedelta(6)
    elif span is Span.YEAR:
        first, last = date(today.year + step, 1, 1), date(today.year + step, 12, 31)
    else:
        length = 3 if span is Span.QUARTER else 1
        months = 12 * today.year + (today.month - 1) // length * length + step * length
        return _months(said, span, months // 12, months % 12 + 1, length)
    return Period(said, span, first, last)


def _months(said: str, span: Span, year: int, month: int, length: int = 1) -> Period:
    """Return the period of some months of a year, from one of them on."""
    end = month + length - 1
    return Period(said, span, date(year, month, 1), date(year, end, monthrange(year, end)[1]))


def _narrower(text: str, start: int, period: Period) -> tuple[int, Period]:
    """Return where the time begins, and the time, taking in a month or a day that stands right before its year or month."""
    before = fold(text[:start])
    if len(before) != start:
        return start, period
    year, month, day = period.first.year, period.first.month, None
    if period.span is Span.YEAR and (match := _MONTH_BEFORE.search(before)):
        month, day = int(match["month"]), match["day"]
    elif period.span is Span.MONTH and (match := _DAY_BEFORE.search(before)):
        day = match["day"]
    else:
        return start, period
    said = text[match.start() : start] + period.said
    try:
        if day is not None:
            first = date(year, month, int(day))
            return match.start(), Period(said, Span.DAY, first, first)
        return match.start(), _months(said, Span.MONTH, year, month)
    except ValueError:
        return start, period  # "ngày 31 tháng 2"


def _in_english(period: Period) -> str:
    if period.span is Span.DAY:
        return f"on {period.first:%B} {period.first.day}, {period.first.year}"
    return f"in {period.first:%B} {period.first.year}" if period.span is Span.MONTH else f"in {period.first.year}"


def _names_day(text: str, day: date, own: date | None) -> bool:
    year = rf"(?:[/.-]{day.year}|,? năm {day.year})"
    written = rf"(?<![\d/.-])0?{day.day}(?:[/.-]| tháng )0?{day.month}"
    bare = rf"(?:{year}|(?![\d/-]))" if own is not None and own.year == day.year else year
    return re.search(written + bare, text) is not None


def _names_month(text: str, month: int, year: int, own: date | None) -> bool:
    this_year = own is not None and own.year == year
    written = rf"(?<![\d])0?{month}(?:/|-|\.|,? năm ){year}(?!\d)"
    bare = rf"|tháng 0?{month}(?![\d/])(?! năm)|(?<![\d/])\d{{1,2}}/0?{month}(?![\d/])" if this_year else ""
    return re.search(written + bare, text) is not None
