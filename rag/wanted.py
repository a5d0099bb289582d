"""What kind of thing a question wants, and whether a text holds one that the question does not give itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rag.entities import Entity, EntityKind, entities
from rag.question import Asks, Question
from rag.vietnamese import fold

# Which kind of name answers which kind of question.
KINDS: Mapping[Asks, EntityKind] = {
    Asks.WHO: EntityKind.PERSON,
    Asks.ROLE: EntityKind.ROLE,
    Asks.WHEN: EntityKind.DATE,
    Asks.WHERE: EntityKind.PLACE,
    Asks.HOW_MANY: EntityKind.NUMBER,
    Asks.TOPIC: EntityKind.QUOTED,
}

# Patterns over folded text.
MONEY = re.compile(r"\d[\d.,]*\s*(?:trieu|ty|ti|nghin|ngan)?\s*(?:dong|usd|do la)|\d\s*(?:trieu|ty|ti)\b")
_COUNTED = re.compile(r"\b(?:bao nhieu|may|how many)\s+(?P<noun>[a-z]+)")
_NUMBER = r"(?:\d[\d.,/-]*|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|hang (?:chuc|tram|nghin|ngan|trieu)|nhieu|gan|hon)"
_HOURS, _DAYS = re.compile(rf"{_NUMBER}\s*(?:gio|h\b|:|tieng)"), re.compile(rf"{_NUMBER} (?:ngay|hom|buoi)\b")
# Units that are written in several ways, by the word after "bao nhiêu" or "mấy".
_UNITS: Mapping[str, re.Pattern[str]] = {
    "tien": MONEY,
    "dong": MONEY,
    "cu": re.compile(rf"{_NUMBER}\s*trieu"),
    "do": re.compile(r"\d\s*(?:usd|do la|do\b)|[$]\s*\d"),
    "phan": re.compile(r"\d\s*(?:%|phan tram)"),
    "gio": _HOURS,
    "tieng": _HOURS,
    "hom": _DAYS,
    "bua": _DAYS,
    "ngay": _DAYS,
    "lau": re.compile(rf"{_NUMBER} (?:gio|ngay|tuan|thang|nam)\b"),
}
_REASON = re.compile(r"\b(?:vi|do|boi|nham|de|nguyen nhan|ly do|nen|khien|dan den)\b")


def kinds(question: Question) -> frozenset[EntityKind]:
    """Return the kinds of names that would answer."""
    return frozenset(KINDS[asks] for asks in question.asks & KINDS.keys())


def held(text: str, question: Question) -> frozenset[EntityKind]:
    """Return which of the wanted kinds a text holds, other than by what the question says itself."""
    return frozenset(entity.kind for entity in entities(text, kinds(question)) if _is_news(entity, question))


def unit(question: Question) -> re.Pattern[str] | None:
    """Return how a number of what is counted looks in folded text; None where nothing is counted."""
    counted = _COUNTED.search(question.folded_text) if Asks.HOW_MANY in question.asks else None
    if counted is None:
        return None
    noun = counted.group("noun")
    return _UNITS.get(noun) or re.compile(rf"\b{_NUMBER} (?:[a-z]+ ){{0,2}}{re.escape(noun)}\b")


def uncounted(question: Question, folded_text: str) -> float:
    """Return 1 where a text has not even the word for what is counted, 0.5 where that has no number, else 0."""
    pattern = unit(question)
    if pattern is None or pattern.search(folded_text):
        return 0.0
    counted = _COUNTED.search(question.folded_text)
    noun = counted.group("noun") if counted else ""
    return 1.0 if noun in _UNITS or re.search(rf"\b{re.escape(noun)}\b", folded_text) is None else 0.5


def gives_reason(folded_text: str) -> bool:
    """Tell whether a text has a word that reasons are given with."""
    return bool(_REASON.search(folded_text))


def _is_news(entity: Entity, question: Question) -> bool:
    # "Trưởng ban nào?" names the post that it asks for.
    return entity.kind is EntityKind.ROLE or fold(entity.text) not in question.folded_text
