"""The conversation on a terminal, through a pseudo-terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.bot.conftest import ROOT, environment

PROMPT = "Bạn hỏi>"
_ESCAPES = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[@-Z\\-_=>])")


class Terminal:
    """A person at a terminal of 100 columns."""

    def __init__(self, data_dir: Path, *options: str) -> None:
        self._screen, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 100, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat", *options],
            stdin=inner, stdout=inner, stderr=inner, cwd=ROOT, start_new_session=True,
            env=environment(data_dir) | {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
        )  # fmt: skip
        os.close(inner)
        self._written = b""
        self._seen = 0  # characters of the plain text that were looked at

    def see(self, words: str, seconds: float = 60) -> str:
        """Wait until `words` are on the screen; return all up to there, as plain text."""
        until = time.monotonic() + seconds
        while words not in (fresh := self._text()[self._seen :]):
            assert time.monotonic() < until, fresh
            if select.select([self._screen], [], [], 0.2)[0]:
                with suppress(OSError):
                    self._written += os.read(self._screen, 65_536)
        end = fresh.index(words) + len(words)
        self._seen += end
        return fresh[:end]

    def _text(self) -> str:
        return _ESCAPES.sub("", self._written.decode("utf-8", "replace"))

    def type(self, keys: str) -> None:
        os.write(self._screen, keys.encode())

    def leave(self) -> int:
        return self._process.wait(timeout=30)

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._screen)


@pytest.fixture
def terminal(real_data: Path) -> Iterator[Terminal]:
    terminal = Terminal(real_data)
    yield terminal
    terminal.close()


def test_a_conversation(terminal: Terminal, real_data: Path) -> None:
    greeting = terminal.see(PROMPT)
    assert "Chào bạn!" in greeting
    assert "Ai đã phát biểu tại hội thảo với Oslo?" in greeting
    terminal.type("/nguon\r")
    terminal.see("Chưa có câu trả lời nào để xem nguồn")
    terminal.see(PROMPT)
    terminal.type("Ai đã phát biểu tại hội thảo với Oslo?\r")
    assert "Lill Fanny Saethe" in terminal.see("Nguồn:")
    terminal.see(PROMPT)
    terminal.type("/nguon\r")
    assert "Tác giả: Phạm Diệp" in terminal.see("»")
    terminal.see(PROMPT)
    terminal.type("/moi\r")
    terminal.see("cuộc trò chuyện mới")
    terminal.see(PROMPT)
    terminal.type("/thoat\r")
    terminal.see("Tạm biệt")
    assert terminal.leave() == 0
    history = real_data / "chat_history"
    assert "+Ai đã phát biểu tại hội thảo với Oslo?" in history.read_text("utf-8")
    assert history.stat().st_mode & 0o077 == 0


def test_ctrl_c_clears_the_line_and_then_leaves(terminal: Terminal) -> None:
    terminal.see(PROMPT)
    terminal.type("câu hỏi dở")
    terminal.see("câu hỏi dở")
    terminal.type("\x03/trogiup\r")
    assert "xem nguồn của câu trả lời" in terminal.see("thoát (hoặc nhấn Ctrl-D)")
    terminal.see(PROMPT)
    terminal.type("\x03")
    terminal.see("Tạm biệt")
    assert terminal.leave() == 0


def test_ctrl_d_leaves(terminal: Terminal) -> None:
    terminal.see(PROMPT)
    terminal.type("\x04")
    terminal.see("Tạm biệt")
    assert terminal.leave() == 0


def test_debug_shows_hits_and_times(real_data: Path) -> None:
    terminal = Terminal(real_data, "--debug")
    try:
        terminal.see(PROMPT)
        terminal.type("Ai chụp ảnh?\r")
        seen = terminal.see("total ")
        assert "Ngữ nghĩa" in seen
        assert "embed " in seen
        terminal.see(PROMPT)
        terminal.type("\x04")
        assert terminal.leave() == 0
    finally:
        terminal.close()


def test_a_history_that_cannot_be_kept_costs_only_the_history(tmp_path: Path) -> None:
    from bot.chat import _history

    (tmp_path / "chat_history").mkdir()
    history = _history(tmp_path / "chat_history")
    assert list(history.load_history_strings()) == []
    history.store_string("câu hỏi")
