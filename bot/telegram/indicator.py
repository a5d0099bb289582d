"""The typing indicator: shown while something is worked on, and never waited for."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator

from telegram import Bot
from telegram.constants import ChatAction

from bot.telegram.client import quietly
from bot.telegram.outgoing import Place
from bot.telegram.services import Services

_REFRESH = 4.0  # seconds; Telegram shows it for five


@contextlib.contextmanager
def typing(services: Services, place: Place) -> Iterator[None]:
    """Show that the bot is typing until the block ends."""
    over = asyncio.Event()
    services.spawn(_type(services.quiet, place, over))
    try:
        yield
    finally:
        over.set()  # not cancelled: a call that is cut off costs its connection


async def _type(quiet: Bot, place: Place, over: asyncio.Event) -> None:
    while not over.is_set():
        await quietly(quiet.send_chat_action(place.chat_id, ChatAction.TYPING, message_thread_id=place.thread_id))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_REFRESH):
                await over.wait()
