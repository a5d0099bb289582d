"""Ranked sentences -> the passages that answer, or the decision that nothing does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rag.entities import entities
from rag.passages import Quote, pick_quotes
from rag.ranking import ArticleHit, Ranking
from rag.shorthand import spelled_out
from rag.vietnamese import fold
from rag.weights import CONFIDENCE, WANTED, WEIGHTS

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
    return Evidence(quotes if sure >= threshold else (), sure)


def _sources(ranking: Ranking) -> list[ArticleHit]:
    """Return the best article and, where a question names several things, the best one for each that it lacks."""
    sources = [ranking.articles[0]]
    if ranking.question.several:
        for name in ranking.question.names:
            if not any(source.terms.issuperset(name) for source in sources):
                sources += [hit for hit in ranking.articles if hit.terms.issuperset(name)][:1]
    return sources[:PASSAGES]


def confidence(ranking: Ranking, quotes: Sequence[Quote]) -> float:
    """Return the estimated probability that the quotes answer: a logistic model over `doubts`."""
    logit = CONFIDENCE["bias"] + sum(CONFIDENCE[name] * value for name, value in doubts(ranking, quotes).items())
    return 1 / (1 + math.exp(-logit))


def doubts(ranking: Ranking, quotes: Sequence[Quote]) -> dict[str, float]:
    """Return what speaks for and against the quotes as an answer, each near [0, 1]; see `CONFIDENCE`."""
    question, best = ranking.question, ranking.articles[0]
    text = " ".join(best.article.text[q.passage.start : q.passage.end] for q in quotes)
    quoted = {fold(token) for token in spelled_out(text)}
    mass = {term: ranking.idf[term] for term in question.syllables}
    total = sum(mass.values()) or 1.0
    missing = [weight for term, weight in mass.items() if term not in best.terms]
    pairs = {term: weight for term, weight in ranking.idf.items() if "_" in term}
    numbers = [term for term in question.syllables if any(char.isdigit() for char in term)]
    wanted = {kind for asks in question.asks for kind in WANTED.get(asks, {})}
    held = {e.kind for e in entities(text) if fold(e.text) not in question.folded_text} if wanted else wanted
    return {
        "cosine": (max(hit.dense for hit in best.hits) - WEIGHTS.cosine_floor) / WEIGHTS.cosine_band,
        "sentence": max(hit.lexical for hit in best.hits),
        "article": 1 - sum(missing) / total,
        "pairs": sum(w for term, w in pairs.items() if term in best.terms) / (sum(pairs.values()) or 1.0),
        "quoted": sum(weight for term, weight in mass.items() if term in quoted) / total,
        "numbers": sum(term not in best.terms for term in numbers) / max(len(numbers), 1),
        "names": sum(not best.terms.issuperset(name) for name in question.names) / max(len(question.names), 1),
        "kind": float(bool(wanted) and not wanted & held),
    }
