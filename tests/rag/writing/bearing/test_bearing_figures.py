"""Numbers that a sentence may reckon, round, convert or count from its lines, and those that it may not."""

from __future__ import annotations

from datetime import date

import pytest

from rag.article import Article, ArticleKind
from rag.articles.sentences import split
from rag.writing.bearing import figures
from rag.writing.bearing.grounds import SheetGrounds
from rag.writing.sheet import Line, Sheet

TEXT = """Công đoàn khu công nghiệp Đồi Sim chăm lo công nhân

Công ty Dệt Đồi Sim có 640 công nhân, tăng 40 công nhân so với năm 2021.
Công đoàn tặng 30 suất quà, mỗi suất 2 triệu đồng, cho công nhân khó khăn.
Tiền ăn ca bình quân đạt 25.000 đồng/suất, trong khi năm 2021 chỉ là 21.000 đồng/suất.
Công đoàn xây mới 12 và sửa chữa 8 căn nhà cho công nhân.
Khảo sát 500 công nhân cho thấy 30% thuê trọ và 12% ở nhờ nhà người thân.
Tuổi nghề bình quân là 8,5 (nam 9,2; nữ 7,8 năm).
Mất điện từ 2 giờ 40 phút, đến 7 giờ 10 phút cùng ngày nhà máy chạy lại.
Ngày 7/6, bà Lê Thị Sâm cho biết công nhân đã đi làm lại.
Trưa hai hôm trước, hàng trăm công nhân bỏ ca.
Hai thông tư này giao các sở kiểm tra container.
Mỗi bữa ăn cần từ 700 đến 900 kcal.
Giá thuê dự kiến 40.000 đồng/m2/tháng, căn hộ từ 30 đến 60 m2.
Dự án rộng 3 ha và chậm 14 tháng.
Vùng 1 tăng 240.000 đồng; vùng 2 tăng 210.000 đồng; vùng 3 tăng 180.000 đồng.
Thí sinh đạt dưới 50 điểm không được vào vòng sau.
Thu nhập của công nhân chỉ bằng 20% so với trước.
Đại hội bầu 9 đại biểu chính thức và 1 đại biểu dự khuyết.
Giải Nhất được thưởng 15 triệu đồng, giải Nhì 10 triệu đồng; có hai giải Nhì.
Hội thảo họp trong ba ngày.
Đội thu 70 túi máu, gấp đôi ngày thường, và vượt 10 túi so với kế hoạch.
Phương án 1 tăng 4%, phương án 2 tăng 5%, phương án 3 tăng 6%.
Các bên phải họp thêm 1-2 phiên nữa.
Làm thêm không quá 300 giờ; tổ chức phải có tối thiểu 15 đoàn viên.
Giờ làm thêm được trả tối thiểu 200% lương.
Kinh phí là 90 triệu đồng, trong đó đoàn viên góp 50 triệu đồng.
Chị Na định rút bảo hiểm.
Anh Tư đã đóng bảo hiểm 12 năm, còn thiếu 3 năm; có người rút bảo hiểm một lần.
Đoàn kiểm tra 320 khu trọ, 47 khu thu quá giá.
"""


@pytest.fixture(scope="module")
def grounds() -> SheetGrounds:
    article = Article(
        "doi-sim", TEXT.splitlines()[0], date(2023, 6, 7), None, None, None, "doi-sim.txt", ArticleKind.ARTICLE, TEXT
    )
    lines = tuple(Line(number, sentence) for number, sentence in enumerate(split(article), 1))
    return SheetGrounds(Sheet({"doi-sim": article}, lines), "")


def unborne(sheet: SheetGrounds, numbers: tuple[int, ...], text: str) -> str:
    """Return the number of a sentence that its lines don't bear."""
    cited = sheet.of(line for line in sheet._sheet.lines if line.n in numbers)
    found = figures.unborne(cited.articles[0].read(text), cited)
    return found[1] if found else ""


BORNE = (
    # what was before, by how much
    ((2,), "Năm 2021 công ty mới có 600 công nhân."),
    ((4,), "Mỗi suất ăn ca tăng thêm 4.000 đồng, từ 21.000 lên 25.000 đồng."),
    # sums, products, what each has of a sum
    ((3,), "Công đoàn tặng 30 suất quà trị giá tổng cộng 60 triệu đồng."),
    ((5,), "Công đoàn đã xây và sửa 20 căn nhà."),
    ((5,), "Tổng cộng 20 căn nhà được xây mới hoặc sửa chữa."),
    ((18,), "Đại hội bầu 10 người, gồm 9 chính thức và 1 dự khuyết."),
    ((19,), "Tổng tiền thưởng cho một giải Nhất và hai giải Nhì là 35 triệu đồng."),
    ((13,), "Thuê căn 30 m2 thì mỗi tháng trả khoảng 1,2 triệu đồng."),
    # shares
    ((6,), "Cứ 10 công nhân thì có 3 người thuê trọ."),
    ((6,), "Gần một phần ba công nhân thuê trọ."),
    ((6,), "30% trong số 500 công nhân, tức 150 người, thuê trọ."),
    ((17,), "Thu nhập của công nhân giảm tới 80%."),
    ((17,), "Thu nhập của công nhân chỉ bằng một phần năm trước kia."),
    # units left out, other units, halves
    ((7,), "Tuổi nghề bình quân là 8,5 năm."),
    ((14,), "Dự án rộng 30.000 m2."),
    ((14,), "Dự án rộng 3 héc-ta, chậm hơn một năm."),
    ((8,), "Mất điện kéo dài bốn tiếng rưỡi."),
    ((8,), "Nhà máy mất điện gần 5 tiếng."),
    ((14,), "Dự án chậm 1 năm 2 tháng."),
    # rounding
    ((2,), "Công ty có hơn 600 công nhân."),
    ((2,), "Công ty có gần 650 công nhân."),
    ((12,), "Mỗi bữa cần khoảng 700-900 kcal."),
    ((12,), "Mỗi bữa cần ít nhất 700 kcal, tối đa 900 kcal."),
    ((16,), "Thí sinh phải đạt từ 50 điểm trở lên."),
    # counting
    ((11,), "Hai văn bản này giao các sở kiểm tra container."),
    ((15,), "Cả ba vùng đều tăng."),
    ((15,), "Công ty và công nhân, hai bên đều chấp nhận."),
    ((3, 4), "Công đoàn làm ba việc: tặng quà cho công nhân nữ, khó khăn và tăng tiền ăn ca."),
    ((22,), "Trong ba phương án, phương án 3 tăng cao nhất."),
    ((3, 4), "Có hai khoản: 30 suất quà và 25.000 đồng tiền ăn ca."),
    # ranges, limits, aims, "một lần"
    ((21,), "Ngày thường đội chỉ thu khoảng 35 túi máu, nay là 70 túi."),
    ((21,), "Đội thu 70 túi máu, trong khi kế hoạch là 60 túi."),
    ((23,), "Các bên họp thêm một đến hai phiên."),
    ((24,), "Mức 300 giờ này là cho cả năm."),
    ((24,), "Chưa đủ 15 đoàn viên thì tổ chức chưa được lập."),
    ((25,), "Giờ làm thêm được trả tối thiểu gấp đôi."),
    ((6,), "Cứ 10 công nhân được hỏi một lần thì có 3 người thuê trọ."),
    ((29,), "Khoảng 15% khu trọ thu quá giá: 47 trên 320 khu."),
    ((26,), "Trong 90 triệu đồng, hơn một nửa (50 triệu đồng) do đoàn viên góp."),
    ((26,), "Đoàn viên góp 50 triệu đồng, chiếm hơn 50% kinh phí."),
    ((27,), "Chị Na định rút bảo hiểm một lần."),
    ((28,), "Anh Tư đã đóng 12 năm và cần đóng thêm 3 năm nữa, tức đủ 15 năm."),
    # days
    ((9, 10), "Sự việc xảy ra trưa 5/6, hai ngày trước khi bà Sâm thông tin."),
)
UNBORNE = (
    ((2,), "Năm 2021 công ty có 680 công nhân."),
    ((2,), "Công ty hiện có 600 công nhân."),
    ((2,), "Công ty có gần 600 công nhân."),
    ((4,), "Mỗi suất ăn ca tăng thêm 5.000 đồng."),
    ((4,), "Mỗi suất ăn ca là 46.000 đồng."),
    ((3,), "Mỗi suất quà trị giá 60 triệu đồng."),
    ((3,), "Tổng trị giá các suất quà là 2 triệu đồng."),
    ((5,), "Công đoàn xây mới 20 căn nhà."),
    ((18,), "Đại hội bầu 10 đại biểu chính thức."),
    ((19,), "Tổng tiền thưởng cho một giải Nhất và hai giải Nhì là 25 triệu đồng."),
    ((19,), "Mỗi giải Nhì được thưởng 20 triệu đồng."),
    ((6,), "Cứ 10 công nhân thì có 4 người thuê trọ."),
    ((6,), "Gần một nửa công nhân thuê trọ."),
    ((17,), "Thu nhập của công nhân giảm 20%."),
    ((4,), "Tiền ăn ca giảm xuống 4.000 đồng một suất."),
    ((14,), "Dự án rộng 3.000 m2."),
    ((14,), "Dự án chậm 14 tuần."),
    ((14,), "Dự án chậm 1 năm 3 tháng."),
    ((6,), "Hơn 29% công nhân thuê trọ."),
    ((8,), "Mất điện kéo dài năm tiếng rưỡi."),
    ((15,), "Vùng 3 tăng 30.000 đồng."),
    ((15,), "Cả bốn vùng đều tăng."),
    ((3, 4), "Công đoàn làm bốn việc: tặng quà và tăng tiền ăn ca."),
    ((9, 10), "Sự việc xảy ra trưa 6/6."),
    ((20,), "Hội thảo họp trong hai ngày."),
    ((21,), "Ngày thường đội thu 45 túi máu, nay là 70 túi."),
    ((21,), "Đội thu 70 túi máu, trong khi kế hoạch là 80 túi."),
    ((22,), "Trong bốn phương án, phương án 3 tăng cao nhất."),
    ((23,), "Các bên họp thêm hai đến ba phiên."),
    ((24,), "Công nhân đã làm thêm 300 giờ."),
    ((25,), "Giờ làm thêm được trả tối thiểu gấp ba."),
    ((26,), "Đoàn viên góp 50 triệu đồng, chiếm hơn 60% kinh phí."),
    ((29,), "Khoảng 25% khu trọ thu quá giá: 47 trên 320 khu."),
    ((27,), "Chị Na chỉ được rút một lần."),
    ((28,), "Anh Tư đã đóng 12 năm và cần đóng thêm 3 năm nữa, tức đủ 16 năm."),
)


@pytest.mark.parametrize(("numbers", "text"), BORNE)
def test_what_follows_from_the_lines_is_borne(grounds: SheetGrounds, numbers: tuple[int, ...], text: str) -> None:
    assert unborne(grounds, numbers, text) == ""


@pytest.mark.parametrize(("numbers", "text"), UNBORNE)
def test_what_does_not_is_not(grounds: SheetGrounds, numbers: tuple[int, ...], text: str) -> None:
    assert unborne(grounds, numbers, text) != ""
