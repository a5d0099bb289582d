"""Sorts of things of which an article tells none."""

import pytest

from rag.questions.question import understand
from rag.ranking.slots import unsaid
from rag.ranking.sorts import tells_of_none

_FEAST = [
    "Bữa cơm ở xưởng dệt Hạ Vân",
    "Trưa qua, thợ xưởng dệt Hạ Vân ăn bún riêu, áo đồng phục xanh.",
    "Chuyên gia Nhật Bản cùng hát bài Diễm xưa.",
    "Bức tranh bằng lụa được treo ở nhà ăn.",
]
_MEETING = ["Họp ở xưởng dệt Hạ Vân", "Sáng qua, xưởng dệt Hạ Vân họp bàn tiền ăn.", "Chuyên gia dự đến hết buổi."]


@pytest.mark.parametrize(
    "asked",
    [
        "Đồng phục màu gì?",
        "dong phuc mau gi",
        "Thợ xưởng dệt ăn món gì?",
        "Chuyên gia là người nước nào?",
        "Chuyên gia hát bài gì?",
        "Bức tranh bằng chất liệu gì?",
    ],
)
def test_only_one_of_the_sort_answers(asked: str) -> None:
    assert not tells_of_none(understand(asked), _FEAST)
    assert tells_of_none(understand(asked), _MEETING)
    assert unsaid(understand(asked), _MEETING) == 1


@pytest.mark.parametrize(
    ("asked", "none"),
    [
        ("Chuyên gia Nhật Bản đến từ nước nào?", True),  # what the question says is none
        ("Nhà ăn xây bằng loại gạch gì?", True),
        ("Thợ ăn loại bún gì?", False),
        ("Đồng phục của đoàn xanh màu gì?", True),
        ("Thợ ăn gì?", False),
        ("Chuyên gia làm ăn gì?", False),
        ("Áo mang bệnh gì?", True),
        ("Thợ muốn chuyện gì?", False),  # any word may tell one
        ("Thợ ăn ở đâu?", False),
    ],
)
def test_sorts_that_are_told_in_other_words(asked: str, none: bool) -> None:
    assert tells_of_none(understand(asked), _FEAST) is none


def test_a_word_within_another_is_not_said_by_the_question() -> None:
    assert not tells_of_none(understand("Đoàn mặc đồ màu gì?"), ["Đoàn mặc đồ đỏ."])


def test_a_kind_of_house_that_has_a_name() -> None:
    assert unsaid(understand("Chị làm ở siêu thị nào?"), ["Chị làm ở một siêu thị."]) == 1
    assert unsaid(understand("Chị làm ở siêu thị nào?"), ["Chị làm ở siêu thị Biển Bắc."]) == 0
    assert unsaid(understand("Trường đại học y nào dự?"), ["Một trường đại học y cùng dự."]) == 1
