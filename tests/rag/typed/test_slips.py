"""Words that were typed wrong: what is mended, and what is left alone."""

import pytest

from rag.index.marks import MarkRestorer
from rag.text.shorthand import shipped
from rag.typed.typing import as_meant

WORDS = MarkRestorer.build(
    [
        "Ông Trần Quang Thạch ở huyện Thạch Thành nói về tiền thưởng Tết của công nhân.",
        "Công đoàn huyện Thạch Thành hỗ trợ công nhân xin nghỉ việc và được trao giải thưởng.",
        "Bà Đặng Ngọc Xuyến ở Quảng Nam cho biết phòng họp của công ty đang sửa sàn nhà.",
        "Người lao động được nghỉ lễ, được trả lương và được khám bệnh ở bệnh viện tỉnh Quảng Nam.",
        "Công ty Haivina tặng quà cho trẻ em, chăm lo bữa ăn và nhà trọ của công nhân.",
    ]
)


def meant(typed: str) -> str:
    return as_meant(typed, WORDS, shipped().has)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        # the syllable of a name that can be none
        ("huyện Thạch Thàmh ở đâu", "Huyện Thạch Thành ở đâu"),
        ("Bà Đặmg Ngọc Xuyến là ai?", "Bà Đặng Ngọc Xuyến là ai?"),
        ("Bà Đặặng Ngọc Xuyến là ai?", "Bà Đặng Ngọc Xuyến là ai?"),
        ("Bà Đặng Ngcọ Xuyến là ai?", "Bà Đặng Ngọc Xuyến là ai?"),
        ("Ở Quuảng Nam có gì?", "Ở Quảng Nam có gì?"),
        ("Ông Tần Quang Thạch là ai?", "Ông Trần Quang Thạch là ai?"),
        ("Ở huyện Thạch Thnàh có gì?", "Ở huyện Thạch Thành có gì?"),
        ("thach thamh o dau", "Thạch Thành ở đâu"),
        # an ordinary word
        ("Người lao độmg được gì?", "Người lao động được gì?"),
        ("nguoi lao domg duoc gi", "Người lao động được gì"),
        ("Ai xin nghĩ việc?", "Ai xin nghỉ việc?"),
        ("Công nhân được chao giải thưởng gì?", "Công nhân được trao giải thưởng gì?"),
        ("Ai khám bện ở bện viện?", "Ai khám bệnh ở bệnh viện?"),
        # written as it sounds
        ("fòng họp của công ty", "Phòng họp của công ty"),
        ("jải thưởng của kôg nhân", "Giải thưởng của công nhân"),
        ("bệh viện tỉnh Quảng Nam", "Bệnh viện tỉnh Quảng Nam"),
        # spelled half, or with the tone elsewhere
        ("nguời lao đông đuợc nghỉ lễ", "Người lao động được nghỉ lễ"),
        ("tiền thửơng của công nhân", "Tiền thưởng của công nhân"),
    ],
)
def test_a_slip_is_mended(typed: str, right: str) -> None:
    assert meant(typed).lower() == right.lower()


@pytest.mark.parametrize(
    "typed",
    [
        "Bà Đặng Ngọc Xuyên là ai?",  # another mark may be another name
        "Ông Trần Quan Thanh ở đâu?",  # a syllable that may be one
        "Công ty Sony ở đâu?",
        "Bà Lặng Ngọc Xuyến và bà Tăng Ngọc Xuyến",
        "Cổ phiếu của Yuan và Kia?",
        "Chị Lê Thị Đoan nói gì về lương?",
        "Ai sửa nhà xưởng?",
        "TLĐ và NLĐ khác nhau thế nào?",
    ],
)
def test_what_may_be_meant_stays(typed: str) -> None:
    assert meant(typed) == typed


def test_an_abbreviation_is_no_slip_of_another() -> None:
    words = MarkRestorer.build(["Các NLĐ của Tổng công ty được thưởng."])
    assert as_meant("thưởng của tlđ", words, shipped().has).lower() == "thưởng của tlđ"
    assert as_meant("thuong cua tld", words, shipped().has).lower() == "thưởng của tld"


def test_letters_between_dots_are_no_words() -> None:
    words = MarkRestorer.build(["NASA cần NLĐ có Đảng ở đó.", "Có đó ý này."])
    assert as_meant("N.A.S.A cần gì ở N.L.Đ và L.O.R?", words, shipped().has) == "NASA cần gì ở NLĐ và L.O.R?"
