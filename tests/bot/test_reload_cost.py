"""A reload that a service is paid for: shown, asked about, and never done behind anybody's back."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import Result

from rag.embedding.choice import embedder_of
from tests.bot.conftest import Cli
from tests.fake_openai import KEY, FakeOpenAI, Status

TEXTS = 14  # titles and sentences of the tiny corpus
ASKED = "Có tiếp tục không? [c/k]"


@pytest.fixture
def service() -> Iterator[FakeOpenAI]:
    with FakeOpenAI(key=KEY, model="fake-embedding") as service:
        yield service


@pytest.fixture
def paid(cli: Cli, service: FakeOpenAI, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command line with an embedder that somebody pays for."""
    monkeypatch.setattr("rag.engine.embedder_of", embedder_of)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", service.url)
    monkeypatch.setenv("OPENAI_EMBEDDING_MODEL", service.model)
    monkeypatch.setenv("OPENAI_EMBEDDING_CONFIRM_TOKENS", "50")
    return cli


class Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let somebody sit at the terminal and type."""

    def type_in(lines: str) -> None:
        # The runner puts its own streams in the place of these.
        monkeypatch.setattr("bot.terminal_reload.sys", _Streams(Keyboard(lines)))

    return type_in


class _Streams:
    def __init__(self, keyboard: Keyboard) -> None:
        self.stdin = keyboard
        self.stderr = Keyboard()


def one_line(result: Result) -> str:
    (line,) = result.stderr.strip().splitlines()
    return line


def test_the_dry_run_shows_what_it_would_cost(paid: Cli, service: FakeOpenAI) -> None:
    result = paid("reload", "--dry-run")
    assert result.exit_code == 0
    assert f"Phải gửi {TEXTS} câu (khoảng " in result.stdout
    assert "tính phí" in result.stdout
    found = json.loads(paid("reload", "--dry-run", "--json").stdout)
    assert found["cost"]["texts"] == TEXTS
    assert found["cost"]["tokens"] > 200
    assert found["cost"]["paid"] is True
    assert service.requests == []


def test_without_a_terminal_it_needs_a_word(paid: Cli, service: FakeOpenAI, workplace: Path) -> None:
    for args in (("reload",), ("reload", "--json"), ("ask", "ai phát biểu?"), ("articles",)):
        result = paid(*args)
        assert result.exit_code == 1
        assert result.stdout == ""
        line = one_line(result)
        assert f"{TEXTS} câu" in line
        assert "congdoan reload --yes" in line
    assert service.requests == []
    result = paid("reload", "--yes")
    assert result.exit_code == 0
    assert f"Đã gửi {TEXTS} câu (khoảng " in result.stdout
    assert paid("ask", "ai phát biểu?").exit_code == 0


def test_below_the_limit_nobody_is_asked(paid: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_EMBEDDING_CONFIRM_TOKENS", "100000")
    found = json.loads(paid("reload", "--json").stdout)
    assert found["cost"]["texts"] == found["embedded"] == TEXTS
    again = json.loads(paid("reload", "--json").stdout)
    assert (again["cost"], again["embedded"]) == (None, 0)


@pytest.mark.parametrize("lines", ["c\n", "Có\n", "gì cơ?\n y \n", "c"])
def test_somebody_agrees(paid: Cli, typed: Callable[[str], None], lines: str) -> None:
    typed(lines)
    result = paid("reload")
    assert result.exit_code == 0
    assert f"Phải gửi {TEXTS} câu" in result.stderr
    assert result.stderr.count(ASKED) == len(lines.splitlines())
    assert "Đã nạp xong" in result.stdout


@pytest.mark.parametrize("lines", ["k\n", "Không\n", "\n", "", "gì cơ?"])
def test_somebody_does_not(paid: Cli, service: FakeOpenAI, typed: Callable[[str], None], lines: str) -> None:
    typed(lines)
    result = paid("reload")
    assert result.exit_code == 1
    assert "Đã dừng" in result.stderr
    assert service.requests == []


def test_the_free_embedder_costs_nothing(cli: Cli) -> None:
    assert json.loads(cli("reload", "--dry-run", "--json").stdout)["cost"] is None
    assert "dịch vụ" not in cli("reload").output


# -- what is said when the service fails ------------------------------------------------------------------------


def doctored(result: Result) -> str:
    return next(line for line in result.stdout.splitlines() if "Bộ tạo vectơ:" in line)


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (Status(401, f"Incorrect API key provided: {KEY}"), "OPENAI_API_KEY"),
        (Status(404, "no such model"), "OPENAI_EMBEDDING_MODEL và OPENAI_BASE_URL"),
        (Status(429, "pay first", code="insufficient_quota"), "hết hạn mức"),
        (Status(429, "slow down"), "quá tải"),
        (Status(400, "no embeddings here"), "từ chối"),
        (Status(500), "đang gặp lỗi"),
        (Status(200, body="{}"), "không phải là vectơ"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_doctor_says_what_is_wrong_with_the_service(
    paid: Cli, service: FakeOpenAI, failure: Status, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    service.script(*[failure] * 20)
    result = paid("doctor")
    assert result.exit_code == 1
    line = doctored(result)
    assert "✗" in line
    assert told in line
    assert f"127.0.0.1:{service.url.split(':')[2].split('/')[0]}" in line
    assert "ạn hãy" in line
    assert KEY not in result.output
    assert KEY not in caplog.text


def test_doctor_finds_a_service_that_works(paid: Cli) -> None:
    assert "8 chiều" in doctored(paid("doctor"))


def test_doctor_finds_a_service_that_is_not_there(paid: Cli, service: FakeOpenAI) -> None:
    service.stop()
    assert "Không kết nối được" in doctored(paid("doctor"))


def test_a_wrong_key_is_said_at_a_reload(paid: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-wrong-0123456789")
    result = paid("reload", "--yes", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "không nhận khoá" in result.stderr
    assert "sk-wrong" not in result.output


def test_no_key_and_no_address(paid: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.delenv("OPENAI_BASE_URL")
    result = paid("ask", "ai?")
    assert result.exit_code == 1
    assert "OPENAI_API_KEY" in one_line(result)
    assert "OPENAI_BASE_URL" in one_line(result)


def test_a_question_is_answered_without_the_service(paid: Cli, service: FakeOpenAI) -> None:
    paid("reload", "--yes")
    service.stop()
    for args in (("ask", "Ai khai mạc hội thảo tại Huế?"), ("search", "hội thảo tại Huế")):
        result = paid(*args)
        assert result.exit_code == 0
        assert "Hội thảo về an toàn lao động tại Huế" in result.stdout
        assert "Không kết nối được" in one_line(result)
        assert "tìm theo từ khoá" in one_line(result)


def test_an_index_of_another_dimension_is_no_crash(paid: Cli, service: FakeOpenAI) -> None:
    paid("reload", "--yes")
    service.dimension = 16
    result = paid("ask", "Ai khai mạc hội thảo tại Huế?")
    assert result.exit_code == 0
    assert "số chiều" in one_line(result)
    assert "congdoan reload" in one_line(result)
    assert paid("reload", "--yes").exit_code == 0
    assert paid("ask", "Ai khai mạc hội thảo tại Huế?").stderr == ""
