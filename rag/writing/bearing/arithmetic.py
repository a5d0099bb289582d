"""Numbers that follow from two of a line: by how much something rises, how long something lasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from rag.writing.bearing.quantities import Kind, Quantity
from rag.writing.bearing.reading import Reading
from rag.writing.bearing.units import Unit

_RISE = re.compile(r"\b(?:lên|xuống|còn|thành)\b")
_UNTIL = re.compile(r"\s*(?:đến|tới|-|–)\s*")
_FAR = 40  # characters between two numbers


def differences(line: Reading) -> Iterator[Quantity]:
    """Yield by how much "từ 15.000 đồng lên 17.000 đồng" rises, and how many hours "từ 2h đến 20h" has."""
    for left, right in pairwise(line.quantities):
        between = line.text[left.end : right.start].lower()
        if left.kind is not right.kind or len(between) > _FAR:
            continue
        if left.kind is Kind.HOUR and _UNTIL.fullmatch(between) and right.value > left.value:
            lasts = sum(
                Fraction(int(end) - int(start), per)
                for start, end, per in zip(left.value, right.value, (1, 60), strict=True)
            )
            yield Quantity(Kind.AMOUNT, left.start, right.end, (lasts,), Unit("giờ"))
        elif (
            left.kind is Kind.AMOUNT
            and left.unit
            and right.unit
            and left.unit.name == right.unit.name
            and _RISE.search(between)
        ):
            change = abs(Fraction(right.value[0]) - Fraction(left.value[0]))
            yield Quantity(Kind.AMOUNT, left.start, right.end, (change,), right.unit)
