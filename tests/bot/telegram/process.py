"""The bot as a process of its own, against the fake Bot API server, on a small corpus that is indexed once."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.fake_telegram import FakeTelegram, Sent

ROOT = Path(__file__).resolve().parents[3]

# ruff: noqa: E501 - a paragraph of an article is one line
ARTICLES = {
    "hoi-thao.txt": """Hội thảo về kỹ năng thương lượng tập thể

Thứ ba, 05/03/2024

Ngày 5/3/2024, tại Hà Nội, Công đoàn ngành Dệt may tổ chức hội thảo về kỹ năng thương lượng tập thể. Ông Trần Văn Bình, Chủ tịch Công đoàn ngành, phát biểu khai mạc hội thảo. Bà Lê Thị Hoa, chuyên gia lao động, trình bày tham luận về tiền lương tối thiểu. Hội thảo có 120 cán bộ công đoàn của 45 doanh nghiệp tham dự.

Hội thảo bế mạc chiều cùng ngày. Các đại biểu kiến nghị tăng mức hỗ trợ tiền ăn ca lên 25.000 đồng mỗi suất.

Nguyễn Lan
""",
    "nghi-mat.txt": """Công đoàn tổ chức kỳ nghỉ mát cho đoàn viên tại Sầm Sơn

Thứ sáu, 12/07/2024

Từ ngày 15 đến 18/7/2024, Công đoàn Công ty May Sông Hồng tổ chức kỳ nghỉ mát cho 300 đoàn viên tại Sầm Sơn, Thanh Hóa. Mỗi đoàn viên được hỗ trợ 1.500.000 đồng. Anh Phạm Quốc Dũng, Phó Chủ tịch Công đoàn công ty, phụ trách đoàn đi.

Đoàn viên đăng ký tại văn phòng công đoàn trước ngày 10/7/2024. Xe khởi hành lúc 6 giờ sáng tại cổng công ty.
""",
    "hoc-bong.txt": """Trao học bổng cho con đoàn viên vượt khó

Chủ nhật, 25/08/2024

Sáng 25/8/2024, Liên đoàn Lao động tỉnh Nam Định trao 50 suất học bổng cho con đoàn viên có hoàn cảnh khó khăn. Mỗi suất học bổng trị giá 2.000.000 đồng. Bà Vũ Thị Mai, Phó Chủ tịch Liên đoàn Lao động tỉnh, trao học bổng cho các em.
""",
}
QUESTIONS = (
    "Ai phát biểu khai mạc hội thảo về thương lượng tập thể?",
    "Kỳ nghỉ mát của đoàn viên diễn ra ở đâu?",
    "Mỗi suất học bổng cho con đoàn viên trị giá bao nhiêu?",
    "Hội thảo thương lượng tập thể có bao nhiêu cán bộ công đoàn tham dự?",
    "Ai phụ trách đoàn đi nghỉ mát Sầm Sơn?",
)


def write_corpus(folder: Path) -> Path:
    """Write the small corpus."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def environment(corpus: Path, data: Path, **more: str) -> dict[str, str]:
    """Return the environment of a process, free of the machine's own settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    # One thread of the embedder's is quickest where several processes share two cores.
    small = {"OMP_NUM_THREADS": "1"}
    folders = {"PYTHONPATH": str(ROOT), "CORPUS_DIR": str(corpus), "DATA_DIR": str(data)}
    return {**kept, **small, **folders, **more}


def index(corpus: Path, data: Path) -> None:
    """Index the corpus once; tests copy the result."""
    run = [sys.executable, "-m", "bot", "reload"]
    subprocess.run(run, env=environment(corpus, data), check=True, capture_output=True, cwd=data)


class BotProcess:
    """`python -m bot bot`, its log, and its ends."""

    def __init__(self, telegram: FakeTelegram, corpus: Path, indexed: Path, folder: Path, **settings: str) -> None:
        self.data = folder / "data"
        if not self.data.exists():
            shutil.copytree(indexed, self.data)
        self.environment = environment(
            corpus,
            self.data,
            **{"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url, **settings},
        )
        self._folder = folder
        self._log: list[str] = []
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None

    def start(self) -> BotProcess:
        """Start it, or start it again."""
        run = [sys.executable, "-m", "bot", "bot"]
        self._process = subprocess.Popen(
            run, env=self.environment, cwd=self._folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self._reader = threading.Thread(target=self._read, args=(self._process,), daemon=True)
        self._reader.start()
        return self

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self._log.append(line)

    @property
    def log(self) -> str:
        """What it printed, over all its lives: all of it once it has ended, else `wait_log` for what must be there."""
        return "".join(self._log)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """kill -9."""
        self.end(signal.SIGKILL)

    def wait(self, timeout: float = 40.0) -> int:
        """Wait until it ends by itself; return the exit code."""
        assert self._process is not None
        return self._ended(self._process, timeout)

    def end(self, number: signal.Signals = signal.SIGTERM, timeout: float = 40.0) -> int:
        """Send a signal and wait; return the exit code."""
        if self._process is None:
            return 0
        if self._process.poll() is None:
            self._process.send_signal(number)
        code = self._ended(self._process, timeout)
        self._process = None
        return code

    def _ended(self, process: subprocess.Popen[str], timeout: float) -> int:
        code = process.wait(timeout)
        if self._reader is not None:
            self._reader.join(timeout)  # its last words may still be in the pipe
        return code

    def wait_log(self, words: str, timeout: float = 30.0) -> None:
        """Wait until it has said something."""
        until(lambda: words in self.log, timeout, lambda: f"never said {words!r}:\n{self.log}")


def until(ready: Callable[[], object], timeout: float = 20.0, otherwise: Callable[[], str] = str) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + timeout
    while not ready():
        assert time.monotonic() < deadline, otherwise()
        time.sleep(0.02)


def answer_to(message_id: int) -> Callable[[Sent], bool]:
    """Return a test for the first message that answers another one."""
    return lambda sent: sent.replies_to == message_id
