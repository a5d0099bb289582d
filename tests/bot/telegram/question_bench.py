"""Questions over a real store, the fake server and a scripted engine, without the process around them."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, cast

from bot.settings import BotSettings, Settings
from bot.store import Store, StoredUpdate
from bot.store.clock import utc_now
from bot.telegram.client import Client
from bot.telegram.incoming import Me, read
from bot.telegram.questions import Questions
from bot.telegram.quota import Quota
from bot.telegram.sending import Sender
from bot.telegram.services import Services
from rag.engine import Engine
from rag.settings import RagSettings
from tests.bot.telegram.admin_bench import NoPace
from tests.fake_engine import FakeEngine
from tests.fake_telegram import FakeTelegram, Sent
from tests.fake_telegram_chats import Chat


class QuestionBench:
    """Members who ask, and the part of the bot that answers them."""

    def __init__(self, telegram: FakeTelegram, folder: Path, engine: FakeEngine, **rag: Any) -> None:
        self.telegram = telegram
        self.engine = engine
        self.tasks: list[asyncio.Task[Any]] = []
        given: dict[str, Any] = {"telegram_bot_token": telegram.token, "telegram_api_url": telegram.url}
        model: dict[str, Any] = {"openai_model": "fake", "openai_api_key": "key", "data_dir": folder}
        settings = Settings(RagSettings(**(model | rag)), BotSettings(**given))
        self._client = Client.create(settings.bot)
        self.store = Store.open(f"sqlite:///{folder / 'bot.sqlite3'}", salt=b"x" * 32)
        self.services = Services(
            settings=settings,
            me=Me(int(telegram.token.split(":")[0]), "congdoan_bot"),
            bot=self._client.bot,
            quiet=self._client.quiet,
            store=self.store,
            engine=cast("Engine", engine),
            sender=Sender(self._client, NoPace()),
            spawn=self._spawn,
        )
        self.services.opened.set()
        self.questions = Questions(self.services, Quota())

    def _spawn(self, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[None]:
        task: asyncio.Task[Any] = asyncio.create_task(coroutine)
        self.tasks.append(task)
        return task

    async def ask(self, chat: Chat, text: str = "Hội thảo ở đâu?", *, attempts: int = 0) -> Sent:
        """Let somebody ask; return the answer once it is sent, whatever still runs beside it."""
        asked = chat.says(text)
        return await self.answer(asked.update_id, attempts=attempts)

    async def answer(self, update_id: int, *, attempts: int = 0) -> Sent:
        """Answer an update that waits on the server."""
        raw = self.telegram.state.updates[update_id]
        incoming = read(raw, self.services.bot, self.services.me)
        assert incoming is not None
        update = StoredUpdate(update_id, "", "", utc_now(), attempts, sending=False)
        await self.questions.answer(incoming, update)
        return next(sent for sent in self.telegram.sent() if sent.replies_to == incoming.message_id)

    async def settle(self) -> None:
        """Wait for what runs in the background."""
        while self.tasks:
            await self.tasks.pop()

    async def close(self) -> None:
        """Release everything."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self._client.close()
        self.store.close()
        for threads in (self.services.threads, self.services.writers):
            threads.shutdown(cancel_futures=True)
