"""One failed call of a language model, and what an HTTP status and its body tell of how it failed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rag.errors import ModelFailure

# What costs nothing: the model never read the prompt.
UNREAD = frozenset(
    {
        ModelFailure.UNAUTHORIZED,
        ModelFailure.FORBIDDEN,
        ModelFailure.NOT_FOUND,
        ModelFailure.RATE_LIMITED,
        ModelFailure.SERVER_ERROR,
        ModelFailure.UNREACHABLE,
        ModelFailure.TOO_LONG,
        ModelFailure.BAD_REQUEST,
        ModelFailure.BUSY,
        ModelFailure.RESTING,
    }
)

_BY_STATUS = {
    401: ModelFailure.UNAUTHORIZED,
    402: ModelFailure.RATE_LIMITED,  # no credit left
    403: ModelFailure.FORBIDDEN,
    404: ModelFailure.NOT_FOUND,
    405: ModelFailure.NOT_FOUND,  # an address that takes no chat
    408: ModelFailure.SLOW_START,
    410: ModelFailure.NOT_FOUND,  # a model that was withdrawn
    429: ModelFailure.RATE_LIMITED,
}
_RETRIED = frozenset({429, 500, 502, 503, 504, 529})  # 529: "overloaded", as some services have it
_BROKE = ("insufficient_quota", "insufficient balance", "billing")  # waiting does not help

# What a 4xx says of its reason, in `code`, `type` or `message`; the first that occurs counts.
_BY_WORDS = (
    ("context_length_exceeded", ModelFailure.TOO_LONG),
    ("maximum context length", ModelFailure.TOO_LONG),
    ("context size", ModelFailure.TOO_LONG),
    ("context window", ModelFailure.TOO_LONG),
    ("too many tokens", ModelFailure.TOO_LONG),
    ("prompt is too long", ModelFailure.TOO_LONG),
    ("content_filter", ModelFailure.REFUSED),
    ("content_policy", ModelFailure.REFUSED),
    ("content management policy", ModelFailure.REFUSED),
    ("invalid_api_key", ModelFailure.UNAUTHORIZED),
    ("api key", ModelFailure.UNAUTHORIZED),
    ("model_not_found", ModelFailure.NOT_FOUND),
    ("invalid model", ModelFailure.NOT_FOUND),
    ("unknown model", ModelFailure.NOT_FOUND),
    ("model not exist", ModelFailure.NOT_FOUND),
)


class CallError(Exception):
    """One attempt failed. Holds no text of the service's: that may repeat a key or a member's question."""

    def __init__(
        self, failure: ModelFailure, status: int | None = None, *, again: bool = False, wait: float | None = None
    ) -> None:
        super().__init__(str(failure))
        self.failure = failure
        self.status = status  # of HTTP, where there was one
        self.again = again  # whether the same request may succeed a moment later
        self.wait = wait  # seconds that the service asks to be left alone
        self.because = failure  # the failure that a breaker rests for


def of_status(status: int, error: object, wait: float | None = None) -> CallError:
    """Return what an HTTP status other than 200 means.

    Args:
        status: of the response, or what stands for it in an error within a stream.
        error: the body: parsed JSON, OpenAI's `error` object, or text.
        wait: seconds of its Retry-After.
    """
    words = told(error)
    if 400 <= status < 500 and status not in (401, 403, 429):
        for word, failure in _BY_WORDS:
            if word in words:
                return CallError(failure, status)
    if status >= 500:
        return CallError(ModelFailure.SERVER_ERROR, status, again=status in _RETRIED, wait=wait)
    if 300 <= status < 400:  # never followed: the key is for the address that was set
        return CallError(ModelFailure.NOT_FOUND, status)
    failure = _BY_STATUS.get(status, ModelFailure.BAD_REQUEST)
    again = status in _RETRIED and not any(word in words for word in _BROKE)
    return CallError(failure, status, again=again, wait=wait)


def in_stream(error: object) -> CallError:
    """Return what an `error` object means that comes with status 200, as a body or within a stream."""
    code = error.get("code") or error.get("status") if isinstance(error, Mapping) else None
    try:
        status = int(str(code))
    except ValueError:
        status = 0
    if 400 <= status < 600:
        return of_status(status, error)
    for word, failure in _BY_WORDS:
        if word in told(error):
            return CallError(failure)
    return CallError(ModelFailure.SERVER_ERROR)


def told(error: object) -> str:
    """Return the words of an error body that its reason may be read from, in lower case."""
    if isinstance(error, Mapping):
        inner: Any = error.get("error", error)
        if isinstance(inner, Mapping):
            error = " ".join(str(inner.get(name) or "") for name in ("code", "type", "param", "message", "detail"))
        else:
            error = inner
    return str(error or "").lower()[:4_000]
