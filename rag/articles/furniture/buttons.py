"""Furniture known by the line alone: buttons, banners, tags, forms without a head, the site's foot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.articles.furniture.page import Page, matches
from rag.articles.furniture.rules import COMMENTS, FIELDS, FOOTER, FOOTER_SURE, LINE_RULES, RELATED, SURE_FIELDS
from rag.articles.lines import is_sentence

_GLUED = re.compile(r"(?P<banner>(?:Phiên bản|PHIÊN BẢN) (?:di động|DI ĐỘNG))(?P<rest>[^\W\d_a-zà-ỹ].*)")


def unglued(lines: Sequence[str]) -> Iterator[str]:
    """Set a banner on a line of its own, where a file without a last newline was joined to the next page."""
    for line in lines:
        glued = _GLUED.fullmatch(line)
        yield from (glued["banner"], glued["rest"]) if glued and glued["rest"][0].isupper() else (line,)


def drop_lines(page: Page) -> None:
    """Drop the lines that are furniture wherever they stand; heads of blocks are left for their step."""
    above = None
    for n, line in enumerate(page.lines):
        if not line:
            continue
        key = None
        if not (matches(RELATED, line) or matches(COMMENTS, line)):
            sentence = is_sentence(line)
            fitting = (rule for rule in LINE_RULES if rule.sentences or not sentence)
            key = next((rule.key for rule in fitting if matches(rule.pattern, line)), None)
        if above in {"share-buttons", "reader-tools"} and re.fullmatch(r"[\d:]+", line):
            key = above  # the button's counter, the player's time
        if key:
            page.reasons[n] = key
        above = key


def drop_stray_forms(page: Page) -> None:
    """Drop a form that has no heading: three fields on end, one of which no text would have."""
    run: list[int] = []
    for n in [*page.left(), None]:
        if n is not None and matches(FIELDS, page.lines[n]):
            run.append(n)
            continue
        if len(run) >= 3 and any(matches(SURE_FIELDS, page.lines[field]) for field in run):
            page.reasons.update(dict.fromkeys(run, "comment-form"))
        run = []


def drop_footer(page: Page) -> None:
    """Drop the site's own lines at the end of the page: its licence, editor, address."""
    foot: list[int] = []
    for n in reversed(list(page.left())):
        line = page.lines[n]
        if not (matches(FOOTER, line) or matches(FOOTER_SURE, line)):
            break
        foot.append(n)
    known = any(matches(FOOTER_SURE, page.lines[n]) for n in foot) or "copyright" in page.reasons.values()
    if len(foot) >= 2 and known:
        page.reasons.update(dict.fromkeys(foot, "footer"))
