"""The cell of a table that answers: the row that holds what the question says, in the column that it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.questions.asks import Asks
from rag.questions.question import Question
from rag.spans.nearness import Span, folded_words

_BAR = "|"  # between the cells of a row, as the readers write it
_CELL = re.compile(rf"[^{re.escape(_BAR)}]+")
_LEAST = 0.15  # share of the question that a row and the head of its column must hold
_WHICH = re.compile(r"\b(?P<noun>[a-z]+(?: [a-z]+)?) (?:nao|may|gi)\b")
# How the head of a column is called that answers a kind of question.
_HEADS: Mapping[Asks, re.Pattern[str]] = {
    Asks.WHO: re.compile(
        r"\b(?:nguoi|ho (?:va )?ten|ten|giang vien|bao cao vien|dai bieu|can bo|dong chi|chu tri|phu trach|dien gia)\b"
    ),
    Asks.WHEN: re.compile(r"\b(?:ngay|thoi gian|gio|buoi|thang|nam|thu|thoi diem)\b"),
    Asks.WHERE: re.compile(r"\b(?:dia diem|noi(?! dung)|dia chi|phong|hoi truong|o dau|tinh|huyen|xa|quan)\b"),
    Asks.ROLE: re.compile(r"\b(?:chuc vu|chuc danh|chuc)\b"),
    Asks.TOPIC: re.compile(r"\b(?:noi dung|chuyen de|chu de)\b"),
    Asks.HOW_MANY: re.compile(r"\b(?:so|so luong|tien|muc|diem|kinh phi|tong|ty le|thuong)\b"),
}
# A competition's first and second are called in several ways.
_SAME = (("nhat", re.compile(r"\b(?:vo dich|quan quan|dung dau|hang 1)\b")), ("nhi", re.compile(r"\ba quan\b")))
_ASKING = frozenset("ai gi nao dau bao nhieu may o tai la duoc vao khi va thi cho co cua".split())
_FALLBACKS = frozenset({Asks.TOPIC, Asks.HOW_MANY})  # any column's head may say more of what is meant


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table: in which quote, and where its cells are."""

    quote: int
    cells: tuple[Span, ...]
    texts: tuple[str, ...]  # of each cell, folded

    @property
    def words(self) -> tuple[frozenset[str], ...]:
        """The words of each cell."""
        return tuple(frozenset(text.split()) for text in self.texts)

    def held(self, asked: frozenset[str]) -> frozenset[str]:
        """Return which of the question's words stand in it."""
        return asked & frozenset[str]().union(*self.words)


def cells(question: Question, quotes: Sequence[str]) -> list[tuple[int, Span]]:
    """Return the cells that answer, each with its quote's place; none where row or column is unsure.

    Args:
        question: What is asked.
        quotes: Of one article, in reading order: the first row of a table names its columns.
    """
    said = frozenset(map(_plain, folded_words(question.folded_text)))
    said |= {word for word, pattern in _SAME if pattern.search(question.folded_text)}
    asked = said - _ASKING
    rows = [row for place, quote in enumerate(quotes) for row in _rows(place, quote)]
    found: list[tuple[int, Span]] = []
    for columns in sorted({len(row.cells) for row in rows}):
        head, *body = [row for row in rows if len(row.cells) == columns]
        best = _row(asked, body)
        column = _column(question, said, head, best) if best else None
        if best and column is not None and _share(asked, best, head.words[column]) >= _LEAST:
            found.append((best.quote, best.cells[column]))
    return found


def in_row(quote: str, span: Span) -> bool:
    """Tell whether a span stands in a row of a table: which one of its rows is meant only `cells` can tell."""
    start, end = quote.rfind("\n", 0, span[0]) + 1, quote.find("\n", span[1])
    return f" {_BAR} " in quote[start : end if end >= 0 else len(quote)]


def _rows(place: int, quote: str) -> Iterator[_Row]:
    for line in re.finditer(r"[^\n]+", quote):
        if _BAR not in line.group():
            continue
        spans = [
            _trimmed(quote, line.start() + cell.start(), line.start() + cell.end())
            for cell in _CELL.finditer(line.group())
        ]
        texts = (" ".join(map(_plain, folded_words(quote[slice(*span)]))) for span in spans)
        yield _Row(place, tuple(spans), tuple(texts))


def _trimmed(text: str, start: int, end: int) -> Span:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))


def _row(asked: frozenset[str], body: Sequence[_Row]) -> _Row | None:
    """Return the row that holds the most of a question, more than any other one does."""
    if not body:
        return None
    best, *others = sorted(body, key=lambda row: -len(row.held(asked)))
    most = len(best.held(asked))
    return best if most and all(len(row.held(asked)) < most for row in others) else None


def _column(question: Question, said: frozenset[str], head: _Row, row: _Row) -> int | None:
    """Return which column is asked for; never one that the question gives itself."""
    asked = said - _ASKING
    free = [
        column for column, words in enumerate(row.words) if words and not words <= said and not _numbers(words & said)
    ]
    if which := _WHICH.search(question.folded_text):
        noun = which["noun"].split()
        for ending in (noun, noun[1:]):
            named = [column for column in free if ending and set(ending) <= head.words[column]]
            named = named or [c for c in free if ending and row.texts[c].startswith(f"{' '.join(ending)} ")]
            if named:
                return named[0] if len(named) == 1 else None
    told = sorted(((len(asked & head.words[column]), column) for column in free), reverse=True)
    clear = bool(told) and told[0][0] > 0 and (len(told) == 1 or told[0][0] > told[1][0])
    for asks in sorted(question.asks):
        fitting = [c for c in free if (pattern := _HEADS.get(asks)) and pattern.search(head.texts[c])]
        if len(fitting) == 1 and not (clear and asks in _FALLBACKS):
            return fitting[0]
    wants = not question.asks or question.asks - set(_HEADS) or question.asks & (_FALLBACKS | {Asks.WHO})
    return told[0][1] if clear and wants else None


def _plain(word: str) -> str:
    """Return a number without the zeros that dates are written with: "08/11" as "8/11"."""
    return re.sub(r"\b0+(?=\d)", "", word)


def _numbers(words: frozenset[str]) -> bool:
    return any(word[0].isdigit() for word in words)


def _share(asked: frozenset[str], row: _Row, head: frozenset[str]) -> float:
    return len(row.held(asked) | (asked & head)) / max(len(asked), 1)
