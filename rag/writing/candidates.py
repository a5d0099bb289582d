"""Articles that may answer, as a model may read them: without what addresses the model itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rag.article import Article, Sentence
from rag.index.generation import Generation
from rag.ranking.ranking import Ranking
from rag.writing.instructions import trusted

_LONG = 400  # sentences; of a longer article only those that were ranked are looked at
_ARTICLES = 4  # on real news they hold the answer in 84 cases of 85, as six do at one and a half times the tokens
MOST = 6  # for a question that compares several things


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may answer, with the scores of those of its sentences that were ranked."""

    article: Article
    sentences: tuple[Sentence, ...]  # what a model may see of it, in reading order
    scores: Mapping[int, float]  # by `Sentence.index`; the ranking's own scale


def candidate(article: Article, generation: Generation, scores: Mapping[int, float] | None = None) -> Candidate:
    """Return an article of a generation: whole, unless it is a book."""
    span = generation.spans[generation.article_rows[article.id]]
    sentences = generation.sentences[span.start : span.stop]
    if scores and len(sentences) > _LONG:
        sentences = tuple(sentence for sentence in sentences if sentence.index in scores)
    return Candidate(article, trusted(sentences), scores or {})


def candidates(ranking: Ranking, generation: Generation) -> tuple[Candidate, ...]:
    """Return the best few articles of a ranking, best first."""
    most = MOST if ranking.question.several else _ARTICLES
    return tuple(
        candidate(hit.article, generation, {one.sentence.index: one.score for one in hit.hits})
        for hit in ranking.articles[:most]
    )
