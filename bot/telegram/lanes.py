"""Works off what is stored: of one lane in order, of different lanes side by side, so that a slow one stands alone.

The queue is the store's; here is only what is being worked on. A claim is a lease: what a dead process held, another
one takes over; a process that comes back under its own name has it back at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from bot.store import Store, StoredUpdate, StoreError

_LEASE = 60.0  # seconds
_GLANCE = (
    1.0  # seconds between looks at the store when nothing is announced: what was put off, other processes' updates
)
_PAUSE_AFTER_FAILURE = 2.0
_AGAIN_AFTER = 10.0

_log = logging.getLogger(__name__)


class Lanes:
    """Bounded workers over the store's queue."""

    def __init__(
        self, store: Store, worker: str, work: Callable[[StoredUpdate], Awaitable[None]], *, slots: int
    ) -> None:
        self._store = store
        self._worker = worker
        self._work = work
        self._slots = slots
        self._running: dict[int, asyncio.Task[None]] = {}
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Say that something was stored."""
        self._news.set()

    async def run(self) -> None:
        """Work until cancelled; what is being worked on then goes on, until `finish`."""
        await asyncio.to_thread(self._store.inbox.release, self._worker)
        keeper = asyncio.create_task(self._keep())
        try:
            while True:
                try:
                    await self._look()
                except Exception:  # nothing may end this loop but the bot's end
                    _log.exception("looking for work failed")
                    await asyncio.sleep(_PAUSE_AFTER_FAILURE)
        finally:
            keeper.cancel()

    async def finish(self, limit: float) -> None:
        """Wait at most `limit` seconds for what is being worked on, and let go of the rest."""
        running = list(self._running.values())
        if running:
            _, late = await asyncio.wait(running, timeout=limit)
            for task in late:
                task.cancel()
            await asyncio.wait(late, timeout=1.0) if late else None
        with contextlib.suppress(StoreError):
            await asyncio.to_thread(self._store.inbox.release, self._worker)

    async def _look(self) -> None:
        self._news.clear()
        free = self._slots - len(self._running)
        claimed: tuple[StoredUpdate, ...] = ()
        if free > 0:
            try:
                claim = asyncio.to_thread(self._store.inbox.claim, self._worker, limit=free, lease_seconds=_LEASE)
                # A claim that is cut off half-way would hold its updates until the lease ends.
                claimed = await asyncio.shield(asyncio.ensure_future(claim))
            except StoreError as error:
                _log.error("the queue can't be read: %s", error)
                await asyncio.sleep(_PAUSE_AFTER_FAILURE)
        for update in claimed:
            task = asyncio.create_task(self._one(update))
            self._running[update.update_id] = task
        if len(claimed) < free or free <= 0:
            with contextlib.suppress(TimeoutError):
                # Not `wait_for`: before Python 3.12 it loses a cancellation that comes together with the news.
                async with asyncio.timeout(_GLANCE):
                    await self._news.wait()

    async def _one(self, update: StoredUpdate) -> None:
        try:
            await self._work(update)
        except StoreError as error:
            _log.error("update %s: the store fails: %s", update.update_id, error)
            await self._put_off(update)
        except Exception:  # the work reports its own failures; this is the last net below it
            _log.exception("update %s failed", update.update_id)
            await self._put_off(update)
        finally:
            del self._running[update.update_id]
            self._news.set()

    async def _put_off(self, update: StoredUpdate) -> None:
        """Let go of an update: held by nobody who works on it, its lease would be renewed for ever."""
        while True:
            try:
                await asyncio.to_thread(self._store.inbox.put_off, update.update_id, self._worker, _AGAIN_AFTER)
            except StoreError:
                await asyncio.sleep(_PAUSE_AFTER_FAILURE)
            else:
                return

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(_LEASE / 3)
            running = set(self._running)  # before the lease is renewed: what comes later has a lease of its own
            try:
                held = await asyncio.to_thread(self._store.inbox.renew, self._worker, lease_seconds=_LEASE)
            except StoreError as error:
                _log.error("the lease can't be renewed: %s", error)
                continue
            for update_id in running - held:
                if (task := self._running.get(update_id)) is not None:
                    _log.warning("update %s is no longer ours: another process answers it", update_id)
                    task.cancel()
