"""What a model is told: the files of `prompts/`, checked when they are loaded and filled for each call.

A prompt is text with `$variables` (`string.Template`, a dollar sign is `$$`) in parts, each below a line
`<!-- system -->` or `<!-- user -->` that says who speaks; what stands above the first one is a note to whoever edits
the file. A folder of one's own (PROMPTS_DIR) may hold some of the files; the others are those that come along. Every
variable must occur: a prompt without the fence, say, would let articles speak as if they were the prompt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from string import Template
from typing import cast

from rag.errors import PromptError
from rag.writing.material import fence, neutral, rendered
from rag.writing.message import Message, Role
from rag.writing.sheet import Sheet

REFUSAL = "Các bài viết không có thông tin để trả lời câu hỏi này."  # what a model says where the lines don't answer

_INSTALLED = Path(__file__).resolve().parents[1] / "prompts"  # of a wheel
SHIPPED = Path(__file__).resolve().parents[2] / "prompts"  # of a checkout
VARIABLES: Mapping[str, frozenset[str]] = {
    "answer.md": frozenset({"refusal", "fence", "evidence", "talk", "question"}),
    "question.md": frozenset({"fence", "talk", "question"}),
    "summary.md": frozenset({"fence", "evidence"}),
}
_PART = re.compile(r"^<!-- *(\w+) *-->[ \t]*$", re.MULTILINE)
_ROLES = ("system", "user", "assistant")
_NOTHING = "(không có)"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question asked before, and what was quoted in answer to it."""

    asked: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prompt:
    """One file: who says what."""

    parts: tuple[tuple[Role, Template], ...]

    @classmethod
    def parse(cls, name: str, text: str) -> Prompt:
        """Take a file apart and check its variables; `name` is one of `VARIABLES`.

        Raises:
            PromptError: it has no part for the user, a part for nobody, or the wrong variables.
        """
        pieces = _PART.split(text)[1:]
        parts = tuple((role, body.strip()) for role, body in zip(pieces[::2], pieces[1::2], strict=True))
        if any(role not in _ROLES for role, _ in parts):
            raise PromptError(name, "bad-part")
        if not any(role == "user" for role, _ in parts):
            raise PromptError(name, "no-user-part")
        templates = tuple((cast("Role", role), Template(body)) for role, body in parts)
        if not all(template.is_valid() for _, template in templates):
            raise PromptError(name, "bad-dollar")
        found = {variable for _, template in templates for variable in template.get_identifiers()}
        for problem, variables in (("missing", VARIABLES[name] - found), ("unknown", found - VARIABLES[name])):
            if variables:
                raise PromptError(name, problem, min(variables))
        return cls(templates)

    def filled(self, values: Mapping[str, str]) -> tuple[Message, ...]:
        """Return the messages; a fence is found that stands in none of the values."""
        every = {**values, "fence": fence(values.values())}
        return tuple(Message(role, template.substitute(every)) for role, template in self.parts)

    @property
    def own_words(self) -> str:
        """What is said whatever the values are."""
        return "\n".join(template.pattern.sub(" ", template.template) for _, template in self.parts)


@dataclass(frozen=True)
class Prompts:
    """All prompts; each method returns the messages of one call."""

    files: Mapping[str, Prompt]

    @classmethod
    def load(cls, folder: Path) -> Prompts:
        """Read the prompts of a folder, and for those that it lacks the ones that come along.

        Raises:
            PromptError: a prompt can't be read or has the wrong variables.
        """
        return cls({name: Prompt.parse(name, _read(folder, name)) for name in VARIABLES})

    def answer(self, question: str, sheet: Sheet, talk: Sequence[Exchange] = ()) -> tuple[Message, ...]:
        """Ask for an answer from the lines of a sheet; of the talk only what was asked is told."""
        asked = [Exchange(exchange.asked) for exchange in talk]
        values = {"refusal": REFUSAL, "evidence": rendered(sheet), "talk": _told(asked), "question": neutral(question)}
        return self.files["answer.md"].filled(values)

    def question(self, question: str, talk: Sequence[Exchange]) -> tuple[Message, ...]:
        """Ask for the question that a follow-up means."""
        return self.files["question.md"].filled({"talk": _told(talk), "question": neutral(question)})

    def summary(self, sheet: Sheet) -> tuple[Message, ...]:
        """Ask for a summary of the article on a sheet."""
        return self.files["summary.md"].filled({"evidence": rendered(sheet)})

    @cached_property
    def own_words(self) -> str:
        """What the prompts say themselves, which no answer repeats."""
        return "\n".join([*(prompt.own_words for prompt in self.files.values()), REFUSAL])


def _told(talk: Sequence[Exchange]) -> str:
    lines = [
        line
        for exchange in talk
        for line in (f"- Hỏi: {neutral(exchange.asked)}", *(f"- Đáp: {neutral(quote)}" for quote in exchange.quotes))
    ]
    return "\n".join(lines) or _NOTHING


def _read(folder: Path, name: str) -> str:
    for place in (folder, _INSTALLED, SHIPPED):
        try:
            return (place / name).read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as error:
            raise PromptError(name, "unreadable") from error
    raise PromptError(name, "unreadable")
