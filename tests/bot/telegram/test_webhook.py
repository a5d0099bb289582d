"""Updates by webhook: stored before the 200, and only with the secret."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest

from tests.bot.telegram.process import QUESTIONS, BotProcess, answer_to, until
from tests.fake_telegram import FakeTelegram

SECRET = "a-secret-of-the-webhook-0123456789"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _post(url: str, body: bytes, secret: str | None) -> int:
    headers = {"Content-Type": "application/json"}
    if secret is not None:
        headers["X-Telegram-Bot-Api-Secret-Token"] = secret
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("secret", [SECRET, ""])
def test_questions_come_by_webhook_and_survive_a_kill(
    telegram: FakeTelegram, bot: Callable[..., BotProcess], secret: str
) -> None:
    listen = f"127.0.0.1:{_free_port()}"
    url = f"http://{listen}/hook"
    process = bot(
        TELEGRAM_WEBHOOK_URL=url,
        TELEGRAM_WEBHOOK_LISTEN=listen,
        TELEGRAM_WEBHOOK_SECRET=secret,
        LOG_LEVEL="DEBUG",
    )
    process.wait_log("webhook listens", 60)
    first = telegram.private(42).says(QUESTIONS[0])
    assert telegram.wait_sent(answer_to(first.message_id), 40)
    if secret:
        assert telegram.state.webhook["secret_token"] == SECRET
    assert telegram.state.webhook["secret_token"]

    asked = [telegram.private(user).says(question) for user in range(50, 58) for question in QUESTIONS[:2]]
    until(lambda: len(telegram.state.confirmed) > 4)
    process.kill()
    process.start()
    numbers = {one.message_id for one in asked}
    telegram.wait(lambda: not numbers - {sent.replies_to for sent in telegram.sent()}, 60)

    for wrong in (None, "", "guess-of-somebody", SECRET + "x", "é"):
        assert _post(url, b'{"update_id": 5}', wrong) == 403
    right = telegram.state.webhook["secret_token"]
    assert _post(url, b"no json", right) == 400
    assert _post(url, b'{"update_id": 5}', right) == 200
    assert _post(f"http://{listen}/other", b"{}", right) == 404
    assert process.end() == 0
    for word in ("guess-of-somebody", right, telegram.token):
        assert word not in process.log


def test_a_port_that_is_taken_ends_with_advice(bot: Callable[..., BotProcess]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        process = bot(TELEGRAM_WEBHOOK_URL=f"http://{listen}/hook", TELEGRAM_WEBHOOK_LISTEN=listen)
        assert process.wait() == 1
    assert f"Không lắng nghe được ở {listen}" in process.log
    assert "Traceback" not in process.log
