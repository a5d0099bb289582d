"""Dates of the cited lines, completed by what their line and the day of printing tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date as Day  # noqa: N812 - a `Date` may lack its day or year
from datetime import timedelta

from rag.writing.bearing.dates import Date
from rag.writing.bearing.grounds import ArticleGrounds, Grounds
from rag.writing.bearing.numerals import spelled
from rag.writing.bearing.quantities import Kind
from rag.writing.bearing.reading import Reading

_RELATIVE: tuple[tuple[re.Pattern[str], int, str], ...] = (
    (re.compile(r"\b(?:hôm|sáng|trưa|chiều|tối|ngày) nay\b"), 0, "day"),
    (re.compile(r"\b(?:hôm|sáng|trưa|chiều|tối|đêm) qua\b"), -1, "day"),
    (re.compile(r"\b(?:ngày|sáng|chiều) mai\b"), 1, "day"),
    (re.compile(r"\bnăm nay\b"), 0, "year"),
    (re.compile(r"\bnăm (?:ngoái|trước|qua)\b"), -1, "year"),
    (re.compile(r"\b(?:năm (?:sau|tới)|sang năm)\b"), 1, "year"),
    (re.compile(r"\btháng này\b"), 0, "month"),
    (re.compile(r"\btháng trước\b"), -1, "month"),
    (re.compile(r"\btháng (?:sau|tới)\b"), 1, "month"),
)
_MONTH_OF_LAST_YEAR = re.compile(r"tháng (\d{1,2}) năm (?:ngoái|trước)")
_PRINTED = re.compile(r"\b(?:đăng|xuất bản|phát hành|bài viết|bài báo|đưa tin|bản tin)\b", re.IGNORECASE)
_OFF = re.compile(
    r"(?<!\w)(?:(?P<figure>\d{1,2})|(?P<word>một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười))"
    r" (?:hôm|ngày) (?P<way>trước|sau)(?!\w)"
)
_LEAD = 5  # lines
_SOME_YEAR = 2001  # of a day that has none
_UNKNOWN = 400  # days; further than any date is from its nearest year


def borne(said: Date, given: Sequence[Date], mine: Collection[Date] = ()) -> bool:
    """Tell whether all that is said of a date is given of one; `mine` are all dates of the sentence.

    A month is not that of a day where another month is given: "tháng 5" of "ngày 23/5 công bố khảo sát tháng 3".
    """
    months = {one.month for one in given if one.month and not one.day} if said.month and not said.day else set()
    if months - {one.month for one in mine} and said.month not in months:
        return False
    return any(
        all(
            not mine or mine == theirs
            for mine, theirs in ((said.day, one.day), (said.month, one.month), (said.year, one.year))
        )
        for one in given
    )


def days(claim: Reading, grounds: Grounds) -> Iterator[Date]:
    """Yield the dates on which a sentence may rest."""
    for (article, cited), line in zip(grounds.cited, grounds.lines, strict=True):
        printed = article.article.date
        yield from _written(line, printed)
        yield from _written(article.title, printed)
        if told := printed or _lead(article, cited.n, grounds):
            yield from _days_off(line.text.lower(), told)
        if printed:
            yield from _relative(line.text.lower(), printed)
            if _PRINTED.search(claim.text):
                yield Date(printed.day, printed.month, printed.year)


def _lead(article: ArticleGrounds, number: int, grounds: Grounds) -> Day | None:
    """Return the day of a cited line among the first of an article and before another: on which the article is told."""
    first = article.lines[0].n
    for (home, cited), line in zip(grounds.cited, grounds.lines, strict=True):
        if home is not article or not first <= cited.n < min(number, first + _LEAD):
            continue
        for one in line.quantities:
            if one.kind is Kind.DATE and one.date.day and one.date.month:
                return Day(one.date.year or _SOME_YEAR, one.date.month, one.date.day)
    return None


def _days_off(text: str, told: Day) -> Iterator[Date]:
    """Yield the days that a text counts from the day on which it is told: "trưa hai hôm trước"."""
    for match in _OFF.finditer(text):
        number = int(match["figure"]) if match["figure"] else int(spelled([match["word"]])[0])
        day = told + timedelta(days=-number if match["way"] == "trước" else number)
        yield Date(day.day, day.month, 0 if told.year == _SOME_YEAR else day.year)


def _written(reading: Reading, printed: Day | None) -> Iterator[Date]:
    found = [one.date for one in reading.quantities if one.kind is Kind.DATE]
    return (_completed(date, found, printed) for date in found)


def _completed(date: Date, beside: Sequence[Date], printed: Day | None) -> Date:
    """Fill in a month from beside, and the year in which the date is nearest to the day of printing."""
    month, year = date.month, date.year
    if not month and date.day:
        month = next((other.month for other in beside if other.month), printed.month if printed else 0)
    if not year and month:
        year = next((other.year for other in beside if other.year and other.month), 0)
    if not year and month and printed:
        near = (printed.year - 1, printed.year, printed.year + 1)
        year = min(near, key=lambda one: _distance(one, month, date.day or 15, printed))
    return Date(date.day, month, year)


def _distance(year: int, month: int, day: int, printed: Day) -> int:
    try:
        return abs((Day(year, month, min(day, 28)) - printed).days)
    except ValueError:
        return _UNKNOWN


def _relative(text: str, printed: Day) -> Iterator[Date]:
    for pattern, step, what in _RELATIVE:
        if not pattern.search(text):
            continue
        if what == "day":
            day = printed + timedelta(days=step)
            yield Date(day.day, day.month, day.year)
        elif what == "year":
            yield Date(0, 0, printed.year + step)
        else:
            months = 12 * printed.year + printed.month - 1 + step
            yield Date(0, months % 12 + 1, months // 12)
    for match in _MONTH_OF_LAST_YEAR.finditer(text):
        yield Date(0, int(match[1]), printed.year - 1)
