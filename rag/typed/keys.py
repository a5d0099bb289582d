"""The keys of Telex and VNI that stand in a text where a phone's keyboard didn't take them: "hooji", "d9oan2"."""

from __future__ import annotations

import re
import unicodedata

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
_LATE_SHAPES = (("uo", "ươ"), ("qua", "quă"), ("u", "ư"), ("oa", "oă"), ("o", "ơ"), ("a", "ă"))
_LATE_DOUBLE = re.compile(r"([aeo])([^aeo]+)\1$")  # "nghiepe": the second key of "ê" at the end
_CAPITAL_KEYS = re.compile(r"[A-ZĐ]*(?:D[D9][A-ZĐ]*)+")  # "LDDLDD", "CD9CS"
_DOUBLES = {"a": "â", "e": "ê", "o": "ô"}
_SHORTEST = 2  # letters that are too few for a key at the end: "dd", "D9"
_SHAPED = "ăâêôơư"
_VOWELS = f"aeiouy{_SHAPED}"
_TONE_MARKS = frozenset(_TONES.values())
# Vowels that Vietnamese writes with both of their shapes, or with one, before a consonant or a half vowel.
_HALF_SHAPED = (
    (re.compile(r"(?<!q)uơ(?=[cimnptu])|ưo(?=[cimnptu])"), "ươ"),
    (re.compile(r"(?<=[^g]i)e(?=[cmnptu])|(?<=[uy]y)e(?=[nt])|(?<=^y)e(?=[mntu])"), "ê"),
)
_MOST_DIGITS = 4  # "d9u7o7c5"

# Folded Vietnamese syllables: an onset that may be empty, and a rhyme.
_ONSET = "b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x"
_RHYME = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|ech|em|en|eng|enh|eo|ep|et|eu|i|ia|ich|iec|iem|ien|ieng|iep|iet|ieu|im|in"
    "|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oc|oe|oen|oeo|oet|oi|om|on|ong|oong|op|ot|u|ua|uan|uang"
    "|uat|uay|uc|ue|uech|uenh|ui|um|un|ung|uo|uoc|uoi|uom|uon|uong|uop|uot|uou|up|ut|uu|uy|uya|uych|uyen|uyet|uynh|uyt|uyu"
    "|y|yem|yen|yet|yeu|ym|yn|ynh"
)
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_RHYME})")


def is_syllable(folded: str) -> bool:
    """Tell whether Vietnamese has a syllable of this shape; marks folded away."""
    return _SYLLABLE.fullmatch(folded) is not None


def telex(word: str, *, late: bool = False) -> str | None:
    """Return what the keys of Telex in a lower-case word spell, or None for a word without any.

    Args:
        word: As typed, in lower case.
        late: Whether a key for a shape may stand at the end, as in "nghiepej"; other words look like that, too.
    """
    if not word.isalpha() or not word.isascii():
        return None
    tone = ""
    for place in range(len(word) - 1, 0, -1):
        if word[place] in _TONES and any(char in "aeiouyw" for char in word[:place]):
            tone, word = _TONES[word[place]], word[:place] + word[place + 1 :]
            break
    for keys, letter in _TELEX_SHAPES:
        word = word.replace(keys, letter)
    if late:
        word = _LATE_DOUBLE.sub(lambda match: _DOUBLES[match.group(1)] + match.group(2), word)
        if word[0] == word[-1] == "d" and len(word) > _SHORTEST:
            word = "đ" + word[1:-1]
    if "w" in word:  # typed at the end ("duongw"), or for the whole vowel ("trwngf")
        bare = word.replace("w", "", 1)
        shaped = (bare.replace(plain, shape, 1) for plain, shape in _LATE_SHAPES if plain in bare)
        word = next(shaped, word.replace("w", "ư", 1))
    return _toned(word, tone)


def capitals(word: str) -> str | None:
    """Return an abbreviation in capitals with the keys of its "Đ" spelled, "CD9CS" as "CĐCS", or None for any other."""
    if len(word) <= _SHORTEST or not _CAPITAL_KEYS.fullmatch(word):
        return None
    return word.replace("D9", "Đ").replace("DD", "Đ")


def vni(word: str) -> str | None:
    """Return what the digits of VNI in a lower-case word spell, or None for a word that is not of that kind."""
    if not re.fullmatch(r"[a-zđ]+[1-9][a-zđ1-9]*", word) or sum(char.isdigit() for char in word) > _MOST_DIGITS:
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


def respelled(word: str) -> str:
    """Return a lower-case syllable as it is spelled: its tone where it belongs, and no half of a vowel's shape.

    "tòan" is "toàn", "qủa" "quả", "nguời" "người", "viẹc" "việc"; what is spelled well may come with its tone in the
    new place, "hòa" as "hoà".
    """
    apart = unicodedata.normalize("NFD", word)
    tone = next((char for char in apart if char in _TONE_MARKS), "")
    bare = unicodedata.normalize("NFC", "".join(char for char in apart if char not in _TONE_MARKS))
    for pattern, vowel in _HALF_SHAPED:
        bare = pattern.sub(vowel, bare)
    return _toned(bare, tone)


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
