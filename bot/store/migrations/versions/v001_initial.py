"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "v001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_PSEUDONYM = sa.String(32)


def upgrade() -> None:
    """Make the tables."""
    _inbox()
    _answers()
    _about_answers()
    _turns()
    _usage_and_kept()


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat", _PSEUDONYM),
        sa.Column("user", _PSEUDONYM),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("received", _MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sending", _MOMENT),
        sa.Column("worker", sa.String(255)),
        sa.Column("held_until", _MOMENT),
        sa.Column("done", _MOMENT),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("update_id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_done", "inbox", ["done"])
    waiting = sa.text("done IS NULL")
    for name, columns in (("ix_inbox_waiting", ["update_id"]), ("ix_inbox_waiting_chat", ["chat", "update_id"])):
        op.create_index(name, "inbox", columns, sqlite_where=waiting, postgresql_where=waiting)


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("update_id", sa.BigInteger()),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("chat", _PSEUDONYM, nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=False),
        sa.Column("user", _PSEUDONYM, nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("resolved", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("generation", sa.Text(), nullable=False),
        sa.Column("citations", sa.Text(), nullable=False),
        sa.Column("suggestions", sa.Text(), nullable=False),
        sa.Column("alternatives", sa.Text(), nullable=False),
        sa.Column("timings", sa.Text(), nullable=False),
        sa.Column("total_ms", sa.Double()),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
        sa.UniqueConstraint("update_id", name="uq_answers_update_id"),
        sqlite_autoincrement=True,
    )
    for column in ("user", "created", "day"):
        op.create_index(f"ix_answers_{column}", "answers", [column])


def _about_answers() -> None:
    op.create_table(
        "answer_messages",
        sa.Column("chat", _PSEUDONYM, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("answer_id", _ID, nullable=False),
        sa.PrimaryKeyConstraint("chat", "message_id", name="pk_answer_messages"),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name="fk_answer_messages_answer_id", ondelete="CASCADE"),
    )
    op.create_index("ix_answer_messages_answer_id", "answer_messages", ["answer_id"])
    op.create_table(
        "votes",
        sa.Column("answer_id", _ID, nullable=False),
        sa.Column("user", _PSEUDONYM, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("answer_id", "user", name="pk_votes"),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name="fk_votes_answer_id", ondelete="CASCADE"),
    )
    op.create_index("ix_votes_user", "votes", ["user"])


def _turns() -> None:
    op.create_table(
        "turns",
        sa.Column("id", _ID, nullable=False),
        sa.Column("parent_id", _ID),
        sa.Column("answer_id", _ID),
        sa.Column("chat", _PSEUDONYM, nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=False),
        sa.Column("user", _PSEUDONYM, nullable=False),
        sa.Column("body", sa.Text()),
        sa.Column("created", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sa.ForeignKeyConstraint(["parent_id"], ["turns.id"], name="fk_turns_parent_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name="fk_turns_answer_id", ondelete="SET NULL"),
        sqlite_autoincrement=True,
    )
    for column in ("parent_id", "answer_id", "user", "created"):
        op.create_index(f"ix_turns_{column}", "turns", [column])
    op.create_index("ix_turns_chat_topic_id_user_id", "turns", ["chat", "topic_id", "user", "id"])


def _usage_and_kept() -> None:
    op.create_table(
        "usage",
        sa.Column("id", _ID, nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("user", _PSEUDONYM),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_usage"),
        sqlite_autoincrement=True,
    )
    for column in ("user", "created"):
        op.create_index(f"ix_usage_{column}", "usage", [column])
    op.create_index("ix_usage_kind_user_created", "usage", ["kind", "user", "created"])
    op.create_table(
        "kept",
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("user", _PSEUDONYM),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("expires", _MOMENT),
        sa.PrimaryKeyConstraint("kind", "key", name="pk_kept"),
    )
    for column in ("user", "expires"):
        op.create_index(f"ix_kept_{column}", "kept", [column])
