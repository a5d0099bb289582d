"""What of a question's names and numbers an article lacks."""

from datetime import date

import pytest

from rag.article import Article, ArticleKind
from rag.articles.sentences import split
from rag.index.lexical import terms
from rag.questions.question import understand
from rag.ranking.agreement import Agreement
from rag.ranking.ranking import ArticleHit, Hit
from rag.text.vietnamese import fold

TEXT = (
    "Công đoàn Báo Lúa Vàng trao 124 suất quà\n"
    "Ngày 12/1/2017, tại huyện Cần Đước, Công đoàn Báo Lúa Vàng trao 124 suất quà lần thứ IV cho học sinh.\n"
    "Đội Panthers của vùng Carolina và hãng Superstar dự thi từ năm 1984; bà Lê Thanh Đào đã nâng niu từng món."
)


def agreement(question: str, text: str = TEXT, published: date | None = None) -> Agreement:
    asked = understand(question)
    article = Article("tin", text.partition("\n")[0], published, None, None, None, "a.txt", ArticleKind.ARTICLE, text)
    hits = tuple(Hit(sentence, row, 1.0 + row, 0.9, 0.5) for row, sentence in enumerate(split(article)))
    held = set(terms(asked.shorthand.spelled_out(text)))
    folded = set(map(fold, held))
    return Agreement(
        asked,
        ArticleHit(
            article,
            1.0,
            hits,
            terms=frozenset(term for term in asked.folded if term in folded),
            typed=frozenset(term for term in asked.plain if term in held),
        ),
    )


@pytest.mark.parametrize(
    ("question", "missed"),
    [
        ("Công đoàn Báo Lúa Vàng trao bao nhiêu suất quà?", 0.0),
        ("Công đoàn Báo Mùa Xanh trao bao nhiêu suất quà?", 1.0),
        ("Báo Lúa Vàng tặng quà ở Đà Nẵng lúc nào?", 1.0),  # "đã nâng" is no "Đà Nẵng"
        ("Đội Carolina Panthers có ai?", 0.0),
        ("Hãng Super Star làm gì?", 0.0),
        ("Hãng Supestar làm gì?", 0.3),
        ("bao lua vang trao bao nhieu suat qua", 0.0),
        ("Lần thứ XI trao bao nhiêu suất?", 0.0),  # a number
        ("Báo của Lúa Vàng Cần Đước là báo nào?", 0.0),  # two names side by side
        ("CĐ Báo BLV trao gì?", 0.0),  # initials of "Báo Lúa Vàng"
        ("CĐ Báo BMX trao gì?", 1.0),
    ],
)
def test_names_are_missed_as_wholes(question: str, missed: float) -> None:
    assert agreement(question).names() == pytest.approx(missed)


@pytest.mark.parametrize(
    ("question", "years", "numbers", "others"),
    [
        ("Báo Lúa Vàng trao quà năm 2017 ở đâu?", 0, 0, 0),
        ("Báo Lúa Vàng trao quà năm 2019 ở đâu?", 1, 0, 1),
        ("Ai trao quà lần thứ 4?", 0, 0, 0),
        ("Ai trao quà lần thứ V?", 0, 1, 1),
        ("Hãng dự thi những năm 80 là hãng nào?", 0, 0, 0),
        ("Hãng có 55 chi nhánh không?", 0, 1, 0),
    ],
)
def test_numbers_are_known_in_other_writings(question: str, years: int, numbers: int, others: int) -> None:
    found = agreement(question)
    assert (found.years(), found.numbers(), found.others()) == (years, numbers, others)


RACE = (
    "Hội thao huyện Yên Lạc lần thứ IV\n"
    "Bà Lê Thanh Đào khai mạc hội thao lần thứ IV của Công đoàn huyện Yên Lạc, TP. Hoa Lư.\n"
    "Đội ngành Dệt giành giải nhì, có 30 nữ công nhân; giá thuê sân cao nhất là 2 triệu đồng."
    " Công ty vận tải Yên Hòa tài trợ."
)


@pytest.mark.parametrize(
    ("question", "another"),
    [
        ("Ai khai mạc hội thao lần thứ IV?", 0),
        ("Ai khai mạc hội thao lần thứ V?", 1),
        ("Hội thao lần thứ 30 do ai khai mạc?", 1),  # though there is a 30
        ("Công ty vận tải Yên Bình có mấy đội?", 1),
        ("Công ty dệt Yên Bình có mấy đội?", 0),
        ("cong ty van tai Yen Binh co may doi", 1),
        ("ai khai mac hoi thao lan thu 5", 1),
        ("Hội thao năm 2015 có mấy đội?", 0),  # a year is told of by itself
        ("Hội thao huyện Yên Lạc do ai khai mạc?", 0),
        ("Hội thao huyện Yên Lập do ai khai mạc?", 1),
        ("hoi thao huyen Yen Lap do ai khai mac?", 1),
        ("Hội thao xã Yên Lập do ai khai mạc?", 0),  # no commune is named
        ("Công đoàn thành phố Hoa Lư làm gì?", 0),
        ("Đội ngành Than giành giải gì?", 1),
        ("Đội ngành Dệt May giành giải gì?", 0),  # longer, not another
        ("Đội nào giành giải nhì?", 0),
        ("Đội nào giành giải ba?", 1),
        ("Có bao nhiêu nam công nhân?", 1),
        ("Có bao nhiêu nam nữ công nhân?", 0),
        ("Giá thuê sân thấp nhất là bao nhiêu?", 1),
        ("gia thue san thap nhat la bao nhieu", 1),
    ],
)
def test_another_one_of_the_same_kind(question: str, another: int) -> None:
    assert agreement(question, RACE).another() == another


def test_the_year_of_its_date_is_an_articles_own() -> None:
    article = Article("tin", "Hội thao", date(2018, 5, 3), None, None, None, "a.txt", ArticleKind.ARTICLE, "Hội thao")
    hit = ArticleHit(article, 1.0, (Hit(split(article)[0], 0, 1.0, 0.9, 0.5),), frozenset({"hoi", "thao"}), frozenset())
    own, strange = (Agreement(understand(f"Hội thao năm {year} có gì?"), hit) for year in (2018, 2019))
    assert (own.years(), own.another()) == (0, 0)
    assert (strange.years(), strange.another()) == (1, 1)


def test_the_first_year_that_it_tells_is_an_undated_articles_own() -> None:
    told = "Hội thao Yên Lạc\nNgày 3/5/2018 khai mạc. Có 30 đội dự.\nBan tổ chức cảm ơn. Năm trước mất mùa."
    assert agreement("Năm 2020 có bao nhiêu đội?", told).years() == 1
    assert agreement("Năm 2020 có bao nhiêu đội?", "Hội thao\nCó 30 đội dự.").years() == 0.5
    assert agreement("Năm học 2020 có gì?", "Năm học 2017-18\nTrường mở.").years() == 1
    assert agreement("Năm học 2018 có gì?", "Năm học 2017-18\nTrường mở.").years() == 0
    assert agreement("Có bao nhiêu đội năm trước?", told).another() == 1
    assert agreement("Có bao nhiêu đội?", told).another() == 0


PRIZE = (
    "Trao giải thợ giỏi tỉnh Bắc Ninh\n"
    "Ngày 5/3, xưởng Sao Mai ở Bắc Ninh trao giải thợ giỏi.\n"
    "Giai đoạn một có 12 thợ. Giải năm nay về tay chị Lê Thị Mơ. Năm 2018, giải mở lần đầu."
)


@pytest.mark.parametrize(
    ("question", "another"),
    [
        ("Ai đoạt giải thợ giỏi Bắc Ninh?", 0),
        ("Ai đoạt giải thợ giỏi Bắc Giang?", 1),
        ("ai đoạt giải thợ giỏi Sao Khuê?", 0),  # no province
        ("Ai đoạt giải thợ giỏi Vĩnh Long?", 1),  # though "long" by itself says little
        ("Ai đoạt giải thợ giỏi tỉnh BN?", 0),
        ("Giai đoạn hai có bao nhiêu thợ?", 1),
        ("Giai đoạn 1 có bao nhiêu thợ?", 0),
        ("Ai đoạt giải thợ giỏi năm 2021?", 0),
        ("Ai đoạt giải thợ giỏi năm 2018?", 1),  # mentioned by the way, and nobody with it
        ("Giải mở lần đầu năm nào?", 0),
    ],
)
def test_another_province_phase_or_edition(question: str, another: int) -> None:
    assert agreement(question, PRIZE, date(2021, 3, 6)).another() == another
