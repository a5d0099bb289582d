"""The engine as the bot asks it: a question and the turns before it, in the form in which they are stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from rag.answer import Answer
from rag.conversation import Turn
from rag.engine import Engine
from rag.errors import NoGenerationError

_TURN = TypeAdapter(Turn)


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer, and what is to be kept of it."""

    text: str  # as typed
    resolved: str  # with what it left out
    answer: Answer
    generation: str
    body: str  # the turn as JSON; empty where nothing is to be remembered


def ask(engine: Engine, text: str, bodies: Sequence[str]) -> Asked:
    """Ask a question after earlier turns; blocks.

    Raises:
        RagError: it can't be answered.
    """
    answer = engine.ask(text, _turns(bodies))
    turn = answer.turn
    body = _TURN.dump_json(turn).decode() if turn else ""
    return Asked(text, turn.question if turn else text, answer, _generation(engine), body)


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
