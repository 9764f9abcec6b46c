import pytest
import torch

from core.base.types import Resize, Sample
from core.data.loader import Loader
from core.data.preprocess import Preprocess
from core.data.transforms import Augmentation
from core.distributed.shares import WHOLE, Share
from tests.pictures import make_class_folders

PREPROCESS = Preprocess((16, 16), Resize.CROP, 3, (0.5,) * 3, (0.2,) * 3)


@pytest.fixture(scope="module")
def samples(tmp_path_factory) -> list[Sample]:
    folder = make_class_folders(tmp_path_factory.mktemp("data"), ("a", "b"), count=5, size=24)
    return [Sample(str(path), number % 2) for number, path in enumerate(sorted(folder.glob("*/*")))]


def loader(samples: list[Sample], share: Share = WHOLE, **options) -> Loader:
    return Loader(samples, PREPROCESS, batch_size=8, shuffle=True, augmentation=Augmentation("standard", PREPROCESS),
                  num_threads=1, share=share, **options)


@pytest.mark.parametrize("balanced", [False, True])
def test_the_parts_of_all_processes_are_the_batches_of_one(samples, balanced):
    wholes = list(loader(samples, balanced=balanced).epoch(2))
    parts = [list(loader(samples, Share(rank, 3), balanced=balanced).epoch(2)) for rank in range(3)]
    for number, whole in enumerate(wholes):
        own = [of_rank[number] for of_rank in parts]
        assert sum((part.paths for part in own), ()) == whole.paths
        assert torch.equal(torch.cat([part.labels for part in own]), whole.labels)
        images = torch.cat([part.images[: len(part)] for part in own])
        assert torch.equal(images, whole.images)
        assert {part.num_whole for part in own} == {len(whole)}


def test_a_process_without_a_part_has_borrowed_pictures_without_labels_or_none_if_told_so(samples):
    *_, last = loader(samples, Share(0, 3)).epoch(1)
    assert (len(last), len(last.labels), len(last.images), last.num_whole) == (0, 0, 2, 2)
    *_, last = loader(samples, Share(0, 3), borrows=False).epoch(1)
    assert (len(last), len(last.images), last.num_whole) == (0, 0, 2)
