"""Public sets through torchvision's real classes, from a server on this machine."""

import errno
import hashlib
import http.server
import re
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from core.base import resumed_download
from core.base.control import Control
from core.base.errors import Cancelled, DataError, DependencyError, OutputError
from core.base.events import Event, Progress
from core.base.resumed_download import PART
from core.base.types import Split
from core.config import TrainConfig
from core.data import fetching
from core.data.downloads import Downloader
from core.data.fetching import fetch_set
from core.data.public_sets import PUBLIC_SETS, public_set
from core.data.sources.open import open_source
from tests.unit.data.pictures import write_picture


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves one content; can break off after some bytes, once or always, and go on from there when asked."""

    content = b""
    kind = "application/octet-stream"
    breaks: list[int] = []
    break_after = 0
    ranges: list[str] = []

    def do_GET(self) -> None:
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(asked[1]) if asked else 0
        type(self).ranges.append(self.headers.get("Range", ""))
        self.send_response(206 if asked else 200)
        self.send_header("Content-Length", str(len(self.content) - start))
        self.send_header("Content-Type", self.kind)
        self.end_headers()
        end = self.breaks.pop(0) if self.breaks else self.break_after or len(self.content)
        self.wfile.write(self.content[start:end])

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Handler.break_after, Handler.breaks, Handler.ranges, Handler.kind = 0, [], [], "application/octet-stream"
    served = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=served.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}/imagenette2-160.tgz"
    served.shutdown()
    served.server_close()
    thread.join()


@pytest.fixture
def imagenette(tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    from torchvision.datasets import Imagenette

    for split in ("train", "val"):
        for number, wnid in enumerate(("n01440764", "n03888257")):
            for index in range(3):
                write_picture(tmp_path / "made" / split / wnid / f"{wnid}_{index}.png", number * 10 + index)
                old = tmp_path / "made" / split / wnid / f"{wnid}_{index}.png"
                old.rename(old.with_suffix(".JPEG"))
    archive = tmp_path / "archive.tgz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(tmp_path / "made", "imagenette2-160")
    Handler.content = archive.read_bytes()
    digest = hashlib.md5(Handler.content, usedforsecurity=False).hexdigest()
    monkeypatch.setitem(Imagenette._ARCHIVES, "160px", (server, digest))
    return server


def test_a_set_becomes_split_folders_of_class_folders(tmp_path, imagenette):
    events: list[Event] = []
    assert fetch_set("imagenette", public_set("imagenette"), tmp_path / "out", events.append) == 12
    index = open_source(TrainConfig(dataset_path=str(tmp_path / "out")))
    assert index.classes == ("parachute", "tench")
    assert sum(sample.split is Split.VAL for sample in index.samples) == 6
    assert any(isinstance(event, Progress) and event.unit == "bytes" for event in events)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.tgz", "made", "out"]
    assert len(Handler.ranges) == 1


def test_broken_off_it_goes_on_from_there(tmp_path, imagenette):
    Handler.break_after = len(Handler.content) // 2
    with pytest.raises(DataError, match="goes on from there"):
        fetch_set("imagenette", public_set("imagenette"), tmp_path / "out")
    assert not (tmp_path / "out").exists()
    (part,) = (tmp_path / ".out.download").glob(f"*{PART}")
    assert part.stat().st_size == Handler.break_after
    Handler.break_after = 0
    assert fetch_set("imagenette", public_set("imagenette"), tmp_path / "out") == 12
    assert Handler.ranges[-1] == f"bytes={part.stat().st_size if part.exists() else len(Handler.content) // 2}-"


def test_a_wrong_hash_is_told(tmp_path, imagenette):
    Handler.content = Handler.content[:-9] + b"123456789"
    with pytest.raises(DataError, match="corrupted"):
        fetch_set("imagenette", public_set("imagenette"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_without_a_connection_a_sentence_says_so(tmp_path, imagenette, monkeypatch):
    from torchvision.datasets import Imagenette

    monkeypatch.setitem(Imagenette._ARCHIVES, "160px", ("http://127.0.0.1:9/x.tgz", "0"))
    with pytest.raises(DataError, match=r"Cannot fetch imagenette from 127\.0\.0\.1.*connection to the internet"):
        fetch_set("imagenette", public_set("imagenette"), tmp_path / "out")


def test_a_stop_keeps_what_has_arrived(tmp_path, imagenette):
    control = Control()
    control.stop()
    with pytest.raises(Cancelled):
        fetch_set("imagenette", public_set("imagenette"), tmp_path / "out", control=control)
    assert not (tmp_path / "out").exists()


def test_what_was_half_unpacked_is_unpacked_anew(tmp_path, imagenette):
    work = tmp_path / ".out.download"
    (work / "imagenette2-160" / "train" / "n01440764").mkdir(parents=True)
    (work / "imagenette2-160" / "train" / "n01440764" / "half.JPEG").write_bytes(b"half")
    (work / "imagenette2-160.tgz").write_bytes(Handler.content)
    assert fetch_set("imagenette", public_set("imagenette"), tmp_path / "out") == 12
    assert not list((tmp_path / "out").rglob("half.JPEG"))
    assert Handler.ranges == []


def test_what_another_process_is_fetching_into_the_same_folder_is_left_alone(tmp_path, imagenette):
    half = tmp_path / ".out.download" / "imagenette2-160" / "half.JPEG"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    with FileLock(tmp_path / ".out.download.lock"), pytest.raises(OutputError, match="Another process is fetching"):
        fetch_set("imagenette", public_set("imagenette"), tmp_path / "out")
    assert half.read_bytes() == b"half"
    assert fetch_set("imagenette", public_set("imagenette"), tmp_path / "out") == 12
    assert not list(tmp_path.glob(".out*"))


def test_sets_of_arrays_are_written_as_png(tmp_path):
    from torchvision.datasets import FakeData

    class Fake(FakeData):
        classes = ["x", "y"]

        def __getitem__(self, index):
            image, label = super().__getitem__(index)
            return image, int(label) % 2

    assert fetching._write(Fake(size=6, image_size=(3, 8, 9)), tmp_path, lambda _: None, Control()) == 6
    assert {path.name for path in tmp_path.iterdir()} <= {"x", "y"}
    assert len(list(tmp_path.rglob("*.png"))) == 6


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "x").touch()
    with pytest.raises(OutputError, match="not empty"):
        fetch_set("mnist", public_set("mnist"), tmp_path)


def test_a_missing_package_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(fetching.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(DependencyError, match="pip install scipy"):
        fetch_set("flowers102", public_set("flowers102"), tmp_path / "out")


@pytest.mark.parametrize("name", ["CIFAR10", "cifar10", "Fashion-MNIST", "FashionMNIST", "OxfordIIITPet", "EuroSAT"])
def test_names_are_taken_as_people_write_them(name):
    assert public_set(name).builder.lower() in ("cifar10", "fashionmnist", "oxfordiiitpet", "eurosat")


def test_a_wrong_name_gets_the_nearest():
    with pytest.raises(DataError, match="eurosat"):
        public_set("eurosats")


def test_torchvision_has_every_class_and_takes_the_arguments():
    import inspect

    from torchvision import datasets

    for public in PUBLIC_SETS.values():
        if public.builder:
            parameters = inspect.signature(getattr(datasets, public.builder)).parameters
            for arguments in public.splits.values():
                assert {*arguments, *public.options, "download"} <= set(parameters)


def test_a_file_goes_on_where_it_broke_off(tmp_path, server):
    Handler.content = b"0123456789"
    Handler.break_after = 4
    with pytest.raises(OSError, match="broke after 4 of 10 bytes"):
        Downloader().fetch(server, str(tmp_path / "g"))
    Handler.break_after = 0
    Downloader().fetch(server, str(tmp_path / "g"))
    assert (tmp_path / "g").read_bytes() == b"0123456789"


def test_after_a_break_that_brought_something_it_goes_on_at_once(tmp_path, imagenette):
    Handler.breaks = [100, 200]
    assert fetch_set("imagenette", public_set("imagenette"), tmp_path / "out") == 12
    assert Handler.ranges == ["", "bytes=100-", "bytes=200-"]


def test_the_page_of_a_login_in_the_place_of_a_set_is_told(tmp_path, imagenette):
    Handler.kind = "text/html"
    with pytest.raises(DataError, match=r"from 127\.0\.0\.1: the server answers with a web page"):
        fetch_set("imagenette", public_set("imagenette"), tmp_path / "out")


def test_a_file_that_cannot_be_written_is_not_blamed_on_the_connection(tmp_path, imagenette, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(resumed_download, "open", lambda *_: full(), raising=False)
    with pytest.raises(OutputError, match="the disk is full"):
        fetch_set("imagenette", public_set("imagenette"), tmp_path / "out")
