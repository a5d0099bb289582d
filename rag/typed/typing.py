"""Typing habits of phones: from what was typed to what was meant, in the spelling of the corpus.

    look-alike letters -> capitals of a whole line -> teencode -> keys of Telex and VNI -> slips in names
    -> marks that were left out -> capitals of names

Every habit is a row of a table or a small decoder; what a decoder gives is taken only where it makes a word
that the corpus has, or a syllable that Vietnamese can have, out of one that is neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Protocol

from rag.text.shorthand import DOTTED
from rag.text.vietnamese import fold, has_marks
from rag.typed.blanks import with_blanks
from rag.typed.keys import capitals, is_syllable, telex, vni
from rag.typed.slips import Company, beside, mended
from rag.typed.teencode import LOOK_ALIKES, plain_word

_WORD = re.compile(r"[^\W_]+")
_DECORATION = re.compile(r"^[^\w\"“'‘(\[&+-]+(?=[^\W\d_])")  # before the first word: "❓❓", "…"
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f]+")
_ABBREVIATED = re.compile(rf"{DOTTED.pattern}(?:\.(?=\s))?")
_FORMULA = 3  # letters and digits of "co2", which is no "cò"
_MANY_KEYS = 3  # so many words typed in keys: the whole question is
_SHOUTED, _TITLED = 3, 5  # words of a line in capitals, or with a capital on each word, that say nothing by them
_KINDS = frozenset("quận huyện tỉnh xã phường ấp thôn khóm".split())
_MANY_HYPHENS = 3  # in a text without blanks: they stand for them
_HALF = 2  # so many words that the corpus never writes without marks: marks were left out


class Words(Company, Protocol):
    """What the corpus knows of words."""

    def capitalised(self, words: Sequence[str]) -> list[str]:
        """Return the words with the capitals that the corpus gives them."""


def as_meant(
    text: str, words: Words, is_short: Callable[[str], bool] = lambda _: False, *, english: bool = False
) -> str:
    """Return `text` as its writer meant it, as far as the tables and the corpus tell.

    Args:
        text: What was typed.
        words: What the corpus knows.
        is_short: Tells an abbreviation of the corpus's table, whatever its case and marks.
        english: Whether it is in English: then only names are mended.
    """
    text = _DECORATION.sub("", unicodedata.normalize("NFKC", text).translate(LOOK_ALIKES))
    text = " ".join(_EMOJI.sub(" ", text).replace("_", " ").split())
    text = _ABBREVIATED.sub(lambda match: _without_dots(match.group(), words, is_short), text)
    if not english:
        text = _with_blanks(text, words, is_short)
    found = list(_WORD.finditer(text))
    typed = [match.group() for match in found]
    if english:
        return _put(text, found, _names_meant(typed, words, is_short))
    flat = _capitals_say_nothing(typed)
    meant = [word.lower() for word in typed] if flat else typed
    firm = [_is_of_a_firm(text, match) for match in found]
    plain = [
        word if name else plain_word(word, before, after)
        for name, (before, word, after) in zip(firm, beside(meant), strict=True)
    ]
    spelled = _spelled(plain, words, is_short)
    right = mended(spelled, words, is_short)
    # What teencode stands for is in its table with marks: they say nothing of the writer's.
    wrote_marks = any(map(has_marks, meant)) or any(map(_differ_in_marks, plain, spelled))
    free = _free(right, words, wrote_marks=wrote_marks)
    slips = (new != old and not has_marks(new) for old, new in zip(spelled, right, strict=True))
    right = words.marked(right, [one or slip for one, slip in zip(free, slips, strict=True)])
    if flat:
        right = _kinds_small(words.capitalised(right))
    return _put(text, found, right)


def _without_dots(dotted: str, words: Words, is_short: Callable[[str], bool]) -> str:
    """Return an abbreviation that has a dot behind each letter as it is mostly written: "N.L.Đ", "N.A.S.A"."""
    letters = dotted.replace(".", "")
    return letters if letters.isupper() and (is_short(letters) or words.knows(fold(letters))) else dotted


def _with_blanks(text: str, words: Words, is_short: Callable[[str], bool]) -> str:
    def is_word(word: str) -> bool:
        return (
            is_short(word) or plain_word(word, "", "") != word or _decoded(word, words, is_short, loose=False) != word
        )

    def in_keys() -> bool:
        return sum(map(_is_keys, _WORD.findall(text))) >= _MANY_KEYS

    if " " not in text and text.count("-") >= _MANY_HYPHENS:
        text = text.replace("-", " ")
    return with_blanks(text, words, is_word, in_keys)


def _is_of_a_firm(text: str, match: re.Match[str]) -> bool:
    """Tell whether a letter stands beside "&", as in "S & H": then it is a name."""
    near = (text[: match.start()].rstrip()[-1:], text[match.end() :].lstrip()[:1])
    return len(match.group()) == 1 and "&" in near


def _is_keys(word: str) -> bool:
    spelled = telex(word.lower()) if word.isascii() and not is_syllable(word.lower()) else None
    return spelled is not None and has_marks(spelled) and is_syllable(fold(spelled))


def _names_meant(typed: Sequence[str], words: Words, is_short: Callable[[str], bool]) -> list[str]:
    """Return the words of an English text, its names as the corpus writes them: "Sam Son" is "Sầm Sơn"."""
    names = [word[0].isupper() for word in typed]
    meant = mended(typed, words, is_short, marks=False)
    spelled = [new if name else old for name, old, new in zip(names, typed, meant, strict=True)]
    free = [
        name and not has_marks(word) and any(near[:1].isupper() and words.knows_pair(*pair) for near, pair in sides)
        for name, word, sides in (
            (name, word, ((before, (fold(before), fold(word))), (after, (fold(word), fold(after)))))
            for name, (before, word, after) in zip(names, beside(spelled), strict=True)
        )
    ]
    return words.marked(spelled, free)


def _put(text: str, found: Sequence[re.Match[str]], words: Sequence[str]) -> str:
    parts, end = [], 0
    for match, word in zip(found, words, strict=True):
        parts += [text[end : match.start()], word]
        end = match.end()
    return "".join([*parts, text[end:]])


def _capitals_say_nothing(typed: Sequence[str]) -> bool:
    """Tell whether a line is written all in small letters, all in capitals or with a capital on each word."""
    if not any(char.isupper() for word in typed[1:] for char in word):
        return True
    words = [word for word in typed if word.isalpha()]
    # Abbreviations alone are no line in capitals ("LĐLĐ TP HCM"), and a name has a capital on each word.
    shouted = all(word.isupper() for word in words) and sum(map(_has_vowel, words)) >= _SHOUTED
    syllables = [word for word in words if is_syllable(fold(word))]
    return shouted or (len(syllables) >= _TITLED and all(word[0].isupper() for word in syllables))


def _kinds_small(cased: Sequence[str]) -> list[str]:
    """Return words, the kind of a place small where no name is behind it: "ở quận nào" names nothing."""
    return [
        word.lower()
        if place and word.lower() in _KINDS and not (behind[:1].isupper() or behind[:1].isdigit())
        else word
        for place, (word, behind) in enumerate(zip(cased, [*cased[1:], ""][: len(cased)], strict=True))
    ]


def _has_vowel(word: str) -> bool:
    return any(char in "aeiouy" for char in fold(word))


# -- teencode and keys ----------------------------------------------------------------------------------------


def _spelled(plain: Sequence[str], words: Words, is_short: Callable[[str], bool]) -> list[str]:
    decoded = [_decoded(word, words, is_short, loose=False) for word in plain]
    if sum(before != after for before, after in zip(plain, decoded, strict=True)) >= _MANY_KEYS:
        decoded = [_decoded(word, words, is_short, loose=True) for word in plain]
    return decoded


def _decoded(word: str, words: Words, is_short: Callable[[str], bool], *, loose: bool) -> str:
    """Return what the keys in a word spell; `loose` also where the corpus does not have it."""
    lower = word.lower()
    if (short := capitals(word.upper())) and is_short(short) and not is_short(word):
        return short
    if not lower.isascii() or words.knows(lower) or is_short(lower) or (word.isupper() and not loose):
        return word  # capitals are a name or a formula, such as "CO2"
    by_digits, by_letters = vni(lower), telex(lower)
    if loose and by_letters is not None and not words.knows_marked(by_letters):
        by_letters = telex(lower, late=True)
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
        for free, (before, word, after) in zip(bare, beside(spelled), strict=True)
    ]
    return bare if sum(never) >= _HALF else never


def _in_company(before: str, word: str, after: str, words: Words) -> bool:
    return words.knows_pair(fold(before), fold(word)) or words.knows_pair(fold(word), fold(after))
