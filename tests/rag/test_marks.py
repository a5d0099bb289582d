"""Marks restored from the corpus's own words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.marks import MarkRestorer
from rag.vietnamese import fold

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
    restorer.save(tmp_path / "marks.json")
    assert MarkRestorer.load(tmp_path / "marks.json").restore("cong doan") == "công đoàn"


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
