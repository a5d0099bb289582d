"""What is said to a model, what comes back, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation with a model."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class TokenUsage:
    """Tokens of a call, as the service counts them, or as they are counted here where it does not say."""

    prompt: int
    completion: int


@dataclass(frozen=True, slots=True)
class Completion:
    """A whole answer."""

    text: str
    usage: TokenUsage


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of an answer as a service sends it; all fields may be unset."""

    text: str = ""
    thinking: bool = False  # the model thinks aloud: a sign of life, nothing to show
    finish: str | None = None  # why this is the last text: "stop", "length", "content_filter", …
    usage: TokenUsage | None = None
