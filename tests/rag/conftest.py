from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.words import ANSWER_WORDING
from rag.engine import Engine
from rag.settings import RagSettings
from tests.fakes import HashEmbedder
from tests.rag.indexing import engine_for, write_articles

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def union(union_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The union's own articles and the real embedder: indexed once for all that ask them."""
    data = shutil.copytree(union_data, tmp_path_factory.mktemp("union") / "data")
    settings = RagSettings(_env_file=None, corpus_dir=ROOT / "corpus", data_dir=data)
    engine = Engine.create(settings, ANSWER_WORDING)
    engine.ensure()
    yield engine
    engine.close()


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
