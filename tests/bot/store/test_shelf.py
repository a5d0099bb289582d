from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from bot.store import Store
from tests.bot.store.conftest import StoppedClock


def test_values_hold_for_a_while_or_for_good(store: Store, clock: StoppedClock) -> None:
    assert store.shelf.get("digest", "last") is None
    store.shelf.put("digest", "last", {"week": "2026-W10", "ô": [1, 2.5, None]})
    store.shelf.put("other", "last", 1, seconds=10)
    clock.move(days=1000)
    assert store.shelf.get("digest", "last") == {"week": "2026-W10", "ô": [1, 2.5, None]}
    assert store.shelf.get("other", "last") is None
    store.shelf.put("digest", "last", "2026-W11")
    assert store.shelf.get("digest", "last") == "2026-W11"
    store.shelf.drop("digest", "last")
    assert store.shelf.get("digest", "last") is None


def test_once_is_once_until_its_time_is_over(store: Store, clock: StoppedClock) -> None:
    assert store.shelf.once("notice", "1", seconds=60, user_id=1)
    assert not store.shelf.once("notice", "1", seconds=60, user_id=1)
    assert store.shelf.once("notice", "2", seconds=60, user_id=2)
    clock.move(seconds=59)
    assert not store.shelf.once("notice", "1", seconds=60, user_id=1)
    clock.move(seconds=1)
    assert store.shelf.once("notice", "1", seconds=60, user_id=1)
    assert not store.shelf.once("notice", "1", seconds=60, user_id=1)


def test_once_is_once_for_many_who_ask_at_the_same_time(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda _: store.shelf.once("digest", "2026-W10", seconds=60), range(32)))
    assert said.count(True) == 1


def test_what_waits_is_taken_by_one(store: Store, clock: StoppedClock) -> None:
    token = store.shelf.put_pending("upload", {"path": "x.txt"}, seconds=600)
    assert len(token) == 16
    waiting = store.shelf.pending(token, "upload")
    assert waiting is not None
    assert (waiting.token, waiting.kind, waiting.payload) == (token, "upload", {"path": "x.txt"})
    assert waiting.expires == clock.now + timedelta(seconds=600)
    assert store.shelf.take_pending(token, "reload") is None
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: store.shelf.take_pending(token, "upload"), range(16)))
    assert [pending for pending in taken if pending] == [waiting]
    assert store.shelf.pending(token, "upload") is None


def test_what_waits_for_somebody_is_not_for_others(store: Store) -> None:
    token = store.shelf.put_pending("upload", 1, seconds=600, user_id=1)
    assert store.shelf.pending(token, "upload", user_id=2) is None
    assert store.shelf.take_pending(token, "upload", user_id=2) is None
    assert store.shelf.take_pending(token, "upload", user_id=1) is not None


def test_what_nobody_confirmed_is_left_for_cleaning_up(store: Store, clock: StoppedClock) -> None:
    token = store.shelf.put_pending("upload", "a", seconds=10)
    kept = store.shelf.put_pending("upload", "b", seconds=1000)
    other = store.shelf.put_pending("reload", "c", seconds=10)
    assert store.shelf.take_expired("upload") == ()
    clock.move(seconds=10)
    assert store.shelf.take_pending(token, "upload") is None
    store.purge(90)
    assert [pending.payload for pending in store.shelf.take_expired("upload")] == ["a"]
    assert store.shelf.take_expired("upload") == ()
    assert store.shelf.pending(kept, "upload") is not None
    assert store.shelf.pending(other, "reload") is None
