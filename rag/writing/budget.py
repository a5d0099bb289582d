"""Tokens: what a request costs, and how much evidence fits between the prompt and the answer.

Counted as OpenAI's chat format does it (three tokens around each message, three before the answer: its cookbook,
"How to count tokens with tiktoken"). Articles are taken whole, best first; one that is too long is cut to what stands
around its best sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import tiktoken

from rag.article import Article, Sentence
from rag.embedding import tokens
from rag.writing.candidates import Candidate
from rag.writing.material import GAP, heading, neutral, numbered
from rag.writing.message import Message
from rag.writing.sheet import Line, Sheet

ANSWER_TOKENS = 1_200  # a long answer has 300; models that think first count their thoughts
_PER_MESSAGE, _BEFORE_ANSWER = 3, 3
_AROUND = 2  # sentences on either side of a good one that are shown with it
_LEAST = 60  # tokens; less holds no sentence worth a heading
_SPARED = 0.7  # share of the window that is used where the tokens of a model are not known
_SEAMS = 8  # tokens that may come about where the evidence meets the prompt


@dataclass(frozen=True)
class Budget:
    """The tokens of one model; all counts are exact for OpenAI's models, and an estimate for any other."""

    model: str
    window: int  # tokens that it reads and writes at once

    @cached_property
    def _encoding(self) -> tiktoken.Encoding:
        return tokens.encoding_for(self.model)

    @property
    def answer(self) -> int:
        """Tokens that an answer may have."""
        return min(ANSWER_TOKENS, self.window // 4)

    @cached_property
    def _usable(self) -> int:
        # Another vendor's model makes more tokens of Vietnamese than OpenAI's newest.
        return self.window if _is_openais(self.model) else int(self.window * _SPARED)

    def count(self, messages: Sequence[Message]) -> int:
        """Return how many tokens a request of these messages has."""
        counted = (_PER_MESSAGE + self._of(message.role) + self._of(message.content) for message in messages)
        return sum(counted) + _BEFORE_ANSWER

    def room(self, messages: Sequence[Message]) -> int:
        """Return how many tokens are left beside these messages and the answer; below 0 where they don't fit."""
        return self._usable - self.answer - self.count(messages) - _SEAMS

    def sheet(self, candidates: Sequence[Candidate], room: int) -> Sheet:
        """Number the sentences of the best articles, as many as fit.

        Args:
            candidates: The articles, best first.
            room: Tokens that may be used.
        """
        lines: list[Line] = []
        articles: dict[str, Article] = {}
        for place, candidate in enumerate(candidates, start=1):
            head = self._of(f"{heading(candidate.article)}\n\n\n")
            if room - head < _LEAST:
                continue
            chosen, used = self._chosen(candidate, len(lines) + 1, room - head, others=place < len(candidates))
            if chosen:
                articles[candidate.article.id] = candidate.article
                lines += [Line(n, sentence) for n, sentence in enumerate(chosen, start=len(lines) + 1)]
                room -= head + used
        return Sheet(articles, tuple(lines))

    def _chosen(self, candidate: Candidate, first: int, room: int, *, others: bool) -> tuple[Sequence[Sentence], int]:
        """Return what fits of an article, in reading order and numbered from `first`, and its tokens."""
        sentences = [sentence for sentence in candidate.sentences if neutral(sentence.text)]
        costs = [self._cost(n, sentence, room) for n, sentence in enumerate(sentences, start=first)]
        gap = self._of(f"{GAP}\n")
        whole = sum(costs) + gap * sum(after.index != before.index + 1 for before, after in pairwise(sentences))
        if whole <= room:
            return sentences, whole
        # A book must not keep the other articles out.
        return _neighbourhoods(sentences, costs, candidate.scores, room // 2 if others else room, gap)

    def _cost(self, n: int, sentence: Sentence, room: int) -> int:
        # No token has so many characters: counting the tokens of what can't fit would only take time.
        if len(sentence.text) > 16 * max(room, 0):
            return len(sentence.text)
        return self._of(f"{numbered(n, sentence)}\n")

    def _of(self, text: str) -> int:
        return len(self._encoding.encode_ordinary(text))


def _neighbourhoods(
    sentences: Sequence[Sentence], costs: Sequence[int], scores: Mapping[int, float], room: int, gap: int
) -> tuple[Sequence[Sentence], int]:
    """Return the best sentences with those around them, in reading order, and their tokens."""
    taken: set[int] = set()
    used = 0
    ranked = sorted(range(len(sentences)), key=lambda place: (-scores.get(sentences[place].index, -1e9), place))
    for place in ranked:
        around = range(max(place - _AROUND, 0), min(place + _AROUND + 1, len(sentences)))
        for wanted in (around, (place,)):
            new = [other for other in wanted if other not in taken]
            if not new:
                continue
            cost = sum(costs[other] for other in new) + (0 if new[0] - 1 in taken else gap)
            if used + cost <= room:
                taken.update(new)
                used += cost
                break
    return [sentences[place] for place in sorted(taken)], used


def _is_openais(model: str) -> bool:
    try:
        tiktoken.encoding_name_for_model(model.rpartition("/")[2])
    except KeyError:
        return False
    return True
