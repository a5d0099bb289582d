"""Takes updates in: what is meant for the bot is on disk before Telegram hears that it was received."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from typing import Any

from telegram import Bot

from bot import store as storage
from bot.telegram.incoming import Incoming, Me, read
from bot.telegram.repair import repaired

_MOST_WAITING = 5_000  # stored questions; more stay with Telegram, who keeps them for a day

_log = logging.getLogger(__name__)


class Intake:
    """The one door for updates, whether polled or posted."""

    def __init__(self, store: storage.Store, bot: Bot, me: Me, arrived: Callable[[], None]) -> None:
        self._store = store
        self._bot = bot
        self._me = me
        self._arrived = arrived

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        """Store updates.

        Raises:
            StoreError: they are not stored; don't acknowledge them.
        """
        wanted = [stored for stored in map(self._stored, updates) if stored is not None]
        if wanted:
            await asyncio.to_thread(self._store.inbox.put_all, wanted)
            self._arrived()

    async def full(self) -> bool:
        """Whether so much is waiting that no more should be taken."""
        return await asyncio.to_thread(self._store.inbox.waiting) >= _MOST_WAITING

    def _stored(self, raw: dict[str, Any]) -> storage.Incoming | None:
        incoming = parsed(raw, self._bot, self._me)
        if incoming is None:
            return None
        payload = json.dumps(raw, ensure_ascii=True)
        return storage.Incoming(incoming.update_id, incoming.lane, incoming.user_id, payload)


def parsed(raw: dict[str, Any], bot: Bot, me: Me) -> Incoming | None:
    """Return what an update wants, and None for one that can't be understood."""
    try:
        return read(repaired(raw), bot, me)
    except Exception as error:  # whatever Telegram will think of next, the updates behind it must get through
        _log.error("update %s can't be read: %s", raw.get("update_id"), type(error).__name__)
        return None
