"""Tokens are counted with the tables that come along, never with a download (the suite has no network)."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.embedding import tokens

TEXT = "Công đoàn Việt Nam tổ chức hội thảo tại Hà Nội ngày 07-08-2018."


@pytest.fixture
def nothing_loaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Let tiktoken start anew, with a temporary folder in which it finds no table of an earlier run."""
    import tiktoken.registry

    monkeypatch.setattr(tiktoken.registry, "ENCODINGS", {})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR", raising=False)
    tokens._encoding.cache_clear()
    yield
    tokens._encoding.cache_clear()


@pytest.mark.parametrize(
    ("model", "encoding"),
    [
        ("text-embedding-3-small", "cl100k_base"),
        ("openai/text-embedding-3-large", "cl100k_base"),
        ("gpt-4o-mini", "o200k_base"),
        ("gpt-oss-20b", "o200k_base"),
        ("text-davinci-003", "o200k_base"),  # whose table doesn't come along
        ("multilingual-e5-small", "o200k_base"),
        ("", "o200k_base"),
    ],
)
def test_each_model_has_an_encoding(model: str, encoding: str) -> None:
    assert tokens.encoding_for(model).name == encoding


def test_tokens_are_counted() -> None:
    assert tokens.count("hello world", "gpt-4o") == 2
    assert tokens.count("", "gpt-4o") == 0
    assert 10 < tokens.count(TEXT, "gpt-4o") < tokens.count(TEXT, "text-embedding-3-small") < len(TEXT.encode())


@pytest.mark.parametrize("text", ["<|endoftext|>", "a\ud800b", "\0", "ế" * 20_000])
def test_no_text_is_refused(text: str) -> None:
    assert tokens.count(text, "gpt-4o") > 0


@pytest.mark.usefixtures("nothing_loaded")
@pytest.mark.parametrize("before", [None, "/elsewhere"])
def test_the_environment_stays_as_it_was(monkeypatch: pytest.MonkeyPatch, before: str | None) -> None:
    if before:
        monkeypatch.setenv("TIKTOKEN_CACHE_DIR", before)
    tokens.count(TEXT, "gpt-4o")
    assert os.environ.get("TIKTOKEN_CACHE_DIR") == before


@pytest.mark.usefixtures("nothing_loaded")
def test_without_tables_bytes_are_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tokens, "_bundled", lambda: tmp_path)
    assert tokens.count(TEXT, "gpt-4o") == len(TEXT.encode())
