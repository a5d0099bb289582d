"""Answers that no sentence is searched for: the list of articles, those on a topic, what one says, small talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.answer import Answer, Citation, Mode, extractive
from rag.article import Article, ArticleKind, Passage, SentenceKind
from rag.index.generation import Generation
from rag.questions.periods import Period, published_in
from rag.ranking.passages import Quote
from rag.ranking.ranking import ArticleHit, Ranking
from rag.talk.intent import Intent
from rag.text.vietnamese import fold
from rag.wording import Wording
from rag.writing.instructions import trusted

_LINKS = frozenset("voi cua o tai ve va cho trong den tu do cac nhung".split())  # a pair with one of these is none
_SHORTEST = 40  # characters of a sentence that says enough for a summary
_SENTENCES = 4  # of a summary, at most


def small_talk(intent: Intent, wording: Wording) -> Answer:
    """Answer a greeting, thanks and the like."""
    return Answer(wording.talk.small_talk(intent), Mode.SMALLTALK)


def catalogue(articles: Sequence[Article], wording: Wording, limit: int = 10) -> Answer:
    """List the articles, the newest first; teasers are counted apart."""
    own = sorted((a for a in articles if a.kind is ArticleKind.ARTICLE), key=lambda a: str(a.date or ""), reverse=True)
    teasers = [article for article in articles if article.kind is ArticleKind.TEASER]
    shown = (own + teasers)[:limit]
    return Answer(wording.talk.catalogue(shown, len(own), len(teasers)), Mode.SMALLTALK, suggestions=tuple(shown))


def published(articles: Sequence[Article], periods: Sequence[Period], wording: Wording, limit: int = 10) -> Answer:
    """List the articles that were published in one of some periods, the newest first."""
    own = [article for article in articles if published_in(article, periods)]
    own.sort(key=lambda article: str(article.date), reverse=True)
    text = wording.talk.published(own[:limit], len(own), periods)
    return Answer(text, Mode.SMALLTALK if own else Mode.REFUSAL, suggestions=tuple(own[:limit]))


def sources(articles: Sequence[Article], wording: Wording) -> Answer:
    """Tell who wrote the articles that were just spoken of, when and where."""
    return Answer(wording.talk.sources(articles), Mode.SMALLTALK, suggestions=tuple(articles))


def holding(ranking: Ranking) -> list[ArticleHit]:
    """Return the articles whose text holds the topic: nearly all its words, and half of its pairs of words."""
    question = ranking.question
    words = question.syllables
    pairs = [term for term in question.folded if "_" in term and _LINKS.isdisjoint(term.split("_"))]

    def holds(hit: ArticleHit) -> bool:
        if question.marked and len(words) == 1 and hit.typed.isdisjoint(question.plain):
            return False  # "quận" is no "quan hệ"; of more words their company tells
        missing = sum(ranking.idf[word] for word in words if word not in hit.terms)
        paired = sum(pair in hit.terms for pair in pairs)
        return missing <= 0.2 * sum(ranking.idf[word] for word in words) and paired >= len(pairs) / 2

    return [hit for hit in ranking.articles if words and holds(hit)]


def named(ranking: Ranking) -> Article | None:
    """Return the article that is meant by a topic: of those that hold it, the one whose title says most of it."""

    def titled(hit: ArticleHit) -> float:
        title = set(map(fold, ranking.question.shorthand.spelled_out(hit.article.title)))
        return sum(ranking.idf[word] for word in ranking.question.syllables if word in title)

    best = max(holding(ranking), key=titled, default=None)  # the first of equals is the best by score
    return best.article if best else None


def found(topic: str, ranking: Ranking, wording: Wording, limit: int = 5) -> Answer:
    """Name the articles on a topic, each with its best sentence; or say honestly that there is none."""
    hits = holding(ranking)[:limit]
    if not hits:
        return Answer(wording.talk.none_found(topic), Mode.REFUSAL)
    best = [max(hit.hits, key=lambda one: one.score) for hit in hits]
    citations = tuple(
        Citation(n, hit.article, one.sentence.start, one.sentence.end, one.score)
        for n, (hit, one) in enumerate(zip(hits, best, strict=True), start=1)
    )
    articles = tuple(hit.article for hit in hits)
    lines = [wording.talk.found(topic, len(articles))]
    lines += [f"{wording.talk.item(c.article)}\n{wording.quote(c.quote, c.n)}" for c in citations]
    return Answer("\n\n".join(lines), Mode.EXTRACTIVE, citations, articles)


def summary(article: Article, generation: Generation, wording: Wording, budget: int = 900) -> Answer:
    """Quote how an article begins and the sentences that are nearest to the whole of it."""
    sentences, span = generation.sentences, generation.spans[generation.article_rows[article.id]]
    told = {sentence.index for sentence in trusted(sentences[span.start : span.stop])}
    rows = [row for row in span if sentences[row].index in told] or list(span)
    body = [row for row in rows if sentences[row].kind is SentenceKind.BODY] or rows
    centre = generation.matrix[body].mean(axis=0)
    nearness = {row: float(generation.matrix[row] @ centre) for row in body}
    chosen = [row for row in body[:2] if sentences[row].paragraph == sentences[body[0]].paragraph]
    used = sum(len(sentences[row].text) for row in chosen)
    for row in sorted(set(body) - set(chosen), key=lambda row: (-nearness[row], row)):
        length = len(sentences[row].text)
        if len(chosen) < _SENTENCES and length >= _SHORTEST and used + length <= budget:
            chosen.append(row)
            used += length
    quotes = [
        Quote(Passage(article.id, sentences[run[0]].start, sentences[run[-1]].end), max(nearness[row] for row in run))
        for run in _runs(sorted(chosen))
    ]
    return extractive(quotes, {article.id: article}, replace(wording, lead=lambda _: wording.talk.summary(article)))


def _runs(rows: Sequence[int]) -> list[list[int]]:
    """Group sorted rows into runs of neighbours."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs
