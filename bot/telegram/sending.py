"""The final send is sacred: whatever Telegram answers, the message arrives, or it is known why it can't."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Protocol

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.telegram.outgoing import MAX_UNITS, Outgoing, Place, Rows, units
from bot.telegram.pace import Pace

_PATIENCE = 60.0  # seconds of trying before the message is put off, so that it doesn't hold a worker
_LONG_WAIT = 15.0  # a longer `retry_after` is waited for without a worker
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 15.0

# What a 400 says, and the parameters that are left out then. Servers differ in what they know.
_REFUSALS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("can't parse entities", "unsupported start tag", "end tag"), ("parse_mode",)),
    (("link_preview", "link preview"), ("link_preview_options",)),
    (("thread", "topic"), ("message_thread_id",)),
    (("repl",), ("reply_parameters",)),
    (("reply_markup", "button", "keyboard"), ("reply_markup",)),
    (("too long",), ("parse_mode",)),
)
# Without a known reason: first what decorates, then everything but the text.
_STAGES: tuple[tuple[str, ...], ...] = (
    ("parse_mode", "link_preview_options", "reply_parameters"),
    ("reply_markup", "message_thread_id"),
)

_log = logging.getLogger(__name__)


class BlockedError(Exception):
    """The person has blocked the bot, or it was thrown out of the group."""


class UndeliverableError(Exception):
    """Telegram refuses the message, however plain it is."""


class LaterError(Exception):
    """Telegram can't take the message now; try again in `seconds`."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(f"{reason}; again in {seconds:.0f} s")
        self.seconds = seconds


class Caller(Protocol):
    """Calls a method of the Bot API."""

    async def call(self, method: str, params: Mapping[str, Any], *, read_timeout: float | None = None) -> Any:
        """Return the result as it came."""


class Sender:
    """Sends messages one after the other, at Telegram's pace."""

    def __init__(
        self,
        caller: Caller,
        pace: Pace,
        *,
        patience: float = _PATIENCE,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._caller = caller
        self._pace = pace
        self._patience = patience
        self._sleep = sleep
        self._clock = clock
        self._unknown: set[str] = set()  # parameters that this server doesn't take

    async def send(
        self,
        place: Place,
        messages: Sequence[Outgoing],
        *,
        reply_to: int | None = None,
        sent: Callable[[int, int], Awaitable[None]] | None = None,
    ) -> tuple[int, ...]:
        """Send messages in order.

        Args:
            place: Where.
            messages: What.
            reply_to: The message that the first one answers.
            sent: Called with index and message id as soon as one has arrived.

        Returns:
            The ids of the messages.

        Raises:
            BlockedError: nobody is there any more.
            LaterError: not now.
            UndeliverableError: not at all.
        """
        numbers = []
        for index, message in enumerate(messages):
            number = await self._one(place, message, reply_to if index == 0 else None)
            numbers.append(number)
            if sent is not None:
                await sent(index, number)
        return tuple(numbers)

    async def replace(self, place: Place, message_id: int, message: Outgoing) -> None:
        """Put a message in the place of one that is there; where Telegram won't, send it anew.

        Raises:
            What `send` raises.
        """
        params = {
            "chat_id": place.chat_id,
            "message_id": message_id,
            "text": message.html,
            "parse_mode": "HTML",
            "reply_markup": keyboard(message.rows),
        }
        try:
            await self._caller.call("editMessageText", params)
        except TelegramError as error:
            if "not modified" not in str(error).lower():
                _log.debug("a message can't be edited: %s", error)
                await self.send(place, (message,))

    async def _one(self, place: Place, message: Outgoing, reply_to: int | None) -> int:
        params: dict[str, Any] = {
            "chat_id": place.chat_id,
            "message_thread_id": place.thread_id,
            "text": message.html,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "reply_parameters": reply_to and {"message_id": reply_to, "allow_sending_without_reply": True},
            "reply_markup": keyboard(message.rows) if message.rows else None,
        }
        params = {name: value for name, value in params.items() if value is not None and name not in self._unknown}
        return await self._delivered(place, params, message)

    async def _delivered(self, place: Place, params: dict[str, Any], message: Outgoing) -> int:
        started, pause, stage = self._clock(), _FIRST_PAUSE, 0
        while True:
            await self._pace.wait(place)
            try:
                result = await self._caller.call("sendMessage", params)
                return int(result["message_id"]) if isinstance(result, dict) else 0
            except RetryAfter as error:
                wait = seconds(error.retry_after) + 0.5
                reason = str(error)
            except Forbidden as error:
                raise BlockedError(str(error)) from error
            except ChatMigrated as error:
                params["chat_id"] = error.new_chat_id
                continue
            except BadRequest as error:
                stage = self._simplify(params, message, str(error), stage)
                continue
            except TelegramError as error:  # timeouts, 5xx, a server that answers with something else than JSON
                wait, reason = pause, str(error)
                pause = min(pause * 2, _LONGEST_PAUSE)
            _log.warning("sending failed: %s; again in %.1f s", reason, wait)
            if wait > _LONG_WAIT or self._clock() - started + wait > self._patience:
                raise LaterError(wait, reason)
            await self._sleep(wait)

    def _simplify(self, params: dict[str, Any], message: Outgoing, reason: str, stage: int) -> int:
        """Leave out what Telegram refused; return the next stage.

        Raises:
            UndeliverableError: there is nothing left to leave out.
        """
        said = reason.lower()
        names = [
            name
            for marks, names in _REFUSALS
            if any(mark in said for mark in marks)
            for name in names
            if name in params
        ]
        while not names and stage < len(_STAGES):
            names = [name for name in _STAGES[stage] if name in params]
            stage += 1
        if not names:
            raise UndeliverableError(reason)
        _log.warning("sending refused: %s; again without %s", reason, ", ".join(names))
        if names == ["link_preview_options"]:
            self._unknown.add("link_preview_options")
        for name in names:
            del params[name]
        if "parse_mode" not in params:
            params["text"] = _cut(message.plain)
        return stage


def keyboard(rows: Rows) -> dict[str, Any]:
    """Return buttons as the Bot API writes them."""
    return {
        "inline_keyboard": [[{"text": button.text, "callback_data": button.data} for button in row] for row in rows]
    }


def seconds(value: float | timedelta) -> float:
    """Return a span of time in seconds; PTB is changing from the one to the other."""
    return value.total_seconds() if isinstance(value, timedelta) else float(value)


def _cut(text: str) -> str:
    """Return what fits into one message."""
    if units(text) <= MAX_UNITS:
        return text
    raw = text.encode("utf-16-le", "surrogatepass")[: 2 * (MAX_UNITS - 1)]
    return raw.decode("utf-16-le", "ignore") + "…"
