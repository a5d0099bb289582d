"""An answer while it is being written: on a terminal it grows line by line, and makes room when it is whole."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.segment import Segment
from rich.spinner import Spinner
from rich.text import Text

from bot import terminal_words as words
from bot.visible import visible

_BESIDE = 3  # lines of the screen that the text leaves free: for the spinner, and so that nothing scrolls away
_A_SECOND = 8  # redraws


class Draft:
    """What has been written so far, as much of its end as the screen has room for, above a spinner."""

    def __init__(self) -> None:
        self._text = ""
        self._spinner = Spinner("dots", Text(words.SEARCHING, style="dim"))

    def show(self, text: str) -> None:
        """Take the text so far; may be called from any thread."""
        self._text = visible(text)
        self._spinner.update(text=Text(words.WRITING, style="dim"))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if self._text:
            room = max(console.size.height - _BESIDE, 1)
            # Lines that have scrolled off the screen could not be taken back.
            lines = console.render_lines(Text(self._text), options.update(height=None), pad=False)
            for line in lines[-room:]:
                yield from line
                yield Segment.line()
        yield self._spinner


@contextmanager
def drafting(console: Console, *, on: bool) -> Iterator[Callable[[str], None] | None]:
    """Lend what takes the text so far, where it is `on` and somebody watches; else None.

    Nothing of the draft is left on the screen afterwards: the whole answer is printed in its place.
    """
    if not (on and console.is_terminal):
        yield None
        return
    draft = Draft()
    # What is logged meanwhile goes above the draft, but never from a file that somebody sends it to.
    watched = sys.stderr.isatty()
    with Live(
        draft,
        console=console,
        transient=True,
        refresh_per_second=_A_SECOND,
        redirect_stdout=False,
        redirect_stderr=watched,
    ):
        yield draft.show
