"""Blanks that were left out between words: "khucông nghiệp", "giảithưởng".

A run of letters is taken apart only where it can be no syllable and the corpus does not have it, into syllables that
the corpus has side by side; of the ways to do so the one that needs the fewest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Protocol

from rag.keys import is_syllable, telex
from rag.vietnamese import fold, has_marks

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST, _LONGEST = 4, 7  # letters of what is taken apart, and of a syllable
_MOST_KEYS = 10  # letters of a syllable in Telex: "nghieengs"
_FEW = 4  # pieces that all have to stand side by side in the corpus
_MOSTLY = 0.6  # share of the pairs of more pieces that do
_STRANGE = 3  # what a pair costs that the corpus does not have; a piece costs 1


_Way = tuple[int, tuple[str, ...], tuple[str, ...]]


class Known(Protocol):
    """What the corpus knows of words."""

    def knows(self, word: str) -> bool:
        """Tell whether the corpus has a folded word."""

    def knows_marked(self, marked: str) -> bool:
        """Tell whether the corpus has a word with these very marks."""

    def knows_pair(self, left: str, right: str) -> bool:
        """Tell whether two folded words stand side by side in the corpus."""


def with_blanks(
    text: str, words: Known, is_word: Callable[[str], bool], in_keys: Callable[[], bool] = lambda: False
) -> str:
    """Return a text with the blanks between its words.

    Args:
        text: NFC.
        words: What the corpus knows.
        is_word: Tells what is known otherwise: an abbreviation, what phones write, the keys of a syllable.
        in_keys: Tells whether the text is in the keys of Telex.
    """
    found = list(_WORD.finditer(text))
    capitals = any(match.group()[0].isupper() for match in found[1:])
    parts, end = [], 0
    for match in found:
        word = match.group()
        if len(word) < _SHORTEST or words.knows(bare := fold(word)) or is_syllable(bare) or is_word(word):
            continue
        pieces = _humps(word)
        if len(pieces) > 1 and all(_is_known(piece, words, is_word) for piece in pieces):
            split = " ".join(pieces)
        elif capitals and word[0].isupper() and not has_marks(word):
            continue  # a foreign name, or one that the corpus does not have
        else:
            split = " ".join(_taken_apart(word, words, keys=in_keys()))
        parts += [text[end : match.start()], split]
        end = match.end()
    return "".join([*parts, text[end:]])


def _is_known(piece: str, words: Known, is_word: Callable[[str], bool]) -> bool:
    return words.knows(fold(piece)) or is_syllable(fold(piece)) or is_word(piece)


def _humps(word: str) -> list[str]:
    """Return the pieces of a word that has capitals inside, "ThịHòa"."""
    starts = [place for place in range(1, len(word)) if word[place].isupper() and word[place - 1].islower()]
    return [word[start:stop] for start, stop in zip([0, *starts], [*starts, len(word)], strict=True)]


def _taken_apart(word: str, words: Known, *, keys: bool) -> list[str]:
    """Return the syllables of a run of letters; the word itself where it has none that go together."""
    marked = has_marks(word)
    # By place: by the last piece, folded, the cost and the pieces so far, as typed and folded.
    ways: list[dict[str, _Way]] = [{"": (0, (), ())}, *({} for _ in word)]
    for start in range(len(word)):
        if not ways[start]:
            continue
        for stop in range(start + 1, min(start + (_MOST_KEYS if keys else _LONGEST), len(word)) + 1):
            piece = word[start:stop]
            bare, price = fold(piece), 1 if not marked or words.knows_marked(piece) else 2
            if not is_syllable(bare) or not words.knows(bare):
                spelled = telex(piece.lower()) if keys else None
                if spelled is None or not words.knows_marked(spelled):
                    continue
                bare = fold(spelled)
            for before, (cost, pieces, bares) in ways[start].items():
                strange = _STRANGE * (bool(before) and not words.knows_pair(before, bare))
                best = ways[stop].get(bare)
                if best is None or cost + price + strange < best[0]:
                    ways[stop][bare] = (cost + price + strange, (*pieces, piece), (*bares, bare))
    if not ways[-1]:
        return [word]
    _, pieces, bares = min(ways[-1].values())
    together = [words.knows_pair(*pair) for pair in pairwise(bares)]
    goes = all(together) if len(pieces) <= _FEW else sum(together) >= _MOSTLY * len(together)
    return list(pieces) if goes else [word]
