"""Blocks of furniture: lists of related news, with their teasers, and the readers' corner."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rag.articles.furniture.block import Block, until_head
from rag.articles.furniture.page import Page, heading_below, is_headline, matches, same
from rag.articles.furniture.rules import COMMENTS, FIELDS, RELATED, SURE_COMMENTS, TAGS
from rag.articles.lines import byline, is_caption, is_labelled_byline, is_sentence

_BLOCK_KEYS = ("related-block", "comment-form", "tags")


def drop_blocks(page: Page) -> None:
    """Drop the blocks of `page` and collect their teasers; the body may go on below a block."""
    todo = list(page.left())
    spaced = _is_spaced(page, todo)
    kept: list[int] = []
    own: set[int] = set()  # the blocks of markup that hold what is kept
    started = False  # the body has
    block: Block | None = None

    def keep(n: int) -> None:
        kept.append(n)
        own.update(page.places[n].inside)

    for k, n in enumerate(todo):
        line = page.lines[n]
        if n == page.title:
            keep(n)
            block = None
            continue
        head = _block_head(page, todo[k:], started=started)
        if block and block.key == "comment-form" and matches(FIELDS, line):
            head = None
        if head:
            if block:
                _give_back_byline(page, block)
            closed = bool(block and block.closed) or _is_closed(page, kept, todo[k + 1 :])
            block = Block(head, closed, n, own) if head in _BLOCK_KEYS else None
            page.reasons[n] = head
        elif block is None and started and _is_doubled(page, todo[k : k + 3]):
            block = Block("related-block", _is_closed(page, kept, ()), n, own)
            block.take(page, n)
        elif block is None:
            keep(n)
            started = started or is_sentence(line)
        elif block.goes_on(page, todo[k:], started=started, spaced=spaced):
            block.take(page, n)
        else:
            heading = heading_below(page, block.run)
            if heading is not None:
                del page.reasons[heading]
                kept.append(heading)
            block = None
            keep(n)
            started = True
    if block:
        _give_back_byline(page, block)


def _block_head(page: Page, below: Sequence[int], *, started: bool) -> str | None:
    line = page.lines[below[0]]
    if matches(RELATED, line):
        return "related-block"
    if matches(TAGS, line):
        return "tags" if started else None
    if not matches(COMMENTS, line):
        return None
    near = [page.lines[n] for n in below[1:13]]
    fields = sum(matches(FIELDS, other) for other in near)
    if started and (matches(SURE_COMMENTS, line) or fields >= 2):
        return "comment-form"
    return "comments-link"


def _is_spaced(page: Page, todo: Sequence[int]) -> bool:
    """Tell whether the page sets its paragraphs apart by empty lines."""
    running = [page.glued(n) for n in todo if is_sentence(page.lines[n])]
    return sum(running) * 2 < len(running)


def _is_doubled(page: Page, lines: Sequence[int]) -> bool:
    """Tell whether a related item starts here: its headline twice, its summary."""
    return (
        len(lines) == 3
        and is_headline(page.lines[lines[0]])
        and same(page.lines[lines[0]], page.lines[lines[1]])
        and is_sentence(page.lines[lines[2]])
    )


def _is_closed(page: Page, kept: Sequence[int], below: Sequence[int]) -> bool:
    """Tell whether the body has ended: with its author's name, or with the "./." of official style.

    A name that others follow, each under running text, is one of several headings.
    """
    if len(kept) < 3:
        return False
    above, last = page.lines[kept[-2]], page.lines[kept[-1]]
    if last.endswith("./."):
        return True
    following = list(until_head(page, below))
    for one, other in pairwise(following):
        if is_sentence(page.lines[one]) and " " in (byline(page.lines[other]) or ""):
            return False
    return bool(byline(last)) and (is_sentence(above) or is_caption(above) or bool(byline(above)))


def _give_back_byline(page: Page, block: Block) -> None:
    """Keep the author's name that ends a body whose last lines were a list of other articles."""
    if block.key == "related-block" and not block.closed and block.run:
        last = block.run[-1]
        name = byline(page.lines[last])
        if name and not page.glued(last) and (is_labelled_byline(page.lines[last]) or " " in name):
            del page.reasons[last]
