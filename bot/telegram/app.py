"""The bot as a process: wired, started, and stopped so that nothing is lost.

Telegram may be away at the start, and the first index may take minutes: questions are taken in as soon as there is
somebody to take them from, and answered as soon as there is something to answer them with.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator

from telegram.error import InvalidToken

from bot import error_words, telegram_words
from bot.settings import Settings
from bot.store import Store, StoreError, open_store
from bot.telegram import admin
from bot.telegram.client import Client
from bot.telegram.dispatch import Dispatch
from bot.telegram.incoming import Me
from bot.telegram.intake import Intake
from bot.telegram.lanes import Lanes
from bot.telegram.masking import mask
from bot.telegram.menus import set_menus
from bot.telegram.pace import Pace
from bot.telegram.polling import poll
from bot.telegram.questions import Questions
from bot.telegram.quota import Quota
from bot.telegram.sending import Sender
from bot.telegram.services import Background, Services
from bot.telegram.upkeep import keep_tidy
from bot.telegram.webhook import listen, secret
from bot.usage import CommandError
from bot.words import ANSWER_WORDING
from rag.engine import Engine
from rag.errors import RagError

_SLOTS = 64  # updates worked on at once; engine threads are fewer
_LEAVE_WITHIN = 7.0  # seconds for what runs when the bot is told to stop: process managers kill after ten
_WARM_UP = "công đoàn"

_log = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    """Run the bot until SIGTERM or Ctrl-C.

    Raises:
        CommandError: Telegram doesn't know the token, the state can't be opened or the webhook can't listen.
    """
    bot = settings.bot
    tokens = (bot.telegram_bot_token, bot.telegram_webhook_secret, bot.database_url, settings.rag.openai_api_key)
    mask([*(token.get_secret_value() for token in tokens if token is not None), secret(bot)])
    try:
        store = open_store(settings)
    except StoreError as error:
        _log.debug("the state can't be opened", exc_info=True)
        raise CommandError(telegram_words.state_failed(error.reason)) from error
    try:
        asyncio.run(_main(settings, store))
    except InvalidToken as error:
        raise CommandError(telegram_words.REFUSED_BY_TELEGRAM) from error
    finally:
        store.close()
    logging.shutdown()
    # A thread that still thinks about a question of long ago must not keep the process.
    os._exit(0)


async def _main(settings: Settings, store: Store) -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    client = Client.create(settings.bot)
    stopping = asyncio.create_task(told.wait())
    connecting = asyncio.create_task(client.connect())
    engine = Engine.create(settings.rag, ANSWER_WORDING)
    try:
        await asyncio.wait({connecting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if connecting.done():
            async with _serving(settings, store, client, engine, connecting.result()) as failed:
                await asyncio.wait({failed, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if failed.done():
                    failed.result()
            _log.info("stopped")
    finally:
        connecting.cancel()
        stopping.cancel()
        await client.close()
        engine.close()


@contextlib.asynccontextmanager
async def _serving(
    settings: Settings, store: Store, client: Client, engine: Engine, me: Me
) -> AsyncIterator[asyncio.Task[None]]:
    """Serve; lend the task that takes updates in, which ends only by failing."""
    background = Background()
    services = Services(
        settings=settings,
        me=me,
        bot=client.bot,
        quiet=client.quiet,
        store=store,
        engine=engine,
        sender=Sender(client, Pace()),
        spawn=background.spawn,
    )
    worker = socket.gethostname()
    if settings.bot.telegram_webhook_url is not None:
        worker = f"{worker} {settings.bot.telegram_webhook_listen}"
    dispatch = Dispatch(services, Questions(services, Quota()), worker)
    lanes = Lanes(store, worker, dispatch.work, slots=_SLOTS)
    intake = Intake(store, client.bot, me, lanes.wake)
    background.spawn(_open(services))
    background.spawn(set_menus(client.quiet, settings.bot.telegram_admin_ids, admin.COMMANDS))
    for job in (keep_tidy(services), *admin.jobs(services)):
        background.spawn(job)
    working = asyncio.create_task(lanes.run())
    taking = asyncio.create_task(
        listen(client, intake, settings.bot) if settings.bot.telegram_webhook_url else poll(client, intake)
    )
    try:
        yield taking
    finally:
        _log.info("stopping: no more updates are taken, what is being answered is finished")
        for task in (taking, working):
            task.cancel()
        await asyncio.wait({taking, working}, timeout=2.0)
        await lanes.finish(_LEAVE_WITHIN)
        await background.stop()
        for threads in (services.threads, services.writers):
            threads.shutdown(wait=False, cancel_futures=True)


async def _open(services: Services) -> None:
    """Make the engine ready; without articles the bot still runs, so that an admin can send some."""

    def prepare() -> None:
        engine = services.engine
        report = engine.ensure()
        if report is not None:
            _log.info("indexed %d articles in %.1f s", len(report.plan.corpus.articles), report.seconds)
        for found in engine.take_notices():
            _log.warning(error_words.fallback(found.error, found.remedy))
        engine.search(_WARM_UP)  # the first question shouldn't wait for the model to load
        _log.info("ready to answer")

    try:
        await asyncio.get_running_loop().run_in_executor(services.threads, prepare)
    except RagError as error:
        _log.error("no articles to answer from: %s", error_words.explain(error))
    finally:
        services.opened.set()
    await services.write(services.engine.prepare)  # beside the first questions: quotes needn't wait for it
