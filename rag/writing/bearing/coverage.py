"""How much of a sentence its lines bear, word by word and clause by clause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.writing.bearing import inversion
from rag.writing.bearing.denials import NEGATIONS
from rag.writing.bearing.framing import framing
from rag.writing.bearing.grounds import Grounds, Vocabulary
from rag.writing.bearing.lexicon import Words, lexicon, table
from rag.writing.bearing.presented import presented
from rag.writing.bearing.quantities import Kind
from rag.writing.bearing.reading import Reading, Word

# Chosen between honest paraphrases of real news, of which 98 in a hundred have more than .82 borne by their lines, and
# the same with wrong markers, of which 95 in a hundred have less than .69.
_LEAST = 0.72  # share of a sentence's weight that its lines, their neighbours and titles bear
_LEAST_OF_LINES = 0.74  # share that the lines bear alone, counted where they have it
_TITLED = 0.5  # of what only a title bears, so much counts as borne by the lines
# Share of what stands between "và", "để", marks …, from so many syllables on. But for what begins a sentence, such as
# a source, the lines alone must bear it: what is made up behind a true sentence has words of their neighbours too.
_LEAST_OF_PART, _PART = 0.5, 2
_LEAST_OF_DEED = 0.51  # of what begins as another deed of the same: "và được …", "và sẽ …"
_DEEDS = frozenset("được bị đã sẽ đang cũng còn".split())
_LEAST_OF_CHUNK, _CHUNK = 0.34, 2  # the same of what stands between "tại", "nhờ", "theo" …
_LEAST_OF_LONG_CHUNK, _LONG_CHUNK = 0.51, 4
_LIGHT = 0.2  # of its syllables: the weight of a word that says little by itself, where nothing bears it
_FEW = 4  # syllables of weight: so short a sentence, without a number or name, must be borne whole
_FIGURE = 2  # the weight of a number or date, which has been found borne
_NAME, _NAMES = 0.5, 3  # the same of a syllable of a name, and of all names together
_EVENTS = table(
    "hội nghị, hội thảo, chương trình, hội thi, cuộc thi, buổi lễ, đại hội, lớp tập huấn, vụ việc, vụ tai nạn"
)
# A cause or purpose that no line gives in any words must have so much of its own words in them.
_CAUSE = 0.85
_CAUSES = frozenset("vì do bởi nhờ nên nhằm để".split())
_ANY_CAUSE = frozenset("khiến giúp tránh".split()) | _CAUSES
_FIRST = ("đầu", "tiên")
_COMMON = frozenset({("tết",)})  # written like names
_CLASSIFIERS = frozenset("chiếc cái con căn ngôi cuốn tấm bức bộ thùng hộp đôi chai".split())


@dataclass(frozen=True, slots=True)
class _Weighed:
    word: Word
    weight: float  # syllables
    borne: float  # syllables, by lines or what stands around them
    by_lines: float
    scale: float = 1  # what a syllable of it counts


def unborne(claim: Reading, grounds: Grounds) -> str:
    """Return the words that are too many for what the lines bear, or "" where they bear enough."""
    named = [word for word in claim.words if word.forms and _of_name(claim, word)]
    weighed = [
        _weigh(claim, part, grounds)
        for word in claim.words
        if word.content and not _only_denies(word) and word not in named
        for part in _parted(claim, word, grounds)
    ]
    framed = framing(claim, grounds)
    taken = presented(claim, grounds) | framed | inversion.compared(claim)
    weighed = [one for one in weighed if one.by_lines == one.weight or one.word.first not in taken]
    figures = [_Weighed(word, _FIGURE, _FIGURE, _FIGURE) for word in claim.words if not word.forms]
    if not weighed and not figures:
        return "" if named and framed else claim.text
    names = min(_NAMES, _NAME * sum(word.size for word in named))
    every = [*weighed, *figures, _Weighed(claim.words[0], names, names, names)]
    total = sum(one.scale * one.weight for one in every)
    borne, by_lines = (sum(one.scale * one.borne for one in every), sum(one.scale * one.by_lines for one in every))
    if borne < _LEAST * total or by_lines < _LEAST_OF_LINES * total:
        return _written([one for one in weighed if one.by_lines < one.weight] or weighed)
    bare = not figures and not named
    lacking = sum(one.scale * (one.weight - one.by_lines) for one in weighed)
    if bare and sum(one.scale * one.weight for one in weighed) <= _FEW and lacking > 1:
        return _written([one for one in weighed if one.by_lines < one.weight])
    if bare and any(one.by_lines < one.weight for one in weighed):
        for other in (line for article in grounds.articles for line in article.whole):
            there = Vocabulary.of((other,))
            if all(_share(claim, one.word, there) == 1 for one in weighed):
                return _written([one for one in weighed if one.by_lines < one.weight])
    return _piece(claim, [*weighed, *figures]) or _thing(claim, weighed, grounds) or _cause(claim, weighed, grounds)


def _only_denies(word: Word) -> bool:
    """Tell whether a word is a negation, or one of something without weight: "chưa có"."""
    rest = next((word.forms[size:] for size in (2, 1) if word.forms[:size] in NEGATIONS), None)
    cuts = range(1, len(rest) + 1) if rest else ()
    return rest == () or any(_silent(rest[:cut]) and (cut == len(rest) or _silent(rest[cut:])) for cut in cuts if rest)


def _silent(words: Words) -> bool:
    return lexicon().entry(words).weightless


def _of_name(claim: Reading, word: Word) -> bool:
    """Tell whether a word is part of a name, which is looked at apart."""
    if word.name:
        return word.forms not in _COMMON
    first, behind = claim.syllables[word.first], claim.syllables[word.last + 1 : word.last + 2]
    return first.capital and first.initial and bool(behind) and behind[0].capital and not behind[0].marks


# --- one word


def _parted(claim: Reading, word: Word, grounds: Grounds) -> list[Word]:
    """Return a word as it is, or where no line has it so, the two words of the tables that it is made of, if it is."""
    entries = lexicon().entries.keys()
    cut = next((size for size in (2, 1) if word.forms[:size] in NEGATIONS and size < word.size), 0)
    if cut and _share(claim, word, grounds.bears) < 1:
        return [
            *claim.part_of(word.first, word.first + cut - 1, word),
            *claim.part_of(word.first + cut, word.last, word),
        ]
    for size in range(2, word.size - 1):
        if {word.forms[:size], word.forms[size:]} <= entries and _share(claim, word, grounds.bears) < 1:
            cut = word.first + size
            return [*claim.part_of(word.first, cut - 1, word), *claim.part_of(cut, word.last, word)]
    return [word]


def _weigh(claim: Reading, word: Word, grounds: Grounds) -> _Weighed:
    lines = word.size * (1 if word.first in inversion.inverted(claim, grounds) else _share(claim, word, grounds.bears))
    if word.forms == _FIRST and any(one.kind is Kind.LABEL and one.value[1:] == (1,) for one in grounds.numbers):
        lines = word.size  # "lần thứ nhất"
    known = word.forms in _EVENTS and any(text.has(word.forms) for one in grounds.articles for text in one.whole)
    around = word.size if known else lines if lines == word.size else word.size * _share(claim, word, grounds.suggests)
    if not lines and around == word.size > 1 and any(text.has(word.forms[:1]) for text in grounds.lines):
        lines = around  # "khóa đầu tiên" of a line that follows "khóa tập huấn"
    titled = word.size * _share(claim, word, grounds.titled) if lines < around else 0
    scale = _LIGHT if word.entry.light and max(lines, around) < word.size else 1
    return _Weighed(
        word,
        word.size,
        max(lines, around),
        max(lines, around if known else _TITLED * titled),
        scale,
    )


def _share(claim: Reading, word: Word, vocabulary: Vocabulary) -> float:
    """Return how much of a word a vocabulary bears, from 0 to 1."""
    if word.entry.meanings & vocabulary.meanings:
        return 1
    if word.size > 1:
        return float(
            any(
                text.has(word.forms) or _in_part(word.forms, text) or text.lets(word.forms) for text in vocabulary.texts
            )
        )
    if word.forms[0] not in vocabulary.syllables:
        return float(_written_as_one(claim, word, vocabulary))
    # "bóng rổ" is not borne by "bóng đá": a syllable without either of its neighbours counts half.
    pairs = [claim.forms[at : at + 2] for at in (word.first - 1, word.first) if at >= 0 and _compound(claim, at)]
    return 1 if not pairs or any(_joins(text, pair) for text in vocabulary.texts for pair in pairs) else 0.5


def _written_as_one(claim: Reading, word: Word, vocabulary: Vocabulary) -> bool:
    """Tell whether the lines write two syllables as one: "căngtin"."""
    pairs = ("".join(claim.forms[at : at + 2]) for at in (word.first - 1, word.first) if at >= 0)
    return any(pair in vocabulary.syllables for pair in pairs if pair != word.forms[0])


def _joins(text: Reading, pair: Words) -> bool:
    """Tell whether a text has two syllables side by side, "của" between them perhaps: "mật của lợn"."""
    return text.has(pair) or text.has((pair[0], "của", *pair[1:]))


def _compound(claim: Reading, at: int) -> bool:
    """Tell whether two syllables may be one word: no mark parts them, and neither is a word without weight."""
    pair, table = claim.syllables[at : at + 2], lexicon()
    return (
        len(pair) == 2
        and not pair[1].marks
        and all(one.form and not table.entry((one.form,)).weightless for one in pair)
    )


def _in_part(words: Words, text: Reading) -> bool:
    """Tell whether all of a word that has weight stands in a text in a row: "thời hạn" of "trong thời hạn"."""
    table, rest = lexicon(), words
    while len(rest) > 2 and table.entry(rest[:1]).weightless:
        rest = rest[1:]
        if text.has(rest):
            return True
    return False


# --- several words


def _piece(claim: Reading, weighed: Sequence[_Weighed]) -> str:
    """Return what is not borne of a part of the sentence that is borne too little."""
    deeds = {
        word.part
        for word, behind in pairwise(claim.words)
        if word.forms == ("và",) and behind.forms and behind.forms[0] in _DEEDS
    }
    start = claim.words[0].part  # 1 where a sentence begins with "Để"
    pieces: tuple[tuple[Callable[[Word], int | None], int, float, Callable[[_Weighed], float]], ...] = (
        (lambda word: word.part if word.part in deeds else None, 1, _LEAST_OF_DEED, lambda one: one.by_lines),
        (
            lambda word: word.part,
            _PART,
            _LEAST_OF_PART,
            lambda one: one.by_lines if one.word.part > start else one.borne,
        ),
        (lambda word: word.chunk, _CHUNK, _LEAST_OF_CHUNK, lambda one: one.borne),
        (lambda word: word.chunk, _LONG_CHUNK, _LEAST_OF_LONG_CHUNK, lambda one: one.borne),
    )
    for key, least, share, borne in pieces:
        runs: defaultdict[int, list[_Weighed]] = defaultdict(list)
        for one in weighed:
            if (where := key(one.word)) is not None:
                runs[where].append(one)
        for run in runs.values():
            # What is put behind a true sentence is mostly said in general words: there they count in full.
            scales = [1 if one.word.part or one.word.chunk else one.scale for one in run]
            total = sum(scale * one.weight for one, scale in zip(run, scales, strict=True))
            held = sum(scale * borne(one) for one, scale in zip(run, scales, strict=True))
            if total >= least and held < share * total:
                return _written([one for one in run if borne(one) < one.weight])
    return ""


def _thing(claim: Reading, weighed: Sequence[_Weighed], grounds: Grounds) -> str:
    """Return a thing that no line has: "một chiếc xe đạp"."""
    texts = (*grounds.lines, *grounds.around)
    for one, behind in zip(weighed, [*weighed, None][1:], strict=True):
        at = one.word.first
        if not at or claim.forms[at - 1] not in _CLASSIFIERS:
            continue
        follows = behind is not None and behind.word.first == at + 1 == one.word.last + 1 and _compound(claim, at)
        if not one.borne or (follows and not any(text.has(claim.forms[at : at + 2]) for text in texts)):
            return _written([one])
    return ""


def _cause(claim: Reading, weighed: Sequence[_Weighed], grounds: Grounds) -> str:
    """Return what is said to be a cause or purpose, where the lines give none: "…, vì thiếu kinh phí"."""
    if any(_ANY_CAUSE.intersection(line.forms) for line in grounds.lines):
        return ""
    heads = {word.part: word for word in reversed(claim.words)}
    for part, head in heads.items():
        run = [one for one in weighed if one.word.part == part]
        total = sum(one.scale * one.weight for one in run)
        by_lines = sum(one.scale * one.by_lines for one in run)
        if claim.forms[head.first] in _CAUSES and by_lines < _CAUSE * total:
            return _written(run)
    return ""


def _written(weighed: Sequence[_Weighed]) -> str:
    return ", ".join(" ".join(one.word.forms) for one in weighed)
