"""`congdoan eval --mode llm`: quotes alone and a model's prose side by side."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from bot import evaluation_words as words
from bot import writing_words
from bot.evaluation_table import show_figures, value_of
from bot.terminal import say
from bot.words import whole
from rag.evaluation.modes import EXTRACTIVE, MODEL, PROSE, ModesReport


def show_modes(console: Console, report: ModesReport, before: dict[str, Any] | None) -> None:
    """Print the figures of both modes side by side, and those that only a model's answers have."""
    say(console, (words.about(report.name, report.questions, report.articles, report.embedder), "bold"))
    say(console, (words.about_model(report.model), "bold"))
    quoted = {figure.name: figure for figure in report.figures if figure.protocol == EXTRACTIVE}
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
    for place, name in enumerate(words.MODE_COLUMNS):
        table.add_column(name, justify="right" if place else "left", no_wrap=True)
    for figure in report.figures:
        if figure.protocol == MODEL and (other := quoted.get(figure.name)):
            changed = words.change(figure.value - other.value, figure.unit.value)
            table.add_row(words.FIGURES[figure.name], value_of(other), value_of(figure), changed, whole(figure.count))
    console.print(table)
    say(console, "")
    show_figures(console, [figure for figure in report.figures if figure.protocol == PROSE], before)
    if report.drops:
        say(console, f"{writing_words.DROPPED}: {writing_words.dropped(report.drops)}")
    if report.problems:
        say(console, f"{writing_words.PROBLEMS}: {writing_words.problems(report.problems)}")
    say(console, (words.took(report.seconds), "dim"))
