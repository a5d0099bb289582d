"""The table of abbreviations, sent to the bot as a document."""

from pathlib import Path

import pytest

from bot import telegram_admin_words as words
from bot.telegram import table, upload
from tests.bot.telegram.admin_bench import Bench

ROWS = "# của đơn vị\nNMĐV = nghỉ mát đoàn viên\nCĐDK\tcông đoàn dầu khí\n"


def staged(bench: Bench) -> list[Path]:
    folder = bench.rag.data_dir / upload.STAGED
    return list(folder.iterdir()) if folder.is_dir() else []


@pytest.mark.parametrize("name", ["viet-tat.txt", "Viết tắt.txt", "../x/viet_tat.TXT", "C:\\a\\viet-tat.txt"])
def test_a_table_is_known_by_its_name(name: str) -> None:
    assert table.is_table(name)


@pytest.mark.parametrize("name", [None, "", "viet-tat.docx", "bai-viet-tat.txt"])
def test_other_documents_are_none(name: str | None) -> None:
    assert not table.is_table(name)


async def test_a_table_is_shown_stored_and_loaded(bench: Bench) -> None:
    bench.lan.document("Viết tắt.txt", ROWS.encode())
    (shown,) = await bench.hear()
    assert words.table_understood(2) in shown.text
    assert "• CĐDK = công đoàn dầu khí" in shown.text
    assert "removed" not in shown.text
    place = bench.rag.corpus_dir / "viet-tat.txt"
    assert not place.exists()
    (added,) = await bench.presses(shown, words.CONFIRM_TABLE)
    assert added.text == words.table_added(2, "viet-tat.txt")
    assert place.read_text("utf-8") == ROWS
    (plan,) = await bench.presses(added, words.RELOAD_NOW)
    assert "bảng viết tắt (viet-tat.txt)" in plan.text
    await bench.presses(plan, words.CONFIRM_RELOAD)
    answer = bench.services.engine.ask("NMĐV ở đâu?")
    assert "Cửa Lò" in answer.text
    assert bench.ids() == {"hoi-thao-hue", "nghi-mat"}, "no article of it"


async def test_a_table_takes_the_place_of_the_one_before_which_is_kept(bench: Bench) -> None:
    (bench.rag.corpus_dir / "Viết Tắt.txt").write_text("ABC = một hai ba\n", "utf-8")
    bench.lan.document("viet-tat.txt", ROWS.encode())
    (shown,) = await bench.hear()
    assert words.table_replaces(1) in shown.text
    (added,) = await bench.presses(shown, words.CONFIRM_TABLE)
    assert added.text == words.table_added(2, "Viết Tắt.txt")
    assert [path.name for path in bench.rag.corpus_dir.glob("*.txt")].count("viet-tat.txt") == 0
    assert (bench.rag.corpus_dir / "Viết Tắt.txt").read_text("utf-8") == ROWS
    (kept,) = (bench.rag.data_dir / upload.REMOVED).rglob("*.txt")
    assert kept.read_text("utf-8") == "ABC = một hai ba\n"


async def test_lines_that_are_amiss_are_named_and_nothing_is_stored(bench: Bench) -> None:
    bench.lan.document("viet-tat.txt", (ROWS + "không <b>đúng</b>\nNMĐV = nghĩa khác hẳn\n").encode())
    (said,) = await bench.hear()
    assert said.text.startswith(words.TABLE_REFUSED)
    assert "• Dòng 4: “không <b>đúng</b>”" in said.text
    assert "• Dòng 5: “NMĐV = nghĩa khác hẳn”" in said.text
    assert words.TABLE_SEND_AGAIN in said.text
    assert not said.buttons
    assert staged(bench) == []
    assert not (bench.rag.corpus_dir / "viet-tat.txt").exists()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("# chỉ có ghi chú\n".encode(), words.TABLE_EMPTY),
        (b" ", words.TABLE_EMPTY),
        (b"\x00\x01" * 99, "không phải là văn bản"),
    ],
)
async def test_what_is_no_table_is_not_taken(bench: Bench, data: bytes, told: str) -> None:
    bench.lan.document("viet-tat.txt", data)
    (said,) = await bench.hear()
    assert told in said.text
    assert not said.buttons


async def test_a_cancelled_table_is_deleted(bench: Bench) -> None:
    bench.lan.document("viet-tat.txt", ROWS.encode())
    (shown,) = await bench.hear()
    (said,) = await bench.presses(shown, words.CANCEL)
    assert said.text == words.ADD_DROPPED
    assert staged(bench) == []
    assert await bench.presses(shown, words.CONFIRM_TABLE) == []
