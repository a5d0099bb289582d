"""Blanks that were left out between words, "khucông nghiệp", or typed inside one, "công nghi ệp".

A run of letters is taken apart only where it can be no syllable and the corpus does not have it, into syllables that
the corpus has side by side; of the ways to do so the one that needs the fewest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Protocol

from rag.text.vietnamese import fold, has_marks
from rag.typed.keys import is_syllable, telex

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4  # letters of what is taken apart
_PIECE = 12  # letters of one piece: of a syllable, also in Telex ("nghieengs"), or of a foreign name
_NAME = 4  # letters of a foreign name
_FEW = 4  # pieces that all have to stand side by side in the corpus
_MOSTLY = 0.6  # share of the pairs of more pieces that do
_STRANGE = 3  # what a pair costs that the corpus does not have; a piece costs 1
_LETTER = 5  # what a letter by itself costs: it is in every word
_LOOSE = 2  # what a piece costs that the corpus has with other marks


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
    """Return a text with the blanks between its words, and none inside them.

    Args:
        text: NFC.
        words: What the corpus knows.
        is_word: Tells what is known otherwise: an abbreviation, what phones write, the keys of a syllable.
        in_keys: Tells whether the text is in the keys of Telex.
    """
    text = _without_blanks(text, words, is_word)
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


def _without_blanks(text: str, words: Known, is_word: Callable[[str], bool]) -> str:
    """Return a text with the pieces of a syllable joined where one of them is no word: "nghi ệp"."""
    found = list(_WORD.finditer(text))
    gone: set[int] = set()
    for place, (left, right) in enumerate(pairwise(found)):
        whole = left.group() + right.group()
        broken = (
            text[left.end() : right.start()] == " "
            and right.group().islower()
            and has_marks(whole)
            and not (words.knows_marked(left.group()) and words.knows_marked(right.group()))
            and is_syllable(fold(whole))
            and words.knows_marked(whole)
            and not is_word(left.group())
            and not (is_word(right.group()) and words.knows_marked(left.group()))  # "ng" is short for "người"
        )
        if broken:
            near = [fold(one.group()) for one in (*found[max(place - 1, 0) : place], *found[place + 2 : place + 3])]
            if any(words.knows_pair(one, fold(whole)) or words.knows_pair(fold(whole), one) for one in near):
                gone.add(left.end())
    return "".join(char for place, char in enumerate(text) if place not in gone)


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
        for stop in range(start + 1, min(start + _PIECE, len(word)) + 1):
            piece = word[start:stop]
            bare, price = fold(piece), _price(piece, words, marked=marked)
            if not price:
                spelled = telex(piece.lower()) if keys else None
                if spelled is None or not words.knows_marked(spelled):
                    continue
                bare, price = fold(spelled), 1
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
    # A run with marks that is no syllable is more than one word, whether or not the corpus has them side by side.
    exact = marked and all(len(piece) > 1 and words.knows_marked(piece) for piece in pieces)
    return list(pieces) if goes or exact else [word]


def _price(piece: str, words: Known, *, marked: bool) -> int:
    """Return what a piece costs, 0 where it is none."""
    bare = fold(piece)
    if not words.knows(bare) or not (is_syllable(bare) or len(bare) >= _NAME):
        return 0
    if len(piece) == 1 and piece.isascii():
        return _LETTER
    return 1 if not marked or words.knows_marked(piece) else _LOOSE
