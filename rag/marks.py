"""Restores the marks and the capitals of a question that was typed without them, from the corpus's own words.

A bigram model over syllables, decoded with the Viterbi algorithm: of all ways to put marks on
"hoi thao cong doan" the corpus knows "hội thảo công đoàn" best. The dense model needs the marks; without
them its Recall@1 falls from .89 to .21 (XQuAD-vi).
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from importlib import resources
from itertools import chain, pairwise
from pathlib import Path

from rag.vietnamese import Token, fold, syllables, tokens

_VARIANTS = 6  # marked forms kept for one folded syllable or pair
_UNSEEN = 0.5  # count of a syllable that the corpus does not have
_SURE = 0.75  # share of the places in which a word has a capital
_COMMON, _OFTEN = "data/tu-thuong-dung.txt", 3  # phrases that count as if the corpus had them so often
_WORD = re.compile(r"[^\W\d_]+")
_OPENING = frozenset('.:;?!…“"‘(–-')  # behind these a capital says nothing


class MarkRestorer:
    """Counts of marked syllables and pairs by their folded forms, and which of them are written with capitals."""

    def __init__(
        self,
        single: dict[str, dict[str, int]],
        pairs: dict[str, dict[str, int]],
        capitals: dict[str, int] | None = None,
    ) -> None:
        self._single = single
        self._pairs = pairs
        # By marked syllable or pair that mostly has a capital: 1 for the first, 2 for the second, 3 for both.
        self._capitals = capitals or {}

    @classmethod
    def build(cls, texts: Iterable[str]) -> MarkRestorer:
        """Count the syllables and pairs of a corpus."""
        single: defaultdict[str, Counter[str]] = defaultdict(Counter)
        pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
        cases: defaultdict[str, Counter[int]] = defaultdict(Counter)
        common = _common()
        for text, own in chain(((text, True) for text in texts), ((text, False) for text in common * _OFTEN)):
            found = [token for token in tokens(text) if token.lower.isalpha()]
            folded = [fold(token.lower) for token in found]
            for bare, token in zip(folded, found, strict=True):
                single[bare][token.lower] += 1
            for bare_pair, pair in zip(pairwise(folded), pairwise(found), strict=True):
                pairs[" ".join(bare_pair)][f"{pair[0].lower} {pair[1].lower}"] += 1
            if not text.isupper():
                _count_capitals(text, found, cases, alone=own)
        capitals = {words: case for words, counts in cases.items() if (case := _mostly(counts))}
        return cls(_top(single), _top(pairs), capitals)

    @classmethod
    def load(cls, path: Path) -> MarkRestorer:
        """Read what `save` wrote."""
        data = json.loads(path.read_text("utf-8"))
        return cls(data["single"], data["pairs"], data["capitals"])

    def save(self, path: Path) -> None:
        """Write the counts."""
        data = {"single": self._single, "pairs": self._pairs, "capitals": self._capitals}
        path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")

    def knows(self, word: str) -> bool:
        """Tell whether the corpus has a folded word."""
        return word in self._single

    def knows_marked(self, marked: str) -> bool:
        """Tell whether the corpus has a word with these very marks."""
        return any(token in self._single.get(fold(token), ()) for token in syllables(marked))

    def knows_pair(self, left: str, right: str) -> bool:
        """Tell whether two folded words stand side by side in the corpus."""
        return f"{left} {right}" in self._pairs

    def knows_marked_pair(self, left: str, right: str) -> bool:
        """Tell whether two words with these very marks stand side by side in the corpus."""
        return self.times(left, right) > 0

    def times(self, left: str, right: str) -> int:
        """Return how often two words with these very marks stand side by side in the corpus."""
        return self._pairs.get(f"{fold(left)} {fold(right)}", {}).get(f"{left} {right}", 0)

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
        for word, may_change in zip(words, free, strict=True):
            last = (syllables(word) or [word.lower()])[-1]
            whole = len(last) == len(word) and (word.isascii() or fold(word) == fold(last))  # not one of several words
            variants = self._single.get(fold(last)) if may_change and whole else None
            known = variants or {last: 1}
            best = {
                token: max(
                    (score + self._likely(token, before), [*path, _in_case_of(word, token) if variants else word])
                    for before, (score, path) in best.items()
                )
                for token in known
            }
        return max(best.values())[1]

    def _likely(self, token: str, before: str) -> float:
        """Return the logarithm of how likely `token` is behind `before`.

        Witten and Bell, "The Zero-Frequency Problem" (1991): a word that is followed by many others is likely to
        be followed by a new one, one that always has the same company is not.
        """
        bare = fold(token)
        alone = (self._single.get(bare, {}).get(token, 0) + _UNSEEN) / self._size
        followers, together = self._following.get(before, (0, 0))
        if not followers:
            return math.log(alone)
        pair = self._pairs.get(f"{fold(before)} {bare}", {}).get(f"{before} {token}", 0)
        return math.log((pair + followers * alone) / (together + followers))

    @cached_property
    def _size(self) -> int:
        """How many syllables were counted."""
        return 1 + sum(sum(counts.values()) for counts in self._single.values())

    @cached_property
    def _following(self) -> dict[str, tuple[int, int]]:
        """How many different syllables stand behind each one, and how often any does."""
        found: dict[str, tuple[int, int]] = {}
        for pairs in self._pairs.values():
            for pair, count in pairs.items():
                before = pair.partition(" ")[0]
                followers, together = found.get(before, (0, 0))
                found[before] = followers + 1, together + count
        return found

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
                capital = any(self._capitals.get(" ".join(pair), 0) & bit for pair, bit in known)
            else:
                capital = bool(self._capitals.get(lower[place]))
            cased.append(word[:1].upper() + word[1:] if capital or not place else word)
        return cased


@cache
def _common() -> tuple[str, ...]:
    """Return what people say and news don't, with marks."""
    text = resources.files("rag").joinpath(_COMMON).read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(said.strip() for line in lines for said in line.split(";"))


def _count_capitals(text: str, found: Sequence[Token], cases: dict[str, Counter[int]], *, alone: bool) -> None:
    """Count what is written with a capital, but where a capital begins a sentence.

    Args:
        text: A sentence.
        found: Its words.
        cases: The counts, by word and by pair, which are added to.
        alone: Whether a capital counts by itself, and not just in pairs: in a list of places every word has one.
    """
    capital = [token.written[0].isupper() for token in found]
    before = [text[: token.start].rstrip()[-1:] for token in found]
    opening = [not last or last in _OPENING for last in before]
    for token, high, first in zip(found, capital, opening, strict=True):
        if (alone or not high) and not first:
            cases[token.lower][int(high)] += 1
    for place, (left, right) in enumerate(pairwise(found)):
        if not opening[place] and not opening[place + 1]:
            cases[f"{left.lower} {right.lower}"][capital[place] + 2 * capital[place + 1]] += 1


def _mostly(cases: Counter[int]) -> int:
    case, count = cases.most_common(1)[0]
    return case if count >= _SURE * cases.total() else 0


def _top(counts: dict[str, Counter[str]]) -> dict[str, dict[str, int]]:
    return {bare: dict(counter.most_common(_VARIANTS)) for bare, counter in counts.items()}


def _in_case_of(typed: str, marked: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return marked.upper()
    return marked.capitalize() if typed[0].isupper() else marked
