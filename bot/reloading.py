"""`reload` and `rollback`: run them and report."""

from __future__ import annotations

from bot import report_words as words
from bot import terminal_words
from bot.progress import Activity
from bot.render import dump, reload_json
from bot.session import opened, tell_notices
from bot.settings import Settings
from bot.terminal import output_console, say, show_skipped
from bot.terminal_reload import show_plan, show_report
from bot.usage import CommandError
from rag.errors import CorpusError, NoGenerationError


def run(settings: Settings, *, dry_run: bool, json: bool) -> None:
    """Index the corpus anew, or only show what that would change.

    Raises:
        CommandError: files were left out; the rest is indexed.
    """
    with opened(settings) as engine:
        try:
            with Activity(terminal_words.OPENING) as activity:
                report = None if dry_run else engine.reload(activity.progress)
                plan = engine.plan() if report is None else report.plan
        except CorpusError as error:
            if error.reason == "empty" and not json:  # perhaps there are files, and each has its reason
                show_skipped(output_console(), engine.corpus().skipped)
            raise
        if json:
            print(dump(reload_json(plan, report)))  # noqa: T201
        elif report is None:
            show_plan(output_console(), plan)
        else:
            show_report(output_console(), report)
    if plan.corpus.skipped:
        raise CommandError(words.files_skipped(len(plan.corpus.skipped)))


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
