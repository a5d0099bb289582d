"""Telegram's limits, kept from our side: a message a second in a chat, 20 a minute in a group, 30 a second in all.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

from bot.telegram.outgoing import Place

_KEPT = 1_000  # chats that are remembered before the idle ones are forgotten


class Window:
    """At most `count` in any `seconds`."""

    def __init__(self, count: int, seconds: float) -> None:
        self.seconds = seconds
        self._times: deque[float] = deque(maxlen=count)

    def earliest(self, now: float) -> float:
        """Return the earliest moment for the next one."""
        full = len(self._times) == self._times.maxlen
        return max(now, self._times[0] + self.seconds) if full else now

    def take(self, moment: float) -> None:
        """Count one in."""
        self._times.append(moment)

    def idle(self, now: float) -> bool:
        """Whether nothing of it matters any more."""
        return not self._times or self._times[-1] + self.seconds < now


class Pace:
    """Lets each message go when Telegram will take it; a chat that has to wait holds up no other."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._all = Window(30, 1.0)
        self._chats: dict[int, tuple[Window, ...]] = {}

    async def wait(self, place: Place) -> None:
        """Wait for the place's turn, then for everybody's."""
        await self._turn(self._windows(place))
        await self._turn((self._all,))

    def _windows(self, place: Place) -> tuple[Window, ...]:
        if len(self._chats) > _KEPT:
            now = self._clock()
            self._chats = {
                chat: windows for chat, windows in self._chats.items() if not all(w.idle(now) for w in windows)
            }
        if place.chat_id not in self._chats:
            second = Window(1, 1.0)
            self._chats[place.chat_id] = (second,) if place.private else (second, Window(20, 60.0))
        return self._chats[place.chat_id]

    async def _turn(self, windows: tuple[Window, ...]) -> None:
        now = self._clock()
        moment = max(window.earliest(now) for window in windows)
        for window in windows:
            window.take(moment)
        if moment > now:
            await asyncio.sleep(moment - now)
