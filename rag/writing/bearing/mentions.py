"""Which of several places of the lines a word of a sentence means, by the syllables around it."""

from __future__ import annotations

from collections.abc import Sequence

from rag.writing.bearing.denials import STARTS, Denial, denials
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.reading import Reading, Word

_AROUND = 6  # syllables on either side that tell which of several mentions is meant

Given = Sequence[tuple[Denial, Reading]]  # the negations of the lines, each with its line
Mention = tuple[Word, Reading]


def place_of(mention: Mention) -> tuple[int, int]:
    """Return what tells one mention from every other."""
    return id(mention[1]), mention[0].first


def denied_places(given: Given) -> set[tuple[int, int]]:
    """Return the places of all that the lines deny."""
    return {(id(line), word.first) for denial, line in given for word in denial.scope}


def mentions_of(word: Word, grounds: Grounds, *, inside: bool = False) -> list[Mention]:
    """Return the places of the lines that have a word, or where they don't, one that means the same.

    Args:
        word: A word of the sentence.
        grounds: The lines.
        inside: Whether a longer word has it that begins with it: "tăng lương" has "tăng".
    """
    every = [(other, line) for line in grounds.lines for other in line.words if other.forms]
    # "trúng cử" of "không trúng cử", where the tables have that as one word
    every += [
        (one.scope[0], line) for line in grounds.lines for one in denials(line) if one.word is not None and one.scope
    ]
    same = [
        (other, line)
        for other, line in every
        if other.forms == word.forms or (inside and other.forms[: word.size] == word.forms)
    ]
    return same or [(other, line) for other, line in every if other.means(word)]


def closeness(word: Word, claim: Reading, mentions: Sequence[Mention]) -> int:
    """Return how many syllables around a word of the sentence stand on the same side of its likeliest mention."""
    left, right = _beside(word, claim)
    nearest = _nearest(word, claim)
    counts = [
        len(left & theirs[0]) + len(right & theirs[1]) + (nearest != "" and nearest == _nearest(*mention))
        for mention, theirs in ((mention, _beside(*mention)) for mention in mentions)
    ]
    return max(counts, default=0)


def _nearest(word: Word, reading: Reading) -> str:
    """Return the syllable before a word, or before its negation: "sẽ" of "sẽ không làm việc"."""
    before = [form for form in reading.forms[max(word.first - 2, 0) : word.first] if form not in STARTS]
    return before[-1] if before else ""


def _beside(word: Word, reading: Reading) -> tuple[frozenset[str], frozenset[str]]:
    clause = [other for other in reading.words if other.clause == word.clause]
    left = reading.forms[max(word.first - _AROUND, clause[0].first) : word.first]
    right = reading.forms[word.last + 1 : min(word.last + _AROUND, clause[-1].last) + 1]
    return frozenset(left) - STARTS - {""}, frozenset(right) - STARTS - {""}
