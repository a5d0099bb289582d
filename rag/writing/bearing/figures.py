"""Numbers of a sentence that the cited lines don't have, or have of something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from rag.writing.bearing import counting, days
from rag.writing.bearing.arithmetic import differences
from rag.writing.bearing.bounds import Bound, allows
from rag.writing.bearing.dates import Date
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import Words, lexicon, table
from rag.writing.bearing.quantities import Kind, Quantity
from rag.writing.bearing.reading import Reading
from rag.writing.bearing.units import Unit

_OF_DOCUMENTS = frozenset({"định", "quyết", "tư", "thị", "số"})
_PARTIES = frozenset({"bên"})  # "hai bên": whoever they are
_MONEY = frozenset({"đồng", "usd", "euro", "won", "yên", "tệ"})
_REGULARLY = re.compile(
    r"(?:mỗi|hằng|hàng) (?P<per>ngày|tuần|tháng|quý|năm)(?: (?:sẽ|được|tổ chức|một|có)){0,2} $", re.IGNORECASE
)
_PER_ONE = re.compile(r"(?:phút|giờ|đồng|usd|%|lần|lượt|suất|bữa|buổi|điểm|kg|tấn|sản phẩm)\s+$", re.IGNORECASE)
_PEOPLE_UNIT, _ANYBODY = "người", frozenset({"người", "lao", "thành", "nhân", "con", "em", "anh", "chị"})
# Without weight in a sentence, and yet what a number counts.
_COUNTERS = frozenset(
    "vụ cuộc buổi đợt lần lượt con chiếc cái bộ bản tờ suất ngôi điều việc nơi chỗ phía dịp tấm".split()
)
_CASES = ("trường", "hợp")
_CASE = ("vụ",)  # "một vụ tai nạn" is any one
_THINGS = frozenset("căn nhà hộp vé suất xe cuốn tấn".split())
_NOBODY = table(
    """
    doanh nghiệp, công ty, đơn vị, cơ sở, công đoàn, công đoàn cơ sở, cđcs, tổ chức, cơ quan, nhà máy, chi nhánh, dự án
    công trình, nhiệm vụ, tiết mục, gian hàng, phiếu, hồ sơ, đơn thư, lá đơn, sản phẩm, giải pháp, sáng kiến, đề tài
    hợp đồng, thỏa ước, tỉnh, thành phố, huyện, quận, xã, phường, trường, lớp, tổ, đội, hộ, gia đình, hộ dân, phòng
    huy chương, giải, bài, bài viết, ý kiến, câu hỏi, chuyến, chuyến xe, công trường, khu công nghiệp, môn, văn bản
    """
)
_MATTERS = table("vấn đề, nội dung, ý kiến, điểm sau, giải pháp, việc sau")
_ORDINALS: dict[object, tuple[Words, ...]] = {
    1: (("đầu", "tiên"), ("nhất",)),
    2: (("nhì",), ("tiếp", "đến"), ("tiếp", "theo")),
}  # "thứ hai"
_EVERY = ("mỗi", "hằng", "hàng")
_WHOLE = frozenset({"cả", "toàn", "suốt"})
_SHARES = frozenset({"%", "điểm %", "lần"})
_SHARE_IS = re.compile(r"t[ỷỉ] (?:lệ|trọng)[^,;:.\d]*\s(?:là|đạt|chiếm|ở mức)\s+$", re.IGNORECASE)
# Words that stand for any unit; their number is checked all the same.
_GENERIC = frozenset("suất phần chiếc cái bộ đơn trường hợp số con".split())


def unborne(claim: Reading, grounds: Grounds) -> tuple[Kind, str] | None:
    """Return a number that is not borne, with what it is, or None where all are."""
    given = [quantity for reading in grounds.lines for quantity in reading.quantities]
    spans: dict[int, list[Quantity]] = {}
    for quantity in claim.quantities:
        spans.setdefault(quantity.start, []).append(quantity)
    if loose := _unread(claim):
        return Kind.AMOUNT, loose
    given_days = list(days.days(claim, grounds))
    for said in spans.values():
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


def _borne(said: Quantity, given: list[Quantity], dates: list[Date], grounds: Grounds, claim: Reading) -> bool:
    if said.kind is Kind.DATE:
        return days.borne(said.date, dates, [one.date for one in claim.quantities if one.kind is Kind.DATE])
    if said.kind is Kind.AMOUNT and said.unit:
        return _amount_borne(said, said.unit, given, grounds, claim)
    if said.kind is Kind.PAIR and any(_has_both(said, line) for line in grounds.lines):
        return True
    if said.kind is Kind.LABEL and said.value[0] == "thứ" and any(map(grounds.has, _ORDINALS.get(said.value[1], ()))):
        return True
    # "của quận" of the line is "quận 1" of the title.
    named = [one for title in grounds.titles for one in title.quantities] if said.kind is Kind.LABEL else []
    return any(_same_figure(said, one) for one in [*given, *named])


def _amount_borne(said: Quantity, unit: Unit, given: list[Quantity], grounds: Grounds, claim: Reading) -> bool:
    amounts = [one for one in given if one.kind is Kind.AMOUNT and one.unit]
    if unit.per and not any(unit.per in line.vocabulary for line in (*grounds.lines, *grounds.titles)):
        return False  # "17.000 đồng/tháng", where no line has a month
    derived = (one for line in grounds.lines for one in differences(line))
    if any(_same_amount(said, one) for one in (*amounts, *_from_pairs(given), *derived)):
        return True
    if said.worded and said.value == (Fraction(1),):
        return _one_borne(said, unit, amounts, grounds, claim)
    if counting.counts(said, claim, grounds.lines) or _is_sum(said, claim, amounts):
        return True
    if unit.behind[:1] and unit.behind[0] in _PARTIES and said.value == (Fraction(2),):
        return True
    return unit.name == "ngày" and said.bound is Bound.NONE and counting.lasts(int(said.value[0]), given)


def _one_borne(said: Quantity, unit: Unit, amounts: list[Quantity], grounds: Grounds, claim: Reading) -> bool:
    """Tell whether a "một" of a sentence is no more than an article, or says what a line says without it."""
    units = [one.unit for one in amounts if one.unit]
    if _PER_ONE.search(claim.text[: said.start]):
        return True  # "30 phút một ngày": what it is per is compared with the amount
    if unit.name == "lần" and (each := _each(said, claim)):
        return all(one.name != "lần" for one in units) and any(grounds.has((every, each)) for every in _EVERY)
    if unit.behind[:1] == _CASE:
        return all(one.behind[:1] != _CASE for one in units)
    return unit.name in grounds.bears.syllables and all(one.name != unit.name for one in units)


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
    if said.value != given.value or not said.unit or not given.unit:
        return False
    return allows(given.bound, said.bound) and same_unit(said.unit, given.unit)


def same_unit(said: Unit, given: Unit) -> bool:
    """Tell whether an amount counts the same thing as another, as far as the words beside it tell."""
    if said.per and given.per and said.per != given.per:
        return False
    if given.per and not said.per and not _WHOLE.isdisjoint(set(said.behind) - {*given.behind}):
        return False  # "250.000 đồng cho cả khóa" of "250.000 đồng mỗi ngày"
    if said.name and given.name:
        return said.name == given.name and (said.name != _PEOPLE_UNIT or _same_people(said, given))
    if said.behind[:1] == given.behind[:1] and not _COUNTERS.isdisjoint(said.behind[:1]) and not said.hard:
        return True  # "218 lượt tư vấn" of "218 lượt người"
    if _PEOPLE_UNIT in (said.name, given.name) and _is_thing(given if said.name else said):
        return False
    if said.hard or given.hard:
        # "3,71 triệu" may be money where nothing else is said to be counted; "8" is never "8%".
        silent, other = (said, given) if given.hard else (given, said)
        return silent.large and other.name in _MONEY and not _counts(silent)
    alike = len(said.before) > 1 and said.before[:2] == given.before[:2]
    if alike and not said.name and not given.name and not lexicon().entry(said.before[:1]).weightless:
        return True  # "công nghiệp 4.0"
    counted = said.behind[:1] and said.behind[0] in _COUNTERS
    sizes = (1, lexicon().longest_at(said.behind[:4], 0)) if said.behind else ()
    light = any(lexicon().entry(said.behind[:some]).weightless for some in sizes)
    if not said.behind or (not counted and light and said.behind[0] not in given.behind):
        return True
    words = [word for word in (said.behind[:1], said.behind[:2], said.behind[:3]) if word]
    unsaid = not given.behind or lexicon().entry(given.behind[:1]).weightless  # "số đoàn viên tăng từ 310 lên"
    nearby = {*given.behind, *(given.before if unsaid else ())}
    if (
        said.behind[0] in nearby
        or (said.behind[0] in _GENERIC and (said.behind[:2] == _CASES or said.behind[:2] not in lexicon().entries))
        or (len(said.behind) > 1 and said.behind[1] in given.behind[:2])
    ):
        return True
    if given.behind[:2] in _MATTERS and said.behind[:2] == given.before[1::-1] != ():
        return True  # "bốn kiến nghị" of "kiến nghị bốn vấn đề"
    size = lexicon().longest_at(given.behind[:4], 0) if given.behind else 0
    runs = [given.behind[:size], *_runs(given.behind[size:4])]  # not the "cơ sở" of "công đoàn cơ sở"
    return bool(_meanings(words) & _meanings([*runs, *(_runs(given.before) if unsaid else ())]))


def _is_thing(unit: Unit) -> bool:
    """Tell whether what is counted is no people: "1.000 căn hộ"."""
    return bool(unit.behind) and (
        unit.behind[0] in _COUNTERS | _THINGS or any(unit.behind[:size] in _NOBODY for size in (1, 2, 3))
    )


def _same_people(said: Unit, given: Unit) -> bool:
    """Tell whether "248 ủy viên" may be called what the lines call them."""
    mine, theirs = said.behind[:2], given.behind[:3]
    if mine and lexicon().entry(mine[:1]).weightless:
        return True  # "từ 12 lên 30 người"
    if not mine or not theirs or mine[0] in _ANYBODY or theirs[0] in _ANYBODY or set(mine) & set(theirs):
        return True
    return bool(_meanings(_runs(mine)) & _meanings(_runs(theirs)))


def _counts(unit: Unit) -> bool:
    """Tell whether a word of weight stands right behind a number: what it counts."""
    return bool(unit.behind) and not lexicon().entry(unit.behind[:1]).weightless


def _runs(words: Words) -> list[Words]:
    return [
        words[start : start + size] for start in range(len(words)) for size in (1, 2, 3) if start + size <= len(words)
    ]


def _meanings(words: list[Words]) -> set[int]:
    table = lexicon()
    return {row for word in words for row in table.entry(word).meanings}


def _from_pairs(given: list[Quantity]) -> Iterator[Quantity]:
    """Yield both halves of "15/17 phiếu" as amounts; of what may be a date, none."""
    dated = {one.start for one in given if one.kind is Kind.DATE}
    for one in given:
        if one.kind is Kind.PAIR and one.start not in dated:
            for half in one.value:
                yield Quantity(Kind.AMOUNT, one.start, one.end, (Fraction(half),), one.unit or Unit(""))


def _is_sum(said: Quantity, claim: Reading, amounts: Sequence[Quantity]) -> bool:
    """Tell whether a number is the sum of two that the sentence has of the lines: "7 người, gồm 2 … và 5 …"."""
    parts = [
        one.value[0]
        for one in claim.quantities
        if one is not said
        and one.unit
        and said.unit
        and one.unit.name == said.unit.name
        and one.kind is said.kind
        and any(_same_amount(one, other) for other in amounts)
    ]
    named = bool(said.unit and said.unit.name) and said.bound is Bound.NONE
    return named and len(parts) == 2 and sum(Fraction(part) for part in parts) == said.value[0]
