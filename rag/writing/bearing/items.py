"""Numbers and names of a text that could be put in one another's place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rag.writing.bearing.nearness import Place
from rag.writing.bearing.people import people, runs
from rag.writing.bearing.quantities import Kind, Quantity
from rag.writing.bearing.reading import Reading, remembered

PERSON, NAME = NAMES = "person", "name"  # sorts
DATE = Kind.DATE, ""


@dataclass(frozen=True, slots=True)
class Item:
    """A number or a name."""

    sort: object  # only what is of one sort can change places
    value: tuple[object, ...]
    place: Place
    syllables: tuple[int, int]

    def same(self, other: Item) -> bool:
        """Tell whether it is the same number or name."""
        if self.sort == other.sort == PERSON:
            return self.value[-len(other.value) :] == other.value or other.value[-len(self.value) :] == self.value
        if self.sort == other.sort == DATE:  # "năm 2018" is no other date than "7/8/2018"
            parts = zip(self.value, other.value, strict=True)
            return all(mine == theirs or not (mine and theirs) for mine, theirs in parts)
        return (self.sort, self.value) == (other.sort, other.value)


@remembered
def items(reading: Reading) -> tuple[Item, ...]:
    """Return the amounts, labels, lone dates and names of a text."""
    dated = {one.start for one in reading.quantities if one.kind is Kind.DATE}  # "3/9" may be a pair, too
    sure = [one for one in reading.quantities if one.kind is Kind.DATE or one.start not in dated]
    starts = Counter(one.start for one in sure)
    found: list[Item] = []
    for one in sure:
        if starts[one.start] == 1 and (place := places([(reading, one)])):
            at = reading.words[place[0].last].first
            sort = (one.kind, one.unit.name if one.unit else one.value[0] if one.kind is Kind.LABEL else "")
            found.append(Item(sort, one.value, place[0], (at, at)))
    persons: set[int] = set()
    for person in people(reading):
        persons.update(range(person.first, person.last + 1))
        ends = person.first, person.last
        found.append(Item(PERSON, person.name, Place.of(reading, *ends), ends))
    for first, last in runs(reading):
        named = last > first or reading.syllables[first].written.isupper()
        if not reading.syllables[first].initial and named and persons.isdisjoint(range(first, last + 1)):
            found.append(Item(NAME, reading.forms[first : last + 1], Place.of(reading, first, last), (first, last)))
    return tuple(found)


def places(found: Iterable[tuple[Reading, Quantity]]) -> list[Place]:
    """Return where numbers stand, each in its reading."""
    return [
        Place(reading, at - (quantity.kind is Kind.LABEL and _is_noun(reading, at - 1, quantity)), at)
        for reading, quantity in found
        for at, word in enumerate(reading.words)
        if not word.forms and reading.syllables[word.first].start == quantity.start
    ]


def _is_noun(reading: Reading, at: int, label: Quantity) -> bool:
    """Tell whether a word is what a label labels, "vùng" of "vùng 2", which tells nothing of which one it is."""
    return at >= 0 and reading.words[at].forms == (label.value[0],)
