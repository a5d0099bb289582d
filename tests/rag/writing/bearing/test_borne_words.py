"""Which words of a sentence its lines bear: other words, wrong markers, what is made up behind a true sentence."""

from __future__ import annotations

from datetime import date

import pytest

from rag.article import Article, ArticleKind, Sentence, SentenceKind
from rag.writing.bearing import surface
from rag.writing.guard import Guard, Reason
from rag.writing.prose import Claim
from rag.writing.sheet import Line, Sheet

TITLE = "Công đoàn Nhà máy Gạch Tân Lập khám sức khỏe cho đoàn viên"
LINES = (
    "Đợt khám diễn ra từ ngày 5/5 đến ngày 9/5, mỗi buổi sáng khám 60 người.",
    "Người vắng các buổi trước được khám vào ngày 9/5.",
    "Nhà máy chi trả toàn bộ chi phí khám.",
    "Giấy khen của nhà máy kèm mức thưởng 600.000 đồng.",
    "Hội thi có 124 thí sinh, tăng 28 thí sinh so với lần trước.",
    "Nhiều lao động phản ánh khó khăn về chi phí thuê nhà.",
    "Anh Lê Văn Mạnh, thợ lò nung, chia sẻ trước đây anh hay bỏ cơm vì ngán dầu mỡ.",
    "Khách tham quan gồm đại biểu ở Phú Yên, Đồng Nai và Bình Phước.",
    "Công đoàn mở lớp dạy bơi cho con công nhân tại bể bơi của nhà máy.",
    "Bếp ăn được sửa lại, thay mái tôn mới.",
    "Người lao động cần đeo khẩu trang khi vào lò.",
    "Mọi thắc mắc liên hệ phòng y tế để được giải đáp.",
)
QUESTION = "Nhân viên trong tổ cơ khí được khám ở đâu?"


@pytest.fixture(scope="module")
def guard() -> Guard:
    text = "\n".join(LINES)
    article = Article("gach", TITLE, date(2025, 5, 2), None, None, None, "gach.txt", ArticleKind.ARTICLE, text)
    starts = [sum(len(line) + 1 for line in LINES[:n]) for n in range(len(LINES))]
    sheet = Sheet(
        {"gach": article},
        tuple(
            Line(n, Sentence("gach", n - 1, start, start + len(line), SentenceKind.BODY, n - 1, line))
            for n, (start, line) in enumerate(zip(starts, LINES, strict=True), 1)
        ),
    )
    return Guard(sheet, QUESTION)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (4, "Giấy khen của nhà máy kèm tiền thưởng 600.000 đồng."),
        (5, "So với lần trước, số thí sinh nhiều hơn 28 người."),
        (6, "Nhiều người gặp khó khăn vì tiền thuê nhà."),
        (7, "Anh Lê Văn Mạnh kể trước kia anh thường bỏ bữa vì ngán dầu mỡ."),
        (8, "Phú Yên, Đồng Nai và Bình Phước."),  # nothing but names
        (2, "Đoàn viên vắng các buổi trước được khám vào ngày 9/5."),  # what only the title has
        (2, "Bạn vắng các buổi trước thì được khám vào ngày 9/5."),
    ],
)
def test_other_words_for_the_same_pass(guard: Guard, line: int, said: str) -> None:
    verdict = guard.check(Claim(said, (line,)))
    assert verdict.passed, verdict


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (10, "Công đoàn mở lớp dạy bơi cho con công nhân."),  # line 9
        (9, "Nhiều lao động gặp khó khăn về chi phí thuê nhà."),  # line 6
    ],
)
def test_a_line_that_has_less_than_another_is_the_wrong_marker(guard: Guard, line: int, said: str) -> None:
    assert not guard.check(Claim(said, (line,))).passed


@pytest.mark.parametrize(
    "tail",
    [
        "và được tặng áo đồng phục",
        "vì thiếu kinh phí",
        "nhằm quảng bá thương hiệu",
        "và phát mỗi người một thùng sữa",
    ],
)
def test_what_is_made_up_behind_a_true_sentence_is_found(guard: Guard, tail: str) -> None:
    said = "Người vắng các buổi trước được khám vào ngày 9/5"
    assert guard.check(Claim(f"{said}.", (2,))).passed
    assert guard.check(Claim(f"{said} {tail}.", (2,))).reason is Reason.UNCOVERED


@pytest.mark.parametrize(
    "said",
    [
        "Bạn nên đến khám vào ngày 9/5.",
        "Bạn có thể đến khám vào ngày 9/5.",
        "Đoàn viên muốn được khám nên đến vào ngày 9/5.",
        "Bạn nhớ đến khám vào ngày 9/5.",
    ],
)
def test_the_reader_is_advised_only_what_a_line_advises(guard: Guard, said: str) -> None:
    assert guard.check(Claim(said, (2,))).reason is Reason.ADVICE


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (11, "Bạn nhớ đeo khẩu trang khi vào lò nhé."),
        (12, "Nếu còn vướng mắc, bạn có thể liên hệ phòng y tế."),
        (12, "Bạn đừng lo, mọi thắc mắc đều được phòng y tế giải đáp."),
    ],
)
def test_polite_address_passes_where_a_line_tells_the_same(guard: Guard, line: int, said: str) -> None:
    verdict = guard.check(Claim(said, (line,)))
    assert verdict.passed, verdict


@pytest.mark.parametrize(
    "said", ["Thợ lò nên khám phổi ở bệnh viện tỉnh.", "Bạn nhớ mang bảo hộ và uống sữa khi vào lò."]
)
def test_other_advice_beside_what_a_line_tells_does_not(guard: Guard, said: str) -> None:
    assert not guard.check(Claim(said, (11,))).passed


def test_a_year_and_an_amount_are_no_number_to_call() -> None:
    assert surface.contact("Năm 2021 5.500 người khám.", "Năm 2021, có 5.500 người khám.") == ""
    assert surface.contact("Gọi 2021 5501.", "Năm 2021, có 5.500 người khám.") != ""
