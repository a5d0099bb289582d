"""What the store takes and gives: plain values, none of which is tied to a database session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.answer import Citation
    from rag.article import Article


class Vote(IntEnum):
    """What somebody thinks of an answer."""

    UP = 1
    DOWN = -1


@dataclass(frozen=True, slots=True)
class Talk:
    """Whose conversation it is: one for each person in each topic of each chat (`topic_id` 0: no topic)."""

    chat_id: int
    topic_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update as Telegram sent it; `payload` is its JSON text."""

    update_id: int
    chat_id: int
    user_id: int
    payload: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """An update that is not done; `sending`: its answer may have been sent already."""

    update_id: int
    chat: str  # pseudonym: tells chats apart
    payload: str = field(repr=False)
    received: datetime
    attempts: int
    sending: bool


@dataclass(frozen=True, slots=True)
class GivenUp:
    """An update that was never answered, and why."""

    update_id: int
    received: datetime
    attempts: int
    reason: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote as it was shown, with all that its buttons need: it outlives the article it came from."""

    article_id: str
    kind: str
    title: str
    date: str | None  # ISO 8601
    source: str | None
    url: str | None
    path: str
    start: int
    end: int
    quote: str
    score: float

    @classmethod
    def of(cls, citation: Citation) -> Quoted:
        """Keep a citation, its words included."""
        article = citation.article
        return cls(
            article_id=article.id,
            kind=str(article.kind),
            title=article.title,
            date=article.date.isoformat() if article.date else None,
            source=article.source,
            url=article.url,
            path=article.path,
            start=citation.start,
            end=citation.end,
            quote=citation.quote,
            score=citation.score,
        )


@dataclass(frozen=True, slots=True)
class Suggested:
    """An article that was offered along with an answer."""

    article_id: str
    title: str

    @classmethod
    def of(cls, article: Article) -> Suggested:
        """Keep what an article is called."""
        return cls(article.id, article.title)


@dataclass(frozen=True, slots=True)
class AnswerContent:
    """What was asked and what was answered. Citation number n is `citations[n - 1]`.

    `resolved` is the question with what it left out filled in from the conversation, or the question itself.
    `alternatives` are the next-best passages. `timings_ms["total"]`, from receipt to answer, is what statistics use.
    """

    question: str
    resolved: str
    mode: str  # a `rag.answer.Mode`
    text: str
    generation: str
    citations: tuple[Quoted, ...] = ()
    suggestions: tuple[Suggested, ...] = ()
    alternatives: tuple[Quoted, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    note: str = ""  # shown below the answer


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """A stored answer; `user` and `chat` are pseudonyms, see `Pseudonyms`."""

    id: int
    chat: str
    topic_id: int
    user: str
    created: datetime
    content: AnswerContent


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes on one answer."""

    up: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One turn of a conversation: `body` is the caller's own JSON text."""

    id: int
    answer_id: int | None
    body: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Pending:
    """Something that waits for a person's confirmation; `payload` is the caller's own, JSON-like."""

    token: str
    kind: str
    payload: Any
    expires: datetime


@dataclass(frozen=True, slots=True)
class Removed:
    """How many rows went when a person was forgotten or old data was deleted."""

    answers: int = 0
    votes: int = 0
    turns: int = 0
    updates: int = 0
    usage: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be used a day in Vietnam; 0: no limit."""

    everybody: int = 0
    person: int = 0


class Spent(StrEnum):
    """Whose share of the day is used up."""

    EVERYBODY = "everybody"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Day:
    """One day in Vietnam; small talk is no question."""

    date: date
    questions: int
    answered: int


@dataclass(frozen=True, slots=True)
class ModelFigures:
    """What the language model has cost in the last days, and what became of what it wrote."""

    tokens: tuple[tuple[date, int], ...] = ()  # by day, oldest first, today last, none left out
    dropped: Mapping[str, int] = field(default_factory=dict)  # sentences that the guard dropped, by its reason
    problems: Mapping[str, int] = field(default_factory=dict)  # failures, by their kind

    @property
    def today(self) -> int:
        """The tokens of today."""
        return self.tokens[-1][1] if self.tokens else 0

    @property
    def total(self) -> int:
        """The tokens of all days."""
        return sum(tokens for _, tokens in self.tokens)

    @property
    def used(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.total or self.dropped or self.problems)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures on the last days: shares and times are None where nothing was asked."""

    today: int
    this_week: int  # since Monday
    questions: int  # in all of `days`, as are the figures below
    answered_share: float | None
    up: int
    down: int
    p50_ms: float | None
    p95_ms: float | None
    days: tuple[Day, ...]  # oldest first, today last, none left out
    modes: Mapping[str, int] = field(default_factory=dict)  # answers by `rag.answer.Mode`, without small talk
    model: ModelFigures = ModelFigures()


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that was refused or voted down, and not answered since; spellings that fold alike count as one."""

    question: str  # as it was last asked
    times: int
    people: int
    last_asked: datetime
