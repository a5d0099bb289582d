"""Syllables written as they sound: the short forms of phones ("fòng", "jải", "côg"), and letters that dialects mix up.

All in lower case, marks where they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_HARD = "aàáảãạăằắẳẵặâầấẩẫậoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữự"  # before these it is "c", "g", "ng"
_SOFT = "eèéẻẽẹêềếểễệiìíỉĩị"  # before these "k", "gh", "ngh"
# What no syllable begins or ends with, and what it stands for.
_SHORT_ONSETS = (
    (re.compile(r"^f"), ("ph",)),
    (re.compile(r"^j"), ("gi",)),
    (re.compile(r"^w"), ("qu", "")),
    (re.compile(r"^dz|^z"), ("d", "gi", "v")),
    (re.compile(rf"^k(?=[{_HARD}])"), ("c",)),
    (re.compile(rf"^c(?=[{_SOFT}])"), ("k",)),
    (re.compile(rf"^ngh(?=[{_HARD}])"), ("ng",)),
    (re.compile(rf"^ng(?=[{_SOFT}])"), ("ngh",)),
    (re.compile(rf"^gh(?=[{_HARD}])"), ("g",)),
    (re.compile(r"^g(?=[eèéẻẽẹêềếểễệ])"), ("gh",)),
)
_SHORT_CODAS = (
    (re.compile(r"(?<![n\s])g$"), ("ng",)),
    (re.compile(r"(?<![ncpt\s])h$"), ("nh", "ch")),
    (re.compile(r"nk$"), ("nh",)),
    (re.compile(r"(?<=[^n\s])c?k$"), ("ch",)),
)
# What many say the same way, and so write for each other.
_LIKE_ONSETS = (("s", "x"), ("tr", "ch"), ("l", "n"), ("d", "gi"), ("r", "d"), ("r", "gi"), ("v", "d"))
_LIKE_CODAS = (("n", "ng"), ("n", "nh"), ("t", "c"), ("c", "ch"))
_VOWEL = f"[y{_HARD}{_SOFT}ỳýỷỹỵ]"
_ONSET = re.compile(rf"gi(?={_VOWEL})|(?:(?!{_VOWEL})\w)*")
_TAIL = re.compile(r"(?:ng|nh|ch|[cmnpt]|)$")
_ASKING, _TUMBLING = "\u0309", "\u0303"  # the tones that the South and the middle don't tell apart


def written_in_full(word: str) -> Iterator[str]:
    """Yield what a short form stands for, if it is one: "fog" may be "phong"."""
    onsets = [pattern.sub(full, word) for pattern, several in _SHORT_ONSETS if pattern.search(word) for full in several]
    for begun in onsets or [word]:
        ends = [
            pattern.sub(full, begun) for pattern, several in _SHORT_CODAS if pattern.search(begun) for full in several
        ]
        yield from (end for end in ends or [begun] if end != word)


def sounding_alike(word: str) -> Iterator[str]:
    """Yield what sounds the same, or nearly, where one part of the country or another speaks: "xa" for "sa"."""
    begins, ends = _ONSET.findall(word)[0], _TAIL.findall(word)[0]
    for one, other in _LIKE_ONSETS:
        for old, new in ((one, other), (other, one)):
            if begins == old:
                yield new + word[len(old) :]
    for one, other in _LIKE_CODAS:
        for old, new in ((one, other), (other, one)):
            if ends == old:
                yield word[: len(word) - len(ends)] + new
    apart = unicodedata.normalize("NFD", word)
    for old, new in ((_ASKING, _TUMBLING), (_TUMBLING, _ASKING)):
        if old in apart:
            yield unicodedata.normalize("NFC", apart.replace(old, new))
