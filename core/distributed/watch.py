"""Noticing that another process died, and why.

Each process gives a sign of life twice a second through the store that torchrun's processes meet at, and a process that
fails leaves its reason there. Otherwise the rest would wait for it for ever, or see nothing but a broken connection.
"""

import json
import os
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from core.base.errors import OtherProcessError

FAILURE = "failure"
PERIOD_S = 0.5
QUIET_S = 3.0  # without a sign of life, of a process whose connection broke
LOST_S = 60.0  # without a sign of life, of a process whose connection still seems to stand
GRACE_S = 10.0  # for a process to end by itself once another has failed
STATUS_OF_FAULT = 1
GO_ON = "A training can go on from its last checkpoint with --resume_training, a prediction with --resume."


class Watch:
    """Watches the other processes in a thread of its own.

    The main process watches all others, the others watch the main one.

    Attributes:
        store: torch's store that all processes share.
        last_words: Called with the reason where the process has to be ended from here, as it waits for another one
            that will never answer.
    """

    def __init__(self, store: Any, rank: int, hosts: Sequence[str]) -> None:
        """Begin to watch.

        Args:
            store: torch's store that all processes share.
            rank: Number of this process.
            hosts: Name of each process's machine.
        """
        self.store = store
        self.last_words: Callable[[str], object] | None = None
        self._rank = rank
        self._hosts = hosts
        self._seen: dict[int, tuple[bytes, float]] = {}
        self._watched = range(1, len(hosts)) if rank == 0 else range(1)
        self._failure: dict[str, Any] | None = None
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread."""
        self._closing.set()
        self._thread.join()

    def failed(self, reason: str, status: int) -> None:
        """Leave the reason why this process fails; only the first one of all processes stays."""
        note = json.dumps({"rank": self._rank, "reason": reason, "status": status})
        self.store.compare_set(FAILURE, "", note)

    def check(self) -> None:
        """Look whether a process failed.

        Raises:
            OtherProcessError: One did.
        """
        if self._failure is not None:
            raise self._error(self._failure)

    def explained(self, error: BaseException) -> BaseException:
        """Return what to raise where a connection broke: the reason of the process that failed, if one is to be found.

        Args:
            error: What the connection said.
        """
        until = time.monotonic() + QUIET_S + 4 * PERIOD_S
        while time.monotonic() < until:
            quiet = self._quiet(QUIET_S)
            if self._failure is None and quiet:
                self._failure = self._silent(quiet)
            if self._failure is not None:
                return self._error(self._failure)
            time.sleep(PERIOD_S / 5)
        return error

    def _run(self) -> None:
        count = 0
        while not self._closing.wait(PERIOD_S if count else 0):
            count += 1
            try:
                self._look(count)
            except RuntimeError:  # torch's for a store that is gone, and with it the process that kept it
                self._failure = self._failure or self._silent([0])
            if self._failure is not None:
                break
        if self._failure is None or self._closing.wait(GRACE_S):
            return
        try:
            if self.last_words is not None:
                self.last_words(str(self._error(self._failure)))
        finally:
            os._exit(int(self._failure["status"]))  # the main thread waits in torch for who will never come

    def _look(self, count: int) -> None:
        self.store.set(_key(self._rank), str(count))
        if self.store.check([FAILURE]):
            self._failure = json.loads(self.store.get(FAILURE))
            return
        now = time.monotonic()
        for rank in self._watched:
            sign = self.store.get(_key(rank)) if self.store.check([_key(rank)]) else b""
            if rank not in self._seen or self._seen[rank][0] != sign:
                self._seen[rank] = (sign, now)
        quiet = self._quiet(LOST_S)
        if quiet:
            self._failure = self._silent(quiet)
            self.store.compare_set(FAILURE, "", json.dumps(self._failure))

    def _quiet(self, seconds: float) -> list[int]:
        """Return the watched processes that gave no sign of life for that long."""
        now = time.monotonic()
        return [rank for rank, (_, at) in list(self._seen.items()) if now - at > seconds]

    def _silent(self, ranks: Sequence[int]) -> dict[str, Any]:
        return {"rank": ranks[0], "status": STATUS_OF_FAULT, "reason": ""}

    def _error(self, failure: dict[str, Any]) -> OtherProcessError:
        rank, size = int(failure["rank"]), len(self._hosts)
        who = f"Process {rank} of {size} (numbered from 0, on {self._hosts[rank]})"
        reason = str(failure["reason"])
        text = (f"{who} failed: {reason}" if reason else
                f"{who} ended without a word: it was killed, or its machine is gone. {GO_ON}")
        is_told = self._rank != 0 and (rank != 0 or bool(reason))  # by the main process, unless it is the silent one
        return OtherProcessError(text, status=int(failure["status"]), is_told=is_told)


def _key(rank: int) -> str:
    return f"alive/{rank}"
