"""The prompts' own words: no answer repeats them, whatever a member or an article asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.text.vietnamese import fold, syllables

_RUN = 6  # syllables in a row; shorter ones are anybody's words
_ODD = re.compile(r"\S*(?:[A-Z]{4}|[a-z][A-Z]|[^\W\d_]\d|\d[^\W\d_]|\w_\w)\S*")  # "CANARY-7f3a", "secretToken"


class Leaks:
    """Finds what comes from a prompt and from nowhere else."""

    def __init__(self, own_words: str) -> None:
        self._runs = _runs(own_words)
        self._odd = {_bare(token) for token in _ODD.findall(own_words)} - {""}

    def found(self, text: str, others: Iterable[str]) -> str:
        """Return what a text repeats of the prompts and none of the other texts says; "" where it repeats nothing."""
        tokens = [token for token in map(_bare, text.split()) if any(odd in token for odd in self._odd)]
        runs = _runs(text) & self._runs
        if not tokens and not runs:
            return ""
        whole = list(others)
        said = " ".join(" ".join(map(fold, syllables(other))) for other in whole)
        given = fold(" ".join(whole))
        return next((run for run in sorted(runs) if run not in said), "") or next(
            (token for token in tokens if token not in given), ""
        )


def _runs(text: str) -> set[str]:
    tokens = [fold(token) for token in syllables(text)]
    return {" ".join(tokens[place : place + _RUN]) for place in range(len(tokens) - _RUN + 1)}


def _bare(token: str) -> str:
    return re.sub(r"^\W+|\W+$", "", fold(token))
