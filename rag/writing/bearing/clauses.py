"""The clauses of a text, as far as a number or name and what is told of it stand in one."""

from __future__ import annotations

from rag.writing.bearing.reading import Reading, Word, remembered


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
