"""Ranked sentences -> the passages that answer, or the decision that nothing does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rag.article import Passage
from rag.entities import EntityKind, entities
from rag.question import Asks, Question
from rag.ranking import ArticleHit, Hit, Ranking
from rag.shorthand import spelled_out
from rag.vietnamese import fold
from rag.weights import CONFIDENCE, WANTED, WEIGHTS

PASSAGES = 3  # at most so many are quoted
BUDGET = 900  # quoted characters that an answer may hold, unless a single sentence is longer
_FULL = 0.85  # share of the budget that is enough


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage chosen as evidence, with the score of its best sentence."""

    passage: Passage
    score: float


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
    quotes = tuple(quote for source in sources for quote in _quotes(source, ranking.question, budget, passages))
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


def _quotes(source: ArticleHit, question: Question, budget: int, passages: int) -> list[Quote]:
    """Take the best sentences, each alone or as the neighbour of one taken before, while the budget lasts."""
    hits = source.hits
    gains = {place: hit.score for place, hit in enumerate(hits)}
    people = {place: _people(hit) for place, hit in enumerate(hits)} if Asks.WHO in question.asks else {}
    taken: set[int] = set()
    used = 0
    while gains and used <= budget * _FULL:
        place = max(gains, key=lambda place: (gains[place], -place))
        del gains[place]
        length = len(hits[place].sentence.text)
        if taken and (used + length > budget or len(_runs(taken | {place}, hits)) > passages):
            continue
        taken.add(place)
        used += length
        for other in gains.keys() & people.keys():
            # Who is asked for: somebody new is worth more than the same person again.
            gains[other] -= WEIGHTS.known_person if people[other] and people[other] <= people[place] else 0.0
    return [
        Quote(
            Passage(source.article.id, hits[run[0]].sentence.start, hits[run[-1]].sentence.end),
            max(hits[place].score for place in run),
        )
        for run in _runs(taken, hits)
    ]


def _people(hit: Hit) -> frozenset[str]:
    return frozenset(fold(e.text) for e in entities(hit.sentence.text) if e.kind is EntityKind.PERSON)


def _runs(places: set[int], hits: Sequence[Hit]) -> list[list[int]]:
    """Group places into runs of neighbouring sentences, in reading order; captions and the like stay alone."""
    runs: list[list[int]] = []
    for place in sorted(places):
        before = hits[runs[-1][-1]].sentence if runs else None
        sentence = hits[place].sentence
        if before and sentence.index == before.index + 1 and sentence.kind == before.kind:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs
