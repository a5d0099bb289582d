"""The words of a quote that answer, and none where it is unsure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions.question import understand
from rag.spans import answer_span, answer_spans, spans_of_all

OPENING = (
    "Ngày 7/8 tại thành phố Sầm Sơn, tỉnh Thanh Hóa, Công đoàn Viên chức Việt Nam phối hợp với Bộ Nội vụ tổ chức hội "
    "nghị tập huấn cho 200 cán bộ công đoàn. "
    "Phát biểu khai mạc hội nghị, đồng chí Nguyễn Giang Tuệ Minh, Phó Chủ tịch Thường trực Công đoàn Viên chức Việt "
    "Nam, nói về cách mạng số. "
    "Đồng chí Ngọ Duy Hiểu - Trưởng ban Quan hệ lao động, giới thiệu chuyên đề “Công nghiệp 4.0” vì công đoàn cần đổi "
    "mới cách làm. Hội nghị bế mạc ngày 8/8/2018."
)


def bold(question: str, quote: str = OPENING) -> list[str]:
    return [quote[start:end] for start, end in answer_spans(understand(question), [quote])[0]]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Ai phát biểu khai mạc hội nghị?", ["Nguyễn Giang Tuệ Minh"]),
        ("ai gioi thieu chuyen de cong nghiep 4.0", ["Ngọ Duy Hiểu"]),
        ("Hội nghị bế mạc khi nào?", ["ngày 8/8/2018"]),
        ("Hội nghị tập huấn diễn ra ở đâu?", ["thành phố Sầm Sơn, tỉnh Thanh Hóa"]),
        ("Bao nhiêu cán bộ được tập huấn tại hội nghị?", ["200 cán bộ"]),
        ("Hội nghị tập huấn bao nhiêu cán bộ công đoàn?", ["200 cán bộ"]),
        ("Ngọ Duy Hiểu giữ chức vụ gì?", ["Trưởng ban Quan hệ lao động"]),
        ("Đồng chí Tuệ Minh là ai?", ["Phó Chủ tịch Thường trực Công đoàn Viên chức Việt Nam"]),
        ("Vì sao giới thiệu chuyên đề Công nghiệp 4.0?", ["vì công đoàn cần đổi mới cách làm"]),
        ("Đồng chí Hiểu giới thiệu chuyên đề gì?", ["Công nghiệp 4.0"]),
        ("Công đoàn Viên chức phối hợp với bộ nào tổ chức tập huấn?", ["Bộ Nội vụ"]),
        ("Who opened the conference?", ["Nguyễn Giang Tuệ Minh"]),
        ("Công đoàn là gì?", []),
        ("Thời tiết hôm nay thế nào?", []),
        ("Ai là ca sĩ?", []),
        ("", []),
    ],
)
def test_what_was_asked_for(question: str, expected: list[str]) -> None:
    assert bold(question) == expected


def test_what_the_question_says_is_no_answer() -> None:
    assert bold("Ngoài đồng chí Nguyễn Giang Tuệ Minh, ai khai mạc?", "Đồng chí Nguyễn Giang Tuệ Minh khai mạc.") == []
    assert bold("Hội nghị ngày 7/8 diễn ra khi nào?", "Ngày 7/8, hội nghị diễn ra sôi nổi.") == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Bao nhiêu doanh nghiệp tham dự hội thảo?", ["45 doanh nghiệp"]),
        ("Hội thảo có bao nhiêu cán bộ tham dự?", ["120 cán bộ"]),
        ("Hội thảo có bao nhiêu phóng viên tham dự?", []),
        ("Hội thảo hết bao nhiêu tiền?", ["1,5 tỷ đồng"]),
        ("Bao nhiêu phần trăm đại biểu hài lòng với hội thảo?", ["gần 98%"]),
        ("Hội thảo kéo dài bao lâu?", ["hai ngày"]),
    ],
)
def test_a_number_counts_what_is_asked_for(question: str, expected: list[str]) -> None:
    quote = (
        "Hội thảo kéo dài hai ngày, có 120 cán bộ công đoàn của 45 doanh nghiệp tham dự, hết 1,5 tỷ đồng. "
        "Có gần 98% đại biểu hài lòng với hội thảo."
    )
    assert bold(question, quote) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Bài đăng ngày nào?", ["Thứ ba, 07/08/2018 21:05"]),
        ("Bài đăng lúc mấy giờ?", ["Thứ ba, 07/08/2018 21:05"]),
        ("Ai viết bài này?", ["Khắc Kiên"]),
        ("Ai chụp ảnh?", ["Hải Nam"]),
        ("Bài ghi nguồn nào?", ["ĐCSVN"]),
    ],
)
def test_of_the_page(question: str, expected: list[str]) -> None:
    quotes = [
        "Thứ ba, 07/08/2018 21:05",
        "(ĐCSVN) – Ngày 7/8 hội nghị khai mạc.",
        "Khắc Kiên",
        "Hội nghị. (Ảnh: Hải Nam)",
    ]
    found = answer_spans(understand(question), quotes)
    assert [q[start:end] for q, spans in zip(quotes, found, strict=True) for start, end in spans] == expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("từ ngày 21 đến 23/11, hội thảo diễn ra tại Hà Nội", ["từ ngày 21 đến 23/11"]),
        ("hội thảo diễn ra trong 2 ngày 19 và 20/11.", ["trong 2 ngày 19 và 20/11"]),
        ("Chiều 12 tháng 5 năm 2019, hội thảo diễn ra.", ["Chiều 12 tháng 5 năm 2019"]),
        ("Hội thảo diễn ra vào quý III/2020.", ["quý III/2020"]),
    ],
)
def test_a_time_is_given_in_full(quote: str, expected: list[str]) -> None:
    assert bold("Hội thảo diễn ra khi nào?", quote) == expected


def test_a_list_of_names_goes_on_behind_a_name_with_its_post() -> None:
    quote = "Dự lễ có Chủ tịch Công đoàn Sao Mai Bùi Văn Cường, Thứ trưởng các bộ và ông Lê An Bình, Giám đốc nhà máy."
    assert bold("Ông Bùi Văn Cường giữ chức vụ gì?", quote) == ["Chủ tịch Công đoàn Sao Mai"]
    assert bold("Ông Lê An Bình giữ chức vụ gì?", quote) == ["Giám đốc nhà máy"]


def test_two_that_are_as_near() -> None:
    assert bold("Công nhân được thưởng bao nhiêu tiền?", "Công nhân được thưởng 2 triệu đồng, 5 triệu đồng.") == [
        "2 triệu đồng, 5 triệu đồng"
    ]


def test_several_are_all_shown() -> None:
    quote = "Ông Lê Văn Phúc phát biểu. Bà Trần Thị Hạnh phát biểu. Ông Võ Minh Tâm vắng mặt."
    assert bold("Những ai phát biểu?", quote) == ["Lê Văn Phúc", "Trần Thị Hạnh"]


def test_quotes_of_one_source_are_judged_together_and_sources_apart() -> None:
    question = understand("Bao nhiêu công nhân nghỉ việc?")
    quotes = ["Có 800 công nhân nghỉ việc.", "Chiều qua, 90 công nhân trở lại, số khác còn nghỉ việc ở nhà."]
    together = answer_spans(question, quotes)
    assert [bool(spans) for spans in together] == [True, False]
    apart = answer_spans(question, ["Có 800 công nhân nghỉ việc.", "Có 1.200 công nhân nghỉ việc."], ["a", "b"])
    assert all(apart)
    assert answer_span(question, quotes[0]) == (3, 16)


@given(st.text(max_size=60), st.text(max_size=120), st.text(max_size=40))
def test_spans_lie_apart_and_inside(question: str, quote: str, other: str) -> None:
    for text, spans in zip((quote, other), answer_spans(understand(question), [quote, other]), strict=True):
        end = 0
        for start, stop in spans:
            assert end <= start < stop <= len(text)
            end = stop


@pytest.mark.parametrize(
    "piece", ["từ ", "từ đến ngày ", "1/1 và ", "Bộ Nội vụ và ", "tại Hà Nội, ", "phó chủ tịch, ", "“"]
)
def test_repetition_is_no_trap(piece: str) -> None:
    question = understand("Khi nào, ở đâu, ai dự, bao nhiêu người, vì sao, bộ nào, chủ đề gì, giữ chức vụ gì?")
    assert len(answer_spans(question, [piece * 200])) == 1


CUP = (
    "Chiều 17/8, công đoàn tổ chức trận chung kết giải bóng đá. Đội Giày Hoa Sen thắng đội Điện tử Minh Long 3-1 để "
    "giành chức vô địch giải bóng đá. Đội Dệt may Phước Lộc xếp thứ ba."
)
COOKING = (
    "Hội thi nấu ăn có 22 đội. Giải nhất thuộc về đội Hoa Sen Hồng của Công ty Giày Hoa Sen với mâm cơm “Hương đồng "
    "nội”. Giải nhì trao cho đội Bếp Lửa của Công ty Thép Đại Phong."
)


@pytest.mark.parametrize(
    ("question", "quote", "expected"),
    [
        ("Đội nào vô địch giải bóng đá?", CUP, ["Đội Giày Hoa Sen"]),
        ("doi nao vo dich giai bong da", CUP, ["Đội Giày Hoa Sen"]),
        ("Giày Hoa Sen thắng đội nào trong trận chung kết?", CUP, ["đội Điện tử Minh Long"]),
        ("Đội nào đoạt giải nhất hội thi nấu ăn?", COOKING, ["đội Hoa Sen Hồng"]),
        ("Đội nào đoạt giải nhì hội thi nấu ăn?", COOKING, ["đội Bếp Lửa"]),
        ("Ca sĩ nào hát ở hội thi nấu ăn?", COOKING, []),
    ],
)
def test_teams_by_their_noun(question: str, quote: str, expected: list[str]) -> None:
    assert bold(question, quote) == expected


PRIZES = "Hạng | Đội | Tiền thưởng\nNhất | Giày Hoa Sen | 15 triệu đồng\nNhì | Minh Long | 10 triệu đồng"
CLASSES = (
    "Ngày | Địa điểm | Nội dung | Người tư vấn\n08/11 | Ký túc xá | Hợp đồng lao động | Luật sư Cao Minh Đạt\n"
    "15/11 | Nhà ăn | Bảo hiểm xã hội | bà Tô Thị Hạnh"
)


@pytest.mark.parametrize(
    ("question", "quote", "expected"),
    [
        ("Đội Giày Hoa Sen được thưởng bao nhiêu tiền?", PRIZES, ["15 triệu đồng"]),
        ("Đội nhì được thưởng bao nhiêu?", PRIZES, ["10 triệu đồng"]),
        ("Đội nào hạng nhất?", PRIZES, ["Giày Hoa Sen"]),
        ("Đội nào được 10 triệu đồng?", PRIZES, ["Minh Long"]),
        ("Ngày 15/11 ai tư vấn?", CLASSES, ["bà Tô Thị Hạnh"]),
        ("Ngày 8/11 tư vấn ở đâu?", CLASSES, ["Ký túc xá"]),
        ("Ngày 15/11 tư vấn nội dung gì?", CLASSES, ["Bảo hiểm xã hội"]),
        ("Luật sư Cao Minh Đạt tư vấn ngày nào?", CLASSES, ["08/11"]),
        ("Ngày 20/11 ai tư vấn?", CLASSES, []),  # no row is of that day
    ],
)
def test_the_cell_of_the_row_and_column(question: str, quote: str, expected: list[str]) -> None:
    assert bold(question, quote) == expected


def test_a_row_and_its_head_in_two_quotes() -> None:
    head, row = CLASSES.splitlines()[0], CLASSES.splitlines()[2]
    assert answer_spans(understand("Ngày 15/11 ai tư vấn?"), [head, row]) == ((), ((35, 49),))


@pytest.mark.parametrize(
    ("question", "quote", "expected"),
    [
        (
            "Vì sao công ty tăng tiền ăn ca?",
            "Công ty tăng tiền ăn ca. Nguyên nhân phải điều chỉnh là giá thực phẩm tăng gần 20%.",
            ["Nguyên nhân phải điều chỉnh là giá thực phẩm tăng gần 20%"],
        ),
        (
            "Vì sao mở lớp tập huấn?",
            "Kinh phí lớp học do Liên đoàn Lao động hỗ trợ. Lớp được tổ chức vì nhiều cán bộ mới nhận nhiệm vụ.",
            ["vì nhiều cán bộ mới nhận nhiệm vụ"],
        ),
        (
            "Vì sao dời ngày khai mạc giải?",
            "Giải do công đoàn tổ chức. Ban tổ chức dời ngày khai mạc do mưa lớn, để bảo đảm an toàn.",
            ["do mưa lớn, để bảo đảm an toàn"],
        ),
        (
            "Công đoàn mở lớp để làm gì?",
            "Công đoàn mở lớp nhằm nâng cao kỹ năng.",
            ["nhằm nâng cao kỹ năng"],
        ),
    ],
)
def test_reasons(question: str, quote: str, expected: list[str]) -> None:
    assert bold(question, quote) == expected


def test_the_years_of_a_term_are_no_time_of_an_event() -> None:
    quote = "Trong hai ngày 13 và 14/6/2023, Đại hội lần thứ IV, nhiệm kỳ 2023-2028 đã diễn ra."
    assert bold("Đại hội diễn ra khi nào?", quote) == ["ngày 13 và 14/6/2023"]


@pytest.mark.parametrize(
    ("question", "quote", "expected"),
    [
        (
            "Năm 2024 trao bao nhiêu căn nhà?",
            "Trao 8 căn nhà. Năm 2025, huyện trao 11 căn; năm 2024 trao 9 căn.",
            ["9 căn"],
        ),
        (
            "Bao nhiêu học viên không được cấp chứng nhận?",
            "Lớp có 87 học viên được cấp chứng nhận; 3 người thì không.",
            [],
        ),
        (
            "Ai hiến máu nhiều nhất?",
            "Anh Quách Thành Nghĩa hiến máu lần thứ 25. Người hiến máu lớn tuổi nhất là bà Dư Thị Sáu.",
            ["Quách Thành Nghĩa"],
        ),
        ("Chăm lo bao nhiêu lượt đoàn viên?", "Công đoàn chăm lo 4.120 lượt đoàn viên.", ["4.120 lượt đoàn viên"]),
        ("Vì sao 3 người không được cấp?", "3 người vắng mặt không lý do không được cấp.", []),
    ],
)
def test_what_would_say_something_else(question: str, quote: str, expected: list[str]) -> None:
    assert bold(question, quote) == expected


SPORTS = "Môn | Giải Nhất | Giải Nhì\nKéo co | Trung tâm Y tế | Công ty May\nNhảy bao bố | Công ty Gỗ | Trung tâm Y tế"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Đơn vị nào vô địch môn nhảy bao bố?", ["Công ty Gỗ"]),
        ("Môn kéo co ai nhất?", ["Trung tâm Y tế"]),
        ("Á quân môn kéo co là đơn vị nào?", ["Công ty May"]),
        ("Đơn vị nào tham gia?", []),
    ],
)
def test_who_came_first(question: str, expected: list[str]) -> None:
    assert bold(question, SPORTS) == expected


def test_each_of_several_questions_has_its_words() -> None:
    first, second = "Bà Châu Ngọc Ánh, Giám đốc Quỹ, cho vay 28,6 tỷ đồng.", "Trại hè có 120 em tham gia."
    text = "Ai là Giám đốc Quỹ? Trại hè có bao nhiêu em tham gia?"
    spans = spans_of_all(text, [first, second], ["a", "b"])
    assert [first[start:end] for start, end in spans[0]] == ["Châu Ngọc Ánh"]
    assert [second[start:end] for start, end in spans[1]] == ["120 em"]
    assert spans_of_all("", [first]) == ((),)


@pytest.mark.parametrize(
    ("question", "quote", "expected"),
    [
        ("Huyện có bao nhiêu công đoàn cơ sở?", "Gần 500 công nhân của huyện tham gia.", []),
        (
            "Hiến được bao nhiêu đơn vị máu?",
            "Hiến được 412 đơn vị máu, vượt 62 đơn vị so với chỉ tiêu.",
            ["412 đơn vị máu"],
        ),
    ],
)
def test_the_whole_of_what_is_counted(question: str, quote: str, expected: list[str]) -> None:
    assert bold(question, quote) == expected
