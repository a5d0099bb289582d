"""The vectors that an unfinished reload has made: what a killed one doesn't embed again.

    embedding/<SHA-256 of the texts>.npz     one batch: digest of each text, and its vector

A batch is there as a whole or not at all, and knows its texts by their digests: it serves the next reload
whatever became of the corpus meanwhile. The folder goes when a reload has succeeded.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

import numpy as np

from rag.embedding.vectors import Vectors
from rag.index import files

_FOLDER = "embedding"
_WIDTH = 32  # hexadecimal digits of a text's digest


def text_digest(embedder: str, text: str) -> str:
    """Return the digest under which the vector of a text is known; another embedder gives another one."""
    return hashlib.sha256(f"{embedder}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:_WIDTH]


class VectorJournal:
    """Batches of vectors in the data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._folder = data_dir / _FOLDER

    def add(self, digests: Sequence[str], vectors: Vectors) -> None:
        """Keep a batch: `vectors` has the shape (len(digests), dimension).

        Raises:
            OSError: it can't be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        buffer = io.BytesIO()
        np.savez(buffer, digests=np.array(digests, dtype=f"S{_WIDTH}"), vectors=vectors)
        name = hashlib.sha256("".join(digests).encode()).hexdigest()
        files.replace(self._folder / f"{name}.npz", buffer.getvalue())

    def kept(self, digests: Container[str] | None = None) -> Iterator[tuple[str, Vectors]]:
        """Yield the digest and the vector of each kept text; where `digests` are given, of those among them."""
        for path in sorted(self._folder.glob("*.npz")):
            try:
                with np.load(path, allow_pickle=False) as batch:
                    keys, vectors = batch["digests"].astype(str), batch["vectors"]
            except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
                continue  # damaged: its texts are embedded again
            pairs = zip(keys, vectors, strict=True)
            yield from ((key, vector) for key, vector in pairs if digests is None or key in digests)

    def clear(self) -> None:
        """Forget everything."""
        shutil.rmtree(self._folder, ignore_errors=True)
