import os
import shutil
import stat
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.base.control import Control
from core.base.errors import Cancelled, DataError
from core.base.types import DatasetIndex
from core.config import TrainConfig
from core.data.sources import archives
from core.data.sources.open import open_source
from core.places import cache_folder
from tests.scanner import hold_everything
from tests.unit.data.pictures import class_folders


def opened(path: Path, **settings: str) -> DatasetIndex:
    return open_source(TrainConfig(dataset_path=str(path), **settings))


def packed(tmp_path: Path, base: str = "data") -> Path:
    class_folders(tmp_path / "data", {"a": 2, "b": 2})
    shutil.make_archive(str(tmp_path / "set"), "zip", tmp_path, base)
    return tmp_path / "set.zip"


def left_over() -> list[Path]:
    return list((cache_folder() / "archives").rglob("*"))


def test_a_zip_of_class_folders_is_unpacked_once(tmp_path, monkeypatch):
    path = packed(tmp_path)
    first = opened(path)
    assert first.classes == ("a", "b")
    assert len(first.samples) == 4
    assert first.root.startswith(str(cache_folder()))
    monkeypatch.setattr(archives, "_unpack", None)
    assert opened(path).samples == first.samples


def test_a_zip_is_unpacked_to_one_place_however_windows_spells_its_path(tmp_path, monkeypatch):
    path = packed(tmp_path)
    other = path.with_name("SET.ZIP")
    if os.name != "nt":
        monkeypatch.setattr(os.path, "normcase", str.lower)
        os.link(path, other)
    assert archives.place_of(str(other)).parent == archives.place_of(str(path)).parent


def test_a_changed_zip_is_unpacked_anew(tmp_path):
    path = packed(tmp_path)
    opened(path)
    class_folders(tmp_path / "data", {"c": 1})
    shutil.make_archive(str(tmp_path / "set"), "zip", tmp_path, "data")
    assert opened(path).classes == ("a", "b", "c")


def test_a_table_of_unpacked_pictures_says_what_to_do_where_the_cache_was_emptied(tmp_path):
    archive = packed(tmp_path)
    samples = opened(archive).samples
    table = tmp_path / "kept" / "labels.csv"
    table.parent.mkdir()
    table.write_text("path,label\n" + "".join(f"{Path(sample.path).as_posix()},{sample.label}\n" for sample in samples))
    assert len(opened(table).samples) == len(samples)
    shutil.rmtree(cache_folder() / "archives")
    with pytest.raises(DataError, match="lay in the cache, which was emptied since"):
        opened(table)
    opened(archive)
    assert len(opened(table).samples) == len(samples)


def test_a_table_of_unpacked_pictures_is_read_with_the_archive_that_was_changed_since_as_is_said(tmp_path):
    archive = packed(tmp_path)
    samples = opened(archive).samples
    table = tmp_path / "kept" / "labels.csv"
    table.parent.mkdir()
    table.write_text("path,label\n" + "".join(f"{Path(sample.path).as_posix()},{sample.label}\n" for sample in samples))
    shutil.rmtree(cache_folder() / "archives")
    os.utime(archive, (1, 1))
    opened(archive)
    with pytest.raises(DataError, match="open it together with this table, given as --metadata_path"):
        opened(table)
    assert len(opened(archive, metadata_path=str(table)).samples) == len(samples)


def test_a_zip_of_split_folders_is_read(tmp_path):
    for name in ("train", "val"):
        class_folders(tmp_path / "data" / name, {"a": 1, "b": 1})
    shutil.make_archive(str(tmp_path / "set"), "zip", tmp_path / "data")
    assert opened(tmp_path / "set.zip").has_split


EVIL_NAMES = ["../out.png", "a/../../out.png", "/abs.png", "C:/x.png", "..\\out.png", "a\\..\\..\\x.png", "C:\\x.png"]


@pytest.mark.parametrize("name", EVIL_NAMES)
def test_names_that_lead_out_of_the_archive_are_refused(tmp_path, name):
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/1.png", b"x")
        archive.writestr(zipfile.ZipInfo(name), b"x")
    with pytest.raises(DataError, match="outside of itself"):
        opened(path)
    assert not [found for found in tmp_path.rglob("*") if found.name in ("out.png", "x.png", "abs.png")]
    assert not left_over()


def test_a_bomb_is_refused_by_what_it_claims(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/1.png", bytes(archives.SMALL_BYTES + 1))
    with pytest.raises(DataError, match="not unpacked"):
        opened(path)


def test_a_member_that_is_larger_than_it_claims_is_refused(tmp_path):
    path = packed(tmp_path)
    data = bytearray(path.read_bytes())
    start = data.find(b"PK\x01\x02")
    while start >= 0:
        if data[start + 24 : start + 28] != bytes(4):
            data[start + 24 : start + 28] = (1).to_bytes(4, "little")
        start = data.find(b"PK\x01\x02", start + 4)
    path.write_bytes(data)
    with pytest.raises(DataError, match="no zip archive that can be read"):
        opened(path)
    assert not left_over()


def test_a_zip_for_which_the_disk_is_too_small_is_not_begun(tmp_path, monkeypatch):
    path = packed(tmp_path)
    monkeypatch.setattr(archives.shutil, "disk_usage", lambda _: SimpleNamespace(free=9))
    monkeypatch.setattr(archives, "_write", None)
    with pytest.raises(DataError, match=r"needs 0 MB unpacked; .* has 0 MB left"):
        opened(path)
    assert left_over() == []


def test_an_encrypted_zip_is_refused(tmp_path):
    path = packed(tmp_path)
    data = bytearray(path.read_bytes())
    start = data.find(b"PK\x01\x02")
    while start >= 0:
        data[start + 8] |= 1
        start = data.find(b"PK\x01\x02", start + 4)
    path.write_bytes(data)
    with pytest.raises(DataError, match="encrypted"):
        opened(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_damaged_zip_is_told(tmp_path, share):
    path = packed(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(DataError, match="no zip archive"):
        opened(path)


def test_a_zip_that_cannot_be_read_is_told_as_that(tmp_path, monkeypatch):
    path = packed(tmp_path)

    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(archives.zipfile, "ZipFile", refuse)
    with pytest.raises(DataError, match=r"Cannot read .*: Permission denied"):
        opened(path)
    assert not left_over()


def test_a_damaged_member_is_told_and_nothing_is_left(tmp_path):
    path = packed(tmp_path)
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(DataError, match="no zip archive"):
        opened(path)
    assert not left_over()


def test_links_in_a_zip_are_passed_over(tmp_path):
    path = packed(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("data/a/link.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert len(opened(path).samples) == 4


def test_names_of_old_programs_are_decoded(tmp_path):
    path = tmp_path / "old.zip"
    class_folders(tmp_path, {"a": 2})
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("XXXXX/1.png", "b/2.png"):
            archive.write(tmp_path / "a" / "a_0.png", name)
    path.write_bytes(path.read_bytes().replace(b"XXXXX", "кошка".encode("cp1251")))
    assert "кошка" in opened(path).classes


def test_one_name_that_reads_as_utf8_does_not_part_an_archive_of_another_encoding(tmp_path):
    path = tmp_path / "old.zip"
    class_folders(tmp_path, {"a": 2})
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("XX/1.png", "YY/2.png"):
            archive.write(tmp_path / "a" / "a_0.png", name)
    packed_names = path.read_bytes().replace(b"XX/", "猫/".encode("gb18030"))
    path.write_bytes(packed_names.replace(b"YY/", "狗/".encode("gb18030")))
    assert set(opened(path).classes) == {"猫", "狗"}


def test_a_stop_leaves_nothing_behind(tmp_path):
    path = packed(tmp_path)
    control = Control()
    control.stop()
    with pytest.raises(Cancelled):
        archives.unpacked(str(path), control=control)
    assert not left_over()
    assert len(opened(path).samples) == 4


def test_a_table_within_a_zip_is_found(tmp_path):
    class_folders(tmp_path / "data" / "images", {"x": 4})
    rows = "".join(f"x_{number},{'ab'[number % 2]}\n" for number in range(4))
    (tmp_path / "data" / "table.csv").write_text("image,label\n" + rows, encoding="utf-8")
    shutil.make_archive(str(tmp_path / "set"), "zip", tmp_path / "data")
    assert opened(tmp_path / "set.zip").classes == ("a", "b")
    assert os.path.isdir(opened(tmp_path / "set.zip").root)


def test_names_that_windows_has_not_are_changed_there(tmp_path, monkeypatch):
    path = tmp_path / "times .zip"
    class_folders(tmp_path, {"a": 2})
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(tmp_path / "a" / "a_0.png", "data/aux/12:30.png")
        archive.write(tmp_path / "a" / "a_1.png", 'data/what? "b"/con.png')
    monkeypatch.setattr(archives, "sys", SimpleNamespace(platform="win32"))
    index = opened(path)
    names = [Path(sample.path).relative_to(index.root).as_posix() for sample in index.samples]
    assert names == ["_aux/12_30.png", "what_ _b_/_con.png"]
    assert " /" not in index.root


def test_a_folder_that_a_scanner_looks_into_takes_its_place_a_moment_later(tmp_path, monkeypatch):
    path = packed(tmp_path)
    hold_everything(monkeypatch, 5)
    assert len(opened(path).samples) == 4
