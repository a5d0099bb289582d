"""What is quoted, within a budget, and when nothing is."""

from dataclasses import replace
from datetime import date

import pytest

from rag.article import Article, ArticleKind
from rag.articles.sentences import split
from rag.questions.question import understand
from rag.ranking.confidence import confidence, doubts
from rag.ranking.evidence import choose
from rag.ranking.passages import pick_quotes
from rag.ranking.ranking import ArticleHit, Hit, Ranking

TEXT = (
    "Hội thảo với Oslo\n"
    "Hội thảo diễn ra trong 2 ngày 19 và 20/11.\n"
    "Bà Lill Fanny Saethe phát biểu tại hội thảo.\n"
    "Ông Lê Thanh Đà phát biểu khai mạc hội thảo.\n"
    "Bà Lill Fanny Saethe phát biểu thêm một lần nữa.\n"
    "Cán bộ công đoàn thực hành đóng vai."
)


def found(question: str, scores: list[float], text: str = TEXT, article_id: str = "oslo") -> ArticleHit:
    article = Article(article_id, text.partition("\n")[0], None, None, None, None, "a.txt", ArticleKind.ARTICLE, text)
    sentences = split(article)
    hits = tuple(
        Hit(sentence, row, score, dense=0.9, lexical=0.6)
        for row, (sentence, score) in enumerate(zip(sentences, scores, strict=True))
    )
    asked = understand(question)
    return ArticleHit(article, 3.0, hits, frozenset(asked.folded), frozenset(asked.plain))


def ranking(question: str, *articles: ArticleHit) -> Ranking:
    asked = understand(question)
    return Ranking(asked, articles, dict.fromkeys(asked.folded, 1.0))


def quoted(source: ArticleHit, ranked: Ranking, budget: int = 900, most: int = 3) -> list[str]:
    return [source.article.text[q.passage.start : q.passage.end] for q in pick_quotes(source, ranked, budget, most)]


def test_neighbours_become_one_passage_in_reading_order() -> None:
    source = found("công đoàn", [0, 0, 2, 3, 0, 0])
    assert quoted(source, ranking("công đoàn", source), budget=100) == [
        "Bà Lill Fanny Saethe phát biểu tại hội thảo.\nÔng Lê Thanh Đà phát biểu khai mạc hội thảo."
    ]


def test_a_title_is_never_glued_to_the_body() -> None:
    source = found("công đoàn", [3, 2, 0, 0, 0, 0])
    assert quoted(source, ranking("công đoàn", source), budget=70) == [
        "Hội thảo với Oslo",
        "Hội thảo diễn ra trong 2 ngày 19 và 20/11.",
    ]


def test_who_prefers_somebody_new() -> None:
    question = "Ai đã phát biểu?"
    source = found(question, [0, 0, 3.0, 2.8, 2.9, 0])
    assert quoted(source, ranking(question, source), budget=95) == [
        "Bà Lill Fanny Saethe phát biểu tại hội thảo.\nÔng Lê Thanh Đà phát biểu khai mạc hội thảo."
    ]


@pytest.mark.parametrize("budget", [60, 120, 300, 900])
def test_the_budget_holds_and_quotes_are_few(budget: int) -> None:
    source = found("hội thảo", [1, 5, 1, 5, 1, 5])
    quotes = quoted(source, ranking("hội thảo", source), budget)
    assert sum(map(len, quotes)) <= budget + len(quotes) * 2  # a line break between neighbours
    assert 1 <= len(quotes) <= 3


def test_a_very_long_sentence_is_quoted_by_clause() -> None:
    tail = "; ".join(
        f"nội dung thứ {n} về đời sống, việc làm của công nhân lao động trong các doanh nghiệp" for n in range(14)
    )
    text = f"Tin\nHội nghị bàn các nội dung: {tail}; riêng phần tài chính công đoàn do ban tài chính trình bày."
    source = found("tài chính công đoàn", [0, 1], text)
    (quote,) = quoted(source, ranking("tài chính công đoàn", source))
    assert "tài chính công đoàn do ban tài chính trình bày" in quote
    assert len(quote) <= 900 < len(text)


def test_nothing_found_is_a_refusal() -> None:
    assert choose(ranking("gì đó"), 0.5).quotes == ()


def test_below_the_threshold_nothing_is_quoted() -> None:
    source = found("Hội thảo với Oslo", [1] * 6)
    ranked = ranking("Hội thảo với Oslo", source)
    sure = choose(ranked, 0.0).confidence
    assert choose(ranked, sure + 0.01).quotes == ()
    assert choose(ranked, sure - 0.01).quotes


def test_a_missing_year_and_a_missing_name_lower_the_confidence() -> None:
    def sure(question: str, missing: tuple[str, ...]) -> float:
        source = found(question, [0, 3, 0, 0, 0, 0])
        lacking = frozenset(term for term in source.terms if not any(part in term for part in missing))
        source = replace(source, terms=lacking, typed=lacking)
        ranked = ranking(question, source)
        return confidence(ranked, pick_quotes(source, ranked, 900, 3))

    assert sure("Hội thảo năm 2012 bàn gì?", ("2012",)) < sure("Hội thảo năm 2012 bàn gì?", ())
    assert sure("Hội thảo với Helsinki?", ("helsinki",)) < sure("Hội thảo với Helsinki?", ())


def test_doubts_are_numbers_near_the_unit_interval() -> None:
    source = found("Ai phát biểu tại hội thảo?", [1] * 6)
    ranked = ranking("Ai phát biểu tại hội thảo?", source)
    values = doubts(ranked, pick_quotes(source, ranked, 900, 3))
    assert all(-3 <= value <= 3 for value in values.values())


def test_a_comparison_quotes_an_article_for_each_name() -> None:
    question = "So sánh hội thảo Oslo và hội nghị Sầm Sơn"
    first = found(question, [0, 1, 0, 0, 0, 0])
    first = replace(first, score=3.0, terms=frozenset({"oslo", "thao"}))
    second = found(question, [0, 1], "Sầm Sơn\nHội nghị ở Sầm Sơn bế mạc.", "samson")
    evidence = choose(ranking(question, first, second), 0.0)
    assert {quote.passage.article_id for quote in evidence.quotes} == {"oslo", "samson"}


def test_what_a_comparison_quotes_is_judged_together() -> None:
    question = "So sánh hội thảo Oslo và hội nghị Sầm Sơn"
    first, second = found(question, [0, 3, 0, 0, 0, 0]), found(question, [0, 3], "Sầm Sơn\nHội nghị họp.", "samson")
    lacking = frozenset(term for term in first.terms if "sam" not in term and "son" not in term)
    first = replace(first, terms=lacking, typed=frozenset(term for term in first.typed if "s" not in term))
    alone = choose(ranking(question, first), 0.0).confidence
    assert choose(ranking(question, first, second), 0.0).confidence > alone


@pytest.mark.parametrize(("other", "quoted"), [("Đại hội họp.", {"a", "b"}), ("Giải bóng đá.", {"a"})])
def test_a_comparison_of_years_quotes_an_article_of_each(other: str, quoted: set[str]) -> None:
    question = "so sánh đại hội năm 2020 và năm 2025"
    first = found(question, [0, 3], "Đại hội 2020 - 2025\nĐại hội họp.", "a")
    second = found(question, [0, 3], f"Năm 2025\n{other}", "b")
    first = replace(first, article=replace(first.article, date=date(2020, 6, 20)))
    second = replace(second, article=replace(second.article, date=date(2025, 5, 14)))
    if "hội" not in other:
        second = replace(second, terms=frozenset({"2025"}))
    evidence = choose(ranking(question, first, second), 0.0)
    assert {quote.passage.article_id for quote in evidence.quotes} == quoted


def test_a_row_of_a_table_comes_with_the_names_of_its_columns() -> None:
    rows = "Việc | Mức cũ | Mức mới\nỐm đau | 500.000 đồng | 800.000 đồng\nSinh nhật | 200.000 đồng | 300.000 đồng"
    source = found("sinh nhật", [0, 0, 0, 0, 5, 0], f"Mức chi\nMức chi đã đổi.\n{rows}\nMuốn được chi thì nộp đơn.")
    assert quoted(source, ranking("sinh nhật", source), budget=60, most=1) == [
        "Việc | Mức cũ | Mức mới",
        "Sinh nhật | 200.000 đồng | 300.000 đồng",
    ]
    source = found("sinh nhật", [0, 0, 0, 5, 5, 0], source.article.text)
    assert quoted(source, ranking("sinh nhật", source), budget=120, most=1) == [rows]


def test_a_person_asked_about_by_a_common_syllable_is_quoted_alone() -> None:
    text = "Đại hội\nNgày 20/6 họp.\nÔng Lê Hữu Tài làm Phó Chủ tịch.\nHết giờ."
    source = found("ông Tài là ai", [0, 3, 2.9, 2.8], text)
    evidence = choose(ranking("ông Tài là ai", source), 1.0)
    assert [text[q.passage.start : q.passage.end] for q in evidence.quotes] == ["Ông Lê Hữu Tài làm Phó Chủ tịch."]
    assert not choose(ranking("Trần Văn Tài là ai", source), 0.0).quotes


def test_a_clause_too_short_to_say_anything_is_not_quoted_alone() -> None:
    rest = "Ban Thường vụ quán triệt nghị quyết của đại hội đến các đơn vị trong ngành và " * 5
    long = f"Tại kỳ tập huấn này, {rest}họp."
    source = found("tập huấn bế mạc khi nào", [0, 3, 4], f"Tập huấn\n{long}\nTập huấn bế mạc ngày 8/8.")
    ranked = ranking("tập huấn bế mạc khi nào", source)
    assert quoted(source, ranked, budget=100) == ["Tập huấn bế mạc ngày 8/8."]


@pytest.mark.parametrize(("score", "quoted"), [(3.0, "b"), (2.0, "a")])
def test_of_two_articles_as_good_the_one_is_quoted_that_gives_what_is_asked_for(score: float, quoted: str) -> None:
    question = "Bà Lê Thị Hoa quê ở đâu?"
    first = found(question, [0, 3], "Tin\nBà Lê Thị Hoa làm Bí thư.", "a")
    second = found(question, [0, 3], "Tin\nBà Lê Thị Hoa, quê Sơn La, làm Bí thư.", "b")
    evidence = choose(ranking(question, replace(first, score=3.2), replace(second, score=score)), 0.0)
    assert {quote.passage.article_id for quote in evidence.quotes} == {quoted}
