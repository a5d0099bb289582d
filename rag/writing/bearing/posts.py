"""Offices, professions and ranks: "Phó Chủ tịch Thường trực", "luật sư", "trung tá"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rag.writing.bearing.lexicon import Words, forms, table
from rag.writing.bearing.reading import Reading, remembered

PROFESSIONS = table(
    """
    luật sư, thẩm phán, kiểm sát viên, bác sĩ, giáo sư, tiến sĩ, thạc sĩ, kỹ sư, kiến trúc sư, giáo viên, giảng viên
    y tá, huấn luyện viên, trọng tài, phóng viên, nhà báo, kế toán, thủ quỹ, nghị sĩ, tiếp viên, điều dưỡng
    uỷ viên, ủy viên, đại biểu quốc hội, quan sát viên, cử nhân, phó giáo sư, dược sĩ, nghệ sĩ, nhạc sĩ
    thiếu uý, trung uý, thượng uý, đại uý, thiếu tá, trung tá, thượng tá, đại tá, thiếu tướng, trung tướng
    thượng tướng, đại tướng, hạ sĩ, trung sĩ, thượng sĩ, thiếu úy, trung úy, thượng úy, đại úy
    """
)
_OFFICES = PROFESSIONS | table(
    """
    chủ tịch, chủ tịch nước, chủ tịch quốc hội, chủ tịch hội đồng quản trị, bí thư, tổng bí thư, bí thư chi bộ
    giám đốc, tổng giám đốc, tổng thư ký, tổng biên tập, thủ tướng, tổng thống, bộ trưởng, thứ trưởng, vụ trưởng
    cục trưởng, cơ trưởng, viện trưởng, hiệu trưởng, hiệu phó, trưởng ban, trưởng phòng, trưởng đoàn, trưởng khoa
    trưởng công an, trưởng bộ phận, trưởng bộ môn, trưởng nhóm, trưởng chi nhánh, trưởng ca, trưởng chuyền, trưởng khu
    chuyền trưởng, tổ trưởng, tổ phó, đội trưởng, đội phó, nhóm trưởng, quản đốc, đốc công, cố vấn, thư ký
    phát ngôn viên, người phát ngôn, chánh văn phòng, chánh án, chánh thanh tra, chủ nhiệm, đại sứ, lãnh sự
    kế toán trưởng, chủ tọa, tổng thanh tra, thành viên hội đồng, thành viên phụ trách, thành viên ban
    """
)
_BEFORE = frozenset(forms("phó nguyên cựu quyền"))
_SILENT_BEFORE = frozenset(forms("tân đương kim"))
_FIRST = {core[0] for core in _OFFICES} | _BEFORE | _SILENT_BEFORE
_LONGEST = max(map(len, _OFFICES))
_STANDING = forms("thường trực")
# Before an office that somebody has left; "cựu" and "nguyên" are the same. "Từng" may be said of either.
_LEFT = table(
    "thôi, thôi giữ, thôi giữ chức, thôi giữ chức vụ, thôi làm, không còn là, không còn làm, không còn giữ chức"
)
_ONCE = table("từng là, từng làm, từng giữ chức, từng giữ chức vụ, từng giữ")
_LONGEST_LEFT = max(map(len, _LEFT))
_FORMER, _ONCE_HELD = "nguyên", "từng"
TIMES = frozenset({_FORMER, _ONCE_HELD})
_EARLIER, _BEING = table("trước đó, trước đây"), table("là, làm, chức, giữ")
_APPOINTING = table("bổ nhiệm, bầu, điều động, phân công, giao, trúng cử, đắc cử")  # "trước đó, bà X được bầu làm"
_LISTED, _NOW = 7, frozenset({"hiện", "nay", "đang", "đương", "còn", "ông", "bà"})
# "phó ban" is short for "phó trưởng ban".
_SHORT = {forms(f"phó {body}"): forms(f"trưởng {body}") for body in ("ban", "phòng", "đoàn")}


@dataclass(frozen=True, slots=True)
class Post:
    """A mention of an office."""

    core: Words
    before: frozenset[str]  # "phó", "nguyên", …
    first: int  # of the reading's syllables
    last: int  # with "thường trực"
    standing: bool

    def same(self, other: Post) -> bool:
        """Tell whether it is the same office; "thường trực" may be left out of the claim (`self`), never added."""
        mine, theirs = self.before & TIMES, other.before & TIMES
        timely = _ONCE_HELD in mine or bool(mine) == bool(theirs)
        return (
            self.core == other.core
            and self.before - TIMES == other.before - TIMES
            and timely
            and (other.standing or not self.standing)
        )


@remembered
def posts(reading: Reading) -> tuple[Post, ...]:
    """Return the offices that a text names, in reading order."""
    return tuple(_posts(reading))


def _posts(reading: Reading) -> Iterator[Post]:
    found = reading.forms
    place, once = 0, -_LISTED - 1
    while place < len(found):
        first, before = place, set()
        # "ông Hồ Sĩ Nguyên, Phó Chủ tịch": a name before a comma
        while found[place : place + 1] and found[place] in _BEFORE | _SILENT_BEFORE and not _parted(reading, place):
            before.add(found[place])
            place += 1
        core, length = _core(found, place)
        if not core and before and (short := _SHORT.get(found[place - 1 : place + 1])):
            core, length = short, 1
        if not core:
            place = first + 1
            continue
        last = place + length - 1
        standing = found[last + 1 : last + 3] == _STANDING
        last += 2 * standing
        leading = {found[max(first - size, 0) : first] for size in range(1, _LONGEST_LEFT + 1)}
        if "cựu" in before or leading & _LEFT:
            before = (before | {_FORMER}) - {"cựu"}
        elif leading & _ONCE or (found[:2] in _EARLIER and leading & _BEING and not _appoints(found[:first])):
            before.add(_ONCE_HELD)
        elif once >= place - _LISTED and _NOW.isdisjoint(found[once:first]):
            before.add(_ONCE_HELD)  # "từng là Bí thư Huyện ủy, Chủ tịch huyện X"
        once = last if _ONCE_HELD in before else once
        yield Post(core, frozenset(before - _SILENT_BEFORE), first, last, standing)
        place = last + 1


def _parted(reading: Reading, place: int) -> bool:
    """Tell whether a mark stands behind a syllable."""
    return any(one.marks for one in reading.syllables[place + 1 : place + 2])


def _appoints(before: Words) -> bool:
    """Tell whether somebody comes into an office that is named behind some syllables."""
    return any(before[at : at + size] in _APPOINTING for at in range(len(before)) for size in (1, 2))


def _core(found: Words, place: int) -> tuple[Words, int]:
    if found[place : place + 1] and found[place] in _FIRST:
        for length in range(min(_LONGEST, len(found) - place), 1, -1):
            if found[place : place + length] in _OFFICES:
                return found[place : place + length], length
    return (), 0
