from __future__ import annotations

import logging
import subprocess
import sys
import traceback
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pydantic import SecretStr
from sqlalchemy import text

from bot.settings import BotSettings, Settings
from bot.store import Store, StoreError, Talk, open_store
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.models import Base
from rag.settings import RagSettings
from tests.bot.store import postgres
from tests.bot.store.conftest import SALT, content
from tests.bot.store.test_inbox import ids, incoming

_OPEN = "import sys; from bot.store import Store; Store.open(sys.argv[1], salt=b's' * 32).close()"


def settings(folder: Path, **bot: Any) -> Settings:
    return Settings(RagSettings(_env_file=None, data_dir=folder), BotSettings(_env_file=None, **bot))


def test_the_tables_are_those_of_the_models(store: Store) -> None:
    with store._database.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_opening_again_changes_nothing(address: str) -> None:
    for number in (1, 2):
        store = Store.open(address, salt=SALT)
        assert store.inbox.put(incoming(number))
        store.close()
    store = Store.open(address, salt=SALT)
    assert ids(store.inbox.pending()) == [1, 2]
    store.close()


def test_answers_of_before_the_model_are_kept(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade = command.upgrade
    monkeypatch.setattr(command, "upgrade", lambda config, _: upgrade(config, "v001"))
    database = Database(address)
    migrate(database)
    columns = {column.name: column for column in Base.metadata.tables["answers"].columns if column.name != "note"}
    values: dict[str, Any] = dict.fromkeys(columns, "[]") | {
        "id": 1,
        "counted": True,
        "topic_id": 0,
        "update_id": None,
        "total_ms": 1,
    }
    values |= {"created": datetime.now(UTC), "day": date(2026, 3, 4), "timings": "{}"}
    with database.write() as session:
        names = ", ".join(f'"{name}"' for name in columns)
        insert = text(f"INSERT INTO answers ({names}) VALUES ({', '.join(f':{name}' for name in columns)})")
        session.execute(insert, values)
    database.close()
    monkeypatch.undo()
    store = Store.open(address, salt=SALT)
    kept = store.answers.get(1)
    assert kept is not None
    assert (kept.content.question, kept.content.note) == ("[]", "")
    store.close()


def test_processes_that_start_at_once_migrate_once(address: str) -> None:
    running = [subprocess.Popen([sys.executable, "-c", _OPEN, address], stderr=subprocess.PIPE) for _ in range(4)]
    failures = [process.communicate()[1].decode() for process in running]
    assert [process.returncode for process in running] == [0] * 4, failures
    store = Store.open(address, salt=SALT)
    assert store.inbox.put(incoming(1))
    store.close()


def test_a_later_version_s_state_is_refused(address: str) -> None:
    store = Store.open(address, salt=SALT)
    with store._database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'v999'"))
    store.close()
    with pytest.raises(StoreError) as caught:
        Store.open(address, salt=SALT)
    assert caught.value.reason == "newer"


def test_what_fails_half_way_leaves_nothing(store: Store) -> None:
    with pytest.raises(ValueError, match="stop"), store._database.write() as session:
        session.execute(text("DELETE FROM kept"))
        raise ValueError("stop")
    with store._database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM kept")) == 1  # the salt's fingerprint


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "address"),
        ("hunter2", "address"),
        ("mysql://bot:hunter2@localhost/bot", "address"),
        ("nonsense://bot:hunter2@localhost/bot", "address"),
        ("postgresql://bot:hunter2@localhost:port/bot", "address"),
        ("sqlite://", "address"),
        ("postgres://bot:hunter2@127.0.0.1:1/bot", "unreachable"),
        ("sqlite:////dev/null/bot.sqlite3", "read-only"),
    ],
)
def test_an_address_that_can_not_be_used_says_so_without_the_password(address: str, reason: str) -> None:
    with pytest.raises(StoreError) as caught:
        Store.open(address, salt=SALT)
    assert caught.value.reason == reason
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_a_database_that_does_not_exist(server: str) -> None:
    with pytest.raises(StoreError) as caught:
        Store.open(f"{server}/nowhere", salt=SALT)
    assert caught.value.reason == "refused"


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite3").write_bytes(b"not a database, not at all" * 99)
    with pytest.raises(StoreError) as caught:
        Store.open(f"sqlite:///{tmp_path}/bot.sqlite3", salt=SALT)
    assert caught.value.reason == "broken"


def test_a_full_disk_is_told_without_what_members_wrote(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/bot.sqlite3", salt=SALT)
    with store._database.read() as session:
        session.execute(text("PRAGMA max_page_count = 1"))  # holds for the connection, and the pool has only this one
    with pytest.raises(StoreError) as caught:
        store.inbox.put(incoming(1, payload=("hunter" + "2") * 99_999))
    assert caught.value.reason == "full"
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))
    store.close()


def test_everything_is_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "data?#%20"
    store = open_store(settings(folder))
    store.inbox.put(incoming(1))
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in folder.iterdir()} == dict.fromkeys(
        ("bot.sqlite3", "bot.sqlite3-wal", "bot.sqlite3-shm", "salt"), "0o600"
    )
    pseudonym = store.pseudonyms.user(1)
    store.close()
    store = open_store(settings(folder))
    assert store.pseudonyms.user(1) == pseudonym
    store.close()


def test_replicas_on_postgres_agree_on_pseudonyms(server: str, tmp_path: Path) -> None:
    address = postgres.new_database(server, "replicas")
    given = {"database_url": SecretStr(address), "telegram_bot_token": SecretStr("1:token")}
    stores = [open_store(settings(tmp_path / name, **given)) for name in ("one", "two")]
    assert stores[0].pseudonyms.user(1) == stores[1].pseudonyms.user(1)
    for store in stores:
        store.close()
    with pytest.raises(StoreError, match="TELEGRAM_BOT_TOKEN"):
        open_store(settings(tmp_path, database_url=SecretStr(address)))


def test_another_salt_is_told_and_goes_on(address: str, caplog: pytest.LogCaptureFixture) -> None:
    Store.open(address, salt=SALT).close()
    with caplog.at_level(logging.WARNING, "bot.store"):
        Store.open(address, salt=SALT).close()
        assert not caplog.records
        Store.open(address, salt=b"t" * 32).close()
        Store.open(address, salt=b"t" * 32).close()
    assert len(caplog.records) == 1


def test_postgres_may_close_connections_between_two_calls(server: str) -> None:
    address = postgres.new_database(server, "closing")
    store = Store.open(address, salt=SALT)
    with store._database.read() as session:
        session.execute(text("SELECT 1"))
    other = Store.open(address, salt=SALT)
    with other._database.read() as session:
        kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        session.execute(text(kill + " AND datname = current_database()"))
    assert store.answers.add(Talk(1, 0, 1), content())
    other.close()
    store.close()


def test_the_command_line_does_not_load_the_store() -> None:
    code = "import sys, bot.cli; print(*sorted({'bot.store', 'sqlalchemy', 'alembic'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert loaded.strip() == ""
