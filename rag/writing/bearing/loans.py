"""Who lends and who borrows: "A cho B vay" is not "B cho A vay", nor "A vay của B"."""

from __future__ import annotations

from collections.abc import Sequence

from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import table
from rag.writing.bearing.reading import Reading, Word, overlap, remembered

_LENT, _LETTING = frozenset({"vay", "mượn", "thuê"}), "cho"
_BY, _OF = table("được, bị"), table("của, từ, tại, ở")

_Loan = tuple[Sequence[Word], Sequence[Word]]  # who lends, who borrows; none where the text doesn't say


def exchanged(claim: Reading, grounds: Grounds) -> str:
    """Return who is said to lend and in the lines borrows, or the other way round; "" where nobody is."""
    given = [loan for line in grounds.lines for loan in _loans(line)]
    for mine in _loans(claim):
        for side in (0, 1):
            said = mine[side]
            own = any(not loan[side] or overlap(said, loan[side]) for loan in given)
            if said and given and not own and any(overlap(said, loan[1 - side]) for loan in given):
                return " ".join(form for word in said for form in word.forms)
    return ""


@remembered
def _loans(reading: Reading) -> tuple[_Loan, ...]:
    """Return who lends to whom: "A cho B vay", "B được A cho vay", "B vay của A"."""
    found = []
    for at, word in enumerate(reading.words):
        if not word.forms or word.forms[-1] not in _LENT:
            continue
        before = [one for one in reading.words[:at] if one.clause == word.clause]
        behind = [one for one in reading.words[at + 1 :] if one.clause == word.clause]
        by = next((place for place, one in enumerate(before) if one.forms in _BY), None)
        letting = next((place for place, one in enumerate(before) if one.forms[-1:] == (_LETTING,)), None)
        source = next((place for place, one in enumerate(behind) if one.forms in _OF), None)
        if by is not None:
            lender, borrower = before[by + 1 : letting], before[:by]
        elif letting is not None:
            lender, borrower = before[:letting], before[letting + 1 :]
        elif word.forms[0] == _LETTING:
            lender, borrower = before, behind
        else:
            lender, borrower = behind[source + 1 :] if source is not None else [], before
        found.append((_somebody(lender), _somebody(borrower)))
    return tuple(found)


def _somebody(words: Sequence[Word]) -> Sequence[Word]:
    return [word for word in words if word.content or word.name]
