"""Answers as they are kept, and what is shown of them. Fresh or stored, an answer is shown from its record."""

from __future__ import annotations

from datetime import date

from bot import telegram_words as words
from bot.store import AnswerContent, AnswerRecord, Quoted, Suggested, Tally, Vote
from bot.telegram import render
from bot.telegram.highlight import answering
from bot.telegram.outgoing import Button, Outgoing, Rows
from bot.telegram.quoted import Quoted as Shown
from rag.answer import Answer, Mode
from rag.article import Article, ArticleKind

VOTE, PASSAGES, CONTEXT, RELATED = "v", "p", "c", "r"  # what a button's data starts with


def content(
    answer: Answer, asked: str, resolved: str, generation: str, milliseconds: float, *, note: str = ""
) -> AnswerContent:
    """Return all of an answer that is kept.

    Args:
        answer: The engine's.
        asked: The question as typed.
        resolved: The question with what it left out.
        generation: What it was answered from.
        milliseconds: From receipt to answer.
        note: A word below it.
    """
    return AnswerContent(
        question=asked,
        resolved=resolved,
        mode=answer.mode.value,
        text=answer.text,
        generation=generation,
        citations=tuple(Quoted.of(citation) for citation in answer.citations),
        suggestions=tuple(Suggested.of(article) for article in answer.suggestions),
        timings_ms={**answer.timings_ms, "total": round(milliseconds, 2)},
        note=note,
    )


def shown(record: AnswerRecord) -> tuple[Outgoing, ...]:
    """Return the messages of an answer, with its buttons."""
    kept, rows = record.content, buttons(record)
    if kept.citations:
        return render.quotes_answer(kept.text, Mode(kept.mode), quotes(kept), rows, kept.note)
    if kept.mode == Mode.REFUSAL:
        return render.refusal(kept.text, [_titled(suggested) for suggested in kept.suggestions], rows)
    return render.text(kept.text, rows)


def buttons(record: AnswerRecord, vote: Vote | None = None, tally: Tally | None = None) -> Rows:
    """Return the buttons below an answer; `vote` is marked, and in a group `tally` is shown."""
    if record.content.mode == Mode.SMALLTALK:
        return ()
    up = _vote_text(words.UP, vote is Vote.UP, tally.up if tally else 0)
    down = _vote_text(words.DOWN, vote is Vote.DOWN, tally.down if tally else 0)
    number = record.id
    votes = (Button(up, f"{VOTE}:{number}:1"), Button(down, f"{VOTE}:{number}:-1"))
    if not record.content.citations:
        return (votes,)
    more = (
        Button(words.OTHER_PASSAGES_BUTTON, f"{PASSAGES}:{number}"),
        Button(words.CONTEXT_BUTTON, f"{CONTEXT}:{number}:1"),
    )
    return (votes, more, (Button(words.RELATED_BUTTON, f"{RELATED}:{number}"),))


def context_buttons(record: AnswerRecord, shown_now: int) -> Rows:
    """Return buttons for the context of the answer's other quotes."""
    others = [n for n in range(1, len(record.content.citations) + 1) if n != shown_now]
    row = tuple(Button(f"{words.CONTEXT_BUTTON} [{n}]", f"{CONTEXT}:{record.id}:{n}") for n in others)
    return tuple(row[start : start + 2] for start in range(0, len(row), 2))


def quotes(kept: AnswerContent) -> list[Shown]:
    """Return an answer's quotes, as rendering takes them."""
    spans = answering(kept.resolved, [q.quote for q in kept.citations], [q.article_id for q in kept.citations])
    return [
        Shown(n, quoted.quote, article_of(quoted), found)
        for n, (quoted, found) in enumerate(zip(kept.citations, spans, strict=True), start=1)
    ]


def article_of(quoted: Quoted) -> Article:
    """Return the article of a stored quote, without its text."""
    return Article(
        id=quoted.article_id,
        title=quoted.title,
        date=date.fromisoformat(quoted.date) if quoted.date else None,
        source=quoted.source or None,
        author=None,
        url=quoted.url or None,
        path=quoted.path,
        kind=ArticleKind(quoted.kind),
        text="",
    )


def _titled(suggested: Suggested) -> Article:
    return Article(suggested.article_id, suggested.title, None, None, None, None, "", ArticleKind.ARTICLE, "")


def _vote_text(sign: str, chosen: bool, count: int) -> str:
    return " ".join(part for part in (sign, str(count) if count else "", words.CHOSEN if chosen else "") if part)
