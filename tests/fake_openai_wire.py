"""The bytes that the fake model service sends: heads, JSON bodies, chunks of server-sent events."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import itertools
import json
import socket
import struct
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from tests.fake_openai_behaviour import (
    Behaviour,
    Cut,
    Endless,
    Hang,
    Html,
    Malformed,
    Raw,
    Request,
    Status,
    Text,
    Trickle,
)

_ID = "chatcmpl-fake"
_CREATED = 1_700_000_000


class Wire:
    """One request's answer, written to its connection."""

    def __init__(
        self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, model: str
    ) -> None:
        self._request = request
        self._reader = reader
        self._writer = writer
        self._model = model
        self._body: Mapping[str, Any] = request.body if isinstance(request.body, dict) else {}

    async def behave(self, behaviour: Behaviour) -> bool:
        """Do what was scripted; return whether the connection can be used again."""
        match behaviour:
            case Text():
                return await self._text(behaviour)
            case Status():
                return await self._status(behaviour)
            case Hang():
                await self._hang(behaviour)
            case Trickle():
                await self._trickle(behaviour)
            case Cut():
                await self._cut(behaviour)
            case Malformed():
                await self._malformed(behaviour)
            case Endless():
                await self._start()
                for n in itertools.count(1):
                    await self._event(self._chunk(behaviour.text.replace("{n}", str(n))))
                    await self._pause(behaviour.pause)
            case Html():
                return await self._whole(200, behaviour.page.encode(), "text/html; charset=utf-8")
            case Raw():
                await self._write(behaviour.data)
                if behaviour.hang:
                    await self._silence()
        return False

    async def json(self, value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> bool:
        """Send a JSON body."""
        return await self._whole(status, json.dumps(value, ensure_ascii=False).encode(), "application/json", headers)

    # -- behaviours -----------------------------------------------------------------------------------------

    async def _text(self, said: Text) -> bool:
        if not self._body.get("stream") or not said.streams:
            await self._pause(said.first_delay + said.delay)
            return await self.json(self._completion(said))
        await self._start()
        await self._pause(said.first_delay)
        if said.reasoning:
            await self._event(self._chunk(None, reasoning=said.reasoning))
        for delta in _cut_up(said.text, said.chunk):
            await self._pause(said.delay)
            await self._event(self._chunk(delta))
        if said.finish is not None:
            await self._event(self._chunk(None, finish=said.finish))
        if said.usage and (self._body.get("stream_options") or {}).get("include_usage"):
            await self._event({**self._chunk(None), "choices": [], "usage": self._usage(said)})
        if said.done:
            await self._write_chunk(b"data: [DONE]\n\n")
        await self._write(b"0\r\n\r\n")
        return True

    async def _status(self, failure: Status) -> bool:
        headers = dict(failure.headers)
        if failure.retry_after is not None:
            headers["Retry-After"] = str(failure.retry_after)
        if failure.body is not None:
            return await self._whole(failure.status, failure.body.encode(), "text/plain", headers)
        error = {"message": failure.message, "type": "invalid_request_error", "param": failure.param}
        return await self.json({"error": {**error, "code": failure.code}}, failure.status, headers)

    async def _hang(self, hang: Hang) -> None:
        if hang.after != "request":
            await self._start()
            deltas = 0 if hang.after == "headers" else hang.after
            for delta in itertools.islice(itertools.cycle(_cut_up(hang.text, 7)), deltas):
                await self._event(self._chunk(delta))
        await self._silence()

    async def _trickle(self, trickle: Trickle) -> None:
        await self._start()
        while True:
            match trickle.kind:
                case "deltas":
                    await self._event(self._chunk(trickle.text))
                case "comments":
                    await self._write_chunk(b": ping\n\n")
                case "bytes":
                    await self._write_chunk(b"d")
            await self._pause(trickle.pause)

    async def _cut(self, cut: Cut) -> None:
        if cut.at != "request":
            await self._start()
            for delta in itertools.islice(_cut_up(cut.text, 7), cut.deltas):
                await self._event(self._chunk(delta))
            if cut.at == "line":
                await self._write_chunk(b'data: {"id": "chatcmpl-fake", "choices": [{"index": 0, "del')
        if cut.reset and (sock := self._writer.get_extra_info("socket")):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._writer.transport.abort()

    async def _malformed(self, malformed: Malformed) -> None:
        if malformed.where == "body":
            await self._whole(200, b'{"id": "chatcmpl-fake", "choices": [{"mess', "application/json")
            return
        await self._start()
        for delta in _cut_up(malformed.text, 7):
            await self._event(self._chunk(delta))
        broken = b'data: {"choices": [{"delta": \n\n' if malformed.where == "event" else b'data: ["no", "chunk"]\n\n'
        await self._write_chunk(broken)
        await self._event(self._chunk(None, finish="stop"))
        await self._write(b"0\r\n\r\n")

    # -- bytes ----------------------------------------------------------------------------------------------

    async def _start(self) -> None:
        await self._write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")

    async def _whole(
        self, status: int, body: bytes, content_type: str, headers: Mapping[str, str] | None = None
    ) -> bool:
        lines = [f"HTTP/1.1 {status} {_phrase(status)}", f"content-type: {content_type}"]
        lines += [f"content-length: {len(body)}", *(f"{name}: {value}" for name, value in (headers or {}).items())]
        await self._write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)
        return True

    async def _event(self, chunk: object) -> None:
        await self._write_chunk(b"data: " + json.dumps(chunk, ensure_ascii=False).encode() + b"\n\n")

    async def _write_chunk(self, data: bytes) -> None:
        await self._write(b"%x\r\n%s\r\n" % (len(data), data))

    async def _write(self, data: bytes) -> None:
        if self._reader.at_eof() or self._writer.is_closing():
            raise ConnectionResetError
        self._writer.write(data)
        await self._writer.drain()

    async def _pause(self, seconds: float) -> None:
        """Sleep, unless the caller hangs up."""
        if seconds <= 0:
            return
        try:
            await asyncio.wait_for(self._reader.read(1), seconds)
        except TimeoutError:
            return
        raise ConnectionResetError

    async def _silence(self) -> None:
        """Wait for the caller to hang up."""
        while await self._reader.read(1024):
            pass

    # -- JSON -----------------------------------------------------------------------------------------------

    def _chunk(self, content: str | None, finish: str | None = None, reasoning: str = "") -> dict[str, Any]:
        delta: dict[str, Any] = {} if content is None else {"role": "assistant", "content": content}
        if reasoning:
            delta["reasoning_content"] = reasoning
        return {
            "id": _ID,
            "object": "chat.completion.chunk",
            "created": _CREATED,
            "model": self._model,
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }

    def _completion(self, said: Text) -> dict[str, Any]:
        whole: dict[str, Any] = {
            "id": _ID,
            "object": "chat.completion",
            "created": _CREATED,
            "model": self._model,
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": said.text},
                    "finish_reason": said.finish,
                }
            ],
        }
        return {**whole, "usage": self._usage(said)} if said.usage else whole

    def _usage(self, said: Text) -> dict[str, int]:
        if isinstance(said.usage, tuple):
            prompt, completion = said.usage
        else:
            prompt = sum(len(str(message.get("content"))) for message in self._body.get("messages", [])) // 3 + 1
            completion = len(said.text) // 3 + 1
        return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def models(model: str) -> dict[str, Any]:
    """Return the list of models."""
    return {"object": "list", "data": [{"id": model, "object": "model", "created": _CREATED, "owned_by": "tests"}]}


def embeddings(body: Mapping[str, Any], dimension: int) -> dict[str, Any]:
    """Return made-up vectors: the same text gives the same one."""
    given = body.get("input", [])
    texts = [given] if isinstance(given, str) else list(given)
    tokens = sum(len(str(text)) // 3 + 1 for text in texts)
    vectors: list[Any] = [_vector(str(text), dimension) for text in texts]
    if body.get("encoding_format") == "base64":  # what the real client asks for
        vectors = [base64.b64encode(struct.pack(f"<{dimension}f", *vector)).decode() for vector in vectors]
    data = [{"object": "embedding", "index": n, "embedding": vector} for n, vector in enumerate(vectors)]
    return {
        "object": "list",
        "data": data,
        "model": body.get("model"),
        "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
    }


def _vector(text: str, dimension: int) -> list[float]:
    digest = hashlib.shake_128(text.encode("utf-8", "replace")).digest(dimension)
    numbers = [byte - 127.5 for byte in digest]
    length = sum(number * number for number in numbers) ** 0.5
    return [number / length for number in numbers]


def _cut_up(text: str, size: int) -> Iterator[str]:
    return (text[start : start + size] for start in range(0, len(text), size))


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
