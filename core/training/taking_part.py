"""What several processes need to train together: the main process prepares, the others get from it what it has.

Only the main process reads settings, parts the data, fetches weights and makes the run folder. The others need the same
pictures under the same paths, and nothing else.
"""

import io
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import torch
from torch import nn

from core.base.errors import ConfigError, DataError
from core.base.types import Sample, Splits
from core.config import TrainConfig, from_plain, to_plain
from core.devices import resolve_device
from core.distributed.alike import check_alike
from core.distributed.processes import Processes
from core.distributed.shares import CELL
from core.model_file import FORMAT_VERSION, ModelFile, model_file_of
from core.plain_values import plain
from core.process import num_local_processes
from core.training.checkpoint import Checkpoint, checkpoint_of, is_checkpoint

OWN_SETTINGS = ("gpu", "num_threads")  # may differ from machine to machine
MISSING = -1
SOURCE = Path("the main process")


@dataclass(frozen=True)
class Job:
    """A training to take part in; as the parameters of `core.training.run.fit`."""

    config: TrainConfig
    splits: Splits
    network: nn.Module
    template: ModelFile
    run_dir: Path
    checkpoint: Checkpoint | None


def check_same_start(processes: Processes, config: TrainConfig, others: Mapping[str, Any]) -> None:
    """Check that all processes were started alike, before any picture is read.

    Args:
        processes: All of them.
        config: The settings as given.
        others: Further options by name, plain values.

    Raises:
        ConfigError: They were not, or there is a device less than processes, or too few pictures a batch.
        OtherProcessError: Another process found that.
    """
    if processes.is_alone:
        return
    device = processes.device(resolve_device(config.device))
    if config.sync_batchnorm and device.type != "cuda":
        raise ConfigError(f"--sync_batchnorm works between NVIDIA GPUs only, and this is {device.type}. Leave it away.")
    settings = {name: value for name, value in to_plain(config).items() if name not in OWN_SETTINGS}
    check_alike(processes, settings | {"device": device.type} | dict(others))
    check_batch_size(config, processes)


def check_batch_size(config: TrainConfig, processes: Processes) -> None:
    """Check that no process is idle but in an epoch's last batch.

    Raises:
        ConfigError: There are too few pictures a batch.
    """
    needed = CELL * processes.size
    if not processes.is_alone and 0 < config.batch_size < needed:
        raise ConfigError(f"--batch_size is that of all processes together, and {processes.size} of them need at least "
                          f"{needed}, {CELL} each; got {config.batch_size}. Give more, or start fewer processes.")


def hand_out(processes: Processes, job: Job) -> None:
    """Give the other processes a training to take part in; called in the main one.

    Raises:
        ConfigError: There are too few pictures a batch.
        DataError: The processes do not see the same pictures.
    """
    if processes.is_alone:
        return
    check_batch_size(job.config, processes)
    samples = _samples(job.splits)
    splits = {"root": job.splits.root, "classes": job.splits.classes, "name": job.splits.name,
              **{str(split): [[sample.path, sample.label] for sample in of_split] for split, of_split in job.splits}}
    processes.wait_for_main()
    processes.from_main({"config": to_plain(job.config), "splits": splits, "run_dir": str(job.run_dir),
                         "sizes": [_size(sample.path) for sample in samples]})
    processes.bytes_from_main(_content(job))
    problems = processes.gather_plain("") or []
    found = next(((rank, text) for rank, text in enumerate(problems) if text), None)
    if found is not None:
        rank, text = found
        raise DataError(f"Process {rank} (on {processes.hosts[rank]}) does not see the pictures that process 0 (on "
                        f"{processes.hosts[0]}) sees: {text}. Give every machine the same pictures under the same "
                        "path.")
    processes.wait_for_main()


def received(processes: Processes) -> Job:
    """Return the training that the main process hands out; called in the others.

    Raises:
        OtherProcessError: The main process failed before, or the processes do not see the same pictures.
    """
    processes.wait_for_main()
    facts = processes.from_main(None)
    content = torch.load(io.BytesIO(processes.bytes_from_main(b"")), map_location="cpu", weights_only=True)
    told = facts["splits"]
    train, val, test = (tuple(Sample(path, label) for path, label in told[name]) for name in ("train", "val", "test"))
    splits = Splits(told["root"], tuple(told["classes"]), train, val, test, told["name"])
    processes.gather_plain(_difference(_samples(splits), facts["sizes"], processes.local_rank))
    processes.wait_for_main()
    model_file = model_file_of(content, SOURCE)
    checkpoint = checkpoint_of(content, SOURCE) if is_checkpoint(content) else None
    return Job(from_plain(facts["config"]), splits, model_file.network(), model_file, Path(facts["run_dir"]),
               checkpoint)


def _samples(splits: Splits) -> list[Sample]:
    return [sample for _, samples in splits for sample in samples]


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return MISSING


def _difference(samples: list[Sample], sizes: list[int], local_rank: int) -> str:
    """Return how the pictures here differ from those of the main process; "" where they do not.

    The processes of a machine each look at a part of them.
    """
    for index in range(local_rank, len(samples), num_local_processes()):
        found = _size(samples[index].path)
        if found != sizes[index]:
            how = "is missing" if found == MISSING else f"has {found} bytes instead of {sizes[index]}"
            return f"{samples[index].path} {how} there"
    return ""


def _content(job: Job) -> bytes:
    """Return a model file, and a checkpoint where there is one, as bytes."""
    weights = job.network.state_dict()
    content: dict[str, Any] = {item.name: getattr(job.template, item.name) for item in fields(job.template)}
    content |= {"state_dict": weights, "format_version": FORMAT_VERSION}
    if job.checkpoint is not None:
        content["training"] = {"state": asdict(job.checkpoint.state), **job.checkpoint.step_state}
    buffer = io.BytesIO()
    torch.save(plain(content), buffer)
    return buffer.getvalue()
