"""Whatever the corpus says of a file, by a key or in English, is said to people in Vietnamese."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.corpus_words import DROP_REASONS, SKIP_REASONS, drop_reason, skip_reason
from rag.article import Skipped, SkipReason
from rag.articles.corpus import load_corpus
from rag.articles.furniture.rules import LINE_RULES
from rag.articles.readers.html import _FURNITURE

RAG = Path(__file__).parents[2] / "rag" / "articles"
NO_RULES = {"banner", "rest", "clean", "teaser"}  # other words in the code of `rag.articles.furniture`


def filled(node: ast.expr) -> str | None:
    """Return the text of a string in the code, with a number for each value."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "70" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def known_details() -> Iterator[Skipped]:
    """Yield what the readers say in so many words, as it stands in their code."""
    for path in [RAG / "corpus.py", RAG / "frontmatter.py", *(RAG / "readers").glob("*.py")]:
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            for reason, detail in zip(call.args, call.args[1:], strict=False):
                if (
                    isinstance(reason, ast.Attribute)
                    and ast.unparse(reason.value) == "SkipReason"
                    and (said := filled(detail))
                ):
                    yield Skipped("a", SkipReason[reason.attr], said)
            if ast.unparse(call.func) == "FrontMatterError":
                yield Skipped("a", SkipReason.BAD_FRONT_MATTER, filled(call.args[0]) or "")


DETAILS = sorted(set(known_details()), key=str)
OF_YAML = {"line 70: 70", "line 2: 70"}  # whatever the parser says


def test_every_reason_has_words() -> None:
    assert set(SKIP_REASONS) == set(SkipReason)
    assert len(DETAILS) > 15


@pytest.mark.parametrize("item", DETAILS, ids=lambda item: item.detail)
def test_every_known_detail_has_words_of_its_own(item: Skipped) -> None:
    line = skip_reason(item)
    assert "[" not in line
    assert "{" not in line
    assert line != SKIP_REASONS[item.reason]
    if item.detail.startswith("line "):
        assert ", dòng " in line
        assert item.detail in OF_YAML or re.search("dòng \\d+: ", line)


@pytest.mark.parametrize(
    ("item", "line"),
    [
        (Skipped("a", SkipReason.UNREADABLE, "Cosmic rays"), SKIP_REASONS[SkipReason.UNREADABLE]),
        (Skipped("a", SkipReason.UNREADABLE, "Permission denied"), "không có quyền đọc"),
        (Skipped("a", SkipReason.UNREADABLE, "pdf: PdfStreamError"), "tệp PDF bị hỏng"),
        (Skipped("a", SkipReason.EMPTY), SKIP_REASONS[SkipReason.EMPTY]),
        (Skipped("a.png", SkipReason.UNKNOWN_TYPE, ".png"), SKIP_REASONS[SkipReason.UNKNOWN_TYPE]),
        (
            Skipped("a", SkipReason.TOO_LARGE, "25000000 > 20000000 bytes"),
            "lớn 25,0 MB, quá mức 20,0 MB; bạn có thể tách nhỏ, hoặc tăng MAX_FILE_BYTES",
        ),
        (
            Skipped("a", SkipReason.BAD_FRONT_MATTER, "line 3: expected ',' or ']', but got ':'"),
            "phần thông tin YAML ở đầu tệp viết sai, dòng 3",
        ),
        (
            Skipped("a", SkipReason.BAD_FRONT_MATTER, "line 4: date '31/02/2018'"),
            "phần thông tin YAML ở đầu tệp viết sai, dòng 4: ngày không hợp lệ; bạn hãy viết như 07/08/2018",
        ),
    ],
)
def test_a_detail_is_told(item: Skipped, line: str) -> None:
    assert skip_reason(item) == line


def test_a_link_out_of_the_folder_is_no_missing_permission(tmp_path: Path) -> None:
    (tmp_path / "bai").mkdir()
    (tmp_path / "ngoai.txt").write_text("Bài ở ngoài.", "utf-8")
    (tmp_path / "bai" / "lien-ket.txt").symlink_to(tmp_path / "ngoai.txt")
    (skipped,) = load_corpus(tmp_path / "bai", max_bytes=1_000).skipped
    assert "ra ngoài thư mục" in skip_reason(skipped)
    assert "quyền" not in skip_reason(skipped)


def test_every_rule_has_words() -> None:
    written = {
        node.value
        for path in (RAG / "furniture").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch("[a-z]+(-[a-z]+)*", node.value)
    }
    rules = {rule.key for rule in LINE_RULES} | {f"html-{tag}" for tag in _FURNITURE} | (written - NO_RULES)
    assert rules <= set(DROP_REASONS)
    assert "outside-article" in DROP_REASONS
    assert "duplicate" in DROP_REASONS


def test_a_rule_without_words_shows_no_key() -> None:
    assert drop_reason("html-div") == "phần ẩn của trang"
    assert "new-rule" not in drop_reason("new-rule")
