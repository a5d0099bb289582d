"""Answers, and the extractive one: a lead line, and quotes that are sliced from the articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rag.article import Article
from rag.conversation import Turn
from rag.passages import Quote
from rag.wording import Wording


class Mode(StrEnum):
    """Who wrote the answer's text."""

    EXTRACTIVE = "extractive"
    LLM = "llm"
    REFUSAL = "refusal"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Citation:
    """What an answer rests on: `quote` is `article.text[start:end]`."""

    n: int
    article: Article
    start: int
    end: int
    score: float

    @property
    def quote(self) -> str:
        """The quoted words, sliced from the article."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a member gets. Only an answer that answers has citations."""

    text: str
    mode: Mode
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[Article, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    turn: Turn | None = None  # what a follow-up may need; none after small talk

    @property
    def answered(self) -> bool:
        """Whether the articles answer."""
        return bool(self.citations)


def extractive(quotes: Sequence[Quote], articles: Mapping[str, Article], wording: Wording) -> Answer:
    """Compose the answer that needs no model."""
    citations = tuple(
        Citation(n, articles[quote.passage.article_id], quote.passage.start, quote.passage.end, quote.score)
        for n, quote in enumerate(quotes, start=1)
    )
    lines = [wording.lead([citation.article for citation in citations])]
    lines += [wording.quote(citation.quote, citation.n) for citation in citations]
    return Answer("\n\n".join(lines), Mode.EXTRACTIVE, citations)
