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
    joined,
    names_something,
    own_words,
    slots,
    without_names,
    without_people,
)
from rag.questions.question import Asks, is_english, understand
from rag.talk.conversation import Reach, Resolved, Thread, Turn, Wanted
from rag.talk.pronouns import person_for_pronoun, thing_for_pronoun
from rag.text.entities import proper_names
from rag.text.patterns import MarkedPattern, flat, written
from rag.text.vietnamese import fold, has_marks

# Patterns over folded text.
_POLITE = MarkedPattern(
    r"(?: (?:ạ|à|a|ah|vậy|vay|nhỉ|hả|ha|z|v|nhé|nhe|nhá|nha|với|ad|bot|ơi|oi|bạn|không|ko|k|đi|đâu))*[ ?!.,]*$"
)
_OTHERS = re.compile(
    r"^(?:(?:the|vay|con|co|va) )*(?:nhung |cac )?(?:ai|nguoi nao|vi nao|dong chi nao|nguoi)\b.*\b(?:nua|khac)\b|^(?:the |vay )?con (?:co )?(?:nhung )?(?:ai|nguoi nao)\b"
    r"|^ngoai (?:ra|(?P<but>.+?))(?: ra)?(?: thi)?,? (?:con |co )+(?:nhung )?(?:ai|nguoi nao|vi nao)\b"
)
_OF_OTHERS = re.compile(r"\b(?:nua|khac|con|co|the|vay|va|ngoai|ra|nguoi)\b")
_MORE = re.compile(
    r"^(?:(?:ban|hay|co the|giai thich|noi|ke|cho|trich|xin|muon|biet|minh|toi|em|dua|dan|ky|mot chut|chut) )*(?:ro hon|ro them|ro|(?:chi tiet|cu the|ky|day du)(?: hon)?|them|tiep)"
    r"(?: (?:ve|duoc|xem|nao|thong tin|chi tiet|chut|ti|xiu|nua|tuc|cho (?:minh|toi|em)))*$"
    r"|^(?:the |con |co )+(?:gi|thong tin|doan|y|noi dung)(?: gi| nao)?(?: (?:nua|khac|them))?$|^(?:doan|cau|y|thong tin) khac$|^con nua$"
)
_PART = re.compile(
    r"^(?:(?:con|the|vay|da|ban|noi|giai thich|tra loi|lai|ro|them|ve|cho|minh|toi|em|biet|chi tiet|cu the|hon) )*"
    r"(?:cau|y)(?: hoi)?(?: so| thu)? (?P<which>[1-4]|nhat|dau(?: tien)?|hai|ba|bon|tu|cuoi(?: cung)?)"
    r"(?: (?:noi|tra loi|giai thich|lai|ro|them|chi tiet|cu the|hon|thi|sao|di|duoc|giup|minh|toi|em))*$"
)
_PLACES = {"nhat": 0, "dau": 0, "dau tien": 0, "hai": 1, "ba": 2, "bon": 3, "tu": 3, "cuoi": -1, "cuoi cung": -1}
_INSTEAD = re.compile(
    r"^(?:(?:da|uh|u|a|ok|nhung|the|vay)[ ,]+)*?(?P<lead>con|the(?! (?:nao|gioi|ky|ki|he)\b)|vay|rieng)\b(?: thi)?[ ,]*(?:con )?(?:ve |doi voi |rieng )?(?P<x>.+)$"
)
_WHAT_OF = re.compile(r"^(?P<x>.+?) thi (?:sao|the nao|ra sao)$")
# "Không, ý mình là hội nghị cơ mà", "ý em hỏi bài kia, ở Nghệ An ấy", "bài Hải Phòng ấy": the same, of something else.
_NO = r"(?:(?:a|u|da|khong(?: phai(?: vay| the)?)?|ko|k|hong|hk|nham(?: roi)?|sai(?: roi)?)[ ,.!]+)"
_I_MEAN = r"y (?:cua )?(?:minh|toi|em|tui|t|m|mk|mik|chau)(?: (?:la|hoi|noi|muon|dang|ve|den))*"
_I_ASK = r"(?:minh|toi|em|tui)(?: (?:dang|muon|dinh))? (?:hoi|noi)(?: (?:ve|la|den|cai))*"
_ONE_OF_THEM = r"(?:(?:cai )?(?:bai|tin|vu|cho|ben|cai)(?: (?:kia|khac))?[ ,]+)"
_MEANT = re.compile(
    rf"^(?:{_NO}*{_I_MEAN}|{_NO}+{_I_ASK})[ ,:]+{_ONE_OF_THEM}?(?P<mean>.+?)(?: (?:co ma|co|ma|ay|kia|day|chu|nhe|nha|thoi))*$"
    rf"|^{_NO}+{_ONE_OF_THEM}?(?P<not>.+?)(?: co ma| co| ma| chu| ay| kia)+$|^{_ONE_OF_THEM}?(?P<name>.+?) (?:co ma|co|ay|kia)$"
)
_LEAD = MarkedPattern(
    r"^(?:(?:ok|oke|ờ|ừ|à|dạ|vâng|mà|rồi|và|thì|thế|vậy)(?! (?:nào|giới|kỷ|kỉ|hệ|vận|sao|là|ai|gì)\b)[ ,.]+)+(?=[^ ,.])"
)
_HOW = re.compile(r"(?: (?:thi )?(?:sao|the nao|ra sao)| thi)$")
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
_SHORT = 3  # words of a thing that may be asked about with "thì sao" alone
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
        _others(said, thread)
        or _part(said, thread)
        or _more(said, thread)
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


def _others(said: str, thread: Thread) -> Resolved | None:
    """Ask the last question again, for people who were not named."""
    bare = _without_courtesy(said)
    if (match := _OTHERS.match(bare)) is None:
        return None
    but = match["but"]
    asked = _OF_OTHERS.sub(" ", bare.replace(but, " ") if but else bare)
    if names_something(asked):
        return None
    question, topic = thread.last.question, thread.topic
    if GENERAL.search(SLOT.out_of(asked)):
        question = said if topic in said else joined((topic, said))
    elif Asks.WHO not in understand(question).asks:
        question = joined(("Ai", content(question)))
    known = frozenset(fold(person.name) for turn in thread.turns for person in turn.people)
    if but:
        given = but.split()[-1]
        known = frozenset(name for name in known if given in name.split())
    return replace(thread.followed(Reach.SAME, question), wanted=Wanted.OTHERS, known=known)


def _more(said: str, thread: Thread) -> Resolved | None:
    """Ask the last question again, for what was not quoted."""
    if not _MORE.match(_without_courtesy(said)):
        return None
    question = thread.told.question
    seen = tuple(passage for turn in thread.turns if turn.question == question for passage in turn.cited)
    return replace(thread.followed(Reach.SAME, question), wanted=Wanted.MORE if seen else Wanted.ANSWER, seen=seen)


def _part(said: str, thread: Thread) -> Resolved | None:
    """Ask one of several questions again, which then has the whole answer to itself."""
    turn = next((turn for turn in thread.turns if "\n" in turn.asked), thread.last)
    asked = turn.asked.split("\n")
    if len(asked) < 2 or (match := _PART.match(_without_courtesy(said))) is None:
        return None
    which = match["which"]
    place = int(which) - 1 if which.isdigit() else _PLACES[which]
    if place >= len(asked):
        return None
    whole = [f"{question}?" for question in turn.question.rstrip("?").split("? ")]
    return thread.followed(Reach.SAME, (whole if len(whole) == len(asked) else asked)[place])


def _instead(said: str, thread: Thread, marked: bool) -> Resolved | None:
    """Ask the last question of somebody or something else."""
    meant = _meant(said)
    if (new := meant or _put_instead(said, marked)) is None:
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


def _meant(said: str) -> str | None:
    """Return what "không, ý mình là …" and "… cơ mà" ask about."""
    if (match := _MEANT.match(_without_courtesy(said))) is None or match.lastgroup is None:
        return None
    start, end = match.span(match.lastgroup)
    new = said[start:end].strip(" ,")
    return new if match.lastgroup != "name" or (proper_names(new) and not SLOT.search(new)) else None


def _put_instead(said: str, marked: bool) -> str | None:
    """Return what "còn …" and "… thì sao" ask about."""
    bare = _without_courtesy(said)
    match = _INSTEAD.match(bare)
    if match is None or (marked and not written(said, match, "lead")):
        if (match := _WHAT_OF.match(bare)) is None:
            return None
        x = said[: match.end("x")]
        # "Giải nhì thì sao?" asks nothing by itself; what is longer may: "Công nhân làm thêm ngày lễ thì sao?"
        long = len(x.split()) > _SHORT
        if long and not (PLACE_OR_TIME_FIRST.match(x) or MENTION_FIRST.match(x)) and names_something(x):
            return None
    start = match.start("x")
    return said[start : start + len(_HOW.sub("", match["x"]))].strip(" ,")


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


def _without_courtesy(said: str) -> str:
    """Return a text folded, without the words and signs that only end it."""
    return flat(_POLITE.out_of(said)).rstrip()


def _known(mention: str, thread: Thread) -> str:
    """Return the full name of somebody named before, or "" for anybody else."""
    parts = set(fold(mention).split())
    people = (person for turn in thread.turns for person in turn.people)
    return next((person.name for person in people if parts <= set(fold(person.name).split())), "")
