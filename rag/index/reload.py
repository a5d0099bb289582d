"""Reload: a plan -> new generation; a list of steps that each can be killed.

read, compare with the current generation (`rag.index.plan`) -> embed the new sentences (vectors of unchanged ones are
carried over) -> write -> verify -> switch the pointer. Until the switch nobody sees anything of it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from llama_index.core.base.embeddings.base import BaseEmbedding

from rag.embedding.vectors import Vectors
from rag.errors import (
    GenerationCorruptError,
    ReloadRunningError,
    VectorStoreError,
)
from rag.index import files
from rag.index.generation import Contents, Manifest
from rag.index.journal import text_digest
from rag.index.lexical import LexicalIndexes
from rag.index.plan import ReloadPlan
from rag.index.store import GenerationStore
from rag.index.supply import Cost, Progress, VectorSupply
from rag.index.verification import verify

_LOCK = "reload.lock"

_log = logging.getLogger(__name__)


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
