"""Which numbered one an amount is told of, where a text tells of several: "vùng 1 tăng 240.000 đồng, vùng 2 …"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.writing.bearing.quantities import Kind, Quantity
from rag.writing.bearing.reading import Reading

_PARTED = re.compile(r"[,;:]|(?<!\w)(?:và|còn)(?!\w)")

_RESPECTIVELY = re.compile(r"(?:lần lượt|tương ứng|theo thứ tự)(?!\w)", re.IGNORECASE)

_Label = tuple[object, ...]


def labelled(said: Quantity, claim: Reading, own: Iterable[tuple[Reading, Quantity]]) -> bool | None:
    """Tell whether an amount is told of the numbered one of which the lines tell it; None where none is told of.

    Args:
        said: An amount of the sentence.
        claim: The sentence.
        own: Where the lines have it.
    """
    mine = _label(claim, said)
    theirs = [_label(line, one) for line, one in own]
    if mine is None or not theirs or any(one is None or one[0] != mine[0] for one in theirs):
        return None
    return mine in theirs


def _label(reading: Reading, number: Quantity) -> _Label | None:
    """Return the label in the part of a text that a number stands in, or the last before it, of a kind told apart."""
    if _RESPECTIVELY.search(reading.text):
        return None
    found = [one for one in reading.quantities if one.kind is Kind.LABEL]
    text = reading.text
    before = [one for one in found if one.start < number.start]
    behind = next((one for one in found if one.start > number.start), None)
    if before and not _PARTED.search(text[before[-1].end : number.start]):
        return before[-1].value
    if behind is not None and not _PARTED.search(text[number.end : behind.start]):
        return behind.value
    return before[-1].value if before else None
