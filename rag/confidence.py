"""How sure it is that the quotes answer: a logistic model over what speaks for and against them.

Likeness alone cannot refuse a near miss, so most signals compare what the question names and wants (years,
numbers, names, a unit, a part of the page) with what the article holds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from rag.entities import entities
from rag.passages import Quote
from rag.question import Asks, Question
from rag.ranking import ArticleHit, Ranking
from rag.vietnamese import fold
from rag.weights import CONFIDENCE, WANTED, WEIGHTS

# Which part of a page must be there for a question about it; patterns over folded text.
_PARTS: dict[Asks, re.Pattern[str]] = {
    Asks.PUBLISHED: re.compile(r"\b(thu (hai|ba|tu|nam|sau|bay)|chu nhat)\b.*\d{4}|ngay dang|\d{1,2}:\d{2}|cap nhat"),
}
_MONEY = re.compile(r"\d[\d.,]*\s*(?:trieu|ty|ti|nghin|ngan)?\s*(?:dong|usd|do la)|\d\s*(?:trieu|ty|ti)\b")
# What a question wants by name, and how that looks where it is given.
_THINGS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"\bdien thoai|\bsdt\b|hotline|so phone"), re.compile(r"(?:\d[ .]?){8,}")),
    (re.compile(r"\bemail|\bthu dien tu|\bmail\b"), re.compile(r"\S+@\S+")),
    (re.compile(r"\bdia chi\b|\btru so\b"), re.compile(r"\bdia chi\b|\btru so\b|\bso nha\b|\bduong [a-z]")),
    (
        re.compile(r"\bkinh phi\b|\bhet bao nhieu|\bton bao nhieu|\bchi phi\b|\bcost\b|bao nhieu tien|gia bao nhieu"),
        _MONEY,
    ),
)
_PHOTOGRAPHER = re.compile(
    r"\b(?:ai|nao) (?:la nguoi |da )?chup|chup (?:la )?(?:boi |cua )?ai|anh (?:do|cua|la cua) ai"
)
_CREDIT = re.compile(r"\banh\s*:")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_COUNTED = re.compile(r"\b(?:bao nhieu|may|how many)\s+(?P<noun>[a-z]+)")
_WHICH = re.compile(r"\b(?P<noun>[a-z]+ [a-z]+) nao\b")
_NUMBER = r"(?:\d[\d.,/-]*|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|hang (?:chuc|tram|nghin|ngan|trieu)|nhieu|gan|hon)"
_UNITS: dict[str, re.Pattern[str]] = {
    "tien": _MONEY,
    "phan": re.compile(r"\d\s*(?:%|phan tram)"),
    "gio": re.compile(r"\d\s*(?:gio|h\b|:)"),
    "lau": re.compile(rf"{_NUMBER} (?:gio|ngay|tuan|thang|nam)\b"),
}


def confidence(ranking: Ranking, quotes: Sequence[Quote]) -> float:
    """Return the estimated probability that the quotes answer."""
    logit = CONFIDENCE["bias"] + sum(CONFIDENCE[name] * value for name, value in doubts(ranking, quotes).items())
    return 1 / (1 + math.exp(-logit))


def doubts(ranking: Ranking, quotes: Sequence[Quote]) -> dict[str, float]:
    """Return the signals of the model, each near [0, 1]; their weights are `rag.weights.CONFIDENCE`."""
    question, best = ranking.question, ranking.articles[0]
    quoted_text = " ".join(best.article.text[q.passage.start : q.passage.end] for q in quotes)
    mass = {term: ranking.idf[term] for term in question.syllables}
    total = sum(mass.values()) or 1.0
    years = [term for term in question.syllables if _YEAR.fullmatch(term)]
    numbers = [term for term in question.syllables if any(char.isdigit() for char in term) and term not in years]
    wanted = {kind for asks in question.asks for kind in WANTED.get(asks, {})}
    held = {e.kind for e in entities(quoted_text) if fold(e.text) not in question.folded_text} if wanted else wanted
    return {
        "cosine": (max(hit.dense for hit in best.hits) - WEIGHTS.cosine_floor) / WEIGHTS.cosine_band,
        "sentence": max(hit.lexical for hit in best.hits),
        "article": sum(weight for term, weight in mass.items() if term in best.terms) / total,
        "years": float(any(term not in best.terms for term in years)),
        "numbers": sum(term not in best.terms for term in numbers) / max(len(numbers), 1),
        "names": sum(not best.terms.issuperset(name) for name in question.names) / max(len(question.names), 1),
        "kind": float(bool(wanted) and not wanted & held),
        **_lacking(question, best),
    }


def _lacking(question: Question, best: ArticleHit) -> dict[str, float]:
    """Return which part of the page, unit or noun is asked for and not there, as 0 or 1."""
    text = fold(" ".join(hit.sentence.text for hit in best.hits))
    things = any(asked.search(question.folded_text) and not given.search(text) for asked, given in _THINGS)
    parts = [pattern for asks, pattern in _PARTS.items() if asks in question.asks]
    counted = _COUNTED.search(question.folded_text) if Asks.HOW_MANY in question.asks else None
    which = _WHICH.search(question.folded_text)
    unit = None
    if counted:
        noun = counted.group("noun")
        unit = _UNITS.get(noun) or re.compile(rf"\b{_NUMBER} (?:[a-z]+ ){{0,2}}{re.escape(noun)}\b")
    byline = Asks.AUTHOR in question.asks and best.article.author is None
    credit = _PHOTOGRAPHER.search(question.folded_text) and not _CREDIT.search(text)
    return {
        "part": float(things or byline or bool(credit) or any(not pattern.search(text) for pattern in parts)),
        "unit": float(unit is not None and not unit.search(text)),
        "noun": float(which is not None and which.group("noun") not in text),
    }
