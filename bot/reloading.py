"""`reload` and `rollback`: run them and report."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot import report_words as words
from bot import terminal_words
from bot.progress import Activity
from bot.render import dump, reload_json
from bot.session import opened, tell_notices
from bot.settings import Settings
from bot.terminal import output_console, say, show_skipped
from bot.terminal_reload import ask_to_pay, show_plan, show_report
from bot.usage import CommandError
from rag.errors import CorpusError, EmbeddingCostError, NoGenerationError

if TYPE_CHECKING:
    from rag.engine import Engine
    from rag.index.reload import ReloadReport


def run(settings: Settings, *, dry_run: bool, yes: bool, json: bool) -> None:
    """Index the corpus anew, or only show what that would change.

    Args:
        settings: Of the program.
        dry_run: Only show it.
        yes: Whatever it costs.
        json: Print JSON.

    Raises:
        CommandError: files were left out, and the rest is indexed; or it costs more than anybody agreed to.
    """
    with opened(settings) as engine:
        try:
            report = None if dry_run else _reloaded(engine, yes=yes)
            with Activity(terminal_words.OPENING):
                plan = engine.plan() if report is None else report.plan
                cost = engine.cost(plan) if report is None else report.cost
        except CorpusError as error:
            if error.reason == "empty" and not json:  # perhaps there are files, and each has its reason
                show_skipped(output_console(), engine.corpus().skipped)
            raise
        if json:
            print(dump(reload_json(plan, report, cost)))  # noqa: T201
        elif report is None:
            show_plan(output_console(), plan, cost)
        else:
            show_report(output_console(), report)
    if plan.corpus.skipped:
        raise CommandError(words.files_skipped(len(plan.corpus.skipped)))


def _reloaded(engine: Engine, *, yes: bool) -> ReloadReport:
    """Reload; what costs more than the settings allow needs a word."""
    agreed = sys.maxsize if yes else 0
    while True:
        try:
            with Activity(terminal_words.OPENING) as activity:
                return engine.reload(activity.progress, agreed=agreed)
        except EmbeddingCostError as error:
            if not ask_to_pay(error):
                raise
            agreed = error.tokens  # and no more, should the corpus change meanwhile


def roll_back(settings: Settings) -> None:
    """Go back to the previous generation and say which one that is.

    Raises:
        CommandError: there is none.
    """
    with opened(settings) as engine:
        try:
            engine.rollback()
        except NoGenerationError as error:
            raise CommandError(words.NOTHING_BEFORE) from error
        manifest = engine.manifest()
        tell_notices(engine)
    line = words.rolled_back(manifest.name, words.moment(manifest.created), len(manifest.articles))
    say(output_console(), (line, "green"))
