"""A circuit breaker: a service that keeps failing is left alone for a while, then tried with a single call.

Nygard, "Release It!" (2nd ed., 2018), "Circuit Breaker": closed -> open -> half-open -> closed or open again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rag.errors import ModelFailure


@dataclass(frozen=True, slots=True)
class Rest:
    """When a kind of failure opens the breaker, and for how long."""

    after: int  # failures one after the other, of whatever kind listed
    seconds: float


_PASSING = Rest(after=3, seconds=30.0)
_LASTING = Rest(after=2, seconds=300.0)  # nobody has mended a key or a name within seconds
_LONGER = 300.0  # seconds; a rest that follows a failed trial is twice the last one, up to this
_LONGEST = 3_600.0  # seconds; a service may ask for a day

RESTS: Mapping[ModelFailure, Rest] = MappingProxyType(
    {
        ModelFailure.SLOW_START: _PASSING,
        ModelFailure.SLOW: _PASSING,
        ModelFailure.RATE_LIMITED: _PASSING,
        ModelFailure.SERVER_ERROR: _PASSING,
        ModelFailure.UNREACHABLE: _PASSING,
        ModelFailure.CUT: _PASSING,
        ModelFailure.MALFORMED: _PASSING,
        ModelFailure.UNAUTHORIZED: _LASTING,
        ModelFailure.FORBIDDEN: _LASTING,
        ModelFailure.NOT_FOUND: _LASTING,
        ModelFailure.BAD_REQUEST: _PASSING,
    }
)
"""Failures that speak against the service. Any other (empty, endless, refused, too long) is an answer to one question:
a member who provokes it must not take the model from all."""


class Permit:
    """Leave to make one call, with the duty to tell how it went. The first word counts."""

    def __init__(self, breaker: Breaker, era: int) -> None:
        self._breaker = breaker
        self._era = era
        self._told = False

    def succeeded(self) -> None:
        """The service answered."""
        self._tell(None, None, abandoned=False)

    def failed(self, failure: ModelFailure, wait: float | None = None) -> None:
        """The call failed; `wait`: seconds that the service asked to be left alone."""
        self._tell(failure, wait, abandoned=False)

    def abandoned(self) -> None:
        """The caller lost interest before anything could be said."""
        self._tell(None, None, abandoned=True)

    def _tell(self, failure: ModelFailure | None, wait: float | None, *, abandoned: bool) -> None:
        if not self._told:
            self._told = True
            self._breaker._ended(self._era, failure, wait, abandoned=abandoned)


class Breaker:
    """Counts failures over all calls of one model. May be used from any thread."""

    def __init__(self, rests: Mapping[ModelFailure, Rest] = RESTS, clock: Callable[[], float] = time.monotonic) -> None:
        """Start closed.

        Args:
            rests: which failures count, and what they lead to.
            clock: seconds that only ever grow.
        """
        self._rests = rests
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0  # one after the other
        self._failure: ModelFailure | None = None  # the last of them
        self._until: float | None = None  # open until then; None: closed
        self._trials = 0  # that failed, one after the other
        self._probing = False  # half-open: one call is on its way
        self._era = 0  # calls of an earlier era say nothing about this one

    @property
    def resting_for(self) -> ModelFailure | None:
        """The failure that keeps calls from being made, None while they are made."""
        with self._lock:
            return self._failure if self._until is not None else None

    @property
    def seconds_left(self) -> float:
        """Seconds until the next call may be tried; 0 while calls are made."""
        with self._lock:
            return 0.0 if self._until is None else max(0.0, self._until - self._clock())

    def enter(self) -> Permit | None:
        """Return leave to make a call, None while the service rests or is being tried by another call."""
        with self._lock:
            if self._until is not None:
                if self._probing or self._clock() < self._until:
                    return None
                self._probing = True
            return Permit(self, self._era)

    def _ended(self, era: int, failure: ModelFailure | None, wait: float | None, *, abandoned: bool) -> None:
        with self._lock:
            if era != self._era:
                return  # it began before the breaker opened or closed
            probe, self._probing = self._probing, False
            if abandoned:
                return
            rest = self._rests.get(failure) if failure is not None else None
            if failure is None or rest is None:
                self._failures, self._failure = 0, None
                if self._until is not None:
                    self._until, self._trials = None, 0
                    self._era += 1
                return
            self._failures += 1
            self._failure = failure
            if probe or self._failures >= rest.after:
                self._trials += probe
                seconds = max(rest.seconds, min(rest.seconds * 2**self._trials, _LONGER))
                self._until = self._clock() + min(max(seconds, wait or 0.0), _LONGEST)
                self._era += 1
