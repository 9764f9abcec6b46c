"""The processes of one training, and what they tell each other.

Tensors go by torch.distributed: NCCL between CUDA devices, gloo between CPUs (and on Windows). Everything else is JSON
or what `torch.load(weights_only=True)` reads, never a pickle of Python objects. In a world of one every method returns
what it was given.
"""

import contextlib
import json
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn

from core.base.errors import ConfigError, OtherProcessError
from core.distributed.shares import WHOLE, Share
from core.distributed.watch import Watch

BUCKET_ELEMENTS = 25_000_000
POLL_S = 0.1
# Collectives wait that long for a slow process; one that died is noticed by the watch within seconds.
TIMEOUT = timedelta(hours=12)


class Processes:
    """The processes that train, predict or evaluate together; each of them calls the same methods in the same order.

    Attributes:
        share: This process's number and the number of all.
        local_rank: Number among the processes of this machine, from 0.
        hosts: Name of each process's machine.
        watch: Notices processes that died; None in a world of one.
    """

    def __init__(self, share: Share = WHOLE, local_rank: int = 0, hosts: Sequence[str] = ("",),
                 watch: Watch | None = None) -> None:
        self.share = share
        self.local_rank = local_rank
        self.hosts = tuple(hosts)
        self.watch = watch
        self._num_waits = 0

    @property
    def rank(self) -> int:
        """Number of this process; 0 writes all files and speaks to people."""
        return self.share.rank

    @property
    def size(self) -> int:
        """Number of processes."""
        return self.share.size

    @property
    def is_main(self) -> bool:
        """Whether this process writes the files and speaks to people."""
        return self.share.rank == 0

    @property
    def is_alone(self) -> bool:
        """Whether there is no other process."""
        return self.share.size == 1

    def device(self, device: torch.device) -> torch.device:
        """Return the device of this process: with several, each takes the GPU of its number on its machine.

        Raises:
            ConfigError: There is no such GPU, or the device is one that processes cannot share work on.
        """
        if self.is_alone or device.type == "cpu":
            return device
        if device.type != "cuda":
            raise ConfigError(f"Several processes work on NVIDIA GPUs or on CPUs, not on {device}. Give --device cpu, "
                              "or leave torchrun away.")
        count = torch.cuda.device_count()
        if self.local_rank >= count:
            raise ConfigError(f"There is no GPU number {self.local_rank} (from 0) for this process: "
                              f"{self.hosts[self.rank]} shows {count}. Start at most {count} processes a machine "
                              "(--nproc-per-node), or give --device cpu.")
        own = torch.device("cuda", self.local_rank)
        torch.cuda.set_device(own)
        return own

    def sum(self, tensor: Tensor) -> Tensor:
        """Add up a tensor over all processes, in place, and return it."""
        if not self.is_alone:
            with self._together():
                dist.all_reduce(tensor)
        return tensor

    def whole(self, part: Tensor) -> Tensor:
        """Return the sum of a tensor over all processes, whose gradient is that of this process's part.

        A loss made of such sums is the whole batch's in every process, and the gradients that each process finds for
        it add up to the whole batch's.
        """
        if self.is_alone:
            return part
        own = part.detach()
        return self.sum(own.clone()) + (part - own)  # the value is the sum to the bit, the same in all processes

    def sum_gradients(self, parameters: Iterable[nn.Parameter]) -> None:
        """Add up the gradients of all processes, in place; each process must have them for the same parameters."""
        if self.is_alone:
            return
        gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
        with self._together():
            for bucket in _buckets(gradients):
                flat = torch.cat([gradient.reshape(-1) for gradient in bucket])
                dist.all_reduce(flat)
                parts = flat.split([gradient.numel() for gradient in bucket])
                for gradient, part in zip(bucket, parts, strict=True):
                    gradient.copy_(part.view(gradient.shape))

    def average_buffers(self, network: nn.Module) -> None:
        """Give all processes the mean of their batch norms' statistics."""
        if not self.is_alone:
            with self._together():
                for buffer in network.buffers():
                    if buffer.is_floating_point():
                        dist.all_reduce(buffer)
                        buffer /= self.size

    def any(self, *flags: bool) -> tuple[bool, ...]:
        """Tell of each flag whether a process has it set."""
        if self.is_alone:
            return flags
        numbers = torch.tensor(flags, dtype=torch.int32)
        return tuple(bool(number) for number in self.sum(numbers).tolist())

    def gather_rows(self, rows: Tensor) -> list[Tensor] | None:
        """Bring rows [n, ...] on the CPU, any number a process, to the main process; None in the others."""
        if self.is_alone:
            return [rows]
        counts = torch.zeros(self.size, dtype=torch.int64)
        counts[self.rank] = len(rows)
        most = int(self.sum(counts).max())
        padded = rows.new_zeros((most, *rows.shape[1:]))
        padded[: len(rows)] = rows
        found = [torch.empty_like(padded) for _ in range(self.size)] if self.is_main else None
        with self._together():
            dist.gather(padded, found)
        return None if found is None else [part[:count] for part, count in zip(found, counts.tolist(), strict=True)]

    def gather_plain(self, value: Any) -> list[Any] | None:
        """Bring a JSON value of each process to the main one, in order; None in the others."""
        if self.is_alone:
            return [value]
        rows = self.gather_rows(torch.frombuffer(bytearray(json.dumps(value).encode()), dtype=torch.uint8))
        return None if rows is None else [json.loads(row.numpy().tobytes()) for row in rows]

    def from_main(self, value: Any) -> Any:
        """Return the main process's JSON value in all of them; what the others give is not looked at."""
        if self.is_alone:
            return value
        data = self.bytes_from_main(zlib.compress(json.dumps(value).encode(), 1) if self.is_main else b"")
        return value if self.is_main else json.loads(zlib.decompress(data))

    def bytes_from_main(self, data: bytes) -> bytes:
        """Return the main process's bytes in all of them."""
        if self.is_alone:
            return data
        length = torch.tensor([len(data)], dtype=torch.int64)
        with self._together():
            dist.broadcast(length, 0)
            content = torch.frombuffer(bytearray(data), dtype=torch.uint8) if self.is_main and data else torch.empty(
                int(length), dtype=torch.uint8)
            dist.broadcast(content, 0)
        return data if self.is_main else content.numpy().tobytes()

    def wait_for_main(self) -> None:
        """Wait, for as long as it takes, until the main process has come here too.

        Raises:
            OtherProcessError: A process failed meanwhile.
        """
        if self.is_alone or self.watch is None:
            return
        self._num_waits += 1
        key = f"main/{self._num_waits}"
        if self.is_main:
            self.watch.store.set(key, b"1")
            return
        while not self.watch.store.check([key]):
            self.watch.check()
            time.sleep(POLL_S)

    @contextlib.contextmanager
    def _together(self) -> Iterator[None]:
        """Tell why another process did not take part, in place of what the connection says."""
        try:
            yield
        except torch.OutOfMemoryError:
            raise
        except RuntimeError as error:
            if self.watch is None:
                raise
            raise self.watch.explained(error) from error


def _buckets(tensors: Sequence[Tensor]) -> Iterator[list[Tensor]]:
    """Part tensors into groups of one number format and of a bounded size, in an order that all processes share."""
    bucket: list[Tensor] = []
    num_elements = 0
    for tensor in tensors:
        if bucket and (tensor.dtype != bucket[0].dtype or num_elements + tensor.numel() > BUCKET_ELEMENTS):
            yield bucket
            bucket, num_elements = [], 0
        bucket.append(tensor)
        num_elements += tensor.numel()
    if bucket:
        yield bucket


ALONE = Processes()


def lost(error: BaseException) -> bool:
    """Tell whether an error says that another process failed."""
    return isinstance(error, OtherProcessError)
