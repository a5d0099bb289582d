"""What the fake model service can be told to do with one request: an honest answer, or one of its failures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Text:
    """An answer, chopped into deltas of `chunk` characters."""

    text: str
    usage: bool | tuple[int, int] = True  # whether tokens are reported where asked for; or (prompt, completion)
    chunk: int = 7
    finish: str | None = "stop"  # "length", "content_filter"; None: no chunk says that it is the end
    delay: float = 0.0  # seconds before each delta
    first_delay: float = 0.0  # seconds before the first one, the headers are out by then
    reasoning: str = ""  # thought aloud first, as `reasoning_content`
    done: bool = True  # whether `data: [DONE]` closes the stream
    streams: bool = True  # False: a plain JSON body, whatever was asked for


@dataclass(frozen=True, slots=True)
class Status:
    """An HTTP error with OpenAI's error body; `body` replaces it."""

    status: int
    message: str = "scripted failure"
    code: str | None = None
    param: str | None = None
    retry_after: str | float | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Hang:
    """Silence that lasts until the caller hangs up: before the headers, or after so many deltas of `text`."""

    after: Literal["request", "headers"] | int = "request"
    text: str = "Theo bài viết, hội thảo diễn ra tại Huế. "


@dataclass(frozen=True, slots=True)
class Trickle:
    """An answer without end, a few bytes at a time: deltas, SSE comments, or bytes that never end a line."""

    kind: Literal["deltas", "comments", "bytes"] = "deltas"
    pause: float = 0.05  # seconds between two writes
    text: str = "a "


@dataclass(frozen=True, slots=True)
class Cut:
    """A connection that ends too early: before any byte, after `deltas` deltas, or in the middle of a line."""

    at: Literal["request", "event", "line"] = "event"
    text: str = "Theo bài viết, hội thảo diễn ra tại Huế. "
    deltas: int = 3
    reset: bool = False  # with a reset instead of a polite end


@dataclass(frozen=True, slots=True)
class Malformed:
    """No JSON where JSON is due: in an event, in a plain body, or JSON of another shape."""

    where: Literal["event", "body", "shape"] = "event"
    text: str = "Theo bài viết. "  # said properly before


@dataclass(frozen=True, slots=True)
class Endless:
    """Text as fast as it can be read, until the caller hangs up; `{n}` in it counts."""

    text: str = "và thế là "
    pause: float = 0.0


@dataclass(frozen=True, slots=True)
class Html:
    """A proxy's page with status 200."""

    page: str = "<!doctype html><title>Login</title><h1>Please log in</h1>"


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes as they are: the head of the response, too."""

    data: bytes
    hang: bool = False  # the connection stays open after them


Behaviour = Text | Status | Hang | Trickle | Cut | Malformed | Endless | Html | Raw


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came in."""

    method: str
    path: str  # with the query
    headers: Mapping[str, str]  # names in lower case
    body: Any  # parsed JSON, or None
    at: float  # time.monotonic()
    raw: bytes = b""

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The messages of a chat request."""
        return list(self.body["messages"])

    @property
    def prompt(self) -> str:
        """All that a chat request says, whoever says it."""
        return "\n".join(str(message["content"]) for message in self.messages)

    @property
    def question(self) -> str:
        """The last message of a chat request."""
        return str(self.messages[-1]["content"])
