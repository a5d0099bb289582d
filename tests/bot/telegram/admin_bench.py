"""The admins' handlers over a real store and engine and the fake server, without the process around them."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from bot.settings import BotSettings, Settings
from bot.store import Store
from bot.telegram import admin
from bot.telegram.client import Client
from bot.telegram.incoming import Kind, Me, read
from bot.telegram.outgoing import Place
from bot.telegram.pace import Pace
from bot.telegram.sending import Sender
from bot.telegram.services import Services
from rag.engine import Engine
from rag.settings import RagSettings
from tests.fake_telegram import FakeTelegram, Sent

LAN, BINH = 42, 43  # the admins
NEW = "Đại hội công đoàn cơ sở\n\nNgày 1/12/2026, công đoàn cơ sở tổ chức đại hội tại Đà Nẵng với 80 đại biểu."


class NoPace(Pace):
    async def wait(self, place: Place) -> None:
        pass


class Bench:
    """Two admins, and the bot that hears them."""

    def __init__(self, telegram: FakeTelegram, engine: Engine, rag: RagSettings, folder: Path) -> None:
        given: dict[str, Any] = {
            "telegram_bot_token": telegram.token,
            "telegram_api_url": telegram.url,
            "telegram_admin_ids": f"{LAN},{BINH}",
        }
        self.telegram = telegram
        self.rag = rag
        self.tasks: list[asyncio.Task[Any]] = []
        settings = Settings(rag, BotSettings(**given))
        client = Client.create(settings.bot)
        self.store = Store.open(f"sqlite:///{folder / 'bot.sqlite3'}", salt=b"x" * 32)
        self.services = Services(
            settings=settings,
            me=Me(int(telegram.token.split(":")[0]), "congdoan_bot"),
            bot=client.bot,
            quiet=client.quiet,
            store=self.store,
            engine=engine,
            sender=Sender(client, NoPace()),
            spawn=self._spawn,
        )
        self.services.opened.set()
        self._client = client
        self.lan = telegram.private(LAN, "Lan")
        self.binh = telegram.private(BINH, "Bình")

    def _spawn(self, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[None]:
        task: asyncio.Task[Any] = asyncio.create_task(coroutine)
        self.tasks.append(task)
        return task

    async def hear(self) -> list[Sent]:
        """Handle all that was said and pressed, with what it started; return what the bot sent."""
        before = len(self.telegram.sent())
        for number in sorted(self.telegram.state.updates):
            incoming = read(self.telegram.state.updates.pop(number), self.services.bot, self.services.me)
            assert incoming is not None
            assert self.services.is_admin(incoming)
            match incoming.kind:
                case Kind.COMMAND:
                    await admin.command(self.services, incoming)
                case Kind.PRESS:
                    await admin.press(self.services, incoming)
                case Kind.DOCUMENT:
                    await admin.document(self.services, incoming)
        await self.settle()
        return self.telegram.sent()[before:]

    async def settle(self) -> None:
        """Wait for what runs in the background."""
        while self.tasks:
            await self.tasks.pop()

    async def says(self, text: str) -> list[Sent]:
        """Let Lan say something."""
        self.lan.says(text)
        return await self.hear()

    async def presses(self, sent: Sent, label: str) -> list[Sent]:
        """Let Lan press a button."""
        self.lan.presses(sent, sent.buttons[label])
        return await self.hear()

    def add_article(self, name: str = "dai-hoi.txt", text: str = NEW) -> None:
        """Put a file into the corpus."""
        (self.rag.corpus_dir / name).write_text(text, "utf-8")

    def ids(self) -> set[str]:
        """Return the ids of what is indexed."""
        return {article.id for article in self.services.engine.articles()}

    def alerts(self) -> list[str]:
        """Return what the bot said in answer to presses."""
        return [call.params["text"] for call in self.telegram.calls("answerCallbackQuery") if call.params.get("text")]

    async def close(self) -> None:
        """Release everything."""
        await self._client.close()
        self.store.close()
