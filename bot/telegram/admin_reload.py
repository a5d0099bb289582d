"""/reload and /rollback: what would change, a button, and the work beside the answers.

A reload runs in a thread and the generation before it answers meanwhile. It can be killed at any moment: the next
one goes on where it stopped, and the admin is told after the restart.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from typing import Any

from bot import telegram_admin_words as words
from bot.error_words import unexpected
from bot.report_words import rolled_back
from bot.store.clock import VIETNAM
from bot.telegram import admin_report, render
from bot.telegram.admin_talk import ask, confirmed, edit, failure, insist, key_of, say, tell
from bot.telegram.incoming import Incoming
from bot.telegram.outgoing import Place
from bot.telegram.services import Services
from rag.engine import Engine
from rag.errors import EmbeddingCostError, NoGenerationError, RagError
from rag.index.folder import GenerationState
from rag.index.plan import ReloadPlan
from rag.index.supply import Cost

RELOAD, ROLLBACK = "reload", "rollback"  # names of the commands, and actions of their buttons
_PACE = 3.0  # seconds between two edits of the progress, at least
_RUNNING = "reload-running"  # what is kept of a reload while it runs, by admin
_LONGEST = 86_400.0  # seconds that this is kept


_log = logging.getLogger(__name__)


class _StoppedError(Exception):
    """The bot leaves; raised inside the thread of a reload, at a moment that suits it."""


@dataclass
class _Progress:
    """How far a reload is: written by its thread, read by the event loop."""

    done: int = 0
    total: int = 0
    stopped: bool = False
    started: float = field(default_factory=time.monotonic)

    def take(self, done: int, total: int) -> None:
        if self.stopped:
            raise _StoppedError
        self.done, self.total = done, total

    def line(self) -> str:
        spent = time.monotonic() - self.started
        left = spent / self.done * (self.total - self.done) if self.done else None
        return words.reload_progress(self.done, self.total, left) if self.total else words.RELOAD_STARTED


async def reload_command(services: Services, incoming: Incoming) -> None:
    """Show what a reload would change and cost, and ask whether to do it."""
    try:
        plan, cost = await asyncio.to_thread(_plan, services.engine)
    except RagError as error:
        await tell(services, incoming, failure(error))
        return
    confirmation = {"digest": plan.digest, "tokens": cost.tokens if cost else 0}
    rows = () if plan.needless(cost) else await ask(services, incoming, RELOAD, confirmation, words.CONFIRM_RELOAD)
    await say(services, incoming, admin_report.plan(plan, rows, cost))


def _plan(engine: Engine) -> tuple[ReloadPlan, Cost | None]:
    plan = engine.plan()
    return plan, engine.cost(plan)


async def reload_confirmed(services: Services, incoming: Incoming, token: str) -> None:
    """Start the reload that was asked for."""
    payload = await confirmed(services, incoming, RELOAD, token)
    if payload is not None:
        (shown, *_) = await tell(services, incoming, words.RELOAD_STARTED)
        services.spawn(_reload(services, incoming, payload, shown))


async def _reload(services: Services, incoming: Incoming, agreed: dict[str, Any], shown: int) -> None:
    shelf, key = services.store.shelf, key_of(services, incoming.user_id)
    await services.stored(shelf.put, _RUNNING, key, True, seconds=_LONGEST, user_id=incoming.user_id)
    progress = _Progress()
    services.spawn(_tell(services, incoming, shown, progress))
    try:
        tokens = agreed.get("tokens", 0)  # a button of an earlier version has none
        report = await asyncio.to_thread(services.engine.reload, progress.take, agreed=tokens)
    except EmbeddingCostError as error:
        outcome = render.text(words.costs_more(error.texts, error.tokens))
    except RagError as error:
        outcome = render.text(failure(error))
    except Exception as error:  # the admin waits for an outcome
        _log.exception("a reload failed")
        outcome = render.text(unexpected(error))
    else:
        outcome = admin_report.reloaded(report, expected=agreed["digest"])
    finally:
        progress.stopped = True
    await services.stored(shelf.drop, _RUNNING, key)
    await insist(services, incoming, outcome)


async def _tell(services: Services, incoming: Incoming, shown: int, progress: _Progress) -> None:
    """Edit the message `shown` as the reload goes on, at a polite pace, and a last time when it has ended."""
    said = words.RELOAD_STARTED
    while not progress.stopped:
        await asyncio.sleep(_PACE)
        line = progress.line()
        if line != said:
            said = line
            await edit(services, incoming, shown, line)


async def tell_interrupted(services: Services) -> None:
    """Tell the admins whose reload was cut off by a restart."""
    shelf = services.store.shelf
    for admin in services.settings.bot.telegram_admin_ids:
        key = key_of(services, admin)
        if await services.stored(shelf.get, _RUNNING, key):
            await services.stored(shelf.drop, _RUNNING, key)
            await services.sender.send(Place(admin), render.text(words.RELOAD_INTERRUPTED))


async def rollback_command(services: Services, incoming: Incoming) -> None:
    """Show the previous generation and ask whether to go back to it."""
    try:
        states = await asyncio.to_thread(services.engine.states)
    except RagError as error:
        await tell(services, incoming, failure(error))
        return
    if len(states) < 2:
        await tell(services, incoming, words.NO_PREVIOUS)
        return
    previous = states[1]
    if previous.manifest is None:
        await tell(services, incoming, words.ROLLBACK_FAILED)
        return
    line = words.rollback_ask(previous.name, _created(previous), len(previous.manifest.articles))
    rows = await ask(services, incoming, ROLLBACK, {"name": previous.name}, words.CONFIRM_ROLLBACK)
    await tell(services, incoming, line, rows)


async def rollback_confirmed(services: Services, incoming: Incoming, token: str) -> None:
    """Go back to the generation that was shown, unless another one has taken its place."""
    payload = await confirmed(services, incoming, ROLLBACK, token)
    if payload is None:
        return
    try:
        states = await asyncio.to_thread(services.engine.states)
        if len(states) < 2 or states[1].name != payload["name"]:
            await tell(services, incoming, words.ROLLBACK_MOVED_ON)
            return
        await asyncio.to_thread(services.engine.rollback)
    except NoGenerationError:
        await tell(services, incoming, words.NO_PREVIOUS)
    except RagError as error:
        await tell(services, incoming, failure(error))
    else:
        articles = len(states[1].manifest.articles) if states[1].manifest else 0
        await tell(services, incoming, rolled_back(states[1].name, _created(states[1]), articles))


def _created(state: GenerationState) -> str:
    return f"{state.manifest.created.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if state.manifest else ""
