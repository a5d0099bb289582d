"""What an answer must not depend on: each typing habit gives the quotes that the clean question gives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest

from rag.answer import Answer
from rag.engine import Engine
from rag.text.vietnamese import fold

QUESTIONS = (
    "Bà Lill Fanny Saethe giữ chức vụ gì ở liên hiệp công đoàn thành phố Oslo?",
    "Hội nghị tập huấn ở Sầm Sơn bế mạc ngày nào?",
    "Vì sao cán bộ công đoàn cần cập nhật kiến thức tài chính công đoàn?",
    "Thỏa ước lao động tập thể giúp xây dựng quan hệ lao động hài hòa thế nào?",
    "Công an thành phố Hà Nội triệt phá đường dây nhập lậu khí cười ngày nào?",
    "Hội thảo với Helsinki diễn ra ở đâu?",
)
_TONES = {"\u0301": "s1", "\u0300": "f2", "\u0309": "r3", "\u0303": "x4", "\u0323": "j5"}
_SHAPES = {"\u0302": ("", "6"), "\u0306": ("w", "8"), "\u031b": ("w", "7")}


def without_marks(text: str) -> str:
    stripped = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return stripped.replace("đ", "d").replace("Đ", "D")


def keys(text: str, which: int) -> str:
    """Return the keys of Telex (0) or VNI (1) that type a text, tones at the end of each word."""

    def word(match: re.Match[str]) -> str:
        letters, tone = "", ""
        for char in unicodedata.normalize("NFD", match.group().replace("đ", "d9").replace("Đ", "D9")):
            if char in _TONES:
                tone = _TONES[char][which]
            elif char in _SHAPES:
                letters += _SHAPES[char][which] or letters[-1].lower()
            elif char == "9":
                letters += "d9"[which]
            else:
                letters += char
        return letters + tone

    return re.sub(r"[^\W\d_]+", word, text)


def replaced(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def change(text: str) -> str:
        for old, new in pairs:
            text = re.sub(old, new, text, flags=re.IGNORECASE)
        return text

    return change


SHORT = replaced(
    ("liên hiệp công đoàn", "LHCĐ"), ("cán bộ công đoàn", "CBCĐ"), ("công đoàn", "CĐ"), ("thành phố", "TP"),
    ("thỏa ước lao động tập thể", "TƯLĐTT"), ("lao động", "LĐ"),
)  # fmt: skip
TEENCODE = replaced(("vì sao", "vì s"), ("thế nào", "ntn"), (" với ", " vs "), (" gì", " j"), (r"\?", " z ad"))
SLIPS = replaced(("Lill Fanny Saethe", "Lil Fany Sethe"), ("Helsinki", "Helsinkii"))
HABITS: dict[str, Callable[[str], str]] = {
    "no marks": without_marks,
    "no marks, small": lambda text: without_marks(text).lower(),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "new tone placement": replaced(("hòa", "hoà"), ("Thỏa", "Thoả")),
    "Telex": lambda text: keys(text, 0),
    "VNI": lambda text: keys(text, 1),
    "Telex in capitals": lambda text: keys(text, 0).upper(),
    "upper case": str.upper,
    "upper case, no marks": lambda text: without_marks(text).upper(),
    "lower case": str.lower,
    "title case": str.title,
    "zero width": "\u200b".join,
    "bidi": lambda text: "\u202e" + text.replace(" ", "\u200f ") + "\u202c",
    "full width": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "Cyrillic": lambda text: text.translate(str.maketrans("aeopcyxHTB", "аеорсухНТВ")),
    "eth": lambda text: text.replace("đ", "ð").replace("Đ", "Ð"),
    "teencode": TEENCODE,
    "teencode, no marks": lambda text: fold(TEENCODE(text)),
    "abbreviations": SHORT,
    "abbreviations, no marks": lambda text: without_marks(SHORT(text)).lower(),
    "a wrong letter in a name": SLIPS,
    "half of the marks": lambda text: " ".join(
        without_marks(word) if place % 2 else word for place, word in enumerate(text.split())
    ),
    "underscores": lambda text: text.replace(" ", "_"),
    "emoji": lambda text: f"❓ {text} 😊🙏",
    "dots in abbreviations": lambda text: re.sub(r"\b[A-ZĐƯ]{2,}\b", lambda m: ".".join(m.group()), SHORT(text)),
    "a blank left out": replaced(("công đoàn", "côngđoàn"), ("thành phố", "thànhphố"), ("tập huấn", "tậphuấn")),
    "a slip in a word": replaced(("công đoàn", "công đòan"), ("thành phố", "thàmh phố"), ("tập huấn", "tập huấnn")),
    "as it sounds": replaced(("công", "kôg"), ("phố", "fố")),
    "no question mark": lambda text: text.rstrip("?"),
}


def quotes(answer: Answer) -> list[tuple[str, int, int]]:
    return [(citation.article.id, citation.start, citation.end) for citation in answer.citations]


@pytest.fixture(scope="module")
def clean(union: Engine) -> dict[str, list[tuple[str, int, int]]]:
    return {question: quotes(union.ask(question)) for question in QUESTIONS}


def test_the_clean_questions_are_answered_but_the_last(clean: dict[str, list[tuple[str, int, int]]]) -> None:
    assert [bool(found) for found in clean.values()] == [True] * 5 + [False]


@pytest.mark.parametrize("habit", HABITS)
def test_a_habit_changes_nothing(union: Engine, clean: dict[str, list[tuple[str, int, int]]], habit: str) -> None:
    typed = {question: HABITS[habit](question) for question in QUESTIONS}
    found = {question: quotes(union.ask(text)) for question, text in typed.items()}
    other = {typed[question]: quoted for question, quoted in found.items() if quoted != clean[question]}
    assert other == {}
