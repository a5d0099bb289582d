"""BM25 over Vietnamese syllables and pairs of syllables.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), in the variant of
Lucene. The scores are those of the `bm25s` package (Lù, 2024), bit for bit, and as there they are computed when
the index is built; but `bm25s` keeps a string for each pair of syllables, which of a large corpus is a gigabyte.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.article import Article, Sentence
from rag.index.marks import MarkRestorer
from rag.index.numbered import Keys, Numbered, Numbers, joined, key, neighbours, place_of, starts
from rag.text.shorthand import Shorthand, shipped
from rag.text.vietnamese import bigrams, fold

_K1, _B = 1.2, 0.6  # sentences are short and even: less length normalisation than the usual 0.75
_WORDS = "words.json"
_FOLDED, _PLAIN, _ARTICLES, _PLAIN_ARTICLES = "folded", "plain", "articles", "plain-articles"
_MARKS, _SHORTHAND = "marks", "shorthand.json"
_PAIR = "_"  # stands between the syllables of a pair, and in no syllable


def terms(tokens: Sequence[str]) -> list[str]:
    """Return what is indexed and asked for: the syllables and the pairs of neighbours."""
    return [*tokens, *bigrams(tokens)]


@dataclass(frozen=True)
class _Postings:
    """Which documents have which terms; those of a term lie side by side, in order."""

    keys: Keys  # of the terms, sorted
    frequencies: NDArray[np.int64]  # documents that have each term
    documents: Numbers
    times: NDArray[np.int64]  # that the document has the term

    @classmethod
    def of(cls, keys: NDArray[np.integer], documents: Numbers) -> _Postings:
        """Count terms, given for each place of the texts with its document; documents come in order."""
        order = np.argsort(keys, kind="stable")
        keys, documents = keys[order], documents[order]
        first = np.union1d(starts(keys), starts(documents))
        times = np.diff(first, append=len(keys))
        keys, documents = keys[first], documents[first]
        first = starts(keys)
        return cls(keys[first].astype(np.int64), np.diff(first, append=len(keys)), documents, times)


class LexicalIndex:
    """BM25 scores of every document for a query; documents are numbered in the order of building.

    Args:
        size: Documents.
        words: The syllables; the first terms.
        arrays: `pairs`, the sorted keys of the other terms; `pointers`, by term where its documents begin, and where
            the last one's end; `documents`, and their `scores` for the term.
    """

    _ARRAYS = ("pairs", "pointers", "documents", "scores")

    def __init__(self, size: int, words: Sequence[str], arrays: Sequence[NDArray[Any]]) -> None:
        self._size = size
        self._words = words
        self._numbers = {word: number for number, word in enumerate(words)}
        self._pairs: Keys
        self._pointers: NDArray[np.int64]
        self._documents: Numbers
        self._scores: NDArray[np.float32]
        # Slices of a mapped array that is known as one cost ten times the time.
        self._pairs, self._pointers, self._documents, self._scores = map(np.asarray, arrays)

    @classmethod
    def build(cls, documents: Iterable[Sequence[str]]) -> LexicalIndex:
        """Index documents given as lists of syllables."""
        return cls.of(Numbered.of(documents))

    @classmethod
    def of(cls, texts: Numbered) -> LexicalIndex:
        """Index documents whose syllables are numbered."""
        size, owners = len(texts.lengths), texts.owners
        first = neighbours(owners)
        singles = _Postings.of(texts.flat, owners)
        pairs = _Postings.of(joined(texts.flat[first], texts.flat[first + 1]), owners[first])
        lengths = 2 * texts.lengths - (texts.lengths > 0)  # terms
        norms = _K1 * ((1 - _B) + _B * lengths / (lengths.mean() if lengths.any() else 1.0))
        frequencies = np.concatenate([singles.frequencies, pairs.frequencies])
        scores = np.concatenate([_scored(part, norms, size) for part in (singles, pairs)])
        documents = np.concatenate([singles.documents, pairs.documents])
        pointers = np.concatenate([[0], np.cumsum(frequencies)])
        return cls(size, texts.words, (pairs.keys, pointers, documents, scores))

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Open what `save` wrote; the arrays are mapped, not read.

        Raises:
            OSError, ValueError, KeyError: files are missing or damaged.
        """
        data = json.loads((folder / _WORDS).read_text("utf-8"))
        arrays = [np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in cls._ARRAYS]
        return cls(data["documents"], data["words"], arrays)

    def save(self, folder: Path) -> None:
        """Write the index into `folder`, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _WORDS).write_text(json.dumps({"documents": self._size, "words": list(self._words)}), "utf-8")
        arrays: Sequence[NDArray[Any]] = (self._pairs, self._pointers, self._documents, self._scores)
        for name, values in zip(self._ARRAYS, arrays, strict=True):
            np.save(folder / f"{name}.npy", values)

    def __len__(self) -> int:
        return self._size

    def scores(self, query: Sequence[str]) -> NDArray[np.float32]:
        """Return the BM25 score of every document for the terms of a query; 0 where nothing matches."""
        scores = np.zeros(self._size, dtype=np.float32)
        for postings in map(self._postings, query):
            # No document is twice among a term's: plain indexing does what `np.add.at` is for.
            scores[self._documents[postings]] += self._scores[postings]
        return scores

    def presence(self, query: Sequence[str], rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return which document has which term, shape (len(query), len(rows))."""
        wanted = rows.astype(np.int32)
        found = np.zeros((len(query), len(rows)), dtype=bool)
        for position, postings in enumerate(map(self._postings, query)):
            documents = self._documents[postings]
            if len(documents):  # in order, so that a few rows are looked up more quickly than all postings are read
                places = documents.searchsorted(wanted)
                found[position] = documents[np.minimum(places, len(documents) - 1)] == wanted
        return found

    def _number(self, term: str) -> int | None:
        number = self._numbers.get(term)
        if number is not None or _PAIR not in term:
            return number
        left, _, right = term.partition(_PAIR)
        if left not in self._numbers or right not in self._numbers:
            return None
        place = place_of(key(self._numbers[left], self._numbers[right]), self._pairs)
        return None if place is None else len(self._words) + place

    def _postings(self, term: str) -> slice:
        """Return where the documents that have a term stand in the index."""
        number = self._number(term)
        if number is None:
            return slice(0, 0)
        return slice(int(self._pointers[number]), int(self._pointers[number + 1]))

    def idf(self, term: str) -> float:
        """Return the weight of a term: high where few documents have it, highest where none has."""
        postings = self._postings(term)
        frequency = postings.stop - postings.start
        return math.log(1 + (self._size - frequency + 0.5) / (frequency + 0.5))

    def __contains__(self, term: str) -> bool:
        return self._number(term) is not None


def _scored(postings: _Postings, norms: NDArray[np.float64], size: int) -> NDArray[np.float32]:
    """Return what each term adds to the score of each document that has it."""
    idf = np.log(1 + (size - postings.frequencies + 0.5) / (postings.frequencies + 0.5)).astype(np.float32)
    times = postings.times.astype(np.float32)
    share = times / (norms[postings.documents] + times)
    return (np.repeat(idf, postings.frequencies) * share).astype(np.float32)


@dataclass(frozen=True)
class LexicalIndexes:
    """All that is kept of a corpus's words, in a folder of a generation."""

    folded: LexicalIndex  # sentences, marks folded away
    plain: LexicalIndex  # sentences as written
    articles: LexicalIndex  # whole articles, marks folded away
    plain_articles: LexicalIndex  # whole articles as written: marks tell many words apart
    _marks: Path | MarkRestorer
    shorthand: Shorthand  # what the texts are spelled out with, and the questions have to be

    @classmethod
    def build(
        cls, articles: Sequence[Article], sentences: Sequence[Sentence], shorthand: Shorthand | None = None
    ) -> LexicalIndexes:
        """Index the sentences and the articles in their order; sentences come article by article."""
        shorthand = shorthand or shipped()
        plain = Numbered.of(shorthand.spelled_out(sentence.text) for sentence in sentences)
        folded = plain.renamed(fold)
        rows = {article.id: row for row, article in enumerate(articles)}
        owners = [rows[sentence.article_id] for sentence in sentences]
        return cls(
            LexicalIndex.of(folded),
            LexicalIndex.of(plain),
            LexicalIndex.of(folded.grouped(owners, len(articles))),
            LexicalIndex.of(plain.grouped(owners, len(articles))),
            MarkRestorer.build(sentence.text for sentence in sentences),
            shorthand,
        )

    @classmethod
    def load(cls, folder: Path) -> LexicalIndexes:
        """Open what `save` wrote."""
        names = (_FOLDED, _PLAIN, _ARTICLES, _PLAIN_ARTICLES)
        folded, plain, articles, plain_articles = (LexicalIndex.load(folder / name) for name in names)
        return cls(folded, plain, articles, plain_articles, folder / _MARKS, Shorthand.load(folder / _SHORTHAND))

    def save(self, folder: Path) -> None:
        """Write everything into `folder`, which is made."""
        self.folded.save(folder / _FOLDED)
        self.plain.save(folder / _PLAIN)
        self.articles.save(folder / _ARTICLES)
        self.plain_articles.save(folder / _PLAIN_ARTICLES)
        self.marks.save(folder / _MARKS)
        (folder / _SHORTHAND).write_text(self.shorthand.dump(), "utf-8")

    @cached_property
    def marks(self) -> MarkRestorer:
        """What restores marks; read when the first question without marks comes."""
        return self._marks if isinstance(self._marks, MarkRestorer) else MarkRestorer.load(self._marks)
