"""What a call of a model may take: the member has an answer in time, whatever the service does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one model; times are in seconds from when a call is asked for, its wait for a place included.

    With these the extractive answer is there within 15 s: the call has failed after 12.
    """

    first_token: float = 8.0  # until the first text; resolving, connecting and all tries happen within it
    last_token: float = 12.0  # until the end
    connect: float = 3.0  # of one connection, so that another try fits before the first token is due
    queue: float = 2.0  # for a place among the calls that may run at once
    trailer: float = 0.5  # for the token count and a proper end, after the last text
    at_once: int = 4  # calls
    tries: int = 3  # of a call, all before its first token
    pause: float = 0.4  # before the second try, at most; twice as much before the third
    response_bytes: int = 1_000_000  # of one response
    characters_per_token: int = 8  # more text than that for each token asked for is without end
