"""Connections that come about within seconds or not at all, so that a machine without a network never waits long."""

import http.client
import socket
import ssl
import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

CONNECT_TIMEOUT_S = 6.0
"""For the name and all addresses together."""
ADDRESS_TIMEOUT_S = 3.0
"""For one address, so that a dead one leaves time for the next."""
MACOS_CERTIFICATES = Path("/etc/ssl/cert.pem")


def quick_opener() -> urllib.request.OpenerDirector:
    """Return urllib's opener, proxies included, whose connections fail within CONNECT_TIMEOUT_S."""
    return urllib.request.build_opener(_Handler, _SecureHandler)


def connect(address: tuple[str, int], timeout: float, source_address: Any = None) -> socket.socket:
    """Be `socket.create_connection` with one deadline for the name and all its addresses.

    Args:
        address: Host and port.
        timeout: Of what is read and written later, in seconds.
        source_address: As create_connection takes it.

    Raises:
        OSError: There was no connection in time; TimeoutError where nothing answered.
    """
    deadline = time.monotonic() + CONNECT_TIMEOUT_S
    failure: OSError = TimeoutError(f"{address[0]} does not answer")
    for host, port in _addresses(*address):
        left = deadline - time.monotonic()
        if left <= 0:
            break
        try:
            found = socket.create_connection((host, port), min(left, ADDRESS_TIMEOUT_S), source_address)
        except OSError as error:
            failure = error
        else:
            found.settimeout(timeout)
            return found
    raise failure


def _addresses(host: str, port: int) -> list[tuple[str, int]]:
    """Return a name's addresses; the system's own resolver knows no time limit, so it is asked in a thread."""
    answers: list[Any] = []

    def ask() -> None:
        try:
            answers.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            answers.append(error)

    asking = threading.Thread(target=ask, name="resolve", daemon=True)
    asking.start()
    asking.join(CONNECT_TIMEOUT_S)
    if not answers:
        raise TimeoutError(f"the name {host} could not be looked up")
    if isinstance(answers[0], OSError):
        raise answers[0]
    return [(str(info[4][0]), int(info[4][1])) for info in answers[0]]


def _whom_to_trust() -> ssl.SSLContext:
    """Return Python's own certificates; with those of macOS where the Python of python.org came without any."""
    context = ssl.create_default_context()
    if sys.platform == "darwin" and ssl.get_default_verify_paths().cafile is None and MACOS_CERTIFICATES.is_file():
        context.load_verify_locations(MACOS_CERTIFICATES)
    return context


class _Connection(http.client.HTTPConnection):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._create_connection = connect


class _SecureConnection(http.client.HTTPSConnection):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._create_connection = connect


class _Handler(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Connection, req)


class _SecureHandler(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_SecureConnection, req, context=_whom_to_trust())
