"""Secrets in no log line, however they get there."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.telegram.client import Client
from bot.telegram.masking import MaskingFilter

TOKEN = "123456789:AAtest-Token_With'Quote"
HALF = TOKEN.partition(":")[2]


@pytest.fixture
def written() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    stream, log = io.StringIO(), logging.getLogger("tests.masking")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(message)s"))
    handler.addFilter(MaskingFilter([TOKEN]))
    log.addHandler(handler)
    log.setLevel("DEBUG")
    yield log, stream
    log.removeHandler(handler)


def test_messages_arguments_and_tracebacks(written: tuple[logging.Logger, io.StringIO]) -> None:
    log, stream = written
    log.info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    log.info("%r and %s", {"token": TOKEN}, [TOKEN])
    log.info("bot%s", TOKEN.replace(":", "%3A").replace("'", "%27"))
    log.info(HALF)
    log.info(*("too many %s", TOKEN, "arguments"))
    try:
        try:
            raise ValueError(TOKEN)
        except ValueError as error:
            raise RuntimeError(f"for {TOKEN}") from error
    except RuntimeError:
        log.exception("failed", stack_info=True)
    text = stream.getvalue()
    assert "AAtest" not in text
    assert "Traceback" in text
    assert "RuntimeError" in text


def test_what_is_no_secret_stays(written: tuple[logging.Logger, io.StringIO]) -> None:
    log, stream = written
    log.info("connected to %s as %d", "Telegram", 5)
    assert stream.getvalue() == "connected to Telegram as 5\n"


def test_no_repr_shows_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.settings import BotSettings

    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456789:AAtest-Token")
    settings = BotSettings(_env_file=None)
    assert "AAtest" not in repr(settings)
    assert "AAtest" not in repr(Client.create(settings))
