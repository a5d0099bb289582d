"""The Bot API's methods as the fake server carries them out, with the errors that Telegram answers."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests import fake_telegram_html as telegram_html
from tests.fake_telegram_state import Call, Draft, Sent

if TYPE_CHECKING:
    from tests.fake_telegram_http import HttpServer

Params = dict[str, Any]


class ApiError(Exception):
    """An answer with `ok: false`."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.description = description


class Methods:
    """Carries out calls; runs under the server's lock."""

    def __init__(self, server: HttpServer) -> None:
        self._server = server
        self._numbers = itertools.count(1)
        self._table: dict[str, Callable[[Call, Params], Any]] = {
            "getMe": lambda call, params: server.me,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": lambda call, params: {
                "url": server.state.webhook.get("url", ""),
                "has_custom_certificate": False,
                "pending_update_count": len(server.state.updates),
            },
            "sendMessage": self._send_message,
            "sendPhoto": self._send_file,
            "sendDocument": self._send_file,
            "sendMessageDraft": self._draft,
            "sendChatAction": lambda call, params: bool(self._chat(params)),
            "editMessageText": self._edit_text,
            "editMessageReplyMarkup": self._edit_markup,
            "deleteMessage": lambda call, params: self._delete(params),
            "setMessageReaction": lambda call, params: bool(self._message(params)),
            "answerCallbackQuery": lambda call, params: True,
            "setMyCommands": self._set_commands,
            "deleteMyCommands": lambda call, params: True,
            "setMyDescription": lambda call, params: True,
            "setMyShortDescription": lambda call, params: True,
            "getChatMember": self._chat_member,
            "getChat": lambda call, params: self._chat(params),
            "getFile": self._get_file,
            "close": lambda call, params: True,
            "logOut": lambda call, params: True,
        }

    def run(self, call: Call) -> Any:
        """Carry out a call; return its result."""
        method = self._table.get(call.method)
        if method is None:
            raise ApiError(404, "Not Found")
        return method(call, call.params)

    def next_message(self, chat_id: int) -> int:
        """Return the number of the next message; every one is new, in whatever chat."""
        return next(self._numbers)

    # -- messages -----------------------------------------------------------------------------------------

    def _send_message(self, call: Call, params: Params) -> Any:
        return self._sent(call, params, self._checked(params, "text"), {})

    def _draft(self, call: Call, params: Params) -> bool:
        chat = self._private(params)
        if not int(params.get("draft_id", 0)):
            raise ApiError(400, "Bad Request: draft identifier must be non-zero")
        visible = self._checked(params, "text")
        if chat["id"] in self._server.state.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        self._server.state.drafts.append(Draft(chat["id"], int(params["draft_id"]), visible, call.at))
        return True

    def _send_file(self, call: Call, params: Params) -> Any:
        visible = self._checked(params, "caption", empty=True)
        return self._sent(call, params, visible, {"caption": visible})

    def _sent(self, call: Call, params: Params, visible: str, content: Params) -> Any:
        server = self._server
        chat = self._chat(params)
        if chat["id"] in server.state.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        thread = params.get("message_thread_id")
        if thread is not None and not chat.get("is_forum"):
            raise ApiError(400, "Bad Request: message thread not found")
        reply = params.get("reply_parameters") or {}
        known = (chat["id"], reply.get("message_id")) in server.state.messages
        if reply and not known and not reply.get("allow_sending_without_reply"):
            raise ApiError(400, "Bad Request: message to be replied not found")
        number = self.next_message(chat["id"])
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": chat,
            "from": server.me,
            **(content or {"text": visible}),
        }
        if thread is not None:
            message |= {"message_thread_id": int(thread), "is_topic_message": True}
        if "reply_markup" in params:
            message["reply_markup"] = params["reply_markup"]
        server.state.messages[chat["id"], number] = message
        server.state.sent.append(Sent(chat["id"], number, visible, params, call.at, call.method))
        return message

    def _checked(self, params: Params, name: str, *, empty: bool = False) -> str:
        """Return the text as it is seen."""
        text = str(params.get(name, ""))
        if params.get("parse_mode") == "HTML":
            try:
                text = telegram_html.parse(text)
            except telegram_html.BadHtmlError as error:
                raise ApiError(400, f"Bad Request: can't parse entities: {error}") from error
        if not text.strip() and not empty:
            raise ApiError(400, "Bad Request: message text is empty")
        if telegram_html.units(text) > telegram_html.MAX_UNITS:
            raise ApiError(400, "Bad Request: message is too long")
        rows = (params.get("reply_markup") or {}).get("inline_keyboard", [])
        if any(not 0 < len(button.get("callback_data", "-").encode()) <= 64 for row in rows for button in row):
            raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
        return text

    def _edit_text(self, call: Call, params: Params) -> Any:
        text = self._checked(params, "text")
        message = self._message(params)
        markup = params.get("reply_markup")
        if message.get("text") == text and message.get("reply_markup") == markup:
            raise ApiError(400, "Bad Request: message is not modified")
        message["text"] = text
        return self._with_markup(message, markup)

    def _edit_markup(self, call: Call, params: Params) -> Any:
        message = self._message(params)
        if message.get("reply_markup") == params.get("reply_markup"):
            raise ApiError(400, "Bad Request: message is not modified")
        return self._with_markup(message, params.get("reply_markup"))

    @staticmethod
    def _with_markup(message: Params, markup: Any) -> Params:
        message.pop("reply_markup", None)
        if markup:
            message["reply_markup"] = markup
        return message

    def _delete(self, params: Params) -> bool:
        message = self._message(params)
        del self._server.state.messages[message["chat"]["id"], message["message_id"]]
        return True

    # -- the rest -----------------------------------------------------------------------------------------

    def _set_webhook(self, call: Call, params: Params) -> bool:
        self._server.state.webhook = dict(params)
        return True

    def _delete_webhook(self, call: Call, params: Params) -> bool:
        self._server.state.webhook = {}
        if str(params.get("drop_pending_updates")).lower() == "true":
            self._server.state.updates.clear()
        return True

    def _set_commands(self, call: Call, params: Params) -> bool:
        commands = params.get("commands") or []
        if any(not command.get("description") for command in commands):
            raise ApiError(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        scope = params.get("scope") or {"type": "default"}
        if scope.get("type") == "chat":
            self._chat({"chat_id": scope["chat_id"]})
        self._server.state.commands[f"{scope['type']}:{scope.get('chat_id', '')}"] = commands
        return True

    def _chat_member(self, call: Call, params: Params) -> Any:
        members = self._server.state.members.get(int(params["chat_id"]))
        if members is None:
            raise ApiError(400, "Bad Request: chat not found")
        user_id = int(params["user_id"])
        user = {"id": user_id, "is_bot": False, "first_name": "Ai đó"}
        return {"status": "left", **members.get(user_id, {}), "user": user}

    def _get_file(self, call: Call, params: Params) -> Any:
        path = f"documents/{params['file_id']}"
        content = self._server.state.files.get(path)
        if content is None:
            raise ApiError(400, "Bad Request: invalid file_id")
        if len(content) > 20 * 1024**2:
            raise ApiError(400, "Bad Request: file is too big")
        identity = {"file_id": params["file_id"], "file_unique_id": params["file_id"]}
        return {**identity, "file_size": len(content), "file_path": path}

    def _chat(self, params: Params) -> Params:
        chat = self._server.state.chats.get(int(params["chat_id"]))
        if chat is None:
            raise ApiError(400, "Bad Request: chat not found")
        return chat

    def _private(self, params: Params) -> Params:
        chat = self._chat(params)
        if chat["type"] != "private":
            raise ApiError(400, "Bad Request: chat must be private")
        return chat

    def _message(self, params: Params) -> Params:
        chat = self._chat(params)
        message = self._server.state.messages.get((chat["id"], int(params["message_id"])))
        if message is None:
            raise ApiError(400, "Bad Request: message to edit not found")
        return message
