"""The body behind an office: "Trưởng ban Tổ chức" is not "Trưởng ban Nữ công"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import Words, forms, table
from rag.writing.bearing.naming import KINDS
from rag.writing.bearing.people import Person, people, runs
from rag.writing.bearing.posts import PROFESSIONS, TIMES, Post, posts
from rag.writing.bearing.reading import Reading

_UNITS = frozenset("tổ phòng ban đội khoa xưởng chuyền ca".split())
_FAR, _TOLD = 5, 4  # syllables
_KINDS = table("công đoàn, công ty, tổng công, nhà máy")  # only what follows tells one from another
_SILENT = frozenset("các của thuộc tại ở tnhh cp tmcp mtv".split())
_NO_BODY = frozenset("và của tại ở này đó".split())
# Between an office and whoever holds it stand names of bodies, not verbs.
_COMMITTEES = frozenset(forms("ủy uỷ đoàn"))
PARTS = KINDS | frozenset(
    """
    các của thuộc bên tại ở và đoàn động hiệp liên tổng công ban bộ sở hội uỷ nhân dân chấp hành thường trực vụ khu
    nghiệp chế xuất khẩu ty cổ phần tnhh cp tmcp mtv đồng chí ông bà anh chị cô bảo hiểm xã nữ đơn vị cơ sở ngân hàng
    chính sách pháp luật quan hệ lao tập đảng trung ương viên chức này kiêm thời nước thương binh
    """.split()
)


def followed(claim: Reading, post: Post, named: Sequence[Person], grounds: Grounds) -> bool:
    """Tell whether the body behind an office is the lines' one: "Trưởng ban Tổ chức" is not "Trưởng ban Nữ công"."""
    behind = claim.syllables[post.last + 1 : post.last + 3]
    if post.core in PROFESSIONS or len(behind) < 2 or behind[0].marks or behind[0].form in _NO_BODY:
        return True
    if any(person.first in (post.last + 1, post.last + 2) for person in named) or _holder(claim, post, grounds):
        return True
    mine = _body(claim, post.last + 1)
    known = {
        _body(reading, office.last + 1)
        for article in grounds.articles
        for reading in (article.title, *article.whole)
        for office in posts(reading)
        if office.core == post.core and office.before - TIMES == post.before - TIMES
        if office.last + 1 not in {person.first for person in people(reading)}  # "Phó Chủ tịch Lê Văn A"
    } - {()}
    other_names = {short.forms for article in grounds.articles for _, short in article.aliases}
    verb = len(mine) == 1 and not behind[0].capital  # "vị Phó Viện trưởng công bố"
    if not mine or not known or verb or mine[:1] in other_names:
        return True
    return any(body[: len(mine)] == mine or mine[: len(body)] == body for body in known) and _of(claim, post, grounds)


def _holder(claim: Reading, post: Post, grounds: Grounds) -> bool:
    """Tell whether an article has a body and the name behind the same office: "Tổng thống Pháp Emmanuel Macron"."""
    name = next((claim.forms[first : last + 1] for first, last in runs(claim) if first == post.last + 1), ())
    return len(name) > 1 and any(
        reading.forms[first : last + 1][-len(name) :] == name
        for article in grounds.articles
        for reading in article.whole
        for office in posts(reading)
        if office.core == post.core and office.before == post.before
        for first, last in runs(reading)
        if first == office.last + 1
    )


def _of(claim: Reading, post: Post, grounds: Grounds) -> bool:
    """Tell whether the "của" behind an office names the body that the lines name there, where they do."""
    mine = _owner(claim, post)
    known = {
        _owner(line, office)
        for line in grounds.lines
        for office in posts(line)
        if office.core == post.core and office.before == post.before
    }
    return not mine or not known or () in known or any(one[: len(mine)] == mine for one in known)


def _owner(reading: Reading, post: Post) -> Words:
    """Return the name behind "của" behind an office: of "Giám đốc khu vực của Viện X"."""
    behind = reading.syllables[post.last + 1 : post.last + 1 + _FAR]
    at = next((place for place, one in enumerate(behind) if one.marks or one.form == "của"), None)
    if at is None or behind[at].marks:
        return ()
    name = (one for one in reading.syllables[post.last + 2 + at : post.last + 2 + at + _FAR] if one.capital)
    return tuple(one.form for one in name)[:2]


def of_another(claim: Reading, post: Post, own: Sequence[tuple[Reading, Post]], grounds: Grounds) -> bool:
    """Tell whether the lines give somebody an office of another body: "Chủ tịch KBS" for "Chủ tịch MBC".

    Args:
        claim: The sentence.
        post: The office in the sentence.
        own: The office in the lines, where they give it to the same person.
        grounds: The lines.
    """
    units = {line.forms[office.last + 1 : office.last + 3] for line, office in own}
    unit = claim.forms[post.last + 1 : post.last + 3]
    if unit[:1] and unit[0] in _UNITS and units and unit not in units and all(one[:1] == unit[:1] for one in units):
        return True  # "tổ trưởng tổ đóng gói" for "tổ trưởng tổ sấy"
    mine = _body(claim, post.last + 1)[:1]
    known = {_body(line, office.last + 1)[:1] for line, office in own}
    others = {_body(line, office.last + 1)[:1] for line in grounds.lines for office in posts(line)} - known
    return bool(mine) and bool(known) and () not in known and mine not in known and mine in others


def _body(reading: Reading, at: int) -> Words:
    """Return the first syllables of the body behind an office, kinds of places and legal forms left out."""
    found: list[str] = []
    some = reading.syllables[at : at + 2 * _TOLD + 2]
    starts = {reading.syllables[person.first].start for person in people(reading)}
    for syllable, behind in zip_longest(some, some[1:]):
        if (
            syllable.start in starts
            or (syllable.marks and syllable.marks not in {"-", "–"})
            or not (syllable.capital or syllable.form in PARTS)
        ):
            break
        committee = behind is not None and behind.form in _COMMITTEES  # "Quận ủy" is not "Thành ủy"
        if syllable.form not in KINDS | _SILENT or committee:
            found.append(syllable.form)
        if len(found) == (_TOLD if tuple(found[:2]) in _KINDS else 2):
            break
    return tuple(found)
