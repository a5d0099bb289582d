"""The Bot API as the bot calls it: addresses, timeouts, and pools of connections.

What must arrive and what merely decorates never wait for each other: a hanging "typing" can't take the connection
that an answer needs.
"""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest, HTTPXRequest

from bot.settings import BotSettings
from bot.telegram.incoming import Me

_CONNECTIONS = 64  # answers that are on their way at once
_QUIET_CONNECTIONS = 32
_LONGEST_PAUSE = 30.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, repr=False)  # the repr of a Bot holds its token
class Client:
    """The bot for what must arrive, and the one for decoration, of short patience."""

    bot: Bot
    quiet: Bot
    requests: tuple[HTTPXRequest, ...]

    @classmethod
    def create(cls, settings: BotSettings) -> Client:
        """Make both; nothing is sent yet."""
        if settings.telegram_bot_token is None:
            raise ValueError("no token")
        # `do_api_request` recommends the typed method wherever there is one; raw answers are wanted on purpose.
        warnings.filterwarnings("ignore", message="Please use 'Bot\\.")
        token = settings.telegram_bot_token.get_secret_value()
        url = str(settings.telegram_api_url).rstrip("/")
        polling, sending, quiet = _request(2, 10.0), _request(_CONNECTIONS, 15.0), _request(_QUIET_CONNECTIONS, 4.0)

        def bot(request: HTTPXRequest) -> Bot:
            return Bot(token, f"{url}/bot", f"{url}/file/bot", request=request, get_updates_request=polling)

        return cls(bot(sending), bot(quiet), (polling, sending, quiet))

    async def connect(self) -> Me:
        """Reach Telegram, however long that takes; return who the bot is.

        Raises:
            InvalidToken: Telegram doesn't know the token.
        """
        pause = 1.0
        while True:
            try:
                found = await self.call("getMe", {})
                me = Me(int(found["id"]), str(found["username"]))
            except InvalidToken:
                raise
            except (TelegramError, KeyError, TypeError) as error:
                _log.warning("Telegram can't be reached (%s); next try in %.0f s", error, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
            else:
                _log.info("connected to Telegram as @%s", me.username)
                return me

    async def call(self, method: str, params: Mapping[str, Any], *, read_timeout: float | None = None) -> Any:
        """Call a method; its answer as it came, so that a server that leaves fields out costs nothing.

        Raises:
            TelegramError: whatever went wrong.
        """
        given = {name: value for name, value in params.items() if value is not None}
        patience = BaseRequest.DEFAULT_NONE if read_timeout is None else read_timeout
        try:
            return await self.bot.do_api_request(method, given, read_timeout=patience)
        except (KeyError, TypeError) as error:  # JSON, but not of the Bot API's form
            raise TelegramError(f"{method}: the server's answer makes no sense") from error

    async def close(self) -> None:
        """Close all connections."""
        for request in self.requests:
            await request.shutdown()


def _request(connections: int, timeout: float) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=min(timeout, 10.0),
        read_timeout=timeout,
        write_timeout=timeout,
        pool_timeout=timeout,
    )


async def quietly(call: Awaitable[object]) -> None:
    """Wait for a call that only decorates; its failure is worth a line for who looks closely."""
    try:
        await call
    except TelegramError as error:
        _log.debug("left out: %s", error)
