"""What the style sheet and narrow places make of dialogs, lists and bars."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QColor, QFont, QIcon, QImage, QPalette
from PyQt5.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QMessageBox,
    QRadioButton,
    QSlider,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.base.messages import message
from ui.dialogs.preferences import PreferencesDialog
from ui.language import as_tip
from ui.theme import FONT_POINTS, Theme, Tokens, luminance
from ui.widgets.buttons import PushButton, button
from ui.widgets.empty_evaluate import EmptyEvaluate
from ui.widgets.empty_predict import EmptyPredict
from ui.widgets.heatmap_bar import PREDICTED, HeatmapBar
from ui.widgets.run_progress import RunProgress
from ui.widgets.texts import close_box
from ui.widgets.threshold_bar import ThresholdBar

LEAST_PAGE_PX = 900
"""What a page has in a window of 1024 pixels, within its margins."""
MOST_BAR_PX = 440
"""What the bar may take at least beside Evaluate's matrix in a window of 1024 pixels."""


@pytest.fixture
def tokens(qtbot: QtBot) -> Iterator[Tokens]:
    """The look of the window, its size of the text included."""
    before = QFont(QApplication.font())
    font = QFont(before)
    font.setPointSizeF(FONT_POINTS)
    QApplication.setFont(font)
    theme = Theme("light")
    theme.apply()
    yield theme.tokens
    QApplication.setFont(before)


def gray_inside(widget: QWidget) -> npt.NDArray[np.uint8]:
    """Return what a button shows within its border: uint8 [height, width]."""
    image = widget.grab().toImage().convertToFormat(QImage.Format_Grayscale8)
    pixels = image.constBits().asarray(image.sizeInBytes())
    return np.array(pixels, np.uint8).reshape(image.height(), -1)[:, : image.width()][3:-3, 3:-3]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (QMessageBox.Question, "question"),
        (QMessageBox.Information, "information"),
        (QMessageBox.Warning, "warning"),
        (QMessageBox.Critical, "critical"),
    ],
)
def test_message_boxes_have_icons_of_ours(qtbot: QtBot, tokens: Tokens, kind: int, name: str) -> None:
    box = QMessageBox(kind, "Classwise", "Is it so?")
    qtbot.addWidget(box)
    own = QIcon(f"icons:message-{name}.svg").pixmap(box.iconPixmap().size())
    assert not own.isNull()
    assert box.iconPixmap().toImage() == own.toImage()


def test_the_pages_of_the_preferences_have_room_around_their_names_and_the_chosen_one_is_marked(
    qtbot: QtBot, tokens: Tokens
) -> None:
    dialog = PreferencesDialog(tokens, ["auto", "cpu"])
    qtbot.addWidget(dialog)
    dialog.show()
    pages = dialog.list
    option = QStyleOptionViewItem()
    option.initFrom(pages)
    option.rect = pages.visualItemRect(pages.item(1))
    option.text, option.features = pages.item(1).text(), QStyleOptionViewItem.HasDisplay
    text = pages.style().subElementRect(QStyle.SE_ItemViewItemText, option, pages)
    assert text.left() - option.rect.left() >= 8
    chosen = pages.visualItemRect(pages.item(0))
    image = pages.viewport().grab().toImage()
    assert image.pixelColor(chosen.right() - 12, chosen.center().y()) == tokens.color("accent")
    assert image.pixelColor(chosen.right() - 12, option.rect.center().y()) == tokens.color("surface")


def test_the_heatmaps_slider_and_class_say_what_they_are(qtbot: QtBot, tokens: Tokens) -> None:
    bar = HeatmapBar(tokens)
    qtbot.addWidget(bar)
    bar.show()
    assert not any(words.isVisible() for words in bar.captions)
    bar.button.click()
    bar.resize(900, 40)
    opacity, of = bar.captions
    assert (opacity.text(), of.text()) == ("Opacity", "Heatmap of")
    assert isinstance(opacity.buddy(), QSlider)
    assert of.buddy() is bar.class_box
    assert (opacity.isVisible(), of.isVisible()) == (True, True)
    assert bar.class_box.itemText(bar.class_box.findData(PREDICTED)) == "predicted class"
    bar.button.hide()  # it stands among the page's other buttons
    bar.layout().activate()
    assert bar.minimumSizeHint().width() <= MOST_BAR_PX
    bar.resize(bar.minimumSizeHint())
    assert (opacity.isVisible(), of.isVisible()) == (False, False)
    assert (bar.class_box.shown_text(), bar.method_box.shown_text()) == ("predicted class", "Grad-CAM")


def test_long_names_make_no_wider_window(qtbot: QtBot, tokens: Tokens) -> None:
    name = "a long name of a data set " * 8
    empty, predict, bar = EmptyEvaluate(tokens), EmptyPredict(tokens), ThresholdBar()
    for widget in (empty, predict, bar):
        qtbot.addWidget(widget)
        widget.show()
    empty.show_model(name)
    empty.show_runs([(message("{model} on {data}", model="resnet18", data=name), "", lambda: None)])
    predict.show_model(name)
    bar.set_positive(name, 0.5)
    for widget in (empty, predict, bar):
        assert widget.minimumSizeHint().width() < LEAST_PAGE_PX
    assert "a long name" in empty.choices.itemAt(0).widget().text()
    assert bar.name.toolTip() == as_tip(f"{name} from")


@pytest.mark.parametrize(("threshold", "text"), [(0.25, "25.0"), (0.9998, "99.98"), (0.0003, "0.03"), (1.0, "100.0")])
def test_a_threshold_is_not_shown_as_all_or_nothing_where_it_is_neither(
    qtbot: QtBot, threshold: float, text: str
) -> None:
    bar = ThresholdBar()
    qtbot.addWidget(bar)
    with qtbot.assertNotEmitted(bar.threshold_changed):
        bar.set_threshold(threshold)
    assert bar.box.text() == f"{text}\u00a0%"


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_what_an_empty_field_asks_for_can_be_read(qtbot: QtBot, choice: str) -> None:
    theme = Theme(choice)
    theme.apply()
    line = QLineEdit()
    line.setPlaceholderText("Name")
    qtbot.addWidget(line)
    line.show()
    ink, ground = line.palette().color(QPalette.PlaceholderText), theme.tokens.color("surface")
    alpha = ink.alphaF()
    seen = QColor.fromRgbF(*(alpha * over + (1 - alpha) * under for over, under in
                             zip(ink.getRgbF()[:3], ground.getRgbF()[:3], strict=True)))  # fmt: skip
    bright, dark = sorted((luminance(seen), luminance(ground)), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= 4.5


def test_a_button_with_an_icon_and_a_menu_shows_its_whole_text(qtbot: QtBot, tokens: Tokens) -> None:
    progress, plain = RunProgress(tokens), button("Stop")
    for widget in (progress, plain):
        qtbot.addWidget(widget)
        widget.show()
    columns = np.flatnonzero((gray_inside(plain) < 128).any(0))
    word = gray_inside(plain)[:, columns[0] : columns[-1] + 1]
    places = np.lib.stride_tricks.sliding_window_view(gray_inside(progress.stop), word.shape)
    differences = np.abs(places.astype(int) - word).max((2, 3))
    assert differences.min() < 128  # letters that begin a part of a pixel further right


def test_return_presses_the_button_that_has_the_focus_and_not_the_dialogs_default(qtbot: QtBot) -> None:
    pressed: list[str] = []
    dialog, field = QDialog(), QLineEdit()
    qtbot.addWidget(dialog)
    own, closing = button("Download", lambda: pressed.append("own")), close_box(dialog)
    dialog.rejected.connect(lambda: pressed.append("close"))
    column = QVBoxLayout(dialog)
    for widget in (field, own, closing):
        column.addWidget(widget)
    dialog.show()
    own.setFocus()
    qtbot.keyClick(own, Qt.Key_Return)
    assert pressed == ["own"]
    qtbot.keyClick(own, Qt.Key_Space)
    qtbot.keyClick(field, Qt.Key_Return)
    assert pressed == ["own", "own"]
    assert dialog.isVisible()
    qtbot.keyClick(closing.button(QDialogButtonBox.Close), Qt.Key_Return)
    assert pressed == ["own", "own", "close"]


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("checked", [False, True])
@pytest.mark.parametrize("kind", [QRadioButton, QCheckBox, PushButton])
def test_the_focus_is_seen_on_what_is_chosen_and_what_is_not(
    qtbot: QtBot, kind: type[QAbstractButton], checked: bool, choice: str
) -> None:
    theme = Theme(choice)
    theme.apply()
    window, widget, other = QWidget(), kind(), QLineEdit()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for one in (other, widget):
        column.addWidget(one)
    widget.setText("Those shown")
    widget.setCheckable(True)
    widget.setChecked(checked)
    window.show()
    QApplication.setActiveWindow(window)
    other.setFocus()
    before = widget.grab().toImage()
    widget.setFocus(Qt.TabFocusReason)
    after = widget.grab().toImage()
    assert before.size() == after.size()
    assert before != after
    if kind is not PushButton:
        accent = theme.tokens.color("accent").rgb()
        assert any(after.pixel(x, y) == accent for x in range(after.width()) for y in range(after.height()))
        text = before.rect().adjusted(20, 0, 0, 0)
        assert before.copy(text) == after.copy(text), "nothing moves"


def test_the_handle_of_a_slider_is_a_whole_circle(qtbot: QtBot, tokens: Tokens) -> None:
    slider = QSlider(Qt.Horizontal)
    qtbot.addWidget(slider)
    slider.setSliderPosition(50)
    slider.show()
    slider.resize(200, slider.sizeHint().height())
    image, accent = slider.grab().toImage(), tokens.color("accent").rgb()
    rows = [y for y in range(image.height()) if any(image.pixel(x, y) == accent for x in range(image.width()))]
    assert rows[-1] - rows[0] + 1 == 18, "as high as it is wide"
