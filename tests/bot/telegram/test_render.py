"""What members are sent, as golden files."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import telegram_words as words
from bot.context import surroundings
from bot.telegram import render
from bot.telegram.outgoing import Button, Outgoing
from bot.telegram.quoted import Quoted
from bot.visible import visible
from bot.words import ANSWER_WORDING
from rag.answer import Answer, Citation, Mode
from rag.article import Article, ArticleKind
from tests.bot.telegram.golden import check_golden, names
from tests.bot.telegram.test_richtext import TEXTS
from tests.fake_telegram_html import MAX_UNITS, parse, units

ROWS = ((Button("👍", "v:1:1"), Button("👎", "v:1:0")),)

SAM_SON = Article(
    id="2018-tap-huan-sam-son",
    title="Khai thác hiệu quả cách mạng công nghệ số vào hoạt động công đoàn",
    date=date(2018, 8, 7),
    source="ĐCSVN",
    author="Khắc Kiên",
    url="https://dangcongsan.vn/bai?id=1&muc=2",
    path="2018-tap-huan-sam-son.txt",
    kind=ArticleKind.ARTICLE,
    text=(
        "Khai thác hiệu quả cách mạng công nghệ số vào hoạt động công đoàn\n\n"
        "Ngày 7/8 tại thành phố Sầm Sơn, tỉnh Thanh Hóa, Công đoàn Viên chức Việt Nam tổ chức hội nghị tập huấn. "
        "Phát biểu khai mạc hội nghị, đồng chí Nguyễn Giang Tuệ Minh nói về cách mạng công nghệ số. "
        "Đồng chí Ngọ Duy Hiểu giới thiệu chuyên đề tại hội nghị. "
        "Hội nghị có 200 cán bộ tham dự. Hội nghị kết thúc trong ngày."
    ),
)
OSLO = replace(
    SAM_SON,
    id="2015-hoi-thao-oslo",
    title="Nâng cao kỹ năng hoạt động cho cán bộ CĐ",
    date=None,
    source=None,
    author=None,
    url=None,
    text="Nâng cao kỹ năng hoạt động\n\nHội thảo diễn ra trong 2 ngày 19 và 20/11 với LHCĐ thành phố Oslo.",
)
TEASER = replace(OSLO, id="oslo--tro-cap", kind=ArticleKind.TEASER, title="Cách tính mức hưởng trợ cấp", source="LĐTĐ")
NASTY = replace(
    OSLO,
    id="xau",
    title='<b>Bài</b> "một" & <script>alert(1)</script>',
    url='https://x.vn/?a="><b>',
    text="Mức lương < 5 triệu & > 3 triệu </blockquote>.",
)
EMOJI = replace(OSLO, id="emoji", title="Gia đình 👨‍👩‍👧‍👦 🇻🇳", text="Cờ 🇻🇳 bay 👍🏽 " * 700)
LONG = replace(SAM_SON, id="dai", text="Công đoàn chăm lo cho đoàn viên ở TP. Hà Nội, có cả con em của họ. " * 150)


def cite(article: Article, words_of_it: str, n: int = 1) -> Citation:
    start = article.text.index(words_of_it)
    return Citation(n, article, start, start + len(words_of_it), 1.0)


def quoting(*citations: Citation, mode: Mode = Mode.EXTRACTIVE, said: str | None = None) -> Answer:
    return Answer(said or f"{ANSWER_WORDING.lead([c.article for c in citations])}\n\n…", mode, citations)


def refused(*near: Article) -> Answer:
    return Answer(ANSWER_WORDING.refusal(near), Mode.REFUSAL, suggestions=near)


OPENING = cite(SAM_SON, "Phát biểu khai mạc hội nghị, đồng chí Nguyễn Giang Tuệ Minh nói về cách mạng công nghệ số.")
TOPIC = cite(SAM_SON, "Đồng chí Ngọ Duy Hiểu giới thiệu chuyên đề tại hội nghị.", 2)
COUNT = cite(SAM_SON, "Hội nghị có 200 cán bộ tham dự.")
DAYS = cite(OSLO, "Hội thảo diễn ra trong 2 ngày 19 và 20/11 với LHCĐ thành phố Oslo.", 3)
WHO = "Ai phát biểu khai mạc?"
MODEL = "Đồng chí Nguyễn Giang Tuệ Minh khai mạc hội nghị [1]. Hội thảo kéo dài hai ngày [3]."
TO_AND_FRO = (
    "Đồng chí Nguyễn Giang Tuệ Minh khai mạc hội nghị ở Sầm Sơn [1].\n\nHội thảo với Oslo thì kéo dài hai ngày [2], "
    "còn chuyên đề ở Sầm Sơn do đồng chí Ngọ Duy Hiểu giới thiệu [1][3]. Mục [9] không có."
)


CASES: dict[str, Callable[[], tuple[Outgoing, ...]]] = {
    "short": lambda: render.answer(quoting(OPENING), WHO, ROWS),
    "no-mark": lambda: render.answer(quoting(OPENING), "Công đoàn là gì?"),
    "number": lambda: render.answer(quoting(COUNT), "Có bao nhiêu cán bộ tham dự?"),
    "several-quotes": lambda: render.answer(quoting(OPENING, TOPIC), "Những ai phát biểu?"),
    "two-articles": lambda: render.answer(quoting(OPENING, TOPIC, DAYS), "hoi thao dien ra khi nao"),
    "model": lambda: render.answer(quoting(OPENING, DAYS, mode=Mode.LLM, said=MODEL), WHO),
    "model-to-and-fro": lambda: render.answer(
        quoting(OPENING, replace(DAYS, n=2), replace(TOPIC, n=3), mode=Mode.LLM, said=TO_AND_FRO), WHO, ROWS
    ),
    "note": lambda: render.quotes_answer(
        quoting(OPENING).text, Mode.EXTRACTIVE, [Quoted.of(OPENING, WHO)], ROWS, words.UNPAID["everybody"]
    ),
    "teaser": lambda: render.answer(quoting(cite(TEASER, "Hội thảo diễn ra")), "Hội thảo nào?"),
    "no-date-no-source": lambda: render.answer(quoting(DAYS), "Hội thảo diễn ra khi nào?"),
    "html": lambda: render.answer(quoting(cite(NASTY, NASTY.text)), "<b>Lương & thưởng</b> bao nhiêu?"),
    "emoji": lambda: render.answer(quoting(cite(EMOJI, EMOJI.text)), "Cờ?"),
    "long-quote": lambda: render.answer(quoting(cite(LONG, LONG.text)), "Chăm lo cho ai?", ROWS),
    "refusal": lambda: render.answer(refused(SAM_SON, OSLO, TEASER), "Giá vàng hôm nay?"),
    "refusal-nothing-near": lambda: render.answer(refused(), "Giá vàng?"),
    "smalltalk": lambda: render.answer(Answer("Chào bạn! <3\n\nBạn hỏi gì nào?", Mode.SMALLTALK), "chào"),
    "context": lambda: render.context(Quoted.of(TOPIC), surroundings(TOPIC).before, surroundings(TOPIC).after),
    "context-gone": lambda: render.context_gone(Quoted.of(OPENING, WHO)),
    "passages": lambda: render.passages([Quoted.of(TOPIC), Quoted.of(DAYS)]),
    "no-passages": lambda: render.passages([]),
    "related": lambda: render.related([OSLO, TEASER, NASTY]),
    "no-related": lambda: render.related([]),
    "sources": lambda: render.sources([Quoted.of(OPENING), Quoted.of(TOPIC), Quoted.of(DAYS)]),
    "articles": lambda: (render.articles_page([SAM_SON, OSLO, TEASER] * 5, 2),),
    "no-articles": lambda: (render.articles_page([], 1),),
    "start": lambda: render.text(words.START),
    "help": lambda: render.text(words.HELP),
}


@pytest.mark.parametrize("name", CASES)
def test_messages_are_as_the_golden_files(name: str) -> None:
    check_golden(name, CASES[name]())


def test_no_golden_file_is_left_over() -> None:
    assert names() - names("admin-") == set(CASES)


def test_a_quote_is_shown_word_for_word() -> None:
    (sent,) = render.answer(quoting(OPENING, TOPIC, DAYS), WHO)
    for citation in (OPENING, TOPIC, DAYS):
        assert f"[{citation.n}] “{citation.quote}”" in sent.plain


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS, TEXTS, st.none() | TEXTS)
def test_any_article_and_question_become_messages_that_telegram_takes(
    title: str, quote: str, question: str, url: str | None
) -> None:
    article = replace(NASTY, title=title, text=quote, url=url)
    sent = render.answer(quoting(Citation(1, article, 0, len(quote), 1.0)), question)
    seen = [parse(piece.html) for piece in sent]
    assert all(0 < units(text) <= MAX_UNITS for text in seen)
    assert "".join(visible(quote).split()) in "".join("".join(seen).split())


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_any_prose_becomes_messages_and_a_preview_that_telegram_takes(said: str) -> None:
    answer = quoting(OPENING, DAYS, mode=Mode.LLM, said=f"{said} [1] {said}[3]")
    seen = [parse(piece.html) for piece in render.answer(answer, WHO)]
    assert all(0 < units(text) <= MAX_UNITS for text in seen)
    assert "".join(visible(said).split()) in "".join("".join(seen).split())
    for unfinished in (False, True):
        assert units(render.preview(answer.text, unfinished=unfinished)) <= MAX_UNITS


def test_a_long_answer_of_a_model_keeps_its_prose_in_one_piece() -> None:
    long = cite(LONG, LONG.text)
    first, *rest = render.answer(quoting(OPENING, replace(long, n=3), mode=Mode.LLM, said=MODEL * 10), WHO)
    assert rest
    assert (MODEL * 10) in first.plain


def test_buttons_stand_below_the_last_message() -> None:
    sent = render.answer(quoting(cite(LONG, LONG.text)), "", ROWS)
    assert [bool(piece.rows) for piece in sent] == [False] * (len(sent) - 1) + [True]


def test_a_page_beyond_the_ends_is_the_nearest() -> None:
    articles = [SAM_SON] * 20
    assert render.pages(20) == 3
    assert render.articles_page(articles, 99) == render.articles_page(articles, 3)
    assert render.articles_page(articles, -1) == render.articles_page(articles, 1)
    long = [replace(SAM_SON, title="Rất dài " * 200)] * 8
    assert "8. " in render.articles_page(long, 1).plain
