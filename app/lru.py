"""A cache bounded in bytes that forgets what was not used for longest."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class ByteLRU(Generic[Key, Value]):
    """Keeps values up to a number of bytes. Not thread-safe: its owner holds a lock.

    Args:
        max_bytes: Bound of the sum of the values' sizes; one larger value is kept alone.
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.num_bytes = 0
        self._items: OrderedDict[Key, tuple[Value, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, key: Key) -> bool:
        return key in self._items

    def get(self, key: Key) -> Value | None:
        """Return a value and note that it was used; None where there is none."""
        item = self._items.get(key)
        if item is None:
            return None
        self._items.move_to_end(key)
        return item[0]

    def put(self, key: Key, value: Value, num_bytes: int) -> None:
        """Keep a value, in place of an older one of that key, and forget others as needed."""
        self.drop(key)
        self._items[key] = (value, num_bytes)
        self.num_bytes += num_bytes
        while self.num_bytes > self.max_bytes and len(self._items) > 1:
            _, (_, size) = self._items.popitem(last=False)
            self.num_bytes -= size

    def drop(self, key: Key) -> None:
        """Forget one value, if it is there."""
        item = self._items.pop(key, None)
        if item is not None:
            self.num_bytes -= item[1]

    def clear(self) -> None:
        """Forget all."""
        self._items.clear()
        self.num_bytes = 0
