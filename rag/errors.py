"""The library's errors. Each carries what happened as fields; `bot.words` says it in Vietnamese.

RagError
+-- CorpusError            the corpus folder is missing, unreadable or holds no article
+-- DataFolderError        the data folder can't be written: read-only, full, not a folder
+-- ReloadRunningError     another process is building a generation
+-- NoGenerationError      nothing is indexed yet, or nothing to roll back to
+-- GenerationCorruptError a generation can't be opened or fails its checks
+-- EmbeddingError         the embedder failed
+-- VectorStoreError       Chroma can't be reached or refused a call
+-- ArticleNotFoundError   no article has that id
+-- SettingsError          a setting has a value that can't be used
"""

from __future__ import annotations

from pathlib import Path


class RagError(Exception):
    """Anything that the library reports on purpose."""


class CorpusError(RagError):
    """The corpus folder can't give a single article."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"corpus folder {folder}: {reason}")
        self.folder = folder
        self.reason = reason  # "missing", "unreadable", "empty"


class DataFolderError(RagError):
    """The data folder can't be written."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"data folder {folder}: {reason}")
        self.folder = folder
        self.reason = reason  # "read-only", "full", "not-a-folder", "broken"


class ReloadRunningError(RagError):
    """Another reload holds the lock."""


class NoGenerationError(RagError):
    """There is no generation to open, or none to go back to."""


class GenerationCorruptError(RagError):
    """A generation is damaged."""

    def __init__(self, generation: str, reason: str) -> None:
        super().__init__(f"generation {generation}: {reason}")
        self.generation = generation
        self.reason = reason


class EmbeddingError(RagError):
    """The embedder failed or answered with something else than vectors."""


class VectorStoreError(RagError):
    """Chroma could not be reached or refused a call."""

    def __init__(self, reason: str, where: str | None = None) -> None:
        super().__init__(reason)
        self.where = where  # host:port of the server, None for the Chroma inside the program


class ArticleNotFoundError(RagError):
    """No article has that id."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"no article {article_id!r}")
        self.article_id = article_id


class SettingsError(RagError):
    """A setting has a value that can't be used."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason
