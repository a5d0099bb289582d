"""Whether what is quoted tells of the person whom a question asks about: "Ông Tài là ai?", "Bà Mai giữ chức gì?".

The confidence weighs words by how rare they are, and many a given name is a common syllable ("Tài", "Vinh", "Thất"):
it cannot tell that such a question is answered, nor that a namesake with another surname answers nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.entities import SURNAMES, EntityKind, entities
from rag.phrases import MENTION_FIRST
from rag.question import Asks, Question
from rag.spans.posts import all_posts
from rag.vietnamese import fold, syllables

_FULL = 3  # syllables of a full name, at least


def tells_of_person(question: Question, sentence: str) -> bool:
    """Tell whether a sentence names the person who is asked about, and a post with the name."""
    asked = _asked(question)
    named = bool(asked) and any(name[-len(asked) :] == asked for name in _people(sentence, question))
    return named and bool(all_posts(sentence))


def tells_of_namesakes(question: Question, sentences: Sequence[str]) -> bool:
    """Tell whether all who have the given name that is asked about have another surname."""
    asked = _asked(question)
    if len(asked) < _FULL or asked[0] not in {_form(surname, question) for surname in SURNAMES}:
        return False
    found = [name for sentence in sentences for name in _people(sentence, question) if name[-1] == asked[-1]]
    # "Bà Mai" may be anybody of that name; who is named in full has a surname.
    full = [name for name in found if len(name) >= _FULL]
    return bool(full) and all(name[0] != asked[0] for name in full)


def _asked(question: Question) -> list[str]:
    """Return the syllables of the name in "Ông … là ai", and in a question that begins with a full name."""
    if Asks.ROLE not in question.asks:
        return []
    text = question.embedded
    if mention := MENTION_FIRST.match(text):
        return _syllables(text[slice(*mention.span(1))], question)
    first = next(iter(entities(text, (EntityKind.PERSON,))), None)
    return _syllables(first.text, question) if first and first.start == 0 else []


def _people(sentence: str, question: Question) -> list[list[str]]:
    return [_syllables(person.text, question) for person in entities(sentence, (EntityKind.PERSON,))]


def _syllables(name: str, question: Question) -> list[str]:
    return [_form(syllable, question) for syllable in syllables(name)]


def _form(syllable: str, question: Question) -> str:
    return syllable if question.marked else fold(syllable)
