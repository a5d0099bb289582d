"""Any LLM of LlamaIndex's as a source of answers, whether it can be called asynchronously or not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rag.errors import ModelFailure
from rag.writing.failures import CallError, of_status
from rag.writing.message import Delta, Message, TokenUsage

if TYPE_CHECKING:
    from llama_index.core.llms import LLM, ChatResponse


class LlamaIndexSource:
    """An LLM, streamed in a thread for each call: many of them only seem to be asynchronous."""

    def __init__(self, llm: LLM, threads: int) -> None:
        """Call nothing yet.

        Args:
            llm: what is called.
            threads: that may be at it at once; those count, too, that nobody waits for any longer.
        """
        self.name = str(llm.metadata.model_name)
        self._llm = llm
        self._threads = threading.Semaphore(threads)

    def prepare(self) -> None:
        """Nothing: whoever has an LLM has imported it."""

    async def deltas(self, messages: Sequence[Message], max_tokens: int) -> AsyncGenerator[Delta, None]:
        """Yield the pieces of one answer. How many tokens it may have is the LLM's own setting.

        Raises:
            CallError: whatever went wrong.
        """
        if not self._threads.acquire(blocking=False):
            raise CallError(ModelFailure.BUSY)
        loop = asyncio.get_running_loop()
        heard: asyncio.Queue[Delta | CallError | None] = asyncio.Queue()
        given_up = threading.Event()

        def tell(item: Delta | CallError | None) -> None:
            try:
                loop.call_soon_threadsafe(heard.put_nowait, item)
            except RuntimeError:  # the loop is closed
                given_up.set()

        def work() -> None:
            try:
                self._stream(messages, tell, given_up)
            except Exception as error:
                tell(_translated(error))
            finally:
                self._threads.release()
                tell(None)

        threading.Thread(target=work, name=f"model-{self.name}", daemon=True).start()
        try:
            while (item := await heard.get()) is not None:
                if isinstance(item, CallError):
                    raise item
                yield item
        finally:
            given_up.set()

    async def aclose(self) -> None:
        """Nothing: the LLM belongs to whoever made it."""

    def _stream(self, messages: Sequence[Message], tell: Any, given_up: threading.Event) -> None:
        from llama_index.core.llms import ChatMessage  # noqa: PLC0415 - takes more than a second

        responses = self._llm.stream_chat([ChatMessage(role=one.role, content=one.content) for one in messages])
        finish: str | None = None
        try:
            for response in responses:
                if given_up.is_set():
                    return
                finish = _finish(response.raw) or finish
                tell(Delta(response.delta or "", usage=_usage(response)))
            tell(Delta(finish=finish or "stop"))
        finally:
            responses.close()


def _finish(raw: object) -> str | None:
    """Return why a text ended, where the service's own response says so in OpenAI's or Ollama's way."""
    choices = _part(raw, "choices")
    said, name = (choices[0], "finish_reason") if isinstance(choices, list) and choices else (raw, "done_reason")
    reason = _part(said, name)
    return reason if isinstance(reason, str) and reason else None


def _part(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def _usage(response: ChatResponse) -> TokenUsage | None:
    counts = response.additional_kwargs
    prompt, completion = counts.get("prompt_tokens"), counts.get("completion_tokens")
    return TokenUsage(prompt, completion) if isinstance(prompt, int) and isinstance(completion, int) else None


# Parts of the names of exceptions, as HTTP clients call them; the first that occurs counts.
_NAMES = (
    ("Auth", ModelFailure.UNAUTHORIZED),
    ("Timeout", ModelFailure.SLOW_START),
    ("ReadError", ModelFailure.CUT),
    ("RemoteProtocol", ModelFailure.CUT),
    ("Connect", ModelFailure.UNREACHABLE),
    ("JSON", ModelFailure.MALFORMED),
    ("Decode", ModelFailure.MALFORMED),
)


def _translated(error: Exception) -> CallError:
    """Return what an exception of some integration means, from its status or its name."""
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    if isinstance(status, int) and status >= 300:
        return of_status(status, getattr(error, "body", None) or str(error))
    name = type(error).__name__
    for part, failure in _NAMES:
        if part in name:
            return CallError(failure, again=failure is ModelFailure.UNREACHABLE)
    return CallError(ModelFailure.SERVER_ERROR)
