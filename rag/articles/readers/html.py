"""HTML pages: the article's lines, and what the page's head says of it."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup

from rag.article import SkipReason
from rag.articles.frontmatter import Metadata
from rag.articles.lines import is_name, parse_date
from rag.articles.readers.html_lines import placed_lines, squeeze
from rag.articles.readers.reading import Reading, ReadingError
from rag.articles.readers.text import decode, front_matter

_SILENT = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "svg",
    "object",
    "select",
    "textarea",
    "button",
)
_FURNITURE = ("nav", "form", "aside", "footer", "header", "dialog", "menu")
_START = re.compile(r"\s*(?:<!--.*?-->\s*)*(?:<!doctype html|<html[\s>])", re.IGNORECASE | re.DOTALL)
_SITE_SUFFIX = re.compile(r"\s+[|–—-]\s+(?=[^|–—-]{2,40}\Z).*\Z")


def looks_like_html(data: bytes) -> bool:
    """Tell whether `data` starts as a page does."""
    return bool(_START.match(data[:2000].decode("latin-1").removeprefix("ï»¿")))


def read_html(data: bytes) -> Reading:
    """Read an .html page: its <article> or <main> if there is one, else the page without its menus."""
    stated, text = front_matter(decode(data))
    try:
        soup = BeautifulSoup(text, "lxml")
        fallback, heading = _metadata(soup)
        dropped = _drop_furniture(soup)
        body = soup.body or soup
        content = _content(body)
        page = placed_lines(content)
        if heading and heading not in page.lines:  # it stands above the <article>
            page = page.below(heading)
        outside: tuple[str, ...] = ()
        if content is not body:
            content.extract()
            outside = placed_lines(body).lines
    except (RecursionError, ParserRejectedMarkup) as exc:
        raise ReadingError(SkipReason.UNREADABLE, f"html: {type(exc).__name__}") from exc
    dropped += [("outside-article", line) for line in outside if line]
    return Reading(page.lines, stated, fallback, tuple(dropped), page.places)


def _metadata(soup: BeautifulSoup) -> tuple[Metadata, str]:
    """Return what the page's head says of it, and its headline, "" where none is sure."""

    def meta(*names: str) -> str | None:
        for name in names:
            for attribute in ("property", "name", "itemprop"):
                tag = soup.find("meta", attrs={attribute: name})
                content = squeeze(str(tag.get("content") or "")) if tag else ""
                if content:
                    return content
        return None

    site = meta("og:site_name")
    author = meta("article:author", "author", "dc.creator")
    published = meta("article:published_time", "datePublished", "pubdate", "date", "dc.date")
    link = soup.find("link", rel="canonical")
    title = meta("og:title") or (squeeze(soup.title.get_text()) if soup.title else "")
    headings = [squeeze(tag.get_text(" ")) for tag in soup.find_all("h1")]
    # A site's logo can be a heading of the first level, too.
    heading = next((text for text in headings if text and (not title or title.startswith(text))), "")
    found = Metadata(
        title=heading or _SITE_SUFFIX.sub("", title) or None,
        date=parse_date(published) if published else None,
        source=site,
        author=author if author and author != site and is_name(author) else None,
        url=(str(link.get("href") or "") if link else "") or meta("og:url"),
    )
    return found, heading


def _drop_furniture(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """Take menus, forms and hidden parts out, but never the headline or most of the text.

    Whole pages stand in a <form> where ASP.NET made them, and an article's own <header> holds its headline.
    """
    for tag in soup.find_all(_SILENT):
        tag.decompose()
    dropped: list[tuple[str, str]] = []
    whole = len(soup.get_text())
    for tag in soup.find_all(_is_furniture):
        if tag.decomposed or tag.parent is None:
            continue
        if tag.find("h1") or len(tag.get_text()) * 2 > whole:
            continue
        if tag.name in {"header", "footer"} and tag.find_parent("article") and not tag.find("nav"):
            continue
        dropped += [(f"html-{tag.name}", line) for line in placed_lines(tag).lines if line]
        tag.extract()
    return dropped


def _is_furniture(tag: Tag) -> bool:
    style = str(tag.get("style") or "").replace(" ", "").lower()
    return tag.name in _FURNITURE or tag.has_attr("hidden") or "display:none" in style


def _content(body: Tag) -> Tag:
    """Return the part of the page that is the article: lists of news are made of <article>s, too."""
    whole = len(body.get_text())
    for candidates in (
        body.find_all("article"),
        body.find_all("main"),
        body.find_all(_is_main),
    ):
        if not candidates:
            continue
        longest: Tag = max(candidates, key=lambda tag: len(tag.get_text()))
        if len(longest.get_text()) * 4 > whole and longest.find("p"):
            return longest
    return body


def _is_main(tag: Tag) -> bool:
    return tag.get("role") == "main" or tag.get("itemprop") == "articleBody"
