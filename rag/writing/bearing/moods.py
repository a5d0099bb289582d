"""Whether something has happened, will, may or must, and whether all did it or some."""

from __future__ import annotations

import re
from fractions import Fraction

from rag.writing.bearing.denials import denials
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import Words, forms
from rag.writing.bearing.numerals import spelled
from rag.writing.bearing.opposites import lexicalised
from rag.writing.bearing.reading import Reading, Word


def _words(text: str) -> tuple[Words, ...]:
    return tuple(forms(word) for word in text.split(","))


_TO_COME = _words("sẽ,dự kiến,sắp,phấn đấu,kế hoạch,dự định,chuẩn bị,tới đây,mục tiêu")
_POSSIBLE = _words("có thể,khả năng,có khả năng,có nguy cơ,nguy cơ,có lẽ,có quyền")
_OBLIGED = _words("phải,cần,bắt buộc,buộc,cần phải,không được")
_DONE, _MAY, _MUST, _SHOULD = forms("đã"), forms("có thể"), forms("phải"), forms("nên")
# What stands behind these has not happened yet, or may never.
_REQUESTS = _words("đề nghị,yêu cầu,kiến nghị,đề xuất,mong,mong muốn,muốn,đòi,xin,hứa,kêu gọi,khuyến nghị,khuyên")
_UNREAL = frozenset((*_TO_COME, *_POSSIBLE, *_REQUESTS, *_words("nếu,cần,phải,xem xét,cam kết,đang")))
# The same of all that follows in a sentence: "Theo kế hoạch, …".
_PLANS = frozenset(_words("theo kế hoạch,dự kiến,theo dự kiến,lên kế hoạch,có kế hoạch"))
_PROMISES = frozenset(_words("cam kết,hứa,đề nghị,yêu cầu,kiến nghị"))
_JUST, _OVER = forms("vừa"), frozenset(_words("xong,hoàn thành,hoàn tất,hoàn thiện"))
_FITTING = _words("sức,phải,lòng,ý,khít,đủ,tầm,túi")  # "vừa sức"
_NO_REQUEST = frozenset("đơn lời bản theo".split())  # "đơn đề nghị": a thing
_AIMS = frozenset(_words("mục tiêu,phấn đấu,chỉ tiêu"))
_GOING, _AND = forms("đang"), forms("và")  # "đã và đang"
_TOLD = 3  # words of weight that make a fact
_GOVERNS, _ALL_OF_IT = 8, 25  # words behind them; behind "nếu"
_IF = forms("nếu")
_NEAR = 6  # syllables behind a "không"
_VOICES = _words("được,bị")

_SOME = _words("một số,một vài,vài,một phần,nhiều,không ít,số ít")
_MOST = _words("hầu như,hầu hết,đa phần,đa số,phần lớn,phần đông,đại đa số,gần như,chủ yếu")
_NEARLY = _words("hầu như,gần như")
_ALL = _words("tất cả,toàn bộ,mọi,toàn thể,hết thảy,toàn")
_EACH = _words("đều,cả,tất cả,toàn bộ,mọi,toàn thể")
_ONE_OF = re.compile(
    r"(?<!\w)(?:một|1) trong (?:số )?(?P<all>hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d+)(?! \d)(?!\w)", re.IGNORECASE
)
_AMONG = re.compile(
    r"(?<!\w)(?:một trong|thuộc (?:nhóm|diện|top)|trong (?:nhóm|số|top)|nằm trong|hàng đầu)(?!\w)", re.IGNORECASE
)
_MOST_OF_ALL = re.compile(r"(?<!\w)(?:một trong (?:những|các|số)[^.;]{0,80}?\s)?\w+ nhất(?!\w)", re.IGNORECASE)


def unborne(claim: Reading, grounds: Grounds) -> str:
    """Return a word by which more has happened, more surely or to more, than the lines say; "" where none does."""
    return _done(claim, grounds) or _modal(claim, grounds) or _quantity(claim, grounds)


# --- what has happened


def _done(claim: Reading, grounds: Grounds) -> str:
    """Return a "đã", "vừa" or "xong" of what the lines only expect, ask for or hold possible, or what they ask for."""
    for at, word in enumerate(claim.words):
        just = word.forms == _JUST and claim.forms.count(*_JUST) == 1
        if word.forms[:1] == _DONE or (just and claim.forms[word.last + 1 : word.last + 2] not in _FITTING):
            verbs = _verbs(claim, at + 1)
        elif word.forms in _OVER and not grounds.has(word.forms):
            verbs = [one for one in claim.words[:at] if one.part == word.part and one.content and not one.name][-1:]
        else:
            continue
        if any(_only_expected(verb, claim, grounds) for verb in verbs):
            return " ".join(word.forms)
    return _asked(claim, grounds)


def _asked(claim: Reading, grounds: Grounds) -> str:
    """Return what a sentence tells as a fact, where each of its words stands behind a request in the one line."""
    if len(grounds.lines) > 1 or any(word.forms in _UNREAL or word.forms in _PLANS for word in claim.words):
        return ""
    line = grounds.lines[0]
    at = next((place for place, word in enumerate(line.words) if word.forms in _REQUESTS), 0)
    if not at or not _NO_REQUEST.isdisjoint(line.words[at - 1].forms):
        return ""
    asked = [word for word in line.words[at + 1 :] if word.clause == line.words[at].clause]
    before = line.words[:at]
    told = [word for word in claim.words if word.content and word.forms]
    only = [word for word in told if any(map(word.means, asked)) and not any(map(word.means, before))]
    met = all(any(map(word.means, (*asked, *before))) for word in told)
    return " ".join(only[0].forms) if met and len(only) >= max(_TOLD, len(told) // 2) else ""


def _verbs(claim: Reading, at: int) -> list[Word]:
    """Return what may be done behind a "đã": the next word of weight, or behind "được" all of that part."""
    part = [word for word in claim.words[at:] if word.part == claim.words[at - 1].part]
    told = [word for word in part if not word.forms or (word.content and not word.name)]
    if asked := [word for word in part[:2] if word.forms in _UNREAL]:
        return asked[:1]
    passive = any(word.forms[-1:] in _VOICES for word in (claim.words[at - 1], *part[:1]))
    return told if passive else told[:1]


def _only_expected(verb: Word, claim: Reading, grounds: Grounds) -> bool:
    told = [
        (line, place)
        for line in grounds.lines
        for place, word in enumerate(line.words)
        if (word.means(verb) if verb.forms and word.forms else _same_number(verb, claim, word, line))
    ]
    same = [(line, place) for line, place in told if line.words[place].forms == verb.forms]
    return bool(told) and all(_is_unreal(line, place) for line, place in same or told)


def _same_number(left: Word, claim: Reading, right: Word, line: Reading) -> bool:
    if left.forms or right.forms:
        return False
    start, other = claim.syllables[left.first].start, line.syllables[right.first].start
    values = {(one.kind, one.value) for one in claim.quantities if one.start == start}
    return any((one.kind, one.value) in values for one in line.quantities if one.start == other)


def _is_unreal(line: Reading, place: int) -> bool:
    """Tell whether a word of a line stands behind "sẽ", "đề nghị", "có thể" …, and no "đã" between them."""
    word = line.words[place]
    if not line.has(_DONE) and any(one.forms in _AIMS and one.first < word.first for one in line.words):
        return True  # of a list of aims
    for back, other in enumerate(reversed(line.words[:place]), 1):
        before = line.words[place - back - 1].forms if place > back else ()
        going_on = (
            other.forms == _GOING
            and line.words[place - back - 2 : place - back]
            and [one.forms for one in line.words[place - back - 2 : place - back]] == [_DONE, _AND]
        )
        had = before[-1:] == _DONE and (other.forms == _MUST or other.clause != word.clause)  # "đã phải đóng cửa"
        if going_on or had or other.forms[:1] == _DONE or back > _ALL_OF_IT:
            return False
        if other.forms in _PLANS or (other.forms in _PROMISES and word.clause - other.clause <= 1):
            return True
        if other.clause != word.clause:
            continue
        if other.forms == _IF or (_UNREAL & {other.forms, other.forms[:1], other.forms[-1:]} and back <= _GOVERNS):
            return True
    return False


# --- what may or must be


def _obliges(line: Reading) -> bool:
    """Tell whether a line says that something must be; "khi cần" and "cần thiết" don't."""
    return any(word.forms in _OBLIGED and not lexicalised(line, word) for word in line.words)


def _modal(claim: Reading, grounds: Grounds) -> str:
    """Return a word by which what must be only may, or what may be must."""

    def said(words: tuple[Words, ...]) -> bool:
        return any(map(claim.has, words))

    def given(words: tuple[Words, ...]) -> bool:
        return any(map(grounds.has, words))

    denied = any(_MUST[0] in claim.forms[one.at : one.at + _NEAR] for one in denials(claim))
    if claim.has(_MAY) and not given(_POSSIBLE) and given(_OBLIGED) and not said(_OBLIGED):
        return " ".join(_MAY)
    if claim.has(_MUST) and not any(_obliges(line) for line in grounds.lines) and given((_MAY, _SHOULD)) and not denied:
        return " ".join(_MUST)
    return ""


# --- how many


def _quantity(claim: Reading, grounds: Grounds) -> str:
    """Return a word that makes all of some, some of all, the most of one among the most."""

    def first(words: tuple[Words, ...], text: Reading) -> str:
        return next((" ".join(word.forms) for word in text.words if word.forms in words), "")

    def given(words: tuple[Words, ...]) -> bool:
        return any(first(words, line) for line in grounds.lines)

    some = first(_SOME[:4], claim)
    every = "" if any(map(claim.has, _NEARLY)) else first(_ALL, claim)
    if some and given(_EACH) and not given(_SOME) and not given(_MOST):
        return some
    if every and (given(_MOST) or given(_SOME[:4])) and not given(_ALL):
        return every
    text, written = claim.text, grounds.written()
    if one := _ONE_OF.search(text):
        among = {spelled([other["all"].lower()])[0] or int(other["all"]) for other in _ONE_OF.finditer(written)}
        whole = spelled([one["all"].lower()])[0] or int(one["all"])
        if (among and whole not in among) or not (among or _AMONG.search(written) or _counts(whole, grounds)):
            return one.group()
    if not _AMONG.search(text):
        for found in _MOST_OF_ALL.finditer(text):
            alike = [other.group() for other in _MOST_OF_ALL.finditer(written) if other.group().endswith(found.group())]
            if alike and all(_AMONG.match(other) for other in alike):
                return found.group()
    return _without_most(claim, grounds) if not first((*_MOST, *_SOME), claim) else ""


def _counts(number: Fraction | int, grounds: Grounds) -> bool:
    """Tell whether the lines have a number of anything."""
    return any(one.value == (number,) for line in grounds.lines for one in line.quantities)


def _without_most(claim: Reading, grounds: Grounds) -> str:
    """Return what only most of the lines' do, and all of the sentence's: "năm nào cũng" for "hầu như năm nào cũng"."""
    for line in grounds.lines:
        for word in line.words:
            behind = line.forms[word.last + 1 : word.last + 3]
            if word.forms in _NEARLY and len(behind) == len(list(filter(None, behind))) == 2 and claim.has(behind):
                return " ".join(behind)
    return ""
