from __future__ import annotations

from pathlib import Path

import bm25s
import numpy as np
import pytest

from rag.index.lexical import LexicalIndex, terms

DOCUMENTS = [
    ["công", "đoàn", "cơ", "sở"],
    ["an", "toàn", "lao", "động", "ở", "công", "trường"],
    [],
    ["7/8", "2018", "1.000.000", "đồng"],
    ["công", "đoàn", "công", "đoàn", "oslo"],
]


@pytest.fixture(params=["built", "loaded"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> LexicalIndex:
    built = LexicalIndex.build(DOCUMENTS)
    if request.param == "built":
        return built
    built.save(tmp_path / "index")
    return LexicalIndex.load(tmp_path / "index")


def test_terms_are_syllables_and_pairs() -> None:
    assert terms(["an", "toàn", "lao"]) == ["an", "toàn", "lao", "an_toàn", "toàn_lao"]
    assert terms([]) == []


def test_scores(index: LexicalIndex) -> None:
    scores = index.scores(terms(["công", "đoàn"]))
    assert scores.dtype == np.float32
    assert scores.argmax() == 4
    assert (scores > 0).tolist() == [True, True, False, False, True]
    # One-letter words, English stop words and numbers are words like any other.
    for word, row in (("ở", 1), ("an", 1), ("7/8", 3), ("1.000.000", 3)):
        assert index.scores([word]).argmax() == row
    assert len(index) == 5


@pytest.mark.parametrize("documents", [DOCUMENTS, [["một"], [], []], [["a", "a", "a"], ["a"]]])
def test_scores_are_those_of_bm25s(documents: list[list[str]]) -> None:
    reference = bm25s.BM25(method="lucene", k1=1.2, b=0.6)
    reference.index([terms(document) for document in documents], show_progress=False, create_empty_token=False)
    index = LexicalIndex.build(documents)
    for query in (["công", "đoàn", "công_đoàn"], ["an", "2018"], ["công", "công"], ["một"], ["a", "a_a"]):
        known = [term for term in query if term in index]
        expected = reference.get_scores(known) if known else np.zeros(len(documents))
        np.testing.assert_allclose(index.scores(query), expected, rtol=1e-6)


def test_a_pair_is_known_by_its_words_in_their_order(index: LexicalIndex) -> None:
    assert "công_đoàn" in index
    for term in ("đoàn_công_", "_công", "công_", "_", "__", "cơ_đoàn", "trường_7/8", "công_đoàn_cơ", "công_không"):
        assert term not in index
    assert "đoàn_công" in index


@pytest.mark.parametrize("term", ["", "không-có", "\ud800", "a\0b", "🙂", "x" * 10_000, '"', "\n"])
def test_unknown_terms_score_nothing(index: LexicalIndex, term: str) -> None:
    assert not index.scores([term]).any()
    assert term not in index
    assert index.scores([term, "oslo"]).argmax() == 4
    assert index.idf(term) > index.idf("oslo") > index.idf("công") > 0
    assert not index.presence([term], np.arange(5)).any()


def test_presence(index: LexicalIndex) -> None:
    found = index.presence(["công", "oslo", "không-có"], np.array([4, 2, 0]))
    assert found.tolist() == [[True, False, True], [True, False, False], [False, False, False]]
    assert index.presence([], np.array([0])).shape == (0, 1)
    assert index.presence(["công"], np.array([], dtype=np.intp)).shape == (1, 0)


@pytest.mark.parametrize("documents", [[], [[]], [[], [], []]])
def test_nothing_to_index(documents: list[list[str]], tmp_path: Path) -> None:
    built = LexicalIndex.build(documents)
    built.save(tmp_path)
    for index in (built, LexicalIndex.load(tmp_path)):
        assert len(index) == len(documents)
        assert index.scores(["công"]).tolist() == [0.0] * len(documents)
        assert "công" not in index
        assert not index.presence(["công"], np.arange(len(documents))).any()
        assert index.idf("công") > 0


def test_one_document(tmp_path: Path) -> None:
    LexicalIndex.build([["một", "câu"]]).save(tmp_path)
    index = LexicalIndex.load(tmp_path)
    assert index.scores(["câu"])[0] > 0
    assert index.presence(["câu", "hai"], np.array([0])).tolist() == [[True], [False]]


@pytest.mark.parametrize("term", ['"', "\\", "\n", "\u2028", "🙂", "null", "__proto__", "e\u0301", " "])
def test_odd_terms_survive_being_saved(term: str, tmp_path: Path) -> None:
    LexicalIndex.build([[term, "câu"], ["khác"]]).save(tmp_path)
    assert LexicalIndex.load(tmp_path).scores([term]).argmax() == 0


def test_the_arrays_are_mapped_not_read(tmp_path: Path) -> None:
    LexicalIndex.build(DOCUMENTS).save(tmp_path)
    index = LexicalIndex.load(tmp_path)
    assert isinstance(index._documents.base, np.memmap)


@pytest.mark.parametrize("file", ["words.json", "pairs.npy", "pointers.npy"])
def test_damaged_files_are_an_error(file: str, tmp_path: Path) -> None:
    LexicalIndex.build(DOCUMENTS).save(tmp_path)
    (tmp_path / file).write_bytes(b"")
    with pytest.raises((OSError, ValueError, KeyError, EOFError)):
        LexicalIndex.load(tmp_path)
