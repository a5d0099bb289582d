"""What a language model costs a day, and a note below an answer."""

import sqlalchemy as sa
from alembic import op

revision = "v002"
down_revision = "v001"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table of uses anew, into which nothing was written before, and give answers a note."""
    op.drop_table("usage")
    op.create_table(
        "usage",
        sa.Column("id", _ID, nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("user", sa.String(32)),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("held_until", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_usage"),
        sqlite_autoincrement=True,
    )
    for column in ("user", "created"):
        op.create_index(f"ix_usage_{column}", "usage", [column])
    op.create_index("ix_usage_kind_day_user", "usage", ["kind", "day", "user"])
    op.add_column("answers", sa.Column("note", sa.Text()))
