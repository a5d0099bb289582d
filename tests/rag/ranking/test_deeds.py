"""Deeds that a question takes for done."""

import pytest

from rag.questions.question import understand
from rag.ranking.deeds import undone

_SENTENCES = [
    "Công nhân Công ty Sao Khuê đòi lương",
    "Công ty Sao Khuê nợ lương 80 công nhân.",
    "Công đoàn hướng dẫn công nhân ủy quyền để khởi kiện nếu quá hạn.",
    "Nhà trẻ dự kiến khởi công vào tháng 9/2024.",
    "Đoàn thanh tra dự kiến có kết luận trong tháng tới.",
    "Thỏa ước cũ được ký ngày 2/3/2019.",
    "Ngày hội dự kiến khám cho 500 người.",
    "Tháng trước, công ty bị phạt 30 triệu đồng.",
]


@pytest.mark.parametrize(
    ("asked", "open_"),
    [
        ("Toà tuyên công ty Sao Khuê trả bao nhiêu tiền?", True),
        ("toa tuyen cong ty Sao Khue tra bao nhieu tien", True),
        ("Công ty Sao Khuê đã trả hết lương chưa?", True),
        ("Khởi kiện công ty Sao Khuê kết quả ra sao?", True),
        ("Kết luận thanh tra là gì?", True),
        ("Nhà trẻ khánh thành ngày nào?", True),
        ("Ngày hội đã khám cho bao nhiêu người?", True),
        ("Công ty đã sửa mái nhà chưa?", True),
        ("Chị Xoan lấy chồng năm nào?", True),
        ("Nhà trẻ bao giờ xây lại xong?", True),
        ("Đội nào thắng trận giao lưu?", True),
        ("Công ty mua hai máy phát hết bao nhiêu tiền?", True),
        ("Công ty bị xử lý thế nào?", False),
        ("Cách nấu cháo cho trẻ?", True),
        # What is told as done, or asked as a plan; of a plan the day is an answer.
        ("Thỏa ước được ký ngày nào?", False),
        ("Công ty bị phạt bao nhiêu tiền?", False),
        ("Nhà trẻ khởi công khi nào?", False),
        ("Bao giờ sẽ có kết luận?", False),
        ("Ngày hội dự kiến khám cho bao nhiêu người?", False),
        ("Cách khởi kiện công ty?", False),
        ("Công ty nợ lương bao nhiêu người?", False),
    ],
)
def test_what_is_taken_for_done(asked: str, open_: bool) -> None:
    assert undone(understand(asked), _SENTENCES) is open_


def test_a_deed_in_a_name_is_told_with_it() -> None:
    assert not undone(understand("Chương trình Bắt đầu lại có mấy lớp?"), ["Chương trình “Bắt đầu lại” gồm 6 lớp."])
