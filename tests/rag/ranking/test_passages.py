"""Which lines of an article are quoted together, and which are left out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.words import ANSWER_WORDING
from rag.engine import Engine
from rag.settings import RagSettings

LOANS = """Quỹ trợ vốn cho đoàn viên vay tối đa 50 triệu đồng
Thứ Tư, 15/04/2026, 08:00

Từ ngày 1/5/2026, Quỹ trợ vốn đoàn viên nâng mức cho vay tối đa lên 50 triệu đồng, lãi suất 0,5%/tháng.

Điều kiện vay vốn

- Là đoàn viên công đoàn từ 6 tháng trở lên.
- Có xác nhận của công đoàn cơ sở.
- Không có nợ xấu.

Bà Châu Ngọc Ánh, Giám đốc Quỹ, cho biết Quỹ đã cho 1.340 đoàn viên vay.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    root = tmp_path_factory.mktemp("passages")
    (root / "corpus").mkdir()
    (root / "corpus" / "vay.txt").write_text(LOANS, "utf-8")
    engine = Engine.create(
        RagSettings(_env_file=None, corpus_dir=root / "corpus", data_dir=root / "data"), ANSWER_WORDING
    )
    engine.ensure()
    yield engine
    engine.close()


def test_a_heading_comes_with_its_list(engine: Engine) -> None:
    quoted = "\n".join(citation.quote for citation in engine.ask("Điều kiện vay vốn là gì?").citations)
    assert "- Là đoàn viên công đoàn từ 6 tháng trở lên." in quoted
    assert "- Không có nợ xấu." in quoted


@pytest.mark.parametrize("question", ["Năm 2026 cho vay tối đa bao nhiêu?", "Lãi suất vay năm 2026 là bao nhiêu?"])
def test_a_dateline_is_no_answer(engine: Engine, question: str) -> None:
    answer = engine.ask(question)
    assert answer.citations
    assert not any("15/04/2026" in citation.quote for citation in answer.citations)


def test_a_dateline_answers_when_it_was_published(engine: Engine) -> None:
    answer = engine.ask("Bài về Quỹ trợ vốn đăng ngày nào?")
    assert any("15/04/2026" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Đoàn viên 6 tháng có được Quỹ trợ vốn cho vay không?", False),
        ("Quỹ trợ vốn cho đoàn viên vay tối đa bao nhiêu?", True),
    ],
)
def test_a_title_is_quoted_only_where_it_is_among_the_best(engine: Engine, question: str, quoted: bool) -> None:
    title = LOANS.partition("\n")[0]
    assert any(citation.quote == title for citation in engine.ask(question).citations) is quoted
