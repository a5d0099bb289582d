"""Who is asked about: named by the given name alone, or a namesake."""

import pytest

from rag.questions.question import understand
from rag.ranking.namesakes import tells_of_namesakes, tells_of_nobody, tells_of_person

QUOTED = [
    "Bà Lê Thị Mai được bầu làm Chủ tịch; ông Nguyễn Hữu Tài được bầu làm Phó Chủ tịch Công đoàn công ty.",
    "Theo ông Bùi Khắc Thất, Giám đốc công ty, việc này tốn kém.",
    "Bà Mai và chị Phạm Thu Hà trao quà ở Ninh Bình.",
    "Ông Lê Thanh Đà khẳng định hội thảo đã thành công.",
    "Bà Lill Fanny Saethe có mặt.",
]


@pytest.mark.parametrize(
    ("asked", "tells"),
    [
        ("ông Tài là ai", True),
        ("Ông Tài giữ chức gì?", True),
        ("ông Hữu Tài giữ chức vụ gì ạ", True),
        ("ong Tai giu chuc gi", True),
        ("ông Thất là ai?", True),
        ("Nguyễn Hữu Tài là ai", True),
        ("ông Tại là ai", False),
        ("ông Bình là ai", False),
        ("chị Hà là ai", False),  # named without a post
        ("ông Trần Văn Tài là ai", False),
        ("ông Tài ở Oslo là ai", False),
        ("ông Tài nói gì", False),  # nothing is told of what he says
        ("ông Đà nói gì?", True),
        ("tài sản là ai", False),
    ],
)
def test_a_given_name_is_enough(asked: str, tells: bool) -> None:
    assert any(tells_of_person(understand(asked), sentence) for sentence in QUOTED) is tells


@pytest.mark.parametrize(
    ("asked", "namesakes"),
    [
        ("Bà Nguyễn Thị Mai là ai?", True),
        ("ba Nguyen Thi Mai la ai", True),
        ("Trần Văn Tài giữ chức gì", True),
        ("Bà Lê Thị Mai là ai?", False),
        ("Bà Lê Thu Mai là ai?", False),  # a slip of memory
        ("Bà Mai là ai?", False),
        ("Bà Nguyễn Thị Lan là ai?", False),
        ("Bà Nguyễn Thị Mai nói gì?", True),
    ],
)
def test_a_namesake_is_somebody_else(asked: str, namesakes: bool) -> None:
    assert tells_of_namesakes(understand(asked), QUOTED) is namesakes


@pytest.mark.parametrize(
    ("asked", "nobody"),
    [
        ("ông Bình là ai", True),
        ("ông Bình nói gì?", True),
        ("Ông Đá nói gì?", True),
        ("bà Mai nói gì?", False),
        ("ong Da noi gi", False),
        ("bà Saete là ai?", False),
        ("bà Lill bên Oslo là ai?", False),
        ("ông Bình ở đâu?", False),
        ("Ai phát biểu?", False),
    ],
)
def test_a_town_is_nobody(asked: str, nobody: bool) -> None:
    assert tells_of_nobody(understand(asked), QUOTED) is nobody
