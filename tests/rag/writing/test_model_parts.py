"""The parts of a call that are pure: text on its way in, parameters, errors, addresses, events."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from rag.errors import ModelFailure
from rag.settings import RagSettings
from rag.writing.dialect import Dialect
from rag.writing.events import streamed
from rag.writing.failures import CallError, in_stream, of_status
from rag.writing.intake import Intake
from rag.writing.message import Delta, Message, TokenUsage
from rag.writing.service import Service

# -- text -----------------------------------------------------------------------------------------------------

LIST = "".join(
    f"Ông {name}, Phó Chủ tịch Thường trực Liên đoàn Lao động tỉnh, Trưởng ban Tổ chức, dự hội nghị [{n}]. "
    for n, name in enumerate(["Lê Văn Phúc", "Trần Minh", "Ngô Duy Hiểu", "Phạm Hùng", "Đỗ An", "Vũ Bình"], start=1)
)


def taken(text: str, most: int = 100_000, size: int = 7) -> str:
    intake = Intake(most)
    spoken = "".join(intake.feed(text[start : start + size]) for start in range(0, len(text), size))
    return spoken + intake.rest()


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_a_list_that_repeats_a_title_is_no_runaway(size: int) -> None:
    assert taken(LIST, size=size) == LIST


@pytest.mark.parametrize(
    "text",
    [
        "và thế là " * 200,
        "." * 700,
        "Hội thảo diễn ra tại Huế với 120 đại biểu tham dự trong hai ngày [1]. " * 30,
        "\n" * 500,
    ],
    ids=lambda text: text[:20],
)
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_a_runaway_is_stopped(text: str, size: int) -> None:
    with pytest.raises(CallError) as caught:
        taken("Theo bài viết: " + text, size=size)
    assert caught.value.failure is ModelFailure.ENDLESS


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_text_has_an_end(size: int) -> None:
    text = " ".join(map(str, range(1000)))
    assert taken(text, len(text), size) == text
    with pytest.raises(CallError):
        taken(text + "!", len(text), size)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("<think>a</think>b", "b"),
        ("\n<think>\na<b>\n</think>\n\nb <think> c", "b <think> c"),
        ("<think></think><think>x</think>b", "b"),
        ("<thinking>b", "<thinking>b"),
        ("<thi", "<thi"),
        ("  ", "  "),
        ("<think>a", ""),
        ("b</think>c", "b</think>c"),
    ],
)
def test_thoughts(text: str, spoken: str, size: int) -> None:
    assert taken(text, size=size) == spoken


# -- parameters -----------------------------------------------------------------------------------------------

ASKED = (Message("system", "Luật."), Message("user", "Một?"), Message("assistant", "Hai."), Message("user", "Ba?"))


def test_without_a_system_role_its_words_go_first() -> None:
    said = Dialect(system=False).request(ASKED, 10)["messages"]
    assert [message["role"] for message in said] == ["user", "assistant", "user"]
    assert said[0]["content"] == "Luật.\n\nMột?"
    assert Dialect(system=False).request(ASKED[:1], 10)["messages"] == [{"role": "user", "content": "Luật."}]
    assert Dialect(system=False).request(ASKED[1:], 10) == Dialect().request(ASKED[1:], 10)


@pytest.mark.parametrize(
    ("error", "field"),
    [
        ({"param": "max_tokens", "message": "Use 'max_completion_tokens' instead."}, "limit"),
        ({"param": "temperature", "message": "Only the default (1) value is supported."}, "temperature"),
        ({"param": "stream_options.include_usage", "message": "unknown"}, "usage"),
        ({"error": {"message": "max_tokens is not supported"}}, "limit"),
        ({"error": "temperature must not be set"}, "temperature"),
        ("Conversation roles must alternate; system role not supported", "system"),
        ({"message": "System message must be at the beginning"}, "system"),
        ({"param": "stream", "message": "Your organization must be verified to stream this model"}, "stream"),
    ],
)
def test_an_error_corrects_one_thing(error: object, field: str) -> None:
    better = Dialect().corrected(error)
    assert better is not None
    assert [name for name in Dialect.__slots__ if getattr(better, name) != getattr(Dialect(), name)] == [field]


@pytest.mark.parametrize("error", [None, "", "no", {"message": "bad image"}, {"param": 5}, {"param": "messages"}, []])
def test_other_errors_correct_nothing(error: object) -> None:
    assert Dialect().corrected(error) is None


def test_what_was_corrected_is_not_corrected_again() -> None:
    dialect: Dialect | None = Dialect()
    error = "stream_options temperature max_completion_tokens max_tokens stream system role"
    steps = 0
    while dialect is not None:
        dialect, steps = dialect.corrected(error), steps + 1
        for name in ("stream_options", "temperature", "max_tokens", "max_completion_tokens", "stream"):
            dialect = dialect and (dialect.corrected({"param": name}) or dialect)
    assert steps <= 8


# -- errors ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "error", "failure", "again"),
    [
        (429, {"code": "rate_limit_exceeded"}, ModelFailure.RATE_LIMITED, True),
        (429, {"code": "insufficient_quota"}, ModelFailure.RATE_LIMITED, False),
        (429, {"message": "Too many tokens per minute"}, ModelFailure.RATE_LIMITED, True),
        (403, {"message": "Country not supported. API key"}, ModelFailure.FORBIDDEN, False),
        (400, {"message": "the request exceeds the available context size"}, ModelFailure.TOO_LONG, False),
        (400, {"error": {"message": "This model's maximum context length is 8192"}}, ModelFailure.TOO_LONG, False),
        (404, 'model "x" not found, try pulling it first', ModelFailure.NOT_FOUND, False),
        (400, {"message": "Model Not Exist"}, ModelFailure.NOT_FOUND, False),
        (529, None, ModelFailure.SERVER_ERROR, True),
        (501, None, ModelFailure.SERVER_ERROR, False),
        (302, "", ModelFailure.NOT_FOUND, False),
        (413, "", ModelFailure.BAD_REQUEST, False),
        (418, [], ModelFailure.BAD_REQUEST, False),
    ],
)
def test_what_a_status_means(status: int, error: object, failure: ModelFailure, again: bool) -> None:
    told = of_status(status, error)
    assert (told.failure, told.again, told.status) == (failure, again, status)


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        ({"code": 429}, ModelFailure.RATE_LIMITED),
        ({"code": "500", "message": "x"}, ModelFailure.SERVER_ERROR),
        ({"status": 401}, ModelFailure.UNAUTHORIZED),
        ({"code": "context_length_exceeded"}, ModelFailure.TOO_LONG),
        ({"code": 10**40}, ModelFailure.SERVER_ERROR),
        ("overloaded", ModelFailure.SERVER_ERROR),
        (True, ModelFailure.SERVER_ERROR),
    ],
)
def test_what_an_error_in_a_stream_means(error: object, failure: ModelFailure) -> None:
    assert in_stream(error).failure is failure


# -- addresses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("http://localhost:11434/v1", "http://localhost:11434/v1"),
        ("http://localhost:11434/v1/", "http://localhost:11434/v1"),
        ("http://localhost:11434", "http://localhost:11434"),
        ("https://a.example/v1/chat/completions", "https://a.example:443/v1"),
        ("https://user:pass@a.example/openai/v1?key=1", "https://a.example:443/openai/v1"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1"),
    ],
)
def test_an_address_without_its_secrets(given: str, url: str) -> None:
    settings = RagSettings(_env_file=None, openai_base_url=given, openai_model="m")
    service = Service.of(settings)
    assert service.url == url
    assert "pass" not in repr(service)
    assert "key=" not in repr(service)


# -- events ---------------------------------------------------------------------------------------------------

WORD = '{"choices": [{"delta": {"content": "%s"}, "finish_reason": %s}]}'


async def read(data: bytes, size: int) -> list[Delta]:
    async def parts() -> AsyncIterator[bytes]:
        for start in range(0, len(data), size):
            yield data[start : start + size]

    return [delta async for delta in streamed(parts())]


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
async def test_events_however_they_are_cut(size: int, end: str) -> None:
    usage = '{"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 4}}'
    lines = [
        ": ping",
        "",
        "event: x",
        "data: " + WORD % ("Huế", "null"),
        "",
        "id: 7",
        "data:" + WORD % (" [1]", '"stop"'),
    ]
    lines += ["", f"data: {usage}", "", "data: [DONE]", "", ""]
    deltas = await read(end.join(lines).encode(), size)
    assert deltas == [Delta("Huế"), Delta(" [1]", finish="stop"), Delta(usage=TokenUsage(3, 4))]


async def test_an_event_of_several_lines() -> None:
    assert await read(b'data: {"choices": [{"delta": {"content":\ndata: "x"}, "finish_reason": "stop"}]}\n\n', 9) == [
        Delta("x", finish="stop")
    ]


@pytest.mark.parametrize(
    ("chunk", "delta"),
    [
        ('{"choices": [{"delta": {"content": [{"type": "text", "text": "a"}, {"type": "image"}]}}]}', Delta("a")),
        ('{"choices": [{"delta": {"content": "\\ud83d"}}]}', Delta("?")),
        ('{"choices": [{"delta": {"reasoning": "x"}}]}', Delta(thinking=True)),
        ('{"choices": [{"delta": null}]}', Delta()),
        ('{"choices": [{}]}', Delta()),
        ('{"choices": [{"delta": {"content": ""}}], "usage": {"prompt_tokens": -1}}', Delta()),
    ],
)
async def test_what_a_chunk_may_look_like(chunk: str, delta: Delta) -> None:
    assert (await read(f"data: {chunk}\n\ndata: [DONE]\n\n".encode(), 1000))[0] == delta


@pytest.mark.parametrize(
    "chunk",
    [
        "5",
        "[]",
        "null",
        "{}",
        '{"choices": [5]}',
        '{"choices": [{"delta": "x"}]}',
        '{"choices": [{"finish_reason": 5}]}',
    ],
)
async def test_what_it_may_not(chunk: str) -> None:
    with pytest.raises(CallError) as caught:
        await read(f"data: {chunk}\n\n".encode(), 1000)
    assert caught.value.failure is ModelFailure.MALFORMED
