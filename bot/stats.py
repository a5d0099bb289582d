"""Figures on the index, on what members asked, and on what the model cost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from bot import report_words as words
from bot import writing_words
from bot.settings import Settings
from bot.telegram_words import state_failed
from bot.terminal import notice, say
from bot.words import size, whole
from rag.article import ArticleKind

if TYPE_CHECKING:
    from bot.store import Statistics
    from rag.engine import Engine


def show_stats(console: Console, engine: Engine, data_dir: Path) -> None:
    """Print how much is indexed, in what, and how big it is."""
    manifest = engine.manifest()
    teasers = sum(article.kind is ArticleKind.TEASER for article in engine.articles())
    values = (
        whole(len(manifest.articles) - teasers),
        whole(teasers),
        whole(manifest.sentences),
        manifest.name,
        words.moment(manifest.created),
        words.embedder_state(manifest.embedder, manifest.dimension),
        size(size_on_disk(data_dir)),
    )
    for label, value in zip(words.STATS, values, strict=True):
        say(console, f"{label}: {value}")


def show_figures(console: Console, settings: Settings) -> None:
    """Print what was asked and what the model cost, where the bot's state is there to tell."""
    figures = _figures(settings)
    if figures is None:
        return
    spent, days = figures.model, len(figures.days)
    lines = {}
    if figures.questions:
        lines[words.questions_in(days)] = whole(figures.questions)
        lines[writing_words.MODES] = writing_words.by_mode(figures.modes)
    if settings.rag.writes or spent.used:
        lines[words.TOKENS_TODAY] = writing_words.tokens_today(spent.today, settings.rag.openai_daily_tokens)
        lines |= {words.tokens_on(day): writing_words.tokens(count) for day, count in spent.tokens[-7:-1] if count}
        lines[words.tokens_in(days)] = writing_words.tokens(spent.total)
    if spent.dropped:
        lines[writing_words.DROPPED] = writing_words.dropped(spent.dropped)
    if spent.problems:
        lines[writing_words.PROBLEMS] = writing_words.problems(spent.problems)
    for label, value in lines.items():
        say(console, f"{label}: {value}")


def _figures(settings: Settings) -> Statistics | None:
    from bot.store import StoreError, has_state, open_store

    if not has_state(settings):
        return None
    try:
        store = open_store(settings)
        try:
            return store.statistics.summary()
        finally:
            store.close()
    except StoreError as error:
        notice(state_failed(error.reason))
        return None


def size_on_disk(folder: Path) -> int:
    """Return the bytes of all files below a folder; files that vanish meanwhile don't count."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue
    return total
