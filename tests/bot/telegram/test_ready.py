"""What is made ready when the bot starts."""

from __future__ import annotations

import threading
from pathlib import Path

from bot.telegram.app import _open
from rag.errors import CorpusError
from tests.bot.telegram.question_bench import QuestionBench
from tests.fake_engine import FakeEngine
from tests.fake_telegram import FakeTelegram


class Slow(FakeEngine):
    """An engine whose model takes its time to be ready."""

    go_on = threading.Event()

    def search(self, text: str) -> None:
        """Find nothing."""

    def prepare(self) -> None:
        """Wait to be told."""
        assert self.go_on.wait(20)
        super().prepare()


async def test_the_model_is_made_ready_and_nobody_waits_for_it(telegram: FakeTelegram, workplace: Path) -> None:
    engine = Slow()
    bench = QuestionBench(telegram, workplace, engine)
    bench.services.opened.clear()
    opening = bench._spawn(_open(bench.services))
    await bench.services.opened.wait()
    assert not engine.prepared.is_set()
    engine.go_on.set()
    await opening
    assert engine.prepared.is_set()
    await bench.close()


async def test_without_articles_it_is_made_ready_all_the_same(telegram: FakeTelegram, workplace: Path) -> None:
    engine = FakeEngine()

    def ensure(progress: object = None) -> None:
        raise CorpusError(workplace, "empty")

    engine.ensure = ensure  # type: ignore[method-assign]
    bench = QuestionBench(telegram, workplace, engine)
    await _open(bench.services)
    assert engine.prepared.is_set()
    await bench.close()
