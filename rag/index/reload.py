"""Reload: corpus folder -> new generation, with a diff; a list of steps that each can be killed.

read -> compare with the current generation -> embed the new sentences (vectors of unchanged ones are carried
over) -> write -> verify -> switch the pointer. Until the switch nobody sees anything of it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout
from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import TypeAdapter

from rag.article import Article, Corpus, Sentence, SentenceKind
from rag.articles.sentences import split
from rag.embedding.vectors import Vectors
from rag.errors import (
    CorpusError,
    GenerationCorruptError,
    ReloadRunningError,
    VectorStoreError,
)
from rag.index import files
from rag.index.generation import FORMAT, Contents, Generation, Manifest
from rag.index.journal import text_digest
from rag.index.lexical import LexicalIndexes, terms
from rag.index.store import GenerationStore
from rag.index.supply import Cost, Progress, VectorSupply
from rag.text.shorthand import Shorthand, shipped
from rag.text.vietnamese import fold

_PROBE = 10  # an article must be among so many sentences found by its own title
_WIDE_PROBE = 500  # Chroma's graph is approximate: what it misses among few it must find among many
_SEARCHES = 2  # at once among the vectors, while words are looked for
_SAME = 1e-3  # what rounding may take from the cosine of a vector with itself
_LOCK = "reload.lock"
_ARTICLE = TypeAdapter(Article)

_log = logging.getLogger(__name__)


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
    digest: str  # of all that is indexed
    articles: Mapping[str, str]  # digest of each article by id
    diff: Diff
    embedder_before: str | None  # the current generation's embedder where it is another one
    digest_before: str | None = None  # of the current generation
    shorthand: Shorthand = field(default_factory=shipped, repr=False)  # what texts and questions are spelled out with

    @property
    def same(self) -> bool:
        """Whether a reload would change nothing: neither an article nor the way in which they are indexed."""
        return not self.diff and self.digest == (self.digest_before or self.digest)

    def needless(self, cost: Cost | None) -> bool:
        """Tell whether a reload, at its `cost`, would leave everything as it is.

        Where there is something to embed although all is the same, a service has changed its model behind the name.
        """
        return self.same and not self.embedder_before and not (cost is not None and cost.texts)


@dataclass(frozen=True, slots=True)
class ReloadReport:
    """What a reload did."""

    plan: ReloadPlan
    generation: str
    switched: bool  # False: the corpus is unchanged, the current generation stays
    embedded: int  # sentences that went through the embedder
    carried: int  # sentences whose vectors were there already
    seconds: float
    cost: Cost | None = None  # None: of an embedder that counts nothing


def plan_reload(corpus: Corpus, folder: Path, current: Manifest | None, embedder: str) -> ReloadPlan:
    """Split a corpus and compare it with the current generation.

    Raises:
        CorpusError: the corpus has no article; an empty one never replaces an index that works.
    """
    if not corpus.articles:
        raise CorpusError(folder, "empty")
    sentences = tuple(split(article) for article in corpus.articles)
    texts = tuple(
        text
        for article, group in zip(corpus.articles, sentences, strict=True)
        for text in embedded_texts(article, group)
    )
    if not texts:
        raise CorpusError(folder, "empty")
    digests = {article.id: article_digest(article) for article in corpus.articles}
    shorthand = shipped().extended(corpus.abbreviations)
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
        shorthand=shorthand,
        digest=_digest(embedder, digests, sentences, texts, shorthand),
        articles=digests,
        diff=diff,
        embedder_before=current.embedder if current and current.embedder != embedder else None,
        digest_before=current.digest if current else None,
    )


def embedded_texts(article: Article, sentences: Sequence[Sentence]) -> Iterator[str]:
    """Yield what is embedded for each sentence: the sentence behind the article's title.

    A sentence of a news article seldom names what it is about; its title does.
    """
    for sentence in sentences:
        alone = sentence.kind is SentenceKind.TITLE or not article.title
        yield sentence.text if alone else f"{article.title}\n{sentence.text}"


def article_digest(article: Article) -> str:
    """Return a digest of all that is stored of an article."""
    return hashlib.sha256(_ARTICLE.dump_json(article)).hexdigest()


def manifest_of_current(store: GenerationStore) -> Manifest | None:
    """Return the current generation's manifest, or None where there is none that can be read."""
    pointer = store.pointer()
    if pointer is None:
        return None
    try:
        return store.manifest(pointer.current)
    except GenerationCorruptError:
        return None


def cost_of(plan: ReloadPlan, store: GenerationStore, embedder: BaseEmbedding) -> Cost | None:
    """Return what the reload of a plan has a service embed, or None where no service does it."""
    digests = (text_digest(embedder.model_name, text) for text in plan.texts)
    return VectorSupply(store, embedder, dict(zip(digests, plan.texts, strict=True))).cost()


def run_reload(
    plan: ReloadPlan,
    store: GenerationStore,
    embedder: BaseEmbedding,
    progress: Progress | None = None,
    limit: int | None = None,
) -> ReloadReport:
    """Build the generation of a plan, verify it and make it the current one. Hold `reload_lock` around it.

    Args:
        plan: Of the corpus as it is now.
        store: Where the generation goes.
        embedder: Of the texts that have no vector yet.
        progress: Told how far it is.
        limit: Tokens that may be paid for; None: any number.

    Raises:
        DataFolderError: the data folder can't be written.
        EmbeddingCostError: it would cost more than the `limit`; nothing was paid for.
        EmbeddingError: the embedder failed; what it had embedded is kept for the next try.
        GenerationCorruptError: the new generation failed its checks; the current one stays.
        VectorStoreError: the Chroma server can't be reached; the current generation stays.
    """
    started = time.monotonic()
    name = _existing(plan, store)
    digests = tuple(text_digest(embedder.model_name, text) for text in plan.texts)
    supply = VectorSupply(store, embedder, dict(zip(digests, plan.texts, strict=True)))
    cost: Cost | None = None
    made = 0
    if name is None or supply.outdated:
        cost, made = supply.cost(), supply.complete(progress, limit)
        _log.info("%d vectors carried over, %d made", len(supply.known) - made, made)
        name = store.build(
            lambda: _contents(plan, digests, supply.taken(digests)),
            digest=plan.digest,
            embedder=embedder.model_name,
            articles=plan.articles,
            verify=verify,
            scale=supply.scale(made),
        )
    switched = store.switch(name)
    supply.used()
    try:
        store.prune()
    except (OSError, VectorStoreError) as error:
        _log.warning("old generations are left behind: %s", error)
    return ReloadReport(plan, name, switched, made, len(plan.texts) - made, time.monotonic() - started, cost)


def _contents(plan: ReloadPlan, digests: tuple[str, ...], matrix: Vectors) -> Contents:
    sentences = tuple(sentence for group in plan.sentences for sentence in group)
    lexical = LexicalIndexes.build(plan.corpus.articles, sentences, plan.shorthand)
    return Contents(plan.corpus.articles, sentences, digests, matrix, lexical)


def verify(generation: Generation) -> None:
    """Check that each article is found by its own title, among vectors and among words.

    An article without a title is looked for by its first sentence. Chroma's graph is approximate and differs from
    build to build: what it misses is still found by words, so only a graph that misses most is a broken one.

    Raises:
        GenerationCorruptError: one is not found by words, or most are not found by their vectors.
    """
    spans = [span for span in generation.spans if span]
    with ThreadPoolExecutor(_SEARCHES, "verify") as searches:
        found = searches.map(partial(_found_by_vector, generation), spans)
        try:
            for span in spans:
                if not _found_by_words(generation, span):
                    article_id = generation.sentences[span.start].article_id
                    raise GenerationCorruptError(generation.name, f"{article_id} is not found by its title")
            missed = len(spans) - sum(found)
        except BaseException:
            searches.shutdown(cancel_futures=True)
            raise
    if missed > len(generation.articles) // 2:
        raise GenerationCorruptError(generation.name, f"{missed} titles are not found by their vectors")
    if missed:
        _log.info("%d of %d titles are not found by their vectors", missed, len(generation.articles))


def _found_by_vector(generation: Generation, span: range) -> bool:
    title = generation.texts[span.start]  # articles may share a title, and then any of them is the right one
    for count in (_PROBE, _WIDE_PROBE):
        for key, cosine in generation.vectors.nearest(generation.matrix[span.start], count):
            if cosine > 1 - _SAME and generation.texts[generation.sentence_row(key)] == title:
                return True
    return False


def _found_by_words(generation: Generation, span: range) -> bool:
    title = generation.sentences[span.start].text
    wanted = terms([fold(token) for token in generation.lexical.shorthand.spelled_out(title)])
    scores = generation.lexical.folded.scores(wanted)
    own = scores[span.start]
    return not wanted or bool(own > 0 and (scores > own).sum() < _PROBE)


@contextmanager
def reload_lock(data_dir: Path) -> Iterator[None]:
    """Hold the data folder for one reload.

    Raises:
        ReloadRunningError: another process holds it.
        DataFolderError: the data folder can't be written.
    """
    with files.writing(data_dir):
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


def _digest(
    embedder: str,
    articles: Mapping[str, str],
    sentences: Sequence[Sequence[Sentence]],
    texts: Sequence[str],
    shorthand: Shorthand,
) -> str:
    """Return a digest of all that makes an index: other rules of splitting give another index too."""
    spans = [[(s.start, s.end, s.kind, s.paragraph) for s in group] for group in sentences]
    stamp = json.dumps([FORMAT, embedder, list(articles.items()), spans, texts, shorthand.dump()])
    return hashlib.sha256(stamp.encode()).hexdigest()


def _existing(plan: ReloadPlan, store: GenerationStore) -> str | None:
    """Return a whole generation of the same digest: the current or, after a rollback, the previous one."""
    pointer = store.pointer()
    for name in pointer.names if pointer else ():
        try:
            if store.manifest(name).digest == plan.digest:
                store.open(name).close()
                return name
        except GenerationCorruptError:
            continue
    return None
