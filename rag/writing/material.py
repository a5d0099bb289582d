"""Text that others wrote, as a model may read it: on one line, with nothing in it that looks like ours.

Articles and questions are material, never instructions. What could pass for the frame around them is taken out of
them: line breaks, `[3]` and its look-alikes, runs of signs such as `=====`, tags and control tokens of chat formats
(`<|im_start|>`, `[INST]`), characters that nobody sees. Quotes are sliced from the articles and not from this.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from rag.article import Article, Sentence
from rag.writing.sheet import Line, Sheet

_INVISIBLE = {"Cf", "Cc", "Co", "Cs", "Cn"}
_UNUSUAL = re.compile(r"[^ -~À-ɏḀ-ỿ–—‘’“”…]")  # all else than what Vietnamese is written with
_OPEN, _CLOSE = r"[\[［【〔⟦〚｢]", r"[\]］】〕⟧〛｣]"
_MARKER = re.compile(rf"{_OPEN}+(\s*\d[\d\s,;.&–-]*){_CLOSE}+")
_TAG = re.compile(
    rf"<+\s*(/?[|｜]?[^\W\d][\w|｜ /▁-]{{0,40}})>+|{_OPEN}\s*(/?(?:INST|SYS|SYSTEM|USER|ASSISTANT))\s*{_CLOSE}", re.I
)
_RUN = re.compile(r"([^\w\s.…])(?:\s?\1){2,}")
_SHORTEST_FENCE = 5


def neutral(text: str) -> str:
    """Return text that others wrote as one line that can't be taken for a marker, a fence or a control token."""
    text = _UNUSUAL.sub(lambda match: _seen(match[0]), text)
    text = _RUN.sub(r"\1", text)
    text = _TAG.sub(lambda match: f"({(match[1] or match[2]).strip('|｜ ')})", text)
    text = _MARKER.sub(lambda match: f"({match[1].strip()})", text)
    return " ".join(_RUN.sub(r"\1", text).split())


def _seen(char: str) -> str:
    return " " if char.isspace() else "" if unicodedata.category(char) in _INVISIBLE else char


def fence(texts: Iterable[str]) -> str:
    """Return a row of `=` that stands in none of the texts; the same texts get the same one."""
    longest = max((len(run) for text in texts for run in re.findall("=+", text)), default=0)
    return "=" * max(_SHORTEST_FENCE, longest + 1)


def heading(article: Article) -> str:
    """Return the line that stands above an article's sentences: title, date and source, as far as they are known."""
    dated = f"{article.date:%d/%m/%Y}" if article.date else ""
    return "### " + " · ".join(filter(None, (neutral(part) for part in (article.title, dated, article.source or ""))))


def numbered(n: int, sentence: Sentence) -> str:
    """Return a sentence as the line that a model cites by its number."""
    return f"[{n}] {neutral(sentence.text)}"


def rendered(sheet: Sheet) -> str:
    """Return a sheet as a model reads it: headings, a sentence a line, "…" where some of an article are left out."""
    return "\n\n".join(
        "\n".join([heading(sheet.articles[name]), *_lines(tuple(lines))])
        for name, lines in groupby(sheet.lines, key=lambda line: line.sentence.article_id)
    )


GAP = "…"


def _lines(lines: tuple[Line, ...]) -> Iterator[str]:
    before = None
    for line in lines:
        if before is not None and line.sentence.index != before + 1:
            yield GAP
        before = line.sentence.index
        yield numbered(line.n, line.sentence)
