"""What a sentence affirms where its lines deny it: a "không" that it leaves out."""

from __future__ import annotations

from collections.abc import Collection

from rag.writing.bearing.denials import STARTS, Denial, denials
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import Words, table
from rag.writing.bearing.mentions import closeness, denied_places, mentions_of, place_of
from rag.writing.bearing.reading import Reading, Word

# Deny without a "không": "thiếu tôn trọng".
DENYING = frozenset("thiếu mất bất vô kém ngừng dừng tránh khỏi chối hiếm ít".split())
_LACKING = frozenset("thiếu mất cạn ngăn chặn chống".split())  # what there isn't may stand further behind
_INSTEAD = table("thay vì")  # "thay vì dừng lại": didn't
_NO, _OF_NO = {("không",), ("chẳng",)}, {("ngừng",), ("chỉ",), ("ít",), ("riêng",), ("những",)}  # "không ngừng"
_FORBIDDING, _SUPPOSED = frozenset({"nên", "được"}), frozenset({"người", "việc", "nếu", "ai"})
_BUT, _ONLY = "ngoài", ("chỉ",)
_THERE_IS = "có"
_VOICES = frozenset({"được", "bị"})
_REACH = 6  # syllables from "thiếu" to what there isn't
_NEAREST = 2  # words behind a negation that it surely denies
_RATHER, _WHOLE = "chứ", 4  # the same where all that follows is denied
_MARGIN = 1  # by so many more of them must another mention fit


def affirmed(
    negation: tuple[Denial, Reading], claim: Reading, grounds: Grounds, denied: Collection[int], *, gone: bool
) -> Word | None:
    """Return the word that a sentence affirms where a line denies it.

    Args:
        negation: One of a line, and the line.
        claim: The sentence.
        grounds: Its lines.
        denied: What the sentence denies, by the first syllable.
        gone: Whether no negation of the sentence is this one.
    """
    denial, line = negation
    if _instead(denial, claim) or (_BUT in line.forms[denial.at :] and claim.has(_ONLY)):
        return None  # "chỉ có mũ" of "không có gì ngoài mũ"
    found = _head_affirmed(denial, line, claim, grounds, denied, gone=gone)
    return _behind_affirmed(denial, line, claim, grounds, denied) if found is None and gone else found


def _head_affirmed(
    denial: Denial, line: Reading, claim: Reading, grounds: Grounds, denied: Collection[int], *, gone: bool
) -> Word | None:
    """Return the word that the sentence affirms where a line denies it; the very word, where it denies that too."""
    head = denial.head
    if head is None:
        return None
    negated = {(id(other), one.head.first) for other in grounds.lines for one in denials(other) if one.head}
    for mine in (word for word in claim.words if word.forms):
        bare = mine.forms[1:] if mine.forms[0] in _VOICES else mine.forms  # "được tổ chức bù" of "không tổ chức bù"
        if head.forms not in (mine.forms, bare) and not (gone and mine.content and head.content and mine.means(head)):
            continue
        if mine.first in denied or _without_no(mine, claim) or _named_for(mine, claim, denial):
            continue
        if _stands(mine, claim, grounds, negated):
            continue
        positive = [mention for mention in mentions_of(mine, grounds, inside=True) if place_of(mention) not in negated]
        if not positive or closeness(mine, claim, [(head, line)]) > closeness(mine, claim, positive) + _MARGIN:
            return mine
    return None


def halved(claim: Reading, grounds: Grounds) -> str:
    """Return what is left of "không ngừng" or "không chỉ" without its "không", where the lines have it only with it."""
    for word in claim.words:
        if word.forms not in _OF_NO or claim.forms[word.first - 1 : word.first] in _NO:
            continue
        before = {
            line.forms[at - 1 : at] in _NO
            for line in grounds.lines
            for at in range(1, len(line.forms))
            if line.forms[at : at + 1] == word.forms
        }
        if before == {True} and not _without_no(word, claim):
            return " ".join(word.forms)
    return ""


def _behind_affirmed(
    denial: Denial, line: Reading, claim: Reading, grounds: Grounds, denied: Collection[int]
) -> Word | None:
    """Return a word of the sentence that the lines have only behind a negation, if not right behind it."""
    behind = denied_places([(one, home) for home in grounds.lines for one in denials(home)])
    if (said := _as_written(denial, claim, grounds, denied)) is not None:
        return said
    whole = line.forms[max(denial.at - 1, 0)] == _RATHER  # "là A chứ không phải B"
    for word in denial.scope[: _WHOLE if whole else _NEAREST]:
        if (
            not (word.content or word.size > 1)
            or word.name
            or any(place_of(mention) not in behind for mention in mentions_of(word, grounds, inside=True))
        ):
            continue
        for mine in claim.words:
            if (
                mine.forms == word.forms
                and mine.first not in denied
                and not _without_no(mine, claim)
                and not _stands(mine, claim, grounds, behind)
            ):
                return mine
    return None


def _as_written(denial: Denial, claim: Reading, grounds: Grounds, denied: Collection[int]) -> Word | None:
    """Return what a sentence affirms in the very words that stand behind each "không" of the lines: "nhận được"."""
    there = (_THERE_IS, *denial.scope[0].forms[:1]) if denial.behind == _THERE_IS and denial.scope else ()
    for word in claim.words:
        if there and claim.forms[word.first : word.first + len(there)] == there:
            given = [(line, at) for line in grounds.lines for at in _all(line, there)]
            if not _denied_before(claim, word.first) and all(_denied_before(line, at) for line, at in given):
                return word  # "đã có khoản này"
        # "được phép" stands before many a deed
        told = word.forms if word.content else claim.forms[word.first : word.last + 2]
        if word.first in denied or word.size < _NEAREST or word.forms[0] != denial.behind or _without_no(word, claim):
            continue
        if _denied_before(claim, word.first):
            continue
        if any(not _denied_before(line, at) for line in grounds.lines for at in _all(line, ("cho", word.forms[-1]))):
            continue  # "cho phép" is "được phép" of whoever may
        places = [(line, at) for line in grounds.lines for at in _all(line, told)]
        if places and all(_denied_before(line, at) for line, at in places):
            return word
    return None


def _all(reading: Reading, words: Words) -> list[int]:
    return [at for at in range(len(reading.forms)) if reading.forms[at : at + len(words)] == words]


def _denied_before(reading: Reading, place: int) -> bool:
    return not STARTS.isdisjoint(reading.forms[max(place - _NEAREST, 0) : place])


def _stands(word: Word, claim: Reading, grounds: Grounds, negated: Collection[tuple[int, int]]) -> bool:
    """Tell whether a line has a word with the same two behind it where nothing denies it: "nhiều thỏa thuận"."""
    words = claim.forms[word.first : word.last + 1 + _NEAREST]
    return len(words) == word.size + _NEAREST and any(
        (id(line), at) not in negated and not _denied_before(line, at)
        for line in grounds.lines
        for at in _all(line, words)
    )


def _named_for(word: Word, claim: Reading, denial: Denial) -> bool:
    """Tell whether "không nên rút" has become "người rút", which doesn't say that anybody should."""
    return denial.behind in _FORBIDDING and claim.forms[max(word.first - 1, 0)] in _SUPPOSED


def _without_no(word: Word, claim: Reading) -> bool:
    """Tell whether a word is denied without a "không"."""
    if not word.first:
        return False
    before = [other for other in claim.words if other.clause == word.clause and other.last < word.first]
    near = [form for other in before if word.first - other.last <= _REACH for form in other.forms]
    lacking = claim.forms[word.first - 1] in DENYING or not _LACKING.isdisjoint(near)
    return lacking or any(other.forms in _INSTEAD for other in before)


def _instead(denial: Denial, claim: Reading) -> bool:
    """Tell whether a sentence says "thay vì dừng" for "không dừng"."""
    head = denial.head
    return (
        head is not None
        and any(word.forms in _INSTEAD for word in claim.words)
        and any(word.means(head) and _without_no(word, claim) for word in claim.words)
    )
