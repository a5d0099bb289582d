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
from rag.shorthand import spelled_out
from rag.vietnamese import bigrams, fold

_K1, _B = 1.2, 0.6  # sentences are short and even: less length normalisation than the usual 0.75
_SIZE, _ARRAYS = "size.json", "bm25s"
_FOLDED, _PLAIN, _ARTICLES, _MARKS = "folded", "plain", "articles", "marks.json"


def terms(tokens: Sequence[str]) -> list[str]:
    """Return what is indexed and asked for: the syllables and the pairs of neighbours."""
    return [*tokens, *bigrams(tokens)]


class LexicalIndex:
    """BM25 scores of every document for a query; documents are numbered in the order of building."""

    def __init__(self, scorer: bm25s.BM25 | None, size: int) -> None:
        self._scorer = scorer  # None: not one document has a syllable
        self._size = size
        # Where each term's documents begin in the index, one after the other.
        self._pointers: NDArray[np.int64] = np.asarray(scorer.scores["indptr"] if scorer else [0], dtype=np.int64)

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
        known = [term for term in query if term in self]
        if self._scorer is None or not known:
            return np.zeros(self._size, dtype=np.float32)
        scores: NDArray[np.float32] = self._scorer.get_scores(known)
        return scores

    def presence(self, query: Sequence[str], rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return which document has which term, shape (len(query), len(rows))."""
        found = np.zeros((len(query), len(rows)), dtype=bool)
        for position, term in enumerate(query):
            if self._scorer is not None and term in self:
                number = self._scorer.vocab_dict[term]
                start, end = self._pointers[number], self._pointers[number + 1]
                found[position] = np.isin(rows, self._scorer.scores["indices"][start:end])
        return found

    def idf(self, term: str) -> float:
        """Return the weight of a term: high where few documents have it, highest where none has."""
        position = self._scorer.vocab_dict.get(term) if self._scorer else None
        frequency = 0 if position is None else int(self._pointers[position + 1] - self._pointers[position])
        return math.log(1 + (self._size - frequency + 0.5) / (frequency + 0.5))

    def __contains__(self, term: str) -> bool:
        return self._scorer is not None and term in self._scorer.vocab_dict


@dataclass(frozen=True)
class LexicalIndexes:
    """All that is kept of a corpus's words, in a folder of a generation."""

    folded: LexicalIndex  # sentences, marks folded away
    plain: LexicalIndex  # sentences as written
    articles: LexicalIndex  # whole articles, marks folded away
    _marks: Path | MarkRestorer

    @classmethod
    def build(cls, articles: Sequence[Article], sentences: Sequence[Sentence]) -> LexicalIndexes:
        """Index the sentences and the articles in their order; sentences come article by article."""
        plain = [spelled_out(sentence.text) for sentence in sentences]
        folded = [[fold(token) for token in tokens] for tokens in plain]
        whole: list[list[str]] = [[] for _ in articles]
        rows = {article.id: row for row, article in enumerate(articles)}
        for sentence, tokens in zip(sentences, folded, strict=True):
            whole[rows[sentence.article_id]] += tokens
        return cls(
            LexicalIndex.build(folded),
            LexicalIndex.build(plain),
            LexicalIndex.build(whole),
            MarkRestorer.build(sentence.text for sentence in sentences),
        )

    @classmethod
    def load(cls, folder: Path) -> LexicalIndexes:
        """Open what `save` wrote."""
        folded, plain, articles = (LexicalIndex.load(folder / name) for name in (_FOLDED, _PLAIN, _ARTICLES))
        return cls(folded, plain, articles, folder / _MARKS)

    def save(self, folder: Path) -> None:
        """Write everything into `folder`, which is made."""
        for name, index in ((_FOLDED, self.folded), (_PLAIN, self.plain), (_ARTICLES, self.articles)):
            index.save(folder / name)
        self.marks.save(folder / _MARKS)

    @cached_property
    def marks(self) -> MarkRestorer:
        """What restores marks; read when the first question without marks comes."""
        return self._marks if isinstance(self._marks, MarkRestorer) else MarkRestorer.load(self._marks)
