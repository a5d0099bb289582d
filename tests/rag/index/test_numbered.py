from __future__ import annotations

import numpy as np
import pytest

from rag.index.numbered import Numbered, joined, key, neighbours, parted, place_of, starts
from rag.text.vietnamese import fold

TEXTS = [["công", "đoàn"], [], ["đoàn", "cộng", "công"]]


def test_words_are_numbered_as_they_come() -> None:
    read = Numbered.of(iter(TEXTS))
    assert read.words == ("công", "đoàn", "cộng")
    assert read.flat.tolist() == [0, 1, 1, 2, 0]
    assert read.lengths.tolist() == [2, 0, 3]
    assert read.owners.tolist() == [0, 0, 2, 2, 2]


def test_words_that_become_the_same_get_one_number() -> None:
    read = Numbered.of(TEXTS).renamed(fold)
    assert read.words == ("cong", "doan")
    assert read.flat.tolist() == [0, 1, 1, 0, 0]


def test_grouped_texts_keep_their_words_in_order() -> None:
    read = Numbered.of(TEXTS).grouped([0, 0, 2], 4)
    assert read.lengths.tolist() == [2, 0, 3, 0]
    assert read.flat.tolist() == Numbered.of(TEXTS).flat.tolist()


@pytest.mark.parametrize("texts", [[], [[]]])
def test_nothing_is_numbered_too(texts: list[list[str]]) -> None:
    read = Numbered.of(texts)
    assert (read.words, len(read.flat), len(read.lengths)) == ((), 0, len(texts))
    assert len(neighbours(read.owners)) == len(starts(read.flat)) == 0


def test_pairs_are_keys_and_keys_are_pairs() -> None:
    left, right = np.array([0, 1, 2**31 - 1], dtype=np.int32), np.array([2**31 - 1, 0, 5], dtype=np.int32)
    keys = joined(left, right)
    assert keys.tolist() == [key(*pair) for pair in zip(left.tolist(), right.tolist(), strict=True)]
    assert [part.tolist() for part in parted(keys)] == [left.tolist(), right.tolist()]


def test_only_neighbours_of_one_text_are_pairs() -> None:
    assert neighbours(Numbered.of(TEXTS).owners).tolist() == [0, 2, 3]


def test_a_key_is_found_or_not() -> None:
    keys = np.array([2, 5, 9], dtype=np.int64)
    assert [place_of(wanted, keys) for wanted in (1, 2, 5, 6, 9, 10)] == [None, 0, 1, None, 2, None]
    assert place_of(1, keys[:0]) is None
