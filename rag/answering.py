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
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer import Answer, Mode
from rag.current import CurrentGeneration
from rag.drafting import Draft, Drafter
from rag.questions.periods import Period, Reckoned, Today, today_in_vietnam
from rag.questions.question import is_english
from rag.questions.several import Several
from rag.ranking.evidence import BUDGET
from rag.resolving import Beside, Resolving, Whole, once_more
from rag.sections import Part, joined, together
from rag.talk.conversation import Resolved, Turn
from rag.talk.followups import spoken_with
from rag.talk.intent import Intent, Request, recognise
from rag.talk.recall import remembered
from rag.text.patterns import MarkedPattern
from rag.wording import Wording
from rag.writing.instructions import instructs
from rag.writing.share import UNANSWERED, Share, report

if TYPE_CHECKING:
    from rag.writing.writer import Writer

_SECONDS = 10.0  # for all that a model does: with start-up and search, the answer is there within 15 s
_LEAST = 1.5  # seconds; no model answers within less
_WORTH = 0.3  # share of the confidence that quotes need, from which on a model is asked at all
_IT = re.compile(r"\b(?:it|they|them|there|that|if so)\b", re.IGNORECASE)
_WITHIN = MarkedPattern(r"^(?:và )?trong (?:số )?đó\b")  # asks of nothing else than what was just spoken of
_OF_ONE_ANSWER = frozenset({"empty", "endless", "refused"})  # failures that say nothing about the next call

Shown = Callable[[str], None]


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
        self._current = current
        self._resolving = Resolving(current, today)
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
            request, beside = recognise(question), Beside.NONE
            if parts:
                again = is_english(question) and _IT.search(question) is not None
                beside = Beside.CLAUSE if asked.joined or again else Beside.SENTENCE
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
        beside: Beside = Beside.NONE,
    ) -> Answer:
        share = self._share(request.text) if model else None
        told = Reckoned(request.text)
        if request.intent is Intent.QUESTION:
            told = self._resolving.told(request.text)
            whole = self._resolving.whole(told, turns, share)
            resolved = spoken_with(whole.resolved, turns)
            answer = self._reply(replace(whole, resolved=resolved), turns, share, shown, budget)
            if again := once_more(told, whole.resolved, turns, _cited(answer), beside, written=share is not None):
                second = self._reply(Whole(again, None), turns, None, None, budget)
                if second.citations or _WITHIN.search(told.text):
                    answer, resolved = second, again
            if (cited := _cited(answer)) and cited[0] not in resolved.articles:
                resolved = replace(resolved, follows=whole.resolved.follows)  # it began another topic
        else:
            listed = self._resolving.times(request.text) if request.intent is Intent.LIST else ()
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

    def _share(self, text: str) -> Share | None:
        if self._writer is None or instructs(text):
            return None
        return Share(self._writer, time.monotonic() + _SECONDS)

    # -- questions ----------------------------------------------------------------------------------------

    def _reply(
        self, whole: Whole, turns: Sequence[Turn], share: Share | None, shown: Shown | None, budget: int
    ) -> Answer:
        resolved = whole.resolved
        for_model = share is not None
        draft = self._current.use(lambda one: self._drafter.draft(resolved, one, for_model=for_model, budget=budget))
        if share is None or whole.asked is None or not _worth_asking(share, draft, resolved):
            return draft.answer
        talk = self._resolving.talk(turns) if resolved.follows else ()
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


def _worth_asking(share: Share, draft: Draft, resolved: Resolved) -> bool:
    """Tell whether a model may answer: there is something to write from, and time, and the service is well."""
    well = share.problem is None or share.problem in _OF_ONE_ANSWER
    likely = draft.sure >= resolved.threshold * (1.0 if draft.strange else _WORTH)
    return well and likely and share.left >= _LEAST and bool(draft.candidates)
