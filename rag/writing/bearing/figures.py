"""Numbers of a sentence that the cited lines don't have, or have of something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from rag.writing.bearing import arithmetic, counting, days, shares, spans
from rag.writing.bearing.bounds import Bound, allows
from rag.writing.bearing.counted import counts_something, same_unit
from rag.writing.bearing.dates import Date
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import Words, forms
from rag.writing.bearing.numerals import spelled
from rag.writing.bearing.quantities import Kind, Quantity
from rag.writing.bearing.reading import Reading
from rag.writing.bearing.rounding import tells
from rag.writing.bearing.units import Unit, scaled

_OF_DOCUMENTS = frozenset({"định", "quyết", "tư", "thị", "số"})
_REGULARLY = re.compile(
    r"(?:mỗi|hằng|hàng) (?P<per>ngày|tuần|tháng|quý|năm)(?: (?:sẽ|được|tổ chức|một|có)){0,2} $", re.IGNORECASE
)
_PER_ONE = re.compile(r"(?:phút|giờ|đồng|usd|%|lần|lượt|suất|bữa|buổi|điểm|kg|tấn|sản phẩm)\s+$", re.IGNORECASE)
_KINDS = {("giải",), ("huy",)}  # of which there are several: "một giải Nhất" beside "hai giải Nhì"
_ORDINALS: dict[object, tuple[Words, ...]] = {
    1: (("đầu", "tiên"), ("nhất",)),
    2: (("nhì",), ("tiếp", "đến"), ("tiếp", "theo")),
}  # "thứ hai"
_BOTH_SIDES, _DENIED = {Bound.LESS, Bound.LEAST}, frozenset({"không", "chưa"})
_NOT_ENOUGH = re.compile(r"(?<!\w)(?:không|chưa) (?:có )?đủ\s+$", re.IGNORECASE)
_CALLED = re.compile(r"(?<!\w)(?<!ở )(?<!là )(?:mức|ngưỡng|giới hạn|con số)\s+$", re.IGNORECASE)
_NO_MORE = re.compile(r"(?<!\w)(?:chỉ|mỗi|đúng|duy nhất)(?!\w)[^,;:.]*$", re.IGNORECASE)
_PLACES, _HEAD_LINES = frozenset({"quận", "phường"}), 3
_UNTIL_HERE = re.compile(r"([^\W\d]+)\s+(?:đến|tới|hoặc|hay)\s+$")
_FROM_HERE = re.compile(r"\s+(?:đến|tới|hoặc|hay)\s+([^\W\d]+)")
_AREAS = frozenset({"m2", "m3"})
_EVERY = ("mỗi", "hằng", "hàng")
_SHARES = frozenset({"%", "điểm %", "lần"})
_SHARE_IS = re.compile(r"t[ỷỉ] (?:lệ|trọng)[^,;:.\d]*\s(?:là|đạt|chiếm|ở mức)\s+$", re.IGNORECASE)


def unborne(claim: Reading, grounds: Grounds) -> tuple[Kind, str] | None:
    """Return a number that is not borne, with what it is, or None where all are."""
    given = [quantity for reading in grounds.lines for quantity in reading.quantities]
    places: dict[int, list[Quantity]] = {}
    for quantity in claim.quantities:
        places.setdefault(quantity.start, []).append(quantity)
    if loose := _unread(claim):
        return Kind.AMOUNT, loose
    given_days = list(days.days(claim, grounds))
    for said in places.values():
        if _is_no_share(said, claim):
            return said[0].kind, claim.text[said[0].start : said[0].end]
        borne = {one: _borne(one, given, given_days, grounds, claim) for one in said}
        # "quý II/2018" is a quarter and a year; "7/8" is a day or a fraction, "2000" a year or an amount.
        parts = [borne[one] for one in said if one.kind is Kind.LABEL]
        dates = [borne[one] for one in said if one.kind is Kind.DATE]
        others = [borne[one] for one in said if one.kind not in (Kind.LABEL, Kind.DATE)]
        if not all(parts) or not ((dates and all(dates)) or any(others) or not (dates or others)):
            return said[0].kind, claim.text[said[0].start : said[0].end]
    alone = counting.single(claim, given)
    return (Kind.AMOUNT, alone) if alone else None


def _is_no_share(said: list[Quantity], claim: Reading) -> bool:
    """Tell whether what should be a share is counted: "tỷ lệ nợ xấu là 1.050 lượt"."""
    amounts = [one.unit for one in said if one.kind is Kind.AMOUNT and one.unit]
    return (
        len(amounts) == len(said)
        and not any(unit.name in _SHARES for unit in amounts)
        and bool(_SHARE_IS.search(claim.text[: said[0].start]) and amounts[0].behind)
    )


def _unread(claim: Reading) -> str:
    """Return a figure that is part of no number that could be read, or ""."""
    covered = [False] * len(claim.text)
    for one in claim.quantities:
        covered[one.start : one.end] = [True] * (one.end - one.start)
    loose = next((at for at, char in enumerate(claim.text) if char.isdecimal() and not covered[at]), None)
    return "" if loose is None else claim.text[max(loose - 4, 0) : loose + 4].strip()


def _borne(said: Quantity, given: Sequence[Quantity], dates: list[Date], grounds: Grounds, claim: Reading) -> bool:
    if said.kind is Kind.DATE:
        return days.borne(said.date, dates, [one.date for one in claim.quantities if one.kind is Kind.DATE])
    if said.kind is Kind.AMOUNT and said.unit:
        return _amount_borne(said, said.unit, given, grounds, claim)
    if said.kind is Kind.CODE and said.value[0] in _AREAS:
        return True  # part of a unit, which its number is checked with
    if said.kind is Kind.PAIR and shares.share(
        Fraction(100 * int(said.value[0]), int(said.value[1]) or 1), said, claim, grounds.lines
    ):
        return True
    if said.kind is Kind.HOUR and said.value in spans.hours(grounds.lines):
        return True  # "mất 4 giờ 35 phút"
    if said.kind is Kind.PAIR and any(_has_both(said, line) for line in grounds.lines):
        return True
    if said.kind is Kind.LABEL and said.value[0] == "thứ" and any(map(grounds.has, _ORDINALS.get(said.value[1], ()))):
        return True
    if said.kind is Kind.LABEL and any(
        _labelled_range(said, one, line) for line in grounds.lines for one in line.quantities
    ):
        return True
    # "của quận" of the line is "quận 1" of the title.
    named = _called(said, grounds) if said.kind is Kind.LABEL else []
    return any(_same_figure(said, one) for one in [*given, *named])


def _called(said: Quantity, grounds: Grounds) -> list[Quantity]:
    """Return the labels that a title gives, those of an article's head, and its one district, to what lines name."""
    titles = [one for title in grounds.titles for one in title.quantities]
    label = said.value[0]
    if label == "thứ" and not any(one.kind is Kind.LABEL and one.value[0] == label for one in grounds.numbers):
        heads = (line for article in grounds.articles for line in article.whole[:_HEAD_LINES])
        return [*titles, *(one for line in heads for one in line.quantities)]
    if label not in _PLACES or not grounds.has((str(label),)):
        return titles
    known = (one for article in grounds.articles for line in article.whole for one in line.quantities)
    places = [one for one in known if one.kind is Kind.LABEL and one.value[0] == label]
    return places if len({one.value for one in places}) == 1 else titles


def _labelled_range(said: Quantity, given: Quantity, line: Reading) -> bool:
    """Tell whether a label is one end of a range of a line: "bậc 10 đến bậc 15" of "bậc 10-15"."""
    return said.value[1] in given.value and forms(line.text[: given.start])[-1:] == said.value[:1]


def _amount_borne(said: Quantity, unit: Unit, given: Sequence[Quantity], grounds: Grounds, claim: Reading) -> bool:
    amounts = [one for one in given if one.kind is Kind.AMOUNT and one.unit]
    per = not unit.per or any(unit.per in line.vocabulary for line in (*grounds.lines, *grounds.titles))
    if not per and not _per_elsewhere(said, unit, grounds):
        return False  # "17.000 đồng/tháng", where no line has a month
    for line in grounds.lines:
        for one in (*line.quantities, *_from_pairs(line.quantities)):
            if one.kind is not Kind.AMOUNT or not arithmetic.keeps(said, claim, one, line):
                continue
            if _same_amount(said, one) or any(way(said, claim, one, line) for way in _WAYS):
                return True
    if _compound_borne(said, claim, grounds):
        return True
    if said.value == (Fraction(1),) and _one_borne(said, unit, amounts, grounds, claim):
        return True
    if (
        _of_a_range(said, claim, given)
        or counting.counts(said, claim, grounds.lines)
        or arithmetic.follows(said, claim, grounds.lines)
    ):
        return True
    if any(_numbered(said, unit, one, line) for line in grounds.lines for one in line.quantities):
        return True
    return spans.lasts(said, claim, given, grounds.lines) or shares.shared(said, claim, grounds.lines)


def _one_borne(said: Quantity, unit: Unit, amounts: list[Quantity], grounds: Grounds, claim: Reading) -> bool:
    """Tell whether a "một" of a sentence is no more than an article, or says what a line says without it."""
    units = [one.unit for one in amounts if one.unit]
    if _PER_ONE.search(claim.text[: said.start]):
        return True  # "30 phút một ngày": what it is per is compared with the amount
    if unit.name == "lần" and all(one.name != "lần" for one in units) and _once(said, claim, grounds):
        return True  # "hưởng một lần": how something is paid, and no count
    if unit.name == "lần" and (each := _each(said, claim)):
        return all(one.name != "lần" for one in units) and any(grounds.has((every, each)) for every in _EVERY)
    if unit.name or not unit.behind:
        return said.worded and unit.name in grounds.bears.syllables and all(one.name != unit.name for one in units)
    noun = unit.behind[:2]  # "một giải Nhất" beside "hai giải Nhì"
    if any(one.behind[:2] == noun or one.behind[:1] == noun[:1] not in _KINDS for one in units):
        return False
    return said.worded or any(" ".join(noun) in " ".join(forms(line.text)) for line in grounds.lines)


def _once(said: Quantity, claim: Reading, grounds: Grounds) -> bool:
    if _NO_MORE.search(claim.text[: said.start]):
        return False  # "mỗi người chỉ được hỗ trợ một lần"
    told = (one for article in grounds.articles for line in article.whole for one in line.quantities)
    return any(one.unit and one.unit.name == "lần" and one.value == said.value for one in told)


def _per_elsewhere(said: Quantity, unit: Unit, grounds: Grounds) -> bool:
    """Tell whether another line of the article has the same amount per the same: "48 giờ một tuần" of "48 giờ"."""
    told = (one for article in grounds.articles for line in article.whole for one in line.quantities)
    return any(
        one.unit and one.value == said.value and (one.unit.name, one.unit.per) == (unit.name, unit.per) for one in told
    )


def _of_a_range(said: Quantity, claim: Reading, given: Sequence[Quantity]) -> bool:
    """Tell whether an amount is one end of a range that a line has in figures: "một đến hai phiên" of "1-2 phiên"."""
    before, behind = _UNTIL_HERE.search(claim.text[: said.start]), _FROM_HERE.match(claim.text[said.end :])
    lower, upper = (spelled([found[1].lower()])[0] if found else 0 for found in (before, behind))
    ranges = [one.value for one in given if one.kind is Kind.PAIR]
    return (lower, *said.value) in ranges or (*said.value, upper) in ranges


def _each(said: Quantity, claim: Reading) -> str:
    """Return "tháng" of "mỗi tháng một lần" and "một lần mỗi tháng", "" of what isn't done regularly."""
    before = _REGULARLY.search(claim.text[: said.start])
    return before["per"].lower() if before else said.unit.per if said.unit else ""


def _has_both(said: Quantity, line: Reading) -> bool:
    """Tell whether a line counts both: "18 trên 31 xe" for "18 xe trong đoàn 31 chiếc"."""
    amounts = [one.value[0] for one in line.quantities if one.kind is Kind.AMOUNT]
    return any(tuple(sorted(pair)) == said.value for pair in pairwise(amounts))


def _same_figure(said: Quantity, given: Quantity) -> bool:
    if said.kind is given.kind is Kind.CODE:
        return given.value[: len(said.value)] == said.value
    if said.kind is Kind.CODE and given.kind is Kind.AMOUNT and given.unit:
        return said.value == ("".join([*given.unit.before[:1], str(given.value[0])]),)  # "SO2" of "SO 2"
    if said.kind is Kind.LABEL and given.kind is Kind.CODE:
        return said.value[0] in _OF_DOCUMENTS and given.value[0] == said.value[1]
    if said.kind is Kind.HOUR and given.kind is Kind.HOUR:
        return said.value == given.value
    return said.kind is given.kind and said.value == given.value


def _same_amount(said: Quantity, given: Quantity) -> bool:
    if not said.unit or not given.unit:
        return False
    number, value = Fraction(said.value[0]), Fraction(given.value[0])
    if tells(number, said.bound, value, given.bound) and same_unit(said.unit, given.unit):
        return True
    scale = scaled(given.unit, said.unit) if value > 1 else None  # no seven days of "mỗi tuần một lần"
    return scale is not None and tells(number, said.bound, value * scale, given.bound)


def _contraposed(said: Quantity, claim: Reading, given: Quantity, line: Reading) -> bool:
    """Tell whether who reaches a number is told for who doesn't: "từ 50 điểm trở lên" of "dưới 50 điểm không được"."""
    if said.value != given.value or not (said.unit and given.unit) or not same_unit(said.unit, given.unit):
        return False
    sides = {said.bound: (claim, said), given.bound: (line, given)}
    if sides.keys() != _BOTH_SIDES:
        return False
    text, number = sides[Bound.LESS]
    denying = sum(form in _DENIED for form in text.forms)
    return denying > bool(_NOT_ENOUGH.search(text.text[: number.start]))


def _limit(said: Quantity, claim: Reading, given: Quantity, line: Reading) -> bool:
    """Tell whether an amount is called by its name what a line calls a limit: "mức 400 giờ này" of "tối đa 400 giờ"."""
    if given.bound not in (Bound.MOST, Bound.LEAST) or said.bound is not Bound.NONE:
        return False
    return bool(_CALLED.search(claim.text[: said.start])) and _same_amount(replace(said, bound=given.bound), given)


def _compound_borne(said: Quantity, claim: Reading, grounds: Grounds) -> bool:
    """Tell whether an amount is a part of "1 năm 2 tháng", which a line tells as "14 tháng"."""
    amounts = [one for one in claim.quantities if one.kind is Kind.AMOUNT]
    given = [one for line in grounds.lines for one in line.quantities if one.kind is Kind.AMOUNT]
    for left, right in pairwise(amounts):
        scale = scaled(left.unit, right.unit) if left.unit and right.unit else None
        between = forms(claim.text[left.end : right.start])
        if said not in (left, right) or not scale or not left.unit or between != (left.unit.name,):
            continue
        value = Fraction(left.value[0]) * scale + Fraction(right.value[0])
        whole = replace(right, value=(value,), bound=left.bound)
        if any(_same_amount(whole, one) for one in given):
            return True
    return False


def _numbered(said: Quantity, unit: Unit, given: Quantity, line: Reading) -> bool:
    """Tell whether a number is a name without its "số": "Công ước 98" of "Công ước số 98"."""
    return (
        given.kind is Kind.LABEL
        and given.value == ("số", *said.value)
        and unit.before[:1] == tuple(reversed(forms(line.text[: given.start])[-2:-1]))
    )


def _unit_elsewhere(said: Quantity, claim: Reading, given: Quantity, line: Reading) -> bool:
    """Tell whether one of two equal amounts has its unit elsewhere in its text: "54,3 (nam 55,6; nữ 52,6 tuổi)"."""
    if given.kind is not Kind.AMOUNT or said.value != given.value or not (said.unit and given.unit):
        return False
    if not allows(given.bound, said.bound) or said.unit.hard is given.unit.hard:
        return False
    bare, text, unit = (said.unit, claim, given.unit) if given.unit.hard else (given.unit, line, said.unit)
    return not bare.name and not counts_something(bare) and unit.name in text.vocabulary


def _from_pairs(given: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield both halves of "15/17 phiếu" as amounts; of what may be a date, none."""
    dated = {one.start for one in given if one.kind is Kind.DATE}
    for one in given:
        if one.kind is Kind.PAIR and one.start not in dated:
            for half in one.value:
                yield Quantity(Kind.AMOUNT, one.start, one.end, (Fraction(half),), one.unit or Unit(""))


_WAYS = (_contraposed, _limit, _unit_elsewhere)  # in which an amount may be told otherwise
