"""A question made whole before it is answered: its times told from today, and what it left out put in.

The rules of `rag.talk` do it; where a model is asked, it may, for a question that leans on what was said before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from rag.current import CurrentGeneration
from rag.drafting import tidied
from rag.index.generation import Generation
from rag.questions.periods import Period, Reckoned, Today, dated, reckoned
from rag.questions.question import is_english
from rag.talk.conversation import Reach, Resolved, Thread, Turn, Wanted
from rag.talk.followups import guessed, leaning, resolve
from rag.writing.instructions import instructs
from rag.writing.share import Share
from rag.writing.standalone import leans

if TYPE_CHECKING:
    from rag.writing.prompts import Exchange

_TALK = 3  # earlier questions that a model is told of
_QUOTED = 300  # characters of each quote that it is told of, and
_QUOTES = 2  # so many of them for each question


class Beside(Enum):
    """How a question stands to the one before it in the same message."""

    NONE = 0
    SENTENCE = 1  # behind it: mostly about the same
    CLAUSE = 2  # in one sentence with it: about the same


@dataclass(frozen=True, slots=True)
class Whole:
    """A question made whole: for the search, and for the model. None: the model isn't asked."""

    resolved: Resolved
    asked: str | None


class Resolving:
    """Makes questions whole with what was spoken of and what the calendar says."""

    def __init__(self, current: CurrentGeneration, today: Today) -> None:
        self._current = current
        self._today = today

    def told(self, text: str) -> Reckoned:
        """Return a question with the times that it tells from today said in dates."""
        return reckoned(text, self._today(), english=is_english(text))

    def times(self, text: str) -> tuple[Period, ...]:
        """Return the times that a text names or tells from today."""
        today = self._today()
        return reckoned(text, today).periods or dated(text, today)

    def whole(self, told: Reckoned, turns: Sequence[Turn], share: Share | None) -> Whole:
        """Make a question whole: by rules, and by the model where it seems to lean on what was said before."""
        text = told.text
        resolved = self._current.use(lambda one: resolve(text, turns, lambda said: tidied(said, one)))
        resolved = replace(resolved, periods=told.periods)
        thread = Thread.of(turns)
        if share is None or thread is None or not (resolved.follows or leans(text)):
            return Whole(resolved, resolved.text)
        writer, talk, left = share.writer, self.talk(turns), share.left
        rewritten = share.made(lambda: writer.rewrite(text, talk, seconds=left))
        if rewritten is None or (asked := rewritten.text) is None:
            # The rules ask the last question again for what was not said; a model would say the same again.
            return Whole(resolved, resolved.text if resolved.wanted is Wanted.ANSWER else None)
        if resolved.wanted is Wanted.ANSWER:
            reach = resolved.reach if resolved.follows else Reach.NEAR
            searched = self._current.use(lambda one: tidied(asked, one))
            resolved = replace(thread.followed(reach, searched), names=resolved.names, periods=told.periods)
        return Whole(resolved, asked)

    def talk(self, turns: Sequence[Turn]) -> tuple[Exchange, ...]:
        """Return what a model is told of the talk so far, oldest first."""
        from rag.writing.prompts import Exchange  # noqa: PLC0415 - only where a model writes

        thread = Thread.of(turns)
        told = [turn for turn in thread.turns[:_TALK][::-1] if not instructs(turn.question)] if thread else []

        def exchanges(generation: Generation) -> tuple[Exchange, ...]:
            return tuple(Exchange(turn.question, tuple(_quoted(turn, generation))) for turn in told)

        return self._current.use(exchanges)


def once_more(
    told: Reckoned, resolved: Resolved, turns: Sequence[Turn], cited: Sequence[str], beside: Beside, *, written: bool
) -> Resolved | None:
    """Return the question as one about what was just spoken of, where its answer may have missed that.

    Args:
        told: As typed, with the times that it tells from today.
        resolved: As the rules made it whole.
        turns: What was spoken of before, oldest first.
        cited: Ids of the articles that its answer quotes, best first.
        beside: How it stands to the question before it.
        written: Whether a model has made it whole.
    """
    if beside is not Beside.NONE:
        again = leaning(told.text, turns)
        again = again if again and _strays(cited, again, beside) else None
    elif written or told.periods:
        again = None
    else:
        again = guessed(resolved, turns, cited)
    return replace(again, periods=told.periods) if again else None


def _strays(cited: Sequence[str], again: Resolved, beside: Beside) -> bool:
    """Tell whether an answer may miss what the question before it is about, so that it is looked for only there."""
    if not cited:
        return True
    found, about = set(cited), set(again.articles)
    return not found <= about if beside is Beside.CLAUSE else bool(found & about) and not found <= about


def _quoted(turn: Turn, generation: Generation) -> Iterator[str]:
    """Yield the beginning of each of the best quotes of a turn."""
    for passage in turn.cited[:_QUOTES]:
        if passage.article_id in generation.article_rows:
            text = generation.article(passage.article_id).text[passage.start : passage.end][:_QUOTED]
            if not instructs(text):
                yield text
