"""Ranked sentences -> the passages that answer, or the decision that nothing does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rag.article import Passage
from rag.questions.question import Question
from rag.ranking.confidence import confidence
from rag.ranking.holders import lacks_post
from rag.ranking.namesakes import tells_of_namesakes, tells_of_nobody, tells_of_person
from rag.ranking.passages import Quote, pick_quotes
from rag.ranking.ranking import ArticleHit, Ranking
from rag.ranking.slots import unsaid

PASSAGES = 3  # at most so many are quoted
BUDGET = 900  # quoted characters that an answer may hold, unless a single sentence is longer
_DOUBTFUL = 0.9  # of the threshold: how sure it still is where the quotes are of somebody else
_BESIDE = 0.5  # of the score of a sentence: below the best article by so little, one is as good
_AS_CLOSE = 0.8  # of what the best article has of a question, the share that one of another year must have


@dataclass(frozen=True, slots=True)
class Evidence:
    """The quotes that answer, in reading order; none when the articles don't answer."""

    quotes: tuple[Quote, ...]
    confidence: float  # estimated probability that the articles answer, in [0, 1]


def choose(ranking: Ranking, threshold: float, budget: int = BUDGET) -> Evidence:
    """Choose what to quote, at most `budget` characters, or nothing where the confidence is below `threshold`."""
    if not ranking.articles:
        return Evidence((), 0.0)
    sources = _sources(ranking)
    budget, passages = budget // len(sources), max(PASSAGES // len(sources), 1)
    quotes = tuple(quote for source in sources for quote in pick_quotes(source, ranking, budget, passages))
    others = (hit for hit in ranking.articles if hit is not sources[0])
    sure = confidence(replace(ranking, articles=(_together(sources), *others)), quotes)
    asked, sentences = ranking.question, _sentences(quotes, sources)
    if sure < threshold:
        quotes = tuple(one for one, text in sentences if tells_of_person(asked, text))[:PASSAGES]
        sure = threshold if quotes else sure
    said = [text for _, text in sentences]
    wrong = lacks_post(asked, "\n".join(said)) or tells_of_namesakes(asked, said) or tells_of_nobody(asked, said)
    return Evidence((), min(sure, _DOUBTFUL * threshold)) if wrong else Evidence(quotes, sure)


def _together(sources: Sequence[ArticleHit]) -> ArticleHit:
    """Return the best article with what all that are quoted hold: one has the one thing, one the other."""
    if len(sources) == 1:
        return sources[0]
    return replace(
        sources[0],
        hits=tuple(hit for one in sources for hit in one.hits),
        terms=frozenset[str]().union(*(one.terms for one in sources)),
        typed=frozenset[str]().union(*(one.typed for one in sources)),
    )


def _sentences(quotes: Sequence[Quote], sources: Sequence[ArticleHit]) -> list[tuple[Quote, str]]:
    """Return what is quoted of each sentence, alone and as a text."""
    found: list[tuple[Quote, str]] = []
    for quote in quotes:
        source = next(source for source in sources if source.article.id == quote.passage.article_id)
        for hit in source.hits:
            start = max(quote.passage.start, hit.sentence.start)
            end = min(quote.passage.end, hit.sentence.end)
            if start < end:
                alone = Quote(Passage(source.article.id, start, end), hit.score)
                found.append((alone, source.article.text[start:end]))
    return found


def _sources(ranking: Ranking) -> list[ArticleHit]:
    """Return the best article and, where a question names several things, the best one for each that it lacks."""
    sources = [_first(ranking)]
    if ranking.question.several:
        for name in ranking.question.names:
            if not any(source.terms.issuperset(name) for source in sources):
                sources += [hit for hit in ranking.articles if hit.terms.issuperset(name)][:1]
        sources += _of_years(ranking, sources)
    return sources[:PASSAGES]


def _first(ranking: Ranking) -> ArticleHit:
    """Return the best article or, where it lacks the very thing that is asked for, one as good that gives it."""
    best, names = ranking.articles[0], ranking.question.names
    close = [hit for hit in ranking.articles[1:PASSAGES] if names and best.score - hit.score <= _BESIDE]
    named = [hit for hit in close if all(hit.terms.issuperset(name) for name in names)]
    if not named or not _lacks(best, ranking.question):
        return best
    return next((hit for hit in named if not _lacks(hit, ranking.question)), best)


def _lacks(hit: ArticleHit, question: Question) -> bool:
    return bool(unsaid(question, [one.sentence.text for one in hit.hits]))


def _of_years(ranking: Ranking, sources: Sequence[ArticleHit]) -> list[ArticleHit]:
    """Return, where several years are named, the best article published in each that has none among the sources.

    "So sánh đại hội 2020 và đại hội 2025": an article of 2020 speaks of 2025, too, but not of what happened then.
    """
    years = [int(year) for year in dict.fromkeys(ranking.question.years)]
    if len(years) < 2:
        return []
    held = sources[0].terms & set(ranking.question.folded)
    matter = {term: ranking.idf.get(term, 0.0) for term in held if not any(map(str.isdigit, term))}
    least = _AS_CLOSE * sum(matter.values())
    close = [hit for hit in ranking.articles if _mass(hit, matter) >= least > 0.0]
    found: list[ArticleHit] = []
    for year in years:
        if not any(_year(source) == year for source in sources):
            found += [hit for hit in close if _year(hit) == year][:1]
    return found


def _mass(hit: ArticleHit, matter: Mapping[str, float]) -> float:
    return sum(weight for term, weight in matter.items() if term in hit.terms)


def _year(hit: ArticleHit) -> int | None:
    return hit.article.date.year if hit.article.date else None
