"""Initials read by the article that a question finds."""

import pytest

from rag.text.initials import read
from rag.text.shorthand import shipped

_TITLE = "Công ty May Hoa Sen bàn giao nhà trẻ cho công nhân"
_BODY = """Ngày 5/3, Công ty TNHH May Hoa Sen ở huyện Gò Lau, tỉnh Lâm Đồng mở chương trình "Cùng con đến lớp".
Ông Hà Văn Nam, chủ tịch công đoàn công ty, nói nhà trẻ nhận con của 90 công nhân.
Khách đến từ Ninh An và Nam Anh. Kinh phí do Ngân hàng Sông Xanh cho vay."""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Cty May HS ở đâu?", "Cty May Hoa Sen ở đâu?"),
        ("MHS xây nhà trẻ khi nào?", "May Hoa Sen xây nhà trẻ khi nào?"),
        ("NT của Cty Hoa Sen nhận mấy cháu?", "nhà trẻ của Cty Hoa Sen nhận mấy cháu?"),
        ("Chương trình CCĐL là gì?", "Chương trình Cùng con đến lớp là gì?"),
        ("nh sx cho vay bao nhiêu", "Ngân hàng Sông Xanh cho vay bao nhiêu"),
        # Behind the kind of a place they are its name, whatever else they stand for.
        ("LĐLĐ tỉnh LĐ nói gì?", "LĐLĐ tỉnh Lâm Đồng nói gì?"),
        ("huyện GL có nhà trẻ chưa?", "huyện Gò Lau có nhà trẻ chưa?"),
        ("Cty HVN nói gì?", "Cty HVN nói gì?"),
        ("Cty NTN nợ gì?", "Cty NTN nợ gì?"),  # "nói nhà trẻ nhận" is no firm
        ("Ông HVN nói gì?", "Ông HVN nói gì?"),  # people are not called so
        # The table's, without marks in a question whose other words got theirs back.
        ("chủ tịch cd là ai", "chủ tịch công đoàn là ai"),
        ("Nhà trẻ cách nhà máy mấy km?", "Nhà trẻ cách nhà máy mấy km?"),
        # Two readings, no reading, a word, what is known already, a line in capitals.
        ("Khách từ NA là ai?", "Khách từ NA là ai?"),
        ("Cty XYZ xây gì?", "Cty XYZ xây gì?"),
        ("AI cho vay?", "AI cho vay?"),
        ("Máy HS-278 ở đâu?", "Máy HS-278 ở đâu?"),
        ("CĐ Cty nói gì?", "CĐ Cty nói gì?"),
        ("CTY MAY HS Ở ĐÂU", "CTY MAY HS Ở ĐÂU"),
        # "Đ" is meant as it is typed.
        ("tỉnh ĐL ở đâu?", "tỉnh ĐL ở đâu?"),
    ],
)
def test_initials(typed: str, meant: str) -> None:
    text, count = read(typed, _TITLE, _BODY, shipped())
    assert text == meant
    assert (count > 0) == (typed != meant)
