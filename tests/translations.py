"""Collects the texts that the window says, and keeps resources/i18n/classwise_*.ts complete.

    python -m tests.translations           adds new sources as unfinished, drops those that are no longer in the code
    python -m tests.translations --check   only says what is missing

Sources are the literals given to say(), shown(), message(), plural() and joined(), the texts of the library's tables,
and the English text of each kind of Message. A new text needs nothing but a translation in the .ts files.
"""

import argparse
import ast
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from ui.language import CONTEXT, FOLDER, LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("app", "ui", "core", "models")
# Where a function's source texts stand among its arguments.
SOURCE_ARGUMENTS = {"say": (1,), "shown": (0,), "message": (0,), "plural": (1, 2), "button": (0,), "label": (0,),
                    "check_box": (0, 1), "radio_button": (0,), "add_button": (1,), "add_action": (1,),
                    "add_items": (1,), "set_enabled": (2,), "Card": (0,), "FactTable": (0,), "PlaceRow": (0,),
                    "add_choice": (1, 2, 3), "add_row": (0,), "add_hint": (0,)}  # fmt: skip
SOURCE_KEYWORDS = {"joined": "template", "button": "tip"}
# What puts text on screen; a literal given to one of these goes round the translations.
TEXT_SETTERS = frozenset({"setText", "setToolTip", "setStatusTip", "setPlaceholderText", "setWindowTitle", "setTitle",
                          "setAccessibleName", "setAccessibleDescription", "setTabText", "setItemText", "setSuffix",
                          "setPrefix", "setSpecialValueText", "setLabelText", "setInformativeText", "addTab",
                          "addItem", "addMenu", "addRow", "toast"})  # fmt: skip
TEXT_WIDGETS = frozenset({"QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QAction", "QGroupBox",
                          "QMenu"})  # fmt: skip


def python_files() -> Iterator[Path]:
    """Yield the program's own modules."""
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def collected() -> dict[str, str]:
    """Return every source text and the file it stands in."""
    found: dict[str, str] = {}
    for path in python_files():
        name = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for text in _sources_of(node):
                    found.setdefault(text, name)
    for text, name in _table_texts():
        found.setdefault(text, name)
    return found


def literals_on_screen(path: Path) -> list[str]:
    """Return "line: text" of each literal that a module puts on screen without say() or shown()."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _function_name(node) in TEXT_SETTERS | TEXT_WIDGETS:
            for argument in node.args:
                text = _literal_text(argument)
                if any(letter.isalpha() for letter in text):
                    found.append(f"{node.lineno}: {text}")
    return found


def _sources_of(call: ast.Call) -> Iterator[str]:
    name = _function_name(call)
    for position in SOURCE_ARGUMENTS.get(name, ()):
        if len(call.args) > position:
            yield from _literals(call.args[position])
    for keyword in call.keywords:
        if SOURCE_KEYWORDS.get(name) == keyword.arg:
            yield from _literals(keyword.value)


def _literals(node: ast.expr) -> Iterator[str]:
    """Yield the literals that an argument may be: one, the arms of a choice, or the words of a list of entries."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and any(map(str.isalpha, node.value)):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _literals(value)
    elif isinstance(node, ast.List):
        for entry in node.elts:
            if isinstance(entry, ast.Tuple) and entry.elts:
                yield from _literals(entry.elts[0])


def _literal_text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return ""


def _function_name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _table_texts() -> Iterator[tuple[str, str]]:
    """Yield the texts of tables, which are said where the table is read."""
    from core.config import options
    from core.data.checks import KINDS
    from core.evaluation.definitions import DEFINITIONS
    from ui.commands import COMMANDS

    for command in COMMANDS:
        for text in (command.menu, command.text, command.tip):
            if any(map(str.isalpha, text)):
                yield text, "ui/commands.py"
    for text in KINDS.values():
        yield text, "core/data/checks.py"
    for title, meaning in DEFINITIONS.values():
        yield title, "core/evaluation/definitions.py"
        yield meaning, "core/evaluation/definitions.py"
    for _field, details in options().values():
        yield details.group, "core/config.py"
        yield details.help, "core/config.py"


def missing(code: str, sources: Iterable[str]) -> list[str]:
    """Return the sources that a language has no finished translation of."""
    from ui.language import read_translations

    translations = read_translations(FOLDER / f"classwise_{code}.ts")
    return [source for source in sources if source not in translations]


def update(code: str, sources: dict[str, str]) -> None:
    """Write a language's .ts file anew: sources in the order of the code, translations as they were."""
    path = FOLDER / f"classwise_{code}.ts"
    old = {}
    for entry in ElementTree.parse(path).getroot().iter("message"):
        translation = entry.find("translation")
        if translation is not None and translation.text:
            old[entry.findtext("source")] = (translation.text, translation.get("type") == "unfinished")
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>",
             f'<TS version="2.1" language="{code}" sourcelanguage="en">', "<context>", f"    <name>{CONTEXT}</name>"]
    for source, file in sorted(sources.items(), key=lambda item: (item[1], item[0])):
        text, is_unfinished = old.get(source, ("", True))
        mark = ' type="unfinished"' if is_unfinished else ""
        lines += ["    <message>", f'        <location filename="../../{file}"/>',
                  f"        <source>{escape(source)}</source>",
                  f"        <translation{mark}>{escape(text)}</translation>", "    </message>"]
    path.write_text("\n".join([*lines, "</context>", "</TS>", ""]), encoding="utf-8", newline="\n")


def main() -> int:
    """Update or check all languages; 1 where something is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing")
    only_check = parser.parse_args().check
    sources = collected()
    status = 0
    for code in LANGUAGES:
        if code == "en":
            continue
        if not only_check:
            update(code, sources)
        lacking = missing(code, sources)
        status = status or bool(lacking)
        print(f"{code}: {len(sources)} texts, {len(lacking)} without a translation")
        for source in lacking if only_check else ():
            print(f"  {sources[source]}: {source}")
    return status


if __name__ == "__main__":
    sys.exit(main())
