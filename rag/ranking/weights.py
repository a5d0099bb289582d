"""The weights of the fused score and of the confidence, in one place.

Fitted by `python -m tests.bench.fit`, which names its data and prints these tables; rounded. The signals are those
of `rag.ranking.signals` and `rag.ranking.confidence`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.article import Sentence, SentenceKind
from rag.questions.question import Asks, Question

# Of a sentence's fused score, by signal; that of the cosine is 1.
SCORE: Mapping[str, float] = {
    "cosine": 1.0,
    "pairs": 0.72,
    "words": 0.64,
    "word_pairs": 0.75,
    "neighbour": 0.3,
    "window": 0.39,
    "article": 0.89,
    "plain_article": 0.97,
    "held": 0.66,
    "names": 0.9,
    "who": 0.83,
    "role": 0.65,
    "when": 0.61,
    "where": 0.24,
    "how-many": 0.77,
    "topic": 0.58,
    "unit": 1.46,
    "why": 0.39,
}

# What part of an article tends to hold what is asked for, added to a sentence's score.
_PARTS: Mapping[SentenceKind, Mapping[Asks | None, float]] = {
    SentenceKind.TITLE: {None: -1.0, Asks.TITLE: 3.6},
    SentenceKind.HEADING: {None: -1.0},
    SentenceKind.DATELINE: {None: -0.6, Asks.PUBLISHED: 3.6},
    SentenceKind.BYLINE: {None: -0.6, Asks.AUTHOR: 3.6},
    SentenceKind.CAPTION: {None: -0.1, Asks.PHOTO: 1.4},
}


@dataclass(frozen=True, slots=True)
class Weights:
    """Bounds and bonuses beside the fitted tables."""

    cosine_floor: float = 0.80
    cosine_band: float = 0.08  # e5's cosines lie between the floor and two or three bands above it
    teaser: float = 0.05  # what an article has over a teaser that says the same
    known_person: float = 0.5
    margin: float = 1.5  # a sentence so far below the best one is not quoted

    def expected_cosine(self, coverage: NDArray[np.floating]) -> NDArray[np.floating]:
        """Return the cosine that sentences holding so much of a question have, where it has no vector."""
        return self.cosine_floor + self.cosine_band * (0.2 + 1.2 * coverage)


WEIGHTS = Weights()


def part(sentence: Sentence, question: Question) -> float:
    """Return the bonus of a sentence for being the part of the article that is asked for."""
    table = _PARTS.get(sentence.kind, {})
    return max((table[asks] for asks in question.asks if asks in table), default=table.get(None, 0.0))


# Logistic model of `rag.ranking.confidence`: its inputs are the `doubts` there. Sets count as 1 (XQuAD), 0.2 (golden),
# 0.1 (news, of which a third is asked in words that no article has) and 0.05 (each of the made-up ones). What
# contradicts a question, such as another year, or is not said at all, counts at least as much as here even where a set
# has too few such questions to show it. The bias is moved so that at 0.5 some 5 % of XQuAD's answerable questions are
# refused, and 2 % of the golden set's.
CONFIDENCE: Mapping[str, float] = {
    "bias": -3.9,
    "cosine": 3.2,
    "sentence": 1.6,
    "article": 1.2,
    "ahead": 2.6,
    "years": -2.2,
    "numbers": -0.9,
    "others": -1.5,
    "another": -4.0,
    "names": -2.2,
    "kind": -0.6,
    "part": -3.0,
    "unit": -2.4,
    "unsaid": -5.0,
    "apart": -3.0,
}
