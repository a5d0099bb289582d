"""How often a corpus has its words and the pairs of them, with their marks and with capitals.

Arrays on disk, mapped when they are opened: a large corpus has millions of different pairs.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.index.numbered import Keys, Numbered, joined, neighbours, numbering, parted, starts
from rag.text.vietnamese import fold, tokens

VARIANTS = 6  # marked forms kept for one folded syllable or pair
_SURE = 0.75  # share of the places in which a word has a capital
_COMMON, _OFTEN = "data/tu-thuong-dung.txt", 3  # phrases that count as if the corpus had them so often
_OPENING = frozenset('.:;?!…“"‘(–-')  # behind these a capital says nothing
_WORDS = "words.json"
# Of a word where it stands: has it a capital, would any word have one, does a capital tell anything of it by itself,
# and of a pair.
_HIGH, _OPENS, _TELLS, _TELLS_OF_PAIRS = 1, 2, 4, 8

Times = NDArray[np.int64]


@dataclass(frozen=True)
class Counts:
    """Words are numbered in the order in which they first come, pairs are sorted keys of `rag.index.numbered`."""

    words: Sequence[str]  # lower case
    times: Times  # by word
    capital: NDArray[np.bool_]  # by word: whether it mostly has one
    pairs: Keys  # the most frequent ones of each folded pair
    pair_times: Times  # by pair
    folded_pairs: Keys  # of the numbers that folded words have in the order in which they first come
    cased: Keys  # the pairs that mostly have capitals
    cases: NDArray[np.int8]  # of these: 1 for the first word, 2 for the second, 3 for both

    _ARRAYS = ("times", "capital", "pairs", "pair_times", "folded_pairs", "cased", "cases")

    @classmethod
    def build(cls, texts: Iterable[str]) -> Counts:
        """Count the words and pairs of a corpus, and of the phrases that come with the package."""
        read, flags = _read(texts)
        high, opens = (flags & _HIGH) > 0, (flags & _OPENS) > 0
        telling = ~opens & ((flags & _TELLS) > 0)
        seen = np.bincount(read.flat[telling], minlength=len(read.words))
        seen_high = np.bincount(read.flat[telling & high], minlength=len(read.words))
        first = neighbours(read.owners)
        keys = joined(read.flat[first], read.flat[first + 1])
        order = np.argsort(keys, kind="stable")  # the first place of each pair comes first
        keys, first = keys[order], first[order]
        runs = starts(keys)
        pairs, times, earliest = keys[runs], np.diff(runs, append=len(keys)), order[runs]
        telling = ~opens[first] & ~opens[first + 1] & ((flags[first] & _TELLS_OF_PAIRS) > 0)
        cases = _cases(np.where(telling, high[first] + 2 * high[first + 1], -1), runs)
        folded = Numbered((*read.words,), np.arange(len(read.words), dtype=np.int32), read.lengths[:0]).renamed(fold)
        left, right = parted(pairs)
        folded_pairs = joined(folded.flat[left], folded.flat[right])
        kept = _most_frequent(folded_pairs, times, earliest)
        return cls(
            words=read.words,
            times=np.bincount(read.flat, minlength=len(read.words)),
            capital=_is_most(seen_high, seen),
            pairs=pairs[kept],
            pair_times=times[kept],
            folded_pairs=np.unique(folded_pairs),
            cased=pairs[cases > 0],
            cases=cases[cases > 0],
        )

    @classmethod
    def load(cls, folder: Path) -> Counts:
        """Open what `save` wrote; the arrays are mapped, not read.

        Raises:
            OSError, ValueError: files are missing or damaged.
        """
        words = json.loads((folder / _WORDS).read_text("utf-8"))
        files = (np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in cls._ARRAYS)
        return cls(words, *map(np.asarray, files))

    def save(self, folder: Path) -> None:
        """Write everything into `folder`, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _WORDS).write_text(json.dumps(list(self.words), ensure_ascii=False), "utf-8")
        for name in self._ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name))


@cache
def _common() -> tuple[str, ...]:
    """Return what people say and news don't, with marks."""
    text = resources.files("rag").joinpath(_COMMON).read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(said.strip() for line in lines for said in line.split(";"))


def _read(texts: Iterable[str]) -> tuple[Numbered, NDArray[np.int8]]:
    """Return the words of a corpus, and how each one stands where it stands.

    In a list of places every word has a capital: there it tells something of pairs only.
    """
    numbers = numbering()
    flat, flags, lengths = array("i"), array("b"), array("q")
    for text, own in chain(((text, True) for text in texts), ((text, False) for text in _common() * _OFTEN)):
        before = len(flat)
        counted = 0 if text.isupper() else _TELLS_OF_PAIRS
        for start, _, written, lower in tokens(text):
            if not lower.isalpha():
                continue
            place = start - 1
            while place >= 0 and text[place].isspace():
                place -= 1
            high = written[0].isupper()
            opens = place < 0 or text[place] in _OPENING
            tells = counted and (own or not high)
            flat.append(numbers[lower])
            flags.append(counted | (_HIGH if high else 0) | (_OPENS if opens else 0) | (_TELLS if tells else 0))
        lengths.append(len(flat) - before)
    read = Numbered(tuple(numbers), np.frombuffer(flat, np.int32), np.frombuffer(lengths, np.int64))
    return read, np.frombuffer(flags, np.int8)


def _is_most(count: Times, total: Times) -> NDArray[np.bool_]:
    most: NDArray[np.bool_] = (count > 0) & (count >= _SURE * total)
    return most


def _cases(found: NDArray[np.integer], runs: NDArray[np.intp]) -> NDArray[np.int8]:
    """Return which of the words of each pair mostly have a capital.

    Args:
        found: For each place of a pair, pair by pair, which have one there; -1 where that tells nothing.
        runs: Where each pair's places begin.
    """
    total = np.add.reduceat(found >= 0, runs, dtype=np.int64)
    cases = np.zeros(len(runs), dtype=np.int8)
    for case in (1, 2, 3):
        cases[_is_most(np.add.reduceat(found == case, runs, dtype=np.int64), total)] = case
    return cases


def _most_frequent(folded: Keys, times: Times, earliest: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return which pairs are kept, of those with equal folded pairs; of two that are as frequent the earlier."""
    order = np.lexsort((earliest, -times, folded))
    runs = starts(folded[order])
    rank = np.arange(len(order)) - np.repeat(runs, np.diff(runs, append=len(order)))
    return np.sort(order[rank < VARIANTS])
