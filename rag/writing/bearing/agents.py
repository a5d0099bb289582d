"""Who does what a verb tells, and whom it is done to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from rag.writing.bearing.lexicon import table
from rag.writing.bearing.parties import names, parties
from rag.writing.bearing.quantities import Kind
from rag.writing.bearing.reading import Reading, Word

_PASSIVE, _BY, _TENSES = frozenset({"được", "bị", "do", "bởi"}), ("do",), table("đã, đang, sẽ, vừa")
_GETTING, _SOURCES = frozenset({"nhận", "được"}), frozenset({"từ", "của", "bởi"})
_DECISIONS, _GOT = table("quyết định, giấy, văn bản, thông báo"), (("nhận",), ("được",))
_TO = table("sang, đến, tới, lên, về")
_OF, _NOMINAL = ("của",), table("sự, việc, đề nghị, lời, theo")
_REACH = 9  # words before and behind a verb
_NEXT = 2  # words right beside a verb
_APPOSITIONS = 4  # clauses between a subject and its verb: "ông A, Phó Chủ tịch B, nói"


@dataclass(frozen=True, slots=True)
class Deed:
    """What stands before and behind a verb, told by who does it."""

    agent: tuple[Word, ...]
    patient: tuple[Word, ...]
    beyond: tuple[Word, ...] = ()  # names and doers further behind
    direct: tuple[Word, ...] = ()  # the words right behind
    codes: frozenset[object] = frozenset()  # documents named by number before the verb …
    codes_behind: frozenset[object] = frozenset()  # … and behind it
    far: tuple[Word, ...] = ()  # all that the text names before the verb, where its doer may stand too


def deed(reading: Reading, at: int, proper: frozenset[str]) -> Deed:
    """Return who does what a word tells and to whom.

    Args:
        reading: The text.
        at: The place of the verb among its words.
        proper: What the article writes with a capital.
    """
    words, home = reading.words, reading.words[at].clause
    before: list[Word] = []
    doer: list[Word] = []  # "được ông A trao"
    passive, own = words[at].forms[0] in _PASSIVE, False
    for word in reversed(words[:at]):
        if word.clause != home and (own or home - word.clause > _APPOSITIONS):
            break
        own = own or (word.clause == home and names(word))
        if not passive and _is_passive(word) and not (word.forms == _BY and _then(reading, at)):
            passive, doer, before = True, before, []
        elif names(word):
            before.append(word)
        if len(before) >= _REACH:
            break
    behind = [word for word in words[at + 1 :] if word.clause == home and names(word)][:_REACH]
    of = reading.forms[words[at].last + 1 : words[at].last + 2] == _OF
    noun = at > 0 and words[at - 1].forms in _NOMINAL
    if of and not doer and (passive or noun or not parties(before, proper)):
        return Deed(tuple(behind), tuple(before))  # "được sự hướng dẫn của …", "đề nghị của …"
    source = next(
        (place for place, word in enumerate(words[at + 1 :]) if word.forms and word.forms[0] in _SOURCES), None
    )
    if source is not None and any(word.forms in _TO for word in words[at + 1 + source :]):
        source = None  # "được chuyển từ A sang B"
    of_whom = source is not None and words[at + 1 + source].forms == _OF
    if (
        source is not None
        and not (of_whom and source)
        and any(word.forms and word.forms[0] in _GETTING for word in words[max(at - 4, 0) : at])
    ):
        return Deed(
            tuple(doer) or tuple(words[at + source + 2 : at + source + 2 + _REACH]), tuple(before)
        )  # "nhận quà từ A"
    decided = at > 1 and words[at - 1].forms in _DECISIONS and words[at - 2].forms[-1:] in _GOT
    if passive or decided:  # "nhận quyết định bổ nhiệm"
        return Deed(tuple(doer), tuple(before))
    further = words[at + 1 : at + 1 + 3 * _REACH]
    stop = next((place for place, word in enumerate(further) if _is_passive(word)), len(further))
    beyond = [word for word in further[:stop] if names(word)]
    codes = [(one.start, one.value) for one in reading.quantities if one.kind is Kind.CODE]
    place = reading.syllables[words[at].first].start
    return Deed(
        tuple(before),
        tuple(behind),
        tuple(beyond),
        tuple(takewhile(names, words[at + 1 : at + 1 + _NEXT])),
        frozenset(value for start, value in codes if start < place),
        frozenset(value for start, value in codes if start > place),
        far=tuple(word for word in words[:at] if names(word)),
    )


def _then(reading: Reading, at: int) -> bool:
    """Tell whether a verb has its "đã" and another verb before it: "đoàn do ông A dẫn đầu đã đến thăm"."""
    tensed = next((place for place in range(at - 1, max(at - 4, 0), -1) if reading.words[place].forms in _TENSES), None)
    before = reading.words[tensed - 1] if tensed else None
    return before is not None and before.content and not before.name


def _is_passive(word: Word) -> bool:
    return not word.content and not _PASSIVE.isdisjoint(word.forms[-1:])
