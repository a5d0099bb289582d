"""What was used on which day, within what may be used: reserved before, settled after.

A reservation counts like a use until it is settled, or until its time is over: one whose process was killed gives
back by itself what it held.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from sqlalchemy import ColumnElement, delete, func, or_, select, text, update
from sqlalchemy.orm import Session

from bot.store.clock import Clock, vietnamese_day
from bot.store.database import Database, changed
from bot.store.models import UsageRow
from bot.store.pseudonyms import Pseudonyms
from bot.store.records import Limits, Spent

# Kinds of use; the guard's reason or the kind of failure follows the last two.
TOKENS, DROPPED, PROBLEM = "tokens", "dropped:", "problem:"

_LONGEST_KIND = 64  # characters
_LOCK = 0x746F6B656E73  # any number that nobody else takes on the same Postgres: "tokens"
_LATELY = 20  # uses whose mean is what the next one is expected to take
_NOTHING: Mapping[str, int] = MappingProxyType({})


class Usage:
    """Uses by kind and day."""

    def __init__(self, database: Database, clock: Clock, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._clock = clock
        self._pseudonyms = pseudonyms

    def reserve(
        self, kind: str, limits: Limits, *, guess: int, seconds: float, user_id: int | None = None
    ) -> int | Spent:
        """Reserve what a use is expected to take, as long as anything is left of the day's limits.

        The last use of a day may so go beyond a limit, by no more than it takes; several at once see each other.

        Args:
            kind: Of use.
            limits: Of everybody's uses and of this person's.
            guess: How much it will take, where no use of the kind tells.
            seconds: How long the reservation counts unless it is settled.
            user_id: Whose use it is; None: the program's.

        Returns:
            The reservation's number, or whose limit is reached.
        """
        now = self._clock()
        user = None if user_id is None else self._pseudonyms.user(user_id)
        counts = or_(UsageRow.held_until.is_(None), UsageRow.held_until > now)
        today = (UsageRow.kind == kind, UsageRow.day == vietnamese_day(now), counts)
        with self._database.write(quick=True) as session:
            if not self._database.is_sqlite:  # there, writers come one after the other anyway
                session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            if limits.everybody and _sum(session, *today) >= limits.everybody:
                return Spent.EVERYBODY
            if limits.person and user is not None and _sum(session, *today, UsageRow.user == user) >= limits.person:
                return Spent.PERSON
            row = self._row(kind, _usual(session, kind) or guess)
            row.user, row.held_until = user, now + timedelta(seconds=seconds)
            session.add(row)
            session.flush()
            return row.id

    def settle(self, reservation: int, amount: int, also: Mapping[str, int] = _NOTHING) -> None:
        """Put what was used in the place of what was reserved, and note other uses, by kind, that came with it."""
        mine = UsageRow.id == reservation
        with self._database.write(quick=True) as session:
            if amount:
                changed(session, update(UsageRow).where(mine).values(amount=amount, held_until=None))
            else:
                changed(session, delete(UsageRow).where(mine))
            session.add_all(self._row(kind, count) for kind, count in also.items() if count)

    def today(self, kind: str, user_id: int | None = None) -> int:
        """Return how much was used today, by one person or by all; what is only reserved doesn't count."""
        of = [UsageRow.kind == kind, UsageRow.day == vietnamese_day(self._clock()), UsageRow.held_until.is_(None)]
        if user_id is not None:
            of.append(UsageRow.user == self._pseudonyms.user(user_id))
        with self._database.read() as session:
            return _sum(session, *of)

    def _row(self, kind: str, amount: int) -> UsageRow:
        now = self._clock()
        return UsageRow(kind=kind[:_LONGEST_KIND], amount=amount, day=vietnamese_day(now), created=now)


def _sum(session: Session, *of: ColumnElement[bool]) -> int:
    return int(session.scalar(select(func.coalesce(func.sum(UsageRow.amount), 0)).where(*of)) or 0)


def _usual(session: Session, kind: str) -> int:
    """Return what a use has taken lately, or 0."""
    settled = select(UsageRow.amount).where(UsageRow.kind == kind, UsageRow.held_until.is_(None))
    latest = settled.order_by(UsageRow.id.desc()).limit(_LATELY).subquery()
    return round(session.scalar(select(func.avg(latest.c.amount))) or 0)
