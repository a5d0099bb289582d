"""The numbered sentences that a model sees: whole articles, one sentence a line, best article first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rag.article import Article, Sentence


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence under the number by which the model cites it."""

    n: int  # from 1, without gaps over the whole sheet
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a model may write from; lines are in the order in which the model reads them."""

    articles: Mapping[str, Article]  # by id, best first
    lines: tuple[Line, ...]

    def line(self, n: int) -> Line | None:
        """Return the line of a number, or None where there is none."""
        return self.lines[n - 1] if 1 <= n <= len(self.lines) else None

    def article(self, line: Line) -> Article:
        """Return the article that a line stands in."""
        return self.articles[line.sentence.article_id]
