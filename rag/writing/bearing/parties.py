"""Names and doers among words, by which two texts can be told to speak of the same ones."""

from __future__ import annotations

from collections.abc import Sequence

from rag.writing.bearing.doers import doers
from rag.writing.bearing.lexicon import Words, lexicon, within
from rag.writing.bearing.reading import Word


def parties(words: Sequence[Word], proper: frozenset[str]) -> frozenset[Words | int]:
    """Return the names among words, and the doers by their meaning."""
    table = lexicon()
    found = filter(None, map(_doer_in, words))  # "công đoàn" of "công đoàn công ty"
    called = {row for doer in found for row in (table.entry(doer).meanings or {doer})}
    first = [
        word.forms
        for word in words
        if word.forms and not word.name and word.size == 1 and not word.first and word.forms[0] in proper
    ]
    return frozenset([*runs_of_names(words), *called, *first])


def meet(left: frozenset[Words | int], right: frozenset[Words | int]) -> bool:
    """Tell whether a doer is on both sides, or a name with or without what it is short of."""
    called, others = ([one for one in some if isinstance(one, tuple)] for some in (left, right))
    return bool(left & right) or any(within(name, other) or within(other, name) for name in called for other in others)


def bare(words: Sequence[Word]) -> frozenset[Words | int]:
    """Return the doers among words that no name behind them tells from others of their kind."""
    named = {word.first for word in words if word.name}
    alone = (word for word in words if word.forms in doers() and named.isdisjoint(range(word.first, word.last + 4)))
    return frozenset(row for word in alone for row in (word.entry.meanings or {word.forms}))


def names(word: Word) -> bool:
    """Tell whether a word has weight or is a name."""
    return word.content or word.name


def runs_of_names(words: Sequence[Word]) -> list[Words]:
    """Return the names among words, which may come in either order."""
    runs: list[list[Word]] = []
    for word in sorted((word for word in words if word.name), key=lambda word: word.first):
        if runs and runs[-1][-1].last + 1 == word.first:
            runs[-1].append(word)
        else:
            runs.append([word])
    return [in_order(name) for name in runs]


def in_order(words: Sequence[Word]) -> Words:
    """Return the syllables of words in the order of the text."""
    return tuple(form for word in sorted(words, key=lambda word: word.first) for form in word.forms)


def _doer_in(word: Word) -> Words:
    """Return the doer that a word is or begins with, or nothing."""
    return next((word.forms[:size] for size in range(word.size, 0, -1) if word.forms[:size] in doers()), ())
