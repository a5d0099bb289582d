"""Patterns over what is typed, with marks or without; every position is one of the text as it was typed."""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.text.vietnamese import fold, has_marks

# Words that are another word with other marks: "đó" and "do", "còn" and "con".
_WRITTEN = {fold(word): word for word in "đó này ấy kia còn thế vậy".split()}


def flat(text: str) -> str:
    """Fold, keeping every position: the few letters whose folded form has another length stay."""
    return _letterwise(text, fold)


def written(said: str, match: re.Match[str], group: str | int = 0) -> bool:
    """Tell whether what a folded pattern took for a word such as "đó" is written as one, in a text with marks."""
    last = said[match.start(group) : match.end(group)].lower().split()[-1]
    return _WRITTEN.get(fold(last), last) == last


class MarkedPattern:
    """A pattern written with marks: a text that has marks must have these, any other one is compared folded.

    It is folded as a whole, so it can hold no class in upper case, such as `\\S`.
    """

    def __init__(self, pattern: str) -> None:
        self._marked, self._folded = re.compile(pattern), re.compile(flat(pattern))

    def _on(self, text: str) -> tuple[re.Pattern[str], str]:
        return (self._marked, _letterwise(text, str.lower)) if has_marks(text) else (self._folded, flat(text))

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first place in a text."""
        pattern, form = self._on(text)
        return pattern.search(form)

    def match(self, text: str) -> re.Match[str] | None:
        """Match the beginning of a text."""
        pattern, form = self._on(text)
        return pattern.match(form)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return all places in a text."""
        pattern, form = self._on(text)
        return [match.span() for match in pattern.finditer(form)]

    def out_of(self, text: str) -> str:
        """Return a text without its matches."""
        for start, end in reversed(self.spans(text)):
            text = f"{text[:start]} {text[end:]}"
        return text


def _letterwise(text: str, change: Callable[[str], str]) -> str:
    if len(whole := change(text)) == len(text):
        return whole
    return "".join(new if len(new := change(char)) == 1 else char for char in text)
