"""Vietnamese text: canonical form, folding of marks, syllables.

Vietnamese is written one syllable a word, so syllables are the tokens of the lexical index; members often
type without marks, so every syllable also has a folded form ("Hội thảo" -> "hoi thao").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

_SYLLABLE = re.compile(r"\d+(?:[.,/:-]\d+)*|[^\W\d_]+(?:\d+(?![^\W\d_]))?", re.UNICODE)
_MARKS = {ord(mark): None for mark in "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"}
_STROKE = str.maketrans("đĐ", "dD")

# The tone of an open "oa", "oe", "uy" is written on either letter: "hòa" and "hoà", "thủy" and "thuỷ".
_OLD_TONES = ("òa oà", "óa oá", "ỏa oả", "õa oã", "ọa oạ", "òe oè", "óe oé", "ỏe oẻ", "õe oẽ", "ọe oẹ",
              "ùy uỳ", "úy uý", "ủy uỷ", "ũy uỹ", "ụy uỵ")  # fmt: skip
_TONE_PLACE = dict(pair.split() for pair in _OLD_TONES)


def canonical(text: str) -> str:
    """Return `text` in the form that offsets count in: NFC, `\\n` newlines, no BOM."""
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def fold(text: str) -> str:
    """Return `text` in lower case without Vietnamese marks: "Đoàn Hòa" -> "doan hoa"."""
    bare = unicodedata.normalize("NFD", text.lower()).translate(_MARKS).translate(_STROKE)
    return unicodedata.normalize("NFC", bare)


def syllables(text: str) -> list[str]:
    """Return the lower-case syllables and numbers of `text`, marks kept; "1.000.000" and "7/8" stay whole."""
    return [_tone_in_place(match.group()) for match in _SYLLABLE.finditer(text.lower())]


def bigrams(tokens: Sequence[str]) -> Iterator[str]:
    """Yield each pair of neighbours, joined: most Vietnamese words have two syllables."""
    return (f"{left}_{right}" for left, right in pairwise(tokens))


def has_marks(text: str) -> bool:
    """Tell whether `text` was typed with Vietnamese marks."""
    return fold(text) != text.lower()


def _tone_in_place(syllable: str) -> str:
    return syllable[:-2] + _TONE_PLACE.get(syllable[-2:], syllable[-2:])
