"""Of whom a value is given."""

import re

import pytest

from rag.questions.question import understand
from rag.ranking.bearers import given_of_others

_SENTENCES = [
    "Hội thi thợ giỏi của Công ty Sao Khuê",
    "Hội thi có 40 thợ dự.",
    "Công ty Sao Khuê lo mọi chi phí.",
    "Giải Nhất nhận 8 triệu đồng.",
    "Ngoài ra có mười giải khuyến khích.",
    "Chị Vàng Thị Say vay tiền học nghề.",
    "Ngân hàng Sông Xanh cũng góp tiền.",
    "Anh Kiều Trọng Nghĩa góp 2 triệu đồng.",
    "Bà Hà Thị Mận bán rau.",
    "Mỗi ngày bà lãi 100.000 đồng.",
    "Thợ trẻ hỏi: Thợ phụ được trả bao nhiêu?",
    "Trả lời: Được trả 300.000 đồng một ngày.",
]


@pytest.mark.parametrize(
    ("asked", "others"),
    [
        ("Chị Vàng Thị Say vay bao nhiêu tiền?", True),
        ("chị say vay bao nhiêu tiền", False),  # a name that cannot be told
        ("Ngân hàng Sông Xanh góp bao nhiêu tiền?", True),
        ("Giải khuyến khích được thưởng bao nhiêu tiền?", True),
        ("Anh Kiều Trọng Nghĩa góp bao nhiêu tiền?", False),
        ("Bà Hà Thị Mận mỗi ngày lãi bao nhiêu tiền?", False),  # in the sentence behind
        ("Công ty Sao Khuê thưởng bao nhiêu tiền?", False),  # spoken of all along
        ("Thợ phụ được trả bao nhiêu tiền?", False),  # in the reply
        ("Ông Sùng A Tếnh góp bao nhiêu tiền?", False),  # named nowhere: not for this to tell
    ],
)
def test_of_whom_a_value_is_given(asked: str, others: bool) -> None:
    money = re.compile("đồng")
    found = given_of_others(understand(asked), _SENTENCES, lambda text: money.search(text) is not None)
    assert found is others
