"""Numbers in a quote with what they count: "gần 250 cán bộ", "5,3%", "hai chuyên đề"."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.questions.question import Question
from rag.spans.nearness import Span, folded_words
from rag.spans.times import TIME

_ABOUT = r"(?:(?:gần|hơn|trên|khoảng|chừng|ít nhất|tối thiểu|tối đa|không quá) )?"
_WORDS = r"một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?: \w+)?|đôi|vài|hàng (?:chục|trăm|nghìn|ngàn|triệu)|\w+ (?:chục|trăm|nghìn|ngàn)"
_MAGNITUDE = r"(?:[ \u00a0]?(?:triệu|tỷ|tỉ|nghìn|ngàn|trăm|vạn))*"
_MEASURE = r"(?:[ \u00a0]?(?:%|phần trăm|đồng|USD|đô la|euro|[Đđ]ô la Mỹ|điểm phần trăm))?"
_NUMBER = re.compile(
    rf"{_ABOUT}(?:(?<![\w/.,:-])\d+(?:[.,]\d+)*(?![\d/:]|-\d)(?: ?(?:-|–|đến) ?\d+(?:[.,]\d+)*)?{_MAGNITUDE}{_MEASURE}(?:/(?:tháng|người|năm|ngày|giờ)(?:/\w+)?)?(?![/-]\d)"
    rf"|(?<![\w/.,:-])\d+/\d+(?= [^\W\d_])|\b(?:{_WORDS})\b)"
)
_ORDINAL = re.compile(r"(?:lần thứ|thứ|[Đđ]ại hội|[Hh]ội nghị|khóa|khoá) (?:[IVX]+\b|\d+|nhất|nhì|hai|ba|tư|năm)")
_COUNTED = re.compile(r"\b(?:bao nhieu|may) (?P<noun>[a-z%]+(?: [a-z]+){0,2})")
_UNITS: Mapping[str, str] = {
    "tien": r"\s*(?:(?:triệu|tỷ|tỉ|nghìn|ngàn)(?: đồng)?|đồng|USD|đô la|euro)",
    "dong": r"\s*(?:(?:triệu|tỷ|tỉ|nghìn|ngàn)(?: đồng)?|đồng|USD)",
    "do": r"\s*(?:USD|đô la|đô)",
    "cu": r"\s*(?:triệu(?: đồng)?)",
    "hom": r" ngày",
    "bua": r" ngày",
    "tieng": r" (?:giờ|tiếng)",
    "phan": r"\s*(?:%|phần trăm)",
    "%": r"\s*(?:%|phần trăm)",
    "lau": r" (?:phút|giờ|tiếng|ngày|tuần|tháng|năm|thế kỷ|thập kỷ)",
    "gio": r" (?:giờ|tiếng)",
    "tuoi": r" tuổi",
}
# What is not counted but measured, where the question has no noun behind "bao nhiêu": "mức lương là bao nhiêu".
_MEASURED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bbao lau\b"), "lau"),
    (re.compile(r"\b(?:ty le|ti le|phan tram)\b|%"), "%"),
    (re.compile(r"\btuoi\b"), "tuoi"),
    (
        re.compile(
            r"\b(?:luong|thuong|tien|gia|phi|no|kinh phi|thu nhap|doanh thu|tri gia|tro cap|ho tro|phat|boi thuong|quy|chi)\b"
        ),
        "tien",
    ),
)
_BARE = re.compile(r"[\d.,/ –-]+")  # a number of nobody knows what
_NO_NOUN = frozenset("khac moi da duoc cua co trong tai o la den cho va khi thi vay ad a nhi bi dang se".split())
_NOUN_END = re.compile(
    r"[,.;:()“”\"\n]|\s(?:để|và|cho|tại|ở|trong|từ|của|được|đã|đang|sẽ|tham|dự|là|có|trên|với|theo|về|do|bị|vào|đến|hoặc|hay|cùng)\b"
)


_PERSONS = frozenset("nguoi luot".split())  # who they are may be said in other words
_CLASSIFIERS = frozenset("nguoi luot suat don vu chuyen phan doi".split())  # before the word for what is counted


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is counted, as folded words, or a pattern of the unit."""

    noun: tuple[str, ...] = ()
    unit: re.Pattern[str] | None = None

    @classmethod
    def by(cls, question: Question) -> _Counted:
        text = question.folded_text
        match = _COUNTED.search(text)
        words = match.group("noun").split() if match else []
        end = next((place for place, word in enumerate(words) if place and word in _NO_NOUN), len(words))
        most = 3 if words[:1] and words[0] in _CLASSIFIERS else 2  # most words have two syllables
        noun = tuple(words[: min(end, most)])
        if noun and noun[0] in _UNITS:
            return cls(unit=re.compile(_UNITS[noun[0]]))
        measured = next((unit for asked, unit in _MEASURED if asked.search(text)), None)
        return cls(noun) if noun or measured is None else cls(unit=re.compile(_UNITS[measured]))

    def span(self, quote: str, match: re.Match[str]) -> Span | None:
        """Return a number with what it counts, or None where it counts something else."""
        start, end = match.span()
        digits = any(char.isdigit() for char in match.group())
        if self.noun and "%" in match.group():
            return None
        if self.unit is not None:
            if found := self.unit.search(match.group()) or self.unit.match(quote, end):
                return start, max(end, found.end() if found.string is quote else end)
            return None
        stop = _NOUN_END.search(quote, end)
        behind = quote[end : stop.start() if stop else len(quote)]
        words = folded_words(behind)
        if self.noun and self.noun[0] in words[:2]:
            at = words.index(self.noun[0])
            held = _matched(words, self.noun)
            if held < len(self.noun) and len(words) > at + held and self.noun[0] not in _PERSONS:
                return None  # "500 công nhân" are no "công đoàn"
            return start, end + _length(behind, words.index(self.noun[0]) + _matched(words, self.noun))
        return (start, end) if digits and not self.noun and not _BARE.fullmatch(match.group()) else None


def _matched(words: Sequence[str], noun: tuple[str, ...]) -> int:
    at, count = words.index(noun[0]), 0
    while count < len(noun) and at + count < len(words) and words[at + count] == noun[count]:
        count += 1
    return count


def _length(text: str, words: int) -> int:
    ends = [match.end() for match in re.finditer(r"[^\W_]+", text)]
    return ends[min(words, len(ends)) - 1] if ends else 0


def numbers(quote: str, question: Question) -> Iterator[Span]:
    """Yield the numbers of what a question counts or measures."""
    if re.search(r"\b(?:lan thu|dai hoi(?: lan)?(?: thu)?) may", question.folded_text):
        yield from (match.span() for match in _ORDINAL.finditer(quote))
        return
    counted = _Counted.by(question)
    times = [match.span() for match in TIME.finditer(quote)]
    for match in _NUMBER.finditer(quote):
        span = counted.span(quote, match)
        dated = any(start <= match.start() < end for start, end in times)
        if span is not None and (not dated or counted.unit is not None or counted.noun):
            yield span
