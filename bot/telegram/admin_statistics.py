"""/thongke and /chuatraloi, and the weekly digest: what members ask, and what the articles don't answer."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

from bot import telegram_admin_words as words
from bot.store import Store, StoreError
from bot.store.clock import VIETNAM, utc_now
from bot.telegram import admin_figures, chart
from bot.telegram.admin_figures import Index, Model
from bot.telegram.admin_likeness import Group, grouped
from bot.telegram.admin_talk import key_of, page_number, page_rows, say, tell, turn
from bot.telegram.client import quietly
from bot.telegram.incoming import Incoming
from bot.telegram.outgoing import Place
from bot.telegram.sending import BlockedError, LaterError, UndeliverableError
from bot.telegram.services import Services
from rag.engine import Engine
from rag.errors import NoGenerationError
from rag.settings import RagSettings
from rag.text.vietnamese import fold

UNANSWERED_PAGE = "page"  # action of the buttons that turn the pages of /chuatraloi
_DAYS = 30
_MOST_QUESTIONS = 500  # that are grouped
_UPLOAD = 30.0  # seconds for the picture

_WEEK = 7
_MONDAY, _HOUR = 0, 8  # when the digest goes out, in Vietnam
_LATEST = timedelta(days=1)  # a bot that was off at that time still sends it so much later
_KEPT = 30 * 86_400.0  # seconds that it is remembered which digest was sent
_LOOK = 60.0  # seconds between two looks at the clock
_DIGEST, _OFF = "digest", "digest-off"

_log = logging.getLogger(__name__)


# -- /thongke -------------------------------------------------------------------------------------------------


async def statistics_command(services: Services, incoming: Incoming) -> None:
    """Send the figures, and a picture of the last days where there is something to draw."""
    figures = await services.stored(services.store.statistics.summary, _DAYS)
    index = await asyncio.to_thread(_index, services.engine)
    await say(services, incoming, admin_figures.statistics(index, figures, _model(services.settings.rag)))
    picture = await asyncio.to_thread(chart.days_chart, figures.days)
    if picture is not None:
        # Not waited for by the admin's next message, and the figures are there without it.
        services.spawn(_send_picture(services, incoming, picture))


async def _send_picture(services: Services, incoming: Incoming, picture: bytes) -> None:
    await quietly(
        services.bot.send_photo(
            incoming.place.chat_id,
            picture,
            caption=words.chart_title(_DAYS),
            message_thread_id=incoming.place.thread_id,
            filename="thong-ke.png",
            write_timeout=_UPLOAD,
            read_timeout=_UPLOAD,
        )
    )


def _model(settings: RagSettings) -> Model | None:
    name = settings.openai_model
    return Model(name, settings.openai_daily_tokens) if settings.writes and name else None


def _index(engine: Engine) -> Index:
    try:
        return Index.of(engine.manifest(), engine.articles())
    except NoGenerationError:
        return Index()


# -- /chuatraloi ----------------------------------------------------------------------------------------------


async def unanswered_command(services: Services, incoming: Incoming) -> None:
    """Show the questions without an answer."""
    await unanswered_page(services, incoming, "1")


async def unanswered_page(services: Services, incoming: Incoming, argument: str) -> None:
    """Show a page of them."""
    groups = await services.stored(_groups, services.store)
    pages = admin_figures.pages(groups)
    page = min(max(page_number(argument), 1), pages)
    rows = page_rows(UNANSWERED_PAGE, page, pages)
    await turn(services, incoming, admin_figures.unanswered(groups, page, rows))


def _groups(store: Store, since: datetime | None = None) -> tuple[Group, ...]:
    questions = store.statistics.unanswered(_MOST_QUESTIONS)
    return grouped(question for question in questions if since is None or question.last_asked >= since)


# -- the weekly digest ----------------------------------------------------------------------------------------


async def digest_command(services: Services, incoming: Incoming) -> None:
    """Switch the digest on or off for an admin, or say which it is."""
    shelf, key = services.store.shelf, key_of(services, incoming.user_id)
    match fold(incoming.text).strip():
        case "tat":
            await services.stored(shelf.put, _OFF, key, True)
            await tell(services, incoming, words.DIGEST_OFF)
        case "bat":
            await services.stored(shelf.drop, _OFF, key)
            await tell(services, incoming, words.DIGEST_ON)
        case _:
            off = await services.stored(shelf.get, _OFF, key)
            await tell(services, incoming, words.DIGEST_NOW_OFF if off else words.DIGEST_NOW_ON)


def due(now: datetime) -> str | None:
    """Return the ISO week whose digest is to be sent at `now`, or None.

    It is due from Monday 08:00 in Vietnam for a day, so that a bot that was off then still sends it, and one that is
    set up in the middle of a week does not begin with a digest.
    """
    there = now.astimezone(VIETNAM)
    monday = there.replace(hour=_HOUR, minute=0, second=0, microsecond=0) - timedelta(days=there.weekday() - _MONDAY)
    return f"{there:%G-W%V}" if monday <= there < monday + _LATEST else None


async def digests(services: Services) -> None:
    """Send each digest when it is due, for as long as the bot runs."""
    while True:
        try:
            if (week := due(utc_now())) is not None:
                await send_digest(services, week)
        except StoreError:
            _log.exception("the digest can't be made")
        await asyncio.sleep(_LOOK)


async def send_digest(services: Services, week: str) -> None:
    """Send a week's digest to each admin who wants it and hasn't got it."""
    store = services.store
    for admin in services.settings.bot.telegram_admin_ids:
        key = key_of(services, admin)
        if await services.stored(store.shelf.get, _OFF, key):
            continue
        # Noted first: after a kill in between it is rather missing than there twice.
        if not await services.stored(store.shelf.once, _DIGEST, f"{week}:{key}", seconds=_KEPT):
            continue
        figures = await services.stored(store.statistics.summary, _WEEK)
        groups = await services.stored(_groups, store, utc_now() - timedelta(days=_WEEK))
        try:
            await services.sender.send(Place(admin), admin_figures.digest(figures, groups))
        except LaterError as error:
            _log.warning("a digest can't be sent now: %s", error)
            await services.stored(store.shelf.drop, _DIGEST, f"{week}:{key}")
        except (BlockedError, UndeliverableError) as error:
            _log.warning("a digest can't be sent: %s", error)
