"""Newspapers and broadcasters that a sentence names as its source, and its lines don't.

Their names are made of common words, "Người Lao Động", so that a line may have all of these and yet not the name.
"""

from __future__ import annotations

from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import lexicon, table
from rag.writing.bearing.people import runs
from rag.writing.bearing.reading import Reading

_MEDIA = table("báo, tờ, tờ báo, báo điện tử, tạp chí, trang, trang tin, trang web, kênh, hãng tin, đài")
_OPENING = table("báo, tờ, tờ báo, báo điện tử, tạp chí")
_ASKING = table("theo, trả lời, trao đổi với, nói với, phỏng vấn của, chia sẻ với, phát biểu với")
_PAPERS = table(
    """
    Người Lao Động, Lao Động, Lao Động Thủ Đô, Thanh Niên, Tuổi Trẻ, Tuổi Trẻ Thủ Đô, Dân Trí, Nhân Dân, Tiền Phong
    Dân Việt, Công An Nhân Dân, Phụ Nữ, Phụ Nữ Việt Nam, Pháp Luật, Sài Gòn Giải Phóng, Quân Đội Nhân Dân, Đại Đoàn Kết
    """
)
_WHERE = table(
    "tỉnh, thành phố, huyện, quận, thị xã, xã, phường, ở, tại, về, đến, từ, công đoàn, liên đoàn lao động tỉnh"
)
_LONGEST = 3  # syllables of what stands before such a name


def unborne(claim: Reading, grounds: Grounds) -> str:
    """Return a newspaper or broadcaster that neither the lines nor where the article was printed name, or ""."""
    for start, last in runs(claim):
        first = start + _opens_with(claim, start, last)
        name = claim.forms[first : last + 1]
        before = {claim.forms[max(first - size, 0) : first] for size in range(1, _LONGEST + 1)}
        parted = first == start and claim.syllables[first].marks
        if parted or not (before & _MEDIA or (name in _PAPERS and before & _ASKING)):
            continue
        if not any(_names(source, name) for source in (*grounds.named, *grounds.printed)):
            return claim.written(first, last)
    return ""


def _opens_with(claim: Reading, first: int, last: int) -> int:
    """Return how many syllables of a run are "Báo" or the like, which only the sentence's beginning wrote large."""
    sizes = (size for size in range(_LONGEST, 0, -1) if first + size <= last)
    large = claim.syllables[first].initial
    return next((size for size in sizes if large and claim.forms[first : first + size] in _OPENING), 0)


def _names(source: Reading, name: tuple[str, ...]) -> bool:
    """Tell whether a text has a run of capitals that is a name, or the name behind "báo"."""
    if any(source.has((*medium, *name)) for medium in _MEDIA):
        return True
    return any(source.forms[first : last + 1] == name and _alone(source, first, last) for first, last in runs(source))


def _alone(source: Reading, first: int, last: int) -> bool:
    """Tell whether a run of capitals is no place, and doesn't go on in small letters: "Lao động" is no "Lao"."""
    before = {source.forms[max(first - size, 0) : first] for size in range(1, _LONGEST + 1)}
    return not (before & _WHERE or source.syllables[first].marks) and (
        source.forms[last : last + 2] not in lexicon().entries
    )
