"""The tables by which a paraphrase is compared with what it paraphrases; readable text in `rag/data`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rag.text.vietnamese import syllables

Words = tuple[str, ...]

_SYNONYMS, _WEIGHTLESS, _LIGHT = "synonyms.txt", "function_words.txt", "light_words.txt"
_OPPOSITES, _EXACT, _LOADED = "opposites.txt", "exact_words.txt", "loaded_words.txt"
_PARTNERS = "~"
_Y_FOR_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_SPELLINGS = {"đăk": "đắk", "lăk": "lắk", "plây": "plei", "bẩy": "bảy"}
_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_VIETNAMESE = re.compile(
    rf"(?:ngh?|gh?|gi|kh|nh|ph|qu|th|tr|ch|[bcdđhklmnprstvx])?[{_VOWELS}]{{1,3}}(?:ng|nh|ch|[cmnpt])?"
)
_OPEN_Y = re.compile(r"(?:h|k|l|m|s|t|v|qu)[yýỳỷỹỵ]")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the tables say of a word."""

    meanings: frozenset[int] = frozenset()  # rows of synonyms that it stands in
    weightless: bool = False
    light: bool = False  # says little by itself
    sides: frozenset[tuple[int, int]] = frozenset()  # rows of opposites, and on which side


@dataclass(frozen=True)
class Lexicon:
    """Words of one or more syllables and what the tables say of them."""

    entries: Mapping[Words, Entry]
    partners: frozenset[int]  # rows of opposites that may stand together where the lines have one of them
    exact: Mapping[Words, tuple[frozenset[Words], ...]]  # words that one of some words must bear
    loaded: frozenset[Words]  # words that they or what means the same must bear
    longest: int  # syllables of the longest word

    def longest_at(self, forms: Sequence[str], place: int) -> int:
        """Return how many syllables the longest word has that begins at a place, at least 1."""
        for size in range(min(self.longest, len(forms) - place), 1, -1):
            if tuple(forms[place : place + size]) in self.entries:
                return size
        return 1

    def entry(self, words: Words) -> Entry:
        """Return what the tables say of a word, an empty entry where they don't have it."""
        return self.entries.get(words, _NOTHING)


_NOTHING = Entry()


def form(syllable: str) -> str:
    """Return a lower-case syllable in the one spelling in which they are compared: "kỹ" and "kĩ", "tỷ" and "tỉ"."""
    return syllable.translate(_Y_FOR_I) if _OPEN_Y.fullmatch(syllable) else _SPELLINGS.get(syllable, syllable)


def foreign(syllable: str) -> bool:
    """Tell whether a lower-case syllable can be none of Vietnamese: "oslo", "bangladesh"."""
    return syllable.isalpha() and not _VIETNAMESE.fullmatch(syllable)


def table(rows: str) -> frozenset[Words]:
    """Return the words of a table: rows of a text, members of a row apart by commas."""
    return frozenset(filter(None, (forms(word) for row in rows.split("\n") for word in row.split(","))))


def forms(text: str) -> Words:
    """Return the syllables and numbers of a text in the spelling in which they are compared."""
    return tuple(map(form, syllables(text)))


def within(words: Words, longer: Words) -> bool:
    """Tell whether syllables stand in others in a row."""
    return any(longer[at : at + len(words)] == words for at in range(len(longer) - len(words) + 1))


@cache
def lexicon() -> Lexicon:
    """Return the tables that come with the package."""
    meanings: defaultdict[Words, set[int]] = defaultdict(set)
    sides: defaultdict[Words, set[tuple[int, int]]] = defaultdict(set)
    partners: set[int] = set()
    for row, line in enumerate(_rows(_SYNONYMS)):
        for word in _members(line):
            meanings[word].add(row)
    for row, line in enumerate(_rows(_OPPOSITES)):
        partners |= {row} if line.startswith(_PARTNERS) else set()
        for side, words in enumerate(line.removeprefix(_PARTNERS).split("|")):
            for word in _members(words):
                sides[word].add((row, side))
    exact: defaultdict[Words, list[frozenset[Words]]] = defaultdict(list)
    for line in _rows(_EXACT):
        said, _, also = line.partition("|")
        bearers = frozenset(_members(f"{said},{also}"))
        for word in _members(said):
            exact[word].append(bearers)
    loaded = frozenset(word for line in _rows(_LOADED) for word in _members(line))
    weightless = {
        word for line in _rows(_WEIGHTLESS) for word in _members(line if "," in line else line.replace(" ", ","))
    }
    light = {word for line in _rows(_LIGHT) for word in _members(line)}
    every = {*meanings, *sides, *weightless, *exact, *light, *loaded}
    entries = {
        word: Entry(frozenset(meanings[word]), word in weightless, word in light, frozenset(sides[word]))
        for word in every
    }
    return Lexicon(
        entries, frozenset(partners), {word: tuple(rows) for word, rows in exact.items()}, loaded, max(map(len, every))
    )


def _rows(name: str) -> Iterator[str]:
    text = resources.files("rag").joinpath("data", name).read_text("utf-8")
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _members(line: str) -> Iterable[Words]:
    return filter(None, (forms(word) for word in line.split(",")))
