"""Which words are in bold is told by `rag.spans`; here is what the bot makes of it."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.highlight import answering

QUOTES = ["Đồng chí Nguyễn Giang Tuệ Minh phát biểu khai mạc.", "Hội nghị có 200 cán bộ tham dự."]


def bold(question: str, quotes: Sequence[str] = QUOTES, articles: Sequence[str] = ("a", "a")) -> list[list[str]]:
    spans = answering(question, quotes, articles)
    return [[quote[start:end] for start, end in found] for quote, found in zip(quotes, spans, strict=True)]


def test_the_words_that_answer() -> None:
    assert bold("Ai phát biểu khai mạc?") == [["Nguyễn Giang Tuệ Minh"], []]
    assert bold("Có bao nhiêu cán bộ tham dự hội nghị?") == [[], ["200 cán bộ"]]


def test_nothing_where_the_question_is_not_known_or_unsure() -> None:
    assert bold("") == [[], []]
    assert bold("Công đoàn là gì?") == [[], []]
    assert answering("Ai?", [], []) == ()


def test_each_article_of_several_has_its_own() -> None:
    quotes = ["Có 800 công nhân ngừng việc.", "Có 1.200 công nhân ngừng việc."]
    question = "Bao nhiêu công nhân ngừng việc?"
    assert bold(question, quotes, ("a", "b")) == [["800 công nhân"], ["1.200 công nhân"]]


@given(st.text(max_size=60), st.text(max_size=120))
def test_spans_lie_apart_and_inside(question: str, quote: str) -> None:
    end = 0
    for start, stop in answering(question, [quote], ["a"])[0]:
        assert end <= start < stop <= len(quote)
        end = stop
