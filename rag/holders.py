"""Whether what is quoted has the post that a question asks the holder of.

"Ai là Chủ tịch Tổng Liên đoàn?" is not answered by a Phó Chủ tịch of it, nor "Bộ trưởng Bộ Y tế là ai?" by a Thứ
trưởng, though all else agrees: for a reader in a hurry the wrong person would be the answer.
"""

from __future__ import annotations

import re

from rag.question import Asks, Question
from rag.spans.posts import all_posts, heads
from rag.vietnamese import fold

# Folded, before the post: "Ai hiện là", "Cho biết"; behind it: "… là ai", "… tên gì".
_BEFORE = re.compile(
    r"(?:(?:vay|the|con|cho biet|hien|hien nay|hien tai|bay gio)[ ,]+)*"
    r"(?P<who>(?:ai|nguoi nao|dong chi nao|ong nao|ba nao)(?: (?:dang|hien|hien nay|hien dang|da|duoc bau|duoc))*"
    r" (?:la|lam|giu|dam nhan|dam nhiem)(?: (?:chuc vu|chuc danh|chuc|tan))?)?"
)
_BEHIND = re.compile(r"\bla (?:ai|nguoi nao|dong chi nao|ong nao|ba nao)\b|\bten (?:la |ho la )?gi\b")
_WORD = re.compile(r"\w+")


def lacks_post(question: Question, quoted: str) -> bool:
    """Tell whether a question asks who has a post that the quotes have for nobody, but perhaps as a deputy's."""
    asked = question.embedded
    posts = all_posts(asked) if Asks.WHO in question.asks else []
    if len(posts) != 1:
        return False
    start, end = posts[0]
    before = _BEFORE.fullmatch(fold(asked[:start]).strip(" ,"))
    if before is None or not (before["who"] or _BEHIND.search(fold(asked[start:]))):
        return False
    said = " ".join(_WORD.findall(fold(question.shorthand.written_out(quoted))))
    return not any(_has(said, head) for head in heads(asked[start:end]))


def _has(said: str, head: str) -> bool:
    _, deputy, post = head.rpartition("pho ")
    if deputy:
        return re.search(rf"\bpho (?:tong )?{post}\b", said) is not None
    return re.search(rf"(?<!\bpho )(?<!\bpho tong )(?<!\bnguyen )(?<!\bcuu )\b{head}\b", said) is not None
