"""Whether an article gives the very thing that a question asks for: an age, a price, the hour.

A near miss holds every word of the question but the answer. Where the kind of thing can be told by its shape, that it
is nowhere in the article says more than all likeness; and so it does, somewhat, where it stands in no sentence with
the words that it is asked of: "mừng cưới bao nhiêu tiền" is not answered by what a firm gives for a funeral.
"""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from rag.questions.question import Asks, Question
from rag.ranking import wanted
from rag.ranking.bearers import given_of_others
from rag.ranking.deeds import undone
from rag.ranking.sorts import tells_no_name, tells_of_none
from rag.text.entities import EntityKind, entities
from rag.text.patterns import MarkedPattern
from rag.text.vietnamese import fold

_ASKING = frozenset("ai gi nao may dau nhieu sao gio bao".split())
_ELSEWHERE = 0.5
_NEAREST = 3  # words that something is asked of
_SUM = r"\d[\d.,]*\s*(?:trieu|ty|ti|nghin|ngan)?\s*(?:dong|usd|do la|d\b|vnd|euro)|\d\s*(?:trieu|ty|ti|nghin|ngan|cu|k)\b|[$€]\s*\d|\d\s*(?:%|phan tram|thang luong)"
_DAY = r"\d{1,2}[/.-]\d{1,2}|\bngay (?:mung )?\d|\d{1,2} thang \d|\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|hom (?:nay|qua|kia)|ngay mai|(?:sang|chieu|toi) nay)\b"
# What measures a thing, and says little about what is asked of it.
_UNITS = frozenset(
    "tien dong do nguoi nam ngay tuoi trieu ty ti thang phan tram lan viec so moi gio hom hien nay tong cong to chuc dien xay"
    " ra muc la vao".split()
)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A kind of thing that is known by its shape."""

    asked: MarkedPattern
    given: re.Pattern[str]  # in what `counting` gives
    new: bool = True  # what the question says itself is no answer
    whose: bool = False  # somebody's, who must be named beside it
    of: MarkedPattern | None = None  # what it may be the measure of, which must stand in the same sentence


def _slot(asked: str, given: str, *, new: bool = True, whose: bool = False, of: str = "") -> _Slot:
    measured = MarkedPattern(rf"\b(?:{of})\b") if of else None
    return _Slot(MarkedPattern(rf"\b(?:{asked})"), re.compile(given), new, whose, measured)


# Measures by another name, folded.
_SAME: Mapping[str, Sequence[str]] = {
    "luong": ("thu nhap",),
    "thu nhap": ("luong",),
    "tro cap": ("ho tro", "phu cap"),
    "von": ("kinh phi", "tong muc dau tu"),
}
_CELLS = " | "  # between the cells of a row, as the readers write it

# The first that fits counts.
_SLOTS = (
    _slot(
        r"(?:bao nhiêu|mấy) tuổi\b|tuổi (?:là )?(?:bao nhiêu|mấy)\b",
        r"\d tuoi\b|\btuoi (?:thu )?\d|\bsinh (?:ngay|nam|thang)?\b.{0,12}\d|\bsn \d{4}",
        whose=True,
    ),
    _slot(
        r"sinh (?:vào )?(?:ngày|năm|tháng) ?(?:nào|bao nhiêu|mấy)\b|ngày sinh\b|sinh khi nào\b",
        r"\bsinh (?:vao )?(?:ngay|nam|thang)?\b.{0,12}\d|ngay sinh\b|\bsn \d|\(\d{4}|\d tuoi\b",
        new=False,
        whose=True,
    ),
    _slot(
        r"quê (?:\w+ ){0,3}(?:đâu|nào)\b|nguyên quán\b",
        r"\bque\b|nguyen quan\b|\bnguoi (?:goc|con|xu)\b",
        new=False,
        whose=True,
    ),
    _slot(
        r"(?:làm|theo) nghề (?:gì|nào)\b|nghề nghiệp\b.*\bgì\b",
        r"\bnghe\b|\b(?:cong nhan|nhan vien|tho|giao vien|ky su|bac si|y ta|tai xe|lai xe|bao ve|ke toan|noi tro|phu ho"
        r"|nong dan|lam ruong|buon ban|ban hang|chay xe|may thue|tu do|giam doc|chu tich|to truong|chuyen truong)\b",
        new=False,
        whose=True,
    ),
    _slot(
        r"(?:học lực|xếp loại)\b.*\b(?:gì|nào|sao)\b",
        r"\b(?:hoc luc|xep loai|loai|gioi|kha|xuat sac|tien tien)\b",
        new=False,
        whose=True,
    ),
    _slot(r"(?:bao nhiêu|mấy) năm tù\b", r"\d (?:nam|thang)(?: \d+ thang)? tu\b|\bchung than\b|\btu hinh\b"),
    _slot(r"(?:lúc )?mấy giờ\b|giờ nào\b|lúc mấy\b", r"\d ?(?:gio|h|g)\d{0,2}\b|\d:\d\d"),
    _slot(
        r"(?:bao nhiêu|mấy) ?(?:%|phần trăm\b)",
        r"\d\s*(?:%|phan tram)|\bphan (?:ba|tu|nam|muoi)\b|\bnua\b|(?<!ngay )\b\d/\d(?= [a-z])",
    ),
    _slot(
        r"(?:bao nhiêu|nhiêu|mấy) (?:tiền|đồng|triệu|tỷ|tỉ|nghìn|ngàn|củ|đô|usd)\b(?! (?:người|dân|đoàn|công|lao))"
        r"|(?:(?<!miễn )phí|giá|lương|thưởng|phạt|trợ cấp|phụ cấp|thu nhập|trị giá|bồi thường|vốn)\b(?! (?:hàng|viên)).{0,50}\bbao nhiêu"
        r"(?:(?: (?:mỗi|một|cho|vậy|ạ|ad|v|z|thế|nhỉ)\b.*)?(?: ?[?/]|$))|(?:hết|tốn) bao nhiêu(?! \w)",
        _SUM,
        of="(?<!miễn )phí|giá|lương|thưởng|phạt|trợ cấp|phụ cấp|thu nhập|bồi thường|vốn|vé|hỗ trợ|lãi",
    ),
    _slot(
        r"năm (?:nào|mấy(?! (?:ngày|tháng|tuần|giờ|buổi|lần|đợt|vụ|suất|người|triệu|tỷ|tỉ|đồng)))\b",
        r"\b(?:1\d|20)\d\d\b|\bnam (?:ngoai|nay|sau|truoc|\d+)\b|\d/\d{1,2}/\d\d\b",
    ),
    _slot(
        r"(?:ngày|hôm) (?:nào|mấy|bao nhiêu|tháng nào)\b|(?<!đứng )(?<!xếp )(?<!hạng )(?<!vụ )(?<!nạn )(?<!giải )(?<!khóa )(?<!người )(?<!kỳ )(?<!lần )(?<!hội )thứ mấy\b",
        _DAY,
    ),
    _slot(
        r"(?:cao|dài|sâu|rộng|cách|xa) (?:khoảng |chừng |hơn )?(?:bao nhiêu(?! (?:so|lần|phần|%))|mấy (?:mét|m|km|cây)\b)|bao xa\b|chiều (?:cao|dài|rộng)\b.*\bbao nhiêu\b",
        r"\d\s*(?:m|met|km|cm|cay so|tang|trang|nam|thang|ngay|gio|phut|%)",
    ),
    _slot(r"(?:nặng|trọng lượng|cân nặng) (?:là )?(?:bao nhiêu|mấy)\b", r"\d\s*(?:kg|ky|can|ta|tan|gam|g|kilogam)\b"),
    _slot(r"tháng (?:nào|mấy)\b", r"\bthang (?:\d|gieng|chap)|\d[/-]\d"),
    _slot(
        r"(?:giải nhất|quán quân)\b",
        r"\bgiai (?:\w+ ){0,2}nhat\b|\bquan quan\b|\bvo dich\b|\bnhat (?:toan|bang|chung)\b|\bdau bang\b|huy chuong vang",
        new=False,
    ),
)
_WORD = re.compile(r"\w+")


def unsaid(question: Question, sentences: Sequence[str]) -> float:
    """Return 1 where an article's sentences give nothing of the kind that is asked for, else 0.

    The age of somebody else is none: where it is a person's, the name must stand in the sentence or a neighbour.
    """
    slot = _asked(question)
    # "Vì sao không tắt máy mấy bữa đầu xuân?" asks for no number.
    counted = None if Asks.WHY in question.asks else wanted.unit(question)
    value = slot.given if slot is not None else counted
    if tells_of_none(question, sentences) or undone(question, sentences):
        return 1.0
    if value is not None and given_of_others(question, sentences, lambda text: bool(value.search(_counting(text)))):
        return 1.0
    if slot is not None:
        return float(not _giving(slot, question, sentences))
    return float(tells_no_name(question, sentences))


def apart(question: Question, sentences: Sequence[str]) -> float:
    """Return how far what is given lies from what it is asked of: 1, 0.5 or 0.

    1 where no sum stands with the word for it: a sum that is no fine is no answer to what the fine is, whatever else
    its sentence has. 0.5 where the words that it is asked of stand only in sentences that give nothing.
    """
    slot = _asked(question)
    if slot is None or slot.whose:
        return 0.0
    giving = [sentences[place] for place in _giving(slot, question, sentences)]
    if not giving:
        return 0.0
    of = slot.of.spans(question.embedded) if slot.of is not None else []
    asked = {fold(question.embedded[start:end]) for start, end in of}
    others = {other for one in asked for other in _SAME.get(one, ())}
    words = _anchors(question)
    beside = {word for word in words if fold(word) not in " ".join(asked).split()}
    # What the sums of a table are stands above them.
    in_table = any(beside & _words(text, question) for text in giving if _CELLS in text)
    if asked and not in_table and not any(_says(text, asked | others, question) for text in giving):
        return 1.0
    near = any(words & _words(text, question) or _says(text, others, question) for text in giving)
    # A question in other words has none of them in common with the article.
    return _ELSEWHERE if not near and any(words & _words(text, question) for text in sentences) else 0.0


def _says(text: str, measures: Set[str], question: Question) -> bool:
    said = _folded(text, question)
    return any(f" {word} " in said for word in measures)


@lru_cache(maxsize=2_048)
def _counting(sentence: str) -> str:
    return wanted.counting(sentence)  # of the same sentences several times for one question


def _asked(question: Question) -> _Slot | None:
    return next((slot for slot in _SLOTS if slot.asked.search(question.embedded)), None)


def _giving(slot: _Slot, question: Question, sentences: Sequence[str]) -> list[int]:
    """Return the places of the sentences that give what is asked for."""
    said = wanted.counting(question.embedded) if slot.new else ""
    found = [
        place
        for place, text in enumerate(map(_counting, sentences))
        if any(match.group() not in said for match in slot.given.finditer(text))
    ]
    given_names = {name[-1].rpartition("_")[2] for name in question.names} if slot.whose else set()
    if not given_names:
        return found
    return [place for place in found if _is_theirs(given_names, place, sentences)]


def _is_theirs(given_names: set[str], place: int, sentences: Sequence[str]) -> bool:
    """Tell whether what a sentence gives is said of somebody: named in it or, where nobody is, in a neighbour."""
    if given_names & set(_WORD.findall(fold(sentences[place]))):
        return True
    around = " ".join(sentences[max(place - 1, 0) : place + 2])
    return bool(given_names & set(_WORD.findall(fold(around)))) and not entities(sentences[place], (EntityKind.PERSON,))


def _anchors(question: Question) -> frozenset[str]:
    """Return the words nearest to the one that asks, without names, units and what says little."""
    compared = _compared(question)
    tokens = [compared(token) for token in question.shorthand.spelled_out(question.embedded)]
    asking = [place for place, token in enumerate(tokens) if fold(token) in _ASKING]
    named = {compared(term) for name in question.typed_names for term in name}
    content = set(question.plain if question.marked else question.folded) - named
    near = {
        token: min(abs(place - one) for one in asking)
        for place, token in enumerate(tokens)
        if asking and token in content and fold(token) not in _UNITS
    }
    return frozenset(sorted(near, key=lambda token: near[token])[:_NEAREST])


def _folded(text: str, question: Question) -> str:
    return f" {fold(' '.join(question.shorthand.spelled_out(text)))} "


def _words(text: str, question: Question) -> set[str]:
    compared = _compared(question)
    return {compared(token) for token in question.shorthand.spelled_out(text)}


def _compared(question: Question) -> Callable[[str], str]:
    return str if question.marked else fold
