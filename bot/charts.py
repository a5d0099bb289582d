"""The pictures of a measurement, as PNG. They need the extra `charts` (matplotlib).

Risk-coverage curve: Geifman and El-Yaniv, "Selective Classification for Deep Neural Networks" (2017).
"""

from __future__ import annotations

from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from bot import evaluation_words as words
from bot.words import decimal
from rag.evaluation.report import Report
from rag.evaluation.statistics import risk_coverage

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SIZE = (8.0, 4.8)  # inches
_DPI = 150
_ANSWERABLE, _UNANSWERABLE, _GRID, _INK, _FAINT = "#2a7f62", "#e08e45", "#e3e3e3", "#333333", "#777777"
_BINS = 20


def available() -> bool:
    """Tell whether pictures can be drawn."""
    return find_spec("matplotlib") is not None


def draw(report: Report) -> dict[str, bytes]:
    """Return each picture as a PNG by the name of its file; none of what was not measured."""
    pictures = {"risk_coverage.png": _risk_chart(report), "confidence.png": _histogram(report)}
    return {name: picture for name, picture in pictures.items() if picture}


def _risk_chart(report: Report) -> bytes | None:
    """Draw the share of wrong answers against the share of questions answered, as the threshold falls."""
    judged = [one for one in report.refusals if one.held is not None or not one.answerable]
    if not judged:
        return None
    right = [bool(one.held) for one in judged]
    coverage, risk = risk_coverage([one.seen.confidence for one in judged], right)
    figure, axes = _axes(report, words.RISK_TITLE, words.RISK_X, words.RISK_Y)
    overall = 1 - sum(right) / len(right)
    axes.axhline(overall, color=_FAINT, linewidth=1, linestyle=(0, (4, 4)))
    axes.annotate(words.RISK_BLIND, (1, overall), (0, 4), textcoords="offset points", ha="right", color=_FAINT)
    axes.plot(coverage, risk, color=_ANSWERABLE, linewidth=2)
    answered = [one for one in judged if one.seen.answered]
    if answered:
        x = len(answered) / len(judged)
        y = sum(not one.right for one in answered) / len(answered)
        told = words.operating_point(_percent(x), _percent(y))
        axes.plot([x], [y], "o", color=_UNANSWERABLE, markersize=9, zorder=3)
        axes.annotate(told, (x, y), (-12, 14), textcoords="offset points", ha="right", va="bottom", color=_INK)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, max(0.1, float(risk.max()), overall) * 1.12)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: f"{decimal(100 * value, 0)} %")
    return _png(figure)


def _histogram(report: Report) -> bytes | None:
    """Draw how confidences are spread over answerable and unanswerable questions."""
    groups = [
        ([one.seen.confidence for one in report.refusals if one.answerable is able], colour, label)
        for able, colour, label in (
            (False, _UNANSWERABLE, words.UNANSWERABLE),
            (True, _ANSWERABLE, words.ANSWERABLE),
        )
    ]
    groups = [group for group in groups if group[0]]
    if not groups:
        return None
    figure, axes = _axes(report, words.HISTOGRAM_TITLE, words.HISTOGRAM_X, words.HISTOGRAM_Y)
    edges = np.linspace(0, 1, _BINS + 1)
    for values, colour, label in groups:
        shares = np.histogram(values, edges)[0] / len(values)
        axes.stairs(shares, edges, color=colour, linewidth=1.6)
        axes.stairs(shares, edges, fill=True, color=colour, alpha=0.45, label=words.questions(label, len(values)))
    axes.axvline(report.threshold, color=_INK, linewidth=1.2)
    told = f"{words.THRESHOLD} {decimal(report.threshold, 2)}"
    for text, colour, side, shift in ((told, _INK, "left", 5), (words.REFUSED, _FAINT, "right", -5)):
        axes.annotate(
            text,
            (report.threshold, 1),
            (shift, -4),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha=side,
            va="top",
            color=colour,
        )
    axes.set_xlim(0, 1)
    axes.set_ylim(bottom=0)
    axes.margins(y=0.15)
    axes.xaxis.set_major_formatter(lambda value, _: decimal(value, 1))
    axes.yaxis.set_major_formatter(lambda value, _: f"{decimal(100 * value, 0)} %")
    figure.legend(loc="outside lower center", ncols=2, frameon=False)
    return _png(figure)


def _axes(report: Report, title: str, across: str, up: str) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    # No pyplot: it keeps figures in global state.
    figure = Figure(figsize=_SIZE, dpi=_DPI, layout="constrained")
    axes = figure.subplots()
    axes.set_title(title, color=_INK, fontsize=13, loc="left", pad=28)
    told = words.chart_set(report.name, len(report.refusals), halved=report.refusals is report.half)
    axes.annotate(
        told, (0, 1), (0, 12), xycoords="axes fraction", textcoords="offset points", color=_FAINT, parse_math=False
    )
    axes.set_xlabel(across, color=_INK)
    axes.set_ylabel(up, color=_INK)
    axes.tick_params(colors=_INK, length=0, pad=6)
    axes.grid(color=_GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_FAINT)
    return figure, axes


def _percent(share: float) -> str:
    return f"{decimal(100 * share, 1)} %"


def _png(figure: Figure) -> bytes:
    picture = BytesIO()
    # DejaVu Sans comes with matplotlib and has all Vietnamese letters.
    figure.savefig(picture, format="png")
    return picture.getvalue()
