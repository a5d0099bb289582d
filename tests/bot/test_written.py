"""Answers that a model wrote, as the command line gives them: once, whole, with their quotes, within the budget."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from bot import terminal_words as words
from bot import writing_words
from bot.chat import _prepare
from bot.terminal import show_debug
from rag.engine import Engine
from rag.questions.question import understand
from rag.ranking.ranking import Ranking
from tests.bot.conftest import Cli, check_golden
from tests.fake_engine import SENTENCES, FakeEngine, quoted, writing, written

PROSE = " ".join(SENTENCES)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeEngine]:
    """An engine whose model is set, in the place of the real one."""
    engine = FakeEngine()
    monkeypatch.setattr("rag.engine.Engine.create", lambda *_: engine)
    monkeypatch.setenv("OPENAI_MODEL", "fake")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-of-nobody")
    yield engine


def test_ask(cli: Cli, engine: FakeEngine) -> None:
    result = cli("ask", "Hội thảo ở đâu?")
    assert (result.exit_code, result.stderr) == (0, "")
    assert engine.asked[0]["shown"] is False, "nobody watches a pipe"
    check_golden("answer_written.txt", result.stdout)


def test_ask_as_json(cli: Cli, engine: FakeEngine) -> None:
    answer = json.loads(cli("ask", "Hội thảo ở đâu?", "--json").stdout)
    assert (answer["mode"], answer["text"], len(answer["citations"])) == ("llm", PROSE, 3)


def test_the_day_s_tokens_hold_for_all_ways_to_ask(
    cli: Cli, engine: FakeEngine, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_DAILY_TOKENS", "2500")
    assert PROSE in cli("ask", "Hội thảo ở đâu?").stdout
    lines = "".join(json.dumps({"id": n, "question": "Hội thảo ở đâu?"}) + "\n" for n in range(3))
    batch = cli("ask", "--batch", "-", stdin=lines)
    assert [json.loads(line)["mode"] for line in batch.stdout.splitlines()] == ["llm", "llm", "extractive"]
    assert batch.stderr.count("OPENAI_DAILY_TOKENS") == 1
    chat = cli("chat", stdin="Hội thảo ở đâu?\nAi khai mạc?\n")
    assert PROSE not in chat.stdout
    assert chat.stderr.count("OPENAI_DAILY_TOKENS") == 1, "told once in a conversation"
    alone = cli("ask", "Hội thảo ở đâu?")
    assert alone.exit_code == 0
    assert words.UNPAID["everybody"] in alone.stderr


def test_chat_through_a_pipe_shows_each_answer_once(cli: Cli, engine: FakeEngine) -> None:
    result = cli("chat", stdin="Hội thảo ở đâu?\n/nguon\n")
    assert result.stdout.count(PROSE) == 1
    assert "\x1b" not in result.stdout
    assert "»Bà Trần Thị Hạnh khai mạc.«" in result.stdout, "the sources show the quotes in their surroundings"


def test_the_model_is_made_ready_while_somebody_types(
    cli: Cli, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli("chat", stdin="Hội thảo ở đâu?\n").exit_code == 0
    assert not engine.prepared.is_set(), "a pipe asks at once"
    streams = SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True), stdout=SimpleNamespace(isatty=lambda: True))
    ready: list[bool] = []
    monkeypatch.setattr("bot.chat.sys", streams)
    monkeypatch.setattr("bot.chat._converse", lambda *_: ready.append(engine.prepared.wait(10)))
    assert cli("chat").exit_code == 0
    assert ready == [True]


def test_a_model_that_cannot_be_made_ready_is_told_with_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    engine = FakeEngine()
    engine.prepared = None  # type: ignore[assignment]
    _prepare(cast("Engine", engine))
    assert capsys.readouterr().err == ""


def test_state_that_cannot_be_opened_costs_no_answer(cli: Cli, engine: FakeEngine, workplace: Path) -> None:
    (workplace / "data").mkdir()
    (workplace / "data" / "bot.sqlite3").write_bytes(b"not a database, not at all" * 99)
    result = cli("ask", "Hội thảo ở đâu?")
    assert result.exit_code == 0
    assert PROSE in result.stdout


def test_debug_says_what_was_dropped_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    question = understand("Hội thảo ở đâu?")
    show_debug(Ranking(question, ()), written(by=writing(900, 100, "number")))
    show_debug(Ranking(question, ()), quoted(writing(900, 0, problem="slow-start")))
    said = " ".join(capsys.readouterr().err.split())
    assert "Mô hình fake: đọc 900 token, viết 100 token" in said
    assert "(chi tiết): câu bị loại" in said
    assert writing_words.not_written("slow-start") in said


def test_the_key_is_in_nothing_that_is_printed(cli: Cli, engine: FakeEngine) -> None:
    engine.answer = lambda: written(1 / 0)  # type: ignore[arg-type]
    result = cli("ask", "Hội thảo ở đâu?", "--debug")
    assert result.exit_code == 1
    assert "sk-secret" not in result.output
