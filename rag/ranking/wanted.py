"""What kind of thing a question wants, and whether a text holds one that the question does not give itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rag.questions.question import Asks, Question
from rag.text.entities import Entity, EntityKind, entities, proper_names
from rag.text.patterns import MarkedPattern
from rag.text.vietnamese import fold, has_marks

# Which kind of name answers which kind of question.
KINDS: Mapping[Asks, EntityKind] = {
    Asks.WHO: EntityKind.PERSON,
    Asks.ROLE: EntityKind.ROLE,
    Asks.WHEN: EntityKind.DATE,
    Asks.WHERE: EntityKind.PLACE,
    Asks.HOW_MANY: EntityKind.NUMBER,
    Asks.TOPIC: EntityKind.QUOTED,
}

_NAMEABLE = KINDS.keys() - {Asks.TOPIC}  # a theme may be told in any words

# Patterns over folded text.
MONEY = re.compile(r"\d[\d.,]*\s*(?:trieu|ty|ti|nghin|ngan)?\s*(?:dong|usd|do la)|\d\s*(?:trieu|ty|ti)\b")
_COUNTED = MarkedPattern(r"\b(?:bao nhiêu|how many|(?<!thứ )mấy)\s+([a-zà-ỹ]+)((?: [a-zà-ỹ]+){0,4})")
_TOLD_BY = 2  # words behind what is counted
_OF_NOUN = 3  # words that may stand between a number and what is counted: "11 cuộc ngừng việc" of "mấy vụ ngừng việc"
# In what `counting` gives.
_NUMBER = r"(?:\d[\d.,/-]*(?: (?:trieu|ty|ti|nghin|ngan|tram))?|vai|nua|hang (?:chuc|tram|nghin|ngan|trieu))"
# Behind "bao nhiêu" these are no thing that is counted: "cao hơn bao nhiêu so với …".
_MARKED_UNCOUNTABLE = frozenset(
    "so thì là rồi cho từ đến tới mới hơn nữa nhất trên dưới ở tại vậy thế ạ và khi trong với để của trước sau trở"
    " một mỗi mấy nếu do bởi theo nơi chỗ v ad".split()
)
_UNCOUNTABLE = frozenset(map(fold, _MARKED_UNCOUNTABLE))
# Typed without marks, "may" is "mấy" only before these: it may be "máy", or sew: "công ty may Kiều Nga".
_SOME_OF = frozenset(
    "nguoi cai chiec con buoi dot lan ngay thang nam gio tieng tuan suat can phong chi tien dong trieu tr ty ti cu chai"
    " phan phut can bo dai bieu cong nhan cau lop doi giai bai vu cuoc em chau hom bua tuoi met km ky kg xe".split()
)
# What else is counted by the same number, folded.
_SAME: Mapping[str, str] = {
    "be": "tre|chau|em|con|hoc sinh",
    "chau": "tre|be|em|con|hoc sinh",
    "doi": "cap",
    "cap": "doi",
    "thay": "bac si|y si|y bac si|giao vien",
    "vu": "cuoc|truong hop",
    "cuoc": "vu",
}
_SOME = re.compile(r"\d")  # "mấy trăm" may be told in any way
_HOURS, _DAYS = re.compile(rf"{_NUMBER}\s*(?:gio|h\b|:|tieng)"), re.compile(rf"{_NUMBER} (?:ngay|hom|buoi)\b")
# Units that are written in several ways, by the word after "bao nhiêu" or "mấy".
_UNITS: Mapping[str, re.Pattern[str]] = {
    "tien": MONEY,
    "dong": MONEY,
    **dict.fromkeys(("cu", "chai", "tr", "trieu"), re.compile(rf"{_NUMBER}\s*(?:chai|trieu)|\d\.000\s*(?:d|dong)\b")),
    "do": re.compile(r"\d\s*(?:usd|do la|do\b)|[$]\s*\d"),
    "phan": re.compile(r"\d\s*(?:%|phan tram)|phan (?:ba|tu|nam|muoi)\b|\bnua\b"),
    "tuoi": re.compile(rf"{_NUMBER} tuoi|\btuoi (?:thu )?{_NUMBER}\b|\bsinh (?:ngay|nam)\b.{{0,12}}\d"),
    "thoi": re.compile(rf"{_NUMBER}\s*(?:giay|phut|gio|ngay|tuan|thang|nam)\b|\d:\d"),
    "gio": _HOURS,
    "tieng": _HOURS,
    "hom": _DAYS,
    "bua": _DAYS,
    "ngay": _DAYS,
    "met": re.compile(rf"{_NUMBER}\s*(?:m|met|km)\b"),
    "km": re.compile(rf"{_NUMBER}\s*(?:km|cay so|kilomet)\b"),
    "cay": re.compile(rf"{_NUMBER}\s*(?:km|cay|kilomet)\b"),
    "ky": re.compile(rf"{_NUMBER}\s*(?:kg|ky|can|kilogam)\b"),
    "kg": re.compile(rf"{_NUMBER}\s*(?:kg|ky|can|kilogam)\b"),
    "tram": _SOME,
    "chuc": _SOME,
    "nghin": _SOME,
    "ngan": _SOME,
    "lau": re.compile(rf"{_NUMBER} (?:gio|ngay|tuan|thang|nam)\b"),
}
_WRITTEN = {"cu": "củ", "do": "đô"}  # of those that are another word with other marks
_SOME_NUMBER = re.compile(r"\d|\b(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười|trăm|nghìn|ngàn|triệu|tỷ|tỉ|nửa|đôi)\b")
# By the number in digits.
NUMBER_WORDS = dict(zip(map(str, range(1, 11)), "một hai ba bốn năm sáu bảy tám chín mười".split(), strict=True))
DIGITS = {word: digits for digits, word in NUMBER_WORDS.items()}
_IN_WORDS = re.compile(
    r"\b(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười|năm(?= (?:người|công|cán|đoàn|đại|doanh|suất|nội|chuyên|giải|nhóm|tỉnh"
    r"|ngày|tháng|giờ|lần|bài|vụ|chị|anh|em)\b))\b",
    re.IGNORECASE,
)
_REASON = re.compile(r"\b(?:vi|do|boi|nham|de|nguyen nhan|ly do|nen|khien|dan den)\b")


def kinds(question: Question) -> frozenset[EntityKind]:
    """Return the kinds of names that would answer."""
    return frozenset(KINDS[asks] for asks in question.asks & KINDS.keys())


def held(text: str, question: Question) -> frozenset[EntityKind]:
    """Return which of the wanted kinds a text holds, other than by what the question says itself."""
    return frozenset(entity.kind for entity in _entities(text, kinds(question)) if _is_news(entity, question))


@lru_cache(maxsize=4_096)
def _entities(text: str, wanted: frozenset[EntityKind]) -> tuple[Entity, ...]:
    return entities(text, wanted)  # of the sentences that one question after the other comes upon


def lacks(text: str, question: Question) -> bool:
    """Tell whether a text has nothing of any kind that is wanted: for a person or place, not even a strange name."""
    asks = question.asks
    if not asks & _NAMEABLE or held(text, question):
        return False
    if asks & {Asks.WHO, Asks.WHERE}:
        return not any(fold(name) not in question.folded_text for name in proper_names(text))
    return Asks.ROLE in asks or _SOME_NUMBER.search(text.lower()) is None


def unit(question: Question) -> re.Pattern[str] | None:
    """Return how a number of what is counted looks in what `counting` gives; None where nothing is counted."""
    noun, behind = _noun(question)
    if not noun:
        return None
    if pattern := _unit(noun, question):
        return pattern
    # "Mấy vụ ngừng việc" may be told as "11 cuộc ngừng việc".
    nouns = "|".join([noun, *filter(None, [_SAME.get(noun)]), *behind])
    between = rf"(?:[a-z]+ ){{0,{_OF_NOUN}}}"
    return re.compile(rf"\b{_NUMBER} {between}(?:{nouns})\b|\b{noun}(?: (?:la|khoang|gom|hon|gan|thu))? \d")


def counting(text: str) -> str:
    """Return a text folded, its numbers in digits: "hai cán bộ" as "2 can bo", but "Việt Nam" and "năm ngoái" as words.

    Folded, "năm" and "nam", "ba" and "bà", "sáu" and "sau" are one. A line that is broken goes on behind a space.
    """
    return fold(_IN_WORDS.sub(lambda match: DIGITS[match.group().lower()], " ".join(text.split())))


def uncounted(question: Question, folded_text: str) -> float:
    """Return 1 where a text has not even the word for what is counted, 0.5 where that has no number, else 0.

    Args:
        question: What is asked.
        folded_text: What `counting` gives.
    """
    pattern = unit(question)
    if pattern is None or pattern.search(folded_text):
        return 0.0
    noun, _ = _noun(question)
    return 1.0 if _unit(noun, question) or re.search(rf"\b{noun}\b", folded_text) is None else 0.5


def _noun(question: Question) -> tuple[str, Sequence[str]]:
    """Return the folded word for what is counted, "" where nothing is, and the words that tell of which sort it is."""
    asked = question.embedded
    counted = _COUNTED.search(asked) if Asks.HOW_MANY in question.asks else None
    if counted is None:
        return "", ()
    word = asked[slice(*counted.span(1))].lower()
    noun = fold(word)
    # With marks "tài xế" is no "tại", and "thợ may" counts nothing.
    if has_marks(asked):
        countable = word not in _MARKED_UNCOUNTABLE
    else:
        countable = noun not in _UNCOUNTABLE and (noun in _SOME_OF or not counted.group().startswith("may"))
    if not countable:
        return "", ()
    behind = fold(asked[slice(*counted.span(2))]).split()
    return noun, [word for word in behind if word in question.syllables][:_TOLD_BY]


def _unit(noun: str, question: Question) -> re.Pattern[str] | None:
    written = _WRITTEN.get(noun)
    if written and question.marked and written not in question.text.lower():
        return None  # "cú", "độ"
    return _UNITS.get(noun)


def gives_reason(folded_text: str) -> bool:
    """Tell whether a text has a word that reasons are given with."""
    return bool(_REASON.search(folded_text))


def _is_news(entity: Entity, question: Question) -> bool:
    # "Trưởng ban nào?" names the post that it asks for.
    return entity.kind is EntityKind.ROLE or fold(entity.text) not in question.folded_text
