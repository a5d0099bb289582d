"""Listens for the updates that Telegram posts; each is stored before it is answered with 200."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import re
from urllib.parse import urlsplit

from telegram.error import InvalidToken, TelegramError
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot import telegram_words as words
from bot.settings import BotSettings
from bot.store import StoreError
from bot.telegram.client import Client
from bot.telegram.intake import Intake
from bot.telegram.polling import WANTED
from bot.usage import CommandError

_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_LARGEST = 1_000_000  # bytes of an update
_LONGEST_PAUSE = 30.0

_log = logging.getLogger(__name__)


class _Handler(RequestHandler):
    def initialize(self, intake: Intake, secret: str) -> None:
        self._intake = intake
        self._secret = secret

    async def post(self) -> None:
        given = self.request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            _log.warning("a post to the webhook without the right secret was turned away")
            self.send_error(403)
            return
        try:
            update = json.loads(self.request.body)
        except ValueError:
            self.send_error(400)
            return
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            self.send_error(400)
            return
        try:
            if await self._intake.full():
                self.send_error(503)
                return
            await self._intake.take([update])
        except StoreError as error:
            _log.error("an update can't be stored (%s); Telegram will send it again", error)
            self.send_error(503)

    def log_exception(self, *_: object) -> None:
        _log.error("the webhook failed", exc_info=True)

    def write_error(self, status_code: int, **_: object) -> None:
        self.finish()


async def listen(client: Client, intake: Intake, settings: BotSettings) -> None:
    """Take updates in until cancelled.

    Raises:
        CommandError: the address can't be listened on.
    """
    shared = secret(settings)
    address, _, port = settings.telegram_webhook_listen.rpartition(":")
    path = urlsplit(str(settings.telegram_webhook_url)).path or "/"
    routes = [(re.escape(path.rstrip("/")) + "/?", _Handler, {"intake": intake, "secret": shared})]
    server = HTTPServer(Application(routes, log_function=lambda _: None), max_buffer_size=_LARGEST)
    try:
        server.listen(int(port), address.strip("[]"))
    except (OSError, OverflowError) as error:  # taken, not of this machine, forbidden, no port at all
        _log.debug("the webhook can't listen", exc_info=True)
        raise CommandError(words.cannot_listen(settings.telegram_webhook_listen)) from error
    _log.info("webhook listens on %s", settings.telegram_webhook_listen)
    try:
        await _announce(client, settings, shared)
        await asyncio.Event().wait()
    finally:
        server.stop()
        await server.close_all_connections()


def secret(settings: BotSettings) -> str:
    """Return what Telegram is to send along. Where none is set one is derived, the same in every replica."""
    if settings.telegram_webhook_secret is not None:
        return settings.telegram_webhook_secret.get_secret_value()
    token = settings.telegram_bot_token.get_secret_value() if settings.telegram_bot_token else ""
    return hmac.new(token.encode(), b"webhook", "sha256").hexdigest()


async def _announce(client: Client, settings: BotSettings, secret: str) -> None:
    pause = 1.0
    while True:
        try:
            await client.bot.set_webhook(
                str(settings.telegram_webhook_url), secret_token=secret, allowed_updates=list(WANTED)
            )
        except InvalidToken:
            raise
        except TelegramError as error:
            _log.warning("the webhook can't be set (%s); again in %.0f s", error, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        else:
            return
