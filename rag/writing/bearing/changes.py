"""By how much something rises, falls or differs, and what it was before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from rag.writing.bearing.bounds import Bound
from rag.writing.bearing.quantities import Kind, Quantity
from rag.writing.bearing.reading import Reading
from rag.writing.bearing.terms import SHARE, Result, Term, exactness, kin, others, rough, terms
from rag.writing.bearing.units import Unit

RISE = re.compile(r"\b(?:lên|xuống|còn|thành)\b")
CHANGE = re.compile(
    r"(?<!\w)(?:tăng|giảm|thêm|bớt|hơn|kém|chênh|lệch|thiếu|cách|nâng|hạ|mất|nhích|rút|còn lại|tức)(?!\w)"
    r"[^\d.;:()]{0,30}$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\s*(?:đến|tới|-|–)\s*")
_FAR = 40  # characters between two numbers
_POINTS = "điểm %"
_STATE = re.compile(r"(?<!\w)(?:lên|xuống|còn(?! lại)|thành|đạt)\s+(?:\w+\s+)?$", re.IGNORECASE)
_COMPARES = re.compile(r"(?<!\w)(?:hơn|kém|chênh|lệch)(?!\w)[^\d.;:()]{0,30}$", re.IGNORECASE)
_LEFT = re.compile(r"[^\d.;:(),]{0,20}(?<!\w)còn lại(?!\w)", re.IGNORECASE)
_THAN = re.compile(r"(?<!\w)(?P<way>tăng|giảm|nhiều hơn|ít hơn|thêm|hơn|kém|vượt)(?!\w)[^\d;:.]{0,20}$", re.IGNORECASE)
_REFERENCE = re.compile(r"[^\d;:.,]{0,30}so với\s+(?P<what>[^,;:.]{3,40})", re.IGNORECASE)
_EARLIER = re.compile(
    r"(?<!\w)(?:cùng kỳ|trước đó|trước đây|(?:năm|lần|kỳ|đợt|khóa|khoá) trước|năm ngoái|ban đầu)(?!\w)", re.IGNORECASE
)
_AIM = re.compile(r"(?<!\w)(?:chỉ tiêu|kế hoạch|mục tiêu)(?!\w)", re.IGNORECASE)
_YEAR, _CLAUSE = re.compile(r"(?:19|20)\d\d"), re.compile(r"[,;:]")
_NEAR = 60  # characters
_FEWER = frozenset({"giảm", "ít hơn", "kém"})


def differences(line: Reading) -> Iterator[Quantity]:
    """Yield by how much "từ 15.000 đồng lên 17.000 đồng" rises, and how many hours "từ 2h đến 20h" has."""
    for left, right in pairwise(line.quantities):
        between = line.text[left.end : right.start].lower()
        if left.kind is not right.kind or len(between) > _FAR:
            continue
        if left.kind is Kind.HOUR and _UNTIL.fullmatch(between) and right.value > left.value:
            lasts = sum(
                Fraction(int(end) - int(start), per)
                for start, end, per in zip(left.value, right.value, (1, 60), strict=True)
            )
            yield Quantity(Kind.AMOUNT, left.start, right.end, (lasts,), Unit("giờ"))
        elif (
            left.kind is Kind.AMOUNT
            and left.unit
            and right.unit
            and left.unit.name == right.unit.name
            and RISE.search(between)
        ):
            change = abs(Fraction(right.value[0]) - Fraction(left.value[0]))
            yield Quantity(Kind.AMOUNT, left.start, right.end, (change,), right.unit)


def changes(said: Quantity, unit: Unit, claim: Reading, lines: Sequence[Reading]) -> Iterator[Result]:
    """Yield by how much two amounts differ, where a sentence says that it is that: "tăng thêm 5.500 đồng".

    Args:
        said: An amount of the sentence.
        unit: Its unit.
        claim: The sentence.
        lines: The cited lines.
    """
    for one in claim.quantities:
        if one.kind is Kind.PAIR and one.start != said.start:
            yield abs(Fraction(one.value[1]) - Fraction(one.value[0])), Bound.NONE  # the others of "18/41"
    left = _LEFT.match(claim.text[said.end :])
    told = left or unit.name == _POINTS or CHANGE.search(claim.text[: said.start])
    if not told or unit.name == SHARE or _STATE.search(claim.text[: said.start]):
        return  # "giảm 3%" is not by how many points, "xuống 15 phút" not by how much
    for line in lines:
        yield from (
            (Fraction(one.value[0]), Bound.NONE) for one in differences(line) if one.unit and kin(unit, one.unit)
        )
    of = _of(unit)
    stated = [one for one in others(said, claim) if kin(of, one.unit)]
    given = [[one for one in terms(line) if kin(of, one.unit)] for line in lines]
    # "(tăng 240.000 đồng)" tells no state
    states = (pair for some in given for pair in pairwise(one for one in some if not one.changes))
    yield from (_difference(*pair) for pair in (*states, *combinations(stated, 2)))
    if left or _COMPARES.search(claim.text[: said.start]):
        yield from (_difference(whole, part) for some in given for whole in some for part in stated)


def earlier(said: Quantity, unit: Unit, claim: Reading, lines: Sequence[Reading]) -> Iterator[Result]:
    """Yield what there was in a year with which a line compares, or its aim: 168 of "214, tăng 46 so với năm 2021".

    Arguments are those of `changes`.
    """
    for line in lines:
        for now, change in _followed(terms(line)):
            way, than = _THAN.search(line.text[: change.start]), _REFERENCE.match(line.text[change.end :])
            if not way or not than or not (kin(unit, now.unit) and kin(unit, _of(change.unit))):
                continue
            around = _CLAUSE.split(claim.text[max(said.start - _NEAR, 0) : said.start])[-1]
            around += _CLAUSE.split(claim.text[said.end :])[0]
            then = _AIM if _AIM.search(than["what"]) else _EARLIER
            if then.search(around) or any(year in around for year in _YEAR.findall(than["what"])):
                moved = change.value if way["way"].lower() in _FEWER else -change.value
                yield now.value + moved, exactness((now, change))


def _followed(found: Sequence[Term]) -> Iterator[tuple[Term, Term]]:
    """Yield each amount with the one before it that counts the same, or else with that right before it."""
    for at, change in enumerate(found[1:], 1):
        before = found[at - 1 :: -1]
        same = (one for size in (2, 1) for one in before if one.unit.behind[:size] == change.unit.behind[:size])
        yield next(same, found[at - 1]), change


def _of(unit: Unit) -> Unit:
    """Return the unit of what changes: per cent by points of per cent."""
    return Unit(SHARE) if unit.name == _POINTS else unit


def _difference(left: Term, right: Term) -> Result:
    return abs(left.value - right.value), rough(left, right)
