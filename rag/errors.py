"""The library's errors. Each carries what happened as fields; `bot.error_words` says it in Vietnamese.

RagError
+-- CorpusError            the corpus folder is missing, unreadable or holds no article
+-- DataFolderError        the data folder can't be written: read-only, full, not a folder
+-- ReloadRunningError     another process is building a generation
+-- NoGenerationError      nothing is indexed yet, or nothing to roll back to
+-- GenerationCorruptError a generation can't be opened or fails its checks
+-- EmbeddingError         the embedder failed
+-- EmbeddingCostError     a reload would have more embedded, for money, than was agreed to
+-- ModelError             the language model failed, or was not asked
+-- VectorStoreError       Chroma can't be reached or refused a call
+-- ArticleNotFoundError   no article has that id
+-- SettingsError          a setting has a value that can't be used
    +-- PromptError        a file of PROMPTS_DIR can't be used
"""

from __future__ import annotations

from enum import StrEnum
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
    """The embedder failed or answered with something else than vectors.

    Args:
        detail: What happened, for the log; without any secret.
        reason: "key", "model", "quota", "busy", "unreachable", "slow", "refused", "server": a service that failed, and
            how; "answer": what it sent are no vectors; "dimension": they don't fit the index; "broken": all else.
        where: host:port of the service, None for the embedder inside the program.
    """

    def __init__(self, detail: str, reason: str = "broken", where: str | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.where = where


class EmbeddingCostError(RagError):
    """A reload would have more embedded, for money, than was agreed to; nothing was paid for yet."""

    def __init__(self, texts: int, tokens: int) -> None:
        super().__init__(f"{texts} texts of {tokens} tokens would be embedded for money")
        self.texts = texts
        self.tokens = tokens


class ModelFailure(StrEnum):
    """One word for each way in which a language model can fail; the words that people read are the bot's."""

    SLOW_START = "slow-start"  # no text within the limit for the first token
    SLOW = "slow"  # text, but no end of it within the limit for the last token
    UNAUTHORIZED = "unauthorized"  # the service doesn't know the key
    FORBIDDEN = "forbidden"  # it knows the key, and doesn't let it do this
    NOT_FOUND = "not-found"  # no such model, or nothing at this address
    RATE_LIMITED = "rate-limited"  # too many calls, or no more credit
    SERVER_ERROR = "server-error"
    UNREACHABLE = "unreachable"  # no such host, nobody listens, the connection breaks before an answer
    CUT = "cut"  # the stream ended without saying that this was the end
    MALFORMED = "malformed"  # no JSON, JSON of another shape, a web page
    EMPTY = "empty"  # a proper answer without text
    ENDLESS = "endless"  # more tokens or characters than asked for, or the same over and over
    REFUSED = "refused"  # the service's content filter
    TOO_LONG = "too-long"  # the request does not fit the model's context
    BAD_REQUEST = "bad-request"  # the service does not take the request as it is made
    BUSY = "busy"  # too many calls at once; this one was not made
    RESTING = "resting"  # the last calls failed; this one was not made


class ModelError(RagError):
    """The language model gave no answer, or only the beginning of one. Holds nothing of what was sent or received."""

    def __init__(self, failure: ModelFailure, status: int | None = None, because: ModelFailure | None = None) -> None:
        reason = f" (because of {because})" if because is not None else f" (HTTP {status})" if status else ""
        super().__init__(f"the model failed: {failure}{reason}")
        self.failure = failure
        self.status = status  # of HTTP, where there was one
        self.because = because  # of RESTING: the failure that it rests for


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


class PromptError(SettingsError):
    """A prompt can't be read, or asks for other variables than it gets."""

    def __init__(self, file: str, reason: str, variable: str = "") -> None:
        super().__init__("PROMPTS_DIR", f"{file}: {reason}" + (f" ${variable}" if variable else ""))
        self.file = file
        self.problem = (
            reason  # "no-folder", "unreadable", "no-user-part", "bad-part", "bad-dollar", "missing", "unknown"
        )
        self.variable = variable  # of "missing" and "unknown"
