"""The table of abbreviations that admins keep in the corpus folder: `viet-tat.txt`, one "short = long" a line.

    # lines like this one are passed over
    ATVSLĐ = an toàn vệ sinh lao động
    CĐ LĐ-TB&XH = công đoàn Lao động - Thương binh và Xã hội

A line that can't be understood is reported with its number; the others count all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.text.vietnamese import canonical, fold, tokens

FILE_NAME = "viet-tat.txt"
MAX_ROWS = 5_000
_LONGEST_SHORT, _LONGEST_LONG = 40, 200  # characters
_LONGEST_PHRASE = 5  # tokens of an abbreviation of several words
_SEPARATOR = re.compile(r"(?:\s*(?:=>|->|[=:→]))+\s*")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A row: "CĐCS" stands for "công đoàn cơ sở"."""

    short: str
    long: str


@dataclass(frozen=True, slots=True)
class Rows:
    """What a table was understood as, and the lines that weren't: their numbers, from 1, and what they say."""

    rows: tuple[Abbreviation, ...]
    bad: tuple[int, ...] = ()
    unclear: tuple[str, ...] = ()


def is_glossary(relative: str) -> bool:
    """Tell whether a file of the corpus folder, by its relative path, is its table: "Viết tắt.txt" is one, too."""
    return re.sub(r"[\s_]+", "-", fold(relative)) == FILE_NAME


def parse_rows(text: str) -> Rows:
    """Read a table; defined for any text."""
    rows: dict[str, Abbreviation] = {}
    bad: dict[int, str] = {}
    for number, typed in enumerate(canonical(text).replace("\t", "=").split("\n"), start=1):
        line = " ".join(_INVISIBLE.sub("", typed).split()).strip("= ")
        if not line or line.startswith("#"):
            continue
        row = _row(line)
        if row is None or len(rows) >= MAX_ROWS or rows.get(row.short.lower(), row) != row:
            bad[number] = line  # a second meaning of the same abbreviation is one line too many
        else:
            rows[row.short.lower()] = row
    return Rows(tuple(rows.values()), tuple(bad), tuple(bad.values()))


def _row(line: str) -> Abbreviation | None:
    parts = [part.strip(" \"'“”‘’.;,") for part in _SEPARATOR.split(line, maxsplit=1)]
    if len(parts) != 2:
        return None
    short, long = parts
    words = tokens(short)
    fits = len(short) <= _LONGEST_SHORT and len(long) <= _LONGEST_LONG and len(words) <= _LONGEST_PHRASE
    letters = sum(char.isalpha() for char in short)
    # A single letter, or an abbreviation longer than what it stands for, would change texts at random.
    if not fits or letters < 2 or letters > sum(char.isalpha() for char in long) or not tokens(long):
        return None
    return Abbreviation(short, long)
