"""Abbreviations and dates spelled out."""

from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.glossary import parse_rows
from rag.text.shorthand import Shorthand, shipped, spelled_out
from rag.text.vietnamese import fold, syllables


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("cán bộ CĐ", "cán bộ công đoàn"),
        ("CĐCS", "công đoàn cơ sở"),
        ("CBCĐ", "cán bộ công đoàn"),
        ("CNLĐ", "công nhân lao động"),
        ("CNVC", "công nhân viên chức"),
        ("CNVCLĐ", "công nhân, viên chức, lao động"),
        ("CB, CC, VC", "cán bộ, công chức, viên chức"),
        ("NLĐ và NSDLĐ", "người lao động và người sử dụng lao động"),
        ("LĐLĐ TP Hà Nội", "liên đoàn lao động thành phố hà nội"),
        ("LHCĐ Oslo, Na Uy", "liên hiệp công đoàn oslo nauy"),
        ("BHXH, BHYT, BHTN", "bảo hiểm xã hội, bảo hiểm y tế, bảo hiểm thất nghiệp"),
        ("HĐLĐ và TƯLĐTT", "hợp đồng lao động và thỏa ước lao động tập thể"),
        ("ATVSLĐ", "an toàn, vệ sinh lao động"),
        ("KCN, KCX", "khu công nghiệp, khu chế xuất"),
        ("BCH, BTV", "ban chấp hành, ban thường vụ"),
        ("UVBCH TLĐLĐVN", "ủy viên ban chấp hành Tổng liên đoàn lao động Việt Nam"),
        ("Tổng LĐLĐ VN", "TLĐLĐVN"),
        ("ĐV của DN", "đoàn viên của doanh nghiệp"),
        ("K.C.N và N.L.Đ", "khu công nghiệp và người lao động"),
        ("T.Ư Đảng", "Trung ương Đảng"),
        ("U.B.N.D T.P Hà Nội", "Ủy ban nhân dân thành phố Hà Nội"),
        ("UBND TP.HCM", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
        ("UBND TP. Hồ Chí Minh", "UBND TPHCM"),
        ("Bộ LĐ-TB&XH", "Bộ LĐTBXH"),
        ("TƯ Đảng", "Trung ương Đảng"),
        ("LĐLĐ Q.12 và q3", "LĐLĐ quận 12 và quận 3"),
        ("đ/c Hiểu", "đồng chí hiểu"),
        ("D/C Hiểu", "đồng chí hiểu"),
        ("(ĐCSVN)", "đảng cộng sản việt nam"),
        ("sáng CN", "sáng chủ nhật"),
        ("trường CĐ nghề", "trường cao đẳng nghề"),
        ("kĩ năng, lí do, tỉ đồng", "kỹ năng, lý do, tỷ đồng"),
    ],
)
def test_short_and_long_are_the_same_terms(short: str, long: str) -> None:
    assert spelled_out(short) == spelled_out(long)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cdcs", "cong doan co so"),
        ("ldld tp ha noi", "lien doan lao dong thanh pho ha noi"),
        ("bhxh cho nld", "bao hiem xa hoi cho nguoi lao dong"),
        ("cbcd va cnvcld", "can bo cong doan va cong nhan vien chuc lao dong"),
        ("cd co so", "cong doan co so"),
        ("tp dn", "thanh pho da nang"),
        ("dn nao", "doanh nghiep nao"),
        ("d/c hieu", "dong chi hieu"),
        ("tuldtt", "thoa uoc lao dong tap the"),
    ],
)
def test_without_marks_too(typed: str, meant: str) -> None:
    assert [fold(token) for token in spelled_out(typed)] == meant.split()


@pytest.mark.parametrize(
    "text",
    [
        "Đĩa CD và DVD của nhóm", "Chiều dài 5 cm", "tư tưởng", "tu hành ở chùa", "ban chấp hành có ba dân an may do",
        "Hội thảo với Oslo", "đơn vị nào", "anh N.V.A. ở R.1", "Q1/2023", "q1 năm 2023", "k.c.n",
        "thư viện và bảo tàng", "10 tr đồng",
    ],
)  # fmt: skip
def test_what_is_no_abbreviation_stays(text: str) -> None:
    assert spelled_out(text) == syllables(text)


@pytest.mark.parametrize(("word", "known"), [("TLĐ", True), ("tld", True), ("nlđ", True), ("tle", False), ("TP", True)])
def test_what_it_has(word: str, *, known: bool) -> None:
    assert shipped().has(word) is known


def test_an_abbreviation_of_several_words_ends_with_the_sentence() -> None:
    assert spelled_out("Các trường. CĐ họp") == syllables("các trường công đoàn họp")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("CĐCS họp với LĐLĐ TP. Hà Nội.", "Công đoàn cơ sở họp với Liên đoàn Lao động thành phố Hà Nội."),
        ("Ai gặp đ/c Hiểu?", "Ai gặp đồng chí Hiểu?"),
        ("Hội thảo với Oslo", "Hội thảo với Oslo"),
        ("", ""),
    ],
)
def test_written_out_for_the_vectors(text: str, written: str) -> None:
    assert shipped().written_out(text) == written


def test_the_table_survives_saving(tmp_path: Path) -> None:
    (tmp_path / "table.json").write_text(shipped().dump(), "utf-8")
    assert Shorthand.load(tmp_path / "table.json") == shipped()


def test_the_table_of_the_package_is_sound() -> None:
    text = resources.files("rag").joinpath("data/viet-tat.txt").read_text("utf-8")
    assert parse_rows(text).bad == ()
    assert len(shipped().rows) > 150


@given(st.text(max_size=120))
def test_any_text_is_spelled_out(text: str) -> None:
    assert isinstance(shipped().written_out(text), str)
    assert all(isinstance(token, str) for token in spelled_out(text))


@pytest.mark.parametrize(
    "written", ["07/08/2018", "7-8-2018", "7.8.2018", "7 tháng 8 năm 2018", "7 tháng 8/2018", "7 thang 8 nam 2018"]
)
def test_a_date_is_its_day_month_and_year_however_written(written: str) -> None:
    assert spelled_out(f"ngày {written}") == ["ngày", "7/8", "t8", "2018"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("tháng 8/2018", ["t8", "2018"]),
        ("tháng 11", ["t11"]),
        ("19 và 20/11", ["19", "và", "20/11", "t11"]),
        ("2018 – 2023", ["2018", "2023"]),
        ("nhiệm kỳ 2018-2023", ["nhiệm", "kỳ", "2018", "2023"]),
        ("năm học 2018/2019", ["năm", "học", "2018", "2019"]),
        ("12/2018-2020", ["t12", "2018", "2020"]),
        ("số 0912-2018-2020", ["số", "0912-2018-2020"]),
        ("45/99", ["45/99"]),
        ("1.000.000", ["1.000.000"]),
        ("4.0", ["4.0"]),
        ("Đại hội V lần thứ XIV", ["đại", "hội", "5", "lần", "thứ", "14"]),
        ("Vitamin C và IX", ["vitamin", "c", "và", "ix"]),
    ],
)
def test_months_and_numbers(text: str, tokens: list[str]) -> None:
    assert spelled_out(text) == tokens


def test_no_abbreviation_is_a_vietnamese_syllable() -> None:
    # A key with a vowel after a consonant, such as "ban", would change common words.
    assert [fold(token) for token in spelled_out("ban chấp hành có ba dân an may do")] == (
        "ban chap hanh co ba dan an may do".split()
    )
