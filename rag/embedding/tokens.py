"""Tokens of OpenAI's models, counted without a download.

tiktoken fetches its tables from the network unless it is shown a folder that has them; LlamaIndex brings the two
that today's models use. Were they missing, bytes would be counted: no text has more tokens than that.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tiktoken

_NEWEST = "o200k_base"  # also for models that tiktoken doesn't know: other vendors' and those to come
_TABLES = ("cl100k_base", _NEWEST)
_ORIGIN = "https://openaipublic.blob.core.windows.net/encodings/{}.tiktoken"  # a cached table is named after it
_CACHE = "TIKTOKEN_CACHE_DIR"

_lock = threading.Lock()


def count(text: str, model: str) -> int:
    """Return how many tokens a model makes of a text; what looks like a special token counts as it is written."""
    return len(encoding_for(model).encode_ordinary(text))


def encoding_for(model: str) -> tiktoken.Encoding:
    """Return the encoding of a model such as `gpt-4o` or `openai/text-embedding-3-small`; of any other the newest."""
    try:
        name = tiktoken.encoding_name_for_model(model.rpartition("/")[2])
    except KeyError:
        name = _NEWEST
    with _lock:
        return _encoding(name if name in _TABLES else _NEWEST)


@functools.cache
def _encoding(name: str) -> tiktoken.Encoding:
    folder = _bundled()
    table = hashlib.sha1(_ORIGIN.format(name).encode(), usedforsecurity=False).hexdigest()
    if not (folder / table).is_file():
        ranks = {bytes([value]): value for value in range(256)}
        return tiktoken.Encoding("bytes", pat_str=r"\S+|\s+", mergeable_ranks=ranks, special_tokens={})
    with _cached_in(folder):
        return tiktoken.get_encoding(name)


def _bundled() -> Path:
    """Return LlamaIndex's folder of tables, without importing LlamaIndex, which takes a second."""
    spec = importlib.util.find_spec("llama_index.core")
    return Path(spec.origin if spec and spec.origin else "").parent / "_static" / "tiktoken_cache"


@contextmanager
def _cached_in(folder: Path) -> Iterator[None]:
    """Point tiktoken to its tables for a moment; it takes the folder from nowhere but the environment."""
    before = os.environ.get(_CACHE)
    os.environ[_CACHE] = str(folder)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(_CACHE, None)
        else:
            os.environ[_CACHE] = before
