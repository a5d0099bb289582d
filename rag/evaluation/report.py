"""Everything that was measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from rag.evaluation.figures import Figure
from rag.evaluation.judgement import Judgement
from rag.evaluation.protocols import FALSE_REFUSALS
from rag.evaluation.statistics import threshold_for


@dataclass(frozen=True, slots=True)
class KindRow:
    """What one kind of questions came to; a figure that it has no questions for is None."""

    kind: str
    count: int
    article: float | None  # R@1
    snippet: float | None  # snippet@3
    quotes: float | None  # answer in quotes
    refused: float  # share, of answerable and unanswerable ones alike
    refused_at: float | None  # the same where at most 8 % of all answerable questions are refused
    answerable: int  # how many of `count`


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one run, and the questions behind them."""

    name: str  # of the file
    created: datetime
    embedder: str
    articles: int
    questions: int
    figures: tuple[Figure, ...]
    kinds: tuple[KindRow, ...]
    judged: tuple[Judgement, ...]  # all articles indexed
    bare: tuple[Judgement, ...]  # the same without diacritics
    half: tuple[Judgement, ...]  # every second group indexed; none where the set has no groups
    threshold: float
    seconds: float

    @property
    def disagreeing(self) -> int:
        """How many answers their ranking and confidence do not explain: figures of the two would then differ."""
        return sum(not one.seen.agrees for one in (*self.judged, *self.half))

    @property
    def refusals(self) -> tuple[Judgement, ...]:
        """The questions that refusal is measured by: all, or those of the half corpus where all can be answered."""
        return self.judged if any(not one.answerable for one in self.judged) else self.half or self.judged


def kind_rows(judged: Sequence[Judgement]) -> tuple[KindRow, ...]:
    """Return a row for each kind, in the order of the set; none where questions have no kind."""
    kinds = dict.fromkeys(one.question.kind for one in judged if one.question.kind)
    able = np.array([one.seen.confidence for one in judged if one.answerable])
    threshold = threshold_for(able, FALSE_REFUSALS[-1]) if len(able) else None
    return tuple(_row(kind, [one for one in judged if one.question.kind == kind], threshold) for kind in kinds)


def _row(kind: str, judged: Sequence[Judgement], threshold: float | None) -> KindRow:
    return KindRow(
        kind=kind,
        count=len(judged),
        article=_mean([one.rank == 1 for one in judged if one.rank is not None]),
        snippet=_mean([one.snippets[-1] for one in judged if one.snippets is not None]),
        quotes=_mean([one.right for one in judged if one.right is not None]),
        refused=_mean([not one.seen.answered for one in judged]) or 0.0,
        refused_at=None if threshold is None else _mean([one.seen.confidence < threshold for one in judged]),
        answerable=sum(one.answerable for one in judged),
    )


def _mean(found: Sequence[bool]) -> float | None:
    return sum(found) / len(found) if found else None


def report_json(report: Report) -> dict[str, Any]:
    """Return a report as plain values: figures by their key, and each question with what became of it."""
    return {
        "set": report.name,
        "created": report.created.isoformat(timespec="seconds"),
        "embedder": report.embedder,
        "articles": report.articles,
        "threshold": report.threshold,
        "seconds": round(report.seconds, 1),
        "disagreeing": report.disagreeing,
        "figures": {figure.key: figure.as_json() for figure in report.figures},
        "kinds": [
            {
                "kind": row.kind,
                "questions": row.count,
                "answerable": row.answerable,
                "R@1": row.article,
                "snippet@3": row.snippet,
                "answer in quotes": row.quotes,
                "refused": row.refused,
                "refused at 8% false refusals": row.refused_at,
            }
            for row in report.kinds
        ],
        "questions": _questions(report),
    }


def _questions(report: Report) -> list[dict[str, Any]]:
    passes = {
        name: {one.question.id: judgement_json(one) for one in judged}
        for name, judged in (("full", report.judged), ("nodia", report.bare), ("half", report.half))
    }
    return [
        {
            "id": one.question.id,
            "question": one.question.text,
            "kind": one.question.kind,
            "answerable": one.question.answerable,
            "articles": list(one.question.articles),
            **{name: found.get(one.question.id) for name, found in passes.items()},
        }
        for one in report.judged
    ]


def judgement_json(one: Judgement) -> dict[str, Any]:
    """Return what became of one question as plain values."""
    seen = one.seen
    return {
        "asked": seen.asked,
        "answerable": one.answerable,
        "mode": seen.mode.value,
        "confidence": round(seen.confidence, 5),
        "answered": seen.answered,
        "rank": one.rank,
        "snippets": None if one.snippets is None else list(one.snippets),
        "right": one.right,
        "held": one.held,
        "quoted": one.quoted,
        "cited": [[passage.article_id, passage.start, passage.end] for passage in seen.cited],
        "quotes": [[passage.article_id, passage.start, passage.end] for passage in seen.quotes],
        "sentences": [[passage.article_id, passage.start, passage.end] for passage in seen.sentences],
        "agrees": seen.agrees,
        "milliseconds": None if seen.milliseconds is None else round(seen.milliseconds, 1),
    }
