"""The command line under test: in this process with a fake embedder, and as a process of its own."""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.fakes import HashEmbedder

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "data" / "golden"

Cli = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def cli(corpus_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cli]:
    """Run a command line in this process, over the tiny corpus."""
    from bot.cli import app

    monkeypatch.setattr("rag.engine.embedder_of", lambda _: HashEmbedder())
    handlers = logging.root.handlers[:]
    levels = {name: logging.getLogger(name).level for name in (None, "bot", "rag")}

    def run(*args: str, stdin: str | bytes = "") -> Result:
        return CliRunner().invoke(app, args, input=stdin, prog_name="congdoan")

    yield run
    logging.root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture(scope="session")
def real_data(union_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder over the real corpus with the real embedder."""
    return shutil.copytree(union_data, tmp_path_factory.mktemp("real") / "data")


def environment(data_dir: Path) -> dict[str, str]:
    """The environment of a process over the real corpus."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT / 'tests' / 'data' / 'offline'}{os.pathsep}{ROOT}",
        "CORPUS_DIR": str(ROOT / "corpus"),
        "DATA_DIR": str(data_dir),
    }


@pytest.fixture
def process(real_data: Path, workplace: Path) -> Process:
    """Run a command line as a process that can't reach the network, over the real corpus."""

    def run(*args: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", *args],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment(real_data) | settings,
            cwd=workplace,
            timeout=120,
            check=False,
        )

    return run


_VARYING = (
    (re.compile(r"\d{8}-\d{6}-\d{6}-[0-9a-f]{8}"), "GENERATION"),
    (re.compile(r"\d\d:\d\d:\d\d \d\d/\d\d/\d{4}"), "MOMENT"),
    (re.compile(r"\d+,\d giây"), "N,N giây"),
    (re.compile(r"\d+,\d câu/giây"), "N,N câu/giây"),
    (re.compile(r"\d+(,\d)? (GB|MB|KB)"), "SIZE"),
    (re.compile(r"định dạng \d+"), "định dạng N"),
)


def check_golden(name: str, seen: str) -> None:
    """Compare with a golden file, what varies from run to run left out; a missing file is written."""
    for pattern, stands_for in _VARYING:
        seen = pattern.sub(stands_for, seen)
    path = GOLDEN / name
    if not path.exists():
        path.write_text(seen, "utf-8")
        pytest.fail(f"{path} is new: read it, and run again")
    assert seen == path.read_text("utf-8")
