"""Canonical form, folding and syllables."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.vietnamese import bigrams, canonical, fold, has_marks, syllables, tokens


def test_canonical_is_nfc_with_newlines_and_without_bom() -> None:
    text = "\ufeff" + unicodedata.normalize("NFD", "Đoàn viên\r\nHội thảo\rHết")
    assert canonical(text) == "Đoàn viên\nHội thảo\nHết"


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đoàn Hòa", "doan hoa"), ("ƯỚC LƯỢNG", "uoc luong"), ("Lill Fanny Saethe", "lill fanny saethe"), ("đ/c", "d/c")],
)
def test_fold_takes_off_marks_and_case(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_is_idempotent_on_what_it_gives(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_syllables_keep_numbers_and_dates_whole() -> None:
    assert syllables("Ngày 7/8, 1.000.000 đồng (CĐCS)") == ["ngày", "7/8", "1.000.000", "đồng", "cđcs"]


@pytest.mark.parametrize(("old", "new"), [("hòa", "hoà"), ("thủy", "thuỷ"), ("khỏe", "khoẻ"), ("tòa", "toà")])
def test_both_places_of_a_tone_are_the_same_syllable(old: str, new: str) -> None:
    assert syllables(old) == syllables(new)


@pytest.mark.parametrize("syllable", ["quý", "quỳnh", "toàn", "thuý"])
def test_tones_that_have_one_place_stay(syllable: str) -> None:
    assert syllables(syllable) == [syllable]


def test_bigrams_join_neighbours() -> None:
    assert list(bigrams(["hội", "thảo", "oslo"])) == ["hội_thảo", "thảo_oslo"]


def test_has_marks() -> None:
    assert has_marks("hội thảo")
    assert not has_marks("Hoi thao voi Oslo?")


def test_two_spellings_of_one_syllable_are_one() -> None:
    assert syllables("kĩ lí tỉ quí hoà thuỷ") == syllables("kỹ lý tỷ quý hòa thủy")
    assert syllables("chi thi nhi khi đi") == ["chi", "thi", "nhi", "khi", "đi"]


def test_tokens_have_places() -> None:
    text = "Hòa, 7/8"
    assert [(token.written, token.lower) for token in tokens(text)] == [("Hòa", "hoà"), ("7/8", "7/8")]
    assert all(text[token.start : token.end] == token.written for token in tokens(text))


@given(st.text(alphabet=st.sampled_from("aeiouyđĐẮắếợữỹÁ òç\u0301\u0323\u031b")))
def test_fold_is_the_same_for_all_ways_to_write_a_letter(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
