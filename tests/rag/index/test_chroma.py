from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import chromadb.errors
import httpx
import numpy as np
import pytest

from rag.article import Sentence, SentenceKind
from rag.embedding.vectors import Vectors, normalised
from rag.errors import VectorStoreError
from rag.index import chroma
from rag.index.chroma import EmbeddedChroma, MissingVectorsError, VectorCollection, sentence_key


def sentences(count: int) -> list[Sentence]:
    return [Sentence("bài", i, i, i + 1, SentenceKind.BODY, 0, f"Câu {i}.") for i in range(count)]


def units(count: int, dimension: int = 8) -> Vectors:
    return normalised(np.random.default_rng(5).standard_normal((count, dimension)).astype(np.float32))


@pytest.fixture
def home(tmp_path: Path) -> EmbeddedChroma:
    return EmbeddedChroma(tmp_path)


@pytest.fixture
def collection(home: EmbeddedChroma) -> Iterator[VectorCollection]:
    collection = home.create("one")
    yield collection
    collection.close()


def test_nearest_gives_keys_and_cosines(collection: VectorCollection) -> None:
    matrix = units(30)
    collection.add(sentences(30), matrix)
    found = collection.nearest(matrix[7], 5)
    assert found[0][0] == sentence_key("bài", 7)
    expected = np.sort(matrix @ matrix[7])[::-1][:5]
    np.testing.assert_allclose([cosine for _, cosine in found], expected, atol=1e-5)
    assert len(collection.nearest(matrix[0], 100)) == 30
    assert collection.count() == 30


def test_what_was_added_is_there_after_closing(home: EmbeddedChroma) -> None:
    matrix = units(1_203)  # more than a batch, and more than Chroma saves its graph after
    made = home.create("one")
    made.add(sentences(1_203), matrix)
    made.close()
    opened = home.open("one")
    assert opened.count() == 1_203
    assert opened.nearest(matrix[1_202], 1)[0][0] == "bài:1202"
    opened.close()
    assert {path.name for path in home.sealed_files("one")} >= {"data_level0.bin", "index_metadata.pickle"}


def test_generations_do_not_see_each_other(home: EmbeddedChroma, collection: VectorCollection) -> None:
    other = home.create("two")
    other.add(sentences(2), units(2))
    assert collection.count() == 0
    assert collection.nearest(units(1)[0], 3) == []
    other.close()
    assert home.sealed_files("two") == []


def test_nothing_there(home: EmbeddedChroma, tmp_path: Path) -> None:
    with pytest.raises(MissingVectorsError):
        home.open("none")
    assert not (tmp_path / "none").exists()
    home.delete("none")
    home.ping()


def test_another_dimension_is_refused(collection: VectorCollection) -> None:
    collection.add(sentences(2), units(2))
    with pytest.raises(VectorStoreError):
        collection.nearest(np.ones(5, dtype=np.float32), 1)


class PanicException(BaseException):
    """What a panic of Chroma's Rust part looks like."""


@pytest.mark.parametrize(
    "error",
    [
        chromadb.errors.InternalError("disk image is malformed"),
        chromadb.errors.ChromaAuthError("no"),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        ValueError("could not connect"),
        RuntimeError("closed"),
        OSError("gone"),
        KeyError("x"),
        PanicException("Expect it to be fetched"),
    ],
)
def test_whatever_chroma_raises_is_translated(error: BaseException) -> None:
    with pytest.raises(VectorStoreError) as caught, chroma._translated():
        raise error
    assert caught.value.__cause__ is error
    assert caught.value.where is None
    with pytest.raises(VectorStoreError) as caught, chroma._translated("host:1"):
        raise error
    assert caught.value.where == "host:1"


def test_a_missing_collection_is_told_apart() -> None:
    with pytest.raises(MissingVectorsError), chroma._translated():
        raise chromadb.errors.NotFoundError("x")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(1)])
def test_leaving_is_no_error_of_chroma(error: BaseException) -> None:
    with pytest.raises(type(error)), chroma._translated():
        raise error


def test_no_model_is_ever_downloaded(collection: VectorCollection) -> None:
    with pytest.raises(ValueError, match="embedding function"):
        collection._store.client.query(query_texts=["công đoàn"])
