"""A block of furniture while it is read: what belongs to it, and what of it is a teaser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice, pairwise

from rag.articles.furniture.page import BULLET, TEASER, Page, Teaser, matches, same
from rag.articles.furniture.rules import COMMENTS, RELATED
from rag.articles.lines import byline, dateline, is_caption, is_labelled_byline, is_sentence, source_mark
from rag.text.vietnamese import syllables

_RUNNING = 3  # paragraphs on end that no list of other articles has


@dataclass(slots=True)
class Block:
    """A furniture block that is being read."""

    key: str
    closed: bool  # the body had ended before it
    head: int
    own: Set[int]  # the blocks of markup that hold what is kept: none of them is a box of other articles
    run: list[int] = field(default_factory=list)  # headlines since the last summary
    alternating: bool | None = None  # the rest of the page is headline, summary, headline, summary
    boxed: bool = False  # markup puts head and headlines in a box of their own
    around: set[int] = field(default_factory=set)  # the blocks of markup that hold what was taken
    boxes: dict[int, bool] = field(default_factory=dict)  # which blocks of markup hold no body, as far as is known

    def take(self, page: Page, n: int) -> None:
        """Drop line `n`, or make it the teaser that it is."""
        line = page.lines[n]
        page.reasons[n] = self.key
        self.around |= set(page.places[n].inside)
        if self.key != "related-block" or not page.is_running(n):
            self.run.append(n)
            return
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
        if self._is_in_box(page, n):
            self.boxed |= page.is_headline(n) and bool(self._shared(page, n) & set(page.places[self.head].inside))
            return True
        if not self.closed and started and (self.boxed or is_caption(line) or is_labelled_byline(line)):
            return False
        if not page.is_running(n):
            return True
        if not started:
            return False
        return self._has_summary(page, below, spaced=spaced)

    def _shared(self, page: Page, n: int) -> set[int]:
        """Return the blocks of markup that hold line `n` and something of this block, but nothing of the body."""
        around = self.around | set(page.places[self.head].inside)
        return (around - self.own) & set(page.places[n].inside)

    def _is_in_box(self, page: Page, n: int) -> bool:
        """Tell whether markup holds line `n` together with the block."""
        shared = self._shared(page, n)
        if not shared:
            return False
        box = max(shared)
        if box not in self.boxes:
            self.boxes[box] = not _holds_body(page, box, page.left(self.head))
        return self.boxes[box]

    def _has_summary(self, page: Page, below: Sequence[int], *, spaced: bool) -> bool:
        """Tell whether the running text `below[0]` is an item's summary, and not the body that goes on."""
        n, line = below[0], page.lines[below[0]]
        if self.closed:
            texts = [n, *islice(until_head(page, below[1:]), _RUNNING - 1)]
            running = all(page.is_running(m) and not source_mark(page.lines[m]) for m in texts)
            return not (len(texts) == _RUNNING and running)
        title = self._headline(page)
        if title is None:
            return bool(source_mark(line))
        doubled = sum(same(page.lines[m], page.lines[title]) for m in self.run) > 1
        if doubled or source_mark(line) or (spaced and n - 1 == title and _sets_apart(page, n)):
            return True
        if (page.places[title].listed and not page.places[n].listed) or self._is_below_links(page, title):
            return False  # the list of links has ended
        if self.alternating is None:
            following = list(until_head(page, below[1:]))
            self.alternating = _is_alternating(page, following) or self._is_last(page, title, below)
        return self.alternating

    def _headline(self, page: Page) -> int | None:
        """Return the title of the item being read: the headline printed twice, else the nearest."""
        lines = [m for m in reversed(self.run) if page.is_headline(m)]
        twice = (m for m in lines if sum(same(page.lines[m], page.lines[o]) for o in lines) > 1)
        nearest = next(iter(lines), None)
        return (
            min((m for m in self.run if same(page.lines[m], page.lines[t])), default=None)
            if (t := next(twice, None)) is not None
            else nearest
        )

    def _is_below_links(self, page: Page, title: int) -> bool:
        """Tell whether `title` is no link, and stands below headlines that are: it is a heading of the body."""
        return not page.places[title].link and any(page.places[m].link for m in self.run)

    def _is_last(self, page: Page, title: int, below: Sequence[int]) -> bool:
        """Tell whether `below[0]` is the summary of the last item of the page, under one headline.

        Under several headlines it may be anything, and a body that goes on has several paragraphs, announces a
        list, or ends with its author's name.
        """
        n, *rest = below
        line = page.lines[n]
        others = [m for m in self.run if m != title and not dateline(page.lines[m])]
        if others or line[-1] in ":;," or line.endswith("./."):
            return False
        found = [n]
        for m in rest:
            if matches(COMMENTS, page.lines[m]):
                break
            found.append(m)
        bulleted = bool(BULLET.match(page.lines[title]))
        return all(
            (page.is_headline(m) and bulleted == bool(BULLET.match(page.lines[m])))
            or dateline(page.lines[m])
            or matches(RELATED, page.lines[m])
            or (page.is_running(m) and not page.is_running(above))
            for above, m in pairwise(found)
        )


def until_head(page: Page, below: Sequence[int]) -> Iterator[int]:
    """Yield the lines of `below` up to the next head of a block."""
    for n in below:
        if matches(RELATED, page.lines[n]) or matches(COMMENTS, page.lines[n]):
            return
        yield n


def _holds_body(page: Page, box: int, lines: Iterable[int]) -> bool:
    """Tell whether a block of markup holds several paragraphs on end among `lines`."""
    running = 0
    for n in lines:
        if box in page.places[n].inside:
            running = running + 1 if page.is_running(n) else 0
            if running == _RUNNING:
                return True
    return False


def _sets_apart(page: Page, n: int) -> bool:
    """Tell whether an item ends with line `n`: an empty line, or the next headline, follows."""
    following = page.lines[n + 1] if n + 1 < len(page.lines) else ""
    return not is_sentence(following)


def _is_alternating(page: Page, following: Sequence[int]) -> bool:
    """Tell whether a summary is followed by more items, and by nothing that only a body has."""
    kinds = [page.is_running(n) for n in following]
    if not any(kinds) or kinds[0]:
        return False
    if any(left and right for left, right in pairwise(kinds)):
        return False
    if any(not page.is_headline(above) for above, n in pairwise(following) if page.is_running(n)):
        return False  # the short headings of a body
    names = (n for n in following if byline(page.lines[n]) or is_caption(page.lines[n]))
    return next(names, None) is None
