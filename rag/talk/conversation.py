"""A conversation: what is kept of each turn, what is being spoken of, and a question made whole by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.article import Passage
from rag.questions import events
from rag.questions.people import Person
from rag.questions.periods import Period
from rag.questions.phrases import joined, own_words
from rag.questions.question import Asks, understand
from rag.text.entities import proper_names


@dataclass(frozen=True, slots=True)
class Turn:
    """What is remembered of a question and its answer; plain values, so that it can be stored as JSON."""

    asked: str  # as typed
    question: str  # as resolved and searched
    follows: bool  # whether it was a follow-up of the turn before
    cited: tuple[Passage, ...] = ()  # what was quoted, best first
    articles: tuple[str, ...] = ()  # ids of the articles spoken about, best first
    people: tuple[Person, ...] = ()  # whom the answer named, in reading order
    focus: str = ""  # the one of them whom the question was about
    event: str = ""  # the kind of event that the article is about, such as "hội thảo"


class Reach(StrEnum):
    """Where the answer to a question is looked for."""

    ALL = "all"
    NEAR = "near"  # the articles of the last answer have a head start
    SAME = "same"  # only there


class Wanted(StrEnum):
    """What a question wants of the articles that it reaches."""

    ANSWER = "answer"
    OTHERS = "others"  # people who were not named before
    MORE = "more"  # passages that were not quoted before


_OF_THE_PAGE = frozenset({Asks.AUTHOR, Asks.PUBLISHED, Asks.SOURCE, Asks.TITLE})


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question that can be understood without the ones before it."""

    text: str
    follows: bool = False
    reach: Reach = Reach.ALL
    articles: tuple[str, ...] = ()
    wanted: Wanted = Wanted.ANSWER
    known: frozenset[str] = frozenset()  # folded names that OTHERS leaves out
    seen: tuple[Passage, ...] = ()  # what MORE leaves out
    names: frozenset[str] = frozenset()  # folded syllables of the new name, which the article must hold
    periods: tuple[Period, ...] = ()  # told from today, as "năm ngoái": the article must be of one of them

    @property
    def threshold(self) -> float:
        """How sure the evidence must be: less where the article, or who is in it, is known."""
        if self.wanted is not Wanted.ANSWER:
            return 0.0
        if self.reach is Reach.SAME and understand(self.text).asks & _OF_THE_PAGE:
            return 0.08
        if self.names and (self.reach is Reach.SAME or own_words(self.text) <= self.names):
            return 0.12
        known = self.reach is Reach.SAME or (self.reach is Reach.NEAR and proper_names(self.text))
        return 0.35 if known else 0.5


@dataclass(frozen=True, slots=True)
class Thread:
    """The turns on the present topic, the last one first; there is at least one."""

    turns: tuple[Turn, ...]

    @classmethod
    def of(cls, turns: Sequence[Turn]) -> Thread | None:
        """Take the turns up to the one that began the topic; `turns` has the oldest first."""
        chain: list[Turn] = []
        for turn in reversed(turns):
            chain.append(turn)
            if not turn.follows:
                break
        return cls(tuple(chain)) if chain else None

    @property
    def last(self) -> Turn:
        """The turn before the question."""
        return self.turns[0]

    @property
    def told(self) -> Turn:
        """The last turn that found something; where none did, the last one."""
        return next((turn for turn in self.turns if turn.cited), self.last)

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles spoken about."""
        return next((turn.articles for turn in self.turns if turn.articles), ())

    @property
    def people(self) -> tuple[Person, ...]:
        """Whom the last answer with people in it named."""
        return next((turn.people for turn in self.turns if turn.people), ())

    @property
    def focus(self) -> str:
        """Whom the last question about anybody was about."""
        return next((turn.focus for turn in self.turns if turn.focus), "")

    @property
    def event(self) -> str:
        """The kind of event that is spoken of."""
        return next((turn.event for turn in self.turns if turn.event), "")

    @property
    def topic(self) -> str:
        """The fullest name that the talk has for its event: "hội thảo với Oslo"."""
        names = [turn.question[start:end] for turn in self.turns for start, end in events.names(turn.question)]
        fitting = [name for name in names if not self.event or events.kind_of(name) in ("", self.event)]
        return max(fitting, key=len, default=self.event)

    def followed(self, reach: Reach, *parts: str) -> Resolved:
        """Return the follow-up that these parts make, with what the talk has of articles."""
        text = " ".join(joined(parts).split())
        return Resolved(text, follows=True, reach=reach if self.articles else Reach.ALL, articles=self.articles)
