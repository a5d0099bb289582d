"""Figures for admins: statistics, questions without an answer, the weekly digest. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import telegram_admin_words as words
from bot import telegram_words, writing_words
from bot.store.clock import VIETNAM
from bot.store.records import Statistics
from bot.telegram.admin_likeness import Group
from bot.telegram.outgoing import Outgoing, Rows
from bot.telegram.render import text, with_rows
from bot.telegram.richtext import Run, bold, italic, messages, shortened
from bot.words import whole
from rag.article import Article, ArticleKind

if TYPE_CHECKING:
    from rag.index.generation import Manifest

GROUPS_ON_A_PAGE = 6
_SPELLINGS = 3  # other questions of a group that are named
_LONGEST_QUESTION = 140  # so that a page fits into one message
_IN_DIGEST = 5  # groups
_DAYS_TOLD = 6  # days before today whose tokens are told


@dataclass(frozen=True, slots=True)
class Index:
    """What is indexed; `name` is None where nothing is."""

    articles: int = 0
    teasers: int = 0
    sentences: int = 0
    name: str | None = None
    created: str = ""

    @classmethod
    def of(cls, manifest: Manifest, articles: Sequence[Article]) -> Index:
        """Take the figures of a generation."""
        teasers = sum(article.kind is ArticleKind.TEASER for article in articles)
        created = f"{manifest.created.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
        return cls(len(articles) - teasers, teasers, manifest.sentences, manifest.name, created)


@dataclass(frozen=True, slots=True)
class Model:
    """The language model that is set: its name, and the tokens that it may cost a day; 0: no limit."""

    name: str
    daily_tokens: int


def statistics(index: Index, figures: Statistics, model: Model | None = None) -> tuple[Outgoing, ...]:
    """Show what is indexed, what was asked, and what the model had to do with it."""
    parts: list[Run | str] = [bold(words.FIGURES), "\n"]
    if index.name is None:
        parts += [f"\n{words.GENERATION_FIGURE}: {words.NO_GENERATION}"]
    else:
        parts += [
            f"\n{words.ARTICLES_FIGURE}: {words.articles_and_teasers(index.articles, index.teasers)}",
            f"\n{words.SENTENCES_FIGURE}: {whole(index.sentences)}",
            f"\n{words.GENERATION_FIGURE}: {words.generation(index.name, index.created)}",
        ]
    return messages(*parts, "\n", *_asked(figures), *_of_model(figures, model))


def _asked(figures: Statistics) -> Iterator[Run | str]:
    yield f"\n{words.TODAY}: {words.questions_count(figures.today)}"
    yield f"\n{words.THIS_WEEK}: {words.questions_count(figures.this_week)}"
    yield "\n\n"
    yield bold(words.last_days(len(figures.days)))
    yield f"\n{words.QUESTIONS}: {whole(figures.questions)}"
    share = words.NOTHING_ASKED if figures.answered_share is None else words.percent(figures.answered_share)
    yield f"\n{words.SHARE}: {share}"
    if figures.modes:
        yield f"\n{writing_words.MODES}: {writing_words.by_mode(figures.modes)}"
    yield f"\n{words.VOTES}: 👍 {whole(figures.up)} · 👎 {whole(figures.down)}"
    if figures.p50_ms is not None and figures.p95_ms is not None:
        yield f"\n{words.TIMES}: {words.milliseconds(figures.p50_ms, figures.p95_ms)}"


def _of_model(figures: Statistics, model: Model | None) -> Iterator[Run | str]:
    spent = figures.model
    if model is None and not spent.used:
        return
    yield "\n\n"
    yield bold(writing_words.MODEL)
    if model is not None:
        yield f": {model.name}"
        yield f"\n{words.TODAY}: {writing_words.tokens_today(spent.today, model.daily_tokens)}"
    for day, tokens in reversed(spent.tokens[-_DAYS_TOLD - 1 : -1]):
        if tokens:
            yield f"\n{day:%d/%m}: {writing_words.tokens(tokens)}"
    if spent.total:
        yield f"\n{words.in_last_days(len(spent.tokens))}: {writing_words.tokens(spent.total)}"
    if spent.dropped:
        yield f"\n{writing_words.DROPPED}: {writing_words.dropped(spent.dropped)}"
    if spent.problems:
        yield f"\n{writing_words.PROBLEMS}: {writing_words.problems(spent.problems)}"


def pages(groups: Sequence[Group]) -> int:
    """Return how many pages the groups need."""
    return max(1, -(-len(groups) // GROUPS_ON_A_PAGE))


def unanswered(groups: Sequence[Group], page: int, rows: Rows = ()) -> tuple[Outgoing, ...]:
    """Show one page, from 1, of the questions without an answer."""
    if not groups:
        return text(words.UNANSWERED_NONE)
    page = min(max(page, 1), pages(groups))
    first = (page - 1) * GROUPS_ON_A_PAGE
    told = telegram_words.page_of(page, pages(groups))
    parts: list[Run | str] = [bold(words.UNANSWERED + (f" ({told})" if told else ""))]
    for number, group in enumerate(groups[first : first + GROUPS_ON_A_PAGE], start=first + 1):
        parts += _group(group, number)
    return with_rows(messages(*parts), rows)


def _group(group: Group, number: int) -> Iterator[Run | str]:
    leader, *others = group.questions
    yield f"\n\n{number}. "
    yield bold(shortened(leader.question, _LONGEST_QUESTION))
    yield "\n"
    yield italic(words.asked(group.times, f"{group.last_asked.astimezone(VIETNAM):%d/%m/%Y}"))
    for other in others[:_SPELLINGS]:
        yield f"\n   ≈ {shortened(other.question, _LONGEST_QUESTION)}"
    if len(others) > _SPELLINGS:
        yield f"\n   {words.and_others(len(others) - _SPELLINGS)}"


def digest(figures: Statistics, groups: Sequence[Group]) -> tuple[Outgoing, ...]:
    """Show the figures of the last week, and what was asked in vain."""
    parts: list[Run | str] = ["📬 ", bold(words.DIGEST), "\n"]
    share = words.NOTHING_ASKED if figures.answered_share is None else words.percent(figures.answered_share)
    parts += [
        f"\n{words.in_last_days(len(figures.days))}: {words.questions_count(figures.questions)}",
        f"\n{words.SHARE}: {share}",
        f"\n{words.VOTES}: 👍 {whole(figures.up)} · 👎 {whole(figures.down)}",
    ]
    if groups:
        parts += ["\n\n", bold(words.UNANSWERED)]
        for number, group in enumerate(groups[:_IN_DIGEST], start=1):
            parts += _group(group, number)
        if len(groups) > _IN_DIGEST:
            parts += [f"\n\n{words.UNANSWERED_MORE}"]
    return messages(*parts, "\n\n", italic(words.DIGEST_OFF_HINT))
