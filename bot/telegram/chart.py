"""The picture of the last days: questions a day, answered and not. Needs the extra `charts` (matplotlib)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from bot import charts
from bot import telegram_admin_words as words
from bot.store.records import Day

_SIZE = (9.0, 4.5)  # inches
_DPI = 120
_ANSWERED, _UNANSWERED, _GRID, _INK = "#2a7f62", "#e08e45", "#d9d9d9", "#333333"
_LABELS = 10  # dates below the axis, at most about so many


def days_chart(days: Sequence[Day]) -> bytes | None:
    """Draw the questions of each day as a PNG; None without matplotlib or where nothing was asked."""
    if not charts.available() or not any(day.questions for day in days):
        return None
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    # No pyplot: it keeps figures in global state, and this runs in a thread.
    figure = Figure(figsize=_SIZE, dpi=_DPI, layout="constrained")
    axes = figure.subplots()
    places = range(len(days))
    answered = [day.answered for day in days]
    unanswered = [day.questions - day.answered for day in days]
    axes.bar(places, answered, color=_ANSWERED, label=words.CHART_ANSWERED)
    axes.bar(places, unanswered, bottom=answered, color=_UNANSWERED, label=words.CHART_UNANSWERED)
    axes.set_title(words.chart_title(len(days)), color=_INK, fontsize=14, loc="left")
    axes.set_ylabel(words.CHART_QUESTIONS, color=_INK)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    # Counted from the end, so that today always has its date.
    ticks = list(places)[:: -max(1, len(days) // _LABELS)][::-1]
    axes.set_xticks(ticks, [f"{days[place].date:%d/%m}" for place in ticks])
    axes.tick_params(colors=_INK, length=0)
    axes.grid(axis="y", color=_GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.margins(x=0.01)
    figure.legend(loc="outside lower center", ncols=2, frameon=False)
    picture = BytesIO()
    # DejaVu Sans comes with matplotlib and has all Vietnamese letters.
    figure.savefig(picture, format="png")
    return picture.getvalue()
