"""What a model wrote, with its markers renumbered: [1] to [k], each for a passage that is sliced from an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rag.answer import Citation
from rag.article import Sentence
from rag.writing.sheet import Line, Sheet

_LONGEST = 700  # characters of a passage that grows by its neighbours
_BULLET = "• "
_STOPPED = re.compile(r"[.!?…:;][\"”»)]*$")


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence that may be shown, without its markers, and the lines that bear it; at least one."""

    text: str
    lines: tuple[Line, ...]
    item: bool = False  # it began an item of a list


@dataclass(frozen=True, slots=True)
class Prose:
    """Text with markers and the citations that they stand for: each marker has one, and each citation a marker."""

    text: str
    citations: tuple[Citation, ...]


def composed(sentences: Sequence[Cited], sheet: Sheet, scores: Mapping[tuple[str, int], float]) -> Prose:
    """Join sentences, and give their passages numbers in the order of the text.

    Args:
        sentences: What the model wrote, in its order.
        sheet: What it cited.
        scores: Of a sentence by article id and index, 0 where it has none.
    """
    passages = _passages(line.sentence for cited in sentences for line in cited.lines)
    numbers: dict[tuple[str, int], int] = {}  # by article and start of the passage
    citations: list[Citation] = []
    text = ""
    for cited in sentences:
        markers: list[int] = []
        for line in cited.lines:
            run = passages[line.sentence.article_id, line.sentence.index]
            key = (run[0].article_id, run[0].start)
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                score = max(scores.get((one.article_id, one.index), 0.0) for one in run)
                citations.append(Citation(numbers[key], sheet.article(line), run[0].start, run[-1].end, score))
            markers.append(numbers[key])
        between = "" if not text else "\n" if cited.item else " "
        text += f"{between}{_BULLET if cited.item else ''}{_marked(cited.text, sorted(set(markers)))}"
    return Prose(text, tuple(citations))


def _passages(sentences: Iterable[Sentence]) -> dict[tuple[str, int], tuple[Sentence, ...]]:
    """Return, for each sentence by article and index, the run of cited neighbours that it is quoted in."""
    runs: list[list[Sentence]] = []
    every = {(sentence.article_id, sentence.index): sentence for sentence in sentences}
    for _, sentence in sorted(every.items()):
        before = runs[-1][-1] if runs else None
        if before is not None and _continues(before, sentence) and sentence.end - runs[-1][0].start <= _LONGEST:
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    return {(sentence.article_id, sentence.index): tuple(run) for run in runs for sentence in run}


def _continues(before: Sentence, sentence: Sentence) -> bool:
    same = (before.article_id, before.kind, before.index + 1)
    return same == (sentence.article_id, sentence.kind, sentence.index)


def _marked(text: str, markers: Sequence[int]) -> str:
    """Put markers behind a sentence, which ends in a stop."""
    stopped = text if _STOPPED.search(text) else f"{text.rstrip()}."
    return f"{stopped} {''.join(f'[{n}]' for n in markers)}"
