"""The last word on what a model wrote: a sentence is shown only when the lines that it cites bear it.

Each rule names one way in which a sentence can say something else than its lines; the first that finds one decides.
A rule that can't tell blocks: the answer that quotes is always there instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rag.text.shorthand import Shorthand
from rag.writing.bearing import coverage, figures, jobs, moods, names, negation, offices, opposites, relations, surface
from rag.writing.bearing.focus import focused
from rag.writing.bearing.grounds import Grounds, SheetGrounds
from rag.writing.bearing.quantities import Kind
from rag.writing.bearing.reading import Reading
from rag.writing.prose import Claim
from rag.writing.sheet import Sheet

_Rule = Callable[[Reading, Grounds], tuple["Reason", str]]

_MOST_LINES = 8  # so many lines bear nearly anything between them


class Reason(StrEnum):
    """Why a sentence is not shown; safe to log."""

    UNMARKED = "unmarked"  # it cites nothing
    OUT_OF_RANGE = "out-of-range"  # it cites a line that there isn't
    TOO_MANY = "too-many"  # it cites so many lines that they prove nothing
    UNFINISHED = "unfinished"  # the stream broke off inside it
    MARKUP = "markup"  # code, tags, letters of another script
    TALK = "talk"  # of the model itself, or of its orders
    ADVICE = "advice"  # tells the reader to do what no line tells
    CONTACT = "contact"  # an address, a number to call, a link, an account
    QUOTE = "quote"  # words in quotation marks that stand in no line
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    ROLE = "role"  # an office, or who holds it
    NEGATION = "negation"
    OPPOSITE = "opposite"  # "tăng" for "giảm", "phải" for "có thể", "tất cả" for "một số"
    RELATION = "relation"  # who did what to whom, which number is whose
    UNCOVERED = "uncovered"  # words that the lines don't bear


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the guard says of a sentence."""

    claim: Claim
    reason: Reason | None = None
    detail: str = ""  # what is not borne; the model's words, for --debug and admins, never for the log

    @property
    def passed(self) -> bool:
        """Whether a member may see it."""
        return self.reason is None


class Guard:
    """Holds the sentences of one answer against the sheet that it was written from."""

    def __init__(self, sheet: Sheet, question: str, shorthand: Shorthand | None = None) -> None:
        """Prepare to check.

        Args:
            sheet: The lines that may be cited.
            question: What was asked; it can lend a name that the article knows, and nothing else.
            shorthand: The table of abbreviations, by default that of the package.
        """
        self._sheet = sheet
        self._grounds = SheetGrounds(sheet, question, shorthand)

    def check(self, claim: Claim) -> Verdict:
        """Tell whether the cited lines bear a sentence; pure, and a matter of milliseconds."""
        reason, detail = self._finding(claim)
        return Verdict(claim, reason, detail)

    def _finding(self, claim: Claim) -> tuple[Reason | None, str]:
        numbers = ", ".join(map(str, claim.numbers))
        lines = [self._sheet.line(n) for n in claim.numbers]
        cited = [line for line in lines if line is not None]
        if not claim.complete:
            return Reason.UNFINISHED, ""
        if not lines:
            return Reason.UNMARKED, ""
        if len(cited) < len(lines):
            return Reason.OUT_OF_RANGE, numbers
        if len(cited) > _MOST_LINES:
            return Reason.TOO_MANY, numbers
        grounds = self._grounds.of(cited)
        written = grounds.written()
        for reason, look in _ON_TEXT:
            if found := look(claim.text, written):
                return reason, found
        reading = grounds.articles[0].read(claim.text)
        for rules, held in ((_ON_EVERY_LINE, grounds), (_ON_NEEDED_LINES, focused(reading, grounds))):
            for rule in rules:
                amiss, found = rule(reading, held)
                if found:
                    return amiss, found
        return None, ""


def _quote(claim: Reading, grounds: Grounds) -> tuple[Reason, str]:
    """Return words in quotation marks that stand neither in a cited line nor in a title."""
    for quoted in surface.quotations(claim.text):
        words = grounds.articles[0].read(quoted).forms
        if words and not any(source.find(words) >= 0 for source in (*grounds.named, *grounds.printed)):
            return Reason.QUOTE, quoted
    return Reason.QUOTE, ""


def _figure(claim: Reading, grounds: Grounds) -> tuple[Reason, str]:
    kind, found = figures.unborne(claim, grounds) or (Kind.AMOUNT, "")
    return Reason.DATE if kind in (Kind.DATE, Kind.HOUR) else Reason.NUMBER, found


def _rule(reason: Reason, unborne: Callable[[Reading, Grounds], str]) -> _Rule:
    return lambda claim, grounds: (reason, unborne(claim, grounds))


_ON_TEXT: tuple[tuple[Reason, Callable[[str, str], str]], ...] = (
    (Reason.MARKUP, surface.strange),
    (Reason.TALK, surface.talk),
    (Reason.CONTACT, surface.contact),
    (Reason.ADVICE, surface.advice),
)
_ON_EVERY_LINE: tuple[_Rule, ...] = (
    _quote,
    _figure,
    _rule(Reason.NAME, names.unborne),
    _rule(Reason.ROLE, offices.unborne),
    _rule(Reason.ROLE, jobs.unborne),
    _rule(Reason.UNCOVERED, coverage.unborne),
)
_ON_NEEDED_LINES: tuple[_Rule, ...] = (
    _rule(Reason.NEGATION, negation.unborne),
    _rule(Reason.OPPOSITE, opposites.unborne),
    _rule(Reason.OPPOSITE, moods.unborne),
    _rule(Reason.RELATION, relations.unborne),
)

# Begin a sentence that leans on the one before: without it, "ông" and "trong đó" point to somebody and something else.
_LEANS = re.compile(
    r"^(?:(?:ông|bà|anh|chị|người|vị|đồng chí|điều|việc|số|mức|con số) (?:này|đó|ấy)|trong (?:đó|số (?:này|đó))"
    r"|nhờ (?:đó|vậy)|từ đó|qua đó|do (?:đó|vậy)|vì (?:vậy|thế)|bởi vậy|theo đó|như vậy|kết quả là|cũng|đó|đây"
    r"|(?:những|các) \w+(?: \w+){0,3} (?:này|đó|ấy))(?!\w)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"^(?:ông|bà|anh|chị|cô|họ|nó|chúng)\s+(?P<next>\w)", re.IGNORECASE)
# May be cut from the beginning of a sentence that stands without the one before.
_LINKS = re.compile(
    r"^(?:tuy (?:nhiên|vậy)|(?:mặc )?dù vậy|ngoài ra|bên cạnh đó|đồng thời|đặc biệt|cụ thể(?: hơn| là)?|mặt khác"
    r"|hơn nữa|thêm vào đó|ngược lại|trong khi đó|song song đó|cuối cùng|tiếp (?:theo|đó)|sau đó|trước đó"
    r"|đáng chú ý|chẳng hạn|ví dụ|nhưng|song|còn|và)(?:,|\s+là|(?=\s))\s*",
    re.IGNORECASE,
)


def readable(claims: Sequence[Claim], kept: Sequence[bool] | None = None) -> list[Claim]:
    """Return the sentences that can stand when those between them are gone.

    Behind a sentence that is not shown, a connective such as "Tuy nhiên" is cut, and a sentence that points back is
    left out. The first sentence of an answer points to the question, and may.

    Args:
        claims: All sentences in the order of writing.
        kept: Which of them passed; all, where it isn't given.
    """
    passed = list(kept) if kept is not None else [True] * len(claims)
    shown: list[Claim] = []
    for place, claim in enumerate(claims):
        if not passed[place]:
            continue
        standing = claim if place == 0 or passed[place - 1] else _alone(claim)
        if standing is None:
            passed[place] = False
        else:
            shown.append(standing)
    return shown


def _alone(claim: Claim) -> Claim | None:
    """Return a sentence as it can stand without the one before, or None where it can't."""
    text = _LINKS.sub("", claim.text, count=1)
    pronoun = _PRONOUN.match(text)
    if not text or _LEANS.match(text) or (pronoun and pronoun["next"].islower()):
        return None
    return replace(claim, text=text[0].upper() + text[1:])
