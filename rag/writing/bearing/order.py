"""Sentences that only cut from a line: what they tell stands there in the same order, side by side.

Such a sentence can't have put a number or a doer in another's place, whatever the rules of relation make of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rag.writing.bearing.doers import does
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import table
from rag.writing.bearing.reading import Reading, Word, remembered, stands_for

_LEAST = 3  # words that must be found in the line
_MOVED = 1  # of the words found, so many may stand in another place
_UNFOUND = 0.25  # share of the words that may be others
_SEASONS = table("Tết, Xuân")  # have a capital, and name nobody
_CUT = 4  # words of weight cut out between two that a sentence has side by side in one of its clauses


def follows(claim: Reading, grounds: Grounds) -> bool:
    """Tell whether one cited line has what a sentence tells in its order, with nothing but short cuts."""
    told = _told(claim)
    return any(_follows(claim, told, line) for line in grounds.lines)


def _follows(claim: Reading, told: Sequence[Word], line: Reading) -> bool:
    there = _told(line)
    same = [[_same(claim, word, line, other) for other in there] for word in told]
    pairs = _aligned(same, [not word.forms for word in told])
    found = [any(row) for row in same]
    if len(pairs) < max(_LEAST, sum(found) - _MOVED) or len(told) - sum(found) > _UNFOUND * len(told):
        return False
    placed = {at for at, _ in pairs}
    if any(not word.forms and at not in placed for at, word in enumerate(told)):
        return False
    if 0 not in placed and not told[0].name and does(claim, told[0]):
        return False  # somebody else is said to do it
    for (left, start), (right, end) in pairwise(pairs):
        cut = there[start + 1 : end]
        within = told[left].clause == told[right].clause
        if any(not word.forms or (within and word.name and word.forms not in _SEASONS) for word in cut):
            return False  # what is cut out names or counts something else
        if len(cut) > _CUT and within:
            return False
    return True


def _same(claim: Reading, word: Word, line: Reading, other: Word) -> bool:
    return stands_for(word, claim, other, line) or (word.size > 1 and other.forms[: word.size] == word.forms)


@remembered
def _told(reading: Reading) -> tuple[Word, ...]:
    return tuple(word for word in reading.words if word.content or word.name or not word.forms)


def _aligned(same: Sequence[Sequence[bool]], numbers: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the longest common subsequence, as pairs of places, of the closest ones."""
    height, width = len(same), len(same[0]) if same else 0
    # lengths, and minus the words cut out, so that near places win
    best = [[(0, 0.0)] * (width + 1) for _ in range(height + 1)]
    for row in range(height - 1, -1, -1):
        for column in range(width - 1, -1, -1):
            options = [best[row + 1][column], best[row][column + 1]]
            number = numbers[row]
            if same[row][column]:
                size, closeness = best[row + 1][column + 1]
                near = row + 1 < height and column + 1 < width and same[row + 1][column + 1]
                options.append((size + 1 + number, closeness + near))
            best[row][column] = max(options)
    pairs, row, column = [], 0, 0
    while row < height and column < width:
        here = best[row][column]
        if same[row][column]:
            size, closeness = best[row + 1][column + 1]
            near = row + 1 < height and column + 1 < width and same[row + 1][column + 1]
            if here == (size + 1 + numbers[row], closeness + near):
                pairs.append((row, column))
                row, column = row + 1, column + 1
                continue
        if here == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return pairs
