"""How sure it is that the quotes answer: a logistic model over what speaks for and against them.

Likeness alone cannot refuse a near miss, so most signals compare what the question names and wants (years,
numbers, names, a unit, a part of the page) with what the article holds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence

from rag import wanted
from rag.passages import Quote
from rag.question import Asks, Question
from rag.ranking import ArticleHit, Ranking
from rag.vietnamese import fold
from rag.wanted import MONEY
from rag.weights import CONFIDENCE, WEIGHTS

# Which part of a page must be there for a question about it; patterns over folded text.
_PARTS: dict[Asks, re.Pattern[str]] = {
    Asks.PUBLISHED: re.compile(r"\b(thu (hai|ba|tu|nam|sau|bay)|chu nhat)\b.*\d{4}|ngay dang|\d{1,2}:\d{2}|cap nhat"),
}
# What a question wants by name, and how that looks where it is given.
_THINGS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"\bdien thoai|\bsdt\b|hotline|so phone"), re.compile(r"(?:\d[ .]?){8,}")),
    (re.compile(r"\bemail|\bthu dien tu|\bmail\b"), re.compile(r"\S+@\S+")),
    (re.compile(r"\bdia chi\b|\btru so\b"), re.compile(r"\bdia chi\b|\btru so\b|\bso nha\b|\bduong [a-z]")),
    (
        re.compile(r"\bkinh phi\b|\bhet bao nhieu|\bton bao nhieu|\bchi phi\b|\bcost\b|bao nhieu tien|gia bao nhieu"),
        MONEY,
    ),
)
_PHOTOGRAPHER = re.compile(
    r"\b(?:ai|nao) (?:la nguoi |da )?chup|chup (?:la )?(?:boi |cua )?ai|anh (?:do|cua|la cua) ai"
)
_CREDIT = re.compile(r"\banh\s*:")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_ASKING = frozenset("ai gi nao may dau nhieu sao gio who what when where which".split())
_NEAR = 4  # words
_OTHERS = 3  # articles that may be on the same matter


def confidence(ranking: Ranking, quotes: Sequence[Quote]) -> float:
    """Return the estimated probability that the quotes answer."""
    logit = CONFIDENCE["bias"] + sum(CONFIDENCE[name] * value for name, value in doubts(ranking, quotes).items())
    return 1 / (1 + math.exp(-logit))


def doubts(ranking: Ranking, quotes: Sequence[Quote]) -> dict[str, float]:
    """Return the signals of the model, each near [0, 1]; their weights are `rag.weights.CONFIDENCE`."""
    question, best = ranking.question, ranking.articles[0]
    quoted_text = " ".join(best.article.text[q.passage.start : q.passage.end] for q in quotes)
    mass = {term: ranking.idf[term] for term in question.syllables}
    years = [term for term in question.syllables if _YEAR.fullmatch(term)]
    numbers = [term for term in question.syllables if any(char.isdigit() for char in term) and term not in years]
    kinds = wanted.kinds(question)
    said = {fold(token) for token in question.shorthand.spelled_out(f"{best.article.title}\n{quoted_text}")}
    pairs = {term: weight for term, weight in ranking.idf.items() if "_" in term}
    focus = _focus(question)
    return {
        "cosine": (max(hit.dense for hit in best.hits) - WEIGHTS.cosine_floor) / WEIGHTS.cosine_band,
        "sentence": max(hit.lexical for hit in best.hits),
        "article": _share(mass, best.terms),
        "pairs": _share(pairs, best.terms),
        "focus": _share({term: mass[term] for term in focus}, said) if focus else 1.0,
        "ahead": _ahead(ranking),
        "years": float(any(term not in best.terms for term in years)),
        "numbers": sum(term not in best.terms for term in numbers) / max(len(numbers), 1),
        "names": float(any(not best.terms.issuperset(name) for name in question.names)),
        "kind": float(bool(kinds) and not wanted.held(quoted_text, question)),
        **_lacking(question, best),
    }


def _share(mass: Mapping[str, float], held: Collection[str]) -> float:
    """Return the share of the mass of some terms that is held; no terms, no share."""
    total = sum(mass.values())
    return sum(weight for term, weight in mass.items() if term in held) / total if total else 0.0


def _focus(question: Question) -> frozenset[str]:
    """Return the folded words beside the word that asks: "bao nhiêu tuổi" and "quê ở huyện nào" want an age, a home.

    An article on the same event holds the rest of the question whether it answers or not.
    """
    tokens = [fold(token) for token in question.shorthand.spelled_out(question.text)]
    named = {term for name in question.names for term in name}
    places = [place for place, token in enumerate(tokens) if token in _ASKING]
    near = {token for place in places for token in tokens[max(place - _NEAR, 0) : place + _NEAR + 1]}
    return frozenset(term for term in near if term in question.syllables and term not in named)


def _ahead(ranking: Ranking) -> float:
    """Return how far the best article's best cosine lies above that of the others: of a stranger none stands out."""
    best = [max(hit.dense for hit in article.hits) for article in ranking.articles if article.hits]
    others = sorted(best[1:], reverse=True)[_OTHERS:] or best[1:] or best
    return (best[0] - sum(others) / len(others)) / WEIGHTS.cosine_band


def _lacking(question: Question, best: ArticleHit) -> dict[str, float]:
    """Return which part of the page or unit is asked for and not there, as 0 or 1."""
    text = fold(" ".join(hit.sentence.text for hit in best.hits))
    things = any(asked.search(question.folded_text) and not given.search(text) for asked, given in _THINGS)
    parts = [pattern for asks, pattern in _PARTS.items() if asks in question.asks]
    byline = Asks.AUTHOR in question.asks and best.article.author is None
    credit = _PHOTOGRAPHER.search(question.folded_text) and not _CREDIT.search(text)
    return {
        "part": float(things or byline or bool(credit) or any(not pattern.search(text) for pattern in parts)),
        "unit": wanted.uncounted(question, text),
    }
