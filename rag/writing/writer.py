"""A model's answer: asked for, read as it comes, checked sentence by sentence, and shown only as far as it has passed.

What the model does not have the last word on is decided elsewhere: which articles there are to write from, whether
they answer at all as far as the ranking can tell, and what is said where the model's words can't be used.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.answer import DroppedClaim
from rag.embedding import tokens
from rag.errors import ModelError, ModelFailure, PromptError
from rag.settings import RagSettings
from rag.text.shorthand import Shorthand
from rag.writing.budget import Budget
from rag.writing.candidates import Candidate
from rag.writing.citing import Cited, Prose
from rag.writing.guard import Guard
from rag.writing.leaks import Leaks
from rag.writing.message import Message, TokenUsage
from rag.writing.model import LimitedModel, Model, OpenAIModel
from rag.writing.page import Page, Problem
from rag.writing.prompts import Exchange, Prompts
from rag.writing.prose import ClaimReader
from rag.writing.sheet import Sheet
from rag.writing.standalone import TOKENS, accepted, asked_in

_SENTENCES = 10  # of an answer; a model that was asked for four writes no more
_CHARACTERS = 2_000  # of an answer: what fits into one message, with the candidates below it
_REWRITING = 4.0  # seconds for a standalone question: without it there are rules
_NONE = TokenUsage(0, 0)

Shown = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Written:
    """What a model wrote, as far as it may be shown; nothing where there is a problem."""

    prose: Prose
    sentences: tuple[Cited, ...] = ()
    dropped: tuple[DroppedClaim, ...] = ()
    usage: TokenUsage = _NONE
    problem: ModelFailure | Problem | None = None


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A question made whole by a model, or None where its words can't be used."""

    text: str | None
    usage: TokenUsage = _NONE
    problem: ModelFailure | None = None


class Writer:
    """Has a model write. May be used from several threads."""

    def __init__(self, model: Model, prompts: Prompts, budget: Budget) -> None:
        """Call nothing yet.

        Args:
            model: who writes.
            prompts: what it is told.
            budget: the tokens that it may read and write.
        """
        self._model = model
        self._prompts = prompts
        self._budget = budget
        self._leaks = Leaks(prompts.own_words)

    @classmethod
    def create(cls, settings: RagSettings, model: Model | None = None) -> Writer | None:
        """Return who writes: with a model that is given, or with the one that is set; None where there is neither.

        Raises:
            PromptError: a prompt can't be used.
        """
        wanted = model or OpenAIModel.create(settings, lambda text: tokens.count(text, settings.openai_model or ""))
        if wanted is None:
            return None
        if "prompts_dir" in settings.model_fields_set and not settings.prompts_dir.is_dir():
            raise PromptError(str(settings.prompts_dir), "no-folder")
        prompts = Prompts.load(settings.prompts_dir)
        return cls(wanted, prompts, Budget(wanted.name, settings.openai_context_window))

    def prepare(self) -> None:
        """Import and load what the first answer needs, which takes seconds; nothing is sent."""
        if isinstance(self._model, LimitedModel):
            self._model.prepare()
        self._budget.room(self._prompts.answer("", Sheet({}, ())))  # the tables of tokens

    def close(self) -> None:
        """End all calls, where the model can."""
        if isinstance(self._model, LimitedModel):
            self._model.close()

    @property
    def model(self) -> str:
        """The model's name."""
        return self._model.name

    def answer(
        self,
        question: str,
        candidates: Sequence[Candidate],
        talk: Sequence[Exchange] = (),
        *,
        seconds: float,
        shown: Shown | None = None,
        shorthand: Shorthand | None = None,
    ) -> Written:
        """Have a question answered from articles.

        Args:
            question: One that can be understood by itself.
            candidates: Articles that may answer, best first.
            talk: What was asked before, oldest first.
            seconds: Until the last word is due.
            shown: Told the whole text so far whenever another sentence has passed.
            shorthand: The corpus's own abbreviations.
        """
        nothing = self._prompts.answer(question, Sheet({}, ()), talk)
        sheet = self._budget.sheet(candidates, self._budget.room(nothing))
        messages = self._prompts.answer(question, sheet, talk)
        return self._written(messages, self._page(sheet, candidates, question, shorthand), seconds, shown)

    def summarise(
        self, article: Candidate, *, seconds: float, shown: Shown | None = None, shorthand: Shorthand | None = None
    ) -> Written:
        """Have an article summarised; arguments as of `answer`."""
        sheet = self._budget.sheet([article], self._budget.room(self._prompts.summary(Sheet({}, ()))))
        return self._written(self._prompts.summary(sheet), self._page(sheet, [article], "", shorthand), seconds, shown)

    def rewrite(self, question: str, talk: Sequence[Exchange], *, seconds: float) -> Rewritten:
        """Have a follow-up made a question that can be understood by itself.

        Args:
            question: The follow-up.
            talk: What was asked and quoted before, oldest first.
            seconds: For the whole answer; it gets less of them, so that there is time for what comes after.
        """
        stream = self._model.stream(self._prompts.question(question, talk), max_tokens=TOKENS, seconds=seconds)
        # To hang up says nothing against the service: a late answer to an unimportant question is no failure.
        hang_up = threading.Timer(min(_REWRITING, seconds / 2), stream.close)
        hang_up.start()
        try:
            with stream:
                text = "".join(stream)
        except ModelError as error:
            return Rewritten(None, stream.usage, error.failure)
        finally:
            hang_up.cancel()
        return Rewritten(accepted(text, question, talk), stream.usage)

    def _page(self, sheet: Sheet, candidates: Sequence[Candidate], question: str, shorthand: Shorthand | None) -> Page:
        scores = {(one.article.id, index): score for one in candidates for index, score in one.scores.items()}
        return Page(sheet, Guard(sheet, asked_in(question), shorthand), self._leaks, question, scores)

    def _written(self, messages: Sequence[Message], page: Page, seconds: float, shown: Shown | None) -> Written:
        if page.blank:
            return Written(Prose("", ()), problem=Problem.NO_ROOM)
        failure: ModelFailure | None = None
        reader = ClaimReader()
        stream = self._model.stream(messages, max_tokens=self._budget.answer, seconds=seconds)
        with stream:
            try:
                for delta in stream:
                    if page.take(reader.feed(delta)) and shown is not None:
                        shown(page.prose.text)
                    if page.refused:
                        break
                else:
                    page.take(reader.finish())
            except ModelError as error:
                failure = error.failure
        problem = failure or page.problem
        if problem is not None:
            return Written(Prose("", ()), (), tuple(page.dropped), stream.usage, problem)
        return Written(page.prose, tuple(page.kept), tuple(page.dropped), stream.usage)
