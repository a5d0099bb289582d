"""What is asked, and with which terms."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions.question import Asks, clean, understand


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Ai đã phát biểu tại hội thảo với Oslo?", {Asks.WHO}),
        ("nhung ai phat bieu", {Asks.WHO}),
        ("Hội nghị diễn ra ở đâu?", {Asks.WHERE}),
        ("Hội nghị bế mạc khi nào?", {Asks.WHEN}),
        ("Vì sao phải đổi mới?", {Asks.WHY}),
        ("Có bao nhiêu người dự?", {Asks.HOW_MANY}),
        ("Chủ đề của hội thảo là gì?", {Asks.TOPIC}),
        ("Ai viết bài này?", {Asks.AUTHOR}),
        ("Tác giả bài viết là ai?", {Asks.AUTHOR}),
        ("Ai chụp ảnh?", {Asks.PHOTO}),
        ("Bài đăng ngày nào?", {Asks.PUBLISHED}),
        ("Tin này của báo nào?", {Asks.SOURCE}),
        ("Bài báo có tiêu đề gì?", {Asks.TITLE}),
        ("Ông Hiểu giữ chức vụ gì?", {Asks.ROLE}),
        ("Công đoàn viên chức", set()),
    ],
)
def test_what_is_asked(text: str, asks: set[Asks]) -> None:
    assert understand(text).asks == asks


def test_clean_takes_out_what_cannot_be_seen() -> None:
    assert clean("  Ai\u200b phát\u202e biểu\x00\n\tở Oslo?\u2066 ") == "Ai phát biểu ở Oslo?"


@pytest.mark.parametrize("text", ["", "   ", "👍🎉", "\x00\x01", "?!…", "\u200b"])
def test_nothing_to_look_for(text: str) -> None:
    assert understand(text).empty


def test_question_words_are_weak_and_the_rest_strong() -> None:
    question = understand("Ai đã phát biểu tại hội thảo với Oslo?")
    assert set(question.syllables) == {"phat", "bieu", "thao", "oslo"}
    assert "phat_bieu" in question.folded
    assert "phát_biểu" in question.plain
    assert {"ai", "da", "tai", "voi"} <= set(question.weak)


def test_small_vietnamese_words_survive_in_company() -> None:
    # English analysers drop "an" and "do"; a pair keeps them.
    assert "an_toan" in understand("an toàn lao động").folded


def test_names_and_comparison() -> None:
    question = understand("So sánh hội thảo Oslo và hội nghị Sầm Sơn")
    assert question.several
    assert ("oslo",) in question.names
    assert not understand("Hội thảo với Oslo").several


@given(st.text(max_size=300))
def test_any_text_is_understood(text: str) -> None:
    question = understand(text)
    assert question.text == clean(question.text)
    assert set(question.syllables) <= set(question.folded)


@pytest.mark.parametrize(
    "ending",
    [
        " ạ, ai biết chỉ giúp em với, em cảm ơn nhiều", " vậy mn?", ", mong ad giải đáp ạ", "? Em cảm ơn ad nhiều ạ!",
        " nhờ mọi người giải đáp ạ",
    ],
)  # fmt: skip
def test_what_only_ends_a_question_politely_is_no_part_of_it(ending: str) -> None:
    assert understand(f"Hội thảo ở đâu{ending}").folded == understand("Hội thảo ở đâu?").folded


def test_thanks_that_are_asked_for_are() -> None:
    assert "lanh_dao" in understand("Ai cảm ơn lãnh đạo công đoàn?").folded


@given(st.text())
def test_clean_leaves_one_line_that_can_be_seen(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == " ".join(cleaned.split())
    assert not any(unicodedata.category(char) in {"Cf", "Cc", "Co", "Cs"} for char in cleaned)
