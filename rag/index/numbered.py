"""Words of many texts as numbers: each different word is kept once, and all texts are one array.

A corpus has a few thousand different syllables and millions of them in all; as arrays they are counted, paired and
sorted without a Python object for each. A pair of words is one number, too, so pairs need no strings at all.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Keys = NDArray[np.int64]  # of pairs, as `joined` gives them

_HALF = 32  # bits of a key for each of its words


@dataclass(frozen=True)
class Numbered:
    """Texts as the numbers of their words."""

    words: tuple[str, ...]  # by number, in the order in which they first come
    flat: Numbers  # the words of all texts, one text behind the other
    lengths: NDArray[np.int64]  # words of each text

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]]) -> Numbered:
        """Number the words of texts, which may come one at a time."""
        numbers = numbering()
        flat, lengths = array("i"), array("q")
        for text in texts:
            flat.extend(map(numbers.__getitem__, text))
            lengths.append(len(text))
        return cls(tuple(numbers), np.frombuffer(flat, np.int32), np.frombuffer(lengths, np.int64))

    def renamed(self, change: Callable[[str], str]) -> Numbered:
        """Return the texts with each word changed; words that become the same get one number."""
        numbers = numbering()
        new = np.array([numbers[change(word)] for word in self.words], dtype=np.int32)
        return Numbered(tuple(numbers), new[self.flat], self.lengths)

    def grouped(self, groups: Sequence[int], count: int) -> Numbered:
        """Return longer texts, each of neighbouring ones: `groups` has, in order, the number of each one's text."""
        lengths = np.bincount(np.array(groups, dtype=np.int64), self.lengths, count).astype(np.int64)
        return Numbered(self.words, self.flat, lengths)

    @property
    def owners(self) -> Numbers:
        """The number of the text of each word."""
        return np.repeat(np.arange(len(self.lengths), dtype=np.int32), self.lengths)


def numbering() -> defaultdict[str, int]:
    """Return a table that gives each new word the next number, from 0."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return numbers


def neighbours(owners: Numbers) -> NDArray[np.intp]:
    """Return the places of the words that have another one of the same text behind them."""
    return np.flatnonzero(owners[1:] == owners[:-1])


def joined(left: Numbers, right: Numbers) -> Keys:
    """Return a number for each pair of words."""
    keys: Keys = (left.astype(np.int64) << _HALF) | right
    return keys


def key(left: int, right: int) -> int:
    """Return the number of a pair of words."""
    return left << _HALF | right


def parted(keys: Keys) -> tuple[Numbers, Numbers]:
    """Return the left and the right words of pairs."""
    return (keys >> _HALF).astype(np.int32), (keys & (1 << _HALF) - 1).astype(np.int32)


def place_of(wanted: int, keys: Keys) -> int | None:
    """Return where a key stands among sorted ones, or None."""
    place = int(keys.searchsorted(wanted))
    return place if place < len(keys) and keys.item(place) == wanted else None


def starts(values: NDArray[np.integer]) -> NDArray[np.intp]:
    """Return where each run of equal values begins; they are at least 0."""
    return np.flatnonzero(np.diff(values, prepend=-1))
