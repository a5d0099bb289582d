"""Who has a post: a deputy is not the one who was asked for."""

import pytest

from rag.questions.question import understand
from rag.ranking.holders import lacks_post, tells_of_no_doer, tells_of_no_holder

DEPUTY = "Đến dự có ông Ngô Văn Bình - Phó Bí thư Đảng đoàn, Phó Chủ tịch LĐLĐ tỉnh Hoà An."
CHAIR = "Bà Trần Thị Lan, Chủ tịch LĐLĐ tỉnh Hoà An, trao quà cho công nhân."


@pytest.mark.parametrize(
    ("asked", "quoted", "lacking"),
    [
        ("Ai là Chủ tịch LĐLĐ tỉnh Hoà An?", DEPUTY, True),
        ("chủ tịch liên đoàn lao động tỉnh Hoà An hiện nay là ai", DEPUTY, True),
        ("Chủ tịch LĐLĐ tỉnh Hoà An tên gì ạ", DEPUTY, True),
        ("Ai đang giữ chức Chủ tịch LĐLĐ tỉnh Hoà An?", DEPUTY, True),
        ("Ai là Chủ tịch LĐLĐ tỉnh Hoà An?", CHAIR, False),
        ("Ai là Phó Chủ tịch LĐLĐ tỉnh Hoà An?", CHAIR, True),
        ("PCT LĐLĐ tỉnh Hoà An là ai", DEPUTY, False),
        ("Phó Chủ tịch LĐLĐ tỉnh Hoà An là ai", "Ông Bình, PCT LĐLĐ tỉnh Hoà An, phát biểu.", False),
        ("Bộ trưởng Bộ Y tế là ai?", "Dự cuộc thi có Thứ trưởng Bộ Y tế Lê Thị Hương.", True),
        ("Ai là Bí thư Đảng đoàn?", "Tổng Bí thư Lê Văn A phát biểu.", False),
        ("Phó Giám đốc công ty là ai?", "Phó Tổng Giám đốc công ty Lê Văn A phát biểu.", False),
        ("Trưởng ban Tổ chức giải là ai?", "TS. Lê Nam, Phó Trưởng ban Tổ chức giải, cho biết.", True),
        ("Trưởng ban Tổ chức giải là ai?", "TS. Lê Nam, nguyên Trưởng ban Tổ chức giải, cho biết.", True),
        # What is asked for is no holder of the post.
        ("Ai đã trao quà cho Chủ tịch LĐLĐ tỉnh?", DEPUTY, False),
        ("Chủ tịch LĐLĐ tỉnh nói gì?", DEPUTY, False),
        ("Ông Ngô Văn Bình, Chủ tịch LĐLĐ tỉnh, là ai?", DEPUTY, False),
        ("Ai phát biểu?", DEPUTY, False),
        ("Who is the chairman?", DEPUTY, False),
    ],
)
def test_the_post_that_is_asked_about_is_there_or_not(asked: str, quoted: str, lacking: bool) -> None:
    assert lacks_post(understand(asked), quoted) is lacking


@pytest.mark.parametrize(
    ("asked", "nobody"),
    [
        ("Vợ anh Lò Văn Sơn tên là gì?", True),
        ("Mẹ em Giàng Thị Mỷ tên gì?", False),
        ("Giám đốc Công ty Sao Khuê là ai?", True),
        ("Ai là huấn luyện viên của đội Sao Khuê?", False),
        ("Tân huấn luyện viên đội Sao Khuê là ai?", False),
        ("me em Giàng Thị Mỷ ten gi", False),
        ("Em Giàng Thị Mỷ học trường nào?", False),
        ("Vợ anh Sơn làm nghề gì?", False),
    ],
)
def test_nobody_is_named_with_what_is_asked_for(asked: str, nobody: bool) -> None:
    sentences = [
        "Anh Lò Văn Sơn cùng vợ dự giải.",
        "Em Mỷ đến cùng mẹ là chị Vàng Thị Say.",
        "Giám đốc công ty trao cúp.",
        "Ông Kiều Trọng Nghĩa, huấn luyện viên đội Sao Khuê, nhận cúp.",
    ]
    assert tells_of_no_holder(understand(asked), sentences) is nobody


@pytest.mark.parametrize(
    ("asked", "nobody"),
    [
        ("Ai khai mạc hội thao?", False),
        ("Ai bế mạc hội thao?", True),
        ("ai be mac hoi thao", True),
        ("Ai phát biểu bế mạc hội thao?", True),
        ("Đồng chí nào trao cờ?", False),
        ("Ông Kiều Trọng Nghĩa trao gì?", False),
        ("Ai đoạt giải ba hội thao?", True),
        ("Ai thay bà Vàng Thị Say làm chủ tịch?", True),
        ("Ai giành giải nhất hội thao?", False),  # told in another word
        ("Ai cổ vũ hội thao?", False),  # anybody, without a name
        ("Ai trao cờ cho Kiều Trọng Nghĩa và Vàng Thị Say?", True),
    ],
)
def test_nobody_is_named_who_did_it(asked: str, nobody: bool) -> None:
    sentences = [
        "Ông Kiều Trọng Nghĩa phát biểu khai mạc hội thao.",
        "Bà Vàng Thị Say trao cờ.",
        "Hội thao bế mạc chiều nay.",
        "Giải nhất thuộc về anh Sùng A Tếnh.",
    ]
    assert tells_of_no_doer(understand(asked), sentences) is nobody


def test_lines_may_be_broken_anywhere() -> None:
    asked = understand("Ai phát biểu bế mạc hội thao?")
    assert not tells_of_no_doer(asked, ["Bà Vàng Thị\nSay, Chủ tịch công đoàn, phát\nbiểu bế\nmạc hội thao."])
