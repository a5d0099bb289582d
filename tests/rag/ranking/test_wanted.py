"""What kind of thing a question wants, and whether a text has it."""

import pytest

from rag.questions.question import understand
from rag.ranking import wanted
from rag.text.entities import EntityKind
from rag.text.vietnamese import fold


@pytest.mark.parametrize(
    ("question", "text", "held"),
    [
        ("Ai phát biểu khai mạc?", "Ông Lê Thanh Đà phát biểu khai mạc.", {EntityKind.PERSON}),
        ("Ông Lê Thanh Đà gặp ai?", "Ông Lê Thanh Đà dự hội thảo.", set()),
        ("Hội thảo diễn ra ngày nào?", "Hội thảo diễn ra ngày 19/11.", {EntityKind.DATE}),
        ("Bà Hoa là chủ tịch công đoàn nào?", "Bà Hoa họp với ban chấp hành.", set()),
        ("Công đoàn có mục tiêu thế nào?", "Ngày 19/11, ông Lê Thanh Đà nêu mục tiêu.", set()),
    ],
)
def test_what_the_question_says_itself_is_no_answer(question: str, text: str, held: set[EntityKind]) -> None:
    assert wanted.held(text, understand(question)) == held


@pytest.mark.parametrize(
    ("question", "text", "doubt"),
    [
        ("Có bao nhiêu đại biểu?", "Hội nghị có 200 đại biểu dự.", 0.0),
        ("Có bao nhiêu đại biểu?", "Các đại biểu thảo luận sôi nổi.", 0.5),
        ("Có bao nhiêu đại biểu?", "Hội nghị họp trong hai ngày.", 1.0),
        ("Thưởng bao nhiêu tiền?", "Mỗi người được thưởng 2 triệu đồng.", 0.0),
        ("Thưởng bao nhiêu tiền?", "Tiền thưởng sẽ công bố sau.", 1.0),
        ("Giảm mấy tiếng một tuần?", "Mỗi tuần làm 44 giờ.", 0.0),
        ("Nghỉ mấy hôm?", "Người lao động được nghỉ 3 ngày.", 0.0),
        ("Ai khai mạc?", "Không có số nào.", 0.0),
        ("Bà Hoa bao nhiêu tuổi?", "Bà Hoa nhận giải ở tuổi 39.", 0.0),
        ("Có bao nhiêu cán bộ?", "Công đoàn Việt Nam đến với cán bộ.", 0.5),
        ("Có bao nhiêu cán bộ?", "Hội nghị có năm cán bộ.", 0.0),
        ("Có bao nhiêu cán bộ?", "Hội nghị có bốn mươi cán bộ.", 0.0),
        ("Bà Hoa bao nhiêu tuổi?", "Bà Hoa làm việc đã 20 năm.", 1.0),
        ("Chị ấy có bao nhiêu cú đánh?", "Chị ghi được 118 cú đánh.", 0.0),
        ("Diện tích lớn hơn bao nhiêu so với năm trước?", "Diện tích lớn hơn hẳn.", 0.0),
        ("Bao nhiêu tài xế nghỉ việc?", "Các tài xế nghỉ việc.", 0.5),  # no "tại"
        ("bao nhieu tai Ha Noi?", "Các tài xế nghỉ việc.", 0.0),
        ("Có mấy vụ ngừng việc?", "Trong quý có 11 cuộc ngừng việc.", 0.0),
        ("Có mấy vụ ngừng việc?", "Vụ ngừng việc đã dứt.", 0.5),
        ("Ban chấp hành có mấy UV là người Khmer?", "Trong 41 ủy viên có 9 người dân tộc Khmer.", 0.0),
        ("Lương thêm mấy củ?", "Mỗi người thêm 3 triệu đồng.", 0.0),
        ("Lãi là bao nhiêu một tháng?", "Lãi 0,6 phần trăm.", 0.0),
        ("cong ty may Hoa Sen co bao nhieu xe?", "Công ty có 3 xe.", 0.0),
        ("cong ty may Hoa Sen o dau", "Công ty có 3 xe.", 0.0),
        ("Đại hội lần thứ mấy của ngành?", "Đại hội đã họp.", 0.0),
    ],
)
def test_a_number_of_what_is_counted(question: str, text: str, doubt: float) -> None:
    assert wanted.uncounted(understand(question), wanted.counting(text)) == doubt


@pytest.mark.parametrize(
    ("question", "text", "lacking"),
    [
        ("Ai hát mở màn?", "Mở màn là tiếng hát của Lady Gaga.", False),
        ("Ai hát mở màn?", "Tiếng hát mở màn rất hay.", True),
        ("Họp ở đâu?", "Đoàn họp ở Kyoto.", False),
        ("Có mấy người dự?", "Có hai người dự.", False),
        ("Có mấy người dự?", "Nhiều năm qua họ vẫn dự.", True),
        ("Chủ đề là gì?", "Đoàn họp bàn về tiền lương.", False),
    ],
)
def test_what_has_nothing_of_the_kind(question: str, text: str, lacking: bool) -> None:
    assert wanted.lacks(text, understand(question)) is lacking


def test_reasons_are_told_by_their_words() -> None:
    assert wanted.gives_reason(fold("Họ nghỉ việc do chậm lương."))
    assert not wanted.gives_reason(fold("Họ đi làm lại."))
