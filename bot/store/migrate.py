"""Bring a database to the present tables; safe when several processes start at once."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import text

from bot.store.database import Database
from bot.store.errors import StoreError

_SCRIPTS = "bot.store:migrations"
_LOCK = 0x636F6E67646F616E  # any number that nobody else takes on the same Postgres: "congdoan"


def migrate(database: Database) -> None:
    """Run the migrations that the database lacks, all in one transaction.

    Raises:
        StoreError: the database was written by a later version of this program, or can't be written.
    """
    config = Config()
    config.set_main_option("script_location", _SCRIPTS)
    with database.write() as session:  # SQLite: nobody else writes until the end
        if not database.is_sqlite:
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        config.attributes["connection"] = session.connection()
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError("newer", str(error)) from error
