"""What one cited line says of somebody or something, told of whom or what another line names.

Only where a sentence rests on several lines: most of what it says stands in one of them, which names another of the
same kind, or belongs to an article that doesn't know whom the sentence names, while its own line says little of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.writing.bearing import lending
from rag.writing.bearing.grounds import ArticleGrounds, Grounds
from rag.writing.bearing.lexicon import Words, foreign, forms, table, within
from rag.writing.bearing.naming import KINDS
from rag.writing.bearing.people import Person, capitals, people
from rag.writing.bearing.posts import posts
from rag.writing.bearing.quantities import Kind
from rag.writing.bearing.reading import Reading, Word, remembered, values
from rag.writing.sheet import Line

_MOST, _MUCH = 0.6, 0.3  # share of what is told that the other line has at least, and has more than the own line
_LEAST = 2  # words that only the other line has
_AT = table("tại, ở")
_NAMED = frozenset({"body", "place"})
# Point to what another line names.
_POINTING = table(
    """
    này, đó, trên, nêu trên, nói trên, họ, mình, hãng, đơn vị, công ty, doanh nghiệp, nhà máy, ngân hàng, tập đoàn
    trường, cơ quan, tổ chức, hai bên, các bên, tại đây, nơi đây, cùng ngày
    """
)
_LEVELS = frozenset({"tỉnh", "huyện", "quận", "xã", "phường"})
_WE = forms("chúng tôi")
_COUNTRY = table("nước, quốc gia, đất nước, địa phương")
_DEMONSTRATIVE = table("này, đó, trên, nêu trên, nói trên")
_LEGAL, _NEAR = 5, 14  # syllables between "công ty" and its name, and between an office and who holds it
_QUOTES, _TITLE = frozenset("“”"), 6  # syllables of a name in quotation marks
_OPENING = 8  # syllables before what a sentence or line tells of
_QUOTING = re.compile(r"[^.“\"]{0,60}[:“\"]")  # behind whoever speaks
_DOCUMENTS = frozenset(forms("điều khoản điểm mục"))


@dataclass(frozen=True, slots=True)
class _Owner:
    """Somebody or something of which a text tells."""

    sort: str
    name: Words
    first: int  # of the syllables
    last: int

    def same(self, other: _Owner) -> bool:
        """Tell whether it may be another one, called by a part of its name."""
        short, long = sorted((self.name, other.name), key=len)
        return self.sort == other.sort and within(short, long)


def crossed(claim: Reading, grounds: Grounds) -> str:
    """Return whom or what another line names than the one that says it; "" where none does."""
    mine = _owners(claim)
    for owner in mine:
        if _taken(owner, mine, claim, grounds) or (owner is mine[0] and _replaced(owner, mine, claim, grounds)):
            return claim.written(owner.first, owner.last)
    return ""


@remembered
def _owners(reading: Reading) -> tuple[_Owner, ...]:
    return tuple(sorted(_found(reading), key=lambda owner: owner.first))


def _found(reading: Reading) -> Iterator[_Owner]:
    persons = people(reading)
    yield from (_Owner("person", one.name, one.first, one.last) for one in persons)
    theirs = {place for one in persons for place in range(one.first, one.last + 1)}
    theirs.update(place for one in posts(reading) for place in range(one.first, one.last + 1))
    at = {one.start: place for place, one in enumerate(reading.syllables)}
    for one in reading.quantities:
        label = one.kind is Kind.LABEL and one.value[0] not in _DOCUMENTS
        if one.start in at and (label or one.kind is Kind.CODE):
            sort = str(one.value[0]) if label else str(one.value[0]).rstrip("0123456789")
            yield _Owner(f"{one.kind}:{sort}", tuple(map(str, one.value)), at[one.start], at[one.start])
        elif one.start in at and (one.kind is Kind.DATE or (one.kind is Kind.AMOUNT and one.unit and one.unit.name)):
            sort = one.unit.name if one.unit else str([bool(part) for part in one.value])
            yield _Owner(f"{one.kind}:{sort}", tuple(map(str, one.value)), at[one.start], at[one.start])
    for first, last in _quoted(reading):
        yield _Owner("body", reading.forms[first : last + 1], first, last)
        theirs.update(range(first, last + 1))
    for first, last in capitals(reading):
        if first and not reading.forms[first - 1]:
            continue  # "200 USD"
        name, written = reading.forms[first : last + 1], reading.syllables[first].written
        initial = reading.syllables[first].initial and not (len(written) > 2 and written.isupper())
        if (
            theirs.isdisjoint(range(first, last + 1))
            and not initial
            and (last > first or written.isupper() or foreign(name[0]))
        ):
            before = next((form for form in reversed(reading.forms[:first]) if form not in KINDS), "")
            yield _Owner("place" if (before,) in _AT else "body", name, first, last)


def _quoted(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the first and last syllable of short names in quotation marks: "hội thi “Bàn tay vàng”"."""
    opened = -1
    for place, one in enumerate(reading.syllables):
        if opened >= 0 and _QUOTES.intersection(one.marks):
            if place - opened <= _TITLE:
                yield opened, place - 1
            opened = -1
        if one.capital and "“" in one.marks:
            opened = place


def _taken(owner: _Owner, mine: Sequence[_Owner], claim: Reading, grounds: Grounds) -> bool:
    """Tell whether most of what a sentence tells of an owner stands in a line that tells it of another."""
    number = not claim.forms[owner.first]
    strangers = [] if number else [article for article in grounds.articles if not _knows(article, owner)]
    if len(grounds.cited) < _LEAST and not strangers:
        return False
    homes = [line for line in grounds.lines if _names(line, owner)]
    homes = homes or [article.reading(line) for article, line in grounds.cited if article not in strangers]
    told = _told(owner, mine, claim)
    if not (homes or strangers) or len(told) < _LEAST:
        return False
    kinds = {word.first for word in told if KINDS.issuperset(word.forms)}
    at_home = {word.first for line in homes for word in told if _has(line, word, claim)}
    for article, line in grounds.cited:
        reading = article.reading(line)
        if reading in homes or _told_of(owner, mine, reading):
            continue
        there = {word.first for word in told if _has(reading, word, claim)}
        share, own = len(there) / len(told), len(at_home) / len(told)
        alone, silent = len(there - at_home), at_home <= there | kinds
        if number and not at_home <= there | kinds:
            continue  # its own line has more of it than another amount beside
        counted = any(not word.forms and word.first in there - at_home for word in told)
        silent = silent and (owner.sort in _NAMED or counted)
        if share < _MOST or not (silent or share - own >= _MUCH) or not (alone >= _LEAST or (alone and share == 1)):
            continue
        if article in strangers:
            return True
        others = [one for one in mine if owner.sort != "person" or one.first > owner.first]
        speaks = owner.sort == "person" and lending.speaks(line)  # somebody whom the line calls "tôi"
        rivals = [one for one in _owners(reading) if _alike(one, owner) and not any(map(one.same, others))]
        if (rivals or speaks) and (number or not _points(owner, article, line, grounds)):
            return True
    return False


def _told_of(owner: _Owner, mine: Sequence[_Owner], line: Reading) -> bool:
    """Tell whether a body is that of somebody's office, "ông A, Chủ tịch huyện B, …", whom a line names."""
    if owner.sort not in _NAMED:
        return False
    persons = [one for one in mine if one.sort == "person" and one.last < owner.first]
    return bool(persons) and owner.first - persons[-1].last < _NEAR and _names(line, persons[-1])


def _replaced(owner: _Owner, mine: Sequence[_Owner], claim: Reading, grounds: Grounds) -> bool:
    """Tell whether all that follows what a sentence begins with stands in a line that begins with another one."""
    homes = [line for line in grounds.lines if _names(line, owner)]
    tail = [word for word in claim.words if word.first > owner.last and (word.content or word.name or not word.forms)]
    if owner.sort not in _NAMED or not homes or owner.first > _OPENING or len(tail) < _LEAST:
        return False
    at_home = {word.first for line in homes for word in tail if _has(line, word, claim)}
    for article, line in grounds.cited:
        reading = article.reading(line)
        there = {word.first for word in tail if _has(reading, word, claim)}
        if reading in homes or not at_home <= there or len(there - at_home) < _LEAST or len(there) < _MOST * len(tail):
            continue
        opens = [one for one in _owners(reading) if one.first <= _OPENING and _alike(one, owner)]
        rivals = [one for one in opens if not any(map(one.same, mine))]
        if rivals and reading.forms[:1] not in _AT and not _points(owner, article, line, grounds):
            return True
    return False


def _alike(left: _Owner, right: _Owner) -> bool:
    """Tell whether one could stand for the other: both of a sort, or a foreign name for somebody's."""
    foreigner = right.sort == "person" and len(left.name) > 1 and all(map(foreign, left.name))
    return left.sort == right.sort or foreigner or _NAMED.issuperset((left.sort, right.sort))


def _knows(article: ArticleGrounds, owner: _Owner) -> bool:
    """Tell whether an article names an owner anywhere."""
    return any(_names(reading, owner) for reading in (article.title, article.origin, *article.whole))


def _names(line: Reading, owner: _Owner) -> bool:
    if owner.sort in ("body", "place"):
        return line.find(owner.name) >= 0 or any(owner.same(one) for one in _owners(line))
    if all(map(foreign, owner.name)) and line.find(owner.name) >= 0:
        return True  # "ông Duterte", of "Tổng thống Rodrigo Duterte"
    return any(owner.same(one) for one in _owners(line))


def _told(owner: _Owner, mine: Sequence[_Owner], claim: Reading) -> list[Word]:
    """Return the words of weight that tell of an owner: to the next of its sort, from the beginning for the first."""
    alike = [one for one in mine if one.sort == owner.sort]
    start = 0 if alike[0] is owner else owner.first
    end = next((one.first for one in alike if one.first > owner.first), len(claim.syllables))
    number = not claim.forms[owner.first]  # of somebody, numbers tell; of a number, no other one
    # Of a number also whoever is named beside it tells.
    ends = {one.last for one in mine if one.sort == "person"} if number else set()
    others = [one for one in mine if number or claim.forms[one.first]]
    named = {place for one in others for place in range(one.first, one.last + 1)} - ends
    return [
        word
        for word in claim.words
        if start <= word.first < end
        and word.first not in named
        and (not word.forms or (word.content and not word.name) or word.first in ends)
    ]


def _has(line: Reading, word: Word, claim: Reading) -> bool:
    if not word.forms:
        return bool(values(claim, word) & {(one.kind, one.value) for one in line.quantities})
    return bool(word.entry.meanings & line.meanings) or line.has(word.forms)


def _points(owner: _Owner, article: ArticleGrounds, line: Line, grounds: Grounds) -> bool:
    """Tell whether a line may mean an owner without naming it."""
    reading = article.reading(line)
    if owner.sort == "person":
        named = people(reading)
        free = [post for post in posts(reading) if not any(abs(post.first - one.first) < _NEAR for one in named)]
        if free or any(len(one.name) > 1 and _QUOTING.match(reading.text, _end(reading, one)) for one in named):
            return bool(free)
        known = next((one for one in article.people if one.called(owner.name)), None)
        return known is not None and lending.lent(known, Grounds(((article, line),), grounds.question))
    if any(one.form in _LEVELS and not (behind.capital or one.capital) for one, behind in pairwise(reading.syllables)):
        return True  # "Liên đoàn Lao động tỉnh", of the one that another line names
    return reading.has(_WE) or any(
        word.forms in _POINTING and _is_bare(reading, place) and not _of_here(reading, place)
        for place, word in enumerate(reading.words)
    )


def _end(reading: Reading, owner: Person) -> int:
    return reading.syllables[owner.last].end


def _of_here(reading: Reading, at: int) -> bool:
    """Tell whether "nước này" is a place that the line itself names before."""
    word, before = reading.words[at], reading.words[at - 1] if at else None
    place = before is not None and before.forms and (before.forms in _COUNTRY or before.forms[-1] in KINDS)
    return word.forms in _DEMONSTRATIVE and bool(place) and any(one.last < word.first for one in _owners(reading))


def _is_bare(reading: Reading, at: int) -> bool:
    """Tell whether a kind of body has no name, here or before: "công ty" behind "Công ty TNHH Kim Sơn" is that one."""
    at -= reading.words[at].forms in _DEMONSTRATIVE and at > 0
    kind = reading.words[at].forms
    somebody = {place for one in people(reading) for place in range(one.first, one.last + 1)}
    return not any(
        any(
            one.capital and not one.marks and place not in somebody
            for place, one in enumerate(reading.syllables[word.last + 1 : word.last + 1 + _LEGAL], word.last + 1)
        )
        for word in reading.words[: at + 1]
        if word.forms == kind
    )
