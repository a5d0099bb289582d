"""The JSON contracts of DESIGN.md, through the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.bot.conftest import Cli

QUESTION = "Ai phát biểu khai mạc hội thảo ở Huế?"
FIELDS = ["id", "question", "answered", "mode", "text", "citations", "suggestions", "timings_ms"]
CITATION = ["n", "article_id", "kind", "title", "date", "source", "url", "path", "start", "end", "quote", "score"]


def only_line(stdout: str) -> Any:
    assert stdout.count("\n") == 1
    return json.loads(stdout)


def lines(stdout: str) -> list[Any]:
    return [json.loads(line) for line in stdout.splitlines()]


def test_ask(cli: Cli) -> None:
    result = cli("ask", QUESTION, "--json")
    assert result.exit_code == 0
    answer = only_line(result.stdout)
    assert list(answer) == FIELDS
    assert answer["id"] is None
    assert answer["question"] == QUESTION
    assert answer["answered"] is bool(answer["citations"])
    assert answer["mode"] in {"extractive", "refusal"}
    assert next(iter(answer["timings_ms"])) == "total"
    for citation in answer["citations"]:
        assert list(citation) == CITATION
        shown = only_line(cli("show", citation["article_id"], "--json").stdout)
        assert citation["quote"] == shown["text"][citation["start"] : citation["end"]]
        assert citation["date"] in {"2019-05-20", None}
    for suggestion in answer["suggestions"]:
        assert list(suggestion) == ["article_id", "title"]


def test_letters_stay_letters_and_lines_stay_lines(cli: Cli) -> None:
    question = "Hội thảo\u2028ở\x85Huế \ud800?"
    stdout = cli("ask", question, "--json").stdout
    assert "Hội thảo" in stdout
    assert len(stdout.splitlines()) == 1
    assert json.loads(stdout)["question"] == "Hội thảo\u2028ở\x85Huế ??"


def test_search(cli: Cli) -> None:
    found = only_line(cli("search", "tai nạn lao động", "-k", "3", "--json").stdout)
    assert list(found) == ["question", "articles", "sentences"]
    assert [list(hit) for hit in found["articles"]] == [["article_id", "path", "score"]] * len(found["articles"])
    assert len(found["sentences"]) == 3
    for hit in found["sentences"]:
        assert list(hit) == ["article_id", "start", "end", "text", "score", "dense", "lexical"]
        text = only_line(cli("show", hit["article_id"], "--json").stdout)["text"]
        assert text[hit["start"] : hit["end"]] == hit["text"]
    for hits in (found["articles"], found["sentences"]):
        assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


def test_a_batch_keeps_order_and_goes_on(cli: Cli) -> None:
    asked = [
        '{"id": "a", "question": "Ai phát biểu?"}',
        "not json",
        '["a list"]',
        '{"id": 3}',
        '{"id": 4, "turns": []}',
        '{"id": 5, "turns": ["Nghỉ mát ở đâu?", "Bao nhiêu đoàn viên?"]}',
        "",
        '{"id": {"any": "value"}, "question": "\\ud800 nghỉ mát?"}',
        '{"id": 1e999, "question": "nghỉ mát?"}',
        "[" * 100_000,
        '{"id": 8, "question": null}',
    ]
    result = cli("ask", "--batch", "-", stdin="\ufeff" + "\n".join(asked))
    answers = lines(result.stdout)
    assert len(answers) == len(asked) - 1, "a blank line holds no request"
    assert [answer.get("id") for answer in answers] == ["a", None, None, 3, 4, 5, {"any": "value"}, None, None, 8]
    assert [i for i, answer in enumerate(answers) if "error" in answer] == [1, 2, 3, 4, 7, 8, 9]
    assert answers[5]["question"] == "Bao nhiêu đoàn viên?"
    assert all(list(answer) == FIELDS for answer in answers if "error" not in answer)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("7 trong 10 dòng")


def test_a_batch_of_bytes_and_a_batch_without_failure(cli: Cli) -> None:
    result = cli("ask", "--batch", "-", stdin=b'\xff\xfe\n{"id": 1, "question": "ai?"}\n')
    assert [next(iter(line)) for line in lines(result.stdout)] == ["error", "id"]
    assert cli("ask", "--batch", "-", stdin='{"question": "ai?"}').exit_code == 0
    assert cli("ask", "--batch", "-").stdout == ""


def test_a_batch_of_searches(cli: Cli) -> None:
    asked = (
        '{"id": 1, "question": "nghỉ mát", "k": 2}\n{"turns": ["a", "nghỉ mát"]}\n{"id": 3, "question": "x", "k": 0}'
    )
    result = cli("search", "--batch", "-", "-k", "4", stdin=asked)
    first, second, third = lines(result.stdout)
    assert first["id"] == 1
    assert (len(first["sentences"]), len(second["sentences"])) == (2, 4)
    assert list(third) == ["id", "error"]


@pytest.mark.parametrize("path", ["nowhere.jsonl", "."])
def test_a_batch_that_cannot_be_read(cli: Cli, path: str) -> None:
    result = cli("ask", "--batch", path)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert path in result.stderr


def test_articles_and_show(cli: Cli) -> None:
    articles = only_line(cli("articles", "--json").stdout)
    assert [article["article_id"] for article in articles] == ["hoi-thao-hue", "nghi-mat"]
    article = only_line(cli("show", "hoi-thao-hue", "--json").stdout)
    assert list(article) == ["article_id", "kind", "title", "date", "source", "author", "url", "path", "text"]
    assert article["url"] == "https://laodong.example/hoi-thao-hue"
    assert cli("show", "hoi-thao-hue").stdout == article["text"] + "\n"


def test_reload(cli: Cli) -> None:
    planned = only_line(cli("reload", "--dry-run", "--json").stdout)
    assert planned["dry_run"] is True
    assert [article["article_id"] for article in planned["added"]] == ["hoi-thao-hue", "nghi-mat"]
    assert "generation" not in planned
    done = only_line(cli("reload", "--json").stdout)
    assert done["switched"] is True
    assert done["embedded"] > 0
    again = only_line(cli("reload", "--json").stdout)
    assert (again["switched"], again["embedded"], again["unchanged"]) == (False, 0, 2)
