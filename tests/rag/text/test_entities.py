"""Names, dates, numbers and places by their shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.entities import EntityKind, entities, proper_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bà Lill Fanny Saethe- Phó tổng thư ký LHCĐ TP Oslo phát biểu", ["Lill Fanny Saethe"]),
        ("đồng chí Nguyễn Giang Tuệ Minh, Phó Chủ tịch Thường trực", ["Nguyễn Giang Tuệ Minh"]),
        ("Phó Chủ tịch thường trực LĐLĐ thành phố Lê Thanh Đà đánh giá", ["Lê Thanh Đà"]),
        ("Thứ trưởng Bộ Y tế Nguyễn Thị Liên Hương", ["Nguyễn Thị Liên Hương"]),
        ("Công đoàn Viên chức Việt Nam tại Hà Nội", []),
        ("ông Ngọ Duy Hiểu và bà Trần Thị Bích Ngọc", ["Ngọ Duy Hiểu", "Trần Thị Bích Ngọc"]),
        ("Ông Lê Văn Phúc dự họp", ["Lê Văn Phúc"]),
        ("Chủ tịch Tổng LĐLĐ Việt Nam Nguyễn Đình Khang", ["Nguyễn Đình Khang"]),
        ("Phó Chủ tịch LĐLĐ Thành phố Hồ Chí Minh Trần Thị Diệu Thúy", ["Trần Thị Diệu Thúy"]),
        ("Phó Chủ tịch LĐLĐ tỉnh Hòa An Trần Quốc Vinh trao quà", ["Trần Quốc Vinh"]),
        ("Giám đốc nhà máy Sao Mai và giám đốc nhà máy Lê Mai", ["Lê Mai"]),
    ],
)
def test_people(text: str, names: list[str]) -> None:
    assert [e.text for e in entities(text) if e.kind is EntityKind.PERSON] == names


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Ngày 7/8 tại Sầm Sơn", ["Ngày 7/8"]),
        ("trong 2 ngày 19 và 20/11.", ["ngày 19 và 20/11"]),
        ("từ ngày 21 đến 23/11, tại Quốc Oai", ["ngày 21 đến 23/11"]),
        ("Thứ ba, 07/08/2018 21:05", ["Thứ ba", "07/08/2018", "21:05"]),
        ("năm 2015 đánh dấu", ["năm 2015"]),
        ("1.000.000 đồng, 3.5 điểm", []),
    ],
)
def test_dates(text: str, dates: list[str]) -> None:
    assert [e.text for e in entities(text) if e.kind is EntityKind.DATE] == dates


def test_places_and_titles_in_quotes() -> None:
    found = entities("tại thành phố Sầm Sơn, tỉnh Thanh Hóa, hội thảo “Công tác phát triển đoàn viên”")
    assert [e.text for e in found if e.kind is EntityKind.PLACE] == ["Sầm Sơn", "Thanh Hóa"]
    assert [e.text for e in found if e.kind is EntityKind.QUOTED] == ["Công tác phát triển đoàn viên"]


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert proper_names("Hội thảo với Oslo do Công đoàn tổ chức. Chủ đề gì?") == ["Oslo", "Công"]


@given(st.text(max_size=200))
def test_offsets_are_slices(text: str) -> None:
    assert all(text[e.start : e.end] == e.text for e in entities(text))
