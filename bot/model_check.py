"""Whether the model that is set can write answers: one small call, and what it tells."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot import model_words as words
from rag.errors import ModelError, ModelFailure
from rag.writing.limits import Limits

if TYPE_CHECKING:
    from rag.settings import RagSettings
    from rag.writing.model import OpenAIModel

# More time than a member is given: an admin wants to know whether a slow model works at all.
PATIENCE = Limits(first_token=20.0, last_token=25.0, connect=6.0)
_TOKENS = 512  # a model that thinks needs some before it says anything


class Health(StrEnum):
    """How a model does."""

    WELL = "well"
    POORLY = "poorly"  # it may do better in a while
    BROKEN = "broken"  # somebody must do something


# The admin's doing; all else may pass.
_BROKEN = frozenset(
    {
        ModelFailure.UNAUTHORIZED,
        ModelFailure.FORBIDDEN,
        ModelFailure.NOT_FOUND,
        ModelFailure.UNREACHABLE,
        ModelFailure.MALFORMED,
        ModelFailure.BAD_REQUEST,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said of the model, and what to do about it."""

    health: Health
    state: str
    advice: str = ""


def examine(settings: RagSettings, limits: Limits = PATIENCE, allowed: float = Limits().first_token) -> Finding:
    """Ask the model that is set a tiny question, if one is; nothing is called otherwise.

    Args:
        settings: which model.
        limits: how long it is waited for.
        allowed: seconds after which an answer is too slow for members.
    """
    if not settings.writes:
        return _unused(settings)
    from rag.writing.model import Message, OpenAIModel

    model = OpenAIModel.create(settings, limits=limits)
    assert model is not None, "`writes` says so"  # noqa: S101
    with model:
        model.prepare()
        began = time.monotonic()
        try:
            model.complete([Message("user", words.QUESTION)], max_tokens=_TOKENS)
        except ModelError as error:
            return _failed(model, error)
        seconds = time.monotonic() - began
    if seconds > allowed:
        return Finding(Health.POORLY, words.works_slowly(model.name, seconds, allowed), words.slow_advice())
    return Finding(Health.WELL, words.works(model.name, seconds))


def _unused(settings: RagSettings) -> Finding:
    if settings.openai_model:
        return Finding(Health.POORLY, words.NO_KEY, words.NO_KEY_ADVICE)
    if (settings.openai_api_key or settings.openai_base_url) and not settings.openai_embedding_model:
        return Finding(Health.POORLY, words.NO_NAME, words.NO_NAME_ADVICE)
    return Finding(Health.WELL, words.UNSET)


def _failed(model: OpenAIModel, error: ModelError) -> Finding:
    health = Health.BROKEN if error.failure in _BROKEN else Health.POORLY
    offered = model.offered() if error.failure is ModelFailure.NOT_FOUND else ()
    return Finding(health, words.fails(model.name, error), words.advice(error, offered))
