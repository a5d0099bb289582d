"""Quotes alone and a model's prose side by side: the same questions, the same index."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from rag.answer import Answer, Mode
from rag.article import Article, Passage
from rag.engine import Engine
from rag.evaluation.bearing import Bearing, bearing
from rag.evaluation.bench import Bench
from rag.evaluation.dataset import Dataset, Question
from rag.evaluation.figures import Figure, Unit, mean, share
from rag.evaluation.judgement import Judgement, holds, judge
from rag.evaluation.observation import Observation, observe
from rag.evaluation.protocols import latency_figures, mode_figures
from rag.evaluation.report import judgement_json
from rag.evaluation.run import Progress, Step, told

EXTRACTIVE, MODEL, PROSE = "extractive", "model", "prose"  # protocols


@dataclass(frozen=True, slots=True)
class Price:
    """What a model costs, in one currency for a million tokens."""

    prompt: float = 0.0
    completion: float = 0.0

    def of(self, prompt_tokens: int, completion_tokens: int) -> float:
        """Return the price of some tokens."""
        return (prompt_tokens * self.prompt + completion_tokens * self.completion) / 1_000_000


@dataclass(frozen=True, slots=True)
class Written:
    """A question answered with a model's help."""

    judged: Judgement
    text: str
    told: bool | None  # whether the text holds the accepted strings
    bearing: Bearing | None  # of prose; none where the answer is not the model's
    asked: bool  # whether the model was
    prompt_tokens: int
    completion_tokens: int
    dropped: tuple[str, ...]  # why sentences were not shown
    problem: str | None  # why the answer is not the model's


@dataclass(frozen=True, slots=True)
class ModesReport:
    """The figures of both modes, and the questions behind them."""

    name: str  # of the file
    created: datetime
    embedder: str
    model: str
    articles: int  # that were indexed
    figures: tuple[Figure, ...]
    drops: Mapping[str, int]  # sentences of the model's that were not shown, by reason
    problems: Mapping[str, int]  # answers that are not the model's, by reason
    extractive: tuple[Judgement, ...]
    written: tuple[Written, ...]
    seconds: float

    @property
    def questions(self) -> int:
        """How many there are."""
        return len(self.written)


def compare_modes(dataset: Dataset, bench: Bench, progress: Progress, price: Price | None = None) -> ModesReport:
    """Answer the same questions from quotes alone and with a model.

    A set that has no unanswerable questions, but articles in groups, is asked over every second group, so that the
    model too is seen before questions that it must refuse.

    Args:
        dataset: The questions.
        bench: Builds the index; of an engine that has a model.
        progress: Told how far it is.
        price: Of the model's tokens.
    """
    started = time.monotonic()
    articles = {article.id: article for article in dataset.articles}
    halved = bool(dataset.half()) and all(question.answerable for question in dataset.questions)
    indexed = dataset.half() if halved else dataset.articles
    extractive: list[Judgement] = []
    written: list[Written] = []

    def embedding(done: int, total: int) -> None:
        progress(Step.EMBEDDING, done, total)

    with bench.engine(indexed, embedding, writes=True) as engine:
        with bench.afresh():  # what is loaded at the first question is no part of its time
            observe(engine, dataset.questions[0].text)
        for question in told(dataset.questions, Step.WRITING, progress):
            able = question.answerable and (not halved or dataset.in_half(question.articles[0]))
            with bench.afresh():
                seen = observe(engine, question.text)
            extractive.append(judge(question, seen, articles, answerable=able))
            written.append(_written(engine, question, seen, articles, answerable=able))
    return ModesReport(
        name=dataset.path.name,
        created=datetime.now(UTC),
        embedder=bench.embedder,
        model=bench.model,
        articles=len(indexed),
        figures=tuple(_figures(extractive, written, price)),
        drops=_counted(reason for one in written for reason in one.dropped),
        problems=_counted(one.problem for one in written if one.problem),
        extractive=tuple(extractive),
        written=tuple(written),
        seconds=time.monotonic() - started,
    )


def modes_json(report: ModesReport) -> dict[str, Any]:
    """Return a report as plain values; figures and questions as in `rag.evaluation.report.report_json`."""
    return {
        "set": report.name,
        "created": report.created.isoformat(timespec="seconds"),
        "embedder": report.embedder,
        "model": report.model,
        "articles": report.articles,
        "seconds": round(report.seconds, 1),
        "figures": {figure.key: figure.as_json() for figure in report.figures},
        "drops": report.drops,
        "problems": report.problems,
        "questions": [_question(*pair) for pair in zip(report.extractive, report.written, strict=True)],
    }


def _written(
    engine: Engine, question: Question, seen: Observation, articles: Mapping[str, Article], *, answerable: bool
) -> Written:
    answer = engine.ask(question.text, model=True)
    cited = tuple(Passage(c.article.id, c.start, c.end) for c in answer.citations)
    spent = answer.timings_ms.get("total")
    as_written = replace(seen, mode=answer.mode, cited=cited, milliseconds=spent, agrees=True)
    judged = judge(question, as_written, articles, answerable=answerable)
    share_of_model = answer.writing
    return Written(
        judged=judged,
        text=answer.text,
        told=None if judged.right is None else answer.answered and holds(question, [answer.text]),
        bearing=_bearing(answer, question.text),
        asked=share_of_model is not None,
        prompt_tokens=share_of_model.prompt_tokens if share_of_model else 0,
        completion_tokens=share_of_model.completion_tokens if share_of_model else 0,
        dropped=tuple(one.reason for one in share_of_model.dropped) if share_of_model else (),
        problem=share_of_model.problem if share_of_model else None,
    )


def _counted(reasons: Iterable[str]) -> dict[str, int]:
    """Return how often each reason occurs, the most frequent first."""
    return dict(Counter(reasons).most_common())


def _bearing(answer: Answer, question: str) -> Bearing | None:
    return bearing(answer, question) if answer.mode is Mode.LLM else None


def _figures(extractive: Sequence[Judgement], written: Sequence[Written], price: Price | None) -> Iterator[Figure]:
    yield from mode_figures(extractive, EXTRACTIVE)
    yield from latency_figures(extractive, EXTRACTIVE)
    answers = [one.judged for one in written]
    yield from mode_figures(answers, MODEL)
    yield from latency_figures(answers, MODEL)
    yield from _prose_figures(written, price)


def _prose_figures(written: Sequence[Written], price: Price | None) -> Iterator[Figure]:
    answered = [one for one in written if one.judged.seen.answered]
    if answered:
        yield share(PROSE, "written by the model", [one.bearing is not None for one in answered])
    if rated := [one.told for one in written if one.told is not None]:
        yield share(PROSE, "answer in text", rated)
    borne = [one.bearing for one in written if one.bearing]
    if sentences := sum(one.sentences for one in borne):
        yield _ratio("citation recall", sum(one.borne for one in borne), sentences)
    if cited := sum(one.cited for one in borne):
        yield _ratio("citation precision", sum(one.needed for one in borne), cited)
    dropped = sum(len(one.dropped) for one in written)
    if sentences or dropped:
        yield _ratio("dropped by the guard", dropped, dropped + sentences)
    asked = [one for one in written if one.asked]
    yield share(PROSE, "model asked", [one.asked for one in written])
    if asked:
        yield mean(PROSE, "prompt tokens", [float(one.prompt_tokens) for one in asked], Unit.TOKENS)
        yield mean(PROSE, "completion tokens", [float(one.completion_tokens) for one in asked], Unit.TOKENS)
    if price is not None:
        costs = [price.of(one.prompt_tokens, one.completion_tokens) for one in written]
        yield mean(PROSE, "cost", costs, Unit.MONEY)


def _ratio(name: str, part: int, whole: int) -> Figure:
    return share(PROSE, name, [True] * part + [False] * (whole - part))


def _question(quoted: Judgement, written: Written) -> dict[str, Any]:
    asked = quoted.question
    found = written.bearing
    return {
        "id": asked.id,
        "question": asked.text,
        "kind": asked.kind,
        "answerable": quoted.answerable,
        "articles": list(asked.articles),
        "full": judgement_json(quoted),
        "model": {
            **judgement_json(written.judged),
            "text": written.text,
            "told": written.told,
            "sentences": found.sentences if found else 0,
            "borne": found.borne if found else 0,
            "cited_pairs": found.cited if found else 0,
            "needed_pairs": found.needed if found else 0,
            "asked": written.asked,
            "prompt_tokens": written.prompt_tokens,
            "completion_tokens": written.completion_tokens,
            "dropped": list(written.dropped),
            "problem": written.problem,
        },
    }
