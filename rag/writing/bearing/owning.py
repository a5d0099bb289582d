"""A number told of what the clause beside its own begins with: "thợ hàn được 5%, thợ may được 3%" as "thợ hàn 3%".

Unlike `trading`, it needs no more than the number: whom a clause tells of stands before its verb.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rag.writing.bearing.clauses import split
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import table
from rag.writing.bearing.quantities import Kind, Quantity
from rag.writing.bearing.reading import Reading, Word, among

_KINDS = frozenset({Kind.AMOUNT, Kind.LABEL, Kind.HOUR})
_VERBS = frozenset("được bị sẽ đã đang phải là có chỉ chưa không nhận đạt gồm chiếm thuộc cần mất".split())
_THEN = ("thì",)  # begins a clause that goes on with what the one before tells of
_NAMED_BY = 2  # words that tell of whom without a number behind them
_REST = table("còn lại, phần còn lại, số còn lại")

_Clause = Sequence[Word]


def misplaced(claim: Reading, grounds: Grounds) -> str:
    """Return a number whose clause tells of something else than the sentence, which a clause beside it tells of.

    Of a sentence that has both clauses, two of its numbers must be misplaced.
    """
    alone, among = ([*_found(claim, grounds, whole)] for whole in (True, False))
    found = alone or (among if len(among) > 1 else [])
    return claim.text[found[0].start : found[0].end] if found else ""


def _found(claim: Reading, grounds: Grounds, whole: bool) -> Iterator[Quantity]:
    for mine in split(claim):
        for said in _numbers(claim, mine):
            homes = [
                (line, at)
                for line in grounds.lines
                for at, clause in enumerate(split(line))
                if any(_same(said, one) for one in _numbers(line, clause))
            ]
            if len(homes) == 1 and _elsewhere(claim, mine, said, *homes[0], scope=claim.words if whole else mine):
                yield said


def _elsewhere(claim: Reading, mine: _Clause, said: Quantity, line: Reading, at: int, *, scope: _Clause) -> bool:
    clauses = split(line)
    own = clauses[at]
    if own[0].forms == _THEN:
        return False
    given = next(one for one in _numbers(line, own) if _same(said, one))
    whom, theirs = _whom(claim, mine, said), _whom(line, own, given)
    if not whom or not theirs or any(among(word, claim, own, line) for word in whom):
        return False
    if any(among(word, line, scope, claim) for word in theirs):
        return False
    told = Counter(one.value for one in _numbers(claim, scope))
    for beside in (at - 1, at + 1):
        clause = clauses[beside] if 0 <= beside < len(clauses) else ()
        count = Counter(one.value for one in _numbers(line, clause))
        numbers = [one for one in _numbers(line, clause) if count[one.value] > told[one.value]]
        rest = any(word.forms in _REST for word in clause)
        lead = _whom(line, clause, numbers[0]) if numbers else clause if rest else ()
        if lead and all(among(word, claim, lead, line) for word in whom):
            return True
    return False


def _whom(reading: Reading, clause: _Clause, number: Quantity) -> list[Word]:
    """Return the words before a clause's verb, or where its number stands first, the names behind it."""
    before: list[Word] = []
    names = [word for word in clause if word.name]
    for word in clause:
        if reading.syllables[word.first].start >= number.start or (word.forms and word.forms[0] in _VERBS and before):
            break
        if not word.forms and len(before) < _NAMED_BY:
            return []  # "Vùng 2 …"
        if not word.forms:
            break
        if word.content or word.name:
            before.append(word)
    if number.kind is Kind.LABEL and before and before[-1].forms == (number.value[0],):
        before.pop()  # "giải" of "giải nhì"
    return [word for word in before if word.name] or before or names


def _numbers(reading: Reading, clause: _Clause) -> Iterator[Quantity]:
    starts = {reading.syllables[word.first].start for word in clause if not word.forms}
    return (one for one in reading.quantities if one.start in starts and one.kind in _KINDS)


def _same(said: Quantity, given: Quantity) -> bool:
    return (said.kind, said.value) == (given.kind, given.value)
