"""Answers as they were given, quotes included, and the votes on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from bot.store.clock import Clock, vietnamese_day
from bot.store.database import Database, changed
from bot.store.models import AnswerRow, MessageRow, VoteRow
from bot.store.pseudonyms import Pseudonyms
from bot.store.records import AnswerContent, AnswerRecord, Quoted, Suggested, Talk, Tally, Vote
from rag.text.vietnamese import fold, syllables


class Answers:
    """The answers that are stored."""

    def __init__(self, database: Database, clock: Clock, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._clock = clock
        self._pseudonyms = pseudonyms

    def add(self, talk: Talk, content: AnswerContent, update_id: int | None = None) -> int:
        """Store an answer, to the update `update_id`, and return its id.

        Where that update was answered before (and the program died before it was done), the first answer keeps its
        words for the buttons of its messages, but counts in no statistics any more.
        """
        now = self._clock()
        row = AnswerRow(
            update_id=update_id,
            chat=self._pseudonyms.chat(talk.chat_id),
            topic_id=talk.topic_id,
            user=self._pseudonyms.user(talk.user_id),
            created=now,
            day=vietnamese_day(now),
            folded=" ".join(fold(token) for token in syllables(content.resolved)),
            **_columns(content),
        )
        with self._database.write(quick=True) as session:
            if update_id is not None:
                first = update(AnswerRow).where(AnswerRow.update_id == update_id)
                changed(session, first.values(update_id=None, counted=False))
            session.add(row)
            session.flush()
            return row.id

    def get(self, answer_id: int) -> AnswerRecord | None:
        """Return an answer, or None when it was deleted."""
        return self._find(AnswerRow.id == answer_id)

    def for_update(self, update_id: int) -> AnswerRecord | None:
        """Return what an update was answered before the program died, to send that rather than ask again."""
        return self._find(AnswerRow.update_id == update_id)

    def by_message(self, chat_id: int, message_id: int) -> AnswerRecord | None:
        """Return the answer that a message shows, or a part of which it shows."""
        shown = select(MessageRow.answer_id).where(
            MessageRow.chat == self._pseudonyms.chat(chat_id), MessageRow.message_id == message_id
        )
        return self._find(AnswerRow.id == shown.scalar_subquery())

    def _find(self, condition: ColumnElement[bool]) -> AnswerRecord | None:
        with self._database.read() as session:
            row = session.scalars(select(AnswerRow).where(condition)).one_or_none()
            return _record(row) if row else None

    def attach_message(self, answer_id: int, chat_id: int, message_id: int) -> None:
        """Remember that a message shows an answer; nothing happens if that was deleted meanwhile."""
        with self._database.write(quick=True) as session:
            if session.get(AnswerRow, answer_id, with_for_update={"read": True}):
                chat = self._pseudonyms.chat(chat_id)
                session.merge(MessageRow(chat=chat, message_id=message_id, answer_id=answer_id))

    def vote(self, answer_id: int, user_id: int, value: Vote | None) -> Vote | None:
        """Set a person's vote on an answer, or take it back; return the one before.

        Nothing happens if the answer was deleted meanwhile.
        """
        user = self._pseudonyms.user(user_id)
        with self._database.write() as session:
            # The lock puts the votes on one answer in a row: two clicks at once are one vote.
            if session.get(AnswerRow, answer_id, with_for_update=True) is None:
                return None
            row = session.get(VoteRow, (answer_id, user))
            before = None if row is None else Vote(row.value)
            if value is None:
                mine = delete(VoteRow).where(VoteRow.answer_id == answer_id, VoteRow.user == user)
                changed(session, mine)
            else:
                session.merge(VoteRow(answer_id=answer_id, user=user, value=int(value), created=self._clock()))
            return before

    def vote_of(self, answer_id: int, user_id: int) -> Vote | None:
        """Return a person's vote on an answer."""
        with self._database.read() as session:
            row = session.get(VoteRow, (answer_id, self._pseudonyms.user(user_id)))
            return None if row is None else Vote(row.value)

    def tally(self, answer_id: int) -> Tally:
        """Count the votes on an answer."""
        query = select(VoteRow.value, func.count()).where(VoteRow.answer_id == answer_id).group_by(VoteRow.value)
        with self._database.read() as session:
            counts = dict(session.execute(query).all())
        return Tally(up=counts.get(Vote.UP, 0), down=counts.get(Vote.DOWN, 0))


def lock_answers(session: Session, condition: ColumnElement[bool]) -> None:
    """Take hold of answers before anything of theirs is deleted: in the order in which voting does, or both wait."""
    session.execute(select(AnswerRow.id).where(condition).order_by(AnswerRow.id).with_for_update())


def _columns(content: AnswerContent) -> dict[str, Any]:
    return {
        "question": content.question,
        "resolved": content.resolved,
        "mode": content.mode,
        "text": content.text,
        "generation": content.generation,
        "citations": _plain(content.citations),
        "suggestions": _plain(content.suggestions),
        "alternatives": _plain(content.alternatives),
        "timings": dict(content.timings_ms),
        "total_ms": content.timings_ms.get("total"),
        "note": content.note or None,
    }


def _plain(items: Iterable[Quoted | Suggested]) -> list[dict[str, Any]]:
    return [asdict(item) for item in items]


def _record(row: AnswerRow) -> AnswerRecord:
    content = AnswerContent(
        question=row.question,
        resolved=row.resolved,
        mode=row.mode,
        text=row.text,
        generation=row.generation,
        citations=tuple(Quoted(**item) for item in row.citations),
        suggestions=tuple(Suggested(**item) for item in row.suggestions),
        alternatives=tuple(Quoted(**item) for item in row.alternatives),
        timings_ms=row.timings,
        note=row.note or "",
    )
    return AnswerRecord(
        id=row.id, chat=row.chat, topic_id=row.topic_id, user=row.user, created=row.created, content=content
    )
