"""What every command needs: settings, logging, and an engine that is ready to answer."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, TextIO

from bot import error_words, report_words, terminal_words
from bot.progress import Activity
from bot.settings import Settings, load_settings
from bot.terminal import errors_console, notice, show_skipped
from bot.words import ANSWER_WORDING

if TYPE_CHECKING:
    from rag.engine import Engine
    from rag.index.reload import ReloadReport

_OURS = ("rag", "bot")


class _Stderr(logging.StreamHandler[TextIO]):
    """Writes to what stderr is at that moment: while an answer grows on a terminal, rich keeps the lines apart."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        self.stream = sys.stderr
        super().emit(record)


def start_logging(level: str) -> None:
    """Log to stderr: this program at `level`, all libraries only what is worrying."""
    handler = _Stderr(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    # A level on the loggers is not enough: a library may set its own when it is imported.
    handler.addFilter(lambda record: record.levelno >= logging.WARNING or record.name.split(".")[0] in _OURS)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)


def settings_and_logging(*, debug: bool = False, level: str = "WARNING") -> Settings:
    """Read the settings and start logging, at `level` where the settings say nothing.

    Raises:
        SettingsError: a setting has a value that can't be used.
    """
    settings = load_settings()
    start_logging("DEBUG" if debug else settings.bot.log_level or level)
    return settings


@contextmanager
def opened(settings: Settings) -> Iterator[Engine]:
    """Lend an engine that has opened nothing yet."""
    from rag.engine import Engine

    engine = Engine.create(settings.rag, ANSWER_WORDING)
    try:
        yield engine
    finally:
        engine.close()


@contextmanager
def ready(settings: Settings) -> Iterator[Engine]:
    """Lend an engine that can answer; where nothing is indexed yet, index the corpus first."""
    with ExitStack() as stack:
        with Activity(terminal_words.OPENING) as activity:
            engine = stack.enter_context(opened(settings))
            report = engine.ensure(activity.progress)
        if report is not None:
            _tell_built(report)
        tell_notices(engine)
        yield engine
        tell_notices(engine)


def tell_notices(engine: Engine) -> None:
    """Say on stderr what the engine had to get round since the last time."""
    for found in engine.take_notices():
        notice(error_words.fallback(found.error, found.remedy))


def _tell_built(report: ReloadReport) -> None:
    if report.plan.embedder_before:
        notice(report_words.embedder_changed(report.plan.embedder_before))
    show_skipped(errors_console(), report.plan.corpus.skipped)
    notice(terminal_words.built(len(report.plan.corpus.articles), report.seconds))
