"""Judgements -> figures, by the protocols that published figures of the same sets follow.

article   rank of the passage's article among all articles, for each answerable question
snippet   whether the gold span stands in the first k sentences of the ranking of all sentences (those of
          `congdoan search`, whole, best first; neighbours among them count as one text)
quotes    whether an accepted string stands in what the answer quotes; a refusal counts as wrong
refusal   the confidence of unanswerable questions against that of answerable ones, and what was refused
nodia     the same questions without any diacritics: what is lost
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from rag.evaluation.figures import Figure, Unit, mean, share
from rag.evaluation.judgement import SNIPPETS, Judgement
from rag.evaluation.statistics import auroc, refused_at, two_samples

FALSE_REFUSALS = (0.04, 0.08)  # operating points at which refusals are compared
_DEPTH = 10  # of nDCG

Judgements = Sequence[Judgement]


def article_figures(judged: Judgements, protocol: str = "article") -> Iterator[Figure]:
    """Yield R@1, R@5, MRR and nDCG@10 of the article; what is not found at all counts 0."""
    ranks = [one.rank for one in judged if one.rank is not None]
    if not ranks:
        return
    for depth in (1, 5):
        yield share(protocol, f"R@{depth}", [1 <= rank <= depth for rank in ranks])
    yield mean(protocol, "MRR", [1 / rank if rank else 0.0 for rank in ranks], Unit.SCORE)
    yield mean(protocol, f"nDCG@{_DEPTH}", [_gain(rank) for rank in ranks], Unit.SCORE)


def snippet_figures(judged: Judgements, protocol: str = "snippet") -> Iterator[Figure]:
    """Yield, for the first 1, 2 and 3 sentences, how often they hold the answer, and their mean length."""
    rows = [(one.snippets, one.snippet_lengths) for one in judged if one.snippets is not None]
    if not rows:
        return
    for place in range(SNIPPETS):
        yield share(protocol, f"snippet@{place + 1}", [held[place] for held, _ in rows])
    for place in range(SNIPPETS):
        lengths = [float(length[place]) for _, length in rows]
        yield mean(protocol, f"length@{place + 1}", lengths, Unit.CHARACTERS)


def quote_figures(judged: Judgements, protocol: str = "quotes") -> Iterator[Figure]:
    """Yield how often the quotes of the answer hold an accepted string, and how long they are on average."""
    able = [one for one in judged if one.right is not None]
    if not able:
        return
    yield share(protocol, "answer in quotes", [bool(one.right) for one in able])
    yield share(protocol, "answer in quotes, no refusal", [bool(one.held) for one in able])
    answered = [one for one in able if one.seen.answered]
    if answered:
        yield share(protocol, "answer in quotes, of answered", [bool(one.right) for one in answered])
        yield mean(protocol, "quoted characters", [float(one.quoted) for one in answered], Unit.CHARACTERS)


def refusal_figures(judged: Judgements, protocol: str = "refusal") -> Iterator[Figure]:
    """Yield how well the confidence tells unanswerable questions from others, and what was refused in fact."""
    able = [one.seen for one in judged if one.answerable]
    unable = [one.seen for one in judged if not one.answerable]
    if able and unable:
        sure, unsure = [one.confidence for one in able], [one.confidence for one in unable]
        value, interval = two_samples(auroc, sure, unsure)
        yield Figure(protocol, "AUROC", value, len(judged), Unit.SCORE, interval)
    if unable:
        yield share(protocol, "refused", [not one.answered for one in unable])
    if able:
        yield share(protocol, "falsely refused", [not one.answered for one in able])
    if able and unable:
        for allowed in FALSE_REFUSALS:
            name = f"refused at {allowed:.0%} false refusals"
            value, interval = two_samples(partial(refused_at, share=allowed), sure, unsure)
            yield Figure(protocol, name, value, len(unable), Unit.SHARE, interval)


def mode_figures(judged: Judgements, protocol: str) -> Iterator[Figure]:
    """Yield what can be said of an answer whoever wrote it: its quotes, and what was refused."""
    known = {"answer in quotes", "answer in quotes, of answered", "quoted characters", "refused", "falsely refused"}
    for figure in (*quote_figures(judged, protocol), *refusal_figures(judged, protocol)):
        if figure.name in known:
            yield figure


def loss_figures(judged: Judgements, bare: Judgements, protocol: str = "nodia") -> Iterator[Figure]:
    """Yield what questions without diacritics lose.

    Args:
        judged: The questions as they are.
        bare: The same questions in the same order, stripped.
        protocol: The figures' protocol.
    """
    measures: tuple[tuple[str, Callable[[Judgement], bool | None]], ...] = (
        ("R@1", lambda one: None if one.rank is None else one.rank == 1),
        ("snippet@2", lambda one: None if one.snippets is None else one.snippets[1]),
        ("answer in quotes", lambda one: one.right),
    )
    for name, measure in measures:
        pairs = [(measure(before), measure(after)) for before, after in zip(judged, bare, strict=True)]
        known = [(bool(before), bool(after)) for before, after in pairs if before is not None and after is not None]
        if known:
            yield share(protocol, name, [after for _, after in known])
            lost = [float(before) - float(after) for before, after in known]
            yield mean(protocol, f"loss in {name}", lost, Unit.POINTS)
    able = [not one.seen.answered for one in bare if one.answerable]
    if able:
        yield share(protocol, "falsely refused", able)


def latency_figures(judged: Judgements, protocol: str = "latency") -> Iterator[Figure]:
    """Yield the median and the 95th percentile of the time of an answer, its question's embedding included."""
    times = np.array([one.seen.milliseconds for one in judged if one.seen.milliseconds is not None])
    if not len(times):
        return
    for name, quantile in (("p50", 0.5), ("p95", 0.95)):
        value = float(np.quantile(times, quantile))
        yield Figure(protocol, name, value, len(times), Unit.MILLISECONDS)


def _gain(rank: int) -> float:
    """Return nDCG of one relevant article at a rank (Järvelin and Kekäläinen, 2002)."""
    return 1 / math.log2(rank + 1) if 1 <= rank <= _DEPTH else 0.0
