"""An answer to several questions, taken apart again: stored answers have only their text and their quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.telegram.quoted import Quoted
from bot.words import SECTION, quote_marks


@dataclass(frozen=True, slots=True)
class Section:
    """The answer to one question: its quotes, or a note where it has none of its own."""

    heading: str
    note: str
    quotes: tuple[Quoted, ...]


def split(said: str, quotes: Sequence[Quoted]) -> Iterator[Section]:
    """Yield the sections of an answer's text; none where it answers one question."""
    if not said.startswith(SECTION):
        return
    text, hidden = _without_quotes(said, quotes)
    for paragraphs in _sections(text):
        first, _, line = paragraphs[0].partition("\n")
        own = [quotes[place] for place, mark in enumerate(hidden) if any(mark in part for part in paragraphs)]
        told = [part for part in (line, *paragraphs[1:]) if not any(mark in part for mark in hidden)]
        # Which article it is from stands with the quote; what "năm ngoái" was taken for stands nowhere else.
        note = "\n\n".join(filter(None, told)) if not own else line.rpartition("\n")[0]
        yield Section(first, note, tuple(own))


def _without_quotes(said: str, quotes: Sequence[Quoted]) -> tuple[str, list[str]]:
    """Return a text with a mark in the place of each quote, and the marks: what is quoted may look like a heading."""
    done, at, marks = "", 0, list[str]()
    for quote in quotes:
        marks.append(f"\0{quote.n}\0")
        shown = f"{quote_marks(quote.text)} [{quote.n}]"
        if (found := said.find(shown, at)) >= 0:
            done += said[at:found] + marks[-1]
            at = found + len(shown)
    return done + said[at:], marks


def _sections(text: str) -> Iterator[list[str]]:
    paragraphs: list[str] = []
    for paragraph in text.split("\n\n"):
        if paragraph.startswith(SECTION) and paragraphs:
            yield paragraphs
            paragraphs = []
        paragraphs.append(paragraph)
    yield paragraphs
