"""Keeps secrets out of every log line, traceback and warning, whichever library wrote it."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Iterable
from urllib.parse import quote

from bot.settings import MASK

_SHORTEST = 6  # a shorter secret would blot out ordinary words


class MaskingFilter(logging.Filter):
    """Replaces secrets in a record: in its message, its arguments, its traceback."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        forms = {form for secret in secrets for form in _forms(secret)}
        self._forms = sorted(forms, key=len, reverse=True)  # the whole token before its parts
        self._formatter = logging.Formatter()

    def masked(self, text: str) -> str:
        """Return a text without secrets."""
        for form in self._forms:
            text = text.replace(form, MASK)
        return text

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask a record; every record passes."""
        try:
            message = record.getMessage()
        except Exception:  # wrong arguments: logging itself would print them with a traceback
            message = f"{record.msg} {record.args}"
        record.msg, record.args = self.masked(message), None
        if record.exc_info and not record.exc_text:
            record.exc_text = self._formatter.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.masked(record.exc_text)
            record.exc_info = None  # some formatters would write it anew
        if record.stack_info:
            record.stack_info = self.masked(record.stack_info)
        return True


def _forms(secret: str) -> Iterable[str]:
    """Yield what a secret looks like in logs: as it is, in an address, and a token's half after its colon."""
    for part in (secret, secret.partition(":")[2]):
        if len(part) >= _SHORTEST:
            yield part
            yield quote(part, safe="")
            yield repr(part)[1:-1]


def mask(secrets: Iterable[str]) -> MaskingFilter:
    """Mask on all handlers that there are, and in what Python itself prints of a failure that nobody caught."""
    masking = MaskingFilter(secrets)
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in logging.root.manager.loggerDict)]
    handlers = {handler for logger in loggers for handler in logger.handlers}
    for handler in {*handlers, *([logging.lastResort] if logging.lastResort else [])}:
        handler.addFilter(masking)
    log = logging.getLogger(__name__)
    sys.excepthook = lambda kind, error, trace: _print(masking, kind, error, trace)
    threading.excepthook = lambda args: log.error(
        "a thread failed", exc_info=(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)
    )
    return masking


def _print(masking: MaskingFilter, kind: type[BaseException], error: BaseException, trace: object) -> None:
    lines = traceback.format_exception(kind, error, error.__traceback__)
    sys.stderr.write(masking.masked("".join(lines)))
