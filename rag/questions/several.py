"""Several questions in one message: what they are, one by one."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.questions.phrases import SLOT
from rag.questions.question import clean, understand
from rag.talk.intent import Intent, is_small_talk, recognise
from rag.text.patterns import MarkedPattern, flat
from rag.text.vietnamese import canonical

MOST = 4  # questions of a message that are answered


@dataclass(frozen=True, slots=True)
class Several:
    """The questions of a message that holds at least two, in order."""

    questions: tuple[str, ...]
    left: tuple[str, ...] = ()  # those beyond what one message is answered with
    joined: bool = False  # they are one sentence, such as "Khi nào và ở đâu?": one answer may hold all


_END = re.compile(r"(?<=[?!…])\s*|[;\n]\s*|(?<=[a-zà-ỹ]\.)\s+(?=[A-ZĐÀ-Ỹ])")
# "Em hỏi: 1) … 2) …" on one line.
_LISTED = re.compile(r"(?:^|[\s:])(?:1[).]|a\)) .+\s(?:2[).]|b\)) ", re.DOTALL)
_NUMBERED = re.compile(r"\s+(?=(?:[1-9][).]|[a-d]\))\s)")
_QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”|«[^»\n]*»')
_BULLET = re.compile(
    r"^\W*(?:(?:câu(?: hỏi)?|cau(?: hoi)?|ý)? ?\d{1,2}\s*[.):/]+\s+|[a-d]\)\s+|[-–•*+]\s*)", re.IGNORECASE
)
_AND_FIRST = re.compile(r"^(?:và|va|với lại|voi lai|ngoài ra|ngoai ra)[ ,]+(?=\S)", re.IGNORECASE)
# Nothing is asked by these: "X, biết không?", "trả lời giúp em với".
_IDLE = MarkedPattern(
    r"^\W*(?:(?:cho )?(?:em|e|mình|tôi|tui|con|cháu) (?:xin |muốn )*hỏi(?: (?:xíu|chút|tí|tý|cái|với|ạ|nhé|nha|(?:mấy|vài|\d|hai|ba|bốn) (?:câu(?: hỏi)?|ý|điều)(?: sau)?))*\W*$|(?:có )?(?:đúng|phải|được|biết|hiểu|rõ)(?: vậy| thế)? (?:không|ko|chưa|k)|(?:ad|bạn|bot|anh|chị|mọi người)? ?(?:biết|trả lời|giúp|chỉ|nói|cho)"
    r"(?: (?:giúp|giùm|hộ|cho|mình|em|tôi|với|nhé|nha|ngắn gọn|không|ạ|biết))*)\W*$"
)
_WHICH = MarkedPattern(r"\b(?:nào|mấy|bao nhiêu)\b")
_AND = re.compile(r"\s*,?\s+(?:va|cung nhu|voi lai|roi)\s+|\s*,\s+")
_YES_NO = re.compile(r"\b(?:co|da)\b.+\b(?:khong|chua|ko)\b\W*$|\bhay (?:khong|chua)\b")
_SUMMARY = re.compile(r"\btom (?:tat|luoc|gon)\b")
_ARTICLE = r"(?:bai bao|bai viet|ban tin|bai|tin)"
_NEXT_ARTICLE = re.compile(rf"\s*(?:,|\bva\b|\bvoi\b|,\s*va\b)\s+(?={_ARTICLE} )")
_NEXT_NUMBER = re.compile(
    rf"(?P<head>{_ARTICLE} (?:so |thu )?)(?P<listed>\d{{1,2}}(?:(?:\s*,\s*|\s+va\s+)\d{{1,2}})+)(?=\W*$)"
)
_FEW = re.compile(
    rf"\b(?:ca )?(?P<few>2|3|4|hai|ba|bon) {_ARTICLE} (?:moi(?: nhat| dang)?|gan (?:day )?nhat|dau(?: tien)?|tren|nay|do|ay|vua (?:roi|neu)|kia)(?=\W*$)"
)
_COUNT = {"hai": 2, "ba": 3, "bon": 4}
_LONGEST = 600  # characters; what is longer is a text


def several(text: str) -> Several | None:
    """Take a message apart into its questions; None where it holds no more than one. Pure, for any text."""
    pieces = [piece for piece in map(_tidied, _pieces(canonical(text))) if piece]
    if len(text) > _LONGEST or not pieces:
        return None
    questions = list({flat(question).strip(" ?!.…"): question for question in _whole(pieces)}.values())
    if len(questions) > 1:
        return Several(tuple(questions[:MOST]), tuple(questions[MOST:]))
    parts = tuple(_summaries(questions[0]) or _clauses(questions[0])) if questions else ()
    return Several(parts[:MOST], parts[MOST:], joined=not _SUMMARY.search(flat(parts[0]))) if len(parts) > 1 else None


def _pieces(text: str) -> Iterator[str]:
    """Yield what stands between the ends of sentences; what somebody is quoted with is part of one of them."""
    if _LISTED.search(text):
        text = _NUMBERED.sub("\n", text)
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    start = 0
    for end in _END.finditer(text):
        if not any(first < end.start() < last for first, last in quoted):
            yield text[start : end.start()]
            start = end.end()
    yield text[start:]


def _tidied(piece: str) -> str:
    piece = clean(piece)
    if piece.count("(") != piece.count(")"):
        piece = piece.strip("() ")  # "(ai cũng được à?)" is cut behind its "?"
    return _AND_FIRST.sub("", _BULLET.sub("", piece)).strip(" ,")


def _whole(pieces: list[str]) -> Iterator[str]:
    """Yield the questions; what asks nothing belongs to the one behind it, or before it where none is left."""
    before: list[str] = []
    kept: str | None = None
    for piece in pieces:
        if is_small_talk(recognise(piece).intent) or _IDLE.search(piece):
            continue
        if not _asks(piece):
            before.append(piece)
            continue
        if kept is not None:
            yield kept
        kept = " ".join([*before, recognise(piece).text])
        before = []
    if kept is not None:
        yield " ".join([kept, *before])


def _asks(piece: str) -> bool:
    if recognise(piece).intent is not Intent.QUESTION:
        return True
    question = understand(piece)
    if _has_slot(piece) or question.asks:
        return True
    return bool(question.syllables) and (piece.endswith("?") or _YES_NO.search(flat(piece)) is not None)


def _clauses(question: str) -> list[str]:
    """Return the questions that one sentence joins, each with a word that asks: "khi nào", "ở đâu"."""
    bare, parts, start = flat(question), list[str](), 0
    for cut in _AND.finditer(bare):
        left, right = question[start : cut.start()], question[cut.end() :]
        nearby = right[: _next(bare, cut.end()) - cut.end()]
        if _has_slot(left) and _has_slot(nearby):
            parts.append(left.strip(" ,"))
            start = cut.end()
    return [*parts, question[start:].strip(" ,")] if parts else []


def _has_slot(clause: str) -> bool:
    return SLOT.search(clause) is not None or _WHICH.search(clause) is not None


def _next(bare: str, start: int) -> int:
    following = _AND.search(bare, start)
    return following.start() if following else len(bare)


def _summaries(question: str) -> list[str]:
    """Return a summary asked of each article of "tóm tắt bài A và bài B", "tóm tắt bài 1 và 3"."""
    bare = flat(question)
    if (verb := _SUMMARY.search(bare)) is None:
        return []
    said = question[: verb.end()]
    if listed := _NEXT_NUMBER.search(bare):
        head = question[listed.start("head") : listed.end("head")]
        return [f"{said} {head}{number}" for number in re.findall(r"\d+", listed["listed"])]
    if few := _FEW.search(bare, verb.end()):
        return [f"{said} bài {n}" for n in range(1, int(_COUNT.get(few["few"], few["few"])) + 1)]
    cuts = list(_NEXT_ARTICLE.finditer(bare, verb.end()))
    if not cuts:
        return []
    borders = [verb.end(), *(place for cut in cuts for place in cut.span()), len(question)]
    return [
        f"{said} {question[start:end].strip(' ?.!')}" for start, end in zip(borders[::2], borders[1::2], strict=True)
    ]
