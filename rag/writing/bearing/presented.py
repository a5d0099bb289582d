"""What a sentence takes word by word from elsewhere in an article, to say of whom its lines speak.

That is the office of somebody, "bà Mai, Bí thư Đảng ủy xã Phú Lâm", and the source of what is told when it is named
just above: "Theo khảo sát của …".
"""

from __future__ import annotations

from collections.abc import Iterator

from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import forms
from rag.writing.bearing.offices import holdings
from rag.writing.bearing.reading import Reading

_FAR = 16  # syllables of somebody with an office
_SOURCE = forms("theo")


def presented(claim: Reading, grounds: Grounds) -> frozenset[int]:
    """Return the syllables of a sentence that present somebody, or a source, as the article does."""
    return frozenset(place for places in _presented(claim, grounds) for place in places)


def _presented(claim: Reading, grounds: Grounds) -> Iterator[range]:
    for person, office in holdings(claim):
        start, end = min(person.first, office.first), max(person.last, office.last)
        if len(person.name) < 2 or end - start >= _FAR or not grounds.somewhere(claim.forms[start : end + 1]):
            continue
        while end + 1 < len(claim.forms) and grounds.somewhere(claim.forms[start : end + 2]):
            end += 1
        yield range(start, end + 1)
    lead = next((at for at, one in enumerate(claim.syllables) if at and one.marks), 0)
    if claim.forms[:1] == _SOURCE and not grounds.has(_SOURCE):
        phrase = claim.forms[:lead]
        if len(phrase) > 1 and any(reading.has(phrase) for reading in grounds.around):
            yield range(lead)
