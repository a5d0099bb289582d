"""An event loop in a thread of its own: a call that runs in it can be ended at any moment, whatever it waits for."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import socket
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

_T = TypeVar("_T")
_CLOSING = 2.0  # seconds


class BackgroundLoop:
    """Runs coroutines for threads that wait for them. Starts with the first one; may be used from any thread."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def submit(self, work: Coroutine[Any, Any, _T]) -> concurrent.futures.Future[_T]:
        """Start a coroutine; to cancel what is returned ends it."""
        with self._lock:
            if self._loop is None:
                self._loop = _Loop()
                # A daemon: whoever forgets to close must not keep the program from ending.
                self._thread = threading.Thread(target=_run, args=(self._loop,), name=self._name, daemon=True)
                self._thread.start()
            return asyncio.run_coroutine_threadsafe(work, self._loop)

    def close(self) -> None:
        """End all that still runs, and the thread. A later `submit` starts anew."""
        with self._lock:
            loop, thread, self._loop, self._thread = self._loop, self._thread, None, None
        if loop is not None and thread is not None:
            loop.call_soon_threadsafe(loop.stop)
            thread.join(_CLOSING)


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.wait(left, timeout=_CLOSING / 2))
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()


class _Loop(asyncio.SelectorEventLoop):
    """Looks names up in daemon threads: a lookup can't be ended, and asyncio's own threads hold up a program's end."""

    def __init__(self) -> None:
        super().__init__()
        self._lookups: dict[tuple[Any, ...], asyncio.Future[Any]] = {}

    async def getaddrinfo(
        self, host: Any, port: Any, *, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0
    ) -> Any:
        """Look a name up; one lookup at a time for the same one."""
        asked = (host, port, family, type, proto, flags)
        found = self._lookups.get(asked)
        if found is None:
            found = self._lookups[asked] = self.create_future()
            threading.Thread(target=self._look_up, args=(asked, found), name="model-lookup", daemon=True).start()
        return await asyncio.shield(found)

    def _look_up(self, asked: tuple[Any, ...], found: asyncio.Future[Any]) -> None:
        try:
            result, error = socket.getaddrinfo(*asked), None
        except OSError as failed:
            result, error = [], failed
        except UnicodeError as failed:  # a label that is too long for a name
            result, error = [], OSError(str(failed))
        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
            self.call_soon_threadsafe(self._looked_up, asked, found, result, error)

    def _looked_up(self, asked: tuple[Any, ...], found: asyncio.Future[Any], result: Any, error: Any) -> None:
        self._lookups.pop(asked, None)
        if error is not None:
            found.set_exception(error)
            found.exception()  # whoever waited may be gone
        else:
            found.set_result(result)
