"""Questions with known answers, and the articles that they are asked of."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from rag.article import Article, Passage
from rag.errors import RagError


class DatasetError(RagError):
    """A file of questions or articles can't be used."""

    def __init__(self, path: Path, reason: str, *, line: int | None = None, detail: str = "") -> None:
        super().__init__(f"{path}:{line or ''} {reason} {detail}")
        self.path = path
        self.reason = reason  # key of `bot.evaluation_words.DATASET_PROBLEMS`
        self.line = line  # from 1; None where it is not about one line
        self.detail = detail  # the field or value in question


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and what a right answer to it holds."""

    id: str
    text: str
    answerable: bool
    kind: str | None = None
    articles: tuple[str, ...] = ()  # ids; any of them answers
    answers: tuple[str, ...] = ()  # strings of which one suffices
    all_of: tuple[str, ...] = ()  # strings that are all required
    spans: tuple[Passage, ...] = ()  # where the answer stands; one suffices

    @property
    def judged_by_words(self) -> bool:
        """Whether quotes can be compared with accepted strings."""
        return bool(self.answers or self.all_of)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A set of questions over articles."""

    path: Path
    articles: tuple[Article, ...]
    questions: tuple[Question, ...]
    # SQuAD: which of its articles each passage comes from, counted from 0; a half of the corpus is made by it.
    groups: Mapping[str, int] = field(default_factory=dict)
    misplaced: int = 0  # answers that don't stand where the file says

    def half(self) -> tuple[Article, ...]:
        """Return the articles of every second group, the first one included; none where there are no groups."""
        return tuple(article for article in self.articles if article.id in self.groups and self.in_half(article.id))

    def in_half(self, article_id: str) -> bool:
        """Tell whether an article belongs to the half."""
        return self.groups[article_id] % 2 == 0

    def part(self, number: int, parts: int) -> Dataset:
        """Keep one of several parts of the questions; those of one article (one group) stay together.

        Args:
            number: Which part, from 1.
            parts: How many there are.
        """
        return replace(self, questions=tuple(q for q in self.questions if self._part_of(q) % parts == number - 1))

    def sample(self, most: int) -> Dataset:
        """Keep at most so many questions, evenly spread over the set."""
        count = len(self.questions)
        if count <= most:
            return self
        return replace(self, questions=tuple(self.questions[place * count // most] for place in range(most)))

    def _part_of(self, question: Question) -> int:
        name = question.articles[0] if question.articles else question.id
        return zlib.crc32(str(self.groups.get(name, name)).encode())


def unique(wanted: str, taken: set[str]) -> str:
    """Return `wanted`, or with a number behind it where that is taken; the result is taken from now on."""
    found, number = wanted, 2
    while found in taken:
        found, number = f"{wanted}#{number}", number + 1
    taken.add(found)
    return found
