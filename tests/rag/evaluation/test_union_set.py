"""The set of made-up union news in tests/data/union: no weight and no rule was fitted to it; keep it that way.

congdoan eval tests/data/union/questions.jsonl --articles tests/data/union/articles.jsonl
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rag.evaluation.lines import articles_from_lines, questions_from_lines

UNION = Path(__file__).parents[2] / "data" / "union"


def test_every_answer_stands_in_its_article() -> None:
    path = UNION / "articles.jsonl"
    articles = articles_from_lines(path, path.read_text("utf-8"))
    path = UNION / "questions.jsonl"
    questions = questions_from_lines(path, path.read_text("utf-8"), articles)
    texts = {article.id: article.text for article in articles}
    assert len(articles) == 48
    assert Counter(question.answerable for question in questions) == {True: 145, False: 55}
    for question in questions:
        held = [
            all(answer in texts[article] for answer in question.all_of)
            and (not question.answers or any(answer in texts[article] for answer in question.answers))
            for article in question.articles
        ]
        assert any(held) or not question.answerable, question.text
