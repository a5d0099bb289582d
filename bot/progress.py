"""How far something long is, on stderr: a bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.status import Status
from rich.text import Text

from bot import terminal_words
from bot.terminal import errors_console

_EVERY = 5.0  # seconds between two plain lines


class Moving:
    """What moves on stderr while something takes its time: a spinner, then a bar; nothing where that is no terminal."""

    def __init__(self, message: str, console: Console | None = None) -> None:
        self._console = console or errors_console()
        self._status = Status(message, console=self._console)
        self._bar: Progress | None = None

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

    def _shown_bar(self, *more: ProgressColumn) -> Progress:
        """Return the bar, put in the spinner's place the first time.

        Args:
            more: what stands between how much is done and the time left.
        """
        if self._bar is None:
            self._status.stop()  # a terminal has room for one thing that moves
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                *more,
                TimeRemainingColumn(),
                console=self._console,
                transient=True,
            )
            self._bar.start()
        return self._bar


class Activity(Moving):
    """Shown on stderr during a reload."""

    def __init__(self, message: str, console: Console | None = None) -> None:
        super().__init__(message, console)
        self._started = self._told = 0.0

    def progress(self, done: int, total: int) -> None:
        """Take how many of how many sentences are embedded."""
        if total == 0:
            return
        if self._console.is_terminal:
            self._draw(done, total)
        else:
            self._print(done, total)

    def _draw(self, done: int, total: int) -> None:
        bar = self._shown_bar(_Rate())
        if not bar.tasks:
            bar.add_task(terminal_words.EMBEDDING, total=total)
        bar.update(bar.task_ids[0], completed=done, total=total)

    def _print(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._started:
            self._started = now
        if self._told and now - self._told < _EVERY and done < total:
            return
        self._told = now
        rate = done / (now - self._started) if now > self._started else 0.0
        left = (total - done) / rate if rate else 0.0
        self._console.print(terminal_words.embedding(done, total, rate, left), soft_wrap=True)


class _Rate(ProgressColumn):
    """Sentences a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(terminal_words.rate(speed) if speed else "", style="progress.data.speed")
