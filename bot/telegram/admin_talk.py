"""How admins are talked to: questions with a button that expires, and messages that are edited.

A confirmation waits in the store under a token that its button carries, bound to the admin who asked: it works once,
for that admin, for some minutes, and after a restart too.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot import telegram_admin_words as words
from bot import telegram_words
from bot.error_words import explain
from bot.telegram import render
from bot.telegram.client import quietly
from bot.telegram.incoming import Incoming
from bot.telegram.outgoing import Button, Outgoing, Rows
from bot.telegram.sending import LaterError
from bot.telegram.services import Services
from rag.errors import RagError, ReloadRunningError

PREFIX = "a:"  # of the data of all buttons here: "a:<action>" or "a:<action>:<argument>"
_TRIES = 20  # to tell an outcome; each has the sender's patience
PATIENCE = 600.0  # seconds that a confirmation waits
NO = "no"  # the action of a "cancel" button: "a:no:<action that is not done>:<token>"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the data of a button says."""

    action: str
    argument: str

    @classmethod
    def read(cls, data: str) -> Pressed:
        """Take the data of a button apart."""
        action, _, argument = data.removeprefix(PREFIX).partition(":")
        return cls(action, argument)


def button(text: str, action: str, argument: object = "") -> Button:
    """Return a button that admins press."""
    return Button(text, f"{PREFIX}{action}:{argument}" if argument != "" else PREFIX + action)


def page_rows(action: str, page: int, pages: int) -> Rows:
    """Return the buttons that turn the pages of a list; none where there is one page only."""
    row = []
    if page > 1:
        row.append(button(telegram_words.PREVIOUS_PAGE, action, page - 1))
    if page < pages:
        row.append(button(telegram_words.NEXT_PAGE, action, page + 1))
    return (tuple(row),) if row else ()


def page_number(argument: str) -> int:
    """Return the page that a button leads to."""
    return int(argument) if argument.isdecimal() and len(argument) < 6 else 1


async def say(services: Services, incoming: Incoming, sent: Sequence[Outgoing]) -> tuple[int, ...]:
    """Answer an admin; return the ids of the messages."""
    reply_to = None if incoming.query_id else incoming.message_id
    return await services.sender.send(incoming.place, sent, reply_to=reply_to)


async def insist(services: Services, incoming: Incoming, sent: Sequence[Outgoing]) -> None:
    """Tell the outcome of something long, beside whose work no update waits to be handled again."""
    for _ in range(_TRIES - 1):
        try:
            await say(services, incoming, sent)
        except LaterError as error:
            _log.warning("an outcome can't be told now: %s", error)
            await asyncio.sleep(error.seconds)
        else:
            return
    await say(services, incoming, sent)


def key_of(services: Services, user_id: int) -> str:
    """Return what stands for an admin in the store."""
    return services.store.pseudonyms.user(user_id)


async def turn(services: Services, incoming: Incoming, sent: Sequence[Outgoing]) -> None:
    """Show a page of a list: in the place of the one whose button was pressed, or as an answer to the command."""
    if not incoming.query_id:
        await say(services, incoming, sent)
        return
    await services.sender.replace(incoming.place, incoming.message_id, sent[0])
    await say(services, incoming, sent[1:])


async def tell(services: Services, incoming: Incoming, line: str, rows: Rows = ()) -> tuple[int, ...]:
    """Answer an admin in one plain line."""
    return await say(services, incoming, render.text(line, rows))


async def edit(services: Services, incoming: Incoming, message_id: int, line: str) -> None:
    """Put another line in the place of a message; where that fails, the old one stays."""
    params = {"chat_id": incoming.place.chat_id, "message_id": message_id, "text": line}
    await quietly(services.quiet.do_api_request("editMessageText", params))


def notice(services: Services, incoming: Incoming, line: str | None = None) -> None:
    """Stop the little clock of the pressed button, with an alert or without; a failure of that costs nothing."""
    call = services.quiet.answer_callback_query(incoming.query_id, line, show_alert=line is not None or None)
    services.spawn(quietly(call))


def without_buttons(services: Services, incoming: Incoming) -> None:
    """Take the buttons off the message below which one was pressed: they have served."""
    params = {"chat_id": incoming.place.chat_id, "message_id": incoming.message_id}
    services.spawn(quietly(services.quiet.do_api_request("editMessageReplyMarkup", params)))


async def ask(services: Services, incoming: Incoming, action: str, payload: Any, yes: str) -> Rows:
    """Keep what is to be confirmed; return the buttons for it."""
    token = await services.stored(
        services.store.shelf.put_pending, action, payload, seconds=PATIENCE, user_id=incoming.user_id
    )
    return ((button(yes, action, token), button(words.CANCEL, NO, f"{action}:{token}")),)


async def confirmed(services: Services, incoming: Incoming, action: str, token: str) -> Any | None:
    """Take what an admin confirms or cancels; None, and told so, where it has expired or is another's."""
    shelf = services.store.shelf
    found = await services.stored(shelf.take_pending, token, action, user_id=incoming.user_id)
    if found is not None:
        notice(services, incoming)
        without_buttons(services, incoming)
        return found.payload
    if await services.stored(shelf.pending, token, action) is not None:
        notice(services, incoming, telegram_words.NOT_YOURS)
    else:
        notice(services, incoming, telegram_words.CONFIRMATION_EXPIRED)
        without_buttons(services, incoming)
    return None


async def cancelled(services: Services, incoming: Incoming, action: str, token: str) -> None:
    """Forget what was to be confirmed."""
    if await confirmed(services, incoming, action, token) is not None:
        await tell(services, incoming, words.CANCELLED)


def failure(error: RagError) -> str:
    """Say what went wrong and what to do, here rather than in a terminal."""
    if isinstance(error, ReloadRunningError):
        return words.RELOAD_RUNNING
    line = explain(error)
    for terminal, here in words.ADVICE_HERE:
        line = line.replace(terminal, here)
    return line
