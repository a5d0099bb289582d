"""What somebody works as: "chị Mai, công nhân" is not "chị Mai, cán bộ công đoàn"."""

from __future__ import annotations

from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import Words, table
from rag.writing.bearing.people import people
from rag.writing.bearing.reading import Reading, remembered

_JOBS = table(
    """
    công nhân, nữ công nhân, nhân viên, cán bộ, giáo viên, công chức, viên chức, nông dân, sinh viên, học sinh, tài xế
    lái xe, bảo vệ, lễ tân, thợ, đầu bếp, chủ nhà trọ, tiểu thương, phụ bếp, kế toán, kỹ sư, bác sĩ, luật sư
    """
)
_HANDS = table("công nhân, nhân viên, thợ")  # one and the same may be called any of these
_LINKS = frozenset({"là", "hiện", "đang", "một", "làm", "tuổi", "nữ", ""})  # "(41 tuổi)", "hiện là"
_REACH = 5  # syllables from a name to what its owner works as


def unborne(claim: Reading, grounds: Grounds) -> str:
    """Return what somebody works as where the lines, or else the articles, know only another work; "" where none."""
    lines = grounds.lines
    whole = [reading for article in grounds.articles for reading in article.whole]
    for name, job, first, last in _held(claim):
        for readings in (lines, whole):
            own = [
                other
                for reading in readings
                for called, other, _, _ in _held(reading)
                if called[-len(name) :] == name or name[-len(called) :] == called
            ]
            if own and job not in own and not (job in _HANDS and _HANDS.intersection(own)):
                return claim.written(first, last)
            if own:
                break
    return ""


@remembered
def _held(reading: Reading) -> tuple[tuple[Words, Words, int, int], ...]:
    """Return who works as what, with the place of the work."""
    found = []
    for person in people(reading):
        at, end = person.last + 1, min(person.last + _REACH, len(reading.forms))
        behind = reading.syllables[at : at + 1]
        if not behind or not (behind[0].marks or behind[0].form in _LINKS):
            continue  # "bà Mai, công nhân", "bà Mai là công nhân", but not "bà Mai công nhân"
        while at < end and reading.forms[at] in _LINKS:
            at += 1
        job = next((words for size in (3, 2, 1) if (words := reading.forms[at : at + size]) in _JOBS), ())
        if job:
            found.append((person.name, job[-2:], at, at + len(job) - 1))
    return tuple(found)
