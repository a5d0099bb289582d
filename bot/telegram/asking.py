"""The engine as the bot asks it: a question and the turns before it, in the form in which they are stored."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from bot.budget import Budget, Paid, Unpaid
from bot.error_words import fallback
from rag.answer import Answer
from rag.engine import Engine
from rag.errors import NoGenerationError
from rag.talk.conversation import Turn

_TURN = TypeAdapter(Turn)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer, and what is to be kept of it."""

    text: str  # as typed
    resolved: str  # with what it left out
    answer: Answer
    generation: str
    body: str  # the turn as JSON; empty where nothing is to be remembered
    unpaid: Unpaid | None = None  # why the model was not asked, where the day's tokens are the reason


def ask(
    engine: Engine,
    budget: Budget,
    text: str,
    bodies: Sequence[str],
    *,
    user_id: int | None = None,
    shown: Callable[[str], None] | None = None,
) -> Asked:
    """Ask a question after earlier turns, of the model where one writes; blocks.

    Raises:
        RagError: it can't be answered.
    """
    return _asked(engine, text, budget.ask(engine, text, _turns(bodies), user_id=user_id, shown=shown))


def ask_without_model(engine: Engine, text: str, bodies: Sequence[str]) -> Asked:
    """Ask a question after earlier turns, to be answered with quotes alone; blocks.

    Raises:
        RagError: it can't be answered.
    """
    return _asked(engine, text, Paid(engine.ask(text, _turns(bodies), model=False)))


def _asked(engine: Engine, text: str, paid: Paid) -> Asked:
    for found in engine.take_notices():  # the admin reads the log
        _log.warning("%s (%s)", fallback(found.error, found.remedy), found.error)
    turn = paid.answer.turn
    body = _TURN.dump_json(turn).decode() if turn else ""
    return Asked(text, turn.question if turn else text, paid.answer, _generation(engine), body, paid.unpaid)


def _turns(bodies: Sequence[str]) -> list[Turn]:
    turns = []
    for body in bodies:
        try:
            turns.append(_TURN.validate_json(body))
        except ValidationError:  # of another version of this program
            continue
    return turns


def _generation(engine: Engine) -> str:
    try:
        return engine.manifest().name
    except NoGenerationError:  # small talk needs none
        return ""
