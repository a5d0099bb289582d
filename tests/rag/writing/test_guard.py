"""Lies that must not pass and honest sentences that should, on made-up articles.

`tests/data/guard`: articles with a sentence a line, below "#id|title|date|source|author"; lies as "article|lines that
are cited|kind|sentence", paraphrases without the kind. Every second row, from the first, was developed on; the others
were only measured. Rows of "vinh-thanh" and "bac-son" guard what was mended: all were developed on, and only those that
the guard judged rightly were kept, so they say nothing of how it does on sentences never seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rag.article import Article, ArticleKind, Sentence, SentenceKind
from rag.writing.guard import Guard, Reason, readable
from rag.writing.prose import Claim, ClaimReader
from rag.writing.sheet import Line, Sheet

DATA = Path(__file__).parents[2] / "data" / "guard"
LEAKS, SUBTLE_LEAKS, PASSED = 0.005, 0.08, 0.95  # shares: of lies at most, of honest sentences at least
SUBTLE = {"relation", "opposite"}  # each word stands in the line, only not of whom or what the lie tells it


def sheets() -> dict[str, Sheet]:
    found = {}
    for block in DATA.joinpath("articles.txt").read_text("utf-8").split("#")[1:]:
        head, *sentences = block.strip().split("\n")
        name, title, day, source, author = head.split("|")
        text = "\n".join(sentences)
        article = Article(
            name, title, date.fromisoformat(day), source, author, None, f"{name}.txt", ArticleKind.ARTICLE, text
        )
        found[name] = Sheet({name: article}, tuple(_lines(name, sentences)))
    return found


def _lines(name: str, sentences: list[str]) -> Iterator[Line]:
    start = 0
    for index, text in enumerate(sentences):
        yield Line(index + 1, Sentence(name, index, start, start + len(text), SentenceKind.BODY, index, text))
        start += len(text) + 1


def rows(name: str, columns: int) -> list[list[str]]:
    lines = DATA.joinpath(name).read_text("utf-8").splitlines()
    return [line.split("|", columns - 1) for line in lines]


@pytest.fixture(scope="module")
def guards() -> dict[str, Guard]:
    return {name: Guard(sheet, "") for name, sheet in sheets().items()}


def claim(numbers: str, text: str) -> Claim:
    return Claim(text, tuple(int(number) for number in numbers.split(",")))


def test_no_lie_passes(guards: dict[str, Guard]) -> None:
    lies = rows("lies.txt", 4)
    leaked = [(kind, said) for name, cited, kind, said in lies if guards[name].check(claim(cited, said)).passed]
    plain = [(kind, said) for kind, said in leaked if kind not in SUBTLE]
    subtle = [row for row in lies if row[2] in SUBTLE]
    assert len(lies) >= 300
    assert len(plain) <= LEAKS * (len(lies) - len(subtle)), plain
    assert len(leaked) - len(plain) <= SUBTLE_LEAKS * len(subtle), leaked


@pytest.mark.parametrize("half", [0, 1], ids=["developed-on", "only-measured"])
def test_honest_sentences_pass(guards: dict[str, Guard], half: int) -> None:
    honest = rows("paraphrases.txt", 3)[half::2]
    verdicts = [guards[name].check(claim(cited, said)) for name, cited, said in honest]
    blocked = [(verdict.reason, verdict.detail, verdict.claim.text) for verdict in verdicts if not verdict.passed]
    assert len(honest) >= 70
    assert len(blocked) <= (1 - PASSED) * len(honest), blocked


def test_every_line_bears_itself(guards: dict[str, Guard]) -> None:
    for name, sheet in sheets().items():
        for line in sheet.lines:
            verdict = guards[name].check(Claim(line.sentence.text, (line.n,)))
            assert verdict.passed, verdict


def test_a_number_of_no_line_and_no_number_at_all(guards: dict[str, Guard]) -> None:
    guard = next(iter(guards.values()))
    assert guard.check(Claim("Chương trình đã diễn ra.", (999,))).reason is Reason.OUT_OF_RANGE
    assert guard.check(Claim("Chương trình đã diễn ra.", ())).reason is Reason.UNMARKED


def test_what_one_article_tells_is_not_told_of_whom_only_another_names() -> None:
    found = sheets()
    articles = [article for name in ("quang-tri", "quy-can-tho") for article in found[name].articles.values()]
    sentences = [line.sentence for name in ("quang-tri", "quy-can-tho") for line in found[name].lines]
    sheet = Sheet({one.id: one for one in articles}, tuple(Line(n, one) for n, one in enumerate(sentences, 1)))
    own = len(found["quang-tri"].lines)
    guard = Guard(sheet, "")
    said = "Ông Lê Minh Tiến vay 30 triệu đồng năm 2022 để trả nợ tín dụng đen."
    assert guard.check(Claim(said, (2, own + 7))).reason is Reason.RELATION
    assert guard.check(Claim(said.replace("Ông Lê Minh Tiến", "Chị Lưu Thị Cẩm"), (2, own + 7))).passed


def test_a_reason_holds_no_word_of_the_sentence() -> None:
    assert all(reason.value.isascii() and " " not in reason.value for reason in Reason)


def test_a_sentence_that_leans_on_a_dropped_one_goes_too() -> None:
    first, second = Claim("Hội nghị có 10 đại biểu.", (1,)), Claim("Trong đó, 3 người là nữ.", (2,))
    assert readable([first, second], [True, True]) == [first, second]
    assert readable([first, second], [False, True]) == []


def test_a_link_to_a_dropped_sentence_is_cut() -> None:
    first, second = Claim("Hội nghị có 10 đại biểu.", (1,)), Claim("Ngoài ra, công ty tặng quà.", (2,))
    (kept,) = readable([first, second], [False, True])
    assert kept.text == "Công ty tặng quà."


@pytest.mark.parametrize("step", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Hội nghị có 200 cán bộ dự [3].", [("Hội nghị có 200 cán bộ dự.", (3,))]),
        ("Hội nghị có 200 cán bộ dự. [3]", [("Hội nghị có 200 cán bộ dự.", (3,))]),
        ("Bà Mai khai mạc [1][2]. Ông An bế mạc [4].", [("Bà Mai khai mạc.", (1, 2)), ("Ông An bế mạc.", (4,))]),
        ("Bà Mai khai mạc [1, 2].", [("Bà Mai khai mạc.", (1, 2))]),
        ("Họp ngày 7.8 tại TP. Huế [5].", [("Họp ngày 7.8 tại TP. Huế.", (5,))]),
    ],
)
def test_the_stream_is_cut_into_sentences_however_it_is_chopped(
    text: str, claims: list[tuple[str, tuple[int, ...]]], step: int
) -> None:
    reader = ClaimReader()
    found = [one for start in range(0, len(text), step) for one in reader.feed(text[start : start + step])]
    found += reader.finish()
    assert [(one.text, one.numbers) for one in found] == claims
