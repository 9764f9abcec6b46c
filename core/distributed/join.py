"""Meeting the other processes that torchrun started, and parting from them."""

import contextlib
import os
import platform
import socket
import sys
from collections.abc import Iterator

import torch.distributed as dist
from torch.distributed import PrefixStore  # type: ignore[attr-defined]
from torch.distributed.rendezvous import rendezvous

from core.base.errors import Cancelled, ClasswiseError, ConfigError, OtherProcessError
from core.distributed.processes import ALONE, TIMEOUT, Processes
from core.distributed.shares import Share
from core.distributed.watch import STATUS_OF_FAULT, Watch
from core.process import num_processes

STATUS_OF_USER, STATUS_OF_STOP = 2, 130


@contextlib.contextmanager
def joined() -> Iterator[Processes]:
    """Meet the processes that torchrun started, and leave together.

    Where the block fails in one process, the others are told why and fail too. Without torchrun, or where it started
    one process only, nothing happens.

    Yields:
        The processes; the main process writes all files.

    Raises:
        ConfigError: The processes cannot meet.
        OtherProcessError: Another process failed.
    """
    if num_processes() == 1:
        yield ALONE
        return
    processes, watch = _met()
    if processes.is_main:
        watch.last_words = _tell
    try:
        yield processes
        processes.wait_for_main()  # a process that ends with a status would make torchrun end those still writing
    except OtherProcessError:
        raise
    except BaseException as error:
        status = STATUS_OF_USER if isinstance(error, ClasswiseError) else STATUS_OF_FAULT
        if isinstance(error, (Cancelled, KeyboardInterrupt)):
            status = STATUS_OF_STOP
        with contextlib.suppress(RuntimeError):  # the store is gone: nobody is left to be told
            is_ours = not isinstance(error, ClasswiseError)
            watch.failed(f"{type(error).__name__}: {error}" if is_ours else str(error), status)
            if not processes.is_main and isinstance(error, ClasswiseError):  # the main process tells it
                raise OtherProcessError(str(error), status=status, is_told=True) from error
        raise
    else:
        watch.close()
        dist.destroy_process_group()


def _tell(reason: str) -> None:
    print(reason, file=sys.stderr, flush=True)  # noqa: T201  the process ends with it, and has no other listener


def _met() -> tuple[Processes, Watch]:
    """Return all processes, and what watches them."""
    if platform.system() == "Windows":
        os.environ.setdefault("USE_LIBUV", "0")  # torch for Windows is built without it
    import torch

    local_rank = int(os.environ.get("LOCAL_RANK", "0"))
    backend = "cpu:gloo,cuda:nccl" if torch.cuda.is_available() and dist.is_nccl_available() else "gloo"
    try:
        store, rank, size = next(iter(rendezvous("env://", timeout=TIMEOUT)))
        dist.init_process_group(backend, store=store, rank=rank, world_size=size, timeout=TIMEOUT)
    except (RuntimeError, ValueError) as error:
        raise ConfigError(f"The processes that torchrun started cannot meet ({str(error).splitlines()[0]}). See "
                          "docs/cluster.md.") from error
    own = PrefixStore("classwise", store)
    hosts = Processes(Share(rank, size)).gather_plain(socket.gethostname())
    hosts = Processes(Share(rank, size)).from_main(hosts)
    watch = Watch(own, rank, hosts)
    return Processes(Share(rank, size), local_rank, hosts, watch), watch
