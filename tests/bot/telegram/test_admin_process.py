"""Who counts as an admin, against the bot as its own process; and a reload while members ask."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import telegram_admin_words as words
from tests.bot.telegram.process import QUESTIONS, BotProcess, answer_to, write_corpus
from tests.fake_telegram import FakeTelegram
from tests.fake_telegram_chats import Asked, User

ADMIN, MEMBER = 42, 77
GROUP = -1001234567890
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
NEW = "Đại hội công đoàn cơ sở Bình Minh\n\nNgày 1/12/2026, công đoàn cơ sở Bình Minh tổ chức đại hội tại Đà Nẵng."


@pytest.fixture
def admin_bot(bot: Callable[..., BotProcess], tmp_path: Path) -> BotProcess:
    corpus = write_corpus(tmp_path / "corpus")
    (corpus / "dai-hoi.txt").write_text(NEW, "utf-8")
    return bot(TELEGRAM_ADMIN_IDS=str(ADMIN), CORPUS_DIR=str(corpus))


def test_only_an_admins_own_words_count(admin_bot: BotProcess, telegram: FakeTelegram) -> None:
    admin, member, group = telegram.private(ADMIN), telegram.private(MEMBER), telegram.group(GROUP)
    me = User(ADMIN, "Lan")
    origin = {"type": "user", "sender_user": me.json(), "date": 1}
    by_nobody: dict[str, Any] = {"from": ANONYMOUS, "sender_chat": {**group._chat}}
    asked = [
        member.says("/reload"),
        member.document("a.txt", NEW.encode()),
        admin.says("/reload", forward_origin=origin),
        admin.sends({"text": "/reload", "edit_date": 2}, kind="edited_message"),
        group.sends({"text": "/reload@congdoan_bot"}, **by_nobody),
        group.sends(
            {"text": "/reload@congdoan_bot"}, user=me, sender_chat={"id": GROUP, "type": "channel", "title": "K"}
        ),
        group.sends({"text": "/reload@congdoan_bot"}, user=me, kind="channel_post"),
    ]
    own = admin.says("/reload")
    shown = telegram.wait_sent(answer_to(own.message_id))
    assert "Đại hội công đoàn cơ sở Bình Minh" in shown.text
    # Somebody else presses the admin's button: nothing happens.
    admin.presses(shown, shown.buttons[words.CONFIRM_RELOAD], user=User(MEMBER, "Hoa"))
    telegram.wait(lambda: telegram.calls("answerCallbackQuery"))
    last = member.says(QUESTIONS[0])
    telegram.wait_sent(answer_to(last.message_id))
    assert [sent.text for sent in telegram.sent() if "Thêm mới" in sent.text or words.RELOAD_STARTED in sent.text] == [
        shown.text
    ]
    assert len(asked) == 7
    commands = {call.params["scope"]["type"]: call.params["commands"] for call in telegram.calls("setMyCommands")}
    assert "reload" not in str(commands["default"])
    assert "reload" in str(commands["chat"])


def test_members_are_answered_while_an_admin_reloads(admin_bot: BotProcess, telegram: FakeTelegram) -> None:
    admin, members = telegram.private(ADMIN), [telegram.private(100 + n) for n in range(5)]
    shown = telegram.wait_sent(answer_to(admin.says("/reload").message_id))
    asked: list[Asked] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            asked.extend(member.says(question) for member, question in zip(members, QUESTIONS, strict=True))
            time.sleep(0.7)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        admin.presses(shown, shown.buttons[words.CONFIRM_RELOAD])
        telegram.wait_sent(lambda sent: "Đã nạp xong" in sent.text, timeout=60)
    finally:
        stop.set()
        asking.join()
    for question in asked:
        telegram.wait_sent(answer_to(question.message_id), timeout=60)
    new = members[0].says("Đại hội công đoàn cơ sở Bình Minh tổ chức ở đâu?")
    assert "Đà Nẵng" in telegram.wait_sent(answer_to(new.message_id)).text


def test_a_document_becomes_an_answer(admin_bot: BotProcess, telegram: FakeTelegram) -> None:
    admin = telegram.private(ADMIN)
    text = NEW.replace("Bình Minh", "Sao Mai").replace("Đà Nẵng", "Quy Nhơn")
    shown = telegram.wait_sent(answer_to(admin.document("../Đại hội.txt", text.encode()).message_id))
    assert "Đại hội công đoàn cơ sở Sao Mai" in shown.text
    admin.presses(shown, shown.buttons[words.CONFIRM_ADD])
    added = telegram.wait_sent(lambda sent: words.RELOAD_NOW in sent.buttons)
    admin.presses(added, added.buttons[words.RELOAD_NOW])
    plan = telegram.wait_sent(lambda sent: words.CONFIRM_RELOAD in sent.buttons)
    admin.presses(plan, plan.buttons[words.CONFIRM_RELOAD])
    telegram.wait_sent(lambda sent: "Đã nạp xong" in sent.text, timeout=60)
    asked = admin.says("Đại hội công đoàn cơ sở Sao Mai tổ chức ở đâu?")
    assert "Quy Nhơn" in telegram.wait_sent(answer_to(asked.message_id)).text
