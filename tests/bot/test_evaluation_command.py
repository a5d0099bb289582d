"""`congdoan eval` as it is typed."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest

from bot import charts
from bot import evaluation_words as words
from tests.bot.conftest import Cli, check_golden
from tests.fakes import HashEmbedder

DATA = Path(__file__).parents[1] / "data" / "evaluation"
SQUAD, LINES, ARTICLES = (str(DATA / name) for name in ("squad.json", "questions.jsonl", "articles.jsonl"))


@pytest.fixture
def measure(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run `congdoan eval` with an embedder that needs no model."""
    monkeypatch.setattr("bot.evaluation.embedder_of", lambda _: HashEmbedder())
    return lambda *args, **more: cli("eval", *args, **more)


def failed(result: object, code: int, *told: str) -> None:
    assert result.exit_code == code  # type: ignore[attr-defined]
    assert result.stdout == ""  # type: ignore[attr-defined]
    (line,) = result.stderr.splitlines()  # type: ignore[attr-defined]
    for part in told:
        assert part in line


def test_a_set_of_lines_over_its_own_articles(measure: Cli, workplace: Path) -> None:
    result = measure(LINES, "--articles", ARTICLES, "--json", "out/report.json", "--charts", "out/pictures")
    assert result.exit_code == 0, result.stderr
    report = json.loads((workplace / "out" / "report.json").read_text("utf-8"))
    assert len(report["questions"]) == 6
    assert (
        sum(line.startswith('  {"id"') for line in (workplace / "out/report.json").read_text("utf-8").split("\n")) == 6
    )
    assert "questions.jsonl: 6 câu hỏi, 3 bài" in result.stdout
    for label in ("R@1: bài đúng đứng đầu", "snippet@2", "AUROC", "mất về R@1", "p95", "offcorpus", "Trích đúng"):
        assert label in result.stdout
    for name in ("risk_coverage.png", "confidence.png"):
        picture = (workplace / "out" / "pictures" / name).read_bytes()
        assert picture.startswith(b"\x89PNG\r\n")
        assert struct.unpack(">II", picture[16:24]) == (1200, 720)
    assert "Đang hỏi: 6/6" in result.stderr
    assert not (workplace / "data").exists()


def test_a_squad_set_beside_an_earlier_run(measure: Cli) -> None:
    assert measure(SQUAD, "--json", "before.json", "--limit", "4").exit_code == 0
    result = measure(SQUAD, "--compare", "before.json", "--part", "1/1")
    assert result.exit_code == 0, result.stderr
    assert "Từ chối, nửa số bài (half corpus)" in result.stdout
    assert "Trước" in result.stdout
    assert "R@1: thêm 0 câu đúng, mất 0 câu" in result.stdout
    assert words.OTHER_QUESTIONS in result.stderr
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_questions_on_the_corpus_folder(measure: Cli, workplace: Path) -> None:
    asked = {"question": "Ai phát biểu khai mạc hội thảo?", "answers": ["Trần Thị Hạnh"], "article": "hoi-thao-hue"}
    (workplace / "set.jsonl").write_text(json.dumps(asked), "utf-8")
    result = measure("set.jsonl")
    assert result.exit_code == 0, result.stderr
    assert "1 câu hỏi, 2 bài" in result.stdout


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"question": "a?", "answers": ["b"]}\n{"question"', "dòng 2: không phải JSON hợp lệ"),
        ('{"question": "a?", "answers": ["b"]}\n[1]', 'dòng 2: cần là một đối tượng JSON, ví dụ {"question"'),
        ('\n{"answers": ["b"]}', "dòng 2: thiếu trường “question”"),
        ('{"question": "a?", "answerable": true}', "“answers”, “all_of” hoặc “article”"),
        ('{"question": "a?", "answers": 5}', "giá trị của “answers” chưa đúng kiểu"),
        ('{"question": "a?", "article": "\x1b[31m\x1b"}'.replace("\x1b", "\\u001b"), "không có bài viết “[31m”"),
        ('{"data": [{"title": "A"}]}', "data[0].paragraphs của định dạng SQuAD"),
        ('{"data": []}', "không có câu hỏi nào"),
        (" \n", "tệp trống"),
        (b'{"question": "\xe9"}', "dòng 1: không phải văn bản UTF-8"),
    ],
)
def test_a_bad_file_is_one_line_that_says_where(measure: Cli, workplace: Path, content: str | bytes, told: str) -> None:
    (workplace / "set.jsonl").write_bytes(content if isinstance(content, bytes) else content.encode())
    failed(measure("set.jsonl"), 1, "“set.jsonl”", told, "Bạn hãy")


def test_files_that_are_not_there_or_are_something_else(measure: Cli, workplace: Path) -> None:
    failed(measure("nowhere.json"), 1, "nowhere.json", "không đọc được tệp")
    failed(measure(str(workplace)), 1, "không đọc được tệp")
    failed(measure(LINES, "--articles", "nowhere.jsonl"), 1, "nowhere.jsonl")
    (workplace / "cut.json").write_text(Path(SQUAD).read_text("utf-8")[:300], "utf-8")
    (workplace / "corpus").rename(workplace / "elsewhere")
    failed(measure("cut.json"), 1, "cut.json", "không phải JSON hợp lệ")
    failed(measure(LINES), 1, "Không tìm thấy thư mục bài viết")
    (workplace / "elsewhere").rename(workplace / "corpus")
    failed(measure(LINES), 1, "dòng 1: không có bài viết “doi-thoai”", "--articles")
    (workplace / "other.json").write_text('{"figures": {"a": {}}, "questions": []}', "utf-8")
    failed(measure(SQUAD, "--compare", "other.json"), 1, "other.json", "--json")
    failed(measure(SQUAD, "--compare", SQUAD), 1, "--json")


def test_results_that_can_not_be_written_are_found_out_before_anything_is_measured(
    measure: Cli, workplace: Path
) -> None:
    (workplace / "file").write_text("x", "utf-8")
    failed(measure(SQUAD, "--json", "file/report.json"), 1, "file/report.json")
    failed(measure(SQUAD, "--json", str(workplace)), 1, "Không ghi được")
    failed(measure(SQUAD, "--charts", "file"), 1, "Không ghi được")
    failed(measure(SQUAD, "--keep", "file"), 1, "Không ghi được")


def test_wrong_usage(measure: Cli) -> None:
    failed(measure(), 2, "Thiếu TỆP")
    for part in ("0/2", "3/2", "1", "a/b", ""):
        failed(measure(SQUAD, "--part", part), 2, "--part")
    failed(measure(SQUAD, "--limit", "0"), 2, "--limit")
    failed(measure(SQUAD, "--part", "1/99"), 1, "--part")


def test_charts_without_matplotlib_say_how_to_get_it(measure: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "find_spec", lambda _: None)
    failed(measure(SQUAD, "--charts", "out"), 1, "pip install -e '.[charts]'", "--charts")


def test_the_help(cli: Cli) -> None:
    result = cli("eval", "--help")
    assert result.exit_code == 0
    check_golden("help_eval.txt", result.stdout)


def test_every_figure_and_protocol_has_its_words() -> None:
    import inspect

    from rag.evaluation import protocols, run
    from rag.evaluation.figures import Unit

    for step in run.Step:
        assert step.value in words.STEPS
    for unit in Unit:
        assert words.number(0.5, unit.value)
    source = inspect.getsource(protocols)
    for name in ("AUROC", "refused", "falsely refused", "answer in quotes", "quoted characters"):
        assert f'"{name}"' in source
        assert name in words.FIGURES


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (0.0123, "share", "+1,2"),
        (-0.5, "points", "−50,0"),
        (0.0001, "share", "0"),
        (-0.0004, "score", "0"),
        (3.6, "milliseconds", "+4"),
    ],
)
def test_changes_have_their_sign(value: float, unit: str, told: str) -> None:
    assert words.change(value, unit) == told
