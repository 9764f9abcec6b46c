import itertools
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base.errors import ImageError
from core.base.types import Resize, Sample
from core.data.filling import default_threads, filled
from core.data.images import encode_png
from core.data.loader import Batch, Loader
from core.data.picture_cache import NoCache
from core.data.preprocess import Preprocess
from core.data.transforms import Augmentation

PREPROCESS = Preprocess((8, 12), Resize.CROP, 3, (0.5,) * 3, (0.2,) * 3)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    """21 pictures; all pixels of number n have the value n * 10, but for a corner."""
    folder = tmp_path_factory.mktemp("pictures")
    made = []
    for number in range(21):
        image = np.full((16, 20, 3), number * 10, np.uint8)
        image[:4, :4] = 255
        path = folder / f"{number}.png"
        path.write_bytes(encode_png(image))
        made.append(Sample(str(path), label=number % 3))
    return made


def decoding_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("decode")]


def same(one: Sequence[Batch], other: Sequence[Batch]) -> bool:
    return len(one) == len(other) and all(
        torch.equal(a.images, b.images) and torch.equal(a.labels, b.labels) and a.indexes == b.indexes
        for a, b in zip(one, other, strict=True)
    )


def training_loader(samples: Sequence[Sample], **changes: object) -> Loader:
    settings = {"batch_size": 4, "shuffle": True, "seed": 5, "augmentation": Augmentation("strong", PREPROCESS)}
    return Loader(samples, PREPROCESS, **(settings | changes))


def test_batches_carry_pictures_labels_indexes_and_paths_in_order(samples: list[Sample]) -> None:
    batches = list(Loader(samples, PREPROCESS, batch_size=8).epoch(0))
    assert [len(batch.paths) for batch in batches] == [8, 8, 5]
    assert [index for batch in batches for index in batch.indexes] == list(range(21))
    for batch in batches:
        assert batch.images.dtype == torch.uint8
        assert batch.images.is_contiguous()
        assert batch.images.shape[1:] == (8, 12, 3)
        assert batch.images[:, -1, -1, 0].tolist() == [index * 10 for index in batch.indexes]
        assert batch.labels.dtype == torch.int64
        assert batch.labels.tolist() == [index % 3 for index in batch.indexes]
        assert batch.paths == tuple(samples[index].path for index in batch.indexes)


def test_what_is_loaded_does_not_depend_on_the_number_of_threads(samples: list[Sample]) -> None:
    first = list(training_loader(samples, num_threads=1).epoch(3))
    for num_threads in (2, 7):
        assert same(list(training_loader(samples, num_threads=num_threads).epoch(3)), first)


def test_order_and_variation_change_with_the_epoch_and_the_seed(samples: list[Sample]) -> None:
    first = list(training_loader(samples).epoch(0))
    assert sorted(index for batch in first for index in batch.indexes) == list(range(21))
    assert same(list(training_loader(samples).epoch(0)), first)
    assert first[0].indexes != next(training_loader(samples).epoch(1)).indexes
    assert first[0].indexes != next(training_loader(samples, seed=6).epoch(0)).indexes


def test_going_on_gives_the_tail_of_the_epoch(samples: list[Sample]) -> None:
    loader = training_loader(samples)
    whole = list(loader.epoch(2))
    for start in range(len(loader) + 2):
        assert same(list(loader.epoch(2, start)), whole[start:])


def test_a_last_batch_of_one_joins_the_one_before_in_training_only(samples: list[Sample]) -> None:
    sizes = [len(batch.paths) for batch in training_loader(samples, batch_size=5).epoch(0)]
    assert sizes == [5, 5, 5, 6]
    assert len(training_loader(samples, batch_size=5)) == 4
    assert len(Loader(samples, PREPROCESS, batch_size=5)) == 5
    assert [len(batch.paths) for batch in Loader(samples, PREPROCESS, batch_size=5).epoch(0)][-1] == 1
    assert [len(batch.paths) for batch in training_loader(samples[:1]).epoch(0)] == [1]
    assert len(training_loader(samples[:3], batch_size=1)) == 3


@settings(max_examples=60, deadline=None)
@given(num_samples=st.integers(0, 70), batch_size=st.integers(1, 20), shuffle=st.booleans())
def test_batches_cover_each_sample_once(num_samples: int, batch_size: int, shuffle: bool) -> None:
    loader = Loader([Sample("absent")] * num_samples, PREPROCESS, batch_size=batch_size, shuffle=shuffle)
    order = np.arange(num_samples)
    batches = [loader._indexes(order, number) for number in range(len(loader))]
    assert list(itertools.chain(*batches)) == list(range(num_samples))
    assert all(batches)
    if shuffle and batch_size > 1 and num_samples > 1:
        assert min(len(batch) for batch in batches) > 1


def test_an_unreadable_picture_is_named_and_the_threads_end(samples: list[Sample], tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n")
    loader = Loader([*samples[:8], Sample(str(broken))], PREPROCESS, batch_size=4, num_threads=2)
    batches = loader.epoch(0)
    assert next(batches).indexes == (0, 1, 2, 3)
    next(batches)
    with pytest.raises(ImageError, match=f"Cannot read {re.escape(str(broken))}: it is "):
        next(batches)
    assert not decoding_threads()


def test_threads_end_with_the_iterator(samples: list[Sample]) -> None:
    loader = training_loader(samples, num_threads=3)
    batches = loader.epoch(0)
    next(batches)
    assert decoding_threads()
    batches.close()
    assert not decoding_threads()
    dropped = loader.epoch(0)
    next(dropped)
    del dropped
    assert not decoding_threads()
    list(loader.epoch(0))
    assert not decoding_threads()


def test_samples_without_a_label_get_minus_one(samples: list[Sample]) -> None:
    (batch,) = Loader([Sample(samples[0].path)], PREPROCESS, batch_size=4).epoch(0)
    assert batch.labels.tolist() == [-1]


def test_nothing_to_load_gives_no_batch() -> None:
    assert list(training_loader([]).epoch(0)) == []


def test_filling_reads_no_further_ahead_than_allowed() -> None:
    taken = []

    def batches() -> Iterator[list[int]]:
        for number in itertools.count():
            taken.append(number)
            yield [number] * 3

    def double(batch: list[int], place: int) -> None:
        batch[place] *= 2

    for ahead in (0, 4):
        taken.clear()
        results = filled(batches(), double, num_threads=2, ahead=ahead)
        assert [next(results) for _ in range(10)] == [[number * 2] * 3 for number in range(10)]
        assert len(taken) == 10 + ahead
        results.close()
        assert not decoding_threads()


def test_a_failing_place_ends_the_others_of_its_batch() -> None:
    touched = []

    def fail(batch: list[int], place: int) -> None:
        touched.append(place)
        raise ImageError("no")

    with pytest.raises(ImageError, match="no"):
        list(filled([[0] * 1000], fail, num_threads=2, ahead=0))
    assert len(touched) <= 2
    assert not decoding_threads()


def test_a_cache_hears_of_each_epoch(samples: list[Sample]) -> None:
    class Hearing(NoCache):
        num_epochs = 0

        def begin_epoch(self) -> None:
            self.num_epochs += 1

    cache = Hearing()
    loader = training_loader(samples, cache=cache)
    for epoch in (1, 2):
        for batch in loader.epoch(epoch):
            assert cache.num_epochs == epoch, batch.indexes


def test_threads_take_all_cores_but_one_beside_a_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.process.cores_allowed", lambda: None)
    for cores, alone, beside_gpu in ((1, 1, 1), (2, 2, 1), (8, 8, 7), (64, 32, 32)):
        monkeypatch.setattr("os.sched_getaffinity", lambda _, cores=cores: set(range(cores)), raising=False)
        assert default_threads(is_gpu=False) == alone
        assert default_threads(is_gpu=True) == beside_gpu


def test_balanced_epochs_draw_every_class_equally_often(samples: list[Sample]) -> None:
    rare = [Sample(sample.path, label=int(number >= 18)) for number, sample in enumerate(samples)]
    loader = training_loader(rare, balanced=True)
    labels = np.concatenate([batch.labels.numpy() for epoch in range(30) for batch in loader.epoch(epoch)])
    assert len(labels) == 30 * 21
    assert 0.42 < labels.mean() < 0.58
    indexes = [index for batch in loader.epoch(1) for index in batch.indexes]
    assert all(0 <= index < 21 for index in indexes)
    assert {index for batch in loader.epoch(2) for index in batch.indexes} != set(indexes)


def test_a_picture_that_comes_again_in_an_epoch_is_varied_anew(samples: list[Sample]) -> None:
    rare = [Sample(sample.path, label=int(number == 20)) for number, sample in enumerate(samples)]
    loader = training_loader(rare, balanced=True, batch_size=21)
    batch = next(iter(loader.epoch(3)))
    places = [place for place, index in enumerate(batch.indexes) if index == 20]
    assert len(places) > 4
    assert len({batch.images[place].numpy().tobytes() for place in places}) > len(places) / 2


@pytest.mark.parametrize("start", [1, 4])
def test_a_balanced_epoch_goes_on_where_it_was_broken_off(samples: list[Sample], start: int) -> None:
    loader = training_loader(samples, balanced=True)
    assert same(list(loader.epoch(2))[start:], list(training_loader(samples, balanced=True).epoch(2, start)))


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_on_a_gpu_batches_arrive_there_as_they_are_and_in_order(samples: list[Sample]) -> None:
    expected = list(training_loader(samples).epoch(1))
    found = []
    for batch in training_loader(samples, device=torch.device("cuda", 0)).epoch(1):
        assert batch.images.device.type == batch.labels.device.type == "cuda"
        found.append(replace(batch, images=batch.images.cpu(), labels=batch.labels.cpu()))
    assert same(found, expected)
