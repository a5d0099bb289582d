"""What kind of answer a question wants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions.asks import Asks, asked_for
from rag.questions.question import understand
from rag.text.vietnamese import fold

VIETNAMESE = [
    ("Ai đã phát biểu tại hội thảo với Oslo?", {Asks.WHO}),
    ("Bài do ai viết, đăng khi nào?", {Asks.AUTHOR, Asks.PUBLISHED}),
    ("Hội nghị diễn ra khi nào, ở đâu?", {Asks.WHEN, Asks.WHERE}),
    ("Lớp tập huấn mở ngày bao nhiêu?", {Asks.WHEN}),
    ("Đại hội lần thứ mấy?", {Asks.HOW_MANY}),
    ("Hội thảo kéo dài bao lâu?", {Asks.HOW_MANY}),
    ("Cuộc họp bắt đầu lúc mấy giờ?", {Asks.WHEN}),
    ("Các quận chăm lo trẻ em gái nhằm mục đích gì?", {Asks.WHY}),
    ("Oslo là thủ đô nước nào?", {Asks.WHERE}),
    ("Đăng ký tham gia khi nào?", {Asks.WHEN}),
    ("Xin tên người viết bài về Sầm Sơn", {Asks.AUTHOR}),
    ("Ai đã viết bài thơ mở đầu?", {Asks.WHO}),
    ("Ai là tác giả của vở kịch?", {Asks.WHO}),
    ("Ai là tác giả bài này?", {Asks.AUTHOR}),
    ("Bài hát được phát hành vào năm nào?", {Asks.WHEN}),
    ("Vì sao chị không về mấy mùa xuân?", {Asks.WHY}),  # "some"
    ("Mấy cái máy hư tại con gì?", set()),
    ("Hội nghị có mấy người, bàn gì?", {Asks.HOW_MANY}),
    ("Kết quả ra sao?", set()),
    ("Công ty Dệt may đã làm gì?", set()),
]


@pytest.mark.parametrize(("text", "asks"), VIETNAMESE)
def test_vietnamese(text: str, asks: set[Asks]) -> None:
    assert understand(text).asks == asks


@pytest.mark.parametrize(("text", "asks"), VIETNAMESE[:-1])
def test_without_marks(text: str, asks: set[Asks]) -> None:
    assert understand(fold(text)).asks >= asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Nguyễn Giang Tuệ Minh là ai?", {Asks.ROLE}),
        ("Bà Lill Fanny Saethe là ai, giữ chức gì?", {Asks.ROLE}),
        ("Trưởng đoàn của Oslo là ai?", {Asks.WHO}),
        ("CT CĐCS công ty Sao Mai là ai?", {Asks.WHO}),
    ],
)
def test_who_somebody_is_and_who_has_a_post(text: str, asks: set[Asks]) -> None:
    assert understand(text).asks == asks


def test_marks_tell_words_apart_that_fold_to_one() -> None:
    assert understand("Máy dệt ở nhà máy may nào?").asks == set()
    assert Asks.WHERE not in understand("Ở đầu bài báo có gì?").asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Who spoke at the workshop?", {Asks.WHO}),
        ("Who is Lê Thanh Đà?", {Asks.WHO, Asks.ROLE}),
        ("When did the conference close and where was it held?", {Asks.WHEN, Asks.WHERE}),
        ("How many days did it last?", {Asks.HOW_MANY}),
        ("Why are the workshops needed?", {Asks.WHY}),
        ("What position does she hold?", {Asks.ROLE}),
        ("What was the theme of the workshop?", {Asks.TOPIC}),
        ("Who wrote the article, and when was it published?", {Asks.AUTHOR, Asks.PUBLISHED}),
        ("Who took the photo?", {Asks.PHOTO}),
        ("The whole story", set()),
    ],
)
def test_english(text: str, asks: set[Asks]) -> None:
    assert asked_for(text, english=True) == asks


@given(st.text(max_size=200), st.booleans())
def test_any_text(text: str, english: bool) -> None:
    assert asked_for(text, english=english) <= set(Asks)
