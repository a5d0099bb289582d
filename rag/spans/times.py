"""Times in a quote, in full: "từ ngày 21 đến 23/11", "Thứ ba, 07/08/2018 21:05"."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.questions.question import Question
from rag.spans.nearness import Span

_DAY = r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?|\d{1,2}\.\d{1,2}\.\d{4}"
_LONG_DAY = r"\d{1,2} tháng (?:\d{1,2}|giêng|chạp)(?:[ ,]+năm \d{4})?"
_MONTH = r"tháng (?:\d{1,2}|giêng|chạp)(?:[/-]\d{4}|[ ,]+năm \d{4})?"
_PREFIX = r"(?:(?:sáng|trưa|chiều|tối|đêm|rạng sáng|ngày|mùng|hôm|thứ \w+|chủ nhật|sáng nay|chiều nay|đầu|giữa|cuối|từ|đến|khoảng|vào|trước|sau)\s+(?:ngày\s+)?\(?){0,6}+"  # possessive: no way back makes a time of it
_ONE_TIME = (
    rf"{_PREFIX}"
    rf"(?:{_LONG_DAY}|{_DAY}|{_MONTH}|\d{{1,2}}/\d{{4}}|năm \d{{3,4}}|(?:quý|quí) (?:[IVX]+|\d)(?:/\d{{4}}| năm \d{{4}})?|thế kỷ (?:[IVX]+|\d+)|(?:những )?(?:năm|thập niên|thập kỷ) \d{{4}}|(?<![\d.,])(?:1\d|20)\d{{2}}(?![\d.,]\d)(?! (?:người|đồng|công|cán|lao|đoàn|triệu|tỷ|m\b|km\b))"
    r"|\d{1,2} ?(?:giờ|h|g)(?: ?\d{2})?(?: phút)?|\d{1,2}:\d{2})\)?"
)
TIME = re.compile(
    rf"(?:(?:Thứ|thứ) \w+, )?(?<![\d/.,]){_PREFIX}(?:trong \d+ ngày )?{_PREFIX}(?:\d{{1,2}}(?:, \d{{1,2}})* (?:và|đến|-|–) )?{_ONE_TIME}(?:\s*(?:,|-|–|đến|tới|và|của|ngày)?\s*{_ONE_TIME})*",
    re.IGNORECASE,
)
_TRIMMED = re.compile(r"^(?:vào|trước|sau|đến|từ|khoảng|hôm)\s+(?!.*(?:đến|tới|-))", re.IGNORECASE)
_TERM = re.compile(
    r"(?:nhiệm k[ỳì]|giai đoạn|khóa|khoá|niên khóa)\s+$", re.IGNORECASE
)  # its years are no time of anything else
_TERM_ASKED = re.compile(r"\b(?:nhiem k[yi]|giai doan|khoa)\b")
_LONGEST_DATELINE = 60  # characters
_TIME_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"\bmay gio|\bgio nao|luc may"), re.compile(r"\d{1,2}:\d{2}|\d{1,2} ?(?:giờ|h|g)\b")),
    (re.compile(r"\bthu may|thu bao nhieu"), re.compile(r"thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật", re.IGNORECASE)),
    (re.compile(r"\bnam nao|nam may"), re.compile(r"\d{4}")),
    (re.compile(r"\bthang nao|thang may"), re.compile(r"tháng|\d[/-]\d", re.IGNORECASE)),
    (re.compile(r"\bngay nao|hom nao|ngay may|ngay bao nhieu"), re.compile(r"\d[/.-]\d|ngày|tháng", re.IGNORECASE)),
)


def times(quote: str, question: Question) -> Iterator[Span]:
    """Yield the times of the kind that a question asks for: a year, a day, an hour."""
    wanted = [pattern for asked, pattern in _TIME_KINDS if asked.search(question.folded_text)]
    terms = _TERM_ASKED.search(question.folded_text) is not None
    for match in TIME.finditer(quote):
        start, end = match.span()
        if not terms and _TERM.search(quote, max(start - 15, 0), start):
            continue
        start += len(match.group()) - len(_TRIMMED.sub("", match.group()))
        text = quote[start:end].rstrip(" ,-–)") if "(" not in quote[start:end] else quote[start:end]
        if any(char.isdigit() for char in text) and (not wanted or any(pattern.search(text) for pattern in wanted)):
            yield start, start + len(text)


def posted(quote: str, question: Question) -> Iterator[Span]:
    """Yield the times of lines that say nothing but when the page was published."""
    for line in re.finditer(r"^.+$", quote, re.MULTILINE):
        if len(line.group()) <= _LONGEST_DATELINE:
            yield from ((line.start() + start, line.start() + end) for start, end in times(line.group(), question))
