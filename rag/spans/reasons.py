"""Reasons, themes and sources that a quote gives."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.questions.question import Question
from rag.spans.nearness import Span

# "Do" with somebody behind it says by whom: "do công đoàn tổ chức".
_BY = r"(?:(?: [^\s,.;:]+){1,7}? (?:tổ chức|thực hiện|hỗ trợ|đóng góp|chủ trì|phát động|tài trợ|phối hợp|ban hành|quản lý|đầu tư|xây dựng|làm chủ|đứng ra|giới thiệu|trao|tặng)\b)"
_CAUSE = re.compile(
    r"\b(?:(?i:bởi vì|bởi(?! thế)|vì(?! (?:vậy|thế))|xuất phát từ|nhờ)"
    rf"|(?i:(?<!lý )(?<!lí )(?<!tự )do)(?! (?:đó|vậy|đồng chí|ông|bà|[A-ZĐ]))(?!{_BY})"
    r"|(?i:nguyên nhân|lý do|lí do)(?: [^\s,.;:]+){0,8}? (?i:là|do)(?: (?:vì|do))?)\s"
)
_PURPOSE = re.compile(r"\b(?i:nhằm|(?<!không )để(?! (?:lại|xảy ra|mất))|với mục (?:đích|tiêu)|cho rằng)\s")
_FOR_WHAT = re.compile(r"\b(?:de lam gi|nham|muc dich|muc tieu|what for|purpose|aim)\b")
_CLAUSE_END = re.compile(r"[.;!?…](?:\s|$)|\n")
_LONGEST_CLAUSE = 170  # characters
_THEME = re.compile(
    r"[“\"](?P<theme>[^”\"]{3,300})[”\"]|\b(?:chuyên đề|chủ đề)(?: là)?:? (?P<about>về (?:[^.,;:\n“”(]|\.(?=\d)){8,160})"
)
_SOURCE = re.compile(r"^\s*\((?P<mark>[^()\n]{2,40})\)|(?:Nguồn|Theo)\s*:?\s+(?P<named>[^.,;()\n]{2,40})", re.MULTILINE)


def reasons(quote: str, question: Question) -> Iterator[Span]:
    """Yield the clauses that say why; what something is for only where that is asked, or nothing else is said."""
    first, second = (_PURPOSE, _CAUSE) if _FOR_WHAT.search(question.folded_text) else (_CAUSE, _PURPOSE)
    yield from list(_clauses(quote, first)) or _clauses(quote, second)


def _clauses(quote: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    for match in pattern.finditer(quote):
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
