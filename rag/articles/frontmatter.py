"""What a page says of itself: in YAML front matter, or in its own lines (dateline, source mark, byline).

What is found in the lines also stays in the article's text. A date is only taken where day, month and year
are all written: never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date as Date  # noqa: N812 - the field of that name would hide the class
from datetime import datetime

import yaml

from rag.articles.lines import (
    byline,
    dateline,
    is_labelled_byline,
    is_name,
    is_sentence,
    parse_date,
    source_label,
    source_mark,
)

MAX_FRONT_MATTER = 10_000  # characters: a longer one is a broken file, and YAML is slow
_FENCE = re.compile(r"---[ \t]*\n(?P<yaml>.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_OPENING = re.compile(r"---[ \t]*\n\s*[A-Za-z_]+[ \t]*:")
_NOTHING = re.compile(r"---[ \t]*\n\s*(?:---|\.\.\.)[ \t]*(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article besides its text; None where nothing says it."""

    title: str | None = None
    date: Date | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """Return this metadata, completed by `other` where it says nothing."""
        mine = {field.name: getattr(self, field.name) for field in fields(self)}
        return Metadata(**{k: v if v is not None else getattr(other, k) for k, v in mine.items()})


class FrontMatterError(ValueError):
    """The front matter is not what it should be; the message says where."""


def split_front_matter(text: str) -> tuple[Metadata, str]:
    """Return what the front matter of `text` states, and the text after it.

    A leading `---` that no `key:` follows is a rule of the page, not front matter.

    Raises:
        FrontMatterError: it has no end, is no YAML mapping of plain values, or its date is no date.

    """
    nothing = _NOTHING.match(text)
    if nothing:
        return Metadata(), text[nothing.end() :]
    if not _OPENING.match(text):
        return Metadata(), text
    found = _FENCE.match(text)
    if not found:
        raise FrontMatterError("line 1: no closing ---")
    raw = found["yaml"]
    if len(raw) > MAX_FRONT_MATTER:
        raise FrontMatterError(f"line 1: {len(raw)} characters, at most {MAX_FRONT_MATTER}")
    stated = _mapping(raw)
    return (
        Metadata(
            title=_plain(raw, stated, "title"),
            date=_stated_date(raw, stated),
            source=_plain(raw, stated, "source"),
            author=_plain(raw, stated, "author"),
            url=_plain(raw, stated, "url"),
        ),
        text[found.end() :],
    )


def _mapping(raw: str) -> dict[str, object]:
    try:
        values = yaml.safe_load(raw)
    except yaml.MarkedYAMLError as exc:
        line = exc.problem_mark.line + 2 if exc.problem_mark else 2
        raise FrontMatterError(f"line {line}: {exc.problem or 'no YAML'}") from exc
    except (yaml.YAMLError, ValueError, RecursionError) as exc:  # ValueError: "2018-13-45" looks like a date
        raise FrontMatterError(f"line 2: {str(exc).splitlines()[0]}") from exc
    if not isinstance(values, dict):
        raise FrontMatterError("line 2: no mapping")
    return {str(key).strip().lower(): value for key, value in values.items()}


def _line_of(raw: str, key: str) -> int:
    lines = [line.strip().lower() for line in raw.split("\n")]
    return 2 + next((n for n, line in enumerate(lines) if line.startswith(key)), 0)


def _plain(raw: str, stated: dict[str, object], key: str) -> str | None:
    value = stated.get(key)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = ", ".join(value)  # several authors
    if isinstance(value, (dict, list, set)):
        raise FrontMatterError(f"line {_line_of(raw, key)}: {key} is no plain value")
    return (" ".join(str(value).split()) or None) if value is not None else None


def _stated_date(raw: str, stated: dict[str, object]) -> Date | None:
    value = stated.get("date")
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, Date):
        return value
    found = parse_date(str(value))
    if not found:
        raise FrontMatterError(f"line {_line_of(raw, 'date')}: date {str(value)[:40]!r}")
    return found


def find_metadata(lines: Sequence[str]) -> Metadata:
    """Return date, source and author as the lines of an article say them; `lines[0]` is its title."""
    body = [line for line in lines[1:] if line]
    first = next((n for n, line in enumerate(body) if is_sentence(line)), len(body))
    return Metadata(
        date=_found_date(body, first),
        source=_found_source(body, first),
        author=_closing_author(body, first) or _head_author(body, first),
    )


def _found_date(body: Sequence[str], first: int) -> Date | None:
    """Date of the page's head or foot; only a sure dateline counts once the body has begun."""
    near = [(n, dateline(line)) for n, line in enumerate(body) if n <= first + 2 or n >= len(body) - 3]
    found = [line for n, line in near if line and (n < first or line.sure)]
    published = next((line for line in found if not line.updated), None)
    return (published or found[0]).date if found else None


def _found_source(body: Sequence[str], first: int) -> str | None:
    leads = [line for line in body[first:] if is_sentence(line)][:2]
    marked = (source_mark(line) for line in leads)
    labelled = (source_label(line) for line in [*body[:first], *body[-4:]])
    return next((who for who in (*marked, *labelled) if who), None)


def _closing_author(body: Sequence[str], first: int) -> str | None:
    for n in range(len(body) - 1, max(first, len(body) - 5), -1):
        if is_sentence(body[n]):
            return None
        found = byline(body[n])
        if found:
            return found
    return None


def _head_author(body: Sequence[str], first: int) -> str | None:
    """Name beside the dateline, as sites that sign above the lead print it; one word could be anything."""
    head = [(line, byline(line), dateline(line)) for line in body[: first + 2]]
    for line, name, dated in head:
        if name and is_labelled_byline(line):
            return name
        if dated and dated.sure and len(dated.beside.split()) > 1 and is_name(dated.beside):
            return dated.beside
    near = {n + step for n, (_, _, dated) in enumerate(head) if dated for step in (-2, -1, 1, 2)}
    names = (name for n, (_, name, _) in enumerate(head[:first]) if n in near)
    return next((name for name in names if name and len(name.split()) > 1), None)
