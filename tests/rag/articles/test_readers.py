from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.article import SkipReason
from rag.articles.frontmatter import FrontMatterError, split_front_matter
from rag.articles.readers import ReadingError, read
from rag.articles.readers import docx as docx_reader
from rag.articles.readers.reading import tidy, to_lines

PDF = Path(__file__).parents[2] / "data" / "corpus_article.pdf"
TEXT = "Đoàn viên Hòa Bình được tặng vé xe\n\nĐợt này có 1.200 vé  xe về quê."


def lines(data: bytes | str, suffix: str = ".txt") -> list[str]:
    return list(read(data.encode() if isinstance(data, str) else data, suffix).lines)


def reason(data: bytes, suffix: str) -> SkipReason:
    with pytest.raises(ReadingError) as caught:
        read(data, suffix)
    return caught.value.reason


# --- text


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", TEXT).encode(),
        TEXT.replace(" ", "\xa0").encode(),
        ("\u200b\n\n\n  " + TEXT.replace("\n\n", " \n\n\t\n\n") + "\u202c\x07\n\n").encode(),
    ],
)
def test_any_encoding_reads_as_the_same_lines(data: bytes) -> None:
    assert lines(data) == TEXT.split("\n")


def test_windows_1258_is_read_where_it_makes_vietnamese() -> None:
    # The code page writes tones as marks of their own, after the vowel.
    parts = [unicodedata.normalize("NFD", letter) for letter in TEXT]
    tones = "\u0300\u0301\u0303\u0309\u0323"
    loose = "".join(
        unicodedata.normalize("NFC", "".join(c for c in part if c not in tones))
        + "".join(c for c in part if c in tones)
        for part in parts
    )
    data = loose.encode("cp1258")
    assert lines(data) == TEXT.split("\n")


@pytest.mark.parametrize(
    "data",
    [
        "C«ng ®oµn ViÖt Nam tæ chøc héi nghÞ".encode("latin-1"),  # TCVN3
        "Les employés étaient très heureux d'être à l'école".encode("latin-1"),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        TEXT.encode("utf-16-le"),  # without its mark
        b"abc\x00def",
        bytes(range(1, 32)) * 4,
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    assert reason(data, ".txt") is SkipReason.NOT_TEXT


def test_unknown_type() -> None:
    assert reason(b"x", ".doc") is SkipReason.UNKNOWN_TYPE
    assert lines(TEXT, ".TXT") == TEXT.split("\n")


@given(st.text())
def test_tidying_is_done_after_one_pass(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert to_lines(to_lines(once)) == to_lines(once)


# --- front matter


@pytest.mark.parametrize(
    ("front", "where"),
    [
        ("title: a\ntext without end", "line 1"),
        ("title: a\n  b: [1\n---", "line 3"),
        ("title: a\ndate: 31/02/2018\n---", "line 3"),
        ("title: a\ndate: 2018-13-45\n---", "line"),
        ("title: a\ndate: 2018\n---", "line 3"),
        ("title: {a: b}\n---", "line 2"),
        ("a: &a [x]\nb: [*a,*a]\ntitle: *z\n---", "line 4"),
        ("title: " + "a" * 11_000 + "\n---", "line 1"),
        ("title: !!python/object/apply:os.system [ls]\n---", "line 2"),
        ("title: " + "[" * 5_000 + "\n---", "line"),
    ],
)
def test_malformed_front_matter_names_its_line(front: str, where: str) -> None:
    with pytest.raises(FrontMatterError, match=where):
        split_front_matter(f"---\n{front}\n")


def test_ruler_at_the_top_is_no_front_matter() -> None:
    assert split_front_matter("---\nBài viết\n---\nx")[1] == "---\nBài viết\n---\nx"
    assert split_front_matter("---\n---\nx")[1] == "x"


def test_front_matter_values_are_plain() -> None:
    stated, rest = split_front_matter("---\nTitle: 2018\nauthor: [Hà, Nam]\nsource:\nother: x\n...\nx")
    assert (stated.title, stated.author, stated.source, rest) == ("2018", "Hà, Nam", None, "x")


# --- markdown

MARKDOWN = """# Hội thi **nấu ăn** #

![Đội xưởng may](a.jpg "x") <!-- chưa duyệt -->

Có *chín* đội __dự thi__, xem [thể lệ](https://e.vn/a_(b) "t") và `mã` \\*1\\*; tệp a_b_c.txt,
do ban nữ công của công ty tổ chức vào buổi sáng chủ nhật tại nhà
ăn số 2.

Giải thưởng
-----------

* Giải nhất: 5 * 2 triệu
1. Giải nhì

| Đội | Điểm |
|-----|-----:|
| May | 9,5  |

> Ngon quá!

***

[1]: https://e.vn
"""


def test_markdown_loses_its_markup_and_no_words() -> None:
    assert lines(MARKDOWN, ".md") == [
        "Hội thi nấu ăn",
        "",
        "Đội xưởng may",
        "",
        "Có chín đội dự thi, xem thể lệ và mã *1*; tệp a_b_c.txt, do ban nữ công của công ty tổ chức vào "
        "buổi sáng chủ nhật tại nhà ăn số 2.",
        "",
        "Giải thưởng",
        "",
        "- Giải nhất: 5 * 2 triệu",
        "1. Giải nhì",
        "",
        "Đội | Điểm",
        "May | 9,5",
        "",
        "Ngon quá!",
    ]
    assert read(MARKDOWN.encode(), ".md").fallback.title == "Hội thi nấu ăn"


# --- html

HTML = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Tặng vé tàu cho thợ may - Báo Thử</title>
<meta property="og:site_name" content="Báo Thử"><meta name="author" content="Báo Thử">
<meta property="article:published_time" content="2022-01-15T08:00:00+07:00">
<link rel="canonical" href="https://e.vn/ve-tau"><style>p{}</style></head><body>
<header><h1>Báo Thử</h1><nav><a>Trang chủ</a></nav></header>
<form id="aspnet"><article><h1>Tặng vé tàu cho thợ may</h1>
<p>Có <b>300</b>&nbsp;vé
 được tặng.<br>Mỗi vé trị giá 1 triệu đồng.</p>
<figure><img src="a"><figcaption>Thợ may nhận vé. Ảnh: Lò Văn Pó</figcaption></figure>
<ul><li>Vé ngồi mềm</li><li>Vé giường nằm</li></ul><ul><li><a href="/x">Tin khác hẳn</a></li></ul>
<table><tr><td>Ga</td><td>Số vé</td></tr><tr><td>Vinh</td><td>120</td></tr></table>Ghi chú
<aside>Đọc nhiều</aside><p hidden>ẩn</p><script>var a;</script></article></form>
<div>Ngoài bài</div><footer>Tòa soạn</footer></body></html>"""


def test_html_page() -> None:
    found = read(HTML.encode(), ".html")
    assert list(found.lines) == [
        "Tặng vé tàu cho thợ may",
        "",
        "Có 300 vé được tặng.",
        "Mỗi vé trị giá 1 triệu đồng.",
        "",
        "Thợ may nhận vé. Ảnh: Lò Văn Pó",
        "",
        "- Vé ngồi mềm",
        "",
        "- Vé giường nằm",
        "",
        "Tin khác hẳn",
        "",
        "Ga | Số vé",
        "Vinh | 120",
        "",
        "Ghi chú",
    ]
    assert found.fallback.title == "Tặng vé tàu cho thợ may"
    assert (str(found.fallback.date), found.fallback.source) == ("2022-01-15", "Báo Thử")
    assert (found.fallback.author, found.fallback.url) == (None, "https://e.vn/ve-tau")
    assert {
        ("html-aside", "Đọc nhiều"),
        ("html-footer", "Tòa soạn"),
        ("outside-article", "Ngoài bài"),
    } <= set(found.dropped)


def test_html_tells_where_a_line_stands() -> None:
    page = (
        "<div><h2>Một <a href=x>hai</a></h2><p>Ba <a href=x> bốn</a></p>"
        "<ul><li><a href=x>Năm</a></li></ul>Sáu<a><p>Bảy</p></a></div>"
    )
    found = read(page.encode(), ".html")
    told = [(line, place) for line, place in zip(found.lines, found.places, strict=True) if line]
    assert [line for line, _ in told] == ["Một hai", "Ba bốn", "Năm", "Sáu", "Bảy"]
    places = [place for _, place in told if place]
    assert [place.heading for place in places] == [True, False, False, False, False]
    assert [place.link for place in places] == [False, False, True, False, True]
    assert [place.listed for place in places] == [False, False, True, False, False]
    assert len({place.inside for place in places}) == len(places), "each has a block of its own"
    assert all(place.inside[: len(places[3].inside)] == places[3].inside for place in places), "all in one <div>"


def test_html_under_the_wrong_ending_and_broken_html() -> None:
    assert lines(HTML, ".txt") == lines(HTML, ".md") == lines(HTML, ".html")
    assert lines("<p>Một<p>Hai<div>Ba", ".html") == ["Một", "", "Hai", "", "Ba"]
    assert reason(b"<div>" * 5_000 + b"x", ".html") is SkipReason.UNREADABLE


# --- docx


def document(build: docx.document.Document | None = None) -> bytes:
    out = io.BytesIO()
    (build or docx.Document()).save(out)
    return out.getvalue()


def test_a_cell_stays_under_the_name_of_its_column() -> None:
    rows = (("", "Cũ", "Mới"), ("Ốm đau", "", "500"), ("Hiếu", "300", "300"))
    word = docx.Document()
    table = word.add_table(3, 3)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    page = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in texts)}</tr>" for texts in rows)
    written = "\n".join(f"| {' | '.join(texts)} |" for texts in (rows[0], ("---",) * 3, *rows[1:]))
    for data, suffix in (
        (document(word), ".docx"),
        (f"<table>{page}</table>".encode(), ".html"),
        (written.encode(), ".md"),
    ):
        lines = [line for line in read(data, suffix).lines if line]
        assert [line.replace(" ", "") for line in lines] == ["|Cũ|Mới", "Ốmđau||500", "Hiếu|300|300"], suffix


def test_docx() -> None:
    word = docx.Document()
    word.core_properties.author = "python-docx"
    word.add_heading("Nội quy nhà trọ công nhân", 0)
    word.add_paragraph("Nội quy áp dụng từ ngày 1/6.")
    word.add_paragraph("Giữ vệ sinh", style="List Bullet")
    word.add_paragraph("Khóa cửa sau 23 giờ", style="List Bullet")
    table = word.add_table(2, 2)
    for cell, text in zip(table._cells, ("Phòng", "Giá", "12 m²", "900.000 đồng"), strict=True):
        cell.text = text
    table = word.add_table(1, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Gộp"
    word.add_paragraph("Ban quản lý")
    found = read(document(word), ".docx")
    assert list(found.lines) == [
        "Nội quy nhà trọ công nhân",
        "",
        "Nội quy áp dụng từ ngày 1/6.",
        "",
        "- Giữ vệ sinh",
        "- Khóa cửa sau 23 giờ",
        "",
        "Phòng | Giá",
        "12 m² | 900.000 đồng",
        "",
        "Gộp",
        "",
        "Ban quản lý",
    ]
    assert (found.fallback.title, found.fallback.author) == ("Nội quy nhà trọ công nhân", None)


def package(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def test_docx_that_is_none() -> None:
    assert reason(b"no zip", ".docx") is SkipReason.UNREADABLE
    assert reason(package(a_xml=b"<a/>"), ".docx") is SkipReason.UNREADABLE
    assert reason(package(word__document_xml=b"<a/>"), ".docx") is SkipReason.UNREADABLE
    assert reason(document()[:-30], ".docx") is SkipReason.UNREADABLE
    assert reason(document(), ".docx") is SkipReason.EMPTY


def test_docx_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = package(word__document_xml=b" " * 41_000_000)
    assert len(bomb) < 100_000
    assert reason(bomb, ".docx") is SkipReason.TOO_LARGE
    monkeypatch.setattr(docx_reader, "MAX_ENTRIES", 3)
    assert reason(document(), ".docx") is SkipReason.TOO_LARGE


# --- pdf


def test_pdf_pages_become_paragraphs() -> None:
    assert lines(PDF.read_bytes(), ".pdf") == [
        "Công đoàn Cảng Bình An đối thoại định kỳ",
        "",
        "Ngày đăng: 15/03/2022",
        "",
        "Sáng 14/3, Công đoàn Cảng Bình An tổ chức đối thoại với ban giám đốc về tiền ăn ca và lịch nghỉ "
        "phép của 420 công nhân bốc xếp. Hai bên thống nhất nâng tiền ăn ca lên 35.000 đồng.",
        "",
        "Các nội dung đã thống nhất:",
        "",
        "- Lịch nghỉ phép được báo trước 30 ngày;",
        "- Phòng nghỉ giữa ca có nước uống.",
        "",
        "Ông Tạ Quang Huy, Chủ tịch Công đoàn Cảng, cho biết cuộc đối thoại tiếp theo diễn ra vào tháng 6, "
        "khi đó các tổ sẽ gửi kiến nghị bằng văn bản và được trả lời trong vòng 15 ngày.",
        "",
        "Lương Thị Nga",
    ]


def rewritten(password: str | None, *, scanned: bool = False) -> bytes:
    writer = pypdf.PdfWriter()
    if scanned:
        writer.add_blank_page(100, 100)
    else:
        writer.append(io.BytesIO(PDF.read_bytes()))
    if password is not None:
        writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdf_that_gives_no_text() -> None:
    assert reason(b"no pdf", ".pdf") is SkipReason.UNREADABLE
    assert reason(b"%PDF-1.7 and then nothing", ".pdf") is SkipReason.UNREADABLE
    assert reason(PDF.read_bytes()[:9_000], ".pdf") is SkipReason.UNREADABLE
    assert reason(rewritten("secret"), ".pdf") is SkipReason.UNREADABLE
    assert reason(rewritten(None, scanned=True), ".pdf") is SkipReason.EMPTY


def test_pdf_that_is_only_protected_against_changes_is_read() -> None:
    assert lines(rewritten(""), ".pdf") == lines(PDF.read_bytes(), ".pdf")
