"""Members only: who belongs to the union's group may ask, also in a private chat."""

from __future__ import annotations

from collections.abc import Callable

from tests.bot.telegram.process import QUESTIONS, BotProcess, answer_to
from tests.fake_telegram import Failure, FakeTelegram

GROUP = -1_001_234_567_890


def test_only_members_are_answered(telegram: FakeTelegram, bot: Callable[..., BotProcess]) -> None:
    group = telegram.group(GROUP, "Công đoàn cơ sở")
    group._chat["username"] = "congdoan_coso"
    allowed = {1: "member", 2: "administrator", 3: "creator"}
    for user, status in allowed.items():
        telegram.member(GROUP, user, status)
    telegram.member(GROUP, 4, "restricted", is_member=True)
    telegram.member(GROUP, 5, "restricted", is_member=False)
    telegram.member(GROUP, 6, "kicked")
    process = bot(TELEGRAM_MEMBER_CHAT_ID=str(GROUP))
    process.wait_log("ready to answer", 60)

    asked = {user: telegram.private(user).says(QUESTIONS[0]) for user in range(1, 8)}
    said = {user: telegram.wait_sent(answer_to(one.message_id)).text for user, one in asked.items()}
    assert all("Trần Văn Bình" in said[user] for user in (1, 2, 3, 4))
    assert all("https://t.me/congdoan_coso" in said[user] for user in (5, 6, 7))

    checks = len(telegram.calls("getChatMember"))
    again = telegram.private(1).says(QUESTIONS[1])
    assert "Sầm Sơn" in telegram.wait_sent(answer_to(again.message_id)).text
    inside = group.says(f"@congdoan_bot {QUESTIONS[1]}")
    assert "Sầm Sơn" in telegram.wait_sent(answer_to(inside.message_id)).text
    assert len(telegram.calls("getChatMember")) == checks

    telegram.fail("getChatMember", Failure(501, "Not Implemented"), times=99)
    stranger = telegram.private(77).says(QUESTIONS[1])
    assert "chưa kiểm tra được" in telegram.wait_sent(answer_to(stranger.message_id)).text
    process.wait_log("can't be checked")  # written before the answer is sent, and read by a thread of its own
    known = telegram.private(1).says(QUESTIONS[2])
    assert "2.000.000" in telegram.wait_sent(answer_to(known.message_id)).text
