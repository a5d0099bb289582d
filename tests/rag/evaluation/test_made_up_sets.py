"""The sets of made-up union news: weights are fitted to those in tests/data/fitting.

Nothing was fitted to tests/data/union, neither weight nor rule; keep it that way:
congdoan eval tests/data/union/questions.jsonl --articles tests/data/union/articles.jsonl
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from rag.evaluation.lines import articles_from_lines, questions_from_lines

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize(
    ("folder", "written", "answerable", "unanswerable"),
    [("union", 48, 145, 55), ("fitting/one", 45, 160, 60), ("fitting/two", 45, 160, 60)],
)
def test_every_answer_stands_in_its_article(folder: str, written: int, answerable: int, unanswerable: int) -> None:
    path = DATA / folder / "articles.jsonl"
    articles = articles_from_lines(path, path.read_text("utf-8"))
    path = DATA / folder / "questions.jsonl"
    questions = questions_from_lines(path, path.read_text("utf-8"), articles)
    texts = {article.id: article.text for article in articles}
    assert len(articles) == written
    assert Counter(question.answerable for question in questions) == {True: answerable, False: unanswerable}
    for question in questions:
        held = [
            all(answer in texts[article] for answer in question.all_of)
            and (not question.answers or any(answer in texts[article] for answer in question.answers))
            for article in question.articles
        ]
        assert any(held) or not question.answerable, question.text
