"""Abbreviations and dates spelled out, so that "CĐCS" finds "công đoàn cơ sở" and the other way round.

Text and question are both spelled out before they are compared. Offsets never see it: only tokens, and the texts
that are embedded, are spelled out. What stands for what is data: `data/viet-tat.txt`, and the corpus folder's own
table (see `rag.text.glossary`), which is kept in the generation, so that questions and index always agree.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path

from rag.text.glossary import Abbreviation, parse_rows
from rag.text.vietnamese import Token, fold, has_marks, syllables, tokens
from rag.typed.keys import is_syllable

_SHIPPED = "data/viet-tat.txt"
_SHORT_ENOUGH = 2  # letters of an abbreviation that means something else without its marks: "CD", "DN"
_DATE = re.compile(
    # day, month and perhaps year: "ngày 7 tháng 8 năm 2018", "7/8", "07-08-2018", "7.8.2018"
    r"\b(?P<day>\d{1,2})(?:\s+th[áa]ng\s+|\s?[/-]\s?)(?P<month>\d{1,2})(?:(?:\s+n[ăa]m\s+|\s?[/-]\s?)(?P<year>\d{4}))?(?![\d/-])"
    r"|\b(?P<dotted_day>\d{1,2})\.(?P<dotted_month>\d{1,2})\.(?P<dotted_year>\d{4})\b"
    # month and perhaps year: "tháng 8", "tháng 8/2018", "8/2018"
    r"|\bth[áa]ng\s+(?P<only_month>\d{1,2})(?:(?:\s+n[ăa]m\s+|\s?[/-]\s?)(?P<its_year>\d{4}))?(?![\d/-])"
    r"|\b(?P<slash_month>\d{1,2})/(?P<slash_year>\d{4})\b",
    re.IGNORECASE,
)
# "Đại hội V", "lần thứ III", "Quý IV": the number is what tells one from the other.
_ROMAN = re.compile(
    r"\b(thứ|hội|kh[óo][aá]|kỳ|quý|cấp|loại|vùng|hạng|thu|hoi|khoa|ky|quy)\s+([IVX]{1,5})\b", re.IGNORECASE
)
# "Nhiệm kỳ 2015-2020": two years, with blanks around the dash or without.
_YEARS = re.compile(r"(?<![\w/.-])((?:19|20)\d{2})[-/]((?:19|20)\d{2})(?![\w/-])")
_PLACE_STOP = re.compile(r"\b(TP|Tp|TX|Tx)\.\s*(?=[^\W\d_])")
# "Q.12" is a district; with a year behind it, it is a quarter.
_DISTRICT = re.compile(r"\b[Qq]\.?\s?(?=\d{1,2}\b(?!\s?[/.-]?\s?\d)(?! n[ăa]m \d))")
DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){1,7}[^\W\d_](?!\w)")  # "K.C.N", "T.Ư"
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class _Short:
    """An abbreviation as it is looked for, behind its first token."""

    tokens: tuple[str, ...]  # lower case
    gaps: tuple[str, ...]  # what stands between them, without blanks: "" or a sign such as "/"
    exact: str  # how it must be written, "" where case and marks are free
    listed: bool  # nothing but abbreviations, which commas may stand between: "CB, CC, VC"
    long: str

    def fits(self, text: str, found: list[Token], place: int, marked: bool) -> bool:
        """Tell whether it stands at a place of a text."""
        here = found[place : place + len(self.tokens)]
        if len(here) < len(self.tokens):
            return False
        if self.exact:
            return here[0].written == self.exact
        written = tuple(token.lower for token in here)
        if written != self.tokens and not (self._needs_no_marks(marked) and _folded(written) == _folded(self.tokens)):
            return False
        between = (text[left.end : right.start].strip() for left, right in pairwise(here))
        return all(
            there == gap or (self.listed and there == ",") for there, gap in zip(between, self.gaps, strict=True)
        )

    def _needs_no_marks(self, marked: bool) -> bool:
        """Tell whether it counts without its marks: in a text without any, and where it is long or has a sign."""
        return not marked or any(self.gaps) or (len(self.tokens) == 1 and len(self.tokens[0]) > _SHORT_ENOUGH)


@dataclass(frozen=True)
class Shorthand:
    """A table of abbreviations; later rows go before earlier ones of the same abbreviation."""

    rows: tuple[Abbreviation, ...]
    _by_first: Mapping[str, list[_Short]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        table: defaultdict[str, list[_Short]] = defaultdict(list)
        for row in {row.short.lower(): row for row in self.rows}.values():
            if short := _compiled(row):
                table[fold(short.tokens[0])].append(short)
        for shorts in table.values():
            shorts.sort(key=lambda short: -len(short.tokens))
        object.__setattr__(self, "_by_first", dict(table))

    def extended(self, rows: Iterable[Abbreviation]) -> Shorthand:
        """Return this table with further rows, which go before its own."""
        rows = tuple(rows)
        return Shorthand(self.rows + rows) if rows else self

    def spelled_out(self, text: str, *, marked: bool | None = None) -> list[str]:
        """Return the syllables of `text`, abbreviations spelled out.

        A date becomes its day, its month and its year, however it is written: "07/08/2018" and "ngày 7 tháng 8
        năm 2018" both hold "7/8", "t8" and "2018".

        Args:
            text: Any text.
            marked: Whether it is from a text with marks, where that is not to be told from `text` itself. Without
                marks, "cd" is "công đoàn"; in a text that has them it is a disc.
        """
        text = _YEARS.sub(r"\1 \2", _DATE.sub(_date, self._without_dots(text)))
        text = _of_places(_ROMAN.sub(_arabic, text))
        pieces: list[str] = []
        for long, token in self.read(text, marked=marked):
            pieces += syllables(long) if long else (token.lower,)
        return pieces

    def written_out(self, text: str) -> str:
        """Return `text` with its abbreviations spelled out, all else as it is; this is what is embedded."""
        text = _of_places(self._without_dots(text))
        parts, end = [], 0
        for long, token in self.read(text):
            if long:
                capital = end == 0 and not text[: token.start].strip()
                parts += [text[end : token.start], long[0].upper() + long[1:] if capital else long]
                end = token.end
        return "".join([*parts, text[end:]])

    def has(self, word: str) -> bool:
        """Tell whether a word is an abbreviation, marks and case aside."""
        bare = fold(word)
        return any(tuple(map(fold, short.tokens)) == (bare,) for short in self._by_first.get(bare, ()))

    def _without_dots(self, text: str) -> str:
        """Return a text with the abbreviations of the table that have a dot behind each letter as they stand in it."""

        def joined(match: re.Match[str]) -> str:
            letters = match.group().replace(".", "")
            return letters if letters.isupper() and self.has(letters) else match.group()

        return DOTTED.sub(joined, text) if "." in text else text

    def read(self, text: str, *, marked: bool | None = None) -> Iterator[tuple[str, Token]]:
        """Yield the tokens of a text, each behind what it stands for or ""; an abbreviation with its whole span."""
        found, place = tokens(text), 0
        marked = has_marks(text) if marked is None else marked
        while place < len(found):
            token = found[place]
            place += 1
            short = None
            if shorts := self._by_first.get(fold(token.lower)):
                short = next((short for short in shorts if short.fits(text, found, place - 1, marked)), None)
            if short is None:
                yield "", token
                continue
            place += len(short.tokens) - 1
            end = found[place - 1].end
            yield short.long, Token(token.start, end, text[token.start : end], token.lower)

    def dump(self) -> str:
        """Return the table as JSON."""
        return json.dumps([[row.short, row.long] for row in self.rows], ensure_ascii=False)

    @classmethod
    def load(cls, path: Path) -> Shorthand:
        """Read what `dump` gave.

        Raises:
            OSError, ValueError, TypeError: the file is missing or damaged.
        """
        return cls(tuple(Abbreviation(*row) for row in json.loads(path.read_text("utf-8"))))


@cache
def shipped() -> Shorthand:
    """Return the table that comes with the package."""
    text = resources.files("rag").joinpath(_SHIPPED).read_text("utf-8")
    return Shorthand(parse_rows(text).rows)


def spelled_out(text: str) -> list[str]:
    """Return the syllables of `text`, the abbreviations of the package's own table spelled out."""
    return shipped().spelled_out(text)


def _of_places(text: str) -> str:
    """Return a text with what stands for the kind of a place as a word of its own."""
    return _DISTRICT.sub("quận ", _PLACE_STOP.sub(r"\1 ", text))


def _compiled(row: Abbreviation) -> _Short | None:
    parts = tokens(row.short)
    if not parts:
        return None
    gaps = (row.short[left.end : right.start].strip() for left, right in pairwise(parts))
    # "TƯ" without its capitals and marks is a word: it counts only as it stands in the table.
    word = len(parts) == 1 and is_syllable(fold(parts[0].lower))
    lower = tuple(part.lower for part in parts)
    return _Short(lower, tuple(gaps), row.short if word else "", row.short.isupper(), row.long)


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)


def _arabic(match: re.Match[str]) -> str:
    digits = [_ROMAN_DIGITS[letter] for letter in match.group(2).upper()]
    following = [*digits[1:], 0]
    number = sum(-digit if digit < after else digit for digit, after in zip(digits, following, strict=True))
    return f"{match.group(1)} {number}"


def _date(match: re.Match[str]) -> str:
    groups = match.groupdict()
    day = groups["day"] or groups["dotted_day"]
    month = groups["month"] or groups["dotted_month"] or groups["only_month"] or groups["slash_month"]
    year = groups["year"] or groups["dotted_year"] or groups["its_year"] or groups["slash_year"] or ""
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return match.group()
    return f" {int(day)}/{int(month)} t{int(month)} {year} " if day else f" t{int(month)} {year} "
