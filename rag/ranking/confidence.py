"""How sure it is that the quotes answer: a logistic model over what speaks for and against them.

Likeness alone cannot refuse a near miss, so most signals compare what the question names and wants (years,
numbers, names, a unit, a part of the page) with what the article holds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from rag.questions.question import Asks, Question
from rag.ranking import slots, wanted
from rag.ranking.agreement import Agreement
from rag.ranking.holders import tells_of_no_doer, tells_of_no_holder
from rag.ranking.passages import Quote
from rag.ranking.ranking import ArticleHit, Ranking
from rag.ranking.wanted import MONEY
from rag.ranking.weights import CONFIDENCE, WEIGHTS
from rag.text.patterns import MarkedPattern
from rag.text.vietnamese import fold

# Which part of a page must be there for a question about it; patterns over folded text.
_PARTS: dict[Asks, re.Pattern[str]] = {
    Asks.PUBLISHED: re.compile(r"\b(thu (hai|ba|tu|nam|sau|bay)|chu nhat)\b.*\d{4}|ngay dang|\d{1,2}:\d{2}|cap nhat"),
}
# What a question wants by name, and how that looks where it is given.
_THINGS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"\bdien thoai|\bsdt\b|hotline|so phone"), re.compile(r"(?:\d[ .]?){8,}")),
    (re.compile(r"\bemail|\bthu dien tu|\bmail\b"), re.compile(r"\S+@\S+")),
    (
        re.compile(r"\b(?:website|trang web|link|fanpage|facebook|zalo)\b.*\b(?:nao|gi|dau)\b"),
        re.compile(r"www\.|https?:|\w\.(?:vn|com|org|net)\b|website|trang web|fanpage|facebook|zalo"),
    ),
    (re.compile(r"\bso tai khoan\b|\bstk\b"), re.compile(r"tai khoan.{0,40}(?:\d[ .]?){6,}|(?:\d[ .]?){9,}")),
    (re.compile(r"\bdia chi\b|\btru so\b"), re.compile(r"\bdia chi\b|\btru so\b|\bso nha\b|\bduong [a-z]")),
    (
        re.compile(
            r"\b(?:kinh|chi) phi\b.*\b(?:bao nhieu|may)\b|\b(?:bao nhieu|may)\b.*\b(?:kinh|chi) phi\b"
            r"|\b(?:het|ton) bao nhieu(?: tien)?\b(?! \w)|\bcost\b|bao nhieu tien|gia bao nhieu"
        ),
        MONEY,
    ),
)
_PHOTOGRAPHER = MarkedPattern(
    r"\b(?:ai|nào) (?:là người |đã )?chụp|chụp (?:là )?(?:bởi |của )?ai|\bảnh (?:do|của|là của) ai"
)
_CREDIT = re.compile(r"\banh\s*:")
_OTHERS = 3  # articles that may be on the same matter
# More likeness proves nothing: a near miss has as much as a question that the article answers.
_MOST_LIKE, _MOST_AHEAD = 1.0, 0.9
_ALONE = 0.5  # for `ahead`, of an article that there is nothing to compare with, as in most follow-ups


def confidence(ranking: Ranking, quotes: Sequence[Quote]) -> float:
    """Return the estimated probability that the quotes answer."""
    logit = CONFIDENCE["bias"] + sum(CONFIDENCE[name] * value for name, value in doubts(ranking, quotes).items())
    return 1 / (1 + math.exp(-logit))


def doubts(ranking: Ranking, quotes: Sequence[Quote]) -> dict[str, float]:
    """Return the signals of the model, each near [0, 1]; their weights are `rag.ranking.weights.CONFIDENCE`."""
    question, best = ranking.question, ranking.articles[0]
    texts = {hit.article.id: hit.article.text for hit in ranking.articles}
    quoted_text = " ".join(texts[q.passage.article_id][q.passage.start : q.passage.end] for q in quotes)
    agreement = Agreement(question, best)
    likeness = (max(hit.dense for hit in best.hits) - WEIGHTS.cosine_floor) / WEIGHTS.cosine_band
    weights = {
        term: ranking.idf.get(fold(term), 0.0) for term in (question.plain if question.marked else question.folded)
    }
    return {
        "cosine": float(np.clip(likeness, 0.0, _MOST_LIKE)),
        "sentence": max(hit.lexical for hit in best.hits),
        "article": _share(weights, best.typed if question.marked else best.terms),
        "ahead": min(_ahead(ranking), _MOST_AHEAD),
        "years": agreement.years(),
        "numbers": agreement.numbers(),
        "others": agreement.others(),
        "another": agreement.another(),
        "names": agreement.names(),
        "kind": float(wanted.lacks(quoted_text, question)),
        **_lacking(question, best),
        **_unsaid(question, best),
    }


def _unsaid(question: Question, best: ArticleHit) -> dict[str, float]:
    """Return whether the very thing that is asked for is nowhere in the article, or not where it is asked of."""
    sentences = [hit.sentence.text for hit in best.hits]
    nobody = tells_of_no_holder(question, sentences) or tells_of_no_doer(question, sentences)
    return {"unsaid": max(slots.unsaid(question, sentences), float(nobody)), "apart": slots.apart(question, sentences)}


def _share(mass: Mapping[str, float], held: Collection[str]) -> float:
    """Return the share of the mass of some terms that is held; no terms, no share."""
    total = sum(mass.values())
    return sum(weight for term, weight in mass.items() if term in held) / total if total else 0.0


def _ahead(ranking: Ranking) -> float:
    """Return how far the best article's best cosine lies above that of the others: of a stranger none stands out."""
    best = [max(hit.dense for hit in article.hits) for article in ranking.articles if article.hits]
    others = sorted(best[1:], reverse=True)[_OTHERS:] or best[1:]
    if not others:
        return _ALONE
    return (best[0] - sum(others) / len(others)) / WEIGHTS.cosine_band


def _lacking(question: Question, best: ArticleHit) -> dict[str, float]:
    """Return the share that is lacking of what is asked for by name, and whether a unit is, both in [0, 1]."""
    whole = " ".join(hit.sentence.text for hit in best.hits)
    given = [given for asked, given in _THINGS if asked.search(question.folded_text)]
    given += [pattern for asks, pattern in _PARTS.items() if asks in question.asks]
    if _PHOTOGRAPHER.search(question.embedded):
        given.append(_CREDIT)
    text = fold(whole) if given else ""
    there = [pattern.search(text) is not None for pattern in given]
    if Asks.AUTHOR in question.asks:
        there.append(best.article.author is not None)
    return {
        "part": there.count(False) / max(len(there), 1),
        "unit": wanted.uncounted(question, wanted.counting(whole)) if Asks.HOW_MANY in question.asks else 0.0,
    }
