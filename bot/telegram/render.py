"""What members are sent: values in, messages out, each valid by itself and short enough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from bot import telegram_words as words
from bot.telegram.outgoing import MAX_UNITS, Outgoing, Rows, units
from bot.telegram.quoted import Quoted
from bot.telegram.richtext import Run, bold, italic, linked, message, messages, quoted, shortened
from bot.telegram.sections import Section, split
from bot.words import byline
from rag.answer import Answer, Mode
from rag.article import Article, ArticleKind

PAGE = 8  # articles on a page of a list
_LONGEST_TITLE = 200  # characters of a title in a list
_MARKER = re.compile(r"\[(\d{1,3})\]")


def with_rows(sent: tuple[Outgoing, ...], rows: Rows) -> tuple[Outgoing, ...]:
    """Put buttons below the last of some messages."""
    return (*sent[:-1], replace(sent[-1], rows=rows)) if sent else ()


def text(plain: str, rows: Rows = ()) -> tuple[Outgoing, ...]:
    """Say something that has no form."""
    return with_rows(messages(plain), rows)


# -- answers --------------------------------------------------------------------------------------------------


def answer(given: Answer, question: str, rows: Rows = ()) -> tuple[Outgoing, ...]:
    """Render any answer: quotes with their sources, a refusal, or small talk."""
    if given.citations:
        return quotes_answer(given.text, given.mode, Quoted.all_of(given.citations, question), rows)
    if given.mode is Mode.REFUSAL:
        return refusal(given.text, given.suggestions, rows)
    return text(given.text, rows)


def quotes_answer(
    said: str, mode: Mode, quotes: Sequence[Quoted], rows: Rows = (), note: str = ""
) -> tuple[Outgoing, ...]:
    """Render an answer that was just given, or one that was stored.

    Args:
        said: The answer's text: a lead line and quotes, or what the model wrote.
        mode: Who wrote it.
        quotes: What it rests on.
        rows: Buttons.
        note: A word below it.
    """
    if mode is Mode.LLM:
        quotes = _gathered(quotes)
        runs: list[Run | str] = [*_prose(said, quotes), "\n\n", words.QUOTES, "\n\n", *_sourced(quotes)]
    elif sections := list(split(said, quotes)):
        runs = [run for place, section in enumerate(sections) for run in _section(section, first=not place)]
    else:
        runs = [said.split("\n\n", 1)[0], "\n\n", *_sourced(quotes)]
    runs += ["\n\n", italic(note)] if note else []
    return with_rows(messages(*runs), rows)


def preview(said: str, *, unfinished: bool = False) -> str:
    """Return as much of an answer that is being written as a message holds, as plain text; nothing is quoted yet."""
    # In a draft, Telegram's animation says that there is more to come.
    tail = f"\n\n{words.WRITING}" if unfinished else ""
    return message(said, limit=MAX_UNITS - units(tail)).plain + tail


def refusal(said: str, near: Sequence[Article] = (), rows: Rows = ()) -> tuple[Outgoing, ...]:
    """Render the answer that there is none: what may be near, and how to ask otherwise."""
    if not near:
        return text(said, rows)
    runs = (
        said.split("\n\n", 1)[0],
        "\n\n",
        words.READ_ALSO,
        "\n",
        *_listed(near),
        "\n\n",
        italic(words.ASK_OTHERWISE),
    )
    return with_rows(messages(*runs), rows)


def passages(quotes: Sequence[Quoted], rows: Rows = ()) -> tuple[Outgoing, ...]:
    """Render the next-best passages."""
    if not quotes:
        return text(words.NO_OTHER_PASSAGES, rows)
    return with_rows(messages(words.OTHER_PASSAGES, "\n\n", *_sourced(quotes)), rows)


def context(quote: Quoted, before: str, after: str, rows: Rows = ()) -> tuple[Outgoing, ...]:
    """Render a quote among the words of the article that stand around it; the quote is in bold."""
    # In no blockquote: Telegram folds a long one, and the quote in its midst would be hidden.
    around = (before, bold(quote.text), after)
    return with_rows(messages(words.CONTEXT, "\n\n", *around, "\n\n", *_source([quote])), rows)


def context_gone(quote: Quoted, rows: Rows = ()) -> tuple[Outgoing, ...]:
    """Render a stored quote whose article is no longer what it was."""
    return with_rows(messages(words.CONTEXT_GONE, "\n\n", *_sourced([quote])), rows)


def related(articles: Sequence[Article], rows: Rows = ()) -> tuple[Outgoing, ...]:
    """Render a list of articles near an answer's."""
    if not articles:
        return text(words.NO_RELATED, rows)
    return with_rows(messages(words.RELATED, "\n", *_listed(articles)), rows)


def sources(quotes: Sequence[Quoted], rows: Rows = ()) -> tuple[Outgoing, ...]:
    """Render all that is known of the articles that an answer rests on."""
    runs: list[Run | str] = [words.SOURCES]
    for group in _by_article(quotes):
        runs += ["\n\n", *_source(group)]
    return with_rows(messages(*runs), rows)


# -- lists ----------------------------------------------------------------------------------------------------


def pages(count: int) -> int:
    """Return how many pages so many articles need; an empty list has one."""
    return max(1, -(-count // PAGE))


def articles_page(articles: Sequence[Article], page: int, rows: Rows = (), headline: str = words.ARTICLES) -> Outgoing:
    """Render one page of a list of articles, from 1; a page beyond the ends is the first or the last."""
    if not articles:
        return Outgoing(words.NO_ARTICLES, rows)
    page = min(max(page, 1), pages(len(articles)))
    first = (page - 1) * PAGE
    told = words.page_of(page, pages(len(articles)))
    head = bold(headline + (f" ({told})" if told else ""))
    shown = articles[first : first + PAGE]
    return replace(message(head, "\n", *_listed(shown, first + 1)), rows=rows)


def _listed(articles: Iterable[Article], number: int = 0) -> Iterator[Run | str]:
    """Yield a line for each article, numbered from `number` where that isn't 0, and one for what is known of it."""
    for place, article in enumerate(articles):
        yield f"\n{number + place}. " if number else f"\n{_mark(article)} "
        yield linked(shortened(article.title, _LONGEST_TITLE), article.url)
        if known := byline(article):
            yield "\n"
            yield italic(known)


# -- what a model wrote -----------------------------------------------------------------------------------------


def _prose(said: str, quotes: Sequence[Quoted]) -> Iterator[Run | str]:
    """Yield prose whose markers lead to the articles that they cite, where these have an address."""
    urls = {quote.n: quote.article.url for quote in quotes}
    end = 0
    for marker in _MARKER.finditer(said):
        yield said[end : marker.start()]
        yield linked(marker[0], urls.get(int(marker[1])))
        end = marker.end()
    yield said[end:]


def _gathered(quotes: Sequence[Quoted]) -> list[Quoted]:
    """Return the quotes by article: prose goes to and fro between articles, and a source is named once."""
    order = {article_id: place for place, article_id in enumerate(dict.fromkeys(q.article.id for q in quotes))}
    return sorted(quotes, key=lambda quote: order[quote.article.id])


# -- quotes and sources ---------------------------------------------------------------------------------------


def _by_article(quotes: Sequence[Quoted]) -> Iterator[list[Quoted]]:
    for _, group in groupby(quotes, key=lambda quote: quote.article.id):
        yield list(group)


def _sourced(quotes: Sequence[Quoted]) -> Iterator[Run | str]:
    """Yield the quotes, those of one article together, with their source below."""
    for place, group in enumerate(_by_article(quotes)):
        if place:
            yield "\n\n"
        for quote in group:
            yield from quoted(_quote(quote), quote.n)
            yield "\n"
        yield from _source(group)


def _quote(quote: Quoted) -> Iterator[Run]:
    yield Run(f"[{quote.n}] “")
    cuts = [0, *(place for span in quote.answering for place in span), len(quote.text)]
    for place, (start, end) in enumerate(pairwise(cuts)):
        yield Run(quote.text[start:end], bold=place % 2 == 1)
    yield Run("”")


def _source(group: Sequence[Quoted]) -> Iterator[Run | str]:
    article = group[0].article
    yield f"{''.join(f'[{quote.n}]' for quote in group)} {_mark(article)} "
    yield replace(linked(article.title, article.url), bold=True)
    yield "\n"
    yield italic(_known(article))


def _section(section: Section, *, first: bool) -> Iterator[Run | str]:
    """Yield the answer to one of several questions: its quotes with their sources, or what is said instead."""
    if not first:
        yield "\n\n"
    yield bold(section.heading)
    if section.note:
        yield f"\n{section.note}"
    if section.quotes:
        yield "\n"
        yield from _sourced(section.quotes)


def _mark(article: Article) -> str:
    return words.TEASER_MARK if article.kind is ArticleKind.TEASER else words.ARTICLE_MARK


def _known(article: Article) -> str:
    known = byline(article)
    if not known:
        known = f"{words.UNDATED}, {words.UNSOURCED}"
    return f"{known} · {words.TEASER_NOTE}" if article.kind is ArticleKind.TEASER else known
