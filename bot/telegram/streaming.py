"""An answer while it is being written, in a private chat: a preview that never costs or delays the answer itself.

    sentences that passed the guard -> a draft (`sendMessageDraft`), or, where the server knows none, a message
    that is edited now and then and deleted once the whole answer has been sent

What fails here is left out. A preview that a kill left behind is deleted when its question is answered after all.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError, TimedOut

from bot.store import StoreError
from bot.telegram import render
from bot.telegram.incoming import Incoming
from bot.telegram.sending import seconds
from bot.telegram.services import Services

_PREVIEW = "preview"  # what is kept of a message that is to be deleted, by update
_KEPT = 2 * 86_400.0  # seconds
_LONGEST_REST = 60.0  # seconds that a 429 may ask for; a longer one ends the preview

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a preview changes: a draft is light, an edit counts as a message."""

    first: float  # seconds from the first sentence, in which a short answer may be whole
    gap: float  # seconds between two changes
    growth: float  # by which the gap grows each time
    most: int  # changes


DRAFTS = Pace(first=0.0, gap=1.0, growth=1.0, most=40)
EDITS = Pace(first=1.0, gap=1.5, growth=1.3, most=8)


class Drafts:
    """Whether this server takes drafts: after a few refusals in a row it isn't asked for a while."""

    _REFUSALS, _SECONDS = 3, 3_600.0

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._refused = 0
        self._until = 0.0

    @property
    def taken(self) -> bool:
        """Whether to try."""
        return self._clock() >= self._until

    def note(self, *, taken: bool) -> None:
        """Take how a try ended."""
        self._refused = 0 if taken else self._refused + 1
        if self._refused >= self._REFUSALS:
            self._refused, self._until = 0, self._clock() + self._SECONDS
            _log.info("the Bot API server takes no drafts: answers that are being written are shown as messages")


class Preview:
    """The preview of one answer. `show` may be called from any thread, the rest belongs to the event loop."""

    def __init__(self, services: Services, incoming: Incoming, drafts: Drafts) -> None:
        self._services = services
        self._incoming = incoming
        self._drafts = drafts
        self._loop = asyncio.get_running_loop()
        self._text = ""
        self._news, self._closed, self._over = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._drafting = drafts.taken
        self._message: int | None = None  # the one that is edited
        self._rest = 0.0

    def show(self, text: str) -> None:
        """Take the text so far."""
        with contextlib.suppress(RuntimeError):  # the bot is leaving
            self._loop.call_soon_threadsafe(self._take, text)

    def _take(self, text: str) -> None:
        self._text = text
        self._news.set()

    def close(self) -> None:
        """Change nothing any more: the whole answer is there."""
        self._closed.set()
        self._news.set()

    def end(self) -> None:
        """Clear up: the whole answer has been sent, or won't be now."""
        self.close()
        self._over.set()

    async def run(self) -> None:
        """Show what comes until it is closed, then clear up as soon as it is over."""
        try:
            await self._follow()
        except (Forbidden, StoreError) as error:
            _log.debug("no preview any more: %s", error)
        await self._over.wait()
        if self._message is not None:
            await _delete(self._services, self._incoming, self._message)

    async def _follow(self) -> None:
        shown, changes = "", 0
        await self._news.wait()
        pace = DRAFTS if self._drafting else EDITS
        due = self._loop.time() + pace.first
        while changes < pace.most and self._rest <= _LONGEST_REST:
            await self._news.wait()
            if await self._closes_within(due - self._loop.time()):
                return
            self._news.clear()
            text, drafting = self._text, self._drafting
            if text == shown:
                continue
            if await self._put(text):
                shown, changes = text, changes + 1
            due = self._loop.time() + max(pace.gap * pace.growth ** max(changes - 1, 0), self._rest)
            if drafting and not self._drafting:  # the same text again, in the other way
                pace, due = EDITS, self._loop.time() + EDITS.first
                self._news.set()

    async def _closes_within(self, pause: float) -> bool:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(pause, 0.0)):
                await self._closed.wait()
        return self._closed.is_set()

    async def _put(self, text: str) -> bool:
        """Show a text; tell whether it is seen now."""
        self._rest = 0.0
        try:
            await (self._draft(text) if self._drafting else self._edit(text))
        except RetryAfter as error:
            self._rest = seconds(error.retry_after) + 0.5
        except Forbidden:
            raise
        except TimedOut as error:
            _log.debug("left out: %s", error)
        except TelegramError as error:
            _log.debug("left out: %s", error)
            if self._drafting:  # 400, 404, 501 or whatever this server answers to what it doesn't know
                self._drafting = False
                self._drafts.note(taken=False)
        else:
            if self._drafting:
                self._drafts.note(taken=True)
            return True
        return False

    async def _draft(self, text: str) -> None:
        place = self._incoming.place
        await self._services.quiet.send_message_draft(
            place.chat_id,
            self._incoming.update_id or 1,  # changes of one draft are animated; 0 is none
            render.preview(text),
            message_thread_id=place.thread_id,
        )

    async def _edit(self, text: str) -> None:
        place, quiet = self._incoming.place, self._services.quiet
        seen = render.preview(text, unfinished=True)
        if self._message is not None:
            params: dict[str, Any] = {"chat_id": place.chat_id, "message_id": self._message, "text": seen}
            await quiet.do_api_request("editMessageText", params)
            return
        # Nobody's telephone should ring for it, and it replies to nothing: the answer does.
        params = {"chat_id": place.chat_id, "text": seen, "disable_notification": True}
        if place.thread_id is not None:
            params["message_thread_id"] = place.thread_id
        sent = await quiet.do_api_request("sendMessage", params)
        if isinstance(sent, dict) and "message_id" in sent:
            self._message = int(sent["message_id"])
            store = self._services.store
            key = str(self._incoming.update_id)
            await self._services.stored(
                store.shelf.put, _PREVIEW, key, self._message, seconds=_KEPT, user_id=self._incoming.user_id
            )


@contextlib.contextmanager
def previewed(services: Services, incoming: Incoming, drafts: Drafts) -> Iterator[Preview | None]:
    """Lend a preview where a model writes, in a private chat: in a group every edit counts against its few messages."""
    if not (services.settings.rag.writes and incoming.place.private):
        yield None
        return
    preview = Preview(services, incoming, drafts)
    services.spawn(preview.run())
    try:
        yield preview
    finally:
        preview.end()


async def delete_left(services: Services, incoming: Incoming) -> None:
    """Delete the message that previewed an answer in a process that was killed before the answer was sent."""
    number = await services.stored(services.store.shelf.get, _PREVIEW, str(incoming.update_id))
    if number is not None:
        await _delete(services, incoming, int(number))


async def _delete(services: Services, incoming: Incoming, number: int) -> None:
    try:
        params = {"chat_id": incoming.place.chat_id, "message_id": number}
        await services.quiet.do_api_request("deleteMessage", params)
    except BadRequest as error:  # somebody deleted it, or Telegram won't any more
        _log.debug("left out: %s", error)
    except TelegramError as error:
        _log.debug("a preview is left for later: %s", error)
        return
    try:
        await services.stored(services.store.shelf.drop, _PREVIEW, str(incoming.update_id))
    except StoreError as error:
        _log.debug("a preview is deleted, and its number kept: %s", error)
