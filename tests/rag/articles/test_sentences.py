from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.article import Article, ArticleKind, Sentence, SentenceKind
from rag.articles.sentences import clauses, split

CORPUS = Path(__file__).parents[3] / "corpus"


def article(text: str, *, title: str = "", author: str | None = None) -> Article:
    return Article("a1", title, None, None, author, None, "a1.txt", ArticleKind.ARTICLE, text)


def whole(text: str) -> Sentence:
    return Sentence("a1", 0, 0, len(text), SentenceKind.BODY, 0, text)


def corpus_article(name: str, end: str, author: str) -> Article:
    text = unicodedata.normalize("NFC", (CORPUS / name).read_text(encoding="utf-8")).partition(end)[0]
    return article(text, title=text.partition("\n")[0], author=author)


# Sentences are parted by "‖"; the text is the same without it.
BORDERS = [
    # abbreviations of places
    "Hội nghị diễn ra tại TP. Hồ Chí Minh. ‖Gần 200 đại biểu tham dự.",
    "Đoàn công tác của Tp.HCM đã đến. ‖Lãnh đạo Tp. Đà Nẵng đón tiếp.",
    "Chương trình được triển khai ở tất cả các quận của TP. ‖Ông Minh cho biết kết quả rất tốt.",
    "Công ty đóng tại Q. 1, TP. HCM. ‖Một cơ sở khác ở P. 5, Q. Tân Bình.",
    "Trụ sở ở Q.1, P.5. ‖Nhà máy ở X.Tân Uyên.",
    "Đoàn đại biểu TP.Hà Nội và TP.Huế cùng dự. ‖TX. Hồng Lĩnh cử 5 đoàn viên.",
    # titles
    "PGS.TS. Nguyễn Đức Lộc trình bày tham luận. ‖ThS. Lê Thị Hoa điều hành.",
    "Th.S Trần Văn Tám và Th.S. Lê Nam cùng dự. ‖GS. TS. Vũ Quang Thọ kết luận hội thảo.",
    "BS. Nguyễn Lan, KS. Trần Hùng và LS. Phạm Tuấn được khen thưởng. ‖Lễ trao diễn ra chiều 5/8.",
    "NSƯT.Xuân Bắc dẫn chương trình. ‖TS.Nguyễn Hiếu phát biểu. ‖Ths. Lê An kết luận.",
    "Đ/c Nguyễn Văn Bình phát biểu. ‖Cùng dự có đ/c. Lê Hà.",
    "Mr. John Smith và Dr. Brown là khách mời. ‖Họ đến từ St. Louis.",
    # other abbreviations
    "Đoàn viên được tặng gạo, dầu ăn, v.v. ‖Tổng trị giá 200 triệu đồng.",
    "Đoàn viên được tặng gạo, dầu ăn v.v… ‖Công đoàn cũng hỗ trợ vé xe.",
    "Các hoạt động như thi nấu ăn, kéo co, v.v. đã thu hút công nhân. ‖Ban tổ chức trao 10 giải.",
    "Samsung Electronics Co., Ltd. Việt Nam tuyển 500 người. ‖Công nhân phấn khởi.",
    "Khẩu hiệu No. 1 được treo trước cổng. ‖Công nhân ăn no. ‖Sau đó họ vào ca.",
    "Liên hệ số ĐT. 0243.123.456. ‖Ông Bình sẽ trả lời. ‖Xem tr. 15 và tr. 20.",
    # initials
    "Bà J. K. Rowling viết sách. ‖Ông Lawrence S. Ting lập quỹ. ‖Anh Nguyễn V. A. không đồng ý.",
    "Chính phủ U.S. đã hỗ trợ. ‖Phóng viên P. V.D. ghi lại.",
    "Công nhân được bổ sung vitamin C. ‖Ngoài ra, họ được khám bệnh.",
    "Nhà máy có hai phân xưởng thuộc nhóm A. ‖Phân xưởng thứ ba mới xây.",
    "Nghị quyết được thông qua tại Đại hội V. ‖Công đoàn các cấp triển khai.",
    "Đại hội XII. ‖Đoàn viên cả nước hướng về Thủ đô.",
    # numbers and dates
    "Mức lương tối thiểu là 4.180.000 đồng/tháng. ‖Doanh nghiệp trả 5.000.000 đồng.",
    "Hội nghị khai mạc ngày 07/08/2018. ‖Hội nghị bế mạc ngày 08.8.2018. ‖Có 250 cán bộ dự.",
    "Lương tăng 3.5% từ ngày 12.5. ‖Công nhân rất phấn khởi.",
    "Ca sáng bắt đầu lúc 7.30. ‖Ca chiều bắt đầu lúc 13.30.",
    "Kinh phí 1. 000. 000 đồng/suất. ‖Có 20 suất.",
    "Nhiều bạn trẻ ở độ tuổi 18-25. ‖35% trong số đó chưa lập gia đình.",
    "Quỹ đã hỗ trợ 1.200 người năm 2018. ‖116 công nhân được vay vốn.",
    # numbered text
    "Điều 5. Quyền thành lập, gia nhập và hoạt động công đoàn. ‖Người lao động có quyền gia nhập công đoàn.",
    "1. Người lao động có quyền gia nhập công đoàn. ‖Cán bộ, công chức cũng vậy.",
    "1.2. Đối tượng áp dụng là đoàn viên. ‖Trường hợp khác do cấp trên quyết định.",
    "Chương II. Quyền và trách nhiệm của công đoàn. ‖Chương này có 7 điều.",
    "I. Mục đích, yêu cầu. ‖Nâng cao nhận thức cho đoàn viên.",
    "a) Có hợp đồng lao động. ‖b) Đóng đủ bảo hiểm. ‖c) Là đoàn viên.",
    "Có ba nội dung: 1. Tuyên truyền; 2. Tập huấn; 3. Kiểm tra. ‖Các cấp công đoàn chịu trách nhiệm.",
    "Việc này được quy định tại Điều 10. ‖Người lao động cần nắm rõ.",
    "Quy định tại khoản 2, Điều 10, Luật Công đoàn 2012. ‖Điều 11 quy định khác.",
    # ellipses, exclamations, questions
    "Khó khăn còn nhiều... nhưng công nhân vẫn gắn bó. ‖Họ tin vào công đoàn.",
    "Công nhân lo tiền nhà, tiền điện... ‖Vì vậy, công đoàn đã vào cuộc.",
    "Họ đến từ Nghệ An, Thanh Hóa… và nhiều tỉnh khác. ‖Ai cũng vui…",
    "Các nước châu Âu (Anh, Pháp...) Việt Nam đã ký hiệp định. ‖Hàng dệt may được lợi.",
    "Sao lại thế?! ‖Chúng tôi không hiểu. ‖Thật đáng tiếc!",
    "Công ty nợ lương!!! ‖Công nhân bức xúc!!! ‖😡 Họ ngừng việc.",
    "Giá trị hợp đồng giảm... 50% so với năm trước. ‖Đơn hàng ít dần.",
    # quotes
    "“Chúng tôi đồng hành cùng công nhân. ‖Không ai bị bỏ lại”, ông Hiểu nói. ‖Lễ ký kết diễn ra sau đó.",
    "“Kỹ năng đã được vận dụng. ‖Cán bộ học hỏi nhiều”- ông Lê Thanh Đà đánh giá. ‖Lễ kết thúc.",
    "“Công đoàn luôn ở bên người lao động.” - Ông Khang nhấn mạnh. ‖Hội nghị kết thúc.",
    "“Chúng tôi rất cảm ơn công đoàn.” ‖Chị Hoa nói trong nước mắt.",
    'Bà Hà nói: "Công nhân cần nhà ở." ‖Ông Nam đồng tình. ‖"Họ sống rất chật chội", ông Nam thêm.',
    'Họ nói: "Lương thấp quá. ‖Chúng tôi phải tăng ca. " ‖Công ty hứa xem xét.',
    "Ông hỏi: “Ai chịu trách nhiệm?”. ‖Không ai trả lời. ‖“Thế à?” và ông bỏ đi.",
    "Chủ đề là “Công đoàn với công tác bảo vệ NLĐ” hay “Bình đẳng giới”... ‖Hội thảo tiếp tục.",
    'Nhận thức về thách thức của tổ chức CĐ...". ‖Bà cảm ơn ban tổ chức.',
    "Chị kể: “Tôi làm ở đây 5 năm.‖Lương thấp lắm.”‖Chị nói thêm: “Con nhỏ...”",
    # brackets and credits
    "Lương vùng I tăng 240.000 đồng (từ 3.980.000 đồng. Mức này chưa đủ sống). ‖Công đoàn đề nghị tăng thêm.",
    "(Đây là năm thứ hai tổ chức.) ‖Giải thưởng gồm 10 xe máy.",
    "Đại biểu phát biểu khai mạc hội nghị. (Ảnh: Khắc Kiên)",
    "Đoàn viên dự hội thi tại nhà máy. Ảnh: Đ. Bình",
    "Công nhân ra về. (Ảnh: Lan Anh) ‖Phát biểu tại hội nghị, ông Hiểu biểu dương họ. ‖Lễ trao quà diễn ra.",
    "Tai nạn làm 2 công nhân bị thương. (Theo TTXVN) ‖Công đoàn đã thăm hỏi.",
    "Số liệu chưa được công bố.[12] ‖Bộ sẽ họp báo. [cần dẫn nguồn] ‖Báo chí chờ đợi.",
    "Đoàn viên vi phạm điều lệ. ‖Hình thức kỷ luật: khiển trách.",
    "Nhà máy dừng sản xuất. ‖Ảnh hưởng trước mắt: 200 công nhân nghỉ việc.",
    # a missing space
    "Quan hệ lao động ổn định trong doanh nghiệp.‖Vì vậy, hội thảo có ý nghĩa lớn.",
    "Đã có 20 tổ công đoàn ở các huyện của tỉnh.‖Ở Hà Nội, con số là 50.",
    "Hội nghị diễn ra ngày 8/8/2018.‖Theo kế hoạch, có 250 người dự.",
    "Tỉnh đã lập 20 CĐCS.‖Năm tới sẽ có thêm 30.",
    "Xem tại trang congdoan.vn. ‖Trang Node.js, Vietnam.Net và Chinhphu.vn không liên quan.",
    "Gửi thư về Ban.ToChuc@congdoan.vn hoặc xem https://congdoan.vn/Tin.Tuc để biết thêm. ‖Xin cảm ơn.",
    # other ends
    "Hội nghị kết thúc tốt đẹp./.",
    "Hội nghị bế mạc ngày 8/8/2018./. ‖Đoàn ra về.",
    "Công đoàn có ba nhiệm vụ: tuyên truyền; tập huấn; kiểm tra. ‖Cả ba đều quan trọng.",
    "Ông nói: - Thưa các đồng chí! ‖- Vâng. ‖- Chúng ta bắt đầu.",
]


@pytest.mark.parametrize("marked", BORDERS)
def test_borders(marked: str) -> None:
    sentences = split(article(marked.replace("‖", "")))

    assert [sentence.text for sentence in sentences] == [piece.strip() for piece in marked.split("‖")]


LINES = [
    ("Thứ ba, 07/08/2018 21:05", SentenceKind.DATELINE),
    ("Chủ nhật, ngày 5-9-2019", SentenceKind.DATELINE),
    ("Hà Nội, ngày 7 tháng 8 năm 2018", SentenceKind.DATELINE),
    ("Cập nhật: 05/09/2019 10:30 (GMT+7)", SentenceKind.DATELINE),
    ("Ngày: 2018-08-07", SentenceKind.DATELINE),
    ("Quách Thị Mai - Thứ năm, 21/11/2024 07:30 (GMT+7)", SentenceKind.DATELINE),
    ("22-11-2024 - 10:42 | Công đoàn", SentenceKind.DATELINE),
    ("Tác giả: Khắc Kiên", SentenceKind.BYLINE),
    ("Tác giả bài viết: Hoàng Thị Thắm", SentenceKind.BYLINE),
    ("Nguồn tin: LĐLĐ huyện Yên Sơn", SentenceKind.BYLINE),
    ("Chùm ảnh: Hồng Đào", SentenceKind.BYLINE),
    ("Nguồn: Báo Lao động Thủ đô", SentenceKind.BYLINE),
    ("Tin, ảnh: Lan Anh", SentenceKind.BYLINE),
    ("Theo Chinhphu.vn", SentenceKind.BYLINE),
    ("Ảnh: Nguyễn Điệp", SentenceKind.CAPTION),
    ("Ảnh minh họa", SentenceKind.CAPTION),
    ("Ảnh minh hoạ: H.P.", SentenceKind.CAPTION),
    ("Hai chiếc cúp được trao - Ảnh bạn đọc cung cấp.", SentenceKind.CAPTION),
    ("Toàn cảnh lễ khai mạc.", SentenceKind.CAPTION),
    ("Hình thức kỷ luật: khiển trách.", SentenceKind.BODY),
    ("Ông Lê Vĩnh Tân - Ảnh: BÁ SƠN", SentenceKind.CAPTION),
    ("Công nhân dự lễ phát động. (Ảnh: Khắc Kiên)", SentenceKind.CAPTION),
    ("Toàn cảnh hội nghị", SentenceKind.CAPTION),
    ("Bà Lill Fanny Saethe- Phó tổng thư ký LHCĐ TP Oslo phát biểu tại hội thảo", SentenceKind.CAPTION),
    ("Ban tổ chức trao chứng nhận cho 20 doanh nghiệp gia nhập Câu lạc bộ", SentenceKind.CAPTION),
    ("Hợp sức đối mặt với thách thức", SentenceKind.HEADING),
    ("Nâng cao kỹ năng cho cán bộ", SentenceKind.HEADING),
    ("Điều 5. Quyền thành lập, gia nhập công đoàn", SentenceKind.HEADING),
    ("Ai được hưởng trợ cấp thất nghiệp?", SentenceKind.HEADING),
    ("Các đơn vị được khen thưởng gồm:", SentenceKind.BODY),
    ("- Tăng lương cho công nhân", SentenceKind.BODY),
    ("Ông Hiểu hỏi: “Ai chịu trách nhiệm?”", SentenceKind.BODY),
    ("Tuy nhiên, quyền lợi của nhiều người vẫn chưa được đảm bảo", SentenceKind.BODY),
]


@pytest.mark.parametrize(("line", "kind"), LINES)
def test_kind_of_a_line(line: str, kind: SentenceKind) -> None:
    sentences = split(article(f"Tiêu đề\n\n{line}\n\nPhần cuối của bài viết kể về một ngày hội.", title="Tiêu đề"))

    assert [sentence.kind for sentence in sentences] == [SentenceKind.TITLE, kind, SentenceKind.BODY]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Khắc Kiên", "Khắc Kiên"),
        ("Khắc Kiên/Báo Lao động", "Khắc Kiên"),
        ("Hồng Hạnh (Theo AFP)", None),
        ("Ánh Thúy - Khánh Anh", None),
    ],
)
def test_closing_name_is_a_byline(line: str, author: str | None) -> None:
    sentences = split(article(f"Hội nghị bế mạc ngày 8/8/2018./.\n\n{line}", author=author))

    assert [sentence.kind for sentence in sentences] == [SentenceKind.BODY, SentenceKind.BYLINE]


def test_items_of_a_list_are_body_and_a_lone_numbered_line_is_a_heading() -> None:
    text = "1. Quyền lợi\nĐoàn viên được chăm lo.\n2. Nguyễn Văn A, chủ tịch\n3. Lê Thị B, phó chủ tịch"
    kinds = [sentence.kind for sentence in split(article(text))]

    assert kinds == [SentenceKind.HEADING, SentenceKind.BODY, SentenceKind.BODY, SentenceKind.BODY]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("Giới thiệu chuyên đề cách mạng 4.0\nvới công tác công đoàn.", ["Giới thiệu", ""]),
        ("Hội nghị do LĐLĐ TP.\nHồ Chí Minh tổ chức.", ["Hội nghị", ""]),
        ("Dự hội nghị có lãnh đạo các\nCông đoàn ngành.", ["Dự", ""]),
        ("Dòng một\n\nvà dòng hai", ["Dòng", "và"]),
        ("Dòng một.\nDòng hai.", ["Dòng", "Dòng"]),
        ("Nội dung\n- một\n- hai", ["Nội dung", "-", "-"]),
        ("Gồm:\na) lương\nb) thưởng", ["Gồm", "a)", "b)"]),
    ],
)
def test_a_line_is_a_paragraph_unless_it_is_wrapped(text: str, paragraphs: list[str]) -> None:
    sentences = split(article(text))

    assert [sentence.paragraph for sentence in sentences] == list(range(len([p for p in paragraphs if p])))
    assert all(sentence.text.startswith(p) for sentence, p in zip(sentences, paragraphs, strict=False))


def test_title_is_not_joined_with_the_line_below() -> None:
    sentences = split(article("Tập huấn\ncho cán bộ.", title="Tập huấn"))

    assert [(s.kind, s.text) for s in sentences] == [
        (SentenceKind.TITLE, "Tập huấn"),
        (SentenceKind.BODY, "cho cán bộ."),
    ]


# --- the union's own articles


def test_sam_son_article() -> None:
    sentences = split(corpus_article("2018-tap-huan-sam-son.txt", "\n\nCÓ THỂ BẠN", "Khắc Kiên"))
    kinds = "".join(sentence.kind.value[0] for sentence in sentences)  # t itle, d ateline, b ody/yline, c aption

    assert kinds == "tdbbbcbbcbbbbbb"
    assert sentences[2].text.startswith("(ĐCSVN) – Ngày 7/8")
    assert sentences[5].text.endswith("phát biểu khai mạc hội nghị. (Ảnh: Khắc Kiên)")
    assert "4.0\nvới công tác công đoàn. (Ảnh: Khắc Kiên)" in sentences[8].text
    assert sentences[13].text == "Hội nghị tập huấn bế mạc ngày 8/8/2018./."
    assert (sentences[14].text, sentences[14].kind) == ("Khắc Kiên", SentenceKind.BYLINE)


def test_oslo_article() -> None:
    sentences = split(corpus_article("2015-hoi-thao-oslo.txt", "\n\nCó thể bạn", "Phạm Diệp"))
    texts = {sentence.text: sentence.kind for sentence in sentences}

    assert sentences[0].kind is SentenceKind.TITLE
    assert texts["Hợp sức đối mặt với thách thức"] is SentenceKind.HEADING
    assert texts["Nâng cao kỹ năng cho cán bộ"] is SentenceKind.HEADING
    assert [text for text, kind in texts.items() if kind is SentenceKind.CAPTION] == [
        "Bà Lill Fanny Saethe- Phó tổng thư ký, cố vấn cao cấp ủy ban quốc tế LHCĐ TP Oslo phát biểu tại hội thảo"
    ]
    assert any(text.endswith("CĐCS”- Phó Chủ tịch thường trực Lê Thanh Đà đánh giá.") for text in texts)
    assert any(text.endswith("tiến bộ trong doanh nghiệp.") for text in texts)
    assert any(text.startswith("Vì vậy, hội thảo quốc tế năm nay có chủ đề") for text in texts)
    assert any(text.endswith("về điều kiện lao động...") for text in texts)
    assert any(text.endswith('thách thức của tổ chức CĐ...".') for text in texts)
    assert (sentences[-1].text, sentences[-1].kind) == ("Phạm Diệp", SentenceKind.BYLINE)


# --- clauses


def quoted(text: str, longest: int = 300) -> list[str]:
    return [text[clause.start : clause.end] for clause in clauses(whole(text), longest=longest)]


def test_a_short_sentence_is_one_clause() -> None:
    text = "Công đoàn chăm lo, bảo vệ; đoàn viên phấn khởi, tin tưởng."

    assert quoted(text) == [text]


def test_clauses_part_a_list_at_semicolons_but_not_inside_a_name() -> None:
    text = (
        "Chủ đề gồm: “Những tác động của toàn cầu hóa kinh tế và vai trò của tổ chức CĐ”;"
        " “Công tác bảo vệ NLĐ; kỹ năng thương lượng của cán bộ” (ngày thứ nhất; có phiên dịch cho đại biểu);"
        " và bình đẳng giới trong hoạt động công đoàn."
    )

    assert quoted(text, longest=100) == [
        "Chủ đề gồm: “Những tác động của toàn cầu hóa kinh tế và vai trò của tổ chức CĐ”;",
        "“Công tác bảo vệ NLĐ; kỹ năng thương lượng của cán bộ” (ngày thứ nhất; có phiên dịch cho đại biểu);",
        "và bình đẳng giới trong hoạt động công đoàn.",
    ]


def test_clauses_prefer_a_connective_to_a_comma_and_keep_numbers_and_abbreviations() -> None:
    text = (
        "Công ty Samsung Electronics Co., Ltd. chi 1,5 tỷ đồng mua quà, vé xe, chăn ấm cho công nhân,"
        " đồng thời tặng 2.000 suất quà lúc 10:30 cho gia đình khó khăn."
    )

    assert quoted(text, longest=100) == [
        "Công ty Samsung Electronics Co., Ltd. chi 1,5 tỷ đồng mua quà, vé xe, chăn ấm cho công nhân,",
        "đồng thời tặng 2.000 suất quà lúc 10:30 cho gia đình khó khăn.",
    ]


def test_reporting_tail_is_a_clause() -> None:
    speech = "“Những kỹ năng quý báu đã được cán bộ công đoàn vận dụng vào thực tế”"
    tail = "- Phó Chủ tịch thường trực Lê Thanh Đà đánh giá."

    assert quoted(speech + tail, longest=80) == [speech, tail]


def test_clauses_of_the_corpus_fit_and_are_sliced_from_the_article() -> None:
    source = corpus_article("2018-tap-huan-sam-son.txt", "\n\nCÓ THỂ BẠN", "Khắc Kiên")
    for sentence in split(source):
        for clause in clauses(sentence):
            assert clause.article_id == source.id
            assert 40 <= clause.end - clause.start <= 300 or len(sentence.text) <= 300


# --- properties

MARKS = list(".!?…,;:()[]“”\"'’-–\n\f\u2028 ")
WORDS = [
    "...",
    "./.",
    "TP.",
    "1.",
    "Điều 5.",
    "a)",
    "Hội nghị",
    "đoàn",
    "(Ảnh: X)",
    "Ảnh: ",
    "v.v.",
    "12.5",
    "@",
]
ODD = ["🙂", "中。", "ﷺ", "e\u0302", "\u0301", "\u200b", "www.a.B"]
CLAUSE = ", và rất nhiều đoàn viên khác ở các khu công nghiệp"
PIECES = st.sampled_from([*MARKS, *WORDS, *ODD, "\n\n", ". ", "Khắc Kiên", "Ông A"])
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join)


@given(TEXTS, st.text(max_size=8), st.none() | st.just("Khắc Kiên"))
def test_sentences_cover_the_text_in_order(text: str, title: str, author: str | None) -> None:
    sentences = split(article(text, title=title, author=author))

    covered = 0
    for index, sentence in enumerate(sentences):
        assert sentence.index == index
        assert sentence.text == text[sentence.start : sentence.end] == sentence.text.strip() != ""
        assert not text[covered : sentence.start].strip()
        covered = sentence.end
    assert not text[covered:].strip()
    paragraphs = [sentence.paragraph for sentence in sentences]
    assert sorted(set(paragraphs)) == list(range(len(set(paragraphs)))) and paragraphs == sorted(paragraphs)


@given(TEXTS)
def test_sentences_of_a_canonical_text_are_canonical(text: str) -> None:
    for sentence in split(article(unicodedata.normalize("NFC", text))):
        assert unicodedata.is_normalized("NFC", sentence.text)


@given(st.lists(PIECES | st.just(CLAUSE), max_size=60).map("".join), st.integers(-1, 400))
def test_clauses_cover_the_sentence_in_order(text: str, longest: int) -> None:
    for sentence in split(article(text)):
        covered = sentence.start
        pieces = clauses(sentence, longest=longest)
        for piece in pieces:
            assert not text[covered : piece.start].strip() and piece.start < piece.end
            covered = piece.end
        assert covered == sentence.end
        assert len(pieces) == 1 or len(sentence.text) > longest


@pytest.mark.parametrize("unit", ["Hội nghị đã bế mạc. ", "A. ", "a\n", "(", '. "', " ", "“a, ", "Ông.Bà", "[", "; "])
def test_time_is_linear(unit: str) -> None:
    text = (unit * (300_000 // len(unit))) + "."
    begun = time.process_time()
    for sentence in split(article(text)):
        clauses(sentence)

    assert time.process_time() - begun < 8  # seconds; less than one, but minutes if quadratic
