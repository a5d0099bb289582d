"""Files below the data folder: written in one step, on disk before anything names them."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.errors import DataFolderError, VectorStoreError

_REASONS = {
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
    errno.EROFS: "read-only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.ENOTDIR: "not-a-folder",
    errno.EEXIST: "not-a-folder",
}
# What SQLite says inside Chroma, whose errors carry no number.
_SAID_BY_SQLITE = {
    "database or disk is full": "full",
    "readonly database": "read-only",
    "unable to open database": "read-only",
}


@contextmanager
def writing(data_dir: Path) -> Iterator[None]:
    """Turn the ways in which writing below the data folder fails into `DataFolderError`."""
    try:
        yield
    except OSError as error:
        raise DataFolderError(data_dir, _REASONS.get(error.errno or 0, "broken")) from error
    except VectorStoreError as error:
        for said, reason in _SAID_BY_SQLITE.items():
            if said in str(error):
                raise DataFolderError(data_dir, reason) from error
        raise


def replace(path: Path, data: bytes) -> None:
    """Replace a file in one step; it is on disk when the call returns."""
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_bytes(data)
    sync(temporary)
    temporary.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until a file, or the entries of a folder, are on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Wait until everything below a folder is on disk, and the folder's own entry."""
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)
    sync(folder.parent)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove(folder: Path) -> None:
    """Delete a folder; whoever looks sees the whole of it or nothing."""
    trash = folder.with_name(f".trash-{folder.name.removeprefix('.trash-')}")
    if folder.exists():
        if folder != trash:
            shutil.rmtree(trash, ignore_errors=True)
            folder.rename(trash)
        shutil.rmtree(trash, ignore_errors=True)
