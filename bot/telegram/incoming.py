"""An update from Telegram -> what is meant for the bot, as a frozen value. Pure.

In a group the bot hears a mention, a reply to it and its own commands; everything else is None, and never stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from telegram import Bot, CallbackQuery, Document, Message, MessageEntity, Update
from telegram.constants import ChatType

from bot.telegram.outgoing import Place

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)


class Kind(StrEnum):
    """What somebody did."""

    QUESTION = "question"
    COMMAND = "command"
    PRESS = "press"  # of a button
    DOCUMENT = "document"  # a file, in a private chat
    OTHER = "other"  # sticker, voice, photo: in a private chat


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that was sent; the name is the sender's claim."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that somebody wants from the bot."""

    update_id: int
    kind: Kind
    place: Place
    user_id: int
    message_id: int  # of a press: the message below which the button is
    date: datetime | None  # when it was sent; None of a press
    text: str = ""  # the question, a command's arguments, a document's caption
    command: str = ""  # in lower case, without its slash
    data: str = ""  # of the pressed button
    query_id: str = ""  # of the press
    reply_to: int | None = None  # the bot's message that it answers
    trusted: bool = False  # neither forwarded nor anonymous nor of a channel: may be an admin's word
    document: Attached | None = None

    @property
    def lane(self) -> int:
        """What comes in order has one lane: a chat, a topic of it; a person's presses don't wait for answers."""
        if self.kind is Kind.PRESS:
            return int(f"2{abs(self.place.chat_id)}{self.user_id:020d}")
        return int(f"1{abs(self.place.chat_id)}{self.place.thread_id or 0:020d}")


def read(raw: dict[str, Any], bot: Bot, me: Me) -> Incoming | None:
    """Return what an update, as Telegram sent it, wants from the bot."""
    update = Update.de_json(raw, bot)
    if update.callback_query is not None:
        return _press(update.update_id, update.callback_query)
    if update.message is not None:  # an edited one is another attribute, and is not answered again
        return _message(update.update_id, update.message, me)
    return None


def _press(update_id: int, query: CallbackQuery) -> Incoming | None:
    message = query.message
    if message is None or query.data is None or query.from_user.is_bot:
        return None
    thread = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return Incoming(
        update_id=update_id,
        kind=Kind.PRESS,
        place=Place(message.chat.id, thread, message.chat.type == ChatType.PRIVATE),
        user_id=query.from_user.id,
        message_id=message.message_id,
        date=None,
        data=query.data,
        query_id=query.id,
        trusted=True,  # Telegram names who pressed, and nobody presses in another's name
    )


def _message(update_id: int, message: Message, me: Me) -> Incoming | None:
    user = message.from_user
    if user is None or message.is_automatic_forward or (user.is_bot and message.sender_chat is None):
        return None
    private = message.chat.type == ChatType.PRIVATE
    asked = _private(message, me) if private else _group(message, me)
    if asked is None:
        return None
    kind, command, text = asked
    replied = message.reply_to_message
    return Incoming(
        update_id=update_id,
        kind=kind,
        place=Place(message.chat.id, message.message_thread_id if message.is_topic_message else None, private),
        user_id=user.id,
        message_id=message.message_id,
        date=message.date,
        text=text,
        command=command,
        reply_to=replied.message_id if replied is not None and _is_from(replied, me) else None,
        trusted=message.forward_origin is None and message.sender_chat is None and not user.is_bot,
        document=_attached(message.document) if message.document is not None else None,
    )


def _private(message: Message, me: Me) -> tuple[Kind, str, str] | None:
    if message.text is not None:
        return _command(message.text, me) or (Kind.QUESTION, "", message.text)
    if message.document is not None and message.animation is None:
        return Kind.DOCUMENT, "", message.caption or ""
    return (Kind.OTHER, "", "") if message.effective_attachment is not None else None


def _group(message: Message, me: Me) -> tuple[Kind, str, str] | None:
    if message.text is None:
        return None
    if message.text.startswith("/"):
        return _command(message.text, me)
    replied = message.reply_to_message
    mentioned = _mention(me).search(message.text) is not None or any(
        entity.user is not None and entity.user.id == me.id
        for entity in message.parse_entities([MessageEntity.TEXT_MENTION])
    )
    if mentioned or (replied is not None and _is_from(replied, me)):
        return Kind.QUESTION, "", _mention(me).sub(" ", message.text).strip(" \t\n,:")
    return None


def _command(text: str, me: Me) -> tuple[Kind, str, str] | None:
    found = _COMMAND.fullmatch(text)
    if found is None or (found[2] is not None and found[2].lower() != me.username.lower()):
        return None
    return Kind.COMMAND, found[1].lower(), (found[3] or "").strip()


def _mention(me: Me) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@])@{re.escape(me.username)}(?!\w)", re.IGNORECASE)


def _is_from(message: Message, me: Me) -> bool:
    # The first message of a topic answers the service message that opened it, whoever that was.
    opened = message.forum_topic_created is not None
    return message.from_user is not None and message.from_user.id == me.id and not opened


def _attached(document: Document) -> Attached:
    return Attached(document.file_id, document.file_name or "", document.file_size or 0)
