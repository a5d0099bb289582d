"""Conversations: each turn knows the one before it, so that a reply to an older answer continues from there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, literal, select
from sqlalchemy.orm import Session

from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.models import TurnRow
from bot.store.pseudonyms import Pseudonyms
from bot.store.records import StoredTurn, Talk

_LIMIT = 6  # turns


class Talks:
    """The turns that are stored."""

    def __init__(self, database: Database, clock: Clock, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._clock = clock
        self._pseudonyms = pseudonyms

    def turns(self, talk: Talk, limit: int = _LIMIT) -> tuple[StoredTurn, ...]:
        """Return the last turns of a conversation, oldest first."""
        with self._database.read() as session:
            return _chain(session, session.scalar(self._newest(talk)), limit)

    def turns_until(self, answer_id: int, limit: int = _LIMIT) -> tuple[StoredTurn, ...]:
        """Return the last turns up to the one that got an answer, oldest first; none if it is not known any more."""
        with self._database.read() as session:
            return _chain(session, session.scalar(_of_answer(answer_id)), limit)

    def add(self, talk: Talk, body: str, answer_id: int | None = None, *, after: int | None = None) -> int:
        """Add a turn behind the newest one, or behind that of the answer `after`; return its id."""
        with self._database.write(quick=True) as session:
            parent = None if after is None else session.scalar(_of_answer(after))
            if parent is None:
                parent = session.scalar(self._newest(talk))
            return self._insert(session, talk, body=body, answer_id=answer_id, parent_id=parent)

    def start_afresh(self, talk: Talk) -> None:
        """Let the next turn be the first of a new conversation; a reply to an older answer still finds the old one."""
        with self._database.write(quick=True) as session:
            self._insert(session, talk, body=None)

    def _insert(self, session: Session, talk: Talk, **values: Any) -> int:
        row = TurnRow(
            chat=self._pseudonyms.chat(talk.chat_id),
            topic_id=talk.topic_id,
            user=self._pseudonyms.user(talk.user_id),
            created=self._clock(),
            **values,
        )
        session.add(row)
        session.flush()
        return row.id

    def _newest(self, talk: Talk) -> Select[int]:
        return _newest_where(
            TurnRow.chat == self._pseudonyms.chat(talk.chat_id),
            TurnRow.topic_id == talk.topic_id,
            TurnRow.user == self._pseudonyms.user(talk.user_id),
        )


def _of_answer(answer_id: int) -> Select[int]:
    return _newest_where(TurnRow.answer_id == answer_id)


def _newest_where(*conditions: ColumnElement[bool]) -> Select[int]:
    return select(TurnRow.id).where(*conditions).order_by(TurnRow.id.desc()).limit(1)


def _chain(session: Session, newest: int | None, limit: int) -> tuple[StoredTurn, ...]:
    depth = literal(1).label("depth")
    chain = select(TurnRow.id, TurnRow.parent_id, depth).where(TurnRow.id == newest).cte("chain", recursive=True)
    before = select(TurnRow.id, TurnRow.parent_id, chain.c.depth + 1).join(chain, TurnRow.id == chain.c.parent_id)
    chain = chain.union_all(before.where(chain.c.depth < limit))
    query = select(TurnRow).join(chain, TurnRow.id == chain.c.id).where(TurnRow.body.is_not(None)).order_by(TurnRow.id)
    return tuple(StoredTurn(row.id, row.answer_id, row.body or "", row.created) for row in session.scalars(query))
