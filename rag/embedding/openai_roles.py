"""How a model is told a question from a passage; many of those behind OpenAI-compatible servers want to know.

OpenAI's own models don't. E5, for one, was trained on texts that begin with "query: " or "passage: ", and most
servers leave that to whoever calls them; some add it by themselves when a field of the request says what a text is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Roles:
    """What is put before a text, or said of it in the request."""

    name: str = ""  # part of the embedder's name: other roles give other vectors
    query: str = ""
    passage: str = ""
    field: bool = False  # whether the field `input_type` says "query" or "passage"


PLAIN = Roles()
INPUT_TYPE = Roles("input_type", field=True)

_SEARCH = "Given a web search query, retrieve relevant passages that answer the query"

# From the models' cards; the first pattern that a model's name holds counts.
_FAMILIES: tuple[tuple[re.Pattern[str], Roles], ...] = (
    (re.compile(r"\be5\b.*instruct"), Roles("instruct", f"Instruct: {_SEARCH}\nQuery: ")),
    (re.compile(r"\be5\b"), Roles("e5", "query: ", "passage: ")),
    (re.compile(r"qwen3.embedding"), Roles("instruct", f"Instruct: {_SEARCH}\nQuery:")),
    (re.compile(r"nomic.embed"), Roles("nomic", "search_query: ", "search_document: ")),
    (re.compile(r"embedding.?gemma"), Roles("gemma", "task: search result | query: ", "title: none | text: ")),
    (re.compile(r"arctic.embed.*2"), Roles("arctic", "query: ")),
)


def roles_of(model: str) -> Roles:
    """Return the roles that a model of this name was trained with; none where it isn't known to have any."""
    name = model.lower().replace("_", "-")
    return next((roles for pattern, roles in _FAMILIES if pattern.search(name)), PLAIN)
