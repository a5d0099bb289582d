"""Marks restored from the corpus's own words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.index.marks import MarkRestorer
from rag.text.vietnamese import fold

TEXTS = (
    "Hội thảo công đoàn bàn về tài chính công đoàn và quyền lợi của người lao động.",
    "Đồng chí Nguyễn Giang Tuệ Minh phát biểu khai mạc hội nghị tập huấn tại Sầm Sơn.",
    "Cán bộ công đoàn hội nhập, đổi mới hoạt động.",
)


RESTORER = MarkRestorer.build(TEXTS)


@pytest.fixture(scope="module")
def restorer() -> MarkRestorer:
    return RESTORER


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("hoi thao cong doan", "hội thảo công đoàn"),
        ("Ai phat bieu khai mac hoi nghi o Sam Son?", "Ai phát biểu khai mạc hội nghị ở Sầm Sơn?"),
        ("quyen loi nguoi lao dong la gi", "quyền lợi người lao động là gì"),
        ("Helsinki co gi", "Helsinki có gì"),
        ("CONG DOAN 2018", "CÔNG ĐOÀN 2018"),
        ("", ""),
        ("123 ?!", "123 ?!"),
    ],
)
def test_restores_what_the_corpus_knows(restorer: MarkRestorer, typed: str, restored: str) -> None:
    assert restorer.restore(typed) == restored


def test_survives_saving(restorer: MarkRestorer, tmp_path: Path) -> None:
    restorer.save(tmp_path / "marks")
    assert MarkRestorer.load(tmp_path / "marks").restore("cong doan") == "công đoàn"


@given(st.text(alphabet=st.characters(max_codepoint=0x17F), max_size=80))
def test_only_marks_change(text: str) -> None:
    assert fold(RESTORER.restore(text)) == fold(text)


def test_words_that_are_not_free_stay_and_guide_the_others(restorer: MarkRestorer) -> None:
    assert restorer.marked(["hoi", "thao", "cong", "đoàn"], [True, True, True, False]) == [
        "hội",
        "thảo",
        "công",
        "đoàn",
    ]
    assert restorer.marked(["hoi", "thao"], [False, False]) == ["hoi", "thao"]


def test_common_words_are_known_to_a_small_corpus(restorer: MarkRestorer) -> None:
    assert restorer.restore("vi sao can dong bao hiem xa hoi nam nay") == "vì sao cần đóng bảo hiểm xã hội năm nay"


@pytest.mark.parametrize(
    ("small", "cased"),
    [
        ("đồng chí nguyễn giang tuệ minh", "Đồng chí Nguyễn Giang Tuệ Minh"),
        ("khai mạc tại sầm sơn", "Khai mạc tại Sầm Sơn"),
        ("hội thảo với oslo", "Hội thảo với oslo"),  # nobody knows Oslo
        ("", ""),
    ],
)
def test_capitals_as_the_corpus_has_them(restorer: MarkRestorer, small: str, cased: str) -> None:
    assert " ".join(restorer.capitalised(small.split())) == cased


def test_of_many_variants_the_most_frequent_are_kept_and_of_equal_ones_the_first() -> None:
    letters = "aàáảãạâ"
    texts = [f"x{letter} y{letter}" for letter in letters] + [f"x{letters[-1]} y{letters[-1]}"]
    words = MarkRestorer.build(texts)
    kept = [letter for letter in letters if words.knows_marked(f"x{letter}")]
    assert kept == [letter for letter in letters if words.times(f"x{letter}", f"y{letter}")] == list("aàáảãâ")
    assert words.times("xâ", "yâ") == 2
    assert words.knows_pair("xa", "ya")
    assert not words.knows_pair("ya", "xa")
    assert not words.knows_pair("", "xa")


def test_capitals_of_most_places_count(tmp_path: Path) -> None:
    built = MarkRestorer.build(["Ở Sầm Sơn có mưa."] * 3 + ["ở sầm sơn có nắng."])
    built.save(tmp_path)
    for words in (built, MarkRestorer.load(tmp_path)):
        assert words.capitalised(["ở", "sầm", "sơn", "có", "mưa"]) == ["Ở", "Sầm", "Sơn", "có", "mưa"]
    assert MarkRestorer.build(["Ở Sầm Sơn."] * 2 + ["ở sầm sơn."]).capitalised(["ở", "sầm"]) == ["Ở", "sầm"]


def test_lines_in_capitals_say_nothing_of_capitals() -> None:
    words = MarkRestorer.build(["BÀN VỀ LƯƠNG", "Họ bàn về lương."])
    assert words.capitalised(["họ", "bàn", "về", "lương"]) == ["Họ", "bàn", "về", "lương"]


@pytest.mark.parametrize("file", ["words.json", "pairs.npy", "cases.npy"])
def test_damaged_counts_are_an_error(file: str, tmp_path: Path) -> None:
    RESTORER.save(tmp_path)
    (tmp_path / file).write_bytes(b"")
    with pytest.raises((OSError, ValueError, EOFError)):
        MarkRestorer.load(tmp_path)
