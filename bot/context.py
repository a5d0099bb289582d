"""A quote in its surroundings: the sentences of the article that stand around it."""

from __future__ import annotations

from dataclasses import dataclass

from rag.answer import Citation
from rag.sentences import split

_AROUND = 2  # sentences on either side


@dataclass(frozen=True, slots=True)
class Context:
    """Slices of the article's text that lie side by side."""

    before: str
    quote: str
    after: str


def surroundings(citation: Citation) -> Context:
    """Return a citation's quote with a few sentences before and after it."""
    text = citation.article.text
    sentences = split(citation.article)
    before = [sentence.start for sentence in sentences if sentence.end <= citation.start]
    after = [sentence.end for sentence in sentences if sentence.start >= citation.end]
    start = before[-_AROUND:][0] if before else citation.start
    end = after[:_AROUND][-1] if after else citation.end
    return Context(text[start : citation.start], citation.quote, text[citation.end : end])
