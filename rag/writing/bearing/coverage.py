"""How much of a sentence its lines bear, word by word and clause by clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.writing.bearing import inversion
from rag.writing.bearing.denials import NEGATIONS
from rag.writing.bearing.framing import framing
from rag.writing.bearing.grounds import Grounds, Vocabulary
from rag.writing.bearing.lexicon import Words, lexicon, table
from rag.writing.bearing.presented import presented
from rag.writing.bearing.quantities import Kind
from rag.writing.bearing.reading import Reading, Word

# Chosen between honest sentences that several authors put in their own words and the lies that no other rule finds. A
# lower share lets made-up sentences through; wrong markers are mostly found by what another line has beyond the cited.
_LEAST = 0.66  # share of a sentence's weight that its lines bear
_MORE = 0.15  # share that a line which is not cited bears beyond those that are
_LENT = 0.5  # of what only a title or the question has, so much counts as borne by the lines
_SYLLABLE = 0.5  # of a syllable of a word, so much is borne by lines that have it elsewhere
_TAIL, _LEAST_OF_TAIL = 2, 0.3  # syllables of what stands between "và", "để", marks …, and the share of it
_LIGHT = 0.2  # of its syllables: the weight of a word that says little by itself, where nothing bears it
_FIGURE = 2  # the weight of a number or date, which has been found borne
_NAME, _NAMES = 0.5, 3  # the same of a syllable of a name, and of all names together
_EVENTS = table(
    "hội nghị, hội thảo, chương trình, hội thi, cuộc thi, buổi lễ, đại hội, lớp tập huấn, vụ việc, vụ tai nạn"
)
# A cause or purpose that no line gives in any words must have so much of its own words in them.
_LEAST_OF_CAUSE = 0.85
# The same of what somebody should do, and of a further deed of the same: "và được …", "và sẽ …".
_LEAST_OF_DEED = 0.51
_STILL = ("còn",)  # without a mark before it no other clause: "thỏa ước còn quy định"
_SHOULD, _AND, _FURTHER = ("nên",), ("và",), frozenset({("được",), ("bị",), ("sẽ",)})
_CAUSES = frozenset({("vì",), ("bởi",), ("nhờ",), ("nhằm",), ("để",)})
_ANY_CAUSE = frozenset("vì bởi nhờ nhằm để khiến giúp tránh nên do".split())
_LEAST_TOLD = 0.8  # of what somebody is told to do
_TOLD = re.compile(
    r"[^,;:.\d]{2,45}?\snên\s|(?:[^.;]{0,60},\s)?(?:các )?bạn\s(?:\w+\s){0,2}?(?:nên|nhớ|hãy|có thể)\s|nhớ\s",
    re.IGNORECASE,
)
_THEREFORE = re.compile(r"(?<!\w)(?:vì|do|bởi|cho|trở|tạo|dựng|làm|bị|đã|không|chưa) ", re.IGNORECASE)
_COUNTED = frozenset({(), ("một",), ("mỗi",)})
_CLASSIFIERS = table("chiếc, cái, con, căn, ngôi, cuốn, tấm, bức, thùng, hộp, đôi, chai")
_FIRST = ("đầu", "tiên")
_COMMON = frozenset({("tết",)})  # written like names


@dataclass(frozen=True, slots=True)
class _Weighed:
    word: Word
    weight: float  # syllables
    by_lines: float  # syllables that the lines bear
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
    taken = presented(claim, grounds) | framing(claim, grounds) | inversion.compared(claim)
    weighed = [one for one in weighed if one.by_lines == one.weight or one.word.first not in taken]
    figures = [_Weighed(word, _FIGURE, _FIGURE) for word in claim.words if not word.forms]
    if not weighed and not figures:
        return "" if named else claim.text
    names = [_Weighed(word, _NAME * word.size, _NAME * word.size) for word in named]
    most_of_names = min(1, _NAMES / max(_NAMES, sum(one.weight for one in names)))
    every = [*weighed, *figures, *(replace(one, scale=most_of_names) for one in names)]
    total = sum(one.scale * one.weight for one in every)
    by_lines = sum(one.scale * one.by_lines for one in every)
    most = by_lines + _MORE * total
    if by_lines < _LEAST * total or (most <= total and _elsewhere(claim, weighed, most, grounds)):
        return _written([one for one in weighed if one.by_lines < one.weight] or weighed)
    return _told(claim, every) or _tail(claim, every, grounds) or _thing(claim, weighed, grounds)


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
    share = 1.0 if _given(claim, word, grounds) else _share(claim, word, grounds.bears)
    if not share and word.size > 1 and any(text.has(word.forms[:1]) for text in grounds.lines):
        share = float(_share(claim, word, grounds.suggests) == 1)  # "khóa đầu tiên" of a line behind "khóa tập huấn"
    if share < 1:
        share = max(share, _LENT * _share(claim, word, grounds.lends))
    return _Weighed(word, word.size, word.size * share, _LIGHT if word.entry.light and share < 1 else 1)


def _given(claim: Reading, word: Word, grounds: Grounds) -> bool:
    """Tell whether the lines bear a word in some other way than by its like: "lần thứ nhất" bears "đầu tiên"."""
    if word.forms == _FIRST and any(one.kind is Kind.LABEL and one.value[1:] == (1,) for one in grounds.numbers):
        return True
    return word.first in inversion.inverted(claim, grounds) or (word.forms in _EVENTS and grounds.somewhere(word.forms))


def _share(claim: Reading, word: Word, vocabulary: Vocabulary) -> float:
    """Return how much of a word a vocabulary bears, from 0 to 1."""
    if word.entry.meanings & vocabulary.meanings:
        return 1
    if word.size > 1:
        if any(text.has(word.forms) or text.lets(word.forms) for text in vocabulary.texts):
            return 1
        return max(_halves(word.forms[:cut], word.forms[cut:], vocabulary) for cut in range(1, word.size))
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


def _halves(left: Words, right: Words, vocabulary: Vocabulary) -> float:
    """Return how much of a word is borne in two parts: "chủ doanh nghiệp", "được thưởng", "tiền trọ"."""
    parts = [part for part in (left, right) if not _silent(part)]
    shares = [_held(part, vocabulary) for part in parts]
    if not all(shares) and max(shares, default=0) < 1:
        return 0
    return sum(len(part) * share for part, share in zip(parts, shares, strict=True)) / max(1, sum(map(len, parts)))


def _held(words: Words, vocabulary: Vocabulary) -> float:
    if lexicon().entry(words).meanings & vocabulary.meanings:
        return 1
    if len(words) > 1:
        return float(any(text.has(words) for text in vocabulary.texts))
    return _SYLLABLE if words[0] in vocabulary.syllables else 0


# --- several words


def _elsewhere(claim: Reading, weighed: Sequence[_Weighed], least: float, grounds: Grounds) -> bool:
    """Tell whether a line of the articles bears so much of a sentence by its words alone."""
    return any(
        sum(one.scale * one.weight * _share(claim, one.word, there) for one in weighed) >= least
        for article in grounds.articles
        for there in article.vocabularies
    )


def _tail(claim: Reading, weighed: Sequence[_Weighed], grounds: Grounds) -> str:
    """Return a part of the sentence of which hardly anything is borne, behind one that is: what is made up there."""
    given = any(_ANY_CAUSE.intersection(line.forms) for line in grounds.lines)
    starts = [
        at
        for at, word in enumerate(claim.words)
        if not at
        or (word.part > claim.words[at - 1].part and (word.forms != _STILL or claim.syllables[word.first].marks))
    ]
    begun = False
    for at, behind in zip(starts, [*starts[1:], len(claim.words)], strict=True):
        first, last = claim.words[at].first, claim.words[behind - 1].last
        run = [one for one in weighed if first <= one.word.first <= last]
        total, held = sum(one.weight for one in run), sum(one.by_lines for one in run)
        least = _least_of_tail(claim.words[at : at + 2], given=given)
        if begun and total >= _TAIL and held < least * total:
            return _written(run)
        begun = begun or 2 * held >= total > 0
    return ""


def _told(claim: Reading, weighed: Sequence[_Weighed]) -> str:
    """Return what a sentence tells somebody to do where the lines don't bear nearly all of it."""
    told = _TOLD.match(claim.text)
    if not told or _THEREFORE.search(told.group()):
        return ""
    run = [one for one in weighed if claim.syllables[one.word.first].start >= told.end()]
    held, total = sum(one.scale * one.by_lines for one in run), sum(one.scale * one.weight for one in run)
    return _written([one for one in run if one.by_lines < one.weight]) if held < _LEAST_TOLD * total else ""


def _least_of_tail(head: Sequence[Word], *, given: bool) -> float:
    """Return how much of a part must be borne that begins with some words."""
    if not given and head[0].forms in _CAUSES:
        return _LEAST_OF_CAUSE
    further = head[0].forms == _AND and any(one.forms[:1] in _FURTHER for one in head[1:])
    return _LEAST_OF_DEED if further or head[0].forms == _SHOULD else _LEAST_OF_TAIL


def _thing(claim: Reading, weighed: Sequence[_Weighed], grounds: Grounds) -> str:
    """Return a thing that is counted and that no line has: "một chiếc xe đạp"."""
    for one in weighed:
        if _share(claim, one.word, grounds.bears) or one.word not in claim.words:
            continue
        before = list(claim.words[: claim.words.index(one.word)][-2:])
        if one.word.forms[:1] in _CLASSIFIERS:
            before = [*before[1:], one.word]
        if len(before) == 2 and before[0].forms in _COUNTED and before[1].forms[:1] in _CLASSIFIERS:
            return _written([one])
    return ""


def _written(weighed: Sequence[_Weighed]) -> str:
    return ", ".join(" ".join(one.word.forms) for one in weighed)
