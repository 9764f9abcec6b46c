"""Which number key means which class."""

from collections.abc import Sequence

NUM_KEYS = 9
NUMBER_KEYS = tuple("0123456789")


def class_keys(classes: Sequence[str]) -> tuple[str, ...]:
    """Return the key of each class, "" for none.

    The first nine classes have the keys 1 to 9. Where all names are single digits, a key means the class of that name,
    0 included: who sees a handwritten 3 presses 3.
    """
    if classes and all(name in NUMBER_KEYS for name in classes):
        return tuple(classes)
    return tuple(str(number) if number <= NUM_KEYS else "" for number in range(1, len(classes) + 1))


def class_of_key(classes: Sequence[str], key: str) -> str | None:
    """Return the class that a key means, None where it means none."""
    return next((name for name, own in zip(classes, class_keys(classes), strict=True) if own == key), None)
