"""Plain text, and the decoding that all text formats share."""

from __future__ import annotations

import codecs
import re
import unicodedata

from rag.article import SkipReason
from rag.articles.frontmatter import FrontMatterError, Metadata, split_front_matter
from rag.articles.readers.reading import Reading, ReadingError, tidy, to_lines
from rag.text.vietnamese import fold, syllables

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_STRAY_CONTROLS, _MOST_CONTROLS = 3, 0.01  # a few are dirt; more than this share of the characters is no text
_SYLLABLE = re.compile(
    "(?:ngh?|nh|gi|gh?|kh|ph|qu|th|tr|ch|[bcdhklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?|[bcdghklmnpqrstvx]"
)
_LEAST_SYLLABLES = 0.8


def decode(data: bytes) -> str:
    """Return `data` as tidy text: UTF-8, UTF-16 with its mark, or Vietnamese in windows-1258.

    Raises:
        ReadingError: it is none of these.

    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], encoding)
            break
    else:
        text = _strictly(data, "utf-8")
        if text is None:
            text = _windows_1258(data)
    if text is None:
        raise ReadingError(SkipReason.NOT_TEXT, "encoding")
    if "\x00" in text or len(_CONTROLS.findall(text)) > max(_STRAY_CONTROLS, _MOST_CONTROLS * len(text)):
        raise ReadingError(SkipReason.NOT_TEXT, "binary")
    return tidy(text)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _windows_1258(data: bytes) -> str | None:
    """Decode the encoding of old Windows programs, where the outcome is Vietnamese.

    Any bytes decode to something (older encodings such as TCVN3 to nonsense), so most words must be possible
    Vietnamese syllables and some must bear marks.
    """
    text = _strictly(data, "cp1258")
    if text is None or _CONTROLS.search(text):
        return None
    words = [word for word in syllables(unicodedata.normalize("NFC", text)) if word.isalpha()]
    possible = [word for word in words if _SYLLABLE.fullmatch(fold(word))]
    marked = [word for word in possible if fold(word) != word]
    plausible = len(possible) >= _LEAST_SYLLABLES * len(words) and len(marked) >= 0.2 * len(words)
    return text if words and plausible else None


def front_matter(text: str) -> tuple[Metadata, str]:
    """Return what the front matter of `text` states and the rest of `text`.

    Raises:
        ReadingError: the front matter is malformed.

    """
    try:
        return split_front_matter(text.lstrip("\n"))
    except FrontMatterError as exc:
        raise ReadingError(SkipReason.BAD_FRONT_MATTER, str(exc)) from exc


def read_text(data: bytes) -> Reading:
    """Read a .txt file."""
    stated, text = front_matter(decode(data))
    return Reading(to_lines(text), stated)
