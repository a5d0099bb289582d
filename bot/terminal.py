"""Results on a terminal: wrapped and in colour for a person, plain and unwrapped for a pipe or a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot import report_words, writing_words
from bot import terminal_words as words
from bot.corpus_words import skip_reason
from bot.visible import visible
from bot.words import byline, day, decimal, quote_marks, titled

if TYPE_CHECKING:
    from bot.context import Piece
    from rag.answer import Answer, Citation, Writing
    from rag.article import Article, Skipped
    from rag.ranking.ranking import Ranking
    from rag.spans import Span

_QUOTE_MARKS = ("»", "«")


class _Out(Console):
    """A console that leaves it to the caller when the reader of a pipe has left."""

    def on_broken_pipe(self) -> None:
        """Called by rich while it handles the error."""
        raise  # noqa: PLE0704


def output_console() -> Console:
    """Return the console for results."""
    return _Out(highlight=False, markup=False, emoji=False)


def errors_console() -> Console:
    """Return the console for notices and progress, so that stdout holds nothing but results."""
    return _Out(stderr=True, highlight=False, markup=False, emoji=False)


def say(console: Console, *parts: str | tuple[str, str]) -> None:
    """Print one line of parts, each plain or with a style; long lines are wrapped only for a person."""
    pairs = ((part, "") if isinstance(part, str) else part for part in parts)
    text = Text.assemble(*((visible(piece), style) for piece, style in pairs))
    console.print(text, soft_wrap=not console.is_terminal)


def notice(line: str) -> None:
    """Say something on stderr that is not a failure."""
    say(errors_console(), (line, "yellow"))


def show_skipped(console: Console, skipped: Sequence[Skipped]) -> None:
    """Name the files that were left out, each with its reason."""
    for item in skipped:
        line = f"{report_words.SKIPPED}: {item.path}: {skip_reason(item)}"
        say(console, (line, "yellow"))


def show_answer(console: Console, answer: Answer) -> None:
    """Print an answer, and where each quote comes from."""
    spans = _answering(answer)
    say(console, *_bold_within(answer.text, answer.citations, spans))
    if not answer.citations:
        return
    say(console, "")
    if answer.mode == "llm":  # the other answers are made of their quotes
        say(console, (words.QUOTES, "dim"))
        for citation in answer.citations:
            line = f"[{citation.n}] {quote_marks(citation.quote)}"
            say(console, *_bold_within(line, [citation], [spans[citation.n - 1]]))
        say(console, "")
    say(console, (words.SOURCES, "dim"))
    numbers: dict[str, str] = {}
    for citation in answer.citations:
        name = _named(citation.article)
        numbers[name] = f"{numbers.get(name, '')}[{citation.n}]"
    for name, cited in numbers.items():
        say(console, (f"{cited} {name}", "dim"))


def _answering(answer: Answer) -> Sequence[Sequence[Span]]:
    """Return for each quote the words that likely answer."""
    if not answer.citations or answer.turn is None:
        return [() for _ in answer.citations]
    from rag.spans import spans_of_all

    quotes = [citation.quote for citation in answer.citations]
    return spans_of_all(answer.turn.question, quotes, [c.article.id for c in answer.citations])


def _bold_within(
    text: str, citations: Sequence[Citation], spans: Sequence[Sequence[Span]]
) -> Iterator[str | tuple[str, str]]:
    """Yield a text that holds quotes, with what likely answers in bold."""
    done = end = 0
    for citation, found in zip(citations, spans, strict=True):
        # With its number: the lead may name an article by the words that are quoted.
        at = text.find(f"{quote_marks(citation.quote)} [{citation.n}]", end) + 1
        if not at:
            at = text.find(citation.quote, end)
        if at < 0:
            continue
        for first, last in found:
            yield text[done : at + first]
            yield text[at + first : at + last], "bold"
            done = at + last
        end = at + len(citation.quote)
    yield text[done:]


def show_sources(console: Console, answer: Answer) -> None:
    """Print the quotes in their surroundings, with all that is known of their articles."""
    from bot.context import excerpts

    for excerpt in excerpts(answer.citations):
        cited = [piece.cited for piece in excerpt if piece.cited]
        _show_head(console, cited)
        say(console, "")
        say(console, *(_piece(piece, numbered=len(cited) > 1) for piece in excerpt))
        say(console, "")


def _piece(piece: Piece, *, numbered: bool) -> tuple[str, str]:
    if piece.cited is None:
        return piece.text, "dim"
    return piece.text.join(_QUOTE_MARKS) + (f" [{piece.cited.n}]" if numbered else ""), "bold"


def _show_head(console: Console, citations: Sequence[Citation]) -> None:
    article = citations[0].article
    numbers = "".join(f"[{citation.n}]" for citation in citations)
    say(console, (f"{numbers} {article.title}", "bold cyan"))
    known = {
        "date": day(article.date),
        "source": article.source,
        "author": article.author,
        "url": article.url,
        "path": article.path,
        "article_id": f"{article.id} " + ", ".join(f"[{citation.start}–{citation.end}]" for citation in citations),
    }
    for field, value in known.items():
        if value:
            say(console, f"    {words.LABELS[field]}: {value}")


def _named(article: Article) -> str:
    told = " · ".join(part for part in (byline(article), article.path) if part)
    return f"{article.title} ({told})"


def show_article(console: Console, article: Article) -> None:
    """Print an article's text as it is on stdout, and what is known of it on stderr."""
    say(errors_console(), (titled(article), "bold"))
    say(errors_console(), (f"{byline(article)} · {article.path}".removeprefix(" · "), "dim"))
    if console.is_terminal:
        say(console, article.text)
    else:
        console.file.write(article.text + "\n")


def show_articles(console: Console, articles: Sequence[Article]) -> None:
    """Print a table of the articles; tabs between the columns where it goes elsewhere."""
    rows = [
        (article.id, day(article.date), article.title, article.source or "", words.KINDS[article.kind])
        for article in articles
    ]
    if not console.is_terminal:
        for row in rows:
            console.file.write("\t".join(re.sub(r"\s+", " ", visible(cell)) for cell in row) + "\n")
        return
    table = Table(*words.ARTICLE_COLUMNS)
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    console.print(table)


def show_ranking(console: Console, ranking: Ranking, limit: int) -> None:
    """Print the best articles and sentences with their scores."""
    if not ranking.articles:
        say(console, words.NOTHING_FOUND)
        return
    say(console, (words.BEST_ARTICLES, "bold"))
    for place, article in enumerate(ranking.articles[:limit], start=1):
        say(console, f"{place:>3}. {decimal(article.score, 3)}  {article.article.id}  {article.article.title}")
    say(console, "")
    say(console, (words.BEST_SENTENCES, "bold"))
    for place, hit in enumerate(ranking.hits[:limit], start=1):
        where = f"{hit.sentence.article_id} [{hit.sentence.start}–{hit.sentence.end}]"
        say(console, f"{place:>3}. {words.scores(hit.score, hit.dense, hit.lexical)}  ", (where, "dim"))
        say(console, f"     {' '.join(hit.sentence.text.split())}")


def show_debug(ranking: Ranking, answer: Answer) -> None:
    """Print on stderr the hits behind an answer, and where its time went."""
    console = errors_console()
    table = Table(*words.HIT_COLUMNS)
    for place, hit in enumerate(ranking.hits[:10], start=1):
        scores = (decimal(score, 3) for score in (hit.score, hit.dense, hit.lexical))
        where = f"{hit.sentence.article_id}:{hit.sentence.index}"
        table.add_row(str(place), *scores, where, Text(visible(hit.sentence.text)))
    console.print(table)
    if answer.writing is not None:
        _show_writing(console, answer.writing)
    say(console, (" · ".join(words.timing(name, spent) for name, spent in answer.timings_ms.items()), "dim"))


def _show_writing(console: Console, writing: Writing) -> None:
    """Print what a model had to do with an answer, and what of it nobody is shown."""
    say(console, (writing_words.wrote(writing.model, writing.prompt_tokens, writing.completion_tokens), "dim"))
    for dropped in writing.dropped:
        reason = writing_words.REASONS.get(dropped.reason, dropped.reason)
        say(console, (f"✗ {reason}{f' ({dropped.detail})' if dropped.detail else ''}: ", "yellow"), dropped.text)
    if writing.problem is not None:
        say(console, (writing_words.not_written(writing.problem), "yellow"))
