"""What the keys of Telex and VNI spell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.vietnamese import fold
from rag.typed.keys import capitals, is_syllable, respelled, telex, vni


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("hooji", "hội"), ("thaor", "thảo"), ("quoocs", "quốc"), ("ddoafn", "đoàn"), ("chuwcs", "chức"),
        ("nguwowif", "người"), ("dduwowcj", "được"), ("duongw", "dương"), ("thuyr", "thuỷ"), ("giups", "giúp"),
        ("vowis", "với"), ("oodx", "ỗd"), ("trw", "trư"),
    ],
)  # fmt: skip
def test_telex(keys: str, word: str) -> None:
    assert telex(keys) == word


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("d9oan2", "đoàn"), ("vie6n", "viên"), ("gio71i", "giới"), ("sa62m", "sầm"), ("o73", "ở"), ("na8m", "năm"),
        ("nguo7i2", "người"), ("d9u7o7c5", "được"), ("d9uo7ng2", "đường"),
    ],
)  # fmt: skip
def test_vni(keys: str, word: str) -> None:
    assert vni(keys) == word


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("nghiepej", "nghiệp"), ("hoijo", "hội"), ("duocwjd", "được"), ("quanw", "quăn"), ("hoanwf", "hoằn"),
        ("thuongwr", "thưởng"), ("hooji", "hội"),
    ],
)  # fmt: skip
def test_telex_with_the_shape_typed_late(keys: str, word: str) -> None:
    assert telex(keys, late=True) == word


def test_only_where_that_is_asked_for() -> None:
    assert telex("congo") == "congo"
    assert telex("congo", late=True) == "công"


@pytest.mark.parametrize(
    ("typed", "short"),
    [("CD9CS", "CĐCS"), ("LDDLDD", "LĐLĐ"), ("NLD9", "NLĐ"), ("DD", None), ("D9", None), ("DN", None), ("HCM", None)],
)
def test_capitals(typed: str, short: str | None) -> None:
    assert capitals(typed) == short


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("tòan", "toàn"), ("qủa", "quả"), ("nguời", "người"), ("đưọc", "được"), ("viẹc", "việc"), ("nguyẽn", "nguyễn"),
        ("cuả", "của"), ("nghiã", "nghĩa"), ("gìơ", "giờ"), ("thuở", "thuở"), ("quờ", "quờ"), ("giếng", "giếng"),
        ("được", "được"), ("hòa", "hoà"), ("công", "công"), ("gien", "gien"),
    ],
)  # fmt: skip
def test_respelled(typed: str, word: str) -> None:
    assert respelled(typed) == word


@pytest.mark.parametrize("word", ["2018", "t1", "iphone17", "covid19", "công", "4.0"])
def test_no_vni(word: str) -> None:
    decoded = vni(word)
    assert decoded is None or not is_syllable(decoded)


@pytest.mark.parametrize("syllable", ["nguyen", "hoi", "thuong", "gia", "quoc", "y", "oanh", "nghieng"])
def test_syllables(syllable: str) -> None:
    assert is_syllable(syllable)


@pytest.mark.parametrize("word", ["oslo", "saethe", "workshop", "cdcs", "bhxh", ""])
def test_other_words_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=12))
def test_any_keys_go_through(word: str) -> None:
    for spelled in (telex(word.lower()), telex(word.lower(), late=True), vni(word.lower()), respelled(word.lower())):
        assert spelled is None or isinstance(fold(spelled), str)
