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
from rag.writing.bearing.terms import SHARE, Result, Term, beside, kin, others, rough, terms
from rag.writing.bearing.units import Unit

_ROUND = Fraction(5)  # a fraction in words may be so many points away
_TIMES = "lần"
_EVENLY = re.compile(r"(?<!\w)(?:mỗi|từng|bình quân|trung bình|/)", re.IGNORECASE)
_NEAR = 60  # characters
_STAYS = {("bằng",), ("còn",)}
_LOSES = re.compile(r"(?<!\w)(?:giảm|mất|hụt)(?:\s+(?:tới|đến|khoảng|gần|hơn|mất|đi))*\s+$", re.IGNORECASE)
_HALF, _TEN, _FAR_FROM_HALF = 50, 10, 17  # points of per cent
_MAKES_UP = re.compile(
    r"(?<!\w)(?:chiếm|tương đương|bằng|tức|đạt)\s+(?:(?:là|với|khoảng|gần|hơn|trên|tới|đến|tỷ lệ)\s+)*$", re.IGNORECASE
)
_AS_MUCH = re.compile(r"(?<!\w)gấp(?:\s+(?:gần|hơn|khoảng))?\s+$", re.IGNORECASE)
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
    amounts = [one for one in claim.quantities if one.kind is Kind.AMOUNT and one.value != (1,)]  # no "một lần"
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
        yield from _shares(claim)  # "khoảng 15%: 47 trên 320 khu"
        yield from _parts(said, claim, lines)
        for line in lines:
            yield from _shares(line)
            yield from _growth(said, claim, line)
    elif unit.name == _TIMES:
        whole = (one for line in lines for one in terms(line) if one.unit.name == SHARE)
        yield from ((one.value / 100, one.bound) for one in whole)  # "gấp đôi" of "200%"
        for left, right in (pair for line in lines for pair in combinations(terms(line), 2)):
            if left.unit.name == right.unit.name and left.value and right.value:
                yield from ((one, rough(left, right)) for one in (left.value / right.value, right.value / left.value))
    else:
        yield from _before_it_rose(stated, lines)
    if _EVENLY.search(near) and unit.name not in (SHARE, _TIMES):
        wholes = [one for one in stated if kin(unit, one.unit)]
        yield from ((one.value / by.value, rough(one, by)) for one in wholes for by in stated if by.value > 1)


def _parts(said: Quantity, claim: Reading, lines: Sequence[Reading]) -> Iterator[Result]:
    """Yield which share one amount of the sentence is of another one, or of one of the lines: "chiếm hơn 40%"."""
    half = said.value == (_HALF,)
    if "nửa" not in claim.text[said.start : said.end].lower() and not _MAKES_UP.search(claim.text[: said.start]):
        return
    stated = [one for one in others(said, claim) if one.unit.name not in (SHARE, _TIMES)]
    for part in stated:
        for whole in (*stated, *(one for line in lines for one in terms(line))):
            if not 0 < part.value < whole.value or not kin(part.unit, whole.unit):
                continue
            value = 100 * part.value / whole.value
            yield value, rough(part, whole)
            step = _FAR_FROM_HALF if half else _ROUND
            low = 50 if half else value // _TEN * _TEN
            yield from ((Fraction(low), Bound.MORE) for _ in range(low < value <= low + step))
            high = 50 if half else low + _TEN
            yield from ((Fraction(high), Bound.NEARLY) for _ in range(high - step <= value < high))


def _before_it_rose(stated: Sequence[Term], lines: Sequence[Reading]) -> Iterator[Result]:
    """Yield the 60 of "120 hồ sơ, gấp đôi ngày thường", where a sentence has the 120."""
    for line in lines:
        for now, times in pairwise(terms(line)):
            told = any(one.value == now.value and kin(one.unit, now.unit) for one in stated)
            if told and times.unit.name == _TIMES and times.value > 1 and _AS_MUCH.search(line.text[: times.start]):
                yield now.value / times.value, rough(now, times)


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
