"""Blocks of furniture: lists of related news, with their teasers, and the readers' corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rag.furniture.page import BULLET, TEASER, Page, Teaser, heading_below, is_headline, matches, same
from rag.furniture.rules import COMMENTS, FIELDS, RELATED, SURE_COMMENTS, TAGS
from rag.lines import byline, is_caption, is_labelled_byline, is_sentence, source_mark
from rag.vietnamese import syllables


def drop_blocks(page: Page) -> None:
    """Drop the blocks of `page` and collect their teasers; the body may go on below a block."""
    todo = list(page.left())
    spaced = _is_spaced(page, todo)
    kept: list[int] = []
    started = False  # the body has
    block: _Block | None = None
    for k, n in enumerate(todo):
        line = page.lines[n]
        if n == page.title:
            kept.append(n)
            block = None
            continue
        head = _block_head(page, todo[k:], started=started)
        if block and block.key == "comment-form" and matches(FIELDS, line):
            head = None
        if head:
            if block:
                _give_back_byline(page, block)
            closed = bool(block and block.closed) or _is_closed(page, kept, todo[k + 1 :])
            block = _Block(head, closed, n) if head in _BLOCK_KEYS else None
            page.reasons[n] = head
        elif block is None and started and _is_doubled(page, todo[k : k + 3]):
            block = _Block("related-block", _is_closed(page, kept, ()), n)
            block.take(page, n)
        elif block is None:
            kept.append(n)
            started = started or is_sentence(line)
        elif block.goes_on(page, todo[k:], started=started, spaced=spaced):
            block.take(page, n)
        else:
            heading = heading_below(page, block.run)
            if heading is not None:
                del page.reasons[heading]
                kept.append(heading)
            block = None
            kept.append(n)
            started = True
    if block:
        _give_back_byline(page, block)


_BLOCK_KEYS = ("related-block", "comment-form", "tags")


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
    following = list(_until_head(page, below))
    for one, other in pairwise(following):
        if is_sentence(page.lines[one]) and " " in (byline(page.lines[other]) or ""):
            return False
    return bool(byline(last)) and (is_sentence(above) or is_caption(above) or bool(byline(above)))


def _give_back_byline(page: Page, block: _Block) -> None:
    """Keep the author's name that ends a body whose last lines were a list of other articles."""
    if block.key == "related-block" and not block.closed and block.run:
        last = block.run[-1]
        name = byline(page.lines[last])
        if name and not page.glued(last) and (is_labelled_byline(page.lines[last]) or " " in name):
            del page.reasons[last]


@dataclass(slots=True)
class _Block:
    """A furniture block that is being read."""

    key: str
    closed: bool  # the body had ended before it
    head: int
    run: list[int] = field(default_factory=list)  # headlines since the last summary
    alternating: bool | None = None  # the rest of the page is headline, summary, headline, summary

    def take(self, page: Page, n: int) -> None:
        """Drop line `n`, or make it the teaser that it is."""
        line = page.lines[n]
        if self.key != "related-block" or not is_sentence(line):
            page.reasons[n] = self.key
            self.run.append(n)
            return
        page.reasons[n] = self.key
        title = self._headline(page)
        if title is not None:
            headline = BULLET.sub("", page.lines[title], count=1)
            page.teasers.append(Teaser(headline, line, source_mark(line)))
            for other in self.run:
                if same(page.lines[other], page.lines[title]):
                    page.reasons[other] = "repeated-title"
            page.reasons[title] = page.reasons[n] = TEASER
        self.run = []

    def goes_on(self, page: Page, below: Sequence[int], *, started: bool, spaced: bool) -> bool:
        """Tell whether the line `below[0]` still belongs to the block, or the body goes on with it."""
        n, line = below[0], page.lines[below[0]]
        if self.key == "tags":
            return len(syllables(line)) <= 6 and not is_sentence(line) and not is_labelled_byline(line)
        if self.key == "comment-form":
            return True
        if not self.closed and started and (is_caption(line) or is_labelled_byline(line)):
            return False
        if not is_sentence(line):
            return True
        if not started:
            return False
        following = list(_until_head(page, below[1:]))
        if self.closed:
            texts = [line, *(page.lines[m] for m in following[:2])]
            return not (len(texts) == 3 and all(is_sentence(text) and not source_mark(text) for text in texts))
        title = self._headline(page)
        if title is None:
            return bool(source_mark(line))
        doubled = sum(same(page.lines[m], page.lines[title]) for m in self.run) > 1
        if doubled or source_mark(line) or (spaced and n - 1 == title and _sets_apart(page, n)):
            return True
        if self.alternating is None:
            self.alternating = _is_alternating(page, following)
        return self.alternating

    def _headline(self, page: Page) -> int | None:
        """Return the title of the item being read: the headline printed twice, else the nearest."""
        lines = [m for m in reversed(self.run) if is_headline(BULLET.sub("", page.lines[m], count=1) or "-")]
        twice = (m for m in lines if sum(same(page.lines[m], page.lines[o]) for o in lines) > 1)
        nearest = next(iter(lines), None)
        return (
            min((m for m in self.run if same(page.lines[m], page.lines[t])), default=None)
            if (t := next(twice, None)) is not None
            else nearest
        )


def _until_head(page: Page, below: Sequence[int]) -> Iterator[int]:
    for n in below:
        if matches(RELATED, page.lines[n]) or matches(COMMENTS, page.lines[n]):
            return
        yield n


def _sets_apart(page: Page, n: int) -> bool:
    """Tell whether an item ends with line `n`: an empty line, or the next headline, follows."""
    following = page.lines[n + 1] if n + 1 < len(page.lines) else ""
    return not is_sentence(following)


def _is_alternating(page: Page, following: Sequence[int]) -> bool:
    """Tell whether a summary is followed by more items, and by nothing that only a body has."""
    kinds = [is_sentence(page.lines[n]) for n in following]
    if not any(kinds) or kinds[0]:
        return False
    if any(left and right for left, right in pairwise(kinds)):
        return False
    names = (n for n in following if byline(page.lines[n]) or is_caption(page.lines[n]))
    return next(names, None) is None
