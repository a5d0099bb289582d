"""The sentences that the library puts around quotes; the words themselves are given by `bot.words`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rag.article import Article

if TYPE_CHECKING:
    from rag.questions.periods import Period


def _titles(articles: Sequence[Article]) -> str:
    return "\n".join(article.title for article in articles)


@dataclass(frozen=True, slots=True)
class TalkWording:
    """What is said in a conversation besides answers; by default titles and topics without a word around them."""

    small_talk: Callable[[str], str] = str  # the value of an `Intent` that is small talk
    # the articles shown, how many articles and how many teasers there are
    catalogue: Callable[[Sequence[Article], int, int], str] = lambda shown, _articles, _teasers: _titles(shown)
    # the articles shown, how many there are, and when they were published
    published: Callable[[Sequence[Article], int, Sequence[Period]], str] = lambda shown, _count, _when: _titles(shown)
    found: Callable[[str, int], str] = lambda topic, _count: topic  # the topic and how many articles are on it
    item: Callable[[Article], str] = lambda article: article.title  # one of the articles found
    none_found: Callable[[str], str] = str  # the topic that no article holds
    summary: Callable[[Article], str] = lambda article: article.title  # stands above a summary's quotes
    written_summary: Callable[[Article], str] = lambda article: article.title  # stands above one that a model wrote
    sources: Callable[[Sequence[Article]], str] = _titles  # where the last answer is from; perhaps nothing was answered
    which_article: str = "?"  # a summary of nothing in particular was asked for
    others: Callable[[Sequence[Article]], str] = _titles  # stands above quotes on people not named before
    no_others: Callable[[Sequence[Article]], str] = _titles  # the articles name nobody else
    more: Callable[[Sequence[Article]], str] = _titles  # stands above further quotes on the same question
    no_more: Callable[[Sequence[Article]], str] = _titles  # there is nothing further
    section: Callable[[str], str] = str  # stands above the answer to one of several questions
    above: Callable[[Sequence[int]], str] = str  # the numbers of quotes further up that answer it, too
    left: Callable[[Sequence[str]], str] = "\n".join  # questions that were too many for one message


@dataclass(frozen=True, slots=True)
class Wording:
    """Functions from facts to a line that a member reads."""

    lead: Callable[[Sequence[Article]], str]  # the articles that are quoted, in the order of the quotes
    quote: Callable[[str, int], str]  # quoted text and its number
    refusal: Callable[[Sequence[Article]], str]  # articles that are near, perhaps none
    no_question: str  # the text holds no question: empty, emoji only
    too_long: Callable[[int], str]  # the greatest length, in characters
    versions: Callable[[Sequence[Article]], str] = _titles  # stands above quotes that differ, the newest first
    dated: Callable[[Article], str] = lambda article: article.title  # stands above one of them
    reckoned: Callable[[Sequence[Period]], str] | None = None  # what "năm ngoái" was taken for; None: nothing is said
    talk: TalkWording = field(default_factory=TalkWording)
