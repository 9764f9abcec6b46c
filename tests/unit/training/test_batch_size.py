from dataclasses import replace

import pytest
import torch
from torch import nn

from core.base.errors import OutOfMemoryError
from core.base.events import Notice
from core.base.types import Resize
from core.config import TrainConfig
from core.data.preprocess import Preprocess
from core.training import batch_size as batch_sizes
from core.training import run as runs
from core.training.batch_size import useful_batch_size, with_batch_size
from tests.networks import TinyNet

PREPROCESS = Preprocess((16, 16), Resize.CROP, 3, (0.5,) * 3, (0.2,) * 3)
CONFIG = TrainConfig(model="tiny", input_shape=(16, 16), in_channels="3", device="cpu", precision="fp32", lr=0.01,
                     scenario="full_training", ema_decay=0.9, mixup=0.2)
MB = 1 << 20


def test_a_gpu_gets_larger_batches_where_they_leave_enough_steps():
    sizes = {num: useful_batch_size(num, is_gpu=True) for num in (10, 6400, 12800, 25599, 25600, 10**6)}
    assert sizes == {10: 32, 6400: 32, 12800: 64, 25599: 64, 25600: 128, 10**6: 128}
    assert useful_batch_size(10**6, is_gpu=False) == 32
    of_muon = {num: useful_batch_size(num, is_gpu=False, is_muon=True) for num in (10, 3199, 3200, 10**6)}
    assert of_muon == {10: 32, 3199: 32, 3200: 64, 10**6: 64}


@pytest.mark.parametrize(("available", "size"), [(1000 * MB, 32), (0, 32), (400_000, 16), (50_000, 2)])
def test_on_a_cpu_the_batch_is_halved_until_it_fits_the_free_memory(monkeypatch, available, size):
    """A picture keeps about 9 KB: its pixels as floats, and the 8 x 8 x 8 floats after each layer."""
    monkeypatch.setattr(batch_sizes, "available_memory", lambda: available)
    network, told = TinyNet(3), []
    before = {name: value.clone() for name, value in network.state_dict().items()}
    state = torch.random.get_rng_state()
    config, reason = with_batch_size(CONFIG, network, PREPROCESS, 240, 3, told.append)
    assert config == replace(CONFIG, batch_size=size)
    assert ("do not fit" in reason) == (size < 32) == bool(told)
    assert torch.equal(state, torch.random.get_rng_state())
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())


def test_where_not_even_one_picture_fits_that_is_said(monkeypatch):
    monkeypatch.setattr(batch_sizes, "available_memory", lambda: 1000)
    with pytest.raises(OutOfMemoryError, match=r"16 x 16.*--input_shape"):
        with_batch_size(CONFIG, TinyNet(3), PREPROCESS, 240, 3, lambda event: None)


@pytest.mark.parametrize(("changes", "side", "size"), [
    ({}, 64, 8), ({"train_scale": 0.5}, 64, 32), ({}, 32, 32), ({"scenario": "head_only"}, 64, 32),
])  # fmt: skip
def test_what_is_counted_is_what_a_step_of_the_settings_keeps(monkeypatch, changes, side, size):
    """Smaller training pictures, and layers that do not learn, keep less."""
    monkeypatch.setattr(batch_sizes, "available_memory", lambda: 2_400_000)
    config = replace(CONFIG, input_shape=(side, side), **changes)
    preprocess = replace(PREPROCESS, input_shape=(side, side))
    assert with_batch_size(config, TinyNet(3), preprocess, 240, 3, lambda event: None)[0].batch_size == size


def test_gradients_and_moments_of_large_weights_are_counted(monkeypatch):
    """3 MB of weights, of which a step has four more copies."""
    network = nn.Sequential(nn.Flatten(), nn.Linear(16 * 16 * 3, 1000), nn.Linear(1000, 3))
    monkeypatch.setattr(batch_sizes, "available_memory", lambda: 14 * MB)
    with pytest.raises(OutOfMemoryError):
        with_batch_size(CONFIG, network, PREPROCESS, 240, 3, lambda event: None)
    monkeypatch.setattr(batch_sizes, "available_memory", lambda: 17 * MB)
    assert with_batch_size(CONFIG, network, PREPROCESS, 240, 3, lambda event: None)[0].batch_size == 32


def test_where_memory_can_run_out_real_steps_are_made_until_one_fits(monkeypatch):
    """The CPU stands for a GPU that runs out of memory with more than 20 pictures, in the second step."""
    sizes = []
    real = batch_sizes.TrainingStep.train

    def train(self, batch, lr, place):
        sizes.append(len(batch))
        assert self.config.batch_size == len(batch)
        if len(batch) > 20 and place.step:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return real(self, batch, lr, place)

    monkeypatch.setattr(batch_sizes, "raises_when_full", lambda device: True)
    monkeypatch.setattr(batch_sizes, "useful_batch_size", lambda num, is_gpu, is_muon: 64)
    monkeypatch.setattr(batch_sizes.TrainingStep, "train", train)
    network = TinyNet(3)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    config, _ = with_batch_size(CONFIG, network, PREPROCESS, 10**6, 3, lambda event: None)
    assert config.batch_size == 16
    assert sizes == [64, 64, 32, 32, 16, 16]
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())


@pytest.mark.parametrize(("available", "most", "tried"), [
    (1000 * MB, 99, [32, 32]), (1000 * MB, 20, [32, 16, 16]), (400_000, 99, [16, 16])])  # fmt: skip
def test_on_a_cpu_too_what_is_taken_was_tried_by_real_steps(monkeypatch, available, most, tried):
    """Of 400,000 bytes a batch of 32 would take too many: it might end the program, and is not tried."""
    sizes = []
    real = batch_sizes.TrainingStep.train

    def train(self, batch, lr, place):
        sizes.append(len(batch))
        if len(batch) > most:
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes.")
        return real(self, batch, lr, place)

    monkeypatch.setattr(batch_sizes, "available_memory", lambda: available)
    monkeypatch.setattr(batch_sizes.TrainingStep, "train", train)
    assert with_batch_size(CONFIG, TinyNet(3), PREPROCESS, 240, 3, lambda event: None)[0].batch_size == tried[-1]
    assert sizes == tried


def test_batch_norm_that_wants_more_than_the_one_picture_that_fits_is_no_fault(monkeypatch):
    monkeypatch.setattr(batch_sizes._Trial, "_is_little", lambda self, size: size == 1)
    network = nn.Sequential(TinyNet(3), nn.BatchNorm1d(3), nn.Linear(3, 3))
    assert with_batch_size(CONFIG, network, PREPROCESS, 240, 3, lambda event: None)[0].batch_size == 1


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_a_gpu_with_little_memory_left_gets_smaller_batches():
    config = replace(CONFIG, device="cuda", input_shape=(512, 512), optimizer_type="adamw")
    preprocess = replace(PREPROCESS, input_shape=(512, 512))
    told = []
    _free, total = torch.cuda.mem_get_info()
    assert with_batch_size(config, TinyNet(3), preprocess, 10**6, 3, told.append)[0].batch_size == 128
    before = torch.cuda.memory_allocated()  # what torch and ours keep once for good is there now
    torch.cuda.set_per_process_memory_fraction(0.4 * (1 << 30) / total)
    try:
        small, reason = with_batch_size(config, TinyNet(3), preprocess, 10**6, 3, told.append)
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0)
    assert small.batch_size < 128
    assert isinstance(told[0], Notice)
    assert "do not fit" in reason
    assert torch.cuda.memory_allocated() < before + 2**20
    assert with_batch_size(config, TinyNet(3), preprocess, 10**6, 3, told.append)[0].batch_size == 128


def test_a_run_writes_down_what_auto_became(no_pictures, config):
    result = runs.train(replace(config, batch_size=0, epochs=1))
    values = runs.settings.load(result.run_dir / "config.json")
    assert values.batch_size == 32
    facts = runs.run_folder.read_facts(result.run_dir)
    assert "fits in memory" in facts["auto"]["batch_size"]
