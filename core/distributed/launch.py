"""Starting several processes on this machine by torchrun's own engine, without the user calling torchrun."""

import logging
import os
import platform
import signal
import sys
import uuid
from collections.abc import Sequence

from core.process import NUM_THREADS, num_cores

STATUS_OF_STOP = 130
STATUS_OF_FAULT = 1


def launch(num: int, words: Sequence[str]) -> int:
    """Start this interpreter `num` times and wait for all; where one fails, the others are ended.

    Args:
        num: How many processes.
        words: What follows the interpreter's name on the command line, such as a script and its options.

    Returns:
        The exit status: of the process that failed first, 0 where none did, 130 where they were stopped.
    """
    if platform.system() == "Windows":
        os.environ.setdefault("USE_LIBUV", "0")  # torch for Windows is built without it
    from torch.distributed.elastic.multiprocessing.api import SignalException
    from torch.distributed.elastic.multiprocessing.errors import ChildFailedError
    from torch.distributed.launcher.api import LaunchConfig, elastic_launch

    # Each process would take all cores for its arithmetic; torchrun allows one each where nothing is said.
    cores = num_cores()
    if os.environ.get(NUM_THREADS) in (None, str(cores)):  # what one process takes is all of them
        os.environ[NUM_THREADS] = str(max(1, cores // num))
    logging.getLogger("torch.distributed.elastic").setLevel(logging.CRITICAL)  # the processes say themselves why
    config = LaunchConfig(min_nodes=1, max_nodes=1, nproc_per_node=num, run_id=uuid.uuid4().hex, max_restarts=0,
                          rdzv_backend="c10d", rdzv_endpoint="localhost:0", monitor_interval=0.1)
    try:
        elastic_launch(config, sys.executable)(*words)
    except ChildFailedError as error:
        status = error.get_first_failure()[1].exitcode
        return status if status > 0 else STATUS_OF_FAULT  # negative: the number of the signal that killed it
    except SignalException as error:
        return STATUS_OF_STOP if error.sigval in (signal.SIGINT, signal.SIGTERM) else STATUS_OF_FAULT
    return 0
