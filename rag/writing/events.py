"""A chat completion's bytes, read: server-sent events or one JSON body.

Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from rag.errors import ModelFailure
from rag.writing.failures import CallError, in_stream
from rag.writing.message import Delta, TokenUsage

_DONE = "[DONE]"


async def streamed(received: AsyncIterator[bytes]) -> AsyncIterator[Delta]:
    """Yield what the events of a stream say.

    Raises:
        CallError: an event is malformed or an error; or the stream ends before it has said that it does.
    """
    events, finished = 0, False
    async for data in _data(received):
        events += 1
        if data == _DONE:
            if not finished:
                yield Delta(finish="stop")  # some servers say no more than this
            finished = True
            continue
        delta = _delta(_object(data), "delta")
        finished = finished or delta.finish is not None
        yield delta
    if not finished:
        raise CallError(ModelFailure.CUT if events else ModelFailure.MALFORMED)


async def whole(received: AsyncIterator[bytes]) -> Delta:
    """Return what a JSON body says.

    Raises:
        CallError: it is malformed or an error.
    """
    delta = _delta(_object(b"".join([part async for part in received])), "message")
    return delta if delta.finish else Delta(delta.text, finish="stop", usage=delta.usage)


async def _data(received: AsyncIterator[bytes]) -> AsyncIterator[str]:
    """Yield the data of each event. Comments, names and numbers of events are left out."""
    lines: list[bytes] = []
    rest = b""
    async for part in received:
        *complete, rest = (rest + part).split(b"\n")
        for line in (line.removesuffix(b"\r") for line in complete):
            if line.startswith(b"data:"):
                lines.append(line[5:].removeprefix(b" "))
            elif not line and lines:
                yield _text(b"\n".join(lines))
                lines = []
    if lines and not rest:  # no empty line after the last event: widespread, and harmless
        yield _text(b"\n".join(lines))


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise CallError(ModelFailure.MALFORMED) from None


def _object(data: str | bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise CallError(ModelFailure.MALFORMED) from None
    if not isinstance(value, dict):
        raise CallError(ModelFailure.MALFORMED)
    if value.get("error"):
        raise in_stream(value["error"])
    return value


def _delta(chunk: Mapping[str, Any], field: str) -> Delta:
    """Return what a chunk says: of `delta` in a stream, of `message` in a whole body."""
    usage = _usage(chunk.get("usage"))
    choices = chunk.get("choices")
    if choices == [] or (choices is None and usage is not None):
        return Delta(usage=usage)  # the last chunk, for the tokens alone
    if not isinstance(choices, list) or not isinstance(choices[0], dict):
        raise CallError(ModelFailure.MALFORMED)
    said = choices[0].get(field)
    finish = choices[0].get("finish_reason")
    if not isinstance(said, dict | None) or not isinstance(finish, str | None):
        raise CallError(ModelFailure.MALFORMED)
    said = said or {}
    if said.get("refusal"):
        raise CallError(ModelFailure.REFUSED)
    thinking = any(said.get(name) for name in ("reasoning_content", "reasoning", "thinking"))
    return Delta(_content(said.get("content")), thinking, finish or None, usage)


def _content(content: object) -> str:
    """Return the text of a content: a string, or parts of which some are text."""
    if isinstance(content, list):
        texts = [part.get("text") for part in content if isinstance(part, dict) and part.get("type") == "text"]
        return "".join(text for text in texts if isinstance(text, str))
    if not isinstance(content, str | None):
        raise CallError(ModelFailure.MALFORMED)
    # Half of a surrogate pair has no UTF-8: no terminal and no Telegram takes it.
    return (content or "").encode("utf-8", "replace").decode()


def _usage(value: object) -> TokenUsage | None:
    if not isinstance(value, dict):
        return None
    prompt, completion = value.get("prompt_tokens"), value.get("completion_tokens")
    if not isinstance(prompt, int) or not isinstance(completion, int) or min(prompt, completion) < 0:
        return None
    return TokenUsage(prompt, completion)
