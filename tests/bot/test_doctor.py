"""The doctor names everything that is wrong with the settings, not only what it comes upon first."""

from __future__ import annotations

import pytest

from tests.bot.conftest import Cli


def test_all_wrong_settings_are_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"LOG_LEVEL": "LOUD", "MAX_FILE_BYTES": "0", "TELEGRAM_API_URL": "telegram"}
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    result = cli("doctor")
    assert result.exit_code == 1
    assert all(f"✗ {name}: " in result.stdout for name in wrong)


def test_settings_that_only_show_it_in_use_are_all_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMA_URL", "somewhere")
    monkeypatch.setenv("OPENAI_EMBEDDING_MODEL", "text-embedding-3-small")
    result = cli("doctor")
    assert result.exit_code == 1
    assert "✗ CHROMA_URL: " in result.stdout
    assert "✗ OPENAI_API_KEY: " in result.stdout
