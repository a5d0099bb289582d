"""The sentences that the library puts around quotes; the words themselves are given by `bot.words`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.article import Article


@dataclass(frozen=True, slots=True)
class Wording:
    """Functions from facts to a line that a member reads."""

    lead: Callable[[Sequence[Article]], str]  # the articles that are quoted, in the order of the quotes
    quote: Callable[[str, int], str]  # quoted text and its number
    refusal: Callable[[Sequence[Article]], str]  # articles that are near, perhaps none
    no_question: str  # the text holds no question: empty, emoji only
    too_long: Callable[[int], str]  # the greatest length, in characters
