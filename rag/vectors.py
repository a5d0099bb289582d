"""Sentence vectors in Chroma, through LlamaIndex's `ChromaVectorStore`.

A generation's vectors are a collection of their own: in a Chroma inside the program, in the generation's
folder, or on a Chroma server, named after the generation. No other module knows of Chroma.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from llama_index.core.schema import BaseNode, TextNode
from llama_index.core.vector_stores.types import VectorStoreQuery
from llama_index.vector_stores.chroma import ChromaVectorStore
from numpy.typing import NDArray

from rag.article import Sentence
from rag.errors import SettingsError, VectorStoreError

Vectors = NDArray[np.float32]

_LOCAL_COLLECTION = "sentences"
_DIGEST = "digest"  # metadata key: digest of the text that was embedded
_PAGE = 2_000  # records a call, below the limits of SQLite and of a server's request size


@dataclass(frozen=True, slots=True)
class VectorRecord:
    """One sentence to store: `vector` has the embedder's dimension, `digest` names the embedded text."""

    sentence: Sentence
    digest: str
    vector: Sequence[float]


def sentence_key(article_id: str, index: int) -> str:
    """Return the id under which a sentence is stored."""
    return f"{article_id}:{index}"


class VectorCollection:
    """The vectors of one generation."""

    def __init__(self, client: ClientAPI, name: str, *, create: bool) -> None:
        self._client = client
        with _translated():
            # No embedding function: Chroma's default one would download a model.
            if create:
                self._collection = client.get_or_create_collection(
                    name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                )
            else:
                self._collection = client.get_collection(name, embedding_function=None)
        self._store = ChromaVectorStore.from_collection(self._collection)

    def add(self, records: Sequence[VectorRecord]) -> None:
        """Store records; a batch is stored as a whole or not at all."""
        nodes: list[BaseNode] = [
            TextNode(
                id_=sentence_key(record.sentence.article_id, record.sentence.index),
                text=record.sentence.text,
                embedding=list(record.vector),
                metadata={"article_id": record.sentence.article_id, _DIGEST: record.digest},
            )
            for record in records
        ]
        with _translated():
            self._store.add(nodes)

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """Return the keys and cosines of the `count` sentences nearest to `vector`, best first."""
        query = VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=count)
        with _translated():
            result = self._store.query(query)
        # ChromaVectorStore gives exp(-distance), and Chroma's cosine distance is 1 - cosine.
        return [
            (key, 1 + math.log(max(similarity, 1e-9)))
            for key, similarity in zip(result.ids or [], result.similarities or [], strict=True)
        ]

    def vectors(self, keys: Sequence[str]) -> Vectors:
        """Return the vectors of `keys`, shape (len(keys), dimension), in that order.

        Raises:
            VectorStoreError: a key is missing.
        """
        found: dict[str, Any] = {}
        for page in _pages(keys):
            with _translated():
                result = self._collection.get(ids=list(page), include=["embeddings"])
            embeddings = result["embeddings"]
            if embeddings is not None:
                found.update(zip(result["ids"], embeddings, strict=True))
        missing = [key for key in keys if key not in found]
        if missing:
            raise VectorStoreError(f"{len(missing)} vectors are missing, such as {missing[0]}")
        return np.array([found[key] for key in keys], dtype=np.float32)

    def digests(self) -> dict[str, str]:
        """Return the digest of the embedded text by key, for all that is stored."""
        digests: dict[str, str] = {}
        for offset in range(0, self.count(), _PAGE):
            with _translated():
                result = self._collection.get(limit=_PAGE, offset=offset, include=["metadatas"])
            for key, metadata in zip(result["ids"], result["metadatas"] or [], strict=True):
                digests[key] = str(metadata.get(_DIGEST, ""))
        return digests

    def count(self) -> int:
        """Return how many vectors are stored."""
        with _translated():
            return self._collection.count()

    def close(self) -> None:
        """Release files and connections."""
        self._client.close()


class EmbeddedChroma:
    """Chroma inside the program: each generation has a database of its own in its folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, generation: str, *, create: bool = False) -> VectorCollection:
        """Open a generation's vectors; with `create`, make the collection where it is missing."""
        path = self._folder / generation / "chroma"
        if not create and not (path / "chroma.sqlite3").is_file():
            raise VectorStoreError(f"no vectors in {path}")
        with _translated():
            client = chromadb.PersistentClient(str(path), settings=_settings())
        try:
            return VectorCollection(client, _LOCAL_COLLECTION, create=create)
        except BaseException:
            client.close()
            raise

    def delete(self, generation: str) -> None:
        """Nothing to do: the vectors go with the generation's folder."""


class ChromaServer:
    """A Chroma server or Chroma Cloud: each generation is a collection of its name.

    The address is `http[s]://[token@]host[:port][/?tenant=...&database=...]`.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SettingsError("CHROMA_URL", "not of the form http://host:port")
        query = parse_qs(parts.query)
        self._host = parts.hostname
        self._ssl = parts.scheme == "https"
        self._port = parts.port or (443 if self._ssl else 8000)
        self._headers = {"x-chroma-token": parts.username} if parts.username else {}
        self._tenant = query.get("tenant", ["default_tenant"])[0]
        self._database = query.get("database", ["default_database"])[0]

    def open(self, generation: str, *, create: bool = False) -> VectorCollection:
        """Open a generation's vectors; with `create`, make the collection where it is missing."""
        return VectorCollection(self._client(), generation, create=create)

    def delete(self, generation: str) -> None:
        """Delete a generation's vectors, if there are any."""
        client = self._client()
        try:
            with _translated():
                client.delete_collection(generation)
        except _MissingCollectionError:
            pass
        finally:
            client.close()

    def _client(self) -> ClientAPI:
        with _translated():
            return chromadb.HttpClient(
                self._host,
                self._port,
                ssl=self._ssl,
                headers=self._headers,
                tenant=self._tenant,
                database=self._database,
                settings=_settings(),
            )


VectorHome = EmbeddedChroma | ChromaServer


class _MissingCollectionError(VectorStoreError):
    """The collection isn't there."""


def _settings() -> Settings:
    return Settings(anonymized_telemetry=False)


def _pages(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + _PAGE] for start in range(0, len(keys), _PAGE))


@contextmanager
def _translated() -> Iterator[None]:
    """Turn whatever Chroma raises into a `VectorStoreError`."""
    try:
        yield
    except NotFoundError as error:
        raise _MissingCollectionError("the collection does not exist") from error
    except (ChromaError, OSError, ValueError, RuntimeError) as error:
        raise VectorStoreError(f"{type(error).__name__}: {error}") from error
