"""Initials that stand in no table, read by the article that the rest of a question finds.

Members shorten what they think everybody knows: "tỉnh NĐ" for Nam Định, "Cty May HG" for May Hoàng Gia, "NĐTP" in
a question about a case of "ngộ độc thực phẩm". No table could hold them all; the article has the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rag.text.entities import EntityKind, entities
from rag.text.patterns import flat
from rag.text.shorthand import Shorthand
from rag.text.vietnamese import Token, fold, syllables, tokens
from rag.typed.keys import is_syllable

_MOST = 7  # letters
_IN_TITLE, _IN_LEAD, _ANYWHERE = 2, 3, 4  # letters from which on they may stand for any words of the title, of the text
_LEAD = 600  # characters
_PART = re.compile(r"^[-/&](?=\w)")  # behind what is a part of a longer name: "AS-278"
_UNITS = frozenset("km kg cm mm ml tr ck".split())
_VOWEL = re.compile("[aeiouy]")
# Behind these, initials are of a place, whatever else they stand for elsewhere: "tỉnh LĐ" is no "lao động".
_PLACES = "tỉnh|thành phố|tp|huyện|quận|thị xã|phường|xã|thị trấn"
_BEHIND_PLACE = re.compile(rf"\b({_PLACES}|{fold(_PLACES)})\.? *$", re.IGNORECASE)
_OF_PLACE = re.compile(rf"\b(?P<kind>{_PLACES})\.? +(?=[^\W\d_])", re.IGNORECASE)
# Behind these they are of a name, not of any words.
_BEHIND_KIND = re.compile(
    r"\b(?:cong ty|cty|tnhh|cp|mtv|nha may|kcn|khu cong nghiep|truong|benh vien|bv|tap doan|ngan hang|nh|doi"
    r"|ong|ba|anh|chi)\.? *$"
)
_CLAUSE = re.compile(r"[^\n.,;:!?()“”\"/–-]+")
_QUOTED = re.compile(r"[“\"]([^”\"\n]{3,80})[”\"]")


def read(text: str, title: str, body: str, shorthand: Shorthand) -> tuple[str, int]:
    """Return a question with the initials that an article has the words for spelled out, and how many those are.

    What has two readings there is left as it is, and so are initials that the article writes itself.

    Args:
        text: The question.
        title: The article's.
        body: Its text.
        shorthand: What abbreviations are known; behind the kind of a place they may stand for its name all the same.
    """
    if text.isupper():
        return text, 0
    asked = list(_initials(text, shorthand))
    if not asked:
        return text, 0
    article = _Words(title, body)
    said = f" {' '.join(map(fold, shorthand.spelled_out(f'{title} {body}')))} "
    parts, end, count = [], 0, 0
    for token, long, place in asked:
        known = f" {fold(' '.join(syllables(long or token.written)))} " in said
        found = article.places(token.written, place) if place else ""
        if not found and not known:
            # "cn" typed without marks is in the table as "CN" is, but means nothing beside restored marks.
            found = _one_said(token.written, shorthand, said) or article.name(token.written)
            if not found and not _BEHIND_KIND.search(flat(text[: token.start])):
                found = article.phrase(token.written)
        if found and fold(found) != fold(long):
            parts += [text[end : token.start], found]
            end, count = token.end, count + 1
    return "".join([*parts, text[end:]]), count


def _one_said(letters: str, shorthand: Shorthand, said: str) -> str:
    """Return the one thing that the table has for letters without their marks and that an article says."""
    rows = [row.long for row in shorthand.rows if fold(row.short) == letters.lower()]
    held = {fold(long): long for long in rows if f" {fold(' '.join(syllables(long)))} " in said}
    return next(iter(held.values())) if len(held) == 1 else ""


def _initials(text: str, shorthand: Shorthand) -> Iterator[tuple[Token, str, str]]:
    """Yield what may be initials, with what the table has for them and the kind of place before them, or ""."""
    for long, token in shorthand.read(text):
        letters = token.written
        if not (letters.isalpha() and _IN_TITLE <= len(letters) <= _MOST) or _PART.search(text[token.end :]):
            continue
        before = _BEHIND_PLACE.search(text[: token.start])
        bare = fold(letters)
        if letters.isupper():
            if before or not is_syllable(bare):
                yield token, long, fold(before[1]) if before else ""
        elif letters.islower() and not long and not _VOWEL.search(bare) and bare not in _UNITS:
            yield token, long, fold(before[1]) if before else ""


class _Words:
    """The names and phrases of an article."""

    def __init__(self, title: str, body: str) -> None:
        self._title, self._lead, self._whole = title, f"{title}\n{body[:_LEAD]}", f"{title}\n{body}"

    def places(self, letters: str, kind: str) -> str:
        """Return the one place of a folded kind that has such initials, "" where there is none or are several."""
        kinds = {kind, *({"tp", "thanh pho"} if kind in ("tp", "thanh pho") else ())}
        behind = (
            self._whole[match.end() : match.end() + 60]
            for match in _OF_PLACE.finditer(self._whole)
            if fold(match["kind"]) in kinds
        )
        heads = (_clause(text)[: len(letters)] for text in behind)
        return _one(
            words for words in heads if all(word.written[0].isupper() for word in words) and _fits(letters, words)
        )

    def name(self, letters: str) -> str:
        """Return the one name that has such initials, but of people, "" where there is none or are several."""
        return _one(words for words in self._names(len(letters)) if _fits(letters, words))

    def phrase(self, letters: str) -> str:
        """Return the one phrase that has such initials, the fewer they are the nearer to the top."""
        size, found = len(letters), ""
        for least, text in ((_IN_TITLE, self._title), (_IN_LEAD, self._lead), (_ANYWHERE, self._whole)):
            if not found and size >= least:
                found = _one(words for words in _windows(text, size) if _fits(letters, words))
        return found

    def _names(self, size: int) -> Iterator[Sequence[Token]]:
        """Yield the runs of capitals and quoted names of so many words, and what a longer run begins or ends with."""
        for match in _QUOTED.finditer(self._whole):
            yield tokens(match[1])
        people = [(person.start, person.end) for person in entities(self._whole, (EntityKind.PERSON,))]
        for clause in _CLAUSE.finditer(self._whole):
            run: list[Token] = []
            for token in [*tokens(clause.group()), None]:
                if token is not None and token.written[0].isupper():
                    run.append(token)
                    continue
                if len(run) >= size and not any(
                    clause.start() + run[0].start < last and first < clause.start() + run[-1].end
                    for first, last in people
                ):
                    yield run[-size:]
                    yield run[:size]
                if token is not None and len(run) == 1 < size and run[0].start:
                    yield [*run, token]  # "đội Điện lực"
                run = []


def _clause(text: str) -> list[Token]:
    match = _CLAUSE.match(text)
    return tokens(match.group()) if match else []


def _windows(text: str, size: int) -> Iterator[Sequence[Token]]:
    for clause in _CLAUSE.finditer(text):
        words = tokens(clause.group())
        yield from (words[place : place + size] for place in range(len(words) - size + 1))


def _fits(letters: str, words: Sequence[Token]) -> bool:
    """Tell whether letters are the words' initials; "D" may be meant for "Đ", but not the other way round."""
    if len(words) != len(letters):
        return False
    firsts = [word.lower[0] for word in words]
    return all(letter in (first, fold(first)) for letter, first in zip(letters.lower(), firsts, strict=True))


def _one(found: Iterable[Sequence[Token]]) -> str:
    """Return the words that were found, as they are written first; "" where they are not always the same."""
    readings: dict[str, str] = {}
    for words in found:
        written = " ".join(word.written for word in words)
        readings.setdefault(fold(written), written)
    return next(iter(readings.values())) if len(readings) == 1 else ""
