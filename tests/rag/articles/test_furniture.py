"""Pages of different sites, as people paste them, against golden outputs; and what must hold for any page.

`UPDATE_GOLDEN=1 pytest tests/rag/test_furniture.py` writes the golden files anew: read the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.article import ArticleKind
from rag.articles.corpus import PageArticles, read_file
from rag.articles.furniture import clean
from rag.articles.lines import byline, dateline, is_caption, is_name, is_sentence, source_mark
from rag.articles.readers import read

CORPUS = Path(__file__).parents[3] / "corpus"
PAGES = Path(__file__).parents[2] / "data" / "corpus_pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.txt"))


def page(path: Path) -> PageArticles:
    return read_file(path, path.name, max_bytes=1_000_000)


def rendered(found: PageArticles) -> str:
    parts = [
        f"== {a.id} | {a.title} | {a.date} | {a.source} | {a.author} | {a.kind}\n{a.text}\n" for a in found.articles
    ]
    return "\n".join([*parts, "== dropped", *(f"{d.reason}: {d.text}" for d in found.dropped)]) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_page_is_taken_apart_as_expected(name: str) -> None:
    golden = PAGES / f"{name}.golden"
    outcome = rendered(page(PAGES / f"{name}.txt"))
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(outcome, encoding="utf-8")
    assert outcome == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_a_page_is_kept_dropped_or_a_teasers(name: str) -> None:
    lines = [line.strip() for line in (PAGES / f"{name}.txt").read_text(encoding="utf-8").split("\n")]
    found = page(PAGES / f"{name}.txt")
    out = [line for a in found.articles for line in a.text.split("\n")] + [d.text for d in found.dropped]
    assert sorted(line for line in lines if line) == sorted(line for line in out if line)


@pytest.mark.parametrize("name", ["clean", "clean-list", "quyet-dinh"])
def test_clean_article_comes_through_unchanged(name: str) -> None:
    source = (PAGES / f"{name}.txt").read_text(encoding="utf-8").strip()
    found = page(PAGES / f"{name}.txt")
    assert found.articles[0].text == source
    assert found.dropped == ()


def test_article_of_2015() -> None:
    found = page(CORPUS / "2015-hoi-thao-oslo.txt")
    article, *teasers = found.articles
    assert article.id == "2015-hoi-thao-oslo"
    assert article.title == "Nâng cao kỹ năng hoạt động cho cán bộ CĐ"
    assert (article.date, article.source, article.author) == (None, None, "Phạm Diệp")
    assert article.text.startswith(article.title + "\n\nTrang bị những kinh nghiệm")
    assert article.text.count(article.title) == 1
    assert "\n\nHợp sức đối mặt với thách thức\n\n" in article.text
    assert "\n\nBà Lill Fanny Saethe- Phó tổng thư ký, cố vấn cao cấp ủy ban quốc tế LHCĐ TP Oslo phát" in article.text
    assert article.text.endswith("\n\nPhạm Diệp")
    for furniture in (
        "LĐLĐ quận Hoàn Kiếm",
        "Nội dung quy định tố tụng",
        "quan tâm\n",
        "Nên xem",
        "Tin khác",
        "Xem thêm",
    ):
        assert furniture not in article.text
    assert len(teasers) == 17
    assert {(t.kind, t.source, t.path, t.date) for t in teasers} == {
        (ArticleKind.TEASER, "LĐTĐ", "2015-hoi-thao-oslo.txt", None)
    }
    assert all(t.text.startswith(f"{t.title}\n(LĐTĐ) ") and t.text.count("\n") == 1 for t in teasers)
    assert all(t.id.startswith("2015-hoi-thao-oslo--") and len(t.id) <= 80 for t in teasers)
    assert teasers[2].id == "2015-hoi-thao-oslo--bat-hai-doi-tuong-ban-mat-gau-gia"
    assert teasers[-1].title == "Tạo môi trường làm việc xanh - sạch - đẹp"


def test_article_of_2018() -> None:
    found = page(CORPUS / "2018-tap-huan-sam-son.txt")
    (article,) = found.articles
    assert article.title == "Khai thác hiệu quả cách mạng công nghệ số vào hoạt động công đoàn"
    assert (str(article.date), article.source, article.author) == ("2018-08-07", "ĐCSVN", "Khắc Kiên")
    assert "\nThứ ba, 07/08/2018 21:05\n(ĐCSVN) – Ngày 7/8" in article.text
    assert "công nghiệp 4.0\nvới công tác công đoàn. (Ảnh: Khắc Kiên)\n" in article.text
    assert article.text.endswith("bế mạc ngày 8/8/2018./.\n\nKhắc Kiên")
    assert {d.reason for d in found.dropped} == {"related-block", "comment-form"}


def test_banner_glued_to_the_title_is_cut_off() -> None:
    cleaned = clean(["Phiên bản di độngKhai mạc hội thi thợ giỏi", "", "Hội thi có 40 thợ hàn dự thi."])
    assert cleaned.lines[0] == "Khai mạc hội thi thợ giỏi"
    assert cleaned.dropped == (("mobile-banner", "Phiên bản di động"),)


BODY = ["Hội thi thợ giỏi năm 2020 ở Nam Định", "", "Hội thi có 40 thợ hàn dự thi tại Nam Định."]


@pytest.mark.parametrize(
    "line",
    [
        "Chia sẻ tại hội nghị, bà Hoa cảm ơn các đơn vị.",
        "Chuyên mục có thể bạn quan tâm đến quyền lợi của mình được phát mỗi tối.",
        "Tin khác với dự báo, số đoàn viên tăng gấp đôi.",
        "Xem thêm một bộ phim là phần thưởng của đội thắng.",
        "Email của ban tổ chức là thi@example.vn.",
        "Quảng cáo sai sự thật bị phạt đến 80 triệu đồng.",
        "Trang chủ của công đoàn đăng kết quả lúc 20h.",
        "Bình luận về kết quả, ông Nam nói đó là nỗ lực chung.",
        "Chủ đề: Công nhân với chuyển đổi số",
        "Địa chỉ: 12 phố Hàng Than, Hà Nội",
        "Điện thoại: 024 1111 2222",
        "Thảo luận",
        "Trả lời:",
        "Kinh tế - Xã hội",
        "- Facebook",
        "Nội dung khác",
    ],
)
def test_furniture_words_count_only_as_whole_lines(line: str) -> None:
    lines = [*BODY, "", line, "", "Ban tổ chức trao 6 giải.", "", "Lê Thu Cúc"]
    assert clean(lines).lines == tuple(lines)


@pytest.mark.parametrize(
    "head", ["Tin liên quan", "XEM THÊM", "Có thể bạn quan tâm:", ">> Đọc thêm", "Bài viết liên quan (2)"]
)
@pytest.mark.parametrize("gap", [[], [""]])
def test_body_goes_on_below_a_list_of_related_news(head: str, gap: list[str]) -> None:
    related = [head, *gap, "Hải Hậu trao nhà cho đoàn viên nghèo", *gap, "Giao Thủy mở lớp nghề cho ngư dân"]
    rest = ["Ban tổ chức trao 6 giải cho các thí sinh.", "", "Giải nhất thuộc về anh Mạc Văn Tín."]
    cleaned = clean([*BODY, "", *related, "", *rest])
    assert [line for line in cleaned.lines if line] == [line for line in [*BODY, *rest] if line]
    assert cleaned.teasers == ()


def test_heading_below_a_related_list_stays() -> None:
    related = ["Tin liên quan", "Hải Hậu trao nhà cho đoàn viên nghèo", "Giao Thủy mở lớp nghề cho ngư dân"]
    rest = [
        "Thí sinh nữ duy nhất",
        "",
        "Chị Bế Thị Lan, 24 tuổi, là thợ hàn của xưởng đóng tàu.",
        "",
        "Chị đạt giải ba.",
    ]
    cleaned = clean([*BODY, "", *related, "", *rest, "", "Lê Thu Cúc"])
    assert cleaned.lines[-7:] == ("", *rest, "", "Lê Thu Cúc")[-7:]
    assert [text for _, text in cleaned.dropped] == related


def test_byline_below_a_related_list_stays() -> None:
    cleaned = clean([*BODY, "", "Xem thêm", "Giao Thủy mở lớp nghề cho ngư dân", "", "Lê Thu Cúc"])
    assert cleaned.lines[-1] == "Lê Thu Cúc"


def test_teasers_without_a_heading_are_known_by_their_doubled_headline() -> None:
    item = [
        "Giao Thủy mở lớp nghề cho ngư dân",
        "",
        "Giao Thủy mở lớp nghề cho ngư dân",
        "",
        "Lớp nghề có 30 học viên.",
    ]
    cleaned = clean([*BODY, "", "Lê Thu Cúc", "", *item])
    assert [(t.title, t.summary) for t in cleaned.teasers] == [(item[0], item[-1])]
    assert cleaned.lines[-1] == "Lê Thu Cúc"


FIRST = ("Vĩnh Long xây nhà ở xã hội", "Tỉnh dự kiến xây 5.900 căn nhà cho công nhân đến năm 2030.")
SECOND = ("Giao Thủy mở lớp nghề cho ngư dân", "Lớp nghề có 30 học viên theo học trong ba tháng.")
LAST = "Ban tổ chức trao 6 giải cho các thí sinh."
WINNERS = ["Giải nhất thuộc về anh Mạc Văn Tín.", "Giải nhì thuộc về chị Bế Thị Lan, thợ hàn."]
HEADS = ["Tin liên quan", "Có thể bạn quan tâm", "Đọc thêm", "Tin khác", "Cùng chuyên mục"]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("author", [[], ["Lê Thu Cúc"]])
@pytest.mark.parametrize("mark", ["", "(LĐTĐ) "])
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("items", [[FIRST], [FIRST, SECOND]])
def test_related_news_at_the_end_of_a_page_are_teasers(
    head: str, author: list[str], mark: str, times: int, items: list[tuple[str, str]]
) -> None:
    body = [*BODY, "", LAST, *(["", *author] if author else [])]
    tail = [head, *(line for title, summary in items for line in [*[title] * times, mark + summary])]
    for page in ([*body, "", *tail], [*body, "", *spaced(tail)]):
        cleaned = clean(page)
        assert list(cleaned.lines) == body
        assert [(t.title, t.summary) for t in cleaned.teasers] == [(title, mark + summary) for title, summary in items]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("listed", [[FIRST[0]], [FIRST[0], SECOND[0]]])
@pytest.mark.parametrize(
    "rest",
    [
        WINNERS,
        [*WINNERS, "Lê Thu Cúc"],
        [WINNERS[0], "Lê Thu Cúc"],
        [WINNERS[0], "Kết quả", WINNERS[1]],
        ["Các giải thưởng gồm:", "- Giải nhất 5 triệu đồng cho đội thắng"],
        [*WINNERS, SECOND[0], LAST],
        ["Hội thi bế mạc ngày 8/8/2018./."],
    ],
)
def test_related_news_in_the_middle_swallow_nothing(head: str, listed: list[str], rest: list[str]) -> None:
    cleaned = clean([*BODY, "", *spaced([head, *listed]), "", *spaced(rest)])
    assert [line for line in cleaned.lines if line] == [line for line in [*BODY, *rest] if line]
    assert cleaned.teasers == ()


@pytest.mark.parametrize("line", ["Xem thêm: Giao Thủy mở lớp nghề cho ngư dân", ">> Hải Hậu trao nhà cho đoàn viên"])
def test_a_line_that_leads_elsewhere_takes_nothing_with_it(line: str) -> None:
    cleaned = clean([*BODY, "", line, "", WINNERS[0]])
    assert list(cleaned.lines) == [*BODY, "", WINNERS[0]]
    assert cleaned.dropped == (("related-link", line),)


@pytest.mark.parametrize(
    "link",
    [
        "www.facebook.com/share",
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fe.vn",
        "https://zalo.me/share",
        "twitter.com/intent/tweet?text=x",
        "https://www.linkedin.com/shareArticle?mini=true",
    ],
)
def test_links_of_share_buttons_are_dropped(link: str) -> None:
    assert clean([*BODY, "", link]).dropped == (("share-buttons", link),)
    told = f"Xem {link} để biết thêm."
    assert told in clean([*BODY, "", told]).lines


# --- what markup tells


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def linked(item: tuple[str, str]) -> str:
    return f"<li><a href=x>{item[0]}</a></li>"


def card(item: tuple[str, str], tag: str = "div") -> str:
    return f"<{tag}><h3><a href=x>{item[0]}</a></h3><p>{item[1]}</p></{tag}>"


RELATED_NEWS = "<div>Tin liên quan</div>"


@pytest.mark.parametrize(
    ("inner", "kept", "items"),
    [
        (RELATED_NEWS + f"<h3>{FIRST[0]}</h3><p>{FIRST[1]}</p>", [], [FIRST]),
        (RELATED_NEWS + f"<h3>Trao quà Tết</h3><p>{FIRST[1]}</p>", [], [("Trao quà Tết", FIRST[1])]),
        (RELATED_NEWS + f"<h4>Trao quà Tết rồi.</h4><p>{FIRST[1]}</p>", [], [("Trao quà Tết rồi.", FIRST[1])]),
        (RELATED_NEWS + f"<a href=x><h4>{FIRST[0]}</h4><p>{FIRST[1]}</p></a>", [], [FIRST]),
        (
            RELATED_NEWS + f"<ul>{card(FIRST, 'li')}{card(SECOND, 'li')}</ul>" + paragraphs(WINNERS[0]),
            WINNERS[:1],
            None,
        ),
        (f"<div>{RELATED_NEWS}{card(FIRST)}{card(SECOND)}</div>" + paragraphs(*WINNERS), WINNERS, None),
        (f"<div>{RELATED_NEWS}{card(FIRST)}</div>" + paragraphs(WINNERS[0]), WINNERS[:1], [FIRST]),
        ("<b>Lê Thu Cúc</b>" + RELATED_NEWS + card(FIRST) + card(SECOND), ["Lê Thu Cúc"], None),
        (RELATED_NEWS + f"<ul>{linked(FIRST)}</ul>" + paragraphs(WINNERS[0]), WINNERS[:1], []),
        (RELATED_NEWS + f"<p><a href=x>{FIRST[0]}</a></p>" + paragraphs(*WINNERS), WINNERS, []),
        (
            f"<div>{RELATED_NEWS}<p><a href=x>{FIRST[0]}</a></p>{paragraphs(*WINNERS, LAST)}</div>",
            [*WINNERS, LAST],
            [],
        ),
        (
            RELATED_NEWS
            + f"<ul>{linked(FIRST)}{linked(SECOND)}</ul><h2>Kết quả của hội thi năm nay</h2>"
            + paragraphs(WINNERS[0])
            + "<h2>Lễ trao giải hội thi năm nay</h2>"
            + paragraphs(WINNERS[1]),
            ["Kết quả của hội thi năm nay", WINNERS[0], "Lễ trao giải hội thi năm nay", WINNERS[1]],
            [],
        ),
    ],
)
def test_markup_tells_related_news_from_the_body(
    inner: str, kept: list[str], items: list[tuple[str, str]] | None
) -> None:
    html = f"<!doctype html><article><h1>{BODY[0]}</h1><p>{BODY[2]}</p>{inner}</article>"
    reading = read(html.encode(), ".html")
    cleaned = clean(reading.lines, places=reading.places)
    assert [line for line in cleaned.lines if line] == [BODY[0], BODY[2], *kept]
    expected = [FIRST, SECOND] if items is None else items
    assert [(teaser.title, teaser.summary) for teaser in cleaned.teasers] == expected


def test_readers_comments_are_dropped_with_their_form() -> None:
    tail = [
        "Ý kiến bình luận",
        "Họ và tên",
        "Email",
        "Bạn Ba",
        "Tôi rất thích bài này, cảm ơn tác giả.",
        "Mã xác nhận",
        "Gửi",
    ]
    cleaned = clean([*BODY, "", "Lê Thu Cúc", "", *tail])
    assert cleaned.lines[-1] == "Lê Thu Cúc"
    assert [text for _, text in cleaned.dropped] == tail


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Thứ ba, 07/08/2018 21:05", "2018-08-07"),
        ("07:30 | 21/11/2024", "2024-11-21"),
        ("21/11/2024 07:30", "2024-11-21"),
        ("Ngày đăng: 7-8-2018", "2018-08-07"),
        ("Cập nhật lúc 08:10, 22.11.2024", "2024-11-22"),
        ("Thứ Năm, 21/11/2024, 07:30 (GMT+7)", "2024-11-21"),
        ("Lê Hoa | 21/11/2024 07h30", "2024-11-21"),
        ("Hà Nội, ngày 7 tháng 8 năm 2018", "2018-08-07"),
        ("Công đoàn - 21/11/2024 | 08:00", "2024-11-21"),
        ("2024-11-21T07:30:00+07:00", "2024-11-21"),
    ],
)
def test_dateline(line: str, day: str) -> None:
    found = dateline(line)
    assert found is not None
    assert str(found.date) == day


@pytest.mark.parametrize(
    "line",
    [
        "Bế mạc ngày 8/8/2018./.",
        "31/02/2018 10:00",
        "ngày 19 và 20/11",
        "Thi đua từ 1/1/2018 đến nay",
        "Điều 5",
    ],
)
def test_no_dateline(line: str) -> None:
    assert dateline(line) is None


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("(ĐCSVN) – Ngày 7/8 tại Sầm Sơn", "ĐCSVN"),
        ("(LĐTĐ) Bộ Lao động trả lời", "LĐTĐ"),
        ("(Dân trí) - Sáng nay", "Dân trí"),
        ("(Chinhphu.vn) - Thủ tướng", "Chinhphu.vn"),
        ("(TTXVN 21/11) Sáng nay", "TTXVN"),
        ("TTO - Sáng nay", "TTO"),
        ("VOV.VN - Sáng nay", "VOV.VN"),
        ("TPHCM - Sáng nay", None),
        ("(Hà Nội) Sáng nay", None),
        ("LĐLĐ - một tổ chức", None),
        ("(1) Điều thứ nhất", None),
        ("Sáng nay (TTXVN)", None),
    ],
)
def test_source_mark(line: str, source: str | None) -> None:
    assert source_mark(line) == source


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Phạm Diệp", "Phạm Diệp"),
        ("PV", "PV"),
        ("(Minh Anh)", "Minh Anh"),
        ("Lê Tuyết (t/h)", "Lê Tuyết"),
        ("Q.Hoa - Minh Khôi", "Q.Hoa - Minh Khôi"),
        ("Bài và ảnh: HỒNG ĐÀO", "HỒNG ĐÀO"),
        ("Tin, ảnh: Hà Anh", "Hà Anh"),
        ("Theo TTXVN", "TTXVN"),
        ("Theo laodong.vn", "laodong.vn"),
        ("Theo quy định mới", None),
        ("Ảnh: Khắc Kiên", None),
        ("Kết luận", None),
        ("Bài học kinh nghiệm", None),
        ("Năm 2015", None),
    ],
)
def test_byline(line: str, author: str | None) -> None:
    assert byline(line) == author


def test_kinds_of_lines() -> None:
    assert is_caption("Bà Hoa phát biểu. (Ảnh: Khắc Kiên)")
    assert is_caption("Công nhân tan ca - Ảnh: VŨ THỦY")
    assert not is_caption("Bài và ảnh: Hồng Đào")
    assert not is_sentence("Lao động nữ được hưởng những quyền lợi gì?")
    assert is_sentence("Xin cảm ơn ông.")
    assert is_name("Nguyễn Bảo Lâm")
    assert not is_name("Nguyễn bảo lâm")


# --- what must hold for any page

WORDS = st.sampled_from(
    [
        "công",
        "đoàn",
        "viên",
        "hội",
        "nghị",
        "tập",
        "huấn",
        "quyền",
        "lợi",
        "lương",
        "thưởng",
        "lao",
        "động",
        "xưởng",
        "ca",
    ]
)
SENTENCE = st.lists(WORDS, min_size=6, max_size=30).map(lambda words: " ".join(words).capitalize() + ".")
HEADING = st.lists(WORDS, min_size=2, max_size=4).map(lambda words: " ".join(words).capitalize())
SECTION = st.tuples(HEADING, st.lists(SENTENCE, min_size=1, max_size=4)).map(lambda part: [part[0], *part[1]])
ARTICLE = st.lists(SECTION, min_size=1, max_size=4, unique_by=lambda part: part[0]).map(
    lambda parts: ["Tiêu đề của bài viết thử nghiệm này", *(line for part in parts for line in part)]
)
TAIL = st.sampled_from(
    [
        ["Có thể bạn quan tâm", "Nên xem", "Ra mắt tổ tự quản ở khu nhà trọ", "Trao quà cho 40 nữ công nhân"],
        ["Ý kiến bình luận", "Họ và tên", "Email", "Lời bình", "/", "Xác thực"],
        ["Tin khác", "Trao quà cho 40 nữ công nhân", "(LĐTĐ) Mỗi phần quà trị giá 500.000 đồng.", "Xem thêm"],
        ["Chia sẻ", "Facebook", "Zalo", "Tags: quà tặng, nhà trọ", "Phiên bản di động"],
    ]
)


def spaced(lines: list[str]) -> list[str]:
    return [part for line in lines for part in (line, "")][:-1]


@given(ARTICLE)
def test_any_clean_article_is_unchanged(article: list[str]) -> None:
    lines = spaced(article)
    cleaned = clean(lines)
    assert cleaned.lines == tuple(lines)
    assert cleaned.title == 0
    assert cleaned.dropped == ()


@given(ARTICLE, st.lists(TAIL, min_size=1, max_size=4, unique_by=lambda tail: tail[0]), st.booleans())
def test_any_articles_furniture_goes_and_its_body_stays(article: list[str], tails: list[list[str]], airy: bool) -> None:
    lines = [*article, "Lê Thu Cúc"]
    tail = [line for part in tails for line in part]
    cleaned = clean([*spaced(lines), "", *(spaced(tail) if airy else tail)])
    assert [line for line in cleaned.lines if line] == lines
    teasers = [line for item in cleaned.teasers for line in (item.title, item.summary)]
    assert sorted([text for _, text in cleaned.dropped] + teasers) == sorted(tail)
