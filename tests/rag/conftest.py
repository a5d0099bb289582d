from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.engine import Engine
from tests.fakes import HashEmbedder
from tests.rag.indexing import engine_for, write_articles


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder whose corpus has twelve small articles."""
    write_articles(tmp_path / "corpus", 12)
    return tmp_path


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def engine(root: Path, embedder: HashEmbedder) -> Iterator[Engine]:
    """An engine over `root` that has indexed it."""
    engine = engine_for(root, embedder)
    engine.ensure()
    yield engine
    engine.close()
