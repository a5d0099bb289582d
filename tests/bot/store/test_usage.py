from __future__ import annotations

from bot.store import Store
from tests.bot.store.conftest import StoppedClock


def test_uses_are_counted_by_kind_person_and_time(store: Store, clock: StoppedClock):
    start = clock.now
    store.usage.add("question", 1)
    clock.move(seconds=30)
    store.usage.add("question", 1)
    store.usage.add("question", 2)
    store.usage.add("upload", 1)
    assert store.usage.count_since("question", start, 1) == 2
    assert store.usage.count_since("question", clock.now, 1) == 1
    assert store.usage.count_since("question", start) == 3
    assert store.usage.count_since("question", start, 3) == 0


def test_amounts_add_up(store: Store, clock: StoppedClock):
    assert store.usage.total_since("tokens", clock.now) == 0
    store.usage.add("tokens", 1, 3_000_000_000)
    store.usage.add("tokens", amount=500)
    assert store.usage.total_since("tokens", clock.now) == 3_000_000_500
    assert store.usage.total_since("tokens", clock.now, 1) == 3_000_000_000
