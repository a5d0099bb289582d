from __future__ import annotations

from datetime import UTC, date, datetime

from bot.store import Day, Store, Talk, Vote
from bot.store.statistics import REFUSAL, SMALLTALK
from rag.answer import Mode
from tests.bot.store.conftest import StoppedClock, content


def ask(store: Store, question: str = "a", mode: str = "extractive", *, user: int = 1, total: float = 10.0) -> int:
    return store.answers.add(Talk(1, 0, user), content(question, mode, timings_ms={"total": total}))


def test_modes_are_called_as_the_library_calls_them() -> None:
    assert (Mode.REFUSAL, Mode.SMALLTALK) == (REFUSAL, SMALLTALK)


def test_nothing_was_asked(store: Store) -> None:
    figures = store.statistics.summary()
    assert (figures.today, figures.this_week, figures.questions) == (0, 0, 0)
    assert figures.answered_share is figures.p50_ms is figures.p95_ms is None
    assert len(figures.days) == 30
    assert store.statistics.unanswered() == ()


def test_days_and_weeks_are_vietnam_s(store: Store, clock: StoppedClock) -> None:
    clock.now = datetime(2026, 3, 1, 16, 59, tzinfo=UTC)  # Sunday, a minute to midnight in Hanoi
    ask(store)
    clock.move(minutes=1)
    ask(store)
    ask(store, mode="refusal")
    ask(store, mode="smalltalk")
    figures = store.statistics.summary(days=3)
    assert figures.days == (
        Day(date(2026, 2, 28), 0, 0),
        Day(date(2026, 3, 1), 1, 1),
        Day(date(2026, 3, 2), 2, 1),
    )
    assert (figures.today, figures.this_week, figures.questions) == (2, 2, 3)
    assert figures.answered_share == 2 / 3


def test_the_week_may_reach_back_behind_the_days(store: Store, clock: StoppedClock) -> None:
    ask(store)
    clock.move(days=2)  # Friday
    figures = store.statistics.summary(days=1)
    assert (figures.today, figures.this_week, figures.questions) == (0, 1, 0)


def test_percentiles_are_those_of_the_nearest_rank(store: Store, clock: StoppedClock) -> None:
    ask(store, total=9999)
    clock.move(days=30)
    for total in range(1, 21):
        ask(store, total=float(total))
    store.answers.add(Talk(1, 0, 1), content(timings_ms={}))
    figures = store.statistics.summary()
    assert (figures.p50_ms, figures.p95_ms) == (10.0, 19.0)
    assert figures.questions == 21


def test_answers_are_counted_by_who_wrote_them(store: Store, clock: StoppedClock) -> None:
    ask(store)
    clock.move(days=1)
    for mode in ("extractive", "llm", "llm", "refusal", "smalltalk"):
        ask(store, mode=mode)
    assert store.statistics.summary(1).modes == {"extractive": 1, "llm": 2, "refusal": 1}
    assert store.statistics.summary(2).modes["extractive"] == 2


def test_votes_are_summed_up(store: Store) -> None:
    answer, other = ask(store), ask(store)
    for user in range(3):
        store.answers.vote(answer, user, Vote.UP)
    store.answers.vote(other, 1, Vote.DOWN)
    figures = store.statistics.summary()
    assert (figures.up, figures.down) == (3, 1)


def test_unanswered_questions_are_grouped_and_the_most_asked_come_first(store: Store, clock: StoppedClock) -> None:
    ask(store, "Lương tối thiểu là bao nhiêu?", "refusal", user=1)
    ask(store, "Ai là chủ tịch?", "refusal")
    ask(store, "Được trả lời", "llm")
    disliked = ask(store, "Họp ở đâu?")
    store.answers.vote(disliked, 1, Vote.DOWN)
    clock.move(hours=1)
    ask(store, "luong toi thieu la bao nhieu", "refusal", user=2)
    ask(store, "lương tối thiểu là bao nhiêu ???", "refusal", user=2)
    found = store.statistics.unanswered()
    assert [(group.question, group.times, group.people) for group in found] == [
        ("lương tối thiểu là bao nhiêu ???", 3, 2),
        ("Họp ở đâu?", 1, 1),
        ("Ai là chủ tịch?", 1, 1),
    ]
    assert found[0].last_asked == clock.now
    assert len(store.statistics.unanswered(limit=1)) == 1


def test_a_question_that_is_answered_by_now_is_not_unanswered(store: Store) -> None:
    ask(store, "Lương?", "refusal")
    ask(store, "lương")
    assert store.statistics.unanswered() == ()
    ask(store, "Lương?", "refusal")
    assert [group.times for group in store.statistics.unanswered()] == [2]


def test_a_divided_vote_is_no_complaint(store: Store) -> None:
    answer = ask(store)
    store.answers.vote(answer, 1, Vote.DOWN)
    store.answers.vote(answer, 2, Vote.UP)
    assert store.statistics.unanswered() == ()


def test_only_what_a_follow_up_meant_is_of_use(store: Store) -> None:
    store.answers.add(Talk(1, 0, 1), content("Bao giờ?", "refusal", resolved="Đại hội họp bao giờ?"))
    assert [group.question for group in store.statistics.unanswered()] == ["Đại hội họp bao giờ?"]
