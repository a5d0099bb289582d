"""What is sent, and where: plain values that rendering makes and `sending` sends."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

MAX_UNITS = 4096  # UTF-16 units of a message's text, counted after entity parsing
MAX_DATA = 64  # bytes of a button's data

_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, or a topic of one."""

    chat_id: int
    thread_id: int | None = None
    private: bool = True


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a message; `data` comes back when it is pressed."""

    text: str
    data: str

    def __post_init__(self) -> None:
        if not 0 < len(self.data.encode()) <= MAX_DATA:
            raise ValueError(f"a button's data has 1 to {MAX_DATA} bytes, not {self.data!r}")


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message: Telegram's HTML, at most 4,096 UTF-16 units once its tags are gone."""

    html: str
    rows: Rows = ()

    @property
    def plain(self) -> str:
        """The text without tags, for a server that refuses them."""
        return plain(self.html)


def plain(text: str) -> str:
    """Return Telegram HTML as plain text."""
    return html.unescape(_TAG.sub("", text))


def escape(text: str) -> str:
    """Return any text so that Telegram shows it as it is."""
    return html.escape(text, quote=False)


def units(text: str) -> int:
    """Return the length of a text as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
