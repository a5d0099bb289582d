"""Questions without an answer, grouped by likeness, so that it shows which article is missing.

Two questions are alike when the words that say what they are about overlap: Jaccard's index of their strong folded
syllables (question words and particles don't count) is at least `_ALIKE`, or the shorter one's all stand in the
longer one. The most asked question of a group leads it; one that is alike to several leaders joins the likest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.store.records import Unanswered
from rag.questions.question import understand

_ALIKE = 0.5
_LEAST_INSIDE = 2  # syllables: one shared syllable makes no likeness


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask for much the same, the most asked one first."""

    questions: tuple[Unanswered, ...]

    @property
    def times(self) -> int:
        """How often they were asked in all."""
        return sum(question.times for question in self.questions)

    @property
    def last_asked(self) -> datetime:
        """When one of them was last asked."""
        return max(question.last_asked for question in self.questions)


def grouped(questions: Iterable[Unanswered]) -> tuple[Group, ...]:
    """Group questions by likeness, the most asked group first."""
    leaders: list[frozenset[str]] = []
    groups: list[list[Unanswered]] = []
    for question in sorted(questions, key=lambda question: (-question.times, question.question)):
        about = topic(question.question)
        likeness = [alike(about, leader) for leader in leaders]
        best = max(range(len(leaders)), key=lambda place: likeness[place], default=None)
        if best is not None and likeness[best] >= _ALIKE:
            groups[best].append(question)
        else:
            leaders.append(about)
            groups.append([question])
    found = [Group(tuple(group)) for group in groups]
    return tuple(sorted(found, key=lambda group: (-group.times, -group.last_asked.timestamp())))


def topic(question: str) -> frozenset[str]:
    """Return the folded syllables that say what a question is about; all of them where none is strong."""
    asked = understand(question)
    return frozenset(asked.syllables) or frozenset(asked.weak)


def alike(left: frozenset[str], right: frozenset[str]) -> float:
    """Return how alike two topics are, from 0 to 1."""
    shared = len(left & right)
    if not shared:
        return 0.0
    inside = shared == min(len(left), len(right)) and shared >= _LEAST_INSIDE
    jaccard = shared / len(left | right)
    return max(jaccard, _ALIKE) if inside else jaccard
