"""What went wrong with a request to an OpenAI-compatible service, in words of our own.

A service may repeat the key that it was sent, and an HTTP client the header that it couldn't send: nothing of what
they say is passed on but what is known to be harmless.

`rag.writing.failures` is no second copy of this: a reload has minutes to try again and an admin who reads the log, an
answer has seconds and a member's question that no log may hold. They share what a service says of waiting.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

_LONGEST = 200  # characters of a service's message that are kept
_KEYS = re.compile(r"\b(?:sk|key|token)[-_][\w*.…-]{4,}", re.IGNORECASE)
_MASK = "•••"


class NoVectorsError(Exception):
    """A service answered with something else than the vectors that were asked for."""

    def __init__(self, detail: str, *, broken: bool = False) -> None:
        super().__init__(detail)
        self.broken = broken  # it was cut off or garbled on its way: the next try may be better


@dataclass(frozen=True, slots=True)
class Failure:
    """A request that failed."""

    reason: str  # of `rag.errors.EmbeddingError`
    detail: str  # for the log
    again: bool = False  # the same request may succeed a little later
    after: float | None = None  # seconds to wait before that, where the service said so


def failure_of(error: Exception, key: str) -> Failure:
    """Say what kind of failure an exception is, without the key."""
    import openai  # noqa: PLC0415 - takes half a second

    match error:
        case openai.APIStatusError():
            return _refusal(error, key)
        case TimeoutError() | openai.APITimeoutError():
            return Failure("slow", "no answer in time", again=True)
        case openai.APIConnectionError():
            return Failure("unreachable", f"no connection: {type(error.__cause__).__name__}", again=True)
        case NoVectorsError():
            return Failure("answer", str(error), again=error.broken)
    return Failure("broken", type(error).__name__)


def _refusal(error: Any, key: str) -> Failure:
    status, code = int(error.status_code), str(error.code or "")
    said = error.body if isinstance(error.body, dict) else {}
    message = _harmless(str(said.get("message") or said or error.response.text), key)
    detail = f"HTTP {status} {code}".strip()
    told = f"{detail}: {message}"
    if status in {401, 403}:
        return Failure("key", detail)  # just here services quote the key
    if code in {"insufficient_quota", "billing_hard_limit_reached"} or status == 402:
        return Failure("quota", told)
    if status == 429:
        return Failure("busy", told, again=True, after=retry_after(error.response.headers))
    if status == 404 or code == "model_not_found":
        return Failure("model", told)
    if status >= 500 or status in {408, 409}:
        return Failure("server", told, again=True, after=retry_after(error.response.headers))
    return Failure("refused", told)


def _harmless(message: str, key: str) -> str:
    line = " ".join(message.split())
    line = line.replace(key, _MASK) if key else line
    return _KEYS.sub(_MASK, line)[:_LONGEST]


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a response asks to wait before another try: a number of them, or a moment."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        given = headers.get(name, "")
        try:
            seconds = float(given) * unit
        except ValueError:
            try:
                seconds = parsedate_to_datetime(given).timestamp() - time.time()
            except ValueError:
                continue
        if math.isfinite(seconds):
            return max(seconds, 0.0)
    return None
