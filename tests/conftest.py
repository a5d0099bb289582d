"""What tests share: a tiny corpus, and an engine over it with an embedder that needs no model.

The network is out of reach: pytest-socket lets only loopback through (see pyproject.toml).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from bot.words import ANSWER_WORDING
from rag.engine import Engine
from rag.settings import RagSettings
from tests.fakes import HashEmbedder

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = {
    "hoi-thao-hue.md": """---
title: Hội thảo về an toàn lao động tại Huế
date: 2019-05-20
source: Báo Lao Động
author: Minh Anh
url: https://laodong.example/hoi-thao-hue
---
Ngày 19/5, Liên đoàn Lao động tỉnh tổ chức hội thảo về an toàn lao động tại Huế với 120 đại biểu.

Bà Trần Thị Hạnh, Phó Chủ tịch Liên đoàn Lao động tỉnh, phát biểu khai mạc hội thảo. Bà Hạnh cho biết số vụ tai nạn
lao động đã giảm 12% so với năm trước.

Ông Lê Văn Phúc trình bày chuyên đề về bảo hộ lao động trong ngành dệt may. Hội thảo kết thúc vào chiều cùng ngày.
""",
    "nghi-mat.txt": """Công đoàn tổ chức nghỉ mát cho đoàn viên

Hè năm nay, công đoàn công ty tổ chức cho 300 đoàn viên đi nghỉ mát tại Cửa Lò. Mỗi đoàn viên được hỗ trợ 2 triệu đồng.

Chuyến đi kéo dài ba ngày, từ ngày 5 đến ngày 7 tháng 6. Chị Nguyễn Thu Hà phụ trách danh sách đăng ký.
""",
}


@pytest.fixture(scope="session")
def union_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder over the union's own articles with the real embedder, to be copied.

    To index them takes ten seconds: the workers of a run share one.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "union-data"
    with FileLock(f"{folder}.lock"):
        if not (folder / "done").exists():
            settings = RagSettings(_env_file=None, corpus_dir=ROOT / "corpus", data_dir=folder)
            engine = Engine.create(settings, ANSWER_WORDING)
            engine.ensure()
            engine.close()
            (folder / "done").touch()
    return folder


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with no setting from outside: neither the environment nor a `.env`."""
    from bot.settings import SETTINGS_CLASSES

    for kind in SETTINGS_CLASSES:
        for field in kind.model_fields:
            monkeypatch.delenv(field.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def corpus_dir(workplace: Path) -> Path:
    """The tiny corpus, where the default settings look for it."""
    folder = workplace / "corpus"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def rag_settings(corpus_dir: Path, workplace: Path) -> RagSettings:
    """Settings for the tiny corpus."""
    values: dict[str, Any] = {"corpus_dir": corpus_dir, "data_dir": workplace / "data"}
    return RagSettings(**values)


@pytest.fixture
def engine(rag_settings: RagSettings) -> Iterator[Engine]:
    """An engine over the tiny corpus that is ready to answer."""
    engine = Engine.create(rag_settings, ANSWER_WORDING, HashEmbedder())
    engine.ensure()
    yield engine
    engine.close()
