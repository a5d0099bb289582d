"""The OpenAI embedder through the real client, against a scripted service."""

from __future__ import annotations

import importlib
import json
import logging
import math
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pydantic import SecretStr

from rag.embedding import tokens
from rag.embedding.openai_embedder import OPENAI, OpenAIEmbedder, Patience
from rag.embedding.openai_roles import INPUT_TYPE, PLAIN, Roles, roles_of
from rag.errors import EmbeddingError
from tests.fake_openai import KEY, Cut, FakeOpenAI, Hang, Html, Malformed, Raw, Request, Status, Trickle

CALM = Patience(question=5.0, batch=5.0, start=5.0, total=5.0, first=0.01, longest=0.5, rest=0.2)
QUICK = replace(CALM, question=0.4, batch=0.4)  # where the time is all that ends it
TEXTS = [f"Câu số {n}." for n in range(5)]


@pytest.fixture(scope="module", autouse=True)
def _imported() -> None:
    """Import the client, which takes seconds, before anything is timed."""
    importlib.import_module("openai")


@pytest.fixture
def service() -> Iterator[FakeOpenAI]:
    with FakeOpenAI(key=KEY, model="model") as service:
        yield service


def embedder(service: FakeOpenAI, *, key: str | None = KEY, model: str = "model", **options: Any) -> OpenAIEmbedder:
    options = {"patience": CALM, **options}
    return OpenAIEmbedder(model, service.url, SecretStr(key) if key is not None else None, **options)


def sent(service: FakeOpenAI) -> list[list[str]]:
    return [request.body["input"] for request in service.requests]


def answer(*vectors: Any, order: list[Any] | None = None) -> Status:
    places = order if order is not None else list(range(len(vectors)))
    data = [{"object": "embedding", "index": n, "embedding": v} for n, v in zip(places, vectors, strict=True)]
    return Status(200, body=json.dumps({"object": "list", "data": data, "model": "model"}))


# -- what is asked ----------------------------------------------------------------------------------------------


def test_a_text_has_its_vector(service: FakeOpenAI) -> None:
    made = embedder(service)
    vectors = made.get_text_embedding_batch(TEXTS)
    assert len({tuple(vector) for vector in vectors}) == 5
    assert vectors[3] == made.get_text_embedding(TEXTS[3]) == made.get_query_embedding(TEXTS[3])
    assert math.hypot(*vectors[0]) == pytest.approx(1, abs=1e-3)
    first = service.requests[0]
    assert first.body == {"input": TEXTS, "model": "model", "encoding_format": "float"}
    assert first.headers["authorization"] == f"Bearer {KEY}"


async def test_asynchronously_too(service: FakeOpenAI) -> None:
    made = embedder(service)
    assert await made.aget_query_embedding("a") == made.get_query_embedding("a")


def test_nothing_comes_from_the_environment(service: FakeOpenAI, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"):
        monkeypatch.setenv(name, "from-outside")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_BASE", "http://127.0.0.1:9/v1")
    own = ("X-Custom", "User-Agent", "Accept", "Authorization", "OpenAI-Organization", "OpenAI-Project", "Xấu")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "\n".join(f"{name}: from-outside" for name in own))
    service.key = None
    embedder(service, key=None).get_query_embedding("a")
    embedder(service).get_text_embedding("a")
    (without, with_key) = service.requests
    assert without.headers["authorization"] == "Bearer none"
    assert with_key.headers["authorization"] == f"Bearer {KEY}"
    for request in service.requests:
        assert "from-outside" not in str(request.headers)
        assert not {"x-custom", "openai-organization", "openai-project"} & set(request.headers)


def test_roles_go_before_the_texts(service: FakeOpenAI) -> None:
    made = embedder(service, roles=roles_of("e5-small"))
    made.get_query_embedding("hỏi")
    made.get_text_embedding("đáp")
    made.questions(["hỏi", "nữa"])
    assert sent(service) == [["query: hỏi"], ["passage: đáp"], ["query: hỏi", "query: nữa"]]


def test_roles_go_into_a_field(service: FakeOpenAI) -> None:
    made = embedder(service, roles=INPUT_TYPE)
    made.get_query_embedding("hỏi")
    made.get_text_embedding("đáp")
    assert [(request.body["input_type"], request.body["input"]) for request in service.requests] == [
        ("query", ["hỏi"]),
        ("passage", ["đáp"]),
    ]


@pytest.mark.parametrize(("text", "seen"), [("", " "), ("a\0b", "a b"), ("a\ud800b", "a?b")])
def test_any_text_can_be_sent(service: FakeOpenAI, text: str, seen: str) -> None:
    made = embedder(service)
    made.get_text_embedding_batch([text])
    made.get_query_embedding(text)
    assert sent(service) == [[seen], [seen]]


def test_the_name_tells_apart_and_tells_no_secret() -> None:
    def named(address: str, roles: Roles = PLAIN, model: str = "m") -> str:
        return OpenAIEmbedder(model, address, SecretStr(KEY), roles).model_name

    assert named(OPENAI) == "m (api.openai.com/v1)"
    assert named("http://me:hidden@box:8000/v1/?token=hidden") == "m (box:8000/v1)"
    assert named("http://box:8000/v1", INPUT_TYPE) == "m (box:8000/v1, input_type)"
    assert named("http://box:8000/v1", roles_of("e5")) == "m (box:8000/v1, e5)"
    assert len({named(OPENAI), named("http://box/v1"), named("http://box/v2"), named(OPENAI, model="n")}) == 4


# -- how much at once -------------------------------------------------------------------------------------------


def test_a_request_holds_so_many_texts(service: FakeOpenAI) -> None:
    vectors = embedder(service).get_text_embedding_batch([f"{n}" for n in range(130)])
    assert len(vectors) == 130
    assert [len(texts) for texts in sent(service)] == [64, 64, 2]


def test_a_request_holds_so_many_tokens(service: FakeOpenAI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.embedding.openai_embedder._REQUEST", 100)
    texts = ["một hai ba bốn năm " * n for n in (1, 2, 3, 40, 1, 1)]
    vectors = embedder(service).get_text_embedding_batch(texts)
    assert [text for batch in sent(service) for text in batch] == texts
    assert len(vectors) == 6
    for batch in sent(service):
        assert len(batch) == 1 or sum(tokens.count(text, "model") for text in batch) <= 100
    assert len(sent(service)) == 3


def test_a_text_without_end_is_cut(service: FakeOpenAI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.embedding.openai_embedder._INPUT", 50)
    embedder(service).get_text_embedding("Công đoàn cơ sở 🙂. " * 100)
    ((text,),) = sent(service)
    assert text.startswith("Công đoàn cơ sở")
    assert "\ufffd" not in text
    assert 45 <= tokens.count(text, "model") <= 50


def refuse_more_than(count: int, status: int) -> Any:
    def behave(request: Request) -> Any:
        texts = request.body["input"]
        if len(texts) > count:
            return Status(status, f"batch size {len(texts)} > maximum allowed batch size {count}")
        return answer(*([float(len(text)), 1.0] for text in texts))

    return behave


@pytest.mark.parametrize("status", [400, 413, 422])
def test_a_server_that_takes_less_gets_less(status: int) -> None:
    with Scripted(refuse_more_than(10, status)) as service:
        made = embedder(service)
        texts = ["x" * n for n in range(1, 81)]
        assert [round(vector[0]) for vector in made.get_text_embedding_batch(texts)] == list(range(1, 81))
        made.get_text_embedding_batch(texts[:20])
    assert [len(texts) for texts in sent(service)][-3:] == [8, 8, 4]  # and it is remembered


def test_a_text_that_is_too_long_for_the_model_is_cut_further() -> None:
    def behave(request: Request) -> Any:
        (text,) = request.body["input"]
        return Status(400, "maximum context length is 512 tokens") if len(text) > 900 else answer([1.0, 2.0])

    with Scripted(behave) as service:
        assert embedder(service).get_text_embedding("đoàn viên " * 300) == [1.0, 2.0]
    assert [len(texts[0]) for texts in sent(service)] == [3000, 1500, 750]


class Scripted(FakeOpenAI):
    """A service whose embeddings are made by a function of the request."""

    def __init__(self, behave: Any) -> None:
        super().__init__()
        self._behave = behave

    def _behaviour(self, request: Request, path: str) -> Any:
        return self._behave(request)


# -- failures that pass -----------------------------------------------------------------------------------------

PASSING = [
    Status(429, "slow down", retry_after=0.05),
    Status(429, "slow down", retry_after="Wed, 21 Oct 2015 07:28:00 GMT"),
    Status(500),
    Status(502, body="<html>bad gateway</html>"),
    Status(503, retry_after="soon"),
    Status(408),
    Cut("request"),
    Cut("request", reset=True),
    Html(),
    Malformed("body"),
    Raw(b'HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"data": ['),
    Raw(b"nonsense\r\n\r\n"),
]


@pytest.mark.parametrize("failure", PASSING, ids=repr)
def test_a_batch_is_tried_again(service: FakeOpenAI, failure: Any) -> None:
    made = embedder(service)
    service.script(failure, failure)
    assert len(made.get_text_embedding_batch(TEXTS)) == 5
    assert sent(service) == [TEXTS] * 3


@pytest.mark.parametrize("failure", PASSING, ids=repr)
def test_a_question_is_tried_twice(service: FakeOpenAI, failure: Any) -> None:
    made = embedder(service)
    service.script(failure)
    assert made.get_query_embedding("a")
    assert len(service.requests) == 2


def test_retry_after_is_waited_for(service: FakeOpenAI) -> None:
    service.script(Status(429, retry_after=0.4))
    embedder(service).get_text_embedding("a")
    first, second = (request.at for request in service.requests)
    assert second - first >= 0.4


def test_nobody_waits_for_a_day(service: FakeOpenAI) -> None:
    service.script(Status(429, retry_after=86_400))
    started = time.monotonic()
    with pytest.raises(EmbeddingError) as caught:
        embedder(service).get_text_embedding("a")
    assert caught.value.reason == "busy"
    assert time.monotonic() - started < 1


def test_a_batch_that_takes_too_long_is_halved(service: FakeOpenAI) -> None:
    service.script(Hang())
    vectors = embedder(service, patience=QUICK).get_text_embedding_batch(TEXTS)
    assert len(vectors) == 5
    assert sent(service) == [TEXTS, TEXTS[:2], TEXTS[2:]]


def test_a_service_that_never_worked_is_given_up_sooner_than_one_that_did(service: FakeOpenAI) -> None:
    made = embedder(service, patience=replace(CALM, start=0.3, total=1.5))
    service.script(*[Status(500)] * 40)
    started = time.monotonic()
    with pytest.raises(EmbeddingError):
        made.get_text_embedding("a")
    never = time.monotonic() - started
    service.forget()
    made.get_text_embedding("a")
    service.script(*[Status(500)] * 40)
    started = time.monotonic()
    with pytest.raises(EmbeddingError):
        made.get_text_embedding("a")
    assert never < 0.4 < time.monotonic() - started


# -- failures that stay -----------------------------------------------------------------------------------------

STAYING = [
    (Status(401, f"Incorrect API key provided: {KEY}"), "key"),
    (Status(403, f"no access for {KEY}"), "key"),
    (Status(404, "The model does not exist", code="model_not_found"), "model"),
    (Status(404, body="Not Found"), "model"),
    (Status(429, "You exceeded your current quota", code="insufficient_quota"), "quota"),
    (Status(402, "Insufficient Balance"), "quota"),
    (Status(400, f"bad parameter, key {KEY}"), "refused"),
    (Status(501), "server"),
    (Cut("request"), "unreachable"),
    (Hang(), "slow"),
    (Html(), "answer"),
    (answer(), "answer"),
    (answer([1.0, 2.0]), "answer"),
    (answer(*[[1.0, 2.0]] * 4), "answer"),
    (answer(*[[1.0, 2.0]] * 6), "answer"),
    (answer(*[[1.0, 2.0]] * 5, order=[0, 1, 2, 3, 3]), "answer"),
    (answer(*[[1.0, 2.0]] * 5, order=[1, 2, 3, 4, 5]), "answer"),
    (answer(*[[1.0, 2.0]] * 5, order=[None] * 5), "answer"),
    (answer(*[[1.0, 2.0]] * 4, [1.0]), "answer"),
    (answer(*[[1.0, 2.0]] * 4, [float("nan"), 1.0]), "answer"),
    (answer(*[[1.0, 2.0]] * 4, [1e300, 1.0]), "answer"),
    (answer(*[[1.0, 2.0]] * 4, [0.0, 0.0]), "answer"),
    (answer(*[[1.0, 2.0]] * 4, ["a", "b"]), "answer"),
    (answer(*[[1.0, 2.0]] * 4, None), "answer"),
    (answer(*["AACAPwAAAEA="] * 5), "answer"),
    (answer(*[[]] * 5), "answer"),
    (Status(200, body="[]"), "answer"),
    (Status(200, body='{"data": {"embedding": [1]}}'), "answer"),
    (Status(200, body="[" * 100_000), "answer"),
]


@pytest.mark.filterwarnings("ignore:overflow")
@pytest.mark.parametrize(("failure", "reason"), STAYING, ids=lambda value: str(value)[:60])
def test_a_failure_has_a_reason_and_no_secret(
    service: FakeOpenAI, failure: Any, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    made = embedder(service, patience=replace(QUICK if reason == "slow" else CALM, start=0.1, total=0.1))
    service.script(*[failure] * 40)
    with pytest.raises(EmbeddingError) as caught:
        made.get_text_embedding_batch(TEXTS)
    assert caught.value.reason == reason
    assert caught.value.where == service.url.split("/")[2]
    log = logging.getLogger("rag.test")
    log.debug("failed", exc_info=caught.value)
    for told in (str(caught.value), repr(caught.value), caplog.text, repr(made), str(made.to_dict())):
        assert KEY not in told
        assert KEY[8:] not in told


def test_vectors_come_back_in_the_order_of_the_texts(service: FakeOpenAI) -> None:
    service.script(answer([1.0, 0.0], [2.0, 0.0], [0.5, 0.0], order=[2, 0, 1]))
    vectors = embedder(service).get_text_embedding_batch(["a", "b", "c"])
    assert vectors == [[2.0, 0.0], [0.5, 0.0], [1.0, 0.0]]


def test_a_key_that_no_header_can_hold_is_no_crash(service: FakeOpenAI) -> None:
    for key in ("khoá", "a\nb"):
        with pytest.raises(EmbeddingError) as caught:
            embedder(service, key=key, patience=replace(CALM, start=0.1)).get_text_embedding("a")
        assert key not in str(caught.value)


# -- a question waits only so long ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "failure", [Hang(), Hang("headers"), Trickle("bytes"), Raw(b"HTTP/1.1 200 OK\r\nx", hang=True)], ids=repr
)
def test_a_question_does_not_wait(service: FakeOpenAI, failure: Any) -> None:
    made = embedder(service, patience=QUICK)
    service.script(failure)
    started = time.monotonic()
    with pytest.raises(EmbeddingError) as caught:
        made.get_query_embedding("a")
    assert caught.value.reason == "slow"
    assert time.monotonic() - started < QUICK.question + 0.5


def test_a_sick_service_is_left_alone_for_a_while(service: FakeOpenAI) -> None:
    made = embedder(service)
    service.script(*[Status(500)] * 2)
    for _ in range(3):
        with pytest.raises(EmbeddingError) as caught:
            made.get_query_embedding("a")
        assert caught.value.reason == "server"
    assert len(service.requests) == 2
    time.sleep(CALM.rest)
    assert made.get_query_embedding("a")
    assert len(service.requests) == 3


def test_a_wrong_key_is_asked_for_each_time(service: FakeOpenAI) -> None:
    made = embedder(service, key="sk-wrong-0123456789")
    for _ in range(2):
        with pytest.raises(EmbeddingError, match="HTTP 401"):
            made.get_query_embedding("a")
    assert len(service.requests) == 2
    service.key = "sk-wrong-0123456789"
    assert made.get_query_embedding("a")


def test_nobody_listens(service: FakeOpenAI) -> None:
    made = embedder(service)
    service.stop()
    with pytest.raises(EmbeddingError) as caught:
        made.get_query_embedding("a")
    assert caught.value.reason == "unreachable"


# -- what it costs ----------------------------------------------------------------------------------------------


def test_tokens_are_counted_as_they_are_sent(service: FakeOpenAI) -> None:
    plain, told = embedder(service), embedder(service, roles=roles_of("e5"))
    texts = ["Công đoàn Việt Nam", "Đoàn viên"]
    assert plain.tokens(texts) == sum(tokens.count(text, "model") for text in texts)
    assert told.tokens(texts) == sum(tokens.count(f"passage: {text}", "model") for text in texts)
    assert not service.requests


def test_without_a_key_nobody_pays(service: FakeOpenAI) -> None:
    assert embedder(service).paid
    assert not embedder(service, key=None).paid
