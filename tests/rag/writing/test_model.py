from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from rag.errors import ModelError, ModelFailure
from rag.settings import RagSettings
from rag.writing.breaker import Breaker, Rest
from rag.writing.limits import Limits
from rag.writing.model import Message, OpenAIModel, TokenUsage
from tests.fake_openai import Endless, FakeOpenAI, Hang, Request, Status, Text
from tests.models import ASKED, PATIENT, QUICK, model_settings, quick_model

HONEST = "Hội thảo diễn ra tại Huế [1]. Có 120 đại biểu 🙂 tham dự [2]."


@pytest.fixture
def model(openai: FakeOpenAI) -> Iterator[OpenAIModel]:
    with quick_model(openai, PATIENT) as model:
        yield model


def failure(model: OpenAIModel, **more: float) -> ModelFailure:
    with pytest.raises(ModelError) as caught:
        model.complete(ASKED, max_tokens=100, **more)
    return caught.value.failure


def test_text_comes_piece_by_piece(openai: FakeOpenAI, model: OpenAIModel) -> None:
    openai.script(Text(HONEST, chunk=5, usage=(321, 45)))
    with model.stream(ASKED, max_tokens=100) as stream:
        pieces = list(stream)
        assert list(stream) == [], "an end is an end"
    assert "".join(pieces) == HONEST
    assert len(pieces) > 5
    assert stream.usage == TokenUsage(321, 45)
    (request,) = openai.chats
    assert request.body == {
        "model": "fake-model",
        "messages": [
            {"role": "system", "content": "Trả lời bằng tiếng Việt."},
            {"role": "user", "content": "Hội thảo diễn ra ở đâu?"},
        ],
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": 0,
        "max_tokens": 100,
    }


def test_the_first_piece_comes_before_the_last(openai: FakeOpenAI, model: OpenAIModel) -> None:
    openai.script(Hang(2, "một hai ba bốn năm"))
    with model.stream(ASKED, max_tokens=100) as stream:
        assert next(stream) == "một hai"
        assert next(stream) == " ba bốn"
        assert openai.busy == 1
    assert openai.wait_idle(), "to close the stream ends the call"
    assert list(stream) == []


def test_a_whole_answer(openai: FakeOpenAI, model: OpenAIModel) -> None:
    openai.script(Text(HONEST, usage=(10, 20)))
    completion = model.complete(ASKED, max_tokens=100)
    assert (completion.text, completion.usage) == (HONEST, TokenUsage(10, 20))


@pytest.mark.parametrize("chunk", [1, 2, 3, 1000])
def test_thoughts_are_left_out(openai: FakeOpenAI, model: OpenAIModel, chunk: int) -> None:
    openai.script(
        Text(f"<think>Ai hỏi? <b> </th\n</think>\n\n{HONEST}", chunk=chunk),
        Text(HONEST, reasoning="Để xem", chunk=chunk),
        Text("<thi là viết tắt", chunk=chunk),
    )
    assert [model.complete(ASKED, max_tokens=100).text.strip() for _ in range(3)] == [
        HONEST,
        HONEST,
        "<thi là viết tắt",
    ]


def test_thoughts_without_end_are_no_answer(openai: FakeOpenAI, model: OpenAIModel) -> None:
    openai.script(Text("<think>và rồi"))
    assert failure(model) is ModelFailure.EMPTY


def test_a_service_that_does_not_stream(openai: FakeOpenAI, model: OpenAIModel) -> None:
    openai.script(Text(HONEST, streams=False, usage=(7, 8)))
    assert model.complete(ASKED, max_tokens=100).usage == TokenUsage(7, 8)


def test_one_connection_serves_many_calls(openai: FakeOpenAI, model: OpenAIModel) -> None:
    openai.answer(Text(HONEST))
    for _ in range(5):
        assert model.complete(ASKED, max_tokens=100).text == HONEST
    assert openai.connections == 1


# -- what a call costs ----------------------------------------------------------------------------------------


def test_tokens_are_counted_where_the_service_does_not(openai: FakeOpenAI) -> None:
    openai.script(Text("một hai ba", usage=False), Hang(2, "một hai ba bốn năm sáu"), Status(500), Hang())
    limits = Limits(first_token=0.3, last_token=0.3, tries=1)
    settings = model_settings(openai)
    model = OpenAIModel.create(settings, lambda text: len(text.split()), limits, Breaker({}))
    assert model is not None
    with model:
        model.prepare()
        assert model.complete(ASKED, max_tokens=100).usage == TokenUsage(5 + 6 + 8, 3)
        costs = []
        for _ in range(3):
            with pytest.raises(ModelError), model.stream(ASKED, max_tokens=100) as stream:
                list(stream)
            costs.append(stream.usage)
    assert costs == [TokenUsage(19, 4), TokenUsage(0, 0), TokenUsage(19, 0)]


# -- what services don't agree on -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (["stream_options"], {"stream", "temperature", "max_tokens"}),
        (["temperature", "max_tokens"], {"stream", "stream_options", "max_completion_tokens"}),
        (["max_tokens", "max_completion_tokens"], {"stream", "stream_options", "temperature"}),
        (["stream_options", "temperature", "max_tokens", "max_completion_tokens"], {"stream"}),
    ],
    ids=lambda value: ",".join(sorted(value)),
)
def test_a_refused_parameter_is_left_out_from_then_on(
    openai: FakeOpenAI, model: OpenAIModel, refused: list[str], said: set[str]
) -> None:
    openai.refuse(*refused)
    openai.answer(Text(HONEST))
    assert model.complete(ASKED, max_tokens=100).text == HONEST
    assert len(openai.chats) == len(refused) + 1
    assert set(openai.chats[-1].body) == said | {"model", "messages"}
    model.complete(ASKED, max_tokens=100)
    assert len(openai.chats) == len(refused) + 2, "it is remembered"


@pytest.mark.parametrize(
    "body",
    [
        '{"detail": [{"type": "extra_forbidden", "loc": ["body", "stream_options"], "msg": "Extra inputs"}]}',
        '{"object": "error", "message": "stream_options is not allowed", "code": 400}',
        "unknown field: stream_options",
    ],
)
def test_other_ways_to_refuse(openai: FakeOpenAI, model: OpenAIModel, body: str) -> None:
    openai.script(Status(422, body=body), Text(HONEST, usage=True))
    completion = model.complete(ASKED, max_tokens=100)
    assert completion.usage.completion > 0
    assert "stream_options" not in openai.chats[-1].body


def test_an_account_that_may_not_stream(openai: FakeOpenAI, model: OpenAIModel) -> None:
    refusal = Status(400, "Your organization must be verified to stream this model.", "unsupported_value", "stream")
    openai.answer(lambda request: refusal if request.body["stream"] else Text(HONEST))
    assert model.complete(ASKED, max_tokens=100).text == HONEST


def test_a_template_without_system_role(openai: FakeOpenAI, model: OpenAIModel) -> None:
    def answer(request: Request) -> Status | Text:
        roles = [message["role"] for message in request.messages]
        return Status(400, "System role not supported") if "system" in roles else Text(request.question)

    openai.answer(answer)
    text = model.complete(ASKED, max_tokens=100).text
    assert text == "Trả lời bằng tiếng Việt.\n\nHội thảo diễn ra ở đâu?"


def test_a_service_that_refuses_everything_is_asked_a_few_times_only(openai: FakeOpenAI, model: OpenAIModel) -> None:
    openai.answer(Status(400, "Unsupported: stream_options temperature max_tokens stream system role"))
    assert failure(model) is ModelFailure.BAD_REQUEST
    assert len(openai.chats) <= 8


# -- limits ---------------------------------------------------------------------------------------------------


def test_less_time_where_the_caller_has_less(openai: FakeOpenAI, model: OpenAIModel) -> None:
    openai.script(Hang(), Hang(2))
    began = time.monotonic()
    assert failure(model, seconds=0.2) is ModelFailure.SLOW_START
    assert failure(model, seconds=0.2) is ModelFailure.SLOW
    assert 0.4 <= time.monotonic() - began < 2
    assert failure(model, seconds=-1) is ModelFailure.SLOW_START


def test_a_passing_error_is_tried_again(openai: FakeOpenAI, model: OpenAIModel) -> None:
    openai.script(Status(503), Status(429, retry_after="0.05"), Text(HONEST))
    assert model.complete(ASKED, max_tokens=100).text == HONEST
    assert len(openai.chats) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_lasting_error_is_not(openai: FakeOpenAI, model: OpenAIModel, status: int) -> None:
    openai.answer(Status(status))
    failure(model)
    assert len(openai.chats) == 1


def test_a_wait_that_does_not_fit_is_not_begun(openai: FakeOpenAI, model: OpenAIModel) -> None:
    openai.answer(Status(429, retry_after=60))
    began = time.monotonic()
    assert failure(model) is ModelFailure.RATE_LIMITED
    assert time.monotonic() - began < 2
    openai.answer(Status(429, "You exceeded your current quota", code="insufficient_quota"))
    failure(model)
    assert len(openai.chats) == 2, "nobody pays within seconds"


def test_nothing_is_tried_again_after_the_first_text(openai: FakeOpenAI, model: OpenAIModel) -> None:
    openai.answer(Text("một hai ba", finish=None, done=False))
    assert failure(model) is ModelFailure.CUT
    assert len(openai.chats) == 1


def test_so_many_calls_at_once_and_no_more(openai: FakeOpenAI) -> None:
    limits = Limits(at_once=4, queue=0.3, pause=0.02)
    openai.answer(Text(HONEST, first_delay=0.8))
    seen: list[str] = []
    with quick_model(openai, limits) as model:

        def ask() -> None:
            try:
                seen.append(model.complete(ASKED, max_tokens=100).text)
            except ModelError as error:
                seen.append(error.failure)

        threads = [threading.Thread(target=ask) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert sorted(seen) == [HONEST] * 4 + [ModelFailure.BUSY] * 8
        assert openai.most_busy == 4
        assert model.complete(ASKED, max_tokens=100).text == HONEST, "the places are free again"


def test_who_waits_a_little_gets_a_place(openai: FakeOpenAI) -> None:
    openai.answer(Text(HONEST, first_delay=0.05))
    seen: list[str] = []
    with quick_model(openai, Limits(at_once=2, queue=5.0)) as model:
        threads = [
            threading.Thread(target=lambda: seen.append(model.complete(ASKED, max_tokens=100).text)) for _ in range(10)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
    assert seen == [HONEST] * 10
    assert openai.most_busy == 2


def test_a_sick_service_is_left_alone_and_tried_later(openai: FakeOpenAI) -> None:
    clock = [0.0]
    breaker = Breaker({ModelFailure.SERVER_ERROR: Rest(3, 30.0)}, lambda: clock[0])
    openai.answer(Status(501))
    with quick_model(openai, PATIENT, breaker) as model:
        assert [failure(model) for _ in range(3)] == [ModelFailure.SERVER_ERROR] * 3
        with pytest.raises(ModelError) as caught:
            model.complete(ASKED, max_tokens=100)
        assert (caught.value.failure, caught.value.because) == (ModelFailure.RESTING, ModelFailure.SERVER_ERROR)
        assert len(openai.chats) == 3
        clock[0] += 31
        openai.answer(Text(HONEST))
        assert model.complete(ASKED, max_tokens=100).text == HONEST
        assert model.complete(ASKED, max_tokens=100).text == HONEST


def test_enough_text_is_a_success_for_the_breaker(openai: FakeOpenAI) -> None:
    breaker = Breaker({ModelFailure.SERVER_ERROR: Rest(2, 30.0)})
    openai.script(Status(501), Hang(2), Status(501), Hang(2), Status(501), Text(HONEST))
    with quick_model(openai, PATIENT, breaker) as model:
        for _ in range(2):
            failure(model)
            with model.stream(ASKED, max_tokens=100) as stream:
                next(stream)
            assert openai.wait(lambda: not openai.busy)
        failure(model)
        assert model.complete(ASKED, max_tokens=100).text == HONEST


def test_a_caller_in_a_hurry_says_nothing_against_the_service(openai: FakeOpenAI) -> None:
    breaker = Breaker({ModelFailure.SLOW_START: Rest(1, 30.0), ModelFailure.SLOW: Rest(1, 30.0)})
    openai.script(Hang(), Hang(1), Hang(), Text(HONEST))
    limits = Limits(first_token=0.4, last_token=8.0)
    with quick_model(openai, limits, breaker) as model:
        assert failure(model, seconds=0.1) is ModelFailure.SLOW_START
        assert failure(model, seconds=0.3) is ModelFailure.SLOW
        assert breaker.resting_for is None
        assert failure(model, seconds=6) is ModelFailure.SLOW_START
        assert breaker.resting_for is ModelFailure.SLOW_START


# -- coming and going -----------------------------------------------------------------------------------------


def test_no_model_where_none_is_set() -> None:
    for values in ({}, {"openai_api_key": "sk-1"}, {"openai_base_url": "http://x/v1"}, {"openai_model": "m"}):
        assert OpenAIModel.create(RagSettings(_env_file=None, **values)) is None  # type: ignore[arg-type]


def test_a_call_that_waits_learns_of_the_end(openai: FakeOpenAI) -> None:
    openai.answer(Hang(1))
    model = quick_model(openai, PATIENT)
    stream = model.stream(ASKED, max_tokens=100)
    next(stream)
    closing = threading.Timer(0.1, model.close)
    closing.start()
    began = time.monotonic()
    with pytest.raises(ModelError) as caught:
        next(stream)
    assert caught.value.failure is ModelFailure.CUT
    assert time.monotonic() - began < 2
    closing.join()
    assert openai.wait_idle()
    openai.answer(Text(HONEST))
    assert model.complete(ASKED, max_tokens=100).text == HONEST, "it opens anew"
    model.close()
    model.close()
    assert openai.wait_idle()


def test_another_thread_can_end_a_call(openai: FakeOpenAI, model: OpenAIModel) -> None:
    openai.answer(Hang())
    stream = model.stream(ASKED, max_tokens=100)
    threading.Timer(0.1, stream.close).start()
    began = time.monotonic()
    assert list(stream) == []
    assert time.monotonic() - began < 2
    assert openai.wait(lambda: not openai.busy)


def test_a_forgotten_call_ends_by_itself(openai: FakeOpenAI) -> None:
    openai.answer(Endless("{n} ", pause=0.01))
    with quick_model(openai, QUICK) as model:
        model.stream(ASKED, max_tokens=10_000)
        assert openai.wait(lambda: openai.connections == 1)
        assert openai.wait_idle()


def test_many_questions_at_once_keep_to_themselves(openai: FakeOpenAI) -> None:
    openai.answer(lambda request: Text(request.question * 3, chunk=3))
    seen: dict[int, str] = {}
    with quick_model(openai, Limits(at_once=4, queue=8.0)) as model:

        def ask(n: int) -> None:
            seen[n] = model.complete([Message("user", f"câu {n};")], max_tokens=100).text

        threads = [threading.Thread(target=ask, args=(n,)) for n in range(24)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert seen == {n: f"câu {n};" * 3 for n in range(24)}


def test_the_models_on_offer(openai: FakeOpenAI, model: OpenAIModel) -> None:
    assert model.offered() == ("fake-model",)
    openai.stop()
    assert model.offered() == ()
