"""A model's raw text on its way in: thoughts are left out, text without end is stopped."""

from __future__ import annotations

from rag.errors import ModelFailure
from rag.writing.failures import CallError

_OPEN, _CLOSE = "<think>", "</think>"
_WINDOW = 2_000  # characters in which repetition is looked for
_PIECE = 80  # characters that must not occur again and again
_TIMES = 5
_STEP = 200  # characters between two looks
_BLANK = 200  # characters of nothing but white space


class Intake:
    """The text of one answer so far."""

    def __init__(self, most: int) -> None:
        """Start with nothing.

        Args:
            most: characters, thoughts included.
        """
        self._most = most
        self._length = 0
        self._recent = ""  # the last characters, as they came
        self._looked = 0  # length at the last look
        self._held = ""  # may be the beginning of thoughts, or of their end
        self._thinking: bool | None = None  # None: not known yet
        self._thought = False

    def feed(self, text: str) -> str:
        """Return what of a delta is to be passed on.

        Raises:
            CallError: the text is too long, or repeats itself.
        """
        self._length += len(text)
        if self._length > self._most:
            raise CallError(ModelFailure.ENDLESS)
        self._recent = (self._recent + text)[-_WINDOW:]
        if self._length - self._looked >= _STEP:
            self._looked = self._length
            if _runs_away(self._recent):
                raise CallError(ModelFailure.ENDLESS)
        return text if self._thinking is False else self._spoken(text)

    def rest(self) -> str:
        """Return what was held back until the end."""
        held, self._held = self._held, ""
        return "" if self._thinking else held

    def _spoken(self, text: str) -> str:
        self._held += text
        if self._thinking is None:
            begun = self._held.lstrip()
            if _OPEN.startswith(begun):
                return ""  # nothing yet, or not enough to tell
            self._thinking = begun.startswith(_OPEN)
            self._held = begun if self._thought else self._held  # the blank lines after thoughts belong to them
        if self._thinking:
            _, closed, spoken = self._held.partition(_CLOSE)
            if not closed:
                self._held = self._held[-len(_CLOSE) :]
                return ""
            self._held, self._thinking, self._thought = "", None, True  # it may think again at once
            return self._spoken(spoken)
        held, self._held = self._held, ""
        return held


def _runs_away(recent: str) -> bool:
    """Tell whether the end of a text has occurred too often, or is nothing."""
    if len(recent) >= _BLANK and not recent[-_BLANK:].strip():
        return True
    return len(recent) > _PIECE and recent.count(recent[-_PIECE:]) >= _TIMES
