"""Whose post is whose: before the name, behind it, or behind a word such as "được bầu làm"."""

import pytest

from rag.questions.question import understand
from rag.spans.names import people
from rag.spans.posts import posts_of


@pytest.mark.parametrize(
    ("quote", "post"),
    [
        ("ông Nguyễn Hữu Tài được bầu làm Phó Chủ tịch Công đoàn công ty.", "Phó Chủ tịch Công đoàn công ty"),
        ("Bà Lê Thị Mai tái cử chức Chủ tịch Công đoàn công ty.", "Chủ tịch Công đoàn công ty"),
        ("Bà Lê Thị Mai tiếp tục giữ chức Chủ tịch Công đoàn.", "Chủ tịch Công đoàn"),
        ("Ông Lê Văn Bình, Giám đốc công ty, có mặt.", "Giám đốc công ty"),
        ("Ông Lê Văn Bình gặp Giám đốc công ty.", None),
        ("Ông Lê Văn Bình không được bầu làm Giám đốc công ty.", None),
    ],
)
def test_the_post_behind_a_name(quote: str, post: str | None) -> None:
    (person,) = people(quote, understand("ai"))
    assert [quote[slice(*span)] for span in posts_of(quote, person)] == ([post] if post else [])
