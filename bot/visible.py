"""A text without what nobody sees: a corpus, a question and a model's answer may hold anything."""

from __future__ import annotations

import re

# Controls, which a terminal obeys and Telegram refuses; lone surrogates, which have no UTF-8; and marks that turn the
# direction of writing, which could disguise a text.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """Return `text` without what can't be sent or isn't seen as it is."""
    return _UNSEEN.sub("", text)
