"""Pause and stop of several processes: agreed upon, so that all end with the same batch."""

import time

from core.base.control import Control
from core.distributed.processes import Processes

LOOK_EVERY_S = 0.2


class AgreedControl(Control):
    """A control whose pause and stop hold for all processes as soon as one of them was asked.

    Each process calls `wait_while_paused` once a batch; there they agree. Between two calls nothing changes.
    """

    def __init__(self, own: Control, processes: Processes) -> None:
        """Agree with others.

        Args:
            own: What this process was asked for.
            processes: All processes.
        """
        super().__init__()
        self._own = own
        self._processes = processes
        self._is_stop = self._is_stop_after_epoch = False

    def pause(self) -> None:
        """Ask all processes to wait before their next batch."""
        self._own.pause()

    def resume(self) -> None:
        """Take back this process's `pause`."""
        self._own.resume()

    def stop(self, *, after_epoch: bool = False) -> None:
        """Ask all processes to end; see `Control.stop`."""
        self._own.stop(after_epoch=after_epoch)

    @property
    def is_paused(self) -> bool:
        """Whether this process was asked to pause."""
        return self._own.is_paused

    @property
    def stop_requested(self) -> bool:
        """Whether all have agreed to end after the batch in work."""
        return self._is_stop

    @property
    def stop_after_epoch_requested(self) -> bool:
        """Whether all have agreed to end after the epoch in work (or sooner)."""
        return self._is_stop_after_epoch

    def wait_while_paused(self) -> None:
        """Agree with all processes, and return when none of them is paused."""
        began = None
        while self._is_pause_agreed():
            began = began or time.perf_counter()
            time.sleep(LOOK_EVERY_S)
        if began is not None:
            self._paused_s += time.perf_counter() - began

    def _is_pause_agreed(self) -> bool:
        own = self._own
        self._is_stop, self._is_stop_after_epoch, is_paused = self._processes.any(
            own.stop_requested, own.stop_after_epoch_requested, own.is_paused)
        return is_paused and not self._is_stop


def agreed(control: Control, processes: Processes) -> Control:
    """Return a control that all processes agree upon; the given one where there is one process, or it is one."""
    if processes.is_alone or isinstance(control, AgreedControl):
        return control
    return AgreedControl(control, processes)
