"""BM25 over Vietnamese syllables and pairs of syllables.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), in the variant of
Lucene, computed by the `bm25s` package (Lù, 2024), which scores all documents of a query at once.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from rag.article import Article, Sentence
from rag.marks import MarkRestorer
from rag.shorthand import Shorthand, shipped
from rag.vietnamese import bigrams, fold

_K1, _B = 1.2, 0.6  # sentences are short and even: less length normalisation than the usual 0.75
_SIZE, _ARRAYS = "size.json", "bm25s"
_FOLDED, _PLAIN, _ARTICLES, _PLAIN_ARTICLES = "folded", "plain", "articles", "plain-articles"
_MARKS, _SHORTHAND = "marks.json", "shorthand.json"


def terms(tokens: Sequence[str]) -> list[str]:
    """Return what is indexed and asked for: the syllables and the pairs of neighbours."""
    return [*tokens, *bigrams(tokens)]


class LexicalIndex:
    """BM25 scores of every document for a query; documents are numbered in the order of building."""

    def __init__(self, scorer: bm25s.BM25 | None, size: int) -> None:
        self._scorer = scorer  # None: not one document has a syllable
        self._size = size
        arrays = scorer.scores if scorer else {"indptr": [0], "indices": []}
        # The documents of each term lie side by side, those of term n from pointers[n] on.
        self._pointers: NDArray[np.int64] = np.asarray(arrays["indptr"], dtype=np.int64)
        self._documents: NDArray[np.int32] = np.asarray(arrays["indices"], dtype=np.int32)

    @classmethod
    def build(cls, documents: Iterable[Sequence[str]]) -> LexicalIndex:
        """Index documents given as lists of syllables."""
        corpus = [terms(document) for document in documents]
        if not any(corpus):
            return cls(None, len(corpus))
        scorer = bm25s.BM25(method="lucene", k1=_K1, b=_B)
        scorer.index(corpus, show_progress=False, create_empty_token=False)
        return cls(scorer, len(corpus))

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Open what `save` wrote; the arrays are mapped, not read.

        Raises:
            OSError, ValueError, KeyError: files are missing or damaged.
        """
        size = json.loads((folder / _SIZE).read_text("utf-8"))["documents"]
        if not (folder / _ARRAYS).exists():
            return cls(None, size)
        return cls(bm25s.BM25.load(folder / _ARRAYS, mmap=True), size)

    def save(self, folder: Path) -> None:
        """Write the index into `folder`, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _SIZE).write_text(json.dumps({"documents": self._size}), "utf-8")
        if self._scorer:
            self._scorer.save(folder / _ARRAYS, show_progress=False)

    def __len__(self) -> int:
        return self._size

    def scores(self, query: Sequence[str]) -> NDArray[np.float32]:
        """Return the BM25 score of every document for the terms of a query; 0 where nothing matches."""
        scores = np.zeros(self._size, dtype=np.float32)
        if self._scorer is not None:
            values = self._scorer.scores["data"]
            for postings in map(self._postings, query):
                # No document is twice among a term's: plain indexing does what bm25s has `np.add.at` for.
                scores[self._documents[postings]] += values[postings]
        return scores

    def presence(self, query: Sequence[str], rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return which document has which term, shape (len(query), len(rows))."""
        places = np.full(self._size, -1, dtype=np.intp)
        places[rows] = np.arange(len(rows))
        found = np.zeros((len(query), len(rows)), dtype=bool)
        for position, postings in enumerate(map(self._postings, query)):
            there = places[self._documents[postings]]
            found[position, there[there >= 0]] = True
        return found

    def _postings(self, term: str) -> slice:
        """Return where the documents that have a term stand in the index."""
        number = self._scorer.vocab_dict.get(term) if self._scorer is not None else None
        if number is None:
            return slice(0, 0)
        return slice(int(self._pointers[number]), int(self._pointers[number + 1]))

    def idf(self, term: str) -> float:
        """Return the weight of a term: high where few documents have it, highest where none has."""
        postings = self._postings(term)
        frequency = postings.stop - postings.start
        return math.log(1 + (self._size - frequency + 0.5) / (frequency + 0.5))

    def __contains__(self, term: str) -> bool:
        return self._scorer is not None and term in self._scorer.vocab_dict


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
        plain = [shorthand.spelled_out(sentence.text) for sentence in sentences]
        folded = [[fold(token) for token in tokens] for tokens in plain]
        whole: list[list[str]] = [[] for _ in articles]
        rows = {article.id: row for row, article in enumerate(articles)}
        for sentence, tokens in zip(sentences, plain, strict=True):
            whole[rows[sentence.article_id]] += tokens
        return cls(
            LexicalIndex.build(folded),
            LexicalIndex.build(plain),
            LexicalIndex.build([[fold(token) for token in tokens] for tokens in whole]),
            LexicalIndex.build(whole),
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
