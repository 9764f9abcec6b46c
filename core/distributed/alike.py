"""Checking that all processes were started alike."""

from collections.abc import Mapping
from typing import Any

from core.base.errors import ConfigError
from core.distributed.processes import Processes


def check_alike(processes: Processes, options: Mapping[str, Any]) -> None:
    """Check that options have the same values in all processes.

    Args:
        processes: All of them; each calls this.
        options: Plain values by their names on the command line.

    Raises:
        ConfigError: Two differ; in the main process.
        OtherProcessError: The main process found that; in the others.
    """
    if processes.is_alone:
        return
    for rank, theirs in enumerate(processes.gather_plain(dict(options)) or []):
        for name, value in options.items():
            if theirs.get(name) != value:
                raise ConfigError(f"The processes were started differently: --{name} is {theirs.get(name)!r} for "
                                  f"process {rank} (on {processes.hosts[rank]}) and {value!r} for process 0. Start all "
                                  "of them with the same command.")
    processes.wait_for_main()
