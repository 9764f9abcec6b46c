import os
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from core.base.control import Control
from core.base.errors import Cancelled, ImageError
from core.base.events import Event, Notice, Progress
from core.data import images
from core.data import scan as scanning
from core.data.duplicate_hash import dct_hash, num_different_bits
from core.data.images import cv2, encode_jpeg, encode_png
from core.data.scan import scan
from core.data.scan_cache import VERSION, ScanCache
from core.places import cache_folder
from tests.unit.data.pictures import picture, write_picture


def test_facts_of_good_and_bad_pictures(tmp_path):
    good = str(tmp_path / "good.png")
    Path(good).write_bytes(encode_png(picture(1, side=40)[:30]))
    gray = write_picture(tmp_path / "gray.jpg", 2, channels=1)
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture")
    gone = str(tmp_path / "gone.png")
    facts = scan([good, gray, str(bad), gone])
    assert list(facts) == [good, gray, str(bad), gone]
    assert (facts[good].width, facts[good].height, facts[good].format, facts[good].error) == (40, 30, "PNG", None)
    assert not facts[good].is_gray
    assert facts[gray].is_gray
    assert facts[str(bad)].error
    assert facts[str(bad)].content_hash
    assert "does not exist" in (facts[gone].error or "")


def test_the_second_look_comes_from_the_cache(tmp_path, monkeypatch):
    paths = [write_picture(tmp_path / f"{number}.png", number) for number in range(5)]
    (tmp_path / "bad.png").write_bytes(b"x")
    paths.append(str(tmp_path / "bad.png"))
    first = scan(paths)
    monkeypatch.setattr(scanning, "look_at", None)
    assert scan(paths) == first


def test_a_changed_file_is_looked_at_anew_and_then_known(tmp_path, monkeypatch):
    path = write_picture(tmp_path / "a.png", 1)
    before = scan([path])[path]
    write_picture(Path(path), 2)
    os.utime(path, ns=(1, 1))
    after = scan([path])[path]
    assert after.pixel_hash != before.pixel_hash
    monkeypatch.setattr(scanning, "look_at", None)
    assert scan([path])[path] == after


def test_a_file_that_was_changed_without_growing_is_looked_at_anew(tmp_path):
    path = tmp_path / "a.bmp"
    facts = []
    for value in (10, 200):
        path.write_bytes(cv2.imencode(".bmp", np.full((8, 8, 3), value, np.uint8))[1].tobytes())
        os.utime(path, ns=(value, value))
        facts.append(scan([str(path)])[str(path)])
    assert facts[0].size == facts[1].size
    assert facts[0].pixel_hash != facts[1].pixel_hash


def test_a_picture_that_is_named_twice_is_looked_at_once_and_the_end_is_told(tmp_path):
    path = write_picture(tmp_path / "a.png", 1)
    events: list[Event] = []
    scan([path, str(tmp_path / "gone.png"), path], events.append)
    assert [(event.done, event.total) for event in events if isinstance(event, Progress)][-1] == (2, 2)


def test_facts_are_kept_while_a_scan_goes_on_and_go_where_they_cannot_be(tmp_path, monkeypatch):
    monkeypatch.setattr("core.data.scan_cache.SAVE_EVERY", 2)
    values = (8, 8, True, "content", None, 7, b"thumb", "pixels", "PNG")
    with ScanCache() as cache:
        for name in ("a.png", "b.png", "c.png"):
            cache.put(str(tmp_path / name), (3, 4), values)
        with ScanCache() as other:
            found = dict(other.get({str(tmp_path / name): (3, 4) for name in ("a.png", "b.png", "c.png")}))
        assert found == {str(tmp_path / name): values for name in ("a.png", "b.png")}
        cache._connection.execute("DROP TABLE facts")  # stands for a disk that is full
    assert "facts" in cache.problem


def test_a_damaged_cache_is_made_anew(tmp_path):
    path = write_picture(tmp_path / "a.png", 1)
    first = scan([path])
    cache = cache_folder() / f"scan-{VERSION}.sqlite"
    cache.write_bytes(b"this is no database" * 100)
    assert scan([path]) == first
    with closing(sqlite3.connect(cache)) as connection:
        assert connection.execute("SELECT count(*) FROM facts").fetchone() == (1,)


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    monkeypatch.setenv("CLASSWISE_CACHE", str(blocked / "below"))
    path = write_picture(tmp_path / "a.png", 1)
    events: list[Event] = []
    assert scan([path], events.append)[path].error is None
    assert any(isinstance(event, Notice) for event in events)


def test_a_locked_cache_is_left_alone(tmp_path, monkeypatch):
    path = write_picture(tmp_path / "a.png", 1)
    scan([path])
    cache = cache_folder() / f"scan-{VERSION}.sqlite"
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda name, timeout=0: real(name, timeout=0))
    with closing(real(cache)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        before = cache.stat().st_ino
        assert scan([path])[path].error is None
        assert cache.stat().st_ino == before
        holder.rollback()
        assert holder.execute("SELECT count(*) FROM facts").fetchone() == (1,)


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_names_that_are_no_unicode_are_kept(tmp_path):
    name = os.fsencode(tmp_path) + b"/\xff\xfe.png"
    try:
        Path(os.fsdecode(name)).write_bytes(encode_png(picture(1)))
    except OSError:
        pytest.skip("this file system wants Unicode")
    path = os.fsdecode(name)
    assert scan([path])[path] == scan([path])[path]
    with ScanCache() as cache:
        stat = os.stat(path)
        assert list(cache.get({path: (stat.st_size, stat.st_mtime_ns)}))


def test_a_stop_keeps_what_was_found(tmp_path):
    paths = [write_picture(tmp_path / f"{number}.png", number) for number in range(200)]
    control = Control()

    def stop(event: Event) -> None:
        if isinstance(event, Progress) and event.done:
            control.stop()

    with pytest.raises(Cancelled):
        scan(paths, stop, control, num_threads=1)
    with closing(sqlite3.connect(cache_folder() / f"scan-{VERSION}.sqlite")) as connection:
        assert 0 < connection.execute("SELECT count(*) FROM facts").fetchone()[0] < 200


def test_the_hash_stays_near_when_a_picture_is_shrunk_or_stored_as_jpeg():
    from core.data.images import decode

    image = cv2.GaussianBlur(picture(3, side=256), (0, 0), 5)
    gray = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(gray, (100, 100), interpolation=cv2.INTER_AREA)
    jpeg = decode(encode_jpeg(image, 60), 1)[:, :, 0]
    other = cv2.cvtColor(cv2.GaussianBlur(picture(4, side=256), (0, 0), 5), cv2.COLOR_RGB2GRAY)
    hashes = np.array([dct_hash(small), dct_hash(jpeg), dct_hash(other)], np.uint64)
    different = num_different_bits(hashes, dct_hash(gray))
    assert different[0] <= 4
    assert different[1] <= 4
    assert different[2] > 10


@pytest.mark.parametrize("value", [0, 128, 255])
def test_flat_pictures_have_one_hash(value):
    assert dct_hash(np.full((50, 70), value, np.uint8)) == 0


def test_gray_is_told_from_colour():
    gray = np.repeat(picture(1, channels=1), 3, axis=2)
    tinted = gray.astype(int) * 9 // 10 + np.array([3, 0, 6])
    assert scanning._is_gray(gray)
    assert scanning._is_gray(tinted.astype(np.uint8))
    spot = gray.copy()
    spot[:6, :6] = (255, 0, 0)
    assert not scanning._is_gray(spot)


@pytest.mark.parametrize("error", [PermissionError(13, "no"), OSError(5, "I/O error")])
def test_what_could_not_be_read_once_is_looked_at_again(tmp_path, monkeypatch, error):
    path = write_picture(tmp_path / "a.png", 1)

    def refuse(*_arguments, **_settings):
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(images, "open", refuse, raising=False)
        assert scan([path])[path].error
    assert scan([path])[path].error is None


def test_a_picture_that_memory_did_not_suffice_for_is_looked_at_again(tmp_path, monkeypatch):
    path = write_picture(tmp_path / "a.png", 1)

    def refuse(*_arguments):
        raise ImageError("there is not enough memory to decode it.") from MemoryError()

    with monkeypatch.context() as broken:
        broken.setattr("core.data.scan.decode", refuse)
        assert "memory" in (scan([path])[path].error or "")
    assert scan([path])[path].error is None


def test_a_damaged_picture_is_remembered(tmp_path, monkeypatch):
    path = tmp_path / "a.png"
    path.write_bytes(b"no picture")
    error = scan([str(path)])[str(path)].error
    monkeypatch.setattr("core.data.scan.look_at", None)
    assert scan([str(path)])[str(path)].error == error
