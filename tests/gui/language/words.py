"""All texts that widgets show or read out, wherever they hold them."""

import re
from collections.abc import Iterator

from PyQt5.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PyQt5.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialogButtonBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

# Qt and matplotlib have no Chinese for these, which are not seen.
OF_OTHERS = ("CurvesCard/NavigationToolbar", "QTabBar/QToolButton", "LogDock/QAbstractButton")
# Names of things, values of settings, and keys: the same in every language.
NAMES = frozenset(re.findall(r"\S+", """
    Classwise AUROC ImageNet RandAugment CutMix Mixup AdamW Adam SGD Dropout Dice Focal Beta ONNX JPEG PNG Home End Left
    Right Space Delete Del Backspace Escape Grad-CAM CAM Cohen Hamming Jaccard Matthews kappa Kappa beta zip torchvision
    torchrun Hugging Face hub timm Excel TensorBoard English Python none shuffle balanced randaugment mixup sgd adam
    adamw Muon muon step multistep plateau auto cpu cuda mps mobile resnet sample Ctrl Shift torch train val test
    csv txt json jsonl xlsx html"""))
ROLES = (Qt.DisplayRole, Qt.ToolTipRole, Qt.AccessibleTextRole)
MAX_ROWS = 30


def words_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yield (where, text) of a widget and everything in it, hidden or not."""
    for item in (widget, *widget.findChildren(QWidget)):
        place = f"{type(item.parent()).__name__}/{type(item).__name__}"
        yield from ((f"{place}.{kind}", text) for kind, text in _own(item) if text)


def _own(item: QWidget) -> Iterator[tuple[str, str]]:
    yield "toolTip", item.toolTip()
    yield "accessibleName", item.accessibleName()
    yield "accessibleDescription", item.accessibleDescription()
    yield "windowTitle", item.windowTitle()
    for action in item.actions():
        yield "action", action.text()
        yield "action tip", action.toolTip()
        yield "action status", action.statusTip()
    if isinstance(item, (QLabel, QAbstractButton)):
        yield "text", item.text()
    elif isinstance(item, (QGroupBox, QMenu)):
        yield "title", item.title()
    elif isinstance(item, (QLineEdit, QPlainTextEdit)):
        yield "placeholder", item.placeholderText()
    elif isinstance(item, QComboBox):
        yield from (("item", item.itemText(row)) for row in range(item.count()))
    elif isinstance(item, QTabBar):
        yield from (("tab", item.tabText(place)) for place in range(item.count()))
    elif isinstance(item, QAbstractSpinBox):
        yield "affix", f"{getattr(item, 'prefix', str)()}{getattr(item, 'suffix', str)()}"
    elif isinstance(item, QDialogButtonBox):
        yield from (("button", button.text()) for button in item.buttons())
    elif isinstance(item, QAbstractItemView) and not isinstance(item, QHeaderView) and item.model() is not None:
        yield from _of_model(item.model(), QModelIndex())


def _of_model(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[tuple[str, str]]:
    num_columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for column in range(num_columns):
        for role in ROLES:
            yield f"header {column}", str(model.headerData(column, Qt.Horizontal, role) or "")
        for row in range(min(MAX_ROWS, model.rowCount(parent))):
            for role in ROLES:
                value = model.index(row, column, parent).data(role)
                yield f"cell {row},{column}", value if isinstance(value, str) else ""


def english_of(text: str, names: frozenset[str]) -> list[str]:
    """Return the English words of a text that are no names: file names, options, networks, units, keys."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    text = re.sub(r"\S*[/\\._:=<>@+]\S*|--?\w+|&|(Ctrl|Shift|Alt)\+\S+|\([A-Z]\)|\bpython\s-m\s[\w\s]+", " ", text)
    return re.findall(r"(?<![\w-])[A-Za-z][a-z]{2,}(?![\w-])", text)


def english_left(widget: QWidget) -> list[tuple[str, str]]:
    """Return (where, text) of the texts that are still English."""
    found = words_of(widget)
    return [(where, text) for where, text in found if not where.startswith(OF_OTHERS) and english_of(text, NAMES)]
