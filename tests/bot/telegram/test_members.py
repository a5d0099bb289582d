"""What members see: private chats, groups and topics, commands, buttons, follow-ups, and what is no question."""

from __future__ import annotations

import itertools
import time
from functools import partial

import pytest

from tests.bot.telegram.process import QUESTIONS, BotProcess, answer_to, until
from tests.fake_telegram import FakeTelegram, Sent
from tests.fake_telegram_chats import Asked, Chat, User

ADMIN = 900
_numbers = itertools.count(20_000)


@pytest.fixture(scope="module")
def bot_settings(shared_telegram: FakeTelegram) -> dict[str, str]:
    shared_telegram.private(ADMIN, "Quản trị")
    return {"TELEGRAM_ADMIN_IDS": f"{ADMIN}, 901"}


@pytest.fixture
def chat(server: FakeTelegram) -> Chat:
    return server.private(next(_numbers))


@pytest.fixture
def group(server: FakeTelegram) -> Chat:
    return server.group(-1_000_000_000_000 - next(_numbers))


def _answered(server: FakeTelegram, asked: Asked) -> Sent:
    return server.wait_sent(answer_to(asked.message_id))


def _quiet(server: FakeTelegram, chat: Chat, seconds: float = 1.5) -> None:
    before = len(server.sent(chat.id))
    time.sleep(seconds)
    assert len(server.sent(chat.id)) == before


# -- private chats ----------------------------------------------------------------------------------------


def test_an_answer_is_a_reply_with_quotes_without_previews(server: FakeTelegram, chat: Chat) -> None:
    sent = _answered(server, chat.says(QUESTIONS[0]))
    assert "Trần Văn Bình" in sent.text
    assert "<blockquote" in sent.params["text"]
    assert sent.params["link_preview_options"] == {"is_disabled": True}
    assert list(sent.buttons) == ["👍", "👎", "Đoạn khác", "Xem ngữ cảnh", "Bài liên quan"]
    typing = [call for call in server.calls("sendChatAction") if int(call.params["chat_id"]) == chat.id]
    assert typing


def test_a_refusal_can_be_voted_on_and_cites_nothing(server: FakeTelegram, chat: Chat) -> None:
    sent = _answered(server, chat.says("Giá vàng hôm nay ở Tokyo là bao nhiêu yên?"))
    assert list(sent.buttons) == ["👍", "👎"]
    assert "<blockquote" not in sent.params["text"]


@pytest.mark.parametrize(
    "text", ["<b>Ai & ai</b> phát biểu?", "</blockquote>", "&lt;", "*_`[x](y)", "😀" * 3_000, "\u202e?", "a\x00b"]
)
def test_any_text_is_answered(server: FakeTelegram, chat: Chat, text: str) -> None:
    assert _answered(server, chat.says(text)).text


@pytest.mark.parametrize(
    "command", ["/start", "/trogiup", "/help", "/hoi", "/baiviet", "/nguon", "/moi", "/khongco", "/START"]
)
def test_every_command_is_answered(server: FakeTelegram, chat: Chat, command: str) -> None:
    assert _answered(server, chat.says(command)).text


def test_hoi_asks(server: FakeTelegram, chat: Chat) -> None:
    assert "Sầm Sơn" in _answered(server, chat.says(f"/hoi {QUESTIONS[1]}")).text


def test_follow_ups_continue_and_moi_starts_afresh(server: FakeTelegram, chat: Chat) -> None:
    first = _answered(server, chat.says(QUESTIONS[0]))
    _answered(server, chat.says(QUESTIONS[1]))
    older = _answered(server, chat.says("Bao giờ?", reply_to=first))
    assert "5/3/2024" in older.text
    source = _answered(server, chat.says("/nguon"))
    assert "thương lượng tập thể" in source.text
    _answered(server, chat.says("/moi"))
    assert "Chưa có câu trả lời nào" in _answered(server, chat.says("/nguon")).text


def test_what_is_no_text_gets_help_once(server: FakeTelegram, chat: Chat) -> None:
    sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 1}
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    asked = chat.sends({"sticker": {**sticker, "is_animated": False, "is_video": False}})
    assert "bằng chữ" in _answered(server, asked).text
    chat.sends({"voice": voice})
    chat.sends({"photo": photo, "caption": "Ai đây?"})
    chat.sends({"new_chat_title": "Nhóm"})
    chat.document("bai.txt", b"Xin chao")
    _quiet(server, chat)


def test_an_edited_message_is_not_answered_again(server: FakeTelegram, chat: Chat) -> None:
    _answered(server, chat.says(QUESTIONS[0]))
    chat.sends({"text": QUESTIONS[1], "edit_date": int(time.time())}, kind="edited_message")
    _quiet(server, chat)


def test_odd_updates_are_passed_over(server: FakeTelegram, chat: Chat) -> None:
    server.add_update({"message": {"nonsense": True}})
    server.add_update({"something_new": {}})
    server.add_update({"channel_post": chat.message({"text": QUESTIONS[0]})})
    server.add_update({"my_chat_member": {"odd": 1}})
    assert _answered(server, chat.says(QUESTIONS[0]))


def test_articles_are_listed(server: FakeTelegram, chat: Chat) -> None:
    sent = _answered(server, chat.says("/baiviet"))
    assert "Trao học bổng" in sent.text
    chat.presses(sent, "l:7")
    chat.presses(sent, "l:abc")
    assert _answered(server, chat.says(QUESTIONS[0]))


# -- buttons --------------------------------------------------------------------------------------------------


def test_votes_are_kept_shown_and_changed(server: FakeTelegram, chat: Chat) -> None:
    sent = _answered(server, chat.says(QUESTIONS[0]))

    def row() -> list[str]:
        markup = server.state.messages[chat.id, sent.message_id]["reply_markup"]
        return [button["text"] for button in markup["inline_keyboard"][0]]

    chat.presses(sent, sent.buttons["👍"])
    until(lambda: row() == ["👍 ✓", "👎"])
    chat.presses(sent, sent.buttons["👎"])
    until(lambda: row() == ["👍", "👎 ✓"])
    chat.presses(sent, sent.buttons["👎"])
    until(lambda: row() == ["👍", "👎"])


def test_votes_of_a_group_are_counted_per_person(server: FakeTelegram, group: Chat) -> None:
    sent = _answered(server, group.says(f"@congdoan_bot {QUESTIONS[0]}"))
    for person in (User(1, "A"), User(2, "B"), User(2, "B")):
        group.presses(sent, sent.buttons["👍"], user=person)
    group.presses(sent, sent.buttons["👍"], user=User(3, "C"))

    def first() -> str:
        markup = server.state.messages[group.id, sent.message_id]["reply_markup"]
        return str(markup["inline_keyboard"][0][0]["text"])

    until(lambda: first() == "👍 2")  # the second one took the vote back


def _more_than(server: FakeTelegram, chat: Chat, count: int) -> bool:
    return len(server.sent(chat.id)) > count


def test_context_passages_and_related_articles(server: FakeTelegram, chat: Chat) -> None:
    sent = _answered(server, chat.says(QUESTIONS[2]))
    answers = []
    for name in ("Xem ngữ cảnh", "Đoạn khác", "Bài liên quan"):
        before = len(server.sent(chat.id))
        chat.presses(sent, sent.buttons[name])
        server.wait(partial(_more_than, server, chat, before))
        answers.append(server.sent(chat.id)[-1])
    assert all(answer.replies_to == sent.message_id for answer in answers)
    assert "2.000.000 đồng" in answers[0].text or "50 suất" in answers[0].text
    assert "Các bài liên quan" in answers[2].text


def test_old_foreign_and_forged_buttons_never_fail(server: FakeTelegram, process: BotProcess, chat: Chat) -> None:
    sent = _answered(server, chat.says(QUESTIONS[0]))
    other = server.private(next(_numbers))
    elsewhere = _answered(server, other.says("/start"))
    forged = [
        "v:999999:1",
        "c:999999:1",
        "c:1:99",
        "r:",
        "p:x",
        "v:1",
        "x",
        "a:reload",
        "",
        "f:nothing",
        "v:1:7",
        "9" * 60,
    ]
    numbers = [other.presses(elsewhere, data) for data in (*forged, *sent.buttons.values()) if data]
    until(lambda: not set(numbers) & set(server.state.updates))
    time.sleep(1)
    assert "Traceback" not in process.log
    assert len(server.sent(other.id)) == 1
    told = [call.params.get("text", "") for call in server.calls("answerCallbackQuery")]
    assert sum("quá cũ" in text for text in told) >= 5


# -- deleting one's data ------------------------------------------------------------------------------------


def test_deleting_takes_a_confirmation_by_the_same_person(server: FakeTelegram, group: Chat) -> None:
    person, other = User(next(_numbers), "Mai"), User(next(_numbers), "Nga")
    sent = _answered(server, group.says("/xoadulieu", user=person))
    button = sent.buttons["Xoá dữ liệu của tôi"]
    group.presses(sent, button, user=other)
    server.wait(lambda: [c for c in server.calls("answerCallbackQuery") if "người đã gõ" in c.params.get("text", "")])
    group.presses(sent, button, user=person)
    until(lambda: "không lưu dữ liệu" in server.state.messages[group.id, sent.message_id]["text"])


def test_all_data_of_a_person_is_deleted(server: FakeTelegram, process: BotProcess, chat: Chat) -> None:
    answer = _answered(server, chat.says("Ai phụ trách đoàn đi nghỉ mát, hỏi riêng câu này thôi nhé?"))
    chat.presses(answer, answer.buttons["👍"])
    sent = _answered(server, chat.says("/xoadulieu"))
    chat.presses(sent, sent.buttons["Xoá dữ liệu của tôi"])
    until(lambda: "đã xoá" in server.state.messages[chat.id, sent.message_id]["text"])
    stored = b"".join(path.read_bytes() for path in process.data.glob("bot.sqlite3*"))
    assert "hỏi riêng câu này".encode() not in stored
    chat.presses(answer, answer.buttons["Xem ngữ cảnh"])
    _quiet(server, chat)


# -- groups ---------------------------------------------------------------------------------------------------


def test_a_group_is_heard_only_when_it_speaks_to_the_bot(
    server: FakeTelegram, process: BotProcess, group: Chat
) -> None:
    for text in ("Chuyện riêng của nhóm", QUESTIONS[0], "/khongco", "/start@bot_khac", "email a@congdoan_bots"):
        group.says(text)
    somebody = group.message({"text": "Tôi hỏi"}, user=User(5, "E"))
    group.says(QUESTIONS[0], reply_to=somebody["message_id"])
    _quiet(server, group)
    stored = b"".join(path.read_bytes() for path in process.data.glob("bot.sqlite3*"))
    assert b"Chuy\\u1ec7n ri\\u00eang" not in stored
    assert "Chuyện riêng".encode() not in stored
    mentioned = _answered(server, group.says(f"{QUESTIONS[0]} @CongDoan_Bot"))
    assert "Trần Văn Bình" in mentioned.text
    assert _answered(server, group.says(f"/hoi@congdoan_bot {QUESTIONS[1]}"))
    assert _answered(server, group.says(QUESTIONS[2], reply_to=mentioned))


def test_answers_stay_in_their_topic(server: FakeTelegram) -> None:
    forum = server.group(-1_000_000_000_000 - next(_numbers), forum=True)
    sent = _answered(server, forum.says(f"@congdoan_bot {QUESTIONS[0]}", thread_id=77))
    assert sent.thread_id == 77
    assert sent.chat_id == forum.id
    general = _answered(server, forum.says(f"@congdoan_bot {QUESTIONS[0]}"))
    assert general.thread_id is None


def test_bots_channels_and_forwards_of_a_linked_channel_are_not_answered(server: FakeTelegram, group: Chat) -> None:
    text = f"@congdoan_bot {QUESTIONS[0]}"
    group.says(text, **{"from": {"id": 6, "is_bot": True, "first_name": "Bot"}})
    channel = {"id": -1_001, "type": "channel", "title": "Kênh"}
    group.says(text, sender_chat=channel, is_automatic_forward=True)
    _quiet(server, group)


# -- menus ----------------------------------------------------------------------------------------------------


def test_menus_are_vietnamese_and_admins_have_more(server: FakeTelegram) -> None:
    menus = server.wait(lambda: server.state.commands if f"chat:{ADMIN}" in server.state.commands else None)
    members = {item["command"]: item["description"] for item in menus["default:"]}
    admins = {item["command"] for item in menus[f"chat:{ADMIN}"]}
    assert members["baiviet"] == "Xem danh sách bài viết"
    assert "reload" not in members
    assert {*members, "reload"} <= admins
    assert "chat:901" not in menus  # who never wrote has no chat: the start goes on
