"""A report on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot import evaluation_words as words
from bot.terminal import say
from bot.visible import visible
from bot.words import whole
from rag.evaluation.figures import Figure, Unit

if TYPE_CHECKING:
    from rag.evaluation.report import Report

_FLIPS = (("R@1", "rank"), ("snippet@2", "snippets"), ("answer in quotes", "right"))


def show_report(console: Console, report: Report, before: dict[str, Any] | None = None) -> None:
    """Print the figures, beside those of an earlier report where there is one."""
    say(console, (words.about(report.name, report.questions, report.articles, report.embedder), "bold"))
    show_figures(console, report.figures, before)
    if report.kinds:
        _show_kinds(console, report)
    if before:
        for name, gained, lost in flips(report, before):
            say(console, words.flipped(name, gained, lost))
    say(console, (words.took(report.seconds), "dim"))


def show_figures(console: Console, shown: Sequence[Figure], before: dict[str, Any] | None) -> None:
    """Print figures below the names of their protocols, beside those of an earlier report where there is one."""
    earlier = before["figures"] if before else None
    # Six columns have to fit into 80 characters.
    table = Table(box=box.SIMPLE_HEAD, padding=0, show_edge=False)
    for place, name in enumerate((*words.COLUMNS, *(words.COMPARED if before else ()))):
        table.add_column(name, justify="right" if place else "left", no_wrap=True)
    for protocol, figures in groupby(shown, key=lambda figure: figure.protocol):
        table.add_row(Text(words.PROTOCOLS[protocol], "bold cyan"))
        for figure in figures:
            table.add_row(*_cells(figure), *(_compared(figure, earlier) if earlier is not None else ()))
    console.print(table)
    say(console, "")


def _cells(figure: Figure) -> tuple[str, str, str, str]:
    unit = figure.unit.value
    interval = "–".join(words.number(end, unit) for end in figure.interval) if figure.interval else ""
    return f"  {words.FIGURES[figure.name]}", value_of(figure), interval, whole(figure.count)


def value_of(figure: Figure) -> str:
    """Return a figure's value as it is shown."""
    return words.share(figure.value) if figure.unit is Unit.SHARE else words.number(figure.value, figure.unit.value)


def _compared(figure: Figure, earlier: dict[str, Any]) -> tuple[str, str]:
    if figure.key not in earlier:
        return words.NOTHING, ""
    value = float(earlier[figure.key]["value"])
    return words.number(value, figure.unit.value), words.change(figure.value - value, figure.unit.value)


def _show_kinds(console: Console, report: Report) -> None:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
    for place, name in enumerate(words.KIND_COLUMNS):
        table.add_column(name, justify="right" if place else "left", no_wrap=True)
    for row in report.kinds:
        shares = (row.article, row.snippet, row.quotes, row.refused, row.refused_at)
        cells = (words.NOTHING if share is None else words.share(share) for share in shares)
        table.add_row(visible(row.kind), whole(row.count), *cells)
    console.print(table)
    say(console, "")


def flips(report: Report, before: dict[str, Any]) -> list[tuple[str, int, int]]:
    """Return, for the measures that are right or wrong question by question, how many were gained and lost."""
    earlier = {one.get("id"): one.get("full") or {} for one in before["questions"] if isinstance(one, dict)}
    pairs = [
        (
            {"R@1": one.rank, "snippet@2": one.snippets, "answer in quotes": one.right},
            {name: earlier[one.question.id].get(key) for name, key in _FLIPS},
        )
        for one in report.judged
        if one.question.id in earlier
    ]
    found = []
    for name, _ in _FLIPS:
        known = [(_good(now[name]), _good(then[name])) for now, then in pairs if None not in (now[name], then[name])]
        if known:
            found.append((name, sum(n and not t for n, t in known), sum(t and not n for n, t in known)))
    return found


def _good(value: Any) -> bool:
    """Tell whether a rank is the first, the second snippet holds, or the quotes are right."""
    if isinstance(value, bool):
        return value
    return value == 1 if isinstance(value, int) else bool(value[1])
