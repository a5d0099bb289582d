"""What the language model may cost a day: it is asked as long as tokens are left, and what it cost is noted.

Past the budget the answer is made of quotes alone. A question is never refused for it, and neither is one whose
tokens can't be counted: it just doesn't reach the model while there is a limit.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.store import Store
    from bot.store.usage import Usage
    from rag.answer import Answer
    from rag.engine import Engine
    from rag.settings import RagSettings
    from rag.talk.conversation import Turn

_HELD = 120.0  # seconds that a reservation counts: longer than any question lasts, and soon over after a kill

_log = logging.getLogger(__name__)


class Unpaid(StrEnum):
    """Why the model was not asked."""

    EVERYBODY = "everybody"  # today's tokens are used up
    PERSON = "person"  # this person's are
    UNCOUNTED = "uncounted"  # there is a limit, and nowhere to count


@dataclass(frozen=True, slots=True)
class Paid:
    """An answer, and why no model had a part in it where the budget is the reason."""

    answer: Answer
    unpaid: Unpaid | None = None


class Budget:
    """Asks an engine within the tokens of a day; may be used from several threads."""

    def __init__(self, settings: RagSettings, usage: Callable[[], Usage | None]) -> None:
        """Take the limits; `usage` is called when the first tokens are to be counted, and gives None for nowhere."""
        self._settings = settings
        self._usage = usage

    def ask(
        self,
        engine: Engine,
        text: str,
        turns: Sequence[Turn] = (),
        *,
        user_id: int | None = None,
        shown: Callable[[str], None] | None = None,
    ) -> Paid:
        """Ask a question, of the model where one writes and the budget has room; blocks.

        Raises:
            RagError: it can't be answered.
        """
        return self._paid(partial(engine.ask, text, turns, shown=shown), user_id)

    def converse(self, engine: Engine, texts: Sequence[str]) -> Paid:
        """Ask the last of a conversation's questions; the ones before it cost nothing.

        Raises:
            RagError: one can't be answered.
        """
        return self._paid(partial(engine.converse, texts))

    def _paid(self, ask: Callable[..., Answer], user_id: int | None = None) -> Paid:
        if not self._settings.writes:
            return Paid(ask())
        held = self._reserve(user_id)
        if isinstance(held, Unpaid):
            return Paid(ask(model=False), held)
        answer: Answer | None = None
        try:
            answer = ask()
        finally:
            self._settle(held, answer)
        return Paid(answer)

    def _reserve(self, user_id: int | None) -> int | Unpaid | None:
        """Return the number of a reservation; None where it goes uncounted."""
        from bot.store import Limits, Spent, StoreError
        from bot.store.usage import TOKENS

        settings = self._settings
        limits = Limits(settings.openai_daily_tokens, settings.openai_daily_tokens_per_member)
        try:
            if (usage := self._usage()) is not None:
                # Of an answer's cost nothing is known before the first one but what it may be at most.
                guess = settings.openai_context_window
                held = usage.reserve(TOKENS, limits, guess=guess, seconds=_HELD, user_id=user_id)
                return Unpaid(held.value) if isinstance(held, Spent) else held
        except StoreError as error:
            _log.warning("tokens can't be counted: %s", error)
        return Unpaid.UNCOUNTED if limits.everybody or (limits.person and user_id is not None) else None

    def _settle(self, held: int | None, answer: Answer | None) -> None:
        from bot.store import StoreError
        from bot.store.usage import DROPPED, PROBLEM

        usage = self._usage() if held is not None else None
        if usage is None or held is None:
            return
        writing = answer.writing if answer is not None else None
        spent, noted = 0, Counter[str]()
        if writing is not None:
            spent = writing.prompt_tokens + writing.completion_tokens
            noted.update(f"{DROPPED}{dropped.reason}" for dropped in writing.dropped)
            noted.update([f"{PROBLEM}{writing.problem}"] if writing.problem else [])
        try:
            usage.settle(held, spent, noted)
        except StoreError as error:  # the answer is there, and worth more
            _log.warning("%d tokens were not counted: %s", spent, error)


@contextmanager
def opened_budget(settings: Settings) -> Iterator[Budget]:
    """Lend the budget of a command line.

    The state is opened beside the engine, in a thread, and only where a model writes: without one it costs nothing.
    A folder that can't be written is no error, see `Unpaid.UNCOUNTED`.
    """
    if not settings.rag.writes:
        yield Budget(settings.rag, lambda: None)
        return
    with ThreadPoolExecutor(1, thread_name_prefix="state") as pool:
        opening: Future[Store | None] = pool.submit(_opened, settings)

        def usage() -> Usage | None:
            store = opening.result()
            return None if store is None else store.usage

        try:
            yield Budget(settings.rag, usage)
        finally:
            if (store := opening.result()) is not None:
                store.close()


def _opened(settings: Settings) -> Store | None:
    from bot.store import StoreError, open_store

    try:
        return open_store(settings)
    except StoreError as error:
        _log.debug("tokens can't be counted: %s", error)
        return None
