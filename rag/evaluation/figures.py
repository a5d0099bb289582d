"""One measured figure, with how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rag.evaluation.statistics import Interval, bootstrap_mean, wilson


class Unit(StrEnum):
    """What a figure counts."""

    SHARE = "share"  # of questions, in [0, 1]
    SCORE = "score"  # in [0, 1], but no share
    POINTS = "points"  # a difference of shares, in [-1, 1]
    CHARACTERS = "characters"
    MILLISECONDS = "milliseconds"
    TOKENS = "tokens"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value over some questions, with its 95 % interval where one is known."""

    protocol: str
    name: str
    value: float
    count: int  # questions that it rests on
    unit: Unit = Unit.SHARE
    interval: Interval | None = None

    @property
    def key(self) -> str:
        """What figures of several runs are matched by."""
        return f"{self.protocol} {self.name}"

    def as_json(self) -> dict[str, Any]:
        """Return the figure as plain values, but for its key."""
        found: dict[str, Any] = {"value": _rounded(self.value), "questions": self.count, "unit": self.unit.value}
        if self.interval:
            found["interval"] = [_rounded(end) for end in self.interval]
        return found


def share(protocol: str, name: str, found: Sequence[bool]) -> Figure:
    """Return the share of what was found, with its Wilson interval; of at least one."""
    successes = sum(found)
    return Figure(protocol, name, successes / len(found), len(found), Unit.SHARE, wilson(successes, len(found)))


def mean(protocol: str, name: str, values: Sequence[float], unit: Unit) -> Figure:
    """Return a mean with its bootstrap interval; of at least one value."""
    return Figure(protocol, name, sum(values) / len(values), len(values), unit, bootstrap_mean(values))


def _rounded(value: float) -> float:
    return round(value, 7)
