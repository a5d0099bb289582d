"""Negations that say in effect what the lines say without one: "không trừ lương" of "vẫn hưởng nguyên lương"."""

from __future__ import annotations

from rag.writing.bearing.denials import NEGATIONS, STARTS, Denial, denials
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import lexicon, table
from rag.writing.bearing.reading import Reading, Word

# Say of what stands behind them that it isn't so, or not quite, "vướng giải phóng mặt bằng"; of what stands before
# them behind "bị": "phụ cấp bị cắt".
_HINDERING = frozenset(
    """
    thiếu mất bất vô kém ngừng dừng tránh khỏi chối vướng khó chậm ngưng thôi hoãn hủy miễn bỏ kẹt chờ ngoài
    """.split()
)
_UNDOING = frozenset("cắt bỏ hoãn hủy dừng ngừng ngưng".split())
_NO, _BUT = (("không",), ("chưa",)), ("mà",)
_BEFORE, _BY = 2, {("bị",), ("được",)}  # words between
_LISTED = 2  # words of weight of one more thing in a list
_SO_THAT, _KEEPING = ("để", "nhằm"), frozenset("ngăn chặn chống phòng tránh khỏi vệ".split())
_WILL, _GOING, _OVER = ("sẽ",), ("đang",), table("xong, hoàn thành, hoàn tất, hoàn thiện")
_CAUSES = {("do",), ("vì",), ("bởi",)}
_JUST = {("mới",), ("mới chỉ",), ("chỉ mới",)}
_VOICES = frozenset({"được", "bị"})
_YET, _THERE_IS, _SUBJECT = "chưa", "có", 4  # syllables
_TO_COME = table(
    """
    dự kiến, sắp, chờ, đang chờ, đề nghị, đề xuất, kiến nghị, yêu cầu, nếu, chuẩn bị, mong muốn, cần sớm
    tính toán, đang được tính toán
    """
)
_ALL = table("tất cả, toàn bộ, mọi, toàn thể, toàn, đều, hoàn toàn, luôn luôn, luôn, cả")
_IS_IT, _EVERY, _ONLY, REACH = ("phải",), table("nào cũng, ai cũng"), ("chỉ",), 6  # syllables

_Mention = tuple[Reading, int]  # a line, and which of its words


def in_effect(denial: Denial, claim: Reading, grounds: Grounds) -> bool:
    """Tell whether the lines bear a negation of a sentence though they don't deny the same."""
    if of_all(denial, claim):
        return not any(word.forms in _ALL for word in grounds.words)
    told = [word for word in denial.scope if word.content] or list(denial.scope)
    if not told:
        return False
    there_is = denial.behind == _THERE_IS
    if there_is and not grounds.has(told[0].forms) and _told_elsewhere(told[0], grounds):
        return False  # "không có hội thảo nào" of an article on one
    if not any(_known(word, grounds) for word in (told if there_is else told[:1])):
        return not _of_known(denial, claim, grounds)  # how much of its words the lines bear is looked at apart
    head = told[0]
    bare = head.forms[1:] if head.forms[0] in _VOICES else ()  # "thông qua" of "được thông qua"
    mentions = [
        (line, at)
        for line in grounds.lines
        for at, word in enumerate(line.words)
        if word.means(head) or (bare and word.forms == bare)
    ]
    if claim.forms[denial.at] == _YET and head.forms in _OVER and claim.has(_GOING) and grounds.has(_GOING):
        return True  # "chưa xong, đang …"
    passive = denial.behind in _VOICES
    if not mentions or not _HINDERING.isdisjoint(head.forms):
        return False
    return (
        all(map(_hindered, mentions))
        or (there_is and any(map(_undone, mentions)))
        or (claim.forms[max(denial.at - 1, 0)] in _SO_THAT and all(map(_prevented, mentions)))
        or (claim.forms[denial.at] == _YET and all(_to_come(one, passive=passive) for one in mentions))
        or (passive and all(map(_not_allowed, mentions)))
    )


def _told_elsewhere(word: Word, grounds: Grounds) -> bool:
    """Tell whether other lines of the articles have a word."""
    return any(line.has(word.forms) for article in grounds.articles for line in article.whole)


def _of_known(denial: Denial, claim: Reading, grounds: Grounds) -> bool:
    """Tell whether a sentence denies something new of what the lines tell: "không áp dụng mức 48 giờ" of "48 giờ".

    Not where it only corrects, "không A mà B", or answers: "Không, …".
    """
    turn = next((word.first for word in claim.words if word.forms == _BUT and word.first > denial.at), None)
    if claim.forms[:1] in _NO:
        return False
    if turn is None and claim.forms[denial.at + 1 : denial.at + 2] == _IS_IT:
        return not any(map(denials, grounds.lines))  # "không phải là lý do chính" of what the lines give as the reason
    behind = denial.scope[1:2] if turn is None else denial.scope[1:3]
    return any(
        word.content and word.size > 1 and _known(word, grounds)
        for word in behind
        if word.first < (turn or word.last + 1)
    )


def of_all(denial: Denial, claim: Reading) -> bool:
    """Tell whether a negation only denies that it is so of all: "không phải nơi nào cũng", "không … hết, mà chỉ …"."""
    start = denial.at + 1
    behind = [word for word in claim.words if start <= word.first < start + REACH]
    every = any(word.forms in _ALL for word in behind)
    if claim.forms[start : start + 1] == _IS_IT:
        return every or any(claim.forms[at : at + 2] in _EVERY for at in range(start, start + REACH))
    return every and any(word.forms == _ONLY and word.first > denial.at for word in claim.words)


def _known(word: Word, grounds: Grounds) -> bool:
    """Tell whether a line has a word, or each of its syllables that has weight."""
    if word.entry.meanings & grounds.bears.meanings or grounds.has(word.forms):
        return True
    table = lexicon()
    parts = [form for form in word.forms if not table.entry((form,)).weightless]
    if word.forms[0] in _VOICES and grounds.has(word.forms[1:]):
        return True
    return bool(parts) and any(line.vocabulary.issuperset(parts) for line in grounds.lines)


def _hindered(mention: _Mention) -> bool:
    """Tell whether a line says that something is not so, or not quite: "vướng giải phóng", "phụ cấp, thưởng bị cắt"."""
    line, at = mention
    words, home = line.words, line.words[at].clause
    start = next(
        (place + 1 for place in (at - 1, at - 2) if place >= 0 and words[place].forms[-1:] in _CAUSES), at - _BEFORE
    )
    before = words[max(start, 0) : at + 1]
    if any(one.clause == home and _hinders(one) and line.forms[one.first - 1] not in STARTS for one in before):
        return True
    for place in range(at + 1, len(words)):
        word = words[place]
        listed = sum(one.clause == word.clause and one.content for one in words[:place])
        if word.clause != home and listed > _LISTED:
            return False
        if not _UNDOING.isdisjoint(word.forms) and words[place - 1].forms in _BY:
            return True
    return False


def _hinders(word: Word) -> bool:
    return not _HINDERING.isdisjoint(word.forms) and word.forms not in NEGATIONS and STARTS.isdisjoint(word.forms)


def _undone(mention: _Mention) -> bool:
    """Tell whether a line denies something of what stands right before its negation: "kết luận chưa được công bố"."""
    line, at = mention
    last = line.words[at].last
    return any(last < denial.at <= last + _SUBJECT and line.forms[denial.at] == _YET for denial in denials(line))


def _prevented(mention: _Mention) -> bool:
    """Tell whether a line tells of something only as what somebody is kept from: "được bảo vệ trước hành vi …"."""
    line, at = mention
    home = line.words[at].clause
    return any(one.clause == home and not _KEEPING.isdisjoint(one.forms) for one in line.words[:at])


def _not_allowed(mention: _Mention) -> bool:
    """Tell whether a line goes on that it isn't possible: "muốn trả lại nhưng không được vì …"."""
    line, at = mention
    return any(
        denial.at > line.words[at].last and denial.behind == "được" and _ends(line, denial.at + 2)
        for denial in denials(line)
    )


def _ends(line: Reading, place: int) -> bool:
    """Tell whether a clause ends before a syllable."""
    return place >= len(line.forms) or bool(line.syllables[place].marks) or line.forms[place : place + 1] in _CAUSES


def _to_come(mention: _Mention, *, passive: bool) -> bool:
    """Tell whether a line only expects, asks for or supposes something; or says that it will be done."""
    line, at = mention
    home = line.words[at].clause
    just = line.forms[max(line.words[at].first - 1, 0) : line.words[at].first] in _JUST  # "mới đạt 91% kế hoạch"
    return (
        just
        or any(
            (one.clause == home and one.forms in _TO_COME)
            or (passive and one.forms[:1] == _WILL and home - one.clause <= 1)  # "sẽ cho ý kiến …, thông qua …"
            for one in line.words[:at]
        )
    )
