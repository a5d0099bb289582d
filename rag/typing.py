"""Typing habits of phones: from what was typed to what was meant, in the spelling of the corpus.

    look-alike letters -> capitals of a whole line -> teencode -> keys of Telex and VNI -> slips in names
    -> marks that were left out -> capitals of names

Every habit is a row of a table or a small decoder; what a decoder gives is taken only where it makes a word
that the corpus has, or a syllable that Vietnamese can have, out of one that is neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from typing import Protocol

from rag.keys import is_syllable, telex, vni
from rag.teencode import LOOK_ALIKES, plain_word
from rag.vietnamese import fold, has_marks

_WORD = re.compile(r"[^\W_]+")
_FORMULA = 3  # letters and digits of "co2", which is no "cò"
_LONG = 4  # letters of a foreign name that is mended without looking at its neighbours
_MANY_KEYS = 3  # so many words typed in keys: the whole question is
_SHOUTED, _TITLED = 3, 5  # words of a line in capitals, or with a capital on each word, that say nothing by them
_HALF = 2  # so many words that the corpus never writes without marks: marks were left out


class Words(Protocol):
    """What the corpus knows of words; all arguments are folded but `marked` and those of the last two."""

    def knows(self, word: str) -> bool:
        """Tell whether the corpus has a word."""

    def knows_marked(self, marked: str) -> bool:
        """Tell whether the corpus has a word with these very marks."""

    def knows_pair(self, left: str, right: str) -> bool:
        """Tell whether two words stand side by side in the corpus."""

    def marked(self, words: Sequence[str], free: Sequence[bool]) -> list[str]:
        """Return the words with the marks that fit best, those that are not free as they are."""

    def capitalised(self, words: Sequence[str]) -> list[str]:
        """Return the words with the capitals that the corpus gives them."""


def as_meant(text: str, words: Words, *, english: bool = False) -> str:
    """Return `text` as its writer meant it, as far as the tables and the corpus tell.

    Args:
        text: What was typed.
        words: What the corpus knows.
        english: Whether it is in English: then only names are mended.
    """
    text = unicodedata.normalize("NFKC", text).translate(LOOK_ALIKES)
    found = list(_WORD.finditer(text))
    typed = [match.group() for match in found]
    if english:
        return _put(text, found, _names_meant(typed, words))
    flat = _capitals_say_nothing(typed)
    meant = [word.lower() for word in typed] if flat else typed
    plain = [plain_word(word, before, after) for before, word, after in _beside(meant)]
    spelled = _spelled(plain, words)
    mended = _without_slips(spelled, words)
    # What teencode stands for is in its table with marks: they say nothing of the writer's.
    wrote_marks = any(map(has_marks, meant)) or any(map(_differ_in_marks, plain, spelled))
    mended = words.marked(mended, _free(mended, words, wrote_marks=wrote_marks))
    if flat:
        mended = words.capitalised(mended)
    return _put(text, found, mended)


def _names_meant(typed: Sequence[str], words: Words) -> list[str]:
    """Return the words of an English text, its names as the corpus writes them: "Sam Son" is "Sầm Sơn"."""
    names = [word[0].isupper() for word in typed]
    mended = [new if name else old for name, old, new in zip(names, typed, _without_slips(typed, words), strict=True)]
    free = [
        name and not has_marks(word) and any(near[:1].isupper() and words.knows_pair(*pair) for near, pair in sides)
        for name, word, sides in (
            (name, word, ((before, (fold(before), fold(word))), (after, (fold(word), fold(after)))))
            for name, (before, word, after) in zip(names, _beside(mended), strict=True)
        )
    ]
    return words.marked(mended, free)


def _put(text: str, found: Sequence[re.Match[str]], words: Sequence[str]) -> str:
    parts, end = [], 0
    for match, word in zip(found, words, strict=True):
        parts += [text[end : match.start()], word]
        end = match.end()
    return "".join([*parts, text[end:]])


def _beside(words: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each word between its neighbours, "" beyond the ends."""
    return zip(("", *words), words, (*words[1:], ""), strict=False)


def _capitals_say_nothing(typed: Sequence[str]) -> bool:
    """Tell whether a line is written all in small letters, all in capitals or with a capital on each word."""
    if not any(char.isupper() for word in typed[1:] for char in word):
        return True
    words = [word for word in typed if word.isalpha()]
    # Abbreviations alone are no line in capitals ("LĐLĐ TP HCM"), and a name has a capital on each word.
    shouted = all(word.isupper() for word in words) and sum(map(_has_vowel, words)) >= _SHOUTED
    syllables = [word for word in words if is_syllable(fold(word))]
    return shouted or (len(syllables) >= _TITLED and all(word[0].isupper() for word in syllables))


def _has_vowel(word: str) -> bool:
    return any(char in "aeiouy" for char in fold(word))


# -- teencode and keys ----------------------------------------------------------------------------------------


def _spelled(plain: Sequence[str], words: Words) -> list[str]:
    decoded = [_decoded(word, words, loose=False) for word in plain]
    if sum(before != after for before, after in zip(plain, decoded, strict=True)) >= _MANY_KEYS:
        decoded = [_decoded(word, words, loose=True) for word in plain]
    return decoded


def _decoded(word: str, words: Words, *, loose: bool) -> str:
    """Return what the keys in a word spell; `loose` also where the corpus does not have it."""
    lower = word.lower()
    if not lower.isascii() or words.knows(lower) or (word.isupper() and not loose):
        return word  # capitals are a name or a formula, such as "CO2"
    by_digits, by_letters = vni(lower), telex(lower)
    sure = loose or len(lower) > _FORMULA or words.knows_marked(by_digits or "")
    if by_digits is not None and is_syllable(fold(by_digits)) and sure:
        decoded = by_digits
    elif by_letters is not None and (words.knows_marked(by_letters) or (loose and is_syllable(fold(by_letters)))):
        decoded = by_letters
    else:
        return word
    return decoded.capitalize() if word[0].isupper() else decoded


# -- marks ----------------------------------------------------------------------------------------------------


def _differ_in_marks(before: str, after: str) -> bool:
    return has_marks(after) and not has_marks(before)


def _free(spelled: Sequence[str], words: Words, *, wrote_marks: bool) -> list[bool]:
    """Tell which words may be given marks: those without any, where the writer left them out."""
    bare = [word.isalpha() and not has_marks(word) for word in spelled]
    if not wrote_marks:
        return bare
    never = [
        free and words.knows(fold(word)) and not words.knows_marked(word) and _in_company(before, word, after, words)
        for free, (before, word, after) in zip(bare, _beside(spelled), strict=True)
    ]
    return bare if sum(never) >= _HALF else never


def _in_company(before: str, word: str, after: str, words: Words) -> bool:
    return words.knows_pair(fold(before), fold(word)) or words.knows_pair(fold(word), fold(after))


# -- slips ----------------------------------------------------------------------------------------------------


def _without_slips(typed: Sequence[str], words: Words) -> list[str]:
    mended = list(typed)
    for _ in range(2):  # a name that is mended tells what the one beside it is
        mended = [_without_slip(word, before, after, words) for before, word, after in _beside(mended)]
    return mended


def _without_slip(word: str, before: str, after: str, words: Words) -> str:
    """Return the name of the corpus that was meant, one letter apart, or the word as it is.

    Only names are mended, since another word of one letter's difference is mostly another word: a foreign name
    ("Sethe"), or a syllable of a name whose neighbours on both sides the corpus has with the other one.
    """
    bare, before, after = fold(word), fold(before), fold(after)
    if not (bare.isascii() and bare.isalpha()) or len(bare) < 3 or word.isupper() or words.knows(bare):
        return word
    near = [other for other in _one_letter_apart(bare) if words.knows(other)]
    sides = [other for other in near if words.knows_pair(before, other) or words.knows_pair(other, after)]
    if is_syllable(bare):
        both = [other for other in sides if words.knows_pair(before, other) and words.knows_pair(other, after)]
        near = both if word[0].isupper() else []
    else:
        near = [other for other in sides or near if not is_syllable(other) and (len(bare) >= _LONG or other in sides)]
    if not near:
        return word
    best = min(near, key=lambda other: (abs(len(other) - len(bare)), other))
    return best.capitalize() if word[0].isupper() else best


def _one_letter_apart(word: str) -> Iterator[str]:
    """Yield what one added, lost, changed or swapped letter makes of a word (Norvig's spelling corrector)."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
