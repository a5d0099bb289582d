"""What is allowed or there, where the lines say that it isn't: "thì được", "có tên"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.reading import Reading

_AT_THE_END = re.compile(r"(?:là|thì|cũng) (?P<no>(?:không|chưa|chẳng) )?được(?=\s*(?:[.,;!?…”\"]|$))")
_MUST = re.compile(r"\b(?P<no>(?:không|chưa|chẳng|khỏi)(?: hề| còn)? )?phải\b(?! (?:chăng|là|do|vì|lúc|khi|ai))")
_HAS = re.compile(r"(?:(?P<no>không|chưa|chẳng)(?: hề| còn)? )?\bcó (?P<what>tên|mặt|ai|gì|trong|ở)\b")


def unborne(claim: Reading, grounds: Grounds) -> str:
    """Return "được" where the sentence ends a clause with it and the lines only with "không được", or the other way."""
    said, given = _permissions([claim]), _permissions(grounds.lines)
    if said and given and said.isdisjoint(given):
        return "được"
    if _obliged([claim]) == {True} and _obliged(grounds.lines) == {False}:
        return "phải"
    lines = [found for line in grounds.lines for found in _HAS.finditer(line.text.lower())]
    for found in _HAS.finditer(claim.text.lower()):
        denied = [bool(one["no"]) for one in lines if one["what"] == found["what"]]
        if denied and all(denied) and not found["no"]:
            return found.group()
    return ""


def _obliged(readings: Iterable[Reading]) -> set[bool]:
    """Return whether somebody must, of all that must be done or needn't be."""
    return {not found["no"] for reading in readings for found in _MUST.finditer(reading.text.lower())}


def _permissions(readings: Iterable[Reading]) -> set[bool]:
    """Return whether what is "được" at the end of a clause is denied, of all such clauses."""
    return {bool(found["no"]) for reading in readings for found in _AT_THE_END.finditer(reading.text.lower())}
