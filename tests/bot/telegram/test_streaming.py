"""An answer that is seen while it is written: a decoration that never costs or delays the answer itself."""

from __future__ import annotations

import asyncio
import itertools
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot import telegram_words as words
from bot.telegram import questions, streaming
from bot.telegram.streaming import Drafts, Pace
from tests.bot.telegram.question_bench import QuestionBench
from tests.fake_engine import SENTENCES, FakeEngine, quoted, writing
from tests.fake_telegram import Failure, FakeTelegram
from tests.fake_telegram_chats import Chat

MakeBench = Callable[..., QuestionBench]
GAP = 0.15  # seconds in these tests for the second or more that members see


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ssl.SSLContext.load_verify_locations", lambda *_, **__: None)  # slow, and nobody asks for it
    monkeypatch.setattr(streaming, "DRAFTS", Pace(first=0.0, gap=GAP, growth=1.0, most=40))
    monkeypatch.setattr(streaming, "EDITS", Pace(first=GAP, gap=GAP, growth=1.0, most=8))


@pytest.fixture
async def bench(telegram: FakeTelegram, workplace: Path, quick: None) -> AsyncIterator[MakeBench]:
    made: list[QuestionBench] = []

    def make(engine: FakeEngine | None = None, **rag: object) -> QuestionBench:
        made.append(QuestionBench(telegram, workplace, engine or FakeEngine(pause=0.3), **rag))
        return made[-1]

    yield make
    for one in made:
        await one.close()


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.WARNING, "bot")  # a test of the command line may have left it at ERROR
    return caplog


@pytest.fixture
def chat(telegram: FakeTelegram) -> Chat:
    return telegram.private(77)


def test_members_see_changes_a_second_apart_at_most() -> None:
    assert streaming.DRAFTS.gap >= 1.0
    assert streaming.EDITS.gap >= 1.0
    assert streaming.EDITS.most <= 10


async def test_sentences_are_drafted_as_they_come_and_the_whole_is_sent(
    telegram: FakeTelegram, bench: MakeBench, chat: Chat
) -> None:
    here = bench()
    answer = await here.ask(chat)
    await here.settle()
    drafts = telegram.drafts(chat.id)
    assert [draft.text for draft in drafts] == [" ".join(SENTENCES[:n]) for n in (1, 2, 3)]
    assert len({draft.draft_id for draft in drafts}) == 1
    assert drafts[-1].at < answer.at
    assert all(later.at - earlier.at > GAP * 0.9 for earlier, later in itertools.pairwise(drafts))
    assert answer.text.startswith(" ".join(SENTENCES))
    assert list(answer.buttons) == ["👍", "👎", "Đoạn khác", "Xem ngữ cảnh", "Bài liên quan"]
    assert len(telegram.sent(chat.id)) == 1
    assert telegram.calls("deleteMessage") == []
    record = here.store.answers.by_message(chat.id, answer.message_id)
    assert record is not None
    assert record.content.mode == "llm"


async def test_what_comes_faster_than_it_may_be_shown_is_shown_together(
    telegram: FakeTelegram, bench: MakeBench, chat: Chat
) -> None:
    many, started = [f"Câu số {n} [1]." for n in range(60)], time.monotonic()
    await bench(FakeEngine(pieces=many, pause=0.01)).ask(chat)
    assert 2 <= len(telegram.drafts(chat.id)) <= 1 + (time.monotonic() - started) / GAP


@pytest.mark.parametrize("status", [404, 501])
async def test_a_server_without_drafts_sees_a_message_that_is_edited_and_deleted(
    telegram: FakeTelegram, bench: MakeBench, chat: Chat, status: int
) -> None:
    telegram.fail("sendMessageDraft", Failure(status, "Bad Request: unknown method"), times=99)
    here = bench()
    answer = await here.ask(chat)
    await here.settle()
    preview, final = telegram.sent(chat.id)
    assert preview.text == f"{SENTENCES[0]}\n\n{words.WRITING}"
    assert preview.params["disable_notification"] in (True, "true")
    assert preview.replies_to is None
    assert not preview.buttons
    edits = [call.params["text"] for call in telegram.calls("editMessageText")]
    assert edits
    assert edits == [edit for edit in edits if edit.startswith(SENTENCES[0]) and words.WRITING in edit]
    assert final == answer
    assert telegram.shown(chat.id) == [answer.text], "nothing of the preview is left"
    assert telegram.calls("deleteMessage")[0].at > final.at


async def test_drafts_are_not_tried_for_ever(telegram: FakeTelegram, bench: MakeBench) -> None:
    telegram.fail("sendMessageDraft", Failure(501), times=99)
    here = bench(FakeEngine(pieces=SENTENCES[:1], pause=0.05))
    for number in range(5):
        await here.ask(telegram.private(100 + number))
    assert len(telegram.calls("sendMessageDraft")) == 3


def test_drafts_are_tried_again_some_day() -> None:
    now = 0.0
    drafts = Drafts(lambda: now)
    for taken in (False, False, True, False, False):
        drafts.note(taken=taken)
    assert drafts.taken
    drafts.note(taken=False)
    assert not drafts.taken
    now = 3_600.0
    assert drafts.taken


FAILURES = (
    Failure(400, "Bad Request: chat not found"),
    Failure(501),
    Failure(429, "Too Many Requests: retry after 30", retry_after=30),
    Failure(reset=True),
    Failure(hang=20.0),
)


async def test_a_preview_that_fails_costs_and_delays_nothing(
    telegram: FakeTelegram, bench: MakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Drafts, "_REFUSALS", 1_000)  # else drafts would not be tried any more
    methods = ("sendMessageDraft", "editMessageText", "sendMessage", "deleteMessage")
    chats = []
    for number, (method, failure) in enumerate(itertools.product(methods, FAILURES), start=300):
        chats.append(telegram.private(number))

        def preview(params: dict[str, Any], number: int = number) -> bool:
            return int(params["chat_id"]) == number and "reply_parameters" not in params

        if method != "sendMessageDraft":
            telegram.fail("sendMessageDraft", Failure(501), times=99, when=preview)
        telegram.fail(method, failure, times=99, when=preview)
    here = bench(FakeEngine(pause=0.12))
    started = time.monotonic()
    answers = await asyncio.gather(*(here.ask(chat) for chat in chats))
    assert time.monotonic() - started < 4.0, "the patience with what decorates, which none of them had to have"
    assert all(answer.text.startswith(" ".join(SENTENCES)) and answer.buttons for answer in answers)
    assert [len([sent for sent in telegram.sent(chat.id) if sent.buttons]) for chat in chats] == [1] * len(chats)


async def test_a_429_is_waited_out_before_the_next_change(telegram: FakeTelegram, bench: MakeBench, chat: Chat) -> None:
    telegram.fail("sendMessageDraft", Failure(429, "Too Many Requests: retry after 1", retry_after=1))
    await bench(FakeEngine(pieces=[*SENTENCES, *SENTENCES], pause=0.35)).ask(chat)
    tried = telegram.calls("sendMessageDraft")
    assert tried[1].at - tried[0].at >= 1.4
    assert telegram.drafts(chat.id)


async def test_what_is_not_due_before_the_answer_is_not_shown_after_it(
    telegram: FakeTelegram, bench: MakeBench, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "DRAFTS", Pace(first=0.0, gap=30.0, growth=1.0, most=40))
    here = bench(FakeEngine(pause=0.1))
    answer = await here.ask(chat)
    await here.settle()
    (draft,) = telegram.drafts(chat.id)
    assert draft.at < answer.at


async def test_a_preview_that_arrives_behind_the_answer_is_deleted(
    telegram: FakeTelegram, bench: MakeBench, chat: Chat
) -> None:
    telegram.fail("sendMessageDraft", Failure(501), times=99)
    slow = Failure(200, hang=0.6, late=True)  # it has its effect, and only the answer comes late
    telegram.fail("sendMessage", slow, when=lambda params: "reply_parameters" not in params)
    here = bench(FakeEngine(pause=0.1))
    answer = await here.ask(chat)
    await here.settle()
    assert telegram.shown(chat.id) == [answer.text]


async def test_no_group_sees_a_preview(telegram: FakeTelegram, bench: MakeBench) -> None:
    group = telegram.group(-100_123)
    here = bench(FakeEngine(pause=0.1))
    answer = await here.ask(group, "@congdoan_bot Hội thảo ở đâu?")
    assert here.engine.asked[0]["shown"] is False
    assert (telegram.drafts(group.id), telegram.sent(group.id)) == ([], [answer])


async def test_an_answer_of_quotes_has_no_preview(telegram: FakeTelegram, bench: MakeBench, chat: Chat) -> None:
    await bench(FakeEngine(pieces=(), answer=quoted)).ask(chat)
    assert (telegram.drafts(chat.id), len(telegram.sent(chat.id))) == ([], 1)


async def test_what_was_shown_and_then_withdrawn_is_not_in_the_answer(
    telegram: FakeTelegram, bench: MakeBench, chat: Chat
) -> None:
    here = bench(FakeEngine(pieces=SENTENCES[:1], pause=0.1, answer=lambda: quoted(writing(problem="cut"))))
    answer = await here.ask(chat)
    assert telegram.drafts(chat.id)[0].text == SENTENCES[0]
    assert SENTENCES[0] not in answer.text
    assert answer.text.startswith("Theo bài")


async def test_a_preview_of_any_length_fits(telegram: FakeTelegram, bench: MakeBench, chat: Chat) -> None:
    await bench(FakeEngine(pieces=["😀 dài " * 2_000], pause=0.1)).ask(chat)
    assert telegram.drafts(chat.id)
    telegram.fail("sendMessageDraft", Failure(501), times=99)
    await bench(FakeEngine(pieces=["😀 dài " * 2_000], pause=0.3)).ask(chat)
    assert [sent for sent in telegram.sent(chat.id) if sent.text.endswith(words.WRITING)]


async def test_a_preview_that_a_kill_left_is_deleted_with_the_answer(
    telegram: FakeTelegram, bench: MakeBench, chat: Chat
) -> None:
    telegram.fail("sendMessageDraft", Failure(501), times=99)
    released = threading.Event()
    killed = bench(FakeEngine(pieces=SENTENCES[:1], pause=0.05, hang=None))
    killed.engine.answer = lambda: (released.wait(20), quoted())[1]
    asked = chat.says("Hội thảo ở đâu?")
    answering = asyncio.create_task(killed.answer(asked.update_id))
    while not [sent for sent in telegram.sent(chat.id) if words.WRITING in sent.text]:
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.1)  # its number is on disk
    telegram.fail("deleteMessage", Failure(500), times=1)  # as good as a kill: it did not get to that
    answering.cancel()
    await asyncio.gather(answering, return_exceptions=True)
    released.set()
    await killed.settle()
    assert len(telegram.shown(chat.id)) == 1
    here = bench(FakeEngine(pieces=()))
    answer = await here.answer(asked.update_id, attempts=1)
    assert telegram.shown(chat.id) == [answer.text]


async def test_a_model_that_hangs_in_spite_of_its_limits_costs_no_answer(
    telegram: FakeTelegram, bench: MakeBench, monkeypatch: pytest.MonkeyPatch, log: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(questions, "MODEL_WITHIN", 0.6)
    monkeypatch.setattr(questions, "_LEAST", 0.1)
    hang = threading.Event()
    here = bench(FakeEngine(hang=hang), openai_daily_tokens=10_000)
    started = time.monotonic()
    answers = await asyncio.gather(*(here.ask(telegram.private(200 + n)) for n in range(20)))
    assert time.monotonic() - started < 5.0, "twelve at once, and none of the others waits for these"
    assert all(answer.text.startswith("Theo bài") for answer in answers)
    assert "the model did not answer in time" in log.text
    hang.set()


async def test_a_question_that_waited_long_does_not_wait_for_the_model_too(
    bench: MakeBench, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "MODEL_WITHIN", 1.0)
    here = bench()
    assert (await here.ask(chat)).text.startswith("Theo bài")
    assert [asked["model"] for asked in here.engine.asked] == [False]


async def test_the_day_s_tokens_are_over_and_each_member_hears_it_once(
    telegram: FakeTelegram, bench: MakeBench, log: pytest.LogCaptureFixture
) -> None:
    here = bench(FakeEngine(pieces=()), openai_daily_tokens=1_000)
    lan, nga = telegram.private(1), telegram.private(2)
    said = [await here.ask(one) for one in (lan, lan, lan, nga, nga)]
    note = words.UNPAID["everybody"]
    assert [note in one.text for one in said] == [False, True, False, True, False]
    record = here.store.answers.by_message(lan.id, said[1].message_id)
    assert record is not None
    assert record.content.note == note, "it is there again where the answer is sent again after a kill"
    assert log.text.count("are used up") == 1


async def test_a_member_s_own_tokens_are_over(telegram: FakeTelegram, bench: MakeBench) -> None:
    here = bench(FakeEngine(pieces=()), openai_daily_tokens_per_member=1_000)
    lan, nga = telegram.private(1), telegram.private(2)
    texts = [(await here.ask(one)).text for one in (lan, lan, nga)]
    note = words.UNPAID["person"]
    assert [note in text for text in texts] == [False, True, False]
    assert [text.endswith(note) for text in texts] == [False, True, False]


async def test_four_at_once_go_little_beyond_the_day_s_tokens(telegram: FakeTelegram, bench: MakeBench) -> None:
    here = bench(FakeEngine(pieces=(), pause=0.3), openai_daily_tokens=2_000, openai_context_window=2_000)
    await here.ask(telegram.private(1))
    answers = await asyncio.gather(*(here.ask(telegram.private(n)) for n in range(2, 6)))
    assert sum(answer.text.startswith(SENTENCES[0]) for answer in answers) == 1
    assert here.store.usage.today("tokens") == 2_000


async def test_members_who_blocked_the_bot_get_no_preview(telegram: FakeTelegram, bench: MakeBench, chat: Chat) -> None:
    telegram.state.blocked.add(chat.id)
    with pytest.raises(Exception, match="blocked"):
        await bench(FakeEngine(pause=0.1)).ask(chat)
    assert telegram.drafts(chat.id) == []
    assert len(telegram.calls("sendMessageDraft")) == 1
