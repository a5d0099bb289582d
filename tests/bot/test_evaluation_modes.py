"""`congdoan eval --mode llm`, against a service on loopback that writes as told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import evaluation_words as words
from tests.bot.conftest import Cli
from tests.fake_openai import FakeOpenAI, Request, Status, Text
from tests.fakes import HashEmbedder

DATA = Path(__file__).parents[1] / "data" / "evaluation"
SQUAD, LINES, ARTICLES = (str(DATA / name) for name in ("squad.json", "questions.jsonl", "articles.jsonl"))
REFUSAL = "Các bài viết không có thông tin để trả lời câu hỏi này."

# What the model writes: a sentence of the set, to be found among the lines, and perhaps what nobody wrote.
HONEST = {
    "xăng xe": "Giám đốc Trần Văn Hùng hứa tăng phụ cấp xăng xe thêm 100.000 đồng.",
    "quạt": "Công đoàn đề nghị có thêm quạt trong xưởng cắt và xưởng là.",
    "lần thứ mấy": "Anh Phạm Quốc Toản hiến máu lần thứ mười lăm.",
    "học bổng": "Mỗi suất trị giá 1.500.000 đồng.",
}


@pytest.fixture
def service(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeOpenAI]:
    monkeypatch.setattr("bot.evaluation.embedder_of", lambda _: HashEmbedder())
    with FakeOpenAI() as openai:
        monkeypatch.setenv("OPENAI_BASE_URL", openai.url)
        monkeypatch.setenv("OPENAI_MODEL", openai.model)
        yield openai


def written(request: Request) -> Text:
    """Cite the line that holds the sentence, and add one that no line bears."""
    question = request.prompt.rsplit("CÂU HỎI", 1)[1]
    sentence = next((told for asked, told in HONEST.items() if asked in question), None)
    if sentence is None:
        return Text(REFUSAL, usage=(1_000, 10))
    number = re.search(rf"\[(\d+)\] {re.escape(sentence)}", request.prompt)
    assert number is not None, "the sentence is on the sheet"
    n = number[1]
    return Text(f"{sentence.removesuffix('.')} [{n}]. Cả nước có 999.000 người như vậy [{n}].", usage=(2_000, 40))


def report(workplace: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((workplace / "report.json").read_text("utf-8"))
    return found


def test_both_modes_answer_the_same_questions(cli: Cli, service: FakeOpenAI, workplace: Path) -> None:
    service.answer(written)
    result = cli(
        "eval", LINES, "--articles", ARTICLES, "--mode", "llm", "--json", "report.json",
        "--input-price", "1", "--output-price", "10",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    found = report(workplace)
    figures = {key: figure["value"] for key, figure in found["figures"].items()}  # type: ignore[attr-defined]
    assert found["model"] == service.model
    assert figures["model answer in quotes"] == 1
    assert figures["model falsely refused"] == 0
    assert figures["prose answer in text"] == 1
    assert figures["prose citation recall"] == figures["prose citation precision"] == 1
    asked = [one["model"] for one in found["questions"] if one["model"]["asked"]]  # type: ignore[attr-defined]
    assert len(asked) == len(service.chats)
    cost = sum(one["prompt_tokens"] * 1 + one["completion_tokens"] * 10 for one in asked) / 1_000_000
    assert figures["prose cost"] == pytest.approx(cost / 6, abs=1e-6)
    kept, dropped = sum(one["sentences"] for one in asked), sum(len(one["dropped"]) for one in asked)
    assert figures["prose dropped by the guard"] == pytest.approx(dropped / (kept + dropped))
    wrong_numbers = found["drops"]["number"]  # type: ignore[index]
    assert 3 <= wrong_numbers <= dropped
    for label in (
        "Trích dẫn",
        "Mô hình",
        "citation recall",
        "câu văn bị loại",
        f"sai số liệu: {wrong_numbers}",
        service.model,
    ):
        assert label in result.stdout
    assert all(len(line) <= 80 for line in result.stdout.splitlines() if "─" in line or " %" in line)


def test_a_model_that_fails_leaves_the_quotes_and_a_reason(cli: Cli, service: FakeOpenAI, workplace: Path) -> None:
    service.answer(Status(401))
    result = cli("eval", LINES, "--articles", ARTICLES, "--mode", "llm", "--json", "report.json", "--limit", "2")
    assert result.exit_code == 0, result.stderr
    found = report(workplace)
    assert found["problems"] == {"unauthorized": 2}
    assert "khoá không được chấp nhận: 2" in result.stdout
    assert all(one["model"]["cited"] == one["full"]["cited"] for one in found["questions"])  # type: ignore[attr-defined]


def test_a_set_without_unanswerable_questions_is_asked_over_half_of_its_articles(
    cli: Cli, service: FakeOpenAI, workplace: Path
) -> None:
    service.answer(Text(REFUSAL))
    result = cli("eval", SQUAD, "--mode", "llm", "--json", "report.json", "--limit", "3")
    assert result.exit_code == 0, result.stderr
    found = report(workplace)
    assert found["articles"] == 3
    assert {one["answerable"] for one in found["questions"]} == {True, False}  # type: ignore[attr-defined]


def test_only_so_many_questions_go_to_a_model_without_a_word(
    cli: Cli, service: FakeOpenAI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.evaluation._MODEL_LIMIT", 2)
    service.answer(Text(REFUSAL))
    result = cli("eval", LINES, "--articles", ARTICLES, "--mode", "llm")
    assert words.sampled(2) in result.stderr
    assert "2 câu hỏi" in result.stdout


def test_without_a_model_there_is_one_thing_to_do(cli: Cli) -> None:
    result = cli("eval", LINES, "--mode", "llm")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.strip() == words.NO_MODEL


def test_the_model_is_left_alone_where_it_is_not_measured(cli: Cli, service: FakeOpenAI) -> None:
    assert cli("eval", LINES, "--articles", ARTICLES, "--limit", "2").exit_code == 0
    assert not service.requests


def test_wrong_usage(cli: Cli, service: FakeOpenAI) -> None:
    for args in (("--mode", "magic"), ("--mode", "llm", "--charts", "out"), ("--mode", "llm", "--input-price", "-1")):
        result = cli("eval", LINES, *args)
        assert (result.exit_code, result.stdout) == (2, ""), args
        assert len(result.stderr.splitlines()) == 1
