"""Question and generation -> ranked sentences and articles: one fused score from dense and lexical signals.

Reciprocal rank fusion drags a good signal down when the other one fails, as the dense one does on questions
typed without marks; a weighted sum of normalised scores keeps it. Signals, all in [0, 1] or near it:

- cosine of question and sentence, stretched from the band in which e5's cosines lie
- share of the question's idf mass that the sentence holds: syllables and pairs, folded and as typed
- the same for the sentence together with its neighbours: news spread a fact over two or three sentences
- the article's own score: BM25 of the whole article, its best sentences, its title
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rag.article import Article, ArticleKind, Sentence
from rag.entities import Entity, EntityKind, entities
from rag.generation import Generation
from rag.lexical import LexicalIndex
from rag.question import Question
from rag.vectors import Vectors
from rag.vietnamese import fold
from rag.weights import WANTED, WEIGHTS

Floats = NDArray[np.floating]
Rows = NDArray[np.intp]

_NEAREST = 96  # sentences asked of Chroma
_LEXICAL = 96  # best sentences of each word index
_ARTICLES = 12  # articles whose every sentence is scored
_LONG = 300  # of a longer article only the surroundings of its best sentences are scored
_AROUND = 6
_CLOSELY = 3  # articles whose sentences are looked through for what is wanted
_TYPED = 40  # best sentences of an article that are looked through for names, dates and numbers


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence with its scores for one question."""

    sentence: Sentence
    row: int  # in the generation
    score: float
    dense: float  # cosine
    lexical: float  # share of the question's idf mass


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article with its score, and its sentences in reading order."""

    article: Article
    score: float
    hits: tuple[Hit, ...]
    terms: frozenset[str]  # the question's folded terms that the article holds


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was found for one question, best first."""

    question: Question
    articles: tuple[ArticleHit, ...]
    idf: Mapping[str, float] = field(default_factory=dict)  # weight of each folded term of the question

    @property
    def hits(self) -> list[Hit]:
        """All scored sentences, best first."""
        return sorted((hit for article in self.articles for hit in article.hits), key=lambda hit: -hit.score)


@dataclass(frozen=True, slots=True)
class _Signals:
    """Per scored sentence, in the order of `rows`."""

    rows: Rows
    cosine: Floats
    coverage: Floats


def rank(question: Question, vector: Vectors, generation: Generation) -> Ranking:
    """Rank a generation's articles, and the sentences of the best of them.

    Args:
        question: What is asked.
        vector: The question's embedding, L2-normalised, shape (dimension,).
        generation: What is searched.
    """
    if question.empty or not generation.sentences:
        return Ranking(question, ())
    folded = generation.lexical.folded.scores(question.folded)
    plain = generation.lexical.plain.scores(question.plain)
    whole = generation.lexical.articles.scores(question.folded)
    nearest = [generation.sentence_rows[key] for key, _ in generation.vectors.nearest(vector, _NEAREST)]
    candidates = np.unique(np.concatenate([np.array(nearest, dtype=np.intp), _best(folded + plain, _LEXICAL)]))
    article_rows = _promising(generation, candidates, nearest, folded + plain, whole)
    rows = np.concatenate([_sentence_rows(generation, row, candidates) for row in article_rows])
    signals = _signals(question, vector, generation, rows)
    idf = {term: generation.lexical.folded.idf(term) for term in question.folded}
    return Ranking(question, _articles(question, generation, article_rows, signals, whole), idf)


def _promising(
    generation: Generation, candidates: Rows, nearest: Sequence[int], lexical: Floats, whole: Floats
) -> list[int]:
    """Return the rows of the articles worth a closer look, by a rough sum of reciprocal ranks."""
    rough: dict[int, float] = {}
    for ranked in (nearest, _best(lexical, _LEXICAL).tolist()):
        seen: set[int] = set()
        for row in ranked:
            article = generation.article_rows[generation.sentences[row].article_id]
            if article not in seen:
                seen.add(article)
                rough[article] = rough.get(article, 0) + 1 / (5 + len(seen))
    for place, article in enumerate(_best(whole, _ARTICLES)):
        rough[int(article)] = rough.get(int(article), 0) + 2 / (6 + place)
    return sorted(rough, key=lambda article: (-rough[article], article))[:_ARTICLES]


def _sentence_rows(generation: Generation, article_row: int, candidates: Rows) -> Rows:
    span = generation.spans[article_row]
    rows = np.arange(span.start, span.stop)
    if len(rows) <= _LONG:
        return rows
    inside = candidates[(candidates >= span.start) & (candidates < span.stop)]
    close = np.abs(rows[:, None] - inside[None, :]).min(axis=1) <= _AROUND if len(inside) else rows < span.start + _LONG
    return rows[close]


def _signals(question: Question, vector: Vectors, generation: Generation, rows: Rows) -> _Signals:
    cosine = (generation.matrix[rows] @ vector).astype(np.float64)
    folded = _coverage(generation.lexical.folded, question.folded, rows)
    coverage = folded
    if question.marked:
        coverage = (folded + _coverage(generation.lexical.plain, question.plain, rows)) / 2
    return _Signals(rows, cosine, coverage)


def _coverage(index: LexicalIndex, terms: Sequence[str], rows: Rows) -> Floats:
    """Return the share of the terms' idf mass that each row holds; pairs count half."""
    if not terms:
        return np.zeros(len(rows))
    mass = np.array([index.idf(term) * (0.5 if "_" in term else 1.0) for term in terms])
    shares: Floats = (mass @ index.presence(terms, rows)) / mass.sum()
    return shares


def _articles(
    question: Question, generation: Generation, article_rows: Sequence[int], signals: _Signals, whole: Floats
) -> tuple[ArticleHit, ...]:
    dense = (signals.cosine - WEIGHTS.cosine_floor) / WEIGHTS.cosine_band
    own = WEIGHTS.dense * dense + WEIGHTS.lexical * signals.coverage
    best_whole = max(float(whole.max()), 1e-9)
    held = generation.lexical.articles.presence(question.folded, np.array(article_rows, dtype=np.intp))
    spans = [generation.spans[row] for row in article_rows]
    places = [np.flatnonzero((signals.rows >= span.start) & (signals.rows < span.stop)) for span in spans]
    lifted = [_with_neighbours(own[mine], WEIGHTS.neighbour) for mine in places]
    scores = [
        WEIGHTS.article_best * float(scored.max())
        + WEIGHTS.article_whole * float(whole[row]) / best_whole
        - (WEIGHTS.teaser if generation.articles[row].kind is ArticleKind.TEASER else 0.0)
        for row, scored in zip(article_rows, lifted, strict=True)
    ]
    ranked: list[ArticleHit] = []
    for rank_place, place in enumerate(sorted(range(len(scores)), key=lambda place: -scores[place])):
        mine = places[place]
        sentences = [generation.sentences[row] for row in signals.rows[mine]]
        fused = lifted[place] + WEIGHTS.article * scores[place]
        fused += np.array([WEIGHTS.kind(sentence, question) for sentence in sentences])
        if rank_place < _CLOSELY:
            fused += _wanted(question, sentences, own[mine])
        columns = (
            signals.rows[mine].tolist(),
            fused.tolist(),
            signals.cosine[mine].tolist(),
            signals.coverage[mine].tolist(),
        )
        hits = tuple(Hit(sentence, *values) for sentence, *values in zip(sentences, *columns, strict=True))
        terms = frozenset(term for term, there in zip(question.folded, held[:, place], strict=True) if there)
        ranked.append(ArticleHit(generation.articles[article_rows[place]], scores[place], hits, terms))
    return tuple(ranked)


def _wanted(question: Question, sentences: Sequence[Sentence], scores: Floats) -> Floats:
    """Return a bonus for sentences that hold the kind of thing that is asked for, and not just what was said."""
    bonus = np.zeros(len(sentences))
    wanted = {kind: weight for asks in question.asks for kind, weight in WANTED.get(asks, {}).items()}
    if not wanted:
        return bonus
    for place in np.argsort(-scores)[:_TYPED]:
        named = {e.kind for e in entities(sentences[place].text) if _is_news(e, question)}
        bonus[place] = max((weight for kind, weight in wanted.items() if kind in named), default=0.0)
    return bonus


def _is_news(entity: Entity, question: Question) -> bool:
    # "Trưởng ban nào?" names the post that it asks for.
    return entity.kind is EntityKind.ROLE or fold(entity.text) not in question.folded_text


def _with_neighbours(scores: Floats, share: float) -> Floats:
    """Return the scores, each with a share of what its better neighbour has."""
    padded = np.concatenate([[scores.min()], scores, [scores.min()]])
    lifted: Floats = scores + share * np.maximum(padded[:-2], padded[2:])
    return lifted


def _best(scores: Floats, count: int) -> Rows:
    """Return the rows of the `count` highest scores above 0, best first."""
    count = min(count, len(scores))
    rows = np.argpartition(-scores, count - 1)[:count] if count else np.zeros(0, dtype=np.intp)
    rows = rows[scores[rows] > 0]
    return rows[np.argsort(-scores[rows], kind="stable")]
