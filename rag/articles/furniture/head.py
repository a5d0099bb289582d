"""The head of a page: its title, what stands above it, and the headlines under the lead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.articles.furniture.page import Page, heading_below, is_headline, matches, same
from rag.articles.furniture.rules import COMMENTS, RELATED, SITE_NAMES
from rag.articles.lines import (
    LONG_LINE,
    byline,
    dateline,
    is_caption,
    is_labelled_byline,
    is_section,
    is_sentence,
    source_mark,
)
from rag.text.vietnamese import fold, syllables

_LETTERHEAD = re.compile(fold("cộng hòa xã hội chủ nghĩa việt nam|độc lập - tự do - hạnh phúc|^số:"))
# A lead that announces a list has one below it.
_ANNOUNCES = re.compile(r"\b(?:sau đây|như sau|dưới đây)\b[^.]{0,40}\.?\Z", re.IGNORECASE)


def find_title(page: Page, named: str | None) -> int | None:
    """Find the title's line, the one that says `named` where there is one; drop what stands above it."""
    left = list(page.left())
    head: list[int] = []
    for n in left:
        if is_sentence(page.lines[n]):
            break
        head.append(n)
    sites = [n for n in head if matches(SITE_NAMES, page.lines[n])]
    title = _named(page, left, named) if named else None
    if title is None:
        title = _first_headline(page, head, sites) if head else None
    if title is None and not named:
        title = _title_like_a_sentence(page, left)
    if title is not None:
        _drop_above(page, head, sites, title)
    return title


def _named(page: Page, left: Sequence[int], named: str) -> int | None:
    return next((n for n in left if same(page.lines[n], named)), None)


def _first_headline(page: Page, head: Sequence[int], sites: Sequence[int]) -> int | None:
    lines = [n for n in head if not _is_beside_title(page.lines[n])]
    lines = [n for n in lines if n not in sites] or lines
    below = _below_letterhead(page, lines)
    if below is not None:
        return below
    if not lines:
        return next((n for n in head if is_section(page.lines[n]) or is_caption(page.lines[n])), None)
    first, *others = lines
    for n in others:
        rest = page.lines[first].removeprefix(page.lines[n])
        if rest != page.lines[first] and re.match(r"\s*[-–—|]\s", rest):  # "Title - Báo Lao động", "Title"
            page.reasons[first] = "site-title"
            return n
    return first


def _below_letterhead(page: Page, lines: Sequence[int]) -> int | None:
    """Return the title of an official document: under the motto and number, "Về việc …" under its kind."""
    letterhead = [n for n in lines if _LETTERHEAD.search(fold(page.lines[n]))]
    below = [n for n in lines if letterhead and n > letterhead[-1]]
    kind = bool(below) and len(syllables(page.lines[below[0]])) <= 4
    return below[1] if kind and len(below) > 1 else next(iter(below), None)


def _title_like_a_sentence(page: Page, left: Sequence[int]) -> int | None:
    """Take a first line that ends like a sentence for the title all the same, if short and set apart."""
    if len(left) < 2:
        return None
    line = page.lines[left[0]]
    apart = not page.lines[left[0] + 1] and line[-1] not in ":;,"
    return left[0] if apart and len(line) < LONG_LINE and not source_mark(line) else None


def _drop_above(page: Page, head: Sequence[int], sites: Sequence[int], title: int) -> None:
    """Drop the sections, the site's name and today's date above the title, and a section beside the date."""
    dated = {n for n in head if dateline(page.lines[n])}
    for n in head:
        if n != title and is_section(page.lines[n]) and (n < title or dated & {n - 1, n + 1}):
            page.reasons[n] = "navigation"
        elif n < title and (n in sites or (n in dated and max(dated) > title)):
            page.reasons[n] = "site-header"


def _is_beside_title(line: str) -> bool:
    return bool(
        dateline(line)
        or is_section(line)
        or is_caption(line)
        or is_labelled_byline(line)
        or matches(RELATED, line)
        or matches(COMMENTS, line)
    )


def drop_repeated_titles(page: Page, stated: str | None) -> None:
    """Drop every line that says the title once more."""
    titles = [stated or "", page.lines[page.title] if page.title is not None else ""]
    for n in list(page.left()):
        if n != page.title and any(title and same(page.lines[n], title) for title in titles):
            page.reasons[n] = "repeated-title"


def drop_related_headlines(page: Page) -> None:
    """Drop the headlines that sites print under the lead without saying so.

    They are known by coming in threes, or glued in twos to the lead of a page that has furniture elsewhere: a
    heading of the body comes alone.
    """
    left = [n for n in page.left() if n != page.title]
    lead = next((k for k, n in enumerate(left) if is_sentence(page.lines[n])), None)
    if lead is None or page.lines[left[lead]][-1] in ":;," or _ANNOUNCES.search(page.lines[left[lead]]):
        return
    scraped = bool(page.reasons)
    news = bool(source_mark(page.lines[left[lead]]) or byline(page.lines[left[-1]]))
    run: list[int] = []
    for n in left[lead + 1 :]:
        if not is_headline(page.lines[n]):
            break
        run.append(n)
    glued = [n for k, n in enumerate(run) if n == left[lead] + k + 1]
    below = glued[-1] + 1 if glued else 0
    if glued and (below == len(page.lines) or not page.lines[below]):
        run = glued
        enough = 2 if scraped else 3 if news else len(page.lines)
    else:
        heading = heading_below(page, run)
        run = run[:-1] if heading is not None else run
        enough = 3 if scraped else len(page.lines)
    if len(run) >= enough:
        page.reasons.update(dict.fromkeys(run, "related-headline"))
