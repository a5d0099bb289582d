"""The last question asked again: for others than were named, for more than was quoted, or for one of several.

"Ai nữa?", "Còn ai khác ngoài ông Hưng?", "Nói rõ hơn", "Còn gì nữa không?", "Câu 2 nói rõ hơn"
"""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from dataclasses import replace

from rag.questions.phrases import GENERAL, SLOT, content, joined, names_something
from rag.questions.question import Asks, understand
from rag.talk.conversation import Reach, Resolved, Thread, Wanted
from rag.talk.courtesy import without_courtesy
from rag.text.vietnamese import fold

# Patterns over folded text.
_OTHERS = re.compile(
    r"^(?:(?:the|vay|con|co|va) )*(?:nhung |cac )?(?:ai|nguoi nao|vi nao|dong chi nao|nguoi)\b.*\b(?:nua|khac)\b|^(?:the |vay )?con (?:co )?(?:nhung )?(?:ai|nguoi nao)\b"
    r"|^ngoai (?:ra|(?P<but>.+?))(?: ra)?(?: thi)?,? (?:con |co )+(?:nhung )?(?:ai|nguoi nao|vi nao)\b"
)
_OF_OTHERS = re.compile(r"\b(?:nua|khac|con|co|the|vay|va|ngoai|ra|nguoi)\b")
_MORE = re.compile(
    r"^(?:(?:ban|hay|co the|giai thich|noi|ke|cho|trich|xin|muon|biet|minh|toi|em|dua|dan|ky|mot chut|chut) )*(?:ro hon|ro them|ro|(?:chi tiet|cu the|ky|day du)(?: hon)?|them|tiep)"
    r"(?: (?:ve|duoc|xem|nao|thong tin|chi tiet|chut|ti|xiu|nua|tuc|cho (?:minh|toi|em)))*$"
    r"|^(?:the |con |co )+(?:gi|thong tin|doan|y|noi dung)(?: gi| nao)?(?: (?:nua|khac|them))?$|^(?:doan|cau|y|thong tin) khac$|^con nua$"
)
_PART = re.compile(
    r"^(?:(?:con|the|vay|da|ban|noi|giai thich|tra loi|lai|ro|them|ve|cho|minh|toi|em|biet|chi tiet|cu the|hon) )*"
    r"(?:cau|y)(?: hoi)?(?: so| thu)? (?P<which>[1-4]|nhat|dau(?: tien)?|hai|ba|bon|tu|cuoi(?: cung)?)"
    r"(?: (?:noi|tra loi|giai thich|lai|ro|them|chi tiet|cu the|hon|thi|sao|di|duoc|giup|minh|toi|em))*$"
)
_PLACES = {"nhat": 0, "dau": 0, "dau tien": 0, "hai": 1, "ba": 2, "bon": 3, "tu": 3, "cuoi": -1, "cuoi cung": -1}


def again(said: str, thread: Thread) -> Resolved | None:
    """Return the last question as it is asked once more; None where something else is asked."""
    return _others(said, thread) or _part(said, thread) or _more(said, thread)


def _others(said: str, thread: Thread) -> Resolved | None:
    """Ask the last question again, for people who were not named."""
    bare = without_courtesy(said)
    if (match := _OTHERS.match(bare)) is None:
        return None
    but = match["but"]
    asked = _OF_OTHERS.sub(" ", bare.replace(but, " ") if but else bare)
    if names_something(asked):
        return None
    question, topic = thread.last.question, thread.topic
    if GENERAL.search(SLOT.out_of(asked)):
        question = said if topic in said else joined((topic, said))
    elif Asks.WHO not in understand(question).asks:
        question = joined(("Ai", content(question)))
    known = frozenset(fold(person.name) for turn in thread.turns for person in turn.people)
    if but:
        given = but.split()[-1]
        known = frozenset(name for name in known if given in name.split())
    return replace(thread.followed(Reach.SAME, question), wanted=Wanted.OTHERS, known=known)


def _part(said: str, thread: Thread) -> Resolved | None:
    """Ask one of several questions again, which then has the whole answer to itself."""
    turn = next((turn for turn in thread.turns if "\n" in turn.asked), thread.last)
    asked = turn.asked.split("\n")
    if len(asked) < 2 or (match := _PART.match(without_courtesy(said))) is None:
        return None
    which = match["which"]
    place = int(which) - 1 if which.isdigit() else _PLACES[which]
    if place >= len(asked):
        return None
    whole = [f"{question}?" for question in turn.question.rstrip("?").split("? ")]
    return thread.followed(Reach.SAME, (whole if len(whole) == len(asked) else asked)[place])


def _more(said: str, thread: Thread) -> Resolved | None:
    """Ask the last question again, for what was not quoted."""
    if not _MORE.match(without_courtesy(said)):
        return None
    question = thread.told.question
    seen = tuple(passage for turn in thread.turns if turn.question == question for passage in turn.cited)
    return replace(thread.followed(Reach.SAME, question), wanted=Wanted.MORE if seen else Wanted.ANSWER, seen=seen)
