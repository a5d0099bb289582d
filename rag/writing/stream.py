"""The side of a call that waits for its text, in whichever thread that is."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Self

from rag.errors import ModelError, ModelFailure
from rag.writing.failures import UNREAD, CallError
from rag.writing.message import Delta, Message, TokenUsage

if TYPE_CHECKING:
    import concurrent.futures

Count = Callable[[str], int]

_PER_MESSAGE = 4  # tokens that a chat template adds to each message, about


class LiveStream:
    """The text of one call; see `rag.writing.model.ModelStream`."""

    call: concurrent.futures.Future[None]

    def __init__(self, messages: tuple[Message, ...], count: Count, latest: float) -> None:
        """Wait for nothing yet.

        Args:
            messages: what is said.
            count: tokens of a text.
            latest: when the call is given up even if nothing is heard of its end, by `time.monotonic`.
        """
        self.messages = messages
        self.heard: queue.SimpleQueue[Delta | CallError | None] = queue.SimpleQueue()
        self._count = count
        self._latest = latest
        self._over = False
        self._closed = False
        self._failure: ModelFailure | None = None
        self._usage: TokenUsage | None = None
        self._text: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while not self._over:
            try:
                heard = self.heard.get(timeout=max(0.0, self._latest - time.monotonic()))
            except queue.Empty:  # the loop itself is held up
                self.call.cancel()
                heard = CallError(ModelFailure.SLOW if self._text else ModelFailure.SLOW_START)
            if self._closed:  # meanwhile, by another thread; that the call was cut is no news then
                break
            if isinstance(heard, Delta):
                self._usage = heard.usage or self._usage
                if heard.text:
                    self._text.append(heard.text)
                    return heard.text
                continue
            self._over = True
            if heard is not None:
                self._failure = heard.failure
                because = heard.because if heard.failure is ModelFailure.RESTING else None
                raise ModelError(heard.failure, heard.status, because)
        raise StopIteration

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def usage(self) -> TokenUsage:
        """What the call has cost so far."""
        if self._usage is not None:
            return self._usage
        if not self._text and self._failure in UNREAD:
            return TokenUsage(0, 0)
        prompt = sum(self._count(message.content) + _PER_MESSAGE for message in self.messages)
        return TokenUsage(prompt, self._count("".join(self._text)))

    def close(self) -> None:
        """End the call."""
        if not self._over:
            self._over = self._closed = True
            self.call.cancel()
            self.heard.put(None)  # whoever waits in another thread
