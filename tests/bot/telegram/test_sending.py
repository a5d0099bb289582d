"""Corners of sending and taking that a server seldom shows; what it shows often is in test_delivery."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.store import StoreError
from bot.telegram import polling
from bot.telegram.client import Client
from bot.telegram.intake import Intake
from bot.telegram.outgoing import MAX_UNITS, Outgoing, Place, units
from bot.telegram.pace import Pace
from bot.telegram.sending import BlockedError, LaterError, Sender, UndeliverableError

PLACE = Place(42)


class Scripted:
    """Answers calls by a script; after it, everything is taken."""

    def __init__(self, *script: Any) -> None:
        self.script = list(script)
        self.calls: list[dict[str, Any]] = []
        self.slept: list[float] = []

    async def call(self, method: str, params: Mapping[str, Any], *, read_timeout: float | None = None) -> Any:
        self.calls.append({"method": method, **params})
        answer = self.script.pop(0) if self.script else {"message_id": len(self.calls)}
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def sender(self) -> Sender:
        far_apart = iter(range(0, 1_000_000, 10))
        return Sender(self, Pace(lambda: next(far_apart)), sleep=self.sleep, clock=lambda: sum(self.slept))


async def test_parts_come_in_order_and_only_the_first_replies() -> None:
    api, seen = Scripted(), []

    async def sent(index: int, number: int) -> None:
        seen.append((index, number))

    await api.sender().send(PLACE, [Outgoing("một"), Outgoing("hai")], reply_to=7, sent=sent)
    assert seen == [(0, 1), (1, 2)]
    assert [("reply_parameters" in call) for call in api.calls] == [True, False]


async def test_a_group_that_became_a_supergroup_is_followed() -> None:
    api = Scripted(ChatMigrated(-100))
    await api.sender().send(PLACE, [Outgoing("a")])
    assert api.calls[-1]["chat_id"] == -100


async def test_waits_grow_and_then_the_message_is_put_off() -> None:
    api = Scripted(*[NetworkError("Bad Gateway")] * 50)
    with pytest.raises(LaterError):
        await api.sender().send(PLACE, [Outgoing("a")])
    assert api.slept == [1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 15.0]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Forbidden("bot was blocked by the user"), BlockedError),
        (RetryAfter(300), LaterError),
        (BadRequest("PEER_ID_INVALID"), UndeliverableError),
    ],
)
async def test_what_cannot_be_sent_is_told_apart(error: TelegramError, kind: type[Exception]) -> None:
    api = Scripted(*[error] * 9)
    with pytest.raises(kind):
        await api.sender().send(PLACE, [Outgoing("a")], reply_to=1)


async def test_a_message_that_a_server_finds_too_long_is_shortened() -> None:
    api = Scripted(BadRequest("Message is too long"))
    await api.sender().send(PLACE, [Outgoing("<b>" + "😀" * 3_000 + "</b>")])
    text = api.calls[-1]["text"]
    assert units(text) <= MAX_UNITS
    assert text.endswith("😀…")
    assert "parse_mode" not in api.calls[-1]


async def test_an_answer_without_a_number_counts_as_sent() -> None:
    assert await Scripted(True).sender().send(PLACE, [Outgoing("a")]) == (0,)


async def test_replacing_falls_back_to_sending() -> None:
    api = Scripted(BadRequest("Message can't be edited"))
    await api.sender().replace(PLACE, 5, Outgoing("a"))
    assert [call["method"] for call in api.calls] == ["editMessageText", "sendMessage"]
    api = Scripted(BadRequest("Message is not modified"))
    await api.sender().replace(PLACE, 5, Outgoing("a"))
    assert len(api.calls) == 1


async def test_nothing_is_acknowledged_before_it_is_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    offsets: list[Any] = []

    class StopError(BaseException):
        pass

    class Api:
        bot = Scripted()

        async def call(self, method: str, params: Mapping[str, Any], *, read_timeout: float) -> Any:
            offsets.append(params["offset"])
            if len(offsets) == 5:
                raise StopError
            return {"odd": 1} if len(offsets) == 1 else [{"update_id": 5}, "odd", {"update_id": 7}]

    class Full:
        tries = 0

        async def take(self, updates: list[dict[str, Any]]) -> None:
            self.tries += 1
            if self.tries < 3:
                raise StoreError("full")

        async def full(self) -> bool:
            return False

    async def no_sleep(seconds: float) -> None:
        return None

    async def nothing() -> None:
        return None

    Api.bot.delete_webhook = nothing  # type: ignore[attr-defined]
    monkeypatch.setattr("bot.telegram.polling.asyncio.sleep", no_sleep)
    with pytest.raises(StopError):
        await polling.poll(cast("Client", Api()), cast("Intake", Full()))
    assert offsets == [None, None, None, None, 8]
