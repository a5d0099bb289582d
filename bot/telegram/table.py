"""The table of abbreviations as a document: told from an article by its name, checked whole, put into its place."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path, PurePath

from bot.telegram import upload
from bot.telegram.upload import UploadError
from rag.articles.corpus import read_table
from rag.articles.readers.reading import ReadingError
from rag.text.glossary import FILE_NAME, Abbreviation, Rows, is_glossary


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was understood; it lies in the data folder until it is confirmed, unless a line is unclear."""

    staged: str  # its name among the staged files; "" where it was not kept
    name: str  # of the file in the corpus folder that it becomes
    rows: tuple[Abbreviation, ...]
    unclear: tuple[tuple[int, str], ...] = ()  # number and text of each line that is no row
    before: int | None = None  # rows of the table that it takes the place of; None where there is none


def is_table(name: str | None) -> bool:
    """Tell by its name whether a document is the table."""
    return name is not None and is_glossary(PurePath(name.replace("\\", "/")).name)


def understand(data_dir: Path, corpus_dir: Path, data: bytes, most: int) -> Table:
    """Check a table and keep it aside.

    Raises:
        UploadError: it is no text, too large, or can't be a table.
        OSError: it can't be written.
    """
    try:
        found = read_table(data)
    except ReadingError as error:
        raise UploadError(error.reason, error.detail) from error
    present = _present(corpus_dir)
    name = present.name if present else FILE_NAME
    before = len(_rows(present).rows) if present else None
    unclear = tuple(zip(found.bad, found.unclear, strict=True))
    good = found.rows and not unclear
    staged = upload.stage(data_dir, FILE_NAME, data, most).name if good else ""
    return Table(staged, name, found.rows, unclear, before)


def put(data_dir: Path, corpus_dir: Path, staged: str, name: str, stamp: str) -> bool:
    """Move a staged table into its place; the one that is there is kept in the data folder, below `stamp`.

    Returns:
        Whether it is there now; False where the staged file is gone.

    Raises:
        OSError: a folder can't be written.
    """
    present = corpus_dir / name
    if present.is_file() and (data_dir / upload.STAGED / staged).is_file():
        kept = data_dir / upload.REMOVED / stamp / name
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(present, kept)
    return upload.add(data_dir, corpus_dir, staged, name)


def _present(corpus_dir: Path) -> Path | None:
    """Return the table of the corpus folder, whatever it is called there."""
    files = sorted(corpus_dir.iterdir()) if corpus_dir.is_dir() else []
    return next((path for path in files if is_glossary(path.name) and path.is_file()), None)


def _rows(path: Path) -> Rows:
    try:
        return read_table(path.read_bytes())
    except (ReadingError, OSError):
        return Rows(())
