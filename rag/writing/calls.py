"""One call of a model, within its limits: a place in the queue, some tries, a first and a last token in time."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from typing import Protocol

from rag.errors import ModelFailure
from rag.writing.breaker import Breaker, Permit
from rag.writing.failures import CallError
from rag.writing.intake import Intake
from rag.writing.limits import Limits
from rag.writing.message import Delta, Message

_log = logging.getLogger(__name__)

Hear = Callable[[Delta], None]

_LATE = 0.75  # of a limit; a caller that gives less time than that is in a hurry


class Source(Protocol):
    """Where answers come from: a service, or any LLM of LlamaIndex's."""

    @property
    def name(self) -> str:
        """Return the model's name."""

    def prepare(self) -> None:
        """Import what a first call needs; called from any thread."""

    def deltas(self, messages: Sequence[Message], max_tokens: int) -> AsyncGenerator[Delta, None]:
        """Yield the pieces of one answer, without a limit of time; a `finish` is the proper end.

        Raises:
            CallError: whatever went wrong.
        """

    async def aclose(self) -> None:
        """Give back all that is held."""


class Caller:
    """Calls one source; belongs to one event loop."""

    def __init__(
        self, source: Source, limits: Limits, breaker: Breaker, chance: Callable[[], float] = random.random
    ) -> None:
        """Call nothing yet.

        Args:
            source: what is called.
            limits: of each call.
            breaker: of the source.
            chance: a number from 0 to 1 for the jitter of the pauses between tries.
        """
        self._source = source
        self._limits = limits
        self._breaker = breaker
        self._chance = chance
        self._places = asyncio.Semaphore(limits.at_once)

    async def call(self, messages: Sequence[Message], max_tokens: int, began: float, end: float, hear: Hear) -> None:
        """Make a call, and pass on its deltas as they come.

        Args:
            messages: what is said.
            max_tokens: of the answer.
            began: when the call was asked for, by the loop's clock.
            end: when its last token is due.
            hear: takes each delta; text that came before a failure has been passed on, too.

        Raises:
            CallError: whatever went wrong; in time.
        """
        permit = self._breaker.enter()
        if permit is None:
            failed = CallError(ModelFailure.RESTING)
            failed.because = self._breaker.resting_for or ModelFailure.RESTING
            raise failed
        call = _Call(self._limits, max_tokens, min(began + self._limits.first_token, end), end, hear)
        try:
            await self._limited(call, messages, max_tokens)
        except CallError as error:
            self._failed(permit, error, asyncio.get_running_loop().time() - began)
            raise
        except Exception as error:  # nothing that a service sends may cost the answer
            _log.error("model %s: unexpected %s", self._source.name, type(error).__name__)
            permit.failed(ModelFailure.MALFORMED)
            raise CallError(ModelFailure.MALFORMED) from None
        except BaseException:  # cancelled: the caller has lost interest, or has all that it wanted
            permit.succeeded() if call.begun else permit.abandoned()
            raise
        if self._breaker.resting_for is not None:
            _log.warning("model %s: answers again", self._source.name)
        permit.succeeded()

    def _failed(self, permit: Permit, error: CallError, seconds: float) -> None:
        status = f" (HTTP {error.status})" if error.status else ""
        _log.warning("model %s: %s%s after %.1f s", self._source.name, error.failure, status, seconds)
        if error.failure is ModelFailure.BUSY or self._hurried(error.failure, seconds):
            permit.abandoned()
            return
        permit.failed(error.failure, error.wait)
        if (left := self._breaker.seconds_left) > 0:
            _log.warning("model %s: not called for %.0f s", self._source.name, left)

    def _hurried(self, failure: ModelFailure, seconds: float) -> bool:
        """Tell whether a call was late only because its caller had little time: that says nothing of the service."""
        given = {ModelFailure.SLOW_START: self._limits.first_token, ModelFailure.SLOW: self._limits.last_token}
        return failure in given and seconds < _LATE * given[failure]

    async def _limited(self, call: _Call, messages: Sequence[Message], max_tokens: int) -> None:
        try:
            async with asyncio.timeout_at(call.first) as call.timeout, self._place():
                await self._tried(call, messages, max_tokens)
        except TimeoutError:
            if call.finish is None:
                slow = ModelFailure.SLOW if call.begun else ModelFailure.SLOW_START
                raise call.failed or CallError(slow) from None
        call.judge()

    def _place(self) -> AbstractAsyncContextManager[None]:
        @asynccontextmanager
        async def place() -> AsyncIterator[None]:
            try:
                async with asyncio.timeout(self._limits.queue):
                    await self._places.acquire()
            except TimeoutError:
                raise CallError(ModelFailure.BUSY) from None
            try:
                yield
            finally:
                self._places.release()

        return place()

    async def _tried(self, call: _Call, messages: Sequence[Message], max_tokens: int) -> None:
        now = asyncio.get_running_loop().time
        for attempt in range(1, self._limits.tries + 1):
            try:
                async with aclosing(self._source.deltas(messages, max_tokens)) as deltas:
                    async for delta in deltas:
                        call.heard(delta, now())
                return
            except CallError as error:
                if call.finish is not None:
                    return  # the text is whole, whatever broke after it
                if call.begun or not error.again or attempt == self._limits.tries:
                    raise
                pause = self._pause(attempt) if error.wait is None else error.wait
                if now() + pause >= call.first:
                    raise
                call.failed = error
                await asyncio.sleep(pause)

    def _pause(self, attempt: int) -> float:
        """Return the seconds before another try: exponential back-off, with half of it left to chance."""
        return self._limits.pause * float(2 ** (attempt - 1)) * (0.5 + self._chance() / 2)


class _Call:
    """How far a call has come."""

    timeout: asyncio.Timeout

    def __init__(self, limits: Limits, max_tokens: int, first: float, end: float, hear: Hear) -> None:
        self.first = first  # when the first token is due
        self.begun = False
        self.finish: str | None = None
        self.failed: CallError | None = None  # the last try
        self._limits = limits
        self._end = end
        self._hear = hear
        self._intake = Intake(max_tokens * limits.characters_per_token)
        self._said = False  # anything but white space

    def heard(self, delta: Delta, now: float) -> None:
        """Pass on a delta, and put off what is due."""
        if not self.begun and (delta.text or delta.thinking or delta.finish):
            self.begun, self.failed = True, None
            self.timeout.reschedule(self._end)
        text = self._intake.feed(delta.text)
        if delta.finish is not None and self.finish is None:
            self.finish = delta.finish
            self.timeout.reschedule(min(self._end, now + self._limits.trailer))
            text += self._intake.rest()
        self._said = self._said or bool(text.strip())
        if text or delta.usage:
            self._hear(Delta(text, usage=delta.usage))

    def judge(self) -> None:
        """See whether a call that came to its end has brought an answer.

        Raises:
            CallError: it has not.
        """
        if self.finish == "content_filter":
            raise CallError(ModelFailure.REFUSED)
        if not self._said and self.finish is not None:
            raise CallError(ModelFailure.EMPTY)
        if self.finish == "length":
            raise CallError(ModelFailure.ENDLESS)
        if self.finish is None:
            raise CallError(ModelFailure.CUT)
