from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from rag.evaluation.dataset import Dataset, DatasetError
from rag.evaluation.files import read_text, squad_object
from rag.evaluation.lines import articles_from_lines, questions_from_lines
from rag.evaluation.squad import from_squad

DATA = Path(__file__).parents[2] / "data" / "evaluation"
PATH = Path("set.json")


def squad(found: object, *, titled: bool = True) -> Dataset:
    return from_squad(PATH, found, titled=titled)  # type: ignore[arg-type]


def page(context: str, *qas: dict[str, object], title: str = "Công_đoàn") -> dict[str, object]:
    return {"data": [{"title": title, "paragraphs": [{"context": context, "qas": list(qas)}]}]}


def asked(answer: str, start: int, **more: object) -> dict[str, object]:
    return {"id": "1", "question": "Hỏi gì?", "answers": [{"text": answer, "answer_start": start}], **more}


def test_each_passage_of_squad_becomes_an_article_below_its_title() -> None:
    found = squad_object(read_text(DATA / "squad.json"))
    assert found is not None
    dataset = from_squad(DATA / "squad.json", found)
    assert len(dataset.articles) == 5
    assert len({article.id for article in dataset.articles}) == 5
    assert dataset.articles[0].title == "Nhà ở công nhân"
    assert dataset.articles[0].text.startswith("Nhà ở công nhân\n\nKhu nhà ở công nhân Bình An")
    assert sorted(dataset.groups.values()) == [0, 1, 2, 2, 3]
    assert [article.id for article in dataset.half()] == [a.id for a in dataset.articles if dataset.in_half(a.id)]
    assert len(dataset.half()) == 3


@pytest.mark.parametrize("titled", [True, False])
def test_a_gold_span_is_the_answer_in_the_article(titled: bool) -> None:
    found = squad_object(read_text(DATA / "squad.json"))
    assert found is not None
    dataset = from_squad(PATH, found, titled=titled)
    texts = {article.id: article.text for article in dataset.articles}
    for question in dataset.questions:
        (span,) = question.spans
        assert texts[span.article_id][span.start : span.end] == question.answers[0]
        assert question.articles == (span.article_id,)
    assert dataset.misplaced == 0


def test_offsets_survive_the_canonical_form() -> None:
    context = unicodedata.normalize("NFD", "Hội nghị ở Huế có 20 người, ở Vinh có 20 người.")
    start = context.rindex("20")
    dataset = squad(page(context, asked("20", start)))
    (span,), article = dataset.questions[0].spans, dataset.articles[0]
    assert article.text[span.start : span.end] == "20"
    assert span.start == article.text.rindex("20"), "the one that is meant, not the first one"


def test_an_answer_that_does_not_stand_in_its_passage_is_counted() -> None:
    dataset = squad(page("Hội nghị ở Huế.", asked("Hà Nội", 3)))
    assert (dataset.questions[0].spans, dataset.misplaced) == ((), 1)


def test_impossible_questions_have_no_answer_even_where_a_plausible_one_is_given() -> None:
    dataset = squad(page("Hội nghị ở Huế.", asked("Huế", 11, is_impossible=True, plausible_answers=[])))
    assert not dataset.questions[0].answerable
    assert (dataset.questions[0].answers, dataset.questions[0].spans) == ((), ())


@pytest.mark.parametrize(
    ("found", "reason", "detail"),
    [
        ({"data": {}}, "not-squad", "data"),
        ({"data": [{"title": "A"}]}, "not-squad", "data[0].paragraphs"),
        ({"data": [{"paragraphs": [{"qas": []}]}]}, "not-squad", "data[0].paragraphs[0].context"),
        (page(" \n"), "not-squad", "data[0].paragraphs[0].context"),
        (page("Huế.", {"answers": []}), "not-squad", "data[0].paragraphs[0].qas[0].answers"),
        (page("Huế.", {"question": 5, "is_impossible": True}), "not-squad", "data[0].paragraphs[0].qas[0].question"),
        (page("Huế.", asked("Huế", "0")), "not-squad", "data[0].paragraphs[0].qas[0].answers"),  # type: ignore[arg-type]
        (page("Huế."), "no-questions", ""),
    ],
)
def test_what_is_no_squad_is_named_with_its_place(found: object, reason: str, detail: str) -> None:
    with pytest.raises(DatasetError) as error:
        squad(found)
    assert (error.value.reason, error.value.detail) == (reason, detail)


def lines(*found: object) -> str:
    return "\n".join(one if isinstance(one, str) else json.dumps(one) for one in found)


def test_articles_come_with_title_abstract_and_body_as_one_text() -> None:
    articles = articles_from_lines(PATH, read_text(DATA / "articles.jsonl"))
    assert [article.id for article in articles] == ["doi-thoai", "hien-mau", "hoc-bong"]
    assert articles[0].text.split("\n")[:3] == [
        articles[0].title,
        "",
        "Cuộc đối thoại diễn ra sáng 3/4 với 150 công nhân.",
    ]
    assert f"{articles[0].date:%d/%m/%Y}" == "03/04/2018"
    assert articles[0].source == "Bản tin nội bộ"


def test_questions_of_lines() -> None:
    articles = articles_from_lines(PATH, read_text(DATA / "articles.jsonl"))
    questions = questions_from_lines(PATH, read_text(DATA / "questions.jsonl"), articles)
    assert [question.answerable for question in questions] == [True, True, True, True, False, False]
    assert questions[1].all_of == ("xưởng cắt", "xưởng là")
    assert questions[3].articles == ("hoc-bong",)
    assert questions[4].articles == ()


def test_ids_are_made_where_there_are_none_and_kept_apart() -> None:
    text = lines({"question": "a?", "answers": "x"}, "", {"question": "b?", "answers": ["x"], "id": 1})
    assert [question.id for question in questions_from_lines(PATH, text, ())] == ["1", "1#2"]


@pytest.mark.parametrize(
    ("text", "reason", "line", "detail"),
    [
        (lines({"question": "a?", "answers": ["x"]}, "{"), "not-json", 2, ""),
        (lines({"question": "a?", "answers": ["x"]}, "", "[]"), "not-object", 3, ""),
        (lines({"answers": ["x"]}), "no-question", 1, ""),
        (lines({"question": 1}), "wrong-type", 1, "question"),
        (lines({"question": "a?", "answerable": True}), "no-answer", 1, ""),
        (lines({"question": "a?", "answers": [1]}), "wrong-type", 1, "answers"),
        (lines({"question": "a?", "answers": [" "]}), "wrong-type", 1, "answers"),
        (lines({"question": "a?", "answerable": "yes"}), "wrong-type", 1, "answerable"),
        (lines({"question": "a?", "article": "nowhere"}), "unknown-article", 1, "nowhere"),
        (lines({"question": "a?", "article": 7}), "wrong-type", 1, "article"),
        ("\n\n", "no-questions", None, ""),
    ],
)
def test_a_bad_line_is_named(text: str, reason: str, line: int | None, detail: str) -> None:
    with pytest.raises(DatasetError) as error:
        questions_from_lines(PATH, text, ())
    assert (error.value.reason, error.value.line, error.value.detail) == (reason, line, detail)


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        (lines({"id": "a", "title": "A"}, {"id": "a", "title": "B"}), "same-id", 2),
        (lines({"id": "a"}), "no-text", 1),
        (lines({"id": "a", "title": "A", "date": "hôm qua"}), "wrong-type", 1),
        (lines({"id": "a", "title": ["A"]}), "wrong-type", 1),
        ("", "no-articles", None),
    ],
)
def test_a_bad_article_is_named(text: str, reason: str, line: int | None) -> None:
    with pytest.raises(DatasetError) as error:
        articles_from_lines(PATH, text)
    assert (error.value.reason, error.value.line) == (reason, line)


def test_files_that_can_not_be_read(tmp_path: Path) -> None:
    blank, latin = tmp_path / "blank", tmp_path / "latin"
    blank.write_text(" \n", "utf-8")
    latin.write_bytes(b'{"question": "a"}\n{"question": "\xe9"}')
    for path, reason, line in ((tmp_path / "none", "unreadable", None), (blank, "empty", None), (latin, "not-utf8", 2)):
        with pytest.raises(DatasetError) as error:
            read_text(path)
        assert (error.value.reason, error.value.line) == (reason, line)


@pytest.mark.parametrize("text", ["", "[]", '{"question": "a?"}', '{"data": 1, "question": "a?"}', "{", "[" * 100_000])
def test_what_is_taken_for_lines(text: str) -> None:
    assert squad_object(text) is None


def test_parts_of_a_set_share_no_article_and_make_the_whole() -> None:
    found = squad_object(read_text(DATA / "squad.json"))
    assert found is not None
    dataset = from_squad(PATH, found)
    parts = [dataset.part(number, 3) for number in (1, 2, 3)]
    assert sorted(q.id for part in parts for q in part.questions) == sorted(q.id for q in dataset.questions)
    groups = [{dataset.groups[q.articles[0]] for q in part.questions} for part in parts]
    assert not any(one & other for place, one in enumerate(groups) for other in groups[:place])
    assert all(part.articles == dataset.articles for part in parts), "the index stays whole"


def test_a_sample_is_spread_over_the_set() -> None:
    found = squad_object(read_text(DATA / "squad.json"))
    assert found is not None
    dataset = from_squad(PATH, found)
    assert [question.id for question in dataset.sample(3).questions] == ["q1", "q4", "q7"]
    assert dataset.sample(99) == dataset
