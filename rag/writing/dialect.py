"""How a service wants to be asked: what OpenAI-compatible servers don't agree on, learnt from their errors."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rag.writing.failures import told
from rag.writing.message import Message


@dataclass(frozen=True, slots=True)
class Dialect:
    """What is said in a request; it starts with all that OpenAI's own chat models take."""

    temperature: bool = True  # o-series and gpt-5 models take none but their own
    limit: str | None = "max_tokens"  # newer models want `max_completion_tokens`; None: neither
    usage: bool = True  # whether tokens are asked for by `stream_options`
    stream: bool = True  # False: the whole answer at once, as some accounts must
    system: bool = True  # False: no system role; its words go before the first of the user's

    def request(self, messages: Sequence[Message], max_tokens: int) -> dict[str, Any]:
        """Return the parameters of a chat request, but for the model."""
        said: dict[str, Any] = {"messages": self._messages(messages), "stream": self.stream}
        if self.stream and self.usage:
            said["stream_options"] = {"include_usage": True}
        if self.temperature:
            said["temperature"] = 0
        if self.limit:
            said[self.limit] = max_tokens
        return said

    def _messages(self, messages: Sequence[Message]) -> list[dict[str, str]]:
        said = [(message.role, message.content) for message in messages]
        if not self.system:
            rules = "\n\n".join(content for role, content in said if role == "system")
            said = [(role, content) for role, content in said if role != "system"]
            first = next((n for n, (role, _) in enumerate(said) if role == "user"), None)
            if rules and first is None:
                said.insert(0, ("user", rules))
            elif rules and first is not None:
                said[first] = ("user", f"{rules}\n\n{said[first][1]}")
        return [{"role": role, "content": content} for role, content in said]

    def corrected(self, error: object) -> Dialect | None:
        """Return the dialect that an error (of status 400 or 422) asks for, None where it speaks of something else.

        Each step leaves something out for good, so that there are only a few.
        """
        words = told(error)
        named = _named(error, words)
        if named == "stream_options" and self.usage:
            return replace(self, usage=False)
        if named == "temperature" and self.temperature:
            return replace(self, temperature=False)
        if named == "max_tokens" and self.limit == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        if named == "max_completion_tokens" and self.limit == "max_completion_tokens":
            return replace(self, limit=None)
        if named == "stream" and self.stream:
            return replace(self, stream=False)
        if self.system and _NO_SYSTEM.search(words):
            return replace(self, system=False)
        return None


_PARAMETERS = ("stream_options", "temperature", "max_completion_tokens", "max_tokens", "stream")
_NAMED = re.compile(rf"\b(?:{'|'.join(_PARAMETERS)})\b")
_NO_SYSTEM = re.compile(r"system (?:role|message|prompt)s?\b|role[\"'` ]*system\b")


def _named(error: object, words: str) -> str | None:
    """Return the parameter that an error names: in its field `param`, or first of all in its words."""
    inner: Any = error.get("error", error) if isinstance(error, Mapping) else None
    param = inner.get("param") if isinstance(inner, Mapping) else None
    if isinstance(param, str) and param.partition(".")[0] in _PARAMETERS:
        return param.partition(".")[0]
    found = _NAMED.search(words)
    return found[0] if found else None
