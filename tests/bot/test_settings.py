from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SETTINGS_CLASSES, BotSettings, is_secret, load_settings, problems
from rag.errors import SettingsError


def test_defaults_need_nothing(workplace: Path) -> None:
    settings = load_settings()
    assert settings.bot.telegram_bot_token is None
    assert settings.bot.telegram_admin_ids == ()
    assert str(settings.bot.telegram_api_url) == "https://api.telegram.org/"


@pytest.mark.parametrize("written", ["1,2", "1, 2", "1 2"])
def test_admins_are_listed(workplace: Path, monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("TELEGRAM_ADMIN_IDS", written)
    assert load_settings().bot.telegram_admin_ids == (1, 2)


def test_the_file_is_read_and_the_environment_wins(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (workplace / ".env").write_text("LOG_LEVEL=ERROR\nDATA_DIR=dữ-liệu\nTELEGRAM_BOT_TOKEN=\n", "utf-8")
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    settings = load_settings()
    assert settings.bot.log_level == "DEBUG"
    assert settings.rag.data_dir == Path("dữ-liệu")
    assert settings.bot.telegram_bot_token is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG_LEVEL", "LOUD"),
        ("MAX_FILE_BYTES", "0"),
        ("TELEGRAM_ADMIN_IDS", "me"),
        ("TELEGRAM_MEMBER_CHAT_ID", "group"),
        ("TELEGRAM_API_URL", "telegram"),
        ("TELEGRAM_WEBHOOK_LISTEN", "8443"),
    ],
)
def test_a_wrong_value_is_named(workplace: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.name == name


def test_all_wrong_values_are_named(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems() == ()
    for name in ("LOG_LEVEL", "TELEGRAM_ADMIN_IDS", "MAX_FILE_BYTES"):
        monkeypatch.setenv(name, "hidden")
    found = problems()
    assert [error.name for error in found] == ["MAX_FILE_BYTES", "TELEGRAM_ADMIN_IDS", "LOG_LEVEL"]
    assert not any("hidden" in str(error) for error in found)


def test_a_file_that_is_no_text(workplace: Path) -> None:
    (workplace / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.name == ".env"


def test_secrets_are_masked(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = {(kind, field) for kind in SETTINGS_CLASSES for field in kind.model_fields if is_secret(kind, field)}
    assert {field for _, field in secrets} >= {"telegram_bot_token", "database_url", "chroma_url"}
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:hidden")
    assert "hidden" not in repr(BotSettings())
