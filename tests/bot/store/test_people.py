from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.store import AnswerContent, Limits, Removed, Store, Talk, Vote
from bot.store.models import AnswerRow, Base, VoteRow
from tests.bot.store.conftest import SALT, StoppedClock, content
from tests.bot.store.test_inbox import ids, incoming

ALICE, BOB = Talk(1001, 0, 1001), Talk(-77, 0, 2002)


def fill(store: Store, talk: Talk, update_id: int, question: AnswerContent) -> int:
    """Store something of a person in every table; return their answer."""
    user = talk.user_id
    store.inbox.put_all([incoming(update_id, talk.chat_id, user, "câu hỏi"), incoming(update_id + 1, -5, user)])
    answer = store.answers.add(talk, question)
    store.answers.attach_message(answer, talk.chat_id, update_id)
    store.answers.vote(answer, user, Vote.UP)
    store.talks.add(talk, "{}", answer)
    store.talks.start_afresh(talk)
    reserved = store.usage.reserve("tokens", Limits(), guess=1, seconds=60, user_id=user)
    assert isinstance(reserved, int)
    store.usage.settle(reserved, 7)
    store.people.put_membership(user, -5, True, seconds=60)
    store.shelf.put_pending("upload", {"path": "x"}, seconds=60, user_id=user)
    return answer


def rows_with(store: Store, word: str) -> list[str]:
    with store._database.read() as session:
        rows = {name: session.execute(table.select()).all() for name, table in Base.metadata.tables.items()}
    return [name for name, found in rows.items() if any(word in repr(tuple(row)) for row in found)]


def test_forgetting_deletes_everything_of_the_person_and_nothing_of_others(store: Store) -> None:
    hers, his = fill(store, ALICE, 10, content("của Alice")), fill(store, BOB, 20, content("của Bob"))
    store.answers.vote(his, ALICE.user_id, Vote.DOWN)
    store.answers.vote(hers, BOB.user_id, Vote.UP)
    assert rows_with(store, store.pseudonyms.user(ALICE.user_id))

    removed = store.people.forget(ALICE.user_id)
    assert removed == Removed(answers=1, votes=2, turns=2, updates=2, usage=1, kept=2)
    assert rows_with(store, store.pseudonyms.user(ALICE.user_id)) == []
    assert rows_with(store, "của Alice") == []
    assert store.answers.by_message(ALICE.chat_id, 10) is None
    assert store.people.membership(ALICE.user_id, -5) is None
    assert ids(store.inbox.pending()) == [20, 21]
    assert store.people.forget(ALICE.user_id) == Removed()
    assert store.people.forget(BOB.user_id) == Removed(answers=1, votes=1, turns=2, updates=2, usage=1, kept=2)


def test_the_update_that_asks_to_be_forgotten_is_still_answered(store: Store) -> None:
    store.inbox.put_all([incoming(1, 1, 1), incoming(2, 2, 1)])
    store.inbox.claim("w")
    assert store.people.forget(1, handling=1).updates == 1
    assert ids(store.inbox.pending()) == [1]
    assert store.inbox.sending(1, "w")
    assert store.inbox.done(1, "w")
    assert rows_with(store, store.pseudonyms.user(1)) == []


def test_ids_are_stored_nowhere(store: Store) -> None:
    fill(store, ALICE, 10, content())
    store.answers.add(Talk(-4004, 0, ALICE.user_id), content())
    assert rows_with(store, "1001") == []
    assert rows_with(store, "4004") == []
    assert store.pseudonyms.user(1001) != store.pseudonyms.chat(1001)


def test_forgotten_words_are_in_no_file(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/bot.sqlite3", salt=SALT)
    fill(store, ALICE, 10, content("một câu rất riêng tư " * 300))
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert "riêng tư".encode() in stored
    store.people.forget(ALICE.user_id)
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert "riêng tư".encode() not in left
    store.close()


def test_forgetting_waits_for_a_vote_that_is_being_cast(store: Store) -> None:
    answer = store.answers.add(ALICE, content())
    store.answers.vote(answer, ALICE.user_id, Vote.UP)
    with ThreadPoolExecutor() as pool:
        with store._database.write() as session:  # as `vote` does it: the answer first, then the vote
            session.get(AnswerRow, answer, with_for_update=True)
            forgetting = pool.submit(store.people.forget, ALICE.user_id)
            time.sleep(0.3)
            session.execute(update(VoteRow).values(value=-1))
        assert forgetting.result() == Removed(answers=1, votes=1)


def test_membership_is_known_for_a_while(store: Store, clock: StoppedClock) -> None:
    assert store.people.membership(1, -5) is None
    store.people.put_membership(1, -5, False, seconds=300)
    assert store.people.membership(1, -5) is False
    assert store.people.membership(1, -6) is None
    store.people.put_membership(1, -5, True, seconds=300)
    clock.move(seconds=299)
    assert store.people.membership(1, -5) is True
    clock.move(seconds=1)
    assert store.people.membership(1, -5) is None


def test_old_data_is_deleted(store: Store, clock: StoppedClock) -> None:
    old = fill(store, ALICE, 10, content())
    clock.move(days=89)
    recent = fill(store, BOB, 20, content())
    store.answers.vote(old, BOB.user_id, Vote.UP)
    assert sum(astuple(store.purge(90))) == 1, "the membership that has expired"
    clock.move(days=2)
    removed = store.purge(90)
    assert removed == Removed(answers=1, votes=1, turns=2, updates=2, usage=1, kept=2)
    assert store.answers.get(old) is None
    assert store.answers.get(recent) is not None
    assert ids(store.inbox.pending()) == [20, 21]


@pytest.mark.parametrize(("days", "gone"), [(1, 0), (3, 1)])
def test_updates_that_are_done_are_kept_as_long_as_telegram_may_repeat_them(
    store: Store, clock: StoppedClock, days: int, gone: int
) -> None:
    store.inbox.put_all([incoming(1, 1), incoming(2, 2)])
    store.inbox.claim("w", limit=1)
    store.inbox.done(1, "w")
    clock.move(days=days)
    assert store.purge(90).updates == gone
    assert ids(store.inbox.pending()) == [2]
