"""Negations that say in effect what a line says without one."""

from __future__ import annotations

import pytest

from rag.text.shorthand import shipped
from rag.writing.bearing import negation
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.reading import Reading, read


class _Lines(Grounds):
    """Lines without an article."""

    def __init__(self, *lines: str) -> None:
        super().__init__((), _read(""))
        self.__dict__["lines"] = tuple(map(_read, lines))


def _read(text: str) -> Reading:
    return read(text, shipped())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Dự án bị chậm do vướng giải phóng mặt bằng.", "Dự án chậm vì chưa giải phóng xong mặt bằng."),
        ("Mọi khoản phụ cấp, thưởng đều bị cắt.", "Công nhân không còn được nhận phụ cấp."),
        ("Kết luận chính thức chưa được công bố.", "Vẫn chưa có kết luận chính thức."),
        ("Có 12 đơn vị để bữa ăn dưới mức chung.", "Không phải nơi nào cũng có bữa ăn tốt."),
        ("Việc làm ở đây kém hấp dẫn với thợ trẻ.", "Thợ trẻ không mặn mà với việc làm ở đây."),
        ("Chi phí do nhà máy chi trả.", "Không, nhà máy chi trả chi phí."),
        ("Đội nghỉ sớm mà vẫn hưởng nguyên lương.", "Đội nghỉ sớm mà không trừ lương."),
        ("Đề xuất chưa được hai bên thống nhất.", "Hai bên chưa thống nhất đề xuất."),
        ("Nhờ hẹn trước nên không còn cảnh chờ đợi lâu.", "Nhờ hẹn trước, thợ không phải chờ đợi lâu."),
        ("Lần đầu thi, chị Mai không giấu được hồi hộp.", "Chị Mai hồi hộp vì thi lần đầu."),
        ("Việc thu phí mới đạt 91% kế hoạch.", "Việc thu phí chưa đạt kế hoạch."),
        ("Hai tòa nhà còn lại đang đổ móng, tòa đầu đã hoàn thành.", "Hai tòa nhà chưa xong, đang đổ móng."),
        ("Dự luật sẽ được Quốc hội thông qua vào tháng 10.", "Dự luật chưa được thông qua."),
        ("Việc áp dụng cách này là không phù hợp.", "Không nên áp dụng cách này."),
        ("Các nước không quy định đến tuổi nào đó buộc phải nghỉ hưu.", "Các nước không bắt buộc nghỉ hưu."),
    ],
)
def test_a_negation_in_effect_passes(line: str, said: str) -> None:
    assert negation.unborne(_read(said), _Lines(line)) == ""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Công ty trả phụ cấp cho thợ.", "Công ty không trả phụ cấp cho thợ."),
        ("Công ty thiếu nguyên liệu.", "Công ty không thiếu nguyên liệu."),
        ("Tất cả các tổ đều có bữa ăn tốt.", "Không phải tổ nào cũng có bữa ăn tốt."),
        ("Kết luận chính thức chưa được công bố.", "Kết luận chính thức đã được công bố."),
        ("Công ty đã ký thỏa ước với công đoàn.", "Công ty chưa ký thỏa ước với công đoàn."),
        ("Giờ làm ở các nước này đều là 48 giờ theo tiêu chuẩn.", "Các nước này không dùng tiêu chuẩn 48 giờ."),
        ("Đã có 30 người đổi ý, không rút đơn.", "Chưa có ai đổi ý rút đơn."),
        ("Sở phải trả lời các kiến nghị chưa được giải đáp.", "Sở không trả lời kiến nghị chưa được giải đáp."),
        ("Bãi xe ngưng hoạt động do hết phép.", "Bãi xe ngưng hoạt động dù chưa hết phép."),
        ("Mức mới sẽ đáp ứng nhu cầu.", "Mức mới chưa đáp ứng nhu cầu."),
    ],
)
def test_a_negation_of_what_a_line_affirms_does_not(line: str, said: str) -> None:
    assert negation.unborne(_read(said), _Lines(line)) != ""
