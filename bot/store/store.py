"""The store as a whole: how it is opened, and how old data leaves it."""

from __future__ import annotations

import logging
from datetime import timedelta

from sqlalchemy import URL, delete

from bot.settings import Settings
from bot.store.answers import Answers, lock_answers
from bot.store.clock import Clock, utc_now
from bot.store.database import Database, changed
from bot.store.errors import StoreError
from bot.store.inbox import Inbox, purge_updates
from bot.store.migrate import migrate
from bot.store.models import AnswerRow, TurnRow, UsageRow, VoteRow
from bot.store.people import People
from bot.store.pseudonyms import Pseudonyms, salt_from_file, salt_from_secret
from bot.store.records import Removed
from bot.store.shelf import Shelf, purge_kept
from bot.store.statistics import Figures
from bot.store.talks import Talks
from bot.store.usage import Usage

_log = logging.getLogger(__name__)

_FILE = "bot.sqlite3"
_SALT = "salt"


class Store:
    """All state of the bot, by subject; see `bot.store`."""

    def __init__(self, database: Database, clock: Clock, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._clock = clock
        self.pseudonyms = pseudonyms
        self.inbox = Inbox(database, clock, pseudonyms)
        self.talks = Talks(database, clock, pseudonyms)
        self.answers = Answers(database, clock, pseudonyms)
        self.usage = Usage(database, clock, pseudonyms)
        self.shelf = Shelf(database, clock, pseudonyms)
        self.people = People(database, clock, pseudonyms, self.shelf)
        self.statistics = Figures(database, clock)

    @classmethod
    def open(cls, address: str | URL, *, salt: bytes, clock: Clock = utc_now) -> Store:
        """Open the state at a SQLAlchemy address, and bring its tables up to date.

        Raises:
            StoreError: it can't be reached or used.
        """
        database = Database(address)
        try:
            migrate(database)
            store = cls(database, clock, Pseudonyms(salt))
            store._check_salt()
        except BaseException:
            database.close()
            raise
        return store

    def close(self) -> None:
        """Close all connections."""
        self._database.close()

    def purge(self, older_than_days: int) -> Removed:
        """Delete what is older than some days, and what has served its purpose; return how much that was."""
        now = self._clock()
        before = now - timedelta(days=older_than_days)
        with self._database.write() as session:
            lock_answers(session, AnswerRow.created < before)
            removed = Removed(
                votes=changed(session, delete(VoteRow).where(VoteRow.created < before)),
                turns=changed(session, delete(TurnRow).where(TurnRow.created < before)),
                answers=changed(session, delete(AnswerRow).where(AnswerRow.created < before)),
                usage=changed(session, delete(UsageRow).where(UsageRow.created < before)),
                kept=purge_kept(session, now, before),
                updates=purge_updates(session, now, before),
            )
        self._database.wipe_log()
        return removed

    def _check_salt(self) -> None:
        known, present = self.shelf.get(_SALT, ""), self.pseudonyms.fingerprint()
        if known not in (None, present):
            _log.warning(
                "the salt of the pseudonyms is another one than before: what is stored of people can't be "
                "found by person any more, and goes when its time is over"
            )
        if known != present:
            self.shelf.put(_SALT, "", present)


def has_state(settings: Settings) -> bool:
    """Tell whether there may be any state to open, without making any."""
    return settings.bot.database_url is not None or (settings.rag.data_dir / _FILE).exists()


def open_store(settings: Settings, clock: Clock = utc_now) -> Store:
    """Open the state that the settings name.

    Raises:
        StoreError: it can't be reached or used.
    """
    folder, address, token = settings.rag.data_dir, settings.bot.database_url, settings.bot.telegram_bot_token
    if address is None:
        # An address in one string would break at a folder's "?" or "#".
        file = URL.create("sqlite", database=str((folder / _FILE).absolute()))
        return Store.open(file, salt=salt_from_file(folder / _SALT), clock=clock)
    if token is None:
        raise StoreError("address", "DATABASE_URL needs TELEGRAM_BOT_TOKEN: the pseudonyms are derived from it")
    return Store.open(address.get_secret_value(), salt=salt_from_secret(token.get_secret_value()), clock=clock)
