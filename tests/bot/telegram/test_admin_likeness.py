from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store import Unanswered
from bot.telegram.admin_likeness import alike, grouped, topic

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def question(text: str, times: int = 1, ago: int = 0) -> Unanswered:
    return Unanswered(text, times, times, NOW - timedelta(days=ago))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Lương hưu tháng này bao nhiêu?", "luong huu thang nay la bao nhieu vay ad"),
        ("Mức lương tối thiểu vùng năm 2026 là bao nhiêu?", "Lương tối thiểu vùng 2026?"),
        ("Ai là chủ tịch LĐLĐ Hà Nội?", "Chủ tịch Liên đoàn Lao động Hà Nội là ai?"),
        ("Nghỉ thai sản mấy tháng?", "Chế độ nghỉ thai sản được mấy tháng"),
    ],
)
def test_like_questions_are_one_group(left: str, right: str) -> None:
    assert len(grouped([question(left), question(right)])) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Giá vàng hôm nay?", "Giá điện năm nay?"),
        ("Lương tối thiểu vùng 2026?", "Ai là chủ tịch công đoàn Việt Nam?"),
        ("Hội thảo ở Huế khi nào?", "Nghỉ mát ở Huế có ai đi?"),
    ],
)
def test_other_questions_are_not(left: str, right: str) -> None:
    assert len(grouped([question(left), question(right)])) == 2


def test_the_most_asked_comes_first_and_leads_its_group() -> None:
    groups = grouped(
        [
            question("Giá vàng hôm nay?", 3),
            question("luong huu thang nay", 2, ago=1),
            question("Lương hưu tháng này bao nhiêu?", 4, ago=5),
        ]
    )
    assert [[q.question for q in group.questions] for group in groups] == [
        ["Lương hưu tháng này bao nhiêu?", "luong huu thang nay"],
        ["Giá vàng hôm nay?"],
    ]
    assert [group.times for group in groups] == [6, 3]
    assert groups[0].last_asked == NOW - timedelta(days=1)


def test_one_shared_syllable_makes_no_likeness() -> None:
    assert alike(topic("Lương?"), topic("Lương tối thiểu vùng?")) < 0.5


def _key(asked: Unanswered) -> tuple[str, int]:
    return asked.question, asked.times


@given(st.lists(st.builds(question, st.text(max_size=40), st.integers(1, 5)), max_size=12))
def test_every_question_is_in_one_group(questions: list[Unanswered]) -> None:
    groups = grouped(questions)
    assert sorted(map(_key, questions)) == sorted(_key(q) for group in groups for q in group.questions)
    assert [group.times for group in groups] == sorted((group.times for group in groups), reverse=True)
