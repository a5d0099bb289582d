"""Asks for whoever sits at a terminal: within the day's tokens, with the answer in sight while it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

from bot import terminal_words as words
from bot.budget import Budget, Paid, opened_budget
from bot.draft import drafting
from bot.session import ready
from bot.settings import Settings
from bot.terminal import notice

if TYPE_CHECKING:
    from rag.answer import Answer
    from rag.engine import Engine
    from rag.talk.conversation import Turn


class Questioner:
    """An engine and its budget; what kept the model from writing is told once."""

    def __init__(self, engine: Engine, budget: Budget, *, writes: bool) -> None:
        self._engine = engine
        self._budget = budget
        self._writes = writes
        self._news: list[str] = []
        self._told: set[str] = set()

    def ask(self, text: str, turns: Sequence[Turn] = (), console: Console | None = None) -> Answer:
        """Ask a question; on the console of somebody who watches the answer is seen while it grows.

        Raises:
            RagError: it can't be answered.
        """
        if console is None:
            return self._taken(self._budget.ask(self._engine, text, turns))
        with drafting(console, on=self._writes) as shown:
            return self._taken(self._budget.ask(self._engine, text, turns, shown=shown))

    def converse(self, texts: Sequence[str]) -> Answer:
        """Ask the last of a conversation's questions.

        Raises:
            RagError: one can't be answered.
        """
        return self._taken(self._budget.converse(self._engine, texts))

    def tell(self) -> None:
        """Say on stderr, below an answer, why the model did not write it; each reason once."""
        for line in self._news:
            notice(line)
        self._news.clear()

    def _taken(self, paid: Paid) -> Answer:
        lines = [words.UNPAID[paid.unpaid]] if paid.unpaid and paid.answer.citations else []
        self._news += [line for line in lines if line not in self._told]
        self._told.update(lines)
        return paid.answer


@contextmanager
def asking(settings: Settings) -> Iterator[tuple[Engine, Questioner]]:
    """Lend an engine that can answer, and the one who asks it."""
    with opened_budget(settings) as budget, ready(settings) as engine:
        yield engine, Questioner(engine, budget, writes=settings.rag.writes)
