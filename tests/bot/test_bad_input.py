"""No traceback reaches a person: each failure is one Vietnamese line on stderr and an exit code."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path
from typing import NoReturn

import pytest
from typer.testing import Result

from rag.index.reload import reload_lock
from tests.bot.conftest import Cli
from tests.fakes import HashEmbedder


def failed_with(result: Result, code: int, *words: str) -> None:
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    line = result.stderr.splitlines()[-1]
    assert all(word in line for word in words), line


@pytest.mark.parametrize(
    "question", ["", "   ", "😀🎉", "\x00\x01\x1b[31m", "\u200b\ufeff", "?!…", "a" * 10_000, "hỏi " * 2_500, "\ud800"]
)
def test_questions_that_are_none(cli: Cli, question: str) -> None:
    result = cli("ask", question, "--json")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert (answer["answered"], answer["citations"]) == (False, [])
    assert answer["mode"] in {"refusal", "smalltalk"}  # an emoji may be a greeting
    assert answer["text"]
    assert cli("search", question).exit_code == 0
    shown = cli("ask", question).stdout
    assert "\x1b" not in shown


def test_a_missing_corpus(cli: Cli, corpus_dir: Path) -> None:
    shutil.rmtree(corpus_dir)
    failed_with(cli("ask", "ai?"), 1, "CORPUS_DIR", "corpus")
    failed_with(cli("reload"), 1, "CORPUS_DIR")


def test_a_corpus_that_is_a_file(cli: Cli, corpus_dir: Path) -> None:
    shutil.rmtree(corpus_dir)
    corpus_dir.write_text("một tệp")
    failed_with(cli("reload"), 1, "CORPUS_DIR")


def test_an_empty_corpus_replaces_nothing(cli: Cli, corpus_dir: Path) -> None:
    before = cli("articles").stdout
    for path in corpus_dir.iterdir():
        path.unlink()
    (corpus_dir / "ảnh.png").write_bytes(b"\x89PNG")
    result = cli("reload")
    failed_with(result, 1, "corpus", "congdoan reload")
    assert "ảnh.png: loại tệp chưa hỗ trợ" in result.stdout
    assert cli("articles").stdout == before


def test_bad_files_are_named_and_the_rest_is_indexed(cli: Cli, corpus_dir: Path) -> None:
    (corpus_dir / "rong.txt").write_text("")
    (corpus_dir / "nhi-phan.txt").write_bytes(bytes(range(256)) * 20)
    result = cli("reload")
    failed_with(result, 1, "2 tệp")
    assert "rong.txt: không có nội dung" in result.stdout
    assert len(cli("articles").stdout.splitlines()) == 2
    skipped = json.loads(cli("reload", "--json").stdout)["skipped"]
    assert [list(item) for item in skipped] == [["path", "reason", "detail"]] * 2


def test_a_data_folder_that_is_a_file(cli: Cli, workplace: Path) -> None:
    (workplace / "data").write_text("một tệp")
    failed_with(cli("ask", "ai?"), 1, "DATA_DIR", "data")


@pytest.mark.parametrize(
    ("number", "word"), [(errno.ENOSPC, "đầy"), (errno.EROFS, "quyền ghi"), (errno.EACCES, "quyền ghi")]
)
def test_a_data_folder_that_cannot_be_written(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, number: int, word: str
) -> None:
    def refuse(*_args: object, **_options: object) -> NoReturn:
        raise OSError(number, "refused")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "mkdir", refuse)
        failed_with(cli("ask", "ai?"), 1, "data", word)
    assert cli("ask", "ai?").exit_code == 0


def damage(folder: Path, name: str) -> None:
    (folder / "generations" / name / "articles.json").write_text("[]")


def current(folder: Path) -> str:
    return str(json.loads((folder / "current.json").read_text())["current"])


def test_a_damaged_generation_with_one_before(cli: Cli, corpus_dir: Path, workplace: Path) -> None:
    assert cli("reload").exit_code == 0
    before = cli("articles").stdout
    (corpus_dir / "moi.txt").write_text("Bài mới về lương\n\nLương tối thiểu tăng 6% từ tháng 7.\n")
    assert cli("reload").exit_code == 0
    newest = current(workplace / "data")
    damage(workplace / "data", newest)
    result = cli("articles")
    assert (result.exit_code, result.stdout) == (0, before)
    failed_with(result, 0, newest, "hỏng", "congdoan reload")


def test_a_damaged_generation_without_one_before(cli: Cli, workplace: Path) -> None:
    before = cli("articles").stdout
    damage(workplace / "data", current(workplace / "data"))
    result = cli("articles")
    assert (result.exit_code, result.stdout) == (0, before)
    assert "lập lại" in result.stderr


def test_another_embedder_says_so_and_rebuilds(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("articles")
    monkeypatch.setattr("rag.engine.embedder_of", lambda _: HashEmbedder(model_name="another", dimension=48))
    result = cli("ask", "ai phát biểu?")
    assert result.exit_code == 0
    assert "Bộ tạo vectơ đã đổi (trước đây: hash)" in result.stderr


def test_two_reloads_at_once(cli: Cli, workplace: Path) -> None:
    with reload_lock(workplace / "data"):
        failed_with(cli("reload"), 1, "đang được nạp", "đợi")
    assert cli("reload").exit_code == 0


def test_an_embedder_that_fails(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.engine.embedder_of", lambda _: HashEmbedder(fail_after=0))
    failed_with(cli("ask", "ai?"), 1, "vectơ")


def test_a_server_that_is_not_there(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMA_URL", "http://127.0.0.1:9")
    failed_with(cli("ask", "ai?"), 1, "127.0.0.1:9")
    failed_with(cli("reload"), 1, "127.0.0.1:9")


def test_settings_that_cannot_be_used(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMA_URL", "ftp://user:secret@host")
    result = cli("ask", "ai?")
    failed_with(result, 1, "CHROMA_URL", "http://")
    assert "secret" not in result.output
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    failed_with(cli("stats"), 1, "LOG_LEVEL", "DEBUG")


def test_what_nobody_foresaw(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("rag.engine.Engine.ask", fail)
    result = cli("ask", "ai?")
    failed_with(result, 1, "ZeroDivisionError", "LOG_LEVEL=DEBUG")
    assert "secret" not in result.output
    batch = cli("ask", "--batch", "-", stdin='{"id": 1, "question": "ai?"}')
    assert list(json.loads(batch.stdout)) == ["id", "error"]
    assert "Traceback" in cli("ask", "ai?", "--debug").stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("nope",), ("nope", "congdoan --help")),
        (("ask",), ("câu hỏi", "congdoan ask --help")),
        (("ask", "ai", "vậy"), ("vậy", "ngoặc kép")),
        (("ask", "ai?", "--batch", "-"), ("--batch",)),
        (("search",), ("congdoan search --help",)),
        (("search", "ai?", "-k", "0"), ("-k",)),
        (("search", "ai?", "-k", "many"), ("-k",)),
        (("ask", "--jsn", "ai?"), ("--jsn",)),
        (("ask", "--batch"), ("--batch",)),
        (("show",), ("MÃ_BÀI", "congdoan show --help")),
        (("--wrong",), ("--wrong",)),
    ],
    ids=" ".join,
)
def test_wrong_usage(cli: Cli, args: tuple[str, ...], words: tuple[str, ...]) -> None:
    result = cli(*args)
    failed_with(result, 2, *words)
    assert (result.stdout, result.stderr.count("\n")) == ("", 1)


def test_ids_that_are_wrong(cli: Cli) -> None:
    failed_with(cli("show", "hoi-thao-hu"), 1, "hoi-thao-hu”", "hoi-thao-hue?")
    for wrong in ("../../etc/passwd", "", "😀", "\x1b[31m"):
        result = cli("show", wrong)
        failed_with(result, 1, "congdoan articles")
        assert "\x1b" not in result.stderr


def test_nothing_to_go_back_to(cli: Cli) -> None:
    failed_with(cli("rollback"), 1, "quay về")
