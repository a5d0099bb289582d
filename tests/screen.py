"""What is seen of what a program writes to a terminal: the lines that are left when it has gone up and erased some."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])|\x1b\][^\x07]*\x07|[\r\n]|[^\x1b\r\n]+")


def screen(written: str) -> str:
    """Return the text on a screen without end that is wide enough; knows what rich and prompt_toolkit use here."""
    lines, row, column = [""], 0, 0
    for found in _CONTROL.finditer(written):
        number = int(found[1]) if (found[1] or "").isdecimal() else 1
        match found[2] or found[0]:
            case "\n":
                row, column = row + 1, 0
                lines += [""] * (row + 1 - len(lines))
            case "\r":
                column = 0
            case "A":
                row = max(row - number, 0)
            case "K":
                lines[row] = "" if found[1] == "2" else lines[row][:column]
            case text if not found[2] and not text.startswith("\x1b"):
                lines[row] = lines[row][:column].ljust(column) + text + lines[row][column + len(text) :]
                column += len(text)
    return "\n".join(line.rstrip() for line in lines).rstrip("\n")
