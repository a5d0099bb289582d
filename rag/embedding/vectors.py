"""Vectors as the library holds them: rows of 32-bit floats, of length 1 once they are normalised."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rag.errors import EmbeddingError

Vectors = NDArray[np.float32]


def normalised(vectors: Vectors) -> Vectors:
    """Return vectors, or one, at length 1, so that their products are cosines.

    Raises:
        EmbeddingError: one has no length, or is no vector of numbers.
    """
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    if not np.isfinite(lengths).all() or not lengths.all():
        raise EmbeddingError("a vector of length 0 or without end")
    unit: Vectors = vectors / lengths
    return unit
