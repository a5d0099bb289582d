"""A text read into syllables and words: what is compared when a sentence is held against the lines that it cites."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, TypeVar

from rag.text.shorthand import Shorthand
from rag.text.vietnamese import canonical
from rag.writing.bearing.lexicon import Entry, Words, form, forms, lexicon
from rag.writing.bearing.quantities import Quantity, quantities

_Answer = TypeVar("_Answer")

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_CLAUSE_MARKS = frozenset(",;:()–—.!?…[]")
_CLAUSE_WORDS = frozenset({"nhưng", "còn", "song", "mà", "tuy"})
_PART_WORDS = _CLAUSE_WORDS | {
    "và",
    "hoặc",
    "hay",
    "để",
    "nhằm",
    "vì",
    "do",
    "bởi",
    "khi",
    "nếu",
    "thì",
    "nên",
    "nhờ",
    "cùng",
    "với",
}
_CHUNK_WORDS = _PART_WORDS | set(
    "tại ở theo trong vào từ bằng qua sau trước cho đến tới rồi trên dưới ngoài giữa kể cũng".split()
)
_CHUNK_PHRASES = frozenset(map(forms, ("đồng thời", "cùng lúc", "sau đó", "thông qua", "nhân dịp", "bên cạnh")))
_CENTRAL = ("tổng",)  # a name at a sentence's beginning too: "Tổng Liên đoàn" is not "Liên đoàn"
_EACH_OTHER = "nhau"  # "kéo nhau đến" for "kéo đến"
_LETTING, _APART = "cho", 8  # syllables from "cho" to the verb
# Commas inside the name of a ministry or trade.
_IN_A_NAME = re.compile(
    r"(?<=Lao động),(?=\s+Thương binh)|(?<=Than),(?=\s+Khoáng sản)|(?<=Văn h[óo][aá]),(?=\s+Thể thao)"
    r"|(?<=Dân tộc),(?=\s+Tôn giáo)|(?<=Du lịch),(?=\s+Dịch vụ)"
)
_SENTENCE_MARKS = frozenset('.!?…:“"(;')
_LONE, _ACROSS_CAPITAL = 0.5, 0.4  # costs of a word of one syllable, and of one that a capital begins inside


@dataclass(frozen=True, slots=True)
class Syllable:
    """A syllable or a number of a text."""

    form: str  # the spelling in which syllables are compared, "" for a number
    written: str
    start: int
    end: int
    marks: str  # punctuation since the syllable before
    capital: bool
    initial: bool  # begins a sentence, where everything has a capital
    number: int = -1  # where the number's quantities begin among those of the text


@dataclass(frozen=True, slots=True)
class Word:
    """One or more syllables that the tables have as a word, or a single one."""

    first: int  # of the reading's syllables
    last: int
    forms: Words
    entry: Entry
    clause: int  # runs of words between marks and "nhưng", "còn", …
    part: int  # the same, parted at "và", "để", "vì", … too
    chunk: int  # the same, parted at "tại", "nhờ", "theo", … too
    name: bool  # it has a capital that no sentence's beginning gave it

    @property
    def size(self) -> int:
        """How many syllables it has."""
        return self.last - self.first + 1

    @property
    def content(self) -> bool:
        """Whether it carries a fact of its own."""
        return not self.entry.weightless and bool(self.forms)

    def means(self, other: Word) -> bool:
        """Tell whether it may stand for another word."""
        return self.forms == other.forms or bool(self.entry.meanings & other.entry.meanings)


@dataclass(frozen=True, eq=False)
class Reading:
    """A text, read."""

    text: str  # abbreviations spelled out
    syllables: tuple[Syllable, ...]
    words: tuple[Word, ...]
    quantities: tuple[Quantity, ...]
    memo: dict[object, Any] = field(default_factory=dict, repr=False)  # what `remembered` functions have found in it

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The syllables' forms."""
        return tuple(syllable.form for syllable in self.syllables)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The syllables' forms, in no order."""
        return frozenset(self.forms)

    @cached_property
    def phrases(self) -> frozenset[Words]:
        """Every run of up to the tables' longest word."""
        longest = lexicon().longest
        return frozenset(
            self.forms[start : start + size]
            for start in range(len(self.forms))
            for size in range(1, min(longest, len(self.forms) - start) + 1)
        )

    @cached_property
    def meanings(self) -> frozenset[int]:
        """The rows of synonyms of every word that can be read out of the text."""
        table = lexicon()
        return frozenset(row for phrase in self.phrases for row in table.entry(phrase).meanings)

    def part_of(self, first: int, last: int, word: Word) -> list[Word]:
        """Return part of a word, parted into words itself."""
        table = lexicon()
        parts = []
        while first <= last:
            size = min(table.longest_at(self.forms, first), last - first + 1)
            while size > 1 and self.forms[first : first + size] not in table.entries:
                size -= 1
            words = self.forms[first : first + size]
            parts.append(
                Word(first, first + size - 1, words, table.entry(words), word.clause, word.part, word.chunk, word.name)
            )
            first += size
        return parts

    def written(self, first: int, last: int) -> str:
        """Return the text from one syllable to another."""
        return self.text[self.syllables[first].start : self.syllables[last].end]

    def has(self, words: Words) -> bool:
        """Tell whether syllables stand in the text in a row."""
        return words in self.phrases if len(words) <= lexicon().longest else self.find(words) >= 0

    def lets(self, words: Words) -> bool:
        """Tell whether the text has "cho" and a verb apart, "cho công nhân vay", or two verbs with "nhau" between."""
        if len(words) == 2 and (words[0], _EACH_OTHER, words[1]) in self.phrases:
            return True
        letting = (at for at, one in enumerate(self.forms) if one == words[0] == _LETTING)
        return len(words) == 2 and any(words[1] in self.forms[at + 1 : at + _APART] for at in letting)

    def find(self, words: Words, start: int = 0) -> int:
        """Return where syllables stand in a row, or -1."""
        size = len(words)
        return next((at for at in range(start, len(self.forms) - size + 1) if self.forms[at : at + size] == words), -1)


def values(reading: Reading, word: Word) -> set[tuple[object, ...]]:
    """Return what a number of a text may be; nothing for a word that is none."""
    start = reading.syllables[word.first].start
    return {(one.kind, one.value) for one in reading.quantities if one.start == start}


def stands_for(left: Word, mine: Reading, right: Word, theirs: Reading) -> bool:
    """Tell whether a word of one text may stand for a word of another, or a number is the same."""
    if left.forms and right.forms:
        return left.means(right)
    return not left.forms and not right.forms and bool(values(mine, left) & values(theirs, right))


def among(word: Word, mine: Reading, words: Iterable[Word], theirs: Reading) -> bool:
    """Tell whether any of some words of another text may stand for a word."""
    return any(stands_for(word, mine, other, theirs) for other in words)


def overlap(left: Iterable[Word], right: Sequence[Word]) -> bool:
    """Tell whether any of some words may stand for any of others."""
    return any(word.means(other) for word in left for other in right)


def remembered(find: Callable[[Reading], _Answer]) -> Callable[[Reading], _Answer]:
    """Wrap what is found in a reading, so that it is looked for once."""

    @wraps(find)
    def found(reading: Reading) -> _Answer:
        if find not in reading.memo:
            reading.memo[find] = find(reading)
        answer: _Answer = reading.memo[find]
        return answer

    return found


def read(text: str, shorthand: Shorthand) -> Reading:
    """Read a text, its abbreviations spelled out."""
    text = shorthand.written_out(
        canonical(text).replace("\u00a0", " ").replace("m²", "m2").replace("m³", "m3").replace("Ð", "Đ")
    )
    found = quantities(text)
    syllables = tuple(_syllables(text, found))
    return Reading(text, syllables, tuple(_words(syllables)), found)


def _syllables(text: str, found: tuple[Quantity, ...]) -> Iterator[Syllable]:
    numbers = {quantity.start: index for index, quantity in reversed(list(enumerate(found)))}
    covered = [False] * (len(text) + 1)
    for quantity in found:
        covered[quantity.start : quantity.end] = [True] * (quantity.end - quantity.start)
    named = {match.start() for match in _IN_A_NAME.finditer(text)}
    marks, initial = "", True
    for match in _TOKEN.finditer(text):
        start, end, written = match.start(), match.end(), match.group()
        if covered[start]:
            if start in numbers:
                number = found[numbers[start]]
                yield Syllable("", text[start : number.end], start, number.end, marks, False, initial, numbers[start])
                marks, initial = "", False
            continue
        if start in named:
            continue
        if not written.isalpha():
            marks += written
            initial = initial or written in _SENTENCE_MARKS
            continue
        whole = forms(written)
        spelled = whole[0] if whole else form(written.lower())
        yield Syllable(spelled, written, start, end, marks, written[0].isupper(), initial)
        marks, initial = "", False


def _words(syllables: tuple[Syllable, ...]) -> Iterator[Word]:
    table = lexicon()
    clause = part = chunk = 0
    for first, last in _segments(syllables):
        head = syllables[first]
        words = tuple(syllable.form for syllable in syllables[first : last + 1])
        if _CLAUSE_MARKS.intersection(head.marks) or words[0] in _CLAUSE_WORDS:
            clause, part, chunk = clause + 1, part + 1, chunk + 1
        elif words[0] in _PART_WORDS:
            part, chunk = part + 1, chunk + 1
        elif words[0] in _CHUNK_WORDS or words in _CHUNK_PHRASES:
            chunk += 1
        name = words == _CENTRAL and any(one.capital for one in syllables[last + 1 : last + 2])
        name = name or any(one.capital and not one.initial for one in syllables[first : last + 1])
        entry = Entry() if first == last and name and not head.written.isupper() else table.entry(words)
        yield Word(first, last, words if head.form else (), entry, clause, part, chunk, name)


def _segments(syllables: tuple[Syllable, ...]) -> Iterable[tuple[int, int]]:
    """Part syllables into words of the tables, as few as can be and few of one syllable."""
    table, size = lexicon(), len(syllables)
    best: list[tuple[float, int]] = [(0.0, 0)] * (size + 1)  # from a place to the end: cost, syllables of the word
    all_forms = [syllable.form for syllable in syllables]
    for place in range(size - 1, -1, -1):
        choices = [(1 + _LONE + best[place + 1][0], 1)]
        crossed = 0.0
        for length in range(2, min(table.longest, size - place) + 1):
            syllable = syllables[place + length - 1]
            if syllable.marks or not syllable.form:
                break
            crossed += _ACROSS_CAPITAL * (syllable.capital and not syllables[place + length - 2].capital)
            if tuple(all_forms[place : place + length]) in table.entries:
                choices.append((1 + crossed + best[place + length][0], length))
        best[place] = min(choices, key=lambda choice: (choice[0], -choice[1]))
    segments, place = [], 0
    while place < size:
        length = best[place][1]
        segments.append((place, place + length - 1))
        place += length
    return segments
