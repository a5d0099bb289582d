"""What young people write for what, and letters that look like others: tables, applied word by word."""

from __future__ import annotations

import re

from rag.text.patterns import flat

LOOK_ALIKES = str.maketrans(
    "ðÐƌɖĐАВЕКМНОРСТУХІЈЅаеорсухіјѕһԁɡıΑΒΕΗΙΚΜΝΟΡΤΥΧο",
    "đĐđđĐABEKMHOPCTYXIJSaeopcyxijshdgiABEHIKMNOPTYXo",
)  # Icelandic eth, Cyrillic and Greek letters that keyboards and copied text bring in

# Single letters count only in lower case.
_TABLE = {
    "ae": "anh em", "bh": "bao giờ", "bik": "biết", "bit": "biết", "bít": "biết", "bjo": "bây giờ", "bn": "bao nhiêu",
    "bnhieu": "bao nhiêu", "bnhiu": "bao nhiêu", "cgi": "cái gì", "cx": "cũng", "dag": "đang", "dc": "được",
    "đc": "được", "đg": "đang", "dk": "được", "đk": "được", "dzay": "vậy", "dzậy": "vậy", "fai": "phải", "hem": "không",
    "hnay": "hôm nay", "hok": "không", "hqua": "hôm qua", "hk": "không", "hông": "không", "hum": "hôm", "iu": "yêu",
    "j": "gì", "k": "không", "kh": "không", "khum": "không", "kím": "kiếm", "ko": "không", "lm": "làm", "lun": "luôn",
    "mik": "mình", "mk": "mình", "mn": "mọi người", "mng": "mọi người", "mún": "muốn", "ng": "người", "ngừi": "người",
    "ngta": "người ta", "nhìu": "nhiều", "nma": "nhưng mà", "ns": "nói", "ntn": "như thế nào", "nx": "nữa",
    "r": "rồi", "rùi": "rồi", "s": "sao", "tgian": "thời gian", "thik": "thích", "thui": "thôi", "trc": "trước",
    "v": "vậy", "vs": "với", "wa": "quá", "wá": "quá", "z": "vậy", "zay": "vậy", "zậy": "vậy", "zị": "vậy",
}  # fmt: skip
# Words that stand for something else beside certain others: "bn ơi", "500 k", "đc Hiểu".
_YOU = re.compile(r"ơi|oi|nào|hãy|hay|giúp|giup|ạ")
_POLITE = frozenset(["ạ"])  # ends a question, too: "lương bn ạ"
_UNIT = re.compile(r"[ksvrzj]")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")  # "gìiii", folded


def plain_word(word: str, before: str, after: str) -> str:
    """Return what a word of a message stands for, or the word itself.

    Args:
        word: As typed.
        before: The word before it, "" for none.
        after: The word behind it.
    """
    if not word.isupper():
        word = _drawn_in(word)
    if word == "bn" and _YOU.fullmatch(after) and (after not in _POLITE or not before):
        return "bạn"
    if word in {"đc", "dc"} and not before and after:
        return "đồng chí"
    if _UNIT.fullmatch(word) and before.isdigit():
        return word
    return _TABLE.get(word, word)


def _drawn_in(word: str) -> str:
    """Return a word without the letters that only draw it out; of one letter with and without marks the first stays."""
    for match in reversed(list(_DRAWN_OUT.finditer(flat(word)))):
        word = word[: match.start() + 1] + word[match.end() :]
    return word
