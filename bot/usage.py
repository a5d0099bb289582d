"""The frame around every command: wrong usage and failures end in one Vietnamese line and an exit code.

0: done, also when the reader of a pipe has left. 1: failed. 2: wrong usage. 130: stopped by Ctrl-C.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from bot import error_words, terminal_words
from bot.visible import visible
from rag.errors import RagError

_INTERRUPTED = 130
_OUTPUT_ERRORS = {errno.ENOSPC, errno.EIO, errno.EBADF, errno.EDQUOT}

_log = logging.getLogger(__name__)


class CommandError(Exception):
    """A command failed; the message says in Vietnamese what to do. `code` is the exit code."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


class Command(TyperCommand):
    """A command whose help has Vietnamese headings."""

    def get_help(self, ctx: Any) -> str:
        """Return the help."""
        return _in_vietnamese(super().get_help(ctx))


class Group(TyperGroup):
    """All commands; turns whatever they raise into one line on stderr and an exit code."""

    def get_help(self, ctx: Any) -> str:
        """Return the help."""
        return _in_vietnamese(super().get_help(ctx))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line and exit."""
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except typer.TyperException as error:
            code = _wrong_usage(error)
        if standalone_mode:
            sys.exit(code if isinstance(code, int) else 0)
        return code

    def invoke(self, ctx: Any) -> Any:
        """Run the command of a context."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except (typer.TyperException, typer.Exit, typer.Abort):
            raise
        except KeyboardInterrupt:
            raise _exit(terminal_words.INTERRUPTED, _INTERRUPTED) from None
        except BrokenPipeError:
            _discard_output()
            raise typer.Exit(0) from None
        except CommandError as error:
            raise _exit(str(error), error.code) from None
        except RagError as error:
            _log.debug("failed", exc_info=True)
            raise _exit(error_words.explain(error), 1) from None
        except Exception as error:
            _log.debug("failed", exc_info=True)
            if isinstance(error, OSError) and error.errno in _OUTPUT_ERRORS and not error.filename:
                _discard_output()
                raise _exit(terminal_words.OUTPUT_FAILED, 1) from None
            raise _exit(error_words.unexpected(error), 1) from None
        return result


def _exit(line: str, code: int) -> typer.Exit:
    # An id or a path that was typed in may hold anything; what is said stays one line.
    typer.echo(" ".join(visible(line).split()), err=True)
    return typer.Exit(code)


def _discard_output() -> None:
    # What is still buffered would fail again, with a traceback, when Python flushes it at the end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _wrong_usage(error: typer.TyperException) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        typer.echo(context.get_help(), err=True)
    else:
        command = context.command_path if context is not None else "congdoan"
        typer.echo(terminal_words.usage(_problem(error.format_message()), command), err=True)
    return error.exit_code


def _problem(message: str) -> str:
    for pattern, line in terminal_words.USAGE_ERRORS:
        if match := re.search(pattern, message):
            return line.format(*match.groups())
    return terminal_words.USAGE_UNKNOWN


def _in_vietnamese(text: str) -> str:
    for english, vietnamese in terminal_words.HELP_HEADINGS:
        text = text.replace(english, vietnamese)
    return text
