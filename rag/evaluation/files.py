"""What a file of questions holds: SQuAD JSON, or JSON lines; and how its bytes are read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rag.evaluation.dataset import DatasetError

Object = dict[str, Any]


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file.

    Raises:
        DatasetError: it can't be read ("unreadable"), is not UTF-8 ("not-utf8") or is blank ("empty").
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DatasetError(path, "unreadable") from error
    except UnicodeDecodeError as error:
        raise DatasetError(path, "not-utf8", line=error.object.count(b"\n", 0, error.start) + 1) from error
    if not text.strip():
        raise DatasetError(path, "empty")
    return text


def squad_object(text: str) -> Object | None:
    """Return the object of a SQuAD file, or None for any other text."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and "data" in found and "question" not in found else None


def json_lines(path: Path, text: str) -> Iterator[tuple[int, Object]]:
    """Yield each object with its line's number, from 1; blank lines are passed over.

    Raises:
        DatasetError: a line is no JSON ("not-json") or no object ("not-object").
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise DatasetError(path, "not-json", line=number) from error
        if not isinstance(found, dict):
            raise DatasetError(path, "not-object", line=number)
        yield number, found
