"""What a handler may use."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from telegram import Bot

from bot.settings import Settings
from bot.store import Store
from bot.telegram.incoming import Incoming, Me
from bot.telegram.sending import Sender
from rag.engine import Engine

Result = TypeVar("Result")

_ENGINE_THREADS = 4
_WRITER_THREADS = 12  # for questions that a model answers: they wait for it, and must not keep the others waiting

_log = logging.getLogger(__name__)


class Background:
    """Tasks beside the answers: their failure is logged, and they end with the bot."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def spawn(self, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[None]:
        """Start one; it can be cancelled, and by the bot's end it is."""
        task = asyncio.create_task(self._watched(coroutine))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def stop(self) -> None:
        """Cancel all."""
        for task in tuple(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=2.0)

    @staticmethod
    async def _watched(coroutine: Coroutine[Any, Any, Any]) -> None:
        try:
            await coroutine
        except Exception:
            _log.exception("a background task failed")


@dataclass(frozen=True, slots=True)
class Services:
    """All that handlers share. `bot` is for what matters, `quiet` for what decorates: see `client.quietly`."""

    settings: Settings
    me: Me
    bot: Bot = field(repr=False)
    quiet: Bot = field(repr=False)
    store: Store
    engine: Engine
    sender: Sender
    spawn: Callable[[Coroutine[Any, Any, Any]], asyncio.Task[None]]
    threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(_ENGINE_THREADS, thread_name_prefix="engine")
    )
    writers: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(_WRITER_THREADS, thread_name_prefix="writer")
    )
    opened: asyncio.Event = field(default_factory=asyncio.Event)  # the engine may be asked
    turns: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary, repr=False)

    def is_admin(self, incoming: Incoming) -> bool:
        """Whether this is the word of an admin."""
        return incoming.trusted and incoming.user_id in self.settings.bot.telegram_admin_ids

    def turn(self, user_id: int) -> asyncio.Lock:
        """Return the lock of a person, of whom one thing at a time is worked on, in whatever chats."""
        return self.turns.setdefault(user_id, asyncio.Lock())

    async def think(self, function: Callable[..., Result], *args: Any) -> Result:
        """Run something of the engine's in a thread, as soon as the engine is open."""
        await self.opened.wait()
        return await asyncio.get_running_loop().run_in_executor(self.threads, function, *args)

    async def write(self, function: Callable[..., Result], *args: Any) -> Result:
        """Run something that waits for a model, beside what only thinks."""
        return await asyncio.get_running_loop().run_in_executor(self.writers, function, *args)

    async def stored(self, function: Callable[..., Result], *args: Any, **named: Any) -> Result:
        """Run something of the store's in a thread."""
        return await asyncio.to_thread(function, *args, **named)
