"""A measurement as a whole, over a small set and an embedder that needs no model."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.article import Passage
from rag.engine import Engine
from rag.errors import DataFolderError, EmbeddingCostError, EmbeddingError
from rag.evaluation.bench import Bench
from rag.evaluation.dataset import Dataset
from rag.evaluation.files import read_text, squad_object
from rag.evaluation.lines import articles_from_lines, questions_from_lines
from rag.evaluation.observation import observe
from rag.evaluation.report import Report, report_json
from rag.evaluation.run import Step, evaluate
from rag.evaluation.squad import from_squad
from rag.settings import RagSettings
from tests.fakes import HashEmbedder, plain_wording

DATA = Path(__file__).parents[2] / "data" / "evaluation"


@pytest.fixture
def settings(tmp_path: Path) -> RagSettings:
    return RagSettings.model_validate({"corpus_dir": tmp_path / "corpus", "data_dir": tmp_path / "data"})


@pytest.fixture(scope="module")
def squad() -> Dataset:
    found = squad_object(read_text(DATA / "squad.json"))
    assert found is not None
    return from_squad(DATA / "squad.json", found)


@pytest.fixture(scope="module")
def lines() -> Dataset:
    articles = articles_from_lines(DATA / "articles.jsonl", read_text(DATA / "articles.jsonl"))
    path = DATA / "questions.jsonl"
    return Dataset(path, articles, questions_from_lines(path, read_text(path), articles))


def measured(dataset: Dataset, folder: Path) -> Report:
    settings = RagSettings.model_validate({"corpus_dir": folder / "corpus", "data_dir": folder / "data"})
    report = evaluate(dataset, Bench(settings, plain_wording(), HashEmbedder(), None), lambda *_: None)
    assert list(folder.iterdir()) == [], "the user's folders are not touched"
    return report


@pytest.fixture(scope="module")
def squad_report(squad: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Report:
    return measured(squad, tmp_path_factory.mktemp("squad"))


@pytest.fixture(scope="module")
def lines_report(lines: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Report:
    return measured(lines, tmp_path_factory.mktemp("lines"))


def test_squad_is_measured_by_every_protocol(squad_report: Report) -> None:
    report = squad_report
    assert list(dict.fromkeys(figure.protocol for figure in report.figures)) == [
        "article", "snippet", "quotes", "refusal", "half corpus", "nodia", "latency",
    ]  # fmt: skip
    figures = {figure.key: figure for figure in report.figures}
    assert figures["article R@1"].value >= 0.9
    assert figures["snippet snippet@3"].value >= 0.8
    assert figures["half corpus refused"].count == 4
    assert figures["half corpus falsely refused"].count == 6
    assert all(0 <= figure.value <= 1 for figure in report.figures if figure.unit.value == "share")
    assert all(low <= f.value <= high for f in report.figures if f.interval for low, high in [f.interval])


def test_lines_are_measured_kind_by_kind(lines_report: Report) -> None:
    report = lines_report
    assert [(row.kind, row.count, row.answerable) for row in report.kinds] == [
        ("fact", 3, 3), ("list", 1, 1), ("offcorpus", 1, 0), ("nearmiss", 1, 0),
    ]  # fmt: skip
    assert report.kinds[0].article == 1
    assert report.kinds[2].article is None
    assert not report.half
    assert report.refusals == report.judged


def test_ranking_and_confidence_explain_every_answer(squad_report: Report, lines_report: Report) -> None:
    assert squad_report.disagreeing == lines_report.disagreeing == 0


def test_the_union_s_engine_answers_as_observed(union: Engine) -> None:
    for text in (
        "Ai đã phát biểu tại hội thảo với Oslo?",
        "chào bạn, hoi nghi tap huan o sam son khi nao?",
        "Giá vàng hôm nay bao nhiêu?",
        "Chào bạn",
        "Có những bài nào?",
        "???",
        "",
        "a" * 5_000,
    ):
        answer = union.ask(text)
        for quick in (False, True):
            seen = observe(union, text, quick=quick)
            assert seen.cited == tuple(Passage(c.article.id, c.start, c.end) for c in answer.citations), text
            assert seen.agrees
            assert (seen.confidence >= seen.threshold) == seen.answered


class Counting(HashEmbedder):
    """Counts the questions that it embeds."""

    asked: int = 0

    def _get_query_embedding(self, query: str) -> list[float]:
        self.asked += 1
        return super()._get_query_embedding(query)


def test_kept_vectors_are_not_made_again(squad: Dataset, settings: RagSettings, tmp_path: Path) -> None:
    told: list[Step] = []
    asked: list[int] = []
    for run in range(2):
        embedder = Counting()
        bench = Bench(settings, plain_wording(), embedder, tmp_path / "kept")
        evaluate(squad.sample(2), bench, lambda step, done, total: told.append(step))
        assert bool(embedder.embedded) is (run == 0)
        asked.append(embedder.asked)
        assert (Step.EMBEDDING in told) is (run == 0)
        assert len(embedder.embedded) == len(set(embedder.embedded)), "half of the corpus needs no new vector"
        told.clear()
    assert asked[1] == 3, "one question to warm up, two whose answers are timed"
    assert asked[0] >= 3


def test_what_was_embedded_before_a_failure_is_kept(squad: Dataset, settings: RagSettings, tmp_path: Path) -> None:
    class Small(HashEmbedder):
        """Embeds four texts at once, and then no more."""

        def __init__(self, fail_after: int | None) -> None:
            super().__init__(embed_batch_size=4, fail_after=fail_after)

    with pytest.raises(EmbeddingError):
        evaluate(squad, Bench(settings, plain_wording(), Small(8), tmp_path / "kept"), lambda *_: None)
    whole = Small(None)
    evaluate(squad.sample(1), Bench(settings, plain_wording(), whole, tmp_path / "kept"), lambda *_: None)
    texts = set(whole.embedded)
    assert texts
    fresh = Small(None)
    evaluate(squad.sample(1), Bench(settings, plain_wording(), fresh, None), lambda *_: None)
    assert len(set(fresh.embedded) - texts) == 8


def test_vectors_that_can_not_be_kept_are_no_fault_of_the_embedder(
    squad: Dataset, settings: RagSettings, tmp_path: Path
) -> None:
    (tmp_path / "kept").write_text("a file", "utf-8")
    with pytest.raises(DataFolderError):
        evaluate(squad, Bench(settings, plain_wording(), HashEmbedder(), tmp_path / "kept"), lambda *_: None)


def test_an_embedder_that_costs_money_is_not_used_without_a_word(
    squad: Dataset, settings: RagSettings, tmp_path: Path
) -> None:
    class Paid(HashEmbedder):
        """A service: a hundred tokens a text."""

        @property
        def paid(self) -> bool:
            return True

        def tokens(self, texts: list[str]) -> int:
            return 100 * len(texts)

        def questions(self, texts: list[str]) -> list[list[float]]:
            return [self.get_query_embedding(text) for text in texts]

    careful = settings.model_copy(update={"openai_embedding_confirm_tokens": 500})
    embedder = Paid()
    with pytest.raises(EmbeddingCostError):
        evaluate(squad, Bench(careful, plain_wording(), embedder, None), lambda *_: None)
    assert not embedder.embedded
    free = settings.model_copy(update={"openai_embedding_confirm_tokens": 0})
    evaluate(squad.sample(1), Bench(free, plain_wording(), embedder, tmp_path), lambda *_: None)
    assert embedder.embedded
    evaluate(squad.sample(1), Bench(careful, plain_wording(), Paid(), tmp_path), lambda *_: None)


def test_the_report_is_plain_values_with_every_question(squad: Dataset, squad_report: Report) -> None:
    report = report_json(squad_report)
    assert [question["id"] for question in report["questions"]] == [question.id for question in squad.questions]
    first = report["questions"][0]
    assert first["full"]["answered"] == bool(first["full"]["cited"])
    assert first["nodia"]["asked"] == "Khu nha o Binh An co bao nhieu can ho?"
    assert first["half"]["answerable"] is True
    assert report["figures"]["article R@1"]["questions"] == len(squad.questions)
