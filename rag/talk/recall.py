"""What a conversation and the calendar do to a ranking, and what is kept of an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answer import Answer, Mode
from rag.article import Passage, SentenceKind
from rag.questions.events import main_kind
from rag.questions.people import focus, names_of_people, people
from rag.questions.periods import fits, published_in, words_of
from rag.questions.question import Question
from rag.ranking.ranking import ArticleHit, Hit, Ranking
from rag.talk.conversation import Reach, Resolved, Turn, Wanted
from rag.text.vietnamese import fold

_NEAR = 0.5  # head start of an article, on the scale of `ArticleHit.score`
_OF_THEN = 0.5  # the same of one that was published in the year, month or on the day that is asked about
_BEHIND, _NEXT = 300, 1.2  # characters behind a quote, and the head start of a sentence there
_ON_TOPIC = 0.2  # share of the question's words that a further passage must hold
_FURTHER = frozenset({SentenceKind.BODY, SentenceKind.CAPTION})  # what can say something new


def narrowed(ranking: Ranking, resolved: Resolved) -> Ranking:
    """Return what a follow-up reaches of a ranking, and wants of it."""
    hits = list(ranking.articles)
    if resolved.reach is Reach.SAME:
        hits = [hit for hit in hits if hit.article.id in resolved.articles]
    elif resolved.reach is Reach.NEAR:
        hits = [replace(h, score=h.score + _NEAR * (h.article.id in resolved.articles)) for h in hits]
        hits.sort(key=lambda hit: -hit.score)
    hits = _of_the_time(hits, ranking.question, resolved)
    hits = [hit for hit in hits if hit.terms >= resolved.names]
    if resolved.wanted is Wanted.MORE:
        hits = [replace(hit, hits=tuple(_lifted(hit, resolved.seen))) for hit in hits]
    if resolved.wanted is not Wanted.ANSWER:
        kept = (replace(hit, hits=tuple(one for one in hit.hits if _is_new(one, resolved))) for hit in hits)
        hits = [hit for hit in kept if hit.hits]
    return replace(ranking, articles=tuple(hits))


def _of_the_time(hits: Sequence[ArticleHit], question: Question, resolved: Resolved) -> list[ArticleHit]:
    """Return the articles of the time that a question is about, those published then with a head start.

    An article of 2025 is about 2025, though it says "năm nay" or only "ngày 17/8". Of a time that is told from today
    others are left out: there may be one such event a year, and whoever says "năm ngoái" wants no other year's.
    """
    found: list[ArticleHit] = []
    for hit in hits:
        then, words = published_in(hit.article, resolved.periods), frozenset[str]()
        if resolved.periods:
            own = [one for one in resolved.periods if fits(hit.article, one)]
            if not own:
                continue
            words = frozenset[str]().union(*map(words_of, own))
        elif hit.article.date is not None and str(hit.article.date.year) in question.years:
            then, words = True, frozenset({str(hit.article.date.year)})
        score = hit.score + _OF_THEN * then
        found.append(replace(hit, score=score, terms=hit.terms | words, typed=hit.typed | words))
    return sorted(found, key=lambda hit: -hit.score)


def remembered(asked: str, resolved: Resolved, answer: Answer) -> Turn:
    """Return what a follow-up of this question may need."""
    best = sorted(answer.citations, key=lambda citation: -citation.score)
    texts = {citation.article.id: citation.article.text for citation in best}
    listed = () if answer.mode is Mode.REFUSAL else tuple(article.id for article in answer.suggestions)
    whole = "\n".join(texts.values())
    quoted = "\n".join(citation.quote for citation in answer.citations)
    named = people(quoted, whole) or people(resolved.text, whole)
    fresh = [person for person in named if fold(person.name) not in resolved.known]
    return Turn(
        asked=asked,
        question=resolved.text,
        follows=resolved.follows,
        cited=tuple(Passage(c.article.id, c.start, c.end) for c in best),
        articles=listed or tuple(texts) or (resolved.articles if resolved.follows else ()),
        people=named,
        focus=focus(resolved.text, fresh or named, quoted),
        event=main_kind(whole),
    )


def _is_new(hit: Hit, resolved: Resolved) -> bool:
    sentence = hit.sentence
    if sentence.kind not in _FURTHER:
        return False
    if resolved.wanted is Wanted.OTHERS:
        names = {fold(name) for name in names_of_people(sentence.text)}
        return any(not any(name in known or known in name for known in resolved.known) for name in names)
    repeats = any(
        passage.article_id == sentence.article_id and passage.start < sentence.end and sentence.start < passage.end
        for passage in resolved.seen
    )
    return not repeats and (hit.lexical >= _ON_TOPIC or _is_behind(hit, resolved.seen))


def _lifted(article: ArticleHit, seen: Sequence[Passage]) -> Iterator[Hit]:
    """Give a head start to the sentences right behind what was quoted: that is how an article says more of it."""
    for hit in article.hits:
        yield replace(hit, score=hit.score + _NEXT) if _is_behind(hit, seen) else hit


def _is_behind(hit: Hit, seen: Sequence[Passage]) -> bool:
    own = (passage.end for passage in seen if passage.article_id == hit.sentence.article_id)
    return any(0 <= hit.sentence.start - end <= _BEHIND for end in own)
