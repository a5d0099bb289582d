"""The tables. A change here needs a new file in `migrations/versions`; a test compares the two."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.store.columns import PSEUDONYM, ROW_ID, Json, Moment, Words

_NAMES = {
    "pk": "pk_%(table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
}


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {datetime: Moment, str: Words, Any: Json}  # noqa: RUF012 - read by SQLAlchemy


# SQLite would give the number of the last row, once deleted, to the next one, and an old button another's answer.
_NEVER_REUSED = {"sqlite_autoincrement": True}


class UpdateRow(Base):
    """An update from Telegram; once it is done, nothing but its number and its times is left."""

    __tablename__ = "inbox"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat: Mapped[str | None] = mapped_column(PSEUDONYM)
    user: Mapped[str | None] = mapped_column(PSEUDONYM)
    payload: Mapped[str]
    received: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    sending: Mapped[datetime | None]
    worker: Mapped[str | None] = mapped_column(String(255))
    held_until: Mapped[datetime | None]
    done: Mapped[datetime | None]
    reason: Mapped[str | None]  # why it was given up

    __table_args__ = (Index(None, "done"),)


_WAITING = UpdateRow.done.is_(None)
# The few updates that are not done are found among the many that are: the oldest ones, and the oldest one of a chat.
Index("ix_inbox_waiting", UpdateRow.update_id, sqlite_where=_WAITING, postgresql_where=_WAITING)
Index("ix_inbox_waiting_chat", UpdateRow.chat, UpdateRow.update_id, sqlite_where=_WAITING, postgresql_where=_WAITING)


class AnswerRow(Base):
    """An answer, with the words that were quoted."""

    __tablename__ = "answers"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    update_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    counted: Mapped[bool] = mapped_column(default=True)  # False: the same update was answered again
    chat: Mapped[str] = mapped_column(PSEUDONYM)
    topic_id: Mapped[int] = mapped_column(BigInteger)
    user: Mapped[str] = mapped_column(PSEUDONYM, index=True)
    created: Mapped[datetime] = mapped_column(index=True)
    day: Mapped[date] = mapped_column(index=True)  # in Vietnam
    question: Mapped[str]
    resolved: Mapped[str]
    folded: Mapped[str]  # what makes two spellings of a question the same
    mode: Mapped[str] = mapped_column(String(16))
    text: Mapped[str]
    generation: Mapped[str]
    citations: Mapped[Any]
    suggestions: Mapped[Any]
    alternatives: Mapped[Any]
    timings: Mapped[Any]
    total_ms: Mapped[float | None]
    note: Mapped[str | None]  # a word below the answer, such as why no model wrote it

    __table_args__ = _NEVER_REUSED


class MessageRow(Base):
    """A message that shows an answer, or a part of it."""

    __tablename__ = "answer_messages"

    chat: Mapped[str] = mapped_column(PSEUDONYM, primary_key=True)
    message_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    answer_id: Mapped[int] = mapped_column(ROW_ID, ForeignKey("answers.id", ondelete="CASCADE"), index=True)


class VoteRow(Base):
    """What one person thinks of one answer."""

    __tablename__ = "votes"

    answer_id: Mapped[int] = mapped_column(ROW_ID, ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True)
    user: Mapped[str] = mapped_column(PSEUDONYM, primary_key=True, index=True)
    value: Mapped[int]
    created: Mapped[datetime]


class TurnRow(Base):
    """A turn of a conversation, and the one before it; without a body: from here on a new conversation."""

    __tablename__ = "turns"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ROW_ID, ForeignKey("turns.id", ondelete="SET NULL"), index=True)
    answer_id: Mapped[int | None] = mapped_column(ROW_ID, ForeignKey("answers.id", ondelete="SET NULL"), index=True)
    chat: Mapped[str] = mapped_column(PSEUDONYM)
    topic_id: Mapped[int] = mapped_column(BigInteger)
    user: Mapped[str] = mapped_column(PSEUDONYM, index=True)
    body: Mapped[str | None]
    created: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (Index(None, "chat", "topic_id", "user", "id"), _NEVER_REUSED)


class UsageRow(Base):
    """Something that was used, and how much of it; or that is being used, and how much of it is expected."""

    __tablename__ = "usage"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True)
    kind: Mapped[str] = mapped_column(String(64))
    user: Mapped[str | None] = mapped_column(PSEUDONYM, index=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    day: Mapped[date]  # in Vietnam
    created: Mapped[datetime] = mapped_column(index=True)
    held_until: Mapped[datetime | None]  # until when it counts, unless it is settled before

    __table_args__ = (Index(None, "kind", "day", "user"), _NEVER_REUSED)


class KeptRow(Base):
    """A small value, and until when it holds."""

    __tablename__ = "kept"

    kind: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    user: Mapped[str | None] = mapped_column(PSEUDONYM, index=True)
    value: Mapped[Any]
    expires: Mapped[datetime | None] = mapped_column(index=True)
