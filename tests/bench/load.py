"""The bot under load, as a process against the fake Bot API server: `python -m tests.bench.load [--quick]`.

Prints the time from an update to its answer, what was lost, and how memory grows; then the highest rate that it
sustains; then what 50 kills do. Bot, server and those who ask share the machine's cores. Exit 1 where a bound is
broken.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bot.telegram.process import QUESTIONS, ROOT, BotProcess, index
from tests.bot.telegram.test_kills import kill_under_load
from tests.fake_telegram import FakeTelegram

CHATS = 200
_SLOWEST = 2.0  # seconds, p95
_GROWTH = 1.15  # memory at the end against that after the first quarter
_RATES = (5, 10, 15, 20, 24, 28)  # questions a second; Telegram takes 30 messages a second
_EXAMPLES = (
    "Ai đã phát biểu tại hội thảo với Oslo?",
    "Hội nghị tập huấn ở Sầm Sơn diễn ra khi nào?",
    "Chủ đề của hội thảo là gì?",
    "Ai chụp ảnh trong bài?",
    "Giá vàng hôm nay là bao nhiêu?",
    *QUESTIONS,
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    rate: float  # questions a second
    seconds: float
    ramp: float  # seconds at each of the rates
    kills: int


FULL = Size(10, 60, 15, 50)
QUICK = Size(5, 6, 0, 2)


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of questions at a steady rate gave."""

    rate: float
    asked: int
    lost: int
    p50: float  # seconds
    p95: float
    worst: float
    early: float  # MB after a quarter of the time
    late: float  # MB at the end


@contextmanager
def serving(folder: Path) -> Iterator[tuple[FakeTelegram, BotProcess]]:
    """Lend a bot over the union's own articles, ready to answer."""
    indexed = folder / "indexed"
    if not indexed.exists():
        indexed.mkdir()
        index(ROOT / "corpus", indexed)
    with FakeTelegram() as telegram, tempfile.TemporaryDirectory(dir=folder) as own:
        process = BotProcess(telegram, ROOT / "corpus", indexed, Path(own)).start()
        try:
            process.wait_log("ready to answer", 120)
            yield telegram, process
        finally:
            process.kill()


def steady(telegram: FakeTelegram, process: BotProcess, rate: float, seconds: float, seed: int = 1) -> Run:
    """Ask at a rate for some seconds; wait for what is still on its way."""
    dice = random.Random(seed)
    chats = [telegram.private(10_000 * seed + number) for number in range(CHATS)]
    telegram.forget()
    asked: dict[int, float] = {}
    started, early = time.monotonic(), 0.0
    for number in itertools.count():
        due = started + number / rate
        if due > started + seconds:
            break
        time.sleep(max(due - time.monotonic(), 0.0))
        if not early and due > started + seconds / 4:
            early = resident(process.pid)
        one = chats[number % CHATS].says(dice.choice(_EXAMPLES))
        asked[one.message_id] = one.at
    late = resident(process.pid)
    answered: dict[int, float] = {}
    deadline = time.monotonic() + 60
    while len(answered) < len(asked) and time.monotonic() < deadline:
        time.sleep(0.1)
        for sent in telegram.sent():
            if sent.replies_to in asked:
                answered.setdefault(sent.replies_to, sent.at)
    waits = sorted(answered[number] - at for number, at in asked.items() if number in answered) or [float("inf")] * 2
    p95 = statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else waits[0]
    lost = len(asked) - len(answered)
    return Run(rate, len(asked), lost, statistics.median(waits), p95, waits[-1], early or late, late)


def resident(pid: int) -> float:
    """Return the memory of a process in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def show(run: Run) -> bool:
    """Print a line of the table; return whether the run keeps its bounds."""
    kept = run.lost == 0 and run.p95 < _SLOWEST
    memory = f"{run.early:4.0f} -> {run.late:4.0f}"
    print(
        f"{run.rate:6.0f} {run.asked:7} {run.lost:6} {run.p50:8.3f} {run.p95:8.3f} {run.worst:8.3f}  {memory:>14}"
        f"  {'' if kept else 'BROKEN'}"
    )
    return kept


def main(given: list[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few seconds of each")
    size = QUICK if parser.parse_args(given).quick else FULL
    print("   q/s   asked   lost    p50 s    p95 s  worst s       memory MB")
    with tempfile.TemporaryDirectory() as name:
        with serving(Path(name)) as (telegram, process):
            run = steady(telegram, process, size.rate, size.seconds)
            kept = show(run)
            if run.late > run.early * _GROWTH:
                print(f"memory grew from {run.early:.0f} to {run.late:.0f} MB  BROKEN")
                kept = False
            best = 0.0
            for seed, rate in enumerate(_RATES if size.ramp else (), start=2):
                if not show(steady(telegram, process, rate, size.ramp, seed)):
                    break
                best = rate
            if best:
                print(f"sustained with p95 under {_SLOWEST:.0f} s: {best:.0f} questions/s")
        with serving(Path(name)) as (telegram, process):
            outcome = kill_under_load(telegram, process, size.kills, random.Random(7))
    print(f"{size.kills} kills: {outcome}")
    return 0 if kept and outcome.lost == outcome.unjustified == outcome.out_of_order == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
