"""How near to a number another one must be to be told for it with "hơn", "gần" or "khoảng"."""

from __future__ import annotations

from fractions import Fraction

from rag.writing.bearing.bounds import Bound, allows

_FREE = (Bound.NONE, Bound.EXACT)
_FARTHEST = Fraction(1, 10)  # of the number said, whatever it is rounded to
_SMALL = 10  # below it half of one: "hơn một năm" of 14 months


def tells(said: Fraction, how: Bound, value: Fraction, given: Bound, step: Fraction | None = None) -> bool:
    """Tell whether a number said with one bound is what a value with another comes to.

    The same number with an allowed bound, or the value rounded in the direction of the bound, by less than one of the
    last figure that is said: 8,640 is "hơn 8.600", "gần 8.700", "khoảng 8.600", and neither "8.600" nor "gần 8.600".

    Args:
        said: The number of the sentence.
        how: What stands before it.
        value: The number that the lines give, or that follows from theirs.
        given: What stands before that.
        step: How far it may be at most, by default less than one of the last figure.
    """
    if said == value:
        return allows(given, how)
    if given not in (*_FREE, Bound.ABOUT, how) or not said:
        return False
    step = step or (_step(said) / 2 if abs(said) < _SMALL else min(_step(said), abs(said) * _FARTHEST))
    match how:
        case Bound.MORE:
            return 0 < value - said <= step and not _next(value, said)
        case Bound.NEARLY | Bound.LESS:
            return 0 < said - value <= step and not _next(value, said)
        case Bound.ABOUT:
            return 2 * abs(value - said) <= step
        case _:
            return False


def _next(left: Fraction, right: Fraction) -> bool:
    """Tell whether two numbers follow each other, and none is the other rounded: 15 and 16."""
    return abs(left - right) == 1 == left.denominator


def _step(number: Fraction) -> Fraction:
    """Return one of the last figure of a number that isn't 0: 100 of 8,600, 0.1 of 4.5."""
    if number.denominator == 2:  # "4 tiếng rưỡi"
        return Fraction(1, 2)
    step = Fraction(1)
    while (number / step).denominator > 1 and step > Fraction(1, 1000):
        step /= 10
    while not (number / (step * 10)).denominator > 1:
        step *= 10
    return step
