"""Words that were typed wrong, and what was meant: told by the company in which the corpus has it.

Most words that differ by a letter are two words, and most names two people. So a slip is mended only where what was
typed can be no Vietnamese syllable, or where both neighbours stand beside another word in the corpus and neither of
them beside this one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from string import ascii_lowercase
from typing import Protocol

from rag.text.vietnamese import fold, has_marks, syllables
from rag.typed.keys import is_syllable, respelled
from rag.typed.sounds import sounding_alike, written_in_full

_SHORTEST = 3  # letters of a word that is mended
_LONG = 4  # letters of a foreign name that is mended without looking at its neighbours
_TELLING = 5  # letters of a word in a text without marks or capitals that one neighbour is enough for
_FOREIGN = re.compile(r"[fjwz]")  # what no Vietnamese word in small letters begins with
_OFTEN = 3  # times that a pair stands in the corpus which is told by one neighbour alone
_FAR = 2  # how unlikely a slip is that says little by itself
_NAMED, _DOUBT = 2, 3  # what a neighbour in the same name weighs beside another one, and twice what a far slip costs
_ROUNDS = 2  # a word that is mended tells what the one beside it is
# What is said in Vietnamese sentences as it is.
_BORROWED = frozenset(
    "ad admin app bank bot chat clip fan facebook fb file fix form game group hot inbox ib internet lag like link live"
    " mail menu ok online page pass pin pro shop show sim sms team tour video vip vote web wifi zalo".split()
)
# The family names of most people; of others a slip may be another name.
_FAMILIES = frozenset("nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly truong".split())
_BESIDE = {
    letter: frozenset(row[max(place - 1, 0) : place] + row[place + 1 : place + 2])
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for place, letter in enumerate(row)
}


class Company(Protocol):
    """What the corpus knows of words; all arguments are folded but the marked ones."""

    def knows(self, word: str) -> bool:
        """Tell whether the corpus has a word."""

    def knows_marked(self, marked: str) -> bool:
        """Tell whether the corpus has a word with these very marks."""

    def knows_pair(self, left: str, right: str) -> bool:
        """Tell whether two words stand side by side in the corpus."""

    def times(self, left: str, right: str) -> int:
        """Return how often two words with these very marks do."""

    def marked(self, words: Sequence[str], free: Sequence[bool]) -> list[str]:
        """Return the words with the marks that fit best, those that are not free as they are."""


def beside(words: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each word between its neighbours, "" beyond the ends."""
    return zip(("", *words), words, (*words[1:], ""), strict=False)


def mended(typed: Sequence[str], words: Company, is_short: Callable[[str], bool], *, marks: bool = True) -> list[str]:
    """Return the words as they were meant; those that were mended may lack their marks.

    Args:
        typed: The words of a text.
        words: What the corpus knows.
        is_short: Tells an abbreviation, which is no slip.
        marks: Whether its words with marks may be mended: not those of an English text.
    """
    now = list(typed)
    for _ in range(_ROUNDS):
        last, now = (
            now,
            [
                word if is_short(word) else _mended(word, before, after, words, marks=marks)
                for before, word, after in beside(now)
            ],
        )
        if now == last:
            break
    return now


def _mended(word: str, before: str, after: str, words: Company, *, marks: bool) -> str:
    lower = word.lower()
    bare = fold(_usual(lower))
    if len(word) == 1 or not (bare.isascii() and bare.isalpha()) or word.isupper() or lower in _BORROWED:
        return word
    if marks and has_marks(word) and not words.knows_marked(word):
        spelled = respelled(lower)
        if spelled != lower and words.knows_marked(spelled):
            return _in_case_of(word, spelled)
    if words.knows(bare):
        meant = _misplaced(lower, before, after, words) if marks and word[0].islower() else ""
    elif is_syllable(bare):
        meant = _another_syllable(word, bare, before, after, words)
    else:
        meant = _no_syllable(word, bare, before, after, words)
    return _in_case_of(word, meant) if meant else word


def _misplaced(lower: str, before: str, after: str, words: Company) -> str:
    """Return the word that was meant by one that the corpus has, but never in this company; "" for none."""
    left, right = _telling(before, -1, words), _telling(after, 0, words)
    usual = _usual(lower)
    if (left and words.times(left, usual)) or (right and words.times(usual, right)):
        return ""
    sound = list(sounding_alike(lower)) if has_marks(lower + before + after) else []
    if not (has_marks(lower) and words.knows_marked(lower)):  # no word by itself, or one whose marks were left out
        for other in (*words.marked([left or ".", fold(lower), right or "."], [False, True, False])[1:2], *sound):
            adds = has_marks(before + after) and (other in sound or _marks_of(lower) < _marks_of(other))
            seen = _seen(_usual(other), left, right, words) if adds else []
            if seen and all(seen) and (len(seen) > 1 or seen[0] >= _OFTEN):
                return other
        if has_marks(lower):
            return _beside_both(fold(lower), fold(left), fold(right), words, _FAR)
    for other in sound:
        if left and right and all(_seen(_usual(other), left, right, words)):
            return other
    return ""


def _marks_of(word: str) -> set[str]:
    return {char for char in unicodedata.normalize("NFD", word.replace("đ", "d\u0336")) if unicodedata.combining(char)}


def _telling(near: str, place: int, words: Company) -> str:
    """Return the syllable of a neighbour that stands next to a word; "" where it tells nothing."""
    found = syllables(near)
    return found[place] if found and words.knows_marked(found[place]) else ""


def _usual(word: str) -> str:
    """Return a word as the corpus is counted: "hóa" as "hoá"."""
    return (syllables(word) or [word])[0]


def _seen(word: str, left: str, right: str, words: Company) -> list[int]:
    """Return how often a word stands beside each neighbour that tells something."""
    seen = [words.times(left, word)] if left else []
    return [*seen, words.times(word, right)] if right else seen


def _beside_both(bare: str, left: str, right: str, words: Company, limit: int) -> str:
    """Return the likeliest word a letter apart that stands beside both neighbours, below a limit; "" for none."""
    if not (left and right) or words.knows_pair(left, bare) or words.knows_pair(bare, right):
        return ""
    near = (other for other in _one_letter_apart(bare) if words.knows_pair(left, other))
    return _likeliest(
        (other for other in near if words.knows_pair(other, right) and _unlikely(other, bare) < limit), bare
    )


def _another_syllable(word: str, bare: str, before: str, after: str, words: Company) -> str:
    """Return what was meant by a syllable that the corpus does not have: a word beside both neighbours; "" for none."""
    left, right = fold(before), fold(after)
    capital = word[0].isupper()
    if capital and after[:1].isupper() and not before[:1].isupper():
        families = (other for other in _one_letter_apart(bare) if other in _FAMILIES and words.knows_pair(other, right))
        return _likeliest((other for other in families if _unlikely(other, bare) < _FAR), bare)
    if capital and not (before[:1].isupper() and after[:1].isupper()):
        return ""  # half a name: it may be another one
    near = map(fold, (*written_in_full(word.lower()), *sounding_alike(word.lower())))
    both = [other for other in near if words.knows_pair(left, other) and words.knows_pair(other, right)]
    return _likeliest(both, bare) or _beside_both(bare, left, right, words, _FAR + capital)


def _no_syllable(word: str, bare: str, before: str, after: str, words: Company) -> str:
    """Return what was meant by what is no Vietnamese syllable: one, or a foreign name; "" for none."""
    capital = word[0].isupper()
    # A foreign name stands beside ordinary words, a name's syllable that was mistyped beside its others.
    alone = capital and not has_marks(word)
    left, right = (fold(near) if not alone or near[:1].isupper() else "" for near in (before, after))

    def sides(other: str) -> int:
        return words.knows_pair(left, other) + words.knows_pair(other, right)

    def told(other: str) -> int:
        """Weigh the company: of a name its other words tell most, and of a far slip both neighbours have to."""
        in_name = (before[:1].isupper() and words.knows_pair(left, other)) + (
            after[:1].isupper() and words.knows_pair(other, right)
        )
        return 2 * (sides(other) + _NAMED * (capital and in_name)) - _DOUBT * (_unlikely(other, bare) >= _FAR)

    full = [other for other in written_in_full(word.lower()) if words.knows(fold(other))]
    full = [other for other in full if sides(fold(other))] or (full if _FOREIGN.match(word) else [])
    if full:
        best = max(full, key=lambda other: (sides(fold(other)), words.knows_marked(other)))
        return best if has_marks(best) and words.knows_marked(best) else fold(best)
    near = [other for other in _one_letter_apart(bare) if words.knows(other)]
    own = [other for other in near if is_syllable(other) and sides(other)]
    if not (has_marks(word) or capital or len(bare) >= _TELLING):
        own = [other for other in own if sides(other) > 1 or (_unlikely(other, bare) < _FAR and len(bare) >= _SHORTEST)]
    if own:
        most = max(map(told, own))
        return _likeliest([other for other in own if told(other) == most], bare)
    left, right = fold(before), fold(after)
    foreign = [other for other in near if not is_syllable(other) and len(bare) >= _SHORTEST]
    if any(map(sides, near)) or has_marks(word) or len(bare) < _LONG:
        foreign = [other for other in foreign if sides(other)]
    return _likeliest(foreign, bare)


def _likeliest(near: Iterable[str], typed: str) -> str:
    return min(near, key=lambda other: (_unlikely(other, typed), other), default="")


def _unlikely(meant: str, typed: str) -> int:
    """Rank slips: a letter typed twice or two swapped, one missed or its neighbour hit, any other."""
    if sorted(meant) == sorted(typed):
        return 0
    if len(meant) > len(typed):
        return 1
    if len(meant) < len(typed):
        twice = (place for place in range(1, len(typed)) if typed[place] == typed[place - 1])
        return 0 if any(typed[:place] + typed[place + 1 :] == meant for place in twice) else _FAR
    changed = [(new, old) for new, old in zip(meant, typed, strict=True) if new != old]
    return 1 if all(new in _BESIDE.get(old, ()) for new, old in changed) else _FAR


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


def _in_case_of(typed: str, meant: str) -> str:
    return meant.capitalize() if typed[0].isupper() else meant
