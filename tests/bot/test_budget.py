"""Within the day's tokens the model is asked, past them it isn't, and all of it is counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from bot.budget import Budget, Unpaid, opened_budget
from bot.settings import BotSettings, Settings
from bot.store import Store, StoreError, open_store
from bot.store.usage import TOKENS
from rag.engine import Engine
from rag.errors import EmbeddingError
from rag.settings import RagSettings
from tests.fake_engine import FakeEngine, quoted, writing, written

QUESTION = "Hội thảo ở đâu?"


@pytest.fixture
def store(workplace: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{workplace}/bot.sqlite3", salt=b"s" * 32)
    yield store
    store.close()


def settings(**given: Any) -> RagSettings:
    values = {"openai_model": "fake", "openai_api_key": "key", "_env_file": None} | given
    return RagSettings(**values)


def ask(budget: Budget, engine: FakeEngine, **named: Any) -> tuple[str, Unpaid | None]:
    paid = budget.ask(cast("Engine", engine), QUESTION, **named)
    return paid.answer.mode.value, paid.unpaid


def test_without_a_model_nothing_is_counted_and_no_store_opened(workplace: Path) -> None:
    def never() -> None:
        raise AssertionError

    engine = FakeEngine(answer=quoted)
    assert ask(Budget(RagSettings(_env_file=None), never), engine) == ("extractive", None)


def test_what_an_answer_cost_is_noted_with_its_drops_and_its_failure(store: Store) -> None:
    budget, engine = Budget(settings(), lambda: store.usage), FakeEngine()
    engine.answer = lambda: written(by=writing(900, 100, "number", "number", "negation"))
    assert ask(budget, engine, user_id=7) == ("llm", None)
    engine.answer = lambda: quoted(writing(50, 0, problem="slow-start"))
    assert ask(budget, engine) == ("extractive", None)
    assert (store.usage.today(TOKENS, 7), store.usage.today(TOKENS)) == (1_000, 1_050)
    figures = store.statistics.summary().model
    assert figures.dropped == {"number": 2, "negation": 1}
    assert figures.problems == {"slow-start": 1}


def test_past_the_day_s_tokens_the_model_is_not_asked(store: Store) -> None:
    budget, engine = Budget(settings(openai_daily_tokens=1_500), lambda: store.usage), FakeEngine()
    assert [ask(budget, engine, user_id=n) for n in range(3)] == [
        ("llm", None), ("llm", None), ("extractive", Unpaid.EVERYBODY),
    ]  # fmt: skip
    assert [asked["model"] for asked in engine.asked] == [True, True, False]
    assert store.usage.today(TOKENS) == 2_000


def test_one_member_s_share_is_nobody_else_s(store: Store) -> None:
    budget = Budget(settings(openai_daily_tokens_per_member=1_000), lambda: store.usage)
    engine = FakeEngine()
    assert ask(budget, engine, user_id=1) == ("llm", None)
    assert ask(budget, engine, user_id=1) == ("extractive", Unpaid.PERSON)
    assert ask(budget, engine, user_id=2) == ("llm", None)
    assert ask(budget, engine) == ("llm", None), "a terminal is no member"


def test_what_did_not_reach_the_model_costs_nothing(store: Store) -> None:
    budget, engine = Budget(settings(openai_daily_tokens=500), lambda: store.usage), FakeEngine()
    engine.answer = quoted  # small talk, for one
    for _ in range(3):
        assert ask(budget, engine) == ("extractive", None)
    assert store.usage.today(TOKENS) == 0


def test_a_question_that_fails_gives_back_what_was_reserved(store: Store) -> None:
    budget, engine = Budget(settings(openai_daily_tokens=500), lambda: store.usage), FakeEngine()

    def fail() -> Any:
        raise EmbeddingError("no")

    engine.answer = fail
    for _ in range(2):
        with pytest.raises(EmbeddingError):
            ask(budget, engine)
    engine.answer = written
    assert ask(budget, engine) == ("llm", None)


def test_where_nothing_can_be_counted_a_limit_keeps_the_model_out(store: Store) -> None:
    engine = FakeEngine()
    assert ask(Budget(settings(), lambda: None), engine) == ("llm", None)
    assert ask(Budget(settings(openai_daily_tokens=9), lambda: None), engine) == ("extractive", Unpaid.UNCOUNTED)
    member = Budget(settings(openai_daily_tokens_per_member=9), lambda: None)
    assert ask(member, engine) == ("llm", None)
    assert ask(member, engine, user_id=1) == ("extractive", Unpaid.UNCOUNTED)


def test_a_store_that_fails_costs_no_answer(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise StoreError("full")

    budget, engine = Budget(settings(), lambda: store.usage), FakeEngine()
    monkeypatch.setattr(store.usage, "settle", broken)
    assert ask(budget, engine) == ("llm", None)
    monkeypatch.setattr(store.usage, "reserve", broken)
    assert ask(budget, engine) == ("llm", None)
    limited = Budget(settings(openai_daily_tokens=9), lambda: store.usage)
    assert ask(limited, engine) == ("extractive", Unpaid.UNCOUNTED)


def test_the_last_turn_of_a_conversation_is_paid_for(store: Store) -> None:
    budget, engine = Budget(settings(), lambda: store.usage), FakeEngine()
    paid = budget.converse(cast("Engine", engine), ["một", "hai", "ba"])
    assert paid.answer.mode == "llm"
    assert [(asked["turns"], asked["model"]) for asked in engine.asked] == [(0, False), (1, False), (2, True)]
    assert store.usage.today(TOKENS) == 1_000


def test_a_command_line_counts_in_the_bot_s_state(workplace: Path) -> None:
    given = Settings(settings(openai_daily_tokens=900, data_dir=workplace / "data"), BotSettings(_env_file=None))
    for expected in (("llm", None), ("extractive", Unpaid.EVERYBODY)):
        with opened_budget(given) as budget:
            assert ask(budget, FakeEngine()) == expected
    store = open_store(given)
    assert store.usage.today(TOKENS) == 1_000
    store.close()


def test_a_command_line_without_a_model_makes_no_state(workplace: Path) -> None:
    given = Settings(RagSettings(_env_file=None, data_dir=workplace / "data"), BotSettings(_env_file=None))
    with opened_budget(given):
        pass
    assert list(workplace.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_no_error(workplace: Path) -> None:
    (workplace / "data").write_text("no folder")
    for limit, expected in ((0, ("llm", None)), (5, ("extractive", Unpaid.UNCOUNTED))):
        rag = settings(openai_daily_tokens=limit, data_dir=workplace / "data")
        with opened_budget(Settings(rag, BotSettings(_env_file=None))) as budget:
            assert ask(budget, FakeEngine()) == expected
