"""Small values that hold for a while: notices given once, confirmations that wait, what was done last."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from bot.store.clock import Clock
from bot.store.database import Database, changed
from bot.store.models import KeptRow
from bot.store.pseudonyms import Pseudonyms
from bot.store.records import Pending

_TOKEN_BYTES = 12  # 16 characters, a quarter of what a button may carry
_PENDING = "pending:"


class Shelf:
    """Values by kind and key. They are JSON-like: lists, mappings with string keys, strings, numbers."""

    def __init__(self, database: Database, clock: Clock, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._clock = clock
        self._pseudonyms = pseudonyms

    def put(self, kind: str, key: str, value: Any, *, seconds: float | None = None, user_id: int | None = None) -> None:
        """Keep a value, for some seconds or for good; with `user_id` it goes when that person is forgotten."""
        self._store(kind, key, value, seconds, user_id)

    def get(self, kind: str, key: str) -> Any | None:
        """Return a value that still holds."""
        query = select(KeptRow.value).where(KeptRow.kind == kind, KeptRow.key == key, self._holds())
        with self._database.read() as session:
            return session.scalar(query)

    def drop(self, kind: str, key: str) -> None:
        """Forget a value."""
        with self._database.write() as session:
            changed(session, delete(KeptRow).where(KeptRow.kind == kind, KeptRow.key == key))

    def once(self, kind: str, key: str, *, seconds: float, user_id: int | None = None) -> bool:
        """Say True to the first who asks, and to nobody else, in whatever process, until the time is over."""
        return self._store(kind, key, True, seconds, user_id, only_if=KeptRow.expires <= self._clock())

    def put_pending(self, kind: str, payload: Any, *, seconds: float, user_id: int | None = None) -> str:
        """Keep what waits for a confirmation; return the token that the button carries."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        self._store(_PENDING + kind, token, payload, seconds, user_id)
        return token

    def pending(self, token: str, kind: str, *, user_id: int | None = None) -> Pending | None:
        """Look at what waits under a token; with `user_id` only if it is that person's."""
        query = select(KeptRow).where(*self._waits(token, kind, user_id))
        with self._database.read() as session:
            row = session.scalars(query).one_or_none()
            return _pending(row) if row else None

    def take_pending(self, token: str, kind: str, *, user_id: int | None = None) -> Pending | None:
        """Take what waits under a token: of several who try, one gets it."""
        statement = delete(KeptRow).where(*self._waits(token, kind, user_id)).returning(KeptRow)
        with self._database.write() as session:
            row = session.scalars(statement).one_or_none()
            return _pending(row) if row else None

    def take_expired(self, kind: str) -> tuple[Pending, ...]:
        """Take all that nobody confirmed in time, to clean up behind it."""
        overdue = KeptRow.kind == _PENDING + kind, KeptRow.expires <= self._clock()
        with self._database.write() as session:
            return tuple(_pending(row) for row in session.scalars(delete(KeptRow).where(*overdue).returning(KeptRow)))

    def _store(
        self,
        kind: str,
        key: str,
        value: Any,
        seconds: float | None,
        user_id: int | None,
        *,
        only_if: ColumnElement[bool] | None = None,
    ) -> bool:
        values = {
            "value": value,
            "expires": None if seconds is None else self._clock() + timedelta(seconds=seconds),
            "user": None if user_id is None else self._pseudonyms.user(user_id),
        }
        insert = self._database.insert(KeptRow).values(kind=kind, key=key, **values)
        fresh = {column: insert.excluded[column] for column in values}
        statement = insert.on_conflict_do_update(index_elements=["kind", "key"], set_=fresh, where=only_if)
        with self._database.write(quick=True) as session:
            return session.scalar(statement.returning(KeptRow.key)) is not None

    def _holds(self) -> ColumnElement[bool]:
        return or_(KeptRow.expires.is_(None), KeptRow.expires > self._clock())

    def _waits(self, token: str, kind: str, user_id: int | None) -> list[ColumnElement[bool]]:
        conditions = [KeptRow.kind == _PENDING + kind, KeptRow.key == token, self._holds()]
        if user_id is not None:
            conditions.append(KeptRow.user == self._pseudonyms.user(user_id))
        return conditions


def purge_kept(session: Session, now: datetime, before: datetime) -> int:
    """Delete what has expired; what waited for a confirmation stays a while, for whoever cleans up behind it."""
    waiting = KeptRow.kind.startswith(_PENDING, autoescape=True)
    overdue = or_(KeptRow.expires < before, and_(KeptRow.expires <= now, ~waiting))
    return changed(session, delete(KeptRow).where(overdue))


def _pending(row: KeptRow) -> Pending:
    if row.expires is None:
        raise ValueError(f"{row.kind} without an expiry")
    return Pending(token=row.key, kind=row.kind.removeprefix(_PENDING), payload=row.value, expires=row.expires)
