"""Words of a sentence where the cited lines have the opposite, and words that must be borne as they are."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from rag.writing.bearing import inversion
from rag.writing.bearing.denials import denials
from rag.writing.bearing.effects import REACH, of_all
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.lexicon import Words, forms, lexicon, table, within
from rag.writing.bearing.posts import posts
from rag.writing.bearing.presented import presented
from rag.writing.bearing.quantities import Kind, Quantity
from rag.writing.bearing.reading import Reading, Word

Side = tuple[int, int]  # a row of opposites, and a side of it

# "cho nên" and "khi cần" say nothing of what should be done.
_LEXICALISED = tuple(
    forms(words)
    for words in (
        "mọi người,gần như tất cả,hầu như tất cả,cho nên"
        ",dễ bị,dễ dàng,trở nên,làm nên,nên người,tạo nên,gây nên,vì thế nên,có nên,không cần,khi cần,cần cù,nhu cầu"
        ",cần thiết,cần thơ,cần giờ,tối đa,tối thiểu,tối ưu,chiều cao,chiều dài,chiều hướng,sáng kiến,sáng tạo"
        ",sáng lập,sáng sủa"
    ).split(",")
)
# Keep their meaning inside a longer word.
_INSIDE = frozenset("tăng giảm nâng nhiều ít cao thấp lớn nhỏ nam nữ".split())
_TIMES = (("trước", "sau"), ("sau", "trước"))
_LEVELS = table("tỉnh, huyện, xã, quận, phường, thành phố, thị xã, trung ương")
_AVOIDING = re.compile(
    r"\b(?:tránh|ngăn chặn|ngăn|phòng ngừa|đề phòng)\s+(?:(?:việc|tình trạng|nguy cơ|bị|để)\s+)?[“\"]?"
    r"(?P<what>\w+ \w+ \w+)"
)
_HALF = 50  # per cent
_INSURANCE = ("bảo", "hiểm")
_LAST_MONTH, _FIRST_DAYS, _LAST_DAYS = 12, 10, 21
_MUST = ("cần",)  # may be said once of a whole list
_EVERY = ("toàn", "bộ")
_EACH = frozenset({"mỗi", "một", "hằng", "hàng"})
_MAJORITY = table("đa số, phần lớn, phần đông, đa phần, đại đa số, chủ yếu")
_ALTOGETHER, _HAVING = table("tất cả, cả thảy, tất thảy"), frozenset({"có", "gồm", "là"})
_MOST, _BEGINNING, _NEW_YEAR = ("nhất",), ("đầu",), (1, 1)
_NO = (("không",), ("chưa",))


def unborne(claim: Reading, grounds: Grounds) -> str:
    """Return a word that says the opposite of the lines, or more than they do; "" where none does."""
    return (
        _opposite(claim, grounds)
        or _ahead(claim, grounds)
        or _level(claim, grounds)
        or _avoided(claim, grounds)
        or _exact(claim, grounds)
        or _loaded(claim, grounds)
    )


@lru_cache(maxsize=4096)
def _sides(words: Words) -> frozenset[Side]:
    table = lexicon()
    found = set(table.entry(words).sides)
    own = {row for row, _ in found}
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            part = words[start:end]
            if len(part) > 1 or part[0] in _INSIDE:
                found |= {side for side in table.entry(part).sides if side[0] not in own}
    return frozenset(found)


def sides(word: Word) -> frozenset[Side]:
    """Return the sides that a word stands on, and those of words inside it: "lương tối thiểu" has "tối thiểu"."""
    return frozenset() if word.name and word.size == 1 else _sides(word.forms)


def _opposite(claim: Reading, grounds: Grounds) -> str:
    given: dict[int, set[int]] = {}
    for word in grounds.words:
        for row, side in sides(word):
            given.setdefault(row, set()).add(side)
    denied = {word.first for denial in denials(claim) for word in denial.scope[:2]}
    denied_there = {
        form for line in grounds.lines for denial in denials(line) for word in denial.scope[:2] for form in word.forms
    }
    mine = {(row, side) for word in claim.words for row, side in sides(word)}
    turned = {
        one for line in grounds.lines for denial in denials(line) for word in denial.scope[:1] for one in sides(word)
    }
    for word in claim.words:
        others = {(row, 1 - side) for row, side in sides(word)}
        if word.first in denied and not turned.isdisjoint(others) and not _said(word, grounds):
            return " ".join(word.forms)  # "không giảm" of "không tăng"
    silent = denied | inversion.inverted(claim, grounds) | presented(claim, grounds)
    for word in claim.words:
        if word.first in silent or (word.forms[:1] in _NO and denied_there.issuperset(word.forms[1:])):
            continue  # negation is looked at apart: "không đủ" of "không thể đủ"
        if lexicalised(claim, word):
            continue
        for row, side in sides(word):
            if row not in given or side in given[row] or _said(word, grounds):
                continue
            beside = row in lexicon().partners and any((row, other) in mine for other in given[row])
            if not beside and not _at_each(word, grounds):
                return " ".join(word.forms)
    return ""


def _said(word: Word, grounds: Grounds) -> bool:
    """Tell whether the lines have the word, or one that means the same and not the opposite."""
    return any(line.lets(word.forms) for line in grounds.lines) or any(
        word.forms == other.forms
        or (
            (_within(word.forms, other.forms) or bool(word.entry.meanings & other.entry.meanings))
            and not _excluded(word, other)
        )
        for other in grounds.words
    )


def _within(words: Words, longer: Words) -> bool:
    """Tell whether a word stands inside another that no negation turns into its opposite."""
    return longer[:1] not in _NO and within(words, longer)


def _excluded(word: Word, other: Word) -> bool:
    theirs: dict[int, set[int]] = {}
    for row, side in sides(other):
        theirs.setdefault(row, set()).add(side)
    return any(row in theirs and side not in theirs[row] for row, side in sides(word))


def _ahead(claim: Reading, grounds: Grounds) -> str:
    """Return what comes behind a time, and in the lines before it: "báo sau 3 ngày" of "báo trước 3 ngày"."""
    for said, opposite in _TIMES:
        for at in range(1, len(claim.forms) - 1):
            before = claim.forms[at - 1]
            told = claim.forms[at] == said and before and not lexicon().entry((before,)).weightless
            told = told and "" in claim.forms[at + 1 : at + 4]
            if told and not grounds.has((before, said)) and grounds.has((before, opposite)):
                return " ".join((before, said))
    return ""


def _level(claim: Reading, grounds: Grounds) -> str:
    """Return what belongs to a district where the lines have that of a province: "bệnh viện huyện"."""
    for at, before in enumerate(claim.forms):
        level = next((one for one in _LEVELS if before and claim.forms[at + 1 : at + 1 + len(one)] == one), None)
        of = not lexicon().entry((before,)).weightless
        if level is None or not of or claim.syllables[at + 1].marks or grounds.has((before, *level)):
            continue
        if any(grounds.has((before, *other)) for other in _LEVELS if other != level):
            return " ".join((before, *level))
    return ""


def _avoided(claim: Reading, grounds: Grounds) -> str:
    """Return what the sentence tells, and the lines only as something to be avoided: "để tránh việc …"."""
    told = claim.text.lower()
    if _AVOIDING.search(told) or "khỏi" in claim.forms or any(denials(claim)):
        return ""
    for line in grounds.lines:
        for match in _AVOIDING.finditer(line.text.lower()):
            if match["what"] in told and line.text.lower().count(match["what"]) == 1:
                return match["what"]
    return ""


def _exact(claim: Reading, grounds: Grounds) -> str:
    table = lexicon()
    taken = presented(claim, grounds) | _of_all(claim)
    for word in claim.words:
        office = word.name and (word.size == 1 or any(post.first <= word.first <= post.last for post in posts(claim)))
        if office or not word.forms or word.first in taken or lexicalised(claim, word) or _in_all(claim, word):
            continue
        for bearers in table.exact.get(word.forms, ()):
            if _EVERY in bearers and any(_is_all(line) for line in grounds.lines):
                continue
            if word.forms[-1:] == _MOST and _is_extreme(claim, grounds):
                continue
            if word.forms[:1] == _BEGINNING and any(one.value[:2] == _NEW_YEAR for one in grounds.numbers):
                continue
            if word.forms in _MAJORITY and any(_is_most(one) for one in grounds.numbers):
                continue
            asked = _MUST in bearers and any(head.has(bearer) for head in grounds.heads for bearer in bearers)
            if _INSURANCE in bearers and any(text.has(word.forms) for text in grounds.lends.texts):
                continue  # what the article is about
            if not (
                asked
                or any(grounds.has(bearer) for bearer in bearers)
                or _at_each(word, grounds)
                or _by_date(word, grounds)
            ):
                return " ".join(word.forms)
    return ""


def _by_date(word: Word, grounds: Grounds) -> bool:
    """Tell whether a date of the lines lies in that part of its year or month: "đầu năm" of "1/1"."""
    found = [one.date for one in grounds.numbers if one.kind is Kind.DATE]
    match word.forms:
        case ("đầu", "năm"):
            return any(one.month == 1 for one in found)
        case ("cuối", "năm"):
            return any(one.month == _LAST_MONTH for one in found)
        case ("đầu", "tháng"):
            return any(0 < one.day <= _FIRST_DAYS for one in found)
        case ("cuối", "tháng"):
            return any(one.day >= _LAST_DAYS for one in found)
    return False


def _of_all(claim: Reading) -> frozenset[int]:
    """Return the places of what only a denial has: the "toàn bộ" of "không dừng toàn bộ mà chỉ …"."""
    return frozenset(place for one in denials(claim) if of_all(one, claim) for place in range(one.at, one.at + REACH))


def _at_each(word: Word, grounds: Grounds) -> bool:
    """Tell whether the lines write "mỗi tháng" with a stroke: "đồng/m2/tháng"."""
    return word.forms[0] in _EACH and re.search(rf"/\s?{word.forms[-1]}(?!\w)", grounds.written().lower()) is not None


def _in_all(claim: Reading, word: Word) -> bool:
    """Tell whether "tất cả" only says that a number, which is borne, is the whole: "có tất cả 86 học viên"."""
    behind = claim.forms[word.last + 1 : word.last + 2]
    return word.forms in _ALTOGETHER and claim.forms[max(word.first - 1, 0)] in _HAVING and behind == ("",)


def _loaded(claim: Reading, grounds: Grounds) -> str:
    """Return a word that tells a fact by itself where the lines have none that means the same."""
    loaded, taken = lexicon().loaded, presented(claim, grounds)
    denied = {word.first for denial in denials(claim) for word in denial.scope}
    for word in claim.words:
        if word.forms not in loaded or word.name or word.first in taken | denied:
            continue
        if word.entry.meanings & grounds.bears.meanings or grounds.has(word.forms) or _said(word, grounds):
            continue
        if not any(text.has(word.forms) for text in grounds.around):
            return " ".join(word.forms)
    return ""


def _is_most(one: Quantity) -> bool:
    """Tell whether a number is a share of more than half."""
    return one.unit is not None and one.unit.name == "%" and _HALF < Fraction(one.value[0]) < 2 * _HALF


def _is_extreme(claim: Reading, grounds: Grounds) -> bool:
    """Tell whether a sentence has the least or the most of several amounts of a unit: "từ 32 đến 65 m2"."""
    for said in (one for one in claim.quantities if one.kind is Kind.AMOUNT and one.unit and one.unit.name):
        alike = {
            one.value
            for one in grounds.numbers
            if one.kind is Kind.AMOUNT and one.unit and said.unit and one.unit.name == said.unit.name
        }
        if len(alike) > 1 and said.value in (min(alike), max(alike)):
            return True
    return False


def _is_all(line: Reading) -> bool:
    """Tell whether a line has "100%"."""
    return any(one.unit is not None and one.unit.name == "%" and one.value == (100,) for one in line.quantities)


_THEREFORE, _SO = (
    ("nên",),
    table("đã, chưa, phải, bị, mới, đang, vẫn, các, những, ông, bà, anh, chị, họ, nhiều, cả"),
)  # "nên đã nghỉ": therefore


def lexicalised(claim: Reading, word: Word) -> bool:
    """Tell whether a word is part of a phrase in which it says nothing of its own: "cho nên", "khi cần", ", nên"."""
    behind = claim.forms[word.last + 1 : word.last + 2]
    if word.forms == _THEREFORE and ("," in claim.syllables[word.first].marks or behind in _SO):
        return True
    around = claim.forms[max(word.first - 2, 0) : word.last + 3]
    return any(within(words, around) for words in _LEXICALISED)
