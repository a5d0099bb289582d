"""Stand-ins for what is slow or far away."""

from __future__ import annotations

import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from rag.article import Article
from rag.text.vietnamese import fold, syllables
from rag.wording import Wording


class HashEmbedder(BaseEmbedding):
    """Bags of hashed syllables: like texts are near each other, and nothing is loaded.

    Args:
        dimension: Of the vectors.
        log: File that gets a line for each text that is embedded for the index.
        delay: Seconds a batch takes.
        fail_after: Texts that are embedded before it fails.
    """

    dimension: int = 32
    log: Path | None = None
    delay: float = 0.0
    fail_after: int | None = None
    _embedded: list[str] = PrivateAttr(default_factory=list)

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"model_name": "hash", "embed_batch_size": 64, **settings})

    @property
    def embedded(self) -> list[str]:
        """The texts that were embedded for the index, in order."""
        return self._embedded

    def _vector(self, text: str) -> list[float]:
        vector = np.full(self.dimension, 1e-3, dtype=np.float32)
        for token in syllables(text):
            vector[zlib.crc32(fold(token).encode()) % self.dimension] += 1
        unit: list[float] = (vector / np.linalg.norm(vector)).tolist()
        return unit

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._vector(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._vector(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        if self.fail_after is not None and len(self._embedded) + len(texts) > self.fail_after:
            raise TimeoutError("the embedder is down")
        if self.log is not None:
            with self.log.open("a", encoding="utf-8") as log:
                log.writelines(f"{text!r}\n" for text in texts)
        time.sleep(self.delay)
        self._embedded += texts
        return [self._vector(text) for text in texts]


def plain_wording() -> Wording:
    """Return a wording for tests that don't look at the words."""

    def titles(articles: Sequence[Article]) -> str:
        return "; ".join(article.title for article in articles)

    return Wording(
        lead=titles,
        quote=lambda text, n: f"{text} [{n}]",
        refusal=lambda near: f"no: {titles(near)}",
        no_question="no question",
        too_long=lambda most: f"more than {most}",
    )
