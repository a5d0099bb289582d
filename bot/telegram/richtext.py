"""Text with styles, cut into messages that Telegram takes, as HTML and as plain text.

A message is built of runs, never of HTML: the text is cut first and each piece is written out by itself, so that
no cut can fall into a tag or an escape. Telegram counts a message's length in UTF-16 units after its entities are
parsed, which is the length of the visible text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape as escape_value
from itertools import groupby, pairwise

from bot.telegram.outgoing import MAX_UNITS, Outgoing, escape, units
from bot.visible import visible

_FULLEST = 0.5  # share of the room that a piece should fill before a worse kind of border is tried

# Borders from the best to the worst; the last resort is the border of a grapheme.
_BORDERS = (
    re.compile(r"\n{2,}"),
    re.compile(r"\n"),
    # A small letter before the stop: "TP. Hà Nội" and "5. Mục" go on.
    re.compile(r"(?:(?<=[a-zà-ỹ”\")][.!?…])|(?<=[.!?…][”\"’')\]]))\s+"),
    re.compile(r"(?<=[,;:])\s+"),
    re.compile(r"\s+"),
)
_JOINER = "\u200d"
_MODIFIERS = range(0x1F3FB, 0x1F400)  # skin tones
_TAGS = range(0xE0020, 0xE0080)  # of the flags of England, Scotland, Wales
_REGIONALS = range(0x1F1E6, 0x1F200)  # two make a flag
_WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. Neighbours of the same `quote` number stand in one blockquote."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None  # only http and https lead anywhere
    quote: int = 0  # 0: in none


def bold(text: str) -> Run:
    """Return a bold run."""
    return Run(text, bold=True)


def italic(text: str) -> Run:
    """Return a run in italics."""
    return Run(text, italic=True)


def linked(text: str, url: str | None) -> Run:
    """Return a run that leads to `url` where that is an address of the web."""
    return Run(text, link=url if url and _WEB.fullmatch(url) else None)


def quoted(runs: Iterable[Run], number: int) -> list[Run]:
    """Put runs into the blockquote `number`; the number has to differ from those of the blockquotes beside it."""
    return [replace(run, quote=number) for run in runs]


def shortened(text: str, longest: int) -> str:
    """Return `text` on one line, cut at a word where it is longer than `longest` characters."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    at = _last_space(line, longest)
    while at > 1 and not is_border(line, at):
        at -= 1
    return line[:at].rstrip(" ,;:.–-") + "…"


def messages(*runs: Run | str, limit: int = MAX_UNITS) -> tuple[Outgoing, ...]:
    """Write runs out as messages of at most `limit` units; nothing visible is lost but blanks at the cuts."""
    clean = [_clean(run) for run in runs]
    text = "".join(run.text for run in clean)
    return tuple(
        Outgoing(_html(_slice(clean, start, end))) for start, end in _spans(text, limit, _quote_borders(clean))
    )


def message(*runs: Run | str, limit: int = MAX_UNITS) -> Outgoing:
    """Write runs out as one message; what it has no room for is left out."""
    return next(iter(messages(*runs, limit=limit)), Outgoing(""))


def _clean(run: Run | str) -> Run:
    run = Run(run) if isinstance(run, str) else run
    return replace(run, text=visible(run.text))


# -- cutting ----------------------------------------------------------------------------------------------------


def _quote_borders(runs: Sequence[Run]) -> list[int]:
    """Return where a blockquote begins or ends."""
    borders, at = [], 0
    for run, following in pairwise(runs):
        at += len(run.text)
        if run.quote != following.quote:
            borders.append(at)
    return borders


def _spans(text: str, limit: int, quotes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a text as slices without blanks at their ends."""
    start, end = _trimmed(text, 0, len(text))
    while start < end:
        farthest = _reach(text, start, end, limit)
        cut = end if farthest == end else _cut(text, start, farthest, quotes)
        yield _trimmed(text, start, cut)
        start, end = _trimmed(text, cut, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _reach(text: str, start: int, end: int, limit: int) -> int:
    """Return the farthest end of a piece that begins at `start`."""
    at = min(start + limit, end)
    while units(text[start:at]) > limit:
        at -= max(1, (units(text[start:at]) - limit) // 2)
    return at


def _cut(text: str, start: int, farthest: int, quotes: Sequence[int]) -> int:
    least = start + int((farthest - start) * _FULLEST)
    blank = max((match.start() for match in _BORDERS[0].finditer(text, least, farthest)), default=0)
    quote = max((at for at in quotes if least < at <= farthest), default=0)
    if best := max(blank, quote):
        return best
    for border in _BORDERS[1:]:
        if found := max((match.start() for match in border.finditer(text, least, farthest)), default=0):
            return found
    for at in range(farthest, start, -1):
        if is_border(text, at):
            return at
    return farthest  # a letter with thousands of marks


def is_border(text: str, at: int) -> bool:
    """Tell whether `text` may be cut at `at`: not inside a letter with its marks, an emoji or a flag."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if _JOINER in (before, after) or unicodedata.category(after).startswith("M"):
        return False
    if ord(after) in _MODIFIERS or ord(after) in _TAGS or (before, after) == ("\r", "\n"):
        return False
    if ord(before) in _REGIONALS and ord(after) in _REGIONALS:
        first = at
        while first and ord(text[first - 1]) in _REGIONALS:
            first -= 1
        return (at - first) % 2 == 0
    return True


def _last_space(text: str, before: int) -> int:
    at = text.rfind(" ", before // 2, before)
    return at if at > 0 else before - 1


def _slice(runs: Iterable[Run], start: int, end: int) -> Iterator[Run]:
    at = 0
    for run in runs:
        piece = run.text[max(start - at, 0) : max(end - at, 0)]
        at += len(run.text)
        if piece:
            yield replace(run, text=piece)


# -- writing out --------------------------------------------------------------------------------------------------


def _html(runs: Iterable[Run]) -> str:
    parts = []
    for number, group in groupby(runs, key=lambda run: run.quote):
        inner = "".join(_tagged(run) for run in group)
        parts.append(f"<blockquote expandable>{inner}</blockquote>" if number else inner)
    return "".join(parts)


def _tagged(run: Run) -> str:
    text = escape(run.text)
    if run.bold:
        text = f"<b>{text}</b>"
    if run.italic:
        text = f"<i>{text}</i>"
    return f'<a href="{escape_value(run.link)}">{text}</a>' if run.link else text
