"""Offices of a sentence that the cited lines don't give, or give to somebody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.writing.bearing import bodies
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lending import mentions
from rag.writing.bearing.lexicon import table, within
from rag.writing.bearing.people import Person, people
from rag.writing.bearing.posts import Post, posts
from rag.writing.bearing.reading import Reading, Syllable, remembered

Holding = tuple[Person, Post]

_COPULAS = table(
    """
    là, làm, giữ chức, giữ chức vụ, giữ cương vị, giữ vai trò, giữ vị trí, đảm nhiệm, đảm nhiệm chức, đảm nhiệm chức vụ
    đảm nhận, hiện là, đang là, hiện đang là, cũng là, vốn là, là một, là người, đồng thời là, đương kim, trúng cử
    tái cử, tái cử chức, tái đắc cử, tái đắc cử chức, được bầu, được bầu làm, được bầu lại làm, được bầu giữ chức
    được bầu giữ chức vụ, được bầu vào chức vụ, được bổ nhiệm, được bổ nhiệm làm, được bổ nhiệm giữ chức
    tiếp tục làm, tiếp tục giữ chức, tiếp tục được bầu làm, tiếp tục được bầu giữ chức, với vai trò, trong vai trò
    trên cương vị, với cương vị, làm việc với vai trò
    """
)
_MEMBERS = table("thành viên hội đồng, thành viên ban")
_APPOINTING, _CLOSE = table("bầu, bổ nhiệm, trúng cử, đắc cử"), 4  # syllables from there to the office
_TAKING = table("giữ chức, làm, giữ chức vụ")
_LONGEST_COPULA = max(map(len, _COPULAS))
_FAR = 14  # syllables between an office and whoever holds it
_LINKS = frozenset(",(-–:;)")
_DASHES = frozenset("-–")


def unborne(claim: Reading, grounds: Grounds) -> str:
    """Return an office that is not borne, or "" where all are."""
    given = [post for line in grounds.lines for post in posts(line)]
    given += [post for title in grounds.titles for post in posts(title)]
    named = mentions(claim, grounds)
    held = list(_holdings(claim, named))
    for post in posts(claim):
        owners = [person for person, office in held if office.first == post.first]
        if not owners and post.core in _MEMBERS:
            continue  # "các thành viên Hội đồng" of "các thành viên"
        borne = all(_holds(owner, post, grounds) for owner in owners) if owners else _given(post, given, grounds)
        own = [
            (line, office)
            for line in grounds.lines
            for person, office in holdings(line)
            if post.same(office) and any(_same_person(owner, person) for owner in owners)
        ]
        if (
            _into_another(claim, post, grounds)
            or not borne
            or bodies.of_another(claim, post, own, grounds)
            or not bodies.followed(claim, post, named, grounds)
        ):
            return claim.written(post.first, post.last)
    return ""


def _given(post: Post, given: Sequence[Post], grounds: Grounds) -> bool:
    """Tell whether the lines name an office, or somebody of whom the article says that he holds it."""
    if any(map(post.same, given)):
        return True
    named = [person for line in grounds.lines for person in mentions(line, grounds)]
    return any(
        post.same(office) and any(_same_person(person, one) for one in named)
        for article in grounds.articles
        for reading in article.whole
        for person, office in holdings(reading)
    )


def _into_another(claim: Reading, post: Post, grounds: Grounds) -> bool:
    """Tell whether a sentence elects somebody into an office that he had before, the lines into another one."""
    there = [(line, office) for line in grounds.lines for office in posts(line)]
    own = [_appoints(line, office) for line, office in there if post.same(office)]
    return _appoints(claim, post) and bool(own) and not any(own) and any(_appoints(*one) for one in there)


def _appoints(reading: Reading, post: Post) -> bool:
    start = max(post.first - _CLOSE, 0)
    marked = (place for place in range(post.first, start, -1) if reading.syllables[place].marks)
    before = reading.forms[next(marked, start) : post.first]
    return any(within(verb, before) for verb in _APPOINTING)


@remembered
def holdings(reading: Reading) -> tuple[Holding, ...]:
    """Return who holds which office, as far as they stand side by side."""
    return tuple(_holdings(reading, people(reading)))


def _holds(owner: Person, post: Post, grounds: Grounds) -> bool:
    """Tell whether the lines, or where they are silent the articles, give an office to somebody."""
    there = [holding for line in grounds.lines for holding in holdings(line)]
    anywhere = [
        holding
        for article in grounds.articles
        for reading in (article.title, *article.whole)
        for holding in holdings(reading)
    ]
    for known in (there, anywhere):
        own = [office for person, office in known if _same_person(owner, person)]
        if own:
            return any(map(post.same, own))
    # Nobody else holds it, and the lines name it.
    return not any(post.same(office) for _, office in there) and any(
        post.same(office) for line in grounds.lines for office in posts(line)
    )


def _same_person(left: Person, right: Person) -> bool:
    return left.called(right.name) or right.called(left.name)


# --- who holds what


def _holdings(reading: Reading, named: Sequence[Person]) -> Iterator[Holding]:
    offices = posts(reading)
    taken: set[int] = set()
    for person in named:
        # "Phó Chủ tịch … X": nothing but the name of a body between them; "Phó Chủ tịch …, đại biểu Quốc hội X".
        office = next((post for post in reversed(offices) if post.last < person.first), None)
        if office and not _beside(reading, office.last + 1, person.first, strictly=True):
            office = None
        while office and office.first not in taken:
            taken.add(office.first)
            yield person, office
            office = _joined_before(reading, office, named)
    for person in named:
        # "X, Phó Chủ tịch …, Trưởng ban …", "X là Chủ tịch …", "X (Giám đốc …)"
        at = _office_behind(reading, person.last + 1)
        while at is not None:
            office = next((post for post in offices if post.first == at), None)
            if office is None or office.first in taken:
                break
            taken.add(office.first)
            yield person, office
            at = _joined_behind(reading, office.last + 1, named)
    for person in named:
        # "Phó Tổng Giám đốc ngân hàng, bà X"
        office = next((post for post in reversed(offices) if post.last < person.first), None)
        if office and office.first not in taken and _beside(reading, office.last + 1, person.first, strictly=False):
            yield person, office
    yield from ((person, office) for person, office in _taking(reading, named) if office.first not in taken)
    for left, right in pairwise(named):
        # "ông A và ông B được bầu làm Phó Chủ tịch"
        between = reading.forms[left.last + 1 : right.first]
        at = _office_behind(reading, right.last + 1)
        office = next((post for post in offices if post.first == at), None)
        if office and len(between) <= 3 and "và" in between and not reading.syllables[right.last + 1].marks:
            yield left, office


def _taking(reading: Reading, named: Sequence[Person]) -> Iterator[Holding]:
    """Yield who takes which office: "điều động ông X thôi giữ chức … để làm Bí thư", whoever was named last."""
    for office in posts(reading):
        before = [one for one in named if one.last < office.first]
        holder = next(iter([*reversed(before), *named]), None)  # "trước khi làm Bí thư, ông X"
        if holder and any(reading.forms[max(office.first - size, 0) : office.first] in _TAKING for size in (1, 2, 3)):
            yield holder, office
            if len(before) > 1 and _listed_with(reading, before[-2], before[-1]):
                yield before[-2], office


def _listed_with(reading: Reading, left: Person, right: Person) -> bool:
    """Tell whether two people are joined, one perhaps with an office: "ông A - Giám đốc X và bà B"."""
    between = reading.syllables[left.last + 1 : right.first]
    joined = "và" in [one.form for one in between[-2:]]
    return joined and len(between) <= _FAR and (len(between) <= 2 or not _DASHES.isdisjoint(between[0].marks))


def _beside(reading: Reading, start: int, end: int, *, strictly: bool) -> bool:
    """Tell whether between an office and a name there is nothing but the name of a body, and one comma perhaps."""
    between = reading.syllables[start:end]
    if len(between) > _FAR or "và" in reading.forms[max(end - 2, start) : end] or not _names_a_body(between):
        return False
    marked = [
        one for one in (*between, reading.syllables[end]) if one.marks and not _DASHES.union("()").issuperset(one.marks)
    ]
    if not marked:
        return True
    last = between[-1] if between else reading.syllables[end]
    return not strictly and len(marked) == 1 and marked[0].marks == "," and marked[0] in (last, reading.syllables[end])


def _names_a_body(some: Sequence[Syllable]) -> bool:
    """Tell whether syllables may be the name of a body, words with one capital too: "Ủy ban Đối ngoại"."""
    return all(one.capital or one.form in bodies.PARTS or _ends_word(some, at) for at, one in enumerate(some))


def _ends_word(some: Sequence[Syllable], at: int) -> bool:
    """Tell whether a syllable follows on the only capital before it."""
    return at > 0 and some[at - 1].capital and not some[at].marks and not (at > 1 and some[at - 2].capital)


def _joined_before(reading: Reading, office: Post, named: Sequence[Person]) -> Post | None:
    """Return the office that a comma joins to another one."""
    if reading.syllables[office.first].marks not in {",", "-", "–"} and reading.forms[
        office.first - 1 : office.first
    ] != ("kiêm",):
        return None
    other = next((post for post in reversed(posts(reading)) if post.last < office.first), None)
    if other is None or any(other.last < person.first < office.first for person in named):
        return None
    between = reading.syllables[other.last + 1 : office.first]
    joined = len(between) <= _FAR and not any(one.marks for one in between) and _names_a_body(between)
    return other if joined else None


def _joined_behind(reading: Reading, at: int, named: Sequence[Person]) -> int | None:
    """Return where a further office of the same person may begin: behind the next comma or "kiêm"."""
    starts = {person.first for person in named}
    for place in range(at, min(at + _FAR, len(reading.forms))):
        marks = set(reading.syllables[place].marks)
        if place in starts or marks & set(";."):
            return None
        if reading.forms[place] == "kiêm":
            return place + 1
        if reading.forms[place : place + 2] == ("đồng", "thời"):
            return place + 2 + (reading.forms[place + 2 : place + 3] == ("là",))
        if marks & {",", *_DASHES}:
            return place
    return None


def _office_behind(reading: Reading, at: int) -> int | None:
    """Return where an office may begin that is said of a person whose name ends before `at`."""
    if at >= len(reading.forms):
        return None
    marks = reading.syllables[at].marks
    behind = _behind_copula(reading, at)
    if marks:
        return behind if _LINKS.issuperset(marks) else None
    return behind if behind > at else None


def _behind_copula(reading: Reading, at: int) -> int:
    for skip in range(2):  # a word between: "hiện", "cũng", "tiếp"
        for length in range(_LONGEST_COPULA, 0, -1):
            if reading.forms[at + skip : at + skip + length] in _COPULAS:
                return at + skip + length
    return at
