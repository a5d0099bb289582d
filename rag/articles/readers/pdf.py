"""PDF files: pages to paragraphs, without page numbers and running heads."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence

import pypdf
from pypdf.errors import PdfReadError

from rag.article import SkipReason
from rag.articles.readers.reading import Reading, ReadingError, tidy, to_lines

MAX_PAGES = 1_000
MAX_CHARACTERS = 5_000_000
_EDGE = 2  # lines at the top and the bottom of a page that may be a running head
_PAGE_NUMBER = re.compile(r"(?:trang|page)?\s*[-–—]?\s*\d{1,4}\s*(?:/\s*\d{1,4})?\s*[-–—]?", re.IGNORECASE)
_STARTS = re.compile(
    r"[-–•·+*▪●]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ][.)]\s|(?:điều|chương|mục|phần)\s+[\dIVX]+\b",
    re.IGNORECASE,
)
_STOPS = re.compile(r"[.!?…:;][”\"’'»)\]]*\Z")
_FULL = 0.8  # of the page's usual width: a shorter line ends its paragraph


def read_pdf(data: bytes) -> Reading:
    """Read a .pdf file. A scanned one has no text to read."""
    if b"%PDF-" not in data[:1024]:
        raise ReadingError(SkipReason.UNREADABLE, "pdf: no header")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports each flaw of a file; we say it once
    try:
        pages = _pages(data)
    except ReadingError:
        raise
    except Exception as exc:  # a damaged file makes pypdf raise almost anything
        raise ReadingError(SkipReason.UNREADABLE, f"pdf: {type(exc).__name__}") from exc
    if not any(line for page in pages for line in page):
        raise ReadingError(SkipReason.EMPTY, "pdf: no text, perhaps scanned")
    return Reading(to_lines(_paragraphs(_without_heads(pages))))


def _pages(data: bytes) -> list[list[str]]:
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        try:
            opened = reader.decrypt("")  # many are only protected against changes
        except (PdfReadError, NotImplementedError, pypdf.errors.DependencyError) as exc:
            raise ReadingError(SkipReason.UNREADABLE, "pdf: encrypted") from exc
        if not opened:
            raise ReadingError(SkipReason.UNREADABLE, "pdf: encrypted")
    if len(reader.pages) > MAX_PAGES:
        raise ReadingError(SkipReason.TOO_LARGE, f"pdf: {len(reader.pages)} pages")
    pages: list[list[str]] = []
    size = 0
    for page in reader.pages:
        text = tidy(page.extract_text())
        size += len(text)
        if size > MAX_CHARACTERS:
            raise ReadingError(SkipReason.TOO_LARGE, "pdf: characters")
        pages.append(list(to_lines(text)))
    return pages


def _without_heads(pages: Sequence[list[str]]) -> list[list[str]]:
    """Take page numbers, and lines that most pages start or end with, off the pages."""

    def shape(line: str) -> str:
        return re.sub(r"\d+", "0", line)

    edges = Counter(
        edge for page in pages for edge in {shape(line) for line in (*page[:_EDGE], *page[-_EDGE:]) if line}
    )
    often = max(2, len(pages) // 2 + 1)
    kept: list[list[str]] = []
    for page in pages:
        lines = list(page)
        for end in (0, -1):
            for _ in range(_EDGE):
                repeated = lines and len(pages) > 1 and edges[shape(lines[end])] >= often
                if repeated or (lines and (not lines[end] or _PAGE_NUMBER.fullmatch(lines[end]))):
                    lines.pop(end)
        kept.append(lines)
    return kept


def _paragraphs(pages: Sequence[Sequence[str]]) -> list[str]:
    """Join the lines that a page's width has broken; every paragraph gets an empty line after it."""
    lengths = sorted(len(line) for page in pages for line in page if line)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    found: list[str] = []
    last = ""
    for page in pages:
        for line in page:
            if found and last and line and _joins(last, line, width):
                found[-1] = f"{found[-1]} {line}"
            elif line:
                listed = bool(found) and _STARTS.match(line) and _STARTS.match(found[-1])
                found += [line] if listed else ["", line]
            last = line
    return found


def _joins(last: str, line: str, width: int) -> bool:
    if _STARTS.match(line):
        return False
    full = len(last) >= _FULL * width and width > 40
    if line[0].islower():
        return full or not _STOPS.search(last)
    return full and not (_STOPS.search(last) and len(last) < 0.92 * width)
