import contextlib
import io
import os
import sqlite3
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from core.base.types import Resize, Sample, Splits
from core.config import TrainConfig
from core.data import disk_cache, pack_store
from core.data.cache_choice import (
    LIMIT_FILE,
    allow_default_on_disk,
    allow_on_disk,
    allowed_on_disk,
    choose,
    disk_limit,
    kept_bytes,
    memory_limit,
    opened_cache,
)
from core.data.disk_cache import DiskCache
from core.data.images import UInt8Array, encode_jpeg, encode_png
from core.data.loader import Batch, Loader
from core.data.pack_store import Store, Usage
from core.data.picture_cache import MemoryCache, PictureCache
from core.data.preprocess import Preprocess
from core.data.scan import PictureFacts, scan
from core.data.transforms import Augmentation
from core.distributed.shares import Share

PREPROCESS = Preprocess((8, 12), Resize.CROP, 3, (0.5,) * 3, (0.2,) * 3)
PICTURE = np.full((4, 5, 3), 7, np.uint8)


@pytest.fixture(autouse=True)
def own_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLASSWISE_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sample, ...]:
    folder = tmp_path_factory.mktemp("pictures")
    rng = np.random.default_rng(0)
    made = []
    for number in range(9):
        image = rng.integers(0, 256, (40 + number, 70, 3), dtype=np.uint8)
        path = folder / f"{number} ä.{'png' if number % 2 else 'jpg'}"
        path.write_bytes(encode_png(image) if number % 2 else encode_jpeg(image))
        made.append(Sample(str(path), label=number % 2))
    return tuple(made)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "one.bin"
    path.write_bytes(b"1")
    return str(path)


class Reader:
    """Gives a picture and counts how often it was asked."""

    def __init__(self, image: UInt8Array = PICTURE) -> None:
        self.image, self.count = image, 0

    def __call__(self) -> UInt8Array:
        self.count += 1
        return self.image.copy()


@contextlib.contextmanager
def opened(kind: str, limit: int = 10**9) -> Iterator[PictureCache]:
    if kind == "ram":
        yield MemoryCache(limit)
    else:
        with DiskCache(limit) as cache:
            yield cache


def batches(samples: tuple[Sample, ...], cache: PictureCache | None, level: str = "strong") -> list[Batch]:
    training = Loader(samples, PREPROCESS, batch_size=4, augmentation=Augmentation(level, PREPROCESS), shuffle=True,
                      cache=cache, num_threads=2)  # fmt: skip
    val = Loader(samples, PREPROCESS, batch_size=4, cache=cache, num_threads=2)
    return [batch for epoch in (1, 2) for loader in (training, val) for batch in loader.epoch(epoch)]


@pytest.mark.parametrize("level", ["none", "light", "strong"])
@pytest.mark.parametrize(("kind", "limit"), [("ram", 10**9), ("disk", 10**9), ("ram", 20_000), ("disk", 20_000)])
def test_batches_are_the_same_bits_with_any_cache(
    samples: tuple[Sample, ...], kind: str, limit: int, level: str
) -> None:
    expected = batches(samples, None, level)
    for _ in range(2):  # the second time, the disk holds what the first one left
        with opened(kind, limit) as cache:
            found = batches(samples, cache, level)
        assert all(torch.equal(one.images, other.images) for one, other in zip(found, expected, strict=True))


@pytest.mark.parametrize("kind", ["ram", "disk"])
def test_a_picture_is_read_once_a_form(kind: str, file: str) -> None:
    reader = Reader()
    with opened(kind) as cache:
        for form in ("one", "other", "one", "other"):
            np.testing.assert_array_equal(cache.load(form, file, reader), PICTURE)
    assert reader.count == 2


@pytest.mark.parametrize("kind", ["ram", "disk"])
def test_a_changed_file_is_read_anew(kind: str, file: str) -> None:
    old, new = Reader(), Reader(PICTURE + 1)
    with opened(kind) as cache:
        cache.load("form", file, old)
        os.utime(file, ns=(1, 1))
        np.testing.assert_array_equal(cache.load("form", file, new), PICTURE + 1)
        np.testing.assert_array_equal(cache.load("form", file, new), PICTURE + 1)
        Path(file).write_bytes(b"22")
        os.utime(file, ns=(1, 1))
        cache.load("form", file, new)
    assert (old.count, new.count) == (1, 2)


@pytest.mark.parametrize("kind", ["ram", "disk"])
def test_a_file_that_is_gone_is_not_served_from_the_cache(kind: str, file: str) -> None:
    reader = Reader()
    with opened(kind) as cache:
        cache.load("form", file, reader)
        Path(file).unlink()
        cache.load("form", file, reader)
    assert reader.count == 2


def test_memory_holds_no_more_than_allowed(tmp_path: Path) -> None:
    cache, readers = MemoryCache(3 * PICTURE.nbytes), []
    for number in range(5):
        path = tmp_path / str(number)
        path.touch()
        readers.append(Reader())
        cache.load("form", str(path), readers[-1])
    for number, reader in enumerate(readers):
        cache.load("form", str(tmp_path / str(number)), reader)
    assert [reader.count for reader in readers] == [1, 1, 1, 2, 2]


def test_a_changed_picture_takes_the_room_of_the_one_before(file: str) -> None:
    cache, reader = MemoryCache(PICTURE.nbytes), Reader()
    for change in (1, 2, 3, 3):
        os.utime(file, (change, change))
        cache.load("form", file, reader)
    assert reader.count == 3


def test_the_disk_serves_later_runs_and_several_at_once(file: str) -> None:
    with DiskCache(10**9) as first:
        first.load("form", file, Reader())
    reader = Reader()
    with DiskCache(10**9) as one, DiskCache(10**9) as other:
        one.load("form", file, reader)
        other.load("form", file, reader)
        assert reader.count == 0
        one.load("new form", file, reader)
        other.load("new form", file, reader)
    with DiskCache(10**9) as last:
        last.load("new form", file, reader)
    assert reader.count == 2


def test_processes_that_share_an_epoch_decode_each_picture_once(
    samples: tuple[Sample, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[str] = []
    real = Augmentation.read
    monkeypatch.setattr(Augmentation, "read", lambda self, path: decoded.append(path) or real(self, path))
    augmentation = Augmentation("light", PREPROCESS)
    with DiskCache(10**9) as one, DiskCache(10**9) as other:
        loaders = [Loader(samples, PREPROCESS, batch_size=4, augmentation=augmentation, shuffle=True, cache=cache,
                          num_threads=1, share=Share(rank, 2)) for rank, cache in enumerate((one, other))]  # fmt: skip
        for epoch in range(1, 6):
            for loader in loaders:
                assert list(loader.epoch(epoch))
            for cache in (one, other):  # as by the validation that every process waits for
                cache.begin_epoch()
    assert sorted(decoded) == sorted(sample.path for sample in samples)
    with Store() as store:
        assert store.usage().num_pictures == len(samples)
        assert store.usage().num_bytes == size_on_disk()


def test_room_that_another_process_gives_back_is_used_from_the_next_epoch_on(tmp_path: Path) -> None:
    limit, reader = 3 * PICTURE.nbytes, Reader()
    paths = [tmp_path / str(number) for number in range(2)]
    for path in paths:
        path.touch()
    with DiskCache(limit) as one, DiskCache(limit) as other:
        one.load("form", str(paths[0]), Reader())  # books all there is
        for count in (1, 2, 2):
            other.load("form", str(paths[1]), reader)
            assert reader.count == count
            one.begin_epoch()
            other.begin_epoch()


def size_on_disk() -> int:
    return sum(path.stat().st_size for path in pack_store.pictures_folder().glob("*.pack"))


def fill(tmp_path: Path, form: str, count: int, limit: int) -> Reader:
    reader = Reader()
    with DiskCache(limit) as cache:
        for number in range(count):
            path = tmp_path / f"{number}.file"
            if not path.exists():
                path.touch()
            cache.load(form, str(path), reader)
    return reader


def test_the_disk_never_holds_more_than_allowed_and_the_least_used_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_store, "PACK_BYTES", 2 * PICTURE.nbytes)
    limit = 4 * PICTURE.nbytes
    assert fill(tmp_path, "a", 3, limit).count == 3
    assert fill(tmp_path, "b", 3, limit).count == 3
    assert size_on_disk() == limit
    assert fill(tmp_path, "a", 3, limit).count == 0, "what a run of the last hour used stays"
    monkeypatch.setattr(pack_store, "SPARED_S", 0.0)
    assert fill(tmp_path, "c", 2, limit).count == 2
    assert size_on_disk() <= limit
    assert fill(tmp_path, "c", 2, limit).count == 0
    fill(tmp_path, "c", 2, 2 * PICTURE.nbytes)
    assert size_on_disk() <= 2 * PICTURE.nbytes
    assert fill(tmp_path, "c", 2, 2 * PICTURE.nbytes).count == 0


def test_a_picture_larger_than_a_usual_pack_gets_one_of_its_size() -> None:
    with Store() as store:
        assert store.book(pack_store.PACK_BYTES + 5, 4 * pack_store.PACK_BYTES)[1] == pack_store.PACK_BYTES + 5


def test_lost_packs_and_a_damaged_database_only_cost_time(file: str) -> None:
    for damage in ("*.pack", "*.sqlite"):
        reader = Reader()
        with DiskCache(10**9) as cache:
            cache.load("form", file, reader)
        for path in pack_store.pictures_folder().glob(damage):
            path.write_bytes(b"rubbish, not a database" if damage == "*.sqlite" else b"")
        with DiskCache(10**9) as cache:
            np.testing.assert_array_equal(cache.load("form", file, reader), PICTURE)
            cache.load("form", file, reader)
        assert reader.count == 2
        with Store() as store:
            store.shrink_to(0)
        assert size_on_disk() == 0


def test_a_folder_that_cannot_be_written_only_costs_time(file: str, caplog: pytest.LogCaptureFixture) -> None:
    pack_store.pictures_folder().parent.mkdir()
    pack_store.pictures_folder().write_text("a file")
    reader = Reader()
    with DiskCache(10**9) as cache:
        for _ in range(3):
            cache.load("form", file, reader)
    assert reader.count == 3
    assert [record.levelname for record in caplog.records] == ["WARNING"]


class FullForOnce(io.FileIO):
    """A file on a disk that is full at the second write, and has room again afterwards."""

    num_writes = 0

    def write(self, data: memoryview) -> int:
        self.num_writes += 1
        return super().write(data[: len(data) // 2] if self.num_writes == 2 else data)


def test_a_disk_that_is_full_in_the_middle_of_a_picture_mixes_up_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(disk_cache, "open", lambda path, mode, **_options: FullForOnce(path, mode.replace("b", "")),
                        raising=False)  # fmt: skip
    numbers = range(4)
    for number in numbers:
        (tmp_path / str(number)).touch()
    for _ in range(2):
        with DiskCache(10**9) as cache:
            for number in (*numbers, *numbers):
                found = cache.load("form", str(tmp_path / str(number)), Reader(PICTURE + number))
                np.testing.assert_array_equal(found, PICTURE + number)
    assert "No space left" in caplog.text


def test_a_full_cache_says_so_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    paths = [tmp_path / str(number) for number in range(3)]
    for path in paths:
        path.touch()
    with DiskCache(PICTURE.nbytes) as cache:
        for _epoch in range(3):
            cache.begin_epoch()
            for path in paths:
                cache.load("form", str(path), Reader())
    assert [record.levelname for record in caplog.records] == ["INFO"]


@pytest.mark.skipif(os.name == "nt", reason="what a run has open stays there")
def test_a_cache_cleared_beside_a_run_stays_sound(file: str) -> None:
    reader = Reader()
    with DiskCache(10**9) as cache:
        cache.load("form", file, reader)
        with Store() as store:
            store.shrink_to(0)
        np.testing.assert_array_equal(cache.load("form", file, reader), PICTURE)
    with Store() as store:
        assert store.usage() == Usage(0, 0, 0)
    assert list(pack_store.pictures_folder().glob("*.pack")) == []


def test_what_an_older_version_or_a_killed_run_left_goes(file: str) -> None:
    folder = pack_store.pictures_folder()
    folder.mkdir(parents=True)
    for name in ("index-0.sqlite", "unknown.pack", "limit.json"):
        (folder / name).touch()
    fill(Path(file).parent, "form", 1, 10**9)
    left = {path.name for path in folder.iterdir() if path.suffix != ".pack"}
    assert left == {pack_store.INDEX, "limit.json"}
    assert not (folder / "unknown.pack").exists()


def test_room_that_a_run_at_work_has_booked_stays_its_own(file: str) -> None:
    with DiskCache(10**9) as cache:
        cache.load("form", file, Reader())
        with Store() as store:
            assert store.usage().num_bytes == pack_store.PACK_BYTES


def test_packs_that_were_not_used_for_longest_go_first_but_none_that_a_run_has_just_begun_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = pack_store.time.time()
    for hour, form in enumerate(("used again", "old", "new")):
        monkeypatch.setattr(pack_store.time, "time", lambda hour=hour: now + 3601 * hour)
        fill(tmp_path, form, 1, 10**9)
    monkeypatch.setattr(pack_store.time, "time", lambda: now + 3601 * 3)
    assert fill(tmp_path, "used again", 1, 10**9).count == 0
    with Store() as store:
        store.shrink_to(2 * PICTURE.nbytes, spare_recent=True)
        assert [len(store.entries(form)) for form in ("used again", "old", "new")] == [1, 0, 1]


def keep(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file not be removed, as on Windows where another program has it open."""
    unlink = Path.unlink

    def refuse(path: Path, **more: bool) -> None:
        if path.name == name:
            raise PermissionError(13, "The process cannot access the file because it is being used")
        unlink(path, **more)

    monkeypatch.setattr(Path, "unlink", refuse)


def test_an_old_pack_that_another_program_holds_does_not_keep_pictures_from_being_cached(
    file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack_store.pictures_folder().mkdir(parents=True)
    (pack_store.pictures_folder() / "old.pack").touch()
    keep("old.pack", monkeypatch)
    with DiskCache(10**9) as cache:
        cache.load("form", file, Reader())
        cache.load("form", file, lambda: pytest.fail("read again"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such names")
def test_a_picture_whose_name_is_no_unicode_is_kept_for_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.jpg")
    path.touch()
    reader = Reader()
    for _ in range(2):
        with DiskCache(10**9) as cache:
            np.testing.assert_array_equal(cache.load("form", str(path), reader), PICTURE)
    assert reader.count == 1


def test_a_database_that_another_program_locks_is_not_held_open(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(Path(file).parent, "form", 1, 10**9)
    opened: list[sqlite3.Connection] = []
    real = sqlite3.connect

    def connect(name: Path, **_: object) -> sqlite3.Connection:
        opened.append(real(name, timeout=0))
        return opened[-1]

    with contextlib.closing(real(pack_store.pictures_folder() / pack_store.INDEX)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr(sqlite3, "connect", connect)
        with pytest.raises(sqlite3.OperationalError, match="locked"), Store():
            pass
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")


def test_a_pack_that_another_program_holds_does_not_keep_those_behind_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for form in ("held", "other"):
        fill(tmp_path, form, 1, 10**9)
    with Store() as store:
        (held,) = {entry.pack for entry in store.entries("held").values()}
        store.note_use(entry.pack for entry in store.entries("other").values())
        keep(held, monkeypatch)
        store.shrink_to(0)
        assert [len(store.entries(form)) for form in ("held", "other")] == [1, 0]


def test_a_run_with_less_room_takes_nothing_from_one_that_is_at_work(file: str) -> None:
    reader = Reader()
    with DiskCache(10**9) as at_work:
        at_work.load("form", file, reader)
        at_work.begin_epoch()
        with DiskCache(1):
            pass
        at_work.load("form", file, reader)
    assert reader.count == 1


def test_pictures_of_one_relative_name_in_two_folders_are_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, name in enumerate(("one", "other")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.jpg").touch()
        os.utime(tmp_path / name / "a.jpg", (1, 1))
        monkeypatch.chdir(tmp_path / name)
        with DiskCache(10**9) as cache:
            found = cache.load("form", "a.jpg", Reader(PICTURE + number))
        np.testing.assert_array_equal(found, PICTURE + number)


def test_an_epoch_that_begins_while_a_picture_is_read_breaks_nothing(file: str, tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    with DiskCache(10**9) as cache:
        cache.load("form", str(tmp_path / "other"), Reader())
        found = cache.load("form", file, lambda: cache.begin_epoch() or PICTURE.copy())  # type: ignore[func-returns-value]
    np.testing.assert_array_equal(found, PICTURE)


@pytest.mark.parametrize("kind", ["ram", "disk"])
def test_a_picture_that_is_a_view_of_another_is_kept_as_it_looks(kind: str, file: str) -> None:
    flipped = np.arange(60, dtype=np.uint8).reshape(4, 5, 3)[:, ::-1]
    with opened(kind) as cache:
        cache.load("form", file, lambda: flipped)
        np.testing.assert_array_equal(cache.load("form", file, lambda: pytest.fail("read again")), flipped)


def test_of_a_picture_that_is_cut_from_a_larger_one_memory_keeps_the_part_alone(file: str) -> None:
    large = [np.zeros((900, 900, 3), np.uint8)]
    whole = weakref.ref(large[0])
    cache = MemoryCache(10**9)
    cache.load("form", file, lambda: large.pop()[:4, :5])
    assert whole() is None


def test_what_a_killed_run_had_booked_is_given_back(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    killed = DiskCache(10**9)
    killed.__enter__()
    killed.load("form", file, Reader())
    monkeypatch.setattr(pack_store, "SPARED_S", 0.0)
    with Store() as store:
        assert store.usage().num_bytes == size_on_disk() == PICTURE.nbytes
    killed.__exit__(None, None, None)


def test_a_pack_that_somebody_deleted_long_ago_keeps_nothing_from_being_cached(
    file: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fill(Path(file).parent, "form", 1, 10**9)
    for pack in pack_store.pictures_folder().glob("*.pack"):
        pack.unlink()
    monkeypatch.setattr(pack_store, "SPARED_S", 0.0)
    with DiskCache(10**9) as cache:
        cache.load("form", file, Reader())
        cache.load("form", file, lambda: pytest.fail("read again"))
    assert not caplog.records


def test_large_photos_are_kept_no_larger_than_crops_need(tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    path.write_bytes(encode_jpeg(np.full((900, 1200, 3), 90, np.uint8)))
    facts = scan([str(path)], use_cache=False)[str(path)]
    gray = Preprocess((8, 12), Resize.CROP, 1, (0.5,), (0.2,))
    levels = [(level, PREPROCESS) for level in ("none", "light", "standard", "strong")]
    for level, preprocess in (*levels, ("none", gray)):
        augmentation = Augmentation(level, preprocess)
        image = augmentation.read(path)
        assert image.nbytes == kept_bytes(facts.format, facts.height, facts.width, augmentation)
        assert image.shape[0] <= 1.5 * augmentation.needed_size()[1] + 1
        assert all(have >= need for have, need in zip(image.shape, augmentation.needed_size(), strict=False))


def test_the_choice_follows_the_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    def chosen(side: int, count: int, num_val: int = 0, **changes: object) -> str:
        names = [f"{number}.jpg" for number in range(count)]
        facts = {name: PictureFacts(name, 1, 1, side, side, format="JPEG") for name in names}
        samples = tuple(Sample(name, 0) for name in names)
        splits = Splits("", ("a", "b"), samples[num_val:], samples[:num_val], ())
        config = TrainConfig(input_shape=(224, 224), in_channels="3", **changes)  # type: ignore[arg-type]
        return choose(config, splits, facts)[0]

    monkeypatch.setattr("core.data.cache_choice.available_memory", lambda: 8 * 10**8)
    monkeypatch.setattr("core.data.cache_choice.free_disk", lambda _: 500 * 10**9)
    assert chosen(400, 100) == "ram"
    assert chosen(400, 100, epochs=1) == "off"
    assert chosen(400, 100, epochs=2) == "ram"
    assert chosen(400, 10_000) == "off"
    assert chosen(400, 10_000, num_val=9_900) == "off"
    assert chosen(4000, 10_000) == "disk"
    assert chosen(400, 100, cache_gb=0.01) == "off"
    monkeypatch.setattr("core.data.cache_choice.free_disk", lambda _: 10**8)
    assert chosen(4000, 10_000) == "off"


def test_limits_are_a_share_of_what_is_free_or_what_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.data.cache_choice.available_memory", lambda: 8 * 10**9)
    monkeypatch.setattr("core.data.cache_choice.free_disk", lambda _: 100 * 10**9)
    assert (memory_limit(), disk_limit()) == (2 * 10**9, 10 * 10**9)
    assert (memory_limit(2.5), disk_limit(2.5), disk_limit(20)) == (2_500_000_000, 2_500_000_000, 10 * 10**9)
    monkeypatch.setattr("core.data.cache_choice.free_disk", lambda _: 10**12)
    assert disk_limit() == 50 * 10**9
    monkeypatch.setattr("core.data.cache_choice.num_local_processes", lambda: 4)
    assert (memory_limit(), memory_limit(2)) == (5 * 10**8, 5 * 10**8)


@pytest.mark.parametrize("text", ["rubbish", "[]", "{}", '{"bytes": null}', '{"bytes": "many"}'])
def test_a_limit_that_cannot_be_read_is_none(text: str) -> None:
    before = allowed_on_disk()
    allow_on_disk(123)
    (pack_store.pictures_folder() / LIMIT_FILE).write_text(text, encoding="utf-8")
    assert allowed_on_disk() == pytest.approx(before, rel=0.1)


@pytest.mark.parametrize("kind", ["ram", "disk"])
def test_a_name_that_no_file_can_have_is_not_cached(kind: str) -> None:
    reader = Reader()
    with opened(kind) as cache:
        for _ in range(2):
            cache.load("form", "a\0.jpg", reader)
    assert reader.count == 2


def test_the_limit_on_disk_is_kept_for_all_runs() -> None:
    assert 0 < allowed_on_disk() <= 50 * 10**9
    allow_on_disk(123)
    assert allowed_on_disk() == 123
    assert memory_limit() > 10**7
    for _ in range(2):  # also where nothing is set
        allow_default_on_disk()
        assert allowed_on_disk() != 123


@pytest.mark.parametrize("kind", ["ram", "disk", "off"])
def test_a_cache_is_opened_as_the_settings_say(kind: str, file: str) -> None:
    reader = Reader()
    with opened_cache(TrainConfig(cache=kind)) as cache:
        cache.load("form", file, reader)
        cache.load("form", file, reader)
    assert reader.count == (2 if kind == "off" else 1)


def test_packs_that_a_long_run_needs_in_each_epoch_are_spared(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, now = Reader(), pack_store.time.time()
    with DiskCache(10**9) as cache:
        cache.load("form", file, reader)
        for hours in range(3):
            monkeypatch.setattr(pack_store.time, "time", lambda hours=hours: now + 3600 * hours + 60)
            cache.begin_epoch()
            with Store() as other:
                other.shrink_to(0, spare_recent=True)
            cache.load("form", file, reader)
    assert reader.count == 1
