"""The package as it is installed: a wheel holds all that the program reads, the prompts included."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
LOAD = """
from pathlib import Path
import rag
from rag.writing.prompts import Prompts
print(rag.__file__)
print(*Prompts.load(Path("prompts")).files)
"""


def run(code: str, *args: str, cwd: Path, path: str = "") -> str:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code, *args], env=environment, cwd=cwd, capture_output=True, text=True, check=True
    )
    return done.stdout


def files(root: Path, *folders: str) -> set[str]:
    """Return the files of a checkout that belong into a wheel."""
    found = (path for folder in folders for path in (root / folder).rglob("*") if path.is_file())
    names = {path.relative_to(root).as_posix() for path in found if path.suffix != ".pyc"}
    return {name for name in names if "/." not in name}  # caches of tools


def test_a_wheel_holds_all_files_and_finds_its_prompts(tmp_path: Path) -> None:
    source, built, site, elsewhere = (tmp_path / name for name in ("source", "built", "site", "elsewhere"))
    for folder in (source, elsewhere):
        folder.mkdir()
    for name in ("rag", "bot", "prompts"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "README.md"):
        shutil.copy(ROOT / name, source)
    expected = files(source, "rag", "bot") | {f"rag/{path}" for path in files(source, "prompts")}
    run(BUILD, str(built), cwd=source)
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as package:
        package.extractall(site)
    assert {path for path in files(site, ".") if ".dist-info/" not in path} == expected
    place, names = run(LOAD, cwd=elsewhere, path=str(site)).splitlines()
    assert Path(place).is_relative_to(site)
    assert names.split() == ["answer.md", "question.md", "summary.md"]
