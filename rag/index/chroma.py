"""Sentence vectors in Chroma, through LlamaIndex's `ChromaVectorStore`.

A generation's vectors are a collection of their own: in a Chroma inside the program, in the generation's
folder, or on a Chroma server, named after the generation. No other module knows of Chroma.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol, cast
from urllib.parse import parse_qs, urlsplit

import chromadb
import httpx
from chromadb.api import ClientAPI
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.config import Settings
from chromadb.errors import NotFoundError
from llama_index.core.schema import BaseNode, TextNode
from llama_index.vector_stores.chroma import ChromaVectorStore

from rag.article import Sentence
from rag.embedding.vectors import Vectors
from rag.errors import SettingsError, VectorStoreError

_LOCAL_COLLECTION = "sentences"
_BATCH = 500  # records a call, below the limits of SQLite and of a server's request size
_PATIENCE = httpx.Timeout(30, connect=3)  # seconds; chromadb itself waits for ever
_HNSW_IS_SAVED = "index_metadata.pickle"
# With Chroma's own 16 neighbours a graph of sentences that are all but equal (a list of delegates) falls apart, and
# some can't be found at all: 22 of 60 such graphs had one, with 32 neighbours none. Building takes as long.
_HNSW: CreateHNSWConfiguration = {"space": "cosine", "max_neighbors": 32, "ef_construction": 100, "ef_search": 200}

# chromadb shares and counts what clients of one path have in common without a lock of its own.
_clients = threading.Lock()


class MissingVectorsError(VectorStoreError):
    """There is no collection of that name."""


def sentence_key(article_id: str, index: int) -> str:
    """Return the id under which a sentence is stored."""
    return f"{article_id}:{index}"


def place_of(key: str) -> tuple[str, int]:
    """Return the article of the sentence that has an id, and its position in it."""
    article_id, _, index = key.rpartition(":")
    return article_id, int(index)


class VectorCollection:
    """The vectors of one generation, on the server at `where`. Closes its client when it can't be opened."""

    def __init__(self, client: ClientAPI, name: str, *, create: bool, where: str | None = None) -> None:
        self._client = client
        self._where = where
        try:
            with _translated(where):
                # No embedding function: Chroma's default one would download a model.
                if create:
                    collection = client.create_collection(name, embedding_function=None, configuration={"hnsw": _HNSW})
                else:
                    collection = client.get_collection(name, embedding_function=None)
                self._store = ChromaVectorStore.from_collection(collection)
        except BaseException:
            _close(client)
            raise

    def add(self, sentences: Sequence[Sentence], vectors: Vectors) -> None:
        """Store sentences; `vectors` has the shape (len(sentences), dimension)."""
        with _translated(self._where):
            batch = min(_BATCH, self._client.get_max_batch_size())
            for start in range(0, len(sentences), batch):
                nodes: list[BaseNode] = [
                    TextNode(
                        id_=sentence_key(sentence.article_id, sentence.index),
                        text=sentence.text,
                        embedding=vector,
                        metadata={"article_id": sentence.article_id},
                    )
                    for sentence, vector in zip(
                        sentences[start : start + batch], vectors[start : start + batch].tolist(), strict=True
                    )
                ]
                self._store.add(nodes)

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """Return the keys and cosines of the `count` sentences nearest to `vector`, best first."""
        # `ChromaVectorStore.query` would bring, and parse, the text of every one of them: ten times the time.
        with _translated(self._where):
            found = self._store.client.query(query_embeddings=[vector], n_results=count, include=["distances"])
        return [(key, 1 - distance) for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def count(self) -> int:
        """Return how many vectors are stored."""
        with _translated(self._where):
            return int(self._store.client.count())

    def close(self) -> None:
        """Release files and connections."""
        _close(self._client)


class EmbeddedChroma:
    """Chroma inside the program: each generation has a database of its own in its folder."""

    remote = False  # whatever goes wrong, the generation's own files are to blame

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def create(self, generation: str) -> VectorCollection:
        """Make the collection of a new generation."""
        return VectorCollection(self._client(generation), _LOCAL_COLLECTION, create=True)

    def open(self, generation: str) -> VectorCollection:
        """Open a generation's vectors.

        Raises:
            VectorStoreError: they are missing or damaged.
        """
        if not (self._path(generation) / "chroma.sqlite3").is_file():
            raise MissingVectorsError(f"no vectors in {self._path(generation)}")
        return VectorCollection(self._client(generation), _LOCAL_COLLECTION, create=False)

    def delete(self, generation: str) -> None:
        """Nothing to do: the vectors go with the generation's folder."""

    def ping(self) -> None:
        """Nothing to reach: what is missing or damaged shows when a generation is opened."""

    def sealed_files(self, generation: str) -> list[Path]:
        """Return the files that opening must find as they were: a damaged graph crashes the process.

        Chroma writes into its database whenever it opens it, and into a graph that it hasn't saved yet.
        """
        saved = self._path(generation).glob(f"*/{_HNSW_IS_SAVED}")
        return sorted(file for graph in saved for file in graph.parent.iterdir())

    def _path(self, generation: str) -> Path:
        return self._folder / generation / "chroma"

    def _client(self, generation: str) -> ClientAPI:
        with _translated(), _clients:
            return chromadb.PersistentClient(str(self._path(generation)), settings=_settings())


class ChromaServer:
    """A Chroma server or Chroma Cloud: each generation is a collection of its name.

    The address is `http[s]://[token@]host[:port][/?tenant=...&database=...]`.
    """

    remote = True  # it may be out of reach while all is well with the generation

    def __init__(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise SettingsError("CHROMA_URL", "not of the form http://host:port") from error
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SettingsError("CHROMA_URL", "not of the form http://host:port")
        query = parse_qs(parts.query)
        self._host = parts.hostname
        self._ssl = parts.scheme == "https"
        self._port = port or (443 if self._ssl else 8000)
        self._where = f"[{parts.hostname}]:{self._port}" if ":" in parts.hostname else f"{parts.hostname}:{self._port}"
        self._headers = {"x-chroma-token": parts.username} if parts.username else {}
        self._tenant = query.get("tenant", ["default_tenant"])[0]
        self._database = query.get("database", ["default_database"])[0]

    def create(self, generation: str) -> VectorCollection:
        """Make the collection of a new generation."""
        return VectorCollection(self._client(), generation, create=True, where=self._where)

    def open(self, generation: str) -> VectorCollection:
        """Open a generation's vectors.

        Raises:
            MissingVectorsError: the server has no such collection.
            VectorStoreError: the server can't be reached.
        """
        return VectorCollection(self._client(), generation, create=False, where=self._where)

    def delete(self, generation: str) -> None:
        """Delete a generation's vectors, if there are any."""
        client = self._client()
        try:
            with suppress(MissingVectorsError), _translated(self._where):
                client.delete_collection(generation)
        finally:
            _close(client)

    def ping(self) -> None:
        """Reach the server.

        Raises:
            VectorStoreError: it does not answer, or refuses its tenant, database or token.
        """
        _close(self._client())

    def sealed_files(self, generation: str) -> list[Path]:
        """Return no file: the server looks after its own."""
        return []

    def _client(self) -> ClientAPI:
        with _translated(self._where):
            self._ask_for_heartbeat()
            with _clients:
                client = chromadb.HttpClient(
                    self._host,
                    self._port,
                    ssl=self._ssl,
                    headers=self._headers,
                    tenant=self._tenant,
                    database=self._database,
                    settings=_settings(),
                )
            # There is no setting for it, and a server that hangs must not hang the bot.
            session = getattr(getattr(client, "_server", None), "_session", None)
            if isinstance(session, httpx.Client):
                session.timeout = _PATIENCE
        return client

    def _ask_for_heartbeat(self) -> None:
        """Fail within seconds where there is no Chroma server that answers."""
        url = f"{'https' if self._ssl else 'http'}://{self._where}/api/v2/heartbeat"
        try:
            httpx.get(url, headers=self._headers, timeout=_PATIENCE.connect).raise_for_status()
        except httpx.HTTPError as error:
            raise VectorStoreError(f"no Chroma server answers at {self._where}: {error}", self._where) from error


VectorHome = EmbeddedChroma | ChromaServer


class _Closable(Protocol):
    def close(self) -> None: ...


def _close(client: ClientAPI) -> None:
    with _clients:
        cast("_Closable", client).close()  # clients have it, their interface doesn't


def _settings() -> Settings:
    return Settings(anonymized_telemetry=False)


@contextmanager
def _translated(where: str | None = None) -> Iterator[None]:
    """Turn whatever Chroma raises into a `VectorStoreError` that tells `where` the server is."""
    try:
        yield
    except VectorStoreError:
        raise
    except NotFoundError as error:
        raise MissingVectorsError("the collection does not exist", where) from error
    except Exception as error:  # ChromaError, httpx, ValueError: Chroma has no common base for them
        raise VectorStoreError(f"{type(error).__name__}: {error}", where) from error
    except BaseException as error:
        # What its Rust part calls a panic, on a damaged database for one, is no Exception, and has no module.
        if type(error).__name__ != "PanicException":
            raise
        raise VectorStoreError(f"Chroma failed: {error}", where) from error
