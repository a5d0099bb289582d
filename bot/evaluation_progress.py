"""How far a measurement is, on stderr: a bar a step on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.status import Status

from bot import evaluation_words as words
from bot.terminal import errors_console

_EVERY = 10.0  # seconds between two plain lines


class EvaluationProgress:
    """Takes the steps of `rag.evaluation.run.evaluate` by their names."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or errors_console()
        self._status = Status(words.OPENING, console=self._console)
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._told = 0.0

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._status.stop()
        if self._bar is not None:
            self._bar.stop()

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
        if self._bar is None:
            self._status.stop()  # a terminal has room for one thing that moves
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=self._console,
                transient=True,
            )
            self._bar.start()
        if step not in self._tasks:
            self._tasks[step] = self._bar.add_task(words.STEPS[step], total=total)
        self._bar.update(self._tasks[step], completed=done, total=total)
