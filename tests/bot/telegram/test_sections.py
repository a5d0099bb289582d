"""An answer to several questions, rendered again from its text and quotes."""

from __future__ import annotations

from bot.telegram import render
from bot.telegram.quoted import Quoted
from bot.telegram.sections import split
from bot.words import ANSWER_WORDING, quote_marks
from rag.answer import Mode
from rag.article import Article, ArticleKind

ARTICLE = Article("a", "Đại hội", None, None, None, None, "a.txt", ArticleKind.ARTICLE, "")
FIRST = Quoted(1, "Đại hội họp ngày 13/6.\n\n▸ Đoạn này là chữ của bài.", ARTICLE)
SECOND = Quoted(2, "Bà “Mai” được bầu.", ARTICLE)
REFUSED = ANSWER_WORDING.refusal(())
SAID = "\n\n".join(
    [
        "▸ Năm ngoái họp khi nào?\nMình hiểu “năm ngoái” là năm 2025.\nTheo bài “Đại hội”:",
        f"{quote_marks(FIRST.text)} [1]",
        f"▸ Ai được bầu?\n{quote_marks(SECOND.text)} [2]",
        f"▸ Ở đâu?\n{REFUSED}",
        "▸ Mấy người?\nCâu trả lời nằm trong đoạn trích [1] ở trên.",
        ANSWER_WORDING.talk.left(["Vì sao?"]),
    ]
)


def test_apart() -> None:
    first, second, third, fourth, left = split(SAID, [FIRST, SECOND])
    assert (first.heading, first.note, first.quotes) == (
        "▸ Năm ngoái họp khi nào?",
        "Mình hiểu “năm ngoái” là năm 2025.",
        (FIRST,),
    )
    assert (second.heading, second.note, second.quotes) == ("▸ Ai được bầu?", "", (SECOND,))
    assert (third.heading, third.note, third.quotes) == ("▸ Ở đâu?", REFUSED, ())
    assert fourth.note == "Câu trả lời nằm trong đoạn trích [1] ở trên."
    assert left.note.endswith("Vì sao?")


def test_one_message() -> None:
    (sent,) = render.quotes_answer(SAID, Mode.EXTRACTIVE, [FIRST, SECOND])
    assert "<b>▸ Ai được bầu?</b>" in sent.html
    assert sent.html.count("<blockquote") == 2
    assert sent.html.index("Ở đâu?") < sent.html.index("Xin lỗi") < sent.html.index("Mấy người?")


def test_an_answer_to_one_question_has_none() -> None:
    assert not list(split("Theo bài “Đại hội”:\n\n“…” [1]", [FIRST]))
