"""Words that point back, "bà ấy", "người thứ hai", "hội thảo đó", "ở đó", and what they point to."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.questions.events import HEAD
from rag.questions.phrases import names_something
from rag.talk.conversation import Reach, Resolved, Thread, Turn
from rag.text.entities import proper_names
from rag.text.patterns import flat, written

# Patterns over folded text.
_SHE, _HE, _THAT = r"(?:ba|chi|co)", r"(?:ong|anh|chu|bac)", r"(?:ay|do|nay|kia)"
_VERB = r"(?=(?: (?:da|co|dang))? (?:la|giu|chuc|noi|lam|phat bieu|den|cho biet|dam nhiem|khang dinh|danh gia|phu trach|thuoc|ten|nhan manh|trinh bay|chia se|sinh|nghi huu|que|tung|hua|de nghi|yeu cau|thay|duoc|se)\b)"
# What may stand before a bare "bà" or "ông" at the beginning.
_FIRST = r"^(?:(?:truoc (?:do|day|kia)|sau do|hien(?: nay| tai)?|luc do|khi do|the|vay|con|nam \d{4})[ ,]+)*"
_ONE = r"(?:nguoi|vi|dong chi|d/c|dien gia|dai bieu|nhan vat|lanh dao|can bo|chuyen gia|bao cao vien)"
_PRONOUNS: tuple[tuple[bool | None, re.Pattern[str]], ...] = (  # female or not, or None where it isn't said
    (None, re.compile(rf"\b{_ONE} {_THAT}\b")),
    (True, re.compile(rf"\b{_SHE} (?:{_THAT}|ta)\b|{_FIRST}(?P<whom>ba|chi){_VERB}")),
    (False, re.compile(rf"\b{_HE} (?:{_THAT}|ta)\b|{_FIRST}(?P<whom>ong|anh){_VERB}")),
)
_THEY = re.compile(
    r"\b(?:ho(?= (?:la|noi|lam|giu|den|phat bieu|trao doi)\b)|(?:ca )?hai (?:nguoi|vi|ong|ba|dong chi)(?: (?:nay|do|ay|kia)\b|(?= (?:la|giu|lam|noi)\b))|nhung (?:nguoi|vi) (?:nay|do|ay))\b"
)
_OTHER_ONE = "con lai"
_ORDINALS = {
    "thu nhat": 0, "thu 1": 0, "dau tien": 0, "so 1": 0, "1": 0, "thu hai": 1, "thu 2": 1, "so 2": 1, "2": 1, _OTHER_ONE: 1, "thu ba": 2,
    "thu 3": 2, "so 3": 2, "3": 2, "thu tu": 3, "thu 4": 3, "so 4": 3, "thu nam": 4, "thu 5": 4, "cuoi cung": -1, "cuoi": -1,
}  # fmt: skip
_NUMBERED = re.compile(r"(?:so |thu )?([1-9]\d?)")
_NEWEST = frozenset(["moi nhat", "gan day nhat", "gan nhat", "moi dang"])
_NTH = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_NTH_PERSON = re.compile(rf"\b(?:nguoi|vi|dong chi|ong|ba|dai bieu|dien gia) (?P<nth>{_NTH})\b")
_ARTICLE = r"(?:bai bao|bai viet|ban tin|mau tin|bai|tin)"
_THIS = r"(?P<this>nay|ay|kia|(?:vua )?(?:roi|xong|neu)|tren(?= (?:la|do|o|dang|ai|co|noi)\b|$)|noi tren|do)(?!\w)"
_AGENT = re.compile(r" (?:ai|don vi|co quan|cong doan|ldld|bo|nguoi nao|ben nao)\b")  # "do ai tổ chức": "by whom"
_NTH_ARTICLE = re.compile(rf"\b(?P<head>{_ARTICLE}) (?P<nth>{_NTH})\b")
_THAT_ARTICLE = re.compile(rf"\b(?P<head>{_ARTICLE}) {_THIS}")
_THAT_EVENT = re.compile(rf"\b(?P<head>{HEAD}|su viec|viec|buoi|cuoc|chuyen|vu|dip) {_THIS}")
_THERE = re.compile(r"\b(?P<head>o|tai|luc|khi) (?P<this>do|day|ay)(?!\w)")
# What takes the place of a demonstrative and its head, given the head and the topic.
_DEMONSTRATIVES: tuple[tuple[re.Pattern[str], Callable[[str, str], str]], ...] = (
    (_THAT_ARTICLE, lambda head, _topic: head),
    (_THAT_EVENT, lambda head, topic: topic or head),
    (_THERE, lambda head, topic: f"{head} {topic}" if topic else ""),
)


def person_for_pronoun(said: str, thread: Thread, marked: bool) -> Resolved | None:
    """Put a person's name in a pronoun's place; `marked`: typed with marks, so that they must be right."""
    bare = flat(said)
    if match := _NTH_PERSON.search(bare):
        return _swapped(said, match.span(), _nth_person(match["nth"], thread), thread)
    if (match := _THEY.search(bare)) and thread.people:
        return _swapped(said, match.span(), " và ".join(person.name for person in thread.people), thread)
    for female, pattern in _PRONOUNS:
        match = pattern.search(bare)
        if match and (written(said, match) or not marked) and not _named_before(said, match.start()):
            place = match.span("whom" if match["whom"] else 0) if "whom" in pattern.groupindex else match.span()
            if said[place[1] :].lstrip()[:1].isupper():
                continue  # "bà Lam" is no "bà làm"
            return _swapped(said, place, _whom(female, thread), thread)
    return None


def thing_for_pronoun(said: str, thread: Thread, marked: bool) -> Resolved | None:
    """Put the topic's name in a demonstrative's place; `marked` as for a person."""
    bare = flat(said)
    if match := _NTH_ARTICLE.search(bare):
        article = _nth_article(match["nth"], thread)
        text = f"{said[: match.end('head')]}{said[match.end() :]}"
        return replace(thread.followed(Reach.SAME, text), articles=(article,)) if article else None
    for pattern, filled in _DEMONSTRATIVES:
        match = pattern.search(bare)
        if not match or (marked and not written(said, match, "this")) or _named_before(said, match.start()):
            continue
        if not marked and match["this"] == "do" and _AGENT.match(bare, match.end()):
            continue
        thing = filled(said[match.start("head") : match.end("head")], thread.topic)
        text = f"{said[: match.start()]}{thing}{said[match.end() :]}"
        unnamed = pattern is _THAT_ARTICLE and not names_something(text)
        return thread.followed(Reach.SAME, text, thread.topic if unnamed else "")
    return None


def place_in_list(topic: str) -> int | None:
    """Return which one of a list "thứ hai" or "số 7" is, from 0; -1 is the last one. None: none of it."""
    bare = flat(topic)
    if match := _NUMBERED.fullmatch(bare):
        return int(match[1]) - 1
    return _ORDINALS.get(bare)


def place_in_catalogue(topic: str, turns: Sequence[Turn]) -> int | None:
    """Return which one of all articles, the newest first, is meant where the last answer had no list of its own."""
    if flat(topic) in _NEWEST:
        return 0
    return place_in_list(topic) if not turns or len(turns[-1].articles) <= 1 else None


def article_meant(topic: str, turns: Sequence[Turn]) -> str | None:
    """Return the id of the article that "", "đó" or "thứ hai" mean, or None where a topic is named."""
    thread, bare = Thread.of(turns), flat(topic)
    if thread is None or not thread.last.articles:
        return None
    if (place := place_in_list(topic)) is not None:
        return _at(place, thread.last.articles)
    return thread.last.articles[0] if not bare or re.fullmatch(_THIS, bare) else None


def spoken_of(turns: Sequence[Turn]) -> tuple[str, ...]:
    """Return the ids of the articles that the last answer quoted or, where it quoted none, named."""
    thread = Thread.of(turns)
    if thread is None:
        return ()
    last = thread.last
    return tuple(dict.fromkeys(passage.article_id for passage in last.cited)) or last.articles


def _nth_article(nth: str, thread: Thread) -> str | None:
    return _at(_ORDINALS[nth], thread.last.articles)


def _nth_person(nth: str, thread: Thread) -> str:
    names = [person.name for person in thread.people]
    if nth == _OTHER_ONE:
        names = [thread.focus, *(name for name in names if name != thread.focus)]
    return _at(_ORDINALS[nth], names) or ""


def _at(place: int, listed: Sequence[str]) -> str | None:
    return listed[place] if listed and place < len(listed) else None


def _whom(female: bool | None, thread: Thread) -> str:
    """Return whom a pronoun means: in the last turn that names anybody who fits, the one it was about."""
    for turn in thread.turns:
        for fits in ((female,), (None,)) if female is not None else ((None, True, False),):
            names = [person.name for person in turn.people if person.female in fits]
            if names:
                return turn.focus if turn.focus in names else names[0]
    return ""


def _swapped(said: str, place: tuple[int, int], name: str, thread: Thread) -> Resolved:
    text = f"{said[: place[0]]}{name}{said[place[1] :]}"
    return thread.followed(Reach.NEAR, text) if name else thread.followed(Reach.SAME, text, thread.topic)


def _named_before(said: str, place: int) -> bool:
    """Tell whether a text names something itself before `place`: that is what its pronoun stands for."""
    return bool(proper_names(said[:place])) or any(char.isdigit() for char in said[:place])
