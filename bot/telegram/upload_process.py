"""Reads a document in a process of its own: a small PDF can be made to take hours or gigabytes.

That process gets no more time and memory than an honest document needs, knows no secret, and answers nobody else.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from bot.telegram.upload import Upload, UploadError, understand
from rag.article import SkipReason

_SECONDS = 60.0
_MEMORY = 2_000_000_000  # bytes
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the process says: the document as it was understood, or why it gives no article."""

    upload: Upload | None = None
    reason: SkipReason | None = None
    detail: str = ""


_OUTCOME = TypeAdapter(Outcome)


def understand_apart(path: Path, today: date, seconds: float = _SECONDS) -> Upload:
    """Read a staged document as `upload.understand` does, without knowing the corpus.

    Raises:
        UploadError: it gives no article, or not in time.
    """
    run = [sys.executable, "-m", __name__, str(path.resolve()), today.isoformat()]
    try:
        done = subprocess.run(run, env={"PYTHONPATH": str(_ROOT)}, capture_output=True, timeout=seconds, check=True)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise UploadError(SkipReason.TOO_LARGE, f"not read in {seconds:.0f} s") from error
    except subprocess.CalledProcessError as error:  # killed, or out of memory where nobody could catch it
        raise UploadError(SkipReason.UNREADABLE, f"exit code {error.returncode}") from error
    outcome = _OUTCOME.validate_json(done.stdout)
    if outcome.upload is None:
        raise UploadError(outcome.reason or SkipReason.UNREADABLE, outcome.detail)
    return outcome.upload


def main() -> None:
    """Read the document that the arguments name, and write the outcome to stdout."""
    path, today = Path(sys.argv[1]), date.fromisoformat(sys.argv[2])
    _limit()
    try:
        outcome = Outcome(understand(path, today))
    except UploadError as error:
        outcome = Outcome(reason=error.reason, detail=error.detail)
    sys.stdout.buffer.write(_OUTCOME.dump_json(outcome))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    main()
