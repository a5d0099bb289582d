"""What people see, as golden files under tests/data/golden."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from bot import report_words
from bot.context import excerpts, surroundings
from bot.model_check import Finding, Health
from bot.progress import Activity
from bot.terminal import show_answer, show_articles, show_sources
from bot.visible import visible
from bot.words import ANSWER_WORDING
from rag.answer import Answer, Citation, Mode
from rag.article import Article, ArticleKind
from rag.talk.conversation import Turn
from tests.bot.conftest import Cli, check_golden

TEXT = """Hội thảo về an toàn lao động

Hội thảo diễn ra tại Huế. Có 120 đại biểu tham dự. Bà Trần Thị Hạnh phát biểu khai mạc. Ông Lê Văn Phúc trình bày \
chuyên đề. Hội thảo kết thúc vào buổi chiều. Ban tổ chức cảm ơn đại biểu.
"""
ARTICLE = Article(
    "hoi-thao", "Hội thảo về an toàn lao động", date(2019, 5, 20), "Báo Lao Động", "Minh Anh",
    "https://laodong.example/1", "2019/hội-thảo.md", ArticleKind.ARTICLE, TEXT,
)  # fmt: skip
RED = "Tin \x1b[31mđỏ"
TEASER = Article("tin", RED, None, None, None, None, "2019/hội-thảo.md", ArticleKind.TEASER, RED)


def cited(article: Article, quote: str, n: int) -> Citation:
    start = article.text.index(quote)
    return Citation(n, article, start, start + len(quote), 0.9)


def answer() -> Answer:
    citations = (
        cited(ARTICLE, "Bà Trần Thị Hạnh phát biểu khai mạc.", 1),
        cited(ARTICLE, "Hội thảo kết thúc vào buổi chiều.", 2),
        cited(TEASER, "Tin", 3),
    )
    quotes = [ANSWER_WORDING.quote(citation.quote, citation.n) for citation in citations]
    lead = ANSWER_WORDING.lead([citation.article for citation in citations])
    return Answer("\n\n".join([lead, *quotes]), Mode.EXTRACTIVE, citations)


def shown(width: int, *, terminal: bool) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(file=out, width=width, force_terminal=terminal, color_system=None, highlight=False), out


def test_an_answer_and_its_sources() -> None:
    console, out = shown(60, terminal=False)
    show_answer(console, answer())
    out.write("----\n")
    show_sources(console, answer())
    assert "\x1b" not in out.getvalue()
    check_golden("answer_plain.txt", out.getvalue())


def test_an_answer_on_a_terminal_is_wrapped_at_words() -> None:
    console, out = shown(60, terminal=True)
    show_answer(console, answer())
    show_articles(console, [ARTICLE, TEASER])
    assert max(map(len, out.getvalue().splitlines())) <= 60
    check_golden("answer_terminal.txt", out.getvalue())


def test_a_refusal() -> None:
    console, out = shown(60, terminal=False)
    show_answer(console, Answer(ANSWER_WORDING.refusal((ARTICLE, TEASER)), Mode.REFUSAL, suggestions=(ARTICLE, TEASER)))
    check_golden("refusal.txt", out.getvalue())


def test_a_quote_stands_in_its_surroundings() -> None:
    for citation in answer().citations:
        context = surroundings(citation)
        assert context.quote == citation.quote
        assert context.before + context.quote + context.after in citation.article.text
    context = surroundings(answer().citations[0])
    assert context.before == "Hội thảo diễn ra tại Huế. Có 120 đại biểu tham dự. "
    assert context.after == " Ông Lê Văn Phúc trình bày chuyên đề. Hội thảo kết thúc vào buổi chiều."


def test_quotes_that_share_surroundings_stand_in_one_excerpt() -> None:
    long = replace(ARTICLE, text=ARTICLE.text + " ".join(f"Đại biểu số {n} phát biểu." for n in range(1, 20)))
    third = cited(long, "Có 120 đại biểu tham dự. Bà Trần Thị Hạnh phát biểu khai mạc.", 3)
    citations = (
        cited(long, "Hội thảo kết thúc vào buổi chiều.", 1),
        cited(long, "Bà Trần Thị Hạnh phát biểu khai mạc.", 2),
        third,
        cited(TEASER, "Tin", 4),
        cited(long, "Đại biểu số 12 phát biểu.", 5),
    )
    found = excerpts(citations)
    assert [[piece.cited.n for piece in excerpt if piece.cited] for excerpt in found] == [[3, 1], [2], [4], [5]]
    for excerpt in found:
        assert all(piece.text == piece.cited.quote for piece in excerpt if piece.cited)
        article = next(piece.cited.article for piece in excerpt if piece.cited)
        assert "".join(piece.text for piece in excerpt) in article.text
    two = [citation for citation in citations if citation is not third]
    assert [[piece.cited.n for piece in excerpt if piece.cited] for excerpt in excerpts(two)] == [[2, 1], [4], [5]]
    assert "".join(piece.text for piece in excerpts(two)[0]).count("Ông Lê Văn Phúc") == 1


def test_nothing_of_a_corpus_commands_the_terminal() -> None:
    assert visible("a\x1b]0;x\x07b\u202ec\x9bd\ne\tf") == "a]0;xbcd\ne\tf"


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("help.txt", ("--help",)),
        ("help_ask.txt", ("ask", "--help")),
        ("articles.txt", ("articles",)),
        ("reload_dry_run.txt", ("reload", "--dry-run")),
        ("stats.txt", ("stats",)),
    ],
)
def test_commands(cli: Cli, name: str, args: tuple[str, ...]) -> None:
    result = cli(*args)
    assert result.exit_code == 0
    check_golden(name, result.stdout)


def test_reloads(cli: Cli, corpus_dir: Path) -> None:
    seen = cli("reload").output
    (corpus_dir / "nghi-mat.txt").unlink()
    (corpus_dir / "moi.txt").write_text(
        "Bài mới về lương\n\nLương tối thiểu tăng 6% từ tháng 7.\n\nÝ kiến bình luận\nHọ và tên\nEmail\n"
    )
    text = (corpus_dir / "hoi-thao-hue.md").read_text("utf-8")
    (corpus_dir / "hoi-thao-hue.md").write_text(text.replace("12%", "15%"), "utf-8")
    (corpus_dir / "anh.png").write_bytes(b"\x89PNG")
    for args in (("reload", "--dry-run"), ("reload",), ("reload",), ("rollback",), ("rollback",)):
        seen += f"$ congdoan {' '.join(args)}\n{cli(*args).output}"
    check_golden("reloads.txt", seen)


def test_a_dry_run_that_would_change_nothing_says_so(cli: Cli) -> None:
    cli("reload")
    assert cli("reload", "--dry-run").stdout.endswith(f"{report_words.UP_TO_DATE}\n")


def test_doctor(cli: Cli, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:hidden")
    assert cli("doctor").exit_code == 0, "nothing is indexed yet, and nothing is broken"
    cli("reload")
    result = cli("doctor")
    assert result.exit_code == 0
    assert "hidden" not in result.output
    check_golden("doctor.txt", result.stdout)
    (workplace / "prompts").mkdir()
    assert "✓ PROMPTS_DIR" in cli("doctor").stdout


def test_doctor_misses_only_prompts_of_ones_own(cli: Cli, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor.examine", lambda _: Finding(Health.WELL, "…"))
    monkeypatch.setenv("PROMPTS_DIR", "own")
    missing = cli("doctor")
    assert missing.exit_code == 0, "no model is told anything"
    assert "! PROMPTS_DIR (thư mục lời dặn cho mô hình): own: chưa có" in missing.stdout
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_MODEL", "union")
    broken = cli("doctor")
    assert broken.exit_code == 1
    assert "✗ PROMPTS_DIR: Không tìm thấy thư mục lời dặn “own”" in broken.stdout
    (workplace / "own").mkdir()
    (workplace / "own" / "answer.md").write_text("Không có phần nào.\n", "utf-8")
    assert "✗ PROMPTS_DIR: Lời dặn answer.md chưa có phần" in cli("doctor").stdout
    monkeypatch.delenv("PROMPTS_DIR")
    assert "✓ PROMPTS_DIR" in cli("doctor").stdout, "those that come along"


def test_doctor_finds_what_is_broken(
    cli: Cli, corpus_dir: Path, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("reload")
    (corpus_dir / "moi.txt").write_text("Bài mới\n\nLương tối thiểu tăng 6% từ tháng 7.\n")
    outdated = cli("doctor")
    assert outdated.exit_code == 0
    assert "1 bài mới" in outdated.stdout
    for path in (workplace / "data" / "generations").glob("*/articles.json"):
        path.write_text("[]")
    for path in corpus_dir.iterdir():
        path.unlink()
    corpus_dir.rmdir()
    broken = cli("doctor")
    assert broken.exit_code == 1
    assert broken.stdout.count("✗") >= 2 + 1  # corpus, index, and the mark in the last line
    monkeypatch.setenv("CHROMA_URL", "http://127.0.0.1:9")
    assert "✗ Chroma" in cli("doctor").stdout
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    assert "✗ LOG_LEVEL" in cli("doctor").stdout


def test_progress_without_a_terminal_is_lines() -> None:
    console, out = shown(200, terminal=False)
    with Activity("…", console) as activity:
        activity.progress(0, 0)
        for done in range(0, 1_001, 100):
            activity.progress(done, 1_000)
    lines = out.getvalue().splitlines()
    assert lines[0] == "Đang nạp bài viết: 0/1.000 câu"
    assert lines[-1] == "Đang nạp bài viết: 1.000/1.000 câu"
    assert len(lines) == 2, "not a line for each batch"


def test_progress_on_a_terminal_is_a_bar() -> None:
    console, out = shown(100, terminal=True)
    with Activity("Đang mở", console) as activity:
        activity.progress(10, 100)
        activity.progress(50, 100)
    assert "Đang mở" in out.getvalue()
    assert "50/100" in out.getvalue()


def test_the_words_that_answer_are_bold_for_a_person() -> None:
    question = "Ai phát biểu khai mạc hội thảo?"
    asked = replace(answer(), turn=Turn(question, question, follows=False))
    out = io.StringIO()
    show_answer(Console(file=out, width=100, force_terminal=True, color_system="standard", highlight=False), asked)
    assert "Bà \x1b[1mTrần Thị Hạnh\x1b[0m phát biểu khai mạc." in out.getvalue()
    assert out.getvalue().count("\x1b[1m") == 1

    piped, plain = shown(100, terminal=False), shown(100, terminal=False)
    show_answer(piped[0], asked)
    show_answer(plain[0], answer())
    assert piped[1].getvalue() == plain[1].getvalue()


def test_the_own_table_of_abbreviations(cli: Cli, corpus_dir: Path) -> None:
    assert cli("reload").exit_code == 0
    (corpus_dir / "viet-tat.txt").write_text("NMĐV = nghỉ mát đoàn viên\n", "utf-8")
    assert "chưa theo kịp bảng viết tắt" in cli("doctor").stdout
    report = cli("reload")
    assert report.exit_code == 0
    assert "Bảng viết tắt riêng (viet-tat.txt): 1 mục" in report.stdout
    assert "chưa theo kịp" not in cli("doctor").stdout

    (corpus_dir / "viet-tat.txt").write_text("NMĐV = nghỉ mát đoàn viên\nkhông đúng\n", "utf-8")
    wrong = cli("reload")
    assert wrong.exit_code == 1
    assert "viet-tat.txt: dòng 2 chưa đúng dạng “viết tắt = cụm từ đầy đủ”" in wrong.stdout
    assert "1 mục" in wrong.stdout
