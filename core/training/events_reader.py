"""Reading a run's events.jsonl while it grows, be it written here, on another machine, or by a copying program."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CHUNK_BYTES = 1 << 20


class EventsReader:
    """Reads what is new in one events.jsonl.

    A line is taken when its end is there; a damaged line is passed over. A file that was replaced or cut back, as
    happens when a run goes on from its checkpoint, is read anew from its beginning.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0
        self._identity: tuple[int, int] | None = None
        self._head = b""

    def began_anew(self) -> bool:
        """Look at the file; return whether it must be read from its beginning, so that what was read is void."""
        try:
            facts = os.stat(self._path)
            with open(self._path, "rb") as file:
                head = file.read(len(self._head) or 256)
        except OSError:
            return False
        identity = (facts.st_dev, facts.st_ino)
        same = identity == self._identity and facts.st_size >= self._offset and head.startswith(self._head)
        if same and self._head:
            return False
        self._identity, self._head, self._offset = identity, head, 0
        return True

    def read_new(self) -> Iterator[dict[str, Any]]:
        """Yield the events that came since the last call, as plain values with their kind under "event"."""
        try:
            with open(self._path, "rb") as file:
                file.seek(self._offset)
                rest = b""
                while chunk := file.read(CHUNK_BYTES):
                    *lines, rest = (rest + chunk).split(b"\n")
                    for line in lines:
                        self._offset += len(line) + 1
                        event = _event(line)
                        if event is not None:
                            yield event
        except OSError:
            return


def _event(line: bytes) -> dict[str, Any] | None:
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) and isinstance(event.get("event"), str) else None
