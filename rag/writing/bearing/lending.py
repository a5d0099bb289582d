"""Whom a sentence may name although its lines don't: the one whom "ông Hải", "bà" or "tôi" in them means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rag.writing.bearing.grounds import ArticleGrounds, Grounds
from rag.writing.bearing.lexicon import Words, table
from rag.writing.bearing.people import HE, HEADS, SHE, Person, is_house, people, runs
from rag.writing.bearing.posts import posts
from rag.writing.bearing.reading import Reading
from rag.writing.sheet import Line

_UPPER = "A-ZĐÂĂÊÔƠƯÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ"
# "ông" that is no form of address before a name, nor part of "ông bà", "anh em", "bà con" …
_PRONOUN = re.compile(
    r"(?<!\w)(?P<word>[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]ụ)(?!\w)"
    rf"(?!\s+(?:[{_UPPER}]|em\b|bà\b|chị\b|con\b|chủ\b|xã\b|giáo\b|hùng\b))"
)
_THIS_PERSON = re.compile(
    r"(?<!\w)(?:vị này|người này|đồng chí này|nhà lãnh đạo|nữ công nhân này|vị lãnh đạo|vị chủ tịch)(?!\w)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"(?<!\w)(?:tôi|chúng tôi|chúng ta|mình|em)(?!\w)", re.IGNORECASE)
_ASKED = re.compile(
    r"(?<!\w)(?:thưa|xin) (?:ông|bà|anh|chị|\w+ trưởng)(?!\w)|(?<!\w)(?:ông|bà)\W[^.]*\?\s*$", re.IGNORECASE
)
_QUESTIONS = 2  # so many lines make an article an interview
_SAYING = table("nói, kể, cho biết, cho hay, chia sẻ, bày tỏ, khẳng định, nhấn mạnh, tâm sự, đề nghị, nêu, phân tích")
_BACK = 4  # lines in which the one whom a pronoun means is looked for
_SPOKEN = 40  # characters from the end of a quotation to who spoke it
_LONGEST_SPEECH = 12  # lines; a quotation that nothing closes ends after so many


def mentions(claim: Reading, grounds: Grounds) -> tuple[Person, ...]:
    """Return the people whom a sentence names: by shape, and those whom the article knows, wherever they stand."""
    known = [*grounds.people, *in_titles(grounds), *grounds.everyone]
    return tuple(sorted(_mentions(claim, known), key=lambda person: person.first))


def _mentions(claim: Reading, known: Iterable[Person]) -> Iterator[Person]:
    taken: set[int] = set()
    for name in sorted({person.name for person in known if len(person.name) > 1}, key=len, reverse=True):
        at = claim.find(name)
        while at >= 0:
            places = range(at, at + len(name))
            if taken.isdisjoint(places) and _stands_alone(claim, places) and not is_house(claim, at):
                taken.update(places)
                yield Person(name, at, places[-1], claim.forms[at - 1] if at else "")
            at = claim.find(name, at + 1)
    ends = {person.name[-1:] for person in known if len(person.name) > 1}
    for post in posts(claim):
        at = post.last + 1  # "Bộ trưởng Dung"
        called = claim.forms[at : at + 1] in ends and claim.forms[at] not in HEADS
        if called and (at, at) in runs(claim) and not claim.syllables[at].marks:
            taken.add(at)
            yield Person(claim.forms[at : at + 1], at, at, claim.forms[post.last])
    for person in people(claim):
        if taken.isdisjoint(range(person.first, person.last + 1)):
            yield person


def _stands_alone(claim: Reading, places: range) -> bool:
    """Tell whether capitals are a whole name: "Lê Văn A" is one in "Công đoàn Việt Nam Lê Văn A"."""
    ends = {one.first for one in people(claim)}
    ends |= {place for post in posts(claim) for place in (post.first, post.last + 1)}
    ends |= {place + 1 for place, one in enumerate(claim.syllables) if len(one.written) > 1 and one.written.isupper()}

    def joined(place: int) -> bool:
        if not 0 < place < len(claim.syllables) or place in ends:
            return False
        left, right = claim.syllables[place - 1], claim.syllables[place]
        return left.capital and right.capital and not right.marks

    capitals = all(claim.syllables[place].capital for place in places)
    return capitals and not joined(places[0]) and not joined(places[-1] + 1)


def in_titles(grounds: Grounds) -> list[Person]:
    """Return whom the titles name."""
    return [person for title in grounds.titles for person in people(title)]


def named(person: Person, known: Iterable[Person]) -> bool:
    """Tell whether somebody is among others, in full or by the end of the name."""
    return any(
        other.called(person.name) and (other.name == person.name or bool(person.address) or len(person.name) > 1)
        for other in known
    )


def as_run(person: Person, grounds: Grounds) -> bool:
    """Tell whether a cited line has a name that nothing there tells to be somebody's: "Guaido hôm 4/3 trở về"."""
    return any(
        line.forms[first : last + 1][-len(person.name) :] == person.name
        for line in grounds.lines
        for first, last in runs(line)
    )


def as_whole_run(person: Person, grounds: Grounds) -> bool:
    """Tell whether a cited line has a name by itself, behind an office perhaps: "Tổng thống Duterte"."""
    return any(
        line.forms[first : last + 1] == person.name and not line.syllables[first].initial
        for line in grounds.lines
        for first, last in runs(line)
    )


def misaddressed(person: Person, known: Iterable[Person]) -> bool:
    """Tell whether a woman is called "ông" or a man "bà"."""
    return any(
        (person.address in HE and other.female is True) or (person.address in SHE and other.female is False)
        for other in known
        if other.name == person.name
    )


def lent(person: Person, grounds: Grounds) -> bool:
    """Tell whether a cited line means somebody without naming the whole name."""
    for article, line in grounds.cited:
        known = [other for other in article.people if other.called(person.name)]
        if not known or _contradicts(person, known):
            continue
        if max((other.name for other in known), key=len) in _meant(article, line):
            return True
    return by_end(person, grounds) or _by_question(person, grounds)


def by_end(person: Person, grounds: Grounds) -> bool:
    """Tell whether a cited line names somebody by the end of the name, "ông Hải", as nobody else can be called."""
    for article, line in grounds.cited:
        known = [other for other in article.people if other.called(person.name)]
        if not known or _contradicts(person, known):
            continue
        full = max((other.name for other in known), key=len)
        for short in people(article.reading(line)):
            whose = {other.name for other in article.people if len(other.name) > 1 and other.called(short.name)}
            if len(short.name) < len(full) and whose == {full}:
                return True
        # "Giáp cho hay"
        namesakes = {other.name for other in article.people if len(other.name) > 1 and other.called(full[-1:])}
        if namesakes == {full} and full[-1] in article.proper and full[-1:] in _runs(article.reading(line)):
            return True
    return False


def _runs(reading: Reading) -> set[Words]:
    return {reading.forms[first : last + 1] for first, last in runs(reading)}


def speaks(line: Line) -> bool:
    """Tell whether somebody speaks of himself in a line: "tôi"."""
    return bool(_SPEAKER.search(line.sentence.text))


def _contradicts(person: Person, known: Iterable[Person]) -> bool:
    return any(
        (person.address in HE and other.female is True) or (person.address in SHE and other.female is False)
        for other in known
    )


def _by_question(person: Person, grounds: Grounds) -> bool:
    """Tell whether the question names somebody whom the article knows, while the cited lines name nobody."""
    if grounds.people or not grounds.question.has(person.name):
        return False
    return any(person.name == other.name for other in grounds.everyone)


def displaced(claim: Reading, grounds: Grounds, borrowed: Sequence[Person]) -> bool:
    """Tell whether the lines name somebody in full whom the sentence leaves out: a lent name may be in that place."""
    if all(speaks(line) for _, line in grounds.cited):
        return False  # "người tôi giới thiệu là em Trần Văn A"
    return any(
        len(other.name) > 1
        and claim.find(other.name) < 0
        and not any(other.called(one.name) or one.called(other.name) for one in borrowed)
        for other in grounds.people
    )


# --- whom pronouns mean


def _meant(article: ArticleGrounds, line: Line) -> set[Words]:
    """Return whom the pronouns of a line mean: the one named last before it, or who speaks."""
    text = line.sentence.text
    pronoun, speaker = _PRONOUN.search(text), _SPEAKER.search(text)
    if speaker and _named_speaker(article.reading(line)):
        return set()
    meant = _speakers(article, line) or (set() if text.rstrip().endswith("?") else _interviewed(article))
    if not (pronoun or speaker or _THIS_PERSON.search(text)):
        return meant
    word = pronoun["word"].lower() if pronoun else ""
    female = True if word in SHE else False if word in HE else None
    here = [person for person in people(article.reading(line)) if len(person.name) > 1]
    if not speaker and any(_may_be(person, female) for person in here):
        return set()
    before = [person for person in article.people if line.n - _BACK <= person.line < line.n]
    behind = _tellers(article, line) if speaker else []
    for some in (before[::-1], behind):
        meant |= {_full(person, article) for person in [one for one in some if _may_be(one, female)][:1]}
    if speaker and before:
        # "ông A, bố của chị B, tâm sự: …": whoever stands first in that line speaks.
        meant.add(_full(next(person for person in before if person.line == before[-1].line), article))
    return meant


def _tellers(article: ArticleGrounds, line: Line) -> list[Person]:
    """Return who may speak in a line that begins or goes on a quotation: whom the line behind its end names."""
    text = line.sentence.text
    if "“" not in text and not _speakers(article, line):
        following = next((other for other in article.lines if other.n == line.n + 1), None)
        return list(people(article.reading(following))) if "”" in text and following else []
    for other in article.lines:
        if line.n <= other.n <= line.n + _LONGEST_SPEECH and "”" in other.sentence.text:
            told = _telling(article.reading(other))
            return [told] if told else [person for person in article.people if person.line == other.n + 1]
    return []


def _telling(reading: Reading) -> Person | None:
    """Return whom a line names right behind a quotation, who spoke it: "…”, bà Liễu nói"."""
    end = reading.text.rfind("”")
    if end < 0:
        return None
    behind = (one for one in people(reading) if reading.syllables[one.first].start > end)
    return next((one for one in behind if reading.syllables[one.first].start - end < _SPOKEN), None)


def _named_speaker(reading: Reading) -> bool:
    """Tell whether a text itself names who speaks behind what is said: "…", ông Hải nói."""
    said = (reading.forms[one.last + 1 : one.last + 3] for one in people(reading))
    return any(words in _SAYING or words[:1] in _SAYING for words in said)


def _may_be(person: Person, female: bool | None) -> bool:
    return female is None or person.female in (None, female)


def _speakers(article: ArticleGrounds, line: Line) -> set[Words]:
    """Return who speaks where a line stands inside a quotation that another line opened."""
    opened: Line | None = None
    for other in article.lines:
        if other is line:
            break
        text = other.sentence.text
        if text.rfind("“") > text.rfind("”") or (opened is None and text.count('"') % 2):
            opened = other
        elif "”" in text or text.count('"') % 2:
            opened = None
    if opened is None or "“" in line.sentence.text or line.n - opened.n > _LONGEST_SPEECH:
        return set()
    reading = article.reading(opened)
    quote = max(reading.text.rfind("“"), reading.text.rfind('"'))
    before = [person for person in people(reading) if reading.syllables[person.last].end <= quote]
    return {_full(person, article) for person in before[-1:]}


def _interviewed(article: ArticleGrounds) -> set[Words]:
    """Return who answers where an article asks its questions of one person, the only one whom it names."""
    asked = sum(bool(_ASKED.search(line.sentence.text)) for line in article.lines)
    names = {_full(person, article) for person in article.people if len(person.name) > 1}
    return names if asked >= _QUESTIONS and len(names) == 1 else set()


def _full(person: Person, article: ArticleGrounds) -> Words:
    """Return the full name of somebody who may be named by its end."""
    longer = (
        other.name for other in article.people if len(other.name) > len(person.name) and other.called(person.name)
    )
    return next(longer, person.name)
