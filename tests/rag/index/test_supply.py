"""What a reload pays a service for, and what becomes of vectors when the service or its model goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from rag.embedding import tokens
from rag.embedding.openai_embedder import OpenAIEmbedder, Patience
from rag.embedding.scale import UNRELATED, Scale, pairs
from rag.engine import Engine
from rag.errors import EmbeddingCostError, EmbeddingError
from rag.settings import RagSettings
from tests.fake_openai import KEY, FakeOpenAI, Status
from tests.fakes import plain_wording
from tests.rag.indexing import write_article, write_articles

QUESTION = "lớp tập huấn cán bộ ở Sầm Sơn"
QUICK = Patience(question=2.0, batch=2.0, start=0.1, total=0.1, first=0.01, rest=0.0)


@pytest.fixture
def service() -> Iterator[FakeOpenAI]:
    with FakeOpenAI() as service:
        service.dimension = 256  # two texts are nearly at right angles there
        yield service


def engine_of(root: Path, service: FakeOpenAI, limit: int = 1_000, key: str | None = KEY, model: str = "m") -> Engine:
    values: dict[str, Any] = {"corpus_dir": root / "corpus", "data_dir": root / "data"}
    settings = RagSettings(_env_file=None, openai_embedding_confirm_tokens=limit, **values)
    secret = SecretStr(key) if key else None
    return Engine.create(settings, plain_wording(), OpenAIEmbedder(model, service.url, secret, patience=QUICK))


@pytest.fixture
def engine(root: Path, service: FakeOpenAI) -> Iterator[Engine]:
    engine = engine_of(root, service)
    yield engine
    engine.close()


def embedded(service: FakeOpenAI) -> list[str]:
    """The texts that were sent for the index: neither questions nor what the scale is measured by."""
    asked, told = pairs()
    texts = [text for request in service.requests for text in request.body["input"]]
    return [text for text in texts if text not in asked and text not in told]


def test_the_cost_is_that_of_the_texts_that_are_sent(engine: Engine, service: FakeOpenAI) -> None:
    cost = engine.cost(engine.plan())
    assert cost is not None
    assert (cost.texts, cost.paid) == (84, True)
    assert service.requests == []
    report = engine.reload(agreed=cost.tokens)
    assert report.cost == cost
    assert len(embedded(service)) == 84
    assert cost.tokens == sum(tokens.count(text, "m") for text in embedded(service)) > 1_000


def test_nobody_pays_more_than_was_agreed_to(engine: Engine, service: FakeOpenAI) -> None:
    cost = engine.cost(engine.plan())
    assert cost is not None
    for agreed in (0, cost.tokens - 1):
        with pytest.raises(EmbeddingCostError) as caught:
            engine.reload(agreed=agreed)
        assert (caught.value.texts, caught.value.tokens) == (84, cost.tokens)
    with pytest.raises(EmbeddingCostError):
        engine.ensure()
    assert service.requests == []
    assert engine.reload(agreed=cost.tokens).embedded == 84


@pytest.mark.parametrize(("limit", "key"), [(0, KEY), (100_000, KEY), (1_000, None)])
def test_nobody_is_asked(root: Path, service: FakeOpenAI, limit: int, key: str | None) -> None:
    engine = engine_of(root, service, limit, key)
    report = engine.ensure()
    assert report is not None
    assert report.cost is not None
    assert report.cost.paid == (key is not None)
    engine.close()


def test_only_what_is_new_costs(engine: Engine, service: FakeOpenAI, root: Path) -> None:
    engine.reload(agreed=10_000)
    cost = engine.cost(engine.plan())
    assert cost is not None
    assert (cost.texts, cost.tokens) == (0, 0)
    assert not engine.reload().switched
    write_article(root / "corpus", 3, "Bài mới", ["Câu thứ nhất.", "Câu thứ hai."])
    cost = engine.cost(engine.plan())
    assert cost is not None
    assert cost.texts == 3
    assert cost.tokens < 100
    service.forget()
    assert engine.reload().embedded == 3
    # One text shows whether the model is still the same.
    assert embedded(service)[1:] == ["Bài mới", "Bài mới\nCâu thứ nhất.", "Bài mới\nCâu thứ hai."]


def test_what_was_paid_for_is_not_paid_for_again(root: Path, service: FakeOpenAI) -> None:
    write_articles(root / "corpus", 30)
    engine = engine_of(root, service, 0)
    seen: list[int] = []

    def fail_later(done: int, total: int) -> None:
        seen.append(done)
        if done == 128:
            service.script(*[Status(500)] * 100)

    with pytest.raises(EmbeddingError) as caught:
        engine.reload(fail_later)
    assert caught.value.reason == "server"
    assert seen == [0, 64, 128]
    service.forget()
    report = engine.reload()
    assert report.embedded == 210 - 128
    assert report.cost is not None
    assert report.cost.texts == 210 - 128
    engine.close()


def test_another_model_or_address_is_another_index_and_back_costs_nothing(
    engine: Engine, service: FakeOpenAI, root: Path
) -> None:
    engine.reload(agreed=10_000)
    other = engine_of(root, service, model="n")
    with pytest.raises(EmbeddingCostError):
        other.ensure()
    assert other.reload(agreed=10_000).embedded == 84
    assert other.manifest().embedder.startswith("n (127.0.0.1")
    cost = engine.cost(engine.plan())
    assert cost is not None
    assert cost.texts == 0
    report = engine.ensure()
    assert report is not None
    assert (report.embedded, report.switched) == (0, True)
    other.close()


@pytest.mark.parametrize("dimension", [16, 256])
def test_a_model_that_changed_behind_its_name_is_found_out(
    engine: Engine, service: FakeOpenAI, dimension: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests import fake_openai, fake_openai_wire

    engine.reload(agreed=10_000)
    original = fake_openai_wire.embeddings

    def other(body: dict[str, Any], _: int) -> dict[str, Any]:
        return original({**body, "input": [f"another {text}" for text in body["input"]]}, dimension)

    monkeypatch.setattr(fake_openai, "embeddings", other)
    assert engine.search(QUESTION).articles[0].article.id == "0001"
    assert [notice.remedy for notice in engine.notices] == (["words"] if dimension == 16 else [])
    cost = engine.cost(engine.plan())
    assert cost is not None
    assert cost.texts == 84
    with pytest.raises(EmbeddingCostError):
        engine.reload()
    report = engine.reload(agreed=10_000)
    assert (report.embedded, report.switched) == (84, True)
    assert engine.manifest().dimension == dimension
    assert not engine.reload().switched


def test_two_models_that_take_turns_are_no_index(root: Path, service: FakeOpenAI) -> None:
    write_articles(root / "corpus", 30)
    engine = engine_of(root, service, 0)

    def turn(done: int, total: int) -> None:
        service.dimension = 8 if done % 128 else 256

    with pytest.raises(EmbeddingError, match="numbers after such of"):
        engine.reload(turn)
    assert len(service.requests) <= 4
    engine.close()


def test_a_service_that_is_away_does_not_keep_an_article_in_the_index(
    engine: Engine, service: FakeOpenAI, root: Path
) -> None:
    engine.reload(agreed=10_000)
    scale = engine.manifest().scale
    service.stop()
    assert not engine.reload().switched
    (root / "corpus" / "0003.txt").unlink()
    report = engine.reload()
    assert (report.embedded, report.switched) == (0, True)
    assert engine.manifest().scale == scale
    service.start()


def test_a_question_without_a_vector_is_answered_by_its_words(engine: Engine, service: FakeOpenAI) -> None:
    engine.reload(agreed=10_000)
    service.stop()
    for _ in range(2):
        ranking = engine.search(QUESTION)
        assert ranking.articles[0].article.id == "0001"
        assert engine.ask(QUESTION).text
        assert not engine.search("xyzzy").articles
    (notice,) = engine.notices  # said once, until it is heard
    assert isinstance(notice.error, EmbeddingError)
    assert (notice.remedy, notice.error.reason) == ("words", "unreachable")
    engine.notices.clear()
    service.start()
    assert engine.search(QUESTION).articles
    assert engine.notices == []


def test_made_up_vectors_have_no_say(engine: Engine) -> None:
    engine.reload(agreed=10_000)
    assert engine.manifest().scale == Scale(0.0, UNRELATED)
    ranking = engine.search(QUESTION)
    assert ranking.articles[0].article.id == "0001"
    assert {hit.dense for hit in ranking.hits} == {UNRELATED}
