"""placeholder"""


def read_classes_file(path: str) -> tuple[str, ...]:
    """Read class names."""
    return tuple(line.strip() for line in open(path, encoding="utf-8-sig") if line.strip())
