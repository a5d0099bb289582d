"""Shares, averages and how many times as much: "ba phần tư", "cứ 10 người thì có 6", "gấp đôi"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from rag.writing.bearing.bounds import Bound
from rag.writing.bearing.changes import CHANGE, RISE
from rag.writing.bearing.quantities import Kind, Quantity
from rag.writing.bearing.reading import Reading
from rag.writing.bearing.rounding import tells
from rag.writing.bearing.terms import SHARE, Result, beside, kin, others, rough, terms
from rag.writing.bearing.units import Unit

_ROUND = Fraction(5)  # a fraction in words may be so many points away
_TIMES = "lần"
_EVENLY = re.compile(r"(?<!\w)(?:mỗi|từng|bình quân|trung bình|/)", re.IGNORECASE)
_NEAR = 60  # characters
_STAYS = {("bằng",), ("còn",)}
_LOSES = re.compile(r"(?<!\w)(?:giảm|mất|hụt)(?:\s+(?:tới|đến|khoảng|gần|hơn|mất|đi))*\s+$", re.IGNORECASE)
_OF_EVERY = re.compile(r"(?<!\w)(?:cứ|trong)\s+(?:mỗi\s+|trung bình\s+)?$", re.IGNORECASE)
_THEN = re.compile(r"(?<!\w)(?:thì|có)(?!\w)", re.IGNORECASE)


def share(part: Fraction, said: Quantity, claim: Reading, lines: Sequence[Reading]) -> bool:
    """Tell whether the lines give a share that the sentence has as "ba phần tư" or "cứ 10 người thì có 6".

    Args:
        part: The share, in per cent.
        said: The number by which the sentence tells it.
        claim: The sentence.
        lines: The cited lines.
    """
    given = [found for line in lines for found in _fitting(said, claim, line)]
    given += [found for line in lines for found in _shares(line)]
    # A fraction in words is itself rough.
    return any(
        tells(part, said.bound, value, Bound.NONE if bound is Bound.ABOUT else bound, _ROUND) for value, bound in given
    )


def shared(said: Quantity, claim: Reading, lines: Sequence[Reading]) -> bool:
    """Tell whether a number is one of the two of a share that the lines give in per cent or as "7/10".

    Args:
        said: An amount of the sentence.
        claim: The sentence.
        lines: The cited lines.
    """
    amounts = [one for one in claim.quantities if one.kind is Kind.AMOUNT]
    for whole, part in pairwise(amounts):
        if said not in (whole, part) or not _OF_EVERY.search(claim.text[: whole.start]):
            continue
        if not _THEN.search(claim.text[whole.end : part.start]) or not whole.value[0]:
            continue
        ratio = 100 * Fraction(part.value[0]) / Fraction(whole.value[0])
        if share(ratio, part, claim, lines):
            return True
    return False


def lost(said: Quantity, claim: Reading, given: Unit) -> bool:
    """Tell whether a sentence says lost what a line says is left: "giảm 20%" of "chỉ bằng 20%"."""
    return given.name == SHARE and given.before[:1] in _STAYS and bool(_LOSES.search(claim.text[: said.start]))


def quotients(said: Quantity, unit: Unit, claim: Reading, lines: Sequence[Reading]) -> Iterator[Result]:
    """Yield what an amount is of another, or what is left of the whole.

    Args:
        said: An amount of the sentence.
        unit: Its unit.
        claim: The sentence.
        lines: The cited lines.
    """
    stated = others(said, claim)
    near = claim.text[max(said.start - _NEAR, 0) : said.start] + " " + claim.text[said.end : said.end + _NEAR]
    if unit.name == SHARE:
        yield from ((100 - one.value, one.bound) for one in stated if one.unit.name == SHARE)
        for line in lines:
            yield from _shares(line)
            yield from _growth(said, claim, line)
    elif unit.name == _TIMES:
        for left, right in (pair for line in lines for pair in combinations(terms(line), 2)):
            if left.unit.name == right.unit.name and left.value and right.value:
                yield from ((one, rough(left, right)) for one in (left.value / right.value, right.value / left.value))
    elif _EVENLY.search(near):
        wholes = [one for one in stated if kin(unit, one.unit)]
        yield from ((one.value / by.value, rough(one, by)) for one in wholes for by in stated if by.value > 1)


def _fitting(said: Quantity, claim: Reading, line: Reading) -> Iterator[Result]:
    """Yield the shares of a line beside which most stands of what stands beside a number of the sentence."""
    mine = beside(claim, said)
    fits = [(len(mine & beside(line, one)), one) for one in terms(line) if one.unit.name == SHARE]
    most = max((fit for fit, _ in fits), default=0)
    yield from ((one.value, one.bound) for fit, one in fits if fit == most)


def _shares(line: Reading) -> Iterator[Result]:
    """Yield which share "500/680 lao động" is, in per cent."""
    pairs = (one.value for one in line.quantities if one.kind is Kind.PAIR)
    yield from ((Fraction(100 * int(part), int(whole)), Bound.NONE) for part, whole in pairs if int(whole))


def _growth(said: Quantity, claim: Reading, line: Reading) -> Iterator[Result]:
    """Yield by which share an amount of a line rises or falls to the next, and what is lost of "chỉ còn bằng 20%"."""
    if not CHANGE.search(claim.text[: said.start]):
        return
    for a, b in pairwise(terms(line)):
        if a.unit.name == b.unit.name != SHARE and a.value and RISE.search(line.text[a.end : b.start]):
            yield 100 * abs(b.value - a.value) / a.value, Bound.NONE
    left = (one for one in terms(line) if one.unit.name == SHARE and one.unit.before[:1] in _STAYS)
    if _LOSES.search(claim.text[: said.start]):
        yield from ((100 - one.value, one.bound) for one in left)
