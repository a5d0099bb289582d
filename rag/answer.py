"""Answers: the extractive one, a lead line and quotes sliced from the articles; and what is told of a model's share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rag.article import Article
from rag.ranking.passages import Quote
from rag.talk.conversation import Turn
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
class DroppedClaim:
    """Something that a model wrote and nobody is shown."""

    reason: str  # a key, such as "number"; see `rag.writing.guard` and `rag.writing.page`
    detail: str  # what exactly is amiss; may hold a member's words, as `text` may
    text: str


@dataclass(frozen=True, slots=True)
class Writing:
    """What a model had to do with an answer, whether or not its words are shown."""

    model: str
    prompt_tokens: int  # of all calls for this answer
    completion_tokens: int
    dropped: tuple[DroppedClaim, ...] = ()
    problem: str | None = None  # why the answer is not the model's: a `ModelFailure`, or one of `rag.writing.page`


@dataclass(frozen=True, slots=True)
class Answer:
    """What a member gets. Only an answer that answers has citations."""

    text: str
    mode: Mode
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[Article, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    turn: Turn | None = None  # what a follow-up may need; none after small talk
    writing: Writing | None = None  # none where no model was asked

    @property
    def answered(self) -> bool:
        """Whether the articles answer."""
        return bool(self.citations)


def extractive(
    quotes: Sequence[Quote], articles: Mapping[str, Article], wording: Wording, *, versions: bool = False
) -> Answer:
    """Compose the answer that needs no model.

    Args:
        quotes: What it says, in the order in which it is said.
        articles: Where the quotes are from, by id.
        wording: The words around them.
        versions: Whether the quotes say different things at different times; each then stands below its article.
    """
    citations = tuple(
        Citation(n, articles[quote.passage.article_id], quote.passage.start, quote.passage.end, quote.score)
        for n, quote in enumerate(quotes, start=1)
    )
    cited = [citation.article for citation in citations]
    if versions:
        lines = [wording.versions(cited)]
        lines += [f"{wording.dated(c.article)}\n{wording.quote(c.quote, c.n)}" for c in citations]
        return Answer("\n\n".join(lines), Mode.EXTRACTIVE, citations)
    lines = [wording.lead(cited)]
    lines += [wording.quote(citation.quote, citation.n) for citation in citations]
    return Answer("\n\n".join(lines), Mode.EXTRACTIVE, citations)
