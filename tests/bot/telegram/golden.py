"""Golden files of what is sent. UPDATE_GOLDEN=1 writes them anew: then read the difference."""

from __future__ import annotations

import os
from pathlib import Path

from bot.telegram.outgoing import Outgoing
from tests.fake_telegram_html import MAX_UNITS, parse, units

FOLDER = Path(__file__).parents[2] / "data" / "golden" / "telegram"


def check_golden(name: str, sent: tuple[Outgoing, ...]) -> None:
    """Compare messages with their file, and see that Telegram would take them."""
    rows = ["".join(f"[{button.text} → {button.data}] " for button in row).strip() for row in sent[-1].rows]
    shown = "\n======== tin nhắn sau ========\n".join([piece.html for piece in sent]) + "\n" + "\n".join([*rows, ""])
    path = FOLDER / f"{name}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shown, "utf-8")
    assert shown == path.read_text("utf-8")
    for piece in sent:
        assert parse(piece.html) == piece.plain
        assert 0 < units(piece.plain) <= MAX_UNITS


def names(prefix: str = "") -> set[str]:
    """Return the golden files there are."""
    return {path.stem for path in FOLDER.glob(f"{prefix}*.html")}
