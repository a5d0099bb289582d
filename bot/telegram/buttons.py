"""What happens when a button is pressed: of an old answer, by anybody, after whatever reload, it is never an error.

A button's data names the answer, and the answer's record has its words: what is shown is what was quoted.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from bot import telegram_words as words
from bot.context import surroundings
from bot.store import AnswerRecord, Store, Vote
from bot.store.inbox import REPEATS
from bot.telegram import commands, records, render
from bot.telegram.alternatives import other_passages, related_articles
from bot.telegram.client import quietly
from bot.telegram.incoming import Incoming, Kind
from bot.telegram.outgoing import Outgoing, Rows
from bot.telegram.quoted import Quoted
from bot.telegram.sending import keyboard
from bot.telegram.services import Services
from rag.answer import Citation
from rag.errors import ArticleNotFoundError, NoGenerationError

_PASSAGES = 3
_CAST, _NO_VOTE = "vote", 0  # the kind of what is kept of a press, and its value where a vote was taken back


async def press(services: Services, incoming: Incoming) -> None:
    """Do what the pressed button says; data that is none of ours is only acknowledged."""
    name, _, rest = incoming.data.partition(":")
    if (act := _OF_ANSWERS.get(name)) is not None:
        record = await _record(services, incoming, rest)
        if record is None:
            notice(services, incoming, words.TOO_OLD, alert=True)
        else:
            await act(services, incoming, record, rest.partition(":")[2])
    elif (plain := _OTHERS.get(name)) is not None:
        await plain(services, incoming, rest)
    else:
        notice(services, incoming)


async def _record(services: Services, incoming: Incoming, rest: str) -> AnswerRecord | None:
    number = rest.partition(":")[0]
    if not number.isdecimal() or len(number) > 18:
        return None
    record = await services.stored(services.store.answers.get, int(number))
    same_chat = record is not None and record.chat == services.store.pseudonyms.chat(incoming.place.chat_id)
    return record if same_chat else None


def is_about_own_data(incoming: Incoming) -> bool:
    """Tell whether a press confirms, or takes back, that a person's data is deleted."""
    return incoming.kind is Kind.PRESS and incoming.data.partition(":")[0] in {commands.FORGET, commands.KEEP}


def notice(services: Services, incoming: Incoming, text: str | None = None, *, alert: bool = False) -> None:
    """Stop the button's little clock, with a word or without; a failure of that costs nothing."""
    call = services.quiet.answer_callback_query(incoming.query_id, text, show_alert=alert or None)
    services.spawn(quietly(call))


# -- below an answer ------------------------------------------------------------------------------------------


async def _vote(services: Services, incoming: Incoming, record: AnswerRecord, rest: str) -> None:
    if rest not in {"1", "-1"}:
        notice(services, incoming)
        return
    now = await services.stored(_cast, services.store, incoming, record.id, Vote(int(rest)))
    said = {Vote.UP: words.VOTED_UP, Vote.DOWN: words.VOTED_DOWN, None: words.VOTE_WITHDRAWN}[now]
    notice(services, incoming, said)
    if incoming.place.private:
        rows = records.buttons(record, now)
    else:  # whose vote it is shows only in a chat of two
        rows = records.buttons(record, None, await services.stored(services.store.answers.tally, record.id))
    _redraw(services, incoming, rows)


def _cast(store: Store, incoming: Incoming, answer_id: int, pressed: Vote) -> Vote | None:
    """Vote, or take the vote back when the same button is pressed again; return the vote that then holds.

    What a press comes to is kept before it is done: handled again after a kill, it would undo itself.
    """
    before = store.answers.vote_of(answer_id, incoming.user_id)
    update = str(incoming.update_id)
    value = store.shelf.get(_CAST, update)
    if value is None:
        value = _NO_VOTE if before is pressed else pressed.value
        store.shelf.put(_CAST, update, value, seconds=REPEATS.total_seconds(), user_id=incoming.user_id)
    now = None if value == _NO_VOTE else Vote(value)
    store.answers.vote(answer_id, incoming.user_id, now)
    return now


async def _other_passages(services: Services, incoming: Incoming, record: AnswerRecord, _: str) -> None:
    notice(services, incoming)
    try:
        citations = await services.think(other_passages, services.engine, record.content, _PASSAGES)
    except NoGenerationError:
        citations = ()
    resolved = record.content.resolved
    await _send(services, incoming, render.passages(Quoted.all_of(citations, resolved)))


async def _context(services: Services, incoming: Incoming, record: AnswerRecord, rest: str) -> None:
    quotes = records.quotes(record.content)
    number = int(rest) if rest.isdecimal() and len(rest) < 4 else 0
    if not 1 <= number <= len(quotes):
        notice(services, incoming)
        return
    notice(services, incoming)
    quote, kept = quotes[number - 1], record.content.citations[number - 1]
    rows = records.context_buttons(record, number)
    try:
        article = await services.think(services.engine.article, kept.article_id)
    except (ArticleNotFoundError, NoGenerationError):
        article = None
    if article is None or article.text[kept.start : kept.end] != kept.quote:
        await _send(services, incoming, render.context_gone(quote, rows))
        return
    around = surroundings(Citation(number, article, kept.start, kept.end, kept.score))
    await _send(services, incoming, render.context(quote, around.before, around.after, rows))


async def _related(services: Services, incoming: Incoming, record: AnswerRecord, _: str) -> None:
    notice(services, incoming)
    try:
        articles = await services.think(related_articles, services.engine, record.content)
    except NoGenerationError:
        articles = ()
    await _send(services, incoming, render.related(articles))


async def _send(services: Services, incoming: Incoming, messages: tuple[Outgoing, ...]) -> None:
    await services.sender.send(incoming.place, messages, reply_to=incoming.message_id)


def _redraw(services: Services, incoming: Incoming, rows: Rows) -> None:
    call = services.quiet.do_api_request(
        "editMessageReplyMarkup",
        {"chat_id": incoming.place.chat_id, "message_id": incoming.message_id, "reply_markup": keyboard(rows)},
    )
    services.spawn(quietly(call))


# -- below other messages -------------------------------------------------------------------------------------


async def _turn_page(services: Services, incoming: Incoming, rest: str) -> None:
    notice(services, incoming)
    page = await commands.page_of_articles(services, int(rest) if rest.isdecimal() and len(rest) < 6 else 1)
    await services.sender.replace(incoming.place, incoming.message_id, page)


async def _forget(services: Services, incoming: Incoming, rest: str) -> None:
    store = services.store
    if await _confirmed(services, incoming, rest):
        async with services.turn(incoming.user_id):  # an answer that is being made would be stored afterwards
            removed = await services.stored(store.people.forget, incoming.user_id, handling=incoming.update_id)
        notice(services, incoming)
        told = removed.answers, removed.votes, removed.turns, removed.updates, removed.usage
        text = words.forgotten(removed.answers) if any(told) else words.NOTHING_STORED
        await services.sender.replace(incoming.place, incoming.message_id, *render.text(text))


async def _keep(services: Services, incoming: Incoming, rest: str) -> None:
    if await _confirmed(services, incoming, rest):
        await services.stored(services.store.shelf.take_pending, rest, "forget", user_id=incoming.user_id)
        notice(services, incoming)
        await services.sender.replace(incoming.place, incoming.message_id, *render.text(words.KEPT))


async def _confirmed(services: Services, incoming: Incoming, token: str) -> bool:
    shelf = services.store.shelf
    if await services.stored(shelf.pending, token, "forget", user_id=incoming.user_id) is not None:
        return True
    somebodys = await services.stored(shelf.pending, token, "forget") is not None
    notice(services, incoming, words.NOT_YOURS if somebodys else words.CONFIRMATION_EXPIRED, alert=True)
    return False


_OF_ANSWERS: Mapping[str, Callable[[Services, Incoming, AnswerRecord, str], Awaitable[None]]] = MappingProxyType(
    {
        records.VOTE: _vote,
        records.PASSAGES: _other_passages,
        records.CONTEXT: _context,
        records.RELATED: _related,
    }
)
_OTHERS: Mapping[str, Callable[[Services, Incoming, str], Awaitable[None]]] = MappingProxyType(
    {commands.LIST: _turn_page, commands.FORGET: _forget, commands.KEEP: _keep}
)
