"""How Vietnamese is mostly written, and what that tells of marks that were left out."""

from __future__ import annotations

import pytest

from rag.index.marks import MarkRestorer
from rag.index.usage import Usage, shipped
from rag.text.vietnamese import canonical, syllables
from rag.typed.keys import respelled

SMALL = MarkRestorer.build(["Các bài đồng ca của miền nam.", "Ông Tôn Nam nói về Tom."])


def test_words_pairs_and_who_follows_whom() -> None:
    usage = Usage.of(["bài viết", "bài báo", " bài viết ", "bãi biển", "ở Hà Nội"])
    assert usage.times["bài"] == 3
    assert usage.pairs["bài", "viết"] == 2
    assert usage.followers["bài"] == (2, 3)
    assert usage.variants["bai"] == ["bài", "bãi"]
    assert usage.names == {"hà", "nội"}
    assert usage.marked("ha", name=True) == ["hà"]
    assert usage.marked("bai", name=True) == []
    assert usage.marked("xyz", name=False) == ()


def test_phrases_are_spelled_well() -> None:
    words = shipped().times
    assert len(words) > 2_000
    assert [word for word in words if canonical(word) != word or word != word.lower()] == []
    assert [word for word in words if syllables(respelled(word)) != [word]] == []


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("nam 2015 ai viet bai", "năm 2015 ai viết bài"),  # the corpus has "nam" alone
        ("truong hoc o thanh pho nao", "trường học ở thành phố nào"),
        ("thoi tiet hom nay", "thời tiết hôm nay"),
        ("mien nam", "miền nam"),  # what the corpus has counts as well
        ("ong Tom va ong Pin", "ông Tom và ông Pin"),  # a name is no "tôm"
        ("CO2 va H5N1", "CO2 và H5N1"),
    ],
)
def test_common_words_that_a_small_corpus_lacks(typed: str, restored: str) -> None:
    assert SMALL.restore(typed) == restored


def test_a_common_word_is_none_of_the_corpus() -> None:
    assert "lúa" in shipped().times
    assert not SMALL.knows("lua")
    assert not SMALL.knows_marked("lúa")
    assert not SMALL.knows_pair("lua", "mi")
    assert SMALL.times("lúa", "mì") == 0
