"""Restores the marks and the capitals of a question that was typed without them, from the corpus's own words.

A bigram model over syllables, decoded with the Viterbi algorithm: of all ways to put marks on
"hoi thao cong doan" the corpus knows "hội thảo công đoàn" best, and what people say and a corpus doesn't is told by
`rag.index.usage`. The dense model needs the marks; without them its Recall@1 falls from .89 to .21 (XQuAD-vi).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from rag.index.counts import VARIANTS, Counts
from rag.index.numbered import Keys, key, parted, place_of
from rag.index.usage import NUMBER, shipped
from rag.text.vietnamese import fold, syllables

_PAIRS_KEPT = 20_000  # of which it is remembered how likely they are
_UNSEEN = 0.5  # count of a syllable that the corpus does not have
_WORD = re.compile(r"[^\W_]+")


class MarkRestorer:
    """Knows the marked syllables and pairs of a corpus by their folded forms, and which are written with capitals."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._numbers = {word: number for number, word in enumerate(counts.words)}
        marked: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for word, times in zip(counts.words, counts.times.tolist(), strict=True):
            marked[fold(word)].append((word, times))
        self._likely = lru_cache(maxsize=_PAIRS_KEPT)(self._logarithm)  # the same words come again and again
        self._bare = {bare: number for number, bare in enumerate(marked)}
        self._single = {bare: dict(sorted(found, key=lambda one: -one[1])[:VARIANTS]) for bare, found in marked.items()}

    @classmethod
    def build(cls, texts: Iterable[str]) -> MarkRestorer:
        """Count the syllables and pairs of a corpus."""
        return cls(Counts.build(texts))

    @classmethod
    def load(cls, folder: Path) -> MarkRestorer:
        """Open what `save` wrote.

        Raises:
            OSError, ValueError: files are missing or damaged.
        """
        return cls(Counts.load(folder))

    def save(self, folder: Path) -> None:
        """Write the counts into `folder`, which is made."""
        self._counts.save(folder)

    def knows(self, word: str) -> bool:
        """Tell whether the corpus has a folded word."""
        return word in self._single

    def knows_marked(self, marked: str) -> bool:
        """Tell whether the corpus has a word with these very marks."""
        return any(token in self._single.get(fold(token), ()) for token in syllables(marked))

    def knows_pair(self, left: str, right: str) -> bool:
        """Tell whether two folded words stand side by side in the corpus."""
        one, other = self._bare.get(left), self._bare.get(right)
        return (
            one is not None and other is not None and place_of(key(one, other), self._counts.folded_pairs) is not None
        )

    def knows_marked_pair(self, left: str, right: str) -> bool:
        """Tell whether two words with these very marks stand side by side in the corpus."""
        return self.times(left, right) > 0

    def times(self, left: str, right: str) -> int:
        """Return how often two words with these very marks stand side by side in the corpus."""
        place = self._place(left, right, self._counts.pairs)
        return 0 if place is None else int(self._counts.pair_times[place])

    def _place(self, left: str, right: str, pairs: Keys) -> int | None:
        one, other = self._numbers.get(left), self._numbers.get(right)
        return None if one is None or other is None else place_of(key(one, other), pairs)

    def restore(self, text: str) -> str:
        """Return `text` with the marks that fit best; unknown words, capitals and punctuation stay."""
        words = list(_WORD.finditer(text))
        parts, end = [], 0
        for word, marked in zip(words, self.marked([word.group() for word in words]), strict=True):
            parts += [text[end : word.start()], marked]
            end = word.end()
        return "".join([*parts, text[end:]])

    def marked(self, words: Sequence[str], free: Sequence[bool] | None = None) -> list[str]:
        """Return the words with the marks that fit best; those that are not `free`, and unknown ones, stay."""
        free = [True] * len(words) if free is None else free
        if not any(free):
            return list(words)
        best: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
        for place, (word, may_change) in enumerate(zip(words, free, strict=True)):
            last = NUMBER if word.isdigit() else (syllables(word) or [word.lower()])[-1]
            whole = len(last) == len(word) and (word.isascii() or fold(word) == fold(last))  # not one of several words
            name = place > 0 and word[0].isupper()  # "Tom" is no "tôm"
            variants = self._variants(fold(last), name=name) if may_change and whole and word.isalpha() else ()
            known = variants or (last,)
            best = {
                token: max(
                    (score + self._likely(token, before), [*path, _in_case_of(word, token) if variants else word])
                    for before, (score, path) in best.items()
                )
                for token in known
            }
        return max(best.values())[1]

    def _variants(self, bare: str, *, name: bool) -> tuple[str, ...]:
        """Return the ways in which a folded word is marked; none where nobody knows it."""
        return tuple(dict.fromkeys([*self._single.get(bare, ()), *shipped().marked(bare, name=name)]))

    def _logarithm(self, token: str, before: str) -> float:
        """Return the logarithm of how likely `token` is behind `before`.

        Witten and Bell, "The Zero-Frequency Problem" (1991): a word that is followed by many others is likely to
        be followed by a new one, one that always has the same company is not.
        """
        usage = shipped()
        seen = self._single.get(fold(token), {}).get(token, 0) + usage.times.get(token, 0)
        alone = (seen + _UNSEEN) / self._size
        followers, together = map(sum, zip(self._following(before), usage.followers.get(before, (0, 0)), strict=True))
        pairs = self.times(before, token) + usage.pairs.get((before, token), 0)
        if not followers:
            return math.log(alone)
        return math.log((pairs + followers * alone) / (together + followers))

    @cached_property
    def _size(self) -> int:
        """How many syllables were counted."""
        return 1 + sum(sum(counts.values()) for counts in self._single.values()) + sum(shipped().times.values())

    def _following(self, before: str) -> tuple[int, int]:
        """Return how many different syllables stand behind one, and how often any does."""
        number = self._numbers.get(before)
        return (0, 0) if number is None else self._followers[number]

    @cached_property
    def _followers(self) -> list[tuple[int, int]]:
        left, _ = parted(self._counts.pairs)
        size = len(self._numbers)
        together = np.bincount(left, self._counts.pair_times, size).astype(np.int64)
        return list(zip(np.bincount(left, minlength=size).tolist(), together.tolist(), strict=True))

    def capitalised(self, words: Sequence[str]) -> list[str]:
        """Return words in small letters with the capitals that the corpus gives them; the first one has one."""
        lower = [(syllables(word) or [word])[0] for word in words]
        ends = [(syllables(word) or [word])[-1] for word in words]
        cased = []
        for place, word in enumerate(words):
            before = (ends[place - 1], lower[place]) if place else None
            after = (lower[place], lower[place + 1]) if place + 1 < len(words) else None
            known = [(pair, bit) for pair, bit in ((before, 2), (after, 1)) if pair and self.knows_marked_pair(*pair)]
            if known:
                capital = any(self._case(*pair) & bit for pair, bit in known)
            else:
                number = self._numbers.get(lower[place])
                capital = number is not None and bool(self._counts.capital[number])
            cased.append(word[:1].upper() + word[1:] if capital or not place else word)
        return cased

    def _case(self, left: str, right: str) -> int:
        """Return which words of a pair have capitals: 1 for the first, 2 for the second, 3 for both."""
        place = self._place(left, right, self._counts.cased)
        return 0 if place is None else int(self._counts.cases[place])


def _in_case_of(typed: str, marked: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return marked.upper()
    return marked.capitalize() if typed[0].isupper() else marked
