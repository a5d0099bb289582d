"""How near the words of a question stand to a place of a quote."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.questions.question import Question
from rag.text.vietnamese import fold, tokens

Span = tuple[int, int]

# No range of letters has capitals only: "à-ỹ" holds "Đ", too.
UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"

_END = re.compile(rf"(?<=[^\W\d_]{{2}}[.!?…])[”\"’)]*\s+(?=[“\"(]?[{UPPER}])|(?<=\d[.!?…])\s+(?=[{UPPER}])|;\s+|\n+")
_BREAK = re.compile(r"[,;:–(“\"]| - ")
_HALF_WAY = 8.0  # tokens at which a word counts half
_BEYOND_BREAK = 0.8  # share that is left of a word's weight beyond a comma
_PAIR = 1.5  # weight of two words side by side against one


@dataclass(frozen=True, slots=True)
class Held:
    """A word, or a pair, of the question where it stands in a quote."""

    term: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class _Places:
    """Where some pieces of a text begin and end, in order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> _Places:
        """Take spans that lie apart."""
        found = tuple(spans)
        return cls(tuple(start for start, _ in found), tuple(end for _, end in found))

    def between(self, start: int, end: int) -> int:
        """Return how many stand between two places, in whole or in part."""
        return bisect_left(self.starts, end) - bisect_right(self.ends, start)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A quote with the question's words in it, abbreviations spelled out."""

    quote: str
    held: tuple[Held, ...]
    borders: tuple[int, ...]  # where its sentences begin
    total: float  # weight of all of the question's words
    _words: _Places  # all of the quote's, so that what stands between two places is counted and not read again
    _breaks: _Places

    @classmethod
    def of(cls, quote: str, question: Question) -> Surroundings:
        """Find the words of a question in a quote."""
        terms = dict.fromkeys(question.folded)
        words = [
            (fold(syllable), token.start, token.end)
            for short, token in question.shorthand.read(quote)
            for syllable in (question.shorthand.spelled_out(short) if short else [token.lower])
        ]
        held = [Held(word, start, end, 1.0) for word, start, end in words if word in terms]
        for (left, start, _), (right, _, end) in pairwise(words):
            if (pair := f"{left}_{right}") in terms:
                held.append(Held(pair, start, end, _PAIR))
        total = sum(_PAIR if "_" in term else 1.0 for term in terms)
        borders = (0, *(match.end() for match in _END.finditer(quote)), len(quote))
        every = _Places.of((token.start, token.end) for token in tokens(quote))
        breaks = _Places.of(match.span() for match in _BREAK.finditer(quote))
        return cls(quote, tuple(held), borders, total or 1.0, every, breaks)

    def sentence(self, place: int) -> tuple[int, int]:
        """Return the sentence around a place."""
        for start, end in pairwise(self.borders):
            if start <= place < end:
                return start, end
        return 0, len(self.quote)

    def nearness(self, start: int, end: int) -> float:
        """Return how much of the question stands near a span, in its sentence but outside of it, in [0, 1]."""
        first, last = self.sentence(start)
        best: dict[str, float] = {}
        for held in self.held:
            if first <= held.start < last and (held.end <= start or held.start >= end):
                weight = held.weight * self._decay(held, start, end)
                best[held.term] = max(best.get(held.term, 0.0), weight)
        return sum(best.values()) / self.total

    def _decay(self, held: Held, start: int, end: int) -> float:
        between = (held.end, start) if held.end <= start else (end, held.start)
        return _BEYOND_BREAK ** self._breaks.between(*between) / (1 + self._words.between(*between) / _HALF_WAY)

    def share(self, start: int) -> float:
        """Return the share of the question's words that stands in the sentence around a place."""
        first, last = self.sentence(start)
        weights = {held.term: held.weight for held in self.held if first <= held.start < last}
        return sum(weights.values()) / self.total


def folded_words(text: str) -> Sequence[str]:
    """Return the folded syllables of a text."""
    return [fold(token.lower) for token in tokens(text)]
