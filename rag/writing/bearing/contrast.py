"""Two numbers or names that a sentence sets side by side, each with what the lines tell of the other.

"Vùng 1 tăng 5%, còn vùng 2 tăng 6%" is judged by what tells the two apart, and by nothing else: what both stand with
("tăng") says nothing of which is whose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.items import DATE, NAME, NAMES, Item, items
from rag.writing.bearing.lexicon import forms, table
from rag.writing.bearing.naming import KINDS
from rag.writing.bearing.nearness import Place, swapped
from rag.writing.bearing.reading import Reading, Word, among, stands_for

# Part what is told of one from what is told of the next; the strongest does.
_STOPS, _MARKS = frozenset(".;!?"), frozenset(",:)–—")  # what stands in brackets is told of what stands before
_AGAINST = table("còn, trong khi, trong khi đó, nhưng, song, ngược lại, riêng")
_JOINS, _RELATING = table("và, hay, hoặc"), table("trên, trong, so với, trên tổng số, trong tổng số")

_PLAINLY = 2  # words that tell by themselves
_TWO = 2
_BRACKET = "("
_SAME_DAY = forms("cùng ngày")
_AND, _TIMES = ("và",), table("sáng, trưa, chiều, tối, đêm")
_EACH = table("mỗi giờ, mỗi ngày, mỗi tuần, mỗi tháng, mỗi năm, hằng tháng, hàng tháng, hằng năm, hàng năm")
_UNIT = 2  # words behind a number that may be its unit: "triệu đồng mỗi tháng" tells nothing of whose it is


def exchanged(claim: Reading, grounds: Grounds) -> str:
    """Return one of two numbers or names that stand in each other's place; "" where none does."""
    for left, right in combinations(items(claim), 2):
        if left.sort != right.sort or left.same(right):
            continue
        lefts, rights = (
            [other for line in grounds.lines for other in items(line) if one.same(other)] for one in (left, right)
        )
        if not lefts or not rights:
            continue
        crosswise = not _joined(claim, left, right) and _crosswise(claim, (left, right), lefts, rights)
        if crosswise or swapped(left.place, right.place, [one.place for one in lefts], [one.place for one in rights]):
            return claim.written(*left.syllables)
    return ""


def mixed(claim: Reading, grounds: Grounds) -> str:
    """Return what a sentence begins with, where each of its two halves is of the same two lines; "" where not."""
    cut = _cut(claim, Place(claim, 0, 0), Place(claim, len(claim.words) - 1, len(claim.words) - 1), least=4)
    if cut is None or len(grounds.lines) != _TWO:
        return ""
    halves = [_Told(claim, list(filter(_tells, some))) for some in (claim.words[:cut], claim.words[cut:])]
    whole = [_Told(line, list(filter(_tells, line.words))) for line in grounds.lines]
    for one, other in combinations(whole, 2):
        tellers = one.without(other), other.without(one)
        mine = halves[0].without(halves[1]), halves[1].without(halves[0])
        if all(_shared(half, there) for half in mine for there in tellers):
            return claim.written(claim.words[0].first, claim.words[cut - 1].last)
    return ""


def alone(claim: Reading, grounds: Grounds) -> str:
    """Return a number that is told with what in its line is told of another one, and with nothing of its own."""
    said = [one for one in items(claim) if one.sort not in NAMES]
    for item in said:
        own = [other for line in grounds.lines for other in items(line) if item.same(other)]
        homes = [one.place.reading for one in own]
        if item.sort == DATE and any(line.has(_SAME_DAY) for line in grounds.lines if line not in homes):
            continue  # told of what another line tells of that day
        mine = _of(item, [one for one in said if one.sort == item.sort])
        near = claim.words[item.place.last + 1 : item.place.last + 1 + _UNIT]
        mine = _Told(claim, [word for word in mine.words if word.forms not in _EACH or word not in near])
        if own and all(_of_a_neighbour(mine, one, said, grounds) for one in own):
            return claim.written(*item.syllables)
    return ""


def _of_a_neighbour(mine: _Told, own: Item, said: Sequence[Item], grounds: Grounds) -> bool:
    line = own.place.reading
    lines = grounds.lines if len(grounds.lines) == _TWO else (line,)  # of many, each bears only a part
    others = (one for reading in lines for one in items(reading))
    rivals = [one for one in others if one.sort == own.sort and not one.same(own)]
    further = [other for other in grounds.lines if other not in lines]
    told = (one for one in mine.words if not any(among(one, mine.reading, other.words, other) for other in further))
    mine = _Told(mine.reading, list(told))
    lead = _lead(mine, line)
    put_in = [] if _in_brackets(own) else [one for one in rivals if _in_brackets(one)]
    # "90 triệu cho A (60 triệu) và B (30 triệu)": what is told of both is told of the sum.
    every = len(put_in) > 1 and all(
        mine.has(one.place.reading.words[one.place.first - 1], one.place.reading) for one in put_in
    )
    for rival in rivals:
        if any(map(rival.same, said)) or (rival in put_in and (every or _other_parts(own, rival))):
            continue
        here, there = _apart(own, rival, [own, rival])
        if all(word.forms in _TIMES for word in here.words):
            continue  # nothing tells it from the other one: "Sáng 10/9, …" is told of all that follows
        here = _Told(line, [word for word in here.words if word.first not in lead])
        if _BRACKET in line.syllables[line.words[own.place.first].first].marks:
            # "ở doanh nghiệp điện tử (4 cuộc) và may mặc (3 cuộc)": what leads in to both tells of neither
            here, there = (
                _Told(line, [word for word in told.words if word.last < line.words[one.place.first].first])
                for told, one in ((here, own), (there, rival))
            )
            here = _Told(line, here.words[-max(len(there.words), 1) :])
        if _shared(mine, there) and not _shared(mine, here):
            return True
    return False


def _other_parts(own: Item, rival: Item) -> bool:
    """Tell whether one date has a day or month and another hasn't: "từ tháng 2/2020, ông An (sinh năm 1980) …"."""
    return own.sort == DATE and [bool(part) for part in own.value] != [bool(part) for part in rival.value]


def _in_brackets(item: Item) -> bool:
    reading = item.place.reading
    marks = (reading.syllables[word.first].marks for word in reversed(reading.words[: item.place.first + 1]))
    return next((_BRACKET in found for found in marks if not {"(", ")"}.isdisjoint(found)), False)


def _lead(mine: _Told, line: Reading) -> set[int]:
    """Return the words with which a line begins as a sentence does: of whatever follows."""
    found: set[int] = set()
    for word, other in zip(mine.words, filter(_tells, line.words), strict=False):
        if not stands_for(word, mine.reading, other, line):
            break
        found.add(other.first)
    return found


def _tells(word: Word) -> bool:
    return not word.forms or word.content or word.name or (word.size > 1 and bool(word.entry.sides))


def _joined(claim: Reading, left: Item, right: Item) -> bool:
    """Tell whether a sentence says the same of two: "ông A và bà B", "dịp 30/4 và 1/5"."""
    between = claim.words[left.place.last + 1 : right.place.first]
    if left.sort not in NAMES:
        return [word.forms for word in between] == [_AND]
    telling = (word for word in between if word.content and not word.name)
    return all(KINDS.issuperset(word.forms) for word in telling)


def _crosswise(claim: Reading, said: tuple[Item, Item], lefts: Sequence[Item], rights: Sequence[Item]) -> bool:
    """Tell whether what tells two things of a sentence apart tells them apart the other way round in the lines."""
    alike = [one for one in items(claim) if one.sort == said[0].sort]
    mine = _apart(*said, alike)
    for pair in product(lefts, rights):
        given = _apart(*pair, alike)
        straight = [_shared(told, there) for told, there in zip(mine, given, strict=True)]
        across = [_shared(told, there) for told, there in zip(mine, reversed(given), strict=True)]
        # What leads in to both stands with whichever comes first.
        both = all(across) and across[1] > straight[1] and sum(across) > sum(straight)
        plain = sum(across) + sum(
            _shared(told.numbers, there) for told, there in zip(mine, reversed(given), strict=True)
        )
        if not (both or (said[0].sort != NAME and not any(straight) and plain >= _PLAINLY)):
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Told:
    """Words of a text."""

    reading: Reading
    words: Sequence[Word]

    @property
    def numbers(self) -> _Told:
        """The numbers among them."""
        return _Told(self.reading, [word for word in self.words if not word.forms])

    def has(self, word: Word, reading: Reading) -> bool:
        """Tell whether one of them may stand for a word of a text."""
        return among(word, reading, self.words, self.reading)

    def without(self, other: _Told) -> _Told:
        """Return those that another text hasn't."""
        return _Told(self.reading, [word for word in self.words if not other.has(word, self.reading)])


def _shared(told: _Told, given: _Told) -> int:
    return sum(given.has(word, told.reading) for word in told.words)


def _apart(left: Item, right: Item, alike: Sequence[Item]) -> tuple[_Told, _Told]:
    """Return what is told of each of two things and not of the other."""
    one, other = _of(left, alike), _of(right, alike)
    return one.without(other), other.without(one)


def _of(item: Item, rivals: Sequence[Item]) -> _Told:
    """Return the words with which something stands, as far as the next rival, and the last before it."""
    reading = item.place.reading
    some = [one for one in items(reading) if any(map(one.same, rivals))]
    alike = sorted((one.place for one in some), key=lambda place: place.first)
    at = alike.index(item.place)
    start, end = 0, len(reading.words)
    for before, place in zip(reversed(alike[:at]), reversed(alike[1 : at + 1]), strict=True):
        if (cut := _cut(reading, before, place)) is not None:
            start = cut
            break
    for place, behind in zip(alike[at:], alike[at + 1 :], strict=False):
        if (cut := _cut(reading, place, behind)) is not None:
            end = cut
            break
    taken = {place for one in alike for place in range(one.first, one.last + 1)}
    words = (word for place, word in enumerate(reading.words[start:end], start) if place not in taken)
    return _Told(reading, list(filter(_tells, words)))


def _cut(reading: Reading, left: Place, right: Place, least: int = 1) -> int | None:
    """Return the word with which what is told of the right one of two begins; None where they are told as one."""
    places = range(left.last + 1, right.first + 1)
    strength = {place: _strength(reading, place) for place in places}
    most = max(strength.values(), default=0)
    return max(place for place in places if strength[place] == most) if most >= least else None


def _strength(reading: Reading, place: int) -> int:
    word = reading.words[place]
    marks = set(reading.syllables[word.first].marks)
    kinds = (
        word.forms in _RELATING,
        word.forms in _JOINS,
        bool(marks & _MARKS),
        word.forms in _AGAINST,
        bool(marks & _STOPS),
    )
    return max((strength for strength, found in enumerate(kinds, start=1) if found), default=0)
