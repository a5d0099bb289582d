"""One stored update to the one that handles it; at the end it is done, put off or given up, and never forgotten."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from bot import telegram_words as words
from bot.store import StoredUpdate, StoreError
from bot.telegram import admin, render
from bot.telegram.access import Access, access, group_name
from bot.telegram.buttons import is_about_own_data, notice, press
from bot.telegram.commands import command
from bot.telegram.incoming import Incoming, Kind
from bot.telegram.intake import parsed
from bot.telegram.questions import Questions
from bot.telegram.sending import BlockedError, LaterError, UndeliverableError
from bot.telegram.services import Services

_GIVE_UP_AFTER = 3_600.0  # seconds of not reaching Telegram, and
_ATTEMPTS = 10  # attempts within them
_MOST_ATTEMPTS = 200  # of an update that fails in whatever way, kills included
_HINT_EVERY = 600.0  # seconds
_OWN_COMMANDS = {*words.MEMBER_COMMANDS, "start", "help"}

_log = logging.getLogger(__name__)


class Dispatch:
    """Works off stored updates."""

    def __init__(self, services: Services, questions: Questions, worker: str) -> None:
        self._services = services
        self._questions = questions
        self._worker = worker

    async def work(self, update: StoredUpdate) -> None:
        """Handle an update and note how that ended.

        Raises:
            StoreError: it could not be noted; the update is to be worked on again.
        """
        services, inbox, number = self._services, self._services.store.inbox, update.update_id
        incoming = parsed(json.loads(update.payload), services.bot, services.me)
        # What was claimed may have been forgotten, or taken over, in the meantime.
        if not await services.stored(inbox.begin, number, self._worker):
            return
        if incoming is None or update.attempts >= _MOST_ATTEMPTS:
            reason = "can't be read" if incoming is None else f"failed {update.attempts} times"
            _log.error("update %s: given up: %s", number, reason)
            await services.stored(inbox.give_up, number, self._worker, reason)
            return
        try:
            await self._handle(incoming, update)
        except BlockedError as error:
            _log.warning("update %s: nobody to send to (%s)", number, error)
            await services.stored(inbox.give_up, number, self._worker, "blocked")
        except UndeliverableError as error:
            _log.error("update %s: Telegram refuses the answer: %s", number, error)
            await services.stored(inbox.give_up, number, self._worker, f"refused: {error}")
        except LaterError as error:
            await self._later(update, error)
        else:
            await services.stored(inbox.done, number, self._worker)

    async def _later(self, update: StoredUpdate, error: LaterError) -> None:
        services, inbox = self._services, self._services.store.inbox
        age = (datetime.now(UTC) - update.received).total_seconds()
        if age > _GIVE_UP_AFTER and update.attempts >= _ATTEMPTS:
            _log.error("update %s: given up after %.0f minutes: %s", update.update_id, age / 60, error)
            await services.stored(inbox.give_up, update.update_id, self._worker, f"unreachable: {error}")
            return
        _log.warning("update %s: put off: %s", update.update_id, error)
        await services.stored(inbox.put_off, update.update_id, self._worker, error.seconds)

    async def _handle(self, incoming: Incoming, update: StoredUpdate) -> None:
        try:
            await self._route(incoming, update)
        except (BlockedError, UndeliverableError, LaterError, StoreError):
            raise
        except Exception:
            _log.exception("update %s failed", incoming.update_id)
            if incoming.kind is not Kind.PRESS:
                await self._tell(incoming, words.FAILED)

    async def _route(self, incoming: Incoming, update: StoredUpdate) -> None:
        services = self._services
        is_admin = services.is_admin(incoming)
        if is_admin and await self._as_admin(incoming):
            return
        if not await self._may_enter(incoming):
            return
        if incoming.kind is Kind.PRESS:
            await press(services, incoming)
        elif incoming.kind is Kind.QUESTION or incoming.command == "hoi":
            await self._questions.answer(incoming, update)
        elif incoming.kind is Kind.COMMAND:
            await command(services, incoming)
        elif await services.stored(
            services.store.shelf.once, "only-text", str(incoming.lane), seconds=_HINT_EVERY, user_id=incoming.user_id
        ):
            await self._tell(incoming, words.ONLY_TEXT)

    async def _as_admin(self, incoming: Incoming) -> bool:
        """Do what only admins may, and tell whether it was that."""
        if incoming.kind is Kind.COMMAND and incoming.command in admin.COMMANDS:
            await admin.command(self._services, incoming)
        elif incoming.kind is Kind.PRESS and incoming.data.startswith(admin.PREFIX):
            await admin.press(self._services, incoming)
        elif incoming.kind is Kind.DOCUMENT:
            await admin.document(self._services, incoming)
        else:
            return False
        return True

    async def _may_enter(self, incoming: Incoming) -> bool:
        if incoming.kind is Kind.COMMAND and not incoming.place.private and incoming.command not in _OWN_COMMANDS:
            return False  # some other bot's
        # What is stored of a person is theirs to delete, member or not.
        if incoming.command == "xoadulieu" or is_about_own_data(incoming):
            return True
        granted = await access(self._services, incoming.place, incoming.user_id)
        if granted is Access.GRANTED:
            return True
        if incoming.kind is Kind.PRESS:
            notice(self._services, incoming, words.MEMBERS_ONLY, alert=True)
        elif granted is Access.UNKNOWN:
            await self._tell(incoming, words.ACCESS_UNKNOWN)
        else:
            group = self._services.settings.bot.telegram_member_chat_id or 0
            await self._tell(incoming, words.members_only(*await group_name(self._services.quiet, group)))
        return False

    async def _tell(self, incoming: Incoming, text: str) -> None:
        await self._services.sender.send(incoming.place, render.text(text), reply_to=incoming.message_id)
