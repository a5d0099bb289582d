"""From a question to its answer: quotes, or prose of a model's that rests on quotes.

    say in dates what is told from today -> resolve follow-up -> rank -> choose evidence or refuse
    -> extractive answer -> the model's answer in its place

The extractive answer is always made: it costs next to nothing, and is what a member gets where the model fails, runs
out of time or says nothing that the articles bear. The model is not asked where the ranking is sure that the articles
don't answer (in doubt it is, unless the question names a person, place or year that none of them does), nor where the
question tells the model what to do. Where it is asked and says that the articles don't answer, it is believed: it has
read them whole, while the ranking is as sure of a near miss as of an answer.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from rag.answer import Answer, Mode
from rag.current import CurrentGeneration
from rag.drafting import Draft, Drafter, tidied
from rag.index.generation import Generation
from rag.questions.periods import Period, Reckoned, Today, dated, reckoned, today_in_vietnam
from rag.questions.question import is_english
from rag.questions.several import Several
from rag.ranking.evidence import BUDGET
from rag.sections import Part, joined, together
from rag.talk.conversation import Reach, Resolved, Thread, Turn, Wanted
from rag.talk.followups import guessed, leaning, resolve, spoken_with
from rag.talk.intent import Intent, Request, recognise
from rag.talk.recall import remembered
from rag.text.patterns import MarkedPattern
from rag.wording import Wording
from rag.writing.instructions import instructs
from rag.writing.share import UNANSWERED, Share, report
from rag.writing.standalone import leans

if TYPE_CHECKING:
    from rag.writing.prompts import Exchange
    from rag.writing.writer import Writer

_SECONDS = 10.0  # for all that a model does: with start-up and search, the answer is there within 15 s
_LEAST = 1.5  # seconds; no model answers within less
_WORTH = 0.3  # share of the confidence that quotes need, from which on a model is asked at all
_TALK = 3  # earlier questions that a model is told of
_QUOTED = 300  # characters of each quote that it is told of, and
_QUOTES = 2  # so many of them for each question
_IT = re.compile(r"\b(?:it|they|them|there|that|if so)\b", re.IGNORECASE)
_WITHIN = MarkedPattern(r"^(?:và )?trong (?:số )?đó\b")  # asks of nothing else than what was just spoken of
_OF_ONE_ANSWER = frozenset({"empty", "endless", "refused"})  # failures that say nothing about the next call

Shown = Callable[[str], None]


class _Beside(Enum):
    """How a question stands to the one before it in the same message."""

    NONE = 0
    SENTENCE = 1  # behind it: mostly about the same
    CLAUSE = 2  # in one sentence with it: about the same


@dataclass(frozen=True, slots=True)
class _Whole:
    """A question made whole: for the search, and for the model. None: the model isn't asked."""

    resolved: Resolved
    asked: str | None


class Answering:
    """Answers questions from the current generation. May be used from several threads."""

    def __init__(
        self,
        current: CurrentGeneration,
        drafter: Drafter,
        wording: Wording,
        writer: Writer | None,
        today: Today = today_in_vietnam,
    ) -> None:
        """Open nothing yet.

        Args:
            current: what is answered from.
            drafter: of what is said without a model.
            wording: the sentences around what is quoted or written.
            writer: who writes the prose; None: answers are quotes alone.
            today: tells the day from which "năm ngoái" is counted.
        """
        self._today = today
        self._current = current
        self._drafter = drafter
        self._wording = wording
        self._writer = writer

    def answer(
        self,
        request: Request,
        turns: Sequence[Turn] = (),
        *,
        asked: Several | None = None,
        model: bool = True,
        shown: Shown | None = None,
    ) -> Answer:
        """Answer what is no small talk.

        Args:
            request: What is wanted.
            turns: What was spoken of before, oldest first.
            asked: The questions in it, where there are several: each is answered, or said not to be.
            model: Whether a model may be asked, where there is one.
            shown: Told the whole text of a model's answer so far whenever it has grown.

        Raises:
            NoGenerationError: nothing is indexed yet.
        """
        if asked is None or instructs(request.text):
            return self._one(request, turns, model=model, shown=shown)
        whole: Answer | None = None
        if asked.joined or (model and self._writer is not None):
            whole = self._one(request, turns, model=model, shown=shown)
            if whole.mode is Mode.LLM:
                return whole  # a model has read them all
        return self._each(asked, turns, whole) or whole or self._one(request, turns, model=False)

    def _each(self, asked: Several, turns: Sequence[Turn], whole: Answer | None) -> Answer | None:
        """Answer each of several questions in a section of its own; None where the whole of them has one answer.

        Args:
            asked: The questions.
            turns: What was spoken of before, oldest first.
            whole: The answer to all of them as one question, of those that one sentence joins.
        """
        known, parts = list(turns), list[Part]()
        budget = BUDGET // len(asked.questions)
        for question in asked.questions:
            request, beside = recognise(question), _Beside.NONE
            if parts:
                again = is_english(question) and _IT.search(question) is not None
                beside = _Beside.CLAUSE if asked.joined or again else _Beside.SENTENCE
            one = self._one(request, known, model=False, budget=budget, beside=beside)
            known += [one.turn] if one.turn and one.mode is not Mode.REFUSAL else []
            parts.append(Part(request, one))
        told = [part for part in parts if part.answer.mode is not Mode.REFUSAL]
        if len(told) < (2 if asked.joined else 1):
            return None
        answer = joined(whole, parts, self._wording) if asked.joined and whole is not None else None
        answer = answer or together(parts, asked.left, self._wording)
        first = whole or parts[0].answer
        return replace(answer, timings_ms=first.timings_ms, writing=first.writing)

    def _one(
        self,
        request: Request,
        turns: Sequence[Turn],
        *,
        model: bool,
        shown: Shown | None = None,
        budget: int = BUDGET,
        beside: _Beside = _Beside.NONE,
    ) -> Answer:
        share = self._share(request.text) if model else None
        told = Reckoned(request.text)
        if request.intent is Intent.QUESTION:
            told = reckoned(request.text, self._today(), english=is_english(request.text))
            whole = self._whole(told, turns, share)
            resolved = spoken_with(whole.resolved, turns)
            answer = self._reply(replace(whole, resolved=resolved), turns, share, shown, budget)
            if again := self._again(told, whole.resolved, turns, answer, beside, written=share is not None):
                second = self._reply(_Whole(again, None), turns, None, None, budget)
                if second.citations or _WITHIN.search(told.text):
                    answer, resolved = second, again
            if (cited := _cited(answer)) and cited[0] not in resolved.articles:
                resolved = replace(resolved, follows=whole.resolved.follows)  # it began another topic
        else:
            listed = self._times(request.text) if request.intent is Intent.LIST else ()
            answer = self._browse(request, turns, share, shown, budget=budget, periods=listed)
            resolved = Resolved(request.text)
            if request.intent is Intent.SOURCE:
                return answer  # the talk goes on where it was
        answer = replace(answer, turn=remembered(request.text, resolved, answer))
        if told.periods and self._wording.reckoned is not None:
            answer = replace(answer, text=f"{self._wording.reckoned(told.periods)}\n{answer.text}")
        if share is None or (writing := share.writing()) is None:
            return answer
        report(writing, answer, share.spent)
        return replace(answer, writing=writing, timings_ms={**answer.timings_ms, "model": 1_000 * share.spent})

    def _times(self, text: str) -> tuple[Period, ...]:
        """Return the times that a text names or tells from today."""
        today = self._today()
        return reckoned(text, today).periods or dated(text, today)

    @staticmethod
    def _again(
        told: Reckoned, resolved: Resolved, turns: Sequence[Turn], answer: Answer, beside: _Beside, *, written: bool
    ) -> Resolved | None:
        """Return the question as one about what was just spoken of, where its answer may have missed that.

        Args:
            told: As typed, with the times that it tells from today.
            resolved: As the rules made it whole.
            turns: What was spoken of before, oldest first.
            answer: What it found.
            beside: How it stands to the question before it.
            written: Whether a model has made it whole.
        """
        cited = _cited(answer)
        if beside is not _Beside.NONE:
            again = leaning(told.text, turns)
            again = again if again and _strays(cited, again, beside) else None
        elif written or told.periods:
            again = None
        else:
            again = guessed(resolved, turns, cited)
        return replace(again, periods=told.periods) if again else None

    def _share(self, text: str) -> Share | None:
        if self._writer is None or instructs(text):
            return None
        return Share(self._writer, time.monotonic() + _SECONDS)

    # -- questions ----------------------------------------------------------------------------------------

    def _whole(self, told: Reckoned, turns: Sequence[Turn], share: Share | None) -> _Whole:
        """Make a question whole: by rules, and by the model where it seems to lean on what was said before."""
        text = told.text
        resolved = self._current.use(lambda one: resolve(text, turns, lambda said: tidied(said, one)))
        resolved = replace(resolved, periods=told.periods)
        thread = Thread.of(turns)
        if share is None or thread is None or not (resolved.follows or leans(text)):
            return _Whole(resolved, resolved.text)
        writer, talk, left = share.writer, self._talk(turns), share.left
        rewritten = share.made(lambda: writer.rewrite(text, talk, seconds=left))
        if rewritten is None or (asked := rewritten.text) is None:
            # The rules ask the last question again for what was not said; a model would say the same again.
            return _Whole(resolved, resolved.text if resolved.wanted is Wanted.ANSWER else None)
        if resolved.wanted is Wanted.ANSWER:
            reach = resolved.reach if resolved.follows else Reach.NEAR
            searched = self._current.use(lambda one: tidied(asked, one))
            resolved = replace(thread.followed(reach, searched), names=resolved.names, periods=told.periods)
        return _Whole(resolved, asked)

    def _talk(self, turns: Sequence[Turn]) -> tuple[Exchange, ...]:
        """Return what a model is told of the talk so far, oldest first."""
        from rag.writing.prompts import Exchange  # noqa: PLC0415 - only where a model writes

        thread = Thread.of(turns)
        told = [turn for turn in thread.turns[:_TALK][::-1] if not instructs(turn.question)] if thread else []

        def exchanges(generation: Generation) -> tuple[Exchange, ...]:
            return tuple(Exchange(turn.question, tuple(_quoted(turn, generation))) for turn in told)

        return self._current.use(exchanges)

    def _reply(
        self, whole: _Whole, turns: Sequence[Turn], share: Share | None, shown: Shown | None, budget: int
    ) -> Answer:
        resolved = whole.resolved
        for_model = share is not None
        draft = self._current.use(lambda one: self._drafter.draft(resolved, one, for_model=for_model, budget=budget))
        if share is None or whole.asked is None or not _worth_asking(share, draft, resolved):
            return draft.answer
        talk = self._talk(turns) if resolved.follows else ()
        asked, writer, left, known = whole.asked, share.writer, share.left, draft.shorthand
        written = share.written(
            lambda: writer.answer(asked, draft.candidates, talk, seconds=left, shown=shown, shorthand=known)
        )
        if written is not None:
            return Answer(written.text, Mode.LLM, written.citations, timings_ms=draft.answer.timings_ms)
        if share.problem == UNANSWERED and draft.refusal is not None:
            return replace(draft.refusal, timings_ms=draft.answer.timings_ms)
        return draft.answer

    # -- articles -----------------------------------------------------------------------------------------

    def _browse(
        self,
        request: Request,
        turns: Sequence[Turn],
        share: Share | None,
        shown: Shown | None,
        *,
        budget: int,
        periods: Sequence[Period],
    ) -> Answer:
        """Answer a question about the articles themselves; a summary is written by the model where there is one."""
        drafter = self._drafter
        draft = self._current.use(lambda one: drafter.browse(request, turns, one, budget=budget, periods=periods))
        if share is None or not draft.candidates:
            return draft.answer
        (own,) = draft.candidates
        lead = self._wording.talk.written_summary(own.article)
        tell = (lambda text: shown(f"{lead}\n\n{text}")) if shown is not None else None
        writer, left, known = share.writer, share.left, draft.shorthand
        written = share.written(lambda: writer.summarise(own, seconds=left, shown=tell, shorthand=known))
        if written is None:
            return draft.answer
        return Answer(f"{lead}\n\n{written.text}", Mode.LLM, written.citations)


def _cited(answer: Answer) -> list[str]:
    """Return the ids of the articles that an answer quotes, best first."""
    best = sorted(answer.citations, key=lambda citation: -citation.score)
    return list(dict.fromkeys(citation.article.id for citation in best))


def _strays(cited: Sequence[str], again: Resolved, beside: _Beside) -> bool:
    """Tell whether an answer may miss what the question before it is about, so that it is looked for only there."""
    if not cited:
        return True
    found, about = set(cited), set(again.articles)
    return not found <= about if beside is _Beside.CLAUSE else bool(found & about) and not found <= about


def _worth_asking(share: Share, draft: Draft, resolved: Resolved) -> bool:
    """Tell whether a model may answer: there is something to write from, and time, and the service is well."""
    well = share.problem is None or share.problem in _OF_ONE_ANSWER
    likely = draft.sure >= resolved.threshold * (1.0 if draft.strange else _WORTH)
    return well and likely and share.left >= _LEAST and bool(draft.candidates)


def _quoted(turn: Turn, generation: Generation) -> Iterator[str]:
    """Yield the beginning of each of the best quotes of a turn."""
    for passage in turn.cited[:_QUOTES]:
        if passage.article_id in generation.article_rows:
            text = generation.article(passage.article_id).text[passage.start : passage.end][:_QUOTED]
            if not instructs(text):
                yield text
