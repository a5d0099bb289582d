import asyncio
from typing import Never

import pytest

from bot import telegram_admin_words as words
from bot import telegram_words
from bot.telegram import admin_documents, upload
from tests.bot.telegram.admin_bench import LAN, NEW, Bench
from tests.bot.telegram.test_upload import ARTICLE, DATA, docx_bytes
from tests.fake_telegram import Failure


async def test_a_document_is_shown_added_and_loaded(bench: Bench) -> None:
    bench.lan.document("../../../Bài mới.docx", docx_bytes())
    (shown,) = await bench.hear()
    assert "Hội nghị cán bộ công đoàn" in shown.text
    assert not list(bench.rag.corpus_dir.glob("*.docx"))
    (added,) = await bench.presses(shown, words.CONFIRM_ADD)
    (path,) = bench.rag.corpus_dir.glob("*.docx")
    assert path.name.endswith(".docx")
    assert "hoi-nghi-can-bo-cong-doan" in path.name
    (plan,) = await bench.presses(added, words.RELOAD_NOW)
    assert "Thêm mới: 1 bài" in plan.text
    await bench.presses(plan, words.CONFIRM_RELOAD)
    assert path.stem in bench.ids()


async def test_a_cancelled_document_is_deleted(bench: Bench) -> None:
    bench.lan.document("a.txt", ARTICLE.encode())
    (shown,) = await bench.hear()
    (said,) = await bench.presses(shown, words.CANCEL)
    assert said.text == words.ADD_DROPPED
    assert not list((bench.rag.data_dir / upload.STAGED).iterdir())
    assert await bench.presses(shown, words.CONFIRM_ADD) == []


async def test_a_document_that_is_there_already_is_not_added(bench: Bench) -> None:
    text = (bench.rag.corpus_dir / "nghi-mat.txt").read_bytes()
    bench.lan.document("khac.txt", text)
    (said,) = await bench.hear()
    assert "đã có trong kho" in said.text
    assert not said.buttons
    assert not list((bench.rag.data_dir / upload.STAGED).iterdir())


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.exe", b"MZ\x90\x00", "loại tệp chưa hỗ trợ"),
        ("a.docx", b"PK\x03\x04", "bị hỏng"),
        ("a.txt", b" ", "không có nội dung"),
        ("a.txt", b"\x00\x01" * 99, "không phải là văn bản"),
    ],
)
async def test_a_document_that_cannot_be_read_says_why(bench: Bench, name: str, data: bytes, reason: str) -> None:
    bench.lan.document(name, data)
    (said,) = await bench.hear()
    assert reason in said.text


async def test_a_document_too_large_is_not_downloaded(bench: Bench) -> None:
    big = {"file_id": "f", "file_unique_id": "f", "file_name": "a.pdf", "file_size": 20_000_001}
    bench.lan.sends({"document": big})
    (said,) = await bench.hear()
    assert "quá lớn" in said.text
    assert bench.telegram.calls("getFile") == []


async def test_a_download_that_fails_is_told(bench: Bench) -> None:
    bench.telegram.fail("getFile", Failure(500), times=9)
    bench.lan.document("a.txt", ARTICLE.encode())
    (said,) = await bench.hear()
    assert said.text == words.DOWNLOAD_FAILED


async def test_documents_that_nobody_confirmed_are_swept_away(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.lan.document("a.txt", ARTICLE.encode())
    await bench.hear()
    monkeypatch.setattr(admin_documents, "PATIENCE", -1.0)
    sweeping = asyncio.create_task(admin_documents.sweep(bench.services))
    while list((bench.rag.data_dir / upload.STAGED).iterdir()):
        await asyncio.sleep(0.02)
    sweeping.cancel()


async def test_a_corpus_that_cannot_be_written_is_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.lan.document("a.txt", ARTICLE.encode())
    (shown,) = await bench.hear()

    def full(*_: object) -> Never:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(upload, "add", full)
    (said,) = await bench.presses(shown, words.CONFIRM_ADD)
    assert said.text == words.CORPUS_READ_ONLY


# -- removing ---------------------------------------------------------------------------------------------------


async def test_an_article_is_chosen_confirmed_and_kept_aside(bench: Bench) -> None:
    (shown,) = await bench.says("/xoabai")
    assert "1. " in shown.text
    (asked,) = await bench.presses(shown, "2")
    assert "nghỉ mát" in asked.text
    assert (bench.rag.corpus_dir / "nghi-mat.txt").exists()
    (done,) = await bench.presses(asked, words.CONFIRM_REMOVE)
    assert "Đã gỡ bài" in done.text
    assert not (bench.rag.corpus_dir / "nghi-mat.txt").exists()
    assert len(list((bench.rag.data_dir / upload.REMOVED).rglob("nghi-mat.txt"))) == 1
    (plan,) = await bench.presses(done, words.RELOAD_NOW)
    assert "Gỡ bỏ: 1 bài" in plan.text


async def test_an_article_is_named_by_its_id(bench: Bench) -> None:
    (asked,) = await bench.says("/xoabai nghi-mat")
    (said,) = await bench.presses(asked, words.CANCEL)
    assert said.text == words.CANCELLED
    assert (bench.rag.corpus_dir / "nghi-mat.txt").exists()
    (said,) = await bench.says("/xoabai khong-co")
    assert said.text == words.REMOVE_UNKNOWN
    (asked,) = await bench.says("/xoabai nghi-mat")
    (bench.rag.corpus_dir / "nghi-mat.txt").unlink()
    (said,) = await bench.presses(asked, words.CONFIRM_REMOVE)
    assert said.text == words.REMOVE_GONE


async def test_a_teaser_has_no_file_of_its_own(bench: Bench) -> None:
    bench.add_article("trang.txt", (DATA / "corpus_pages" / "laodongthudo.txt").read_text("utf-8"))
    bench.services.engine.reload()
    teaser = next(a for a in bench.services.engine.articles() if a.kind == "teaser")
    (said,) = await bench.says(f"/xoabai {teaser.id}")
    assert "không có tệp riêng" in said.text
    (asked,) = await bench.says("/xoabai trang")
    assert "tin vắn kèm theo, cũng sẽ được gỡ" in asked.text


async def test_the_list_of_articles_is_paged_in_place(bench: Bench) -> None:
    for n in range(12):
        bench.add_article(f"bai-{n:02}.txt", NEW.replace("80", str(n + 100)))
    bench.services.engine.reload()
    (shown,) = await bench.says("/xoabai")
    assert telegram_words.PREVIOUS_PAGE not in shown.buttons
    assert await bench.presses(shown, telegram_words.NEXT_PAGE) == []
    edited = bench.telegram.state.messages[LAN, shown.message_id]
    assert "trang 2/2" in edited["text"]
    labels = [button["text"] for row in edited["reply_markup"]["inline_keyboard"] for button in row]
    assert labels == ["9", "10", "11", "12", "13", "14", telegram_words.PREVIOUS_PAGE]
