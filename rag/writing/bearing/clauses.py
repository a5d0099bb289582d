"""A number or date told with the words of a clause, or of part of one, that in the lines has another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.people import people
from rag.writing.bearing.quantities import Kind, Quantity
from rag.writing.bearing.reading import Reading, Word, among, remembered

_LABEL = 2  # syllables before a number that tell what it is: "lãi suất"


def elsewhere(claim: Reading, grounds: Grounds) -> str:
    """Return a number told with the words of a clause, or under the name of a line, that has another one."""
    return _borrowed(claim, grounds) or _of_another_line(claim, grounds)


def _borrowed(claim: Reading, grounds: Grounds) -> str:
    """Return an amount with the words of a later clause that has another number, its own clause's left out.

    Of an earlier clause, only people: its other words may go on to tell of what follows.
    """
    mine = {one.value for one in claim.quantities}
    for said in claim.quantities:
        if said.kind is not Kind.AMOUNT or not said.unit or not said.unit.name:
            continue
        told = [word for word in _beside(claim, said) if word.forms]
        places = [
            (line, at, clause)
            for line in grounds.lines
            for at, clause in enumerate(split(line))
            if any(_rivals(said, one) and one.value == said.value for one in _within(line, clause))
        ]
        if len(places) != 1:
            continue
        line, at, own = places[0]
        ours = _shared(told, claim, line, own)
        scope = told if len([one for one in claim.quantities if _rivals(said, one)]) > 1 else claim.words
        missing = [word for word in own if word.content and word.forms and not among(word, line, scope, claim)]
        if (label := _label(line, own, said)) is None or label not in missing:
            continue
        for other, clause in enumerate(split(line)):
            rivals = [one.value for one in _within(line, clause) if _rivals(said, one)]
            if other == at or not rivals or mine.intersection(rivals):
                continue
            borrowed = [word for word in told if word.first in _shared(told, claim, line, clause) - ours]
            if not borrowed or not missing:
                continue
            if other > at or (_somebody(claim, borrowed) and _somebody(line, missing)):
                return claim.text[said.start : said.end]
    return ""


def _label(line: Reading, clause: Sequence[Word], said: Quantity) -> Word | None:
    """Return the word of weight right before a number in its clause, or behind where there is none."""
    starts = {one.start for one in line.quantities if one.value == said.value and _rivals(said, one)}
    at = next(place for place, word in enumerate(clause) if line.syllables[word.first].start in starts)
    told = [word for word in (*reversed(clause[:at]), *clause[at + 1 :]) if word.content and word.forms]
    return told[0] if told else None


def _of_another_line(claim: Reading, grounds: Grounds) -> str:
    """Return a number under a name, "lãi suất", under which the line that tells what it is of has another number."""
    mine = {one.value for one in claim.quantities}
    for said in claim.quantities:
        label = said.unit.before[:_LABEL] if said.unit else ()
        if said.kind is not Kind.AMOUNT or len(label) < _LABEL:
            continue
        homes = [
            line
            for line in grounds.lines
            if any(one.kind is said.kind and one.value == said.value for one in line.quantities)
        ]
        before = [
            word for word in _beside(claim, said) if word.forms and claim.syllables[word.first].start < said.start
        ]
        for line in grounds.lines:
            rivals = [one for one in line.quantities if one.unit and one.unit.before[:_LABEL] == label]
            if line in homes or not rivals or any(one.value in mine for one in rivals):
                continue
            here = [word for word in before if not any(among(word, claim, home.words, home) for home in homes)]
            told = all(among(word, claim, line.words, line) for word in before)
            if told and sum(word.size for word in here) >= _LABEL:
                return claim.text[said.start : said.end]
    return ""


def _somebody(reading: Reading, words: Sequence[Word]) -> bool:
    named = {place for one in people(reading) for place in range(one.first, one.last + 1)}
    return any(word.first in named for word in words)


def _rivals(said: Quantity, given: Quantity) -> bool:
    if said.kind is not given.kind or (said.kind is Kind.LABEL and said.value[0] != given.value[0]):
        return False
    if said.kind is not Kind.AMOUNT:
        return True
    if not (said.unit and given.unit and said.unit.name == given.unit.name):
        return False
    # "150 suất quà" and "6 căn nhà" are no rivals
    return bool(said.unit.name or said.value == given.value or set(said.unit.behind[:2]) & set(given.unit.behind[:2]))


@remembered
def split(reading: Reading) -> tuple[tuple[Word, ...], ...]:
    """Return the words of each clause; what stands in brackets belongs to the clause before it."""
    found: list[list[Word]] = [[]]
    clause = -1
    for word in reading.words:
        joined = "(" in reading.syllables[word.first].marks or not any(one.content and one.forms for one in found[-1])
        if word.clause != clause and not joined:
            found.append([])
        clause = word.clause
        found[-1].append(word)
    return tuple(map(tuple, found))


def _within(line: Reading, clause: Sequence[Word]) -> Iterator[Quantity]:
    starts = {line.syllables[word.first].start for word in clause if not word.forms}
    return (one for one in line.quantities if one.start in starts)


def _beside(claim: Reading, said: Quantity) -> list[Word]:
    """Return the words of weight in the clause of a number, and the numbers of other kinds."""
    start = said.start
    home = next((one for one in split(claim) if any(claim.syllables[word.first].start == start for word in one)), ())
    alike = {claim.syllables[word.first].start for word in home if not word.forms} & {
        one.start for one in claim.quantities if _rivals(said, one)
    }
    return [
        word
        for word in home
        if (word.content and word.forms) or (not word.forms and claim.syllables[word.first].start not in alike)
    ]


def _shared(told: Sequence[Word], claim: Reading, line: Reading, clause: Sequence[Word]) -> frozenset[int]:
    return frozenset(word.first for word in told if among(word, claim, clause, line))
