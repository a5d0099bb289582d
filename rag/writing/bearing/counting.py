"""Numbers that the lines don't have, but that count what they tell of or how many days their dates span."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.writing.bearing.lexicon import forms, lexicon, table
from rag.writing.bearing.people import people, runs
from rag.writing.bearing.posts import posts
from rag.writing.bearing.quantities import Kind, Quantity
from rag.writing.bearing.reading import Reading
from rag.writing.bearing.units import Unit

_NOUN = 3  # syllables of what is counted, before the first name
_ONE, _IS, _THING = "một", "là", 2  # syllables of what is counted
_PAIR, _AND, _NAMED_SOON = 2, "và", 6  # syllables from "và" to a name
# What two names in a row may be called, whatever the line calls them; anything else only as the line does.
_PAIRED = table(
    "nước, quốc gia, đất nước, thành phố, thủ đô, địa phương, đơn vị, cơ quan, tổ chức, bên, phía, nơi, ngành"
)
_PRIZE = ("giải",)  # "ba giải Nhì" are not the first, second and third
_FEW, _SMALL = range(2, 13), 10
_HEAD, _ITEM = re.compile(r"[^\d.,;:()]{1,60}"), re.compile(r",\s|;\s|\s(?:và|cùng)\s")
_PARTIES = {("bên",), ("phía",)}
_POSITIONS = {("mức",), ("quan",), ("ý",), ("đầu",), ("phương",), ("con",)}  # "con số", "quan điểm"
_THESE = frozenset({"này", "đó", "ấy", "trên"})
_JOINS = frozenset({"và", "rồi", "cùng", "hoặc"})
_LISTING, _NAMED_WITHIN = frozenset({"là", "gồm"}), 6  # syllables
_PEOPLE = frozenset({"ông", "bà", "đồng", "vị", "anh", "chị"})


def counts(said: Quantity, claim: Reading, lines: Sequence[Reading]) -> bool:
    """Tell whether a number in words counts people or bodies that the sentence lists, or that a line names one by one.

    Args:
        said: A number of the sentence, with a unit.
        claim: The sentence.
        lines: The cited lines.
    """
    if not said.unit or not (said.worded or said.value[0] in _FEW):
        return False
    number, unit = said.value[0], said.unit
    if _parties(said, claim) or _pointing(said, lines) or number == _labelled(unit, lines):
        return True
    if (number == len(people(claim)) and _introduces(unit, claim.text[said.end :])) or _offices(said, claim):
        return True
    if any(number == _each_a_one(unit, line) for line in lines):
        return True
    amounts = [one for line in lines for one in line.quantities if one.kind is Kind.AMOUNT and one.unit]
    listed = (
        number == _listed(said, claim)
        or (number == _PAIR and any(_pairs(unit, line) for line in lines))
        or any(number == _told_apart(unit, line) for line in lines)
    )
    if (listed or _enumerates(said, claim)) and _uncounted(unit, amounts):
        return True
    if int(number) > _SMALL or unit.hard or any(one.unit and _same_noun(unit, one.unit) for one in amounts):
        return False
    return _heads(said, claim) or number == _told_of(unit, lines)


def _same_noun(unit: Unit, other: Unit) -> bool:
    return unit.behind[:_THING] == other.behind[:_THING]


def _heads(said: Quantity, claim: Reading) -> bool:
    """Tell whether exactly as many items follow behind a colon: "hai phần quà: 100 suất … và 30 xe đạp …"."""
    behind = claim.text[said.end :]
    head, colon, rest = behind.partition(":")
    if not colon or not _HEAD.fullmatch(head):
        return False
    return int(said.value[0]) in (len(_ITEM.split(rest)), 1 + rest.count(";"))


def _told_of(unit: Unit, lines: Sequence[Reading]) -> int:
    """Return how many of the cited lines tell of what is counted, each of one: "ba công nhân"."""
    noun = unit.behind[:_THING]
    return sum(line.has(noun) for line in lines) if len(noun) == _THING else 0


def _parties(said: Quantity, claim: Reading) -> bool:
    """Tell whether a number is that of "hai bên", whoever they are, or of what each has: "hai bên … hai mức"."""
    twos = [one for one in claim.quantities if one.value == (_PAIR,) and one.unit]
    if said not in twos or not any(one.unit and one.unit.behind[:1] in _PARTIES for one in twos):
        return False
    return said.unit is not None and said.unit.behind[:1] in _PARTIES | _POSITIONS


def _pointing(said: Quantity, lines: Sequence[Reading]) -> bool:
    """Tell whether a number counts again what a line counts: "hai văn bản này" of "hai thông tư"."""
    if not said.unit or said.unit.hard or _THESE.isdisjoint(said.unit.behind[1:4]):
        return False
    return any(
        one.kind is Kind.AMOUNT and one.value == said.value and one.unit and one.unit.name == said.unit.name
        for line in lines
        for one in line.quantities
    )


def _labelled(unit: Unit, lines: Sequence[Reading]) -> int:
    """Return how many numbered ones the lines have of what is counted: 4 of "vùng 1 …, vùng 2 …, vùng 3 …, vùng 4"."""
    labels = {one.value for line in lines for one in line.quantities if one.kind is Kind.LABEL}
    # "phương án" is labelled by its last syllable
    return sum((label,) in (unit.behind[:1], unit.behind[1:2]) and (label,) != _PRIZE for label, *_ in labels)


def single(claim: Reading, given: Sequence[Quantity]) -> str:
    """Return a "một" of what the lines count more of in the same words: "một buổi đối thoại" of "ba buổi đối thoại".

    Where the sentence goes on otherwise it may be one of them: "một chuyên đề về …" of "hai chuyên đề: …".
    """
    counted = [one.unit.behind for one in given if one.kind is Kind.AMOUNT and one.unit and one.value > (1,)]
    for at, form in enumerate(claim.forms):
        noun, rest = claim.forms[at + 1 : at + 1 + _THING], claim.syllables[at + 1 + _THING :][:1]
        if form != _ONE or len(noun) < _THING or "" in noun or claim.forms[max(at - 1, 0)] == _IS:
            continue
        ends = not rest or bool(rest[0].marks.strip("“”\"' "))
        if any(
            behind[:_THING] == noun and (ends or behind[_THING : _THING + 1] == (rest[0].form,)) for behind in counted
        ):
            return claim.written(at, at + _THING)
    return ""


def _introduces(unit: Unit, behind: str) -> bool:
    """Tell whether people who are counted are named at once, where the lines don't count: "hai nạn nhân là A và B"."""
    if unit.behind[:1] and unit.behind[0] in _PEOPLE:
        return True
    return unit.name == "người" and not _LISTING.isdisjoint(forms(behind)[:_NAMED_WITHIN])


def _offices(said: Quantity, claim: Reading) -> bool:
    """Tell whether as many are named behind an office as hold it: "hai nguyên bí thư A và B"."""
    at = next(at for at, one in enumerate(claim.syllables) if one.start == said.start)
    office = next((post for post in posts(claim) if post.first == at + 1), None)
    return office is not None and said.value[0] == sum(one.first > office.last for one in people(claim))


def _enumerates(said: Quantity, claim: Reading) -> bool:
    """Tell whether a sentence lists as many things as it says: "hai nguyên nhân …: A và B", "A và B là hai …"."""
    start = next(at for at, one in enumerate(claim.syllables) if one.start == said.start)
    forms_, syllables = claim.forms, claim.syllables
    if forms_[max(start - 1, 0)] == _IS:
        places = range(1, start - 1)
    else:
        opening = (at for at in range(start, len(forms_)) if ":" in syllables[at].marks or forms_[at - 1] in _LISTING)
        places = range(next(opening, len(forms_)) + 1, len(forms_))
    apart = sum("," in syllables[at].marks or ";" in syllables[at].marks for at in places)
    joined = sum(forms_[at] in _JOINS and not {*",;"} & {*syllables[at].marks} for at in places)
    # An item may have commas of its own.
    most = apart + joined + 1
    return bool(places) and 1 < int(said.value[0]) <= most <= 2 * int(said.value[0])


def _listed(said: Quantity, claim: Reading) -> int:
    """Return how many names stand right behind what a number counts: 2 for "hai thành phố Oslo và Hà Nội"."""
    start = next(at for at, one in enumerate(claim.syllables) if one.start == said.start)
    listing = next((at for at in range(start, len(claim.forms)) if claim.forms[at] in _LISTING), len(claim.forms))
    segments: list[list[str]] = [[]]
    for one in claim.syllables[listing + 1 :]:
        if one.form == "và" or "," in one.marks:
            segments.append([])
        segments[-1].append(one.written)
    if segments[0] and all(any(word[0].isupper() for word in words) for words in segments):
        return len(segments)  # "hai đơn vị … là LĐLĐ huyện A và LĐLĐ huyện B"
    found, expected = 0, start + 1 + _NOUN
    for first, last in runs(claim):
        if first <= start:
            continue
        joined = claim.forms[first - 1] == "và" or "," in claim.syllables[first].marks
        if first > expected or (found and not joined):
            break
        found, expected = found + 1, last + 2
    return found


def _told_apart(unit: Unit, line: Reading) -> int:
    """Return how many a line tells of by name: 2 of "gia đình anh Dần …, gia đình anh Sỹ", "thủ đô A và thủ đô B"."""
    kind = unit.behind[:2]
    named = {
        line.forms[one.first : one.last + 1]
        for one in people(line)
        if kind == line.forms[max(one.first - 3, 0) : max(one.first - 1, 0)]
    }
    called = {
        line.forms[first : last + 1]
        for first, last in runs(line)
        if len(kind) > 1 and kind == line.forms[max(first - len(kind), 0) : first]
    }
    return max(len(named), len(called))


def _each_a_one(unit: Unit, line: Reading) -> int:
    """Return how often a line has "một" of what is counted: 2 of "một công nhân ở Vinh và một công nhân ở Huế"."""
    noun, forms_ = unit.behind[:_THING], line.forms
    if len(noun) < _THING or any(one.unit and one.unit.behind[:_THING] == noun for one in line.quantities):
        return 0
    return sum(forms_[at : at + 1 + _THING] == (_ONE, *noun) for at in range(len(forms_)))


def _pairs(unit: Unit, line: Reading) -> bool:
    """Tell whether a line names two bodies or places in a row, and no third, as a number counts: "Sở A và Sở B"."""
    called = next((kind for size in (2, 1) if (kind := unit.behind[:size]) in _PAIRED), None)
    if called is None:
        meanings = frozenset().union(*(lexicon().entry(unit.behind[:size]).meanings for size in (2, 1)))
        if not (unit.behind and (line.has(unit.behind[:2]) or line.has(unit.behind[:1]) or meanings & line.meanings)):
            return False
    somebody = {place for one in people(line) for place in range(one.first, one.last + 1)}
    syllables = line.syllables
    for at, one in enumerate(syllables[1:], 1):
        left = syllables[at - 1]
        right = next((place for place in range(at + 1, len(syllables)) if syllables[place].capital), len(syllables))
        if one.form != _AND or one.marks or not left.capital or right - at > _NAMED_SOON:
            continue
        start = next((place for place in range(at - 1, 0, -1) if syllables[place].marks), 0)
        third = "," in syllables[start].marks and syllables[start - 1].capital
        if not third and somebody.isdisjoint((at - 1, right)):
            return True
    return False


def _uncounted(unit: Unit, amounts: Sequence[Quantity]) -> bool:
    """Tell whether the lines nowhere count what a number counts."""
    mine = unit.behind[:2]
    theirs = [one.unit.behind[:2] for one in amounts if one.unit and set(one.unit.behind[:2]) & set(mine)]
    # "bệnh nhân" is not "bệnh viện"
    return all(mine in lexicon().entries and mine[0] == one[0] and mine != one for one in theirs)
