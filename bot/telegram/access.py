"""Who may ask: everybody, or the members of the union's group, also in their private chats."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from enum import Enum
from typing import Any

from telegram import Bot
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.store import Store
from bot.telegram.outgoing import Place
from bot.telegram.services import Services

_REMEMBERED = 300.0  # seconds that a member stays one without being asked about again
_REFUSED = 10.0  # the same of somebody who is none: who has just joined wants to ask at once
_UNSURE = 60.0  # seconds until Telegram is asked again about somebody who was a member lately
_TRUSTED_LONGER = 7 * 86_400.0  # when Telegram can't say, who was a member in the last days still is
_MEMBERS = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER}
_KIND = "was-member"
_NEVER_THERE = ("user not found", "participant", "member not found")  # what Telegram says of strangers
_TRIES = 3
_PAUSE = 1.0

_log = logging.getLogger(__name__)


class Access(Enum):
    """Whether somebody may ask."""

    GRANTED = "granted"
    REFUSED = "refused"
    UNKNOWN = "unknown"  # Telegram can't say, and nothing is known of the person


async def access(services: Services, place: Place, user_id: int) -> Access:
    """Tell whether a person may ask in a place."""
    settings, store = services.settings.bot, services.store
    group = settings.telegram_member_chat_id
    if group is None or user_id in settings.telegram_admin_ids or place.chat_id == group:
        return Access.GRANTED  # who speaks in the group belongs to it
    known = await services.stored(store.people.membership, user_id, group)
    if known is None:
        return await _ask(services, user_id, group)
    return Access.GRANTED if known else Access.REFUSED


async def _ask(services: Services, user_id: int, group: int) -> Access:
    store = services.store
    try:
        member = await _is_member(services.quiet, group, user_id)
    except TelegramError as error:
        return await _unknown(services, user_id, group, error)
    seconds = _REMEMBERED if member else _REFUSED
    await services.stored(store.people.put_membership, user_id, group, member, seconds=seconds)
    await services.stored(_remember, store, user_id, member)
    return Access.GRANTED if member else Access.REFUSED


async def _is_member(bot: Bot, group: int, user_id: int) -> bool:
    for left in reversed(range(_TRIES)):
        try:
            found = await bot.do_api_request("getChatMember", {"chat_id": group, "user_id": user_id})
            return is_member(found if isinstance(found, dict) else {})
        except BadRequest as error:
            if any(words in str(error).lower() for words in _NEVER_THERE):
                return False
            raise
        except (NetworkError, RetryAfter):
            if not left:
                raise
            await asyncio.sleep(_PAUSE)
    raise AssertionError


async def _unknown(services: Services, user_id: int, group: int, error: TelegramError) -> Access:
    _log.error(
        "membership of TELEGRAM_MEMBER_CHAT_ID can't be checked (%s); who was a member lately may ask, others wait. "
        "The bot must be in that group, as an administrator",
        error,
    )
    store = services.store
    if await services.stored(store.shelf.get, _KIND, store.pseudonyms.user(user_id)):
        await services.stored(store.people.put_membership, user_id, group, True, seconds=_UNSURE)
        return Access.GRANTED
    return Access.UNKNOWN


def _remember(store: Store, user_id: int, member: bool) -> None:
    key = store.pseudonyms.user(user_id)
    if member:
        store.shelf.put(_KIND, key, True, seconds=_TRUSTED_LONGER, user_id=user_id)
    else:
        store.shelf.drop(_KIND, key)


def is_member(found: Mapping[str, Any]) -> bool:
    """Tell whether somebody belongs to a group, by what getChatMember says; only the fields that matter are read."""
    status = found.get("status")
    return status in _MEMBERS or (status == ChatMemberStatus.RESTRICTED and bool(found.get("is_member")))


async def group_name(bot: Bot, group: int) -> tuple[str, str]:
    """Return the group's title and its link, as far as Telegram tells."""
    try:
        chat = await bot.do_api_request("getChat", {"chat_id": group})
    except TelegramError:
        return "", ""
    if not isinstance(chat, dict):
        return "", ""
    link = f"https://t.me/{chat['username']}" if chat.get("username") else chat.get("invite_link")
    return str(chat.get("title") or ""), str(link or "")
