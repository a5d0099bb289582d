"""A service that speaks OpenAI's chat completions: OpenAI, Ollama, vLLM, llama.cpp and many more."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from rag.embedding.openai_failures import retry_after
from rag.errors import ModelFailure
from rag.writing.dialect import Dialect
from rag.writing.events import streamed, whole
from rag.writing.failures import CallError, of_status
from rag.writing.message import Delta, Message

if TYPE_CHECKING:
    import openai

    from rag.writing.service import Service

_NO_KEY = "none"  # the client wants one; the door sends the real one, or none


class OpenAISource:
    """One model of one service, through the `openai` client. To be used in one event loop."""

    def __init__(self, service: Service, model: str, connect: float, most_bytes: int, connections: int) -> None:
        """Open nothing yet.

        Args:
            service: where the model is.
            model: its name there.
            connect: seconds that a connection may take to come about.
            most_bytes: of one response.
            connections: that are held at once.
        """
        self.name = model
        self._service = service
        self._connect = connect
        self._most_bytes = most_bytes
        self._connections = connections
        self._dialect = Dialect()
        self._client: openai.AsyncOpenAI | None = None
        self._lock = threading.Lock()

    def prepare(self) -> None:
        """Import and open what a first call needs: seconds, on a busy machine."""
        with self._lock, contextlib.suppress(CallError):
            _ = self._opened().chat.completions  # which is imported only now

    async def deltas(self, messages: Sequence[Message], max_tokens: int) -> AsyncGenerator[Delta, None]:
        """Yield the pieces of one answer.

        Raises:
            CallError: whatever went wrong.
        """
        self._service.check()
        while True:
            dialect = self._dialect
            try:
                async with aclosing(self._attempt(dialect.request(messages, max_tokens))) as deltas:
                    async for delta in deltas:
                        yield delta
            except _NotUnderstoodError as error:
                better = self._dialect if self._dialect != dialect else dialect.corrected(error.told)
                if better is None:
                    raise CallError(ModelFailure.BAD_REQUEST, error.status) from None
                self._dialect = better
            else:
                return

    async def models(self) -> tuple[str, ...]:
        """Return the names of the service's models, as it lists them.

        Raises:
            CallError: whatever went wrong.
        """
        self._service.check()
        try:
            listed = await self._opened().models.list()
            return tuple(str(model.id) for model in listed.data)
        except Exception as error:
            raise _translated(error) from None

    async def aclose(self) -> None:
        """Close all connections."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()

    async def _attempt(self, said: dict[str, Any]) -> AsyncGenerator[Delta, None]:
        try:
            create = self._opened().chat.completions.with_streaming_response.create
            async with create(model=self.name, **said) as response:
                kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                if kind == "text/html":
                    raise CallError(ModelFailure.MALFORMED)
                if kind == "application/json":
                    yield await whole(response.iter_bytes())
                else:
                    async for delta in streamed(response.iter_bytes()):
                        yield delta
        except (CallError, _NotUnderstoodError):
            raise
        except Exception as error:
            raise _translated(error) from None

    def _opened(self) -> openai.AsyncOpenAI:
        if self._client is None:
            import httpx  # noqa: PLC0415

            from rag.embedding.openai_client import AsyncClient  # noqa: PLC0415
            from rag.writing.door import Door  # noqa: PLC0415

            # All limits of time but this one are the caller's: httpx's own begin anew with each byte.
            timeout = httpx.Timeout(None, connect=self._connect)
            try:
                door = Door(self._service, self._most_bytes, self._connections)
            except (ImportError, ValueError):  # a proxy of a kind that needs another package, or no address at all
                raise CallError(ModelFailure.UNREACHABLE) from None
            self._client = AsyncClient(
                api_key=_NO_KEY,
                base_url=self._service.url,
                max_retries=0,
                timeout=timeout,
                http_client=httpx.AsyncClient(transport=door, timeout=timeout, follow_redirects=False),
            )
        return self._client


class _NotUnderstoodError(Exception):
    """The service does not take a request as it was put."""

    def __init__(self, status: int, told: object) -> None:
        super().__init__(status)
        self.status = status
        self.told = told


def _translated(error: Exception) -> Exception:
    """Return what an exception of openai's or httpx's means."""
    import httpcore  # noqa: PLC0415
    import httpx  # noqa: PLC0415
    import openai  # noqa: PLC0415

    if isinstance(error, CallError):
        return error
    if isinstance(error, openai.APIStatusError):
        status, body = error.status_code, error.body
        failed = of_status(status, body, retry_after(error.response.headers))
        if failed.failure is ModelFailure.BAD_REQUEST and status in (400, 422):
            return _NotUnderstoodError(status, body)
        return failed
    if isinstance(error, openai.APIConnectionError):  # before the head of a response
        cause = error.__cause__
        if isinstance(cause, CallError):
            return cause
        return CallError(ModelFailure.UNREACHABLE, again=not isinstance(cause, httpx.UnsupportedProtocol))
    if isinstance(error, httpx.DecodingError):
        return CallError(ModelFailure.MALFORMED)
    if isinstance(error, httpcore.NetworkError | httpcore.ProtocolError):
        return CallError(ModelFailure.CUT)
    return CallError(ModelFailure.MALFORMED)
