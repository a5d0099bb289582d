"""A quote as members are shown it.

It is kept by itself: an old answer is shown again as it was, even after its article was changed or removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.telegram.highlight import Span, answering
from rag.answer import Citation
from rag.article import Article


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote as it is shown: its words, its article, and the spans of it that likely answer."""

    n: int
    text: str
    article: Article  # of a stored quote it has no text
    answering: tuple[Span, ...] = ()

    @classmethod
    def of(cls, citation: Citation, question: str = "") -> Quoted:
        """Take a citation that stands alone."""
        return cls.all_of([citation], question)[0]

    @classmethod
    def all_of(cls, citations: Sequence[Citation], question: str) -> list[Quoted]:
        """Take the citations of an answer to `question`."""
        spans = answering(question, [c.quote for c in citations], [c.article.id for c in citations])
        return [cls(c.n, c.quote, c.article, found) for c, found in zip(citations, spans, strict=True)]
