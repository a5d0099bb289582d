"""People whom an answer names: who they are, how they are addressed, and which of them a question is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.questions.question import understand
from rag.text.entities import EntityKind, entities, proper_names
from rag.text.vietnamese import syllables

_ADDRESSED_SHE, _ADDRESSED_HE = frozenset({"bà", "chị", "cô"}), frozenset({"ông", "anh", "chú", "bác"})
_AROUND = 70  # characters on either side of a name in which a question's words count for it


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom an answer named."""

    name: str
    female: bool | None  # None: the article doesn't say


def names_of_people(text: str) -> list[str]:
    """Return whom a text names, in reading order; a line that is nothing but a name is one."""
    names = [person.text for person in entities(text, (EntityKind.PERSON,))]
    # An author's name stands alone at the end; it is looked at only where nobody else is named.
    names = names or [
        line for line in text.splitlines() if proper_names(line) == [line] and 2 <= len(line.split()) <= 4
    ]
    return list(dict.fromkeys(names))


def people(text: str, article: str) -> tuple[Person, ...]:
    """Return the people of a text in reading order, with what the whole article tells of them."""
    return tuple(Person(name, _female(name, article)) for name in names_of_people(text))


def focus(question: str, named: Sequence[Person], quoted: str) -> str:
    """Return whom a question is about: whom it names, or who stands nearest to its words in the quotes."""
    if not named:
        return ""
    wanted = set(understand(question).plain)
    asked = set(syllables(question))

    def nearness(person: Person) -> tuple[bool, int]:
        name = syllables(person.name)
        place = quoted.find(person.name)
        around = set(syllables(quoted[max(place - _AROUND, 0) : place + _AROUND])) - set(name)
        return name[-1] in asked or asked.issuperset(name[:2]), len(wanted & around)

    return max(named, key=nearness).name


def _female(name: str, article: str) -> bool | None:
    """Tell from the form of address before a name, or from its middle word, whether it is a woman's."""
    addressed = {match.lower() for match in re.findall(rf"(\w+)\s+{re.escape(name)}", article)}
    middle = syllables(name)[1:-1]
    if addressed & _ADDRESSED_SHE or "thị" in middle:
        return True
    return False if addressed & _ADDRESSED_HE or "văn" in middle else None
