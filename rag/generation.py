"""Generations: immutable, verified indexes of the whole corpus, and the pointer that names the current one.

On disk, below the data folder:

    current.json                    {"current": name, "previous": name or null}, replaced in one step
    generations/<name>/plan.json    what is being built; a killed reload is resumed from it
    generations/<name>/articles.json, sentences.json, lexical/, chroma/
    generations/<name>/manifest.json    written last: a folder without it is not a generation

A reader opens what the pointer names and never sees a half-built index. A generation is never written to
after its manifest, so several processes may read it.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from rag.article import Article, Sentence, SentenceKind
from rag.errors import (
    ArticleNotFoundError,
    DataFolderError,
    GenerationCorruptError,
    NoGenerationError,
    VectorStoreError,
)
from rag.lexical import LexicalIndexes
from rag.vectors import VectorCollection, VectorHome, sentence_key

FORMAT = 1  # raise it when what is stored, or how texts are embedded, changes: an older generation is rebuilt

_POINTER, _FOLDER = "current.json", "generations"
_PLAN, _MANIFEST = "plan.json", "manifest.json"
_ARTICLES, _SENTENCES = "articles.json", "sentences.json"
_LEXICAL = "lexical"
_ARTICLE_LIST = TypeAdapter(list[Article])
_SENTENCE_ROWS = TypeAdapter(list[list[tuple[int, int, SentenceKind, int]]])


class Manifest(BaseModel):
    """What a generation is made of: enough to check it, and to see what a reload would change."""

    model_config = ConfigDict(frozen=True)

    format: int
    name: str
    digest: str  # of all articles, the embedder and the format: the same digest is the same index
    embedder: str
    dimension: int
    created: datetime
    sentences: int
    articles: dict[str, str]  # digest of each article by id
    files: dict[str, str]  # SHA-256 of each file by its relative path


class Pointer(BaseModel):
    """Which generation answers, and which one `rollback` goes back to."""

    model_config = ConfigDict(frozen=True)

    current: str
    previous: str | None = None


@dataclass(frozen=True)
class Generation:
    """An opened generation. Sentences and articles are numbered; the numbers are rows of the indexes."""

    manifest: Manifest
    articles: tuple[Article, ...]
    sentences: tuple[Sentence, ...]
    lexical: LexicalIndexes
    vectors: VectorCollection

    @property
    def name(self) -> str:
        """The generation's name."""
        return self.manifest.name

    @cached_property
    def article_rows(self) -> dict[str, int]:
        """Row of each article by id."""
        return {article.id: row for row, article in enumerate(self.articles)}

    @cached_property
    def sentence_rows(self) -> dict[str, int]:
        """Row of each sentence by the key of its vector."""
        return {sentence_key(s.article_id, s.index): row for row, s in enumerate(self.sentences)}

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


class GenerationStore:
    """The generations of a data folder."""

    def __init__(self, data_dir: Path, home: VectorHome) -> None:
        self._data_dir = data_dir
        self._folder = data_dir / _FOLDER
        self._home = home

    # -- reading ------------------------------------------------------------------------------------------

    def pointer(self) -> Pointer | None:
        """Return the pointer, or None before the first reload and when its file is damaged."""
        try:
            return Pointer.model_validate_json((self._data_dir / _POINTER).read_bytes())
        except (OSError, ValidationError):
            return None

    def pointer_stamp(self) -> tuple[int, int]:
        """Return a value that changes whenever the pointer is replaced."""
        try:
            status = (self._data_dir / _POINTER).stat()
        except OSError:
            return (0, 0)
        return (status.st_ino, status.st_mtime_ns)

    def manifest(self, name: str) -> Manifest:
        """Read a generation's manifest.

        Raises:
            GenerationCorruptError: it is missing or damaged.
        """
        try:
            return Manifest.model_validate_json((self._folder / name / _MANIFEST).read_bytes())
        except (OSError, ValidationError) as error:
            raise GenerationCorruptError(name, f"manifest: {type(error).__name__}") from error

    def open(self, name: str) -> Generation:
        """Open a generation and check that it is whole.

        Raises:
            GenerationCorruptError: a file is missing or changed, or the vectors are not all there.
        """
        manifest = self.manifest(name)
        if manifest.format != FORMAT:
            raise GenerationCorruptError(name, f"format {manifest.format}, not {FORMAT}")
        folder = self._folder / name
        try:
            for path, digest in manifest.files.items():
                if _file_digest(folder / path) != digest:
                    raise GenerationCorruptError(name, f"{path} has changed")
            articles = _ARTICLE_LIST.validate_json((folder / _ARTICLES).read_bytes())
            rows = _SENTENCE_ROWS.validate_json((folder / _SENTENCES).read_bytes())
            lexical = LexicalIndexes.load(folder / _LEXICAL)
            vectors = self._home.open(name)
        except (OSError, ValueError, KeyError, VectorStoreError) as error:
            raise GenerationCorruptError(name, f"{type(error).__name__}: {error}") from error
        sentences = tuple(_sentences(articles, rows))
        generation = Generation(manifest, tuple(articles), sentences, lexical, vectors)
        try:
            self._check_vectors(generation)
        except BaseException:
            generation.close()
            raise
        return generation

    def _check_vectors(self, generation: Generation) -> None:
        expected = generation.manifest.sentences
        try:
            stored = generation.vectors.count()
            if not len(generation.sentences) == expected == stored:
                raise GenerationCorruptError(generation.name, f"{stored} vectors of {expected}")
            first = generation.sentences[0]
            vector = generation.vectors.vectors([sentence_key(first.article_id, first.index)])[0]
            if not generation.vectors.nearest(vector, 1):
                raise GenerationCorruptError(generation.name, "the vectors can't be searched")
        except VectorStoreError as error:
            raise GenerationCorruptError(generation.name, str(error)) from error

    def vectors(self, name: str) -> VectorCollection:
        """Open only the vectors of a generation."""
        return self._home.open(name)

    # -- building -----------------------------------------------------------------------------------------

    def begin(self, digest: str) -> str:
        """Return the name of the generation to build for a corpus digest: one that was left half-built, or a new one.

        Raises:
            DataFolderError: the data folder can't be written.
        """
        with writing(self._data_dir):
            self._folder.mkdir(parents=True, exist_ok=True)
            for folder in sorted(self._folder.iterdir()):
                if not (folder / _MANIFEST).exists() and _planned_digest(folder) == digest:
                    return folder.name
            name = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{digest[:8]}"
            (self._folder / name).mkdir()
            _write(self._folder / name / _PLAN, json.dumps({"digest": digest}))
        return name

    def collection(self, name: str) -> VectorCollection:
        """Open the vectors of a generation that is being built."""
        with writing(self._data_dir):
            return self._home.open(name, create=True)

    def finish(
        self,
        name: str,
        digest: str,
        embedder: str,
        dimension: int,
        articles: Sequence[Article],
        sentences: Sequence[Sequence[Sentence]],
    ) -> None:
        """Write everything but the vectors, and the manifest last."""
        folder = self._folder / name
        with writing(self._data_dir):
            flat = [sentence for group in sentences for sentence in group]
            LexicalIndexes.build(articles, flat).save(folder / _LEXICAL)
            (folder / _ARTICLES).write_bytes(_ARTICLE_LIST.dump_json(list(articles)))
            rows = [[(s.start, s.end, s.kind, s.paragraph) for s in group] for group in sentences]
            (folder / _SENTENCES).write_bytes(_SENTENCE_ROWS.dump_json(rows))
            files = [folder / _ARTICLES, folder / _SENTENCES, *sorted((folder / _LEXICAL).rglob("*.*"))]
            for path in files:
                _sync(path)
            manifest = Manifest(
                format=FORMAT,
                name=name,
                digest=digest,
                embedder=embedder,
                dimension=dimension,
                created=datetime.now(UTC),
                sentences=len(flat),
                articles={article.id: article_digest(article) for article in articles},
                files={path.relative_to(folder).as_posix(): _file_digest(path) for path in files},
            )
            _write(folder / _MANIFEST, manifest.model_dump_json(indent=1))

    def switch(self, name: str) -> None:
        """Make `name` the current generation, in one step; the one before is kept for `rollback`."""
        before = self.pointer()
        previous = before.current if before and before.current != name else (before.previous if before else None)
        with writing(self._data_dir):
            _write(self._data_dir / _POINTER, Pointer(current=name, previous=previous).model_dump_json())

    def rollback(self) -> Pointer:
        """Make the previous generation the current one; again goes forward again.

        Raises:
            NoGenerationError: there is no previous generation.
            GenerationCorruptError: it is damaged.
        """
        pointer = self.pointer()
        if pointer is None or pointer.previous is None:
            raise NoGenerationError
        self.open(pointer.previous).close()
        turned = Pointer(current=pointer.previous, previous=pointer.current)
        with writing(self._data_dir):
            _write(self._data_dir / _POINTER, turned.model_dump_json())
        return turned

    def discard(self, name: str) -> None:
        """Delete a generation."""
        self._home.delete(name)
        shutil.rmtree(self._folder / name, ignore_errors=True)

    def prune(self) -> None:
        """Delete every generation but the current and the previous one, half-built ones included."""
        pointer = self.pointer()
        if pointer is None or not self._folder.is_dir():
            return
        for folder in self._folder.iterdir():
            if folder.name not in {pointer.current, pointer.previous}:
                self.discard(folder.name)


def article_digest(article: Article) -> str:
    """Return a digest of all that is stored of an article."""
    return hashlib.sha256(TypeAdapter(Article).dump_json(article)).hexdigest()


@contextmanager
def writing(data_dir: Path) -> Iterator[None]:
    """Turn the ways in which writing below the data folder fails into `DataFolderError`."""
    reasons = {
        errno.EACCES: "read-only",
        errno.EPERM: "read-only",
        errno.EROFS: "read-only",
        errno.ENOSPC: "full",
        errno.EDQUOT: "full",
        errno.ENOTDIR: "not-a-folder",
        errno.EEXIST: "not-a-folder",
    }
    try:
        yield
    except OSError as error:
        raise DataFolderError(data_dir, reasons.get(error.errno or 0, "broken")) from error
    except VectorStoreError as error:
        if not os.access(data_dir, os.W_OK):
            raise DataFolderError(data_dir, "read-only") from error
        if shutil.disk_usage(data_dir).free < 1 << 20:
            raise DataFolderError(data_dir, "full") from error
        raise


def _sentences(
    articles: Sequence[Article], rows: Sequence[Sequence[tuple[int, int, SentenceKind, int]]]
) -> Iterator[Sentence]:
    for article, group in zip(articles, rows, strict=True):
        for index, (start, end, kind, paragraph) in enumerate(group):
            yield Sentence(article.id, index, start, end, kind, paragraph, article.text[start:end])


def _planned_digest(folder: Path) -> str | None:
    try:
        digest = json.loads((folder / _PLAN).read_text("utf-8"))["digest"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return str(digest)


def _write(path: Path, text: str) -> None:
    """Replace a file in one step, on disk when the call returns."""
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_text(text, "utf-8")
    _sync(temporary)
    temporary.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
