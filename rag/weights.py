"""The weights of the fused score, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from rag.article import Sentence, SentenceKind
from rag.entities import EntityKind
from rag.question import Asks, Question

# What part of an article tends to hold what is asked for, added to a sentence's score.
_KINDS: dict[SentenceKind, dict[Asks | None, float]] = {
    SentenceKind.TITLE: {None: -0.5, Asks.TITLE: 1.8},
    SentenceKind.HEADING: {None: -0.5},
    SentenceKind.DATELINE: {None: -0.3, Asks.PUBLISHED: 1.8},
    SentenceKind.BYLINE: {None: -0.3, Asks.AUTHOR: 1.8},
    SentenceKind.CAPTION: {None: -0.05, Asks.PHOTO: 0.7},
}


# Which kind of name answers which kind of question, added to a sentence that has one.
WANTED: dict[Asks, dict[EntityKind, float]] = {
    Asks.WHO: {EntityKind.PERSON: 0.8},
    Asks.ROLE: {EntityKind.ROLE: 0.6},
    Asks.WHEN: {EntityKind.DATE: 0.4},
    Asks.WHERE: {EntityKind.PLACE: 0.3},
    Asks.HOW_MANY: {EntityKind.NUMBER: 0.3},
    Asks.TOPIC: {EntityKind.QUOTED: 0.3},
}


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the signals of `rag.ranking`."""

    cosine_floor: float = 0.80
    cosine_band: float = 0.08
    dense: float = 1.0
    lexical: float = 1.5
    neighbour: float = 0.3
    article_best: float = 1.0
    article_whole: float = 1.0
    teaser: float = 0.05
    article: float = 1.0
    known_person: float = 0.3
    margin: float = 1.0  # a sentence so far below the best one is not quoted

    def kind(self, sentence: Sentence, question: Question) -> float:
        """Return the bonus of a sentence for being the part of the article that is asked for."""
        table = _KINDS.get(sentence.kind, {})
        return max((table[asks] for asks in question.asks if asks in table), default=table.get(None, 0.0))


WEIGHTS = Weights()

# Logistic model of `rag.confidence`: its inputs are `rag.confidence.doubts`.
CONFIDENCE = {
    "bias": -1.85,
    "cosine": 1.95,
    "sentence": 0.8,
    "article": 1.15,
    "years": -1.8,
    "numbers": -0.95,
    "names": -1.25,
    "kind": -0.4,
    "part": -1.75,
    "unit": -1.0,
    "noun": -0.2,
}
