"""The final send is sacred: whatever goes wrong at Telegram, the answer arrives, or the reason is logged."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

import pytest

from tests.bot.telegram.process import QUESTIONS, BotProcess, answer_to, until
from tests.fake_telegram import Failure, FakeTelegram
from tests.fake_telegram_chats import Chat

_users = itertools.count(5_000)


@pytest.fixture(scope="module")
def bot_settings() -> dict[str, str]:
    return {"LOG_LEVEL": "DEBUG"}


@pytest.fixture
def chat(server: FakeTelegram) -> Chat:
    return server.private(next(_users))


def _to(chat: Chat) -> Callable[[dict[str, object]], bool]:
    return lambda params: int(str(params.get("chat_id"))) == chat.id


def test_429_waits_as_long_as_telegram_says(server: FakeTelegram, chat: Chat) -> None:
    server.fail("sendMessage", Failure(429, "Too Many Requests: retry after 2", retry_after=2), when=_to(chat))
    asked = chat.says(QUESTIONS[0])
    sent = server.wait_sent(answer_to(asked.message_id))
    assert sent.at - asked.at >= 2.0
    tries = [call for call in server.calls("sendMessage") if _to(chat)(call.params)]
    assert len(tries) == 2


def test_a_long_429_and_a_timeout_hold_up_nobody_else(server: FakeTelegram, chat: Chat) -> None:
    flooded, slow = chat, server.private(next(_users))
    server.fail("sendMessage", Failure(429, "Too Many Requests: retry after 16", retry_after=16), when=_to(flooded))
    server.fail("sendMessage", Failure(hang=25.0), when=_to(slow))
    first, second, third = flooded.says(QUESTIONS[0]), flooded.says(QUESTIONS[1]), slow.says(QUESTIONS[0])
    for _ in range(5):
        asked = server.private(next(_users)).says(QUESTIONS[2])
        assert server.wait_sent(answer_to(asked.message_id)).at - asked.at < 10.0
    sent = server.wait_sent(answer_to(first.message_id), 30)
    assert sent.at - first.at >= 16.0
    assert server.wait_sent(answer_to(second.message_id)).at > sent.at
    assert server.wait_sent(answer_to(third.message_id), 40)
    shown = [call.at for call in server.calls("sendChatAction") if _to(slow)(call.params)]
    assert len(shown) >= 3
    assert all(3.5 < later - earlier < 12.0 for earlier, later in itertools.pairwise(shown))


@pytest.mark.parametrize("status", [500, 502, 503])
def test_server_errors_are_tried_again(server: FakeTelegram, chat: Chat, status: int) -> None:
    server.fail("sendMessage", Failure(status, "Bad Gateway"), times=2, when=_to(chat))
    asked = chat.says(QUESTIONS[0])
    assert server.wait_sent(answer_to(asked.message_id))


def test_a_broken_connection_is_tried_again(server: FakeTelegram, chat: Chat) -> None:
    server.fail("sendMessage", Failure(reset=True), times=2, when=_to(chat))
    asked = chat.says(QUESTIONS[0])
    assert server.wait_sent(answer_to(asked.message_id))


def test_entities_that_cannot_be_parsed_are_sent_as_plain_text(server: FakeTelegram, chat: Chat) -> None:
    said = 'Bad Request: can\'t parse entities: Unsupported start tag "blockquote" at byte offset 70'
    server.fail(
        "sendMessage", Failure(400, said), when=lambda p: _to(chat)(p) and p.get("parse_mode") == "HTML", times=9
    )
    asked = chat.says(QUESTIONS[0])
    sent = server.wait_sent(answer_to(asked.message_id))
    assert "parse_mode" not in sent.params
    assert "<" not in sent.text
    assert "Trần Văn Bình" in sent.text
    assert sent.buttons


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("link_preview_options", "Bad Request: unknown parameter link_preview_options"),
        ("reply_parameters", "Bad Request: message to be replied not found"),
        ("reply_markup", "Bad Request: BUTTON_DATA_INVALID"),
        ("parse_mode", "Bad Request: something that nobody has ever seen"),
    ],
)
def test_a_parameter_that_is_refused_is_left_out(server: FakeTelegram, chat: Chat, name: str, said: str) -> None:
    server.fail("sendMessage", Failure(400, said), times=9, when=lambda params: _to(chat)(params) and name in params)
    chat.says(QUESTIONS[0])
    sent = server.wait_sent(lambda sent: sent.chat_id == chat.id)
    assert "Trần Văn Bình" in sent.text
    assert name not in sent.params


def test_a_server_without_topics_still_delivers(server: FakeTelegram) -> None:
    forum = server.group(-1_000_000_000_000 - next(_users), forum=True)
    said = "Bad Request: message thread not found"
    server.fail("sendMessage", Failure(400, said), times=9, when=lambda p: _to(forum)(p) and "message_thread_id" in p)
    asked = forum.says(f"/hoi {QUESTIONS[0]}", thread_id=12)
    sent = server.wait_sent(answer_to(asked.message_id))
    assert sent.thread_id is None
    assert "Trần Văn Bình" in sent.text


def test_a_refusal_without_end_is_logged_and_the_next_question_answered(
    server: FakeTelegram, process: BotProcess, chat: Chat
) -> None:
    server.fail("sendMessage", Failure(400, "Bad Request: PEER_ID_ODD"), times=3, when=_to(chat))
    chat.says(QUESTIONS[0])
    process.wait_log("refuses the answer: Peer_id_odd")
    server.heal()
    asked = chat.says(QUESTIONS[1])
    assert server.wait_sent(answer_to(asked.message_id))


def test_somebody_who_blocked_the_bot_is_marked_and_the_others_are_served(
    server: FakeTelegram, process: BotProcess, chat: Chat
) -> None:
    server.state.blocked.add(chat.id)
    chat.says(QUESTIONS[0])
    process.wait_log("blocked by the user")
    beside = server.private(next(_users)).says(QUESTIONS[1])
    assert server.wait_sent(answer_to(beside.message_id))
    server.state.blocked.discard(chat.id)
    again = chat.says("/start")
    assert server.wait_sent(answer_to(again.message_id))


@pytest.mark.parametrize(
    "failure", [Failure(400), Failure(501), Failure(429, retry_after=30), Failure(reset=True), Failure(hang=30.0)]
)
def test_cosmetic_calls_cost_the_answer_nothing(server: FakeTelegram, chat: Chat, failure: Failure) -> None:
    for method in ("sendChatAction", "answerCallbackQuery", "editMessageReplyMarkup", "setMessageReaction"):
        server.fail(method, failure, times=99)
    asked = chat.says(QUESTIONS[0])
    sent = server.wait_sent(answer_to(asked.message_id))
    assert sent.at - asked.at < 10.0
    chat.presses(sent, sent.buttons["👍"])
    chat.presses(sent, sent.buttons["Bài liên quan"])
    assert server.wait_sent(lambda other: other.replies_to == sent.message_id)


def test_answers_of_one_chat_come_in_order_at_telegrams_pace(server: FakeTelegram, chat: Chat) -> None:
    asked = [chat.says(QUESTIONS[number % len(QUESTIONS)]) for number in range(6)]
    server.wait_sent(answer_to(asked[-1].message_id))
    sent = server.sent(chat.id)
    assert [one.replies_to for one in sent] == [one.message_id for one in asked]
    assert all(later.at - earlier.at > 0.95 for earlier, later in itertools.pairwise(sent))


def test_too_many_questions_get_one_notice_then_silence(server: FakeTelegram, chat: Chat) -> None:
    # In several chats, each of which takes a message a second: the limit is the person's.
    chats = [chat, *(server.group(-1_000_000_000_000 - next(_users)) for _ in range(5))]
    for number in range(36):
        place = chats[number % len(chats)]
        question = QUESTIONS[number % len(QUESTIONS)]
        place.says(question if place is chat else f"/hoi {question}", user=chat._user)
    ids = {place.id for place in chats}
    server.wait(lambda: len([sent for sent in server.sent() if sent.chat_id in ids]) >= 31, 60)
    time.sleep(2)
    answers = [sent for sent in server.sent() if sent.chat_id in ids]
    assert len([sent for sent in answers if "hơi nhanh" in sent.text]) == 1
    assert len(answers) == 31


def test_every_update_was_confirmed_and_nothing_is_left(server: FakeTelegram) -> None:
    until(lambda: not server.state.updates, 30)
