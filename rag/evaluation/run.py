"""A whole measurement: index, ask, judge, count."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum

from rag.evaluation.bench import Bench
from rag.evaluation.dataset import Dataset, Question
from rag.evaluation.figures import Figure
from rag.evaluation.judgement import Judgement, judge
from rag.evaluation.observation import observe
from rag.evaluation.protocols import (
    article_figures,
    latency_figures,
    loss_figures,
    quote_figures,
    refusal_figures,
    snippet_figures,
)
from rag.evaluation.report import Report, kind_rows

_TIMED = 200  # questions whose answers are timed
_STROKE = str.maketrans("đĐ", "dD")


class Step(StrEnum):
    """What a measurement is at."""

    EMBEDDING = "embedding"  # texts of the index
    ASKING = "asking"  # the questions as they are
    BARE = "bare"  # the questions without diacritics
    HALF = "half"  # the questions, half of the articles indexed
    WRITING = "writing"  # the questions, with a model and without


Progress = Callable[[Step, int, int], None]  # step, done, total


def evaluate(dataset: Dataset, bench: Bench, progress: Progress) -> Report:
    """Measure the answers to a set of questions.

    Args:
        dataset: The questions; those on articles that are left out of the half corpus must be refused there.
        bench: Builds the indexes.
        progress: Told how far it is.
    """
    started = time.monotonic()
    articles = {article.id: article for article in dataset.articles}

    def embedding(done: int, total: int) -> None:
        progress(Step.EMBEDDING, done, total)

    with bench.engine(dataset.articles, embedding) as engine:
        with bench.afresh():  # what is loaded at the first question is no part of its time
            observe(engine, dataset.questions[0].text)
        timed = {question.id for question in dataset.sample(_TIMED).questions}
        judged = []
        for question in told(dataset.questions, Step.ASKING, progress):
            with bench.afresh() if question.id in timed else nullcontext():
                seen = observe(engine, question.text)
            if question.id not in timed:  # perhaps its vector was there already
                seen = replace(seen, milliseconds=None)
            judged.append(judge(question, seen, articles))
        bare = tuple(
            judge(question, observe(engine, without_marks(question.text), quick=True), articles)
            for question in told(dataset.questions, Step.BARE, progress)
        )
    half: tuple[Judgement, ...] = ()
    if dataset.half():
        with bench.engine(dataset.half(), embedding) as engine:
            half = tuple(
                judge(
                    question,
                    observe(engine, question.text, quick=True),
                    articles,
                    answerable=dataset.in_half(question.articles[0]),
                )
                for question in told([q for q in dataset.questions if q.answerable], Step.HALF, progress)
            )
    return Report(
        name=dataset.path.name,
        created=datetime.now(UTC),
        embedder=bench.embedder,
        articles=len(dataset.articles),
        questions=len(dataset.questions),
        figures=tuple(_figures(judged, bare, half)),
        kinds=kind_rows(judged),
        judged=tuple(judged),
        bare=bare,
        half=half,
        threshold=judged[0].seen.threshold,
        seconds=time.monotonic() - started,
    )


def without_marks(text: str) -> str:
    """Return a text without any diacritics, in the case that it has: "Đoàn" -> "Doan"."""
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare).translate(_STROKE)


def _figures(judged: Sequence[Judgement], bare: Sequence[Judgement], half: Sequence[Judgement]) -> Iterator[Figure]:
    yield from article_figures(judged)
    yield from snippet_figures(judged)
    yield from quote_figures(judged)
    yield from refusal_figures(judged)
    yield from refusal_figures(half, "half corpus")
    yield from loss_figures(judged, bare)
    yield from latency_figures(judged)


def told(questions: Sequence[Question], step: Step, progress: Progress) -> Iterator[Question]:
    """Yield questions, and tell how many are done."""
    progress(step, 0, len(questions))
    for done, question in enumerate(questions, start=1):
        yield question
        progress(step, done, len(questions))
