"""A model in this process that says what a test tells it to."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from rag.errors import ModelError, ModelFailure
from rag.writing.message import Completion, Message, TokenUsage

HANG = object()  # silence until the stream is closed
Said = str | ModelFailure | object


class Scripted:
    """Each call gets the next of the scripts: text, cut into pieces, then perhaps a failure or silence."""

    def __init__(self, *scripts: Sequence[Said] | str, name: str = "gpt-4o", size: int = 7) -> None:
        self._scripts = [[script] if isinstance(script, str) else list(script) for script in scripts]
        self._name = name
        self._size = size
        self.calls: list[tuple[Message, ...]] = []
        self.seconds: list[float | None] = []
        self.max_tokens: list[int] = []
        self.streams: list[ScriptedStream] = []

    @property
    def name(self) -> str:
        return self._name

    def stream(self, messages: Sequence[Message], *, max_tokens: int, seconds: float | None = None) -> ScriptedStream:
        self.calls.append(tuple(messages))
        self.seconds.append(seconds)
        self.max_tokens.append(max_tokens)
        self.streams.append(ScriptedStream(self._scripts.pop(0), self._size))
        return self.streams[-1]

    def complete(self, messages: Sequence[Message], *, max_tokens: int, seconds: float | None = None) -> Completion:
        with self.stream(messages, max_tokens=max_tokens, seconds=seconds) as stream:
            return Completion("".join(stream), stream.usage)


class ScriptedStream:
    """The text of one call."""

    def __init__(self, script: Sequence[Said], size: int) -> None:
        self._closed = threading.Event()
        self._pieces = self._cut(script, size)
        self.given = 0  # characters

    def _cut(self, script: Sequence[Said], size: int) -> Iterator[str]:
        for said in script:
            if isinstance(said, ModelFailure):
                raise ModelError(said)
            if said is HANG:
                self._closed.wait(10)
                return
            text = str(said)
            yield from (text[start : start + size] for start in range(0, len(text), size))

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._closed.is_set():
            raise StopIteration
        piece = next(self._pieces)
        self.given += len(piece)
        return piece

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def closed(self) -> bool:
        return self._closed.is_set()

    @property
    def usage(self) -> TokenUsage:
        return TokenUsage(100, self.given)

    def close(self) -> None:
        self._closed.set()
