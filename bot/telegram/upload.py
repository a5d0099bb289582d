"""A document that an admin sends: checked, kept aside under a name of our own, read, and added when confirmed.

    document -> stage -> understand -> (shown, confirmed) -> add
                                    -> (cancelled, expired) -> discard

What the sender's file name says is used for its ending only, and the content has the last word on that.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path, PurePath
from uuid import uuid4

from rag.article import Article, ArticleKind, Dropped, SentenceKind, SkipReason
from rag.articles.corpus import PageArticles, read_file
from rag.articles.readers import READERS
from rag.articles.readers.html import looks_like_html
from rag.articles.sentences import split
from rag.index import files
from rag.text.vietnamese import fold

MAX_BYTES = 20_000_000  # what Telegram lets a bot download
STAGED, REMOVED = "uploads", "removed"  # folders below the data folder
_LONGEST_SLUG = 60  # characters
_FIRST_SENTENCES = 3
_LONGEST_PREVIEW = 600  # characters
# The second one is .doc, .xls and .ppt of before 2007.
_MAGIC = ((b"%PDF-", ".pdf"), (b"\xd0\xcf\x11\xe0", ".doc"), (b"{\\rtf", ".rtf"))


class UploadError(Exception):
    """A document that is not taken; `reason` is that of a skipped file."""

    def __init__(self, reason: SkipReason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Upload:
    """A document as it was understood; it lies in the data folder until it is confirmed."""

    staged: str  # its name among the staged files
    name: str  # its name in the corpus
    article: Article
    sentences: int
    first: str  # how its body begins
    teasers: tuple[Article, ...]
    dropped: tuple[Dropped, ...]
    known_as: str | None = None  # title of the article of the corpus with the same text


def ending(name: str | None, data: bytes) -> str:
    """Return the ending that fits the content of a file; the name decides only where the content doesn't.

    Raises:
        UploadError: no reader knows that content.
    """
    found = next((suffix for magic, suffix in _MAGIC if data.startswith(magic)), "")
    if data.startswith(b"PK"):
        found = ".docx" if _holds_document(data) else ".zip"
    found = found or PurePath((name or "").replace("\\", "/")).suffix.lower()
    found = found or (".html" if looks_like_html(data) else ".txt")
    if found not in READERS:
        raise UploadError(SkipReason.UNKNOWN_TYPE, found)
    return found


def _holds_document(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return "word/document.xml" in package.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return True  # let its reader say what is wrong with it


def stage(data_dir: Path, name: str | None, data: bytes, most: int = MAX_BYTES) -> Path:
    """Check a document of at most `most` bytes and keep it aside.

    Raises:
        UploadError: it is empty, too large or of a type that can't be read.
        OSError: it can't be written.
    """
    if len(data) > most:
        raise UploadError(SkipReason.TOO_LARGE, f"{len(data)} > {most} bytes")
    if not data.strip():
        raise UploadError(SkipReason.EMPTY)
    path = data_dir / STAGED / f"{uuid4().hex}{ending(name, data)}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def understand(path: Path, today: date) -> Upload:
    """Read a staged document as a reload would read it; the day becomes part of its name.

    Raises:
        UploadError: it gives no article.
    """
    page = read_file(path, path.name, max_bytes=MAX_BYTES)
    if page.skipped or not page.articles:
        skipped = page.skipped
        raise UploadError(skipped.reason if skipped else SkipReason.EMPTY, skipped.detail if skipped else "")
    article = page.articles[0]
    sentences = split(article)
    return Upload(
        staged=path.name,
        name=safe_name(article.title, files.digest(path), path.suffix, today),
        article=article,
        sentences=len(sentences),
        first=_first(page),
        teasers=page.articles[1:],
        dropped=page.dropped,
    )


def compared(given: Upload, known: Sequence[Article]) -> Upload:
    """Return an upload that knows whether the corpus has its article already."""
    same = (other.title for other in known if other.text == given.article.text)
    return replace(given, known_as=next(same, None))


def _first(page: PageArticles) -> str:
    article = page.articles[0]
    sentences = [sentence for sentence in split(article) if sentence.kind is SentenceKind.BODY][:_FIRST_SENTENCES]
    if not sentences:
        return ""
    return article.text[sentences[0].start : sentences[-1].end][:_LONGEST_PREVIEW]


def safe_name(title: str, digest: str, suffix: str, today: date) -> str:
    """Return "2026-11-21-hoi-thao-1a2b3c4d.docx": the day of receipt, the title, a part of the content's hash."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")
    if len(slug) > _LONGEST_SLUG:
        slug = slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    return "-".join(part for part in (today.isoformat(), slug, digest[:8]) if part) + suffix


def add(data_dir: Path, corpus_dir: Path, staged: str, name: str) -> bool:
    """Move a staged document into the corpus; again does no harm.

    Returns:
        Whether it is in the corpus now; False where the staged file is gone.

    Raises:
        OSError: the corpus folder can't be written.
    """
    source, target = _staged(data_dir, staged), corpus_dir / _only_name(name)
    if not source.is_file():
        return target.is_file()
    corpus_dir.mkdir(parents=True, exist_ok=True)
    # Under a hidden name first: a reload at this moment must not read half of it.
    halfway = corpus_dir / f".{target.name}.tmp"
    shutil.copyfile(source, halfway)
    files.sync(halfway)
    halfway.replace(target)
    files.sync(corpus_dir)
    source.unlink(missing_ok=True)
    return True


def discard(data_dir: Path, staged: str) -> None:
    """Delete a staged document."""
    _staged(data_dir, staged).unlink(missing_ok=True)


def discard_forgotten(data_dir: Path, before: float) -> int:
    """Delete the staged documents that nobody confirmed since `before`, in seconds of the epoch; return how many."""
    folder, count = data_dir / STAGED, 0
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            count += 1
    return count


def remove(data_dir: Path, corpus_dir: Path, relative: str, stamp: str) -> Path | None:
    """Move a file out of the corpus into the data folder, where nothing is lost.

    Args:
        data_dir: The data folder.
        corpus_dir: The corpus folder.
        relative: The file's path, relative to the corpus folder.
        stamp: Name of the folder that it comes to lie in, such as "20261121-193000".

    Returns:
        Where it lies now; None where it was gone already.

    Raises:
        ValueError: the path leads out of the corpus folder.
        OSError: it can't be moved.
    """
    source = corpus_dir / relative
    if not source.parent.resolve().is_relative_to(corpus_dir.resolve()) or source.name in {"", ".", ".."}:
        raise ValueError(f"{relative!r} is not in the corpus")
    if not source.is_symlink() and not source.is_file():
        return None
    target = data_dir / REMOVED / stamp / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(source, target)
    return target


def own_article(articles: Sequence[Article], path: str) -> Article | None:
    """Return the article that a file is of; its teasers have no file of their own."""
    return next((a for a in articles if a.path == path and a.kind is ArticleKind.ARTICLE), None)


def _staged(data_dir: Path, name: str) -> Path:
    return data_dir / STAGED / _only_name(name)


def _only_name(name: str) -> str:
    if not name or name != PurePath(name).name or name.startswith("."):
        raise ValueError(f"{name!r} is no plain file name")
    return name
