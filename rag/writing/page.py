"""The page that a model writes on: its sentences so far, those that may be shown and those that may not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from rag.answer import DroppedClaim
from rag.text.vietnamese import fold
from rag.writing.citing import Cited, Prose, composed
from rag.writing.guard import Guard, Reason, readable
from rag.writing.leaks import Leaks
from rag.writing.prose import Claim
from rag.writing.refusing import gives_up, refuses
from rag.writing.sheet import Sheet

_SENTENCES = 10  # of an answer; a model that was asked for four writes no more
_CHARACTERS = 2_000  # of an answer: what fits into one message, with the sources below it


class Problem(StrEnum):
    """Why an answer is not the model's although the model did not fail."""

    GUARD = "guard"  # not one of its sentences passed
    UNANSWERED = "unanswered"  # it says that the articles don't answer
    NO_ROOM = "no-room"  # the window is too small for any evidence
    BROKEN = "broken"  # what it wrote can't even be read: an error of ours


class Fault(StrEnum):
    """Why a sentence that the lines bear is not shown; beside the reasons of `rag.writing.guard`."""

    PROMPT = "prompt"  # it repeats what the model was told
    REPEATED = "repeated"  # it was said before
    TOO_LONG = "too-long"  # the answer is long enough
    LEANING = "leaning"  # it can't be understood without one that is not shown


class Page:
    """The sentences of one answer so far."""

    def __init__(
        self, sheet: Sheet, guard: Guard, leaks: Leaks, question: str, scores: Mapping[tuple[str, int], float]
    ) -> None:
        self.kept: list[Cited] = []
        self.dropped: list[DroppedClaim] = []
        self.refused = False
        self._gave_up = False
        self._claims: list[Claim] = []  # all but refusals, in the order of writing
        self._passed: list[bool] = []
        self._sheet, self._guard, self._leaks = sheet, guard, leaks
        self._question, self._scores = question, scores

    @property
    def blank(self) -> bool:
        """Whether there is nothing to write from."""
        return not self._sheet.lines

    @property
    def prose(self) -> Prose:
        """What has passed, with its citations."""
        return composed(self.kept, self._sheet, self._scores)

    @property
    def problem(self) -> Problem | None:
        """Why there is nothing to show."""
        if self.kept:
            return None
        return Problem.UNANSWERED if self.refused or self._gave_up else Problem.GUARD

    def take(self, claims: Iterable[Claim]) -> bool:
        """Check what the model wrote next; return whether there is more to show."""
        before = len(self.kept)
        for claim in claims:
            if refuses(claim.text):
                self.refused = not self.kept
                if self.refused:
                    break
                continue  # facts, and then that there are none: the facts count
            self._gave_up = self._gave_up or gives_up(claim.text)
            reason, detail = self._amiss(claim)
            self._claims.append(claim)
            self._passed.append(reason is None)
            standing = readable(self._claims, self._passed)
            if reason is None and len(standing) == len(self.kept):
                reason = Fault.LEANING
            if reason is not None:
                self._passed[-1] = False
                self.dropped.append(DroppedClaim(str(reason), detail, claim.text))
            else:
                self.kept.append(self._cited(standing[-1]))
        return len(self.kept) > before

    def _amiss(self, claim: Claim) -> tuple[Reason | Fault | None, str]:
        """Return why a sentence may not be shown, and what is amiss; None where it may."""
        verdict = self._guard.check(claim)
        if verdict.reason is not None:
            return verdict.reason, verdict.detail
        cited = self._cited(claim)
        if leak := self._leaks.found(claim.text, [self._question, *(line.sentence.text for line in cited.lines)]):
            return Fault.PROMPT, leak
        if any(fold(claim.text) == fold(other.text) for other in self.kept):
            return Fault.REPEATED, ""
        if len(self.kept) >= _SENTENCES or sum(len(one.text) for one in self.kept) + len(claim.text) > _CHARACTERS:
            return Fault.TOO_LONG, ""
        return None, ""

    def _cited(self, claim: Claim) -> Cited:
        lines = (self._sheet.line(n) for n in claim.numbers)
        return Cited(claim.text, tuple(line for line in lines if line is not None), claim.item)
