"""Typing habits of phones: look-alike letters, teencode, keys of Telex and VNI left in the text, slips in names.

Every habit is a row of a table or a small decoder; what a decoder gives is taken only where it makes a word
that the corpus has, or a syllable that Vietnamese can have, out of one that is neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from string import ascii_lowercase
from typing import Protocol

from rag.vietnamese import fold

_WORD = re.compile(r"[^\W_]+")
_LOOK_ALIKES = str.maketrans(
    "ðÐƌАВЕКМНОРСТХаеорсухіјѕԁɡ",
    "đĐđABEKMHOPCTXaeopcyxijsdg",
)  # Icelandic eth and Cyrillic letters that keyboards and copied text bring in

# What young people write for what. Single letters count only in lower case.
_TEENCODE = {
    "ae": "anh em", "bh": "bao giờ", "bit": "biết", "bn": "bao nhiêu", "bnhieu": "bao nhiêu", "bnhiu": "bao nhiêu",
    "cgi": "cái gì", "dc": "được", "đc": "được", "dk": "được", "đk": "được", "dzay": "vậy", "dzậy": "vậy",
    "hok": "không", "hem": "không", "hông": "không", "j": "gì", "k": "không", "kh": "không", "khum": "không",
    "ko": "không", "lm": "làm", "ltt": "lương tối thiểu", "mik": "mình", "mk": "mình", "mn": "mọi người", "mún": "muốn",
    "ng": "người", "ngừi": "người", "ngta": "người ta", "ns": "nói", "ntn": "như thế nào", "r": "rồi",
    "tgian": "thời gian", "thui": "thôi", "trc": "trước", "v": "vậy", "vs": "với", "z": "vậy",
}  # fmt: skip

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = dict(zip("12345", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_SHAPES = {"6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"}, "9": {"d": "đ"}}
_TELEX_SHAPES = (
    ("dd", "đ"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("uow", "ươ"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
)
_SHAPED = "ăâêôơư"
_LONG = 4  # letters of a foreign name that is mended without looking at its neighbours
_MANY_KEYS = 3  # so many words typed in keys: the whole question is
_VOWELS = f"aeiouy{_SHAPED}"

# Folded Vietnamese syllables: an onset that may be empty, and a rhyme.
_ONSET = "b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x"
_RHYME = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|ech|em|en|eng|enh|eo|ep|et|eu|i|ia|ich|iec|iem|ien|ieng|iep|iet|ieu|im|in"
    "|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oc|oe|oen|oeo|oet|oi|om|on|ong|oong|op|ot|u|ua|uan|uang"
    "|uat|uay|uc|ue|uech|uenh|ui|um|un|ung|uo|uoc|uoi|uom|uon|uong|uop|uot|uou|up|ut|uu|uy|uya|uych|uyen|uyet|uynh|uyt|uyu"
    "|y|yem|yen|yet|yeu|ym|yn|ynh"
)
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_RHYME})")


class Words(Protocol):
    """What the corpus knows of words; all arguments are folded but `marked`."""

    def knows(self, word: str) -> bool:
        """Tell whether the corpus has a word."""

    def knows_marked(self, marked: str) -> bool:
        """Tell whether the corpus has a word with these very marks."""

    def knows_pair(self, left: str, right: str) -> bool:
        """Tell whether two words stand side by side in the corpus."""


def tidied(text: str, words: Words) -> str:
    """Return `text` as its writer meant it, as far as the tables and the corpus tell."""
    text = unicodedata.normalize("NFKC", text).translate(_LOOK_ALIKES)
    found = list(_WORD.finditer(text))
    typed = [_TEENCODE.get(match.group(), match.group()) for match in found]
    decoded = [_decoded(word, words, loose=False) for word in typed]
    if sum(before != after for before, after in zip(typed, decoded, strict=True)) >= _MANY_KEYS:
        decoded = [_decoded(word, words, loose=True) for word in typed]
    parts, end = [], 0
    for place, match in enumerate(found):
        before, after = ("", *decoded)[place], (*decoded, "")[place + 1]
        parts += [text[end : match.start()], _without_slip(decoded[place], fold(before), fold(after), words)]
        end = match.end()
    return "".join([*parts, text[end:]])


def _decoded(word: str, words: Words, *, loose: bool) -> str:
    """Return what the keys in a word spell; `loose` also where the corpus does not have it."""
    lower = word.lower()
    if not lower.isascii() or words.knows(lower) or (word.isupper() and not loose):
        return word  # capitals are a name or a formula, such as "CO2"
    by_digits, by_letters = vni(lower), telex(lower)
    if by_digits is not None and is_syllable(fold(by_digits)):
        decoded = by_digits
    elif by_letters is not None and (words.knows_marked(by_letters) or (loose and is_syllable(fold(by_letters)))):
        decoded = by_letters
    else:
        return word
    return decoded.capitalize() if word[0].isupper() else decoded


def is_syllable(folded: str) -> bool:
    """Tell whether Vietnamese has a syllable of this shape; marks folded away."""
    return _SYLLABLE.fullmatch(folded) is not None


def telex(word: str) -> str | None:
    """Return what the keys of Telex in a lower-case word spell, or None for a word without any."""
    if not word.isalpha() or not word.isascii():
        return None
    tone = ""
    for place in range(len(word) - 1, 0, -1):
        if word[place] in _TONES and any(char in "aeiouyw" for char in word[:place]):
            tone, word = _TONES[word[place]], word[:place] + word[place + 1 :]
            break
    for keys, letter in _TELEX_SHAPES:
        word = word.replace(keys, letter)
    if "w" in word:  # typed at the end: "duongw"
        bare = word.replace("w", "", 1)
        word = next(
            (bare.replace(k, v, 1) for k, v in (("uo", "ươ"), ("u", "ư"), ("o", "ơ"), ("a", "ă")) if k in bare), word
        )
    return _toned(word, tone)


def vni(word: str) -> str | None:
    """Return what the digits of VNI in a lower-case word spell, or None for a word that is not of that kind."""
    if not re.fullmatch(r"[a-zđ]+[1-9][a-zđ1-9]*", word) or sum(char.isdigit() for char in word) > 3:
        return None
    letters, tone = "", ""
    for char in word:
        if char in _VNI_TONES:
            if not any(letter in _VOWELS for letter in letters):
                return None
            tone = _VNI_TONES[char]
        elif char in _VNI_SHAPES:
            shapes = _VNI_SHAPES[char]
            if char == "7" and "uo" in letters:
                letters = letters.replace("uo", "ươ")
                continue
            place = max((letters.rfind(bare) for bare in shapes), default=-1)
            if place < 0:
                return None
            letters = letters[:place] + shapes[letters[place]] + letters[place + 1 :]
        else:
            letters += char
    return _toned(letters, tone)


def _toned(word: str, tone: str) -> str:
    """Put a tone on the vowel that bears it."""
    if not tone:
        return word
    start = 2 if re.match(rf"(?:qu|gi)[{_VOWELS}]", word) else 0
    vowels = [place for place in range(start, len(word)) if word[place] in _VOWELS]
    if not vowels:
        return word
    shaped = [place for place in vowels if word[place] in _SHAPED]
    if shaped:
        place = shaped[-1]
    elif len(vowels) > 1 and (vowels[-1] < len(word) - 1 or len(vowels) > 2 or word[vowels[0] :] in {"oa", "oe", "uy"}):
        place = vowels[1]
    else:
        place = vowels[0]
    return unicodedata.normalize("NFC", word[: place + 1] + tone + word[place + 1 :])


def _without_slip(word: str, before: str, after: str, words: Words) -> str:
    """Return the name of the corpus that was meant, one letter apart, or the word as it is.

    Only names are mended, since another word of one letter's difference is mostly another word: a foreign name
    ("Sethe"), or a syllable of a name whose neighbours on both sides the corpus has with the other one.
    """
    bare = fold(word)
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
