from __future__ import annotations

import os
from pathlib import Path

import pytest

from rag.article import ArticleKind, Corpus, Dropped, SkipReason
from rag.articles.corpus import load_corpus, read_file
from rag.errors import CorpusError

LIMIT = 100_000
REAL = Path(__file__).parents[3] / "corpus"
TEXT = "Khai trương thư viện cho thợ mỏ\n\nThư viện có 2.000 đầu sách, mở cửa đến 21 giờ.\n\nVi Thị Sen\n"
TEASER = (
    "\nTin khác\n\nMỏ Vàng Danh tặng 50 xe đạp\n\nMỏ Vàng Danh tặng 50 xe đạp\n\n(LĐTĐ) Xe được trao dịp khai giảng.\n"
)


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_txt", ".txt").replace("_md", ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def load(folder: Path) -> Corpus:
    return load_corpus(folder, max_bytes=LIMIT)


def test_real_corpus() -> None:
    corpus = load(REAL)
    assert [a.id for a in corpus.articles if a.kind is ArticleKind.ARTICLE] == [
        "2015-hoi-thao-oslo",
        "2018-tap-huan-sam-son",
    ]
    assert len(corpus.articles) == 19
    assert corpus.skipped == ()


def test_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        load(tmp_path / "none")
    assert caught.value.reason == "missing"


def test_file_in_place_of_the_folder_is_unreadable(tmp_path: Path) -> None:
    write(tmp_path, a_txt=TEXT)
    with pytest.raises(CorpusError) as caught:
        load(tmp_path / "a.txt")
    assert caught.value.reason == "unreadable"


def test_empty_folder_is_an_empty_corpus(tmp_path: Path) -> None:
    assert load(tmp_path) == Corpus(())


def test_order_is_by_path_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    one = TEXT.replace("2.000", "1.000")
    write(tmp_path, b_txt=TEXT, a__z_txt=one, a__b_txt=one.replace("21", "20"), _txt=TEXT)
    write(tmp_path / ".git", config_txt=TEXT)
    (tmp_path / "~$b.docx").write_bytes(b"lock")
    corpus = load(tmp_path)
    assert [a.path for a in corpus.articles] == ["a/b.txt", "a/z.txt", "b.txt"]
    assert corpus.skipped == ()


def test_ids_are_readable_and_shell_safe(tmp_path: Path) -> None:
    article = read_file(write(tmp_path, a_txt=TEXT) / "a.txt", "2015/Hội thảo Đà Nẵng (bản 2).v1.txt", max_bytes=LIMIT)
    assert article.articles[0].id == "2015-hoi-thao-da-nang-ban-2-v1"
    strange = read_file(tmp_path / "a.txt", "会議.txt", max_bytes=LIMIT)
    assert strange.articles[0].id.startswith("bai-")


def test_equal_ids_are_told_apart_by_the_ending(tmp_path: Path) -> None:
    page = TEXT + TEASER
    write(tmp_path, bai_md=page, bai_txt=page.replace("21 giờ", "20 giờ").replace("Xe được", "Xe sẽ"))
    write(tmp_path, Bài_txt=TEXT.replace("21 giờ", "19 giờ"))
    slug = "mo-vang-danh-tang-50-xe-dap"
    assert [a.id for a in load(tmp_path).articles] == [
        "bai",
        "bai-md",
        f"bai-md--{slug}",
        "bai-txt",
        f"bai-txt--{slug}",
    ]


def test_bad_files_are_named_and_the_others_read(tmp_path: Path) -> None:
    write(tmp_path, good_txt=TEXT, empty_txt="", blank_txt=" \n\u200b\n", tail_txt="Xem thêm\nTin khác\n")
    write(tmp_path, large_txt="a" * (LIMIT + 1), front_md="---\ntitle: a\ndate: soon\n---\nx\n")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02" * 50)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "broken.docx").write_bytes(b"PK no zip")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    corpus = load(tmp_path)
    assert [a.id for a in corpus.articles] == ["good"]
    assert {s.path: s.reason for s in corpus.skipped} == {
        "binary.txt": SkipReason.NOT_TEXT,
        "blank.txt": SkipReason.EMPTY,
        "broken.docx": SkipReason.UNREADABLE,
        "broken.pdf": SkipReason.UNREADABLE,
        "empty.txt": SkipReason.EMPTY,
        "front.md": SkipReason.BAD_FRONT_MATTER,
        "gone.txt": SkipReason.UNREADABLE,
        "large.txt": SkipReason.TOO_LARGE,
        "photo.jpg": SkipReason.UNKNOWN_TYPE,
        "pipe.txt": SkipReason.UNREADABLE,
        "tail.txt": SkipReason.EMPTY,
    }
    assert [s.path for s in corpus.skipped] == sorted(s.path for s in corpus.skipped)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_file_without_permission_is_unreadable(tmp_path: Path) -> None:
    path = write(tmp_path, a_txt=TEXT) / "a.txt"
    path.chmod(0)
    skipped = read_file(path, "a.txt", max_bytes=LIMIT).skipped
    assert skipped is not None
    assert skipped.reason is SkipReason.UNREADABLE


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", secret_txt=TEXT)
    inside = write(tmp_path / "inside", a_txt=TEXT.replace("2.000", "900"))
    (inside / "link.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside, target_is_directory=True)
    corpus = load(inside)
    assert [a.path for a in corpus.articles] == ["a.txt"]
    assert [(s.path, s.reason) for s in corpus.skipped] == [("link.txt", SkipReason.UNREADABLE)]


def test_same_text_twice_is_kept_once(tmp_path: Path) -> None:
    corpus = load(write(tmp_path, a_txt=TEXT, b_md=TEXT))
    assert [a.id for a in corpus.articles] == ["a"]
    assert corpus.dropped == (Dropped("b.md", "Khai trương thư viện cho thợ mỏ", "duplicate"),)
    assert corpus.skipped == ()


def test_same_teaser_on_two_pages_is_kept_with_the_first(tmp_path: Path) -> None:
    write(tmp_path, a_txt=TEXT + TEASER, b_txt=TEXT.replace("2.000", "900") + TEASER)
    teasers = [a for a in load(tmp_path).articles if a.kind is ArticleKind.TEASER]
    assert [(t.id, t.path, t.source) for t in teasers] == [("a--mo-vang-danh-tang-50-xe-dap", "a.txt", "LĐTĐ")]
    assert teasers[0].text == "Mỏ Vàng Danh tặng 50 xe đạp\n(LĐTĐ) Xe được trao dịp khai giảng."


FRONT = (
    "---\ntitle: Thư viện cho thợ mỏ Hà Lầm\ndate: {date}\nsource: Báo Quảng Ninh\n"
    "author: Ngô Thị Hằng\nurl: https://e.vn/1\n---\n"
)


@pytest.mark.parametrize("date", ["2018-08-07", "07/08/2018", "7-8-2018", "2018-08-07 21:05:00", "'2018-08-07T21:05'"])
def test_front_matter_overrides_and_can_be_quoted(tmp_path: Path, date: str) -> None:
    write(tmp_path, a_txt=FRONT.format(date=date) + TEXT)
    (article,) = load(tmp_path).articles
    assert article.title == "Thư viện cho thợ mỏ Hà Lầm"
    assert (str(article.date), article.source) == ("2018-08-07", "Báo Quảng Ninh")
    assert (article.author, article.url) == ("Ngô Thị Hằng", "https://e.vn/1")
    head = "Thư viện cho thợ mỏ Hà Lầm\nNgày đăng: 07/08/2018\nNguồn: Báo Quảng Ninh\nTác giả: Ngô Thị Hằng\n\n"
    assert article.text == head + TEXT.strip()


def test_front_matter_that_the_text_says_too_adds_nothing(tmp_path: Path) -> None:
    title = TEXT.split("\n", 1)[0]
    body = TEXT.replace("\n\n", "\n\nThứ ba, 07/08/2018 21:05\n\n", 1)
    write(tmp_path, a_txt=f"---\ntitle: {title}\ndate: 2018-08-07\nauthor: Vi Thị Sen\n---\n{body}")
    assert load(tmp_path).articles[0].text == body.strip()


def test_article_without_a_title_is_named_by_its_first_sentence(tmp_path: Path) -> None:
    text = "Thư viện mở cửa. " + "Thợ mỏ đến đọc sách mỗi tối và mượn về nhà khi cần. " * 5
    (article,) = load(write(tmp_path, a_txt=text)).articles
    assert article.title == "Thư viện mở cửa."
    assert article.text == text.strip()


def test_date_above_the_title_stays_there(tmp_path: Path) -> None:
    (article,) = load(write(tmp_path, a_txt="01/03/2023 7:44:39\n\n" + TEXT)).articles
    assert article.title == "Khai trương thư viện cho thợ mỏ"
    assert article.text == "01/03/2023 7:44:39\n\n" + TEXT.strip()
    assert str(article.date) == "2023-03-01"
