"""The question that a follow-up means, as a model puts it: taken only where it asks and says nothing new."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.questions.question import clean, understand
from rag.text.patterns import MarkedPattern
from rag.text.vietnamese import fold, syllables
from rag.writing.instructions import instructs
from rag.writing.prompts import Exchange

TOKENS = 400  # a long question has 60; models that think first count their thoughts
_LONGEST = 300  # characters
_NEW = 0.25  # share of its words that neither the talk nor the question has: "diễn ra", "về việc"
_LABEL = re.compile(r"^(?:câu hỏi(?: \w+){0,4}|hỏi|question)\s*:\s*", re.IGNORECASE)
_QUOTED = re.compile(r"^[\"“'«](.*)[\"”'»]$")
_FOREIGN = re.compile(r"https?:|www\.|[\[\]<>{}@|]")
_ASKS = MarkedPattern(r"\b(?:ai|gì|nào|đâu|bao nhiêu|bao giờ|mấy|vì sao|tại sao)\b")
_SENTENCE = re.compile(r"\S[^.!?;:]*(?:[.;:](?=\S)[^.!?;:]*)*[.!?;:]?")
_WORD = re.compile(r"[^\W_]+")
# A question that leans on what was said before: words that point back, or that go on.
_LEANS = MarkedPattern(
    r"\b(?:ông|bà|anh|chị|cô|người|vị|đồng chí|bài|tin|điều|việc|sự kiện|cuộc|buổi|nơi|năm|ngày|lúc|khi|hội thảo|hội nghị|số)"
    r" (?:ấy|đó|này|kia|ta)\b|\b(?:họ(?! trợ)|nó|vừa rồi|ở đó|ở đây|như vậy|như thế|còn lại|nữa|tiếp theo)\b"
    r"|^(?:thế|còn|vậy|và|thì|rồi|cụ thể)\b"
)
_SHORT = 5  # words; what is shorter seldom says all that it asks


def leans(question: str) -> bool:
    """Tell whether a question may need what was said before to be understood."""
    return len(question.split()) <= _SHORT or _LEANS.search(question.strip(" ?!.,")) is not None


def asked_in(question: str) -> str:
    """Return the sentences of a question that ask: what the others state is nothing to answer with."""
    return " ".join(part for part in _SENTENCE.findall(question) if part.endswith("?") or _ASKS.search(part))


def accepted(text: str, question: str, talk: Sequence[Exchange]) -> str | None:
    """Return the question in what a model wrote, or None where it is none, or brings along what nobody said.

    Args:
        text: All that the model wrote.
        question: What it was asked to make whole.
        talk: What it was told of the conversation.
    """
    line = _LABEL.sub("", text.strip())
    if match := _QUOTED.match(line):
        line = match[1].strip()
    if not line or "\n" in line or len(line) > _LONGEST or _FOREIGN.search(line) or instructs(line):
        return None
    line = clean(line)
    if not (line.endswith("?") or _ASKS.search(line)):
        return None
    said = " ".join([question, *(part for exchange in talk for part in (exchange.asked, *exchange.quotes))])
    known = {fold(token) for token in syllables(said)}
    if fold(line).strip(" ?!.") == fold(question).strip(" ?!.") or _new_name(line, known):
        return None
    own = understand(line).syllables
    return line if sum(token not in known for token in own) <= _NEW * len(own) else None


def _new_name(line: str, known: set[str]) -> bool:
    """Tell whether a number, or a word with a capital inside the line, was not said before."""
    if any(fold(token) not in known for token in syllables(line) if any(char.isdigit() for char in token)):
        return True
    capitals = (match for match in _WORD.finditer(line) if match.start() > 0 and match.group()[0].isupper())
    return any(not set(map(fold, syllables(match.group()))) <= known for match in capitals)
