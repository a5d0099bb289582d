"""A model's answer from the first piece of text to what may be shown of it."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from rag.errors import ModelFailure, PromptError
from rag.settings import RagSettings
from rag.writing import page
from rag.writing import writer as writing
from rag.writing.budget import Budget
from rag.writing.page import Problem
from rag.writing.prompts import REFUSAL, SHIPPED, Exchange, Prompts
from rag.writing.writer import Writer
from tests.rag.writing.articles import HUE_ARTICLE, TRIP_ARTICLE, candidate, line, sheet
from tests.rag.writing.scripted import HANG, Scripted

ARTICLES = [candidate(HUE_ARTICLE, {2: 3.5}), candidate(TRIP_ARTICLE)]
SHEET = sheet(HUE_ARTICLE, TRIP_ARTICLE)
QUESTION = "Ai khai mạc hội thảo ở Huế và có bao nhiêu đại biểu?"


def n(words: str) -> int:
    """The number of the line that holds some words."""
    return line(SHEET, words).n


OPENED = f"Bà Trần Thị Hạnh, Phó Chủ tịch Liên đoàn Lao động tỉnh, phát biểu khai mạc hội thảo [{n('khai mạc')}]."
GUESTS = f"Hội thảo về an toàn lao động tại Huế có 120 đại biểu [{n('120 đại biểu')}]."
TRIP = f"Mỗi đoàn viên được hỗ trợ 2 triệu đồng [{n('2 triệu')}]."
LIE = f"Hội thảo về an toàn lao động tại Huế có 900 đại biểu [{n('120 đại biểu')}]."


def writer_with(model: Scripted, window: int = 16_000, prompts: Path = SHIPPED) -> Writer:
    return Writer(model, Prompts.load(prompts), Budget(model.name, window))


def test_what_passes_is_shown_with_its_sources() -> None:
    model = Scripted(f"{OPENED} {TRIP}")
    written = writer_with(model).answer(QUESTION, ARTICLES, seconds=5)
    assert written.problem is None
    assert written.prose.text == (
        "Bà Trần Thị Hạnh, Phó Chủ tịch Liên đoàn Lao động tỉnh, phát biểu khai mạc hội thảo. [1] "
        "Mỗi đoàn viên được hỗ trợ 2 triệu đồng. [2]"
    )
    assert [c.quote for c in written.prose.citations] == [
        "Bà Trần Thị Hạnh, Phó Chủ tịch Liên đoàn Lao động tỉnh, phát biểu khai mạc hội thảo.",
        "Mỗi đoàn viên được hỗ trợ 2 triệu đồng.",
    ]
    assert [c.score for c in written.prose.citations] == [3.5, 0.0]
    assert [[one.n for one in cited.lines] for cited in written.sentences] == [[n("khai mạc")], [n("2 triệu")]]
    assert (written.usage.prompt, written.usage.completion) == (100, len(f"{OPENED} {TRIP}"))
    assert model.seconds == [5]
    assert model.max_tokens == [1_200]
    assert model.streams[0].closed


def test_the_model_reads_whole_articles_and_what_was_asked_before() -> None:
    model = Scripted(OPENED)
    writer_with(model).answer(QUESTION, ARTICLES, [Exchange("Hội thảo nào?", ("trích",))], seconds=5)
    told = model.calls[0][-1].content
    assert re.findall(r"^\[(\d+)\] (.+)$", told, re.MULTILINE) == [(str(x.n), x.sentence.text) for x in SHEET.lines]
    assert "- Hỏi: Hội thảo nào?" in told
    assert "trích" not in told.split("CÁC CÂU HỎI TRƯỚC ĐÓ")[1]


def test_text_is_shown_as_it_passes_and_nothing_else_is() -> None:
    seen: list[str] = []
    written = writer_with(Scripted(f"{OPENED} {LIE} {TRIP} Xin chào.")).answer(
        QUESTION, ARTICLES, seconds=5, shown=seen.append
    )
    assert len(seen) >= 1
    assert all(written.prose.text.startswith(text) for text in seen)
    assert not any("900" in text or "Xin chào" in text for text in seen)
    assert written.dropped[0].text.startswith("Hội thảo về an toàn lao động tại Huế có 900")
    assert all(dropped.reason for dropped in written.dropped)


def test_nothing_that_passes_is_a_problem() -> None:
    written = writer_with(Scripted(f"{LIE} Không có số dòng nào.")).answer(QUESTION, ARTICLES, seconds=5)
    assert written.problem is Problem.GUARD
    assert written.prose.text == ""
    assert written.prose.citations == ()
    assert len(written.dropped) == 2


@pytest.mark.parametrize(
    "said", [REFUSAL, f"{REFUSAL} [1]", f"**{REFUSAL}**\n\nTuy nhiên, bạn có thể hỏi thêm. " + TRIP]
)
def test_the_phrase_of_refusal_ends_the_answer(said: str) -> None:
    model = Scripted(said + " Thêm nữa." * 200)
    written = writer_with(model).answer(QUESTION, ARTICLES, seconds=5)
    assert written.problem is Problem.UNANSWERED
    assert written.prose.text == ""
    assert model.streams[0].given < 300, "nobody waits for the rest"


def test_a_refusal_in_other_words_counts_where_nothing_else_passes() -> None:
    said = "Tư liệu không đề cập đến kinh phí của hội thảo."
    assert writer_with(Scripted(said)).answer(QUESTION, ARTICLES, seconds=5).problem is Problem.UNANSWERED
    both = writer_with(Scripted(f"{GUESTS} {said} {REFUSAL}")).answer(QUESTION, ARTICLES, seconds=5)
    assert both.problem is None
    assert both.prose.text == "Hội thảo về an toàn lao động tại Huế có 120 đại biểu. [1]"


@pytest.mark.parametrize("failure", list(ModelFailure))
def test_a_failure_is_the_end_of_it_whatever_came_before(failure: ModelFailure) -> None:
    for script in ([failure], [GUESTS, " ", OPENED, failure]):
        written = writer_with(Scripted(script)).answer(QUESTION, ARTICLES, seconds=5)
        assert written.problem is failure
        assert written.prose.text == ""


def test_a_sentence_is_said_once() -> None:
    written = writer_with(Scripted(f"{GUESTS} {GUESTS} {OPENED}")).answer(QUESTION, ARTICLES, seconds=5)
    assert written.prose.text.count("120 đại biểu") == 1
    assert [dropped.reason for dropped in written.dropped] == ["repeated"]


def test_an_answer_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_SENTENCES", 2)
    written = writer_with(Scripted(f"{GUESTS} {OPENED} {TRIP}")).answer(QUESTION, ARTICLES, seconds=5)
    assert len(written.sentences) == 2
    assert [dropped.reason for dropped in written.dropped] == ["too-long"]
    monkeypatch.setattr(page, "_CHARACTERS", 100)
    short = writer_with(Scripted(f"{GUESTS} {OPENED} {TRIP}")).answer(QUESTION, ARTICLES, seconds=5)
    assert len(short.prose.text) <= 110


def test_the_prompts_own_words_are_never_shown(tmp_path: Path) -> None:
    for name in ("answer.md", "question.md", "summary.md"):
        (tmp_path / name).write_text((SHIPPED / name).read_text("utf-8") + "\nMã: CANARY-7f3a.\n", "utf-8")
    rule = "Mỗi câu chỉ nêu một ý và kết thúc bằng số của dòng làm căn cứ, đặt trong ngoặc vuông"
    said = f"{rule} [1]. Mã là CANARY-7f3a [2]. {GUESTS}"
    written = writer_with(Scripted(said), prompts=tmp_path).answer(QUESTION, ARTICLES, seconds=5)
    assert written.prose.text == "Hội thảo về an toàn lao động tại Huế có 120 đại biểu. [1]"
    assert len(written.dropped) == 2


def test_a_window_without_room_for_evidence_costs_no_call(tmp_path: Path) -> None:
    shipped = (SHIPPED / "answer.md").read_text("utf-8")
    (tmp_path / "answer.md").write_text(shipped + "Xin nhắc lại một lần nữa. " * 400, "utf-8")
    model = Scripted()
    written = writer_with(model, window=2_000, prompts=tmp_path).answer(QUESTION, ARTICLES, seconds=5)
    assert written.problem is Problem.NO_ROOM
    assert model.calls == []


def test_who_listens_may_fail_and_the_call_is_ended() -> None:
    def listener(_: str) -> None:
        raise ConnectionError("nobody listens any more")

    model = Scripted(f"{GUESTS} {OPENED} {TRIP}")
    with pytest.raises(ConnectionError):
        writer_with(model).answer(QUESTION, ARTICLES, seconds=5, shown=listener)
    assert model.streams[0].closed


def test_a_summary_is_held_to_the_same_rules() -> None:
    seen: list[str] = []
    model = Scripted("Chuyến đi kéo dài ba ngày, từ ngày 5 đến ngày 7 tháng 6 [4]. Có 900 đoàn viên đi nghỉ mát [2].")
    written = writer_with(model).summarise(candidate(TRIP_ARTICLE), seconds=5, shown=seen.append)
    assert written.prose.text == "Chuyến đi kéo dài ba ngày, từ ngày 5 đến ngày 7 tháng 6. [1]"
    assert [citation.article.id for citation in written.prose.citations] == ["nghi-mat"]
    assert "Hãy tóm tắt bài trên" in model.calls[0][-1].content
    assert len(written.dropped) == 1


# -- standalone questions -----------------------------------------------------------------------------------

TALK = [Exchange("Ai phát biểu tại hội thảo an toàn lao động ở Huế?", ("Bà Trần Thị Hạnh phát biểu khai mạc.",))]


def test_a_follow_up_is_made_whole() -> None:
    model = Scripted("Bà Trần Thị Hạnh giữ chức vụ gì?")
    rewritten = writer_with(model).rewrite("bà ấy giữ chức gì", TALK, seconds=6)
    assert (rewritten.text, rewritten.problem) == ("Bà Trần Thị Hạnh giữ chức vụ gì?", None)
    assert rewritten.usage.prompt == 100
    assert "- Đáp: Bà Trần Thị Hạnh phát biểu khai mạc." in model.calls[0][-1].content


def test_what_is_no_question_is_not_taken() -> None:
    model = Scripted("Ông Nguyễn Văn Hùng giữ chức vụ gì?")
    assert writer_with(model).rewrite("bà ấy giữ chức gì", TALK, seconds=6).text is None


def test_a_question_that_fails_says_how() -> None:
    rewritten = writer_with(Scripted([ModelFailure.UNAUTHORIZED])).rewrite("bà ấy là ai", TALK, seconds=6)
    assert (rewritten.text, rewritten.problem) == (None, ModelFailure.UNAUTHORIZED)


def test_a_slow_question_is_given_up_without_a_word_against_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_REWRITING", 0.2)
    started = time.monotonic()
    rewritten = writer_with(Scripted([HANG])).rewrite("bà ấy là ai", TALK, seconds=6)
    assert time.monotonic() - started < 2
    assert (rewritten.text, rewritten.problem) == (None, None)


# -- wiring -------------------------------------------------------------------------------------------------


def test_a_writer_is_made_of_settings(tmp_path: Path) -> None:
    assert Writer.create(RagSettings(_env_file=None)) is None
    made = Writer.create(RagSettings(_env_file=None, openai_api_key="sk-x", openai_model="gpt-4o"))
    assert made is not None
    assert made.model == "gpt-4o"
    made.close()


def test_a_folder_of_prompts_that_is_not_there(tmp_path: Path) -> None:
    settings = RagSettings(
        _env_file=None, prompts_dir=tmp_path / "nowhere", openai_base_url="http://x/", openai_model="m"
    )
    with pytest.raises(PromptError) as raised:
        Writer.create(settings)
    assert raised.value.problem == "no-folder"
