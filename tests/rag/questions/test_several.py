"""Messages that hold several questions, and what is asked in one breath."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions.several import MOST, several


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Hội thảo diễn ra khi nào? Ai chủ trì?", ["Hội thảo diễn ra khi nào?", "Ai chủ trì?"]),
        ("Hội thảo diễn ra khi nào?Ai chủ trì", ["Hội thảo diễn ra khi nào?", "Ai chủ trì"]),
        ("Lớp học khi nào\nAi là giảng viên", ["Lớp học khi nào", "Ai là giảng viên"]),
        ("1. Ai chủ trì?\n2) Ở đâu?\n- Khi nào?", ["Ai chủ trì?", "Ở đâu?", "Khi nào?"]),
        ("Chào ad. Ai chủ trì? Ở đâu? Cảm ơn ad nhiều!", ["Ai chủ trì?", "Ở đâu?"]),
        ("Em hỏi xíu ạ. Ai chủ trì? Và ở đâu?", ["Ai chủ trì?", "ở đâu?"]),
        ("ai chu tri? o dau", ["ai chu tri?", "o dau"]),
        ("Tôi là công nhân. Ai chủ trì? Ở đâu?", ["Tôi là công nhân. Ai chủ trì?", "Ở đâu?"]),
        ("Chào bạn, giải ở đâu? Mấy đội?", ["giải ở đâu?", "Mấy đội?"]),
        ("Tóm tắt bài đại hội và bài Tết sum vầy", ["Tóm tắt bài đại hội", "Tóm tắt bài Tết sum vầy"]),
        ("tom tat bai 1 va 3", ["tom tat bai 1", "tom tat bai 3"]),
        ("Tóm tắt bài 1, bài 2 và bài 3.", ["Tóm tắt bài 1", "Tóm tắt bài 2", "Tóm tắt bài 3"]),
        ("tóm tắt 2 bài mới nhất", ["tóm tắt bài 1", "tóm tắt bài 2"]),
        ("Tóm tắt cả hai bài đó", ["Tóm tắt bài 1", "Tóm tắt bài 2"]),
        ("Có những bài nào? Tóm tắt bài 1", ["Có những bài nào?", "Tóm tắt bài 1"]),
        ("Which team won? When?", ["Which team won?", "When?"]),
        ("Em hỏi 2 câu: 1) Nghỉ mấy tháng 2) Lương bao nhiêu", ["Nghỉ mấy tháng", "Lương bao nhiêu"]),
        ("Học viên được gì? (ai cũng được à?)", ["Học viên được gì?", "ai cũng được à?"]),
        ("a) Ai chủ trì b) Ở đâu", ["Ai chủ trì", "Ở đâu"]),
        ("Chị nói “Ai mà không mừng?” là vì sao? Ở đâu?", ["Chị nói “Ai mà không mừng?” là vì sao?", "Ở đâu?"]),
    ],
)
def test_apart(text: str, questions: list[str]) -> None:
    found = several(text)
    assert found is not None
    assert list(found.questions) == questions
    assert not found.joined


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Hội thảo diễn ra khi nào và ở đâu?", ["Hội thảo diễn ra khi nào", "ở đâu?"]),
        ("Ai dự, ở đâu, khi nào?", ["Ai dự", "ở đâu", "khi nào?"]),
        ("Đội nào nhất và được bao nhiêu tiền?", ["Đội nào nhất", "được bao nhiêu tiền?"]),
        ("Có bao nhiêu đội và đội nào nhất", ["Có bao nhiêu đội", "đội nào nhất"]),
    ],
)
def test_joined(text: str, questions: list[str]) -> None:
    found = several(text)
    assert found is not None
    assert list(found.questions) == questions
    assert found.joined


@pytest.mark.parametrize(
    "text",
    [
        "Ai chủ trì và phát biểu?",
        "Ông Phúc và bà Mai giữ chức gì?",
        "Ai chủ trì?!!",
        "Ai chủ trì? ai chủ trì",
        'Chị Thắm nói "Ai mà không mừng?" là vì sao',
        "Câu “Vì sao quỹ ra đời? Ai lập?” là ai hỏi",
        "TP. Hồ Chí Minh có ai dự?",
        "Hội thảo năm 2015. Đúng không?",
        "Hội thảo với Oslo là gì? Bạn biết không?",
        "Lương bao nhiêu? Trả lời giúp em với ạ",
        "Chào bạn. Hội thảo khi nào? Cảm ơn!",
        "So sánh giải năm 2024 và năm 2025",
        "Tóm tắt bài đại hội",
        "Chào bạn! Cảm ơn bạn!",
        "Ở đâu",
        "???",
        "",
        "Ai? " * 400,
    ],
)
def test_no_more_than_one(text: str) -> None:
    assert several(text) is None


def test_too_many_are_left() -> None:
    found = several("Khi nào? Ở đâu? Ai? Mấy người? Vì sao? Thế nào?")
    assert found is not None
    assert len(found.questions) == MOST
    assert found.left == ("Vì sao?", "Thế nào?")


@given(st.text(alphabet="aiêu ?.,\n1-?!vàởđâu ", max_size=80))
def test_any_text(text: str) -> None:
    found = several(text)
    assert found is None or len(found.questions) > 1
