"""What an update wants from the bot, and what is none of its business."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot

from bot.telegram.incoming import Incoming, Kind, Me, read
from bot.telegram.intake import parsed
from tests.fake_telegram import TOKEN

ME = Me(123456789, "congdoan_bot")
LAN: dict[str, Any] = {"id": 42, "is_bot": False, "first_name": "Lan"}
PRIVATE: dict[str, Any] = {"id": 42, "type": "private", "first_name": "Lan"}
GROUP: dict[str, Any] = {"id": -100, "type": "supergroup", "title": "Nhóm"}
MINE: dict[str, Any] = {
    "message_id": 3,
    "date": 1,
    "chat": GROUP,
    "text": "a",
    "from": {**LAN, "id": ME.id, "is_bot": True},
}


def _read(message: dict[str, Any], kind: str = "message") -> Incoming | None:
    base = {"message_id": 7, "date": 1_700_000_000, "chat": PRIVATE, "from": LAN}
    return read({"update_id": 1, kind: {**base, **message}}, Bot(TOKEN), ME)


@pytest.mark.parametrize(
    ("text", "kind", "command", "rest"),
    [
        ("Ai phát biểu?", Kind.QUESTION, "", "Ai phát biểu?"),
        ("/hoi Ai phát biểu?", Kind.COMMAND, "hoi", "Ai phát biểu?"),
        ("/hoi\nAi phát biểu?", Kind.COMMAND, "hoi", "Ai phát biểu?"),
        ("/Hoi@CongDoan_bot ai", Kind.COMMAND, "hoi", "ai"),
        ("/hoi@bot_khac ai", Kind.QUESTION, "", "/hoi@bot_khac ai"),
        ("/?", Kind.QUESTION, "", "/?"),
        ("1/2 là gì?", Kind.QUESTION, "", "1/2 là gì?"),
    ],
)
def test_private_texts(text: str, kind: Kind, command: str, rest: str) -> None:
    found = _read({"text": text})
    assert found is not None
    assert (found.kind, found.command, found.text) == (kind, command, rest)
    assert found.place.private
    assert found.trusted


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("@congdoan_bot Ai phát biểu?", "Ai phát biểu?"),
        ("@CONGDOAN_BOT, ai phát biểu?", "ai phát biểu?"),
        ("Cho hỏi @congdoan_bot: ai?", "Cho hỏi  : ai?"),
        ("@congdoan_bot", ""),
        ("Ai phát biểu?", None),
        ("@congdoan_bot2 ai?", None),
        ("thư a@congdoan_bot.vn", None),
        ("/hoi@bot_khac ai?", None),
    ],
)
def test_group_texts(text: str, question: str | None) -> None:
    found = _read({"text": text, "chat": GROUP})
    assert (found.text if found else None) == question


def test_a_reply_to_the_bot_is_meant_for_it() -> None:
    found = _read({"text": "Bao giờ?", "chat": GROUP, "reply_to_message": MINE})
    assert found is not None
    assert found.reply_to == 3
    topic = {**MINE, "forum_topic_created": {"name": "Hỏi đáp", "icon_color": 1}}
    assert _read({"text": "Bao giờ?", "chat": GROUP, "reply_to_message": topic}) is None
    other = {**MINE, "from": {**LAN, "id": 9}}
    assert _read({"text": "Bao giờ?", "chat": GROUP, "reply_to_message": other}) is None


@pytest.mark.parametrize("kind", ["edited_message", "channel_post", "business_message"])
def test_other_kinds_of_messages_are_nothing(kind: str) -> None:
    assert _read({"text": "Ai phát biểu?"}, kind) is None


@pytest.mark.parametrize(
    "more",
    [
        {"forward_origin": {"type": "user", "date": 1, "sender_user": LAN}},
        {"sender_chat": GROUP, "chat": GROUP, "text": "/reload"},
        {"from": {**LAN, "id": 1087968824, "is_bot": True}, "sender_chat": GROUP, "chat": GROUP, "text": "/reload"},
    ],
)
def test_forwarded_and_anonymous_words_are_nobodys_order(more: dict[str, Any]) -> None:
    found = _read({"text": "/reload", **more})
    assert found is not None
    assert not found.trusted


def test_a_mention_without_username_counts() -> None:
    entity = {"type": "text_mention", "offset": 0, "length": 8, "user": {**LAN, "id": ME.id, "is_bot": True}}
    assert _read({"text": "Công đoàn ai phát biểu?", "chat": GROUP, "entities": [entity]}) is not None


def test_topics_and_presses_have_lanes_of_their_own() -> None:
    def lane(message: dict[str, Any]) -> int:
        found = _read({"text": "/hoi a", **message})
        assert found is not None
        return found.lane

    topics = {"chat": {**GROUP, "is_forum": True}, "is_topic_message": True}
    lanes = [
        lane({}),
        lane({"chat": GROUP}),
        lane({**topics, "message_thread_id": 5}),
        lane({**topics, "message_thread_id": 6}),
    ]
    query = {"id": "1", "from": LAN, "chat_instance": "1", "message": {**MINE}, "data": "v:1:1"}
    press = read({"update_id": 2, "callback_query": query}, Bot(TOKEN), ME)
    assert press is not None
    assert press.kind is Kind.PRESS
    assert len({*lanes, press.lane}) == 5


def test_a_press_below_a_message_too_old_to_be_shown() -> None:
    gone = {"message_id": 3, "date": 0, "chat": PRIVATE}
    query = {"id": "1", "from": LAN, "chat_instance": "1", "message": gone, "data": "v:1:1"}
    press = read({"update_id": 2, "callback_query": query}, Bot(TOKEN), ME)
    assert press is not None
    assert press.place.private


def test_updates_of_careless_servers_are_understood() -> None:
    message = {
        "message_id": 1,
        "date": 1_700_000_000_123,
        "chat": {"id": 42, "first_name": "Lan"},
        "from": {"id": 42},
        "text": "Ai phát biểu?",
        "reply_to_message": {"message_id": 3, "chat": {"id": 42}, "from": {"id": ME.id}, "date": None},
    }
    found = parsed({"update_id": 1, "message": message}, Bot(TOKEN), ME)
    assert found is not None
    assert found.place.private
    assert found.reply_to == 3
    assert found.date is not None
    assert found.date.year == 2023
    press = {"id": "1", "from": {"id": 42}, "message": {"message_id": 3, "chat": {"id": 42}}, "data": "v:1:1"}
    assert parsed({"update_id": 2, "callback_query": press}, Bot(TOKEN), ME) is not None


@pytest.mark.parametrize("raw", [{}, {"update_id": 1}, {"update_id": 1, "message": 5}, {"update_id": 1, "message": {}}])
def test_what_makes_no_sense_is_nothing(raw: dict[str, Any]) -> None:
    assert parsed(raw, Bot(TOKEN), ME) is None
