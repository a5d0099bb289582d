"""Where the vectors of a reload come from: some are there already, some are made, and these may cost something."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding

from rag.embedding.choice import Service, question_vector, text_vectors
from rag.embedding.scale import Scale, measured
from rag.embedding.vectors import Vectors
from rag.errors import EmbeddingCostError, EmbeddingError, GenerationCorruptError
from rag.index import files
from rag.index.journal import VectorJournal
from rag.index.store import GenerationStore

Progress = Callable[[int, int], None]  # texts embedded so far, texts to embed

_BATCH = 64  # texts embedded between two writes: what a kill can cost
_LIKE_ITSELF = 0.3  # the cosine of a text as a question with itself as a passage; of another model it is near 0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a service has to embed for a reload."""

    texts: int
    tokens: int
    paid: bool  # for money


class VectorSupply:
    """The vectors of some texts, by the digests of these.

    Args:
        store: Whose generations have vectors that may be carried over.
        embedder: Of the others.
        texts: By digest.
    """

    def __init__(self, store: GenerationStore, embedder: BaseEmbedding, texts: Mapping[str, str]) -> None:
        self._store = store
        self._journal = VectorJournal(store.data_dir)
        self._embedder = embedder
        self._service = embedder if isinstance(embedder, Service) else None
        self._texts = texts

    @cached_property
    def known(self) -> dict[str, Vectors]:
        """The vectors that are there, all of one dimension."""
        sources: list[dict[str, Vectors]] = [dict(self._journal.kept(self._texts))]
        for digests, matrix in self._store.known_vectors():
            # The rows are views: nothing is read from disk before it is needed.
            sources.append({d: v for d, v in zip(digests, matrix, strict=True) if d in self._texts})
        known: dict[str, Vectors] = {}
        for vectors in sources:
            if self._are_its_own(vectors):
                known = vectors | known
        dimension = next((len(vector) for vector in known.values()), 0)
        return {digest: vector for digest, vector in known.items() if len(vector) == dimension}

    @property
    def missing(self) -> list[str]:
        """The digests of the texts that have no vector yet."""
        return [digest for digest in self._texts if digest not in self.known]

    @property
    def outdated(self) -> bool:
        """Whether a service has changed its model, so that an index of the same digest doesn't serve any more."""
        return self._service is not None and bool(self.missing)

    def cost(self) -> Cost | None:
        """Return what a service has to embed; None where no service does it."""
        if self._service is None:
            return None
        texts = [self._texts[digest] for digest in self.missing]
        return Cost(len(texts), self._service.tokens(texts), self._service.paid)

    def complete(self, progress: Progress | None, limit: int | None) -> int:
        """Have the missing vectors made; return how many the embedder made.

        Raises:
            EmbeddingCostError: that would cost more tokens than the `limit`.
            EmbeddingError: the embedder fails; what it has made is kept for the next try.
        """
        known, missing, cost = self.known, self.missing, self.cost()
        if cost is not None and cost.paid and limit is not None and cost.tokens > limit:
            raise EmbeddingCostError(cost.texts, cost.tokens)
        dimension = next((len(vector) for vector in known.values()), 0)
        if not known:
            self._journal.clear()  # whatever is in it is of no use
        if progress:
            progress(0, len(missing))
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            vectors = text_vectors(self._embedder, [self._texts[digest] for digest in batch])
            if vectors.shape[1] != (dimension or vectors.shape[1]):
                if start:  # two models under one name take turns: this would go on for ever
                    raise EmbeddingError(f"vectors of {vectors.shape[1]} numbers after such of {dimension}", "answer")
                # The embedder kept its name and changed its dimension: nothing from before fits.
                known.clear()
                return len(batch) + self.complete(progress, limit)
            dimension = vectors.shape[1]
            with files.writing(self._store.data_dir):
                self._journal.add(batch, vectors)
            known.update(zip(batch, vectors, strict=True))
            if progress:
                progress(start + len(batch), len(missing))
        return len(missing)

    def taken(self, digests: Sequence[str]) -> Vectors:
        """Return the vectors of texts, shape (len(digests), dimension), and keep them no longer."""
        matrix = np.stack([self.known[digest] for digest in digests])
        self.known.clear()
        return matrix

    def scale(self, made: int) -> Scale:
        """Return the scale of the embedder's cosines; where it `made` nothing, as it was measured before.

        Raises:
            EmbeddingError: the embedder fails.
        """
        if self._service is None:
            return Scale()
        pointer = self._store.pointer()
        for name in () if made or pointer is None else pointer.names:
            with suppress(GenerationCorruptError):
                manifest = self._store.manifest(name)
                if manifest.embedder == self._embedder.model_name:
                    return manifest.scale
        return measured(self._service)

    def used(self) -> None:
        """Forget what was kept for the next try."""
        self._journal.clear()

    def _are_its_own(self, vectors: Mapping[str, Vectors]) -> bool:
        """Tell by one of them whether vectors are the embedder's: a service may change a model behind its name."""
        if self._service is None or not vectors:
            return True
        digest, before = next(iter(vectors.items()))
        try:
            now = question_vector(self._embedder, self._texts[digest])
        except EmbeddingError as error:
            _log.info("whether the model is still the same can't be told: %s", error)
            return True
        same = now.shape == before.shape and float(now @ before) > _LIKE_ITSELF
        if not same:
            _log.info("the model of %s is another one than before", self._embedder.model_name)
        return same
