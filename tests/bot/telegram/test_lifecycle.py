"""Start and stop: Telegram away, two pollers, SIGTERM, and a token that no log ever shows."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.bot.telegram.process import QUESTIONS, BotProcess, answer_to, write_corpus
from tests.fake_telegram import Failure, FakeTelegram

Start = Callable[..., BotProcess]


def test_telegram_away_at_the_start_is_waited_for(telegram: FakeTelegram, bot: Start) -> None:
    telegram.stop()
    process = bot()
    process.wait_log("can't be reached")
    asked = telegram.private(42).says(QUESTIONS[0])
    telegram.start()
    assert telegram.wait_sent(answer_to(asked.message_id), 40)


def test_an_outage_in_between_is_survived(telegram: FakeTelegram, bot: Start) -> None:
    process = bot()
    process.wait_log("ready to answer", 60)
    telegram.stop()
    time.sleep(2)
    asked = telegram.private(42).says(QUESTIONS[0])
    telegram.start()
    assert telegram.wait_sent(answer_to(asked.message_id), 40)


def test_a_second_poller_is_named_and_outlived(telegram: FakeTelegram, bot: Start) -> None:
    said = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    telegram.fail("getUpdates", Failure(409, said), times=2)
    process = bot()
    process.wait_log("CONFLICT: another process polls with the same token", 60)
    asked = telegram.private(42).says(QUESTIONS[0])
    assert telegram.wait_sent(answer_to(asked.message_id), 40)
    assert len(telegram.calls("getUpdates")) < 10


def test_a_token_that_telegram_refuses_ends_with_advice(telegram: FakeTelegram, bot: Start) -> None:
    process = bot(TELEGRAM_BOT_TOKEN="1:wrong-token-of-somebody")
    assert process.wait() == 1
    assert "@BotFather" in process.log
    assert "wrong-token" not in process.log


def test_sigterm_finishes_what_runs_and_loses_nothing(telegram: FakeTelegram, bot: Start) -> None:
    process = bot()
    process.wait_log("ready to answer", 60)
    telegram.fail("sendMessage", Failure(hang=1.5, late=True, status=200))
    chats = [telegram.private(user) for user in range(50, 60)]
    asked = [chat.says(question) for chat in chats for question in QUESTIONS[:3]]
    telegram.wait(lambda: len(telegram.sent()) >= 3)
    started = time.monotonic()
    assert process.end(signal.SIGTERM) == 0
    assert time.monotonic() - started < 10
    assert "Traceback" not in process.log, process.log
    process.start()
    numbers = {one.message_id for one in asked}
    telegram.wait(lambda: not numbers - {sent.replies_to for sent in telegram.sent()}, 40)
    assert len(telegram.sent()) == len(asked)


def test_after_a_reload_answers_are_new_and_old_quotes_stay(telegram: FakeTelegram, bot: Start, tmp_path: Path) -> None:
    own = write_corpus(tmp_path / "own-corpus")
    process = bot(CORPUS_DIR=str(own))
    process.wait_log("ready to answer", 60)
    chat = telegram.private(42)
    asked = chat.says("Mỗi đoàn viên đi nghỉ mát được hỗ trợ bao nhiêu tiền?")
    before = telegram.wait_sent(answer_to(asked.message_id))
    assert "1.500.000 đồng" in before.text

    page = own / "nghi-mat.txt"
    page.write_text(page.read_text("utf-8").replace("1.500.000", "1.700.000"), "utf-8")
    run = [sys.executable, "-m", "bot", "reload"]
    subprocess.run(run, env=process.environment, cwd=tmp_path, check=True, capture_output=True)
    again = chat.says("Mỗi đoàn viên đi nghỉ mát được hỗ trợ bao nhiêu tiền?")
    assert "1.700.000 đồng" in telegram.wait_sent(answer_to(again.message_id)).text
    chat.presses(before, before.buttons["Xem ngữ cảnh"])
    shown = telegram.wait_sent(lambda sent: sent.replies_to == before.message_id)
    assert "đã được sửa hoặc gỡ" in shown.text or "1.500.000" in shown.text
    assert "1.700.000" not in shown.text


def _is_to(user: int, params: dict[str, Any]) -> bool:
    return str(params["chat_id"]) == str(user)


def test_the_token_is_in_no_log_line(telegram: FakeTelegram, bot: Start) -> None:
    telegram.fail("getMe", Failure(500), times=1)
    telegram.fail("getUpdates", Failure(502), times=1)
    telegram.fail("getUpdates", Failure(reset=True), times=1)
    telegram.fail("sendChatAction", Failure(404, "Not Found"), times=3)
    failures = {42: Failure(401, "Unauthorized"), 43: Failure(404, "Not Found"), 44: Failure(reset=True)}
    for user, failure in failures.items():  # one a chat: each is waited for longer than the one before
        telegram.fail("sendMessage", failure, when=partial(_is_to, user))
    process = bot(LOG_LEVEL="DEBUG")
    asked = [telegram.private(user).says(QUESTIONS[0]) for user in failures]
    for one in asked:
        telegram.wait_sent(answer_to(one.message_id), 60)
    telegram.add_update({"message": {"message_id": "odd"}})
    telegram.stop()
    process.wait_log("taking updates failed", 40)
    process.end()
    number, _, secret = telegram.token.partition(":")
    assert secret not in process.log
    assert f"{number}:" not in process.log
    assert "failed" in process.log
