"""The corpus folder: files to articles, teasers set apart, furniture and bad files reported.

file -> `rag.articles.readers` (plain lines) -> `rag.articles.furniture` (the article's lines) -> articles with
metadata, ids.
One bad file never stops the others: it becomes a `Skipped` with its reason.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rag.article import Article, ArticleKind, Corpus, Dropped, Skipped, SkipReason
from rag.articles.frontmatter import Metadata, find_metadata
from rag.articles.furniture import Cleaned, Teaser, clean
from rag.articles.lines import dateline
from rag.articles.readers import READERS, Reading, ReadingError, read
from rag.articles.readers.reading import to_lines
from rag.articles.readers.text import decode
from rag.errors import CorpusError
from rag.text.glossary import Abbreviation, Rows, is_glossary, parse_rows
from rag.text.vietnamese import fold, syllables

LONGEST_TEASER_SLUG = 60  # characters
_LINES_TOLD = 10  # numbers of bad lines of the table of abbreviations
LONGEST_MADE_TITLE = 100  # characters of the first sentence, where an article has no title


@dataclass(frozen=True, slots=True)
class PageArticles:
    """What one file was understood as: its article first, then the teasers printed on its page."""

    path: str  # relative to the corpus folder
    articles: tuple[Article, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    skipped: Skipped | None = None


def load_corpus(folder: Path, *, max_bytes: int) -> Corpus:
    """Read all files of `folder` and its subfolders, in the order of their paths.

    Hidden files are passed over; the table of abbreviations is no article. An empty folder gives an empty
    corpus. A file whose article has the same text as that of an earlier path is `Dropped` as "duplicate" and gives
    no article; a teaser that stands on several pages is kept once, with the first page.

    Raises:
        CorpusError: the folder is missing or can't be listed.

    """
    pages: list[PageArticles] = []
    failed: list[Skipped] = []
    rows: list[Abbreviation] = []
    for path, relative in _files(folder, failed):
        if is_glossary(relative):
            rows += _abbreviations(path, relative, failed, max_bytes)
        else:
            pages.append(read_file(path, relative, max_bytes=max_bytes))
    return replace(_together(pages, failed), abbreviations=tuple(rows))


def read_file(path: Path, relative: str, *, max_bytes: int) -> PageArticles:
    """Read the one file `path`, which the corpus knows as `relative`; never raises because of its content."""
    try:
        reading = read(_content(path, max_bytes), path.suffix)
    except ReadingError as exc:
        return PageArticles(relative, skipped=Skipped(relative, exc.reason, exc.detail))
    cleaned = clean(reading.lines, reading.stated.title, reading.fallback.title, reading.places)
    dropped = tuple(Dropped(relative, text, reason) for reason, text in (*reading.dropped, *cleaned.dropped))
    article = _article(relative, reading, cleaned)
    if article is None:
        return PageArticles(relative, (), dropped, Skipped(relative, SkipReason.EMPTY))
    return PageArticles(relative, (article, *_teasers(article, cleaned.teasers)), dropped)


# --- the folder


def _files(folder: Path, failed: list[Skipped]) -> Iterator[tuple[Path, str]]:
    """Yield each file with its relative path; what can't be followed is added to `failed`."""
    if not folder.exists():
        raise CorpusError(folder, "missing")
    try:
        next(os.scandir(folder), None)
    except OSError as exc:
        raise CorpusError(folder, "unreadable") from exc
    root = folder.resolve()

    def unlisted(error: OSError) -> None:
        where = Path(error.filename).relative_to(folder).as_posix()
        failed.append(Skipped(where, SkipReason.UNREADABLE, error.strerror or "folder"))

    found: list[tuple[str, Path]] = []
    for base, names, files in os.walk(folder, onerror=unlisted):
        names[:] = [name for name in names if not _is_hidden(name)]
        found += [
            ((Path(base) / name).relative_to(folder).as_posix(), Path(base) / name)
            for name in files
            if not _is_hidden(name)
        ]
    for relative, path in sorted(found, key=lambda item: item[0]):
        if path.is_symlink() and path.exists() and not path.resolve().is_relative_to(root):
            failed.append(Skipped(relative, SkipReason.UNREADABLE, "link leads outside the folder"))
        else:
            yield path, relative


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))  # Word keeps "~$name.docx" beside a document that is open


def _content(path: Path, max_bytes: int) -> bytes:
    if path.suffix.lower() not in READERS:
        raise ReadingError.unknown_type(path.suffix)
    try:
        if not path.is_file():  # a pipe would wait for ever
            raise ReadingError(SkipReason.UNREADABLE, "no regular file")
        size = path.stat().st_size
        if size > max_bytes:
            raise ReadingError(SkipReason.TOO_LARGE, f"{size} > {max_bytes} bytes")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as exc:
        raise ReadingError(SkipReason.UNREADABLE, exc.strerror or type(exc).__name__) from exc
    if len(data) > max_bytes:  # it grew since
        raise ReadingError(SkipReason.TOO_LARGE, f"> {max_bytes} bytes")
    if not data.strip():
        raise ReadingError(SkipReason.EMPTY)
    return data


def read_table(data: bytes) -> Rows:
    """Read the content of a table of abbreviations.

    Raises:
        ReadingError: it is no text.
    """
    # Tabs separate the columns of a spreadsheet; decoding would make blanks of them.
    return parse_rows(decode(data.replace(b"\t", b"=")))


def _abbreviations(path: Path, relative: str, failed: list[Skipped], max_bytes: int) -> tuple[Abbreviation, ...]:
    """Return the rows of a table of abbreviations; what can't be read of it is added to `failed`."""
    try:
        table = read_table(_content(path, max_bytes))
    except ReadingError as exc:
        failed.append(Skipped(relative, exc.reason, exc.detail))
        return ()
    if table.bad:
        told = ", ".join(map(str, table.bad[:_LINES_TOLD])) + (", …" if len(table.bad) > _LINES_TOLD else "")
        failed.append(Skipped(relative, SkipReason.BAD_ROWS, f"lines {told}"))
    return table.rows


# --- articles


def _article(relative: str, reading: Reading, cleaned: Cleaned) -> Article | None:
    lines = list(cleaned.lines)
    if not any(lines):
        return None
    at = cleaned.title
    if at is None:
        title = reading.stated.title or reading.fallback.title
        lines = [*([title, ""] if title else []), *lines]
        others = lines[2:] if title else lines
    else:
        title = lines[at] = reading.stated.title or lines[at]
        others = lines[:at] + lines[at + 1 :]
    found = find_metadata([title or "", *others])
    known = reading.stated.over(found).over(reading.fallback)
    place = (at or 0) + 1 if title else 0
    lines[place:place] = _unsaid(known, others)
    text = "\n".join(to_lines(lines))
    return Article(
        id=_slug(relative),
        title=title or _made_title(text),
        date=known.date,
        source=known.source,
        author=known.author,
        url=known.url,
        path=relative,
        kind=ArticleKind.ARTICLE,
        text=text,
    )


def _unsaid(known: Metadata, lines: list[str]) -> list[str]:
    """Return the lines that make quotable what is known of the article, but not said in it."""
    written = {dated.date for line in lines if (dated := dateline(line))}
    told = f" {' '.join(syllables(' '.join(lines)))} "

    def silent(value: str | None) -> bool:
        return value is not None and f" {' '.join(syllables(value))} " not in told

    return [
        *([f"Ngày đăng: {known.date:%d/%m/%Y}"] if known.date and known.date not in written else []),
        *([f"Nguồn: {known.source}"] if silent(known.source) else []),
        *([f"Tác giả: {known.author}"] if silent(known.author) else []),
    ]


def _made_title(text: str) -> str:
    """Return the first sentence of an article without a title, cut at a word."""
    line = re.split(r"(?<=[.!?…])\s", text.split("\n", 1)[0], maxsplit=1)[0]
    return line if len(line) <= LONGEST_MADE_TITLE else line[:LONGEST_MADE_TITLE].rsplit(" ", 1)[0]


def _teasers(page: Article, items: tuple[Teaser, ...]) -> Iterator[Article]:
    taken: set[str] = set()
    for item in items:
        slug = _cut(_slug(item.title + ".x"), LONGEST_TEASER_SLUG)
        yield Article(
            id=_free(f"{page.id}--{slug}", taken),
            title=item.title,
            date=None,
            source=item.source,
            author=None,
            url=None,
            path=page.path,
            kind=ArticleKind.TEASER,
            text=f"{item.title}\n{item.summary}",
        )


# --- ids


def _slug(relative: str) -> str:
    """Return the readable, shell-safe id for a path: "2015/Hội thảo.txt" -> "2015-hoi-thao"."""
    stem = relative[: -len(suffix)] if (suffix := Path(relative).suffix) else relative
    slug = re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-")
    return slug or f"bai-{hashlib.sha256(relative.encode()).hexdigest()[:8]}"


def _cut(slug: str, longest: int) -> str:
    return slug if len(slug) <= longest else slug[: longest + 1].rsplit("-", 1)[0][:longest]


def _free(wanted: str, taken: set[str]) -> str:
    found, number = wanted, 2
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    taken.add(found)
    return found


# --- all pages together


def _together(pages: list[PageArticles], failed: list[Skipped]) -> Corpus:
    articles: list[Article] = []
    dropped: list[Dropped] = []
    skipped = [*failed, *(page.skipped for page in pages if page.skipped)]
    ids: set[str] = set()
    texts: set[str] = set()
    for page in pages:
        dropped += page.dropped
        if not page.articles:
            continue
        own = page.articles[0].id
        used = own if own not in ids else _free(f"{own}-{Path(page.path).suffix.lstrip('.').lower()}", ids)
        ids.add(used)
        for article in page.articles:
            if article.text in texts:
                if article.kind is ArticleKind.ARTICLE:
                    dropped.append(Dropped(page.path, article.title, "duplicate"))
                continue
            texts.add(article.text)
            articles.append(replace(article, id=used + article.id.removeprefix(own)))
    skipped.sort(key=lambda item: item.path)
    return Corpus(tuple(articles), tuple(skipped), tuple(dropped))
