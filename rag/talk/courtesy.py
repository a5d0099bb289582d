"""The words and signs that only end what is said: "… vậy ạ?", "… nhé bạn ơi"."""

from __future__ import annotations

from rag.text.patterns import MarkedPattern, flat

_POLITE = MarkedPattern(
    r"(?: (?:ạ|à|a|ah|vậy|vay|nhỉ|hả|ha|z|v|nhé|nhe|nhá|nha|với|ad|bot|ơi|oi|bạn|không|ko|k|đi|đâu))*[ ?!.,]*$"
)


def without_courtesy(said: str) -> str:
    """Return a text folded, without the words and signs that only end it."""
    return flat(_POLITE.out_of(said)).rstrip()
