"""What was used when, for rate limits and for budgets."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.models import UsageRow
from bot.store.pseudonyms import Pseudonyms


class Usage:
    """Uses by kind, such as "question" or "tokens"."""

    def __init__(self, database: Database, clock: Clock, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._clock = clock
        self._pseudonyms = pseudonyms

    def add(self, kind: str, user_id: int | None = None, amount: int = 1) -> None:
        """Note a use by a person, or by the program."""
        user = None if user_id is None else self._pseudonyms.user(user_id)
        with self._database.write(quick=True) as session:
            session.add(UsageRow(kind=kind, user=user, amount=amount, created=self._clock()))

    def count_since(self, kind: str, since: datetime, user_id: int | None = None) -> int:
        """Return how often something was used since a moment, by one person or by all."""
        return self._sum(func.count(), kind, since, user_id)

    def total_since(self, kind: str, since: datetime, user_id: int | None = None) -> int:
        """Return how much of something was used since a moment, by one person or by all."""
        return self._sum(func.coalesce(func.sum(UsageRow.amount), 0), kind, since, user_id)

    def _sum(self, what: ColumnElement[int], kind: str, since: datetime, user_id: int | None) -> int:
        query = select(what).where(UsageRow.kind == kind, UsageRow.created >= since)
        if user_id is not None:
            query = query.where(UsageRow.user == self._pseudonyms.user(user_id))
        with self._database.read() as session:
            return int(session.scalar(query) or 0)
