"""The arithmetic of the figures: averages with 95 % intervals, AUROC, quantiles, operating points."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Interval = tuple[float, float]

_Z = 1.959964  # of a 95 % interval
_RESAMPLES = 1_000
_SEED = 20_180_807


def wilson(successes: int, count: int) -> Interval:
    """Return the 95 % interval of a share (Wilson, 1927); it holds near 0 and 1 too, where most figures are."""
    if count == 0:
        return 0.0, 1.0
    share, weight = successes / count, _Z * _Z / count
    centre = (share + weight / 2) / (1 + weight)
    spread = _Z / (1 + weight) * math.sqrt(share * (1 - share) / count + weight / (4 * count))
    # At 0 and 1 the ends meet the share, which rounding must not push outside.
    return max(0.0, min(share, centre - spread)), min(1.0, max(share, centre + spread))


def bootstrap(statistic: Callable[[NDArray[np.intp]], float], count: int) -> Interval:
    """Return the 95 % percentile interval of a statistic over resampled questions (Efron, 1979).

    Args:
        statistic: Takes the places of the resampled questions, with repetitions.
        count: How many questions there are.
    """
    generator = np.random.default_rng(_SEED)
    values = [statistic(generator.integers(0, count, count)) for _ in range(_RESAMPLES)]
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def bootstrap_mean(values: Sequence[float]) -> Interval:
    """Return the 95 % interval of a mean."""
    array = np.array(values, dtype=np.float64)
    return bootstrap(lambda places: float(array[places].mean()), len(array))


def auroc(positive: Floats, negative: Floats) -> float:
    """Return the probability that a positive has the higher score than a negative, ties counted half."""
    ordered = np.sort(negative)
    below = np.searchsorted(ordered, positive, side="left")
    upto = np.searchsorted(ordered, positive, side="right")
    return float((below + upto).sum() / (2 * len(positive) * len(negative)))


def threshold_for(answerable: Floats, share: float) -> float:
    """Return the highest threshold below which at most `share` of the answerable questions' scores lie."""
    ordered = np.sort(answerable)
    return float(ordered[min(int(share * len(ordered) + 1e-9), len(ordered) - 1)])


def refused_at(answerable: Floats, unanswerable: Floats, share: float) -> float:
    """Return the share of unanswerable questions refused where at most `share` of the others are."""
    return float((unanswerable < threshold_for(answerable, share)).mean())


def two_samples(
    statistic: Callable[[Floats, Floats], float], first: Sequence[float], second: Sequence[float]
) -> tuple[float, Interval]:
    """Return a statistic of two samples with its 95 % bootstrap interval; each sample is resampled by itself."""
    one, other = np.array(first, dtype=np.float64), np.array(second, dtype=np.float64)
    generator = np.random.default_rng(_SEED)
    values = [
        statistic(one[generator.integers(0, len(one), len(one))], other[generator.integers(0, len(other), len(other))])
        for _ in range(_RESAMPLES)
    ]
    low, high = np.quantile(values, [0.025, 0.975])
    return statistic(one, other), (float(low), float(high))


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> tuple[Floats, Floats]:
    """Return the share of questions answered, and the share of those that is wrong, as the threshold falls.

    Geifman and El-Yaniv, "Selective Classification for Deep Neural Networks" (2017). Questions of the same
    confidence are answered together, so there are as many points as confidences differ.
    """
    scores = np.array(confidences, dtype=np.float64)
    order = np.argsort(-scores, kind="stable")
    wrong = np.cumsum(~np.array(right, dtype=bool)[order])
    last = np.append(np.diff(scores[order]) != 0, True)
    answered = np.arange(1, len(scores) + 1)[last]
    return answered / len(scores), wrong[last] / answered
