"""Blanks that were left out."""

import pytest

from rag.index.marks import MarkRestorer
from rag.text.shorthand import shipped
from rag.typed.blanks import with_blanks
from rag.typed.typing import as_meant

WORDS = MarkRestorer.build(
    [
        "Công đoàn khu công nghiệp trao giải thưởng cho người lao động của Haivina và Texwell.",
        "Người lao động ở khu công nghiệp được trao quà. Bà Nguyễn Thị Hòa làm gì với công đoàn?",
        "Bao nhiêu người lao động được nhận giải thưởng của công đoàn tỉnh Hải Dương?",
    ]
)


@pytest.mark.parametrize(
    ("typed", "apart"),
    [
        ("khucông nghiệp", "khu công nghiệp"),
        ("ngườilaođộng được trao giảithưởng", "người lao động được trao giải thưởng"),
        ("bao nhiêungười được nhận", "bao nhiêu người được nhận"),
        ("NguyễnThị Hòa", "Nguyễn Thị Hòa"),
        ("của TexwellHaivina", "của Texwell Haivina"),
        ("khu công nghi ệp", "khu công nghiệp"),
        ("lao độ ng của công đoàn", "lao động của công đoàn"),
        ("bao nh iêu người la o độn g", "bao nhiêu người la o động"),
        ("công nghiệpnhận", "công nghiệp nhận"),
        ("ngườihaivina", "người haivina"),
        ("làmgì với tỉnhHải Dương", "làm gì với tỉnh Hải Dương"),
        ("nguoilaodong o khucongnghiep", "nguoi lao dong o khu cong nghiep"),
        ("baonhieunguoilaodongduocnhangiaithuong", "bao nhieu nguoi lao dong duoc nhan giai thuong"),
    ],
)
def test_words_are_taken_apart(typed: str, apart: str) -> None:
    assert with_blanks(typed, WORDS, shipped().has) == apart


@pytest.mark.parametrize(
    "typed",
    [
        "Công ty Canon, Honda và Masan",
        "haivina vinamilk samsung",
        "CNVCLĐ của TLĐ",
        "cdcs va ldld",
        "",
        "2018",
        "nghiêng",
    ],
)
def test_what_is_one_word_stays(typed: str) -> None:
    assert with_blanks(typed, WORDS, shipped().has) == typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (
            "Ai trao giair thuwowngr cho nguwowif laoddoongj owr khucoong nghieepj",
            "trao giải thưởng cho người lao động",
        ),
        ("công_đoàn_tỉnh_Hải_Dương", "Công đoàn tỉnh Hải Dương"),
        ("công-đoàn-tỉnh-Hải-Dương", "Công đoàn tỉnh Hải Dương"),
        ("🙏🙏 công đoàn 😊 tỉnh Hải Dương ❓", "Công đoàn tỉnh Hải Dương"),
        ("Hải Dương - Nguyễn Thị Hòa", "Hải Dương - Nguyễn Thị Hòa"),
    ],
)
def test_as_it_was_meant(typed: str, meant: str) -> None:
    assert meant.lower() in as_meant(typed, WORDS, shipped().has).lower()
