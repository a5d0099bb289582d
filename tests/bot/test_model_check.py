from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import model_check
from bot.model_check import Health, examine
from rag.errors import ModelFailure
from rag.settings import RagSettings
from rag.writing.limits import Limits
from tests.bot.conftest import Cli
from tests.fake_openai import KEY, FakeOpenAI, Hang, Html, Status, Text
from tests.models import model_settings


@pytest.fixture
def openai() -> Iterator[FakeOpenAI]:
    with FakeOpenAI(key=KEY, model="gpt-union") as server:
        yield server


@pytest.fixture
def settings(openai: FakeOpenAI, workplace: Path) -> RagSettings:
    return model_settings(openai, openai_api_key=KEY)


def said(settings: RagSettings, limits: Limits = model_check.PATIENCE) -> tuple[Health, str]:
    found = examine(settings, limits)
    assert KEY not in repr(found)
    return found.health, f"{found.state} → {found.advice}"


def test_a_model_that_answers(openai: FakeOpenAI, settings: RagSettings) -> None:
    health, told = said(settings)
    assert health is Health.WELL
    assert told.startswith("gpt-union trả lời tốt sau 0,")
    assert len(openai.requests) == 1, "one call"
    assert openai.chats[0].body["max_tokens"] <= 512
    assert openai.wait_idle()


def test_a_wrong_key(openai: FakeOpenAI, settings: RagSettings) -> None:
    health, told = said(model_settings(openai, openai_api_key="sk-wrong-key"))
    assert health is Health.BROKEN
    assert "không nhận khoá (mô hình gpt-union, HTTP 401)" in told
    assert "OPENAI_API_KEY" in told
    assert "sk-wrong-key" not in told
    assert "trích dẫn nguyên văn" in told


def test_a_wrong_name_and_the_right_ones(openai: FakeOpenAI, settings: RagSettings) -> None:
    health, told = said(model_settings(openai, openai_api_key=KEY, openai_model="gpt-onion"))
    assert health is Health.BROKEN
    assert told.startswith("dịch vụ không có mô hình này, hoặc địa chỉ chưa đúng (mô hình gpt-onion, HTTP 404)")
    assert told.endswith("Dịch vụ có các mô hình: gpt-union")


def test_a_wrong_path(openai: FakeOpenAI, settings: RagSettings) -> None:
    health, told = said(model_settings(openai, openai_api_key=KEY, openai_base_url=openai.url.removesuffix("/v1")))
    assert health is Health.BROKEN
    assert "thường kết thúc bằng /v1" in told
    assert "Dịch vụ có" not in told


def test_an_address_that_nobody_listens_at(openai: FakeOpenAI) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    health, told = said(model_settings(openai, openai_base_url=f"http://127.0.0.1:{port}/v1"))
    assert health is Health.BROKEN
    assert "không kết nối được" in told


@pytest.mark.parametrize(
    ("behaviour", "health", "words"),
    [
        (Status(429), Health.POORLY, "hạn mức"),
        (Status(429, "You exceeded your quota", "insufficient_quota"), Health.POORLY, "hết tiền"),
        (Status(403), Health.BROKEN, "cấp quyền"),
        (Status(500), Health.POORLY, "đang gặp lỗi"),
        (Status(400), Health.BROKEN, "(chat)"),
        (Html(), Health.BROKEN, "trang đăng nhập"),
        (Text("", reasoning="Để xem"), Health.POORLY, "nghĩ quá dài"),
        (Hang(), Health.POORLY, "chưa trả lời gì"),
        (Hang(1), Health.POORLY, "chưa xong"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_else_is_wrong(
    openai: FakeOpenAI, settings: RagSettings, behaviour: Status | Html | Text | Hang, health: Health, words: str
) -> None:
    openai.answer(behaviour)
    limits = Limits(first_token=0.5, last_token=0.6) if isinstance(behaviour, Hang) else Limits(pause=0.02)
    found, told = said(settings, limits)
    assert (found, words in told) == (health, True)


def test_a_slow_model(openai: FakeOpenAI, settings: RagSettings) -> None:
    openai.answer(Text("có", first_delay=0.3))
    found = examine(settings, allowed=0.2)
    assert found.health is Health.POORLY
    assert re.match(r"gpt-union trả lời sau 0,\d giây, chậm hơn mức 0,2 giây", found.state)
    assert "máy chủ nhanh hơn" in found.advice


@pytest.mark.parametrize(
    ("values", "health", "words"),
    [
        ({}, Health.WELL, "không dùng"),
        ({"openai_api_key": KEY}, Health.POORLY, "chưa có OPENAI_MODEL"),
        ({"openai_base_url": "http://127.0.0.1:9/v1"}, Health.POORLY, "chưa có OPENAI_MODEL"),
        ({"openai_api_key": KEY, "openai_embedding_model": "e"}, Health.WELL, "không dùng"),
        ({"openai_model": "gpt-union"}, Health.POORLY, "chưa có OPENAI_API_KEY hay OPENAI_BASE_URL"),
    ],
)
def test_half_the_settings(workplace: Path, values: dict[str, Any], health: Health, words: str) -> None:
    found, told = said(RagSettings(_env_file=None, **values))
    assert (found, words in told) == (health, True)


def test_each_failure_has_its_words() -> None:
    from bot import model_words
    from rag.errors import ModelError

    for failure in ModelFailure:
        error = ModelError(failure)
        assert "\n" not in model_words.explained(error)
        assert model_words.advice(error).startswith("Bạn hãy")


def test_the_report(cli: Cli, openai: FakeOpenAI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_MODEL", "gpt-union")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", openai.url)
    well = cli("doctor")
    assert well.exit_code == 0, well.output
    assert "✓ Mô hình: gpt-union trả lời tốt" in well.stdout
    monkeypatch.setenv("OPENAI_API_KEY", "sk-wrong-key")
    monkeypatch.setenv("OPENAI_BASE_URL", openai.url.replace("//", "//user:mat-khau@"))
    broken = cli("doctor")
    assert broken.exit_code == 1, broken.output
    assert "✗ Mô hình: dịch vụ không nhận khoá (mô hình gpt-union, HTTP 401)" in broken.stdout
    for secret in (KEY, "sk-wrong-key", "mat-khau"):
        assert secret not in well.output + broken.output
