"""Reasons, themes and sources that a quote gives."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.question import Question
from rag.spans.nearness import Span

_BECAUSE = re.compile(
    r"\b(?:nhằm|bởi vì|bởi|vì(?! (?:vậy|thế))|do(?! (?:đó|vậy|đồng chí|ông|bà|[A-ZĐ]))|để(?! lại)|xuất phát từ|nhờ|với mục (?:đích|tiêu)|cho rằng)\s",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.;!?…](?:\s|$)|\n")
_LONGEST_CLAUSE = 170  # characters
_THEME = re.compile(
    r"[“\"](?P<theme>[^”\"]{3,300})[”\"]|\b(?:chuyên đề|chủ đề)(?: là)?:? (?P<about>về (?:[^.,;:\n“”(]|\.(?=\d)){8,160})"
)
_SOURCE = re.compile(r"^\s*\((?P<mark>[^()\n]{2,40})\)|(?:Nguồn|Theo)\s*:?\s+(?P<named>[^.,;()\n]{2,40})", re.MULTILINE)


def reasons(quote: str, _: Question) -> Iterator[Span]:
    """Yield the clauses that say why, or what for."""
    for match in _BECAUSE.finditer(quote):
        stop = _CLAUSE_END.search(quote, match.end())
        end = stop.start() if stop else len(quote)
        if end - match.start() > _LONGEST_CLAUSE:
            end = max(quote.rfind(",", match.end(), match.start() + _LONGEST_CLAUSE), match.start())
        if end > match.end():
            yield match.start(), end


def themes(quote: str, _: Question) -> Iterator[Span]:
    """Yield what stands between quotation marks, and what a talk is about."""
    for match in _THEME.finditer(quote):
        yield match.span("theme") if match.group("theme") else match.span("about")


def sources(quote: str, _: Question) -> Iterator[Span]:
    """Yield who is named as the source."""
    for match in _SOURCE.finditer(quote):
        yield match.span("mark") if match.group("mark") else match.span("named")
