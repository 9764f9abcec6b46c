"""Every page and dialog in Chinese, with data open: no English is left, and nothing is lost on the way and back."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PyQt5.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app import train_form
from app.context import Context, CurrentData
from app.crash import CrashReporter, versions
from app.jobs import Jobs
from app.pages import make_controllers, make_pages
from app.presets import Estimate
from app.settings import Settings
from app.shell import Shell
from core.data.images import cv2
from tests.gui.language.words import english_of, words_of
from ui.dialogs.errors import error_box, fault_box
from ui.dialogs.help import AboutDialog, ShortcutsDialog
from ui.language import Language
from ui.main_window import MainWindow
from ui.theme import Theme

# Qt and matplotlib have no Chinese for these, which are not seen.
OF_OTHERS = ("CurvesCard/NavigationToolbar", "QTabBar/QToolButton", "LogDock/QAbstractButton")
CLASSES = ("猫", "犬")
# Names of things, values of settings, and keys: the same in every language.
NAMES = frozenset(re.findall(r"\S+", """
    Classwise AUROC ImageNet RandAugment CutMix Mixup AdamW Adam SGD Dropout Dice Focal Beta ONNX JPEG PNG Home End Left
    Right Space Delete Del Backspace Escape Grad-CAM CAM Cohen Hamming Jaccard Matthews kappa Kappa beta zip torchvision
    torchrun Hugging Face hub timm Excel TensorBoard English Python none shuffle balanced randaugment mixup sgd adam
    adamw step multistep plateau auto cpu cuda mps mobile resnet sample Ctrl Shift torch train val test"""))


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    """The whole window with a small data set open."""
    monkeypatch.setattr(train_form, "estimate", lambda config, opened, emit, control: Estimate(30.0))
    monkeypatch.setenv("CLASSWISE_DATA", str(tmp_path / "own"))
    monkeypatch.setenv("CLASSWISE_CACHE", str(tmp_path / "cache"))
    for number in range(12):
        pixels = np.random.default_rng(number).integers(0, 256, (8, 8, 3), np.uint8)
        path = tmp_path / "数据" / CLASSES[number % 2] / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(cv2.imencode(".png", cv2.resize(pixels, (32, 32)))[1].tobytes())
    theme = Theme("light")
    theme.apply()
    language = Language(QApplication.instance(), "en")
    window = MainWindow(theme, make_pages(theme.tokens))
    qtbot.addWidget(window)
    context = Context(window, Settings(), Jobs(window), CrashReporter(tmp_path / "log.txt"), CurrentData(),
                      language=language)  # fmt: skip
    shell = Shell(context)
    shell.controllers.update(make_controllers(context, shell.loader))
    window.show()
    shell.controllers["data"].open_data(str(tmp_path / "数据"))
    qtbot.waitUntil(lambda: context.data.opened is not None and not context.jobs.running, timeout=30_000)
    yield shell
    language.choose("en")
    context.labelling.discard()
    context.jobs.stop_all()
    context.jobs.wait_all()


def texts(window: MainWindow) -> set[tuple[str, str]]:
    """Return every text of the window; matplotlib's toolbar is never shown."""
    return {(where, text) for where, text in words_of(window) if not where.startswith(OF_OTHERS)}


def english_left(widget: object) -> list[tuple[str, str]]:
    found = words_of(widget)  # type: ignore[arg-type]
    return [(where, text) for where, text in found if not where.startswith(OF_OTHERS) and english_of(text, NAMES)]


def test_all_pages_are_in_chinese_and_in_english_again_as_they_were(qtbot: QtBot, shell: Shell) -> None:
    window, language = shell.context.window, shell.context.language
    assert language is not None
    form = shell.controllers["train"].form
    values = form.texts() if hasattr(form, "texts") else None
    for key in (*window.pages, *window.pages):  # pages fill when they are seen first
        window.show_page(key)
        qtbot.wait(50)
    before = texts(window)
    language.choose("zh_CN")
    for key in window.pages:
        window.show_page(key)
        qtbot.wait(10)
        assert english_left(window) == [], key
    assert window.pages["data"].header.subject.text() == "数据"
    language.choose("en")
    for key in window.pages:
        window.show_page(key)
        qtbot.wait(10)
    assert texts(window) == before
    assert values is None or form.texts() == values
    assert shell.context.data.opened is not None


def test_dialogs_are_in_chinese(qtbot: QtBot, shell: Shell) -> None:
    window, language = shell.context.window, shell.context.language
    assert language is not None
    language.choose("zh_CN")
    about = AboutDialog({name: "1" for name in versions() if name == "Classwise"}, window)
    boxes = [error_box(window, "There is no folder /x/y. Choose where the pictures lie.", lambda: None),
             fault_box(window, "内部错误", "", "/x/log.txt")]  # fmt: skip
    for dialog in (about, ShortcutsDialog(window), *boxes):
        assert english_left(dialog) == []
        assert isinstance(dialog, QDialog)
        dialog.close()
    assert boxes[0].text() == "没有文件夹 /x/y。请选择图片所在的位置。"
