"""Comparisons told from the other end: "29%, cao hơn mức 1,9%" as "1,9%, thấp hơn mức 29%"."""

from __future__ import annotations

from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import Words, table
from rag.writing.bearing.quantities import Kind
from rag.writing.bearing.reading import Reading, values

_MORE = table("cao hơn, nhiều hơn, lớn hơn, vượt, vượt xa, cao hơn nhiều, nhanh hơn, hơn")
_LESS = table("thấp hơn, ít hơn, nhỏ hơn, thấp hơn nhiều, kém, chậm hơn, thua")
_LEVEL = table("mức, con số")
_REACH = 12  # words on either side in which a number is compared


def inverted(claim: Reading, grounds: Grounds) -> frozenset[int]:
    """Return the places of the comparatives that a line has the other way round, its numbers too."""
    found = set()
    for mine, theirs in ((_MORE, _LESS), (_LESS, _MORE)):
        for at in _places(claim, mine):
            left, right = _around(claim, at)
            for line in grounds.lines:
                for place in _places(line, theirs):
                    before, behind = _around(line, place)
                    turned = left & behind or right & before
                    if turned and not (left & before or right & behind):
                        found.add(claim.words[at].first)
    return frozenset(found)


def compared(claim: Reading) -> frozenset[int]:
    """Return the places of "thấp hơn mức" and the like between two amounts of which that is true."""
    amounts = {one.start: one for one in claim.quantities if one.kind is Kind.AMOUNT and one.unit and one.unit.name}
    found: set[int] = set()
    for words, more in ((_MORE, True), (_LESS, False)):
        for at in _places(claim, words):
            place = claim.syllables[claim.words[at].first].start
            before = [one for start, one in amounts.items() if start < place][-1:]
            behind = [one for start, one in amounts.items() if start > place][:1]
            for left, right in zip(before, behind, strict=False):
                alike = left.unit and right.unit and left.unit.name == right.unit.name
                if alike and left.value != right.value and (left.value > right.value) is more:
                    found.update(word.first for word in claim.words[at : at + 2] if word.forms in words | _LEVEL)
    return frozenset(found)


def _places(reading: Reading, words: frozenset[Words]) -> list[int]:
    return [at for at, word in enumerate(reading.words) if word.forms in words]


def _around(reading: Reading, at: int) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """Return the numbers before and behind a comparative."""
    sides = reading.words[max(at - _REACH, 0) : at], reading.words[at + 1 : at + 1 + _REACH]
    left, right = (set().union(*(values(reading, word) for word in some if not word.forms)) for some in sides)
    return left, right
