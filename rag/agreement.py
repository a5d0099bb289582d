"""Whether an article is about the names, years and numbers of a question, or about others of the same sort.

"Hội thảo với Stockholm năm 2016?" is no question about a workshop with Oslo in 2015, however much the rest agrees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from rag.question import YEAR, Question
from rag.ranking import ArticleHit
from rag.vietnamese import fold
from rag.wanted import NUMBER_WORDS

_DECADE = re.compile(r"\d0")
_WORD = re.compile(r"\w+")
_IN_WORDS = {digits: word for digits, word in NUMBER_WORDS.items() if word not in ("một", "năm")}  # "a", "year"
_LIKE = 0.8  # share of letters from which on a name is one with a slip, or one written in another way
_LEAST = 5  # letters of such a name
_SLIP = 0.3  # what such a name is missed by
_PART = 0.5  # a single syllable with marks may be part of a longer name: "Hình sự", "Trái đất"


class Agreement:
    """What of a question's names and numbers an article lacks; its text is read only where a term is not found."""

    def __init__(self, question: Question, best: ArticleHit) -> None:
        """Look at nothing yet."""
        self._question, self._best = question, best
        self._numbers = [term for term in question.syllables if any(char.isdigit() for char in term)]

    def years(self) -> float:
        """Return 1 where a year of the question is not in the article, else 0."""
        return float(any(year not in self._best.terms for year in self._question.years))

    def numbers(self) -> float:
        """Return the share of the question's numbers, but years, that the article has in no writing."""
        others = [term for term in self._numbers if term not in self._question.years]
        return len(self._lacking(others)) / max(len(others), 1)

    def others(self) -> float:
        """Return 1 where the article has another number behind the same word: "lần thứ IV" for "lần thứ V"; else 0."""
        lacking = set(self._lacking(self._numbers))
        if not lacking:
            return 0.0
        asked = [fold(token) for token in self._spelled_out(self._question.embedded)]
        counted = {before for before, number in pairwise(asked) if number in lacking and before.isalpha()}
        given = [fold(token) for token in self._tokens]
        return float(any(before in counted and number[:1].isdigit() for before, number in pairwise(given)))

    def names(self) -> float:
        """Return how much of the name that it has least of the article lacks, from 0 to 1."""
        names = self._question.typed_names if self._question.marked else self._question.names
        return max(map(self._missed, names), default=0.0)

    def _missed(self, name: Sequence[str]) -> float:
        held = self._best.typed if self._question.marked else self._best.terms
        # Of a name of several syllables their pairs count: each by itself is a common word.
        pairs, syllables = ([term for term in name if ("_" in term) is whole] for whole in (True, False))
        lacking = [term for term in pairs or syllables if term not in held]
        if not lacking:
            return 0.0
        joined = fold("".join(syllables))
        if len(pairs) == len(syllables) - 1 and joined in (self._words if pairs else self._pairs):
            return 0.0  # "Super Bowl" and "Superbowl"
        if pairs:
            # Long syllables are no common words: "Carolina Panthers" is there where both words are.
            long = [syllable for syllable in syllables if len(syllable) > _LEAST]
            return 0.0 if long and held.issuperset(long) else len(lacking) / len(pairs)
        if len(joined) >= _LEAST and any(_alike(joined, word) for word in self._words):
            return _SLIP
        return _PART if joined != syllables[0] else 1.0

    def _lacking(self, numbers: Sequence[str]) -> list[str]:
        return [number for number in numbers if number not in self._best.terms and not self._has(number)]

    def _has(self, number: str) -> bool:
        """Tell whether the article has a number in words, inside another token, or as a decade: "những năm 80"."""
        if number in self._words or _IN_WORDS.get(number) in self._tokens:
            return True
        return bool(_DECADE.fullmatch(number)) and any(
            YEAR.fullmatch(word) and word[2] == number[0] for word in self._words
        )

    @cached_property
    def _text(self) -> str:
        return "\n".join([self._best.article.title, *(hit.sentence.text for hit in self._best.hits)])

    @cached_property
    def _written(self) -> list[str]:
        return _WORD.findall(fold(self._text))

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self._written)

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return frozenset(left + right for left, right in pairwise(self._written))

    @cached_property
    def _tokens(self) -> Sequence[str]:
        return self._spelled_out(self._text)

    def _spelled_out(self, text: str) -> list[str]:
        return self._question.shorthand.spelled_out(text)


def _alike(name: str, word: str) -> bool:
    return abs(len(name) - len(word)) <= 2 and SequenceMatcher(None, name, word).ratio() >= _LIKE
