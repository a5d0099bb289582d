"""Telegram's ids as keyed hashes: the same person is recognised again, but can't be read from the state.

Ids are short numbers, so a plain hash could be undone by trying them all; the salt is what prevents that. Beside
SQLite it is a file of its own. Postgres may be shared by several machines, so there it comes from the bot's token.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from bot.store.errors import StoreError

_SALT_BYTES = 32
_DIGITS = 32  # hexadecimal, of a pseudonym


def salt_from_file(path: Path) -> bytes:
    """Return the salt in a file that only its owner may read; the first call makes it.

    Raises:
        StoreError: the file can't be made or read, or holds something else.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _make(path)
        path.chmod(0o600)
        salt = bytes.fromhex(path.read_text("ascii"))
    except OSError as error:
        raise StoreError("read-only", f"{path}: {error.strerror}") from error
    except ValueError:
        salt = b""
    if len(salt) != _SALT_BYTES:
        raise StoreError("broken", f"{path} holds no salt")
    return salt


def _make(path: Path) -> None:
    temporary = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_SALT_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was quicker: its salt counts
            os.link(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def salt_from_secret(secret: str) -> bytes:
    """Derive the salt from a secret that all replicas share, so that they agree on every pseudonym."""
    return hmac.digest(b"congdoan pseudonyms", secret.encode(), "sha256")


class Pseudonyms:
    """Pseudonyms of people and chats under one salt; a private chat and its person get different ones."""

    def __init__(self, salt: bytes) -> None:
        self._salt = salt

    def user(self, user_id: int) -> str:
        """Return the pseudonym of a person."""
        return self._of("user", user_id)

    def chat(self, chat_id: int) -> str:
        """Return the pseudonym of a chat."""
        return self._of("chat", chat_id)

    def fingerprint(self) -> str:
        """Return what tells this salt from another one without giving it away."""
        return hashlib.sha256(b"fingerprint" + self._salt).hexdigest()[:_DIGITS]

    def _of(self, kind: str, number: int) -> str:
        return hmac.digest(self._salt, f"{kind}:{number}".encode(), "sha256").hex()[:_DIGITS]
