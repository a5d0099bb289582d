"""Sums and products: "tổng cộng 53 triệu đồng", "10 người, gồm 9 chính thức và 1 dự khuyết"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from rag.writing.bearing.lexicon import forms
from rag.writing.bearing.quantities import Quantity
from rag.writing.bearing.reading import Reading
from rag.writing.bearing.terms import (
    SHARE,
    Result,
    Term,
    beside,
    counts,
    each,
    each_before,
    exactness,
    kin,
    others,
    rough,
    terms,
    totalled,
)
from rag.writing.bearing.units import Unit, named

_MADE_OF = re.compile(r"gồm|trong (?:đó|số)|[:(]|(?<!\w)(?:tức|với|là)(?!\w)", re.IGNORECASE)
_COMES_TO = re.compile(r"(?<!\w)(?:tức|là|thành|cho|mới|vừa)\s+(?:(?:là|đủ|tròn|vừa)\s+)*$", re.IGNORECASE)
_MORE = re.compile(r"(?<!\w)(?:thêm|nữa|cộng)(?!\w)", re.IGNORECASE)
_JOINED_BEHIND = re.compile(r"[^\d.;:()]{0,30}?(?<!\w)(?:và|hoặc|lẫn|cùng)(?!\w)[^\d]", re.IGNORECASE)
_JOINED_BEFORE = re.compile(r"(?<!\w)(?:và|hoặc|lẫn|cùng)(?!\w)[^\d.;:()]{0,30}$", re.IGNORECASE)


def sums(said: Quantity, unit: Unit, claim: Reading, lines: Sequence[Reading]) -> Iterator[Result]:
    """Yield what parts come to that a sentence names, or of which it has all that tells them apart.

    Args:
        said: An amount of the sentence.
        unit: Its unit.
        claim: The sentence.
        lines: The cited lines.
    """
    total = totalled(said, claim)
    stated = [one for one in others(said, claim) if kin(unit, one.unit)]
    behind = [one for one in stated if one.start > said.start]
    if behind and (total or _MADE_OF.search(claim.text[said.end : behind[0].start])):
        yield from map(_sum, _runs(behind))
    if total:
        yield from map(_sum, _runs([one for one in stated if one.start < said.start]))
    if _COMES_TO.search(claim.text[: said.start]):  # "đã đóng 14 năm, thêm 6 năm nữa là đủ 20 năm"
        before = [one for one in stated if one.start < said.start][-2:]
        if len(before) > 1 and _MORE.search(claim.text[before[0].end : before[1].end + 8]):
            yield _sum(before)
    values = {one.value for one in stated}
    joined = _JOINED_BEHIND.match(claim.text[said.end :]) or _JOINED_BEFORE.search(claim.text[: said.start])
    for line in lines:
        for run in _runs([one for one in terms(line) if kin(unit, one.unit)]):
            if len({one.value in values for one in run}) > 1:
                continue  # "32 tập thể và 20 cá nhân" of "12 tập thể và 20 cá nhân"
            told = _told(line, run, claim)
            if total and len(set(told)) == 1:
                yield _sum(run, [_times(one, claim, lines) for one in run])
            elif joined and all(told):
                yield _sum(run)


def products(said: Quantity, unit: Unit, claim: Reading, lines: Sequence[Reading]) -> Iterator[Result]:
    """Yield what so many come to as a sentence says, or as lines say where it is called a total.

    A share of a whole, too, where the sentence has both. Arguments are those of `sums`.
    """
    stated = others(said, claim)
    for share in (one for one in stated if one.unit.name == SHARE):
        wholes = (one for one in stated if one.start < said.start and kin(unit, one.unit))
        yield from ((one.value * share.value / 100, rough(share, one)) for one in wholes)
    known = [one for line in lines for one in terms(line)] if totalled(said, claim) else []
    numbers = [one for one in (*stated, *known) if one.value > 1]
    mine = each_before(claim, said.start)
    one_of = Unit(named(mine[0]) if mine else "", behind=mine)
    for line in lines:
        for rate in (one for one in terms(line) if kin(unit, one.unit)):
            nouns = [noun for noun in each(line, rate) if not counts(one_of, noun)]
            for number in numbers:
                if any(counts(number.unit, noun) for noun in nouns) or _prized(rate, number):
                    yield rate.value * number.value, exactness((rate,))


def _runs(parts: Sequence[Term]) -> Iterator[Sequence[Term]]:
    return (parts[start:end] for start, end in combinations(range(len(parts) + 1), 2) if end - start > 1)


def _sum(parts: Sequence[Term], times: Sequence[Fraction] = ()) -> Result:
    by = times or [Fraction(1)] * len(parts)
    return sum((one.value * factor for one, factor in zip(parts, by, strict=True)), Fraction()), exactness(parts)


def _told(line: Reading, parts: Sequence[Term], claim: Reading) -> list[bool]:
    """Return of which parts of a sum the sentence has what stands beside them and not beside the others."""
    around = [beside(line, one) for one in parts]
    own = [words - frozenset().union(*(other for other in around if other is not words)) for words in around]
    mine = frozenset(forms(claim.text))  # the "Ba" of "giải Ba" too
    return [not mine.isdisjoint(words) for words in own]


def _prized(rate: Term, number: Term) -> bool:
    """Tell whether an amount stands right behind what a number counts: "giải Nhì 10 triệu đồng", "hai giải Nhì"."""
    noun = rate.unit.before[1::-1]
    return len(noun) > 1 and number.unit.behind[:2] == noun


def _times(rate: Term, claim: Reading, lines: Sequence[Reading]) -> Fraction:
    """Return how many there are of what stands right before an amount, 1 where nothing counts it."""
    found = (one.value for text in (claim, *lines) for one in terms(text) if _prized(rate, one))
    return next(found, Fraction(1))
