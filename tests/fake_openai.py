"""An OpenAI-compatible service on loopback, for tests: real HTTP and SSE, answers and failures by script.

It runs in a thread of its own, so that a test can talk to it through the real `openai` client in the same process,
and a bot that is started as a process can be pointed at it through OPENAI_BASE_URL:

    with FakeOpenAI() as openai:
        settings = RagSettings(openai_base_url=openai.url, openai_model=openai.model)
        openai.say("Hội thảo diễn ra tại Huế [1].")                # one answer for one chat request, in order
        openai.script(Status(429, retry_after=1), Text("Xong [1]."))  # the same for any behaviours
        openai.answer(lambda request: Text(f"Bạn hỏi: {request.question}"))  # for all requests past the script
        ...
        assert "Huế" in openai.chats[0].prompt
        assert openai.wait_idle()                                  # no connection is left open

Past the script, `otherwise` answers (a behaviour, or a function of the request); it is `Text("OK")` from the start.
Before either, requests are turned away as a real service does: 401 for a key other than `key` (None: any will do),
404 for a model other than `model` (None: any will do) or for a wrong path, 400 for a parameter that `refuse` names.

Paths: POST /v1/chat/completions, POST /v1/embeddings (made-up vectors, the same text gives the same one),
GET /v1/models. Everything public may be used from any thread.
"""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

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
from tests.fake_openai_wire import Wire, embeddings, models
from tests.loopback import LoopbackServer

__all__ = [
    "KEY",
    "MODEL",
    "Behaviour",
    "Cut",
    "Endless",
    "FakeOpenAI",
    "Hang",
    "Html",
    "Malformed",
    "Raw",
    "Request",
    "Status",
    "Text",
    "Trickle",
]

KEY = "sk-test-Key_Of-The-Fake-Service-0123456789"
MODEL = "fake-model"

_WORDS = {400: "Unsupported parameter: '{0}' is not supported with this model."}


class FakeOpenAI(LoopbackServer):
    """The service."""

    def __init__(self, key: str | None = None, model: str | None = None, otherwise: Behaviour | None = None) -> None:
        """Start nothing yet.

        Args:
            key: the only key that is let in; None: any, also none.
            model: the only model that there is; None: any name will do.
            otherwise: what is done past the script.
        """
        self.key = key
        super().__init__()
        self._model = model
        self.otherwise: Behaviour | Callable[[Request], Behaviour] = otherwise or Text("OK")
        self.dimension = 8  # of the made-up vectors
        self._script: deque[Behaviour] = deque()
        self._refused: set[str] = set()
        self._requests: list[Request] = []
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._connections: set[asyncio.StreamWriter] = set()
        self._busy = 0
        self._most_busy = 0
        self._accepted = 0
        self._port = 0

    # -- what a test reads ----------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """What OPENAI_BASE_URL is to be."""
        return f"http://127.0.0.1:{self._port}/v1"

    @property
    def model(self) -> str:
        """What OPENAI_MODEL is to be."""
        return self._model or MODEL

    @property
    def requests(self) -> list[Request]:
        """Every request so far."""
        with self._lock:
            return list(self._requests)

    @property
    def chats(self) -> list[Request]:
        """The chat requests so far."""
        return [request for request in self.requests if urlsplit(request.path).path.endswith("/chat/completions")]

    @property
    def open_connections(self) -> int:
        """Connections that are open now, idle ones too."""
        with self._lock:
            return len(self._connections)

    @property
    def connections(self) -> int:
        """Connections that were ever made."""
        with self._lock:
            return self._accepted

    @property
    def busy(self) -> int:
        """Requests that are being answered now."""
        with self._lock:
            return self._busy

    @property
    def most_busy(self) -> int:
        """The most requests that were being answered at once."""
        with self._lock:
            return self._most_busy

    def wait_idle(self, seconds: float = 2.0) -> bool:
        """Wait until every connection is closed; return whether that came about in time."""
        return self.wait(lambda: not self._connections, seconds)

    def wait(self, condition: Callable[[], bool], seconds: float = 2.0) -> bool:
        """Wait until a condition on this service holds; return whether it came about in time."""
        with self._changed:
            return self._changed.wait_for(condition, seconds)

    # -- what a test scripts --------------------------------------------------------------------------------

    def say(self, *texts: str) -> None:
        """Answer the next chat requests with these texts, one each."""
        self.script(*(Text(text) for text in texts))

    def script(self, *behaviours: Behaviour) -> None:
        """Treat the next chat (and embeddings) requests so, one each, after those already scripted."""
        with self._lock:
            self._script.extend(behaviours)

    def answer(self, otherwise: Behaviour | Callable[[Request], Behaviour]) -> None:
        """Treat all requests past the script so."""
        with self._lock:
            self.otherwise = otherwise

    def refuse(self, *parameters: str) -> None:
        """Answer 400 to each chat request that holds one of these parameters."""
        with self._lock:
            self._refused.update(parameters)

    def forget(self) -> None:
        """Forget script, refusals and requests."""
        with self._lock:
            self._script.clear()
            self._refused.clear()
            self._requests.clear()
            self._most_busy = 0
            self.otherwise = Text("OK")

    # -- running --------------------------------------------------------------------------------------------

    def __enter__(self) -> FakeOpenAI:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    async def _serve(self, started: threading.Event) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        handlers: set[asyncio.Task[None]] = set()

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            handlers.add(task)
            try:
                await self._connection(reader, writer)
            except asyncio.CancelledError:
                pass  # the service stops
            finally:
                handlers.discard(task)

        server = await asyncio.start_server(connected, "127.0.0.1", self._port, reuse_address=True)
        self._port = server.sockets[0].getsockname()[1]
        started.set()
        await self._stopping.wait()
        server.close()
        for task in list(handlers):
            task.cancel()
        if handlers:
            await asyncio.wait(set(handlers), timeout=2)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if sock := writer.get_extra_info("socket"):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._count(writer, opened=True)
        try:
            while (request := await _read(reader)) is not None:
                if not await self._answered(request, reader, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the caller hung up
        finally:
            writer.close()
            self._count(writer, opened=False)

    def _count(self, writer: asyncio.StreamWriter, *, opened: bool) -> None:
        with self._changed:
            if opened:
                self._connections.add(writer)
                self._accepted += 1
            else:
                self._connections.discard(writer)
            self._changed.notify_all()

    async def _answered(self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; return whether the connection can be used again."""
        with self._changed:
            self._requests.append(request)
            self._busy += 1
            self._most_busy = max(self._most_busy, self._busy)
            self._changed.notify_all()
        wire = Wire(request, reader, writer, self.model)
        try:
            path = urlsplit(request.path).path
            if path == "/v1/models" and request.method == "GET":
                return await wire.json(models(self.model))
            behaviour = self._behaviour(request, path)
            if path == "/v1/embeddings" and behaviour is None:
                return await wire.json(embeddings(request.body, self.dimension))
            return await wire.behave(behaviour or Text("OK"))
        finally:
            with self._changed:
                self._busy -= 1
                self._changed.notify_all()

    def _behaviour(self, request: Request, path: str) -> Behaviour | None:
        with self._lock:
            if path not in ("/v1/chat/completions", "/v1/embeddings") or request.method != "POST":
                return Status(404, "Invalid URL", code="unknown_url")
            if self.key is not None and request.headers.get("authorization") != f"Bearer {self.key}":
                return Status(401, f"Incorrect API key provided: {_shown(request)}.", code="invalid_api_key")
            asked = (request.body or {}).get("model")
            if self._model is not None and asked != self._model:
                return Status(404, f"The model `{asked}` does not exist", code="model_not_found")
            if refused := sorted(self._refused & set(request.body or {})):
                message = _WORDS[400].format(refused[0])
                return Status(400, message, code="unsupported_parameter", param=refused[0])
            if self._script:
                return self._script.popleft()
            otherwise = self.otherwise
        if path == "/v1/embeddings":
            return None
        return otherwise(request) if callable(otherwise) else otherwise


def _shown(request: Request) -> str:
    """Return the key as it came: careless services repeat it whole, and no log of ours may."""
    return request.headers.get("authorization", "").removeprefix("Bearer ")


async def _read(reader: asyncio.StreamReader) -> Request | None:
    """Read one HTTP/1.1 request; None at the end of the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ", 2)
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)
    }
    raw = await reader.readexactly(int(headers.get("content-length", 0)))
    body: Any = None
    if raw:
        try:
            body = json.loads(raw)
        except ValueError:
            body = None
    return Request(method, path, headers, body, time.monotonic(), raw)
