"""The `openai` client without what it takes from the environment behind the settings' back.

Whatever it is given, it adds the headers of OPENAI_CUSTOM_HEADERS to each request, and where it is given none those of
OPENAI_ORG_ID and OPENAI_PROJECT_ID; and it tells the service about Python and the operating system. These don't.
Importing this takes half a second: import it where it is used.
"""

from __future__ import annotations

from typing import Any

import openai


class Client(openai.OpenAI):
    """Sends the headers that it needs, and no others."""

    @property
    def default_headers(self) -> dict[str, Any]:
        """The headers of every request."""
        return _needed(self)


class AsyncClient(openai.AsyncOpenAI):
    """Sends the headers that it needs, and no others."""

    @property
    def default_headers(self) -> dict[str, Any]:
        """The headers of every request."""
        return _needed(self)


def _needed(client: openai.OpenAI | openai.AsyncOpenAI) -> dict[str, Any]:
    return {
        "Accept": "application/json",
        "Content-Type": "application/json",
        "User-Agent": client.user_agent,
        **client.auth_headers,
    }
