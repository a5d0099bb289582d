"""Follow-ups: what a short question means after the ones before it, told by tables of patterns and no model.

| said                                         | becomes                                        | searched   |
|----------------------------------------------|------------------------------------------------|------------|
| "Ông ấy là ai?", "Người thứ hai làm gì?"     | the person's name in the pronoun's place       | near       |
| "Hội thảo đó ở đâu?", "Bài đó ai viết?"      | the topic's name in the demonstrative's place  | same       |
| "Ai nữa?", "Còn ai khác không?"              | the last question, people named before left out| same       |
| "Nói rõ hơn", "Còn gì nữa không?"            | the last question, quotes given before left out| same       |
| "Câu 2 nói rõ hơn" (after several)            | that one of the questions                      | same       |
| "Bao giờ?", "Ở đâu?", "Mấy ngày?"            | the last question with the new slot            | same       |
| "Ai khai mạc?", "Thế còn bế mạc khi nào?"    | itself and the topic's name                    | same       |
| "Thế còn ở Thanh Hóa?", "Còn bà Lill?"       | the last question with the new name            | all / near |
| "Không, ý mình là ở Thanh Hóa cơ"            | the same                                       | all / near |
| "Họ được hưởng những gì?"                    | itself and the topic's name                    | same       |
| anything else                                | itself                                         | all / near |

Searched: only the articles cited before ("same"), those with a head start ("near"), or all of them alike. The
last row is the rule and the others the exceptions: where none fits, nothing of the old topic is carried, and what
was cited has a head start only where the question has no name, number or event of its own. Where that finds nothing,
or a few words find something else, it is `guessed` to be about what was spoken of after all.
"""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.questions import events
from rag.questions.phrases import (
    GENERAL,
    MENTION_FIRST,
    PLACE_OR_TIME_FIRST,
    SLOT,
    content,
    names_something,
    own_words,
    slots,
    without_names,
    without_people,
)
from rag.questions.question import is_english, understand
from rag.talk.conversation import Reach, Resolved, Thread, Turn
from rag.talk.corrections import corrected, put_instead
from rag.talk.pronouns import person_for_pronoun, thing_for_pronoun
from rag.talk.repeats import again
from rag.text.entities import proper_names
from rag.text.patterns import MarkedPattern, flat
from rag.text.vietnamese import fold, has_marks

# Patterns over folded text.
_LEAD = MarkedPattern(
    r"^(?:(?:ok|oke|ờ|ừ|à|dạ|vâng|mà|rồi|và|thì|thế|vậy)(?! (?:nào|giới|kỷ|kỉ|hệ|vận|sao|là|ai|gì)\b)[ ,.]+)+(?=[^ ,.])"
)
_NUMBER = re.compile(r"\d\W?\d")  # "mấy tháng 1 lần" names nothing
# Whoever the article is about.
_THEY = re.compile(r"(?:(?:thế|vậy|và|rồi) )?(?:họ|nó|tụi nó|chúng nó|bọn họ)(?: có)? (?!tên\b)")
_ABOUT_PERSON = re.compile(
    r"^(?:giu |lam )?chuc\b|^(?:da |co )*(?:noi|phat bieu|cho biet|chia se|khang dinh)(?: ve)?(?: nhung| dieu)? (?:gi|sao)\b|^la ai\b|^lam gi\b"
)
# What only a person has, though it names something.
_OF_A_PERSON = re.compile(
    r"^(?:(?:va|nam nay|hien|hien nay) )*(?:que(?: quan)?(?: o)? (?:dau|(?:tinh|huyen|xa) nao)|sinh (?:nam|ngay)(?: thang)? (?:nao|bao nhieu|may)|(?:bao nhieu|may) tuoi|lam (?:viec )?(?:o dau|(?:nghe|viec|cong viec) gi|o (?:cong ty|don vi|co quan) nao))\b"
)
_EVENT_FIRST = re.compile(events.HEAD)
_SAYS_LITTLE = 5  # words of a question that may well lean on what was spoken of, though nothing in it says so
_SAYS_ENOUGH = 12  # words of one that hardly does
_NAME_WORDS = 5  # words of a name that takes another's place; what is longer is a question
_LONG = 160  # characters: whoever writes more says what it is about


def resolve(text: str, turns: Sequence[Turn], restore: Callable[[str], str] = str) -> Resolved:
    """Make a question whole with what was spoken of before; pure.

    Args:
        text: The question, without greetings.
        turns: The conversation so far, oldest first.
        restore: Spells a text as the articles do: marks where it has none, slips mended.
    """
    thread, marked, spelled = Thread.of(turns), has_marks(text), restore(text)
    if thread is None or len(text) > _LONG:
        return Resolved(spelled)
    said = spelled.strip(" ?!.,")
    swapped = person_for_pronoun(said, thread, marked) or thing_for_pronoun(said, thread, marked)
    said = swapped.text if swapped else said
    if match := _THEY.match(said.lower()):
        return leaning(said[match.end() :], turns) or Resolved(spelled)
    return (
        again(said, thread)
        or _instead(said, thread, marked)
        or swapped
        or _elliptic(said, thread)
        or Resolved(spelled[match.end() if (match := _LEAD.match(spelled)) else 0 :])
    )


def spoken_with(resolved: Resolved, turns: Sequence[Turn]) -> Resolved:
    """Return a question with a head start for what was spoken of, unless it names something itself."""
    thread = Thread.of(turns)
    if thread is None or resolved.follows or not thread.articles or stands_alone(resolved.text):
        return resolved
    return replace(thread.followed(Reach.NEAR, resolved.text), periods=resolved.periods)


def guessed(resolved: Resolved, turns: Sequence[Turn], cited: Sequence[str]) -> Resolved | None:
    """Return what a question that seems to stand by itself would be as a follow-up; None where it can't be one.

    "Bao nhiêu công nhân?" asks nothing without what was spoken of. It is one only where all that it says itself
    stands in the articles that were spoken of: a new topic mostly has words of its own.

    Args:
        resolved: The question, by itself.
        turns: What was spoken of before, oldest first.
        cited: Ids of the articles that answered it by itself; the longer it is, the more these are believed.
    """
    said = resolved.text.strip(" ?!.,")
    words = len(said.split())
    if resolved.follows or words > (_SAYS_LITTLE if cited else _SAYS_ENOUGH):
        return None
    found = leaning(said, turns)
    if found is None or set(cited) & set(found.articles):
        return None
    return found


def leaning(said: str, turns: Sequence[Turn]) -> Resolved | None:
    """Return a question asked once more of what the one before it was about; None where it names something else."""
    thread = Thread.of(turns)
    if thread is None or not thread.articles or stands_alone(said):
        return None
    # What it says itself must stand in the article: "giám đốc Quỹ và trưởng trại" are of two.
    own = own_words(said)
    topic = thread.topic or content(thread.told.question)
    if is_english(said):
        topic = thread.told.question if is_english(thread.told.question) else ""
    found = thread.followed(Reach.SAME, topic, said.strip(" ?!.,"))
    return replace(found, names=own)


def stands_alone(said: str) -> bool:
    """Tell whether a question has a name, a number or an event of its own."""
    return bool(proper_names(said)) or _NUMBER.search(said) is not None or any(events.kinds(said))


def _instead(said: str, thread: Thread, marked: bool) -> Resolved | None:
    """Ask the last question of somebody or something else."""
    meant = corrected(said)
    if (new := meant or put_instead(said, marked)) is None:
        return None
    last, slot = thread.last.question, SLOT.search(new)
    if not names_something(new) and not _of_another_event(new, thread):
        if slot:
            return _elliptic(new, thread)
        return thread.followed(Reach.SAME, new, slots(last), thread.topic or content(thread.told.question))
    person = MENTION_FIRST.match(new if marked else flat(new))
    start, end = person.span(1) if person else (0, len(new))
    mention, rest = new[start:end], "" if slot else without_people(last)
    if name := _known(mention, thread):
        return thread.followed(Reach.NEAR, f"{new[:start]}{name}{new[end:]}", rest)
    if person:
        return replace(thread.followed(Reach.ALL, new, rest), names=frozenset(understand(mention).syllables))
    if meant and not slot and not stands_alone(new):
        return thread.followed(Reach.NEAR, new, slots(last))
    short = len(new.split()) <= _NAME_WORDS and " thi " not in flat(new)
    if not PLACE_OR_TIME_FIRST.match(new) and (slot or not (short or _EVENT_FIRST.match(flat(new)))):
        return thread.followed(Reach.NEAR, new) if meant else None  # it says all that it asks
    if slot and own_words(without_names(new)):
        return thread.followed(Reach.NEAR, new)  # a place or a time, and all that it asks
    rest = without_names(last)
    named = frozenset(understand(GENERAL.out_of(new)).syllables)
    reach = Reach.ALL if stands_alone(new) or PLACE_OR_TIME_FIRST.match(new) else Reach.NEAR
    return replace(thread.followed(reach, new, content(rest) if slot else rest), names=named)


def _elliptic(said: str, thread: Thread) -> Resolved | None:
    """Complete a question that names nothing of its own."""
    if thread.last.focus and _OF_A_PERSON.match(flat(said)):
        return thread.followed(Reach.NEAR, thread.last.focus, said)
    rest = SLOT.out_of(said)
    general = GENERAL.search(rest)
    if names_something(said) or (not general and rest == said):
        return None
    if thread.last.focus and _ABOUT_PERSON.match(flat(said)):
        return thread.followed(Reach.NEAR, thread.last.focus, said)
    if not general:
        return thread.followed(Reach.SAME, content(thread.told.question), said)
    topic = thread.topic
    if _of_another_event(said, thread):
        return None
    if topic and any(events.kinds(said)):
        start, end = events.heads(said)[0]
        return thread.followed(Reach.SAME, f"{said[:start]}{topic}{said[end:]}")
    return thread.followed(Reach.SAME, topic or content(thread.told.question), said)


def _of_another_event(said: str, thread: Thread) -> bool:
    """Tell whether a text is about another event than the talk, as "hội nghị" after a "hội thảo"."""
    kinds = set(events.kinds(said))
    return bool(kinds) and thread.event not in ("", *kinds)


def _known(mention: str, thread: Thread) -> str:
    """Return the full name of somebody named before, or "" for anybody else."""
    parts = set(fold(mention).split())
    people = (person for turn in thread.turns for person in turn.people)
    return next((person.name for person in people if parts <= set(fold(person.name).split())), "")
