"""Figures on what was asked, and the questions that the articles don't answer."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from bot.store.clock import Clock, vietnamese_day
from bot.store.database import Database
from bot.store.models import AnswerRow, UsageRow, VoteRow
from bot.store.records import Day, ModelFigures, Statistics, Unanswered, Vote
from bot.store.usage import DROPPED, PROBLEM, TOKENS

# Two of `rag.answer.Mode`, whose import takes seconds; a test compares them.
REFUSAL, SMALLTALK = "refusal", "smalltalk"

_IS_QUESTION = and_(AnswerRow.counted, AnswerRow.mode != SMALLTALK)
_IS_REFUSAL = AnswerRow.mode == REFUSAL


class Figures:
    """Figures computed from the stored answers, votes and uses, so they reach back as far as these are kept."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def summary(self, days: int = 30) -> Statistics:
        """Return figures on the last `days` days, today included."""
        today = vietnamese_day(self._clock())
        first, monday = today - timedelta(days=days - 1), today - timedelta(days=today.weekday())
        with self._database.read() as session:
            by_day = _by_day(session, min(first, monday))
            votes = _votes(session, first)
            p50, p95 = (_percentile(session, first, share) for share in (0.5, 0.95))
            modes, model = _modes(session, first), _model(session, first, today)
        shown = tuple(by_day.get(day, Day(day, 0, 0)) for day in (first + timedelta(n) for n in range(days)))
        questions = sum(day.questions for day in shown)
        return Statistics(
            today=shown[-1].questions,
            this_week=sum(day.questions for day in by_day.values() if day.date >= monday),
            questions=questions,
            answered_share=sum(day.answered for day in shown) / questions if questions else None,
            up=votes.get(Vote.UP, 0),
            down=votes.get(Vote.DOWN, 0),
            p50_ms=p50,
            p95_ms=p95,
            days=shown,
            modes=modes,
            model=model,
        )

    def unanswered(self, limit: int = 50) -> tuple[Unanswered, ...]:
        """Return the questions that were refused, or voted down more than up, and not answered well since.

        Questions that differ only in marks, case and punctuation are one. Most asked first.
        """
        score = select(VoteRow.answer_id, func.sum(VoteRow.value).label("score")).group_by(VoteRow.answer_id).subquery()
        failed = or_(_IS_REFUSAL, score.c.score < 0)
        asked = func.count(case((failed, 1)))
        last = func.max(case((failed, AnswerRow.id)))
        query = (
            select(asked, func.count(case((failed, AnswerRow.user)).distinct()), last)
            .outerjoin(score, score.c.answer_id == AnswerRow.id)
            .where(_IS_QUESTION, AnswerRow.folded != "")
            .group_by(AnswerRow.folded)
            .having(last > func.coalesce(func.max(case((failed, None), else_=AnswerRow.id)), 0))
            .order_by(asked.desc(), last.desc())
            .limit(limit)
        )
        with self._database.read() as session:
            groups = session.execute(query).all()
            newest = select(AnswerRow).where(AnswerRow.id.in_([answer_id for _, _, answer_id in groups]))
            rows = {row.id: row for row in session.scalars(newest)}
            return tuple(
                Unanswered(rows[answer_id].resolved, times, people, rows[answer_id].created)
                for times, people, answer_id in groups
            )


def _by_day(session: Session, first: date) -> dict[date, Day]:
    answered = func.count(case((~_IS_REFUSAL, 1)))
    query = select(AnswerRow.day, func.count(), answered).where(_asked_since(first)).group_by(AnswerRow.day)
    return {day: Day(day, questions, good) for day, questions, good in session.execute(query)}


def _votes(session: Session, first: date) -> dict[int, int]:
    query = (
        select(VoteRow.value, func.count())
        .join(AnswerRow, AnswerRow.id == VoteRow.answer_id)
        .where(_asked_since(first))
        .group_by(VoteRow.value)
    )
    return dict(session.execute(query).all())


def _modes(session: Session, first: date) -> dict[str, int]:
    query = select(AnswerRow.mode, func.count()).where(_asked_since(first)).group_by(AnswerRow.mode)
    return dict(session.execute(query).all())


def _model(session: Session, first: date, today: date) -> ModelFigures:
    settled = UsageRow.day >= first, UsageRow.held_until.is_(None)
    by_day = select(UsageRow.day, func.sum(UsageRow.amount)).where(*settled, UsageRow.kind == TOKENS)
    tokens = {day: int(total) for day, total in session.execute(by_day.group_by(UsageRow.day))}
    days = (first + timedelta(days=n) for n in range((today - first).days + 1))
    return ModelFigures(
        tokens=tuple((day, tokens.get(day, 0)) for day in days),
        dropped=_by_kind(session, DROPPED, *settled),
        problems=_by_kind(session, PROBLEM, *settled),
    )


def _by_kind(session: Session, prefix: str, *where: ColumnElement[bool]) -> dict[str, int]:
    """Return how much of each kind that starts with a prefix was used, the most first."""
    of = (*where, UsageRow.kind.startswith(prefix, autoescape=True))
    total = func.sum(UsageRow.amount)
    query = select(UsageRow.kind, total).where(*of).group_by(UsageRow.kind).order_by(total.desc(), UsageRow.kind)
    return {kind.removeprefix(prefix): int(count) for kind, count in session.execute(query)}


def _percentile(session: Session, first: date, share: float) -> float | None:
    """Return the time that a share of the questions was answered within (the nearest rank)."""
    timed: tuple[ColumnElement[Any], ...] = _asked_since(first), AnswerRow.total_ms.is_not(None)
    count = session.scalar(select(func.count()).where(*timed)) or 0
    rank = max(math.ceil(share * count) - 1, 0)
    return session.scalar(select(AnswerRow.total_ms).where(*timed).order_by(AnswerRow.total_ms).offset(rank).limit(1))


def _asked_since(first: date) -> ColumnElement[bool]:
    return and_(_IS_QUESTION, AnswerRow.day >= first)
