"""Events that articles are about, such as a "hội thảo": their kinds, and their names in a question."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rag.text.patterns import flat

# Patterns over folded text.
HEAD = (
    r"(?:hoi thao|hoi nghi(?: tap huan)?|(?:lop|khoa|ky|dot) tap huan|tap huan|dai hoi|cuoc thi|festival|le hoi|chuyen an|phong trao"
    r"|su kien|chuong trinh|buoi (?:le|khao sat|lam viec))"
)
_HEADS = re.compile(rf"\b{HEAD}\b")
_END_OF_NAME = re.compile(
    r"\b(?:dien ra|duoc|to chuc|khai mac|be mac|co|do|la|nham|keo dai|ban ve|noi|phat bieu|trao doi|gom|ket thuc|bat dau|da|se|thi|khong|chua|bai|tap trung|vao|gi|ai|nao"
    r"|may|nay|ay|bao|khi|luc|(?:o|tai) dau|vi sao|ra sao|tieu|chu de|noi dung)\b|[,?.!;]"
)
_KINDS = {
    "hoi thao": "hội thảo",
    "hoi nghi": "hội nghị",
    "tap huan": "hội nghị",
    "dai hoi": "đại hội",
    "cuoc thi": "cuộc thi",
    "festival": "festival",
}


def kind_of(name: str) -> str:
    """Return the kind of event that a name or its head says, or "" for one that may be of any."""
    return next((kind for head, kind in _KINDS.items() if head in flat(name)), "")


def kinds(text: str) -> Iterator[str]:
    """Yield the kind of each event that a text speaks of, where it says one."""
    return filter(None, (kind_of(match.group()) for match in _HEADS.finditer(flat(text))))


def main_kind(text: str) -> str:
    """Return the kind of event that a text speaks of most, or "" where it speaks of none."""
    return next((kind for kind, _ in Counter(kinds(text)).most_common(1)), "")


def heads(text: str) -> list[tuple[int, int]]:
    """Return where a text says "hội thảo" and the like."""
    return [match.span() for match in _HEADS.finditer(flat(text))]


def names(text: str) -> list[tuple[int, int]]:
    """Return where the names of events stand, up to where the sentence goes on: "hội thảo với Oslo"."""
    bare, found = flat(text), []
    for start, head_end in heads(text):
        stop = _END_OF_NAME.search(bare, head_end)
        found.append((start, start + len(text[start : stop.start() if stop else len(text)].strip())))
    return found
