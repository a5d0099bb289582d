"""What the bot's tests share: the fake server, an index of the small corpus, and processes that end with the test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from rag.engine import Engine
from rag.settings import RagSettings
from tests.bot.telegram.admin_bench import Bench
from tests.bot.telegram.process import BotProcess, index, write_corpus
from tests.fake_telegram import FakeTelegram


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("telegram") / "corpus")


@pytest.fixture(scope="session")
def indexed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("telegram-data")
    index(corpus, data)
    return data


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as server:
        yield server


@pytest.fixture
def bot(telegram: FakeTelegram, corpus: Path, indexed: Path, tmp_path: Path) -> Iterator[Callable[..., BotProcess]]:
    started: list[BotProcess] = []

    def start(server: FakeTelegram = telegram, **settings: str) -> BotProcess:
        process = BotProcess(server, corpus, indexed, tmp_path, **settings)
        started.append(process)
        return process.start()

    yield start
    for process in started:
        process.kill()


@pytest.fixture(scope="module")
def shared_telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as server:
        yield server


@pytest.fixture(scope="module")
def bot_settings() -> dict[str, str]:
    """The settings of the bot that a module's tests share; a module has another fixture of this name for its own."""
    return {}


@pytest.fixture(scope="module")
def served(
    shared_telegram: FakeTelegram,
    bot_settings: dict[str, str],
    corpus: Path,
    indexed: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[BotProcess]:
    """One bot for all tests of a module, ready to answer."""
    process = BotProcess(shared_telegram, corpus, indexed, tmp_path_factory.mktemp("served"), **bot_settings).start()
    process.wait_log("ready to answer", 60)
    yield process
    process.kill()


@pytest.fixture
def process(served: BotProcess) -> BotProcess:
    return served


@pytest.fixture
def server(served: BotProcess, shared_telegram: FakeTelegram) -> Iterator[FakeTelegram]:
    """The fake Telegram of the shared bot; it is well again for the next test."""
    yield shared_telegram
    shared_telegram.heal()


@pytest.fixture
async def bench(
    telegram: FakeTelegram, engine: Engine, rag_settings: RagSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Bench]:
    monkeypatch.setattr("bot.telegram.admin_reload._PACE", 0.05)
    bench = Bench(telegram, engine, rag_settings, tmp_path)
    await bench.services.bot.initialize()
    yield bench
    await bench.close()
