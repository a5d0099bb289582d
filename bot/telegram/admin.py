"""The admins' way in: commands, buttons, documents, and what runs beside the bot for them.

    command     /reload /rollback      -> admin_reload
                /xoabai, a document    -> admin_documents (upload: the file itself)
                /thongke /chuatraloi
                /bantin, digests       -> admin_statistics (admin_likeness: groups of questions; chart: the picture)
    what is said is made by admin_report and admin_figures, which are pure; admin_talk asks for confirmation

All of it is called for `services.is_admin(incoming)` only. A button works for the admin who asked, once, in time.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from types import MappingProxyType
from typing import Any

from bot import telegram_admin_words as words
from bot.telegram import admin_documents, admin_reload, admin_statistics
from bot.telegram.admin_documents import document
from bot.telegram.admin_talk import NO, PREFIX, Pressed, cancelled, notice
from bot.telegram.incoming import Incoming
from bot.telegram.services import Services

__all__ = ["COMMANDS", "PREFIX", "command", "document", "jobs", "press"]

COMMANDS: Mapping[str, str] = MappingProxyType(words.COMMANDS)  # name -> description, for the menu

_Act = Callable[[Services, Incoming], Awaitable[None]]
_ActOn = Callable[[Services, Incoming, str], Awaitable[None]]

_COMMANDS: Mapping[str, _Act] = MappingProxyType(
    {
        "reload": admin_reload.reload_command,
        "rollback": admin_reload.rollback_command,
        "xoabai": admin_documents.remove_command,
        "thongke": admin_statistics.statistics_command,
        "chuatraloi": admin_statistics.unanswered_command,
        "bantin": admin_statistics.digest_command,
    }
)
# Buttons that confirm, by their action; they tell by themselves what became of the press.
_CONFIRM: Mapping[str, _ActOn] = MappingProxyType(
    {
        admin_reload.RELOAD: admin_reload.reload_confirmed,
        admin_reload.ROLLBACK: admin_reload.rollback_confirmed,
        admin_documents.ADD: admin_documents.add_confirmed,
        admin_documents.REMOVE: admin_documents.remove_confirmed,
    }
)
_LEAD_ON: Mapping[str, _ActOn] = MappingProxyType(
    {
        admin_documents.PLAN: lambda services, incoming, _: admin_reload.reload_command(services, incoming),
        admin_documents.CHOOSE: admin_documents.chosen,
        admin_documents.PAGE: admin_documents.list_page,
        admin_statistics.UNANSWERED_PAGE: admin_statistics.unanswered_page,
    }
)


async def command(services: Services, incoming: Incoming) -> None:
    """Carry out an admin's command."""
    await _COMMANDS[incoming.command](services, incoming)


async def press(services: Services, incoming: Incoming) -> None:
    """Carry out an admin's button; data that is none of ours is only acknowledged."""
    pressed = Pressed.read(incoming.data)
    if (confirm := _CONFIRM.get(pressed.action)) is not None:
        await confirm(services, incoming, pressed.argument)
    elif pressed.action == NO:
        action, _, token = pressed.argument.partition(":")
        if action == admin_documents.ADD:
            await admin_documents.add_cancelled(services, incoming, token)
        else:
            await cancelled(services, incoming, action, token)
    else:
        notice(services, incoming)
        if (lead_on := _LEAD_ON.get(pressed.action)) is not None:
            await lead_on(services, incoming, pressed.argument)


def jobs(services: Services) -> list[Coroutine[Any, Any, None]]:
    """Return what runs beside the bot until it stops."""
    return [
        admin_reload.tell_interrupted(services),
        admin_documents.sweep(services),
        admin_statistics.digests(services),
    ]
