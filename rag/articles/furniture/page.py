"""A page while it is taken apart, and how its lines compare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rag.articles.lines import LONG_LINE, byline, dateline, is_caption, is_sentence
from rag.articles.markup import Place
from rag.text.vietnamese import fold, syllables


@dataclass(frozen=True, slots=True)
class Teaser:
    """A related-news item with a summary, found on another article's page."""

    title: str
    summary: str
    source: str | None


TEASER = "teaser"  # reason of the lines that are an article of their own: not part of the page, not lost either


@dataclass(slots=True)
class Page:
    """The lines of a page; those with a reason are no part of its article."""

    lines: list[str]
    places: list[Place]  # of each line; empty ones where there is no markup
    reasons: dict[int, str] = field(default_factory=dict)
    teasers: list[Teaser] = field(default_factory=list)
    title: int | None = None

    def left(self, start: int = 0) -> Iterator[int]:
        """Yield the lines that are not empty and not dropped, from `start` on."""
        return (n for n in range(start, len(self.lines)) if self.lines[n] and n not in self.reasons)

    def glued(self, n: int) -> bool:
        """Tell whether line `n` follows another with no empty line between."""
        return n > 0 and bool(self.lines[n - 1])

    def is_running(self, n: int) -> bool:
        """Tell whether line `n` is running text: what markup says is a heading is none."""
        return is_sentence(self.lines[n]) and not self.places[n].heading

    def is_headline(self, n: int) -> bool:
        """Tell whether line `n`, in a list of other articles, could be the headline of one."""
        bare = BULLET.sub("", self.lines[n], count=1) or "-"
        marked = self.places[n].heading or self.places[n].link
        return is_headline(bare) or (marked and not self.is_running(n) and len(syllables(bare)) >= 3)


_LONGEST = 450  # characters: no line of furniture is longer
_EDGES = " \t:|>»›→►▶•·*-–—_~…#+=<«‹[]👉☞✉☎"
_ITEM = re.compile(r"[-–•·*+▪]\s")
_COUNT = re.compile(r"\A[(\[]?\d+[)\]]?\s+|\s*[(\[]?\d+[)\]]?\Z")
BULLET = re.compile(r"\A(?:[-–•·*+▪►▶»>]+|\d{1,2}[.)])\s*(?=\S)")


def matches(pattern: re.Pattern[str], line: str) -> bool:
    """Match a whole line as it stands, without its decoration, and without a counter: "Bình luận (3)"."""
    return any(pattern.fullmatch(form) for form in _forms(line))


@lru_cache(maxsize=2_048)  # every table is tried on every line
def _forms(line: str) -> tuple[str, ...]:
    if len(line) > _LONGEST:
        return ()
    raw = fold(line).strip()
    if _ITEM.match(raw):
        return (raw,)  # one item of a list: "- Facebook"
    bare = raw.strip(_EDGES)
    return raw, bare, _COUNT.sub("", bare)


def same(one: str, other: str) -> bool:
    """Tell whether two lines have the same words."""
    return max(len(one), len(other)) < 2 * min(len(one), len(other)) + 20 and _key(one) == _key(other)


@lru_cache(maxsize=2_048)
def _key(line: str) -> str:
    return " ".join(syllables(line))


def is_headline(line: str) -> bool:
    """Tell whether `line` could be another article's headline."""
    words = len(syllables(line))
    return (
        words >= 5
        and len(line) < LONG_LINE
        and (line[0].isupper() or line[0].isdigit() or line[0] in "“\"'‘")
        and line[-1] not in ".:;,"
        and not (BULLET.match(line) or is_caption(line) or byline(line) or dateline(line))
    )


def heading_below(page: Page, run: Sequence[int]) -> int | None:
    """Return the last of `run`, lines above body text, if it is that text's heading."""
    if len(run) < 2:
        return None
    *others, last = run
    if page.places[last].heading and not page.places[last].link and all(page.places[n].link for n in others):
        return last
    if BULLET.match(page.lines[last]):
        return None
    if not page.glued(last) and all(page.glued(n) for n in others[1:]) and len(others) > 1:
        return last
    if all(BULLET.match(page.lines[n]) for n in others):
        return last
    words = len(syllables(page.lines[last]))
    return last if words <= 8 and words < 0.75 * min(len(syllables(page.lines[n])) for n in others) else None
