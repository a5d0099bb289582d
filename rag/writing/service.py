"""The way to an OpenAI-compatible service: its address, and what lets one in.

Only what the settings say leaves the machine, see `rag.writing.door`. The machine's proxy (HTTPS_PROXY, HTTP_PROXY,
ALL_PROXY, NO_PROXY) is honoured, as every HTTP program does, except that the machine itself is never asked through one.
"""

from __future__ import annotations

import base64
import ipaddress
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from rag.errors import ModelFailure
from rag.writing.failures import CallError

if TYPE_CHECKING:
    from rag.settings import RagSettings

_OPENAI = "https://api.openai.com/v1"
_KEY = re.compile(r"[\x21-\x7e]+")  # what a header can hold
_ENDPOINT = re.compile(r"(?:/chat/completions|/completions|/embeddings)?/*$")  # often pasted along


@dataclass(frozen=True, slots=True)
class Service:
    """Where a service is, and what lets one in."""

    url: str  # without name, password and query: fit to be shown
    authorization: str | None = field(repr=False)
    query: str = field(repr=False)

    @classmethod
    def of(cls, settings: RagSettings) -> Service:
        """Return the service that is set; a name and a password in its address count where there is no key."""
        key = settings.openai_api_key.get_secret_value().strip() if settings.openai_api_key else ""
        authorization = f"Bearer {key}" if key else None
        given = settings.openai_base_url
        if given is None:
            return cls(_OPENAI, authorization, "")
        port = "" if given.port is None else f":{given.port}"
        url = f"{given.scheme}://{given.host}{port}{_ENDPOINT.sub('', given.path or '')}"
        if authorization is None and (given.username or given.password):
            pair = f"{unquote(given.username or '')}:{unquote(given.password or '')}"
            authorization = f"Basic {base64.b64encode(pair.encode()).decode()}"
        return cls(url, authorization, given.query or "")

    def check(self) -> None:
        """See that the key can be sent at all.

        Raises:
            CallError: it holds what no HTTP header can; the service would never see it, and a log might.
        """
        if self.authorization and not all(_KEY.fullmatch(part) for part in self.authorization.split(" ", 1)):
            raise CallError(ModelFailure.UNAUTHORIZED)

    def proxy(self) -> str | None:
        """Return the proxy that the machine wants used for this service, if any."""
        url = urlsplit(self.url)
        host = url.hostname or ""
        if _is_here(host) or proxy_bypass(host):
            return None
        proxies = getproxies()
        proxy = proxies.get(url.scheme) or proxies.get("all")
        return f"http://{proxy}" if proxy and "://" not in proxy else proxy or None


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
