from __future__ import annotations

import numpy as np
import pytest

from rag.embedding.vectors import normalised
from rag.errors import EmbeddingError


def test_normalised() -> None:
    np.testing.assert_allclose(normalised(np.array([[3.0, 4.0], [0.0, 2.0]])), [[0.6, 0.8], [0.0, 1.0]])
    np.testing.assert_allclose(normalised(np.array([3.0, 4.0])), [0.6, 0.8])
    for senseless in ([0.0, 0.0], [float("inf"), 1.0], [float("nan"), 1.0]):
        with pytest.raises(EmbeddingError):
            normalised(np.array(senseless))
