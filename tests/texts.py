"""Finds the texts in the code that people see in the window, as templates with places: the sources of the translations.

Every English-looking literal counts, wherever it stands, unless it is known to be no text: a docstring, a log line, a
name of Qt, a fault of ours. So a new text cannot be forgotten; one that is no text is named in TECHNICAL or NEVER.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What is written for the command line, files and figures alone, or holds no words of ours; relative to ROOT.
NOT_IN_WINDOW = re.compile(
    r"app/(commands/|__main__|startup|crash|logs|awake|paths|desktop|lru)"
    r"|core/(base/(font_families|fonts)|distributed/|places|plain_values|memory|process)"
    r"|core/evaluation/(report|report_html|training_facts|plots|roc_plots|plot_style|decision|class_map)\."
    r"|core/inference/(fonts|figure|annotate|summary|sharing|read_back|resuming|writers|fast)\."
    r"|core/data/(public_sets|scan_cache|pack_store|disk_cache|fetching|downloads|opencv|cache_choice)"
    r"|core/training/machine\.|models/(registry|feature_layers|parting)\."
    r"|ui/qt_texts\."  # which has translations of its own
)
MARKS = frozenset({"say", "shown", "message", "plural", "joined", "Message"})
# Calls whose arguments are no texts.
NEVER = frozenset({
    "setObjectName", "setProperty", "property", "setStyleSheet", "TypeVar", "getattr", "setattr", "replace", "compile",
    "search", "match", "sub", "findall", "fullmatch", "open", "environ", "get", "startswith", "endswith", "find_spec",
    "QKeySequence", "setShortcut", "setShortcuts", "horizontalAdvance", "pyqtSignal", "rstrip", "strip", "split",
    "encode", "decode", "isinstance", "import_module", "rpartition", "partition", "pixmap", "color", "icon",
    "removeprefix", "removesuffix", "cast", "loads", "getenv", "pop", "execute", "warns", "field", "QSettings", "run",
    "Popen",
})  # fmt: skip
LOGGERS = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})
FAULTS = frozenset({"ValueError", "TypeError", "RuntimeError", "KeyError", "NotImplementedError", "OSError",
                    "AssertionError", "AttributeError", "FileNotFoundError"})  # fmt: skip
TECHNICAL = re.compile(
    r"Ctrl\+|Q[A-Z]\w+|HKEY|Qt[A-Z]|QT_|WAYLAND|DISPLAY|[A-Z_]+$|\*\.|PyQt5|(Return|Home|Left|End|Right|Space|Del)$"
    r"|[A-Z][a-z]+[A-Z]\w*$|[a-z_.]+:|Path$|RunResult|<|.*\{ ?[a-z-]+:|(upper|lower|center) (left|right)$|Any$|Shift\+"
    r"|(English|Fusion|Hant|AppsUseLightTheme|Read)$|.*%s|\{safe_name\}|\x00"
)
PUNCTUATION = re.compile(r"[.:;,!?()]")
"""What a text of places alone may hold that other languages write in their own way."""
PLACES = {"len": "n", "sum": "n"}


def texts_of(path: Path) -> Iterator[str]:
    """Yield the texts of one module that may come on screen; a formatted one with its values as {places}."""
    name = path.relative_to(ROOT).as_posix()
    if NOT_IN_WINDOW.match(name):
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    is_library = name.startswith(("core/", "models/"))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = template_of(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if _is_text(text, node, parents, is_library=is_library):
            yield text


def template_of(node: ast.JoinedStr) -> str:
    """Return a formatted literal as a template, its values named by what they are."""
    result, used = "", set()
    for part in node.values:
        if isinstance(part, ast.Constant):
            literal = str(part.value)
            is_template = re.search(r"\{\w+\}", literal)  # of a place that is filled later
            result += literal if is_template else literal.replace("{", "{{").replace("}", "}}")
        else:
            assert isinstance(part, ast.FormattedValue)
            name = base = _place_name(part.value)
            number = 2
            while name in used:
                name, number = f"{base}_{number}", number + 1
            used.add(name)
            result += f"{{{name}}}"
    return result


def _place_name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id.lstrip("_") or "value"
    if isinstance(node, ast.Attribute):
        return node.attr.lstrip("_")
    if isinstance(node, ast.Call):
        function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "value")
        return PLACES.get(function, function.lstrip("_"))
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        return "n"
    return "value"


def _is_text(text: str, node: ast.expr, parents: dict[ast.AST, ast.AST], *, is_library: bool) -> bool:
    words = re.sub(r"\{[^{}]*\}", "", text)
    if _is_marked(node, parents):
        return any(map(str.isalpha, words)) or bool(PUNCTUATION.search(words.replace("...", "")))
    if TECHNICAL.match(text):
        return False
    has_words = len(re.findall(r"[A-Za-z]{2,}", words)) > 1 and " " in words.strip()
    looks_english = has_words if is_library else bool(re.search(r"[A-Za-z]{2}", words)) and (
        " " in words.strip() or words[:1].isupper())  # fmt: skip
    is_part = is_library and isinstance(node, ast.JoinedStr) and re.match(r" \S.*[a-z]{3}|.*[a-z]{3,} \S*$", words)
    return bool(looks_english or is_part) and not _stands_elsewhere(node, parents)


def _is_marked(node: ast.expr, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a literal is an argument of say() and the like, a stage of Progress(), or an arm of such a choice."""
    child: ast.AST = node
    parent = parents.get(node)
    while isinstance(parent, (ast.IfExp, ast.BoolOp)):
        if isinstance(parent, ast.IfExp) and parent.test is child:
            return False
        child, parent = parent, parents.get(parent)
    if isinstance(parent, ast.keyword):
        return parent.arg == "template" and isinstance(node, ast.Constant)
    if not isinstance(parent, ast.Call) or child not in parent.args:
        return False
    is_stage = _name(parent.func) == "Progress" and parent.args[0] is child
    return is_stage or _name(parent.func) in MARKS


def _stands_elsewhere(node: ast.expr, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a literal stands where no text of the window stands: a docstring, a type, a log line, a fault of ours."""
    child: ast.AST = node
    while (parent := parents.get(child)) is not None:
        is_type = (isinstance(parent, (ast.AnnAssign, ast.arg)) and parent.annotation is child) or (
            isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)) and parent.returns is child)  # fmt: skip
        if is_type or isinstance(parent, (ast.Compare, ast.JoinedStr, ast.Assert, ast.Import, ast.ImportFrom)):
            return True
        if isinstance(parent, ast.Expr) and child is node:
            return True
        if isinstance(parent, ast.Subscript) and child is parent.slice:
            return True
        if isinstance(parent, ast.Call) and child is not parent.func:
            name = _name(parent.func)
            is_log = name in LOGGERS and isinstance(parent.func, ast.Attribute) and _name(parent.func.value) == "logger"
            if is_log or name in NEVER or name in FAULTS or name in MARKS:
                return True
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            return False
        child = parent
    return False


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
