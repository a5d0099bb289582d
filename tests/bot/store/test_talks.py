from __future__ import annotations

from dataclasses import replace

from bot.store import Store, StoredTurn, Talk
from tests.bot.store.conftest import StoppedClock, content

TALK = Talk(chat_id=-100, topic_id=0, user_id=1)


def bodies(turns: tuple[StoredTurn, ...]) -> list[str]:
    return [turn.body for turn in turns]


def test_turns_come_oldest_first_and_the_latest_of_them(store: Store, clock: StoppedClock) -> None:
    for number in range(9):
        store.talks.add(TALK, f"lượt {number}")
    assert bodies(store.talks.turns(TALK, limit=3)) == ["lượt 6", "lượt 7", "lượt 8"]
    assert len(store.talks.turns(TALK, limit=100)) == 9
    assert store.talks.turns(TALK)[0].created == clock.now


def test_each_person_topic_and_chat_has_its_own(store: Store) -> None:
    store.talks.add(TALK, "a")
    for other in (replace(TALK, chat_id=1), replace(TALK, topic_id=5), replace(TALK, user_id=2)):
        assert store.talks.turns(other) == ()


def test_starting_afresh(store: Store) -> None:
    store.talks.start_afresh(TALK)
    assert store.talks.turns(TALK) == ()
    store.talks.add(TALK, "a")
    store.talks.start_afresh(TALK)
    store.talks.start_afresh(TALK)
    assert store.talks.turns(TALK) == ()
    store.talks.add(TALK, "b")
    store.talks.add(TALK, "c")
    assert bodies(store.talks.turns(TALK)) == ["b", "c"]


def test_a_reply_continues_from_an_older_answer(store: Store) -> None:
    answers = []
    for body in "abc":
        answers.append(store.answers.add(TALK, content()))
        store.talks.add(TALK, body, answers[-1])
    store.talks.start_afresh(TALK)
    store.talks.add(TALK, "mới")

    turns = store.talks.turns_until(answers[1])
    assert bodies(turns) == ["a", "b"], "also behind a fresh start"
    assert [turn.answer_id for turn in turns] == answers[:2]
    assert bodies(store.talks.turns_until(answers[2], limit=2)) == ["b", "c"]

    store.talks.add(TALK, "d", after=answers[1])
    store.talks.add(TALK, "e")
    assert bodies(store.talks.turns(TALK)) == ["a", "b", "d", "e"]


def test_another_person_may_reply(store: Store) -> None:
    answer = store.answers.add(TALK, content())
    store.talks.add(TALK, "a", answer)
    other = replace(TALK, user_id=2)
    store.talks.add(other, "b", after=answer)
    assert bodies(store.talks.turns(other)) == ["a", "b"]
    assert bodies(store.talks.turns(TALK)) == ["a"]


def test_an_answer_that_is_gone_leaves_the_newest_turns(store: Store) -> None:
    store.talks.add(TALK, "a")
    assert store.talks.turns_until(404) == ()
    store.talks.add(TALK, "b", after=404)
    assert bodies(store.talks.turns(TALK)) == ["a", "b"]
