"""How long it is from one date or hour of the lines to another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date as Day  # noqa: N812 - a `Date` may lack its day or year
from fractions import Fraction
from itertools import combinations

from rag.writing.bearing.bounds import Bound
from rag.writing.bearing.dates import Date
from rag.writing.bearing.quantities import Kind, Quantity
from rag.writing.bearing.reading import Reading
from rag.writing.bearing.rounding import tells

_SOME_YEAR = 2001  # for dates without one; no leap year
_FROM = re.compile(
    r"(?<!\w)(?:sau|trước|cách|trong|suốt|qua|kéo dài|mất|được|tới|gần|hơn|nhiệm kỳ)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_AWAY = re.compile(r"(?<!\w)(?:sau|trước|cách)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_BEHIND = re.compile(r"\s+(?:\w+\s+){0,2}(?:trước|sau|liền|nay|qua)(?!\w)", re.IGNORECASE)


def hours(lines: Sequence[Reading]) -> set[tuple[Fraction | int | str, ...]]:
    """Return how many hours and minutes lie between any two hours of the lines."""
    minutes = {_minutes(one) for line in lines for one in line.quantities if one.kind is Kind.HOUR}
    return {divmod(abs(left - right), 60) for left, right in combinations(minutes, 2)}


def lasts(said: Quantity, claim: Reading, given: Sequence[Quantity], lines: Sequence[Reading]) -> bool:
    """Tell whether dates or hours of the lines span as much time as a sentence says.

    Args:
        said: An amount of the sentence.
        claim: The sentence.
        given: The numbers of the lines.
        lines: The cited lines.
    """
    if not said.unit:
        return False
    number = Fraction(said.value[0])
    if said.unit.name == "giờ":
        times = [Fraction(int(hour) * 60 + int(minute), 60) for hour, minute in hours(lines)]
        return any(tells(number, said.bound, value, Bound.NONE) for value in times)
    dates = [one.date for one in given if one.kind is Kind.DATE]
    if said.unit.name == "ngày" and said.bound is Bound.NONE and _inclusive(number, dates, given):
        return True
    lasting = _AWAY if said.unit.name == "ngày" else _FROM  # "trong hai ngày" has the first and the last
    if not (lasting.search(claim.text[: said.start]) or _BEHIND.match(claim.text[said.end :])):
        return False
    return any(tells(number, said.bound, value, Bound.NONE) for value in _apart(said.unit.name, dates))


def _minutes(hour: Quantity) -> int:
    return int(hour.value[0]) * 60 + int(hour.value[1])


def _inclusive(number: Fraction, dates: Sequence[Date], given: Sequence[Quantity]) -> bool:
    """Tell whether dates span so many days, the first and the last among them: "từ 7 đến 8/8" lasts two."""
    if any(one.unit and one.unit.name == "ngày" for one in given if one.kind is Kind.AMOUNT):
        return False
    return any(value + 1 == number for value in _apart("ngày", dates))


def _apart(unit: str, dates: Sequence[Date]) -> Iterator[Fraction]:
    """Yield how many days, months or years lie between two dates that both tell them."""
    for left, right in combinations(dates, 2):
        if unit == "năm" and left.year and right.year:
            yield Fraction(abs(left.year - right.year))
        if not (left.month and right.month):
            continue
        year = left.year or right.year or _SOME_YEAR
        if unit == "tháng":
            yield Fraction(abs(12 * ((left.year or year) - (right.year or year)) + left.month - right.month))
        if unit in ("ngày", "tuần") and left.day and right.day:
            try:
                days = abs(
                    (
                        Day(left.year or year, left.month, left.day) - Day(right.year or year, right.month, right.day)
                    ).days
                )
            except ValueError:  # 30/2
                continue
            yield Fraction(days, 7 if unit == "tuần" else 1)
