"""Questions in English: told from Vietnamese ones, and said in the words that Vietnamese articles use.

The dense model reads both languages, though it scores across them low; the words of the articles are what the
lexical signals need. Names and numbers stay as they are. The table is `data/english.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from itertools import pairwise

from rag.text.vietnamese import fold
from rag.typed.keys import is_syllable

_SHIPPED = "data/english.txt"
_WORD = re.compile(r"[^\W_]+(?:[.,/:'’][^\W_]+)*")
_BETWEEN = re.compile(r"[\s-]*")  # what may stand inside a phrase of the table
_LONGEST = 5  # words of a phrase

# "the" and "do" are Vietnamese words without their marks: alone they tell nothing.
_SURE = frozenset(
    "who whom whose what when where why how which did does was were is are has had been of from by about with and"
    " at for their there this that would could should".split()
)
_PERHAPS = frozenset("the do in on to an a it can be or not".split())
_LIGHT = frozenset(
    """
    who whom whose what when where why how which i me my we us our you your he him his she her hers they them its
    these those some any all each every both either such same other another more most much many few several
    one ones no yes please tell know show list name names called give gave given gives make made makes take took taken
    get got go went come came do done doing let say says put set being am been will shall may might must can cannot have
    having into onto over under after before during between among through within without against toward towards until
    till per than then as so if because also just only even still yet ever never again about according regarding
    concerning mr mrs ms miss sir madam there here out up down off near nearly almost around roughly exactly
    did't didn't isn't wasn't doesn't don't s t re ve ll
    need needed needs want wanted wants should happen happened happens running run lasted last use used using
    """.split()
)
_UNSAID = _SURE | _PERHAPS | _LIGHT
_ASKING = frozenset({"who", "whom", "whose", "when", "where", "why", "how"})
_LINKS = frozenset({"and", "by", "for", "from", "to", "with", "in", "on"})
_WHICH = frozenset({"which", "what"})
_MARKED = 2  # small words with Vietnamese marks that make a text Vietnamese
_MONTHS = {
    month: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct"
        "|november nov|december dec".split("|"),
        start=1,
    )
    for month in names.split()
}
_MONTH = "|".join(name.capitalize() for name in _MONTHS)
_DATE = re.compile(
    rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?\b(?!:)"
    rf"|\b(?P<day_first>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<its_month>{_MONTH})\.?(?:,?\s+(?P<its_year>\d{{4}}))?\b"
    rf"|\b(?P<only_month>{_MONTH})\.?(?:,?\s+(?:of\s+)?(?P<month_year>\d{{4}}))?\b"
)


def is_english(text: str) -> bool:
    """Tell whether a question is asked in English."""
    words = [match.group() for match in _WORD.finditer(text)]
    if sum(word.islower() and not word.isascii() for word in words) >= _MARKED:
        return False
    lower = [word.lower() for word in words]
    sure = sum(word in _SURE for word in lower)
    perhaps = sum(word in _PERHAPS for word in lower)
    # "Workshop" is said in Vietnamese, too; a word of the table that could be a syllable tells nothing at all.
    table = _table()
    topics = sum((word,) in table and not is_syllable(fold(word)) for word in lower)
    return sure >= 2 or (sure == 1 and perhaps + topics >= 1) or (perhaps >= 1 and topics >= 2)


def in_vietnamese(text: str) -> list[str]:
    """Return the pieces of an English question in Vietnamese words, names and numbers as they are.

    A word that the table does not have stays, too: an article that lacks it may be about something else.
    """
    text = _DATE.sub(_date, text)
    found, place = list(_WORD.finditer(text)), 0
    pieces: list[str] = []
    which = False  # "which ministry" is said the other way round: "bộ nào"
    name_end = -1  # where the last piece ends, while it is a name that may go on
    while place < len(found):
        word = found[place].group()
        length, said = _translated(text, found, place, asking=not pieces or found[place - 1].group().lower() in _LINKS)
        name = not length and _is_name(word, first=place == 0)
        if name and name_end >= 0 and text[name_end : found[place].start()].isspace():
            pieces[-1] += f" {word}"
        elif length:
            pieces.append(said + " nào" * which)
        elif name or (not pieces and word.lower() not in _UNSAID):
            pieces.append(word)
        elif word.lower() not in _UNSAID:
            pieces[-1] += f" {word}"  # what no article has beside it tells that none is about both
        which = word.lower() in _WHICH and not length
        name_end = found[place].end() if name else -1
        place += length or 1
    return pieces


def _translated(text: str, found: list[re.Match[str]], place: int, *, asking: bool) -> tuple[int, str]:
    """Return how many words at a place are a phrase of the table, and what it says; 0 and "" for none.

    "Who" in the middle ("drivers who…") asks nothing: what asks counts only where a clause begins.
    """
    table = _table()
    for length in range(_LONGEST, 0, -1):
        words = _phrase(text, found, place, length)
        one = (*words[:-1], words[-1].removesuffix("s")) if words else ()
        for form in (words, one):
            if form in table and (asking or length > 1 or form[0] not in _ASKING):
                return length, table[form]
    return 0, ""


def _phrase(text: str, found: list[re.Match[str]], place: int, length: int) -> tuple[str, ...]:
    """Return `length` words in lower case, or nothing where a sign parts them."""
    words = found[place : place + length]
    gaps = (text[left.end() : right.start()] for left, right in pairwise(words))
    if len(words) < length or not all(_BETWEEN.fullmatch(gap) for gap in gaps):
        return ()
    return tuple(part for word in words for part in word.group().lower().replace("’", "'").split("'s") if part)


def _is_name(word: str, *, first: bool) -> bool:
    # Vietnamese names may be written small but with their marks.
    return (word[0].isupper() and not (first and word.lower() in _UNSAID)) or not word.isascii()


def _date(match: re.Match[str]) -> str:
    groups = match.groupdict()
    month = _MONTHS[(groups["month"] or groups["its_month"] or groups["only_month"]).lower()]
    day = groups["day"] or groups["day_first"]
    year = groups["year"] or groups["its_year"] or groups["month_year"]
    return "/".join(part for part in (day, str(month), year) if part) if day else _month(month, year)


def _month(month: int, year: str | None) -> str:
    return f"{month}/{year}" if year else f"tháng {month}"


@cache
def _table() -> Mapping[tuple[str, ...], str]:
    table: dict[tuple[str, ...], str] = {}
    for line in resources.files("rag").joinpath(_SHIPPED).read_text("utf-8").splitlines():
        english, equals, vietnamese = line.partition(" = ")
        if equals and not line.startswith("#"):
            words = tuple(part for word in re.split(r"[\s-]+", english) for part in word.split("'s") if part)
            table[words] = vietnamese
    return table
