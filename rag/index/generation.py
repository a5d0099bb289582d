"""A generation: one immutable, verified index of the whole corpus.

In its folder, beside Chroma's own:

    articles.json, sentences.json    what is searched, and quoted from
    vectors.npy, texts.npy           per sentence: its vector, and the digest of the text that was embedded
    lexical/                         BM25
    manifest.json                    written last, when everything is verified

A generation is never written to after its manifest, so several processes may read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, TypeAdapter

from rag.article import Article, Sentence, SentenceKind
from rag.embedding.scale import Scale
from rag.embedding.vectors import Vectors
from rag.errors import ArticleNotFoundError
from rag.index.chroma import VectorCollection, place_of
from rag.index.lexical import LexicalIndexes

FORMAT = 9  # raise it when what is stored, or how words are indexed, changes: an older generation is rebuilt

_ARTICLES, _SENTENCES, _LEXICAL = "articles.json", "sentences.json", "lexical"
_VECTORS, _TEXTS = "vectors.npy", "texts.npy"
_ARTICLE_LIST = TypeAdapter(list[Article])
_SENTENCE_ROWS = TypeAdapter(list[list[tuple[int, int, SentenceKind, int]]])


class Manifest(BaseModel):
    """What a generation is made of: enough to check it, and to see what a reload would change."""

    model_config = ConfigDict(frozen=True)

    format: int
    name: str
    digest: str  # of all that is indexed, the embedder and the format: the same digest is the same index
    embedder: str
    dimension: int
    scale: Scale = Scale()  # of the embedder's cosines
    created: datetime
    sentences: int
    articles: dict[str, str]  # digest of each article by id
    files: dict[str, str]  # SHA-256 of each file by its relative path


@dataclass(frozen=True)
class Contents:
    """All of a generation but its Chroma. Sentences and articles are numbered; the numbers are rows."""

    articles: tuple[Article, ...]
    sentences: tuple[Sentence, ...]  # article by article, in reading order
    texts: tuple[str, ...]  # digest of the text embedded for each sentence
    matrix: Vectors  # vector of each sentence, shape (sentences, dimension), L2-normalised; mapped, not read
    lexical: LexicalIndexes

    @classmethod
    def load(cls, folder: Path) -> Contents:
        """Open what `save` wrote.

        Raises:
            OSError, ValueError, KeyError: files are missing or damaged.
        """
        articles = _ARTICLE_LIST.validate_json((folder / _ARTICLES).read_bytes())
        rows = _SENTENCE_ROWS.validate_json((folder / _SENTENCES).read_bytes())
        texts, matrix = load_vectors(folder)
        sentences = tuple(_sentences(articles, rows))
        return cls(tuple(articles), sentences, texts, matrix, LexicalIndexes.load(folder / _LEXICAL))

    def save(self, folder: Path) -> None:
        """Write everything into `folder`."""
        groups: dict[str, list[tuple[int, int, SentenceKind, int]]] = {a.id: [] for a in self.articles}
        for s in self.sentences:
            groups[s.article_id].append((s.start, s.end, s.kind, s.paragraph))
        (folder / _ARTICLES).write_bytes(_ARTICLE_LIST.dump_json(list(self.articles)))
        (folder / _SENTENCES).write_bytes(_SENTENCE_ROWS.dump_json(list(groups.values())))
        np.save(folder / _VECTORS, self.matrix)
        np.save(folder / _TEXTS, np.array(self.texts, dtype=np.bytes_))
        self.lexical.save(folder / _LEXICAL)


@dataclass(frozen=True)
class Generation(Contents):
    """An opened generation."""

    manifest: Manifest
    vectors: VectorCollection

    @property
    def name(self) -> str:
        """The generation's name."""
        return self.manifest.name

    @cached_property
    def article_rows(self) -> dict[str, int]:
        """Row of each article by id."""
        return {article.id: row for row, article in enumerate(self.articles)}

    def sentence_row(self, key: str) -> int:
        """Return the row of a sentence by the key of its vector."""
        article_id, index = place_of(key)
        return self.spans[self.article_rows[article_id]].start + index

    @cached_property
    def spans(self) -> tuple[range, ...]:
        """The rows of each article's sentences, which lie side by side, by the article's row."""
        spans: list[range] = []
        row = 0
        for article in self.articles:
            start = row
            while row < len(self.sentences) and self.sentences[row].article_id == article.id:
                row += 1
            spans.append(range(start, row))
        return tuple(spans)

    def cosines(self, rows: NDArray[np.intp], vector: Vectors) -> NDArray[np.floating]:
        """Return the cosines of some sentences with the vector of a question, as e5's would be."""
        return self.manifest.scale.on_e5((self.matrix[rows] @ vector).astype(np.float64))

    def article(self, article_id: str) -> Article:
        """Return an article.

        Raises:
            ArticleNotFoundError: there is none of that id.
        """
        row = self.article_rows.get(article_id)
        if row is None:
            raise ArticleNotFoundError(article_id)
        return self.articles[row]

    def close(self) -> None:
        """Release files and connections."""
        self.vectors.close()


def load_vectors(folder: Path) -> tuple[tuple[str, ...], Vectors]:
    """Return the digests of the embedded texts, and their vectors, of the generation in `folder`.

    Raises:
        OSError, ValueError: files are missing or damaged.
    """
    texts = np.load(folder / _TEXTS, allow_pickle=False).astype(str).tolist()
    return tuple(texts), np.load(folder / _VECTORS, mmap_mode="r", allow_pickle=False)


def _sentences(
    articles: Sequence[Article], rows: Sequence[Sequence[tuple[int, int, SentenceKind, int]]]
) -> Iterator[Sentence]:
    for article, group in zip(articles, rows, strict=True):
        for index, (start, end, kind, paragraph) in enumerate(group):
            yield Sentence(article.id, index, start, end, kind, paragraph, article.text[start:end])
