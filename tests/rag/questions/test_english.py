"""English questions: told from Vietnamese ones, and said in Vietnamese words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.engine import Engine
from rag.questions.english import in_vietnamese, is_english
from rag.questions.question import understand


@pytest.mark.parametrize(
    "text",
    [
        "Who spoke at the workshop with Oslo?",
        "What was the theme of the 2015 workshop?",
        "Who is Lê Thanh Đà?",
        "Theme of the Hanoi - Oslo seminar?",
        "when did the conference close",
        "Why are union workshops needed?",
    ],
)
def test_english(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ai phát biểu tại workshop với Oslo?",
        "workshop o Ha Noi do ai to chuc",
        "hoi thao online ve marketing o dau",
        "ai noi the do",
        "Lill Fanny Saethe",
        "Phiên chợ nghĩa tình 2019 of Mcredit ở đâu?",
        "CĐCS the thao va van hoa",
        "",
        "?!",
    ],
)
def test_vietnamese(text: str) -> None:
    assert not is_english(text)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Who gave the opening speech in Sầm Sơn?", ["ai", "phát biểu khai mạc", "Sầm Sơn"]),
        ("Which ministry co-organised it?", ["Bộ nào", "phối hợp tổ chức"]),
        ("How many union officials were trained on 7 August 2018?", ["bao nhiêu", "cán bộ công đoàn trained 7/8/2018"]),
        ("What happened in May 2019?", ["5/2019"]),
        ("They may speak of the march", ["phát biểu march"]),
        ("Collective labour agreements of Norwegian unions", ["thỏa ước lao động tập thể", "Na Uy", "công đoàn"]),
        ("Drivers who lose points", ["tài xế", "bị trừ hết", "điểm"]),
        ("Lill Fanny Saethe's position", ["Lill Fanny Saethe's", "chức vụ"]),
        ("Hanoi–Oslo", ["Hà Nội", "Oslo"]),
    ],
)
def test_said_in_vietnamese(text: str, pieces: list[str]) -> None:
    assert in_vietnamese(text) == pieces


def test_an_english_question_finds_by_words() -> None:
    question = understand("Who is the chairman of the Hanoi Federation of Labour?")
    assert {"chu_tich", "ha_noi", "lien_doan", "lao_dong"} <= set(question.folded)
    assert question.embedded.startswith("ai chủ tịch")
    assert question.text == "Who is the chairman of the Hanoi Federation of Labour?"


def test_what_has_no_word_of_the_table_is_still_a_question() -> None:
    assert not understand("Why is that so?").empty
    assert understand("What is that?").folded == ()


@given(st.text(max_size=160))
def test_any_text(text: str) -> None:
    is_english(text)
    assert all(isinstance(piece, str) for piece in in_vietnamese(text))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who spoke at the workshop with the Oslo unions?", "Lill Fanny Saethe"),
        ("What position does Le Thanh Da hold at the Hanoi Federation of Labour?", "Phó Chủ tịch thường trực"),
        ("How many days did the international workshop with Oslo last?", "2 ngày"),
        ("Which ministry co-organised the training conference in Sam Son?", "Bộ Nội vụ"),
        ("When did the Sam Son training conference close?", "8/8/2018"),
        ("Who wrote the article about the training conference in Sam Son?", "Khắc Kiên"),
        ("When did Hanoi police announce the laughing gas smuggling ring?", "24/11"),
        ("What did Ngo Duy Hieu say unions should do in the era of technology 4.0?", "công tác cán bộ"),
    ],
)
def test_answered_with_vietnamese_quotes(union: Engine, question: str, answer: str) -> None:
    assert answer in union.ask(question).text


@pytest.mark.parametrize("question", ["Who won the World Cup in 2018?", "How do I bake sourdough bread?"])
def test_what_no_article_tells_is_refused(union: Engine, question: str) -> None:
    assert not union.ask(question).answered
