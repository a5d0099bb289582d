"""Ranked sentences -> the passages that answer, or the decision that nothing does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.confidence import confidence
from rag.holders import lacks_post
from rag.passages import Quote, pick_quotes
from rag.ranking import ArticleHit, Ranking

PASSAGES = 3  # at most so many are quoted
BUDGET = 900  # quoted characters that an answer may hold, unless a single sentence is longer


@dataclass(frozen=True, slots=True)
class Evidence:
    """The quotes that answer, in reading order; none when the articles don't answer."""

    quotes: tuple[Quote, ...]
    confidence: float  # estimated probability that the articles answer, in [0, 1]


def choose(ranking: Ranking, threshold: float) -> Evidence:
    """Choose what to quote, or nothing where the confidence is below `threshold`."""
    if not ranking.articles:
        return Evidence((), 0.0)
    sources = _sources(ranking)
    budget, passages = BUDGET // len(sources), max(PASSAGES // len(sources), 1)
    quotes = tuple(quote for source in sources for quote in pick_quotes(source, ranking, budget, passages))
    sure = confidence(ranking, quotes)
    enough = sure >= threshold and not lacks_post(ranking.question, _quoted(quotes, sources))
    return Evidence(quotes if enough else (), sure)


def _quoted(quotes: Sequence[Quote], sources: Sequence[ArticleHit]) -> str:
    texts = {source.article.id: source.article.text for source in sources}
    return "\n".join(texts[quote.passage.article_id][quote.passage.start : quote.passage.end] for quote in quotes)


def _sources(ranking: Ranking) -> list[ArticleHit]:
    """Return the best article and, where a question names several things, the best one for each that it lacks."""
    sources = [ranking.articles[0]]
    if ranking.question.several:
        for name in ranking.question.names:
            if not any(source.terms.issuperset(name) for source in sources):
                sources += [hit for hit in ranking.articles if hit.terms.issuperset(name)][:1]
    return sources[:PASSAGES]
