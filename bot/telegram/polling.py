"""Asks Telegram for updates. Asking with a higher offset acknowledges the ones before: they are stored by then."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram.error import Conflict, RetryAfter, TelegramError

from bot.store import StoreError
from bot.telegram.client import Client, quietly
from bot.telegram.intake import Intake
from bot.telegram.sending import seconds

WANTED = ("message", "callback_query")
_WAIT = 20  # seconds that Telegram may hold a call until something comes
_SLACK = 8.0  # seconds beyond that until the connection counts as dead
_LONGEST_PAUSE = 15.0
_CONFLICT_PAUSE = 30.0

_log = logging.getLogger(__name__)


async def poll(client: Client, intake: Intake) -> None:
    """Take updates in until cancelled."""
    await quietly(client.bot.delete_webhook())  # while one is set, polling is refused
    # No offset at first: Telegram may go on with lower numbers after a quiet week, and what is stored is known.
    offset: int | None = None
    pause = 1.0
    while True:
        try:
            updates = await _updates(client, offset)
            await intake.take(updates)
        except Conflict as error:
            await _conflict(client, error, pause)
            pause = min(pause * 2, _CONFLICT_PAUSE)
            continue
        except RetryAfter as error:
            await asyncio.sleep(seconds(error.retry_after) + 0.5)
            continue
        except Exception as error:  # nothing may end this loop but the bot's end
            usual = isinstance(error, TelegramError | StoreError)
            _log.warning(
                "taking updates failed (%s: %s); again in %.0f s",
                type(error).__name__,
                error,
                pause,
                exc_info=not usual,
            )
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
            continue
        pause = 1.0
        if updates:
            offset = max(int(update["update_id"]) for update in updates) + 1
            while await intake.full():
                await asyncio.sleep(0.5)


async def _updates(client: Client, offset: int | None) -> list[dict[str, Any]]:
    params = {"offset": offset, "timeout": _WAIT, "allowed_updates": list(WANTED)}
    updates = await client.call("getUpdates", params, read_timeout=_WAIT + _SLACK)
    if not isinstance(updates, list):
        raise TelegramError("getUpdates: the server's answer makes no sense")
    return [update for update in updates if isinstance(update, dict) and isinstance(update.get("update_id"), int)]


async def _conflict(client: Client, error: Conflict, pause: float) -> None:
    if "webhook" in str(error).lower():
        _log.error("a webhook is set for this bot, so Telegram refuses polling; removing it")
        await quietly(client.bot.delete_webhook())
    else:
        _log.error(
            "CONFLICT: another process polls with the same token, and Telegram serves only one. "
            "Stop the other one; trying again in %.0f s (%s)",
            pause,
            error,
        )
    await asyncio.sleep(pause)
