"""A question from its arrival to its answer: recorded before it is sent, so that it is the same one after a kill."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from bot import telegram_words as words
from bot.budget import Budget, Unpaid
from bot.store import AnswerRecord, StoredUpdate, Talk
from bot.store.clock import utc_now, vietnamese_day
from bot.telegram import records, render
from bot.telegram.asking import Asked, ask, ask_without_model
from bot.telegram.incoming import Incoming
from bot.telegram.indicator import typing
from bot.telegram.outgoing import Outgoing
from bot.telegram.quota import Quota, Verdict
from bot.telegram.services import Services
from bot.telegram.streaming import Drafts, Preview, delete_left, previewed
from rag.answer import Mode
from rag.errors import NoGenerationError, RagError

# Seconds from a question's receipt within which a model may answer it. What comes later, because the model hangs in
# spite of its own limits or because other questions came first, is answered with quotes alone.
MODEL_WITHIN = 13.0
_LEAST = 2.0  # seconds: with less the model isn't even tried
_DAY = 86_400.0  # seconds

_PARTS = "parts-sent"
_REMEMBERED = 2 * 86_400.0  # seconds
_TURNS = 6

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Known:
    record: AnswerRecord | None  # made before a kill, and perhaps sent
    turns: tuple[str, ...] = ()
    before: AnswerRecord | None = None  # the answer to which the question replies


class Questions:
    """Answers questions; of one person one at a time, in whatever chats they were asked."""

    def __init__(self, services: Services, quota: Quota) -> None:
        self._services = services
        self._quota = quota
        self._budget = Budget(services.settings.rag, lambda: services.store.usage)
        self._drafts = Drafts()

    async def answer(self, incoming: Incoming, update: StoredUpdate) -> None:
        """Answer a question, or tell why not."""
        if not incoming.text.strip():
            told = words.HOW_TO_ASK if incoming.command else words.HOW_TO_ASK_IN_GROUP
            await self._tell(incoming, told if not incoming.place.private or incoming.command else words.ONLY_TEXT)
            return
        verdict = Verdict.ANSWER  # one that was begun before, and put off or cut off by a kill, was judged then
        if not update.attempts:
            verdict = self._quota.judge(incoming.user_id, _sent_at(incoming, update))
        if verdict is Verdict.TELL:
            await self._tell(incoming, words.TOO_MANY)
        if verdict is not Verdict.ANSWER:
            return
        async with self._services.turn(incoming.user_id):
            with typing(self._services, incoming.place):
                await self._work(incoming, update)

    async def _work(self, incoming: Incoming, update: StoredUpdate) -> None:
        known = await self._services.stored(self._known, incoming, update.update_id)
        if known.record is not None:
            await self._send(incoming, known.record)
        else:
            with previewed(self._services, incoming, self._drafts) as preview:
                await self._made_and_sent(incoming, update, known, preview)
        if update.attempts:
            await delete_left(self._services, incoming)

    async def _made_and_sent(
        self, incoming: Incoming, update: StoredUpdate, known: _Known, preview: Preview | None
    ) -> None:
        try:
            record = await self._made(incoming, update, known, preview)
        except NoGenerationError:
            await self._tell(incoming, words.NOT_READY)
        except RagError as error:
            _log.error("a question could not be answered: %s", error)
            await self._tell(incoming, words.FAILED)
        else:
            await self._send(incoming, record)

    def _known(self, incoming: Incoming, update_id: int) -> _Known:
        """Look up what the question was answered before, or else what was spoken of before it."""
        store, place = self._services.store, incoming.place
        record = store.answers.for_update(update_id)
        if record is not None:
            return _Known(record)
        before = None
        if incoming.reply_to is not None:
            before = store.answers.by_message(place.chat_id, incoming.reply_to)
        if before is None:
            turns = store.talks.turns(talk_of(incoming), _TURNS)
        else:
            turns = store.talks.turns_until(before.id, _TURNS)
        return _Known(None, tuple(turn.body for turn in turns), before)

    async def _made(
        self, incoming: Incoming, update: StoredUpdate, known: _Known, preview: Preview | None
    ) -> AnswerRecord:
        """Let the engine answer and keep that."""
        asked = await self._asked(incoming, update, known, preview)
        if preview is not None:
            preview.close()
        # The receipt, and not the start of the work: waiting is part of what a member feels.
        spent = 1_000 * _waited(update)
        keep = self._services.stored(self._keep, asked, talk_of(incoming), update.update_id, known.before, spent)
        return await keep

    async def _asked(self, incoming: Incoming, update: StoredUpdate, known: _Known, preview: Preview | None) -> Asked:
        """Ask the model as long as there is time for it; else, and where there is none, the engine alone."""
        services, text, turns = self._services, incoming.text, known.turns
        shown = preview.show if preview is not None else None
        asking = partial(ask, services.engine, self._budget, text, turns, user_id=incoming.user_id, shown=shown)
        if not services.settings.rag.writes:
            return await services.think(asking)
        await services.opened.wait()
        left = MODEL_WITHIN - _waited(update)
        if left >= _LEAST:
            writing = asyncio.ensure_future(services.write(asking))
            done, _ = await asyncio.wait({writing}, timeout=left)
            if done:
                return writing.result()
            writing.cancel()  # what runs in a thread goes on, settles what it cost, and is not heard
            _log.warning("update %s: the model did not answer in time", update.update_id)
        return await services.think(ask_without_model, services.engine, text, turns)

    def _keep(
        self, asked: Asked, talk: Talk, update_id: int, before: AnswerRecord | None, spent: float
    ) -> AnswerRecord:
        store = self._services.store
        note = self._note(asked, talk.user_id)
        content = records.content(asked.answer, asked.text, asked.resolved, asked.generation, spent, note=note)
        number = store.answers.add(talk, content, update_id)
        if asked.body:
            store.talks.add(talk, asked.body, number, after=before.id if before else None)
        record = store.answers.get(number)
        if record is None:  # the person was forgotten this very moment
            pseudonyms = store.pseudonyms
            chat, user = pseudonyms.chat(talk.chat_id), pseudonyms.user(talk.user_id)
            return AnswerRecord(number, chat, talk.topic_id, user, datetime.now(UTC), content)
        return record

    def _note(self, asked: Asked, user_id: int) -> str:
        """Return the word on why no model wrote an answer: each member hears it once a day."""
        store, unpaid, today = self._services.store, asked.unpaid, vietnamese_day(utc_now())
        if unpaid is Unpaid.EVERYBODY and store.shelf.once("unpaid", f"{today}", seconds=_DAY):
            _log.warning(
                "today's tokens (OPENAI_DAILY_TOKENS) are used up: answers are quotes until midnight in Vietnam"
            )
        if asked.answer.mode is not Mode.EXTRACTIVE or unpaid not in words.UNPAID:
            return ""
        key = f"{today}:{unpaid}:{store.pseudonyms.user(user_id)}"
        return words.UNPAID[unpaid] if store.shelf.once("unpaid", key, seconds=_DAY, user_id=user_id) else ""

    async def _send(self, incoming: Incoming, record: AnswerRecord) -> None:
        services, store = self._services, self._services.store
        messages = records.shown(record)
        first = await services.stored(store.shelf.get, _PARTS, str(record.id)) if len(messages) > 1 else None
        done = int(first or 0)  # parts that had gone out before a kill, or before Telegram went away

        def note(index: int, number: int) -> None:
            store.answers.attach_message(record.id, incoming.place.chat_id, number)
            if len(messages) > 1:
                store.shelf.put(_PARTS, str(record.id), done + index + 1, seconds=_REMEMBERED, user_id=incoming.user_id)

        async def sent(index: int, number: int) -> None:
            await services.stored(note, index, number)

        await services.sender.send(
            incoming.place, messages[done:], reply_to=None if done else incoming.message_id, sent=sent
        )

    async def _tell(self, incoming: Incoming, text: str) -> None:
        messages: tuple[Outgoing, ...] = render.text(text)
        await self._services.sender.send(incoming.place, messages, reply_to=incoming.message_id)


def talk_of(incoming: Incoming) -> Talk:
    """Return the conversation in which something was said."""
    return Talk(incoming.place.chat_id, incoming.place.thread_id or 0, incoming.user_id)


def _waited(update: StoredUpdate) -> float:
    """Return the seconds since a question was received."""
    return max((utc_now() - update.received).total_seconds(), 0.0)


def _sent_at(incoming: Incoming, update: StoredUpdate) -> float:
    """Return when a question was sent; a clock of Telegram's that is wildly off is not believed."""
    received = update.received.timestamp()
    sent = incoming.date.timestamp() if incoming.date else received
    return sent if 0 <= time.time() - sent <= 2 * 86_400 else received
