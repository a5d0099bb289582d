"""Whether what is quoted tells of the person whom a question asks about: "Ông Tài là ai?", "Bà Mai giữ chức gì?".

The confidence weighs words by how rare they are, and many a given name is a common syllable ("Tài", "Vinh", "Thất"):
it cannot tell that such a question is answered, nor that a namesake with another surname answers nothing, or a town
of the same name.
"""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from rag.questions.phrases import MENTION_FIRST
from rag.questions.question import Asks, Question
from rag.spans.names import CAPITAL
from rag.spans.posts import all_posts
from rag.text.entities import SURNAMES, EntityKind, entities
from rag.text.patterns import MarkedPattern
from rag.text.vietnamese import fold, syllables

_FULL = 3  # syllables of a full name, at least
_LONG, _LIKE = 5, 0.8  # letters of a name that may have a slip, and the share of them that is right
_SAID = MarkedPattern(
    r" (?:đã )?(?:nói|phát biểu|cho biết|khẳng định|đánh giá|chia sẻ)(?: (?:những|điều|cái|ra|lên))* (?:gì|sao|thế nào)[ ?!.]*$"
)
_SAYING = re.compile(
    r"nói|phát biểu|cho (?:biết|rằng|hay)|khẳng định|đánh giá|chia sẻ|nhấn mạnh|đề nghị|bộc bạch|tâm sự|xúc động|lưu ý|[:“\"]"
)
_ADDRESSED = re.compile(rf"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Đđ]ồng chí|[ĐđCc]/c)\s+({CAPITAL})")


def tells_of_person(question: Question, sentence: str) -> bool:
    """Tell whether a sentence names the person who is asked about, and a post or a saying with the name."""
    asked = _asked(question)
    if not asked or not any(name[-len(asked) :] == asked for name in _people(sentence, question)):
        return False
    return bool(all_posts(sentence) if Asks.ROLE in question.asks else _SAYING.search(sentence))


def tells_of_nobody(question: Question, sentences: Sequence[str]) -> bool:
    """Tell whether nobody is named who could be the one with the single name that is asked about."""
    asked = _asked(question)
    if len(asked) != 1:
        return False
    named = [name for sentence in sentences for name in _people(sentence, question)]
    named += [_syllables(match[1], question) for one in sentences for match in _ADDRESSED.finditer(one)]
    return not any(_alike(asked[0], syllable) for name in named for syllable in name)


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
    """Return the syllables of the name in "Ông … là ai" or "nói gì", and in a question that begins with a full name."""
    text = question.embedded
    if Asks.ROLE not in question.asks and not _SAID.search(text):
        return []
    if mention := MENTION_FIRST.match(text):
        return _syllables(text[slice(*mention.span(1))], question)
    first = next(iter(entities(text, (EntityKind.PERSON,))), None)
    return _syllables(first.text, question) if first and first.start == 0 else []


def _people(sentence: str, question: Question) -> list[list[str]]:
    return [_syllables(person.text, question) for person in entities(sentence, (EntityKind.PERSON,))]


def _syllables(name: str, question: Question) -> list[str]:
    return [_form(syllable, question) for syllable in syllables(name)]


def _alike(asked: str, syllable: str) -> bool:
    """Tell whether a syllable is what is asked for, or a long foreign one with a slip."""
    slip = len(asked) >= _LONG and SequenceMatcher(None, fold(asked), fold(syllable)).ratio() >= _LIKE
    return asked == syllable or slip


def _form(syllable: str, question: Question) -> str:
    return syllable if question.marked else fold(syllable)
