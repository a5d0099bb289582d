"""What in a quote could answer, by kind of question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rag.questions.asks import Asks
from rag.questions.question import Question
from rag.spans.names import BODY_ASKED, bodies, documents, people, signed, which
from rag.spans.nearness import Span
from rag.spans.numbers import numbers
from rag.spans.places import places
from rag.spans.posts import posts
from rag.spans.reasons import reasons, sources, themes
from rag.spans.times import posted, times

Finder = Callable[[str, Question], Iterator[Span]]

FINDERS: Mapping[Asks, Finder] = {
    Asks.WHO: people,
    Asks.ROLE: posts,
    Asks.WHEN: times,
    Asks.WHERE: places,
    Asks.HOW_MANY: numbers,
    Asks.WHY: reasons,
    Asks.TOPIC: themes,
    Asks.AUTHOR: signed,
    Asks.PHOTO: signed,
    Asks.PUBLISHED: posted,
    Asks.SOURCE: sources,
}


def candidates(quote: str, question: Question, asks: Asks | None) -> list[Span]:
    """Return what could answer in reading order; `asks` None is a question for "… nào" of a body or a law."""
    body = BODY_ASKED.search(question.folded_text)
    if asks is None:
        return sorted({*(bodies if body else which)(quote, question), *documents(quote, question)})
    finder = bodies if asks is Asks.WHO and body else FINDERS.get(asks)
    return sorted(set(finder(quote, question))) if finder else []
