"""What admins are sent, as golden files."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.store import Day, ModelFigures, Statistics, Unanswered
from bot.telegram import admin_figures, admin_report
from bot.telegram.admin_figures import Index, Model
from bot.telegram.admin_likeness import grouped
from bot.telegram.outgoing import Button
from bot.telegram.upload import Upload
from rag.article import Corpus, Dropped, Skipped, SkipReason
from rag.index.plan import Diff, ReloadPlan
from rag.index.reload import ReloadReport
from rag.index.supply import Cost
from rag.text.glossary import Abbreviation
from tests.bot.telegram.golden import check_golden, names
from tests.bot.telegram.test_render import NASTY, OSLO, SAM_SON, TEASER

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
ROWS = ((Button("Nạp ngay", "a:reload:TOKEN"), Button("Huỷ", "a:no:reload:TOKEN")),)
SKIPPED = (
    Skipped("<hinh>.jpg", SkipReason.UNKNOWN_TYPE, ".jpg"),
    Skipped("ban-chup.pdf", SkipReason.EMPTY),
)


def planned(diff: Diff, skipped: tuple[Skipped, ...] = (), before: str | None = None) -> ReloadPlan:
    corpus = Corpus((SAM_SON,), skipped)
    return ReloadPlan(corpus, (), (), digest="digest", articles={}, diff=diff, embedder_before=before)


def reported(plan: ReloadPlan, *, switched: bool = True) -> ReloadReport:
    return ReloadReport(plan, "20261121-030000-000000-abcdef12", switched, 12, 340, 2.34)


CHANGES = Diff(added=(SAM_SON, NASTY), changed=(OSLO,), removed=("2014-bai-cu",), unchanged=7)
MANY = Diff(added=tuple(replace(SAM_SON, title=f"Bài số {n}") for n in range(25)))
UPLOAD = Upload(
    staged="0123.docx",
    name="2026-11-21-khai-thac-hieu-qua-0a1b2c3d.docx",
    article=replace(SAM_SON, url=None),
    sentences=14,
    first="Ngày 7/8 tại thành phố Sầm Sơn, <tỉnh> Thanh Hóa, Công đoàn Viên chức Việt Nam tổ chức hội nghị.",
    teasers=tuple(replace(TEASER, title=f"Tin vắn số {n}") for n in range(1, 8)),
    dropped=(Dropped("a", "Chia sẻ", "share-buttons"), Dropped("a", "x", "ads"), Dropped("a", "y", "ads")),
    known_as=None,
)
FIGURES = Statistics(
    today=3,
    this_week=41,
    questions=1_204,
    answered_share=0.876,
    up=210,
    down=14,
    p50_ms=48.0,
    p95_ms=1_312.5,
    days=tuple(Day(date(2026, 10, 23) + timedelta(days=n), 40, 35) for n in range(30)),
)
QUIET = Statistics(0, 0, 0, None, 0, 0, None, None, FIGURES.days[:7])
WRITTEN = replace(
    FIGURES,
    modes={"extractive": 310, "refusal": 149, "llm": 745},
    model=ModelFigures(
        tokens=tuple((day.date, 4_120 * (n % 3)) for n, day in enumerate(FIGURES.days)),
        dropped={"number": 31, "name": 12, "uncovered": 1},
        problems={"slow-start": 3, "rate-limited": 1},
    ),
)
GROUPS = grouped(
    [
        Unanswered("Lương hưu tháng này bao nhiêu?", 9, 7, NOW),
        Unanswered("luong huu thang nay", 4, 4, NOW - timedelta(days=1)),
        *[Unanswered(f"Lương hưu tháng này ở tỉnh {n}?", 1, 1, NOW) for n in range(4)],
        *[Unanswered(f"Giá {what} thế nào & <sao>?", 2, 1, NOW) for what in "vàng điện xăng gạo thép sữa muối".split()],
    ]
)
INDEX = Index(23, 41, 1_873, "20261121-030000-000000-abcdef12", "10:00 21/11/2026")

CASES = {
    "admin-plan": lambda: admin_report.plan(planned(CHANGES, SKIPPED), ROWS),
    "admin-plan-many": lambda: admin_report.plan(planned(MANY), ROWS),
    "admin-plan-same": lambda: admin_report.plan(planned(Diff(unchanged=9), SKIPPED)),
    "admin-plan-model": lambda: admin_report.plan(planned(Diff(unchanged=9)), ROWS, Cost(120, 5_000, paid=True)),
    "admin-plan-embedder": lambda: admin_report.plan(planned(Diff(unchanged=9), before="hash"), ROWS),
    "admin-reloaded": lambda: admin_report.reloaded(reported(planned(CHANGES, SKIPPED)), expected="digest"),
    "admin-reloaded-same": lambda: admin_report.reloaded(
        reported(planned(Diff(unchanged=9)), switched=False), expected="other"
    ),
    "admin-document": lambda: admin_report.understood(UPLOAD, ROWS),
    "admin-document-bare": lambda: admin_report.understood(
        replace(UPLOAD, article=OSLO, first="", teasers=(), dropped=()), ROWS
    ),
    "admin-document-known": lambda: admin_report.understood(replace(UPLOAD, known_as=SAM_SON.title)),
    "admin-document-refused": lambda: admin_report.not_taken(SkipReason.BAD_FRONT_MATTER),
    "admin-removal": lambda: admin_report.removal(SAM_SON, 3, ROWS),
    "admin-statistics": lambda: admin_figures.statistics(INDEX, FIGURES),
    "admin-statistics-model": lambda: admin_figures.statistics(INDEX, WRITTEN, Model("gpt-thử", 100_000)),
    "admin-statistics-model-new": lambda: admin_figures.statistics(INDEX, QUIET, Model("gpt-thử", 0)),
    "admin-statistics-nothing": lambda: admin_figures.statistics(Index(), QUIET),
    "admin-unanswered": lambda: admin_figures.unanswered(GROUPS, 1),
    "admin-unanswered-last": lambda: admin_figures.unanswered(GROUPS, 99),
    "admin-digest": lambda: admin_figures.digest(replace(FIGURES, days=FIGURES.days[:7], questions=280), GROUPS),
    "admin-digest-quiet": lambda: admin_figures.digest(QUIET, ()),
}


@pytest.mark.parametrize("name", CASES)
def test_messages_are_as_the_golden_files(name: str) -> None:
    check_golden(name, CASES[name]())


def test_no_golden_file_is_left_over() -> None:
    assert names("admin-") == set(CASES)


@pytest.mark.parametrize("reason", SkipReason)
def test_every_reason_for_not_taking_a_document_is_said(reason: str) -> None:
    (said,) = admin_report.not_taken(reason)
    assert "MAX_FILE_BYTES" not in said.html


def test_a_full_page_of_questions_fits_into_one_message() -> None:
    long = [Unanswered(f"{topic} " * 40, 1, 1, NOW) for topic in "một hai ba bốn năm sáu bảy tám".split()]
    assert len(admin_figures.unanswered(grouped(long * 4), 1)) == 1


def test_a_table_of_abbreviations_that_changed_is_a_reason_to_reload() -> None:
    same = replace(planned(Diff(unchanged=3)), digest_before="digest")
    assert same.needless(None)
    changed = replace(
        same,
        digest_before="other",
        corpus=Corpus((SAM_SON,), abbreviations=(Abbreviation("CĐDK", "công đoàn dầu khí"),)),
    )
    assert not changed.needless(None)
    (message,) = admin_report.plan(changed, ROWS)
    assert "Bảng viết tắt riêng (viet-tat.txt): 1 mục" in message.html
    assert message.rows == ROWS
