"""The inbox: what Telegram sent, on disk before it is acknowledged, until its answer is sent.

One update is held by one worker at a time, and of each chat only the oldest: its answers come in order, and chats
side by side. A worker that dies stops renewing its hold, and another one takes over. Every step asks whether the
worker still holds the update: one that was slow to notice must not send a second answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from bot.store.clock import Clock
from bot.store.database import Database, changed
from bot.store.models import UpdateRow
from bot.store.pseudonyms import Pseudonyms
from bot.store.records import GivenUp, Incoming, StoredUpdate

LEASE = 60.0  # seconds for which a worker holds an update, unless it renews

# Telegram repeats an update for a day at most. Later the same number is another update: it picks a random one
# after a quiet week, and another bot has its own numbers.
REPEATS = timedelta(days=2)

_ERASED: dict[str, Any] = {"payload": "", "chat": None, "user": None, "worker": None, "held_until": None}


class Inbox:
    """The updates that are stored."""

    def __init__(self, database: Database, clock: Clock, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._clock = clock
        self._pseudonyms = pseudonyms

    def put(self, incoming: Incoming) -> bool:
        """Store an update; False if it was stored before. It is on disk when the call returns."""
        return bool(self.put_all([incoming]))

    def put_all(self, incoming: Sequence[Incoming]) -> tuple[int, ...]:
        """Store several updates in one go; return the ids of those that were not stored before."""
        if not incoming:
            return ()
        now = self._clock()
        rows = {item.update_id: self._row(item, now) for item in incoming}
        insert = self._database.insert(UpdateRow).values(list(rows.values()))
        fresh = {column: insert.excluded[column] for column in next(iter(rows.values()))}
        statement = insert.on_conflict_do_update(
            index_elements=["update_id"], set_=fresh, where=UpdateRow.done < now - REPEATS
        )
        with self._database.write() as session:
            stored = set(session.scalars(statement.returning(UpdateRow.update_id)))
        return tuple(update_id for update_id in rows if update_id in stored)

    def _row(self, item: Incoming, now: datetime) -> dict[str, Any]:
        return {
            "update_id": item.update_id,
            "chat": self._pseudonyms.chat(item.chat_id),
            "user": self._pseudonyms.user(item.user_id),
            "payload": item.payload,
            "received": now,
            "attempts": 0,
            "sending": None,
            "done": None,
            "reason": None,
        }

    def pending(self, limit: int | None = None) -> tuple[StoredUpdate, ...]:
        """Return all updates that are not done, oldest first, whoever holds them."""
        query = select(UpdateRow).where(UpdateRow.done.is_(None)).order_by(UpdateRow.update_id).limit(limit)
        with self._database.read() as session:
            return tuple(_stored(row) for row in session.scalars(query))

    def waiting(self) -> int:
        """Return how many updates are not done."""
        with self._database.read() as session:
            return session.scalar(select(func.count()).where(UpdateRow.done.is_(None))) or 0

    def claim(self, worker: str, *, limit: int = 10, lease_seconds: float = LEASE) -> tuple[StoredUpdate, ...]:
        """Give a worker the oldest update of each chat in which nobody holds one, oldest first."""
        now = self._clock()
        earlier = aliased(UpdateRow)
        query = (
            select(UpdateRow)
            .where(
                UpdateRow.done.is_(None),
                or_(UpdateRow.held_until.is_(None), UpdateRow.held_until <= now),
                ~exists().where(
                    earlier.chat == UpdateRow.chat, earlier.done.is_(None), earlier.update_id < UpdateRow.update_id
                ),
            )
            .order_by(UpdateRow.update_id)
            .limit(limit)
        )
        with self._database.read() as session:  # most calls find nothing, and should hold up no writer
            if session.scalar(query.limit(1)) is None:
                return ()
        with self._database.write(quick=True) as session:
            rows = session.scalars(query.with_for_update(skip_locked=True, of=UpdateRow)).all()
            for row in rows:
                row.worker, row.held_until = worker, now + timedelta(seconds=lease_seconds)
            return tuple(_stored(row) for row in rows)

    def renew(self, worker: str, *, lease_seconds: float = LEASE) -> frozenset[int]:
        """Hold on to all that a worker holds; return which these still are."""
        until = self._clock() + timedelta(seconds=lease_seconds)
        statement = update(UpdateRow).where(*_held(worker)).values(held_until=until).returning(UpdateRow.update_id)
        with self._database.write(quick=True) as session:
            return frozenset(session.scalars(statement))

    def release(self, worker: str) -> int:
        """Give back all that a worker holds: when it leaves, and when it starts again under the same name."""
        with self._database.write(quick=True) as session:
            return changed(session, update(UpdateRow).where(*_held(worker)).values(worker=None, held_until=None))

    def begin(self, update_id: int, worker: str) -> bool:
        """Count an attempt to answer; False if the update is no longer the worker's."""
        return self._step(update_id, worker, attempts=UpdateRow.attempts + 1)

    def sending(self, update_id: int, worker: str) -> bool:
        """Note that the answer is about to be sent; False if the update is no longer the worker's: don't send."""
        # Lasting, and with it the answer that its buttons will ask for.
        return self._step(update_id, worker, quick=False, sending=self._clock())

    def done(self, update_id: int, worker: str) -> bool:
        """Note that nothing is left to do, and erase what the person sent."""
        return self._step(update_id, worker, done=self._clock(), **_ERASED)

    def give_up(self, update_id: int, worker: str, reason: str) -> bool:
        """Note that the update won't be answered, and why; erase what the person sent."""
        return self._step(update_id, worker, done=self._clock(), reason=reason, **_ERASED)

    def put_off(self, update_id: int, worker: str, seconds: float) -> bool:
        """Try again later; what follows in the same chat waits behind it."""
        return self._step(update_id, worker, worker=None, held_until=self._clock() + timedelta(seconds=seconds))

    def _step(self, update_id: int, holder: str, *, quick: bool = True, **values: Any) -> bool:
        statement = update(UpdateRow).where(UpdateRow.update_id == update_id, *_held(holder)).values(**values)
        with self._database.write(quick=quick) as session:
            return changed(session, statement) == 1

    def given_up(self, limit: int = 20) -> tuple[GivenUp, ...]:
        """Return the latest updates that were not answered."""
        query = select(UpdateRow).where(UpdateRow.reason.is_not(None)).order_by(UpdateRow.done.desc()).limit(limit)
        with self._database.read() as session:
            rows = session.scalars(query)
            return tuple(GivenUp(row.update_id, row.received, row.attempts, row.reason or "") for row in rows)


def forget_updates(session: Session, user: str, handling: int | None, now: datetime) -> int:
    """Erase what a person has sent, except the update that is being handled."""
    mine = [UpdateRow.user == user, UpdateRow.done.is_(None)]
    if handling is not None:
        mine.append(UpdateRow.update_id != handling)
    return changed(session, update(UpdateRow).where(*mine).values(done=now, **_ERASED))


def purge_updates(session: Session, now: datetime, before: datetime) -> int:
    """Delete what was done too long ago to be repeated, and what has waited since before a moment."""
    settled, stale = UpdateRow.done < now - REPEATS, UpdateRow.received < before
    return changed(session, delete(UpdateRow).where(or_(settled, stale)))


def _held(worker: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return UpdateRow.worker == worker, UpdateRow.done.is_(None)


def _stored(row: UpdateRow) -> StoredUpdate:
    return StoredUpdate(
        update_id=row.update_id,
        chat=row.chat or "",
        payload=row.payload,
        received=row.received,
        attempts=row.attempts,
        sending=row.sending is not None,
    )
