"""Markdown: the markup that a reader should not see is taken away, the words stay."""

from __future__ import annotations

import re

from rag.articles.frontmatter import Metadata
from rag.articles.readers.reading import Reading, to_lines
from rag.articles.readers.text import decode, front_matter

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_INLINE = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"!\[([^\]]*)\]\([^()\s]*(?:\s+[\"'][^\"']*[\"'])?\)", r"\1"),  # an image's caption
        (r"!\[([^\]]*)\]\[[^\]]*\]", r"\1"),
        (r"(?<!!)\[([^\]]+)\]\((?:[^()\s]|\([^()]*\))*(?:\s+[\"'][^\"']*[\"'])?\)", r"\1"),
        (r"(?<!!)\[([^\]]+)\]\[[^\]]*\]", r"\1"),
        (r"\[\^[^\]]+\]", ""),
        (r"<((?:https?://|mailto:)[^>\s]+)>", r"\1"),
        (r"</?[A-Za-z][^<>]*>", ""),
        (r"(?<!\\)(\*\*\*|\*\*|\*)(?=\S)(.+?)(?<=[^\s\\])\1", r"\2"),
        (r"(?<![\w\\])(___|__|_)(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)", r"\2"),
        (r"~~(?=\S)(.+?)(?<=\S)~~", r"\1"),
        (r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", r"\2"),
        (r"\\([\\`*_{}\[\]()#+.!~|>-])", r"\1"),
    )
)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_RULER = re.compile(r"(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}")
_UNDERLINE = re.compile(r"=+|-{2,}")
_TABLE_RULER = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_REFERENCE = re.compile(r"\[[^\]]+\]:\s+\S+(?:\s+[\"'(].*)?")
_FENCE = re.compile(r"(?:```+|~~~+)\s*[\w-]*")
_SHORTEST_WRAP, _LONGEST_WRAP = 50, 120


def read_markdown(data: bytes) -> Reading:
    """Read a .md file; the first heading of the first level is the title, unless front matter says it."""
    stated, text = front_matter(decode(data))
    lines: list[str] = []
    title: str | None = None
    for line in _COMMENT.sub("", text).split("\n"):
        bare = re.sub(r"\A(?:\s*>)+ ?", "", line).strip().removesuffix("\\")
        if _UNDERLINE.fullmatch(bare) and lines and lines[-1]:
            title = title or (lines[-1] if bare[0] == "=" else None)
            lines.append("")
        elif _RULER.fullmatch(bare) or _REFERENCE.fullmatch(bare) or _FENCE.fullmatch(bare):
            lines.append("")
        elif heading := _HEADING.fullmatch(bare):
            words = _plain(heading[2])
            title = title or (words if len(heading[1]) == 1 else None)
            lines += ["", words, ""]
        elif "|" in bare and _TABLE_RULER.fullmatch(bare):
            continue
        else:
            lines.append(_plain(bare))
    return Reading(to_lines(_unwrapped(lines)), stated, Metadata(title=title or None))


def _plain(line: str) -> str:
    line = re.sub(r"\A[*+]\s+", "- ", line)
    if line.startswith("|") and line.endswith("|"):
        line = " | ".join(cell.strip() for cell in line.strip("|").split("|"))
    for pattern, replacement in _INLINE:
        line = pattern.sub(replacement, line)
    return line.strip()


def _unwrapped(lines: list[str]) -> list[str]:
    """Join the lines of paragraphs that an editor has wrapped."""
    joined: list[str] = []
    last = ""  # line of the file that the last of `joined` ends with
    for line in lines:
        wrapped = _SHORTEST_WRAP <= len(last) <= _LONGEST_WRAP and last[-1] not in ".!?…:;"
        if joined and wrapped and line[:1].islower():
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
        last = line
    return joined
