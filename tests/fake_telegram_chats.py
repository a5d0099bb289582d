"""Members at work on the fake Bot API server: what they type, press, send and forward becomes updates."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.fake_telegram import FakeTelegram
    from tests.fake_telegram_state import Sent


@dataclass(frozen=True)
class User:
    """Somebody on Telegram."""

    id: int
    name: str
    username: str | None = None

    def json(self) -> dict[str, Any]:
        """Return the user as the Bot API writes it."""
        known = {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "vi"}
        return {**known, "username": self.username} if self.username else known


@dataclass(frozen=True)
class Asked:
    """A message that was put before the bot."""

    update_id: int
    message_id: int
    at: float  # time.monotonic()


class Chat:
    """A chat, and the one who speaks in it unless another is named."""

    def __init__(self, server: FakeTelegram, chat: dict[str, Any], user: User) -> None:
        self._server = server
        self._chat = chat
        self._user = user
        self.id: int = chat["id"]
        with server.lock:
            server.state.chats[self.id] = chat

    def says(self, text: str, **more: Any) -> Asked:
        """Send a text; a command and a mention get their entities, as Telegram sets them."""
        return self.sends({"text": text, "entities": _entities(text)}, **more)

    def sends(
        self,
        content: dict[str, Any],
        *,
        user: User | None = None,
        reply_to: Sent | int | None = None,
        thread_id: int | None = None,
        kind: str = "message",
        **more: Any,
    ) -> Asked:
        """Send any content: a sticker, a photo, a document, an edited or a forwarded message."""
        server = self._server
        message = self.message(content, user=user, reply_to=reply_to, thread_id=thread_id, **more)
        at = time.monotonic()
        update = server.add_update({kind: message})
        return Asked(update, message["message_id"], at)

    def message(
        self,
        content: dict[str, Any],
        *,
        user: User | None = None,
        reply_to: Sent | int | None = None,
        thread_id: int | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        """Make a message of this chat and keep it."""
        server = self._server
        message = {
            "message_id": server.methods.next_message(self.id),
            "date": int(time.time()),
            "chat": self._chat,
            "from": (user or self._user).json(),
            **content,
            **more,
        }
        if thread_id is not None:
            message |= {"message_thread_id": thread_id, "is_topic_message": True}
        if reply_to is not None:
            number = reply_to if isinstance(reply_to, int) else reply_to.message_id
            message["reply_to_message"] = server.state.messages[self.id, number]
        with server.lock:
            server.state.messages[self.id, message["message_id"]] = message
        return message

    def document(self, name: str, content: bytes, *, mime: str = "application/octet-stream", **more: Any) -> Asked:
        """Send a file."""
        file_id = f"file{len(self._server.state.files)}"
        self._server.state.files[f"documents/{file_id}"] = content
        described = {
            "file_id": file_id,
            "file_unique_id": file_id,
            "file_name": name,
            "mime_type": mime,
            "file_size": len(content),
        }
        return self.sends({"document": described}, **more)

    def presses(self, sent: Sent, data: str, *, user: User | None = None) -> int:
        """Press a button below a message of the bot; return the update's id."""
        server = self._server
        return server.add_update(
            {
                "callback_query": {
                    "id": str(time.monotonic_ns()),
                    "from": (user or self._user).json(),
                    "chat_instance": "1",
                    "message": server.state.messages[self.id, sent.message_id],
                    "data": data,
                }
            }
        )


def _entities(text: str) -> list[dict[str, Any]]:
    found = []
    place = 0
    for word in text.split(" "):
        kind = "bot_command" if word.startswith("/") and place == 0 else "mention" if word.startswith("@") else None
        if kind is not None:
            bare = word.rstrip(".,!?:\n")
            before = len(text[:place].encode("utf-16-le")) // 2
            found.append({"type": kind, "offset": before, "length": len(bare.encode("utf-16-le")) // 2})
        place += len(word) + 1
    return found
