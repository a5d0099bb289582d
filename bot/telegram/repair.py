"""Updates of servers that are not Telegram's own, and leave out what Telegram always sends: made whole.

Self-hosted gateways and test servers forget `is_bot` and `chat_instance`, or write dates in milliseconds.
"""

from __future__ import annotations

import time
from typing import Any

_PEOPLE = {"from", "user", "sender_user"}
_MILLISECONDS = 100_000_000_000  # a date beyond this many seconds lies in the year 5138


def repaired(update: dict[str, Any]) -> dict[str, Any]:
    """Return an update with what is missing filled in, a date by now."""
    return {name: _value(name, value) for name, value in update.items()}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_value(name, item) for item in value]
    if name.endswith("date") and isinstance(value, int) and value > _MILLISECONDS:
        return value // 1_000
    if not isinstance(value, dict):
        return value
    whole = {key: _value(key, item) for key, item in value.items() if item is not None}
    if name in _PEOPLE:
        return {"is_bot": False, "first_name": "", **whole}
    if name == "chat":
        return {"type": "private" if int(whole.get("id", 0)) > 0 else "supergroup", **whole}
    if name.endswith("message"):
        return {"date": int(time.time()), **whole}
    if name == "callback_query":
        return {"chat_instance": "", **whole}
    return whole
