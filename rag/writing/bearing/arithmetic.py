"""Numbers that no line has, but that follow from those of the lines by exact arithmetic.

The sentence must say what it reckons: a sum names its parts or is called a total, a difference has a word such as
"tăng" or "còn lại" before it, a product says how many there are. Without that a wrong number could be right by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rag.writing.bearing.changes import changes, earlier
from rag.writing.bearing.quantities import Quantity
from rag.writing.bearing.reading import Reading
from rag.writing.bearing.rounding import tells
from rag.writing.bearing.shares import lost, quotients
from rag.writing.bearing.sums import products, sums
from rag.writing.bearing.terms import each_before, totalled

_WAYS = (sums, changes, products, quotients, earlier)


def follows(said: Quantity, claim: Reading, lines: Sequence[Reading]) -> bool:
    """Tell whether an amount of a sentence is what the lines' numbers come to in the way that the sentence says.

    Args:
        said: An amount of the sentence.
        claim: The sentence.
        lines: The cited lines.
    """
    if not said.unit:
        return False
    number = Fraction(said.value[0])
    return any(
        tells(number, said.bound, value, bound) for way in _WAYS for value, bound in way(said, said.unit, claim, lines)
    )


def keeps(said: Quantity, claim: Reading, given: Quantity, line: Reading) -> bool:
    """Tell whether an equal amount of a line may be taken as it is: not what is left for what is lost, or one for all.

    "Giảm 20%" is not "chỉ bằng 20%", and "tổng cộng 10 triệu đồng" not "mỗi người 10 triệu đồng".
    """
    if given.unit and lost(said, claim, given.unit):
        return False
    of_all = totalled(said, claim) and not each_before(claim, said.start)
    return not (of_all and each_before(line, given.start))
