"""What every reader returns, and how it fails."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rag.article import SkipReason
from rag.articles.frontmatter import Metadata
from rag.articles.markup import Place
from rag.text.vietnamese import canonical

# Characters that nobody sees: controls, soft hyphen, zero-width and direction marks, tags.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufe00-\ufe0f\U000e0000-\U000e007f]"
)
_BREAKS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_BLANKS = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SYMBOL_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc", "•"))  # Word's Symbol and Wingdings


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as plain lines, trimmed, with at most one empty line between two others."""

    lines: tuple[str, ...]
    stated: Metadata = field(default_factory=Metadata)  # by the front matter: overrides what is found
    fallback: Metadata = field(default_factory=Metadata)  # by the markup: used where the lines say nothing
    dropped: tuple[tuple[str, str], ...] = ()  # reason and line, of what the markup says is furniture
    places: tuple[Place | None, ...] = ()  # of each line, where the markup tells


class ReadingError(Exception):
    """A file that gives no text."""

    def __init__(self, reason: SkipReason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    @classmethod
    def unknown_type(cls, suffix: str) -> ReadingError:
        """Return the error for a file whose ending no reader knows."""
        return cls(SkipReason.UNKNOWN_TYPE, suffix)


def tidy(text: str) -> str:
    """Return `text` in canonical form without unseen characters; every blank is a plain space.

    >>> tidy("Hội\\u200b\\xa0thảo\\r\\n")
    'Hội thảo\\n'
    """
    plain = canonical(text).translate(_BREAKS).translate(_SYMBOL_BULLETS)
    # Canonical again: a mark may have been parted from its letter by an unseen character.
    return canonical(_BLANKS.sub(" ", _UNSEEN.sub("", plain)))


def to_lines(text: str | Iterable[str]) -> tuple[str, ...]:
    """Return the trimmed lines of `text`, with no empty line at its ends and no two together."""
    found: list[str] = []
    for line in text.split("\n") if isinstance(text, str) else text:
        trimmed = line.strip()
        if trimmed or (found and found[-1]):
            found.append(trimmed)
    while found and not found[-1]:
        found.pop()
    return tuple(found)
