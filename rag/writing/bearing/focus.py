"""The lines that a sentence needs of those that it cites."""

from __future__ import annotations

from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import foreign
from rag.writing.bearing.people import capitals, people
from rag.writing.bearing.reading import Reading


def focused(claim: Reading, grounds: Grounds) -> Grounds:
    """Return the grounds that are left of lines that bear nothing of a sentence beyond what one of them bears.

    What another line denies or limits is then not held against a sentence that isn't about it.
    """
    if len(grounds.cited) < 2:
        return grounds
    borne = [_borne(claim, line) for line in grounds.lines]
    every = frozenset().union(*borne)
    needed = tuple(one for one, here in zip(grounds.cited, borne, strict=True) if here == every)
    return Grounds(needed, grounds.question) if needed and len(needed) < len(grounds.cited) else grounds


def _borne(claim: Reading, line: Reading) -> frozenset[int]:
    """Return which words and numbers of a sentence a line has in its way, by their place."""
    values = {(one.kind, one.value) for one in line.quantities}
    numbers = {one.start for one in claim.quantities if (one.kind, one.value) in values}
    names = {
        first
        for first, last in capitals(claim)
        if (last > first or foreign(claim.forms[first])) and line.find(claim.forms[first : last + 1]) >= 0
    }
    names |= {
        one.first
        for one in people(claim)
        if any(other.called(one.name) or one.called(other.name) for other in people(line))
    }
    named = {place for first, last in capitals(claim) if last > first for place in range(first, last + 1)}
    return frozenset(names).union(
        word.first
        for word in claim.words
        if (
            word.first not in named
            and (word.content or word.size > 1)
            and (word.entry.meanings & line.meanings or line.has(word.forms))
        )
        or (not word.forms and claim.syllables[word.first].start in numbers)
    )
