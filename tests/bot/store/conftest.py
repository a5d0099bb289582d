"""Every test of the store runs on SQLite, and on a real Postgres where the machine has one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import AnswerContent, Quoted, Store, Suggested
from tests.bot.store import postgres

SALT = b"s" * 32
_numbers = itertools.count()


class StoppedClock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 4, 5, 6, 7, 890123, UTC)  # a Wednesday

    def __call__(self) -> datetime:
        return self.now

    def move(self, **interval: float) -> None:
        self.now += timedelta(**interval)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    programs = postgres.binaries()
    if programs is None:
        pytest.skip("no Postgres on this machine: apt-get install postgresql")
    with postgres.cluster(programs) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which there is nothing yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/bot.sqlite3"
    return postgres.new_database(request.getfixturevalue("server"), f"test_{next(_numbers)}")


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def store(address: str, clock: StoppedClock) -> Iterator[Store]:
    store = Store.open(address, salt=SALT, clock=clock)
    yield store
    store.close()


def quoted(quote: str = "Đại hội họp tại Oslo.") -> Quoted:
    return Quoted(
        article_id="a1",
        kind="article",
        title="Đại hội",
        date="2018-08-07",
        source=None,
        url="https://example.org/?a=1&b=<2>",
        path="a.txt",
        start=3,
        end=3 + len(quote),
        quote=quote,
        score=0.75,
    )


def content(question: str = "Họp ở đâu?", mode: str = "extractive", **others: object) -> AnswerContent:
    values: dict[str, object] = {
        "resolved": question,
        "text": "Theo bài viết … [1]",
        "generation": "g1",
        "citations": () if mode == "refusal" else (quoted(),),
        "suggestions": (Suggested("a2", "Bài khác"),),
        "alternatives": (quoted("Câu khác."),),
        "timings_ms": {"total": 12.5},
    }
    return AnswerContent(question=question, mode=mode, **(values | others))  # type: ignore[arg-type]
