"""Put on the path of a process under test, this lets it reach nothing but its own machine."""

import socket
from typing import Any

_connect = socket.socket.connect
_LOOPBACK = ("127.", "::1", "localhost")


def _guarded(self: socket.socket, address: Any) -> None:
    if self.family != socket.AF_UNIX and not str(address[0]).startswith(_LOOPBACK):
        raise RuntimeError(f"the network is out of reach: {address}")
    _connect(self, address)


def _no_names(host: Any, *args: Any, **kwargs: Any) -> Any:
    if host is not None and not str(host).startswith(_LOOPBACK):
        raise RuntimeError(f"the network is out of reach: {host}")
    return _getaddrinfo(host, *args, **kwargs)


_getaddrinfo = socket.getaddrinfo
socket.socket.connect = _guarded  # type: ignore[method-assign,assignment]
socket.getaddrinfo = _no_names
