"""What a press does when its update is handled again, as after a kill."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.store import Vote
from bot.telegram import buttons
from bot.telegram.incoming import Incoming, read
from tests.bot.telegram.question_bench import QuestionBench
from tests.fake_engine import FakeEngine
from tests.fake_telegram import FakeTelegram, Sent
from tests.fake_telegram_chats import Chat


async def test_a_press_that_is_handled_again_after_a_kill_votes_no_other_way(
    telegram: FakeTelegram, workplace: Path
) -> None:
    chat = telegram.private(77)
    bench = QuestionBench(telegram, workplace, FakeEngine())
    sent = await bench.ask(chat)

    async def handled(press: Incoming) -> Vote | None:
        await buttons.press(bench.services, press)
        await bench.settle()
        return bench.store.answers.vote_of(1, chat.id)

    up, same_again, down = (_press(bench, chat, sent, sign) for sign in ("👍", "👍", "👎"))
    assert [await handled(up), await handled(up)] == [Vote.UP, Vote.UP]
    assert [await handled(same_again), await handled(same_again)] == [None, None]
    assert [await handled(down), await handled(down)] == [Vote.DOWN, Vote.DOWN]
    await bench.close()


async def test_a_kill_before_the_vote_is_stored_loses_nothing(
    telegram: FakeTelegram, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = telegram.private(77)
    bench = QuestionBench(telegram, workplace, FakeEngine())
    press = _press(bench, chat, await bench.ask(chat), "👍")
    with monkeypatch.context() as killed, pytest.raises(TypeError):
        killed.setattr(bench.store.answers, "vote", None)
        await buttons.press(bench.services, press)
    await buttons.press(bench.services, press)
    await bench.settle()
    assert bench.store.answers.vote_of(1, chat.id) is Vote.UP
    await bench.close()


def _press(bench: QuestionBench, chat: Chat, sent: Sent, sign: str) -> Incoming:
    raw = bench.telegram.state.updates[chat.presses(sent, sent.buttons[sign])]
    press = read(raw, bench.services.bot, bench.services.me)
    assert press is not None
    return press
