"""The command menus, in Vietnamese: what members may do for everybody, and more in the admins' own chats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeChat, BotCommandScopeDefault
from telegram.constants import BotCommandLimit

from bot import telegram_words as words
from bot.telegram.client import quietly


async def set_menus(quiet: Bot, admin_ids: Iterable[int], admin_commands: Mapping[str, str]) -> None:
    """Set all menus; one that Telegram refuses is left out. An admin who never wrote to the bot has no chat yet."""
    await _set(quiet, words.MEMBER_COMMANDS, BotCommandScopeDefault())
    for admin_id in admin_ids:
        await _set(quiet, {**words.MEMBER_COMMANDS, **admin_commands}, BotCommandScopeChat(admin_id))


async def _set(quiet: Bot, commands: Mapping[str, str], scope: BotCommandScope) -> None:
    described = [BotCommand(name, text[: BotCommandLimit.MAX_DESCRIPTION]) for name, text in commands.items()]
    await quietly(quiet.set_my_commands(described, scope=scope))
