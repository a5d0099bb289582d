"""Question and generation -> ranked sentences and articles: one fused score from dense and lexical signals.

Reciprocal rank fusion drags a good signal down when the other one fails, as the dense one does on questions
typed without marks; a weighted sum of normalised scores keeps it. The signals are those of `rag.ranking.signals`, the
weights those of `rag.ranking.weights`. An article is as good as its best sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

import numpy as np

from rag.article import Article, ArticleKind, Sentence
from rag.embedding.vectors import Vectors
from rag.index.generation import Generation
from rag.questions.question import Question
from rag.ranking.signals import ArticleScores, Floats, Rows, Scored, looked_through, measure
from rag.ranking.weights import SCORE, WEIGHTS, part

_NEAREST = 96  # sentences asked of Chroma
_LEXICAL = 96  # best sentences of each word index
_ARTICLES = 12  # articles whose every sentence is scored
_LONG = 300  # of a longer article only the surroundings of its best sentences are scored
_AROUND = 6
_READ = 60  # best sentences whose text is read for names, dates and numbers


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
    typed: frozenset[str]  # the question's terms that it holds as they were typed


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


def rank(question: Question, vector: Vectors | None, generation: Generation) -> Ranking:
    """Rank a generation's articles, and the sentences of the best of them.

    Args:
        question: What is asked.
        vector: The question's embedding, L2-normalised, shape (dimension,); None where words alone have to do.
        generation: What is searched.
    """
    scored = considered(question, vector, generation)
    if scored is None:
        return Ranking(question, ())
    idf = {term: generation.lexical.folded.idf(term) for term in question.folded}
    return Ranking(question, _articles(question, generation, scored), idf)


def considered(question: Question, vector: Vectors | None, generation: Generation) -> Scored | None:
    """Return the sentences of the articles worth a closer look, with their signals; None where there is not one."""
    if question.empty or not generation.sentences:
        return None
    folded = generation.lexical.folded.scores(question.folded)
    plain = generation.lexical.plain.scores(question.plain)
    whole = ArticleScores.of(question, generation)
    found = generation.vectors.nearest(vector, _NEAREST) if vector is not None else []
    nearest = np.array([generation.sentence_row(key) for key, _ in found], dtype=np.intp)
    best = _best(folded + plain, _LEXICAL)
    candidates = np.unique(np.concatenate([nearest, best]))
    cosines = np.array([cosine for _, cosine in found], dtype=np.float64)
    article_rows = _promising(
        whole.folded + whole.plain,
        _by_article(generation, nearest, cosines - cosines.min(initial=1.0)),
        _by_article(generation, best, (folded + plain)[best]),
    )
    if not article_rows:
        return None
    groups = [_sentence_rows(generation, row, candidates) for row in article_rows]
    owners = np.repeat(np.array(article_rows, dtype=np.intp), [len(group) for group in groups])
    return measure(question, vector, generation, rows=np.concatenate(groups), owners=owners, scores=whole)


def _by_article(generation: Generation, rows: Rows, scores: Floats) -> Floats:
    """Return the score of each article's best sentence among some, 0 where there is none, shape (articles,)."""
    best = np.zeros(len(generation.articles))
    owners = np.array([generation.article_rows[generation.sentences[row].article_id] for row in rows], dtype=np.intp)
    np.maximum.at(best, owners, scores)
    return best


def _promising(whole: Floats, cosines: Floats, words: Floats) -> list[int]:
    """Return the rows of the articles worth a closer look.

    Args:
        whole: BM25 of each article, folded and as typed, each relative to the best.
        cosines: of each article's nearest sentence, above those of the rest.
        words: BM25 of its best sentence.
    """
    rough = cosines / WEIGHTS.cosine_band + whole / 4 + words / max(float(words.max(initial=0.0)), 1e-9) / 4
    return [int(row) for row in _best(rough, _ARTICLES)]


def _sentence_rows(generation: Generation, article_row: int, candidates: Rows) -> Rows:
    span = generation.spans[article_row]
    rows = np.arange(span.start, span.stop)
    if len(rows) <= _LONG:
        return rows
    inside = candidates[(candidates >= span.start) & (candidates < span.stop)]
    close = np.abs(rows[:, None] - inside[None, :]).min(axis=1) <= _AROUND if len(inside) else rows < span.start + _LONG
    return rows[close]


def fused(question: Question, sentences: Sequence[Sentence], scored: Scored) -> Floats:
    """Return the fused score of each sentence: the weighted sum of its signals, and what its place in the page adds."""
    total = np.array([part(sentence, question) for sentence in sentences], dtype=np.float64)
    for name, values in scored.values.items():
        total += SCORE[name] * values
    read = np.argsort(-total, kind="stable")[:_READ]
    for name, values in looked_through([sentences[place] for place in read], question).items():
        total[read] += SCORE[name] * values
    return total


def _articles(question: Question, generation: Generation, scored: Scored) -> tuple[ArticleHit, ...]:
    sentences = [generation.sentences[row] for row in scored.rows]
    total = fused(question, sentences, scored)
    article_rows = np.unique(scored.owners)
    held = generation.lexical.articles.presence(question.folded, article_rows)
    typed = generation.lexical.plain_articles.presence(question.plain, article_rows)
    ranked: list[ArticleHit] = []
    for place, row in enumerate(article_rows):
        mine = np.flatnonzero(scored.owners == row)
        hits = tuple(
            Hit(
                sentences[at],
                int(scored.rows[at]),
                float(total[at]),
                float(scored.raw_cosine[at]),
                float(scored.coverage[at]),
            )
            for at in mine
        )
        article = generation.articles[row]
        score = max((hit.score for hit in hits), default=0.0)
        score -= WEIGHTS.teaser if article.kind is ArticleKind.TEASER else 0.0
        ranked.append(
            ArticleHit(
                article,
                score,
                hits,
                terms=frozenset(compress(question.folded, held[:, place])),
                typed=frozenset(compress(question.plain, typed[:, place])),
            )
        )
    return tuple(sorted(ranked, key=lambda hit: -hit.score))


def _best(scores: Floats, count: int) -> Rows:
    """Return the rows of the `count` highest scores above 0, best first."""
    count = min(count, len(scores))
    rows = np.argpartition(-scores, count - 1)[:count] if count else np.zeros(0, dtype=np.intp)
    rows = rows[scores[rows] > 0]
    return rows[np.argsort(-scores[rows], kind="stable")]
