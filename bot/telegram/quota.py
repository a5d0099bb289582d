"""How much a person may ask: so many questions a minute, one notice, then silence until it is less."""

from __future__ import annotations

from collections import deque
from enum import Enum

QUESTIONS, SECONDS = 30, 60.0
_KEPT = 2_000  # people who are remembered before those who are quiet are forgotten


class Verdict(Enum):
    """What to do about a question."""

    ANSWER = "answer"
    TELL = "tell"  # once, that it is too much
    IGNORE = "ignore"


class Quota:
    """Counts by the time at which a question was sent, so that a backlog after an outage is no flood."""

    def __init__(self, questions: int = QUESTIONS, seconds: float = SECONDS) -> None:
        self._questions = questions
        self._seconds = seconds
        self._asked: dict[int, deque[float]] = {}
        self._told: dict[int, float] = {}

    def judge(self, user_id: int, sent: float) -> Verdict:
        """Count a question in; `sent` is in seconds since 1970. Questions beyond the limit aren't counted."""
        if len(self._asked) > _KEPT:
            self._asked = {user: times for user, times in self._asked.items() if times[-1] > sent - self._seconds}
            self._told = {user: told for user, told in self._told.items() if told > sent - self._seconds}
        times = self._asked.setdefault(user_id, deque())
        while times and times[0] <= sent - self._seconds:
            times.popleft()
        if len(times) < self._questions:
            times.append(sent)
            self._told.pop(user_id, None)
            return Verdict.ANSWER
        if user_id in self._told:
            return Verdict.IGNORE
        self._told[user_id] = sent
        return Verdict.TELL
