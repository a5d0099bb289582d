"""What the library speaks about: articles, their sentences, and the runs of sentences that are quoted.

Every position is an offset in Unicode code points into `Article.text`, the article's canonical text
(UTF-8, `\\n` newlines, NFC). A quote is never written, it is always `article.text[start:end]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - the field of that name would hide the class
from enum import StrEnum

from rag.text.glossary import Abbreviation


class ArticleKind(StrEnum):
    """Where an article's words come from."""

    ARTICLE = "article"
    TEASER = "teaser"  # a related-news item with a summary, printed on another article's page


class SentenceKind(StrEnum):
    """What part of an article a sentence is: what is asked for decides which parts can answer."""

    TITLE = "title"
    HEADING = "heading"  # a line of its own inside the body, without a full stop
    DATELINE = "dateline"  # "Thứ ba, 07/08/2018 21:05"
    BYLINE = "byline"  # the closing line with the author's name
    CAPTION = "caption"  # a photo's caption, with its credit where there is one
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Article:
    """One item of the corpus. `path` is relative to the corpus folder; a teaser has its page's path."""

    id: str
    title: str
    date: Date | None
    source: str | None
    author: str | None
    url: str | None
    path: str
    kind: ArticleKind
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """The slice `text[start:end]` of an article: the unit that is ranked and cited."""

    article_id: str
    index: int  # position among the article's sentences, from 0
    start: int
    end: int
    kind: SentenceKind
    paragraph: int  # index of the block of lines it stands in, from 0
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of neighbouring sentences of one article (or a clause of one): what is quoted."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """A piece of a page that is not part of any article, with the rule that took it out."""

    path: str
    text: str
    reason: str  # key of the furniture rule, such as "comment-form"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that gave no article, with the reason as a key of `SkipReason`."""

    path: str
    reason: SkipReason
    detail: str = ""


class SkipReason(StrEnum):
    """Why a file was left out of the corpus."""

    UNREADABLE = "unreadable"  # permission, broken link, damaged docx or pdf
    EMPTY = "empty"  # nothing left after cleaning, or no text in the file (a scanned pdf)
    TOO_LARGE = "too-large"
    NOT_TEXT = "not-text"  # binary content, or no known encoding
    UNKNOWN_TYPE = "unknown-type"
    BAD_FRONT_MATTER = "bad-front-matter"
    BAD_ROWS = "bad-rows"  # lines of the table of abbreviations; the others count


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that was read from the corpus folder, in the order of the paths."""

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()  # of the folder's own table
