"""A Bot API server on loopback, for tests: real HTTP, Telegram's own semantics, failures on demand.

It runs in a thread of its own, so that a test can start the bot as a process and talk to both:

    with FakeTelegram() as telegram:
        chat = telegram.private(42, "Lan")
        asked = chat.says("Ai đã phát biểu?")
        telegram.fail("sendMessage", Failure(429, retry_after=1))
        answer = telegram.wait_sent(lambda sent: sent.replies_to == asked.message_id)

An update stays queued until a `getUpdates` with a higher offset confirms it, or a webhook has answered 200.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tests.fake_telegram_chats import Chat, User
from tests.fake_telegram_http import HttpServer
from tests.fake_telegram_state import Call, Draft, Failure, Script, Sent

__all__ = ["TOKEN", "Call", "Draft", "Failure", "FakeTelegram", "Sent"]

TOKEN = "123456789:AAtest-Token_Of-The-Fake-Server-0123456"


class FakeTelegram(HttpServer):
    """The server. Everything public may be called from any thread."""

    def __init__(self, token: str = TOKEN, username: str = "congdoan_bot") -> None:
        me = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Công đoàn",
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }
        super().__init__(token, me)

    def __enter__(self) -> FakeTelegram:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def private(self, user_id: int, name: str = "Lan", **known: Any) -> Chat:
        """Return the private chat of a user."""
        user = User(user_id, name, **known)
        return Chat(self, {"id": user_id, "type": "private", "first_name": name}, user)

    def group(self, chat_id: int, title: str = "Công đoàn", *, forum: bool = False) -> Chat:
        """Return a supergroup."""
        chat = {"id": chat_id, "type": "supergroup", "title": title}
        return Chat(self, {**chat, "is_forum": True} if forum else chat, User(chat_id * -1 % 1_000_000, "Ai đó"))

    def member(self, chat_id: int, user_id: int, status: str = "member", **more: Any) -> None:
        """Say what getChatMember answers; "left" for those of whom nothing is said."""
        self.state.members.setdefault(chat_id, {})[user_id] = {"status": status, **more}

    def fail(
        self,
        method: str,
        failure: Failure,
        times: int = 1,
        when: Callable[[dict[str, Any]], bool] = lambda params: True,
    ) -> None:
        """Let the next calls of a method fail."""
        with self.lock:
            self.state.scripts.setdefault(method, []).append(Script(failure, times, when))

    def heal(self) -> None:
        """Forget all failures."""
        with self.lock:
            self.state.scripts.clear()

    def add_update(self, update: dict[str, Any]) -> int:
        """Queue an update for the bot; return its id."""
        with self.lock:
            number = self.state.next_update
            self.state.next_update += 1
            self.state.updates[number] = {"update_id": number, **update}
        self.news()
        return number

    def forget(self) -> None:
        """Forget what has been called and sent so far."""
        with self.lock:
            self.state.calls.clear()
            self.state.sent.clear()
            self.state.drafts.clear()
            self.state.messages.clear()

    def sent(self, chat_id: int | None = None) -> list[Sent]:
        """Return what the bot has sent, of one chat or of all."""
        with self.lock:
            return [sent for sent in self.state.sent if chat_id is None or sent.chat_id == chat_id]

    def drafts(self, chat_id: int) -> list[Draft]:
        """Return what a chat has seen of messages that were being written."""
        with self.lock:
            return [draft for draft in self.state.drafts if draft.chat_id == chat_id]

    def shown(self, chat_id: int) -> list[str]:
        """Return the texts of the bot's messages that stand in a chat now, oldest first."""
        with self.lock:
            messages = [message for (chat, _), message in sorted(self.state.messages.items()) if chat == chat_id]
            return [message.get("text", "") for message in messages if message["from"].get("is_bot")]

    def calls(self, method: str) -> list[Call]:
        """Return the calls of a method."""
        with self.lock:
            return [call for call in self.state.calls if call.method == method]

    def wait(self, ready: Callable[[], Any], timeout: float = 20.0) -> Any:
        """Wait until `ready` returns something true; return that."""
        deadline = time.monotonic() + timeout
        with self.changed:
            while not (value := ready()):
                left = deadline - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"waited {timeout} s in vain; sent: {[s.text[:60] for s in self.state.sent]}")
                self.changed.wait(min(left, 0.5))
            return value

    def wait_sent(self, wanted: Callable[[Sent], bool], timeout: float = 20.0) -> Sent:
        """Wait for a message of the bot."""
        found: Sent = self.wait(lambda: next((sent for sent in self.sent() if wanted(sent)), None), timeout)
        return found
