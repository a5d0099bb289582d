"""What members can type besides questions: /start, /trogiup, /baiviet, /nguon, /moi, /xoadulieu."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType

from bot import telegram_words as words
from bot.telegram import records, render
from bot.telegram.incoming import Incoming
from bot.telegram.outgoing import Button, Outgoing, Rows
from bot.telegram.questions import talk_of
from bot.telegram.services import Services
from rag.errors import NoGenerationError

LIST, FORGET, KEEP = "l", "f", "k"  # what a button's data starts with
CONFIRM_WITHIN = 3_600.0  # seconds


async def command(services: Services, incoming: Incoming) -> None:
    """Carry out a command; one that there isn't is told so in a private chat."""
    carry_out = _COMMANDS.get(incoming.command)
    if carry_out is not None:
        await carry_out(services, incoming)
    elif incoming.place.private:
        await _reply(services, incoming, render.text(words.UNKNOWN_COMMAND))


async def _start(services: Services, incoming: Incoming) -> None:
    await _reply(services, incoming, render.text(words.START))


async def _help(services: Services, incoming: Incoming) -> None:
    await _reply(services, incoming, render.text(words.HELP))


async def _articles(services: Services, incoming: Incoming) -> None:
    await _reply(services, incoming, (await page_of_articles(services, 1),))


async def page_of_articles(services: Services, page: int) -> Outgoing:
    """Return a page of the list of all articles, with buttons to those beside it."""
    try:
        articles = await services.think(services.engine.articles)
    except NoGenerationError:
        articles = ()
    pages = render.pages(len(articles))
    page = min(max(page, 1), pages)
    ways = ((page - 1, words.PREVIOUS_PAGE), (page + 1, words.NEXT_PAGE))
    row = tuple(Button(text, f"{LIST}:{to}") for to, text in ways if 1 <= to <= pages)
    return render.articles_page(articles, page, (row,) if row else ())


async def _sources(services: Services, incoming: Incoming) -> None:
    store = services.store
    turns = await services.stored(store.talks.turns, talk_of(incoming), 1)
    number = turns[-1].answer_id if turns else None
    record = await services.stored(store.answers.get, number) if number is not None else None
    if record is None:
        await _reply(services, incoming, render.text(words.NO_SOURCES))
    elif not record.content.citations:
        await _reply(services, incoming, render.text(words.NOT_ANSWERED))
    else:
        await _reply(services, incoming, render.sources(records.quotes(record.content)))


async def _afresh(services: Services, incoming: Incoming) -> None:
    await services.stored(services.store.talks.start_afresh, talk_of(incoming))
    await _reply(services, incoming, render.text(words.NEW_TALK))


async def _forget(services: Services, incoming: Incoming) -> None:
    token = await services.stored(
        services.store.shelf.put_pending, "forget", {}, seconds=CONFIRM_WITHIN, user_id=incoming.user_id
    )
    rows: Rows = (
        (Button(words.FORGET_BUTTON, f"{FORGET}:{token}"),),
        (Button(words.KEEP_BUTTON, f"{KEEP}:{token}"),),
    )
    await _reply(services, incoming, render.text(words.FORGET, rows))


async def _reply(services: Services, incoming: Incoming, messages: Sequence[Outgoing]) -> None:
    await services.sender.send(incoming.place, messages, reply_to=incoming.message_id)


_COMMANDS: Mapping[str, Callable[[Services, Incoming], Awaitable[None]]] = MappingProxyType(
    {
        "start": _start,
        "trogiup": _help,
        "help": _help,
        "baiviet": _articles,
        "nguon": _sources,
        "moi": _afresh,
        "xoadulieu": _forget,
    }
)
