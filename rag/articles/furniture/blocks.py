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
    reading = _Reading(page)
    for place in range(len(reading.todo)):
        reading.read(reading.todo[place:])
    reading.give_back_byline()


class _Reading:
    """A page that is read line by line: what is kept so far, and the block that is open."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.todo = list(page.left())
        self._spaced = _is_spaced(page, self.todo)
        self._kept: list[int] = []
        self._own: set[int] = set()  # the blocks of markup that hold what is kept
        self._started = False  # the body has
        self._block: Block | None = None

    def read(self, below: Sequence[int]) -> None:
        """Keep the line `below[0]`, or drop it with the block that it opens or belongs to."""
        n, *following = below
        if n == self.page.title:
            self._block = None
            self._keep(n)
        elif head := self._head(below):
            self._open(head, n, following)
        elif self._block is not None:
            self._go_on(self._block, below)
        elif self._started and _is_doubled(self.page, below[:3]):
            self._block = Block("related-block", _is_closed(self.page, self._kept, ()), n, self._own)
            self._block.take(self.page, n)
        else:
            self._keep(n)
            self._started = self._started or is_sentence(self.page.lines[n])

    def give_back_byline(self) -> None:
        """Keep the author's name that ends a body whose last lines were a list of other articles."""
        block, lines = self._block, self.page.lines
        if block is None or block.key != "related-block" or block.closed or not block.run:
            return
        last = block.run[-1]
        name = byline(lines[last])
        if name and not self.page.glued(last) and (is_labelled_byline(lines[last]) or " " in name):
            del self.page.reasons[last]

    def _keep(self, n: int) -> None:
        self._kept.append(n)
        self._own.update(self.page.places[n].inside)

    def _head(self, below: Sequence[int]) -> str | None:
        """Return the key of the block, or of the single line, that `below[0]` is the head of."""
        if self._block and self._block.key == "comment-form" and matches(FIELDS, self.page.lines[below[0]]):
            return None
        return _block_head(self.page, below, started=self._started)

    def _open(self, head: str, n: int, following: Sequence[int]) -> None:
        self.give_back_byline()
        closed = bool(self._block and self._block.closed) or _is_closed(self.page, self._kept, following)
        self._block = Block(head, closed, n, self._own) if head in _BLOCK_KEYS else None
        self.page.reasons[n] = head

    def _go_on(self, block: Block, below: Sequence[int]) -> None:
        """Take the line `below[0]` into the open block, or end that where the body goes on."""
        if block.goes_on(self.page, below, started=self._started, spaced=self._spaced):
            block.take(self.page, below[0])
            return
        heading = heading_below(self.page, block.run)
        if heading is not None:
            del self.page.reasons[heading]
            self._kept.append(heading)
        self._block = None
        self._keep(below[0])
        self._started = True


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
