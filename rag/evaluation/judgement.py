"""An observation beside the right answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.article import Article, Passage
from rag.evaluation.dataset import Question
from rag.evaluation.observation import Observation

SNIPPETS = 3  # snippet@1 … snippet@3

_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Judgement:
    """How good one observation is. What can't be judged, for want of an answer to compare with, is None."""

    question: Question
    seen: Observation
    answerable: bool  # from the articles that were indexed
    rank: int | None  # of the first right article, from 1; 0 where none was found
    snippets: tuple[bool, ...] | None  # whether the answer stands in the first 1, 2, 3 sentences
    snippet_lengths: tuple[int, ...]  # characters of the first 1, 2, 3 sentences
    held: bool | None  # whether what would be quoted holds the answer
    right: bool | None  # whether what is quoted does: a refusal holds nothing

    @property
    def quoted(self) -> int:
        """Characters that the answer quotes."""
        return sum(passage.end - passage.start for passage in self.seen.cited)


def judge(
    question: Question, seen: Observation, articles: Mapping[str, Article], *, answerable: bool | None = None
) -> Judgement:
    """Compare an observation with the right answer.

    Args:
        question: What was asked.
        seen: What the engine did.
        articles: All articles of the set, by id.
        answerable: Whether the indexed articles answer, where that is not as the set says.
    """
    able = question.answerable if answerable is None else answerable
    heads = [seen.sentences[:count] for count in range(1, SNIPPETS + 1)]
    snippets = None
    if able and (question.spans or question.judged_by_words):
        inside = _span_inside if question.spans else _words_inside
        snippets = tuple(inside(question, head, articles) for head in heads)
    by_words = able and question.judged_by_words
    return Judgement(
        question=question,
        seen=seen,
        answerable=able,
        rank=_rank(question, seen) if able and question.articles else None,
        snippets=snippets,
        snippet_lengths=tuple(sum(passage.end - passage.start for passage in head) for head in heads),
        held=_words_inside(question, seen.quotes, articles) if by_words else None,
        right=_words_inside(question, seen.cited, articles) if by_words else None,
    )


def plain(text: str) -> str:
    """Return text in the form in which answers are compared: NFC, white space folded, case as written."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def holds(question: Question, texts: Sequence[str]) -> bool:
    """Tell whether texts hold the accepted strings of a question, each string whole in one of them."""
    compared = [plain(text) for text in texts]

    def stands(wanted: str) -> bool:
        return any(plain(wanted) in text for text in compared)

    if question.all_of and not all(map(stands, question.all_of)):
        return False
    return not question.answers or any(map(stands, question.answers))


def runs(passages: Iterable[Passage], articles: Mapping[str, Article]) -> Iterator[Passage]:
    """Yield passages in reading order, those with nothing but white space between them joined."""
    current: Passage | None = None
    for passage in sorted(passages, key=lambda passage: (passage.article_id, passage.start, passage.end)):
        if current is not None and current.article_id == passage.article_id:
            gap = articles[current.article_id].text[current.end : passage.start]
            if passage.start <= current.end or not gap.strip():
                current = Passage(current.article_id, current.start, max(current.end, passage.end))
                continue
        if current is not None:
            yield current
        current = passage
    if current is not None:
        yield current


def _rank(question: Question, seen: Observation) -> int:
    return next((place for place, name in enumerate(seen.ranked, start=1) if name in question.articles), 0)


def _span_inside(question: Question, passages: Sequence[Passage], articles: Mapping[str, Article]) -> bool:
    return any(
        run.article_id == span.article_id and run.start <= span.start and span.end <= run.end
        for run in runs(passages, articles)
        for span in question.spans
    )


def _words_inside(question: Question, passages: Sequence[Passage], articles: Mapping[str, Article]) -> bool:
    return holds(question, [articles[run.article_id].text[run.start : run.end] for run in runs(passages, articles)])
