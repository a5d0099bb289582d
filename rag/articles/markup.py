"""What the markup of a page says of a line, for those who tell an article from what is printed around it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in an HTML page."""

    inside: tuple[int, ...] = ()  # the blocks it stands in, numbered over the page, outermost first
    heading: bool = False  # in an <h1> to <h6>
    link: bool = False  # nothing but a link, or part of one that spans several lines
    listed: bool = False  # in an <li>
