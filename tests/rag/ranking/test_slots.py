"""Whether an article gives the very kind of thing that is asked for, and of what it is asked of."""

import pytest

from rag.questions.question import understand
from rag.ranking.slots import apart, unsaid
from rag.text.vietnamese import fold

PRIZES = [
    "Ngày 3/5, nhà máy Hạ Vân trao giải cho 12 thợ giỏi.",
    "Chị Lò Thị Xoan, 34 tuổi, quê Mường La, đoạt giải nhất.",
    "Giải nhất trị giá 5 triệu đồng.",
    "Anh Đỗ Quang Bách bị ngã ở xưởng, được đưa vào Bệnh viện Đa khoa Hạ Vân lúc 14 giờ.",
    "Công đoàn hỗ trợ gia đình anh.",
]


@pytest.mark.parametrize(
    ("asked", "lacking"),
    [
        ("Chị Lò Thị Xoan bao nhiêu tuổi?", 0),
        ("Anh Đỗ Quang Bách năm nay bao nhiêu tuổi?", 1),  # somebody else's
        ("Bà Trần Lệ Mai bao nhiêu tuổi?", 1),
        ("Chị Lò Thị Xoan sinh năm nào?", 0),  # as old as she is
        ("Bà Trần Lệ Mai sinh ngày nào?", 1),
        ("Chị Lò Thị Xoan quê ở đâu?", 0),
        ("Bà Trần Lệ Mai quê ở huyện nào?", 1),
        ("Anh Bách bị tuyên phạt mấy năm tù?", 1),
        ("Anh Bách vào viện lúc mấy giờ?", 0),
        ("Giải nhất trị giá bao nhiêu tiền?", 0),
        ("Bao nhiêu phần trăm thợ giỏi được trao giải?", 1),
        ("Nhà máy Hạ Vân xây năm nào?", 1),
        ("Nhà máy trao giải ngày nào?", 0),
        ("Nhà máy trao giải ngày 3/5 hay ngày nào?", 1),  # what the question says is no answer
        ("Anh Bách được đưa vào bệnh viện nào?", 0),
        ("Anh Bách được đưa vào Bệnh viện Đa khoa Hạ Vân hay bệnh viện nào?", 1),
        ("Hội thi tổ chức ở khách sạn nào?", 1),
        ("Cơ quan nào trao giải?", 0),  # no "quận"
        ("Vì sao anh Bách ngã?", 0),
        ("Vì sao anh Bách nghỉ mấy bữa?", 0),  # asks for no number
        ("Thợ giỏi nghỉ phép năm mấy ngày?", 0),  # nor for a year
        ("Nhà máy khánh thành ngày nào?", 1),
        ("Ai đoạt giải nhất?", 0),
        ("Công nhân bị ngã tên là gì?", 0),
        ("Công nhân Đỗ Quang Bách và Lò Thị Xoan còn gọi người nào, tên gì?", 1),
    ],
)
def test_what_is_asked_for_is_nowhere(asked: str, lacking: int) -> None:
    assert unsaid(understand(asked), PRIZES) == lacking
    assert unsaid(understand(fold(asked)), PRIZES) in {lacking, 0}  # without capitals nobody is named


def test_without_marks_it_is_the_same() -> None:
    assert unsaid(understand("thue san bao nhieu tien"), ["Anh Bách thuê sân tập."]) == 1
    assert apart(understand("phat bao nhieu tien"), ["Giải nhất trị giá 5 triệu đồng."]) == 1
    assert apart(understand("phat bao nhieu tien"), ["Nhà máy bị phạt 5 triệu đồng."]) == 0


@pytest.mark.parametrize(
    ("asked", "lacking"),
    [
        ("Giải nhất trị giá bao nhiêu tiền?", 0),
        ("Công đoàn hỗ trợ gia đình anh Bách bao nhiêu tiền?", 1),
        ("Công đoàn tặng gia đình anh Bách bao nhiêu tiền?", 0.5),
        ("Ai đoạt giải nhất?", 0),
        ("Nhà máy trao giải ngày nào?", 0),
        ("Công đoàn thăm gia đình anh Bách ngày nào?", 0.5),
        ("Chị Xoan bao nhiêu tuổi?", 0),  # told by the name
        ("Nhà máy Hạ Vân thưởng giải nhất bao nhiêu tiền?", 1),  # a sum, but of no word for it
        ("Giá vé vào xem giải nhất là bao nhiêu?", 0),  # "trị giá": too alike
        ("Nhà máy thu lãi bao nhiêu tiền từ giải nhất?", 1),
    ],
)
def test_what_is_given_is_not_what_it_is_asked_of(asked: str, lacking: float) -> None:
    assert apart(understand(asked), PRIZES) == lacking
    assert apart(understand(fold(asked)), PRIZES) in {lacking, 0}  # "gia đình" is "giá" then


def test_a_prize_that_nobody_speaks_of() -> None:
    asked = understand("Đội nào đoạt giải nhất?")
    assert unsaid(asked, ["Đội Hạ Vân thắng đội Sao Khuê."]) == 1
    assert unsaid(asked, ["Đội Hạ Vân vô địch."]) == 0


def test_somebody_elses_age_in_the_next_sentence_is_not_theirs() -> None:
    sentences = ["Ông Mạc Đình Sang đọc báo cáo.", "Thợ lò Tòng Văn Kiên, 45 tuổi, được thưởng."]
    assert unsaid(understand("Ông Mạc Đình Sang bao nhiêu tuổi?"), sentences) == 1
    assert unsaid(understand("Ông Mạc Đình Sang bao nhiêu tuổi?"), [sentences[0], "Ông 45 tuổi."]) == 0


@pytest.mark.parametrize(
    ("asked", "lacking"),
    [
        ("Đại hội diễn ra ở thành phố nào?", 0),
        ("Đại hội tổ chức tại tỉnh nào?", 0),
        ("Đại hội ở Hải Phòng hay thành phố nào?", 1),
        ("Đại hội diễn ra ở huyện nào?", 1),
    ],
)
def test_a_city_needs_no_word_before_its_name(asked: str, lacking: int) -> None:
    assert unsaid(understand(asked), ["Sáng 18/12, tại Hải Phòng, khai mạc đại hội."]) == lacking
    assert unsaid(understand(asked), ["Sáng 18/12, tại Nhà văn hóa Công nhân, khai mạc đại hội."]) == 1


def test_a_hospital_by_what_one_does_there() -> None:
    asked = understand("Anh Bách nằm viện nào?")
    assert unsaid(asked, PRIZES) == 0
    assert unsaid(asked, ["Đoàn viên nằm viện được 1 triệu đồng."]) == 1


def test_a_measure_by_another_name() -> None:
    assert apart(understand("Lương bình quân bao nhiêu?"), ["Thu nhập bình quân là 13 triệu đồng."]) == 0
    assert apart(understand("Vốn xây nhà bao nhiêu tỷ?"), ["Kinh phí xây nhà là 38 tỷ đồng."]) == 0
    assert apart(understand("Tiền phạt bao nhiêu?"), ["Thu nhập bình quân là 13 triệu đồng."]) == 1


def test_the_measure_of_a_row_stands_above_it() -> None:
    table = ["Trường hợp | Mức chi", "Kết hôn | 500.000 đồng", "Sinh con | 700.000 đồng"]
    assert apart(understand("Trợ cấp kết hôn bao nhiêu?"), table) == 0
    assert apart(understand("Trợ cấp mai táng bao nhiêu?"), table) == 1


def test_the_place_in_a_row_is_no_day_of_the_week() -> None:
    assert unsaid(understand("Đội Hạ Vân xếp thứ mấy?"), ["Đội Hạ Vân về nhì."]) == 0
    assert unsaid(understand("Đại hội khai mạc thứ mấy?"), ["Đại hội khai mạc buổi sáng."]) == 1


def test_broken_lines() -> None:
    assert unsaid(understand("Chị Xoan bao nhiêu tuổi?"), ["Chị Xoan, 34\ntuổi, quê Mường La."]) == 0
    assert unsaid(understand("Anh Bách vào bệnh viện nào?"), ["Anh vào bệnh\nviện Hạ Vân."]) == 0
