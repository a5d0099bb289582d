"""From where to where: "từ A sang B" is not "từ B sang A"."""

from __future__ import annotations

from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import table
from rag.writing.bearing.reading import Reading, Word, overlap, remembered

_FROM, _TO = ("từ",), table("sang, đến, tới, đi, lên, xuống, thành, về, ra, vào")
_SPAN = 14  # words from "từ" to "sang", and from there on


def reversed_way(claim: Reading, grounds: Grounds) -> str:
    """Return from where a sentence goes that the lines go to: "từ A sang B" for "từ B sang A"; "" for no such place."""
    given = [way for line in grounds.lines for way in _ways(line)]
    for start, end in _ways(claim):
        back = any(overlap(start, there) and overlap(end, here) and not overlap(start, here) for here, there in given)
        if back and not any(overlap(start, here) and overlap(end, there) for here, there in given):
            return " ".join(form for word in start for form in word.forms)
    return ""


@remembered
def _ways(reading: Reading) -> tuple[tuple[tuple[Word, ...], tuple[Word, ...]], ...]:
    """Return what stands behind each "từ" and behind the "sang" or "đến" that follows."""
    found = []
    for at, word in enumerate(reading.words):
        span = reading.words[at + 1 : at + 1 + _SPAN]
        turn = next((place for place, other in enumerate(span) if place and other.forms in _TO), None)
        if word.forms == _FROM and turn is not None:
            ahead = reading.words[at + turn + 2 : at + turn + 2 + _SPAN]
            stop = next((place for place, other in enumerate(ahead) if other.forms == _FROM), len(ahead))
            left, right = ([one for one in some if one.content or one.name] for some in (span[:turn], ahead[:stop]))
            # What both have, "phân xưởng", tells neither from the other.
            found.append(
                (
                    tuple(one for one in left if not overlap((one,), right)),
                    tuple(one for one in right if not overlap((one,), left)),
                )
            )
    return tuple(found)
