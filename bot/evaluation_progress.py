"""How far a measurement is, on stderr: a bar a step on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time

from rich.console import Console
from rich.progress import TaskID

from bot import evaluation_words as words
from bot.progress import Moving

_EVERY = 10.0  # seconds between two plain lines


class EvaluationProgress(Moving):
    """Takes the steps of `rag.evaluation.run.evaluate` by their names."""

    def __init__(self, console: Console | None = None) -> None:
        super().__init__(words.OPENING, console)
        self._tasks: dict[str, TaskID] = {}
        self._told = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        """Take how much of a step is done."""
        if total == 0:
            return
        if self._console.is_terminal:
            self._draw(step, done, total)
        elif done == total or time.monotonic() - self._told > _EVERY:
            self._told = time.monotonic()
            self._console.print(words.step(step, done, total), soft_wrap=True)

    def _draw(self, step: str, done: int, total: int) -> None:
        bar = self._shown_bar()
        if step not in self._tasks:
            self._tasks[step] = bar.add_task(words.STEPS[step], total=total)
        bar.update(self._tasks[step], completed=done, total=total)
