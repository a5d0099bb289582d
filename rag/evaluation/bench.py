"""Indexes for a measurement, in a folder of their own: the user's data folder is never touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from llama_index.core.base.embeddings.base import BaseEmbedding

from rag.article import Article, Corpus
from rag.current import Notice
from rag.engine import Engine
from rag.errors import DataFolderError, EmbeddingError
from rag.evaluation.memory import remembering
from rag.index.chroma import EmbeddedChroma
from rag.index.plan import plan_reload
from rag.index.reload import reload_lock, run_reload
from rag.index.store import GenerationStore
from rag.index.supply import Progress
from rag.settings import RagSettings
from rag.wording import Wording

if TYPE_CHECKING:
    from rag.writing.model import Model


class Bench:
    """Lends engines over given articles. An index is always built anew, so that it is never that of older code.

    Args:
        settings: The user's; only the folders are others.
        wording: The words of answers.
        embedder: Makes the vectors.
        keep: Folder where vectors stay for the next run; None keeps none.
        model: Who writes, where somebody is to write, in the place of the one that is set.
    """

    def __init__(
        self,
        settings: RagSettings,
        wording: Wording,
        embedder: BaseEmbedding,
        keep: Path | None,
        model: Model | None = None,
    ) -> None:
        self._settings = settings
        self._wording = wording
        self._model = model
        self._embedder = remembering(embedder, keep)
        self.notices: list[Notice] = []  # what the engines had to get round

    @property
    def embedder(self) -> str:
        """The name of the model of the vectors."""
        return self._embedder.model_name

    @property
    def model(self) -> str:
        """The name of the model that writes, "" where none does."""
        return self._model.name if self._model else self._settings.openai_model or ""

    @contextmanager
    def engine(
        self, articles: Sequence[Article], progress: Progress | None = None, *, writes: bool = False
    ) -> Iterator[Engine]:
        """Index articles as they are, and lend an engine that answers from them; without a model unless one `writes`.

        Raises:
            EmbeddingCostError: that would cost more than the settings let pass without a word.
            EmbeddingError: the embedder failed.
            DataFolderError: the folder can't be written.
        """
        with TemporaryDirectory(prefix="congdoan-eval-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            store = GenerationStore(folder, EmbeddedChroma(folder / "generations"))
            plan = plan_reload(Corpus(tuple(articles)), folder, None, self._embedder.model_name)
            missing = self._embedder.recall(plan.texts)
            try:
                with reload_lock(folder):
                    limit = self._settings.openai_embedding_confirm_tokens or None
                    run_reload(plan, store, self._embedder, progress if missing else None, limit)
            except EmbeddingError as error:
                if isinstance(error.__cause__, DataFolderError):  # vectors were made, and could not be kept
                    raise error.__cause__ from None
                raise
            update: dict[str, Any] = {"data_dir": folder, "corpus_dir": folder / "corpus", "chroma_url": None}
            if not writes:
                update["openai_model"] = None  # not one call leaves the machine
            settings = self._settings.model_copy(update=update)
            engine = Engine.create(settings, self._wording, self._embedder, self._model if writes else None)
            try:
                yield engine
            finally:
                self.notices += engine.take_notices()
                engine.close()
                self._embedder.save()

    def afresh(self) -> AbstractContextManager[None]:
        """Embed questions anew meanwhile, as it must be where their answers are timed."""
        return self._embedder.afresh()
