"""Times told from today: which days they mean, and which articles are of them. Today is always the same day here."""

from __future__ import annotations

from datetime import date

import pytest

from rag.article import Article, ArticleKind
from rag.questions.periods import Period, Span, dated, fits, published_in, reckoned, words_of

TODAY = date(2026, 11, 22)  # a Sunday


def article(text: str, day: date | None = None) -> Article:
    return Article("a", "Tin", day, None, None, None, "a.txt", ArticleKind.ARTICLE, text)


def period(said: str, today: date = TODAY) -> Period:
    (found,) = reckoned(f"{said} có gì?", today).periods
    return found


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Năm ngoái đội nào vô địch?", "năm 2025 đội nào vô địch?"),
        ("nam ngoai doi nao vo dich", "nam 2025 doi nao vo dich"),
        ("NĂM NAY có gì mới?", "năm 2026 có gì mới?"),
        ("Năm vừa rồi ai dự?", "năm 2025 ai dự?"),
        ("Năm tới tổ chức ở đâu?", "năm 2027 tổ chức ở đâu?"),
        ("Tháng trước có lớp nào?", "tháng 10 năm 2026 có lớp nào?"),
        ("Quý trước kết nạp bao nhiêu?", "quý III năm 2026 kết nạp bao nhiêu?"),
        ("Hôm qua có gì?", "ngày 21/11 có gì?"),
        ("sáng mai ai tư vấn", "ngày 23/11 ai tư vấn"),
        ("Tháng 8 năm ngoái có gì?", "tháng 8 năm 2025 có gì?"),
        ("Ngày 17/8 năm ngoái ai thắng?", "ngày 17/8 ai thắng?"),
        ("Ngày 15 tháng này ở đâu?", "ngày 15/11 ở đâu?"),
        ("Năm ngoái và năm nay ai nhất?", "năm 2025 và năm 2026 ai nhất?"),
    ],
)
def test_what_is_searched(said: str, meant: str) -> None:
    assert reckoned(said, TODAY).text == meant


@pytest.mark.parametrize(
    "said",
    [
        "Tăng bao nhiêu so với cùng kỳ năm trước?",
        "Nhiều hơn năm ngoái bao nhiêu?",
        "Ba năm trước ai làm Chủ tịch?",
        "2 tháng trước",
        "Những năm trước ai dự?",
        "Từ năm ngoái đến nay có gì?",
        "Trước năm nay ai làm?",
        "Hôm nay mình muốn hỏi hội thảo ở đâu?",
        "Hôm nay là thứ mấy?",
        "Năm nay chị Thắm bao nhiêu tuổi?",
        "Nhiệm kỳ năm nay ai làm Chủ tịch?",
        "Năm trước đó ai làm Chủ tịch?",
        "cho toi qua o nho",  # "tôi", and no "tối qua"
        "quy nay con bao nhieu",  # "quỹ này"
        "Chị Mai sáng tạo gì?",
        "Ông Nam nay ở đâu?",
        "Hội thảo với Oslo năm 2015",
        "",
    ],
)
def test_what_is_not_told_from_today(said: str) -> None:
    found = reckoned(said, TODAY)
    assert (found.text, found.periods) == (said, ())


@pytest.mark.parametrize(
    ("said", "today", "first", "last"),
    [
        ("Tháng trước", date(2026, 1, 31), date(2025, 12, 1), date(2025, 12, 31)),
        ("Tháng tới", date(2024, 1, 31), date(2024, 2, 1), date(2024, 2, 29)),
        ("Quý trước", date(2026, 2, 1), date(2025, 10, 1), date(2025, 12, 31)),
        ("Tuần trước", TODAY, date(2026, 11, 9), date(2026, 11, 15)),
        ("Tuần này", TODAY, date(2026, 11, 16), TODAY),
        ("Hôm qua", date(2026, 3, 1), date(2026, 2, 28), date(2026, 2, 28)),
        ("Năm ngoái", date(2026, 1, 1), date(2025, 1, 1), date(2025, 12, 31)),
        ("Ngày 31 tháng này", date(2026, 10, 5), date(2026, 10, 31), date(2026, 10, 31)),
    ],
)
def test_borders_of_years_and_months(said: str, today: date, first: date, last: date) -> None:
    found = period(said, today)
    assert (found.first, found.last) == (first, last)


def test_a_day_that_no_month_has_stays_as_it_was_typed() -> None:
    found = reckoned("Ngày 31 tháng này có gì?", TODAY)  # November has 30 days
    assert found.text == "Ngày 31 tháng 11 năm 2026 có gì?"


def test_in_english() -> None:
    found = reckoned("Who won last year, and what happened yesterday?", TODAY, english=True)
    assert found.text == "Who won in 2025, and what happened on November 21, 2026?"
    assert [one.said for one in found.periods] == ["last year", "yesterday"]


@pytest.mark.parametrize(
    ("said", "text", "day", "fitting"),
    [
        ("Năm ngoái", "Giải bóng đá năm nay", date(2025, 8, 20), True),
        ("Năm ngoái", "Năm 2025 có 7 vụ", date(2026, 5, 2), True),
        ("Năm ngoái", "Giải bóng đá năm nay", date(2024, 8, 20), False),
        ("Năm ngoái", "Điện thoại 12025678", None, False),
        ("Tháng trước", "Từ ngày 8 đến 10/10/2026", None, True),
        ("Tháng trước", "Sáng 30/10, lớp học", date(2026, 11, 2), True),
        ("Tháng trước", "Sáng 30/10, lớp học", date(2025, 11, 2), False),
        ("Tháng trước", "vào tháng 10 năm 2025", date(2026, 11, 2), False),
        ("Hôm qua", "15/11 | Công ty\n21/11 | Nhà trọ", date(2026, 11, 1), True),
        ("Hôm qua", "ngày 21/11/2025", date(2026, 1, 1), False),
        ("Hôm qua", "ngày 21 tháng 11 năm 2026", None, True),
        ("Hôm qua", "121/11", date(2026, 11, 1), False),
        ("Tuần trước", "15/11 | Công ty", date(2026, 11, 1), True),
        ("Tuần trước", "16/11 | Công ty", date(2026, 11, 1), False),
        ("Quý trước", "kết nạp trong tháng 8", date(2026, 10, 5), True),
    ],
)
def test_articles_of_the_time(said: str, text: str, day: date | None, fitting: bool) -> None:
    assert fits(article(text, day), period(said)) is fitting


def test_a_head_start_is_for_what_was_published_then() -> None:
    found = period("Năm ngoái")
    assert published_in(article("", date(2025, 12, 31)), [found])
    assert not published_in(article("Năm 2025", date(2026, 1, 1)), [found])
    assert not published_in(article(""), [found])


def test_an_article_has_the_words_of_its_time() -> None:
    assert words_of(Period("tháng trước", Span.MONTH, date(2026, 10, 1), date(2026, 10, 31))) >= {"10", "2026"}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Danh sách bài năm 2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("các bài tháng 2/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("cac bai thang 10 nam 2026", date(2026, 10, 1), date(2026, 10, 31)),
        ("tháng 10 có những bài nào", date(2026, 10, 1), date(2026, 10, 31)),
        ("quý 4 có bài nào", date(2026, 10, 1), date(2026, 12, 31)),
        ("quý II có bài nào", date(2026, 4, 1), date(2026, 6, 30)),
        ("tháng 12 có tin gì", date(2025, 12, 1), date(2025, 12, 31)),  # the next one is still to come
        ("có bài nào từ đầu năm đến giờ không", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_times_that_are_named(text: str, first: date, last: date) -> None:
    (found,) = dated(text, TODAY)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("text", ["Có những bài nào?", "bài 2026", "các bài tháng 13/2026", "bài tháng 13", ""])
def test_no_time_is_named(text: str) -> None:
    assert dated(text, TODAY) == ()
