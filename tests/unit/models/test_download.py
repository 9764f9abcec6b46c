import hashlib
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO

import pytest
from filelock import FileLock

from core.base.control import Control
from core.base.errors import Cancelled, ModelError, OutputError
from core.base.events import Event, Progress
from models import download as module
from models import pretrained
from models.download import DownloadError, check_reachable, download
from models.pretrained import PretrainedWeights
from tests.scanner import hold_files

CONTENT = bytes(range(256)) * 8000  # 2 MB
NAME = f"resnet18-{hashlib.sha256(CONTENT).hexdigest()[:8]}.pth"
LOCK_LEFT = [f"{NAME}.part.lock"] if os.name != "nt" else []
"""Of a lock after a failure; Windows, where nobody can remove a file that is open, takes it away without danger."""


class Server(ThreadingHTTPServer):
    """Serves CONTENT; tests set how well it does so."""

    daemon_threads = False  # closing the server waits for them

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.ranges: list[str | None] = []
        self.heads = 0
        self.kind = "application/octet-stream"
        self.content = CONTENT
        self.break_after: int | None = None
        self.breaks_left = 0
        self.knows_ranges = True
        self.status: int | None = None
        self.length = ""  # what it says, where that is not true


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_HEAD(self) -> None:
        self.server.heads += 1
        if self.server.status:
            self.send_error(self.server.status)
            return
        self.send_response(200)
        self.send_header("Content-Type", self.server.kind)
        self.end_headers()

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        self.server.ranges.append(wanted)
        if self.server.status:
            self.send_error(self.server.status)
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.server.knows_ranges else 0
        content = self.server.content
        if start and start >= len(content):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", self.server.length or str(len(content) - start))
        self.send_header("Content-Type", self.server.kind)
        self.end_headers()
        part = content[start:]
        if self.server.breaks_left:
            self.server.breaks_left -= 1
            part = part[: self.server.break_after]
        self.wfile.write(part)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.delenv("CLASSWISE_WEIGHTS_MIRROR")
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/{NAME}"
        monkeypatch.setattr(module, "default_weights", lambda name: known(name, url))
        yield server
        server.shutdown()
        thread.join()


def known(name: str, url: str) -> PretrainedWeights:
    path = pretrained.weights_folder() / NAME
    return PretrainedWeights(name, NAME, url, len(CONTENT), NAME[9:17], (0.5,) * 3, (0.5,) * 3, (224, 224), True,
                             path if path.exists() else None)


def part_file(content: bytes) -> Path:
    path = pretrained.weights_folder() / f"{NAME}.part"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path


def files() -> list[str]:
    return sorted(path.name for path in pretrained.weights_folder().iterdir())


def test_fetches_a_file_once_and_tells_its_progress(server: Server) -> None:
    events: list[Event] = []
    path = download("resnet18", emit=events.append)
    assert path.read_bytes() == CONTENT
    assert files() == [NAME]
    last = events[-1]
    assert isinstance(last, Progress)
    assert (last.done, last.total, last.unit) == (len(CONTENT), len(CONTENT), "bytes")
    assert download("resnet18") == path
    assert len(server.ranges) == 1


def test_a_damaged_file_in_the_weights_folder_is_fetched_anew(server: Server) -> None:
    path = pretrained.weights_folder() / NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT[:1000])
    assert download("resnet18").read_bytes() == CONTENT
    assert files() == [NAME]


def test_goes_on_from_the_part_that_is_there(server: Server) -> None:
    part_file(CONTENT[:12345])
    assert download("resnet18").read_bytes() == CONTENT
    assert server.ranges == ["bytes=12345-"]


def test_goes_on_after_a_break(server: Server) -> None:
    server.break_after, server.breaks_left = 500_000, 2
    assert download("resnet18").read_bytes() == CONTENT
    assert server.ranges == [None, "bytes=500000-", "bytes=1000000-"]


def test_a_connection_that_breaks_again_and_again_keeps_the_part(server: Server) -> None:
    server.break_after, server.breaks_left = 1000, 99
    with pytest.raises(DownloadError, match=r"broke after 6,000 of 2,048,000 bytes.*kept, and another try goes on"):
        download("resnet18")
    assert files() == [f"{NAME}.part", *LOCK_LEFT]


def test_a_server_that_knows_no_ranges_gives_the_whole_file(server: Server) -> None:
    part_file(b"x" * 1000)
    server.knows_ranges = False
    assert download("resnet18").read_bytes() == CONTENT


@pytest.mark.parametrize("length", ["abc", str(2 * len(CONTENT))])
def test_a_whole_file_is_taken_whatever_length_the_server_tells(length: str, server: Server) -> None:
    server.length = length
    assert download("resnet18").read_bytes() == CONTENT
    assert len(server.ranges) == 1


@pytest.mark.parametrize("part", [b"x" * 1000, b"x" * len(CONTENT), CONTENT + b"x"])
def test_a_part_of_another_file_is_thrown_away(part: bytes, server: Server) -> None:
    part_file(part)
    assert download("resnet18").read_bytes() == CONTENT
    assert server.ranges[-1] is None


def test_a_whole_part_is_put_in_place(server: Server) -> None:
    part_file(CONTENT)
    assert download("resnet18").read_bytes() == CONTENT
    assert files() == [NAME]


def test_a_damaged_file_is_refused_and_removed(server: Server) -> None:
    server.content = CONTENT[:-1] + b"!"
    with pytest.raises(DownloadError, match=f"{NAME}.*another or a damaged file"):
        download("resnet18")
    assert files() == LOCK_LEFT


def test_a_web_page_in_the_place_of_the_file_is_told_and_what_was_fetched_stays(server: Server) -> None:
    """The page of a hotel's network or of a proxy, which comes as if it were what was asked for."""
    part = part_file(CONTENT[:12345])
    server.content, server.kind, server.knows_ranges = b"<html>Please log in</html>", "text/html", False
    for ask in (download, check_reachable):
        with pytest.raises(DownloadError, match="answers with a web page"):
            ask("resnet18")
    assert part.read_bytes() == CONTENT[:12345]


def test_whether_weights_can_be_had_is_asked_without_fetching_them(server: Server) -> None:
    check_reachable("resnet18")
    assert (server.heads, server.ranges) == (1, [])
    assert not pretrained.weights_folder().exists()
    server.status = 404
    with pytest.raises(DownloadError, match="the server answers 404"):
        check_reachable("resnet18")
    server.status = 405  # it gives files, but not their head alone
    check_reachable("resnet18")
    server.status = None
    download("resnet18")
    heads = server.heads
    check_reachable("resnet18")
    assert server.heads == heads


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_asked(server: Server,
                                                                          monkeypatch: pytest.MonkeyPatch,
                                                                          tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CLASSWISE_WEIGHTS", str(tmp_path / "file" / "weights"))
    with pytest.raises(OutputError, match="Cannot write"):
        check_reachable("resnet18")
    with pytest.raises(OutputError, match="Cannot write"):
        download("resnet18")
    assert (server.heads, server.ranges) == (0, [])


def test_a_stop_keeps_what_was_fetched(server: Server) -> None:
    control = Control()
    with pytest.raises(Cancelled, match="is kept"):
        download("resnet18", emit=lambda event: control.stop(), control=control)
    assert files() == [f"{NAME}.part", *LOCK_LEFT]
    assert download("resnet18").read_bytes() == CONTENT
    assert server.ranges[-1] is not None


def test_two_that_begin_at_once_fetch_the_file_once(server: Server) -> None:
    begun, waited = threading.Event(), threading.Event()
    found: list[Path] = []

    def hold(event: Event) -> None:
        begun.set()
        assert waited.wait(30)

    def note(event: Event) -> None:
        assert isinstance(event, Progress)
        assert event.stage == f"Another process is downloading {NAME}"
        waited.set()

    first = threading.Thread(target=lambda: found.append(download("resnet18", emit=hold)))
    first.start()
    assert begun.wait(30)
    try:
        found.append(download("resnet18", emit=note))
    finally:
        waited.set()
        first.join()
    assert found == [pretrained.weights_folder() / NAME] * 2
    assert found[0].read_bytes() == CONTENT
    assert server.ranges == [None]
    assert files() == [NAME]


def test_who_waits_for_another_download_can_be_stopped(server: Server) -> None:
    part = part_file(CONTENT[:1000])
    control = Control()
    with FileLock(f"{part}.lock"), pytest.raises(Cancelled, match="is kept"):
        download("resnet18", emit=lambda event: control.stop(), control=control)
    assert part.read_bytes() == CONTENT[:1000]
    assert server.ranges == []


@pytest.mark.parametrize("error", [NotImplementedError("a network drive without locks"), OSError(37, "No locks")])
def test_where_no_lock_can_be_held_the_file_is_fetched_without(server: Server, monkeypatch: pytest.MonkeyPatch,
                                                               error: Exception) -> None:  # fmt: skip
    def refuse(*args: object, **kwargs: object) -> None:
        raise error

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    assert download("resnet18").read_bytes() == CONTENT
    assert files() == [NAME]


def test_a_virus_scanner_that_holds_the_file_for_a_moment_is_waited_for(server: Server,
                                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    scanner = hold_files(monkeypatch, 2)
    assert download("resnet18").read_bytes() == CONTENT
    assert scanner.times_left == 0


def test_a_file_that_was_just_fetched_may_be_held_by_a_scanner_that_reads_all_of_it(
        server: Server, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    hold_files(monkeypatch, 0)
    refused: list[Path] = []

    def refuse_to_share(path: Path, mode: str) -> IO[bytes]:
        if len(refused) < 19:
            refused.append(path)
            raise PermissionError(13, "The process cannot access the file because it is being used")
        return open(path, mode)

    monkeypatch.setattr(module, "open", refuse_to_share, raising=False)
    assert download("resnet18").read_bytes() == CONTENT
    assert len(refused) == 19


def test_a_mirror_is_taken_from_the_argument_or_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch,
                                                                tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(module, "default_weights", lambda name: known(name, "http://127.0.0.1:9/gone"))
    monkeypatch.setenv("CLASSWISE_WEIGHTS_MIRROR", "http://127.0.0.1:9/")
    assert download("resnet18", mirror=f"{url}/").exists()
    (tmp_path / NAME).write_bytes(CONTENT)
    monkeypatch.setenv("CLASSWISE_WEIGHTS", str(tmp_path / "other"))
    monkeypatch.setenv("CLASSWISE_WEIGHTS_MIRROR", tmp_path.as_uri())
    assert download("resnet18").parent == tmp_path / "other"
    monkeypatch.setenv("CLASSWISE_WEIGHTS", str(tmp_path / "third"))
    with pytest.raises(DownloadError, match="must begin with http"):
        download("resnet18", mirror="ftp://somewhere")


def test_without_a_connection_the_sentence_says_what_to_do(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "default_weights", lambda name: known(name, "http://127.0.0.1:9/resnet18.pth"))
    with pytest.raises(DownloadError) as caught:
        download("resnet18")
    text = str(caught.value)
    assert all(part in text for part in (NAME, "2 MB", "http://127.0.0.1:9/resnet18.pth", "weights import",
                                         str(pretrained.weights_folder())))


def test_a_servers_refusal_is_told(server: Server) -> None:
    server.status = 404
    with pytest.raises(DownloadError, match="the server answers 404"):
        download("resnet18")


def test_a_network_without_weights_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pretrained.MODEL_CLASSES, "own", replace(pretrained.MODEL_CLASSES["resnet18"], weights=""))
    with pytest.raises(ModelError, match="no pretrained weights for own"):
        download("own")
