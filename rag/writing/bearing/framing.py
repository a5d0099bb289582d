"""Words that only frame what a sentence tells: a heading, or "nạn nhân" for whom something befell in the lines."""

from __future__ import annotations

import re

from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import Words, table
from rag.writing.bearing.people import Person, people
from rag.writing.bearing.reading import Reading

_ABOUT, _IS, _HEAD = ("về",), ("là",), 4  # words
# Only those that say nothing of how what follows is meant: "Nguyên nhân: …" and "Cam kết: …" would.
_HEADINGS = table(
    """
    thời gian, địa điểm, hạn chế, tồn tại, khó khăn, trình độ, học vấn, quy mô, thành phần, nội dung, đối tượng
    kinh phí, tình hình, diễn biến, quyền lợi, chế độ, nhân sự, quá trình công tác, chức vụ, tiểu sử, bối cảnh, lưu ý
    hình thức, số lượng, đơn vị tổ chức
    """
)
_WRITTEN = table("tác giả, người viết, phóng viên, bài viết, bài, bài báo, viết, thực hiện")
_BYLINE = re.compile(
    r"\s*(?:(?:tin|bài|ảnh)(?: và |, | & |: ?))*(?P<name>(?:[^\W\d_]+\s+){1,4}[^\W\d_]+)\.?\s*", re.IGNORECASE
)
_PHOTOGRAPHED = table("ảnh, bức ảnh, hình ảnh, bài, bài viết, chụp, chụp ảnh, người chụp, tác giả, phóng viên")
_PHOTO = re.compile(r"\([Ảả]nh: ")
# What is called so where the lines only tell what happened to him.
_VICTIM = ("nạn", "nhân")
_HURT = table("tử vong, thiệt mạng, bị thương, tai nạn, bị nạn, gặp nạn, mắc kẹt, vùi lấp, cấp cứu, chết, mất mạng")


def framing(claim: Reading, grounds: Grounds) -> frozenset[int]:
    """Return the syllables with which such words begin; they need not be borne."""
    return _heading(claim) | _victims(claim, grounds) | _credit(claim, grounds)


def _heading(claim: Reading) -> frozenset[int]:
    """Return the syllables of a heading that a sentence puts before what it tells: "Địa điểm: …", "Về trình độ, …"."""
    about = claim.forms[:1] == _ABOUT
    end = next((at for at, word in enumerate(claim.words) if at and claim.syllables[word.first].marks), 0)
    marks = claim.syllables[claim.words[end].first].marks if end else ""
    is_at = next((at for at, word in enumerate(claim.words[:_HEAD]) if word.forms == _IS), 0)
    if is_at and claim.words[0].forms in _HEADINGS:  # "Địa điểm tổ chức là …"
        return frozenset({claim.words[0].first})
    if ":" not in marks and not (about and "," in marks):
        return frozenset()
    return frozenset(word.first for word in claim.words[about:end] if word.forms in _HEADINGS)


def _credit(claim: Reading, grounds: Grounds) -> frozenset[int]:
    """Return where a sentence says who wrote or photographed, as a line does that is a name and nothing else."""
    lines = grounds.written().split("\n")
    bylines = [match["name"] for line in lines if (match := _BYLINE.fullmatch(line))]
    words = _WRITTEN if any(map(str.istitle, bylines)) else frozenset()
    words |= _PHOTOGRAPHED if any(map(_PHOTO.search, lines)) else frozenset()
    return frozenset(word.first for word in claim.words if word.forms in words)


def _victims(claim: Reading, grounds: Grounds) -> frozenset[int]:
    """Return where a sentence calls somebody "nạn nhân" whom no line names nearer to what happened than others."""
    places = [word.first for word in claim.words if word.forms == _VICTIM]
    hurt = [
        (line, at)
        for line in grounds.lines
        for at in range(len(line.forms))
        if any(_at(line, at, one) for one in _HURT)
    ]
    nearest = [one for line, at in hurt for one in _nearest(line, at)]
    fits = all(any(one.called(said.name) for one in nearest) for said in people(claim)[:1])
    return frozenset(places if hurt and fits else ())


def _at(line: Reading, place: int, words: Words) -> bool:
    return line.forms[place : place + len(words)] == words


def _nearest(line: Reading, place: int) -> list[Person]:
    return sorted(people(line), key=lambda one: min(abs(one.first - place), abs(one.last - place)))[:1]
