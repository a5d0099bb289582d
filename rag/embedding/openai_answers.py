"""What an OpenAI-compatible service answers -> vectors, one for each text, or an error: nothing is taken on trust."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from rag.embedding.openai_failures import NoVectorsError


def vectors_of(body: bytes, expected: int) -> list[list[float]]:
    """Return the vectors of an answer in the order of the texts.

    Raises:
        NoVectorsError: they are not all there, or not all vectors of numbers of one dimension.
    """
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise NoVectorsError("no JSON", broken=True) from None
    data = answer.get("data") if isinstance(answer, dict) else None
    items = [item for item in data if isinstance(item, dict)] if isinstance(data, list) else []
    rows: dict[int, Any] = {item["index"]: item.get("embedding") for item in items if type(item.get("index")) is int}
    if len(items) != expected or sorted(rows) != list(range(expected)):
        raise NoVectorsError(f"{len(items)} vectors, numbered {sorted(rows)[:5]} …, for {expected} texts")
    try:
        matrix = np.array([rows[place] for place in range(expected)], dtype=np.float32)
    except (ValueError, TypeError, OverflowError):
        raise NoVectorsError("vectors of several dimensions, or not of numbers") from None
    if matrix.ndim != 2 or not matrix.size:
        raise NoVectorsError(f"vectors of shape {matrix.shape}")
    if not np.isfinite(matrix).all() or not matrix.any(axis=1).all():
        raise NoVectorsError("a vector of length 0 or without end")
    vectors: list[list[float]] = matrix.tolist()
    return vectors
