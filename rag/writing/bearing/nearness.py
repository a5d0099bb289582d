"""How well the words beside something in a sentence fit those beside it in a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.writing.bearing.naming import KINDS
from rag.writing.bearing.posts import posts
from rag.writing.bearing.reading import Reading, Word, among, stands_for

_REACH = 9  # words on either side in which a word can belong to a number or name
_FADE = 0.25  # how fast that gets less
_BEYOND = 0.45  # the share left beyond a comma or "và"
_PARTED = 0.2  # of what stands around a name, the share left beyond a semicolon
_MARGIN = 0.5  # by so much another one must fit better
_POINTING = {("này",), ("đó",), ("ấy",)}
_LITTLE = 0.1  # the same where two of one line fit each other's places


@dataclass(frozen=True, slots=True)
class Place:
    """Something in a text, by its first and last word."""

    reading: Reading
    first: int
    last: int

    @classmethod
    def of(cls, reading: Reading, first: int, last: int) -> Place:
        """Return the place from one syllable to another."""
        found = [at for at, word in enumerate(reading.words) if word.last >= first and word.first <= last]
        return cls(reading, found[0], found[-1])


def displaced(said: Place, own: Sequence[Place], others: Sequence[Place]) -> bool:
    """Tell whether something of a sentence stands with words that in the lines belong to others of its kind.

    Args:
        said: Its place in the sentence.
        own: Its places in the lines.
        others: The places in the lines of what may have been put in its place.
    """
    if not own or not others or any(_whole(said, one) for one in own):
        return False
    return max(_fit(said, other) for other in others) > max(_fit(said, one) for one in own) + _MARGIN


def _whole(said: Place, given: Place) -> bool:
    """Tell whether a sentence has, in the clause of something, all that a line has in its: of a list, what tells."""
    mine, theirs = said.reading, given.reading
    home, there = (
        {place.reading.words[at].clause for at in range(place.first, place.last + 1)} for place in (said, given)
    )
    bracket = _bracket(given)
    told = [word for word in mine.words if word.clause in home]
    rest = [
        word
        for at, word in enumerate(theirs.words)
        if word.clause in there and not given.first <= at <= given.last and at not in bracket and _tells(word)
    ]
    if any(_units(theirs, word) & _units(theirs, theirs.words[given.first]) for word in rest if not word.forms):
        return False  # which of two?
    return bool(rest) and all(
        among(word, theirs, told, mine)
        or (_points(theirs, word) and any(one.forms[: word.size] == word.forms for one in told))
        for word in rest
    )


def _points(reading: Reading, word: Word) -> bool:
    """Tell whether a word is short for one before it: "mức này" for "mức thưởng"."""
    return reading.forms[word.last + 1 : word.last + 2] in _POINTING


def _units(reading: Reading, word: Word) -> set[str]:
    """Return what a number counts, nothing for another word."""
    start = reading.syllables[word.first].start
    return (
        set()
        if word.forms
        else {one.unit.name if one.unit else one.kind for one in reading.quantities if one.start == start}
    )


def swapped(left: Place, right: Place, lefts: Sequence[Place], rights: Sequence[Place]) -> bool:
    """Tell whether two things of a sentence have changed places: each stands with words that belong to the other.

    Args:
        left: One of them in the sentence.
        right: The other in the sentence.
        lefts: The places of the first in the lines.
        rights: The places of the second in the lines.
    """
    together = {id(place.reading) for place in lefts} & {id(place.reading) for place in rights}
    margin = _LITTLE if together else _MARGIN
    return all(
        own and others and max(_fit(said, one) for one in others) > max(_fit(said, one) for one in own) + margin
        for said, own, others in ((left, lefts, rights), (right, rights, lefts))
    )


def _fit(said: Place, given: Place) -> float:
    """Return how much of what stands beside something in the sentence stands beside something in a line."""
    there = list(_beside(given))
    home = _home(said)
    mine, theirs = said.reading, given.reading
    return sum(
        weight * max((share for other, share in there if stands_for(word, mine, other, theirs)), default=0.0)
        for word, weight in _beside(said)
        if word.part in home
    )


def _home(place: Place) -> set[int]:
    """Return the part in which something stands; with the one before, where only that tells: "A (41 tuổi)"."""
    words = place.reading.words
    part = words[place.first].part
    # What a number counts tells nothing of whose it is.
    unit = words[place.last + 1].first if not words[place.first].forms and place.last + 1 < len(words) else -1
    here = [word for word in words if word.part == part and word.forms and word.first != unit and _tells(word)]
    return {part} if here else {part - 1, part}


def _apposition(place: Place) -> range:
    """Return the words of "Trưởng ban Nữ công" in "bà Mai, Trưởng ban Nữ công, …": what follows tells of her too."""
    words, syllables = place.reading.words, place.reading.syllables
    start = place.last + 1
    if start >= len(words) or words[start].first not in {post.first for post in posts(place.reading)}:
        return range(0)
    end = next((at for at in range(start, len(words)) if words[at].clause != words[start].clause), start)
    joined = "," in syllables[words[start].first].marks and "," in syllables[words[end].first].marks
    return range(start, end) if joined else range(0)


def _bracket(place: Place) -> range:
    """Return the words in brackets right behind a place, which tell of it: "chị Mai (công ty X)"."""
    words, syllables = place.reading.words, place.reading.syllables
    start = place.last + 1
    if start >= len(words) or "(" not in syllables[words[start].first].marks:
        return range(0)
    end = next((at for at in range(start + 1, len(words)) if ")" in syllables[words[at].first].marks), len(words))
    return range(start, end)


def _beside(place: Place) -> Iterator[tuple[Word, float]]:
    """Yield the words around a place, each with how much it belongs there."""
    words, syllables = place.reading.words, place.reading.syllables
    aside = _apposition(place)
    home = _home(place) | {words[at].part for at in range(aside.stop, aside.stop + bool(aside))}
    bracket = _bracket(place)
    for places in (range(place.first - 1, -1, -1), range(place.last + 1, len(words))):
        distance, parted = 0, 1.0
        for at in places:
            word = words[at]
            if (
                words[place.first].forms
                and ";" in syllables[word.first if at > place.last else words[at + 1].first].marks
            ):
                parted = _PARTED
            if not _tells(word):
                continue
            distance += at not in aside
            if distance > _REACH:
                break
            share = 1.0 if word.part in home or at in bracket else _BEYOND
            yield word, parted * share / (1 + _FADE * max(distance - 1, 0))


def _tells(word: Word) -> bool:
    """Tell whether a word says what stands beside it: it has weight or an opposite, or is a number."""
    if not word.forms:
        return True
    return (word.content or bool(word.entry.sides)) and not (word.name and word.forms[0] in KINDS)
