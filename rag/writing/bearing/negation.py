"""A "không" that a sentence adds to what its lines say; `affirming` tells one that it leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rag.writing.bearing import affirming, allowing, effects, stances
from rag.writing.bearing.denials import BREAKS, GOING_ON, REJECTING, STARTS, Denial, denials
from rag.writing.bearing.doers import doers
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import table
from rag.writing.bearing.mentions import Given
from rag.writing.bearing.reading import Reading, Word

_REFUSALS = table("từ chối, khước từ")
_TURNS = frozenset({"chứ", "dù", "tuy"})
_NEAR = 14  # syllables from a negation to something else of its clause
_CLOSE = 6  # from "đã" to what is done: "đã có 30 người đổi ý"
_LONG = 3  # syllables of a word that says all by itself what is denied: "không mất phí"
_THERE_IS = "có"  # "không có hội thảo nào" is not told by "hội thảo không thu phí"


def unborne(claim: Reading, grounds: Grounds) -> str:
    """Return a negation that only the sentence has, or what only it affirms; "" where both agree."""
    said = denials(claim)
    given = [(denial, line) for line in grounds.lines for denial in denials(line)]
    free = [denial for denial, _ in given]
    shared: set[int] = set()
    telling = [one for one in said if one.scope or len(said) == 1]  # "thì chưa, vì …": what follows tells what
    for denial in sorted(telling, key=lambda one: not any(_likeness(one, other)[0] for other in free)):
        met = max(
            (other for other in free if _meet(denial, other)), key=lambda other: _likeness(denial, other), default=None
        )
        if met is not None:
            free.remove(met)  # two of the sentence need two of the lines
            shared.update(mine.first for mine in denial.scope if any(mine.means(other) for other in met.scope))
            shared.update(mine.first for mine in claim.words if _listed(mine, denial, claim))
            if _in_other_words(denial, met) or _bare(denial, met):
                continue
        elif not _refused(denial, grounds) and not _in_one_word(denial, grounds.words):
            if (other := _of_its_clause(denial, free, given)) is not None:
                free.remove(other)
                continue
            if effects.in_effect(denial, claim, grounds):
                continue
            return _written(claim, denial)
        elif not _doubled(denial, given):
            continue  # "không chịu trả" for "từ chối trả"
        elsewhere = _moved(denial, given) or (met is not None and _of_another(denial, met, grounds))
        if elsewhere or stances.otherwise(denial, met, claim, given) or _doubled(denial, given):
            return _written(claim, denial)
    unsaid = [one for one in free if not _in_one_word(one, claim.words)]
    if nested := stances.halfway(unsaid, given):
        return nested
    heads = {denial.head.first for denial in said if denial.head}
    every = {word.first for denial in said for word in denial.scope}
    for denial, line in given:
        # "Bị hủy" is no "không tổ chức bù" where the line has both.
        own = [word for word in claim.words if word.forms and not line.has(word.forms)]
        if _in_one_word(denial, own) or any(_whole(denial, other) for other in said):
            continue
        # Where a negation has gone, one that is left denies only what stands right behind it.
        gone = denial in free
        denied = heads | shared if gone and len(said) < len(given) else every
        if (word := affirming.affirmed((denial, line), claim, grounds, denied, gone=gone)) is not None:
            return " ".join(word.forms)
    return allowing.unborne(claim, grounds) or affirming.halved(claim, grounds)


def _written(claim: Reading, denial: Denial) -> str:
    return " ".join([claim.forms[denial.at], *(" ".join(word.forms) for word in denial.scope[:2])])


# --- what two negations share


def _meet(left: Denial, right: Denial) -> bool:
    """Tell whether two negations deny the same."""
    if _in_other_words(left, right) or (not left.scope and left.behind in BREAKS) or _bare(left, right):
        return True
    if any(mine.means(other) or _begins(mine, other) for mine in left.scope[:2] for other in right.scope[:2]):
        return True
    mine, theirs = ({form for word in denial.scope if word.content for form in word.forms} for denial in (left, right))
    return len(mine & theirs) >= 2


def _begins(left: Word, right: Word) -> bool:
    """Tell whether one word is part of the other: "tăng" of "tăng lương", "chức vụ" of "giữ chức vụ"."""
    short, long = sorted((left.forms, right.forms), key=len)
    if not (left.content and right.content and short):
        return False
    return long[: len(short)] == short or (len(short) > 1 and long[-len(short) :] == short)


def _of_its_clause(denial: Denial, free: Sequence[Denial], given: Given) -> Denial | None:
    """Return a negation of the lines that denies, in the same clause, something of what a sentence denies.

    "Không nên áp dụng cách này" of "áp dụng cách này là không phù hợp".
    """
    head = next((word for word in denial.scope if word.content), None)
    for other, line in given:
        if head is None or other not in free or denial.behind == _THERE_IS:
            continue
        part = next(word.part for word in line.words if word.last >= other.at)
        beside = [word for word in line.words if word.part == part and abs(word.first - other.at) <= _NEAR]
        for word in beside:
            between = line.forms[min(word.first, other.at) : max(word.first, other.at)]
            if (word.means(head) or _begins(word, head)) and _TURNS.isdisjoint(between):
                return other
    return None


def _listed(word: Word, denial: Denial, claim: Reading) -> bool:
    """Tell whether a sentence denies a word behind "hay" with what stands before it: "không A hay B"."""
    return any(
        denial.at < other.first < word.first and other.forms in GOING_ON and other.part == word.part
        for other in claim.words
    )


def _bare(said: Denial, given: Denial) -> bool:
    """Tell whether nothing tells what a line denies: "những người chưa nhận."."""
    return not given.scope and (not said.scope or said.behind == given.behind)


def _in_other_words(left: Denial, right: Denial) -> bool:
    """Tell whether both stand in words that mean the same: "không đồng ý" and "không chấp nhận"."""
    return (
        left.word is not None and right.word is not None and bool(left.word.entry.meanings & right.word.entry.meanings)
    )


def _whole(left: Denial, right: Denial) -> bool:
    """Tell whether both stand in longer words that mean the same: "không mất phí" and "không phải nộp phí"."""
    words = [one.word for one in (left, right) if one.word]
    rejecting = any(word.forms in REJECTING for word in words)
    return _in_other_words(left, right) and (rejecting or min(word.size for word in words) >= _LONG)


def _likeness(left: Denial, right: Denial) -> tuple[bool, int]:
    first = left.head is not None and right.head is not None and left.head.means(right.head)
    return first, sum(any(mine.means(other) for other in right.scope) for mine in left.scope)


def _in_one_word(denial: Denial, words: Sequence[Word]) -> bool:
    """Tell whether words have in one what a negation says: "từ chối" for "không nhận lời"."""
    return denial.word is not None and any(
        denial.word.entry.meanings & word.entry.meanings and word.forms[0] not in STARTS for word in words if word.forms
    )


def _refused(denial: Denial, grounds: Grounds) -> bool:
    """Tell whether the lines have "từ chối nhận" for "không nhận"."""
    return bool(denial.behind) and any(grounds.has((*refusal, denial.behind)) for refusal in _REFUSALS)


# --- a negation that the lines don't have


def _doubled(denial: Denial, given: Given) -> bool:
    """Tell whether the sentence denies what in the lines is a denial itself: "không từ chối", "không thiếu"."""
    head = denial.head
    if head is None:
        return False
    denials_of_denials = [word for other, _ in given for word in other.scope if word.forms[0] in affirming.DENYING]
    if head.forms[0] in affirming.DENYING and not denials_of_denials:
        return True
    return head.forms[0] not in STARTS and any(
        other.word is not None
        and bool(head.entry.meanings & other.word.entry.meanings)
        and not (other.head and head.means(other.head))
        for other, _ in given
    )


def _of_another(denial: Denial, met: Denial, grounds: Grounds) -> bool:
    """Tell whether the lines affirm what a sentence denies first, and deny only what follows it.

    "Chưa ai đổi ý rút đơn" of "nhiều người đã đổi ý, không rút đơn".
    """
    told = [word for word in denial.scope if word.content and word.forms not in doers()][:1]
    if not told or any(one.means(told[0]) or _begins(one, told[0]) for one in met.scope) or not _done(told[0], grounds):
        return False
    return met.head is not None and any(met.head.means(word) for word in denial.scope[1:])


def _done(word: Word, grounds: Grounds) -> bool:
    """Tell whether a line has "đã" before a word, and no negation between."""
    before = (
        line.forms[max(other.first - _CLOSE, 0) : other.first]
        for line in grounds.lines
        for other in line.words
        if word.means(other)
    )
    return any("đã" in forms and STARTS.isdisjoint(forms) for forms in before)


def _moved(denial: Denial, given: Given) -> bool:
    """Tell whether a line affirms what a sentence denies, and denies the same of something else.

    "Không miễn phí chuyển tiền" of "miễn phí chuyển tiền nhưng không miễn phí thường niên".
    """
    told = [word for word in denial.scope if word.content][:2]
    if len(told) < 2:
        return False
    found = {
        any(one.clause == word.clause and not STARTS.isdisjoint(one.forms) for one in line.words[:at])
        for line in {id(line): line for _, line in given}.values()
        for at, (word, behind) in enumerate(pairwise(line.words))
        if word.means(told[0]) and behind.means(told[1])
    }
    return found == {False}
