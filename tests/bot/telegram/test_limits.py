"""Telegram's limits and the members' own: how fast is sent, how much may be asked."""

from __future__ import annotations

import asyncio
import random
import time

from bot.telegram.outgoing import Place
from bot.telegram.pace import Pace, Window
from bot.telegram.quota import QUESTIONS, Quota, Verdict


def test_no_window_ever_holds_more_than_its_count() -> None:
    dice, window, now, taken = random.Random(1), Window(5, 10.0), 0.0, []
    for _ in range(500):
        now += dice.uniform(0, 3)
        moment = window.earliest(now)
        window.take(moment)
        taken.append(moment)
        now = moment
    for place, moment in enumerate(taken):
        assert sum(moment <= other < moment + 10.0 for other in taken[place:]) <= 5


async def test_a_group_waits_and_holds_up_no_other_chat() -> None:
    pace, group = Pace(), Place(-1, private=False)
    for window in pace._windows(group):
        for _ in range(20):
            window.take(time.monotonic())
    waiting = asyncio.create_task(pace.wait(group))
    started = time.monotonic()
    await asyncio.gather(*(pace.wait(Place(number)) for number in range(25)))
    assert time.monotonic() - started < 0.5
    waiting.cancel()


async def test_thirty_a_second_in_all() -> None:
    pace, started = Pace(), time.monotonic()
    await asyncio.gather(*(pace.wait(Place(number)) for number in range(75)))
    assert 2.0 <= time.monotonic() - started < 3.0


def test_idle_chats_are_forgotten() -> None:
    now = 0.0
    pace = Pace(lambda: now)
    for number in range(5_000):
        now += 10
        pace._windows(Place(number))
        for window in pace._chats[number]:
            window.take(now)
    assert len(pace._chats) <= 1_001


def test_one_notice_then_silence_until_it_is_less() -> None:
    quota = Quota()
    verdicts = [quota.judge(1, 1_000.0 + number * 0.1) for number in range(QUESTIONS + 5)]
    assert verdicts == [Verdict.ANSWER] * QUESTIONS + [Verdict.TELL] + [Verdict.IGNORE] * 4
    assert quota.judge(2, 1_004.0) is Verdict.ANSWER
    assert quota.judge(1, 1_061.0) is Verdict.ANSWER
    flood = [quota.judge(1, 1_061.0) for _ in range(QUESTIONS)]
    assert flood.count(Verdict.TELL) == 1


def test_a_backlog_is_no_flood() -> None:
    quota = Quota()
    assert all(quota.judge(1, number * 10.0) is Verdict.ANSWER for number in range(500))
