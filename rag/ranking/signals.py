"""What speaks for a sentence as the answer to a question: the inputs of the fused score.

Each is an array over the scored sentences, in [0, 1] or near it; the weights are `rag.ranking.weights.SCORE`:

cosine                  of question and sentence, stretched from the band in which e5's cosines lie
words, word_pairs       share of the idf mass of the question's syllables, or pairs of them, as typed, that it holds
pairs                   the same for pairs with their marks folded away
neighbour               the cosine of the better neighbour: news spread a fact over two or three sentences
window                  share of the folded syllables' mass that the sentence holds together with its neighbours
article, plain_article  BM25 of the whole article, folded and as typed, relative to the best article's
held                    share of the question's idf mass that the article holds anywhere
names                   share of the names in the question of which the article holds every syllable
who ... topic           whether the sentence names the kind of thing that is asked for, and not just what was said
unit, why               whether it has a number of what is counted, or a word that gives a reason

Questions typed without marks, which could not be restored either, have folded words in place of those as typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.article import Sentence
from rag.embedding.vectors import Vectors
from rag.index.generation import Generation
from rag.index.lexical import LexicalIndex
from rag.questions.question import Asks, Question
from rag.ranking import wanted
from rag.ranking.weights import WEIGHTS
from rag.text.vietnamese import fold

Floats = NDArray[np.floating]
Rows = NDArray[np.intp]
Values = Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class ArticleScores:
    """BM25 of every article of a generation for one question, by the article's row."""

    folded: Floats
    plain: Floats  # as typed

    @classmethod
    def of(cls, question: Question, generation: Generation) -> ArticleScores:
        """Score all articles."""
        lexical = generation.lexical
        folded = lexical.articles.scores(question.folded)
        plain = lexical.plain_articles.scores(question.plain) if question.marked else folded
        return cls(_relative(folded), _relative(plain))


@dataclass(frozen=True, slots=True)
class Scored:
    """The sentences of the articles that are looked at closely, with their signals."""

    rows: Rows  # of the sentences, article by article, in reading order
    owners: Rows  # row of each one's article
    raw_cosine: Floats
    coverage: Floats  # share of the question's idf mass, folded and as typed together
    values: Values


def measure(
    question: Question,
    vector: Vectors | None,
    generation: Generation,
    *,
    rows: Rows,
    owners: Rows,
    scores: ArticleScores,
) -> Scored:
    """Return all signals but those of `looked_through`, which costs more."""
    folded_index, plain_index = generation.lexical.folded, generation.lexical.plain
    singles = [term for term in question.folded if "_" not in term]
    pairs = [term for term in question.folded if "_" in term]
    plain_singles = [term for term in question.plain if "_" not in term]
    plain_pairs = [term for term in question.plain if "_" in term]
    presence = folded_index.presence(singles, rows)
    masses = _masses(folded_index, singles)
    folded_words, folded_pairs = _share(presence, masses), _coverage(folded_index, pairs, rows)
    words, word_pairs = folded_words, folded_pairs
    if question.marked:
        words, word_pairs = _coverage(plain_index, plain_singles, rows), _coverage(plain_index, plain_pairs, rows)
    coverage = _combined(folded_words, folded_pairs, words, word_pairs)
    if vector is None:
        raw: Floats = WEIGHTS.expected_cosine(coverage)
    else:
        raw = generation.cosines(rows, vector)
    cosine = (raw - WEIGHTS.cosine_floor) / WEIGHTS.cosine_band
    same_before, same_behind = _neighbours(owners, rows)
    around = presence | _shifted(presence, same_before, 1) | _shifted(presence, same_behind, -1)
    floor = cosine.min() if len(cosine) else 0.0
    beside = np.maximum(
        np.where(same_before, np.roll(cosine, 1), floor), np.where(same_behind, np.roll(cosine, -1), floor)
    )
    articles, place = np.unique(owners, return_inverse=True)
    values = {
        "cosine": cosine,
        "words": words,
        "pairs": folded_pairs,
        "word_pairs": word_pairs,
        "neighbour": beside,
        "window": _share(around, masses),
        "article": scores.folded[owners],
        "plain_article": scores.plain[owners],
        "held": _coverage(generation.lexical.articles, question.syllables, articles)[place],
        "names": _named(question, generation.lexical.articles, articles)[place],
    }
    return Scored(rows, owners, raw, coverage, values)


def looked_through(sentences: Sequence[Sentence], question: Question) -> Values:
    """Return the signals for which a sentence's text must be read: what it names, counts and gives reasons for."""
    values = {asks.value: np.zeros(len(sentences)) for asks in wanted.KINDS}
    values |= {"unit": np.zeros(len(sentences)), "why": np.zeros(len(sentences))}
    unit, why = wanted.unit(question), Asks.WHY in question.asks
    named = {asks: kind for asks, kind in wanted.KINDS.items() if asks in question.asks}
    for place, sentence in enumerate(sentences if named or unit or why else ()):
        held = wanted.held(sentence.text, question) if named else ()
        for asks, kind in named.items():
            values[asks.value][place] = kind in held
        if unit:
            values["unit"][place] = bool(unit.search(wanted.counting(sentence.text)))
        if why:
            values["why"][place] = wanted.gives_reason(fold(sentence.text))
    return values


def _relative(scores: Floats) -> Floats:
    best = max(float(scores.max(initial=0.0)), 1e-9)
    share: Floats = scores / best
    return share


def _masses(index: LexicalIndex, terms: Sequence[str]) -> Floats:
    return np.array([index.idf(term) for term in terms], dtype=np.float64)


def _share(presence: NDArray[np.bool_], masses: Floats) -> Floats:
    """Return the share of the terms' mass that each column holds; no terms, no share."""
    total = masses.sum()
    share: Floats = masses @ presence / total if total else np.zeros(presence.shape[1])
    return share


def _coverage(index: LexicalIndex, terms: Sequence[str], rows: Rows) -> Floats:
    return _share(index.presence(terms, rows), _masses(index, terms))


def _combined(words: Floats, pairs: Floats, plain_words: Floats, plain_pairs: Floats) -> Floats:
    """Return one share of words and pairs, folded and as typed; pairs, of which each is in two words, count half."""
    return (words + plain_words) / 3 + (pairs + plain_pairs) / 6


def _named(question: Question, index: LexicalIndex, articles: Rows) -> Floats:
    named = np.zeros(len(articles))
    for name in question.names:
        named += index.presence(name, articles).all(axis=0)
    return named / max(len(question.names), 1)


def _neighbours(owners: Rows, rows: Rows) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which sentence has the one before it, and the one behind it, beside it."""
    before = (np.roll(rows, 1) == rows - 1) & (np.roll(owners, 1) == owners)
    return before, np.roll(before, -1)


def _shifted(presence: NDArray[np.bool_], there: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    shifted: NDArray[np.bool_] = np.roll(presence, by, axis=1) & there
    return shifted
