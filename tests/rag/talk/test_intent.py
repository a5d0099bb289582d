"""What a text wants: small talk of all kinds, the articles themselves, or an answer."""

# ruff: noqa: E501 - a table of cases reads best unwrapped

from __future__ import annotations

import time
from datetime import date

import pytest

from bot.words import ANSWER_WORDING, TALK_WORDING
from rag.answer import Mode
from rag.article import Article, ArticleKind
from rag.engine import Engine
from rag.talk.browsing import catalogue, small_talk
from rag.talk.intent import Intent, is_small_talk, recognise

SMALL_TALK = {
    Intent.GREETING: "xin chào|Chào bạn|hi|hiiii|alo ad oi|HELLO|chào ad nha|chào buổi sáng|có ai ở đây không|👋|hello 👋"
    "|chào cả nhà|dạ em chào anh chị ạ|cho em hỏi chút ạ|bạn khỏe không|a lô có ai k",
    Intent.THANKS: "cảm ơn|cám ơn bạn nhiều nha|thanks nha|tks ad|cam on ad nhieu lam|CẢM ƠN CÔNG ĐOÀN|🙏🙏|👍👍 cảm ơn ad"
    "|ok cảm ơn bạn|chào bạn, cảm ơn nhé|thank you",
    Intent.TRANSLATE: "dịch sang tiếng Anh|dich giup minh cau nay ra tieng anh voi|nói bằng tiếng Anh đi|translate this|dịch đoạn trên sang tiếng Hàn nhé",
    Intent.IDENTITY: "bạn là ai|ban la ai vay|bot ten gi|bạn là người hay máy vậy|bạn tên là gì|bot là ai thế|giới thiệu về bạn",
    Intent.HELP: "giúp|giúp mình với|help|hướng dẫn sử dụng|tro giup|bạn làm được gì|ban lam duoc gi vay|hỏi được những gì",
    Intent.BYE: "bye|tạm biệt nhé|hẹn gặp lại|bái bai|chúc ngủ ngon|chúc bạn một ngày tốt lành",
    Intent.PRAISE: "hay quá|trả lời hay quá|tuyệt vời|đúng rồi|👍|chuẩn luôn|giỏi quá",
    Intent.COMPLAINT: "trả lời sai rồi|sai bét|không đúng|ko dung roi ad oi|không phải cái tôi hỏi|👎|dở quá"
    "|đồ ngu|mày ngu quá|bot ngu vl|bot dở ẹc|đm trả lời sai rồi|chán quá|im đi|cút đi|bot gì mà dở tệ|đồ ngốc|ad ơi trả lời dở quá",
    Intent.DISTRESS: "Tôi muốn tự tử|toi muon tu tu|không muốn sống nữa|em chán sống quá|con định tự tử mọi người ơi",
    Intent.NOD: "ok|ok bạn|vâng ạ|dạ|haha|ừ|thế à|chắc không|có chắc chắn không",
}
BROWSING = (
    (Intent.LIST, "Có những bài nào?", ""),
    (Intent.LIST, "liệt kê các bài", ""),
    (Intent.LIST, "có bao nhiêu bài viết?", ""),
    (Intent.LIST, "danh sách bài viết", ""),
    (Intent.LIST, "bai moi nhat la gi", ""),
    (Intent.LIST, "tin mới nhất", ""),
    (Intent.LIST, "bài đăng gần đây nhất là bài nào", ""),
    (Intent.LIST, "tháng này có bài nào mới không", ""),
    (Intent.LIST, "danh sách bài viết năm 2026", ""),
    (Intent.LIST, "hom qua co tin gi moi", ""),
    (Intent.LIST, "có bài nào từ đầu năm đến giờ không", ""),
    (Intent.LIST, "cuối năm ngoái có những bài nào", ""),
    (Intent.LIST, "sáng nay có tin gì không", ""),
    (Intent.LIST, "tóm tắt các bài tháng trước", ""),
    (Intent.SUMMARISE, "Tóm tắt bài Tết sum vầy", "Tết sum vầy"),
    (Intent.SUMMARISE, "Tóm tắt bài khu nhà ở nhé", "khu nhà ở"),
    (Intent.SUMMARISE, "bài 2", "2"),
    (Intent.SUMMARISE, "cho mình xem bài số 3 với", "số 3"),
    (Intent.LIST, "cho mình xem các bài", ""),
    (Intent.LIST, "co bai nao khong", ""),
    (Intent.LIST, "HIỆN CÓ NHỮNG TIN GÌ", ""),
    (Intent.LIST, "chào ad, có những bài nào vậy", ""),
    (Intent.FIND, "bài nào nói về Oslo?", "Oslo"),
    (Intent.FIND, "có bài nào về trợ cấp thất nghiệp không?", "trợ cấp thất nghiệp"),
    (Intent.FIND, "tìm bài về mật gấu", "mật gấu"),
    (Intent.FIND, "co bai nao noi ve sam son ko ad", "sam son"),
    (Intent.FIND, "có bao nhiêu bài về công đoàn viên chức", "công đoàn viên chức"),
    (Intent.FIND, "Có những bài nào về Oslo?", "Oslo"),
    (Intent.SUMMARISE, "tóm tắt bài hội thảo Oslo", "hội thảo Oslo"),
    (Intent.SUMMARISE, "tom tat giup minh bai ve sam son voi", "sam son"),
    (Intent.SOURCE, "nguồn ở đâu", ""),
    (Intent.SOURCE, "Nguồn của thông tin này là gì vậy?", ""),
    (Intent.SOURCE, "cho xin link bai goc voi ad", ""),
    (Intent.SOURCE, "bài này của báo nào", ""),
    (Intent.SOURCE, "thông tin này lấy từ đâu ra", ""),
    (Intent.SOURCE, "bai nay dang khi nao v", ""),
    (Intent.SOURCE, "ai viết bài này", ""),
    (Intent.SOURCE, "tác giả là ai", ""),
    (Intent.SOURCE, "bạn lấy thông tin ở đâu", ""),
    (Intent.QUESTION, "Ai viết bài về hội thảo Oslo?", ""),
    (Intent.QUESTION, "nguồn kinh phí lấy từ đâu", ""),
    (Intent.QUESTION, "bài này của ai phát biểu khai mạc", ""),
    (Intent.QUESTION, "Hội thảo đăng ký ở đâu?", ""),
    (Intent.SUMMARISE, "tóm tắt bài đó", "đó"),
    (Intent.SUMMARISE, "tóm tắt", ""),
    (Intent.SUMMARISE, "bài về Sầm Sơn nói gì?", "Sầm Sơn"),
    (Intent.SUMMARISE, "bài này nói về gì", "này"),
    (Intent.SUMMARISE, "bài thứ hai nói gì?", "thứ hai"),
    (Intent.SUMMARISE, "nội dung chính của bài hội thảo Oslo là gì", "hội thảo Oslo"),
)
QUESTIONS = (
    ("chào bạn, cho hỏi ai phát biểu tại hội thảo với Oslo?", "ai phát biểu tại hội thảo với Oslo?"),
    ("chao ad cho em hoi hoi nghi o sam son dien ra khi nao", "hoi nghi o sam son dien ra khi nao"),
    ("alo ad, cho hỏi trợ cấp thất nghiệp tính sao?", "trợ cấp thất nghiệp tính sao?"),
    ("cảm ơn bạn, thế còn ở Thanh Hóa?", "thế còn ở Thanh Hóa?"),
    ("Dạ cho em hỏi bà Lill là ai ạ", "bà Lill là ai ạ"),
    ("ad ơi cho em hỏi bà Lill là ai ạ", "bà Lill là ai ạ"),
    ("ad oi cho e hoi ba Lill la ai", "ba Lill la ai"),
    ("Mn cho mik hỏi hội thảo ở đâu", "hội thảo ở đâu"),
    ("Anh chị ơi, hội thảo ở đâu?", "hội thảo ở đâu?"),
    ("Công đoàn ơi cho tôi hỏi hội thảo ở đâu?", "hội thảo ở đâu?"),
    ("Công đoàn A có gì?", "Công đoàn A có gì?"),
    ("chào anh, anh ấy là ai", "anh ấy là ai"),
    ("Ai cảm ơn công nhân?", None),
    ("Chào mừng ngày 20/11 có hoạt động gì?", None),
    ("bà Lill nói gì", None),
    ("Bài phát biểu của bà Lill nói gì?", None),
    ("Bà Saethe bên Oslo nói gì", None),
    ("bài nào do Khắc Kiên viết", None),
    ("Có bao nhiêu bài viết đăng ngày 7/8/2018?", None),
    ("Anh ấy là ai?", None),
    ("Bài mới nhất về Oslo là gì", None),
    ("Công nhân may chán việc à", None),
    ("đồ bảo hộ", None),
    ("Sự kiện mới nhất", None),
    ("Hi vọng của bà Lill là gì", None),
    ("Công đoàn giúp gì cho người lao động?", None),
    ("đúng không", None),
    ("Không có tên ai khác à", None),
    ("TP. Hà Nội có hội thảo nào", None),
    ("Ai viết bài “Nâng cao kỹ năng hoạt động cho cán bộ CĐ”?", None),
    ("Bài viết về hội thảo Hà Nội - Oslo trích lời phát biểu của những ai?", None),
)


@pytest.mark.parametrize(
    ("intent", "text"), [(kind, text) for kind, texts in SMALL_TALK.items() for text in texts.split("|")]
)
def test_small_talk(intent: Intent, text: str) -> None:
    assert recognise(text).intent is intent


@pytest.mark.parametrize(("intent", "text", "topic"), BROWSING)
def test_questions_on_the_articles_themselves(intent: Intent, text: str, topic: str) -> None:
    found = recognise(text)
    assert (found.intent, found.topic) == (intent, topic)


@pytest.mark.parametrize(("text", "rest"), QUESTIONS)
def test_questions_stay_questions(text: str, rest: str | None) -> None:
    found = recognise(text)
    assert (found.intent, found.text) == (Intent.QUESTION, rest or text)


def test_every_kind_of_small_talk_has_a_line_and_cites_nothing() -> None:
    for kind in SMALL_TALK:
        answer = small_talk(kind, ANSWER_WORDING)
        assert is_small_talk(kind)
        assert answer.text
        assert (answer.mode, answer.answered, answer.turn) == (Mode.SMALLTALK, False, None)


@pytest.mark.parametrize(
    "text", ["", "   ", "?!", "🐟🐟", "\u200b", "a" * 1_000, "chào " * 200, "bạn ơi " * 140, "bài nào về " * 90]
)
def test_odd_texts_are_read_quickly(text: str) -> None:
    started = time.perf_counter()
    recognise(text)
    assert time.perf_counter() - started < 0.5


def _article(number: int, kind: ArticleKind = ArticleKind.ARTICLE) -> Article:
    day = date(2018, 1, 1 + number % 28) if kind is ArticleKind.ARTICLE else None
    return Article(f"a{number}", f"Tin số {number}", day, None, None, None, f"{number}.txt", kind, f"Tin số {number}")


def test_the_list_is_short_newest_first_and_tells_teasers_apart() -> None:
    articles = [_article(number) for number in range(3)] + [_article(9, ArticleKind.TEASER)]
    answer = catalogue(articles, ANSWER_WORDING)
    assert [article.id for article in answer.suggestions] == ["a2", "a1", "a0", "a9"]
    assert "3 bài viết" in answer.text
    assert "1 tin ngắn" in answer.text
    assert not answer.answered
    many = catalogue([_article(number) for number in range(40)], ANSWER_WORDING)
    assert "Hiện có 40 bài viết, đây là 10 bài mới nhất" in many.text
    assert len(many.suggestions) == 10
    assert catalogue([], ANSWER_WORDING).text == TALK_WORDING.catalogue([], 0, 0)


def test_small_talk_needs_no_index_and_odd_questions_get_a_line(engine: Engine) -> None:
    assert engine.ask("cảm ơn ad").mode is Mode.SMALLTALK
    assert engine.ask("🐟").mode is Mode.REFUSAL
    assert engine.ask("x " * 700).mode is Mode.REFUSAL
    listed = engine.ask("có những bài nào")
    assert listed.turn
    assert len(listed.turn.articles) == 10


def test_where_an_answer_comes_from_is_told_and_the_talk_goes_on(engine: Engine) -> None:
    assert engine.ask("nguồn ở đâu?").suggestions == ()
    answer = engine.ask("Có những bài nào?")
    assert answer.turn
    told = engine.ask("bài này của báo nào?", [answer.turn])
    assert [article.id for article in told.suggestions] == list(answer.turn.articles)
    assert (told.mode, told.turn) == (Mode.SMALLTALK, None)


def test_a_source_is_told_with_what_is_known_of_it() -> None:
    told = TALK_WORDING.sources([_article(3)])
    assert "• Bài “Tin số 3” (ngày 04/01/2018)\nTác giả: bài không ghi\nNgày đăng: 04/01/2018\n" in told
    assert "Bạn cứ hỏi trước" in TALK_WORDING.sources([])


@pytest.mark.parametrize(
    "text",
    [
        "Vì sao công nhân muốn tự tử?",
        "Bài nào nói về tự tử?",
        "Tôi muốn từ từ học",
        "Mấy người?",
        "may nguoi",
        "Bao nhiêu người chết vì tai nạn?",
        "muốn chết cười",
        "Công nhân không muốn sống ở nhà trọ vì sao?",
    ],
)
def test_no_cry_for_help_and_no_small_talk(text: str) -> None:
    assert not is_small_talk(recognise(text).intent)


@pytest.mark.parametrize(
    "text",
    [
        "Xin chào, tôi tên Hùng, tôi muốn hỏi lãi suất vay bao nhiêu",
        "Em là công nhân may, em muốn hỏi lãi suất vay bao nhiêu",
        "chào ad em ten la lan, cho em hoi lãi suất vay bao nhiêu",
        "cho tôi được hỏi lãi suất vay bao nhiêu",
    ],
)
def test_who_asks_is_no_part_of_the_question(text: str) -> None:
    assert recognise(text).text.lower().endswith("lãi suất vay bao nhiêu")
    assert len(recognise(text).text) <= len("lãi suất vay bao nhiêu") + 1
