"""One database and how it is reached: transactions, SQLite's and Postgres' ways, and their errors as `StoreError`."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, CursorResult, Delete, Engine, Update, create_engine, event, exc, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.errors import StoreError
from bot.store.models import Base

_PRAGMAS = "journal_mode=WAL", "foreign_keys=ON", "secure_delete=ON"  # deleted words are overwritten
_PATIENCE = 30  # seconds to wait for another writer, or for a free connection

# How SQLite begins a transaction. One that reads first and writes later would fail when another has written between.
_READ, _QUICK, _LASTING = (
    ("BEGIN",),
    ("PRAGMA synchronous=NORMAL", "BEGIN IMMEDIATE"),
    ("PRAGMA synchronous=FULL", "BEGIN IMMEDIATE"),
)

# A dead server or network is noticed within about a minute. Poolers such as PgBouncer know no prepared statements.
_POSTGRES = {"connect_timeout": 10, "keepalives_idle": 20, "keepalives_interval": 10, "prepare_threshold": None}

# What the drivers say, and what it is called here.
_SAID = {
    "disk is full": "full",
    "no space left": "full",
    "readonly database": "read-only",
    "read-only transaction": "read-only",
    "unable to open": "read-only",
    "is locked": "busy",
    "deadlock detected": "busy",
    "malformed": "broken",
    "not a database": "broken",
    "disk i/o": "broken",
    "authentication failed": "refused",
    "does not exist": "refused",
    "no password supplied": "refused",
}


class Database:
    """A pool of connections; `read` and `write` lend a session for one transaction."""

    def __init__(self, address: str | URL) -> None:
        """Prepare the connections; none is opened yet.

        Raises:
            StoreError: the address can't be used, or SQLite's file can't be made.
        """
        url = _parse(address)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        with _translated():
            self._engine = _sqlite(url) if self.is_sqlite else _postgres(url)
        self._quick = self._engine.execution_options(begin=_QUICK)
        self._lasting = self._engine.execution_options(begin=_LASTING)
        # SQLite lets one write at a time; waiting here is quicker and fairer than its sleeping and asking again.
        self._turn = threading.Lock() if self.is_sqlite else nullcontext()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Lend a session that sees one state of the database."""
        with _translated(), Session(self._engine) as session, session.begin():
            yield session

    @contextmanager
    def write(self, *, quick: bool = False) -> Iterator[Session]:
        """Lend a session whose changes are all stored when the block has ended, or none if it failed.

        They outlive a kill at once. A power cut they outlive at once too, but `quick` ones (in SQLite, a tenth of the
        time) only as soon as a later one that is not quick has ended.
        """
        engine = self._quick if quick else self._lasting
        with self._turn, _translated(), Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    def insert(self, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
        """Start an INSERT that can say what to do about a row that is there already."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def wipe_log(self) -> None:
        """Move SQLite's log into its file, which overwrites deleted words; a reader may hold that off until later."""
        if self.is_sqlite:
            with suppress(exc.DBAPIError), self._engine.connect() as connection:
                # The driver's own connection: a checkpoint can't be part of a transaction.
                connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def changed(session: Session, statement: Update | Delete) -> int:
    """Run an UPDATE or DELETE and return how many rows it touched."""
    result = session.execute(statement, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", result).rowcount


def _parse(address: str | URL) -> URL:
    try:
        url = make_url(address)
        backend = url.get_backend_name()
    except (exc.ArgumentError, ValueError):  # their text may repeat the address, and with it the password
        raise StoreError("address") from None
    if backend in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and url.database:
        return url.set(drivername="sqlite+pysqlite")
    raise StoreError("address", f"{backend}: only sqlite and postgresql can be used")


def _sqlite(url: URL) -> Engine:
    path = Path(str(url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Made here, for its owner only; SQLite gives the same mode to its log.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreError("read-only", f"{path}: {error.strerror}") from error
    engine = create_engine(
        url,
        hide_parameters=True,  # members' words don't belong in error messages
        pool_size=8,
        max_overflow=32,
        pool_timeout=_PATIENCE,
        connect_args={"timeout": _PATIENCE, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver would begin transactions late, and not at all for a table's change
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    for statement in connection.get_execution_options().get("begin", _READ):
        connection.exec_driver_sql(statement)


def _postgres(url: URL) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=5,
        max_overflow=15,
        pool_timeout=_PATIENCE,
        connect_args={key: value for key, value in _POSTGRES.items() if key not in url.query},
    )


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except exc.DBAPIError as error:
        said = str(error.orig).lower()
        usual = "unreachable" if isinstance(error, exc.OperationalError | exc.InterfaceError) else "broken"
        reason = next((reason for words, reason in _SAID.items() if words in said), usual)
        raise StoreError(reason, type(error.orig).__name__) from error
    except exc.TimeoutError as error:
        raise StoreError("busy", "no connection became free") from error
