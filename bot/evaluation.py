"""`congdoan eval`: files in, a table, JSON and charts out."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot import charts
from bot import evaluation_words as words
from bot.error_words import fallback
from bot.evaluation_progress import EvaluationProgress
from bot.evaluation_table import show_report
from bot.render import dump
from bot.settings import Settings
from bot.terminal import errors_console, notice, output_console, say
from bot.terminal_words import usage
from bot.usage import CommandError
from bot.words import ANSWER_WORDING
from rag.articles.corpus import load_corpus
from rag.embedding.choice import embedder_of
from rag.errors import EmbeddingCostError
from rag.evaluation.bench import Bench
from rag.evaluation.dataset import Dataset, DatasetError
from rag.evaluation.files import json_lines, read_text, squad_object
from rag.evaluation.lines import articles_from_lines, questions_from_lines
from rag.evaluation.report import report_json
from rag.evaluation.run import evaluate
from rag.evaluation.squad import from_squad
from rag.settings import RagSettings

Earlier = dict[str, Any] | None  # a report that was written before

_MODEL_LIMIT = 100  # questions that a model is asked where no number is given: each may cost money


class Measured(StrEnum):
    """What is measured."""

    EXTRACTIVE = "extractive"
    LLM = "llm"  # both side by side


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says; None for what it does not say."""

    file: Path
    articles: Path | None = None
    keep: Path | None = None
    json: Path | None = None
    charts: Path | None = None
    compare: Path | None = None
    limit: int | None = None
    part: str | None = None
    titled: bool = True
    mode: Measured = Measured.EXTRACTIVE
    prices: tuple[float, float] | None = None  # of a million tokens read and written


def run(settings: Settings, options: Options) -> None:
    """Measure, and show what was measured.

    Raises:
        CommandError: a file can't be read or written; found before anything is measured, as far as possible.
    """
    _check(settings, options)
    try:
        before = _earlier(options.compare) if options.compare else None
        dataset = _part(load(options, settings.rag), options)
    except DatasetError as error:
        raise CommandError(words.dataset_problem(error)) from error
    if dataset.misplaced:
        notice(words.misplaced(dataset.misplaced))
    bench = Bench(settings.rag, ANSWER_WORDING, embedder_of(settings.rag), options.keep)
    measure = _measure_modes if options.mode is Measured.LLM else _measure
    try:
        found = measure(dataset, bench, options, before)
    except EmbeddingCostError as error:
        raise CommandError(words.too_dear(error.texts, error.tokens)) from error
    for met in bench.notices:
        notice(fallback(met.error, met.remedy))
    if before and {one["id"] for one in before["questions"]} != {question.id for question in dataset.questions}:
        notice(words.OTHER_QUESTIONS)
    if options.json:
        _write(options.json, _lines(found).encode())


def _measure(dataset: Dataset, bench: Bench, options: Options, before: Earlier) -> dict[str, Any]:
    """Measure the answers that need no model; return the report as plain values."""
    with EvaluationProgress() as progress:
        report = evaluate(dataset, bench, progress)
    show_report(output_console(), report, before)
    if report.disagreeing:
        notice(words.disagreeing(report.disagreeing))
    if options.charts:
        for name, picture in charts.draw(report).items():
            _write(options.charts / name, picture)
    return report_json(report)


def _measure_modes(dataset: Dataset, bench: Bench, options: Options, before: Earlier) -> dict[str, Any]:
    """Measure the answers with a model and without; return the report as plain values."""
    from bot.evaluation_modes import show_modes
    from rag.evaluation.modes import Price, compare_modes, modes_json

    with EvaluationProgress() as progress:
        report = compare_modes(dataset, bench, progress, Price(*options.prices) if options.prices else None)
    show_modes(output_console(), report, before)
    return modes_json(report)


def _check(settings: Settings, options: Options) -> None:
    """Find out now what would else be found out after minutes."""
    if options.mode is Measured.LLM:
        if not settings.rag.writes:
            raise CommandError(words.NO_MODEL)
        if options.charts:
            raise CommandError(usage(words.NO_CHARTS_OF_MODES, "congdoan eval"), 2)
    if options.charts and not charts.available():
        raise CommandError(words.NO_MATPLOTLIB)
    _check_writable(options)


def load(options: Options, settings: RagSettings) -> Dataset:
    """Read the questions, and the articles that they are asked of.

    Raises:
        DatasetError: a file can't be used.
        CorpusError: the questions are about the corpus, and its folder can't be read.
    """
    text = read_text(options.file)
    if (found := squad_object(text)) is not None:
        return from_squad(options.file, found, titled=options.titled)
    for _ in json_lines(options.file, text):
        pass  # a file that holds no lines says nothing about the articles that are missing
    if options.articles:
        articles = articles_from_lines(options.articles, read_text(options.articles))
    else:
        articles = load_corpus(settings.corpus_dir, max_bytes=settings.max_file_bytes).articles
    return Dataset(options.file, articles, questions_from_lines(options.file, text, articles))


def _part(dataset: Dataset, options: Options) -> Dataset:
    if options.part is not None:
        match = re.fullmatch(r"([1-9]\d?)/([1-9]\d?)", options.part)
        if match is None or int(match[1]) > int(match[2]):
            raise CommandError(words.BAD_PART, 2)
        dataset = dataset.part(int(match[1]), int(match[2]))
        if not dataset.questions:
            raise CommandError(words.NOTHING_LEFT)
    if options.mode is Measured.LLM and options.limit is None and len(dataset.questions) > _MODEL_LIMIT:
        notice(words.sampled(_MODEL_LIMIT))
        return dataset.sample(_MODEL_LIMIT)
    return dataset.sample(options.limit) if options.limit else dataset


def _earlier(path: Path) -> dict[str, Any]:
    """Return an earlier report.

    Raises:
        DatasetError: the file holds none.
    """
    try:
        found: dict[str, Any] = json.loads(read_text(path))
        numbers = [figure["value"] for figure in found["figures"].values()]
        numbers += [0 for question in found["questions"] if question["id"]]
        whole = all(isinstance(number, float | int) for number in numbers)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DatasetError(path, "not-report") from error
    if not whole:
        raise DatasetError(path, "not-report")
    return found


def _check_writable(options: Options) -> None:
    for path in filter(None, (options.json, options.charts, options.keep)):
        folder = path.parent if path is options.json else path
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(words.unwritable(str(path))) from error
        if not os.access(folder, os.W_OK) or (path is options.json and path.is_dir()):
            raise CommandError(words.unwritable(str(path)))


def _lines(found: dict[str, Any]) -> str:
    """Return JSON with one question a line: whoever compares two runs compares lines."""
    questions = ",\n".join(f"  {dump(question)}" for question in found["questions"])
    head = dump({key: value for key, value in found.items() if key != "questions"}, indent=1).removesuffix("\n}")
    return f'{head},\n "questions": [\n{questions}\n ]\n}}\n'


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(words.unwritable(str(path))) from error
    say(errors_console(), words.written(str(path)))
