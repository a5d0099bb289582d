from __future__ import annotations

import random
import threading
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.store import Incoming, Store, StoredUpdate
from tests.bot.store.conftest import SALT, StoppedClock


def incoming(update_id: int, chat_id: int = 1, user_id: int = 1, payload: str = '{"text": "Chào"}') -> Incoming:
    return Incoming(update_id, chat_id, user_id, payload)


def ids(updates: tuple[StoredUpdate, ...]) -> list[int]:
    return [update.update_id for update in updates]


def test_an_update_is_stored_once(store: Store, clock: StoppedClock) -> None:
    assert store.inbox.put(incoming(7, payload="ô"))
    assert not store.inbox.put(incoming(7, payload="khác"))
    [update] = store.inbox.pending()
    assert (update.update_id, update.payload, update.received, update.attempts, update.sending) == (
        7, "ô", clock.now, 0, False,
    )  # fmt: skip


def test_a_batch_says_which_ones_are_new(store: Store) -> None:
    store.inbox.put(incoming(2))
    assert store.inbox.put_all([incoming(3), incoming(2), incoming(1), incoming(3)]) == (3, 1)
    assert store.inbox.put_all([]) == ()
    assert ids(store.inbox.pending()) == [1, 2, 3]
    assert ids(store.inbox.pending(limit=2)) == [1, 2]
    assert store.inbox.waiting() == 3


def test_what_json_may_escape_and_a_database_can_not_hold_costs_no_update(store: Store) -> None:
    assert store.inbox.put(incoming(1, payload="a\x00b\ud83dc 😀"))
    assert store.inbox.pending()[0].payload == "a\ufffdb\ufffdc 😀"


def test_the_steps_of_an_update(store: Store) -> None:
    store.inbox.put(incoming(1))
    store.inbox.claim("w")
    assert store.inbox.begin(1, "w")
    assert store.inbox.begin(1, "w")
    assert store.inbox.sending(1, "w")
    [update] = store.inbox.pending()
    assert (update.attempts, update.sending) == (2, True)
    assert store.inbox.done(1, "w")
    assert store.inbox.pending() == ()
    assert not store.inbox.put(incoming(1)), "Telegram repeats updates that are done, too"


def test_done_erases_what_was_sent(store: Store) -> None:
    store.inbox.put(incoming(1, payload="bí mật"))
    store.inbox.claim("w")
    store.inbox.done(1, "w")
    with store._database.read() as session:
        row = session.connection().exec_driver_sql('SELECT payload, chat, "user", worker FROM inbox').one()
    assert tuple(row) == ("", None, None, None)


def test_only_the_holder_may_take_a_step(store: Store) -> None:
    store.inbox.put(incoming(1))
    steps = store.inbox.begin, store.inbox.sending, store.inbox.done
    assert not any(step(1, "w") for step in steps), "nobody holds it"
    store.inbox.claim("w")
    assert not any(step(1, "other") for step in steps)
    assert not store.inbox.give_up(1, "other", "x")
    assert not store.inbox.put_off(1, "other", 1)
    assert not store.inbox.done(99, "w")


def test_one_update_of_each_chat_at_a_time(store: Store) -> None:
    store.inbox.put_all([incoming(1, chat_id=10), incoming(2, chat_id=10), incoming(3, chat_id=20), incoming(4, 20)])
    assert ids(store.inbox.claim("w", limit=1)) == [1]
    assert ids(store.inbox.claim("w")) == [3]
    assert ids(store.inbox.claim("v")) == []
    store.inbox.done(1, "w")
    assert ids(store.inbox.claim("v")) == [2]
    assert len({update.chat for update in store.inbox.pending()}) == 2


def test_a_dead_worker_s_updates_come_back_in_order(store: Store, clock: StoppedClock) -> None:
    store.inbox.put_all([incoming(1), incoming(2)])
    store.inbox.claim("dead", lease_seconds=60)
    store.inbox.begin(1, "dead")
    clock.move(seconds=59)
    assert store.inbox.claim("w") == ()
    clock.move(seconds=2)
    [update] = store.inbox.claim("w")
    assert (update.update_id, update.attempts) == (1, 1)
    assert not store.inbox.sending(1, "dead"), "it was only slow: it must not send as well"


def test_renewing(store: Store, clock: StoppedClock) -> None:
    store.inbox.put_all([incoming(1, chat_id=1), incoming(2, chat_id=2), incoming(3, chat_id=3)])
    store.inbox.claim("w", lease_seconds=60, limit=2)
    store.inbox.done(2, "w")
    clock.move(seconds=50)
    assert store.inbox.renew("w", lease_seconds=60) == {1}
    clock.move(seconds=50)
    assert ids(store.inbox.claim("v")) == [3]
    assert store.inbox.renew("nobody") == frozenset()


def test_a_worker_that_starts_again_need_not_wait(store: Store) -> None:
    store.inbox.put(incoming(1))
    store.inbox.claim("w", lease_seconds=3600)
    assert store.inbox.release("other") == 0
    assert store.inbox.release("w") == 1
    assert ids(store.inbox.claim("w")) == [1]


def test_what_is_put_off_comes_later_and_its_chat_waits(store: Store, clock: StoppedClock) -> None:
    store.inbox.put_all([incoming(1), incoming(2)])
    store.inbox.claim("w")
    assert store.inbox.put_off(1, "w", seconds=30)
    assert store.inbox.claim("w") == ()
    assert store.inbox.release("w") == 0, "a restart doesn't shorten Telegram's retry_after"
    clock.move(seconds=30)
    assert ids(store.inbox.claim("w")) == [1]


def test_giving_up(store: Store, clock: StoppedClock) -> None:
    store.inbox.put_all([incoming(1), incoming(2)])
    store.inbox.claim("w")
    store.inbox.begin(1, "w")
    assert store.inbox.give_up(1, "w", "timed out 5 times")
    [given_up] = store.inbox.given_up()
    assert (given_up.update_id, given_up.attempts, given_up.reason) == (1, 1, "timed out 5 times")
    assert given_up.received == clock.now
    assert ids(store.inbox.claim("w")) == [2]


def test_a_number_that_is_used_again_after_days_is_another_update(store: Store, clock: StoppedClock) -> None:
    store.inbox.put(incoming(1))
    store.inbox.claim("w")
    store.inbox.begin(1, "w")
    store.inbox.give_up(1, "w", "x")
    clock.move(days=3)
    assert store.inbox.put(incoming(1, payload="mới"))
    [update] = store.inbox.claim("w")
    assert (update.payload, update.attempts, update.sending, update.received) == ("mới", 0, False, clock.now)
    clock.move(days=3)
    assert not store.inbox.put(incoming(1)), "it is not done"


@pytest.mark.parametrize("replicas", [1, 3])
def test_replicas_handle_each_update_once_and_each_chat_in_order(address: str, replicas: int) -> None:
    stores = [Store.open(address, salt=SALT) for _ in range(replicas)]
    stores[0].inbox.put_all([incoming(number, chat_id=number % 13) for number in range(150)])
    handled: dict[str, list[int]] = defaultdict(list)
    lock = threading.Lock()

    def work(number: int) -> None:
        inbox, worker = stores[number % replicas].inbox, f"w{number}"
        while inbox.waiting():
            for update in inbox.claim(worker, limit=random.randint(1, 3)):
                assert inbox.begin(update.update_id, worker)
                assert inbox.sending(update.update_id, worker)
                with lock:
                    handled[update.chat].append(update.update_id)
                assert inbox.done(update.update_id, worker)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    for store in stores:
        store.close()
    assert sorted(number for numbers in handled.values() for number in numbers) == list(range(150))
    assert all(numbers == sorted(numbers) for numbers in handled.values())
    assert len(handled) == 13


def test_many_threads_put_the_same_updates(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        stored = list(pool.map(store.inbox.put, [incoming(number % 40) for number in range(160)]))
    assert stored.count(True) == 40
    assert ids(store.inbox.pending()) == list(range(40))
