import socket
import threading
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.base import connecting


def test_a_host_that_never_answers_is_given_up_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "CONNECT_TIMEOUT_S", 0.3)
    monkeypatch.setattr(connecting, "ADDRESS_TIMEOUT_S", 0.2)
    asked: list[float] = []

    def dead(address: tuple[str, int], timeout: float, source_address: object = None) -> socket.socket:
        asked.append(timeout)
        time.sleep(timeout)
        raise TimeoutError("timed out")

    monkeypatch.setattr(socket, "create_connection", dead)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [(0, 0, 0, "", (f"10.0.0.{n}", 1))
                                                                       for n in range(9)])
    with pytest.raises(TimeoutError):
        connecting.connect(("host", 443), 30)
    assert sum(asked) <= 0.3, "all addresses together have that time"
    assert len(asked) < 4


def test_a_name_that_cannot_be_looked_up_does_not_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "CONNECT_TIMEOUT_S", 0.1)
    gate = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: gate.wait())
    with pytest.raises(TimeoutError, match="host could not be looked up"):
        connecting.connect(("host", 443), 30)
    gate.set()


def test_a_port_where_nobody_listens_is_refused_and_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    connect = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda *given: (asked.append(given[0]), connect(*given))[1])
    with pytest.raises(ConnectionRefusedError):
        connecting.connect(("127.0.0.1", 9), 30)
    assert asked == [("127.0.0.1", 9)]


@pytest.mark.parametrize(("platform", "own", "is_lacking"), [
    ("darwin", None, True), ("darwin", "/homebrew/cert.pem", False), ("linux", None, False),
])  # fmt: skip
def test_a_python_without_certificates_trusts_whom_macos_trusts(platform: str, own: str | None, is_lacking: bool,
                                                                tmp_path: Path,
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    """That of python.org has none until its owner runs a command that few know of; every download would fail."""
    bundle, loaded = tmp_path / "cert.pem", []
    bundle.touch()
    context = SimpleNamespace(load_verify_locations=loaded.append)
    monkeypatch.setattr(connecting, "sys", SimpleNamespace(platform=platform))
    monkeypatch.setattr(connecting, "ssl", SimpleNamespace(
        create_default_context=lambda: context, get_default_verify_paths=lambda: SimpleNamespace(cafile=own)))
    monkeypatch.setattr(connecting, "MACOS_CERTIFICATES", bundle)
    used: list[object] = []
    monkeypatch.setattr(connecting._SecureHandler, "do_open", lambda *_given, **more: used.append(more.get("context")))
    connecting._SecureHandler().https_open(urllib.request.Request("https://download.pytorch.org"))
    assert used == [context]
    assert loaded == [bundle] * is_lacking
