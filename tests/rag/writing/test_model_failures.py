"""Every way in which a service can fail, twenty times each: a failure with its name, in time, nothing left behind."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from rag.errors import ModelError, ModelFailure
from rag.writing.limits import Limits
from rag.writing.model import OpenAIModel
from tests.fake_openai import (
    Behaviour,
    Cut,
    Endless,
    FakeOpenAI,
    Hang,
    Html,
    Malformed,
    Raw,
    Status,
    Text,
    Trickle,
)
from tests.models import ASKED, PATIENT, quick_model

TIMES = 20
SPARE = 5.0  # seconds that a busy machine may add to a limit

# Only what is late for want of text is tested with little time: the rest has to fail by itself.
LITTLE = {
    ModelFailure.SLOW_START: Limits(first_token=0.3, last_token=9.0, at_once=TIMES),
    ModelFailure.SLOW: Limits(first_token=1.0, last_token=1.0, at_once=TIMES),
}
NO_CONNECTION = Limits(connect=0.1, tries=2, pause=0.02, at_once=TIMES)

OK_JSON = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
OK_EVENTS = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
BOMB = gzip.compress(b"data: " + b" " * 50_000_000)


def answer(body: bytes, head: bytes = OK_JSON) -> Raw:
    return Raw(head + b"content-length: %d\r\n\r\n" % len(body) + body)


FAILURES: dict[str, tuple[Behaviour, ModelFailure]] = {
    "hangs before headers": (Hang(), ModelFailure.SLOW_START),
    "hangs after headers": (Hang("headers"), ModelFailure.SLOW_START),
    "hangs within the head": (Raw(b"HTTP/1.1 200 OK\r\ncontent-t", hang=True), ModelFailure.SLOW_START),
    "hangs within an error": (
        Raw(b"HTTP/1.1 500 Oh\r\ncontent-length: 99\r\n\r\nx", hang=True),
        ModelFailure.SLOW_START,
    ),
    "hangs within a body": (Raw(OK_JSON + b'content-length: 99\r\n\r\n{"', hang=True), ModelFailure.SLOW_START),
    "hangs after the first token": (Hang(1), ModelFailure.SLOW),
    "trickles text": (Trickle("deltas"), ModelFailure.SLOW),
    "trickles comments": (Trickle("comments"), ModelFailure.SLOW_START),
    "trickles bytes": (Trickle("bytes"), ModelFailure.SLOW_START),
    "late": (Text("muộn", first_delay=5), ModelFailure.SLOW_START),
    "slow": (Text("một hai ba bốn", chunk=1, delay=0.25), ModelFailure.SLOW),
    "401": (Status(401), ModelFailure.UNAUTHORIZED),
    "403": (Status(403), ModelFailure.FORBIDDEN),
    "404": (Status(404, "model not found", "model_not_found"), ModelFailure.NOT_FOUND),
    "a page that is not there": (Status(404, body="<h1>Not Found</h1>"), ModelFailure.NOT_FOUND),
    "400 for a wrong model": (Status(400, "invalid model ID"), ModelFailure.NOT_FOUND),
    "400 for a wrong key": (Status(400, "API key not valid."), ModelFailure.UNAUTHORIZED),
    "429": (Status(429), ModelFailure.RATE_LIMITED),
    "429 for long": (Status(429, retry_after=30), ModelFailure.RATE_LIMITED),
    "429 until a date": (Status(429, retry_after="Wed, 21 Oct 2099 07:28:00 GMT"), ModelFailure.RATE_LIMITED),
    "402": (Status(402, "Insufficient Balance"), ModelFailure.RATE_LIMITED),
    "500": (Status(500), ModelFailure.SERVER_ERROR),
    "502 with a page": (Status(502, body="<h1>Bad Gateway</h1>"), ModelFailure.SERVER_ERROR),
    "503": (Status(503), ModelFailure.SERVER_ERROR),
    "a redirect": (Status(307, headers={"Location": "http://127.0.0.1:9/v1"}), ModelFailure.NOT_FOUND),
    "400": (Status(400), ModelFailure.BAD_REQUEST),
    "too long": (Status(400, "maximum context length is 4096", "context_length_exceeded"), ModelFailure.TOO_LONG),
    "a filter that refuses": (Status(400, "no", "content_filter"), ModelFailure.REFUSED),
    "a filter that cuts": (Text("Một hai", finish="content_filter"), ModelFailure.REFUSED),
    "hangs up at once": (Cut("request"), ModelFailure.UNREACHABLE),
    "no HTTP": (Raw(b"SSH-2.0-OpenSSH_9.6\r\n"), ModelFailure.UNREACHABLE),
    "cut between events": (Cut("event"), ModelFailure.CUT),
    "cut within a line": (Cut("line"), ModelFailure.CUT),
    "cut by a reset": (Cut("event", reset=True), ModelFailure.CUT),
    "an end without a finish": (Text("Một hai", finish=None, done=False), ModelFailure.CUT),
    "cut body": (Raw(OK_JSON + b'content-length: 99\r\n\r\n{"choices": ['), ModelFailure.CUT),
    "malformed event": (Malformed("event"), ModelFailure.MALFORMED),
    "malformed body": (Malformed("body"), ModelFailure.MALFORMED),
    "another shape": (Malformed("shape"), ModelFailure.MALFORMED),
    "no choices": (answer(b'{"choices": {}}'), ModelFailure.MALFORMED),
    "a number for text": (answer(b'{"choices": [{"message": {"content": 5}}]}'), ModelFailure.MALFORMED),
    "JSON too deep": (answer(b"[" * 100_000), ModelFailure.MALFORMED),
    "no UTF-8": (answer(b'data: {"choices": "\xff\xfe"}\n\n', OK_EVENTS), ModelFailure.MALFORMED),
    "a page with status 200": (Html(), ModelFailure.MALFORMED),
    "a body of nothing": (answer(b""), ModelFailure.MALFORMED),
    "events of nothing": (answer(b"", OK_EVENTS), ModelFailure.MALFORMED),
    "an error in a body": (answer(b'{"error": {"message": "overloaded"}}'), ModelFailure.SERVER_ERROR),
    "an error in the stream": (
        answer(b'data: {"error": {"code": 429, "message": "slow down"}}\n\n', OK_EVENTS),
        ModelFailure.RATE_LIMITED,
    ),
    "empty": (Text(""), ModelFailure.EMPTY),
    "white space": (Text(" \n\t"), ModelFailure.EMPTY),
    "thoughts alone": (Text("", reasoning="Để xem nào"), ModelFailure.EMPTY),
    "more than asked for": (Text("một hai", finish="length"), ModelFailure.ENDLESS),
    "endless": (Endless("{n} rồi "), ModelFailure.ENDLESS),
    "the same over and over": (Endless("và thế là "), ModelFailure.ENDLESS),
    "blank without end": (Endless("\n"), ModelFailure.ENDLESS),
    "a line without end": (answer(b"data: " + b"x" * 1_200_000, OK_EVENTS), ModelFailure.ENDLESS),
    "an error without end": (
        answer(b"x" * 1_200_000, b"HTTP/1.1 500 Oh\r\ncontent-type: text/plain\r\n"),
        ModelFailure.ENDLESS,
    ),
}


def outcome(model: OpenAIModel) -> tuple[ModelFailure | str, float]:
    """Return how a call failed, or the text that it did not fail with; and its seconds."""
    began = time.monotonic()
    try:
        with model.stream(ASKED, max_tokens=100) as stream:
            seen: ModelFailure | str = "".join(stream)
    except ModelError as error:
        assert error.__cause__ is None
        assert error.__context__ is None, "what a service says may hold a key"
        seen = error.failure
    return seen, time.monotonic() - began


def hold(model: OpenAIModel, expected: ModelFailure) -> None:
    """Fail twenty times, each time so and in time."""
    limits = model.limits
    with ThreadPoolExecutor(limits.at_once) as threads:
        seen = list(threads.map(lambda _: outcome(model), range(TIMES)))
    assert {failure for failure, _ in seen} == {expected}
    assert max(seconds for _, seconds in seen) < min(limits.first_token, 1.0) + SPARE


def ours() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith("model-")}


@pytest.fixture(scope="module")
def openai() -> Iterator[FakeOpenAI]:
    with FakeOpenAI() as server:
        yield server


@pytest.fixture(scope="module")
def models(openai: FakeOpenAI) -> Iterator[dict[Limits, OpenAIModel]]:
    """One model for all failures with the same limits: each leaves it fit for the next call."""
    models = {limits: quick_model(openai, limits) for limits in {*LITTLE.values(), PATIENT}}
    yield models
    for model in models.values():
        model.close()
    assert openai.wait_idle()
    assert not ours()


@pytest.fixture
def model(models: dict[Limits, OpenAIModel]) -> OpenAIModel:
    return models[PATIENT]


@pytest.mark.parametrize("name", FAILURES)
def test_each_failure_ends_in_time_under_its_name(
    openai: FakeOpenAI, models: dict[Limits, OpenAIModel], name: str
) -> None:
    behaviour, expected = FAILURES[name]
    openai.answer(behaviour)
    hold(models[LITTLE.get(expected, PATIENT)], expected)
    assert openai.wait(lambda: not openai.busy), "a call that is over is over for the service, too"
    assert len(ours()) <= len(models), "one thread for each model, whatever happened"
    openai.answer(Text("Xong."))
    assert outcome(models[PATIENT])[0] == "Xong."


def test_what_would_unfold_to_too_much(openai: FakeOpenAI, model: OpenAIModel) -> None:
    head = OK_EVENTS + b"content-encoding: gzip\r\n"
    openai.answer(answer(BOMB, head))
    failure, seconds = outcome(model)
    assert isinstance(failure, ModelFailure)
    assert seconds < SPARE
    assert openai.chats[-1].headers["accept-encoding"] == "identity"


def test_what_follows_the_end_of_the_text_does_not_matter(openai: FakeOpenAI, model: OpenAIModel) -> None:
    event = b'data: {"choices": [{"delta": {"content": "Xong."}, "finish_reason": "stop"}]}\n\n'
    size = b"%x\r\n" % len(event)
    head = OK_EVENTS + b"transfer-encoding: chunked\r\n\r\n"
    for rest, hang in ((b"", False), (b"", True), (b"6\r\ndata: \r\n", False), (b"garbage", False)):
        openai.script(Raw(head + size + event + b"\r\n" + rest, hang=hang))
        assert outcome(model)[0] == "Xong."


# -- failures without a service -------------------------------------------------------------------------------


@contextmanager
def model_at(url: str) -> Iterator[OpenAIModel]:
    before = ours()
    with quick_model(FakeOpenAI(), NO_CONNECTION, openai_base_url=url) as model:
        yield model
    assert ours() <= before


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with model_at(f"http://127.0.0.1:{port}/v1") as model:
        hold(model, ModelFailure.UNREACHABLE)


def test_a_connection_that_never_comes_about() -> None:
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen(0)
    waiting = []
    for _ in range(4):  # past its backlog, Linux answers no more
        client = socket.socket()
        client.setblocking(False)
        client.connect_ex(server.getsockname())
        waiting.append(client)
    with model_at(f"http://127.0.0.1:{server.getsockname()[1]}/v1") as model:
        hold(model, ModelFailure.UNREACHABLE)
    for client in (*waiting, server):
        client.close()


def test_a_port_that_speaks_no_tls(openai: FakeOpenAI) -> None:
    with model_at(openai.url.replace("http:", "https:")) as model:
        hold(model, ModelFailure.UNREACHABLE)


def test_a_handshake_that_is_ended_leaves_nothing_open(openai: FakeOpenAI) -> None:
    address, limits = openai.url.replace("http:", "https:"), Limits(first_token=0.3, connect=9.0, at_once=TIMES)
    with quick_model(FakeOpenAI(), limits, openai_base_url=address) as model:
        before = openai.open_connections
        hold(model, ModelFailure.SLOW_START)
        assert openai.wait(lambda: openai.open_connections <= before)


def test_a_name_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", none)
    with model_at("http://khong-co.example/v1") as model:
        hold(model, ModelFailure.UNREACHABLE)


def test_a_name_that_nobody_can_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    released, lookups = threading.Event(), []

    def hang(*asked: object) -> list[object]:
        lookups.append(asked)
        released.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    before = ours()
    with quick_model(FakeOpenAI(), NO_CONNECTION, openai_base_url="http://cham.example/v1") as model:
        hold(model, ModelFailure.UNREACHABLE)
        assert len(lookups) == 1, "a lookup can't be ended, so there is one for all"
    (left,) = ours() - before
    released.set()
    left.join(2)
    assert ours() <= before
