"""What the fake services share: a server on loopback with an event loop in a thread of its own."""

from __future__ import annotations

import asyncio
import threading


class LoopbackServer:
    """Starts and stops; a subclass serves in `_serve`, until `_stopping` is set."""

    _stopping: asyncio.Event

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None  # while it serves
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Listen; after a stop on the same port again, with all that was known."""
        started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(started)), daemon=True)
        self._thread.start()
        assert started.wait(10)

    def stop(self) -> None:
        """Stop listening; every open connection breaks."""
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(10)
            self._loop = None

    async def _serve(self, started: threading.Event) -> None:
        """Set `_loop` and `_stopping`, listen, set `started`, and serve."""
        raise NotImplementedError
