"""Typing habits: each a row of a table, each a case here."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.index.marks import MarkRestorer
from rag.typed.typing import as_meant

WORDS = MarkRestorer.build(
    [
        "Hội thảo quốc tế với công đoàn thành phố Oslo tổ chức ngày 19 và 20/11.",
        "Tại hội thảo quốc tế, bà Lill Fanny Saethe phát biểu về người lao động.",
        "Phát biểu tại hội thảo, bà Lill Fanny Saethe cảm ơn công đoàn thành phố Hà Nội.",
        "Theo chương trình, đồng chí Ngọ Duy Hiểu giới thiệu chuyên đề ở Sầm Sơn.",
        "Trong hai ngày ở Sầm Sơn, đồng chí Ngọ Duy Hiểu gặp bà Lill Fanny Saethe.",
    ]
)
CLEAN = "Bà Lill Fanny Saethe phát biểu gì tại hội thảo?"


@pytest.mark.parametrize(
    "typed",
    [
        "ba lill fanny saethe phat bieu gi tai hoi thao?",  # no marks
        "Ba Lill Fanny Saethe phat bieu gi tai hoi thao?",
        unicodedata.normalize("NFD", CLEAN),
        "BÀ LILL FANNY SAETHE PHÁT BIỂU GÌ TẠI HỘI THẢO?",  # capitals
        "BA LILL FANNY SAETHE PHAT BIEU GI TAI HOI THAO?",
        "Bà Lill Fanny Saethe Phát Biểu Gì Tại Hội Thảo?",
        "baf Lill Fanny Saethe phats bieeur gif taij hooji thaor?",  # Telex
        "BAF LILL FANNY SAETHE PHATS BIEEUR GIF TAIJ HOOIJ THAOR?",
        "ba2 Lill Fanny Saethe pha1t bie63u gi2 ta5i ho65i tha3o?",  # VNI
        "ｂà Ｌｉｌｌ Ｆａｎｎｙ Ｓａｅｔｈｅ phát biểu gì tại hội thảo?",  # full width
        "bà Lill Fаnny Sаеthе phát biểu gì tại hội thảо?",  # Cyrillic а, е, о
        "bà lill fanny saethe phát biểu j tại hội thảo?",  # teencode
        "ba lill fanny saethe phat bieu j tai hoi thao?",
        "bà Lil Fany Sethe phát biểu gì tại hội thảo?",  # a letter lost in each name
        "bà Lill Faney Saethhe phát biểu gì tại hội thảo?",  # one changed, one added
        "bà Lill Fanny Saeteh phát biểu gì tại hội thảo?",  # two swapped
        "bà Lill Fanny Saethe phat biểu gì tại hoi thảo?",  # half of the marks
        "bà Lill Fanny Saethe phát biểu gìiii tại hội thảooo?",  # drawn out
    ],
)
def test_every_habit_means_the_same(typed: str) -> None:
    assert as_meant(unicodedata.normalize("NFC", typed), WORDS).lower() == CLEAN.lower()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hooji thaor quoocs tees vowis coong ddoafn Oslo", "hội thảo quốc tế với công đoàn Oslo"),
        ("Gio71i thie65u chuye6n d9e62 4.0", "Giới thiệu chuyên đề 4.0"),
        ("bà Saethe ko nói j vs ng Hà Nội", "bà Saethe không nói gì với người Hà Nội"),
        ("Ngo Dui Hieu noi gi", "Ngọ Duy Hiểu nói gì"),
        ("ngo duy hieu noi gi o sam son", "Ngọ Duy Hiểu nói gì ở Sầm Sơn"),
        ("đoàn Оslo", "đoàn Oslo"),
        ("ðoàn Oslo của tôi", "đoàn Oslo của tôi"),
        ("bn ng dự hội thảo v", "Bao nhiêu người dự hội thảo vậy"),
        ("bn ơi, hội thảo khi nào", "Bạn ơi, hội thảo khi nào"),
        ("đc Hiểu nói gì", "đồng chí Hiểu nói gì"),
        ("thưởng 500 k hay ko", "Thưởng 500 k hay không"),
    ],
)
def test_what_was_meant(typed: str, meant: str) -> None:
    assert as_meant(typed, WORDS) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "Hội thảo với Helsinki, Stockholm năm 2019?",
        "Khí N2O, CO2 và H2O là gì?",
        "Mua vé tàu ở đâu?",
        "Ngọ Duy Hiếu là ai?",  # may be somebody else: the lexical index forgives the mark
        "LĐLĐ TP HCM",
        "Đại hội III của CĐCS",
        "Nguyễn Văn Nam là ai?",
        "",
        "?! 123",
    ],
)
def test_what_is_typed_well_stays(typed: str) -> None:
    assert as_meant(typed, WORDS) == typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Who spoke at the workshop in Sam Son?", "Who spoke at the workshop in Sầm Sơn?"),
        ("What did Ngo Duy Hieu say?", "What did Ngọ Duy Hiểu say?"),
        ("Who is Lil Fany Sethe?", "Who is Lill Fanny Saethe?"),
        ("What did they say about the people?", "What did they say about the people?"),
    ],
)
def test_of_an_english_text_only_names_are_mended(typed: str, meant: str) -> None:
    assert as_meant(typed, WORDS, english=True) == meant


@given(st.text(max_size=120), st.booleans())
def test_any_text_goes_through(text: str, english: bool) -> None:
    assert isinstance(as_meant(text, WORDS, english=english), str)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hội thảo tổ chức ở quận", "Hội thảo tổ chức ở quận"),
        ("hội thảo tổ chức ở quận nào", "Hội thảo tổ chức ở quận nào"),
        ("hoi thao to chuc o quan", "Hội thảo tổ chức ở quận"),
        ("hội thảo tổ chức ở quận tân bình", "Hội thảo tổ chức ở Quận Tân Bình"),
    ],
)
def test_a_kind_of_place_is_no_name(typed: str, meant: str) -> None:
    words = MarkRestorer.build(["Hội thảo tổ chức ở Quận Tân Bình.", "Quận Tân Bình tổ chức hội thảo ở Quận Tân Bình."])
    assert as_meant(typed, words) == meant
