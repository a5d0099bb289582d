from __future__ import annotations

import threading

import pytest

from rag.errors import ModelFailure
from rag.writing.breaker import RESTS, Breaker, Permit, Rest

SLOW, WRONG_KEY, EMPTY = ModelFailure.SLOW, ModelFailure.UNAUTHORIZED, ModelFailure.EMPTY


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock=clock)


def entered(breaker: Breaker) -> Permit:
    permit = breaker.enter()
    assert permit is not None
    return permit


def fail(breaker: Breaker, *failures: ModelFailure) -> None:
    for failure in failures:
        entered(breaker).failed(failure)


def test_opens_after_some_failures_in_a_row(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, SLOW, SLOW)
    assert breaker.resting_for is None
    fail(breaker, SLOW)
    assert breaker.enter() is None
    assert breaker.resting_for is SLOW
    assert breaker.seconds_left == 30
    clock.now += 29.9
    assert breaker.enter() is None
    clock.now += 0.2
    assert breaker.seconds_left == 0
    assert breaker.enter() is not None


def test_a_success_forgets_the_failures_before_it(breaker: Breaker) -> None:
    for _ in range(10):
        fail(breaker, SLOW, SLOW)
        entered(breaker).succeeded()
    assert breaker.enter() is not None


@pytest.mark.parametrize(
    "failure", [ModelFailure.UNAUTHORIZED, ModelFailure.FORBIDDEN, ModelFailure.NOT_FOUND], ids=str
)
def test_what_an_admin_must_mend_rests_sooner_and_longer(breaker: Breaker, failure: ModelFailure) -> None:
    fail(breaker, failure, failure)
    assert breaker.enter() is None
    assert breaker.seconds_left == 300


@pytest.mark.parametrize("failure", sorted(set(ModelFailure) - set(RESTS)), ids=str)
def test_a_question_that_gets_no_answer_does_not_speak_against_the_model(
    breaker: Breaker, failure: ModelFailure
) -> None:
    fail(breaker, *[failure] * 20)
    assert breaker.enter() is not None
    fail(breaker, SLOW, SLOW, failure, SLOW, SLOW)
    assert breaker.enter() is not None, "the model answered in between"


def test_one_call_tries_for_all(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, SLOW, SLOW, SLOW)
    clock.now += 31
    trial = entered(breaker)
    assert breaker.enter() is None, "one is enough"
    trial.succeeded()
    assert breaker.resting_for is None
    assert breaker.enter() is not None
    assert breaker.enter() is not None


def test_a_trial_that_fails_rests_longer_each_time(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, SLOW, SLOW, SLOW)
    rests = []
    for _ in range(6):
        clock.now += breaker.seconds_left
        fail(breaker, SLOW)
        rests.append(breaker.seconds_left)
    assert rests == [60, 120, 240, 300, 300, 300]
    clock.now += 300
    entered(breaker).succeeded()
    fail(breaker, SLOW, SLOW, SLOW)
    assert breaker.seconds_left == 30, "all is forgotten"


def test_an_abandoned_trial_leaves_room_for_the_next(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, SLOW, SLOW, SLOW)
    clock.now += 31
    entered(breaker).abandoned()
    entered(breaker).succeeded()
    assert breaker.enter() is not None


def test_abandoned_calls_count_for_nothing(breaker: Breaker) -> None:
    fail(breaker, SLOW, SLOW)
    entered(breaker).abandoned()
    fail(breaker, SLOW)
    assert breaker.enter() is None


def test_the_service_may_ask_for_more(breaker: Breaker) -> None:
    for _ in range(3):
        entered(breaker).failed(ModelFailure.RATE_LIMITED, 120.0)
    assert breaker.seconds_left == 120


def test_the_service_may_not_ask_for_everything(breaker: Breaker) -> None:
    for _ in range(3):
        entered(breaker).failed(ModelFailure.RATE_LIMITED, 1e9)
    assert breaker.seconds_left == 3_600


def test_late_news_is_no_news(breaker: Breaker, clock: Clock) -> None:
    late = [entered(breaker) for _ in range(10)]
    fail(breaker, SLOW, SLOW, SLOW)
    clock.now += 20
    for permit in late[:5]:
        permit.failed(WRONG_KEY)
    assert breaker.seconds_left == 10
    clock.now += 11
    trial = entered(breaker)
    for permit in late[5:]:
        permit.failed(SLOW)
    assert breaker.enter() is None, "the trial is still on its way"
    trial.succeeded()
    assert breaker.enter() is not None


def test_the_first_word_counts(breaker: Breaker) -> None:
    for _ in range(3):
        permit = entered(breaker)
        permit.succeeded()
        permit.failed(SLOW)
        permit.failed(SLOW)
    assert breaker.enter() is not None


def test_never_opens_without_rests(clock: Clock) -> None:
    breaker = Breaker({}, clock)
    fail(breaker, *[SLOW, WRONG_KEY, EMPTY] * 20)
    assert breaker.enter() is not None


def test_many_threads_make_one_trial(clock: Clock) -> None:
    breaker = Breaker({SLOW: Rest(1, 5.0)}, clock)
    fail(breaker, SLOW)
    for _ in range(50):
        clock.now += 301
        start = threading.Barrier(8)
        permits: list[Permit] = []

        def enter(start: threading.Barrier = start, permits: list[Permit] = permits) -> None:
            start.wait(5)
            if (permit := breaker.enter()) is not None:
                permits.append(permit)

        threads = [threading.Thread(target=enter) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(5)
        assert len(permits) == 1
        permits[0].failed(SLOW)
