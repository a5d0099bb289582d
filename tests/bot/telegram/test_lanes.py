"""The queue is worked off in order within a lane, side by side across lanes, and survives failures of the store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.store import Incoming, Store, StoredUpdate, StoreError
from bot.telegram.lanes import Lanes

WORKER = "here"
Work = Callable[[StoredUpdate], Awaitable[None]]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(f"sqlite:///{tmp_path}/bot.sqlite3", salt=b"x" * 32)


def _put(store: Store, *updates: tuple[int, int]) -> None:
    store.inbox.put_all([Incoming(number, chat, chat, "{}") for number, chat in updates])


@asynccontextmanager
async def _running(store: Store, work: Work, slots: int = 8) -> AsyncIterator[Lanes]:
    lanes = Lanes(store, WORKER, work, slots=slots)
    task = asyncio.create_task(lanes.run())
    try:
        yield lanes
    finally:
        task.cancel()
        await asyncio.wait({task})
        await lanes.finish(1.0)


async def _empty(store: Store) -> None:
    for _ in range(600):
        if not store.inbox.waiting():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"{store.inbox.waiting()} updates are left")


async def test_order_in_a_lane_and_others_beside_a_slow_one(store: Store) -> None:
    seen: list[int] = []
    slow = asyncio.Event()

    async def work(update: StoredUpdate) -> None:
        if update.update_id == 1:
            await slow.wait()
        seen.append(update.update_id)
        store.inbox.done(update.update_id, WORKER)

    _put(store, (1, 7), (2, 8), (3, 7), (4, 8), (5, 9))
    async with _running(store, work):
        while len(seen) < 3:
            await asyncio.sleep(0.01)
        assert set(seen) == {2, 4, 5}
        slow.set()
        await _empty(store)
    assert seen[3:] == [1, 3]
    assert seen.index(2) < seen.index(4)


async def test_no_more_at_once_than_there_are_slots(store: Store) -> None:
    now = most = 0

    async def work(update: StoredUpdate) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.02)
        now -= 1
        store.inbox.done(update.update_id, WORKER)

    _put(store, *((number, number) for number in range(1, 30)))
    async with _running(store, work, slots=3):
        await _empty(store)
    assert most == 3


async def test_work_that_fails_is_tried_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.lanes._AGAIN_AFTER", 0.1)
    failures = [StoreError("full"), ValueError("a mistake")]

    async def work(update: StoredUpdate) -> None:
        if failures:
            raise failures.pop()
        store.inbox.done(update.update_id, WORKER)

    _put(store, (1, 7))
    async with _running(store, work):
        await _empty(store)


async def test_what_a_dead_process_held_is_taken_up_at_once(store: Store) -> None:
    _put(store, (1, 7), (2, 7))
    assert store.inbox.claim(WORKER)
    seen: list[int] = []

    async def work(update: StoredUpdate) -> None:
        seen.append(update.update_id)
        store.inbox.done(update.update_id, WORKER)

    async with _running(store, work):
        await asyncio.wait_for(_empty(store), 2.0)
    assert seen == [1, 2]


@pytest.mark.parametrize("turns", range(5))
async def test_leaving_is_not_missed_when_news_come_at_the_same_time(store: Store, turns: int) -> None:
    async def work(update: StoredUpdate) -> None:
        store.inbox.done(update.update_id, WORKER)

    lanes = Lanes(store, WORKER, work, slots=1)
    task = asyncio.create_task(lanes.run())
    await asyncio.sleep(0.1)
    lanes.wake()
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    done, _ = await asyncio.wait({task}, timeout=2.0)
    task.cancel()
    assert done


async def test_leaving_frees_what_was_not_finished(store: Store) -> None:
    async def work(_: StoredUpdate) -> None:
        await asyncio.Event().wait()

    _put(store, (1, 7))
    async with _running(store, work) as lanes:
        while not lanes._running:
            await asyncio.sleep(0.01)
    assert [update.update_id for update in store.inbox.claim("another")] == [1]
