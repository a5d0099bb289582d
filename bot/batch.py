"""Questions as JSON lines: one request a line in, one object a line out."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from bot import terminal_words as words
from bot.error_words import explain, unexpected
from bot.render import dump
from bot.usage import CommandError
from rag.errors import RagError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """One line of a batch. `given` holds the id where the line has one."""

    given: dict[str, Any]
    turns: tuple[str, ...]
    limit: int | None

    @property
    def question(self) -> str:
        """What is asked: the last turn."""
        return self.turns[-1]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that holds no request; `problem` says why, in Vietnamese."""

    given: dict[str, Any]
    problem: str


@contextmanager
def lines(path: str) -> Iterator[Iterator[bytes]]:
    """Open a file of questions, or stdin for "-"; blank lines hold no request and are passed over.

    Raises:
        CommandError: it can't be opened or read.
    """
    try:
        if path == "-":
            yield _filled(sys.stdin.buffer, path)
        else:
            with open(path, "rb") as file:  # noqa: PTH123 - also takes /dev/fd/63
                yield _filled(file, path)
    except OSError as error:
        # An error of what is done with the lines is none of this file's.
        if error.filename != path:
            raise
        raise CommandError(words.batch_unreadable(path)) from error


def _filled(file: IO[bytes], path: str) -> Iterator[bytes]:
    try:
        for line in file:
            if line.strip(b" \t\r\n\xef\xbb\xbf"):
                yield line
    except OSError as error:
        raise CommandError(words.batch_unreadable(path)) from error


def parse(line: bytes) -> Request | BadLine:
    """Take a line apart."""
    try:
        found = json.loads(line.decode("utf-8-sig"), parse_constant=_no_constant)
        json.dumps(found, allow_nan=False)  # 1e999 is read as infinity
    except UnicodeDecodeError:
        return BadLine({}, words.BATCH_NOT_UTF8)
    except (ValueError, RecursionError):
        return BadLine({}, words.BATCH_NOT_JSON)
    if not isinstance(found, dict):
        return BadLine({}, words.BATCH_NOT_OBJECT)
    given = {"id": found["id"]} if "id" in found else {}
    turns = found["turns"] if "turns" in found else [found.get("question")]
    if not (isinstance(turns, list) and turns and all(isinstance(turn, str) for turn in turns)):
        return BadLine(given, words.BATCH_NO_QUESTION)
    limit = found.get("k")
    if limit is not None and (type(limit) is not int or limit < 1):
        return BadLine(given, words.BATCH_BAD_LIMIT)
    return Request(given, tuple(turns), limit)


def _no_constant(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are not JSON


def run(requests: Iterator[bytes], respond: Callable[[Request], dict[str, Any]]) -> None:
    """Write one line for each line, in order and at once; one that fails gives its error, and the run goes on.

    Raises:
        CommandError: at the end, where lines failed.
    """
    count = failed = 0
    for line in requests:
        found = _respond(parse(line), respond)
        count += 1
        failed += "error" in found
        sys.stdout.write(dump(found) + "\n")
        sys.stdout.flush()
    if failed:
        raise CommandError(words.batch_failed(failed, count))


def _respond(asked: Request | BadLine, respond: Callable[[Request], dict[str, Any]]) -> dict[str, Any]:
    if isinstance(asked, BadLine):
        return {**asked.given, "error": asked.problem}
    try:
        return respond(asked)
    except RagError as error:
        return {**asked.given, "error": explain(error)}
    except Exception as error:
        _log.debug("a line failed", exc_info=True)
        return {**asked.given, "error": unexpected(error)}
