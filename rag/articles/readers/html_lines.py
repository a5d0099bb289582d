"""The lines of an HTML page, and where each stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bs4 import Comment, Tag
from bs4.element import NavigableString, PreformattedString

from rag.articles.markup import Place
from rag.articles.readers.reading import tidy, to_lines

_BLOCKS = re.compile(
    "address|article|blockquote|body|center|details|div|d[ldt]|fieldset|figcaption|figure|h[1-6]|hr|main|ol|p|pre"
    "|section|summary|table|tbody|thead|tfoot|caption|ul"
)
# Marks in the text while it is put together, of characters that no text has: a block's number, a link's ends.
_OPEN, _CLOSE = "\ue002", "\ue003"
_MARK = re.compile("\ue000(\\d+)\ue001")
_MARKS = re.compile("\ue000\\d+\ue001|[\ue000-\ue003]")
_ONE_LINK = re.compile(" *\ue002[^\ue002\ue003]*\ue003 *")


@dataclass(frozen=True, slots=True)
class PlacedLines:
    """Trimmed lines, with at most one empty line between two others, and the place of each that is not empty."""

    lines: tuple[str, ...]
    places: tuple[Place | None, ...]

    def below(self, heading: str) -> PlacedLines:
        """Return these lines with a heading above them."""
        lines = to_lines([heading, "", *self.lines])
        return PlacedLines(lines, (*[None] * (len(lines) - len(self.lines)), *self.places))


def placed_lines(root: Tag) -> PlacedLines:
    """Return the lines of `root` as a reader sees them."""
    text = _Text()
    text.walk(root, Place())
    return text.lines()


def squeeze(text: str) -> str:
    """Return `text` on one line."""
    return " ".join(tidy(text).split())


@dataclass(slots=True)
class _Text:
    """The text of a page while it is put together."""

    parts: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def walk(self, tag: Tag, place: Place) -> None:
        for child in tag.children:
            if isinstance(child, NavigableString):
                if not isinstance(child, (Comment, PreformattedString)):
                    self.parts.append(re.sub(r"[ \t\r\n\f]+", " ", _MARKS.sub("", child)))
            elif isinstance(child, Tag):
                self._add(child, place)

    def _add(self, child: Tag, place: Place) -> None:
        if child.name == "br":
            self.parts.append("\n")
        elif child.name == "a":
            self.parts.append(_OPEN)
            self.walk(child, place)
            self.parts.append(_CLOSE)
        elif child.name == "li":
            self._block(child, place, "\n" if _is_link(child) else "\n- ", "\n")
        elif child.name == "tr":
            cells = [_cell(cell) for cell in child.find_all(["td", "th"], recursive=False)]
            filled = [cell for cell in cells if cell]
            # An empty cell keeps its place, or what stands behind it would move below another column's name.
            self.parts.append("\n" + " | ".join(cells if len(filled) > 1 else filled))
        elif _BLOCKS.fullmatch(child.name):
            self._block(child, place, "\n\n", "\n\n")
        else:
            self.walk(child, place)

    def _block(self, tag: Tag, around: Place, before: str, after: str) -> None:
        place = Place(
            inside=(*around.inside, len(self.places)),
            heading=around.heading or bool(re.fullmatch("h[1-6]", tag.name)),
            listed=around.listed or tag.name == "li",
        )
        self.parts += [self._mark(place), before]
        self.walk(tag, place)
        self.parts += [self._mark(around), after]

    def _mark(self, place: Place) -> str:
        self.places.append(place)
        return f"\ue000{len(self.places) - 1}\ue001"

    def lines(self) -> PlacedLines:
        """Return the lines; a mark tells the place of what follows the line that it ends."""
        text = tidy(_blanks("".join(self.parts)))
        place, linked = Place(), 0
        lines: list[str] = []
        places: list[Place] = []
        for raw in text.split("\n"):
            line = _blanks(_MARKS.sub("", raw)).strip()
            lines.append(line)
            if line:
                places.append(replace(place, link=linked > 0 or bool(_ONE_LINK.fullmatch(_MARK.sub("", raw)))))
            numbers = _MARK.findall(raw)
            place = self.places[int(numbers[-1])] if numbers else place
            linked += raw.count(_OPEN) - raw.count(_CLOSE)
        found = to_lines(lines)
        rest = iter(places)
        return PlacedLines(found, tuple(next(rest) if line else None for line in found))


def _blanks(text: str) -> str:
    return re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text))


def _is_link(item: Tag) -> bool:
    """Tell whether a list's item is nothing but a link, as in menus and lists of other articles."""
    links = item.find_all("a")
    return len(links) == 1 and squeeze(links[0].get_text()) == squeeze(item.get_text())


def _cell(cell: Tag) -> str:
    """Return a table cell; one that holds paragraphs is layout, and keeps its lines."""
    text = _Text()
    text.walk(cell, Place())
    return _MARKS.sub("", "".join(text.parts)).strip()
