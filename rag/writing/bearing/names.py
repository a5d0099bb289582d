"""Proper names of a sentence that the cited lines don't have.

A name may also come from the title, from where the article was printed, or, within limits, from the article itself:
"ông Hải" and "ông" of a cited line are somebody whom a line above names in full. A question lends a name only where
the article knows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rag.writing.bearing import lending, media
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import Words, lexicon, table
from rag.writing.bearing.naming import HEADS, KINDS, LEGAL, by_its_end, from_article, from_question, spellings, stands
from rag.writing.bearing.people import Person, people, runs
from rag.writing.bearing.posts import posts
from rag.writing.bearing.presented import presented
from rag.writing.bearing.reading import Reading

_ACRONYMS = frozenset({"thcs", "thpt"})  # that the tables have as words
_SHORT = frozenset("sở bộ ban cục vụ viện hội đoàn tỉnh huyện quận".split())
_DEPARTMENTS = frozenset({"sở", "bộ", "cục"})
_DOLLAR = ("đô", "la", "mĩ")
_TRADE = 10  # syllables at most between a company and its name
_PRINTING = table("theo, báo, tờ, bài, bài viết, bài báo, tác giả, phóng viên, đăng, đăng tải, viết, nguồn, đưa tin")
_PLACES = table("tỉnh, thành phố, thủ đô, huyện, quận, xã, phường, thị xã, thị trấn")
_BETWEEN = 3  # small letters at most inside one name: "Liên đoàn Lao động tỉnh Thanh Hóa"
_INSIDE = KINDS | {"động"}  # without weight elsewhere, but not inside a name


def unborne(claim: Reading, grounds: Grounds) -> str:
    """Return a name that is not borne, or "" where all are."""
    settled: set[int] = set()
    borrowed: list[Person] = []
    for person in lending.mentions(claim, grounds):
        known = lending.named(person, grounds.people)
        if lending.misaddressed(person, grounds.everyone):
            return claim.written(person.first, person.last)
        elsewhere = len(person.name) == 1 and lending.named(person, grounds.everyone)
        as_run = lending.as_whole_run if elsewhere else lending.as_run
        if known or as_run(person, grounds) or lending.by_end(person, grounds):
            pass
        elif lending.named(person, lending.in_titles(grounds)) or lending.lent(person, grounds):
            borrowed.append(person)
        elif end := _ending(person, grounds):
            settled.update(range(person.last - len(end.name) + 1, person.last + 1))
            continue
        elif person in people(claim):
            return claim.written(person.first, person.last)
        else:
            continue
        settled.update(range(person.first, person.last + 1))
    if borrowed and lending.displaced(claim, grounds, borrowed):
        return claim.written(borrowed[0].first, borrowed[0].last)
    settled |= presented(claim, grounds) | _units(claim)
    for first, last in _unsettled(claim, settled):
        if not _borne(claim, first, last, grounds):
            return claim.written(first, last)
    return _of_another_kind(claim, grounds) or _recombined(claim, grounds, settled) or media.unborne(claim, grounds)


def _units(claim: Reading) -> set[int]:
    """Return the places of a name that is part of a currency behind a number: "200 đô la Mỹ"."""
    return {
        place
        for place, one in enumerate(claim.syllables)
        if one.capital and not claim.forms[max(place - 3, 0)] and claim.forms[max(place - 2, 0) : place + 1] == _DOLLAR
    }


def _ending(person: Person, grounds: Grounds) -> Person | None:
    """Return whom the lines name at the end of what looks like one name: "đội Thái Sơn Lê Văn A"."""
    ends = [one for one in grounds.people if len(person.name) > len(one.name) > 2 and person.called(one.name)]
    return ends[0] if ends else None


def _unsettled(claim: Reading, settled: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitals, or what is left of them, that are nobody's name."""
    for first, last in runs(claim):
        start = first
        for place in range(first, last + 2):
            if place > last or place in settled:
                if start < place:
                    yield start, place - 1
                start = place + 1


def _borne(claim: Reading, first: int, last: int, grounds: Grounds) -> bool:
    if _ordinary(claim, first, last, grounds):
        return True
    # The first word of a sentence has a capital in any case.
    sources = (*grounds.named, *grounds.printed) if any(map(claim.has, _PRINTING)) else grounds.named
    for start in (first, first + 1) if claim.syllables[first].initial else (first,):
        if start <= last and any(stands(claim, start, last, source) for source in sources):
            return True
    if _of_office(claim, first, last, grounds) or _short(claim, first, last, grounds):
        return True
    if any(find(claim, first, last, grounds) for find in (from_article, from_question, by_its_end)):
        return True
    # "Công đoàn Việt Nam Lê Văn A", "Chủ tịch Công đoàn": parts that are each borne.
    return any(
        _borne(claim, first, cut - 1, grounds) and _borne(claim, cut, last, grounds)
        for cut in _cuts(claim, first, last)
    )


def _short(claim: Reading, first: int, last: int, grounds: Grounds) -> bool:
    """Tell whether a body is only called by its kind, "Sở", where the article has one of that kind."""
    if first < last or claim.forms[first] not in _SHORT:
        return False
    return any(claim.forms[first] in article.proper for article in grounds.articles)


def _of_office(claim: Reading, first: int, last: int, grounds: Grounds) -> bool:
    """Tell whether a name ends an office that the article knows; who holds it is looked at apart."""
    post = next((one for one in posts(claim) if 0 < first - one.last <= 1), None)
    if post is None:
        return False
    return grounds.somewhere(claim.forms[post.first : last + 2])


def _cuts(claim: Reading, first: int, last: int) -> list[int]:
    """Return where a run of capitals may be two names: at an office, and before the kind of a body or place."""
    cuts = {place for post in posts(claim) for place in (post.first, post.last + 1)}
    cuts |= {place for word in claim.words if word.size > 1 for place in (word.first, word.last + 1)}
    # What follows "Sở" is its name, not a word of the lines.
    return [at for at in range(first + 1, last + 1) if at in cuts and claim.forms[at - 1] not in _DEPARTMENTS]


def _ordinary(claim: Reading, first: int, last: int, grounds: Grounds) -> bool:
    """Tell whether a capital is only that of a sentence's beginning, or of a word that the lines have in their way."""
    if first == last and claim.syllables[first].initial:
        return True
    meanings = grounds.bears.meanings | grounds.titled.meanings
    for word in claim.words:
        if word.last < first or word.first > last:
            continue
        inside = first == last < word.last and _inside_a_name(claim, first)
        there = bool(word.entry.meanings & meanings) and (
            not inside or any(line.has(word.forms) for line in grounds.named)
        )
        as_word = there and (word.size > 1 or word.forms[0] in _ACRONYMS)
        office = any(post.first <= word.first and word.last <= post.last for post in posts(claim))  # looked at apart
        silent = word.entry.weightless and (word.size > 1 or claim.syllables[word.first].initial)
        if not (as_word or office or silent):
            return False
    return True


def _inside_a_name(claim: Reading, first: int) -> bool:
    """Tell whether a capital follows at once on a word with one: the "Báo" of "Học viện Báo chí"."""
    before = [word for word in claim.words if word.first < first][-2:]
    return not claim.syllables[first].marks and any(word.name for word in before) and all(one.content for one in before)


def _of_another_kind(claim: Reading, grounds: Grounds) -> str:
    """Return a place that the lines name only as one of another kind: "thành phố Thanh Hóa" for "tỉnh Thanh Hóa"."""
    for first, last in runs(claim):
        kind, name = claim.forms[max(first - 2, 0) : first], claim.forms[first : last + 1]
        mine = _kind(kind)
        theirs = {
            _kind(line.forms[max(at - 2, 0) : at])
            for line in grounds.lines
            for at in range(len(line.forms))
            if line.forms[at : at + len(name)] == name
        }
        if mine and theirs and mine not in theirs and "" not in theirs:
            return claim.written(first - 1, last)
    return ""


def _kind(before: Words) -> str:
    """Return which kind of place stands at the end of some words, "" for none."""
    found = next((kind for kind in _PLACES if before[-len(kind) :] == kind), ())
    return "".join(found[-1:])


def _recombined(claim: Reading, grounds: Grounds, settled: set[int]) -> str:
    """Return a name put together from parts of others: "LĐLĐ tỉnh Thanh Hóa" of "LĐLĐ TP Hà Nội … tỉnh Thanh Hóa"."""
    other_names = {one.form for source in grounds.named for one in source.syllables if "(" in one.marks and one.capital}
    for (first, last), (then, end) in zip(runs(claim), runs(claim)[1:], strict=False):
        follows = claim.forms[then]
        if then in settled or last in settled or follows in KINDS or not _is_one_name(claim, first, last, then):
            continue
        head = tuple(form for form in claim.forms[max(last - 1, first) : then] if form not in KINDS)[-2:]
        followers = {
            spelled[at + len(head)]
            for source in grounds.named
            for spelled, capitals in spellings(source)[1:]
            for at in range(len(spelled) - len(head))
            if head and spelled[at : at + len(head)] == head and capitals[at + len(head)]
        }
        # "Hiệp định CPTPP" may stand for "Hiệp định Đối tác … (CPTPP)".
        whole = claim.forms[first : then + 1]  # "Bộ Lao động, thương binh và xã hội"
        if any(source.find(whole) >= 0 for source in grounds.named):
            continue
        if (
            followers
            and follows not in followers | other_names
            and not _begins_a_word(claim, then)
            and not any(_shortened(claim.forms[last : end + 1], then - last, source) for source in grounds.named)
        ):
            return claim.written(first, end)
    return ""


def _shortened(words: Words, size: int, source: Reading) -> bool:
    """Tell whether a text has a kind, `size` syllables, and the name behind it with only its trade between them.

    "Công ty Hợp Phát" may stand for "Công ty CP đầu tư và xây dựng Hợp Phát".
    """
    kind, name = words[:size], words[size:]
    for at in range(len(source.forms) - len(words)):
        if source.forms[at : at + size] != kind:
            continue
        for place in range(at + size, min(at + size + _TRADE, len(source.forms))):
            if source.syllables[place].marks:
                break
            if source.forms[place : place + len(name)] == name:
                return True
            if source.syllables[place].capital and source.forms[place] not in LEGAL:
                break
    return False


def _is_one_name(claim: Reading, first: int, last: int, then: int) -> bool:
    """Tell whether two runs of capitals may be parts of one name, by what stands between them."""
    table = lexicon()
    between = claim.forms[last + 1 : then]
    silent = table.entry((claim.forms[first],)).weightless
    if first == last and claim.syllables[first].initial and (silent or not _is_kind(claim, first, then)):
        return False  # "Phi công Korean Air", "Theo đại biểu Korean Air"
    if any((first, last + 1) <= (post.first, post.last) == (post.first, then - 1) for post in posts(claim)):
        return False
    return (
        len(between) <= _BETWEEN
        and not any(one.marks for one in claim.syllables[last + 1 : then + 1])
        and then not in {post.first for post in posts(claim)}
        and all(form and (form in _INSIDE or not table.entry((form,)).weightless) for form in between)
    )


def _is_kind(claim: Reading, first: int, then: int) -> bool:
    """Tell whether what stands before a name is the kind of body that the name belongs to: "Công ty"."""
    return any(word.first == first and word.forms in HEADS for word in claim.words) or then - first > 2


def _begins_a_word(claim: Reading, place: int) -> bool:
    """Tell whether a word of the tables begins at a place: a kind of body, not a name."""
    return any(word.first == place and word.size > 1 for word in claim.words)
