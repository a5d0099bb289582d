"""Vietnamese text: canonical form, folding of marks, syllables.

Vietnamese is written one syllable a word, so syllables are the tokens of the lexical index; members often
type without marks, so every syllable also has a folded form ("Hội thảo" -> "hoi thao").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_SYLLABLE = re.compile(r"\d+(?:[.,/:-]\d+)*|[^\W\d_]+(?:\d+(?![^\W\d_]))?", re.UNICODE)
_MARKS = {ord(mark): None for mark in "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"}
_WORD = 12  # characters; longer texts are not kept

# The tone of an open "oa", "oe", "uy" is written on either letter: "hòa" and "hoà", "thủy" and "thuỷ".
_OLD_TONES = ("òa oà", "óa oá", "ỏa oả", "õa oã", "ọa oạ", "òe oè", "óe oé", "ỏe oẻ", "õe oẽ", "ọe oẹ",
              "ùy uỳ", "úy uý", "ủy uỷ", "ũy uỹ", "ụy uỵ")  # fmt: skip
_TONE_PLACE = dict(pair.split() for pair in _OLD_TONES)
# An open "i" is written "y" behind some letters, as the writer likes: "kĩ" and "kỹ", "lí" and "lý", "tỉ" and "tỷ".
_OPEN_I = re.compile(r"(h|k|l|m|s|t|qu)([iìíỉĩị])")
_AS_Y = dict(zip("iìíỉĩị", "yỳýỷỹỵ", strict=True))


class Token(NamedTuple):
    """A syllable or number where it stands in a text, offsets in code points."""

    start: int
    end: int
    written: str
    lower: str  # as `syllables` gives it


def canonical(text: str) -> str:
    """Return `text` in the form that offsets count in: NFC, `\\n` newlines, no BOM."""
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def fold(text: str) -> str:
    """Return `text` in lower case without Vietnamese marks: "Đoàn Hòa" -> "doan hoa"."""
    return _folded_word(text) if len(text) <= _WORD else _folded(text)


@lru_cache(maxsize=50_000)
def _folded_word(word: str) -> str:
    return _folded(word)  # the same few thousand syllables again and again


def _folded(text: str) -> str:
    text = text.lower()
    return text if text.isascii() else unicodedata.normalize("NFC", text.translate(_BARE))


class _Bare(dict[int, str]):
    """What is left of each letter in lower case without its marks; found out once for each."""

    def __missing__(self, letter: int) -> str:
        bare = unicodedata.normalize("NFD", chr(letter)).translate(_MARKS)
        self[letter] = bare
        return bare


_BARE = _Bare({ord("đ"): "d"})


def syllables(text: str) -> list[str]:
    """Return the lower-case syllables and numbers of `text`, marks kept; "1.000.000" and "7/8" stay whole.

    What is spelled in two ways comes in one of them: "hòa" as "hoà", "lí" as "lý".
    """
    return list(_syllables_of_word(text)) if len(text) <= _WORD else _syllables(text)


@lru_cache(maxsize=50_000)
def _syllables_of_word(word: str) -> tuple[str, ...]:
    return tuple(_syllables(word))


def _syllables(text: str) -> list[str]:
    return [_as_usual(match.group()) for match in _SYLLABLE.finditer(text.lower())]


def tokens(text: str) -> list[Token]:
    """Return the syllables and numbers of `text` with their places."""
    return [
        Token(match.start(), match.end(), (written := match[0]), _usual(written)) for match in _SYLLABLE.finditer(text)
    ]


@lru_cache(maxsize=50_000)
def _usual(written: str) -> str:
    return _as_usual(written.lower())


def bigrams(tokens: Sequence[str]) -> Iterator[str]:
    """Yield each pair of neighbours, joined: most Vietnamese words have two syllables."""
    return (f"{left}_{right}" for left, right in pairwise(tokens))


def has_marks(text: str) -> bool:
    """Tell whether `text` was typed with Vietnamese marks."""
    return fold(text) != text.lower()


@lru_cache(maxsize=50_000)
def _as_usual(syllable: str) -> str:
    """Return a syllable in one spelling of those that mean the same."""
    if match := _OPEN_I.fullmatch(syllable):
        return match.group(1) + _AS_Y[match.group(2)]
    return syllable[:-2] + _TONE_PLACE.get(syllable[-2:], syllable[-2:])
