"""Figures on the index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from bot import report_words as words
from bot.terminal import say
from bot.words import whole
from rag.article import ArticleKind

if TYPE_CHECKING:
    from rag.engine import Engine


def show_stats(console: Console, engine: Engine, data_dir: Path) -> None:
    """Print how much is indexed, in what, and how big it is."""
    manifest = engine.manifest()
    teasers = sum(article.kind is ArticleKind.TEASER for article in engine.articles())
    values = (
        whole(len(manifest.articles) - teasers),
        whole(teasers),
        whole(manifest.sentences),
        manifest.name,
        words.moment(manifest.created),
        words.embedder_state(manifest.embedder, manifest.dimension),
        words.size(size_on_disk(data_dir)),
    )
    for label, value in zip(words.STATS, values, strict=True):
        say(console, f"{label}: {value}")


def size_on_disk(folder: Path) -> int:
    """Return the bytes of all files below a folder; files that vanish meanwhile don't count."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue
    return total
