"""Who did what to whom: "A trao bằng khen cho B" is not "B trao bằng khen cho A"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import Words, lexicon, table
from rag.writing.bearing.quantities import Kind
from rag.writing.bearing.reading import Reading, Word

# Verbs that turn into a lie when who does it and who has it done change places.
_VERBS = """
trao, tặng, xin lỗi, cảm ơn, chúc mừng, khởi kiện, kiện, hỗ trợ, ủng hộ, giúp đỡ, thắng, thua, thay thế, yêu cầu
đề nghị, kiến nghị, nhận xét, đánh giá, bổ nhiệm, thăm, phạt, xử phạt, sa thải, tuyển dụng, bảo vệ, thanh tra
kiểm tra, giám sát, cứu, đại diện, ủy quyền, cho vay, bồi thường, chỉ đạo, khen thưởng, tố cáo, từ chối, đồng ý
phản đối, nợ, trả, chi trả, chăm lo, tổ chức, chủ trì, thành lập, sản xuất, mua, bán, nuôi dưỡng, kèm cặp, hướng dẫn
phục vụ
"""
_PASSIVE = frozenset({"được", "bị", "do"})
_OF = ("của",)
_REACH = 9  # words before and behind a verb
_APPOSITIONS = 4  # clauses between a subject and its verb: "ông A, Phó Chủ tịch B, nói"


@dataclass(frozen=True, slots=True)
class _Deed:
    agent: tuple[Word, ...]
    patient: tuple[Word, ...]
    codes: frozenset[object] = frozenset()  # documents named by number before the verb …
    codes_behind: frozenset[object] = frozenset()  # … and behind it


@cache
def _transitive() -> frozenset[int]:
    """Return the rows of synonyms of the verbs."""
    return frozenset(row for verb in table(_VERBS) for row in lexicon().entry(verb).meanings)


def turned(claim: Reading, grounds: Grounds) -> str:
    """Return a verb whose doer has changed places with whom it is done to; "" where none has."""
    for at, verb in enumerate(claim.words):
        if verb.name or not verb.entry.meanings & _transitive():
            continue
        mine = _deed(claim, at)
        given = [
            _deed(line, place)
            for line in grounds.lines
            for place, other in enumerate(line.words)
            if not other.name and (other.forms == verb.forms or (verb.content and other.content and verb.means(other)))
        ]
        if given and mine.agent and all(_turns(mine, deed) for deed in given):
            return " ".join(verb.forms)
    return ""


def _deed(reading: Reading, at: int) -> _Deed:
    words, home = reading.words, reading.words[at].clause
    before: list[Word] = []
    doer: list[Word] = []  # "được ông A trao"
    passive = own = False
    for word in reversed(words[:at]):
        if word.clause != home and (own or home - word.clause > _APPOSITIONS):
            break
        own = own or (word.clause == home and _names(word))
        if not passive and len(word.forms) == 1 and word.forms[0] in _PASSIVE:
            passive, doer, before = True, before, []
        elif _names(word):
            before.append(word)
        if len(before) >= _REACH:
            break
    behind = [word for word in words[at + 1 :] if word.clause == home and _names(word)][:_REACH]
    if passive and not doer and reading.forms[words[at].last + 1 : words[at].last + 2] == _OF:
        doer = behind  # "được sự hướng dẫn của …"
    if passive:
        return _Deed(tuple(doer), tuple(before))
    codes = [(one.start, one.value) for one in reading.quantities if one.kind is Kind.CODE]
    place = reading.syllables[words[at].first].start
    return _Deed(
        tuple(before),
        tuple(behind),
        frozenset(value for start, value in codes if start < place),
        frozenset(value for start, value in codes if start > place),
    )


def _names(word: Word) -> bool:
    return word.content or word.name


def _turns(mine: _Deed, given: _Deed) -> bool:
    if mine.codes & given.codes_behind - given.codes:
        return True
    if not given.agent or not given.patient:
        return False
    if names := _runs_of_names(mine.agent):
        agent, patient = _in_order(given.agent), _in_order(given.patient)
        if any(_within(name, agent) for name in names) or not any(_within(name, patient) for name in names):
            return False
        return bool(_runs_of_names(given.agent))
    if _share(mine.agent, given.agent) or not _share(mine.agent, given.patient):
        return False
    return _share(mine.patient, given.agent)


def _share(left: Iterable[Word], right: Sequence[Word]) -> bool:
    return any(word.means(other) for word in left for other in right)


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


def _within(name: Words, syllables: Words) -> bool:
    return any(syllables[at : at + len(name)] == name for at in range(len(syllables) - len(name) + 1))
