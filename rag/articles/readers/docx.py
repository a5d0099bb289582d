"""Word documents: paragraphs and tables, in their order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import groupby

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from rag.article import SkipReason
from rag.articles.frontmatter import Metadata
from rag.articles.readers.reading import Reading, ReadingError, tidy, to_lines

MAX_ENTRIES = 2_000  # parts in the package; a long report with hundreds of pictures has fewer
MAX_UNPACKED = 200_000_000  # bytes of all parts
MAX_XML = 40_000_000  # bytes of the parts that are parsed
_GLUED = ("list", "row")  # no empty line between two of a kind


def read_docx(data: bytes) -> Reading:
    """Read a .docx file; a paragraph in the style Title, else the first in Heading 1, is the title.

    Its core properties are not used: they name the machine's account and the day of a template.
    """
    _check_package(data)
    try:
        document = docx.Document(io.BytesIO(data))
        blocks = list(_blocks(document.iter_inner_content()))
    except Exception as exc:  # python-docx raises what its parts raise: KeyError, lxml's, ValueError
        raise ReadingError(SkipReason.UNREADABLE, f"docx: {type(exc).__name__}") from exc
    named = {style: text for style, text in reversed(blocks) if text}
    title = named.get("Title") or named.get("Heading 1")
    lines: list[str] = []
    above = ""
    for style, text in blocks:
        if style not in _GLUED or style != above:
            lines.append("")
        lines += text.split("\n")
        above = style
    if not any(lines):
        raise ReadingError(SkipReason.EMPTY, "no text")
    return Reading(to_lines(lines), fallback=Metadata(title=title.replace("\n", " ") if title else None))


def _check_package(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as exc:
        raise ReadingError(SkipReason.UNREADABLE, "docx: no zip package") from exc
    if "word/document.xml" not in {part.filename for part in parts}:
        raise ReadingError(SkipReason.UNREADABLE, "docx: no document in the package")
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if len(parts) > MAX_ENTRIES or xml > MAX_XML or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise ReadingError(SkipReason.TOO_LARGE, "docx: unpacked")


def _blocks(content: Iterator[Paragraph | Table]) -> Iterator[tuple[str, str]]:
    """Yield each paragraph and table row with its style: a style's name, "list" or "row"."""
    for item in content:
        if isinstance(item, Table):
            yield "", ""
            for row in item.rows:
                # A merged cell is given once a column, an empty one keeps its place under its column's name.
                once = [next(same) for _, same in groupby(row.cells, key=lambda cell: cell._tc)]
                cells = [" ".join(tidy(cell.text).split()) for cell in once]
                yield "row", " | ".join(cells) if sum(map(bool, cells)) > 1 else "".join(cells)
            yield "", ""
        else:
            text = tidy(item.text).strip()
            style = (item.style.name or "") if item.style else ""
            if text and _is_item(item, style):
                yield "list", f"- {text}"
            else:
                yield style, text


def _is_item(paragraph: Paragraph, style: str) -> bool:
    properties = paragraph._p.pPr
    return style.startswith("List") or (
        properties is not None and properties.numPr is not None and not style.startswith(("Heading", "Title"))
    )
