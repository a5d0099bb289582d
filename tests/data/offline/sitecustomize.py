"""Put on the path of a process under test, this lets it reach nothing but its own machine."""

import socket

_connect = socket.socket.connect
_LOOPBACK = ("127.", "::1", "localhost")


def _guarded(self, address):
    if self.family != socket.AF_UNIX and not str(address[0]).startswith(_LOOPBACK):
        raise RuntimeError(f"the network is out of reach: {address}")
    return _connect(self, address)


def _no_names(host, *args, **kwargs):
    if host is not None and not str(host).startswith(_LOOPBACK):
        raise RuntimeError(f"the network is out of reach: {host}")
    return _getaddrinfo(host, *args, **kwargs)


_getaddrinfo = socket.getaddrinfo
socket.socket.connect = _guarded
socket.getaddrinfo = _no_names
