import asyncio
import threading
import time
from contextlib import suppress
from itertools import pairwise

import pytest

from bot import telegram_admin_words as words
from bot import telegram_words
from bot.telegram import admin_reload
from rag.errors import ReloadRunningError
from rag.index.reload import reload_lock
from tests.bot.telegram.admin_bench import LAN, Bench
from tests.bot.telegram.test_upload import ARTICLE
from tests.fake_telegram import Failure
from tests.fakes import HashEmbedder


async def test_reload_shows_the_difference_and_waits_for_the_button(bench: Bench) -> None:
    bench.add_article()
    (bench.rag.corpus_dir / "anh.png").write_bytes(b"\x89PNG")
    (bench.rag.corpus_dir / "nghi-mat.txt").unlink()
    (shown,) = await bench.says("/reload")
    assert "Thêm mới: 1 bài" in shown.text
    assert "Đại hội công đoàn cơ sở" in shown.text
    assert "Gỡ bỏ: 1 bài" in shown.text
    assert "anh.png" in shown.text
    assert "dai-hoi" not in bench.ids()
    (started, done) = await bench.presses(shown, words.CONFIRM_RELOAD)
    assert started.text == words.RELOAD_STARTED
    assert "Đã nạp xong trong" in done.text
    assert bench.ids() == {"dai-hoi", "hoi-thao-hue"}
    assert not bench.telegram.state.messages[LAN, shown.message_id].get("reply_markup")


async def test_nothing_to_reload_has_no_button(bench: Bench) -> None:
    (shown,) = await bench.says("/reload")
    assert shown.text == words.PLAN_SAME
    assert not shown.buttons


async def test_a_button_works_once(bench: Bench) -> None:
    bench.add_article()
    (shown,) = await bench.says("/reload")
    await bench.presses(shown, words.CONFIRM_RELOAD)
    assert await bench.presses(shown, words.CONFIRM_RELOAD) == []
    assert bench.alerts() == [telegram_words.CONFIRMATION_EXPIRED]


async def test_a_button_is_only_for_the_admin_who_asked(bench: Bench) -> None:
    bench.add_article()
    (shown,) = await bench.says("/reload")
    bench.lan.presses(shown, shown.buttons[words.CONFIRM_RELOAD], user=bench.binh._user)
    assert await bench.hear() == []
    assert bench.alerts() == [telegram_words.NOT_YOURS]
    assert "dai-hoi" not in bench.ids()
    assert len(await bench.presses(shown, words.CONFIRM_RELOAD)) == 2


async def test_a_button_expires(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.admin_talk.PATIENCE", -1.0)
    bench.add_article()
    (shown,) = await bench.says("/reload")
    assert await bench.presses(shown, words.CONFIRM_RELOAD) == []
    assert bench.alerts() == [telegram_words.CONFIRMATION_EXPIRED]
    assert "dai-hoi" not in bench.ids()


async def test_a_reload_can_be_cancelled(bench: Bench) -> None:
    bench.add_article()
    (shown,) = await bench.says("/reload")
    (said,) = await bench.presses(shown, words.CANCEL)
    assert said.text == words.CANCELLED
    assert await bench.presses(shown, words.CONFIRM_RELOAD) == []
    assert "dai-hoi" not in bench.ids()


async def test_another_reload_is_running(bench: Bench) -> None:
    bench.add_article()
    (shown,) = await bench.says("/reload")
    with reload_lock(bench.rag.data_dir):
        sent = await bench.presses(shown, words.CONFIRM_RELOAD)
    assert sent[-1].text == words.RELOAD_RUNNING


async def test_questions_are_answered_during_a_reload_and_progress_is_told_at_a_polite_pace(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin_reload, "_PACE", 0.3)
    engine, go_on, asked = bench.services.engine, threading.Event(), []
    embed = HashEmbedder._get_text_embeddings

    def held(self: HashEmbedder, texts: list[str]) -> list[list[float]]:
        asked.append(texts)
        assert len(asked) == 1 or go_on.wait(20)
        return embed(self, texts)

    monkeypatch.setattr(HashEmbedder, "_get_text_embeddings", held)
    sentences = " ".join(f"Đại biểu số {n} phát biểu tại đại hội." for n in range(300))
    bench.add_article(text=f"Đại hội công đoàn\n\n{sentences}")
    (shown,) = await bench.says("/reload")
    bench.lan.presses(shown, shown.buttons[words.CONFIRM_RELOAD])
    running = asyncio.create_task(bench.hear())
    while not bench.telegram.calls("editMessageText"):
        await asyncio.sleep(0.05)
    before = engine.manifest().name
    answer = await asyncio.to_thread(engine.ask, "Ai phát biểu khai mạc hội thảo tại Huế?")
    assert answer.text
    assert engine.manifest().name == before
    await asyncio.sleep(1)
    go_on.set()
    sent = await running
    assert "Đã nạp xong" in sent[-1].text
    assert engine.manifest().name != before
    edits = bench.telegram.calls("editMessageText")
    assert "▰" in edits[0].params["text"]
    assert "câu" in edits[0].params["text"]
    assert all(later.at - earlier.at > 0.25 for earlier, later in pairwise(edits))


def test_the_pace_is_polite() -> None:
    assert admin_reload._PACE >= 3.0


async def test_progress_that_cannot_be_edited_costs_nothing(bench: Bench) -> None:
    bench.telegram.fail("editMessageText", Failure(400, "Bad Request: message can't be edited"), times=99)
    bench.telegram.fail("editMessageReplyMarkup", Failure(500), times=99)
    bench.add_article()
    (shown,) = await bench.says("/reload")
    assert "Đã nạp xong" in (await bench.presses(shown, words.CONFIRM_RELOAD))[-1].text


async def test_a_reload_that_fails_says_why(bench: Bench) -> None:
    bench.add_article()
    (shown,) = await bench.says("/reload")
    for path in bench.rag.corpus_dir.iterdir():
        path.unlink()
    said = (await bench.presses(shown, words.CONFIRM_RELOAD))[-1].text
    assert "chưa có bài viết nào đọc được" in said
    assert "congdoan reload" not in said
    (sent,) = await bench.says("/reload")
    assert "gõ /reload" in sent.text


async def test_a_stopped_bot_stops_its_reload_and_tells_after_the_restart(bench: Bench) -> None:
    engine = bench.services.engine
    embedder = engine._embedder
    assert isinstance(embedder, HashEmbedder)
    embedder.delay = 0.2
    bench.add_article(text="Đại hội\n\n" + " ".join(f"Đại biểu số {n} phát biểu tại đại hội." for n in range(900)))
    (shown,) = await bench.says("/reload")
    embedded = len(embedder.embedded)
    bench.lan.presses(shown, shown.buttons[words.CONFIRM_RELOAD])
    hearing = asyncio.create_task(bench.hear())
    while len(embedder.embedded) == embedded:
        await asyncio.sleep(0.02)
    hearing.cancel()
    await asyncio.wait({hearing})
    await asyncio.to_thread(wait_for_lock, bench)
    assert len(embedder.embedded) < embedded + 900
    await admin_reload.tell_interrupted(bench.services)
    assert [sent.text for sent in bench.telegram.sent(LAN)][-1] == words.RELOAD_INTERRUPTED
    before = len(bench.telegram.sent())
    await admin_reload.tell_interrupted(bench.services)
    assert len(bench.telegram.sent()) == before


def wait_for_lock(bench: Bench) -> None:
    """Wait until the thread of the reload has ended."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        with suppress(ReloadRunningError), reload_lock(bench.rag.data_dir):
            return
        time.sleep(0.05)
    raise AssertionError("the reload goes on")


async def test_the_folder_changed_after_it_was_shown(bench: Bench) -> None:
    bench.add_article()
    (shown,) = await bench.says("/reload")
    bench.add_article("khac.txt", ARTICLE)
    sent = await bench.presses(shown, words.CONFIRM_RELOAD)
    assert "Thêm mới: 2 bài" in sent[-1].text
    assert words.FOLDER_MOVED_ON in sent[-1].text


# -- rollback ---------------------------------------------------------------------------------------------------


async def test_rollback_asks_first(bench: Bench) -> None:
    (said,) = await bench.says("/rollback")
    assert said.text == words.NO_PREVIOUS
    first = bench.services.engine.manifest().name
    bench.add_article()
    bench.services.engine.reload()
    (shown,) = await bench.says("/rollback")
    assert first in shown.text
    assert bench.services.engine.manifest().name != first
    (done,) = await bench.presses(shown, words.CONFIRM_ROLLBACK)
    assert f"Đã quay về bản chỉ mục {first}" in done.text
    assert bench.services.engine.manifest().name == first


async def test_rollback_goes_only_to_what_was_shown(bench: Bench) -> None:
    bench.add_article()
    bench.services.engine.reload()
    (shown,) = await bench.says("/rollback")
    bench.add_article("khac.txt", ARTICLE)
    bench.services.engine.reload()
    (said,) = await bench.presses(shown, words.CONFIRM_ROLLBACK)
    assert said.text == words.ROLLBACK_MOVED_ON
