"""Which words of an answer's quotes are in bold: those that likely answer."""

from __future__ import annotations

from collections.abc import Sequence

from rag.spans import Span, spans_of_all

__all__ = ["Span", "answering"]


def answering(question: str, quotes: Sequence[str], articles: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
    """Return for each quote the spans that likely answer, in reading order; none where it is unsure.

    Args:
        question: As it was resolved; "" for one that is not known any more.
        quotes: All of an answer: the words that answer stand mostly in one of them.
        articles: The id of each quote's article.
    """
    return spans_of_all(question, quotes, articles)
