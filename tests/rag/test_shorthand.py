"""Abbreviations and dates spelled out."""

import pytest

from rag.shorthand import spelled_out
from rag.vietnamese import fold


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("cán bộ CĐ", "cán bộ công đoàn"),
        ("CĐCS", "công đoàn cơ sở"),
        ("LĐLĐ TP Hà Nội", "liên đoàn lao động thành phố hà nội"),
        ("LHCĐ Oslo, Na Uy", "liên hiệp công đoàn oslo nauy"),
        ("đ/c Hiểu", "đồng chí hiểu"),
        ("D/C Hiểu", "đồng chí hiểu"),
        ("ldld", "liên đoàn lao động"),
        ("(ĐCSVN)", "đảng cộng sản việt nam"),
    ],
)
def test_short_and_long_are_the_same_terms(short: str, long: str) -> None:
    assert spelled_out(short) == spelled_out(long)


@pytest.mark.parametrize(
    "written", ["07/08/2018", "7-8-2018", "7.8.2018", "7 tháng 8 năm 2018", "7 tháng 8/2018", "7 thang 8 nam 2018"]
)
def test_a_date_is_its_day_month_and_year_however_written(written: str) -> None:
    assert spelled_out(f"ngày {written}") == ["ngày", "7/8", "t8", "2018"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("tháng 8/2018", ["t8", "2018"]),
        ("tháng 11", ["t11"]),
        ("19 và 20/11", ["19", "và", "20/11", "t11"]),
        ("2018 – 2023", ["2018", "2023"]),
        ("45/99", ["45/99"]),
        ("1.000.000", ["1.000.000"]),
        ("4.0", ["4.0"]),
        ("Đại hội V lần thứ XIV", ["đại", "hội", "5", "lần", "thứ", "14"]),
        ("Vitamin C và IX", ["vitamin", "c", "và", "ix"]),
    ],
)
def test_months_and_numbers(text: str, tokens: list[str]) -> None:
    assert spelled_out(text) == tokens


def test_no_abbreviation_is_a_vietnamese_syllable() -> None:
    # A key with a vowel after a consonant, such as "ban", would change common words.
    assert [fold(token) for token in spelled_out("ban chấp hành có ba dân an may do")] == (
        "ban chap hanh co ba dan an may do".split()
    )
