"""The command `congdoan`. What is heavy is imported inside the commands, so that `--help` comes at once."""

from __future__ import annotations

import io
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot import evaluation_words as eval_words
from bot import terminal_words as words
from bot.usage import Command, CommandError, Group

app = typer.Typer(
    name="congdoan",
    cls=Group,
    help=words.APP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)

Question = Annotated[str | None, typer.Argument(help=words.QUESTION, metavar="CÂU_HỎI", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help=words.JSON)]
Batch = Annotated[str | None, typer.Option("--batch", help=words.BATCH, metavar="TỆP", show_default=False)]
Debug = Annotated[bool, typer.Option("--debug", help=words.DEBUG)]
Limit = Annotated[int, typer.Option("-k", help=words.LIMIT, min=1, metavar="SỐ")]


Mode = Literal["extractive", "llm"]


def main() -> None:
    """Run the command line of this process."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # JSON is UTF-8 whatever the locale says, and no letter is worth a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app(prog_name="congdoan")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"congdoan {version('congdoan')}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[bool, typer.Option("--version", help=words.VERSION, is_eager=True, callback=_version)] = False,
) -> None:
    """Take the options that stand before the command."""


@app.command(cls=Command, help=words.CHAT)
def chat(*, debug: Debug = False) -> None:
    """Ask in a conversation, or answer the lines of a pipe."""
    from bot.chat import run
    from bot.session import settings_and_logging

    if run(settings_and_logging(debug=debug), debug=debug):
        raise typer.Exit(1)


@app.command(cls=Command, help=words.ASK)
def ask(question: Question = None, *, json: Json = False, batch: Batch = None, debug: Debug = False) -> None:
    """Answer one question, or each of a batch."""
    from bot import batch as batches
    from bot.questioner import asking
    from bot.render import answer_json, dump
    from bot.session import settings_and_logging
    from bot.terminal import output_console, show_answer, show_debug

    _one_of(question, batch, "ask")
    settings = settings_and_logging(debug=debug)
    if batch is not None:
        with batches.lines(batch) as lines, asking(settings) as (_, questioner):
            batches.run(lines, lambda asked: answer_json(asked.given, asked.question, questioner.converse(asked.turns)))
            questioner.tell()
        return
    with asking(settings) as (engine, questioner):
        text, console = question or "", output_console()
        answer = questioner.ask(text, console=None if json else console)
        if debug:
            show_debug(engine.search(text), answer)
        if json:
            print(dump(answer_json({}, text, answer)))  # noqa: T201
        else:
            show_answer(console, answer)
        questioner.tell()


@app.command(cls=Command, help=words.SEARCH)
def search(
    question: Question = None,
    *,
    limit: Limit = 10,
    json: Json = False,
    batch: Batch = None,
) -> None:
    """Rank articles and sentences for one question, or for each of a batch."""
    from bot import batch as batches
    from bot.render import dump, search_json
    from bot.session import ready, settings_and_logging
    from bot.terminal import output_console, show_ranking

    _one_of(question, batch, "search")
    settings = settings_and_logging()
    if batch is not None:
        with batches.lines(batch) as lines, ready(settings) as engine:
            batches.run(
                lines,
                lambda asked: search_json(
                    asked.given, asked.question, engine.search(asked.question), asked.limit or limit
                ),
            )
        return
    with ready(settings) as engine:
        ranking = engine.search(question or "")
        if json:
            print(dump(search_json({}, question or "", ranking, limit)))  # noqa: T201
        else:
            show_ranking(output_console(), ranking, limit)


@app.command(cls=Command, help=words.RELOAD)
def reload(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=words.DRY_RUN)] = False,
    yes: Annotated[bool, typer.Option("--yes", help=words.YES)] = False,
    json: Json = False,
) -> None:
    """Index the corpus anew, or show what that would change."""
    from bot.reloading import run
    from bot.session import settings_and_logging

    run(settings_and_logging(), dry_run=dry_run, yes=yes, json=json)


@app.command(cls=Command, help=words.ROLLBACK)
def rollback() -> None:
    """Go back to the previous generation."""
    from bot.reloading import roll_back
    from bot.session import settings_and_logging

    roll_back(settings_and_logging())


@app.command(cls=Command, help=words.SHOW)
def show(
    article_id: Annotated[str, typer.Argument(help=words.ARTICLE_ID, metavar="MÃ_BÀI")], *, json: Json = False
) -> None:
    """Print one article."""
    from bot.render import article_json, dump
    from bot.session import ready, settings_and_logging
    from bot.terminal import output_console, show_article
    from rag.errors import ArticleNotFoundError

    with ready(settings_and_logging()) as engine:
        try:
            article = engine.article(article_id)
        except ArticleNotFoundError as error:
            near = get_close_matches(article_id, [article.id for article in engine.articles()])
            if not near:
                raise
            raise CommandError(words.did_you_mean(article_id, near)) from error
        if json:
            print(dump(article_json(article)))  # noqa: T201
        else:
            show_article(output_console(), article)


@app.command(cls=Command, help=words.ARTICLES)
def articles(*, json: Json = False) -> None:
    """List the articles."""
    from bot.render import article_json, dump
    from bot.session import ready, settings_and_logging
    from bot.terminal import output_console, show_articles

    with ready(settings_and_logging()) as engine:
        if json:
            print(dump([article_json(article, text=False) for article in engine.articles()]))  # noqa: T201
        else:
            show_articles(output_console(), engine.articles())


@app.command(cls=Command, help=words.DOCTOR)
def doctor() -> None:
    """Check every setting and component."""
    from bot.doctor import run
    from bot.session import start_logging

    start_logging("ERROR")
    if not run():
        raise typer.Exit(1)


@app.command(cls=Command, help=words.STATS)
def stats() -> None:
    """Print figures on the index."""
    from bot.session import ready, settings_and_logging
    from bot.stats import show_figures, show_stats
    from bot.terminal import output_console

    settings = settings_and_logging()
    with ready(settings) as engine:
        show_stats(output_console(), engine, settings.rag.data_dir)
    show_figures(output_console(), settings)


@app.command(name="eval", cls=Command, help=f"{eval_words.EVAL}\n\n{eval_words.FORMAT}")
def evaluate(
    file: Annotated[Path, typer.Argument(help=eval_words.FILE, metavar="TỆP")],
    *,
    articles: Annotated[Path | None, typer.Option(help=eval_words.ARTICLES, metavar="TỆP", show_default=False)] = None,
    keep: Annotated[Path | None, typer.Option(help=eval_words.KEEP, metavar="THƯ_MỤC", show_default=False)] = None,
    json: Annotated[Path | None, typer.Option(help=eval_words.JSON, metavar="TỆP", show_default=False)] = None,
    charts: Annotated[Path | None, typer.Option(help=eval_words.CHARTS, metavar="THƯ_MỤC", show_default=False)] = None,
    compare: Annotated[Path | None, typer.Option(help=eval_words.COMPARE, metavar="TỆP", show_default=False)] = None,
    limit: Annotated[int | None, typer.Option(help=eval_words.LIMIT, metavar="SỐ", min=1, show_default=False)] = None,
    part: Annotated[str | None, typer.Option(help=eval_words.PART, metavar="PHẦN", show_default=False)] = None,
    no_title: Annotated[bool, typer.Option("--no-title", help=eval_words.NO_TITLE)] = False,
    mode: Annotated[Mode, typer.Option(help=eval_words.MODE, metavar="CHẾ_ĐỘ", show_default=False)] = "extractive",
    input_price: Annotated[
        float | None, typer.Option(help=eval_words.INPUT_PRICE, metavar="GIÁ", min=0, show_default=False)
    ] = None,
    output_price: Annotated[
        float | None, typer.Option(help=eval_words.OUTPUT_PRICE, metavar="GIÁ", min=0, show_default=False)
    ] = None,
) -> None:
    """Measure the answers to a set of questions."""
    from bot.session import settings_and_logging

    settings = settings_and_logging()
    from bot.evaluation import Measured, Options, run

    prices = None if input_price is None and output_price is None else (input_price or 0.0, output_price or 0.0)
    run(
        settings,
        Options(
            file,
            articles,
            keep,
            json,
            charts,
            compare,
            limit,
            part,
            not no_title,
            Measured(mode),
            prices,
        ),
    )


@app.command(cls=Command, help=words.BOT)
def bot() -> None:
    """Run the Telegram bot."""
    from bot.session import settings_and_logging

    settings = settings_and_logging(level="INFO")
    if settings.bot.telegram_bot_token is None:
        raise CommandError(words.HOW_TO_GET_A_BOT)
    from bot.telegram.app import run

    run(settings)


def _one_of(question: str | None, batch: str | None, command: str) -> None:
    if (question is None) == (batch is None):
        raise CommandError(words.usage(words.QUESTION_OR_BATCH, f"congdoan {command}"), 2)
