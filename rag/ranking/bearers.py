"""Whether the value that a question asks for is given of whom it asks: "Chị Lài vay bao nhiêu tiền?".

A long article names many by the way and gives sums, days and numbers of others. What it has of one whom it doesn't
begin with stands in the sentence that names him, or in those behind it as long as they name nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from rag.questions.question import Question
from rag.spans.nearness import UPPER
from rag.text.entities import SURNAMES, EntityKind, entities
from rag.text.patterns import MarkedPattern
from rag.text.vietnamese import fold

_OPENING = 3  # sentences, the title among them: whom these name is spoken of all along
_BEHIND = 2  # sentences in which somebody may be spoken of as "anh" or "đơn vị này"
_FULL = 3  # syllables of a person's full name
_SELDOM = 2  # sentences that have the words for what isn't spoken of all along
# Who gets something, by what sort of one he is: "Giải Khuyến khích được thưởng bao nhiêu?".
_GETS = MarkedPattern(r"^((?:(?!đã|rằng|mà)\w+ ){0,7}\w+) (?:được|bị|nhận|phải)\b.*\b(?:bao nhiêu|mấy)\b")
_FOLDED_SURNAMES = frozenset(map(fold, SURNAMES))
_WORD = re.compile(r"\w+")
_NAME = re.compile(rf"[{UPPER}]\w*(?: [{UPPER}]\w*)+")

Gives = Callable[[str], bool]


def given_of_others(question: Question, sentences: Sequence[str], gives: Gives) -> bool:
    """Tell whether a question names somebody whom an article names by the way, and gives the value only of others.

    Args:
        question: What is asked.
        sentences: Of the article, in reading order, the title first.
        gives: Tells a sentence that has a value of the kind that is asked for.
    """
    gets = _GETS.search(question.embedded)
    if not (question.typed_names or gets):
        return False  # most questions: their article needn't be folded
    folded = [
        f" {' '.join(_WORD.findall(fold(' '.join(question.shorthand.spelled_out(text)))))} " for text in sentences
    ]
    for name in question.typed_names:
        pairs = [fold(term).split("_") for term in name if "_" in term]
        form = _as_named([pair[0] for pair in pairs] + [pair[1] for pair in pairs[-1:]])
        places = [place for place, text in enumerate(folded) if form and form in text]
        if (
            places
            and places[0] >= _OPENING
            and not any(_is_given(place, question, sentences, gives) for place in places)
        ):
            return True
    return gets is not None and _is_of_another_sort(gets.end(1), question, folded, sentences, gives)


def _is_of_another_sort(
    end: int, question: Question, folded: Sequence[str], sentences: Sequence[str], gives: Gives
) -> bool:
    """Tell whether the words for who gets something, up to an `end`, stand seldom, and in no sentence with a value."""
    who = [fold(syllable) for syllable in question.shorthand.spelled_out(question.embedded[:end])]
    strong = set(question.folded)
    found: set[int] = set()
    for left, right in pairwise(who):
        places = [place for place, text in enumerate(folded) if f" {left} {right} " in text]
        if f"{left}_{right}" in strong and 0 < len(places) <= _SELDOM and places[0] >= _OPENING:
            # Behind a question of somebody's stands the reply.
            found.update(places, (place + 1 for place in places if sentences[place].rstrip().endswith("?")))
    return bool(found) and not any(gives(text) for place, text in enumerate(sentences) if place in found)


def _as_named(syllables: Sequence[str]) -> str:
    """Return by what an article goes on to call somebody, between blanks, "" for what may be any word."""
    if len(syllables) < 2:
        return ""
    person = len(syllables) >= _FULL and syllables[0] in _FOLDED_SURNAMES
    return f" {' '.join(syllables[-1:] if person else syllables[-2:])} "


def _is_given(place: int, question: Question, sentences: Sequence[str], gives: Gives) -> bool:
    if gives(sentences[place]):
        return True
    for text in sentences[place + 1 : place + 1 + _BEHIND]:
        if _names_others(text, question):
            return False
        if gives(text):
            return True
    return False


def _names_others(text: str, question: Question) -> bool:
    names = [match.group() for match in _NAME.finditer(text)]
    names += [person.text for person in entities(text, (EntityKind.PERSON,))]
    return any(fold(name) not in question.folded_text for name in names)
