"""What a member asks: the text as cleaned, its terms, and the kind of answer it wants."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from rag.entities import proper_names
from rag.lexical import terms
from rag.shorthand import spelled_out
from rag.vietnamese import canonical, fold, has_marks

MAX_LENGTH = 1_000  # characters; a longer text is no question


class Asks(StrEnum):
    """What kind of thing would answer."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how-many"
    WHY = "why"
    ROLE = "role"
    TOPIC = "topic"
    AUTHOR = "author"
    PHOTO = "photo"
    PUBLISHED = "published"
    SOURCE = "source"
    TITLE = "title"


_WHEN = "khi nao|ngay nao|bao gio|luc nao|may gio|thu may|hom nao|ngay may|nam nao|thang nao"

# Patterns over folded text, so that they hold for questions typed without marks. The order is that of the
# table; a question may ask for several things.
_ASKS: tuple[tuple[Asks, str], ...] = (
    (Asks.PHOTO, "chup|buc anh|tam anh|tam hinh|buc hinh|anh cua ai|tac gia anh|photo(graph)?"),
    (
        Asks.AUTHOR,
        "(ai|phong vien nao|nguoi nao|nha bao nao) (la nguoi |da )?(viet|dua tin|la tac gia)|tac gia"
        "|bai (bao |viet )?.*(do ai|cua ai|ai viet)|who wrote|author",
    ),
    (
        Asks.PUBLISHED,
        rf"(dang|phat hanh|xuat ban|len trang|len bao|dua tin)\b.*\b({_WHEN}|gio nao|thoi gian|vao luc)"
        rf"|({_WHEN})\b.*\b(dang|len trang|len bao|xuat ban)|ngay dang|gio dang|published",
    ),
    (
        Asks.SOURCE,
        "(to |trang )?bao nao|co quan bao|nguon (tin )?(nao|o dau|tu dau)|trang (tin )?nao (dang|dua)"
        "|which newspaper|source",
    ),
    (Asks.TITLE, "tieu de|nhan de|ten (cua )?bai"),
    (
        Asks.ROLE,
        "chuc vu|chuc danh|cuong vi|vai tro gi|giu chuc|lam (chuc )?gi|la ai|phu trach"
        "|(truong|pho) (ban|phong|doan) (nao|gi)|what position|who is",
    ),
    (
        Asks.WHO,
        "ai|nhung ai|ten (la |ho la )?gi|nguoi nao|ong nao|ba nao|dong chi nao|lanh dao nao|dai bieu nao|who|whom",
    ),
    (Asks.WHEN, rf"{_WHEN}|thoi gian nao|tu ngay|bao h|when"),
    (
        Asks.WHERE,
        "o dau|tai dau|noi nao|dia diem|cho nao|tinh nao|thanh pho nao|dia phuong nao|quan nao|huyen nao|where",
    ),
    (Asks.HOW_MANY, "bao nhieu|may|bn|bnhieu|bao lau|how (many|much|long)"),
    (Asks.WHY, "vi sao|tai sao|sao|do dau|nguyen nhan|ly do|li do|why"),
    (Asks.TOPIC, "chu de|chuyen de|noi dung|van de gi|ve (cai|viec|dieu) gi|theme|topic"),
)
_ASKS_PATTERNS = tuple((asks, re.compile(rf"\b({pattern})\b")) for asks, pattern in _ASKS)

# "Ai viết" asks for the author and not for anybody that the article names.
_FINER = {
    Asks.AUTHOR: (Asks.WHO, Asks.ROLE),
    Asks.PHOTO: (Asks.WHO, Asks.ROLE),
    Asks.PUBLISHED: (Asks.WHEN,),
    Asks.TITLE: (Asks.TOPIC, Asks.WHO),
}
_SEVERAL = re.compile(r"\b(so sanh|khac nhau|giong nhau|khac gi|giong gi|ca hai|ca 2|lan luot|va|compare|both|and)\b")

# "the" is left out: it is "thế" and "thể" without marks.
_ENGLISH = re.compile(
    r"\b(?:who|whom|what|when|where|why|how|which|did|does|was|were|is|are|has|had|of|at|by|from|been|and|about)\b"
)
_NAME_OR_NUMBER = re.compile(r"\b(?:[A-Z]\w+|\d[\w/.,-]*)")

# Folded words that say how something is asked, not what about. They weigh little, they are never dropped: "an"
# and "do" are words of their own in other company.
_WEAK = frozenset(
    """
    ong ba co ai gi nao dau sao may bao nhieu khi luc hom la co khong duoc bi da dang se va voi cua cho tai o trong tren
    ve theo tu den nhung cac mot nay do kia thi ma nhu the vay a ah ak oi hoi xin em e minh tui toi ad admin ban
    anh chi ra vao len xuong lam bi vi boi hay hoac con cung chua roi r nhe nha nhi vui long biet giup ke neu
    noi ro hay the nao ra sao bn bnhieu z v vay dzay ko k hok dc dk trc mn mng who what when where why how is
    are was were the of in at on to for did does do a an and by with which bai bao viet tin nguoi ay do vua
    giu chuc vu danh cuong
    """.split()
)
_ADDRESS = frozenset("ong ba co anh chi chu bac em thay dong chi d/c".split())
_INVISIBLE = {"Cf", "Cc", "Co", "Cs"}
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Question:
    """A question ready for search. Terms are syllables and pairs, abbreviations spelled out."""

    text: str
    folded_text: str  # the text in lower case, marks folded away
    marked: bool  # typed with Vietnamese marks
    asks: frozenset[Asks]
    folded: tuple[str, ...]  # strong terms, marks folded away
    plain: tuple[str, ...]  # strong terms as typed
    weak: tuple[str, ...]  # folded terms that say little
    syllables: tuple[str, ...]  # strong folded single syllables and numbers
    several: bool  # compares or lists several things
    names: tuple[tuple[str, ...], ...]  # folded terms of each capitalised name

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for: no letter and no digit."""
        return not self.folded and not self.weak


def understand(text: str) -> Question:
    """Clean a question and take it apart; pure, and defined for any text."""
    text = clean(text)
    # Of an English question only names and numbers can stand in a Vietnamese article; the rest is for the vectors.
    worded = " ".join(_NAME_OR_NUMBER.findall(text[1:])) if is_english(text) else text
    tokens = spelled_out(worded)
    folded = [fold(token) for token in tokens]
    folded_terms, plain_terms = terms(folded), terms(tokens)
    strong = [_is_strong(term) for term in folded_terms]
    bare = fold(text)
    return Question(
        text=text,
        folded_text=bare,
        marked=has_marks(text),
        asks=_asks(bare),
        folded=_strong_terms(worded),
        plain=tuple(term for term, keep in zip(plain_terms, strong, strict=True) if keep),
        weak=tuple(term for term, keep in zip(folded_terms, strong, strict=True) if not keep),
        syllables=tuple(token for token in folded if _is_strong(token)),
        several=bool(_SEVERAL.search(bare)),
        names=tuple(name for name in map(_name_terms, proper_names(text)) if name),
    )


def is_english(text: str) -> bool:
    """Tell whether a question is asked in English."""
    return len(set(_ENGLISH.findall(text.lower()))) >= 2


def clean(text: str) -> str:
    """Return `text` canonical, on one line, without invisible characters."""
    text = "".join(
        " " if char.isspace() else char
        for char in canonical(text)
        if char.isspace() or unicodedata.category(char) not in _INVISIBLE
    )
    return _SPACES.sub(" ", text).strip()


def _asks(folded_text: str) -> frozenset[Asks]:
    found = {asks for asks, pattern in _ASKS_PATTERNS if pattern.search(folded_text)}
    return frozenset(found - {coarse for fine in found for coarse in _FINER.get(fine, ())})


def _strong_terms(text: str) -> tuple[str, ...]:
    return tuple(term for term in terms([fold(token) for token in spelled_out(text)]) if _is_strong(term))


def _name_terms(name: str) -> tuple[str, ...]:
    """Return the terms of a name without the form of address, which articles choose as they like."""
    words = name.split()
    while words and fold(words[0]) in _ADDRESS:
        del words[0]
    return _strong_terms(" ".join(words))


def _is_strong(term: str) -> bool:
    return not all(part in _WEAK for part in term.split("_"))
