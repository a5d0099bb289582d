"""Statements of several articles about one thing that differ: a post that changed, a number that disagrees.

What is compared is what a question asks for: the posts of the person whom it names, who holds the post that it
names, or the number of what it counts. One sentence for each different statement, the newest article first. A
question about a year takes what the articles of that year say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rag.article import Article, Passage
from rag.articles.sentences import clauses
from rag.questions.asks import Asks
from rag.questions.question import Question
from rag.ranking.passages import Quote
from rag.ranking.ranking import ArticleHit, Hit, Ranking
from rag.spans import answer_spans
from rag.spans.names import people
from rag.spans.nearness import Span, folded_words
from rag.spans.posts import all_posts, heads, people_asked, posts_of

_MOST = 4  # statements shown
_CLOSELY = 8  # articles whose sentences are looked through
_ROOM = 420  # characters quoted of a sentence
_SHARE = 0.5  # of the question's words that a sentence with another number must hold
_YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d{2}(?![\d/.]\d)")
_SPOKEN_YEAR = re.compile(r"(?:(?<!đến )(?<!tới )năm |/)((?:19|20)\d{2})(?!\d)")  # "đến năm 2030" is a plan
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_NUMBERS = {word: str(number) for number, word in enumerate("khong mot hai ba bon nam sau bay tam chin muoi".split())}

Answers = Callable[[Ranking], Sequence[Quote]]  # what one article is quoted with, where it answers


@dataclass(frozen=True, slots=True)
class _Statement:
    """What a sentence of an article says of what is asked."""

    article: Article
    hit: Hit
    span: Span  # in the sentence
    words: frozenset[str]  # folded, abbreviations spelled out
    heads: frozenset[str] = frozenset()  # of a post

    def same(self, other: _Statement) -> bool:
        """Tell whether it says the same: one may say it more fully."""
        if self.heads and other.heads:
            fuller = self.heads <= other.heads or other.heads <= self.heads
            return fuller and (self.words <= other.words or other.words <= self.words)
        return self.words == other.words


def versions(ranking: Ranking, quoted: Sequence[Quote], answers: Answers) -> tuple[Quote, ...]:
    """Return one quote for each of the different statements, newest first; none where what is quoted will do.

    Args:
        ranking: What was found.
        quoted: What answers the question so far.
        answers: Chooses quotes from a ranking of a single article, or none where it doesn't answer by itself.
    """
    question = ranking.question
    years = set(_YEAR.findall(question.text))
    if question.several or not (quoted or years):
        return ()
    stated = [*_posts(ranking), *_holders(ranking), *_numbers(ranking, answers)]
    if years:
        named = {hit.article.id for hit in ranking.articles if _names_all(hit, question)}
        stated = [one for one in stated if years & _years(one) and one.article.id in named]
    groups = _grouped(stated, ranking.articles)
    if len(groups) > 1 or (years and groups and groups[0].article.id not in {q.passage.article_id for q in quoted}):
        return tuple(_quote(one) for one in groups[:_MOST])
    return ()


def _names_all(hit: ArticleHit, question: Question) -> bool:
    """Tell whether an article has all names and numbers of a question, but for the years."""
    numbers = (word for word in question.syllables if word[0].isdigit() and word not in question.years)
    return hit.terms.issuperset(numbers) and all(hit.terms.issuperset(name) for name in question.names)


def _grouped(stated: Sequence[_Statement], articles: Sequence[ArticleHit]) -> list[_Statement]:
    """Return the newest of the statements that say the same, newest first; of an article only one."""
    ages = {hit.article.id: _age(hit.article, articles) for hit in articles}
    groups: list[_Statement] = []
    for one in sorted(stated, key=lambda one: (ages[one.article.id], len(one.words), one.hit.score), reverse=True):
        if not any(one.same(other) or one.article.id == other.article.id for other in groups):
            groups.append(one)
    return groups


def _age(article: Article, articles: Sequence[ArticleHit]) -> tuple[int, int, int]:
    """Return the date of an article; without one, the last year that it or its page speaks of, only to sort it."""
    if article.date:
        return article.date.year, article.date.month, article.date.day
    page = (hit.article.text for hit in articles if hit.article.path == article.path and hit.article.id != article.id)
    for texts in ([article.text], page):
        if years := [int(year) for text in texts for year in _SPOKEN_YEAR.findall(text)]:
            return max(years), 0, 0
    return 0, 0, 0


def _years(one: _Statement) -> set[str]:
    dated = {str(one.article.date.year)} if one.article.date else set()
    return dated | set(_YEAR.findall(one.hit.sentence.text))


# -- posts ------------------------------------------------------------------------------------------------------


def _posts(ranking: Ranking) -> Iterator[_Statement]:
    """Yield what is said of the posts of the person whom a question names."""
    question = ranking.question
    if Asks.ROLE not in question.asks:
        return
    asked = _asked_names(ranking)
    for article, hit in _sentences(ranking):
        text = hit.sentence.text
        for person in people_asked(text, question):
            if " ".join(folded_words(text[slice(*person)])) not in asked:
                continue
            for post in posts_of(text, person):
                yield _statement(article, hit, post, text[slice(*post)], question)


def _asked_names(ranking: Ranking) -> set[str]:
    """Return the full name of whom a question is about, folded; of a given name alone whoever is found first."""
    asked = set(folded_words(ranking.question.folded_text))
    names = [
        folded_words(hit.sentence.text[slice(*span)])
        for _, hit in _sentences(ranking)
        for span in people_asked(hit.sentence.text, ranking.question)
    ]
    whole = {" ".join(name) for name in names if set(name) <= asked}
    return whole or {" ".join(name) for name in names[:1]}


def _holders(ranking: Ranking) -> Iterator[_Statement]:
    """Yield who holds the post that a question asks about: "Ai là Chủ tịch Tổng Liên đoàn Lao động Việt Nam?"."""
    question = ranking.question
    posts = all_posts(question.text) if Asks.WHO in question.asks else []
    if len(posts) != 1 or any(people(question.text, question)):
        return
    post = question.text[slice(*posts[0])]
    wanted, head = _spelled(post, question), heads(post)
    if len(wanted) <= max(len(one.split()) for one in head):
        return  # a chairman of nothing in particular
    for article, hit in _sentences(ranking):
        text = hit.sentence.text
        for person in people(text, question):
            held = " ".join(text[slice(*there)] for there in posts_of(text, person))
            if head <= heads(held) and wanted <= _spelled(held, question):
                yield _statement(article, hit, person, text[slice(*person)], question, posts=False)


# -- numbers ----------------------------------------------------------------------------------------------------


def _numbers(ranking: Ranking, answers: Answers) -> Iterator[_Statement]:
    """Yield the numbers of what a question counts, of articles that each answer it by themselves."""
    question = ranking.question
    if Asks.HOW_MANY not in question.asks:
        return
    for source in ranking.articles[:_CLOSELY]:
        if not (_names_all(source, question) and answers(replace(ranking, articles=(source,)))):
            continue
        hits = sorted(source.hits, key=lambda hit: -hit.score)[:_MOST]
        found = answer_spans(question, [hit.sentence.text for hit in hits])
        for hit, spans in zip(hits, found, strict=True):
            if spans and hit.lexical >= _SHARE:
                text = hit.sentence.text[slice(*spans[0])]
                words = frozenset({_number(text)})
                yield _Statement(source.article, hit, spans[0], words)
                break


def _number(text: str) -> str:
    digits = _DIGITS.search(text)
    return digits.group() if digits else next((_NUMBERS[word] for word in folded_words(text) if word in _NUMBERS), text)


# -- sentences --------------------------------------------------------------------------------------------------


def _sentences(ranking: Ranking) -> Iterator[tuple[Article, Hit]]:
    for source in ranking.articles[:_CLOSELY]:
        for hit in source.hits:
            yield source.article, hit


def _statement(
    article: Article, hit: Hit, span: Span, text: str, question: Question, *, posts: bool = True
) -> _Statement:
    return _Statement(article, hit, span, _spelled(text, question), heads(text) if posts else frozenset())


def _spelled(text: str, question: Question) -> frozenset[str]:
    return frozenset(folded_words(question.shorthand.written_out(text)))


def _quote(one: _Statement) -> Quote:
    """Return the sentence, or the clauses of a long one around what it states."""
    sentence = one.hit.sentence
    start, end = sentence.start, sentence.end
    if end - start > _ROOM:
        pieces = [p for p in clauses(sentence) if p.end > start + one.span[0] and p.start < start + one.span[1]]
        following = [p for p in clauses(sentence) if p.start >= pieces[-1].end] if pieces else []
        start, end = (pieces[0].start, pieces[-1].end) if pieces else (start, end)
        for piece in following:
            if piece.end - start > _ROOM:
                break
            end = piece.end
    return Quote(Passage(one.article.id, start, end), one.hit.score)
