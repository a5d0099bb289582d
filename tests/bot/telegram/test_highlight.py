import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.highlight import answering

QUOTE = (
    "Ngày 7/8 tại thành phố Sầm Sơn, tỉnh Thanh Hóa, Công đoàn Viên chức Việt Nam tổ chức hội nghị với 200 cán bộ. "
    "Phát biểu khai mạc, đồng chí Nguyễn Giang Tuệ Minh nói về cách mạng số. "
    "Đồng chí Ngọ Duy Hiểu giới thiệu chuyên đề “Công nghiệp 4.0”."
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Ai phát biểu khai mạc?", ["Nguyễn Giang Tuệ Minh"]),
        ("ai gioi thieu chuyen de", ["Ngọ Duy Hiểu"]),
        ("Những ai phát biểu tại hội nghị?", ["Nguyễn Giang Tuệ Minh", "Ngọ Duy Hiểu"]),
        ("Hội nghị diễn ra khi nào?", ["Ngày 7/8"]),
        ("Hội nghị ở đâu?", ["Sầm Sơn"]),
        ("Ngoài Sầm Sơn còn ở đâu?", ["Thanh Hóa"]),
        ("Có bao nhiêu cán bộ dự hội nghị?", ["200"]),
        ("Hội nghị có mấy trăm cán bộ?", ["200"]),
        ("Công đoàn là gì?", []),
        ("", []),
    ],
)
def test_what_was_asked_for_is_found(question, expected):
    assert [QUOTE[start:end] for start, end in answering(question, QUOTE)] == expected


def test_what_the_question_says_is_no_answer():
    assert answering("Ai ngoài ông Nguyễn Giang Tuệ Minh khai mạc?", "Đồng chí Nguyễn Giang Tuệ Minh khai mạc.") == ()


def test_of_several_numbers_the_one_that_counts_what_is_asked_for():
    quote = "Hội thảo có 120 cán bộ công đoàn của 45 doanh nghiệp tham dự."
    assert [quote[a:b] for a, b in answering("Bao nhiêu doanh nghiệp tham dự hội thảo?", quote)] == ["45"]
    assert [quote[a:b] for a, b in answering("Hội thảo có bao nhiêu cán bộ tham dự?", quote)] == ["120"]


@given(st.text(max_size=60), st.text(max_size=120))
def test_spans_lie_apart_and_inside(question, quote):
    end = 0
    for start, stop in answering(question, quote):
        assert end <= start < stop <= len(quote)
        end = stop
