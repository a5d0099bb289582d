"""How Vietnamese is mostly written, whatever the corpus: which marked word stands beside which.

Two articles can't tell that people write "năm 2015", "bài viết" and "nói gì"; general phrases that come with the
package can. They help to choose between marks and count for nothing else: that a word is among them doesn't mean that
the articles have it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

from rag.text.vietnamese import fold, tokens

NUMBER = "0"  # stands for any number

_PHRASES = "data/tieng-viet.txt"


@dataclass(frozen=True)
class Usage:
    """Words and pairs of neighbours in phrases, with their marks."""

    times: Mapping[str, int]  # by word
    pairs: Mapping[tuple[str, str], int]
    followers: Mapping[str, tuple[int, int]]  # by word: how many different ones stand behind it, and how often any does
    variants: Mapping[str, Sequence[str]]  # by folded word, the most frequent first
    names: frozenset[str]  # the words that stand somewhere with a capital

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Usage:
        """Count the words and pairs of phrases."""
        times: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        names: set[str] = set()
        for phrase in phrases:
            found = tokens(phrase)
            words = [token.lower for token in found]
            times.update(words)
            pairs.update(pairwise(words))
            names.update(token.lower for token in found if token.written[0].isupper())
        followers: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for (left, _), count in pairs.items():
            different, together = followers[left]
            followers[left] = different + 1, together + count
        variants: defaultdict[str, list[str]] = defaultdict(list)
        for word, _ in times.most_common():
            variants[fold(word)].append(word)
        return cls(times, pairs, dict(followers), dict(variants), frozenset(names))

    def marked(self, bare: str, *, name: bool) -> Sequence[str]:
        """Return the ways in which a folded word is marked; as a name only those that may have a capital."""
        known = self.variants.get(bare, ())
        return [word for word in known if word in self.names] if name else known


@cache
def shipped() -> Usage:
    """Return the phrases that come with the package, counted."""
    text = resources.files("rag").joinpath(_PHRASES).read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return Usage.of(phrase for line in lines for phrase in line.split(";"))
