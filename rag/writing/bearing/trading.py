"""What one clause of a line tells, told of what another clause begins with: "A tăng 5, B giữ 3" as "B tăng 5".

Only of clauses side by side that both tell of somebody, or of two things of one name: "phụ cấp xăng xe" and "phụ cấp
chuyên cần".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

from rag.writing.bearing.clauses import split
from rag.writing.bearing.doers import does
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.reading import Reading, Word, stands_for

_LEAST = 2  # words that the sentence must share with the clause that tells it

_Clause = Sequence[Word]


def traded(claim: Reading, grounds: Grounds) -> str:
    """Return what a clause of the sentence tells of, where the line tells it of another; "" where none does."""
    clauses = [(line, told) for line in grounds.lines for told in _told(line)]
    beside = [pair for left, right in pairwise(clauses) if left[0] is right[0] for pair in permutations((left, right))]
    for mine in _told(claim):
        for (line, own), (_, other) in beside:
            if word := _subject(mine, own, other, claim, line):
                rest = [one for one in mine if one.last > word.last and _has(other, line, one, claim)]
                if not any(_tells(text, some, [word, *rest], claim) for text, some in clauses):
                    return claim.written(word.first, word.last)
    return ""


def _told(reading: Reading) -> list[_Clause]:
    clauses = ([word for word in words if word.content or word.name or not word.forms] for words in split(reading))
    return [words for words in clauses if words]


def _same(word: Word, claim: Reading, other: Word, line: Reading) -> bool:
    """Tell whether a word may stand for another, or begins with it what the other text writes as several words."""
    if stands_for(word, claim, other, line):
        return True
    long, short, text = (word, other, line) if word.size > other.size else (other, word, claim)
    return long.size > short.size and text.forms[short.first : short.first + long.size] == long.forms


def _has(clause: _Clause, line: Reading, word: Word, claim: Reading) -> bool:
    return any(_same(word, claim, other, line) for other in clause)


def _tells(line: Reading, clause: _Clause, words: Sequence[Word], claim: Reading) -> bool:
    """Tell whether a clause has the first of some words and half of the rest."""
    first, *rest = words
    return _has(clause, line, first, claim) and 2 * sum(_has(clause, line, one, claim) for one in rest) >= len(rest)


def _subject(mine: _Clause, own: _Clause, other: _Clause, claim: Reading, line: Reading) -> Word | None:
    """Return the word that the sentence's clause and `own` begin with, where all that follows stands in `other`."""
    common = 0  # words that all three begin with
    while common < min(map(len, (mine, own, other))) and all(
        _same(mine[common], claim, some[common], line) for some in (own, other)
    ):
        common += 1
    if common == min(map(len, (mine, own, other))) or not _same(mine[common], claim, own[common], line):
        return None
    word, rival = mine[common], other[common]
    if not (common or (does(claim, word) and does(line, rival))) or _has(mine, claim, rival, line):
        return None
    behind = mine[common + 1 :]
    while behind and _has(own, line, behind[0], claim) and (behind[0].name or not _has(other, line, behind[0], claim)):
        behind = behind[1:]
    away = any(_has(own, line, one, claim) and not _has(other, line, one, claim) for one in behind)
    told = sum(_has(other, line, one, claim) for one in behind)
    behind = [one for one in behind if _has(own, line, one, claim) or _has(other, line, one, claim)]
    silent = all(_has(mine, claim, one, line) for one in own)
    return None if away or silent or told < max(_LEAST, 1 + len(behind) // 2) else word
