"""How a model says that the lines don't answer: in the words that it was given, or in its own."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re

from rag.text.vietnamese import fold, syllables
from rag.writing.prompts import REFUSAL

_WORDS = " ".join(fold(token) for token in syllables(REFUSAL))
# Over folded syllables. In its own words it speaks of the material, and of what that lacks.
_MATERIAL = (
    r"(?:(?:cac|nhung|trong|tu|theo|o|phan|noi dung|thong tin|du lieu|doan) )*"
    r"(?:tu lieu|bai viet|bai bao|cac bai|tai lieu|nguon|doan trich|van ban|cac dong|dong tu lieu|nhung dong|du lieu|thong tin)"
)
_LACKS = r"(?:khong|chua)(?: \w+){0,2}? (?:co|neu|noi|de cap|nhac|cung cap|cho biet|chua|ghi|dua ra|tra loi|du|thay|tim thay|dap ung)\b"
_OWN_WORDS = re.compile(
    rf"^(?:(?:rat tiec|xin loi|hien|hien tai|dua tren|can cu|hien nay|toi|minh) )*{_MATERIAL}\b(?: \w+){{0,6}}? {_LACKS}"
    r"|^(?:(?:rat tiec|xin loi|toi|minh|hien) )*(?:khong|chua) (?:the tra loi|tim thay|co (?:du )?(?:thong tin|du lieu|tu lieu|can cu)|du (?:thong tin|du lieu|can cu))\b"
    r"|\b(?:no information|not mentioned|not contain|cannot answer|can t answer|do not (?:have|provide|answer|mention))\b"
)


def refuses(text: str) -> bool:
    """Tell whether a sentence is the one that a model was told to say, whatever signs stand around it."""
    return _WORDS in _flat(text)


def gives_up(text: str) -> bool:
    """Tell whether a sentence says that the material does not answer."""
    return refuses(text) or bool(_OWN_WORDS.search(_flat(text)))


def _flat(text: str) -> str:
    return " ".join(fold(token) for token in syllables(text))
