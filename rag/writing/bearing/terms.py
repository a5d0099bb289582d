"""The numbers of a text that can be reckoned with, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from rag.writing.bearing.bounds import Bound
from rag.writing.bearing.lexicon import Words, forms, lexicon
from rag.writing.bearing.quantities import Kind, Quantity
from rag.writing.bearing.reading import Reading, remembered
from rag.writing.bearing.units import MONEY, PEOPLE, Unit, named

SHARE = "%"
_PRIZE = "giải"  # of which there are several kinds
Result = tuple[Fraction, Bound]  # what numbers come to, and how exactly

_FREE = frozenset({Bound.NONE, Bound.EXACT})
_PARTED = re.compile(r"[,;:().“”]|\s[-–]\s|(?<!\w)(?:và|cùng|hoặc|hay)(?!\w)")
_BY = re.compile(r"(?<!\w)(?:tăng|giảm|thêm|bớt|hơn|kém)\s+$", re.IGNORECASE)
_BODIES = r"tổng(?!\s(?:liên|giám|công ty|cục|bí thư|thống|kiểm|biên|hợp|kết|thư|lãnh|đài))"
_TOTAL = re.compile(
    rf"(?<!\w)(?:{_BODIES}|tất cả|cả thảy|cộng (?:lại|dồn)|gộp lại|toàn bộ|cả (?:hai|ba|bốn))(?!\w)", re.IGNORECASE
)
_EACH = re.compile(r"(?<!\w)(?:mỗi|từng|mỗi một)\s+(?P<noun>[^\W\d]+(?:\s+[^\W\d]+)?\d?)[^.,;:\d]*$", re.IGNORECASE)
_PER = re.compile(
    r"^[^\d.,;:()/]{0,20}?\s*(?:/\s?|(?:cho )?(?:mỗi|một|từng)\s+)(?P<noun>[^\W\d]+\d?(?:\s+[^\W\d]+)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A number that can be reckoned with, and where it stands."""

    value: Fraction
    bound: Bound
    unit: Unit
    start: int
    end: int
    changes: bool = False  # it is by how much something rises or falls


@remembered
def terms(reading: Reading) -> tuple[Term, ...]:
    """Return the amounts of a text, both halves of "15/17" among them; no years, no half of what may be a date."""
    dated = {one.start for one in reading.quantities if one.kind is Kind.DATE}
    found = []
    for one in reading.quantities:
        if one.start in dated or one.kind not in (Kind.AMOUNT, Kind.PAIR):
            continue
        for value in one.value:
            changes = bool(_BY.search(reading.text[: one.start]))
            found.append(Term(Fraction(value), one.bound, one.unit or Unit(""), one.start, one.end, changes))
    return tuple(found)


def others(said: Quantity, claim: Reading) -> list[Term]:
    """Return the other amounts of a sentence."""
    return [one for one in terms(claim) if one.start != said.start]


def kin(left: Unit, right: Unit) -> bool:
    """Tell whether two amounts can be added."""
    if left.name == right.name or {left.name, right.name} <= {"", PEOPLE}:
        return True
    bare, other = (left, right) if right.name else (right, left)
    return not bare.name and bare.large and other.name in MONEY


def exactness(parts: Sequence[Term]) -> Bound:
    """Return what stands before a sum of amounts that have this before them."""
    moved = {one.bound for one in parts} - _FREE
    return Bound.NONE if not moved else moved.pop() if len(moved) == 1 else Bound.ABOUT


def rough(*parts: Term) -> Bound:
    """Return how exact any other result is."""
    return Bound.ABOUT if any(one.bound not in _FREE for one in parts) else Bound.NONE


def totalled(said: Quantity, claim: Reading) -> bool:
    """Tell whether a number is called a total: "tổng tiền thưởng cho hai giải Nhì là 20 triệu đồng"."""
    found = list(_TOTAL.finditer(claim.text[: said.start]))
    between = [one for one in others(said, claim) if found and found[-1].start() < one.start < said.start]
    return bool(found) and not any(said.unit and one.unit.name == said.unit.name and one.unit.hard for one in between)


def beside(line: Reading, part: Term | Quantity) -> frozenset[str]:
    """Return the syllables of weight around a number, up to the next mark, "và" or number."""
    before, behind = line.text[: part.start], line.text[part.end :]
    near = re.split(r"\d", _PARTED.split(before)[-1])[-1], re.split(r"\d", _PARTED.split(behind)[0])[0]
    return frozenset(one for text in near for one in forms(text) if not lexicon().entry((one,)).weightless)


def each_before(reading: Reading, at: int) -> Words:
    """Return the "suất quà" of "mỗi suất quà trị giá", where it stands before a place of a text and in its clause."""
    found = _EACH.search(reading.text[:at])
    return forms(found["noun"]) if found else ()


def each(line: Reading, rate: Term) -> list[Words]:
    """Return what an amount is for one of: "suất" of "mỗi suất 1 triệu đồng" and "35.000 đồng/suất"."""
    per = _PER.match(line.text[rate.end :])
    found = (forms(per["noun"]) if per else (), each_before(line, rate.start))
    return [noun for noun in found if noun]


def counts(count: Unit, noun: Words) -> bool:
    """Tell whether a number counts what an amount is for one of."""
    if not noun or count.name == SHARE:
        return False
    size = 2 if noun[0] == _PRIZE else 1
    word = named(" ".join(noun)) or named(noun[0])
    return word == count.name if word and count.name else count.behind[:size] == noun[:size]
