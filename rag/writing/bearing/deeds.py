"""Who did what to whom: "A trao bằng khen cho B" is not "B trao bằng khen cho A"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rag.writing.bearing.agents import Deed, deed
from rag.writing.bearing.denials import NEGATIONS
from rag.writing.bearing.doers import doers
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import Words, lexicon, table, within
from rag.writing.bearing.parties import bare, in_order, meet, parties, runs_of_names
from rag.writing.bearing.posts import PROFESSIONS, posts
from rag.writing.bearing.reading import Reading, Word, overlap

# Verbs that turn into a lie when who does it and who has it done change places, whatever both are called; any other
# verb does where both are names or doers.
_VERBS = """
trao, tặng, xin lỗi, cảm ơn, chúc mừng, khởi kiện, kiện, hỗ trợ, ủng hộ, giúp đỡ, thắng, thua, thay thế, yêu cầu
đề nghị, kiến nghị, nhận xét, đánh giá, bổ nhiệm, thăm, phạt, xử phạt, sa thải, tuyển dụng, bảo vệ, thanh tra
kiểm tra, giám sát, cứu, đại diện, ủy quyền, cho vay, bồi thường, chỉ đạo, khen thưởng, tố cáo, từ chối, đồng ý
phản đối, nợ, trả, chi trả, chăm lo, tổ chức, chủ trì, thành lập, sản xuất, mua, bán, nuôi dưỡng, kèm cặp, hướng dẫn
phục vụ, tấn công, bắt giữ, hỏi ý kiến
"""
_LISTED = table(_VERBS)
_TRANSITIVE = frozenset(words[:1] for words in _LISTED)
_EACH_OTHER = table(
    "gặp, gặp gỡ, phối hợp, hợp tác, ký, ký kết, đối thoại, trao đổi, thảo luận, làm việc, thương lượng"
)
_WITH = {("với",), ("cùng",)}
_EVENTS = table(
    """
    lễ, buổi lễ, hội nghị, hội thảo, hội thi, chương trình, phong trào, hoạt động, cuộc thi, đại hội, giải, giải thưởng
    """
)
_NOUNS = frozenset("lãi mức số tiền giá tỉ khu nhà lương thời điều hồ giấy".split())  # begin no verb
_HAPPENINGS = table("xảy ra, diễn ra, nổ ra, bùng phát, xuất hiện")  # nobody does these
_IN_ORDER_TO = table("để, nhằm")
_PASSIVE = frozenset({"được", "bị", "do", "bởi"})
_GETTING = frozenset({"nhận", "được"})
_ADVERBS = frozenset(
    "đã đang sẽ vừa mới cũng còn đều lại vẫn không chưa từng phải có thể bị được cùng và để này đó".split()
)
_IS, _BY = ("là",), ("do",)
_DIRECTORS, _COMPANIES = table("giám đốc"), table("công ty, doanh nghiệp, nhà máy, lãnh đạo, lãnh đạo công ty")
_GIVING = {("trao",), ("tặng",)}
_OF = ("của",)
_BELONGING = table("thuộc")
_NEXT = 2  # words right beside a verb


@cache
def _companies() -> frozenset[Words | int]:
    """Return the rows of synonyms of a company, or the words where there are none."""
    return frozenset(row for name in _COMPANIES for row in (lexicon().entry(name).meanings or {name}))


@cache
def _transitive() -> frozenset[int]:
    """Return the rows of synonyms of the verbs."""
    return frozenset(row for verb in _LISTED for row in lexicon().entry(verb).meanings)


def turned(claim: Reading, grounds: Grounds) -> str:
    """Return a verb whose doer has changed places with whom it is done to; "" where none has."""
    proper = frozenset().union(*(article.proper for article in grounds.articles))
    for at, verb in enumerate(claim.words):
        listed = verb.forms in _LISTED or (verb.forms[:1] in _TRANSITIVE and bool(verb.entry.meanings & _transitive()))
        behind = claim.forms[verb.last + 1 : verb.last + 2]
        if (
            verb.name
            or verb.forms in NEGATIONS
            or not (listed or verb.content or verb.forms in _BELONGING)
            or _PASSIVE.intersection(behind)
        ):
            continue
        if (
            verb.forms in doers() | _EACH_OTHER | _EVENTS | _HAPPENINGS
            or (verb.forms[-1:] in _WITH and verb.forms[:-1] in _EACH_OTHER)
            or claim.forms[verb.first - 1 : verb.last + 1] in doers()  # "tịch" of "chủ tịch"
            or _aims(claim, at)
            or (at and claim.words[at - 1].forms in _EVENTS)  # "lễ phát động"
            or not (listed or (_may_be_verb(claim, at) and (verb.size == 1 or verb.forms[0] not in _NOUNS)))
        ):
            continue
        if behind == _OF and verb.forms[:1] not in _GIVING:
            continue  # "phản ánh của công nhân" is a thing
        mine = deed(claim, at, proper)
        places = [
            (line, place)
            for line in grounds.lines
            for place, other in enumerate(line.words)
            if not other.name and (other.forms == verb.forms or _same_deed(verb, other))
            if other.size > 1 or listed or line.forms[other.last + 1 : other.last + 2] != _OF  # "đơn của công ty"
        ]
        given = [deed(line, place, proper) for line, place in places]
        if (
            given
            and mine.agent
            and (
                all((listed and _turns(mine, one)) or _exchanges(mine, one, proper) for one in given)
                or _by_another(claim, at, places, grounds, proper)
            )
        ):
            return " ".join(verb.forms)
    return ""


def _same_deed(verb: Word, other: Word) -> bool:
    """Tell whether a word of a line may stand for a verb: "giảng viên" names who does it, and tells of no deed."""
    return verb.content and other.content and verb.means(other) and other.forms not in PROFESSIONS


def _by_another(
    claim: Reading, at: int, given: Sequence[tuple[Reading, int]], grounds: Grounds, proper: frozenset[str]
) -> bool:
    """Tell whether a verb has a doer right before it, and in the lines others that the sentence doesn't name."""
    verb = claim.words[at]
    if not verb.content or verb.forms in NEGATIONS or verb.forms[0] in _GETTING:
        return False
    mine = _doer(claim, at, proper)
    theirs = [_doer(line, place, proper) for line, place in given]
    unnamed = not any(word.name for word in claim.words[:at])
    if unnamed and mine <= _companies() and all(map(_manages, given)):
        return False  # a company does what its director does
    every = parties([word for word in claim.words if word.clause == verb.clause], proper)
    known = frozenset().union(*(parties(line.words, proper) for line in grounds.lines))
    before = (parties(line.words[:place], proper) for line, place in given)
    if any(meet(mine, some) for some in before) or any(one.last < verb.first for one in posts(claim)):
        return False  # "ông A, Phó Chủ tịch B, nói", and whoever holds an office
    return bool(mine) and (unnamed or meet(mine, known)) and all(one and not meet(one, every) for one in theirs)


def _manages(place: tuple[Reading, int]) -> bool:
    """Tell whether a director stands before a verb, who does it for the company."""
    line, at = place
    home = line.words[at].clause
    return any(
        line.forms[word.first : word.first + 2] in _DIRECTORS for word in line.words[:at] if home - word.clause <= 2
    )


def _doer(reading: Reading, at: int, proper: frozenset[str]) -> frozenset[Words | int]:
    """Return who stands right before a verb, but for its "đã" or "không"."""
    words, end = reading.words, at
    while end and words[end - 1].forms and _ADVERBS.issuperset(words[end - 1].forms):
        end -= 1
    home = [word for word in words[:end] if word.part == words[at].part and word.forms != _BY]
    if any(word.forms in (_IS, _OF) for word in home):
        return frozenset()  # "ông A, là giám đốc công ty B, lợi dụng …"
    if any(word.forms[-1:] in _WITH for word in words[:end] if word.clause == words[at].clause):
        return frozenset()  # "A phối hợp với B mở": both
    last = home[-1] if home else None
    if last is None or not (last.name or last.forms in doers()) or reading.syllables[words[at].first].marks:
        return frozenset()
    return parties(home, proper)


def _aims(reading: Reading, at: int) -> bool:
    """Tell whether a verb only says what for: "cho mượn đất để mở nhà trẻ" doesn't tell who will."""
    part = [word for word in reading.words[:at] if word.part == reading.words[at].part]
    return bool(part) and part[0].forms in _IN_ORDER_TO


def _may_be_verb(reading: Reading, at: int) -> bool:
    """Tell whether what stands before a word lets it be a verb: who does it, a mark, "đã", not another verb."""
    while at and reading.words[at - 1].forms and _ADVERBS.issuperset(reading.words[at - 1].forms):
        at -= 1
    before = reading.words[at - 1] if at else None
    return (
        before is None
        or before.name
        or before.clause != reading.words[at].clause
        or before.content
        or before.forms in doers()
        or before.forms in _BELONGING
    )


def _turns(mine: Deed, given: Deed) -> bool:
    if mine.codes & given.codes_behind - given.codes:
        return True
    if not given.agent or not given.patient:
        return False
    if runs_of_names(mine.agent):
        called = runs_of_names([word for word in mine.agent if word.size == 1 or not word.content])  # not "ăn Tết"
        agent, patient = in_order(given.far or given.agent), in_order(given.patient)
        if any(within(name, agent) for name in called) or not any(within(name, patient) for name in called):
            return False
        return bool(runs_of_names(given.agent))
    if overlap(mine.agent, given.far or given.agent) or not overlap(mine.agent, given.patient):
        return False
    return overlap(mine.patient, given.agent) or overlap(mine.agent[:_NEXT], given.direct)


def _exchanges(mine: Deed, given: Deed, proper: frozenset[str]) -> bool:
    """Tell whether a name or doer has changed places with another."""
    agents, patients = parties(mine.agent, proper), parties(mine.beyond or mine.patient, proper)
    theirs, others = parties(given.agent, proper), parties(given.beyond or given.patient, proper)
    if bare(mine.agent) & bare([*given.agent, *given.far]):
        return False  # "công nhân" does it in both
    known = frozenset(one for one in agents if isinstance(one, tuple) and meet(frozenset({one}), theirs | others))
    agents = known or agents  # by name, where the line has it
    far = parties(given.far, proper)
    return not meet(agents, theirs | far) and meet(agents, others) and meet(patients, theirs)
