"""What is stored of members goes when its time is over."""

from __future__ import annotations

import asyncio
import logging

from bot.store import StoreError
from bot.telegram.services import Services

_EVERY = 6 * 3_600.0  # seconds

_log = logging.getLogger(__name__)


async def keep_tidy(services: Services) -> None:
    """Delete what is too old, now and every few hours."""
    while True:
        try:
            removed = await services.stored(services.store.purge, services.settings.bot.retention_days)
            _log.debug("deleted what was too old: %s", removed)
        except StoreError as error:
            _log.error("what is too old can't be deleted: %s", error)
        await asyncio.sleep(_EVERY)
