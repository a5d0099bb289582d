"""From a file's bytes to its plain lines, one reader a type.

Readers know of formats only: what in the lines is an article and what is furniture is not their matter.
The type is the file's ending, and what the file holds must agree with it.
"""

from __future__ import annotations

from collections.abc import Callable

from rag.articles.readers.docx import read_docx
from rag.articles.readers.html import looks_like_html, read_html
from rag.articles.readers.markdown import read_markdown
from rag.articles.readers.pdf import read_pdf
from rag.articles.readers.reading import Reading, ReadingError
from rag.articles.readers.text import read_text

READERS: dict[str, Callable[[bytes], Reading]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
}

__all__ = ["READERS", "Reading", "ReadingError", "read"]


def read(data: bytes, suffix: str) -> Reading:
    """Return what a file of type `suffix` (".txt") with the content `data` reads as.

    Raises:
        ReadingError: the type is not known, or the content is damaged, no text, or of another type.

    """
    reader = READERS.get(suffix.lower())
    if reader is None:
        raise ReadingError.unknown_type(suffix)
    if reader in (read_text, read_markdown) and looks_like_html(data):
        return read_html(data)  # a page saved under the wrong ending
    return reader(data)
