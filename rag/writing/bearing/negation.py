"""A "không" that a sentence adds to what its lines say, or leaves out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rag.writing.bearing import allowing, stances
from rag.writing.bearing.denials import BREAKS, GOING_ON, NEGATIONS, REJECTING, STARTS, Denial, denials
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import Words, table
from rag.writing.bearing.mentions import Given, Mention, closeness, denied_places, mentions_of, place_of
from rag.writing.bearing.reading import Reading, Word

# Deny without a "không": "thiếu tôn trọng".
_DENYING = frozenset("thiếu mất bất vô kém ngừng dừng tránh khỏi chối hiếm ít".split())
_INSTEAD = table("thay vì")  # "thay vì dừng lại": didn't
_REFUSALS = table("từ chối, khước từ")
_NO, _OF_NO = {("không",), ("chẳng",)}, {("ngừng",), ("chỉ",), ("ít",), ("riêng",), ("những",)}  # "không ngừng"
_FORBIDDING, _SUPPOSED = frozenset({"nên", "được"}), frozenset({"người", "việc", "nếu", "ai"})
_HELD, _THERE_IS, _SUBJECT = table("tổ chức, được tổ chức, diễn ra, thi đấu"), "có", 4  # syllables
_BUT = ("ngoài",)
_PARTING = frozenset("nếu khi vì do bởi nhưng và hoặc hay mà thì nên còn trừ".split())
_NEAREST = 2  # words behind a negation that it surely denies
_RATHER, _WHOLE = "chứ", 4  # the same where all that follows is denied
_TOLD = 2  # words of weight that tell whom or what a clause is about
_MARGIN = 1  # by so many more of them must another mention fit


def unborne(claim: Reading, grounds: Grounds) -> str:
    """Return a negation that only the sentence has, or what only it affirms; "" where both agree."""
    said = denials(claim)
    given = [(denial, line) for line in grounds.lines for denial in denials(line)]
    free = [denial for denial, _ in given]
    shared: set[int] = set()
    unheld = _unheld(given)
    for denial in said:
        met = max(
            (other for other in free if _meet(denial, other) or _without(denial, unheld.get(other.at))),
            key=lambda other: _likeness(denial, other),
            default=None,
        )
        if met is not None:
            free.remove(met)  # two of the sentence need two of the lines
            shared.update(mine.first for mine in denial.scope if any(mine.means(other) for other in met.scope))
            shared.update(mine.first for mine in claim.words if _listed(mine, denial, claim))
            if _in_other_words(denial, met) or _bare(denial, met):
                continue
        elif not _refused(denial, grounds) and not _in_one_word(denial, grounds.words):
            return _written(claim, denial)
        elif not _doubled(denial, given):
            continue  # "không chịu trả" for "từ chối trả"
        if _BUT[0] not in claim.vocabulary and any(
            mine.means(other) for one, line in given for other in _excepted(one, line) for mine in denial.scope
        ):
            return _written(claim, denial)
        if (
            stances.otherwise(denial, met, claim, given)
            or _doubled(denial, given)
            or _moved(denial, claim, grounds, given)
        ):
            return _written(claim, denial)
    if nested := _halfway(free, given, claim):
        return nested
    heads = {denial.head.first for denial in said if denial.head}
    every = {word.first for denial in said for word in denial.scope}
    for denial, line in given:
        if (
            _in_one_word(denial, claim.words)
            or _instead(denial, claim)
            or _only(denial, line, claim)
            or any(_whole(denial, other) for other in said)
        ):
            continue
        # Where a negation has gone, one that is left denies only what stands right behind it.
        denied = heads | shared if denial in free and len(said) < len(given) else every
        word = _affirmed(denial, line, claim, grounds, denied)
        if word is None and denial in free:
            word = _affirmed_behind((denial, line), claim, grounds, given, denied)
        if word is not None:
            return " ".join(word.forms)
    return (
        allowing.unborne(claim, grounds)
        or stances.left_out(claim, grounds, given if not said else ())
        or _halved(claim, grounds)
    )


def _written(claim: Reading, denial: Denial) -> str:
    return " ".join([claim.forms[denial.at], *(" ".join(word.forms) for word in denial.scope[:2])])


# --- what two negations share


def _meet(left: Denial, right: Denial) -> bool:
    """Tell whether two negations deny the same."""
    if _in_other_words(left, right) or (not left.scope and left.behind in BREAKS) or _bare(left, right):
        return True
    if any(mine.means(other) for mine in left.scope[:2] for other in right.scope[:2]):
        return True
    mine, theirs = ({form for word in denial.scope if word.content for form in word.forms} for denial in (left, right))
    return len(mine & theirs) >= 2


def _unheld(given: Given) -> dict[int, Sequence[Word]]:
    """Return what stands right before each "không tổ chức" of the lines, by the place of the negation."""
    return {
        denial.at: [word for word in line.words if denial.at - _SUBJECT <= word.first < denial.at]
        for denial, line in given
        if denial.head is not None and denial.head.forms in _HELD
    }


def _without(said: Denial, subject: Sequence[Word] | None) -> bool:
    """Tell whether a sentence says that there is none of what a line says isn't held: "không có môn bơi"."""
    return said.behind == _THERE_IS and any(word.means(other) for word in said.scope[:2] for other in subject or ())


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
    return _in_other_words(left, right) and (rejecting or min(word.size for word in words) > _NEAREST)


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
    denials_of_denials = [word for other, _ in given for word in other.scope if word.forms[0] in _DENYING]
    if head.forms[0] in _DENYING and not denials_of_denials:
        return True
    return head.forms[0] not in STARTS and any(
        other.word is not None
        and bool(head.entry.meanings & other.word.entry.meanings)
        and not (other.head and head.means(other.head))
        for other, _ in given
    )


def _moved(denial: Denial, claim: Reading, grounds: Grounds, given: Given) -> bool:
    """Tell whether a negation has moved to another mention of what it denies."""
    head = denial.head
    if head is None or not head.content:
        return False
    negated = denied_places(given)
    mentions = mentions_of(head, grounds)
    own = [mention for mention in mentions if place_of(mention) in negated]
    others = [mention for mention in mentions if place_of(mention) not in negated]
    if own and others and _elsewhere(denial, claim, own, others):
        return True
    return bool(own and others) and closeness(head, claim, others) > closeness(head, claim, own) + _MARGIN


def _elsewhere(denial: Denial, claim: Reading, own: Sequence[Mention], others: Sequence[Mention]) -> bool:
    """Tell whether the clause of a negation tells of what only a line that affirms it tells of."""
    clause = next(word.clause for word in claim.words if word.last >= denial.at)
    denied = {word.first for word in denial.scope}
    told = [
        word
        for word in claim.words
        if word.clause == clause and word.content and word.first not in denied and word.forms not in NEGATIONS
    ]
    here, there = (
        {word.first for word in told for _, line in some if word.entry.meanings & line.meanings or line.has(word.forms)}
        for some in (own, others)
    )
    return here < there and len(there - here) >= _TOLD


# --- a negation that the sentence leaves out


def _halfway(free: Sequence[Denial], given: Given, claim: Reading) -> str:
    """Return what one "không" of a line denies and another one denies again, where a sentence has only the inner one.

    "Không có cơ sở để nói công ty không trả" is not "công ty không trả".
    """
    for denial, line in given:
        outer = next((one for one, home in given if home is line and one.at < denial.at and one in free), None)
        if denial in free or outer is None or _in_one_word(outer, claim.words):
            continue
        between = line.syllables[outer.at + 1 : denial.at + 1]
        if not any(one.marks or one.form in _PARTING for one in between):
            return line.written(outer.at, denial.at)
    return ""


def _affirmed(denial: Denial, line: Reading, claim: Reading, grounds: Grounds, denied: Collection[int]) -> Word | None:
    """Return the word that the sentence affirms where a line denies it."""
    head = denial.head
    if head is None:
        return None
    negated = {(id(other), one.head.first) for other in grounds.lines for one in denials(other) if one.head}
    for mine in claim.words:
        if mine.forms != head.forms and not (mine.content and head.content and mine.means(head)):
            continue
        if mine.first in denied or _in_effect(mine, claim) or _named_for(mine, claim, denial):
            continue
        if _stands(mine, claim, grounds, negated):
            continue
        positive = [mention for mention in mentions_of(mine, grounds, inside=True) if place_of(mention) not in negated]
        if not positive or closeness(mine, claim, [(head, line)]) > closeness(mine, claim, positive) + _MARGIN:
            return mine
    return None


def _halved(claim: Reading, grounds: Grounds) -> str:
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
        if before == {True}:
            return " ".join(word.forms)
    return ""


def _affirmed_behind(
    negation: tuple[Denial, Reading], claim: Reading, grounds: Grounds, given: Given, denied: Collection[int]
) -> Word | None:
    """Return a word of the sentence that the lines have only behind a negation, if not right behind it."""
    denial, line = negation
    behind = denied_places(given)
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
                and not _in_effect(mine, claim)
                and not _stands(mine, claim, grounds, behind)
            ):
                return mine
    return None


def _as_written(denial: Denial, claim: Reading, grounds: Grounds, denied: Collection[int]) -> Word | None:
    """Return what a sentence affirms in the very words that stand behind each "không" of the lines: "nhận được"."""
    for word in claim.words:
        if word.first in denied or word.size < _NEAREST or word.forms[0] != denial.behind:
            continue
        if _denied_before(claim, word.first):
            continue
        places = [(line, at) for line in grounds.lines for at in _all(line, word.forms)]
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


def _in_effect(word: Word, claim: Reading) -> bool:
    """Tell whether a word is denied without a "không"."""
    if not word.first:
        return False
    before = [other.forms for other in claim.words if other.clause == word.clause and other.last < word.first]
    return claim.forms[word.first - 1] in _DENYING or not _INSTEAD.isdisjoint(before)


def _instead(denial: Denial, claim: Reading) -> bool:
    """Tell whether a sentence says "thay vì dừng" for "không dừng"."""
    head = denial.head
    return (
        head is not None
        and any(word.forms in _INSTEAD for word in claim.words)
        and any(word.means(head) and _in_effect(word, claim) for word in claim.words)
    )


def _only(denial: Denial, line: Reading, claim: Reading) -> bool:
    """Tell whether a sentence says "chỉ có mũ" for "không có gì ngoài mũ"."""
    return bool(_excepted(denial, line)) and ("chỉ",) in (word.forms for word in claim.words)


def _excepted(denial: Denial, line: Reading) -> list[Word]:
    """Return what a line takes out of what it denies: "mũ" of "không có gì ngoài mũ"."""
    clause = next((word.clause for word in line.words if word.first <= denial.at <= word.last), -1)
    behind = [word for word in line.words if word.clause == clause and word.first > denial.at]
    at = next((place for place, word in enumerate(behind) if word.forms == _BUT), len(behind))
    return [word for word in behind[at + 1 :] if word.content]
