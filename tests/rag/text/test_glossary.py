"""The table of abbreviations that admins keep in the corpus folder: read, part of the index, wrong lines told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.article import SkipReason
from rag.articles.corpus import load_corpus
from rag.questions.question import understand
from rag.text.glossary import Abbreviation, is_glossary, parse_rows
from rag.text.shorthand import shipped
from tests.fakes import HashEmbedder
from tests.rag.indexing import engine_for, write_article

CDDK = Abbreviation("CĐDK", "công đoàn dầu khí")


@pytest.mark.parametrize(
    "line",
    [
        "CĐDK = công đoàn dầu khí",
        "CĐDK=công đoàn dầu khí",
        "CĐDK: công đoàn dầu khí",
        "CĐDK\tcông đoàn dầu khí",
        "CĐDK -> công đoàn dầu khí",
        " “CĐDK”  =  “công đoàn dầu khí”. ",
        "\ufeffCĐDK = công đoàn dầu\u200b khí",
        "# chú thích\r\n\r\nCĐDK = công đoàn dầu khí\r\n",
    ],
)
def test_a_row_may_be_written_in_several_ways(line: str) -> None:
    assert parse_rows(line) == parse_rows("CĐDK = công đoàn dầu khí")
    assert parse_rows(line).rows == (CDDK,)


def test_wrong_lines_are_told_and_cost_nothing() -> None:
    table = parse_rows(
        "CĐDK = công đoàn dầu khí\n"
        "một dòng không có dấu bằng\n"
        "= thiếu chữ tắt\n"
        "thiếu nghĩa =\n"
        "K = không\n"
        "công đoàn = CĐ\n"
        "CĐDK = công đoàn đường sắt\n"
        "CĐDK = công đoàn dầu khí\n"
        "NVH LĐ = nhà văn hóa lao động\n"
    )
    assert table.rows == (CDDK, Abbreviation("NVH LĐ", "nhà văn hóa lao động"))
    assert table.bad == (2, 3, 4, 5, 6, 7)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    table = parse_rows(text)
    assert len(shipped().extended(table.rows).spelled_out(text)) >= 0


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("viet-tat.txt", True), ("Viết tắt.txt", True), ("VIET_TAT.TXT", True), ("2018/viet-tat.txt", False),
        ("viet-tat.md", False), ("viet-tat-la-gi.txt", False),
    ],
)  # fmt: skip
def test_which_file_is_the_table(path: str, is_one: bool) -> None:
    assert is_glossary(path) is is_one


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    write_article(folder, 1, "Tin của CĐDK", ["CĐDK trao quà cho thợ giàn khoan.", "Buổi lễ diễn ra tại Vũng Tàu."])
    write_article(folder, 2, "Tin khác", ["Công đoàn dầu khí tổ chức giải bóng bàn.", "Giải có ba mươi đội dự."])
    return tmp_path


def test_the_table_is_no_article_and_its_wrong_lines_are_reported(root: Path) -> None:
    (root / "corpus" / "viet-tat.txt").write_text("CĐDK = công đoàn dầu khí\nsai\n", "utf-8")
    corpus = load_corpus(root / "corpus", max_bytes=10_000)
    assert [article.path for article in corpus.articles] == ["0001.txt", "0002.txt"]
    assert corpus.abbreviations == (CDDK,)
    assert [(item.path, item.reason, item.detail) for item in corpus.skipped] == [
        ("viet-tat.txt", SkipReason.BAD_ROWS, "lines 2")
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"\xff\x00\x01\x02" * 50, SkipReason.NOT_TEXT), (b"", SkipReason.EMPTY), (b"a" * 11_000, SkipReason.TOO_LARGE)],
)
def test_a_table_that_cannot_be_read_costs_no_article(root: Path, data: bytes, reason: SkipReason) -> None:
    (root / "corpus" / "viet-tat.txt").write_bytes(data)
    corpus = load_corpus(root / "corpus", max_bytes=10_000)
    assert len(corpus.articles) == 2
    assert [item.reason for item in corpus.skipped] == [reason]


def test_texts_and_questions_agree_on_it_after_a_reload(root: Path) -> None:
    embedder = HashEmbedder()
    engine = engine_for(root, embedder)
    engine.ensure()
    before = engine.manifest().digest
    assert not engine.plan().diff
    assert engine.plan().same

    (root / "corpus" / "viet-tat.txt").write_text("CĐDK = công đoàn dầu khí\n", "utf-8")
    plan = engine.plan()
    assert not plan.diff
    assert not plan.same
    made = len(embedder.embedded)
    report = engine.reload()
    assert report.switched
    assert engine.manifest().digest != before
    assert len(embedder.embedded) == made  # the vectors are of the texts as they are written

    for question in ("CĐDK trao quà ở đâu", "công đoàn dầu khí trao quà ở đâu", "cddk trao qua o dau"):
        ranking = engine.search(question)
        assert {"dau_khi", "cong_doan"} <= set(ranking.question.folded)
        assert {"dau_khi", "cong_doan"} <= ranking.articles[0].terms
        assert ranking.articles[0].article.path == "0001.txt"
    engine.close()

    again = engine_for(root, embedder)  # as a new process: the table comes with the generation
    assert "dau_khi" in again.search("CĐDK").question.folded
    again.close()


def test_the_own_table_goes_before_the_package(root: Path) -> None:
    own = shipped().extended([Abbreviation("BTV", "biên tập viên")])
    assert "bien_tap" in understand("BTV nói gì?", own).folded
    assert "thuong_vu" in understand("BTV nói gì?").folded
