"""What a reload did, or would do, on a terminal, and whether it may cost so much."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console

from bot import report_words as words
from bot.corpus_words import drop_reason
from bot.embedding_words import embedding_cost
from bot.terminal import errors_console, notice, say, show_skipped
from bot.terminal_words import LABELS
from bot.usage import CommandError
from bot.words import day, whole
from rag.article import ArticleKind

if TYPE_CHECKING:
    from rag.article import Article, Dropped
    from rag.errors import EmbeddingCostError
    from rag.index.plan import ReloadPlan
    from rag.index.reload import ReloadReport
    from rag.index.supply import Cost

_LISTED = 20  # articles of one kind of change that are named
_SHOWN = 100  # characters of a dropped line


def ask_to_pay(error: EmbeddingCostError) -> bool:
    """Ask whoever sits at the terminal whether a reload may cost so much; False where nobody can be asked.

    Raises:
        CommandError: somebody says no.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    notice(embedding_cost(error.texts, error.tokens, paid=True))
    while True:
        errors_console().print(words.ASK_TO_GO_ON, end="")
        line = sys.stdin.readline()
        said = line.strip().lower()
        if said in words.YES:
            return True
        if said in words.NO or not line.endswith("\n"):
            raise CommandError(words.NOT_AGREED)


def show_report(console: Console, report: ReloadReport) -> None:
    """Print what a reload did."""
    plan = report.plan
    _show_compared(console, plan)
    if not report.switched:
        say(console, words.UP_TO_DATE)
    say(console, words.vectors(report.embedded, report.carried))
    if report.cost is not None and report.cost.texts:
        say(console, words.sent(report.cost.texts, report.cost.tokens))
    say(console, (words.reloaded(report.seconds, report.generation), "green"))


def show_plan(console: Console, plan: ReloadPlan, cost: Cost | None) -> None:
    """Print what a reload would do: each file as it was understood, what of it was dropped, and what it costs."""
    dropped: defaultdict[str, list[Dropped]] = defaultdict(list)
    for piece in plan.corpus.dropped:
        dropped[piece.path].append(piece)
    counts = {a.id: len(group) for a, group in zip(plan.corpus.articles, plan.sentences, strict=True)}
    for path, group in groupby(plan.corpus.articles, key=lambda article: article.path):
        articles = list(group)
        say(console, (path, "bold cyan"))
        for article in articles:
            if article.kind is ArticleKind.ARTICLE:
                _show_understood(console, article, counts[article.id])
        teasers = [article for article in articles if article.kind is ArticleKind.TEASER]
        say(console, f"  {words.TEASERS}: {whole(len(teasers))}")
        for teaser in teasers:
            say(console, f"    • {teaser.title}")
        _show_dropped(console, dropped.pop(path, []))
        say(console, "")
    for path, pieces in dropped.items():  # files that gave no article
        say(console, (path, "bold cyan"))
        _show_dropped(console, pieces)
        say(console, "")
    _show_compared(console, plan)
    if cost is not None:
        say(console, (embedding_cost(cost.texts, cost.tokens, paid=cost.paid), "yellow"))
    say(console, (words.UP_TO_DATE if plan.needless(cost) else words.DRY_RUN_NOTE, "green"))


def _show_understood(console: Console, article: Article, sentences: int) -> None:
    facts = (
        (LABELS["article_id"], article.id),
        (words.TITLE, article.title),
        (LABELS["date"], day(article.date)),
        (LABELS["source"], article.source),
        (words.AUTHOR, article.author),
        (LABELS["url"], article.url),
        (words.SENTENCES, whole(sentences)),
    )
    for label, value in facts:
        say(console, f"  {label}: {value or words.UNKNOWN}")


def _show_dropped(console: Console, pieces: Sequence[Dropped]) -> None:
    by_rule: defaultdict[str, list[str]] = defaultdict(list)
    for piece in pieces:
        by_rule[piece.reason].append(" ".join(piece.text.split()))
    for rule, lines in by_rule.items():
        say(console, f"  {words.DROPPED}: {drop_reason(rule)}, {words.lines_count(len(lines))}")
        for line in lines:
            say(console, ("    – " + (line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"), "dim"))


def _show_compared(console: Console, plan: ReloadPlan) -> None:
    """Print how a corpus differs from the current generation, and what of it can't be read."""
    if plan.embedder_before:
        say(console, (words.embedder_changed(plan.embedder_before), "yellow"))
    diff = plan.diff
    _show_changes(console, words.ADDED, "+", [f"{a.id}  {a.title}" for a in diff.added], "green")
    _show_changes(console, words.CHANGED, "~", [f"{a.id}  {a.title}" for a in diff.changed], "yellow")
    _show_changes(console, words.REMOVED, "-", list(diff.removed), "red")
    say(console, f"{words.UNCHANGED}: {words.articles_count(diff.unchanged)}")
    show_skipped(console, plan.corpus.skipped)
    if plan.corpus.abbreviations:
        say(console, words.abbreviations(len(plan.corpus.abbreviations)))


def _show_changes(console: Console, label: str, mark: str, names: Sequence[str], style: str) -> None:
    if not names:
        return
    say(console, f"{label}: {words.articles_count(len(names))}")
    for name in names[:_LISTED]:
        say(console, (f"  {mark} {name}", style))
    if len(names) > _LISTED:
        say(console, f"  {words.more(len(names) - _LISTED)}")
