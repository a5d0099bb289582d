"""Articles that say different things of one matter: each is quoted, newest first, and named as such."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.telegram import render
from bot.words import ANSWER_WORDING
from rag.answer import Answer
from rag.article import Article, ArticleKind
from rag.articles.sentences import split
from rag.engine import Engine
from rag.questions.question import understand
from rag.ranking.ranking import ArticleHit, Hit, Ranking
from rag.ranking.versions import versions
from rag.settings import RagSettings

DIFFER = "Các bài viết ở những thời điểm khác nhau ghi khác nhau, mới nhất trước"
ARTICLES = {
    "2016.md": """---
title: Tổng kết phong trào công nhân tỉnh Hòa An năm 2016
date: 2016-12-20
---
Ngày 20/12, LĐLĐ tỉnh Hòa An tổng kết phong trào công nhân năm 2016. Ông Trần Quốc Vinh, Trưởng ban Chính sách LĐLĐ
tỉnh Hòa An, trình bày báo cáo. Hội nghị có 120 đại biểu tham dự.
""",
    "2019.md": """---
title: Công đoàn Hòa An trao nhà cho công nhân nghèo
date: 2019-05-02
---
Sáng 2/5, LĐLĐ tỉnh Hòa An trao 15 căn nhà cho công nhân nghèo. Phó Chủ tịch LĐLĐ tỉnh Hòa An Trần Quốc Vinh trao biển
tượng trưng. Mỗi căn nhà được hỗ trợ 40 triệu đồng.
""",
    "2023.md": """---
title: Đại hội Công đoàn tỉnh Hòa An lần thứ X
date: 2023-09-15
---
Đại hội bầu ban chấp hành gồm 45 người. Ông Trần Quốc Vinh, Chủ tịch LĐLĐ tỉnh Hòa An, phát biểu khai mạc đại hội.
""",
    "sao-mai-1.md": """---
title: Công nhân nhà máy Sao Mai ngừng việc
date: 2021-03-10
---
Sáng 10/3, công nhân nhà máy Sao Mai ở khu công nghiệp Tân Lộc ngừng việc để đòi tăng lương. Có khoảng 800 công nhân
nhà máy Sao Mai tham gia ngừng việc.
""",
    "sao-mai-2.md": """---
title: Công nhân nhà máy Sao Mai trở lại làm việc
date: 2021-03-13
---
Công nhân nhà máy Sao Mai đã trở lại làm việc sau ba ngày. Theo công đoàn, có 1.200 công nhân nhà máy Sao Mai tham gia
ngừng việc.
""",
}


@pytest.fixture(scope="module")
def hoa_an(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    root = tmp_path_factory.mktemp("hoa-an")
    (root / "corpus").mkdir()
    for name, text in ARTICLES.items():
        (root / "corpus" / name).write_text(text, "utf-8")
    settings = RagSettings(_env_file=None, corpus_dir=root / "corpus", data_dir=root / "data")
    engine = Engine.create(settings, ANSWER_WORDING)
    engine.ensure()
    yield engine
    engine.close()


def cited(answer: Answer) -> list[str]:
    return [Path(citation.article.path).stem for citation in answer.citations]


@pytest.mark.parametrize(
    "question", ["Ông Trần Quốc Vinh giữ chức vụ gì?", "tran quoc vinh la ai", "ông Vinh giữ chức gì"]
)
def test_posts_that_changed_are_all_given(hoa_an: Engine, question: str) -> None:
    answer = hoa_an.ask(question)
    assert cited(answer) == ["2023", "2019", "2016"]
    assert answer.text.startswith(DIFFER)
    places = [answer.text.index(f"(ngày {day})") for day in ("15/09/2023", "02/05/2019", "20/12/2016")]
    assert places == sorted(places)
    for citation in answer.citations:
        assert citation.quote == citation.article.text[citation.start : citation.end]
        assert citation.quote in answer.text


@pytest.mark.parametrize(
    ("year", "post"), [(2016, "Trưởng ban Chính sách"), (2019, "Phó Chủ tịch"), (2023, "Chủ tịch")]
)
def test_a_question_about_a_year_takes_what_was_said_then(hoa_an: Engine, year: int, post: str) -> None:
    answer = hoa_an.ask(f"Năm {year} ông Trần Quốc Vinh giữ chức vụ gì?")
    assert set(cited(answer)) == {str(year)}
    assert post in answer.text
    assert not answer.text.startswith(DIFFER)


def test_a_year_of_which_no_article_tells_is_refused(hoa_an: Engine) -> None:
    assert not hoa_an.ask("Năm 2012 ông Trần Quốc Vinh giữ chức vụ gì?").answered


@pytest.mark.parametrize(
    "question",
    ["Bao nhiêu công nhân nhà máy Sao Mai tham gia ngừng việc?", "co bao nhieu cong nhan sao mai ngung viec"],
)
def test_numbers_that_disagree_are_both_given(hoa_an: Engine, question: str) -> None:
    answer = hoa_an.ask(question)
    assert cited(answer) == ["sao-mai-2", "sao-mai-1"]
    assert answer.text.startswith(DIFFER)
    assert answer.text.index("1.200") < answer.text.index("800")


@pytest.mark.parametrize(
    "question",
    [
        "Ai là Chủ tịch LĐLĐ tỉnh Hòa An?",
        "Mỗi căn nhà được hỗ trợ bao nhiêu tiền?",
        "Ban chấp hành gồm bao nhiêu người?",
    ],
)
def test_what_only_one_article_tells_is_told_as_ever(hoa_an: Engine, question: str) -> None:
    answer = hoa_an.ask(question)
    assert answer.answered
    assert not answer.text.startswith("Các bài viết")


def test_telegram_shows_each_with_its_date_and_the_post_in_bold(hoa_an: Engine) -> None:
    question = "Ông Trần Quốc Vinh giữ chức vụ gì?"
    (message,) = render.answer(hoa_an.ask(question), question)
    assert message.html.startswith(DIFFER)
    for shown in (
        "<b>Chủ tịch LĐLĐ tỉnh Hòa An</b>",
        "<b>Phó Chủ tịch LĐLĐ tỉnh Hòa An</b>",
        "15/09/2023",
        "02/05/2019",
    ):
        assert shown in message.html
    assert message.html.index("15/09/2023") < message.html.index("02/05/2019") < message.html.index("20/12/2016")


def test_the_posts_of_the_unions_own_articles(union: Engine) -> None:
    answer = union.ask("Ngọ Duy Hiểu giữ chức vụ gì?")
    assert answer.text.startswith(DIFFER)
    assert "không ghi ngày đăng" in answer.text
    assert answer.text.index("Phó Chủ tịch Tổng LĐLĐ Việt Nam") < answer.text.index("Trưởng ban Quan hệ lao động")
    assert "(ngày 07/08/2018)" in answer.text
    then = union.ask("Năm 2018 ông Ngọ Duy Hiểu giữ chức vụ gì?")
    assert {citation.article.id for citation in then.citations} == {"2018-tap-huan-sam-son"}


# -- without an engine ------------------------------------------------------------------------------------------


def hit(name: str, text: str, day: date | None = None, path: str = "") -> ArticleHit:
    title = text.partition("\n")[0]
    article = Article(name, title, day, None, None, None, path or f"{name}.txt", ArticleKind.ARTICLE, text)
    hits = tuple(Hit(sentence, row, 1.0, 0.9, 0.8) for row, sentence in enumerate(split(article)))
    return ArticleHit(article, 1.0, hits, frozenset({"lan", "nguyen_thi", "thi_lan", "nguyen", "thi"}), frozenset())


def told(question: str, *articles: ArticleHit) -> list[str]:
    ranking = Ranking(understand(question), articles, {})
    texts = {one.article.id: one.article.text for one in articles}
    everything = [_quote(one) for one in articles[:1]]
    return [
        texts[quote.passage.article_id][quote.passage.start : quote.passage.end]
        for quote in versions(ranking, everything, lambda one: [_quote(one.articles[0])])
    ]


def _quote(source: ArticleHit):  # type: ignore[no-untyped-def]
    from rag.article import Passage
    from rag.ranking.passages import Quote

    sentence = source.hits[-1].sentence
    return Quote(Passage(source.article.id, sentence.start, sentence.end), 1.0)


OLD = hit("old", "Tin cũ\nBà Nguyễn Thị Lan, Phó Giám đốc nhà máy, dự họp.", date(2010, 1, 1))
NEW = hit("new", "Tin mới\nGiám đốc nhà máy Nguyễn Thị Lan khen thợ.", date(2020, 1, 1))


def test_the_same_post_in_other_words_is_no_difference() -> None:
    fuller = hit("full", "Tin\nBà Nguyễn Thị Lan, Giám đốc nhà máy Sao Mai, dự họp.", date(2021, 1, 1))
    assert told("Bà Nguyễn Thị Lan giữ chức vụ gì?", NEW, fuller) == []
    assert len(told("Bà Nguyễn Thị Lan giữ chức vụ gì?", NEW, fuller, OLD)) == 2


def test_somebody_else_of_the_same_given_name_is_left_out() -> None:
    other = hit("other", "Tin\nBà Phạm Thị Lan, Chủ tịch công đoàn, dự họp.", date(2022, 1, 1))
    assert told("Bà Nguyễn Thị Lan giữ chức vụ gì?", NEW, other) == []
    assert all("Phạm" not in quote for quote in told("Bà Lan giữ chức vụ gì?", NEW, OLD, other))


def test_what_has_no_date_is_sorted_by_the_years_that_it_speaks_of() -> None:
    undated = hit("undated", "Tin\nBà Nguyễn Thị Lan, Tổng giám đốc nhà máy, dự họp năm 2023. Đến năm 2045 còn xa.")
    assert [text.partition(",")[0] for text in told("Bà Nguyễn Thị Lan là ai?", OLD, undated)] == [
        "Bà Nguyễn Thị Lan"
    ] * 2
    assert "Tổng giám đốc" in told("Bà Nguyễn Thị Lan là ai?", OLD, undated)[0]


@pytest.mark.parametrize("question", ["Bà Nguyễn Thị Lan nói gì?", "Nhà máy ở đâu?", "So sánh chức vụ của bà Lan", ""])
def test_other_questions_are_left_alone(question: str) -> None:
    assert told(question, NEW, OLD) == []


def test_who_has_a_post_may_change_too() -> None:
    before = hit("a", "Tin\nÔng Trần Quốc Vinh, Giám đốc nhà máy Sao Mai, dự họp.", date(2012, 1, 1))
    after = hit("b", "Tin\nBà Nguyễn Thị Lan, Giám đốc nhà máy Sao Mai, dự họp.", date(2022, 1, 1))
    deputy = hit("c", "Tin\nÔng Lê Văn Phúc, Phó Giám đốc nhà máy Sao Mai, dự họp.", date(2023, 1, 1))
    quotes = told("Ai là Giám đốc nhà máy Sao Mai?", before, after, deputy)
    assert [("Lan" in quote, "Vinh" in quote) for quote in quotes] == [(True, False), (False, True)]
