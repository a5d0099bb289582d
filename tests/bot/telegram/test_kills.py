"""No question is lost: kill -9 at random moments under load, and every question is answered all the same.

`CONGDOAN_KILLS=50` runs as many kills; `make bench` does.
"""

from __future__ import annotations

import itertools
import os
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.bot.telegram.process import QUESTIONS, BotProcess
from tests.fake_telegram import FakeTelegram, Sent
from tests.fake_telegram_chats import Asked

KILLS = int(os.environ.get("CONGDOAN_KILLS", "5"))
CHATS = 12
_LIVES = (0.5, 7.0)  # seconds; ready after about three
_SILENT = 30.0  # seconds without an answer after which none will come
_LATE = 1.5  # seconds between a send and the note that it happened


@dataclass(frozen=True)
class Outcome:
    """What became of the questions."""

    asked: int
    lost: int
    twice: int
    unjustified: int  # second answers that no kill explains
    out_of_order: int


def test_every_question_is_answered_over_kills(telegram: FakeTelegram, bot: Callable[..., BotProcess]) -> None:
    outcome = kill_under_load(telegram, bot(), KILLS, random.Random(7))
    print(outcome)
    assert outcome.asked >= KILLS * 5
    assert outcome.lost == 0
    assert outcome.unjustified == 0
    assert outcome.out_of_order == 0
    assert outcome.twice <= KILLS


def kill_under_load(telegram: FakeTelegram, process: BotProcess, kills: int, dice: random.Random) -> Outcome:
    """Ask from many chats while the bot is killed and started again; wait for all answers."""
    asked: dict[int, list[Asked]] = {}
    over = threading.Event()

    def ask() -> None:
        chats = [telegram.private(100 + number) for number in range(CHATS)]
        while not over.is_set():
            chat = dice.choice(chats)
            asked.setdefault(chat.id, []).append(chat.says(dice.choice(QUESTIONS)))
            time.sleep(dice.uniform(0.05, 0.5))

    load = threading.Thread(target=ask)
    load.start()
    killed = []
    for _ in range(kills):
        time.sleep(dice.uniform(*_LIVES))
        process.kill()
        killed.append(time.monotonic())
        process.start()
    over.set()
    load.join()
    numbers = {one.message_id for many in asked.values() for one in many}
    _wait_for_answers(telegram, process, numbers)
    time.sleep(2.5)
    return _outcome(telegram, asked, killed)


def _wait_for_answers(telegram: FakeTelegram, process: BotProcess, numbers: set[int]) -> None:
    """Wait while answers come: on a busy machine the last life has most of the questions to answer, one a second."""
    still, since = numbers, time.monotonic()
    while still and time.monotonic() - since < _SILENT:
        time.sleep(0.2)
        before, still = still, numbers - {sent.replies_to for sent in telegram.sent()}
        since = time.monotonic() if len(still) < len(before) else since
    if still:
        print(process.log[-3_000:])


def _outcome(telegram: FakeTelegram, asked: dict[int, list[Asked]], killed: list[float]) -> Outcome:
    lost = twice = unjustified = out_of_order = 0
    for chat, questions in asked.items():
        answers: dict[int | None, list[Sent]] = {}
        for sent in telegram.sent(chat):
            answers.setdefault(sent.replies_to, []).append(sent)
        lost += sum(one.message_id not in answers for one in questions)
        firsts = [answers[one.message_id][0].at for one in questions if one.message_id in answers]
        out_of_order += firsts != sorted(firsts)
        for many in answers.values():
            twice += len(many) - 1
            for earlier, later in itertools.pairwise(many):
                unjustified += not any(earlier.at <= kill <= min(later.at, earlier.at + _LATE) for kill in killed)
    return Outcome(sum(map(len, asked.values())), lost, twice, unjustified, out_of_order)
