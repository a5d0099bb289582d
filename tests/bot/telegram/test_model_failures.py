"""The bot as its own process before a model that fails in every way: quotes arrive in time and in order anyway."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest

from tests.bot.telegram.process import QUESTIONS, BotProcess, answer_to
from tests.fake_openai import (
    KEY,
    Behaviour,
    Cut,
    Endless,
    FakeOpenAI,
    Hang,
    Html,
    Malformed,
    Request,
    Status,
    Text,
)
from tests.fake_telegram import FakeTelegram, Sent
from tests.fake_telegram_chats import Asked, Chat

WITHIN = 15.0  # seconds
_numbers = itertools.count(7_000)
_LINE = re.compile(r"^\[(\d+)\] (.+)$", re.MULTILINE)

# What fails at once, and what the log calls it. Three of a kind: some are tried again before anything is shown.
FAILURES: tuple[tuple[str, tuple[Behaviour, ...]], ...] = (
    ("rate-limited", (Status(429), Status(429), Status(429))),
    ("server-error", (Status(500), Status(503), Status(500))),
    ("unauthorized", (Status(401),)),
    ("not-found", (Status(404, code="model_not_found"),)),
    ("cut", (Cut("event"),)),
    ("malformed", (Malformed("event"),)),
    ("malformed", (Html(),)),
    ("empty", (Text(""),)),
    ("endless", (Endless(),)),
)


def honest(request: Request, delay: float = 0.0) -> Behaviour:
    """Say what an article says about the question, word for word; the rest of it behind."""
    wanted = ["120 cán bộ", "phát biểu khai mạc"]
    if QUESTIONS[0] in request.prompt:
        wanted.reverse()
    found = {word: line for word in wanted for line in _LINE.findall(request.prompt) if word in line[1]}
    said = (f"{sentence.rstrip('.')} [{number}]." for number, sentence in map(found.__getitem__, wanted))
    return Text(" ".join(said), usage=(700, 40), delay=delay)


@pytest.fixture(scope="module")
def openai() -> Iterator[FakeOpenAI]:
    with FakeOpenAI(key=KEY) as server:
        server.answer(honest)
        yield server


@pytest.fixture(scope="module")
def bot_settings(openai: FakeOpenAI) -> dict[str, str]:
    model = {"OPENAI_BASE_URL": openai.url, "OPENAI_API_KEY": KEY, "OPENAI_MODEL": openai.model}
    return {"LOG_LEVEL": "DEBUG", **model}


def _chat(server: FakeTelegram) -> Chat:
    return server.private(next(_numbers))


def _answered(server: FakeTelegram, asked: Asked) -> Sent:
    return server.wait_sent(answer_to(asked.message_id), WITHIN + 5)


def _is_written(sent: Sent) -> bool:
    return "Trích nguyên văn:" in sent.text


def test_every_failure_ends_in_quotes_in_time(server: FakeTelegram, process: BotProcess, openai: FakeOpenAI) -> None:
    chat = _chat(server)
    openai.answer(lambda request: honest(request, 0.03))
    first = _answered(server, chat.says(QUESTIONS[0]))
    assert _is_written(first)
    assert "Trần Văn Bình" in first.text
    assert list(first.buttons) == ["👍", "👎", "Đoạn khác", "Xem ngữ cảnh", "Bài liên quan"]
    (draft,) = server.drafts(chat.id)
    assert first.text.startswith(draft.text)
    openai.answer(honest)
    for name, failing in FAILURES:
        openai.script(*failing)
        asked = _chat(server).says(QUESTIONS[0])
        sent = _answered(server, asked)
        assert sent.at - asked.at < WITHIN, name
        assert not _is_written(sent), name
        assert "Trần Văn Bình" in sent.text
        process.wait_log(name)
        assert _is_written(_answered(server, _chat(server).says(QUESTIONS[3]))), f"after {name} it is the model's again"


def test_calls_that_hang_end_in_time_and_in_order_in_all_chats(
    server: FakeTelegram, process: BotProcess, openai: FakeOpenAI
) -> None:
    openai.answer(lambda _: Hang())
    chats = [_chat(server) for _ in range(8)]
    asked = {chat.id: [chat.says(QUESTIONS[0]), chat.says(QUESTIONS[3])] for chat in chats}
    for chat_id, questions in asked.items():
        sent = [_answered(server, one) for one in questions]
        assert all(one.at - other.at < WITHIN for one, other in zip(sent, questions, strict=True))
        assert sent == server.sent(chat_id), "in order, and nothing else"
        assert not any(map(_is_written, sent))
    process.wait_log("slow-start")
    process.wait_log("not called for")


def test_what_failed_is_counted_and_no_log_holds_the_key_or_a_question(
    server: FakeTelegram, process: BotProcess, openai: FakeOpenAI
) -> None:
    from bot.store import Store
    from bot.store.usage import TOKENS

    for secret in (KEY, "phát biểu khai mạc", "Trần Văn Bình"):
        assert secret not in process.log
    salt = bytes.fromhex((process.data / "salt").read_text())
    store = Store.open(f"sqlite:///{process.data / 'bot.sqlite3'}", salt=salt)
    figures = store.statistics.summary(1)
    store.close()
    assert figures.model.problems["malformed"] == 2
    assert {name for name, _ in FAILURES} <= figures.model.problems.keys()
    assert figures.modes["llm"] == len(FAILURES) + 1
    assert figures.model.today >= 740 * figures.modes["llm"], TOKENS
