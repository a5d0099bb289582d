"""The one place of `rag` where concrete classes meet: settings in, an engine that answers out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from llama_index.core.base.embeddings.base import BaseEmbedding

from rag.answer import Answer, Mode
from rag.answering import Answering
from rag.article import Article, Corpus
from rag.articles.corpus import load_corpus
from rag.current import CurrentGeneration, Notice
from rag.drafting import Drafter
from rag.embedding.choice import embedder_of, question_vector
from rag.errors import GenerationCorruptError, NoGenerationError
from rag.index.chroma import ChromaServer, EmbeddedChroma
from rag.index.folder import GenerationState
from rag.index.generation import Manifest
from rag.index.plan import ReloadPlan, plan_reload
from rag.index.reload import ReloadReport, cost_of, manifest_of_current, reload_lock, run_reload
from rag.index.store import GenerationStore, Pointer
from rag.index.supply import Cost, Progress
from rag.questions.periods import Today, today_in_vietnam
from rag.questions.question import MAX_LENGTH, asks_nothing, clean, understand
from rag.questions.several import several
from rag.ranking.ranking import Ranking
from rag.settings import RagSettings
from rag.talk.browsing import small_talk
from rag.talk.conversation import Resolved, Turn
from rag.talk.intent import is_small_talk, recognise
from rag.wording import Wording

if TYPE_CHECKING:
    from rag.writing.model import Model
    from rag.writing.writer import Writer


class Engine:
    """Answers questions from the current generation and builds new ones; safe to use from several threads."""

    def __init__(
        self,
        settings: RagSettings,
        store: GenerationStore,
        embedder: BaseEmbedding,
        wording: Wording,
        writer: Writer | None = None,
        *,
        today: Today = today_in_vietnam,
    ) -> None:
        self._settings = settings
        self._store = store
        self._embedder = embedder
        self._wording = wording
        self._writer = writer
        self._current = CurrentGeneration(store, embedder.model_name)
        self._drafter = Drafter(self._current, embedder, wording, settings.answer_confidence)
        self._answering = Answering(self._current, self._drafter, wording, writer, today)

    @classmethod
    def create(
        cls,
        settings: RagSettings,
        wording: Wording,
        embedder: BaseEmbedding | None = None,
        model: Model | None = None,
        today: Today = today_in_vietnam,
    ) -> Engine:
        """Wire an engine from settings; opens nothing yet, and calls nobody.

        Args:
            settings: What is set.
            wording: The sentences around what is quoted or written.
            embedder: In the place of the one that is set.
            model: Who writes the answers, in the place of the one that is set; with neither they are quotes alone.
            today: Tells the day from which "năm ngoái" and the like are counted.

        Raises:
            PromptError: a model is to write, and what it would be told is amiss.
        """
        url = settings.chroma_url.get_secret_value() if settings.chroma_url else None
        home = ChromaServer(url) if url else EmbeddedChroma(settings.data_dir / "generations")
        store = GenerationStore(settings.data_dir, home)
        writer: Writer | None = None
        if model is not None or settings.writes:
            from rag.writing.writer import Writer  # noqa: PLC0415 - its tokens and its client cost time

            writer = Writer.create(settings, model)
        return cls(settings, store, embedder or embedder_of(settings), wording, writer, today=today)

    @property
    def notices(self) -> list[Notice]:
        """What was got round and not taken yet, oldest first."""
        return self._current.notices

    def take_notices(self) -> Iterator[Notice]:
        """Yield what was got round since the last time, oldest first; of several threads each notice goes to one."""
        with suppress(IndexError):
            while True:
                yield self.notices.pop(0)

    def prepare(self) -> None:
        """Make ready whoever writes, so that the first answer needn't wait for it: for seconds, and calling nobody."""
        if self._writer is not None:
            self._writer.prepare()

    # -- questions ----------------------------------------------------------------------------------------

    def ask(
        self,
        text: str,
        turns: Sequence[Turn] = (),
        *,
        model: bool = True,
        shown: Callable[[str], None] | None = None,
    ) -> Answer:
        """Answer a question from the articles, or say that they don't answer.

        Args:
            text: What was typed.
            turns: What was spoken of before, oldest first: the `turn` of each earlier answer that has one.
            model: Whether a language model may write the answer, where one is set.
            shown: Told the whole of such an answer so far whenever another sentence of it may be shown; called from
                this thread. What is returned in the end may be something else.

        Raises:
            NoGenerationError: nothing is indexed yet.
        """
        started = time.perf_counter()
        asked = several(text)  # as typed: a new line may begin a new question
        if len(text := clean(text)) > MAX_LENGTH:
            return Answer(self._wording.too_long(MAX_LENGTH), Mode.REFUSAL)
        request = recognise(text)
        if is_small_talk(request.intent):
            answer = small_talk(request.intent, self._wording)
        elif asks_nothing(text):
            return Answer(self._wording.no_question, Mode.REFUSAL)
        else:
            answer = self._answering.answer(request, turns, asked=asked, model=model, shown=shown)
        timings = {**answer.timings_ms, "total": 1_000 * (time.perf_counter() - started)}
        return replace(answer, timings_ms={name: round(spent, 2) for name, spent in timings.items()})

    def converse(
        self, texts: Sequence[str], *, model: bool = True, shown: Callable[[str], None] | None = None
    ) -> Answer:
        """Answer the last of a conversation's questions; the ones before it are asked for what they carry.

        `model` and `shown` are as for `ask`; the earlier questions are answered without a model.
        """
        turns: list[Turn] = []
        for text in texts[:-1]:
            turn = self.ask(text, turns, model=False).turn
            turns += [turn] if turn else []
        return self.ask(texts[-1], turns, model=model, shown=shown)

    def threshold(self, resolved: Resolved) -> float:
        """Return how sure the answer to a question must be, in (0, 1)."""
        return self._drafter.threshold(resolved)

    def search(self, text: str) -> Ranking:
        """Rank sentences and articles, without an answer."""
        question = understand(text[: 2 * MAX_LENGTH])
        if question.empty:
            return Ranking(question, ())
        return self._current.use(lambda generation: self._drafter.rank(question, generation))

    def embedder(self) -> tuple[str, int]:
        """Try the embedder; return its name and the dimension of its vectors.

        Raises:
            EmbeddingError: it fails.
        """
        return self._embedder.model_name, len(question_vector(self._embedder, "công đoàn"))

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

    def cost(self, plan: ReloadPlan) -> Cost | None:
        """Return what the reload of a plan has a service embed, or None where no service does it."""
        return cost_of(plan, self._store, self._embedder)

    def reload(self, progress: Progress | None = None, *, agreed: int = 0) -> ReloadReport:
        """Build a generation from the corpus and switch to it; the old one answers meanwhile.

        Args:
            progress: Told how far it is.
            agreed: Tokens that somebody agreed to pay for; as many as the settings say need no word.

        Raises:
            EmbeddingCostError: it would cost more.
        """
        free = self._settings.openai_embedding_confirm_tokens
        with reload_lock(self._settings.data_dir):
            limit = max(free, agreed) if free else None
            return run_reload(self.plan(), self._store, self._embedder, progress, limit)

    def rollback(self) -> Pointer:
        """Go back to the previous generation."""
        with reload_lock(self._settings.data_dir):
            return self._store.rollback()

    def ensure(self, progress: Progress | None = None) -> ReloadReport | None:
        """Make sure that there is a generation to answer from, and that it is of this embedder.

        Returns:
            What the reload did, where one was needed: the first one, a damaged one, another embedder.

        Raises:
            EmbeddingCostError: one is needed that nobody has agreed to pay for.
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
        return self._store.states()

    def check_vector_store(self) -> None:
        """Reach the vector store.

        Raises:
            VectorStoreError: it can't be reached.
        """
        self._store.ping()

    def close(self) -> None:
        """Release the generation, and end what a model still writes."""
        if self._writer is not None:
            self._writer.close()
        self._current.close()
