"""Words that were typed wrong, and what was meant: told by the company in which the corpus has it.

Most words that differ by a letter are two words, and most names two people. So a slip is mended only where what was
typed can be no Vietnamese syllable, or where both neighbours stand beside another word in the corpus and neither of
them beside this one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from string import ascii_lowercase
from typing import Protocol

from rag.keys import is_syllable, respelled
from rag.sounds import sounding_alike, written_in_full
from rag.vietnamese import fold, has_marks, syllables

_SHORTEST = 3  # letters of a word that is mended
_LONG = 4  # letters of a foreign name that is mended without looking at its neighbours
_TELLING = 5  # letters of a word in a text without marks or capitals that one neighbour is enough for
_FOREIGN = re.compile(r"[fjwz]")  # what no Vietnamese word in small letters begins with
_ROUNDS = 2  # a word that is mended tells what the one beside it is
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

    def knows_marked_pair(self, left: str, right: str) -> bool:
        """Tell whether two words with these very marks do."""

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
    bare = fold(word)
    if not (bare.isascii() and bare.isalpha()) or (word.isupper() and len(word) > 1):
        return word
    lower = word.lower()
    if marks and has_marks(word) and not words.knows_marked(word):
        spelled = respelled(lower)
        if spelled != lower and words.knows_marked(spelled):
            return _in_case_of(word, spelled)
    if words.knows(bare):
        meant = _misheard(lower, before, after, words) if marks and word[0].islower() else ""
    elif is_syllable(bare):
        meant = _another_syllable(word, bare, before, after, words)
    else:
        meant = _no_syllable(word, bare, before, after, words)
    return _in_case_of(word, meant) if meant else word


def _misheard(lower: str, before: str, after: str, words: Company) -> str:
    """Return the word that sounds like one that the corpus has, but never in this company; "" for none."""
    if not (before and after) or lower == "":
        return ""
    left, right = syllables(before)[-1:], syllables(after)[:1]
    if not (left and right) or words.knows_marked_pair(left[0], lower) or words.knows_marked_pair(lower, right[0]):
        return ""
    others = list(sounding_alike(lower)) if has_marks(lower) or has_marks(before + after) else []
    if has_marks(lower) and not words.knows_marked(lower):
        others += words.marked([left[0], lower, right[0]], [False, True, False])[1:2]
    for other in others:
        usual = (syllables(other) or [other])[0]
        if other != lower and all(map(words.knows_marked_pair, (left[0], usual), (usual, right[0]))):
            return other
    return ""


def _another_syllable(word: str, bare: str, before: str, after: str, words: Company) -> str:
    """Return what was meant by a syllable that the corpus does not have: a word beside both neighbours; "" for none."""
    left, right = fold(before), fold(after)
    near: Iterable[str] = map(fold, (*written_in_full(word.lower()), *sounding_alike(word.lower())))
    if word[0].isupper():
        near = (*near, *_one_letter_apart(bare)) if len(bare) >= _SHORTEST else ()
    both = [other for other in near if words.knows_pair(left, other) and words.knows_pair(other, right)]
    return _likeliest(both, bare)


def _no_syllable(word: str, bare: str, before: str, after: str, words: Company) -> str:
    """Return what was meant by what is no Vietnamese syllable: one, or a foreign name; "" for none."""
    left, right = fold(before), fold(after)

    def sides(other: str) -> int:
        return words.knows_pair(left, other) + words.knows_pair(other, right)

    capital = word[0].isupper()
    full = [other for other in written_in_full(word.lower()) if words.knows(fold(other))]
    full = [other for other in full if sides(fold(other))] or (full if _FOREIGN.match(word) else [])
    if full:
        best = max(full, key=lambda other: (sides(fold(other)), words.knows_marked(other)))
        return best if has_marks(best) and words.knows_marked(best) else fold(best)
    if len(bare) < _SHORTEST:
        return ""
    near = [other for other in _one_letter_apart(bare) if words.knows(other)]
    enough = 1
    if not has_marks(word):
        # A foreign name stands beside ordinary words, a name's syllable that was mistyped beside its others.
        in_a_name = capital and any(near_by[:1].isupper() for near_by in (before, after))
        enough = 1 if in_a_name or (not capital and len(bare) >= _TELLING) else 2
    own = [other for other in near if is_syllable(other) and sides(other) >= enough]
    if own:
        most = max(map(sides, own))
        return _likeliest([other for other in own if sides(other) == most], bare)
    foreign = [other for other in near if not is_syllable(other)]
    if any(map(sides, near)) or has_marks(word) or len(bare) < _LONG:
        foreign = [other for other in foreign if sides(other)]
    return _likeliest(foreign, bare)


def _likeliest(near: Iterable[str], typed: str) -> str:
    return min(near, key=lambda other: (_unlikely(other, typed), other), default="")


def _unlikely(meant: str, typed: str) -> int:
    """Rank slips: a letter typed twice or two swapped, one missed or its neighbour hit, any other."""
    if sorted(meant) == sorted(typed):
        return 0
    if len(meant) != len(typed):
        longer, shorter = (meant, typed) if len(meant) > len(typed) else (typed, meant)
        twice = any(
            longer[:place] + longer[place + 1 :] == shorter and longer[place] in longer[max(place - 1, 0) : place]
            for place in range(len(longer))
        )
        return 0 if twice else 1
    changed = [(new, old) for new, old in zip(meant, typed, strict=True) if new != old]
    return 1 if all(new in _BESIDE.get(old, ()) for new, old in changed) else 2


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
