"""Negations that deny the same as a line's, and yet say something else: of others, or only that it need not be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rag.writing.bearing.denials import REJECTING, Denial
from rag.writing.bearing.doers import does
from rag.writing.bearing.lexicon import table
from rag.writing.bearing.reading import Reading, Word, overlap

_NEEDED = table("cần, phải, buộc, bắt buộc, nhất thiết, đòi hỏi, yêu cầu, còn phải, huy động")  # behind "không"
_FORCED = table("buộc phải, bắt buộc, bắt buộc phải")  # "không quy định buộc phải"
_NO_NEED = table("phải là, phải do, phải vì, phải ai, phải lúc, phải chỉ, phải bởi, phải từ, phải khi, phải như")
_VOICES = frozenset({"được", "bị"})
_TAKING = table("thu, lấy, tính, mất, tốn")
_NO_MORE = frozenset({"còn", "vì"})
_OF = ("của",)
_IF = table("nếu, nếu như, giả sử")
_SUPPOSING = (*_IF, *table("khi, trường hợp, việc, nguy cơ, sẽ, có thể"))
_BUT = ("ngoài",)
_PARTING = frozenset("nếu khi vì do bởi nhưng và hoặc hay mà thì nên còn trừ".split())
_SPEAKERS = table("tôi, chúng tôi, đơn vị, họ")

Given = Sequence[tuple[Denial, Reading]]  # the negations of the lines, each with its line


def otherwise(denial: Denial, met: Denial | None, claim: Reading, given: Given) -> bool:
    """Tell whether a negation says something else than the one of the lines that denies the same.

    Args:
        denial: A negation of the sentence.
        met: The one of the lines that denies the same, None where one word of theirs says it.
        claim: The sentence.
        given: All negations of the lines.
    """
    if met is not None and _supposed(met, given) and not any(map(claim.has, _SUPPOSING)):
        return True
    if met is not None and (_by_another(denial, met, claim, given) or _excepted(denial, met, claim, given)):
        return True
    if met is not None and met.head is not None and (met.head.forms in _TAKING or met.behind in _NO_MORE):
        return False  # "không phải đóng phí" of "không thu phí", "không phải chờ" of "không còn cảnh chờ"
    return _excused(claim, denial) and not any(_needs(line, one) for one, line in given)


def halfway(free: Sequence[Denial], given: Given) -> str:
    """Return what one "không" of a line denies and another one denies again, where a sentence has only the inner one.

    "Không có cơ sở để nói công ty không trả" is not "công ty không trả".

    Args:
        free: The negations of the lines that no word of the sentence says.
        given: All negations of the lines.
    """
    for (outer, home), (inner, line) in pairwise(given):
        between = line.syllables[outer.at + 1 : inner.at + 1]
        apart = any(one.marks or one.form in _PARTING for one in between)
        if home is line and outer in free and inner not in free and not apart:
            return line.written(outer.at, inner.at)
    return ""


def _clause(reading: Reading, denial: Denial) -> int:
    """Return the clause in which a negation stands."""
    return next(word.clause for word in reading.words if word.last >= denial.at)


def _supposed(denial: Denial, given: Given) -> bool:
    """Tell whether a line denies something only in a condition: "nếu không giữ được thợ"."""
    line = next(line for other, line in given if other is denial)
    clause = _clause(line, denial)
    return any(word.forms in _IF and word.clause == clause and word.first < denial.at for word in line.words)


def _by_another(denial: Denial, met: Denial, claim: Reading, given: Given) -> bool:
    """Tell whether somebody else is said not to do it: whoever stands right before the negation."""
    line = next(line for other, line in given if other is met)
    if any(one.word is not None and one.word.forms in REJECTING for one in (denial, met)):
        return False  # who denies something is not who doesn't do it
    mine, theirs = _doer(claim, denial), _doer(line, met)
    beside = [word for word in line.words if word.clause == _clause(line, met)]
    if denial.behind in _VOICES and met.behind not in _VOICES and overlap(mine, beside):
        return False  # "B không được ký tiếp" of "A không ký tiếp với B"
    if not mine or not theirs or any(one.means(other) for one in mine for other in theirs):
        return False
    if [form for word in mine for form in word.forms] == [form for word in theirs for form in word.forms]:
        return False  # "công đoàn công ty" of "công đoàn của công ty"
    clause = [word for word in claim.words if word.clause == mine[0].clause]
    if any(word.forms in _SPEAKERS for word in theirs) and not any(
        one.means(word) for one in mine for word in line.words
    ):
        return False  # whoever "tôi" is
    return not any(one.means(other) for one in theirs for other in clause)


def _doer(reading: Reading, denial: Denial) -> list[Word]:
    """Return the words right before a negation where they name who does: "đơn vị thi công không …"."""
    at = next(place for place, word in enumerate(reading.words) if word.last >= denial.at)
    found: list[Word] = []
    for word in reversed(reading.words[:at]):
        if found and word.forms == _OF and word.part == reading.words[at].part:
            continue
        if word.part != reading.words[at].part or not (word.content or word.name or word.forms in _SPEAKERS):
            break
        found.append(word)
    return found[::-1] if any(does(reading, word) or word.forms in _SPEAKERS for word in found) else []


def _excepted(denial: Denial, met: Denial, claim: Reading, given: Given) -> bool:
    """Tell whether a sentence denies just what a line takes out: "không nhận bằng gì ngoài sà lan"."""
    line = next(line for other, line in given if other is met)
    but = next((word for word in line.words if word.forms == _BUT and word.first > met.at), None)
    if but is None or claim.has(_BUT):
        return False
    behind = [word for word in line.words if word.clause == but.clause and word.first > but.first and word.content]
    return overlap(denial.scope, behind)


def _excused(reading: Reading, denial: Denial) -> bool:
    """Tell whether a negation denies that something must be done, not that it is: "không cần nộp", "miễn nộp"."""
    return _needs(reading, denial) and reading.forms[denial.at + 1 : denial.at + 3] not in _NO_NEED


def _needs(reading: Reading, denial: Denial) -> bool:
    """Tell whether "phải", "cần" or the like stands behind a negation, of "không phải là" too."""
    behind = reading.forms[denial.at + 1 : denial.at + 3]
    return any(behind[: len(words)] == words for words in _NEEDED) or any(
        word.forms in _FORCED for word in denial.scope
    )
