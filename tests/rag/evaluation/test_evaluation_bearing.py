from __future__ import annotations

from rag.answer import Answer, Citation, Mode
from rag.article import Article, ArticleKind
from rag.evaluation.bearing import Bearing, bearing, sheet_of

TEXT = (
    "Giám đốc Trần Văn Hùng hứa tăng phụ cấp xăng xe thêm 100.000 đồng. "
    "Công đoàn đề nghị có thêm quạt trong xưởng cắt và xưởng là."
)
ARTICLE = Article("a", "Đối thoại với công nhân", None, None, None, None, "a.txt", ArticleKind.ARTICLE, TEXT)
END = TEXT.index(". ") + 1
FIRST, SECOND = Citation(1, ARTICLE, 0, END, 1.0), Citation(2, ARTICLE, END + 1, len(TEXT), 1.0)
QUESTION = "Ai hứa tăng phụ cấp?"


def answer(text: str) -> Answer:
    return Answer(text, Mode.LLM, (FIRST, SECOND))


def test_quotes_are_the_lines_of_the_sheet_under_their_own_numbers() -> None:
    sheet = sheet_of(answer(""))
    assert [(line.n, line.sentence.text) for line in sheet.lines] == [(1, FIRST.quote), (2, SECOND.quote)]


def test_each_sentence_borne_and_each_quote_needed() -> None:
    text = (
        "Giám đốc Trần Văn Hùng hứa tăng phụ cấp xăng xe thêm 100.000 đồng [1]. "
        "Công đoàn đề nghị có thêm quạt trong xưởng cắt và xưởng là [2]."
    )
    assert bearing(answer(text), QUESTION) == Bearing(sentences=2, borne=2, cited=2, needed=2)


def test_a_quote_that_bears_nothing_of_its_sentence_is_not_needed() -> None:
    text = "Giám đốc Trần Văn Hùng hứa tăng phụ cấp xăng xe thêm 100.000 đồng [1][2]."
    assert bearing(answer(text), QUESTION) == Bearing(sentences=1, borne=1, cited=2, needed=1)


def test_a_sentence_that_its_quotes_do_not_bear_counts_against_recall() -> None:
    text = (
        "Giám đốc Trần Văn Hùng hứa tăng phụ cấp xăng xe thêm 900.000 đồng [1]. "
        "Công đoàn đề nghị có thêm quạt trong xưởng cắt và xưởng là [1]. "
        "Công đoàn đề nghị có thêm quạt trong xưởng cắt và xưởng là."
    )
    found = bearing(answer(text), QUESTION)
    assert (found.sentences, found.borne, found.needed) == (3, 0, 0)
    assert found.cited == 2


def test_the_lead_is_nobody_s_claim() -> None:
    lead = "Tóm tắt bài “Đối thoại với công nhân”:"
    text = f"{lead}\n\nCông đoàn đề nghị có thêm quạt trong xưởng cắt và xưởng là [2]."
    assert bearing(answer(text), "") == Bearing(sentences=1, borne=1, cited=1, needed=1)
