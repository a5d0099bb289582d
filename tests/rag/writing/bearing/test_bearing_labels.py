"""Amounts of numbered ones: which is told of which."""

from __future__ import annotations

import pytest

from rag.text.shorthand import shipped
from rag.writing.bearing.labels import labelled
from rag.writing.bearing.quantities import Kind
from rag.writing.bearing.reading import Reading, read

LINE = "Vùng 1 tăng 240.000 đồng, vùng 2 từ 3,71 lên 3,92 triệu đồng (tăng 210.000 đồng); vùng 3 tăng 180.000 đồng."


def told(text: str, line: str = LINE) -> bool | None:
    """Return what is told of the first amount of a sentence."""
    claim, given = _read(text), _read(line)
    said = next(one for one in claim.quantities if one.kind is Kind.AMOUNT)
    return labelled(said, claim, [(given, one) for one in given.quantities if one.value == said.value])


def _read(text: str) -> Reading:
    return read(text, shipped())


@pytest.mark.parametrize("text", ["Vùng 2 tăng 210.000 đồng.", "Tăng 210.000 đồng ở vùng 2, 180.000 đồng ở vùng 3."])
def test_the_same_one(text: str) -> None:
    assert told(text) is True


def test_another_one() -> None:
    assert told("Vùng 3 tăng 210.000 đồng.") is False


@pytest.mark.parametrize("text", ["Mức tăng là 210.000 đồng.", "Vùng 1, 2 và 3 lần lượt tăng 240.000, 210.000 đồng."])
def test_none_is_told_of(text: str) -> None:
    assert told(text) is None
