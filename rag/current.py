"""The generation that answers: opened once, lent to questions, replaced when the pointer moves.

Several threads may ask at once. A generation that was replaced is closed when its last question is answered, so
no reader ever sees half of a reload.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from rag.errors import GenerationCorruptError, NoGenerationError, RagError, VectorStoreError
from rag.index.generation import Generation
from rag.index.store import GenerationStore

_TRIES = 3  # a generation can be deleted, two reloads later, under a question that still uses it

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that went wrong and was got round."""

    error: RagError
    remedy: str  # "previous" generation answers; "rebuilt": a new one was made; "words": those alone were searched for


class CurrentGeneration:
    """Lends the generation that the pointer names, or the previous one where that is damaged."""

    def __init__(self, store: GenerationStore, embedder: str) -> None:
        self._store = store
        self._embedder = embedder  # the name of the model that embeds questions
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._lease: _Lease | None = None
        self.notices: list[Notice] = []

    def use(self, work: Callable[[Generation], Result]) -> Result:
        """Do something with the current generation, and again with the next one if it went away meanwhile."""
        for _ in range(_TRIES - 1):
            with self.lend() as generation:
                try:
                    return work(generation)
                except (VectorStoreError, OSError):
                    pointer = self._store.pointer()
                    if pointer is None or generation.name in pointer.names:
                        raise
        with self.lend() as generation:
            return work(generation)

    @contextmanager
    def lend(self) -> Iterator[Generation]:
        """Lend the current generation; one that was replaced is closed when its last question is answered."""
        lease = self._borrow()
        try:
            yield lease.generation
        finally:
            with self._lock:
                lease.users -= 1
                lease.close_if_done()

    def _borrow(self) -> _Lease:
        with self._lock:
            lease = self._lease
            if lease is not None and lease.stamp == self._store.pointer_stamp():
                lease.users += 1
                return lease
        # While one question opens the new generation, the others are answered from the one before.
        if self._opening.acquire(blocking=lease is None):
            try:
                self._renew()
            finally:
                self._opening.release()
        with self._lock:
            if self._lease is None:
                raise NoGenerationError
            self._lease.users += 1
            return self._lease

    def _renew(self) -> None:
        stamp = self._store.pointer_stamp()
        if self._lease is not None and self._lease.stamp == stamp:
            return  # another question was quicker
        fresh = _Lease(self._open(), stamp)
        with self._lock:
            before, self._lease = self._lease, fresh
            if before is not None:
                before.retired = True
                before.close_if_done()

    def _open(self) -> Generation:
        """Open the current generation, or the previous one where the current one is damaged.

        Raises:
            NoGenerationError: there is none that this embedder could answer from; its cause is what is wrong
                with the current one, where that is damaged.
        """
        for _ in range(_TRIES - 1):
            stamp = self._store.pointer_stamp()
            try:
                return self._open_named()
            except NoGenerationError:
                if stamp == self._store.pointer_stamp():
                    raise
        return self._open_named()

    def _open_named(self) -> Generation:
        pointer = self._store.pointer()
        if pointer is None:
            raise NoGenerationError
        damage: GenerationCorruptError | None = None
        for name in pointer.names:
            try:
                generation = self._store.open(name)
            except GenerationCorruptError as error:
                damage = damage or error
                continue
            if generation.manifest.embedder != self._embedder:
                generation.close()
                break  # its vectors say nothing about a question of this embedder
            if damage is not None:
                self.notices.append(Notice(damage, "previous"))
            return generation
        raise NoGenerationError from damage

    def close(self) -> None:
        """Release the generation."""
        with self._lock:
            if self._lease is not None:
                self._lease.retired = True
                self._lease.close_if_done()
                self._lease = None


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
