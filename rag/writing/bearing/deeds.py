"""Who did what to whom: "A trao bằng khen cho B" is not "B trao bằng khen cho A"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from rag.writing.bearing.denials import NEGATIONS
from rag.writing.bearing.doers import doers
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import Words, lexicon, table, within
from rag.writing.bearing.posts import PROFESSIONS, posts
from rag.writing.bearing.quantities import Kind
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
_DECISIONS, _GOT = table("quyết định, giấy, văn bản, thông báo"), (("nhận",), ("được",))
_EVENTS = table(
    """
    lễ, buổi lễ, hội nghị, hội thảo, hội thi, chương trình, phong trào, hoạt động, cuộc thi, đại hội, giải, giải thưởng
    """
)
_NOUNS = frozenset("lãi mức số tiền giá tỉ khu nhà lương thời điều hồ giấy".split())  # begin no verb
_HAPPENINGS = table("xảy ra, diễn ra, nổ ra, bùng phát, xuất hiện")  # nobody does these
_IN_ORDER_TO = table("để, nhằm")
_PASSIVE = frozenset({"được", "bị", "do", "bởi"})
_GETTING, _SOURCES = frozenset({"nhận", "được"}), frozenset({"từ", "của", "bởi"})
_ADVERBS = frozenset(
    "đã đang sẽ vừa mới cũng còn đều lại vẫn không chưa từng phải có thể bị được cùng và để này đó".split()
)
_IS, _BY, _TENSES = ("là",), ("do",), table("đã, đang, sẽ, vừa")
_DIRECTORS, _COMPANIES = table("giám đốc"), table("công ty, doanh nghiệp, nhà máy, lãnh đạo, lãnh đạo công ty")
_TO = table("sang, đến, tới, lên, về")
_GIVING = {("trao",), ("tặng",)}
_OF, _NOMINAL = ("của",), table("sự, việc, đề nghị, lời, theo")
_BELONGING = table("thuộc")
_REACH = 9  # words before and behind a verb
_NEXT = 2  # words right beside a verb
_APPOSITIONS = 4  # clauses between a subject and its verb: "ông A, Phó Chủ tịch B, nói"


@dataclass(frozen=True, slots=True)
class _Deed:
    agent: tuple[Word, ...]
    patient: tuple[Word, ...]
    beyond: tuple[Word, ...] = ()  # names and doers further behind
    direct: tuple[Word, ...] = ()  # the words right behind
    codes: frozenset[object] = frozenset()  # documents named by number before the verb …
    codes_behind: frozenset[object] = frozenset()  # … and behind it
    far: tuple[Word, ...] = ()  # all that the text names before the verb, where its doer may stand too


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
        mine = _deed(claim, at, proper)
        places = [
            (line, place)
            for line in grounds.lines
            for place, other in enumerate(line.words)
            if not other.name and (other.forms == verb.forms or _same_deed(verb, other))
            if other.size > 1 or listed or line.forms[other.last + 1 : other.last + 2] != _OF  # "đơn của công ty"
        ]
        given = [_deed(line, place, proper) for line, place in places]
        if (
            given
            and mine.agent
            and (
                all((listed and _turns(mine, deed)) or _exchanges(mine, deed, proper) for deed in given)
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
    bare = not any(word.name for word in claim.words[:at])
    if bare and mine <= _companies() and all(map(_manages, given)):
        return False  # a company does what its director does
    every = _parties([word for word in claim.words if word.clause == verb.clause], proper)
    known = frozenset().union(*(_parties(line.words, proper) for line in grounds.lines))
    before = (_parties(line.words[:place], proper) for line, place in given)
    if any(_meet(mine, some) for some in before) or any(one.last < verb.first for one in posts(claim)):
        return False  # "ông A, Phó Chủ tịch B, nói", and whoever holds an office
    return bool(mine) and (bare or _meet(mine, known)) and all(one and not _meet(one, every) for one in theirs)


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
    return _parties(home, proper)


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


def _deed(reading: Reading, at: int, proper: frozenset[str]) -> _Deed:
    words, home = reading.words, reading.words[at].clause
    before: list[Word] = []
    doer: list[Word] = []  # "được ông A trao"
    passive, own = words[at].forms[0] in _PASSIVE, False
    for word in reversed(words[:at]):
        if word.clause != home and (own or home - word.clause > _APPOSITIONS):
            break
        own = own or (word.clause == home and _names(word))
        if not passive and _is_passive(word) and not (word.forms == _BY and _then(reading, at)):
            passive, doer, before = True, before, []
        elif _names(word):
            before.append(word)
        if len(before) >= _REACH:
            break
    behind = [word for word in words[at + 1 :] if word.clause == home and _names(word)][:_REACH]
    of = reading.forms[words[at].last + 1 : words[at].last + 2] == _OF
    noun = at > 0 and words[at - 1].forms in _NOMINAL
    if of and not doer and (passive or noun or not _parties(before, proper)):
        return _Deed(tuple(behind), tuple(before))  # "được sự hướng dẫn của …", "đề nghị của …"
    source = next(
        (place for place, word in enumerate(words[at + 1 :]) if word.forms and word.forms[0] in _SOURCES), None
    )
    if source is not None and any(word.forms in _TO for word in words[at + 1 + source :]):
        source = None  # "được chuyển từ A sang B"
    of_whom = source is not None and words[at + 1 + source].forms == _OF
    if (
        source is not None
        and not (of_whom and source)
        and any(word.forms and word.forms[0] in _GETTING for word in words[max(at - 4, 0) : at])
    ):
        return _Deed(
            tuple(doer) or tuple(words[at + source + 2 : at + source + 2 + _REACH]), tuple(before)
        )  # "nhận quà từ A"
    decided = at > 1 and words[at - 1].forms in _DECISIONS and words[at - 2].forms[-1:] in _GOT
    if passive or decided:  # "nhận quyết định bổ nhiệm"
        return _Deed(tuple(doer), tuple(before))
    further = words[at + 1 : at + 1 + 3 * _REACH]
    stop = next((place for place, word in enumerate(further) if _is_passive(word)), len(further))
    beyond = [word for word in further[:stop] if _names(word)]
    codes = [(one.start, one.value) for one in reading.quantities if one.kind is Kind.CODE]
    place = reading.syllables[words[at].first].start
    return _Deed(
        tuple(before),
        tuple(behind),
        tuple(beyond),
        tuple(takewhile(_names, words[at + 1 : at + 1 + _NEXT])),
        frozenset(value for start, value in codes if start < place),
        frozenset(value for start, value in codes if start > place),
        far=tuple(word for word in words[:at] if _names(word)),
    )


def _then(reading: Reading, at: int) -> bool:
    """Tell whether a verb has its "đã" and another verb before it: "đoàn do ông A dẫn đầu đã đến thăm"."""
    tensed = next((place for place in range(at - 1, max(at - 4, 0), -1) if reading.words[place].forms in _TENSES), None)
    before = reading.words[tensed - 1] if tensed else None
    return before is not None and before.content and not before.name


def _is_passive(word: Word) -> bool:
    return not word.content and not _PASSIVE.isdisjoint(word.forms[-1:])


def _names(word: Word) -> bool:
    return word.content or word.name


def _turns(mine: _Deed, given: _Deed) -> bool:
    if mine.codes & given.codes_behind - given.codes:
        return True
    if not given.agent or not given.patient:
        return False
    if _runs_of_names(mine.agent):
        names = _runs_of_names([word for word in mine.agent if word.size == 1 or not word.content])  # not "ăn Tết"
        agent, patient = _in_order(given.far or given.agent), _in_order(given.patient)
        if any(within(name, agent) for name in names) or not any(within(name, patient) for name in names):
            return False
        return bool(_runs_of_names(given.agent))
    if overlap(mine.agent, given.far or given.agent) or not overlap(mine.agent, given.patient):
        return False
    return overlap(mine.patient, given.agent) or overlap(mine.agent[:_NEXT], given.direct)


def _exchanges(mine: _Deed, given: _Deed, proper: frozenset[str]) -> bool:
    """Tell whether a name or doer has changed places with another."""
    agents, patients = _parties(mine.agent, proper), _parties(mine.beyond or mine.patient, proper)
    theirs, others = _parties(given.agent, proper), _parties(given.beyond or given.patient, proper)
    if _bare(mine.agent) & _bare([*given.agent, *given.far]):
        return False  # "công nhân" does it in both
    known = frozenset(one for one in agents if isinstance(one, tuple) and _meet(frozenset({one}), theirs | others))
    agents = known or agents  # by name, where the line has it
    far = _parties(given.far, proper)
    return not _meet(agents, theirs | far) and _meet(agents, others) and _meet(patients, theirs)


def _meet(left: frozenset[Words | int], right: frozenset[Words | int]) -> bool:
    """Tell whether a doer is on both sides, or a name with or without what it is short of."""
    names, others = ([one for one in some if isinstance(one, tuple)] for some in (left, right))
    return bool(left & right) or any(within(name, other) or within(other, name) for name in names for other in others)


def _parties(words: Sequence[Word], proper: frozenset[str]) -> frozenset[Words | int]:
    """Return the names among words, and the doers by their meaning."""
    table = lexicon()
    found = filter(None, map(_doer_in, words))  # "công đoàn" of "công đoàn công ty"
    called = {row for doer in found for row in (table.entry(doer).meanings or {doer})}
    first = [
        word.forms
        for word in words
        if word.forms and not word.name and word.size == 1 and not word.first and word.forms[0] in proper
    ]
    return frozenset([*_runs_of_names(words), *called, *first])


def _doer_in(word: Word) -> Words:
    """Return the doer that a word is or begins with, or nothing."""
    return next((word.forms[:size] for size in range(word.size, 0, -1) if word.forms[:size] in doers()), ())


def _bare(words: Sequence[Word]) -> frozenset[Words | int]:
    """Return the doers among words that no name behind them tells from others of their kind."""
    named = {word.first for word in words if word.name}
    alone = (word for word in words if word.forms in doers() and named.isdisjoint(range(word.first, word.last + 4)))
    return frozenset(row for word in alone for row in (word.entry.meanings or {word.forms}))


def _runs_of_names(words: Sequence[Word]) -> list[Words]:
    """Return the names among words, which may come in either order."""
    names: list[list[Word]] = []
    for word in sorted((word for word in words if word.name), key=lambda word: word.first):
        if names and names[-1][-1].last + 1 == word.first:
            names[-1].append(word)
        else:
            names.append([word])
    return [_in_order(name) for name in names]


def _in_order(words: Sequence[Word]) -> Words:
    return tuple(form for word in sorted(words, key=lambda word: word.first) for form in word.forms)
