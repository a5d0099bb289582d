"""Typing habits: each a row of a table, each a case here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.marks import MarkRestorer
from rag.typing import is_syllable, telex, tidied, vni

WORDS = MarkRestorer.build(
    [
        "Hội thảo quốc tế với công đoàn thành phố Oslo tổ chức ngày 19 và 20/11.",
        "Bà Lill Fanny Saethe phát biểu tại hội thảo.",
        "Đồng chí Ngọ Duy Hiểu giới thiệu chuyên đề ở Sầm Sơn.",
    ]
)


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("hooji", "hội"), ("thaor", "thảo"), ("quoocs", "quốc"), ("ddoafn", "đoàn"), ("chuwcs", "chức"),
        ("nguwowif", "người"), ("dduwowcj", "được"), ("duongw", "dương"), ("thuyr", "thuỷ"), ("giups", "giúp"),
    ],
)  # fmt: skip
def test_telex(keys: str, word: str) -> None:
    assert telex(keys) == word


@pytest.mark.parametrize(
    ("keys", "word"),
    [("d9oan2", "đoàn"), ("vie6n", "viên"), ("gio71i", "giới"), ("Sa62m".lower(), "sầm"), ("o73", "ở"), ("na8m", "năm"),
     ("nguo7i2", "người")],
)  # fmt: skip
def test_vni(keys: str, word: str) -> None:
    assert vni(keys) == word


@pytest.mark.parametrize("word", ["2018", "t1", "iphone17", "covid19", "công"])
def test_no_vni(word: str) -> None:
    decoded = vni(word)
    assert decoded is None or not is_syllable(decoded)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hooji thaor quoocs tees vowis coong ddoafn Oslo", "hội thảo quốc tế với công đoàn Oslo"),
        ("Gio71i thie65u chuye6n d9e62 4.0", "Giới thiệu chuyên đề 4.0"),
        ("bà Saethe ko nói j vs ng Oslo", "bà Saethe không nói gì với người Oslo"),
        ("Lil Fany Sethe la ai", "Lil Fanny Saethe la ai"),
        ("Ngo Dui Hieu noi gi", "Ngo Duy Hieu noi gi"),
        ("ðoàn Оslo ＯＳＬＯ", "đoàn Oslo OSLO"),
        ("Hội thảo với Helsinki, Stockholm năm 2019?", "Hội thảo với Helsinki, Stockholm năm 2019?"),
        ("khí N2O, CO2 và H2O", "khí N2O, CO2 và H2O"),
        ("Mua vé tàu ở đâu?", "Mua vé tàu ở đâu?"),
        ("Who spoke at the workshop?", "Who spoke at the workshop?"),
        ("", ""),
    ],
)
def test_what_was_meant(typed: str, meant: str) -> None:
    assert tidied(typed, WORDS) == meant


@given(st.text(max_size=120))
def test_any_text_goes_through(text: str) -> None:
    assert isinstance(tidied(text, WORDS), str)
