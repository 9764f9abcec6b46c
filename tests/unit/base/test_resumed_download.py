"""What neither the weights' nor the public sets' own tests ask of the fetching that they share."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from core.base.resumed_download import BrokenConnectionError, fetch_part, part_size


class Handler(BaseHTTPRequestHandler):
    """Serves ten bytes in chunks whose number it does not tell, and breaks off in the middle where `breaks` says so."""

    protocol_version = "HTTP/1.1"
    breaks = False
    first_byte = 0

    def do_GET(self) -> None:
        asked = "Range" in self.headers
        self.send_response(206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {self.first_byte}-9/10")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        content = b"0123456789"[self.first_byte if asked else 0 :]
        self.wfile.write(b"%x\r\n" % len(content) + (content[:4] if self.breaks else content + b"\r\n0\r\n\r\n"))
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/file"
        server.shutdown()
        thread.join()


def test_a_break_is_told_also_where_the_length_is_not_known(url: str, tmp_path: Path,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    part = tmp_path / "file.part"
    fetch_part(url, part, stage="Fetching")
    assert part.read_bytes() == b"0123456789"
    part.unlink()
    monkeypatch.setattr(Handler, "breaks", True)
    with pytest.raises(BrokenConnectionError):
        fetch_part(url, part, stage="Fetching")
    assert part_size(part) < 10


def test_a_server_that_begins_before_what_was_asked_for_is_followed(url: str, tmp_path: Path,
                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    part = tmp_path / "file.part"
    part.write_bytes(b"01234x")
    monkeypatch.setattr(Handler, "first_byte", 5)
    fetch_part(url, part, stage="Fetching")
    assert part.read_bytes() == b"0123456789"
