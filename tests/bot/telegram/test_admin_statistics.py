import asyncio
from datetime import UTC, datetime

import pytest

from bot import charts, telegram_words
from bot import telegram_admin_words as words
from bot.store import AnswerContent, Talk, Vote
from bot.store.clock import VIETNAM
from bot.telegram import admin_statistics
from rag.answer import Mode
from tests.bot.telegram.admin_bench import BINH, LAN, Bench
from tests.fake_telegram import Failure


def asked(bench: Bench, question: str, mode: Mode, vote: Vote | None = None) -> None:
    content = AnswerContent(question, question, mode, "…", "g", timings_ms={"total": 40.0})
    number = bench.store.answers.add(Talk(7, 0, 7), content)
    if vote is not None:
        bench.store.answers.vote(number, 7, vote)


async def test_statistics_come_with_a_picture(bench: Bench) -> None:
    asked(bench, "Ai phát biểu?", Mode.EXTRACTIVE, Vote.UP)
    asked(bench, "Giá vàng?", Mode.REFUSAL)
    (said, picture) = await bench.says("/thongke")
    assert "Bài viết: 2 bài, 0 tin vắn" in said.text
    assert "Hôm nay: 2 câu hỏi" in said.text
    assert "Trả lời được: 50 %" in said.text
    assert "👍 1 · 👎 0" in said.text
    assert "0,04 giây" in said.text
    assert picture.method == "sendPhoto"


async def test_statistics_without_matplotlib_are_text_alone(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "available", lambda: False)
    asked(bench, "Giá vàng?", Mode.REFUSAL)
    assert [sent.method for sent in await bench.says("/thongke")] == ["sendMessage"]


async def test_a_picture_that_is_refused_costs_nothing(bench: Bench) -> None:
    bench.telegram.fail("sendPhoto", Failure(400, "Bad Request: not enough rights"))
    asked(bench, "Giá vàng?", Mode.REFUSAL)
    assert [sent.method for sent in await bench.says("/thongke")] == ["sendMessage"]


async def test_unanswered_questions_are_grouped_and_paged_in_place(bench: Bench) -> None:
    (said,) = await bench.says("/chuatraloi")
    assert said.text == words.UNANSWERED_NONE
    for topic in ("vàng", "điện", "xăng", "gạo", "thép", "cà phê", "cao su", "sữa"):
        asked(bench, f"Giá {topic} hôm nay?", Mode.REFUSAL)
    asked(bench, "Lương hưu tháng này bao nhiêu?", Mode.EXTRACTIVE, Vote.DOWN)
    asked(bench, "luong huu thang nay la bao nhieu", Mode.REFUSAL)
    asked(bench, "<b>Lương hưu</b> tháng này?", Mode.REFUSAL)
    (shown,) = await bench.says("/chuatraloi")
    assert "trang 1/2" in shown.text
    assert "3 lượt" in shown.text.split("2. ")[0]
    assert "<b>Lương hưu</b>" in shown.text
    assert await bench.presses(shown, telegram_words.NEXT_PAGE) == []
    assert "trang 2/2" in bench.telegram.state.messages[LAN, shown.message_id]["text"]


# -- the weekly digest --------------------------------------------------------------------------------------------


def there(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "week"),
    [
        (there(23, 7, 59), None),
        (there(23, 8), "2026-W48"),
        (there(24, 7, 59), "2026-W48"),
        (there(24, 8), None),
        (there(29, 12), None),
    ],
)
def test_the_digest_is_due_on_monday_morning_and_a_day_longer(now: datetime, week: str | None) -> None:
    assert admin_statistics.due(now) == week


async def test_the_digest_is_sent_once_to_each_admin_who_wants_it(bench: Bench) -> None:
    asked(bench, "Giá vàng hôm nay?", Mode.REFUSAL)
    (said,) = await bench.says("/bantin")
    assert said.text == words.DIGEST_NOW_ON
    bench.binh.says("/bantin tắt")
    (said,) = await bench.hear()
    assert said.text == words.DIGEST_OFF
    for _ in range(3):
        await admin_statistics.send_digest(bench.services, "2026-W48")
    digests = [sent for sent in bench.telegram.sent() if words.DIGEST_OFF_HINT in sent.text]
    assert [sent.chat_id for sent in digests] == [LAN]
    assert "Giá vàng hôm nay?" in digests[0].text
    bench.binh.says("/bantin bat")
    await bench.hear()
    await admin_statistics.send_digest(bench.services, "2026-W49")
    assert bench.telegram.sent(BINH)[-1].text.startswith("📬")


async def test_a_digest_that_could_not_be_sent_is_sent_later(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench.services.sender, "_patience", 0.0)
    bench.telegram.fail("sendMessage", Failure(500), times=2)
    await admin_statistics.send_digest(bench.services, "2026-W48")
    assert bench.telegram.sent() == []
    await admin_statistics.send_digest(bench.services, "2026-W48")
    assert len(bench.telegram.sent()) == 2


async def test_the_clock_of_the_digest(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([there(23, 7, 59), there(23, 8), there(23, 8, 1)])
    monkeypatch.setattr(admin_statistics, "utc_now", lambda: next(moments, there(25, 8)))
    monkeypatch.setattr(admin_statistics, "_LOOK", 0.01)
    running = asyncio.create_task(admin_statistics.digests(bench.services))
    await asyncio.sleep(1)
    running.cancel()
    assert [sent.chat_id for sent in bench.telegram.sent()] == [LAN, BINH]
