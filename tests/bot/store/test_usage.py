from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

from bot.store import Limits, ModelFigures, Spent, Store
from bot.store.usage import TOKENS
from tests.bot.store.conftest import StoppedClock

NO_LIMITS = Limits()


def reserve(store: Store, limits: Limits = NO_LIMITS, user: int | None = 1, guess: int = 1_000) -> int | Spent:
    return store.usage.reserve(TOKENS, limits, guess=guess, seconds=60, user_id=user)


def spend(store: Store, amount: int, user: int | None = 1, **also: int) -> None:
    number = reserve(store, user=user)
    assert isinstance(number, int)
    store.usage.settle(number, amount, {f"dropped:{kind}": count for kind, count in also.items()})


def test_uses_add_up_by_person_and_in_all(store: Store) -> None:
    assert store.usage.today(TOKENS) == 0
    spend(store, 3_000_000_000)
    spend(store, 500, None)
    spend(store, 7, 2)
    assert store.usage.today(TOKENS) == 3_000_000_507
    assert store.usage.today(TOKENS, 1) == 3_000_000_000
    assert store.usage.today(TOKENS, 3) == 0


def test_everybody_s_and_a_person_s_limit(store: Store) -> None:
    limits = Limits(everybody=1_000, person=600)
    spend(store, 599)
    number = reserve(store, limits)
    assert isinstance(number, int)
    store.usage.settle(number, 1)
    assert reserve(store, limits) is Spent.PERSON
    number = reserve(store, limits, 2)
    assert isinstance(number, int)
    store.usage.settle(number, 400)
    assert reserve(store, limits, 3) is Spent.EVERYBODY
    assert reserve(store, limits, None) is Spent.EVERYBODY, "the command line's uses count among everybody's"
    assert isinstance(reserve(store, NO_LIMITS), int)


def test_what_was_used_yesterday_is_of_no_account_today(store: Store, clock: StoppedClock) -> None:
    limits = Limits(everybody=100, person=100)
    clock.now = datetime(2026, 3, 4, 16, 59, 59, tzinfo=UTC)  # a second to midnight in Hanoi
    spend(store, 100)
    assert reserve(store, limits) is Spent.EVERYBODY
    clock.move(seconds=1)
    assert isinstance(reserve(store, limits), int)
    assert store.usage.today(TOKENS) == 0


def test_a_reservation_counts_until_it_is_settled_released_or_its_process_is_dead(
    store: Store, clock: StoppedClock
) -> None:
    limits = Limits(everybody=1_000)
    for end in ("settle", "release", "die"):
        number = reserve(store, limits)
        assert isinstance(number, int), end
        assert reserve(store, limits, 2) is Spent.EVERYBODY
        assert store.usage.today(TOKENS) < 1_000, "not used yet"
        match end:
            case "settle":
                store.usage.settle(number, 10)
                limits = Limits(everybody=20)
            case "release":
                store.usage.settle(number, 0)
                assert store.usage.today(TOKENS) == 10
            case "die":
                clock.move(seconds=60)
    assert isinstance(reserve(store, limits), int)


def test_the_next_use_is_expected_to_take_what_the_last_ones_took(store: Store) -> None:
    for _ in range(3):
        spend(store, 300)
    limits = Limits(everybody=1_500)
    granted = [reserve(store, limits, user, guess=16_000) for user in range(4)]
    assert [isinstance(grant, int) for grant in granted] == [True, True, False, False], "900 used, 300 held each"


def test_many_at_once_see_each_other(store: Store) -> None:
    at_once, limits = Barrier(8), Limits(everybody=3_000)

    def ask(user: int) -> bool:
        at_once.wait(timeout=30)
        return isinstance(reserve(store, limits, user), int)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(8))) == 3


def test_a_late_settlement_still_counts(store: Store, clock: StoppedClock) -> None:
    number = reserve(store)
    assert isinstance(number, int)
    clock.move(hours=1)
    store.usage.settle(number, 70)
    assert store.usage.today(TOKENS) == 70


def test_what_a_forgotten_person_spent_stays_spent(store: Store) -> None:
    spend(store, 70)
    spend(store, 5, 2)
    removed = store.people.forget(1)
    assert removed.usage == 1
    assert store.usage.today(TOKENS, 1) == 0
    assert store.usage.today(TOKENS) == 75


def test_the_model_s_figures(store: Store, clock: StoppedClock) -> None:
    today = date(2026, 3, 4)
    assert store.statistics.summary(2).model == ModelFigures(((today - timedelta(1), 0), (today, 0)))
    assert not store.statistics.summary().model.used
    spend(store, 100, number=2)
    store.usage.settle(reserve(store), 0, {"problem:timeout": 1})  # type: ignore[arg-type]
    clock.move(days=1)
    spend(store, 40, None, number=1, negation=5)
    reserve(store)
    figures = store.statistics.summary(3).model
    assert figures.tokens == ((today - timedelta(1), 0), (today, 100), (today + timedelta(1), 40))
    assert (figures.today, figures.total, figures.used) == (40, 140, True)
    assert figures.dropped == {"negation": 5, "number": 3}
    assert list(figures.dropped) == ["negation", "number"], "the most frequent first"
    assert figures.problems == {"timeout": 1}
    assert store.statistics.summary(1).model.problems == {}


def test_a_kind_of_any_length_is_taken(store: Store) -> None:
    spend(store, 1, **{"x" * 200: 1})
    assert list(store.statistics.summary().model.dropped.values()) == [1]
