"""Which device a network runs on, and in which number format."""

import contextlib
import logging
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache

import torch
from torch import nn

from core.base.errors import ConfigError, OutOfMemoryError
from core.cuda_archs import runs_code_for
from core.process import num_cores, num_processes

DTYPES = {"bf16": torch.bfloat16, "fp16": torch.float16}
TURING_WITH_UNITS = re.compile(r"RTX|\bT4\b")
NO_MEMORY = re.compile("out of memory|STATUS_ALLOC_FAILED|not enough memory|can't allocate memory")
"""What errors say of a GPU's memory, in its libraries too, of the machine's on Windows, and elsewhere."""
RESTRICTED = "CLASSWISE_GPUS_RESTRICTED"  # holds the number of the process that was
OTHER_TORCH = "Install another version of torch (older for old GPUs, newer for new ones)"
MEMORY_LAYOUT = torch.channels_last
"""Of networks and pictures. On CPUs it is a twentieth to a quarter faster (`python -m tests.benchmarks layout`); on
GPUs bf16 and fp16 want it."""
MEMORY_LAYOUT_NAME = str(MEMORY_LAYOUT).removeprefix("torch.")

logger = logging.getLogger(__name__)


def gpu_numbers(text: str) -> list[int]:
    """Return the numbers of GPUs in a list such as "0,1"; none where it is empty.

    Raises:
        ConfigError: It is no list of different whole numbers, or this machine has no such GPU.
    """
    if not text:
        return []
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdecimal() for part in parts) or len(set(parts)) < len(parts):
        raise ConfigError(f"--gpu takes numbers of GPUs, such as 0 or 0,1; got {text!r}.")
    numbers = [int(part) for part in parts]
    count = _num_gpus()
    missing = [number for number in numbers if number >= count]
    if missing:
        there = (f"has {count} that torch can use, numbered 0 to {count - 1}" if count > 1 else
                 "has one that torch can use, number 0" if count else "has none that torch can use")
        raise ConfigError(f"--gpu {text}: there is no GPU {missing[0]}; this machine {there}. Leave --gpu away, or see "
                          "python -m app doctor.")
    return numbers


def restrict_gpus(numbers: Sequence[int]) -> None:
    """Make only these GPUs visible to this process; must come before the first use of CUDA.

    Args:
        numbers: Among those that are visible now; none changes nothing.
    """
    if numbers:
        visible = os.environ.get("CUDA_VISIBLE_DEVICES", "").split(",")
        names = [visible[number].strip() if len(visible) > number and visible[0] else str(number) for number in numbers]
        os.environ["CUDA_VISIBLE_DEVICES"] = ",".join(names)
        os.environ[RESTRICTED] = str(os.getpid())


def are_gpus_restricted() -> bool:
    """Tell whether this process sees no other GPUs than those it was told to take; each of several takes its own."""
    return num_processes() > 1 or os.environ.get(RESTRICTED) == str(os.getpid())


def resolve_device(name: str = "auto") -> torch.device:
    """Return the device of that name; "auto" takes CUDA, then Apple's MPS, then the CPU.

    A GPU that this torch holds no code for is not taken, and a warning says so.

    Raises:
        ConfigError: The device is not there, or the name is none.
    """
    if name == "auto":
        if torch.cuda.is_available():
            first = torch.device("cuda", 0)
            if not (reason := _lacking_code(first)):
                return first
            _tell_once(f"The GPU is not used: {reason}. {OTHER_TORCH}.")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError as error:
        raise ConfigError(f"--device must be auto, cpu, cuda, cuda:N or mps; got {name!r}.") from error
    if device.type == "cuda":
        return _cuda_device(device)
    if device.type == "mps" and not torch.backends.mps.is_available():
        raise ConfigError("--device mps: this machine has no Apple GPU that torch can use. Give --device cpu.")
    if device.type not in ("cpu", "mps"):
        raise ConfigError(f"--device must be auto, cpu, cuda, cuda:N or mps; got {name!r}.")
    return device


def resolve_precision(name: str, device: torch.device) -> str:
    """Return "fp32", "bf16" or "fp16" for a wish of "auto" or one of these.

    auto takes bf16 where the hardware multiplies in it (CUDA with compute capability 8.0 and above, CPUs with
    avx512_bf16 or AMX), fp16 on older CUDA with tensor cores (7.x but the GTX 16xx), fp32 elsewhere. On CPUs that says
    only that bf16 could be faster; trials decide (`core.training.trial`, `core.inference.scorer`).

    Raises:
        ConfigError: The name is none, or fp16 on a device that cannot compute in it.
    """
    if name not in ("auto", "fp32", *DTYPES):
        raise ConfigError(f"--precision must be auto, fp32, bf16 or fp16; got {name!r}.")
    if name == "fp16" and device.type == "cpu":
        raise ConfigError("--precision fp16 needs a GPU. Give --precision bf16 or fp32 on the CPU.")
    if name != "auto":
        return name
    if device.type == "cuda":
        capability = torch.cuda.get_device_capability(device)
        return _best_on_cuda(capability, torch.cuda.get_device_name(device))
    return "bf16" if device.type == "cpu" and cpu_has_bf16() else "fp32"


def _best_on_cuda(capability: tuple[int, int], name: str) -> str:
    """Return the number format that a GPU with this compute capability and name is good at.

    Turing (7.5) has tensor cores in the GPUs called RTX and T4. The GTX 16xx and their like have none, and their
    convolutions in fp16 are known to give nan (https://github.com/pytorch/pytorch/issues/58123).
    """
    if capability >= (8, 0):
        return "bf16"
    has_units = capability >= (7, 0) and (capability < (7, 5) or TURING_WITH_UNITS.search(name) is not None)
    return "fp16" if has_units else "fp32"


def describe_formats(device: torch.device) -> str:
    """Return what --precision auto may take on a device, for people: "fp32/bf16" where a trial decides."""
    best = resolve_precision("auto", device)
    return f"fp32/{best}" if device.type == "cpu" and best != "fp32" else best


def cpu_has_bf16() -> bool:
    """Tell whether this CPU multiplies bf16 in hardware (avx512_bf16 or AMX)."""
    return _cpu_has("avx512_bf16") or _cpu_has("amx_tile")


def has_matrix_units(device: torch.device) -> bool:
    """Tell whether a device has units that multiply bf16 matrices many times as fast as fp32 ones.

    GPUs from compute capability 8.0 and CPUs with AMX have them; avx512_bf16 alone is twice as fast at best.
    """
    if device.type == "cuda":
        return resolve_precision("auto", device) == "bf16"
    return device.type == "cpu" and _cpu_has("amx_tile")


def _cpu_has(feature: str) -> bool:
    """Tell whether this CPU has a feature by torch's name of it; False where this torch does not know it."""
    return bool(getattr(torch.cpu, f"_is_{feature}_supported", lambda: False)())


def describe(device: torch.device) -> str:
    """Return the device for people, such as "NVIDIA H200" or "CPU, 2 cores"."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return "Apple GPU" if device.type == "mps" else f"CPU, {num_cores()} cores"


def moved(values: torch.Tensor, device: torch.device) -> torch.Tensor:
    """Return values on a device; CUDA copies them from pinned memory while the program goes on.

    So would Apple's GPU, but it keeps nobody from using their place meanwhile: what arrives may be the next batch
    (https://github.com/pytorch/pytorch/issues/189690).
    """
    return values.to(device, non_blocking=device.type == "cuda")


def on_device(network: nn.Module, device: torch.device) -> nn.Module:
    """Move a network to a device, in the memory layout that convolutions are fastest in there."""
    return network.to(device).to(memory_format=MEMORY_LAYOUT)


@contextlib.contextmanager
def autocast(device: torch.device, precision: str) -> Iterator[None]:
    """Run the block in a precision resolved by `resolve_precision`; fp32 changes nothing."""
    if precision == "fp32":
        yield
        return
    with torch.autocast(device.type, dtype=DTYPES[precision]):
        yield


@contextlib.contextmanager
def random_numbers_kept(device: torch.device) -> Iterator[None]:
    """Run the block, and leave torch's generators of the CPU and of a device as they were before it."""
    with torch.random.fork_rng(devices=[device] if device.type == "cuda" else []):
        yield


def seed_layers(seed: int, device: torch.device) -> None:
    """Seed what dropout and its like draw from on a device, and torch's generator of the CPU.

    As torch.manual_seed does; that one also notes, for GPUs that nobody uses, where it was called from, which takes
    longer than the rest of a step's bookkeeping.

    Args:
        seed: 0..2**63 - 1.
        device: Where the network is.
    """
    torch.default_generator.manual_seed(seed)
    if device.type == "cuda":
        torch.cuda.manual_seed_all(seed)
    elif device.type == "mps":
        torch.mps.manual_seed(seed)


def is_out_of_memory(error: BaseException) -> bool:
    """Tell whether an exception means that memory ran out, on a GPU or on the machine."""
    if isinstance(error, (torch.OutOfMemoryError, MemoryError)):
        return True
    text = str(error)
    if not isinstance(error, RuntimeError):
        return False
    # torch has cuDNN try one way to convolve after the other, and does not say that each lacked memory.
    return bool(NO_MEMORY.search(text)) or ("unable to find an engine" in text and _has_cuda_run_out())


def _has_cuda_run_out() -> bool:
    """Tell whether a GPU of NVIDIA's refused memory to this process before."""
    return any(torch.cuda.memory_stats(number).get("num_ooms", 0) for number in range(torch.cuda.device_count()))


def explained(error: BaseException, device: torch.device, batch_size: int) -> BaseException:
    """Return what to raise in place of an error in a network's arithmetic: where memory ran out, a sentence.

    Args:
        error: As it came.
        device: Where the network runs.
        batch_size: Pictures that were on their way through it.
    """
    if not is_out_of_memory(error):
        return error
    advice = f"Try --batch_size {batch_size // 2}." if batch_size > 1 else "Try a smaller --input_shape or --model."
    return OutOfMemoryError(f"Memory ran out on {device} with {batch_size} pictures a batch. {advice}",
                            help_topic="memory")


def _num_gpus() -> int:
    """Return how many GPUs torch can use, without settling for good which ones this process sees.

    On Linux torch asks the driver's tools. On Windows it asks CUDA itself, which from then on does not look at
    CUDA_VISIBLE_DEVICES any more; there a process of its own is asked.
    """
    if platform.system() != "Windows":
        return torch.cuda.device_count()
    done = subprocess.run([sys.executable, "-c", "import torch; print(torch.cuda.device_count())"], check=True,
                          stdout=subprocess.PIPE, text=True)
    return int(done.stdout)


def _cuda_device(device: torch.device) -> torch.device:
    if not torch.cuda.is_available():
        built = torch.backends.cuda.is_built()
        reason = "torch finds no NVIDIA GPU" if built else "this torch was built without CUDA"
        raise ConfigError(f"--device {device}: {reason}. Give --device cpu, or see python -m app doctor.",
                          help_topic="wrong-torch")
    count = torch.cuda.device_count()
    if device.index is not None and device.index >= count:
        raise ConfigError(f"--device {device}: this machine has {count} visible GPUs, numbered from 0.")
    found = torch.device("cuda", device.index or 0)
    if reason := _lacking_code(found):
        raise ConfigError(f"--device {device}: {reason}. {OTHER_TORCH}, or give --device cpu.",
                          help_topic="wrong-torch")
    return found


def _lacking_code(device: torch.device) -> str:
    """Return why this torch cannot compute on a GPU that it sees; "" where it can.

    Its first operation would end with "no kernel image is available". AMD's generations have other names.
    """
    built = torch.cuda.get_arch_list()
    arch = "sm_{}{}".format(*torch.cuda.get_device_capability(device))
    if torch.version.hip or not built or runs_code_for(arch, built):
        return ""
    return f"{torch.cuda.get_device_name(device)} is {arch}, and this torch is built for {', '.join(built)}"


@cache
def _tell_once(text: str) -> None:
    logger.warning(text)
