"""A number, a name or a direction of the lines that a sentence puts with the words of another one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from rag.writing.bearing import (
    contrast,
    counting,
    crossing,
    deeds,
    inversion,
    loans,
    order,
    owning,
    trading,
    ways,
)
from rag.writing.bearing.changes import differences
from rag.writing.bearing.counted import same_unit
from rag.writing.bearing.doers import does
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.items import places
from rag.writing.bearing.labels import labelled
from rag.writing.bearing.lexicon import Words, forms, lexicon, table, within
from rag.writing.bearing.nearness import Place, displaced
from rag.writing.bearing.offices import holdings
from rag.writing.bearing.opposites import sides
from rag.writing.bearing.people import HE, SHE, Person, people
from rag.writing.bearing.quantities import Kind, Quantity
from rag.writing.bearing.reading import Reading
from rag.writing.bearing.terms import SHARE, terms

_FROM = table("từ, từ mức, từ khoảng, từ con số, từ năm, từ ngày, từ tháng")
_TO = table("lên, xuống, còn, xuống còn, lên tới, lên đến, đến, tới, thành, lên mức, xuống mức, đến hết, đến ngày")
# Words that turn what is told round; "người lao động" and "người sử dụng lao động" only stand side by side.
_TURNING = frozenset("tăng giảm nâng hạ nhiều ít cao thấp lớn nhỏ nam nữ sớm muộn thắng thua".split())
_NOW = table("hiện, hiện nay, hiện tại, hiện là, bây giờ")
_COMES_TO = table("đạt, chiếm")
_AFTER = table("sau, sau ngày, sau tháng")
_UNTIL = table("trước, trước ngày, trước tháng")
_BY = table("thêm, tăng, tăng thêm, giảm, giảm thêm, cộng thêm")
_INSTEAD = re.compile(r"thay vì[^\d.;]{0,40}$", re.IGNORECASE)
_THAN = forms("so với")
_ONLY_THEN = frozenset({("mới",), ("thì",)})
_COMPARING = table("so với, hơn, cùng kỳ, kém, bằng, tăng, giảm, từ, kể từ, thấp, cao, trước, sau")
_WITH = {("từ",), ("với",), ("cùng",)}
_VOICES = table("được, bị")
_COUNTED = 2  # syllables behind a number that tell what it counts


def unborne(claim: Reading, grounds: Grounds) -> str:
    """Return what the lines have, but with the words of something else; "" where nothing is."""
    if inversion.inverted(claim, grounds):
        return ""
    if found := _mislabelled(claim, grounds):
        return found
    cut = order.follows(claim, grounds)
    claim = _without_derived(claim, grounds)
    rules = [
        _person,
        _direction,
        _end_for_beginning,
        _compared_with,
        ways.reversed_way,
        crossing.crossed,
        trading.traded,
        owning.misplaced,
        loans.exchanged,
    ]
    if cut and _turned_round(claim, grounds):
        rules.append(deeds.turned)  # "A được B tặng" has the order of "A tặng B"
    if not (cut or order.follows(claim, grounds)):
        rules += [_figure, contrast.exchanged, contrast.mixed, contrast.alone, deeds.turned]
    return next((found for rule in rules if (found := rule(claim, grounds))), "")


def _turned_round(claim: Reading, grounds: Grounds) -> bool:
    """Tell whether a sentence says by whom something is done, where no line does with the same word."""
    return any(
        word.forms in _VOICES and does(claim, doer) and not grounds.has(word.forms)
        for word, doer in pairwise(claim.words)
    )


def _without_derived(claim: Reading, grounds: Grounds) -> Reading:
    """Return the sentence without amounts that no line has: by which something rises, or that count what it lists."""
    changes = {one.value for line in grounds.lines for one in differences(line)}
    rises = {
        one.start
        for one in claim.quantities
        if one.kind is Kind.AMOUNT
        and ((one.value in changes and _end(claim, one) == "by") or counting.counts(one, claim, grounds.lines))
    }
    if not rises:
        return claim
    return replace(claim, quantities=tuple(one for one in claim.quantities if one.start not in rises), memo={})


def _figure(claim: Reading, grounds: Grounds) -> str:
    dated = Counter(one.start for one in claim.quantities if one.kind is Kind.DATE)
    for said in claim.quantities:
        if said.kind is Kind.DATE and dated[said.start] > 1:
            continue  # "từ 4 đến 8/2": which of them stands where?
        if said.kind is not Kind.DATE and (said.kind not in (Kind.AMOUNT, Kind.LABEL, Kind.PAIR) or dated[said.start]):
            continue
        alike = [(line, one) for line in grounds.lines for one in line.quantities if _same_sort(said, one)]
        own = [(line, one) for line, one in alike if one.value == said.value]
        # Of another line, what the sentence has as well is not put in its place.
        mine = {one.value for one in claim.quantities if one.kind is said.kind} - {said.value}
        homes = {id(line) for line, _ in own}
        others = places(
            (line, one)
            for line, one in alike
            if one.value != said.value
            and not _counts_as_before(said, one, own)
            and (one.value not in mine if id(line) not in homes else not _keeps_order(claim, one, line))
        )
        if said.kind is Kind.AMOUNT and labelled(said, claim, own):
            continue
        place = places([(claim, said)])
        if own and (_instead(claim, said, alike) or _counts_another(said, own, alike, mine)):
            return claim.text[said.start : said.end]
        if place and displaced(place[0], places(own), others):
            return claim.text[said.start : said.end]
    return ""


def _mislabelled(claim: Reading, grounds: Grounds) -> str:
    """Return an amount that the lines tell of another numbered one: "vùng 2" for "vùng 3"."""
    for said in (one for one in claim.quantities if one.kind is Kind.AMOUNT):
        own = [(line, one) for line in grounds.lines for one in line.quantities if one.value == said.value]
        if labelled(said, claim, [pair for pair in own if _same_sort(said, pair[1])]) is False:
            return claim.text[said.start : said.end]
    return ""


def _counts_as_before(said: Quantity, other: Quantity, own: Iterable[tuple[Reading, Quantity]]) -> bool:
    """Tell whether a number counts what it does in the lines, and another one something else."""
    if not (said.unit and other.unit) or said.unit.name or other.unit.name or len(said.unit.behind) < _COUNTED:
        return False
    counted = said.unit.behind[:_COUNTED]
    same = any(one.unit and one.unit.behind[:_COUNTED] == counted for _, one in own)
    return same and counted[0] not in other.unit.behind[:_COUNTED]


def _keeps_order(claim: Reading, other: Quantity, line: Reading) -> bool:
    """Tell whether a sentence has a number too, and all that it shares with its line in the line's order."""
    values = [one.value for one in line.quantities]
    shared = [one.value for one in claim.quantities if values.count(one.value) == 1]
    places = [values.index(value) for value in shared]
    return other.value in shared and places == sorted(places)


def _counts_another(
    said: Quantity,
    own: list[tuple[Reading, Quantity]],
    alike: list[tuple[Reading, Quantity]],
    mine: Collection[tuple[object, ...]],
) -> bool:
    """Tell whether a number stands right before what in the lines another one counts: "31 xe" of "18 xe … 31 chiếc"."""
    counted = _counted(said)
    if len(counted) < _COUNTED or not said.unit:
        return False
    before = said.unit.before[:1]
    if any(_counted(one) == counted or (before and one.unit and one.unit.before[:1] == before) for _, one in own):
        return False
    return any(_counted(one) == counted for _, one in alike if one.value != said.value and one.value not in mine)


def _counted(number: Quantity) -> Words:
    """Return what stands right behind an amount, or behind its unit: "tiền mặt" of "500.000 đồng tiền mặt"."""
    if number.kind is not Kind.AMOUNT or not number.unit:
        return ()
    start = len(forms(number.unit.name)) if number.unit.hard else 0
    if number.unit.hard and number.unit.behind[:start] != forms(number.unit.name):
        return ()
    words = number.unit.behind[start : start + _COUNTED]
    return () if number.unit.hard and words not in lexicon().entries else words


def _same_sort(said: Quantity, given: Quantity) -> bool:
    """Tell whether one number could have been put for another."""
    if said.kind is not given.kind:
        return False
    if said.kind is Kind.DATE:
        return [bool(part) for part in said.value] == [bool(part) for part in given.value]
    if said.kind is Kind.LABEL:
        return said.value[0] == given.value[0]
    if said.unit and given.unit:
        return said.unit.name == given.unit.name or (said.value == given.value and same_unit(said.unit, given.unit))
    return True


def _end_for_beginning(claim: Reading, grounds: Grounds) -> str:
    """Return a number that ends or begins a rise, or is the rise itself, and in the lines another of these."""
    for said in claim.quantities:
        theirs = {
            ""
            if _spans(line, one) or _ranges(line, one) or _share_of_a_rise(line, one)
            else _end(line, one) or _state(line, one)
            for line in grounds.lines
            for one in line.quantities
            if one.value == said.value and _same_sort(said, one)
        }
        if said.kind not in (Kind.DATE, Kind.AMOUNT) or _spans(claim, said) or not theirs or "" in theirs:
            continue
        if theirs == {"from"} and said.kind is Kind.AMOUNT and not _end(claim, said) and _told_now(claim, said):
            return claim.text[said.start : said.end]
        if "at" in theirs and _end(claim, said) != "by":
            continue
        if _end(claim, said) not in theirs | {""}:
            return claim.text[said.start : said.end]
    return ""


def _share_of_a_rise(line: Reading, given: Quantity) -> bool:
    """Tell whether a share is by how much something rises though "lên" stands before it: "tăng lương lên 5,5%"."""
    shares = [one.start for one in terms(line) if one.unit.name == SHARE]
    return shares == [given.start] and _end(line, given) == "to"


def _compared_with(claim: Reading, grounds: Grounds) -> str:
    """Return a date that the lines only compare with, "so với năm 2022", and of which the sentence tells something."""
    given = {one.value for line in grounds.lines for one in line.quantities}
    reckoned = any(one.kind is Kind.AMOUNT and one.value not in given for one in claim.quantities)
    if reckoned or any(map(claim.has, _COMPARING)):
        return ""
    for said in claim.quantities:
        before = {
            forms(line.text[max(one.start - 24, 0) : one.start])[-4:]
            for line in grounds.lines
            for one in line.quantities
            if said.kind is one.kind is Kind.DATE and one.value == said.value
        }
        if before and all(within(_THAN, words) for words in before):
            return claim.text[said.start : said.end]
    return ""


def _spans(reading: Reading, quantity: Quantity) -> bool:
    """Tell whether a date is one of a span, "từ 4 đến 8/2", of which both have one place."""
    return (
        quantity.kind is Kind.DATE
        and sum(one.start == quantity.start for one in reading.quantities if one.kind is Kind.DATE) > 1
    )


def _ranges(reading: Reading, quantity: Quantity) -> bool:
    """Tell whether an amount begins or ends a range, "180.000-380.000", of which another one may say "từ … đến"."""
    around = reading.text[max(quantity.start - 2, 0) : quantity.start], reading.text[quantity.end : quantity.end + 2]
    return quantity.kind is Kind.AMOUNT and any(mark in side for side in around for mark in "-–")


def _instead(claim: Reading, said: Quantity, alike: Iterable[tuple[Reading, Quantity]]) -> bool:
    """Tell whether "2% thay vì 3%" has become "3% thay vì 2%"."""
    told = {one.value == said.value for line, one in alike if _INSTEAD.search(line.text[: one.start])}
    return bool(_INSTEAD.search(claim.text[: said.start])) and told == {False}


def _end(reading: Reading, quantity: Quantity) -> str:
    before = forms(reading.text[max(quantity.start - 24, 0) : quantity.start])
    behind = forms(reading.text[quantity.end : quantity.end + 16])
    if behind[:2] == _THAN and quantity.kind is Kind.AMOUNT:
        return "by"  # "lên 5,5% so với năm trước"
    if behind[:1] in _ONLY_THEN and quantity.kind is Kind.DATE and "hết" not in before[-3:]:
        return "from"  # "đến ngày 1/4 mới có hiệu lực"
    for size in (3, 2, 1):
        if before[-size:] in _FROM:
            return "from"
        if before[-size:] in _TO:
            return "to"
        if before[-size:] in _BY:
            return "by"
        if quantity.kind is Kind.DATE and before[-size:] in _UNTIL:
            return "to"
        if quantity.kind is Kind.DATE and before[-size:] in _AFTER:
            return "from"
    return ""


def _told_now(claim: Reading, said: Quantity) -> bool:
    """Tell whether a sentence has an amount, and no date, as what holds now."""
    dated = any(one.kind is Kind.DATE and one.start == said.start for one in claim.quantities)
    return not dated and any(word.forms in _NOW for word in claim.words)


def _state(reading: Reading, quantity: Quantity) -> str:
    """Return "at" for what something comes to: "đạt 91%"."""
    return "at" if forms(reading.text[max(quantity.start - 24, 0) : quantity.start])[-1:] in _COMES_TO else ""


def _person(claim: Reading, grounds: Grounds) -> str:
    known = [(line, person) for line in grounds.lines for person in people(line)]
    holders = {person.first for person, _ in holdings(claim)}  # of these the office tells, which is looked at apart
    for person in (one for one in people(claim) if one.first not in holders):
        own = [(line, one) for line, one in known if one.called(person.name) or person.called(one.name)]
        others = [(line, one) for line, one in known if (line, one) not in own and not _joined(claim, person, one)]
        full = [
            other for other in others if not any(one.called(other[1].name) != (one is other[1]) for _, one in known)
        ]
        others = [
            other
            for other in full
            if not _in_order(claim, person, other[1], own, other[0]) and not _beside_a_doer(other[1], own, other[0])
        ]
        given, rivals = ([Place.of(line, one.first, one.last) for line, one in some] for some in (own, others))
        if displaced(Place.of(claim, person.first, person.last), given, rivals):
            return claim.written(person.first, person.last)
    return ""


def _beside_a_doer(other: Person, own: Sequence[tuple[Reading, Person]], line: Reading) -> bool:
    """Tell whether a line names somebody only as from or with whom another one does what it tells: "A nhận từ B"."""
    before = line.forms[: other.first - bool(other.address in HE | SHE)][-1:]
    return before in _WITH and any(home is line and one.first < other.first for home, one in own)


def _in_order(
    claim: Reading, person: Person, other: Person, own: Sequence[tuple[Reading, Person]], line: Reading
) -> bool:
    """Tell whether a sentence names two people in the order in which a line names them."""
    at = claim.find(other.name)
    return at >= 0 and any(home is line and (one.first < other.first) == (person.first < at) for home, one in own)


def _joined(claim: Reading, person: Person, other: Person) -> bool:
    """Tell whether a sentence says the same of two people: "ông A và ông B"."""
    at = claim.find(other.name)
    if at < 0:
        return False
    first, then = sorted(((person.first, person.last), (at, at + len(other.name) - 1)))
    between = claim.words[Place.of(claim, *first).last + 1 : Place.of(claim, *then).first]
    return not any(word.content and not word.name for word in between if word.forms)


def _direction(claim: Reading, grounds: Grounds) -> str:
    """Return a word whose opposite, which the lines have too, fits better where it stands."""
    for at, word in enumerate(claim.words):
        if _TURNING.isdisjoint(word.forms):
            continue
        for row, side in sides(word):
            found = [
                (there, Place(line, place, place))
                for line in grounds.lines
                for place, other in enumerate(line.words)
                if (there := dict(sides(other)).get(row)) is not None
            ]
            own = [place for there, place in found if there == side]
            if displaced(Place(claim, at, at), own, [place for there, place in found if there != side]):
                return " ".join(word.forms)
    return ""
