"""What a member asks: the text as cleaned, its terms, and the kind of answer it wants."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from rag.index.lexical import terms
from rag.questions.asks import Asks, asked_for
from rag.questions.english import in_vietnamese, is_english
from rag.text.entities import SURNAMES, proper_names
from rag.text.patterns import MarkedPattern
from rag.text.shorthand import Shorthand, shipped
from rag.text.vietnamese import canonical, fold, has_marks

__all__ = ["MAX_LENGTH", "YEAR", "Asks", "Question", "clean", "is_english", "understand"]

MAX_LENGTH = 1_000  # characters; a longer text is no question
YEAR = re.compile(r"(?:19|20)\d{2}")


_SEVERAL = re.compile(r"\b(so sanh|khac nhau|giong nhau|khac gi|giong gi|ca hai|ca 2|lan luot|va|compare|both|and)\b")

# Words that say how something is asked, not what about. They weigh little, they are never dropped. Two of them side
# by side count with their marks, where there are any: "dầu khí" is no "đâu khi".
_WEAK = frozenset(
    """
    ông bà cô có ai gì nào đâu sao mấy bao nhiêu khi lúc hôm là không được bị đã đang sẽ và với của cho tại ở trong trên
    về theo từ đến những các một này do kia thì mà như thế vậy a ạ ah à ak ơi hỏi xin em e mình tui tôi ad admin bạn
    anh chị ra vào lên xuống làm bị vì bởi hay hoặc còn cũng chưa rồi r nhé nhe nha nhỉ nhi vui lòng biết giúp kể nếu
    nêu nói nơi rõ bn bnhieu z v dzay ko k hok dc dk trc mn mng who what when where why how is
    are was were the of in at on to for did does do a an and by with which bài báo viết tin người ấy đó vừa
    giữ chức vụ danh cương
    """.split()
)
_WEAK_FOLDED = frozenset(map(fold, _WEAK))
_COURTESY = MarkedPattern(
    r"(?:[ ,?!.]+(?:ai biết (?:thì )?(?:chỉ|nói|trả lời|giúp|chia sẻ)(?: (?:giúp|giùm|dùm|hộ|cho))*"
    r"(?: (?:em|e|mình|tôi|tui))?|(?:mong|nhờ) (?:được )?(?:ad|admin|bot|mọi người|anh chị|mn|các bạn)? ?"
    r"(?:giải đáp|trả lời|chỉ giúp|giúp đỡ|hỗ trợ)|(?:em|e|mình|tôi|tui|xin) (?:xin )?cảm ơn"
    r"(?: (?:ad|admin|bot|mọi người|anh chị|mn|bạn|các bạn))?(?: (?:nhiều|trước))*"
    r"|vậy|ạ|ad|admin|bot|nhỉ|nhé|nha|hả|hén|thế|với|ơi|đi|mọi người|mn|bạn|cảm ơn|thanks|tks)\b)*"
    r"[ ?!.…]*$"
)
_ADDRESS = frozenset("ông bà cô anh chị chú bác em thầy đồng chí đ/c".split())
_FOLDED_ADDRESS = frozenset(map(fold, _ADDRESS))
_ROMAN = re.compile("[IVX]+")  # "lần thứ XI" is a number
_INVISIBLE = {"Cf", "Cc", "Co", "Cs"}
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Question:
    """A question ready for search. Terms are syllables and pairs, abbreviations spelled out."""

    text: str
    folded_text: str  # the text, in Vietnamese words where it is English, in lower case, marks folded away
    embedded: str  # what the vectors are asked for: the text in Vietnamese words, abbreviations spelled out
    marked: bool  # typed with Vietnamese marks
    asks: frozenset[Asks]
    folded: tuple[str, ...]  # strong terms, marks folded away
    plain: tuple[str, ...]  # strong terms as typed
    weak: tuple[str, ...]  # folded terms that say little
    syllables: tuple[str, ...]  # strong folded single syllables and numbers
    several: bool  # compares or lists several things
    names: tuple[tuple[str, ...], ...]  # folded terms of each capitalised name
    typed_names: tuple[tuple[str, ...], ...]  # the same as typed
    shorthand: Shorthand = field(repr=False, compare=False)  # what it was spelled out with

    @property
    def years(self) -> tuple[str, ...]:
        """The years it names, in digits."""
        return tuple(term for term in self.syllables if YEAR.fullmatch(term))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for: no letter and no digit."""
        return not any(char.isalnum() for char in self.text)


def asks_nothing(text: str) -> bool:
    """Tell whether a text has neither letter nor digit, or is a sum: the numbers of "2+2=?" are in some article."""
    if any(map(str.isalpha, text)):
        return False
    return not any(map(str.isalnum, text)) or any(sign in text for sign in "+*×÷=")


def understand(text: str, shorthand: Shorthand | None = None) -> Question:
    """Clean a question and take it apart; pure, and defined for any text.

    Args:
        text: What is asked.
        shorthand: What abbreviations stand for; by default what comes with the package.
    """
    text, shorthand = clean(text), shorthand or shipped()
    marked = has_marks(text)
    english = is_english(text)
    # Of an English question names, numbers and what its words mean can stand in an article.
    pieces = in_vietnamese(text) if english else [_without_courtesy(text)]
    spelled = [shorthand.spelled_out(piece, marked=marked) for piece in pieces]
    plain_terms = [term for tokens in spelled for term in terms(tokens)]
    folded_terms = [fold(term) for term in plain_terms]
    strong = [_is_strong(term, marked=marked) for term in plain_terms]
    # What is asked is told by patterns over Vietnamese words, abbreviations spelled out.
    said = shorthand.written_out(" ".join(pieces))
    named = [_name_terms(name, shorthand, marked) for name in _named(shorthand.written_out(", ".join(pieces)))]
    typed_names = tuple(filter(None, named))
    return Question(
        text=text,
        folded_text=fold(said),
        embedded=said,
        marked=marked or (english and has_marks(said)),
        asks=asked_for(text if english else said, english=english),
        folded=tuple(term for term, keep in zip(folded_terms, strong, strict=True) if keep),
        plain=tuple(term for term, keep in zip(plain_terms, strong, strict=True) if keep),
        weak=tuple(term for term, keep in zip(folded_terms, strong, strict=True) if not keep),
        syllables=tuple(term for term, keep in zip(folded_terms, strong, strict=True) if keep and "_" not in term),
        several=bool(_SEVERAL.search(fold(text))),
        names=tuple(tuple(map(fold, name)) for name in typed_names),
        typed_names=typed_names,
        shorthand=shorthand,
    )


def clean(text: str) -> str:
    """Return `text` canonical, on one line, without invisible characters."""
    text = canonical(text)
    if not text.isprintable():  # what is has no blank but " ", and nothing invisible
        text = "".join(
            " " if char.isspace() else char
            for char in text
            if char.isspace() or unicodedata.category(char) not in _INVISIBLE
        )
    return _SPACES.sub(" ", text).strip()


def _named(text: str) -> list[str]:
    """Return the names in a question; "Thợ Haivina hỏi gì?" names Haivina, its first word is only the first word."""
    names = proper_names(text)
    if names and text.startswith(names[0]):
        first, _, rest = names[0].partition(" ")
        if rest and first.lower() not in SURNAMES:
            names[0] = rest
    return [name for name in names if not _ROMAN.fullmatch(name)]


def _without_courtesy(text: str) -> str:
    """Return a question without what only ends it politely: it would be taken for a part of the matter."""
    match = _COURTESY.search(text)
    return f"{text[: match.start()]}?" if match and match.start() else text


def _name_terms(name: str, shorthand: Shorthand, marked: bool) -> tuple[str, ...]:
    """Return the terms of a name without the form of address, which articles choose as they like."""
    words = name.split()
    # "Bắc Ninh" begins with no form of address.
    while words and (words[0].lower() in _ADDRESS if has_marks(name) else fold(words[0]) in _FOLDED_ADDRESS):
        del words[0]
    spelled = shorthand.spelled_out(" ".join(words), marked=marked)
    return tuple(term for term in terms(spelled) if _is_strong(term, marked=marked))


def _is_strong(term: str, *, marked: bool) -> bool:
    parts = term.split("_")
    if marked and len(parts) > 1:
        return not all(part in _WEAK for part in parts)
    return not all(fold(part) in _WEAK_FOLDED for part in parts)
