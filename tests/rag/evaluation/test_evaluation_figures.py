from __future__ import annotations

import math

import numpy as np
import pytest

from rag.answer import Mode
from rag.article import Article, ArticleKind, Passage
from rag.evaluation.dataset import Question
from rag.evaluation.judgement import Judgement, judge, plain, runs
from rag.evaluation.observation import Observation
from rag.evaluation.protocols import (
    article_figures,
    latency_figures,
    loss_figures,
    quote_figures,
    refusal_figures,
    snippet_figures,
)
from rag.evaluation.run import without_marks
from rag.evaluation.statistics import auroc, bootstrap_mean, refused_at, risk_coverage, threshold_for, wilson

TEXT = "Câu một có 10 người. Câu hai nói về Huế.\nCâu ba là chuyện khác. Câu bốn kể tên Lan\xa0Anh."


def article(name: str, text: str = TEXT) -> Article:
    return Article(name, "", None, None, None, None, f"{name}.txt", ArticleKind.ARTICLE, text)


ARTICLES = {name: article(name) for name in ("a", "b")}


def at(words: str, name: str = "a") -> Passage:
    start = TEXT.index(words)
    return Passage(name, start, start + len(words))


ONE, TWO = at("Câu một có 10 người."), at("Câu hai nói về Huế.")
THREE, FOUR = at("Câu ba là chuyện khác."), at("Câu bốn kể tên Lan\xa0Anh.")


def seen(
    ranked: tuple[str, ...] = ("a", "b"),
    sentences: tuple[Passage, ...] = (),
    quotes: tuple[Passage, ...] = (),
    *,
    confidence: float = 0.9,
    milliseconds: float = 10.0,
) -> Observation:
    cited = quotes if confidence >= 0.5 else ()
    mode = Mode.EXTRACTIVE if cited else Mode.REFUSAL
    return Observation("?", mode, cited, milliseconds, ranked, sentences, quotes, confidence, 0.5, True)


def question(**fields: object) -> Question:
    return Question(**{"id": "1", "text": "?", "answerable": True, "articles": ("a",), **fields})  # type: ignore[arg-type]


def values(figures: object) -> dict[str, float]:
    return {figure.name: figure.value for figure in figures}  # type: ignore[attr-defined]


# -- judging


def test_neighbouring_sentences_count_as_one_text_in_whatever_order_they_come() -> None:
    assert list(runs([TWO, ONE], ARTICLES)) == [Passage("a", ONE.start, TWO.end)]
    assert list(runs([TWO, THREE], ARTICLES)) == [Passage("a", TWO.start, THREE.end)]
    assert list(runs([ONE, THREE], ARTICLES)) == [ONE, THREE]
    assert list(runs([ONE, at("Câu hai nói về Huế.", "b")], ARTICLES)) == [ONE, at("Câu hai nói về Huế.", "b")]
    assert list(runs([ONE, ONE, at("10 người")], ARTICLES)) == [ONE]


def test_a_gold_span_may_lie_across_two_neighbours() -> None:
    asked = question(answers=("người. Câu",), spans=(at("người. Câu"),))
    assert judge(asked, seen(sentences=(TWO, THREE, ONE)), ARTICLES).snippets == (False, False, True)
    assert judge(asked, seen(sentences=(ONE, TWO)), ARTICLES).snippets == (False, True, True)


def test_the_same_words_elsewhere_are_no_gold_span() -> None:
    asked = question(answers=("Huế",), spans=(at("Huế"),))
    there, elsewhere = at("Câu hai nói về Huế."), at("Câu hai nói về Huế.", "b")
    assert judge(asked, seen(sentences=(elsewhere,), quotes=(elsewhere,)), ARTICLES).snippets == (False, False, False)
    found = judge(asked, seen(sentences=(there,), quotes=(elsewhere,)), ARTICLES)
    assert found.snippets == (True, True, True)
    assert found.right, "in quotes an accepted string is enough"


def test_one_of_the_answers_suffices_and_all_of_the_others_are_required() -> None:
    assert judge(question(answers=("Vinh", "Huế")), seen(quotes=(TWO,)), ARTICLES).right
    assert not judge(question(all_of=("Huế", "10 người")), seen(quotes=(TWO,)), ARTICLES).right
    assert judge(question(all_of=("Huế", "10 người")), seen(quotes=(TWO, FOUR, ONE)), ARTICLES).right
    assert not judge(question(answers=("Vinh",), all_of=("Huế",)), seen(quotes=(TWO,)), ARTICLES).right


def test_white_space_and_composition_of_letters_are_folded_but_not_case() -> None:
    assert plain("Lan\xa0Anh \n") == "Lan Anh" == plain("Lan Anh")
    assert judge(question(answers=("Lan Anh",)), seen(quotes=(FOUR,)), ARTICLES).right
    assert judge(question(answers=("Hue\u0302\u0301",)), seen(quotes=(TWO,)), ARTICLES).right
    assert not judge(question(answers=("lan anh",)), seen(quotes=(FOUR,)), ARTICLES).right


def test_words_are_not_pieced_together_from_two_quotes() -> None:
    assert not judge(question(answers=("người. Câu ba",)), seen(quotes=(ONE, THREE)), ARTICLES).right


def test_a_refusal_holds_nothing_though_it_would_have() -> None:
    found = judge(question(answers=("Huế",)), seen(quotes=(TWO,), confidence=0.1), ARTICLES)
    assert (found.right, found.held, found.quoted) == (False, True, 0)


def test_what_the_index_lacks_is_not_judged_but_for_its_refusal() -> None:
    found = judge(question(answers=("Huế",)), seen(quotes=(TWO,)), ARTICLES, answerable=False)
    assert (found.rank, found.snippets, found.right, found.answerable) == (None, None, None, False)


# -- protocols


def judged(*found: Judgement) -> tuple[Judgement, ...]:
    return found


def ranked(*names: str) -> Judgement:
    return judge(question(articles=("a",)), seen(ranked=names), ARTICLES)


def test_ranks_of_articles() -> None:
    figures = values(article_figures(judged(ranked("a"), ranked("b", "a"), ranked("b"), ranked())))
    assert figures["R@1"] == 0.25
    assert figures["R@5"] == 0.5
    assert figures["MRR"] == pytest.approx(1.5 / 4)
    assert figures["nDCG@10"] == pytest.approx((1 + 1 / math.log2(3)) / 4)


def test_snippets_and_their_lengths() -> None:
    hit = judge(question(spans=(at("Huế"),)), seen(sentences=(ONE, TWO)), ARTICLES)
    figures = values(snippet_figures(judged(hit)))
    assert [figures[f"snippet@{k}"] for k in (1, 2, 3)] == [0, 1, 1]
    assert [figures[f"length@{k}"] for k in (1, 2, 3)] == [20, 39, 39]


def test_quotes_count_their_characters_where_there_is_an_answer() -> None:
    right = judge(question(answers=("Huế",)), seen(quotes=(TWO,)), ARTICLES)
    wrong = judge(question(answers=("Huế",)), seen(quotes=(ONE, THREE)), ARTICLES)
    refused = judge(question(answers=("Huế",)), seen(quotes=(TWO,), confidence=0.2), ARTICLES)
    figures = values(quote_figures(judged(right, wrong, refused)))
    assert figures["answer in quotes"] == pytest.approx(1 / 3)
    assert figures["answer in quotes, no refusal"] == pytest.approx(2 / 3)
    assert figures["answer in quotes, of answered"] == 0.5
    assert figures["quoted characters"] == (19 + 20 + 22) / 2


def sure(confidence: float, *, answerable: bool) -> Judgement:
    return judge(question(answerable=answerable), seen(quotes=(ONE,), confidence=confidence), ARTICLES)


def test_refusals() -> None:
    able = [sure(confidence, answerable=True) for confidence in (0.9, 0.8, 0.7, 0.4)]
    unable = [sure(confidence, answerable=False) for confidence in (0.1, 0.6)]
    figures = values(refusal_figures([*able, *unable]))
    assert figures["AUROC"] == pytest.approx(7 / 8)
    assert (figures["refused"], figures["falsely refused"]) == (0.5, 0.25)
    assert figures["refused at 4% false refusals"] == 0.5
    assert set(values(refusal_figures(able))) == {"falsely refused"}
    assert set(values(refusal_figures(unable))) == {"refused"}
    assert not values(refusal_figures([]))


def test_the_loss_without_marks_is_counted_in_the_same_questions() -> None:
    before = [ranked("a"), ranked("a"), ranked("b", "a")]
    after = [ranked("a"), ranked("b"), ranked("a")]
    figures = values(loss_figures(before, after))
    assert figures["loss in R@1"] == pytest.approx(0)
    assert "loss in snippet@2" not in figures
    assert values(loss_figures(before[:2], after[:2]))["loss in R@1"] == 0.5


def test_latency() -> None:
    times = [judge(question(), seen(milliseconds=float(ms)), ARTICLES) for ms in range(1, 102)]
    assert values(latency_figures(times)) == {"p50": 51, "p95": 96}


def test_stripping_takes_every_mark() -> None:
    assert without_marks("Đoàn viên ở Thừa Thiên – Huế, đợt 2: Ünal") == "Doan vien o Thua Thien – Hue, dot 2: Unal"


# -- statistics


def test_wilson_as_in_the_literature() -> None:
    # Newcombe (1998), table I: 81 of 263 and 0 of 20.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert wilson(0, 0) == (0, 1)


def test_the_bootstrap_is_the_same_every_time_and_holds_the_mean() -> None:
    values = np.random.default_rng(1).random(200).tolist()
    low, high = bootstrap_mean(values)
    assert low < np.mean(values) < high
    assert high - low == pytest.approx(2 * 1.96 * np.std(values) / math.sqrt(200), rel=0.15)
    assert bootstrap_mean(values) == (low, high)


def test_auroc_counts_ties_half() -> None:
    assert auroc(np.array([1.0, 0.5]), np.array([0.5, 0.0])) == pytest.approx(0.875)
    assert auroc(np.array([0.3]), np.array([0.3])) == 0.5


@pytest.mark.parametrize(("share", "threshold"), [(0.0, 0.0), (0.04, 0.04), (0.08, 0.08), (1.0, 0.99)])
def test_an_operating_point_refuses_no_more_than_its_share(share: float, threshold: float) -> None:
    able = np.arange(100) / 100
    assert threshold_for(able, share) == pytest.approx(threshold)
    assert (able < threshold_for(able, share)).mean() <= share
    assert refused_at(able, np.array([threshold - 0.001, threshold]), share) == 0.5


def test_risk_falls_with_coverage_where_confidence_is_right() -> None:
    coverage, risk = risk_coverage([0.9, 0.8, 0.8, 0.1], [True, True, False, False])
    assert coverage.tolist() == [0.25, 0.75, 1.0]
    assert risk.tolist() == pytest.approx([0, 1 / 3, 0.5])
