import io
import os
import time
import zipfile
import zlib
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram import upload
from bot.telegram.upload import UploadError
from bot.telegram.upload_process import understand_apart
from rag.article import SkipReason
from rag.articles.corpus import load_corpus

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 21)
ARTICLE = """Hội nghị cán bộ công đoàn

(LĐTĐ) Ngày 20/11/2026, Liên đoàn Lao động thành phố tổ chức hội nghị cán bộ công đoàn. Hội nghị có 200 đại biểu.

Chủ tịch Nguyễn Văn An phát biểu khai mạc hội nghị.
"""


def docx_bytes() -> bytes:
    document = docx.Document()
    document.add_heading("Hội nghị cán bộ công đoàn", 1)
    document.add_paragraph("Ngày 20/11/2026, Liên đoàn Lao động thành phố tổ chức hội nghị cán bộ công đoàn.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def slow_pdf() -> bytes:
    """A small file with a page of a million words, each placed by itself."""
    page = zlib.compress(b"BT /F1 9 Tf (a) Tj ET\n" * 1_000_000, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(page), page),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 5\n0000000000 65535 f \n%btrailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return out + tail % (table, len(out))


def zipped(**entries: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries.items():
            package.writestr(name.replace("__", "/"), data)
    return out.getvalue()


PDF = (DATA / "corpus_article.pdf").read_bytes()


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("bai.txt", ARTICLE.encode(), ".txt"),
        ("bai.MD", ARTICLE.encode(), ".md"),
        (None, ARTICLE.encode(), ".txt"),
        ("khong-duoi", b"<!DOCTYPE html><html><body><p>a", ".html"),
        ("bai.txt", PDF, ".pdf"),
        ("..\\..\\bai.html", docx_bytes(), ".docx"),
        ("bai.doc", docx_bytes(), ".docx"),
    ],
)
def test_the_content_has_the_last_word_on_the_type(name: str, data: bytes, expected: str) -> None:
    assert upload.ending(name, data) == expected


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bai.docx", zipped(xl__workbook="x")),
        ("bai.txt", b"\xd0\xcf\x11\xe0\xa1\xb1"),
        ("bai.txt", b"{\\rtf1 Xin"),
        ("bai.exe", b"MZ\x90"),
        ("anh.png", b"\x89PNG\r\n"),
    ],
)
def test_other_types_are_refused(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(UploadError) as error:
        upload.stage(tmp_path, name, data)
    assert error.value.reason is SkipReason.UNKNOWN_TYPE
    assert not (tmp_path / upload.STAGED).exists()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"\x00\x01\x02" * 50, SkipReason.NOT_TEXT),
        ("a.pdf", b"no pdf at all", SkipReason.UNREADABLE),
        ("a.docx", b"PK\x03\x04broken", SkipReason.UNREADABLE),
        ("a.docx", zipped(word__document="x", **{"word__document.xml": b" " * 41_000_000}), SkipReason.TOO_LARGE),
        (
            "a.docx",
            zipped(**{"word__document.xml": b"x", **{f"n{n}": b"" for n in range(2_001)}}),
            SkipReason.TOO_LARGE,
        ),
        ("a.md", b"---\ntitle: [\n---\n", SkipReason.BAD_FRONT_MATTER),
    ],
)
def test_a_document_that_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = upload.stage(tmp_path, name, data)
    with pytest.raises(UploadError) as error:
        upload.understand(path, TODAY)
    assert error.value.reason is reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b" \n", SkipReason.EMPTY), (b"a" * (upload.MAX_BYTES + 1), SkipReason.TOO_LARGE)],
)
def test_nothing_and_too_much_are_refused_before_they_are_kept(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(UploadError) as error:
        upload.stage(tmp_path, "a.txt", data)
    assert error.value.reason is reason


def test_a_document_is_understood_as_a_reload_would(tmp_path: Path) -> None:
    path = upload.stage(tmp_path, "../../etc/passwd.txt", ARTICLE.encode())
    assert path.parent == tmp_path / upload.STAGED
    found = upload.understand(path, TODAY)
    assert found.article.title == "Hội nghị cán bộ công đoàn"
    assert found.article.source == "LĐTĐ"
    assert found.first.startswith("(LĐTĐ) Ngày 20/11/2026")
    assert found.name.startswith("2026-11-21-hoi-nghi-can-bo-cong-doan-")
    assert found.name.endswith(".txt")
    assert found.known_as is None
    assert upload.compared(found, [found.article]).known_as == "Hội nghị cán bộ công đoàn"
    assert upload.compared(found, []) == found


def test_a_process_of_its_own_understands_the_same(tmp_path: Path) -> None:
    path = upload.stage(tmp_path, "a.docx", docx_bytes())
    assert understand_apart(path, TODAY) == upload.understand(path, TODAY)
    with pytest.raises(UploadError) as error:
        understand_apart(upload.stage(tmp_path, "a.pdf", b"no pdf at all"), TODAY)
    assert error.value.reason is SkipReason.UNREADABLE


def test_a_document_that_takes_for_ever_is_given_up(tmp_path: Path) -> None:
    path = upload.stage(tmp_path, "a.pdf", slow_pdf())
    started = time.monotonic()
    with pytest.raises(UploadError) as error:
        understand_apart(path, TODAY, seconds=4)
    assert error.value.reason is SkipReason.TOO_LARGE
    assert time.monotonic() - started < 15


def test_teasers_and_furniture_are_told(tmp_path: Path) -> None:
    page = (DATA / "corpus_pages" / "laodongthudo.txt").read_bytes()
    found = upload.understand(upload.stage(tmp_path, "a.txt", page), TODAY)
    assert found.teasers
    assert found.dropped


def test_a_confirmed_document_is_in_the_corpus_and_adding_it_again_does_no_harm(tmp_path: Path) -> None:
    data, corpus = tmp_path / "data", tmp_path / "corpus"
    found = upload.understand(upload.stage(data, "a.docx", docx_bytes()), TODAY)
    assert upload.add(data, corpus, found.staged, found.name)
    assert upload.add(data, corpus, found.staged, found.name)
    assert [article.title for article in load_corpus(corpus, max_bytes=10**7).articles] == [found.article.title]
    assert not list((data / upload.STAGED).iterdir())


def test_a_cancelled_or_expired_document_is_gone(tmp_path: Path) -> None:
    first, second, third = (upload.stage(tmp_path, "a.txt", ARTICLE.encode()) for _ in range(3))
    upload.discard(tmp_path, first.name)
    os.utime(second, (1, 1))
    assert upload.discard_forgotten(tmp_path, before=100) == 1
    assert list((tmp_path / upload.STAGED).iterdir()) == [third]
    assert not upload.add(tmp_path, tmp_path / "corpus", first.name, "x.txt")
    assert upload.discard_forgotten(tmp_path / "none", before=100) == 0


@pytest.mark.parametrize("name", ["../x.txt", "/etc/x.txt", "a/b.txt", ".hidden", ""])
def test_only_plain_names_are_moved(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        upload.add(tmp_path, tmp_path, name, "x.txt")


def test_a_removed_file_is_kept_in_the_data_folder(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus" / "2015"
    corpus.mkdir(parents=True)
    (corpus / "a.txt").write_text("a")
    moved = upload.remove(tmp_path / "data", tmp_path / "corpus", "2015/a.txt", "20261121-193000")
    assert moved == tmp_path / "data" / "removed" / "20261121-193000" / "2015" / "a.txt"
    assert moved is not None
    assert moved.read_text() == "a"
    assert upload.remove(tmp_path / "data", tmp_path / "corpus", "2015/a.txt", "x") is None


@pytest.mark.parametrize("path", ["../a.txt", "/etc/passwd", "2015/../../a.txt", ".."])
def test_nothing_outside_the_corpus_is_removed(tmp_path: Path, path: str) -> None:
    (tmp_path / "corpus" / "2015").mkdir(parents=True)
    (tmp_path / "a.txt").write_text("a")
    with pytest.raises(ValueError, match="corpus"):
        upload.remove(tmp_path / "data", tmp_path / "corpus", path, "x")


@given(st.text(max_size=300), st.sampled_from([".txt", ".pdf"]))
def test_every_name_is_safe_for_a_file_system(title: str, suffix: str) -> None:
    name = upload.safe_name(title, "0123456789abcdef", suffix, TODAY)
    assert name.removesuffix(suffix).replace("-", "").isalnum()
    assert name.isascii()
    assert len(name) < 100
