"""An embedder that remembers: the vectors of a set are made once, however often it is measured.

<folder>/texts/, <folder>/questions/    as `rag.index.journal` writes them
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

from rag.embedding.choice import Service
from rag.embedding.vectors import Vectors
from rag.index import files
from rag.index.journal import VectorJournal, text_digest

_TEXTS, _QUESTIONS = "texts", "questions"  # folders


def remembering(inner: BaseEmbedding, folder: Path | None = None) -> RememberingEmbedding:
    """Return an embedder that remembers; of a service, one that is known as a service too."""
    kind: type[RememberingEmbedding] = RememberingService if isinstance(inner, Service) else RememberingEmbedding
    return kind(inner, folder)


class RememberingEmbedding(BaseEmbedding):
    """Another embedder's vectors under its name.

    Args:
        inner: The embedder that makes vectors.
        folder: Where they are kept from run to run; None keeps them as long as this object lives.
    """

    _inner: BaseEmbedding = PrivateAttr()
    _texts: _Memory = PrivateAttr()
    _questions: _Memory = PrivateAttr()
    _renewed: set[str] | None = PrivateAttr(default=None)  # digests of what was made anew; None: nothing has to be

    def __init__(self, inner: BaseEmbedding, folder: Path | None = None, **settings: Any) -> None:
        super().__init__(model_name=inner.model_name, embed_batch_size=inner.embed_batch_size, **settings)
        self._inner = inner
        self._texts = _Memory(folder / _TEXTS if folder else None)
        self._questions = _Memory(folder / _QUESTIONS if folder else None)

    @classmethod
    def class_name(cls) -> str:
        """Return the name under which LlamaIndex lists the class."""
        return "RememberingEmbedding"

    def recall(self, texts: Iterable[str]) -> list[str]:
        """Return which texts have no vector yet, each once."""
        digests = {text_digest(self.model_name, text): text for text in texts}
        return [text for digest, text in digests.items() if digest not in self._texts.vectors]

    @contextmanager
    def afresh(self) -> Iterator[None]:
        """Make the vector of each question anew meanwhile, once, so that it takes the time that it takes."""
        self._renewed = set()
        try:
            yield
        finally:
            self._renewed = None

    def save(self) -> None:
        """Write what is not kept yet.

        Raises:
            DataFolderError: the folder can't be written.
        """
        self._texts.save()
        self._questions.save()

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        digests = [text_digest(self.model_name, text) for text in texts]
        known = self._texts.vectors
        missing = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
        if missing:
            made = np.array(self._inner.get_text_embedding_batch(list(missing.values())), dtype=np.float32)
            self._texts.add(dict(zip(missing, made, strict=True)))
            self._texts.save()
        return [known[digest].tolist() for digest in digests]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        digest = text_digest(self.model_name, query)
        stale = self._renewed is not None and digest not in self._renewed
        if stale or digest not in self._questions.vectors:
            made = self._inner.get_query_embedding(query)
            self._questions.add({digest: np.array(made, dtype=np.float32)})
            if self._renewed is not None:
                self._renewed.add(digest)
        vector: list[float] = self._questions.vectors[digest].tolist()
        return vector

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)


class RememberingService(RememberingEmbedding):
    """A service's vectors remembered: what is remembered costs nothing again."""

    @property
    def paid(self) -> bool:
        """Whether its work is paid for."""
        return self._service.paid

    def tokens(self, texts: Sequence[str]) -> int:
        """Return how many tokens it takes to embed those of some texts that have no vector yet."""
        return self._service.tokens(self.recall(texts))

    def questions(self, texts: Sequence[str]) -> list[list[float]]:
        """Return the vectors of many questions."""
        return self._service.questions(texts)

    @property
    def _service(self) -> Service:
        assert isinstance(self._inner, Service)  # noqa: S101 - `remembering` sees to it
        return self._inner


class _Memory:
    """Vectors by the digest of their text, written to a folder in batches."""

    def __init__(self, folder: Path | None) -> None:
        self._journal = VectorJournal(folder) if folder else None
        self._new: dict[str, Vectors] = {}

    @cached_property
    def vectors(self) -> dict[str, Vectors]:
        """All that is known."""
        return dict(self._journal.kept()) if self._journal else {}

    def add(self, vectors: Mapping[str, Vectors]) -> None:
        """Remember some vectors."""
        self._new |= {digest: vector for digest, vector in vectors.items() if digest not in self.vectors}
        self.vectors.update(vectors)

    def save(self) -> None:
        """Write those that are not written yet."""
        if self._journal and self._new:
            with files.writing(self._journal.data_dir):
                self._journal.add(list(self._new), np.stack(list(self._new.values())))
        self._new.clear()
