"""The guard on sentences by writers who had seen none of its rules, in tests/data/guard/others.

`honest.txt`: article, question, how it is put, answer; `lies.txt`: article, question, kind of lie, answer; the answers
with the markers as a model writes them. The articles "c-…" and "g-…" were left unread while the rules were mended.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from rag.article import Article, ArticleKind
from rag.articles.sentences import split
from rag.writing.guard import Guard
from rag.writing.prose import ClaimReader
from rag.writing.sheet import Line, Sheet

OTHERS = Path(__file__).parents[2] / "data" / "guard" / "others"
# A lie that no line tells apart by a number, a name or a negation: two things exchanged, a plan told as done.
SUBTLE = frozenset("swap opposite scope mood cause invent".split())
PASSED, LEAKS, SUBTLE_LEAKS = 0.91, 0.01, 0.2  # shares: of honest sentences at least, of lies at most


@pytest.fixture(scope="module")
def sheets() -> dict[str, Sheet]:
    found = {}
    for block in OTHERS.joinpath("articles.txt").read_text("utf-8").split("#")[1:]:
        head, _, text = block.strip().partition("\n")
        name, _, day = head.partition("|")
        printed = date.fromisoformat(day) if day else None
        title = text.partition("\n")[0]
        article = Article(name, title, printed, None, None, None, f"{name}.txt", ArticleKind.ARTICLE, text)
        found[name] = Sheet({name: article}, tuple(Line(n, one) for n, one in enumerate(split(article), 1)))
    return found


def _shown(sheets: dict[str, Sheet], name: str, question: str, answer: str) -> bool:
    reader = ClaimReader()
    claims = reader.feed(answer) + reader.finish()
    guard = Guard(sheets[name], question)
    return all(guard.check(claim).passed for claim in claims)


def _rows(name: str) -> list[list[str]]:
    return [line.split("|") for line in OTHERS.joinpath(name).read_text("utf-8").splitlines()]


def test_honest_sentences_pass(sheets: dict[str, Sheet]) -> None:
    honest = _rows("honest.txt")
    blocked = [said for name, asked, _, said in honest if not _shown(sheets, name, asked, said)]
    assert len(honest) >= 480
    assert len(blocked) <= (1 - PASSED) * len(honest), blocked


def test_lies_do_not(sheets: dict[str, Sheet]) -> None:
    lies = _rows("lies.txt")
    leaked = [(kind, said) for name, asked, kind, said in lies if _shown(sheets, name, asked, said)]
    subtle = sum(kind in SUBTLE for _, _, kind, _ in lies)
    found = Counter(kind in SUBTLE for kind, _ in leaked)
    assert len(lies) >= 570
    assert found[False] <= LEAKS * (len(lies) - subtle), leaked
    assert found[True] <= SUBTLE_LEAKS * subtle, leaked
