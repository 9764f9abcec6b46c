"""Names of classes in a source that stand for classes of the model under another name."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.base.errors import ConfigError
from core.base.events import Emit, Notice, ignore
from core.base.messages import name_list
from core.data.sources.text import lines_of, read_text

FORM = "Give old=new ..., or a file with old=new (or old,new, or old TAB new) a line, or a JSON object."


def read_class_map(words: Sequence[str], source_classes: Sequence[str], classes: Sequence[str],
                   emit: Emit = ignore) -> dict[str, str]:  # fmt: skip
    """Return the map that words of the command line mean: name in the source -> class of the model.

    Args:
        words: Files, and pairs old=new.
        source_classes: Class names of the source.
        classes: Class names of the model.
        emit: Hears which encoding a file was read in, where it is not UTF-8.

    Raises:
        ConfigError: A word is neither, a file holds something else, or a new name is no class of the model.
        DataError: A file cannot be read, or is no text.
    """
    result: dict[str, str] = {}
    for word in words:
        if Path(word).is_file():
            result |= _read_file(Path(word), source_classes, classes, emit)
        elif "=" in word:
            old, new = _pair(word, source_classes, classes)
            result[old] = new
        else:
            raise ConfigError(f"--class_map {word} is no file and no old=new. {FORM}")
    for old, new in result.items():
        if new not in classes:
            raise ConfigError(f"--class_map {old}={new}: the model has no class {new!r}; it has {name_list(classes)}.")
    return result


def unused_names(class_map: Mapping[str, str], source_classes: Sequence[str]) -> list[str]:
    """Return the old names of a map that are no class of the source."""
    return [old for old in class_map if old not in source_classes]


def _pair(text: str, source_classes: Sequence[str], classes: Sequence[str]) -> tuple[str, str]:
    """Part old=new; a name may hold the sign itself, so the place that gives known names is taken."""
    places = [place for place, letter in enumerate(text) if letter == "="]
    pairs = [(text[:place].strip(), text[place + 1 :].strip()) for place in places]
    known = [pair for pair in pairs if pair[0] in source_classes and pair[1] in classes]
    return (known or pairs)[0]


def _read_file(path: Path, source_classes: Sequence[str], classes: Sequence[str], emit: Emit) -> dict[str, str]:
    text, findings = read_text(str(path))
    for finding in findings:
        emit(Notice(finding.message, "warning"))
    if path.suffix.lower() == ".json":
        return _read_object(path, text)
    result = {}
    for number, line in enumerate(lines_of(text), start=1):
        if line.strip():
            old, new = _line_pair(line, source_classes, classes) or ("", "")
            if not old or not new:
                raise ConfigError(f"Line {number} of {path} holds no two names: {line.strip()!r}. {FORM}")
            result[old] = new
    return result


def _read_object(path: Path, text: str) -> dict[str, str]:
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise ConfigError(f"{path} is no JSON ({error}). {FORM}") from error
    if not isinstance(values, dict):
        raise ConfigError(f"{path} must hold a JSON object of old and new names. {FORM}")
    return {str(old): str(new) for old, new in values.items()}


def _line_pair(line: str, source_classes: Sequence[str], classes: Sequence[str]) -> tuple[str, str] | None:
    for separator in ("\t", ",", ";"):
        cells = [cell.strip() for cell in next(csv.reader([line], delimiter=separator))]
        if len(cells) == 2:
            return cells[0], cells[1]
    return _pair(line, source_classes, classes) if "=" in line else None
