"""Which words of a quote are likely the answer: the name, date, number or place that was asked for."""

from __future__ import annotations

import re

from rag.entities import Entity, EntityKind, entities
from rag.question import Question, understand
from rag.vietnamese import fold, syllables
from rag.weights import WANTED

Span = tuple[int, int]

_ALL = re.compile(r"\b(?:nhung|cac|ke ten|liet ke|gom|bao gom)\b")
_BEHIND = 20  # characters
_STOP = re.compile(r"(?<=[.!?…;])\s+|\n+")


def answering(question: str, quote: str) -> tuple[Span, ...]:
    """Return the spans of `quote` that likely answer, in reading order; none where nothing of the kind stands in it.

    What the question says itself is no answer to it. Of several candidates the one in the sentence that shares
    most with the question is taken, all of them where the question asks for several.
    """
    asked = understand(question)
    wanted = {kind for asks in asked.asks for kind in WANTED.get(asks, {})}
    found = [entity for entity in _named(quote) if entity.kind in wanted and not _said(entity, asked)]
    if not found:
        return ()
    if _ALL.search(asked.folded_text):
        return _apart(found)
    best = max(found, key=lambda entity: (_shared(quote, entity, asked), -entity.start, entity.end))
    return ((best.start, best.end),)


def _named(quote: str) -> list[Entity]:
    """Return what a quote names; the numbers of a date count nothing."""
    found = entities(quote)
    dates = [range(entity.start, entity.end) for entity in found if entity.kind is EntityKind.DATE]
    return [e for e in found if e.kind is not EntityKind.NUMBER or not any(e.start in date for date in dates)]


def _said(entity: Entity, asked: Question) -> bool:
    return f" {' '.join(syllables(fold(entity.text)))} " in f" {' '.join(syllables(asked.folded_text))} "


def _shared(quote: str, entity: Entity, asked: Question) -> tuple[int, int]:
    """Return how much of the question stands in the sentence, and right behind the entity: "200 cán bộ"."""
    starts = [match.end() for match in _STOP.finditer(quote, 0, entity.start)]
    after = _STOP.search(quote, entity.end)
    sentence = quote[starts[-1] if starts else 0 : after.start() if after else len(quote)]
    about = set(asked.syllables)
    behind = syllables(quote[entity.end : entity.end + _BEHIND])[:2]
    return len(about & {fold(word) for word in syllables(sentence)}), len(about & {fold(word) for word in behind})


def _apart(found: list[Entity]) -> tuple[Span, ...]:
    """Return the spans, the longer one where two overlap."""
    spans: list[Span] = []
    for entity in sorted(found, key=lambda entity: (entity.start, -entity.end)):
        if not spans or entity.start >= spans[-1][1]:
            spans.append((entity.start, entity.end))
    return tuple(spans)
