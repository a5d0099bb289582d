"""`congdoan stats`: what was asked on Telegram and what the model cost, where there is anything to tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import writing_words
from bot.settings import load_settings
from bot.store import AnswerContent, Limits, Talk, open_store
from bot.store.usage import TOKENS
from rag.answer import Mode
from rag.errors import ModelFailure
from rag.writing.guard import Reason
from rag.writing.page import Fault, Problem
from tests.bot.conftest import Cli

QUIET = 7  # lines on the index alone


def spend(amount: int, **also: int) -> None:
    store = open_store(load_settings())
    number = store.usage.reserve(TOKENS, Limits(), guess=1, seconds=60)
    assert isinstance(number, int)
    store.usage.settle(number, amount, {kind.replace("_", ":", 1): count for kind, count in also.items()})
    store.close()


def test_no_state_is_made_to_count_what_never_was(cli: Cli, workplace: Path) -> None:
    assert len(cli("stats").stdout.splitlines()) == QUIET
    assert not (workplace / "data" / "bot.sqlite3").exists()


def test_questions_tokens_drops_and_failures(cli: Cli, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spend(1_234, dropped_number=2, problem_timeout=1)
    store = open_store(load_settings())
    for mode in ("llm", "extractive", "llm"):
        store.answers.add(Talk(1, 0, 1), AnswerContent("Câu hỏi rất riêng tư?", "?", mode, "…", "g1"))
    store.close()
    said = cli("stats").stdout
    assert "Câu hỏi trên Telegram trong 30 ngày qua: 3" in said
    assert f"{writing_words.MODES}: mô hình viết 2 · trích nguyên văn 1" in said
    assert "Token hôm nay: 1.234 token (không giới hạn)" in said
    assert "Token trong 30 ngày qua: 1.234 token" in said
    assert f"{writing_words.PROBLEMS}: 1 (timeout: 1)" in said
    assert "riêng tư" not in said
    monkeypatch.setenv("OPENAI_DAILY_TOKENS", "2000")
    assert "Token hôm nay: 1.234 token, còn 766 trong giới hạn 2.000 mỗi ngày" in cli("stats").stdout


def test_state_that_cannot_be_read_costs_only_its_figures(cli: Cli, workplace: Path) -> None:
    cli("reload")
    (workplace / "data" / "bot.sqlite3").write_bytes(b"not a database, not at all" * 99)
    result = cli("stats")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == QUIET
    assert "Trạng thái của bot" in result.stderr


def test_every_failure_and_every_reason_has_its_words() -> None:
    assert {*ModelFailure, *Problem} == writing_words.WHY.keys()
    assert {*Reason, *Fault} == writing_words.REASONS.keys()
    assert {*Mode} - {Mode.SMALLTALK} == writing_words._MODES.keys()
