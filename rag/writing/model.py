"""A language model as the rest of the library sees it: messages in, text out, a failure with a name in time.

    OpenAIModel       any service that speaks OpenAI's chat completions, through the `openai` client
    LlamaIndexModel   any LLM of LlamaIndex's, in its place

Both keep the same limits; see `rag.writing.limits`, `rag.writing.calls` and `rag.writing.breaker`.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from rag.errors import ModelFailure
from rag.writing.breaker import Breaker
from rag.writing.calls import Caller, Source
from rag.writing.failures import CallError
from rag.writing.limits import Limits
from rag.writing.loop import BackgroundLoop
from rag.writing.message import Completion, Message, TokenUsage
from rag.writing.stream import Count, LiveStream

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

    from rag.settings import RagSettings

__all__ = [
    "Breaker",
    "Completion",
    "Limits",
    "LlamaIndexModel",
    "Message",
    "Model",
    "ModelFailure",
    "ModelStream",
    "OpenAIModel",
    "TokenUsage",
]

_LATE = 1.0  # seconds past the last limit after which a call is given up even if nothing is heard of its end


class ModelStream(Protocol):
    """Text as it comes. To be closed, which ends the call; best by `with`."""

    def __iter__(self) -> Iterator[str]:
        """Return itself."""

    def __next__(self) -> str:
        """Return the next piece of text, never an empty one.

        Raises:
            ModelError: the call failed. The text that was returned before is the beginning of an answer.
        """

    def __enter__(self) -> Self:
        """Return itself."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""

    @property
    def usage(self) -> TokenUsage:
        """Return what the call has cost: at its end as the service counts, before and after a failure as we do."""

    def close(self) -> None:
        """End the call, from whichever thread; what waits for text is told that there is no more."""


class Model(Protocol):
    """A language model. May be used from several threads."""

    @property
    def name(self) -> str:
        """Return the model's name."""

    def stream(self, messages: Sequence[Message], *, max_tokens: int, seconds: float | None = None) -> ModelStream:
        """Begin a call. Raises nothing: what fails is told by the stream.

        Args:
            messages: what is said.
            max_tokens: of the answer; one that needs more fails as `endless`, after its text has been passed on.
            seconds: less time for the whole call than its limits give.
        """

    def complete(self, messages: Sequence[Message], *, max_tokens: int, seconds: float | None = None) -> Completion:
        """Return a whole answer.

        Raises:
            ModelError: the call failed.
        """


class LimitedModel:
    """Makes a model of a source. Nothing runs, and nothing is imported, before the first call."""

    def __init__(
        self,
        source: Source,
        count: Count | None = None,
        limits: Limits | None = None,
        breaker: Breaker | None = None,
    ) -> None:
        """Call nothing yet.

        Args:
            source: where answers come from.
            count: tokens of a text, for services that don't tell what a call has cost.
            limits: of each call.
            breaker: which keeps calls from a source that fails.
        """
        self.limits = limits or Limits()
        self.breaker = breaker or Breaker()
        self._source = source
        self._count = count or _roughly
        self._loop = BackgroundLoop(f"model-{source.name}")
        self._caller: Caller | None = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """Return the model's name."""
        return self._source.name

    def prepare(self) -> None:
        """Import and open what the first call needs; nothing is sent.

        That takes seconds on a busy machine, and counts against the limits of a call that comes unprepared.
        """
        self._source.prepare()

    def stream(self, messages: Sequence[Message], *, max_tokens: int, seconds: float | None = None) -> ModelStream:
        """Begin a call; see `Model`."""
        began = time.monotonic()
        allowed = self.limits.last_token if seconds is None else min(seconds, self.limits.last_token)
        self.prepare()
        stream = LiveStream(tuple(messages), self._count, began + allowed + _LATE)
        stream.call = self._loop.submit(self._call(stream, max_tokens, began, allowed))
        return stream

    def complete(self, messages: Sequence[Message], *, max_tokens: int, seconds: float | None = None) -> Completion:
        """Return a whole answer; see `Model`.

        Raises:
            ModelError: the call failed.
        """
        with self.stream(messages, max_tokens=max_tokens, seconds=seconds) as stream:
            text = "".join(stream)
        return Completion(text, stream.usage)

    def close(self) -> None:
        """End all calls and close all connections. A later call opens them anew."""
        with self._lock:
            if self._caller is not None:
                self._caller = None
                closed = self._loop.submit(self._source.aclose())
                with contextlib.suppress(Exception):  # what can't be closed ends with the thread
                    closed.result(_LATE)
            self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def _call(self, stream: LiveStream, max_tokens: int, began: float, allowed: float) -> None:
        # The loop's clock is `time.monotonic`.
        if self._caller is None:
            self._caller = Caller(self._source, self.limits, self.breaker)
        end: CallError | None = CallError(ModelFailure.CUT)  # should this be cancelled
        try:
            await self._caller.call(stream.messages, max_tokens, began, began + allowed, stream.heard.put)
            end = None
        except CallError as error:
            end = error
        finally:
            stream.heard.put(end)


class OpenAIModel(LimitedModel):
    """A model of a service that speaks OpenAI's chat completions."""

    @classmethod
    def create(
        cls,
        settings: RagSettings,
        count: Count | None = None,
        limits: Limits | None = None,
        breaker: Breaker | None = None,
    ) -> OpenAIModel | None:
        """Return the model that is set; None where none is: then there is nothing that could make a call."""
        if not settings.writes or settings.openai_model is None:
            return None
        from rag.writing.openai_source import OpenAISource  # noqa: PLC0415
        from rag.writing.service import Service  # noqa: PLC0415

        limits = limits or Limits()
        service, name = Service.of(settings), settings.openai_model.strip()
        source = OpenAISource(service, name, limits.connect, limits.response_bytes, limits.at_once)
        return cls(source, count, limits, breaker)

    def offered(self, seconds: float = 5.0) -> tuple[str, ...]:
        """Return the names of the models that the service offers; none where it does not say so in time."""
        from rag.writing.openai_source import OpenAISource  # noqa: PLC0415

        if not isinstance(self._source, OpenAISource):
            return ()
        listed = self._loop.submit(self._source.models())
        try:
            return listed.result(seconds)
        except Exception:
            listed.cancel()
            return ()


class LlamaIndexModel(LimitedModel):
    """Any LLM of LlamaIndex's in the place of OpenAI's, within the same limits."""

    def __init__(
        self, llm: LLM, count: Count | None = None, limits: Limits | None = None, breaker: Breaker | None = None
    ) -> None:
        """Call nothing yet.

        Args:
            llm: what is called, in a thread for each call. How many tokens it writes is set there.
            count: tokens of a text, for an LLM that doesn't tell what a call has cost.
            limits: of each call. A call that an LLM can't be got out of is given up in time all the same; its thread
                ends when the LLM's own time is out, and takes up one of the places for calls until then.
            breaker: which keeps calls from an LLM that fails.
        """
        from rag.writing.llamaindex_source import LlamaIndexSource  # noqa: PLC0415

        limits = limits or Limits()
        super().__init__(LlamaIndexSource(llm, limits.at_once), count, limits, breaker)


def _roughly(text: str) -> int:
    """Return about as many tokens as a text has: three characters each, in Vietnamese as today's models cut it."""
    return len(text) // 3 + 1
