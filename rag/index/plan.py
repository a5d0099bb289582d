"""What a reload would do: a corpus split into sentences, and compared with the current generation.

Pure: nothing is embedded, and nothing written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from rag.article import Article, Corpus, Sentence, SentenceKind
from rag.articles.sentences import split
from rag.errors import CorpusError
from rag.index.generation import FORMAT, Manifest
from rag.index.supply import Cost
from rag.text.shorthand import Shorthand, shipped

_ARTICLE = TypeAdapter(Article)


@dataclass(frozen=True, slots=True)
class Diff:
    """What a reload changes, as articles; a removed one is as the current generation has it."""

    added: tuple[Article, ...] = ()
    changed: tuple[Article, ...] = ()
    removed: tuple[str, ...] = ()  # ids
    unchanged: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class ReloadPlan:
    """A corpus that was read, split and compared: all that a reload does before it writes anything."""

    corpus: Corpus
    sentences: tuple[tuple[Sentence, ...], ...]  # by article, in the order of the articles
    texts: tuple[str, ...] = field(repr=False)  # what is embedded, by sentence
    digest: str  # of all that is indexed
    articles: Mapping[str, str]  # digest of each article by id
    diff: Diff
    embedder_before: str | None  # the current generation's embedder where it is another one
    digest_before: str | None = None  # of the current generation
    shorthand: Shorthand = field(default_factory=shipped, repr=False)  # what texts and questions are spelled out with

    @property
    def same(self) -> bool:
        """Whether a reload would change nothing: neither an article nor the way in which they are indexed."""
        return not self.diff and self.digest == (self.digest_before or self.digest)

    def needless(self, cost: Cost | None) -> bool:
        """Tell whether a reload, at its `cost`, would leave everything as it is.

        Where there is something to embed although all is the same, a service has changed its model behind the name.
        """
        return self.same and not self.embedder_before and not (cost is not None and cost.texts)


def plan_reload(corpus: Corpus, folder: Path, current: Manifest | None, embedder: str) -> ReloadPlan:
    """Split a corpus and compare it with the current generation.

    Raises:
        CorpusError: the corpus has no article; an empty one never replaces an index that works.
    """
    if not corpus.articles:
        raise CorpusError(folder, "empty")
    sentences = tuple(split(article) for article in corpus.articles)
    texts = tuple(
        text
        for article, group in zip(corpus.articles, sentences, strict=True)
        for text in embedded_texts(article, group)
    )
    if not texts:
        raise CorpusError(folder, "empty")
    digests = {article.id: article_digest(article) for article in corpus.articles}
    shorthand = shipped().extended(corpus.abbreviations)
    before = current.articles if current else {}
    diff = Diff(
        added=tuple(a for a in corpus.articles if a.id not in before),
        changed=tuple(a for a in corpus.articles if a.id in before and before[a.id] != digests[a.id]),
        removed=tuple(article_id for article_id in before if article_id not in digests),
        unchanged=sum(before.get(article_id) == digest for article_id, digest in digests.items()),
    )
    return ReloadPlan(
        corpus=corpus,
        sentences=sentences,
        texts=texts,
        shorthand=shorthand,
        digest=_digest(embedder, digests, sentences, texts, shorthand),
        articles=digests,
        diff=diff,
        embedder_before=current.embedder if current and current.embedder != embedder else None,
        digest_before=current.digest if current else None,
    )


def embedded_texts(article: Article, sentences: Sequence[Sentence]) -> Iterator[str]:
    """Yield what is embedded for each sentence: the sentence behind the article's title.

    A sentence of a news article seldom names what it is about; its title does.
    """
    for sentence in sentences:
        alone = sentence.kind is SentenceKind.TITLE or not article.title
        yield sentence.text if alone else f"{article.title}\n{sentence.text}"


def article_digest(article: Article) -> str:
    """Return a digest of all that is stored of an article."""
    return hashlib.sha256(_ARTICLE.dump_json(article)).hexdigest()


def _digest(
    embedder: str,
    articles: Mapping[str, str],
    sentences: Sequence[Sequence[Sentence]],
    texts: Sequence[str],
    shorthand: Shorthand,
) -> str:
    """Return a digest of all that makes an index: other rules of splitting give another index too."""
    spans = [[(s.start, s.end, s.kind, s.paragraph) for s in group] for group in sentences]
    stamp = json.dumps([FORMAT, embedder, list(articles.items()), spans, texts, shorthand.dump()])
    return hashlib.sha256(stamp.encode()).hexdigest()
