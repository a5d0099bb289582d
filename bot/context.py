"""Quotes in their surroundings: the sentences of the article that stand around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.answer import Citation
from rag.articles.sentences import split

_AROUND = 2  # sentences on either side


@dataclass(frozen=True, slots=True)
class Context:
    """Slices of the article's text that lie side by side."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A slice of an article's text: a quote, or what stands beside one."""

    text: str
    cited: Citation | None = None


def excerpts(citations: Sequence[Citation]) -> tuple[tuple[Piece, ...], ...]:
    """Return the citations in their surroundings, those that share sentences in one excerpt."""
    groups: list[list[_Shown]] = []
    for shown in sorted(map(_shown, citations), key=lambda one: one.citation.start):
        met = next((group for group in groups if _meet(group, shown)), None)
        if met is None:
            groups.append([shown])
        else:
            met.append(shown)
    groups.sort(key=lambda group: min(one.citation.n for one in group))
    return tuple(tuple(_pieces(group)) for group in groups)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A citation, and where what is shown of its article starts and ends."""

    citation: Citation
    start: int
    end: int


def _shown(citation: Citation) -> _Shown:
    around = surroundings(citation)
    return _Shown(citation, citation.start - len(around.before), citation.end + len(around.after))


def _meet(group: Sequence[_Shown], new: _Shown) -> bool:
    """Tell whether `new` goes on with what a group shows; quotes that overlap can't be marked in one text."""
    article = new.citation.article
    if group[0].citation.article.id != article.id:
        return False
    if any(new.citation.start < one.citation.end for one in group):
        return False
    return not article.text[max(one.end for one in group) : new.start].strip()


def _pieces(group: Sequence[_Shown]) -> Iterator[Piece]:
    """Yield the text that a group shows; its citations are in the order of the text."""
    text, at = group[0].citation.article.text, group[0].start
    for quote in (one.citation for one in group):
        if text[at : quote.start]:
            yield Piece(text[at : quote.start])
        yield Piece(quote.quote, quote)
        at = quote.end
    if rest := text[at : max(one.end for one in group)]:
        yield Piece(rest)


def surroundings(citation: Citation) -> Context:
    """Return a citation's quote with a few sentences before and after it."""
    text = citation.article.text
    sentences = split(citation.article)
    before = [sentence.start for sentence in sentences if sentence.end <= citation.start]
    after = [sentence.end for sentence in sentences if sentence.start >= citation.end]
    start = before[-_AROUND:][0] if before else citation.start
    end = after[:_AROUND][-1] if after else citation.end
    return Context(text[start : citation.start], citation.quote, text[citation.end : end])
