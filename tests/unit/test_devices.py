import os
import subprocess

import pytest
import torch

from core import devices
from core.base.errors import ConfigError, OutOfMemoryError
from core.config import TrainConfig
from core.cuda_archs import runs_code_for
from core.devices import (
    RESTRICTED,
    are_gpus_restricted,
    describe,
    explained,
    gpu_numbers,
    moved,
    on_device,
    resolve_device,
    resolve_precision,
    restrict_gpus,
    seed_layers,
)
from core.training.machine import machine_notice


@pytest.fixture
def four_gpus(monkeypatch):
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 4)


def test_numbers_of_gpus_are_read(four_gpus):
    assert gpu_numbers("") == []
    assert gpu_numbers("2") == [2]
    assert gpu_numbers("1, 3") == [1, 3]


def test_memory_that_the_machine_does_not_give_is_told_with_the_batch_to_try():
    with pytest.raises(RuntimeError) as caught:
        torch.empty(2**55, dtype=torch.uint8)
    told = explained(caught.value, torch.device("cpu"), 32)
    assert isinstance(told, OutOfMemoryError)
    assert "Try --batch_size 16" in str(told)


@pytest.mark.parametrize(("text", "refused", "is_memory"), [
    ("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`", 0, True),
    ("cuDNN error: CUDNN_STATUS_ALLOC_FAILED", 0, True),
    ("GET was unable to find an engine to execute this computation", 2, True),
    ("GET was unable to find an engine to execute this computation", 0, False),  # cuDNN has none for this format
    ("cuDNN error: CUDNN_STATUS_BAD_PARAM", 2, False),
])  # fmt: skip
def test_memory_that_a_library_of_the_gpu_does_not_get_is_told_with_the_batch_to_try(monkeypatch, text, refused,
                                                                                     is_memory):  # fmt: skip
    """cuDNN convolves in one way after the other, and torch does not say that the memory for none was to be had."""
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "memory_stats", lambda number: {"num_ooms": refused} if number else {})
    error = RuntimeError(text)
    told = explained(error, torch.device("cuda", 1), 32)
    assert (told is not error) == is_memory
    assert ("Try --batch_size 16" in str(told)) == is_memory


@pytest.mark.parametrize("text", ["a", "0,", "0,0", "-1", "0;1"])
def test_what_is_no_list_of_gpus_is_told(four_gpus, text):
    with pytest.raises(ConfigError, match="such as 0 or 0,1"):
        gpu_numbers(text)


@pytest.mark.parametrize(("count", "said"), [(0, "has none"), (1, "has one that torch can use, number 0"),
                                             (4, "has 4 that torch can use, numbered 0 to 3")])
def test_a_gpu_that_is_not_there_is_told_with_those_that_are(monkeypatch, count, said):
    monkeypatch.setattr(torch.cuda, "device_count", lambda: count)
    with pytest.raises(ConfigError, match=f"there is no GPU 6; this machine {said}"):
        gpu_numbers("0,6" if count else "6")


def test_on_windows_gpus_are_counted_by_another_process_as_cuda_settles_for_those_that_it_sees_first(monkeypatch):
    def ask() -> int:
        raise AssertionError("what CUDA_VISIBLE_DEVICES says later would not count")

    def run(program, **_kind) -> subprocess.CompletedProcess[str]:
        assert "device_count()" in program[-1]
        return subprocess.CompletedProcess(program, 0, "2\n")

    monkeypatch.setattr(torch.cuda, "device_count", ask)
    monkeypatch.setattr(devices.platform, "system", lambda: "Windows")
    monkeypatch.setattr(devices.subprocess, "run", run)
    assert gpu_numbers("1") == [1]
    with pytest.raises(ConfigError, match="has 2 that torch can use"):
        gpu_numbers("2")


@pytest.mark.parametrize(("arch", "built", "runs"), [
    ("sm_90", ["sm_80", "sm_90", "sm_120"], True),
    ("sm_86", ["sm_80", "sm_90"], True),
    ("sm_121", ["sm_120", "compute_120"], True),
    ("sm_130", ["sm_120", "compute_120"], True),
    ("sm_90", ["sm_90a"], True),
    ("sm_61", ["sm_75", "sm_80", "compute_120"], False),
    ("sm_70", ["sm_75", "sm_80"], False),
    ("sm_120", ["sm_80", "sm_90"], False),
])  # fmt: skip
def test_a_gpu_runs_what_was_built_for_its_generation(arch, built, runs):
    assert runs_code_for(arch, built) == runs


@pytest.fixture
def old_gpu(monkeypatch):
    """A GPU that torch sees and holds no code for."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(torch.cuda, "get_arch_list", lambda: ["sm_75", "sm_90", "compute_120"])
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda device: (6, 1))
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda device: "NVIDIA GeForce GTX 1080")
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    devices._tell_once.cache_clear()


def test_a_gpu_that_torch_holds_no_code_for_is_not_taken_by_itself_and_that_is_said_once(old_gpu, caplog):
    assert {resolve_device("auto"), resolve_device("auto")} == {torch.device("cpu")}
    (warning,) = caplog.messages
    assert "not used: NVIDIA GeForce GTX 1080 is sm_61, and this torch is built for sm_75, sm_90, comp" in warning


def test_a_gpu_that_torch_holds_no_code_for_is_refused_where_it_is_asked_for(old_gpu):
    with pytest.raises(ConfigError, match=r"--device cuda: NVIDIA GeForce GTX 1080 is sm_61.*or give --device cpu"):
        resolve_device("cuda")


@pytest.mark.parametrize(("capability", "built"), [((9, 0), ["sm_90"]), ((6, 1), [])])
def test_a_gpu_that_torch_has_code_for_or_says_nothing_of_is_taken(old_gpu, monkeypatch, capability, built):
    monkeypatch.setattr(torch.cuda, "get_arch_list", lambda: built)
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda device: capability)
    assert resolve_device("auto") == resolve_device("cuda:0") == torch.device("cuda", 0)


class Sent:
    """Stands for pixels that go to a device."""

    def to(self, device: torch.device, *, non_blocking: bool) -> tuple[str, bool]:
        return device.type, non_blocking


@pytest.mark.parametrize("kind", ["cpu", "cuda", "mps"])
def test_only_cuda_copies_a_batch_while_its_place_is_filled_anew(kind):
    """Apple's GPU would read whatever is there when it comes to it."""
    assert moved(Sent(), torch.device(kind)) == (kind, kind == "cuda")


@pytest.mark.parametrize(("visible", "expected"), [("", "1,3"), ("4,5,6,7", "5,7"), ("a, b, c, d", "b,d")])
def test_gpus_are_counted_among_the_visible_ones(monkeypatch, visible, expected):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", visible)
    monkeypatch.setenv(RESTRICTED, "")
    assert not are_gpus_restricted()
    restrict_gpus([1, 3])
    assert os.environ["CUDA_VISIBLE_DEVICES"] == expected
    assert are_gpus_restricted()


@pytest.mark.parametrize(("capability", "name", "expected"), [
    ((6, 1), "NVIDIA GeForce GTX 1080", "fp32"),
    ((7, 0), "Tesla V100-SXM2-16GB", "fp16"),
    ((7, 5), "NVIDIA GeForce RTX 2060", "fp16"),
    ((7, 5), "Tesla T4", "fp16"),
    ((7, 5), "NVIDIA GeForce GTX 1660 Ti", "fp32"),
    ((7, 5), "NVIDIA T400 4GB", "fp32"),
    ((8, 6), "NVIDIA GeForce RTX 3050 Laptop GPU", "bf16"),
    ((9, 0), "NVIDIA H200", "bf16"),
])  # fmt: skip
def test_the_number_format_is_one_that_the_gpu_has_units_for(monkeypatch, capability, name, expected):
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda _device: capability)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda _device: name)
    assert resolve_precision("auto", torch.device("cuda", 0)) == expected


@pytest.mark.parametrize(("number", "text"), [(1, "; 1 thread reads pictures;"), (2, "; 2 threads read pictures;")])
def test_the_log_counts_threads_in_words(number, text):
    config = TrainConfig(device="cpu", precision="fp32", cache="off", num_threads=number)
    assert text in machine_notice(config, {}).message


def test_the_log_names_number_format_and_memory_layout():
    network = on_device(torch.nn.Conv2d(3, 8, 3), torch.device("cpu"))
    assert network.weight.is_contiguous(memory_format=torch.channels_last)
    text = machine_notice(TrainConfig(device="cpu", precision="fp32", cache="off"), {"precision": "tried"}).message
    assert "fp32 (tried); memory layout channels_last; " in text


def test_the_log_names_the_optimizer_and_why_it_is_that():
    config = TrainConfig(device="cpu", precision="fp32", cache="off", optimizer_type="muon", lr=0.001)
    text = machine_notice(config, {"optimizer_type": "from scratch"}).message
    assert "; muon at a learning rate of 0.001 (from scratch); " in text


@pytest.mark.parametrize("device", ["cpu", pytest.param("cuda", marks=[pytest.mark.gpu, pytest.mark.skipif(
    not torch.cuda.is_available(), reason="needs a CUDA device")])])
def test_layers_draw_what_torch_has_them_draw_from_a_seed(device):
    def drawn() -> list[torch.Tensor]:
        return [torch.rand(4), torch.nn.functional.dropout(torch.ones(64, device=device))]

    torch.manual_seed(7)
    expected = drawn()
    for seed in (8, 7):
        seed_layers(seed, torch.device(device))
        found = drawn()
        assert all(torch.equal(*both) for both in zip(found, expected, strict=True)) == (seed == 7)


def test_the_log_counts_the_cores_that_may_be_used(monkeypatch):
    monkeypatch.setattr("core.devices.num_cores", lambda: 3)
    assert describe(torch.device("cpu")) == "CPU, 3 cores"


@pytest.mark.parametrize(("allowed", "cache_gb", "most"), [(0, 0.0, "0 GB"), (3_000_000_000, 2.0, "2 GB"),
                                                          (1_500_000_000, 2.0, "1.5 GB")])
def test_the_notice_says_how_much_a_cache_on_disk_may_keep(monkeypatch, allowed, cache_gb, most):
    monkeypatch.setattr("core.data.cache_choice.allowed_on_disk", lambda: allowed)
    config = TrainConfig(device="cpu", precision="fp32", cache="disk", cache_gb=cache_gb)
    assert f"kept on disk, {most} at most" in machine_notice(config, {}).message
