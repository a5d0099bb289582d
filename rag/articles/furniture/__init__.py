"""From a page's lines to its article: furniture out, teasers apart.

The tables of `rag.articles.furniture.rules` say what furniture looks like; the steps decide by place, because the same
line is a button in one place and a heading in another. When in doubt a line stays: what is dropped can't be
quoted, and every dropped line is reported with the key of the rule that took it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.articles.furniture.blocks import drop_blocks
from rag.articles.furniture.buttons import drop_footer, drop_lines, drop_stray_forms, unglued
from rag.articles.furniture.head import drop_related_headlines, drop_repeated_titles, find_title
from rag.articles.furniture.page import TEASER, Page, Teaser, same
from rag.articles.markup import Place

__all__ = ["Cleaned", "Teaser", "clean"]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page taken apart. `title` is an index into `lines`, None where no line is the title."""

    lines: tuple[str, ...]
    title: int | None
    teasers: tuple[Teaser, ...]
    dropped: tuple[tuple[str, str], ...]  # reason and line, in the order of the page


def clean(
    lines: Sequence[str],
    stated: str | None = None,
    likely: str | None = None,
    places: Sequence[Place | None] = (),
) -> Cleaned:
    """Take the page `lines` apart.

    `stated` is its title where front matter says it: the page's own headline then is a line like any other,
    unless it says the same. `likely` is what markup says the title is: of use if a line agrees. `places`,
    one a line, is where markup sets them.
    """
    known = zip(lines, places or [None] * len(lines), strict=True)
    placed = [(piece, place) for line, place in known for piece in unglued([line])]
    page = Page([line for line, _ in placed], [place or Place() for _, place in placed])
    drop_lines(page)
    drop_stray_forms(page)
    drop_footer(page)
    page.title = find_title(page, stated or likely)
    drop_blocks(page)
    drop_repeated_titles(page, stated)
    drop_related_headlines(page)
    kept = _without_gaps(page, [n for n in range(len(page.lines)) if n not in page.reasons])
    dropped = ((page.reasons[n], page.lines[n]) for n in sorted(page.reasons) if page.reasons[n] != TEASER)
    own = page.title is not None and (not stated or same(page.lines[page.title], stated))
    return Cleaned(
        lines=tuple(page.lines[n] for n in kept),
        title=kept.index(page.title) if own and page.title is not None else None,
        teasers=tuple(page.teasers),
        dropped=tuple(dropped),
    )


def _without_gaps(page: Page, kept: Sequence[int]) -> list[int]:
    """Return `kept` without the empty lines that what was dropped has left."""
    found: list[int] = []
    for n in kept:
        if page.lines[n] or (found and page.lines[found[-1]]):
            found.append(n)
    return found[:-1] if found and not page.lines[found[-1]] else found
