"""The store's one error. What SQLAlchemy and the drivers raise is translated in `database.py`."""

from __future__ import annotations


class StoreError(Exception):
    """The state can't be opened, read or written.

    `reason` is one of: "address" (not one that can be used), "unreachable", "refused" (password, database name),
    "read-only", "full", "busy" (locked for too long), "newer" (written by a later version of this program),
    "broken". `detail` holds no secret and nothing of what members wrote.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
