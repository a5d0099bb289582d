"""JSON lines: questions, one a line, and the articles that they are asked of where those don't come from the corpus.

{"id", "question", "answers": [any], "all_of": [all], "article": id | [ids] | null, "answerable", "kind", "teaser"}
{"id", "title", "abstract", "body" | "text", "date", "source", "author", "url"}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date  # noqa: N812 - as in `rag.article`
from pathlib import Path

from rag.article import Article, ArticleKind
from rag.articles.readers.reading import tidy, to_lines
from rag.evaluation.dataset import DatasetError, Question, unique
from rag.evaluation.files import Object, json_lines
from rag.text.vietnamese import canonical


def articles_from_lines(path: Path, text: str) -> tuple[Article, ...]:
    """Return the articles of a file: title, abstract and body are one text, as they would be in the corpus.

    Raises:
        DatasetError: a line can't be used.
    """
    articles = []
    taken: set[str] = set()
    for number, found in json_lines(path, text):
        article_id = _string(path, number, found, "id") or f"bai-{number}"
        if article_id in taken:
            raise DatasetError(path, "same-id", line=number, detail=article_id)
        taken.add(article_id)
        title = " ".join(_string(path, number, found, "title").split())
        pieces = [title, *(_string(path, number, found, key) for key in ("abstract", "text", "body"))]
        whole = "\n".join(to_lines(tidy("\n\n".join(filter(None, pieces)))))
        if not whole:
            raise DatasetError(path, "no-text", line=number)
        articles.append(
            Article(
                id=article_id,
                title=tidy(title),
                date=_date(path, number, found),
                source=_string(path, number, found, "source") or None,
                author=_string(path, number, found, "author") or None,
                url=_string(path, number, found, "url") or None,
                path=f"{article_id}.txt",
                kind=ArticleKind.ARTICLE,
                text=whole,
            )
        )
    if not articles:
        raise DatasetError(path, "no-articles")
    return tuple(articles)


def questions_from_lines(path: Path, text: str, articles: Sequence[Article]) -> tuple[Question, ...]:
    """Return the questions of a file.

    Raises:
        DatasetError: a line can't be used, or names an article that is not there.
    """
    known = {article.id: article for article in articles}
    questions = []
    taken: set[str] = set()
    for number, found in json_lines(path, text):
        asked = _string(path, number, found, "question")
        if not asked.strip():
            raise DatasetError(path, "no-question", line=number)
        answers, all_of = (_strings(path, number, found, key) for key in ("answers", "all_of"))
        named = _strings(path, number, found, "article")
        answerable = found.get("answerable")
        if answerable is None:
            answerable = bool(answers or all_of)
        if not isinstance(answerable, bool):
            raise DatasetError(path, "wrong-type", line=number, detail="answerable")
        if answerable and not (answers or all_of or named):
            raise DatasetError(path, "no-answer", line=number)
        for article_id in named:
            if article_id not in known:
                raise DatasetError(path, "unknown-article", line=number, detail=article_id)
        questions.append(
            Question(
                id=unique(str(found.get("id") if found.get("id") is not None else number), taken),
                text=asked,
                answerable=answerable,
                kind=_string(path, number, found, "kind") or None,
                articles=_teaser(path, number, found, known) or named,
                answers=answers,
                all_of=all_of,
            )
        )
    if not questions:
        raise DatasetError(path, "no-questions")
    return tuple(questions)


def _teaser(path: Path, line: int, found: Object, known: Mapping[str, Article]) -> tuple[str, ...]:
    """Return the id of the teaser that answers, where the question names one by its title."""
    title = " ".join(canonical(_string(path, line, found, "teaser")).split())
    if not title:
        return ()
    ids = tuple(
        article.id
        for article in known.values()
        if article.kind is ArticleKind.TEASER and " ".join(article.title.split()) == title
    )
    if not ids:
        raise DatasetError(path, "unknown-article", line=line, detail=title)
    return ids


def _string(path: Path, line: int, found: Object, key: str) -> str:
    value = found.get(key)
    if key == "id" and isinstance(value, int):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise DatasetError(path, "wrong-type", line=line, detail=key)
    return value or ""


def _strings(path: Path, line: int, found: Object, key: str) -> tuple[str, ...]:
    """Return a field that holds a string or a list of strings."""
    value = found.get(key)
    values = [] if value is None else [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(item, str) and item.strip() for item in values):
        raise DatasetError(path, "wrong-type", line=line, detail=key)
    return tuple(values)


def _date(path: Path, line: int, found: Object) -> Date | None:
    value = _string(path, line, found, "date")
    try:
        return Date.fromisoformat(value[:10]) if value else None
    except ValueError as error:
        raise DatasetError(path, "wrong-type", line=line, detail="date") from error
