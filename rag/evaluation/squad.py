"""SQuAD 1.1 and 2.0: each passage becomes an article.

Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension of Text" (2016), and "Know What You Don't
Know: Unanswerable Questions for SQuAD" (2018). Sets in other languages, such as XQuAD and ViQuAD, keep the format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rag.article import Article, ArticleKind, Passage
from rag.evaluation.dataset import Dataset, DatasetError, Question, unique
from rag.evaluation.files import Object
from rag.text.vietnamese import canonical, fold


def from_squad(path: Path, found: Object, *, titled: bool = True) -> Dataset:
    """Take the object of a SQuAD file apart.

    Args:
        path: The file, for messages.
        found: What it holds.
        titled: Whether a passage is put below the title of its SQuAD article, as news stand below theirs.

    Raises:
        DatasetError: it lacks what the format has ("not-squad"; `detail` says where).
    """
    articles: list[Article] = []
    questions: list[Question] = []
    groups: dict[str, int] = {}
    taken: set[str] = set()
    for group, page in enumerate(_list(path, found, "data", "data")):
        name = _title(page)
        for place, paragraph in enumerate(_list(path, page, "paragraphs", f"data[{group}]")):
            where = f"data[{group}].paragraphs[{place}]"
            context = canonical(_text(path, paragraph, "context", where))
            if not context.strip():
                raise DatasetError(path, "not-squad", detail=f"{where}.context")
            head = f"{name}\n\n" if titled and name else ""
            article = _article(f"{_slug(name)}-{group}-{place}", name if head else "", head + context)
            articles.append(article)
            groups[article.id] = group
            for number, asked in enumerate(_list(path, paragraph, "qas", where)):
                questions.append(_question(path, asked, article, len(head), f"{where}.qas[{number}]", taken=taken))
    if not questions:
        raise DatasetError(path, "no-questions")
    misplaced = sum(question.answerable and not question.spans for question in questions)
    return Dataset(path, tuple(articles), tuple(questions), groups, misplaced)


def _question(path: Path, asked: Object, article: Article, head: int, where: str, *, taken: set[str]) -> Question:
    answers, spans = _answers(path, asked, article, head, where)
    answerable = not asked.get("is_impossible", False)
    if answerable and not answers:
        raise DatasetError(path, "not-squad", detail=f"{where}.answers")
    return Question(
        id=unique(str(asked.get("id") or where), taken),
        text=_text(path, asked, "question", where),
        answerable=answerable,
        articles=(article.id,),
        answers=answers if answerable else (),
        spans=spans if answerable else (),
    )


def _answers(
    path: Path, asked: Object, article: Article, head: int, where: str
) -> tuple[tuple[str, ...], tuple[Passage, ...]]:
    """Return the accepted strings, and where they stand in the article."""
    texts: dict[str, None] = {}
    spans: dict[Passage, None] = {}
    for answer in _list(path, asked, "answers", where, optional=True):
        text = canonical(_text(path, answer, "text", f"{where}.answers"))
        start = answer.get("answer_start", -1)
        if not text.strip() or not isinstance(start, int):
            raise DatasetError(path, "not-squad", detail=f"{where}.answers")
        texts[text] = None
        if (found := _nearest(article.text, text, head + start, head)) is not None:
            spans[Passage(article.id, found, found + len(text))] = None
    return tuple(texts), tuple(spans)


def _nearest(text: str, answer: str, stated: int, head: int) -> int | None:
    """Return where an answer stands nearest to where the file says; the canonical form may have moved it a little."""
    if stated >= head and text.startswith(answer, stated):
        return stated
    starts = [match.start() for match in re.finditer(re.escape(answer), text) if match.start() >= head]
    return min(starts, key=lambda start: abs(start - stated), default=None)


def _article(article_id: str, title: str, text: str) -> Article:
    return Article(
        id=article_id,
        title=title,
        date=None,
        source=None,
        author=None,
        url=None,
        path=f"{article_id}.txt",
        kind=ArticleKind.ARTICLE,
        text=text,
    )


def _title(page: Object) -> str:
    title = page.get("title")
    return " ".join(canonical(title).replace("_", " ").split()) if isinstance(title, str) else ""


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:40] or "bai"


def _list(path: Path, found: Object, key: str, where: str, *, optional: bool = False) -> Sequence[Object]:
    value: Any = found.get(key, [] if optional else None)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise DatasetError(path, "not-squad", detail=where if key == where else f"{where}.{key}")
    return value


def _text(path: Path, found: Object, key: str, where: str) -> str:
    value = found.get(key)
    if not isinstance(value, str):
        raise DatasetError(path, "not-squad", detail=f"{where}.{key}")
    return value
