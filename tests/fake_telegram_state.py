"""What the fake Bot API server knows: calls, messages, updates, and the failures that are to come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Failure:
    """What a call answers instead of its result. `late`: the call has its effect, only the answer goes wrong."""

    status: int = 500
    description: str = "Internal Server Error"
    retry_after: int | None = None
    hang: float = 0.0  # seconds until it answers; longer than the bot's patience is a timeout
    reset: bool = False  # the connection breaks
    late: bool = False


@dataclass
class Script:
    failure: Failure
    times: int
    when: Callable[[dict[str, Any]], bool]


@dataclass(frozen=True)
class Call:
    """One call of the bot, as it came in."""

    method: str
    params: dict[str, Any]
    at: float  # time.monotonic()
    token: str


@dataclass(frozen=True)
class Sent:
    """A message that the bot sent and that Telegram took."""

    chat_id: int
    message_id: int
    text: str  # as it is seen, without tags
    params: dict[str, Any]
    at: float
    method: str = "sendMessage"

    @property
    def replies_to(self) -> int | None:
        """The message that this one answers."""
        return (self.params.get("reply_parameters") or {}).get("message_id")

    @property
    def thread_id(self) -> int | None:
        """The topic that it stands in."""
        value = self.params.get("message_thread_id")
        return int(value) if value is not None else None

    @property
    def buttons(self) -> dict[str, str]:
        """The data of its buttons by their text."""
        rows = (self.params.get("reply_markup") or {}).get("inline_keyboard", [])
        return {button["text"]: button.get("callback_data", "") for row in rows for button in row}


@dataclass(frozen=True)
class Draft:
    """What a member sees of a message that is still being written."""

    chat_id: int
    draft_id: int
    text: str
    at: float


@dataclass
class State:
    """All that the server knows."""

    calls: list[Call] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    updates: dict[int, dict[str, Any]] = field(default_factory=dict)  # not yet confirmed
    confirmed: set[int] = field(default_factory=set)
    next_update: int = 1000
    scripts: dict[str, list[Script]] = field(default_factory=dict)
    webhook: dict[str, Any] = field(default_factory=dict)
    chats: dict[int, dict[str, Any]] = field(default_factory=dict)
    messages: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    members: dict[int, dict[int, dict[str, Any]]] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    commands: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    polls: int = 0  # number of the newest getUpdates: an older one that still waits gets 409
