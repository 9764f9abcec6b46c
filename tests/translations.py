"""Collects the texts that the window says, and keeps resources/i18n/classwise_*.ts complete.

    python -m tests.translations           adds new sources as unfinished, drops those that are no longer in the code
    python -m tests.translations --check   only says what is missing

Sources are the texts that tests/texts.py finds in the code, and those of the library's tables. A new text needs nothing
but a translation in the .ts files.
"""

import argparse
import ast
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from tests.texts import ROOT, texts_of
from ui.language import CONTEXT, FOLDER, LANGUAGES

ROOMS = ("app", "ui", "core", "models")
# What puts text on screen; a literal given to one of these goes round the translations.
TEXT_SETTERS = frozenset({"setText", "setToolTip", "setStatusTip", "setPlaceholderText", "setWindowTitle", "setTitle",
                          "setAccessibleName", "setAccessibleDescription", "setTabText", "setItemText", "setSuffix",
                          "setPrefix", "setSpecialValueText", "setLabelText", "setInformativeText", "addTab",
                          "addItem", "addMenu", "addRow"})  # fmt: skip
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
        for text in texts_of(path):
            found.setdefault(text, path.relative_to(ROOT).as_posix())
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
    from app.form_fields import UNITS, WORDS, label_of
    from core.base.messages import LIST, SENTENCES
    from core.config import options
    from core.data.checks import KINDS, KINDS_OF_ONE
    from core.evaluation.definitions import DEFINITIONS
    from ui.commands import COMMANDS

    for command in COMMANDS:
        for text in (command.menu, command.text, command.tip):
            if any(map(str.isalpha, text)):
                yield text, "ui/commands.py"
    for text in (*KINDS.values(), *KINDS_OF_ONE.values()):
        yield text, "core/data/checks.py"
    for text in (SENTENCES, LIST, "{n} {split}", "{n:,} {split}"):
        yield text, "core/base/messages.py"
    for title, meaning in DEFINITIONS.values():
        yield title, "core/evaluation/definitions.py"
        yield meaning, "core/evaluation/definitions.py"
    for text in ("unknown", *WORDS.values(), *UNITS.values(), *map(label_of, options())):
        yield text, "app/form_fields.py"
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
