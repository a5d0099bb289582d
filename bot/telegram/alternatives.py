"""What else the articles have on a question: the next-best passages, and articles near those that were quoted."""

from __future__ import annotations

from collections.abc import Iterable

from bot.store import AnswerContent
from rag.answer import Citation
from rag.article import Article, SentenceKind
from rag.articles.sentences import split
from rag.engine import Engine
from rag.ranking.ranking import Hit

_QUOTABLE = {SentenceKind.BODY, SentenceKind.CAPTION, SentenceKind.HEADING}
_SHORT = 160  # characters: a shorter sentence is quoted with the next one of its paragraph
_ARTICLES = 5

_Span = tuple[str, int, int]


def other_passages(engine: Engine, kept: AnswerContent, most: int) -> tuple[Citation, ...]:
    """Return the best passages that a stored answer did not quote, best first; blocks."""
    ranking = engine.search(kept.resolved)
    articles = {hit.article.id: hit.article for hit in ranking.articles}
    taken: list[_Span] = [(quoted.article_id, quoted.start, quoted.end) for quoted in kept.citations]
    citations: list[Citation] = []
    for hit in ranking.hits:
        if len(citations) == most:
            break
        sentence = hit.sentence
        span = (sentence.article_id, sentence.start, sentence.end)
        if sentence.kind in _QUOTABLE and not _overlaps(span, taken):
            span = _widened(hit, articles[sentence.article_id], taken)
            taken.append(span)
            citations.append(Citation(len(citations) + 1, articles[span[0]], span[1], span[2], hit.score))
    return tuple(citations)


def related_articles(engine: Engine, kept: AnswerContent) -> tuple[Article, ...]:
    """Return the articles nearest to a stored answer's question that it did not quote, best first; blocks."""
    quoted = {citation.article_id for citation in kept.citations}
    ranking = engine.search(kept.resolved)
    return tuple(hit.article for hit in ranking.articles if hit.article.id not in quoted)[:_ARTICLES]


def _widened(hit: Hit, article: Article, taken: Iterable[_Span]) -> _Span:
    sentence = hit.sentence
    if len(sentence.text) < _SHORT:
        following = next((other for other in split(article) if other.index == sentence.index + 1), None)
        if following is not None and following.paragraph == sentence.paragraph and following.kind is sentence.kind:
            span = (sentence.article_id, sentence.start, following.end)
            if not _overlaps(span, taken):
                return span
    return (sentence.article_id, sentence.start, sentence.end)


def _overlaps(span: _Span, taken: Iterable[_Span]) -> bool:
    return any(span[0] == other[0] and span[1] < other[2] and other[1] < span[2] for other in taken)
