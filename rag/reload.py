"""Reload: corpus folder -> new generation, with a diff; a list of steps that each can be killed.

read -> compare with the current generation -> embed the new sentences (vectors of unchanged ones are carried
over) -> write -> verify -> switch the pointer. Until the switch nobody sees anything of it.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from llama_index.core.base.embeddings.base import BaseEmbedding

from rag.article import Article, Corpus, Sentence, SentenceKind
from rag.errors import (
    CorpusError,
    EmbeddingError,
    GenerationCorruptError,
    ReloadRunningError,
    VectorStoreError,
)
from rag.generation import FORMAT, Generation, GenerationStore, Manifest, article_digest, writing
from rag.lexical import terms
from rag.sentences import split
from rag.shorthand import spelled_out
from rag.vectors import VectorCollection, VectorRecord, Vectors, sentence_key
from rag.vietnamese import fold

_BATCH = 64  # sentences between two writes: what a kill can cost
_PROBE = 10  # an article must be among so many found by its own title
_LOCK = "reload.lock"

Progress = Callable[[int, int], None]  # sentences embedded so far, sentences to embed


@dataclass(frozen=True, slots=True)
class Diff:
    """What a reload changes, as articles; a removed one is as the current generation has it."""

    added: tuple[Article, ...] = ()
    changed: tuple[Article, ...] = ()
    removed: tuple[str, ...] = ()  # ids
    unchanged: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class ReloadPlan:
    """A corpus that was read, split and compared: all that a reload does before it writes anything."""

    corpus: Corpus
    sentences: tuple[tuple[Sentence, ...], ...]  # by article, in the order of the articles
    texts: tuple[str, ...] = field(repr=False)  # what is embedded, by sentence
    digest: str
    diff: Diff
    embedder_before: str | None  # the current generation's embedder where it is another one


@dataclass(frozen=True, slots=True)
class ReloadReport:
    """What a reload did."""

    plan: ReloadPlan
    generation: str
    switched: bool  # False: the corpus is unchanged, the current generation stays
    embedded: int  # sentences that went through the embedder
    carried: int  # sentences whose vectors were there already
    seconds: float


def plan_reload(corpus: Corpus, folder: Path, current: Manifest | None, embedder: str) -> ReloadPlan:
    """Split a corpus and compare it with the current generation.

    Raises:
        CorpusError: the corpus has no article; an empty one never replaces an index that works.
    """
    if not corpus.articles:
        raise CorpusError(folder, "empty")
    sentences = tuple(split(article) for article in corpus.articles)
    texts = tuple(
        text for article, group in zip(corpus.articles, sentences, strict=True) for text in embedded_texts(article, group)
    )
    digests = {article.id: article_digest(article) for article in corpus.articles}
    stamp = json.dumps([FORMAT, embedder, list(digests.values())])
    before = current.articles if current else {}
    diff = Diff(
        added=tuple(a for a in corpus.articles if a.id not in before),
        changed=tuple(a for a in corpus.articles if a.id in before and before[a.id] != digests[a.id]),
        removed=tuple(article_id for article_id in before if article_id not in digests),
        unchanged=sum(before.get(article_id) == digest for article_id, digest in digests.items()),
    )
    return ReloadPlan(
        corpus=corpus,
        sentences=sentences,
        texts=texts,
        digest=hashlib.sha256(stamp.encode()).hexdigest(),
        diff=diff,
        embedder_before=current.embedder if current and current.embedder != embedder else None,
    )


def embedded_texts(article: Article, sentences: Sequence[Sentence]) -> Iterator[str]:
    """Yield what is embedded for each sentence: the sentence behind the article's title.

    A sentence of a news article seldom names what it is about; its title does.
    """
    for sentence in sentences:
        alone = sentence.kind is SentenceKind.TITLE or not article.title
        yield sentence.text if alone else f"{article.title}\n{sentence.text}"


def run_reload(
    plan: ReloadPlan, store: GenerationStore, embedder: BaseEmbedding, progress: Progress | None = None
) -> ReloadReport:
    """Build the generation of a plan, verify it and make it the current one. Hold `reload_lock` around it.

    Raises:
        DataFolderError: the data folder can't be written.
        EmbeddingError: the embedder failed; what it had embedded is kept for the next try.
        GenerationCorruptError: the new generation failed its checks; the current one stays.
    """
    started = time.monotonic()
    existing = _existing(plan, store)
    if existing is not None:
        pointer = store.pointer()
        switched = pointer is None or pointer.current != existing
        if switched:
            store.switch(existing)
        return ReloadReport(plan, existing, switched, 0, len(plan.texts), time.monotonic() - started)
    name = store.begin(plan.digest)
    collection = store.collection(name)
    try:
        embedded = _fill(plan, store, collection, embedder, progress)
        flat = [sentence for group in plan.sentences for sentence in group]
        dimension = int(collection.vectors([sentence_key(flat[0].article_id, flat[0].index)]).shape[1])
    finally:
        collection.close()
    store.finish(name, plan.digest, embedder.model_name, dimension, plan.corpus.articles, plan.sentences)
    try:
        generation = store.open(name)
        try:
            verify(generation)
        finally:
            generation.close()
    except GenerationCorruptError:
        store.discard(name)
        raise
    store.switch(name)
    store.prune()
    return ReloadReport(plan, name, True, embedded, len(plan.texts) - embedded, time.monotonic() - started)


def verify(generation: Generation) -> None:
    """Check that each article is found by its own title, among vectors and among words.

    Raises:
        GenerationCorruptError: one is not.
    """
    rows = [next((r for r in span if generation.sentences[r].kind is SentenceKind.TITLE), None) for span in generation.spans]
    titled = [row for row in rows if row is not None]
    vectors = generation.vectors.vectors([_key(generation.sentences[row]) for row in titled])
    for row, vector in zip(titled, vectors, strict=True):
        sentence = generation.sentences[row]
        found = [generation.sentences[generation.sentence_rows[key]] for key, _ in generation.vectors.nearest(vector, _PROBE)]
        scores = generation.lexical.folded.scores(terms([fold(token) for token in spelled_out(sentence.text)]))
        # Articles may share a title, and then any of them is the right one.
        by_vector = any(hit.text == sentence.text or hit.article_id == sentence.article_id for hit in found)
        by_word = not scores.any() or scores[row] >= np.partition(scores, -min(_PROBE, len(scores)))[-min(_PROBE, len(scores))]
        if not (by_vector and by_word):
            raise GenerationCorruptError(generation.name, f"{sentence.article_id} is not found by its title")


@contextmanager
def reload_lock(data_dir: Path) -> Iterator[None]:
    """Hold the data folder for one reload.

    Raises:
        ReloadRunningError: another process holds it.
        DataFolderError: the data folder can't be written.
    """
    with writing(data_dir):
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = FileLock(data_dir / _LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise ReloadRunningError from error
    try:
        yield
    finally:
        lock.release()


def _existing(plan: ReloadPlan, store: GenerationStore) -> str | None:
    """Return a generation of the same digest that is whole: the current or, after a rollback, the previous one."""
    pointer = store.pointer()
    for name in (pointer.current, pointer.previous) if pointer else ():
        if name is None:
            continue
        try:
            if store.manifest(name).digest == plan.digest:
                store.open(name).close()
                return name
        except GenerationCorruptError:
            continue
    return None


def _fill(
    plan: ReloadPlan,
    store: GenerationStore,
    collection: VectorCollection,
    embedder: BaseEmbedding,
    progress: Progress | None,
) -> int:
    """Store the vectors that are missing; return how many the embedder made."""
    flat = [sentence for group in plan.sentences for sentence in group]
    digests = [_text_digest(embedder.model_name, text) for text in plan.texts]
    there = collection.digests()
    missing = [row for row, sentence in enumerate(flat) if there.get(_key(sentence)) != digests[row]]
    carried = _carried_over(store, {digests[row] for row in missing})
    for rows in _batches([row for row in missing if digests[row] in carried], 1_000):
        _store(collection, flat, digests, rows, [carried[digests[row]] for row in rows])
    todo = [row for row in missing if digests[row] not in carried]
    done = 0
    if progress:
        progress(0, len(todo))
    for rows in _batches(todo, _BATCH):
        vectors = _embed(embedder, [plan.texts[row] for row in rows])
        _store(collection, flat, digests, rows, vectors)
        done += len(rows)
        if progress:
            progress(done, len(todo))
    return len(todo)


def _carried_over(store: GenerationStore, wanted: set[str]) -> dict[str, Sequence[float]]:
    """Return the vectors by digest that the current and the previous generation already have."""
    carried: dict[str, Sequence[float]] = {}
    pointer = store.pointer()
    for name in (pointer.current, pointer.previous) if pointer else ():
        if name is None or not wanted - carried.keys():
            continue
        try:
            store.manifest(name)
            collection = store.vectors(name)
        except (GenerationCorruptError, VectorStoreError):
            continue  # a damaged one has nothing to give
        try:
            keys = {key: digest for key, digest in collection.digests().items() if digest in wanted - carried.keys()}
            vectors: Vectors = collection.vectors(list(keys))
            carried.update(zip(keys.values(), vectors.tolist(), strict=True))
        except VectorStoreError:
            continue
        finally:
            collection.close()
    return carried


def _store(
    collection: VectorCollection,
    sentences: Sequence[Sentence],
    digests: Sequence[str],
    rows: Sequence[int],
    vectors: Sequence[Sequence[float]],
) -> None:
    collection.add(
        [VectorRecord(sentences[row], digests[row], vector) for row, vector in zip(rows, vectors, strict=True)]
    )


def _embed(embedder: BaseEmbedding, texts: list[str]) -> list[list[float]]:
    try:
        vectors = embedder.get_text_embedding_batch(texts)
    except Exception as error:  # whatever an integration raises, the reload reports one kind of failure
        raise EmbeddingError(f"{type(error).__name__}: {error}") from error
    if len(vectors) != len(texts):
        raise EmbeddingError(f"{len(vectors)} vectors for {len(texts)} texts")
    return vectors


def _batches(rows: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _key(sentence: Sentence) -> str:
    return sentence_key(sentence.article_id, sentence.index)


def _text_digest(embedder: str, text: str) -> str:
    return hashlib.sha256(f"{embedder}\n{text}".encode()).hexdigest()[:32]


def manifest_of_current(store: GenerationStore) -> Manifest | None:
    """Return the current generation's manifest, or None where there is none that can be read."""
    pointer = store.pointer()
    if pointer is None:
        return None
    try:
        return store.manifest(pointer.current)
    except GenerationCorruptError:
        return None


