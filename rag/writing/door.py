"""The one door to a service: a transport of httpx that adds what lets one in, and lets nothing else out.

The `openai` client is given neither the key nor what is secret in the address: they are added to each request on the
way out. What the client, httpx and their logs don't know they can't tell: no log line at any level, no repr and no
exception holds a secret.

The client reads a key and headers from the environment, and tells the service about Python and the operating system.
None of that gets through: `rag.embedding.openai_client` doesn't send the headers, and here the key is replaced.
"""

from __future__ import annotations

import importlib.util
from collections.abc import AsyncIterator
from urllib.parse import unquote

import httpcore
import httpx

from rag.errors import ModelFailure
from rag.writing.failures import CallError
from rag.writing.service import Service
from rag.writing.wire import Backend

_PASSED_ON = (b"host", b"accept", b"content-type", b"content-length", b"transfer-encoding", b"user-agent")
_IDLE = 30.0  # seconds that a connection is kept for the next question; a new one costs a TLS handshake


class Door(httpx.AsyncBaseTransport):
    """Sends requests to one service alone, with what lets them in; takes no more than so many bytes back."""

    def __init__(self, service: Service, most_bytes: int, connections: int) -> None:
        """Open nothing yet.

        Args:
            service: the only one that requests may be for.
            most_bytes: of one response; more break it.
            connections: that are held at once.

        Raises:
            ImportError: the machine wants a proxy of a kind that needs another package.
            ValueError: its proxy has no address that can be used.
        """
        self._service = service
        self._origin = httpx.URL(service.url)
        self._most_bytes = most_bytes
        # To read the machine's certificates takes a while: not where nothing is encrypted.
        safe = httpx.create_ssl_context() if self._origin.scheme == "https" else None
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=safe,
            proxy=_proxy(service.proxy()),
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=_IDLE,
            network_backend=Backend(),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request.

        Raises:
            Exception: one of httpcore's, as it is.
        """
        wanted, origin = request.url, self._origin
        if (wanted.scheme, wanted.host, wanted.port) != (origin.scheme, origin.host, origin.port):
            raise httpx.UnsupportedProtocol("not the service that is set")
        headers = [(name, value) for name, value in request.headers.raw if name.lower() in _PASSED_ON]
        headers.append((b"Accept-Encoding", b"identity"))  # a few bytes could unfold to many
        if self._service.authorization:
            headers.append((b"Authorization", self._service.authorization.encode()))
        query = self._service.query.encode()
        target = wanted.raw_path + (b"&" if b"?" in wanted.raw_path else b"?") + query if query else wanted.raw_path
        url = httpcore.URL(scheme=wanted.raw_scheme, host=wanted.raw_host, port=wanted.port, target=target)
        sent = httpcore.Request(
            request.method, url, headers=headers, content=request.stream, extensions=request.extensions
        )
        received = await self._pool.handle_async_request(sent)
        return httpx.Response(
            received.status,
            headers=received.headers,
            stream=_Measured(received, self._most_bytes),
            extensions=received.extensions,
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()


def _proxy(address: str | None) -> httpcore.Proxy | None:
    if address is None:
        return None
    url = httpx.URL(address)
    if url.scheme.startswith("socks") and importlib.util.find_spec("socksio") is None:
        raise ImportError("socksio")  # httpcore would miss it later, call by call
    auth = (unquote(url.username), unquote(url.password)) if url.username or url.password else None
    plain = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=b"/")
    return httpcore.Proxy(plain, auth=auth)


class _Measured(httpx.AsyncByteStream):
    """A response's bytes, so many at most."""

    def __init__(self, received: httpcore.Response, most_bytes: int) -> None:
        self._received = received
        self._left = most_bytes

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._received.aiter_stream():
            self._left -= len(part)
            if self._left < 0:
                raise CallError(ModelFailure.ENDLESS)
            yield part

    async def aclose(self) -> None:
        await self._received.aclose()
