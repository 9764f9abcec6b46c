"""One picture as the network will see it, for settings that can be tried here."""

from collections.abc import Mapping, Sequence

from PyQt5.QtCore import QSize, Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QImage, QPainter, QPaintEvent
from PyQt5.QtWidgets import QDialog, QFormLayout, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.base.messages import message
from ui.field_spec import FieldSpec
from ui.language import say, shown
from ui.theme import GRID, Tokens
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.field_editors import MAKERS, FieldEditor
from ui.widgets.texts import label

SETTLED_MS = 250
NUM_COLUMNS = 6
OF_RANDAUGMENT = ("randaugment_ops", "randaugment_magnitude")
"""These act at one level of augmentation only."""
NOT_RANDAUGMENT = message("Acts where the augmentation is RandAugment.")
NOT_VARIED = message("Nothing is mirrored, as the augmentation is None: pictures are not varied.")
WAYS = {"letterbox": "Whole, with a border", "crop": "Cut to the middle", "stretch": "Stretched"}


class AugmentationDialog(QDialog):
    """Three ways to fit a picture above twelve variations of it.

    Signals:
        settings_changed(): Show the picture anew, as the settings (`texts`) now say.
        step_asked(int): Another picture: the next (1) or the previous one (-1).
        used(): The settings shown shall be the Train page's.
    """

    settings_changed = pyqtSignal()
    step_asked = pyqtSignal(int)
    used = pyqtSignal()

    def __init__(self, specs: Sequence[FieldSpec], texts: Mapping[str, str], tokens: Tokens,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WA_DeleteOnClose)
        say(self.setWindowTitle, "As the network sees it")
        self.resize(960, 640)
        self.banner = Banner(tokens)
        self.name = ElidedLabel()
        self.size_text = ElidedLabel("", Qt.ElideRight)
        self.size_text.setProperty("role", "quiet")
        self.editors: dict[str, FieldEditor] = {}
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self.settings_changed)
        form = QFormLayout()
        for spec in specs:
            editor = MAKERS[spec.kind](spec)
            editor.set_text(texts[spec.name])
            editor.set_tokens(tokens)
            editor.changed.connect(self._on_changed)
            self.editors[spec.name] = editor
            form.addRow(label(spec.label), editor)
        self.fitted = {way: Tile(tokens) for way in WAYS}
        self.draws = [Tile(tokens) for _number in range(2 * NUM_COLUMNS)]
        self._lay_out(form)
        self._enable_editors()

    def _lay_out(self, form: QFormLayout) -> None:
        left = QVBoxLayout()
        left.addLayout(form)
        left.addStretch(1)
        use = button("Use these settings", self.used.emit, kind="primary", tip="Take them over on the Train page")
        close = button("Close", self.close)
        left.addWidget(use)
        left.addWidget(close)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        # The sizes are read for their numbers; a name is known by its ends.
        self.size_text.setSizePolicy(QSizePolicy.Minimum, QSizePolicy.Preferred)
        top.addWidget(self.name, 1)
        top.addWidget(self.size_text)
        top.addWidget(button("Previous picture", lambda: self.step_asked.emit(-1)))
        top.addWidget(button("Next picture", lambda: self.step_asked.emit(1)))
        ways = QHBoxLayout()
        ways.setSpacing(GRID)
        for way, tile in self.fitted.items():
            column = QVBoxLayout()
            column.addWidget(tile, 1)
            column.addWidget(label(WAYS[way]), 0, Qt.AlignHCenter)
            ways.addLayout(column, 1)
        grid = QGridLayout()
        grid.setSpacing(GRID)
        for number, tile in enumerate(self.draws):
            grid.addWidget(tile, number // NUM_COLUMNS, number % NUM_COLUMNS)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addWidget(self.banner)
        right.addLayout(top)
        right.addWidget(label("In validation and prediction", role="card-title"))
        right.addLayout(ways, 3)
        right.addWidget(label("In training: twelve epochs", role="card-title"))
        right.addLayout(grid, 4)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        row.setSpacing(2 * GRID)
        row.addLayout(left)
        row.addLayout(right, 1)

    def _on_changed(self, _text: str) -> None:
        self._enable_editors()
        self._settled.start()

    def _enable_editors(self) -> None:
        level = self.editors["augmentation"].text()
        for name in OF_RANDAUGMENT:
            self.editors[name].set_usable("" if level == "randaugment" else NOT_RANDAUGMENT)
        self.editors["flip"].set_usable(NOT_VARIED if level == "none" else "")

    def texts(self) -> dict[str, str]:
        """Return the settings shown."""
        return {name: editor.text() for name, editor in self.editors.items()}

    def set_problems(self, problems: Mapping[str, str]) -> None:
        """Mark the settings that are wrong."""
        for name, editor in self.editors.items():
            editor.mark(problems.get(name, ""))

    def show_preview(self, name: str, size: tuple[int, int], shape: tuple[int, int], fitted: Mapping[str, QImage],
                     draws: Sequence[QImage], chosen: str) -> None:  # fmt: skip
        """Show a picture.

        Args:
            name: Its name.
            size: (height, width) of the picture.
            shape: (height, width) of the network's input.
            fitted: The picture by the way of resizing.
            draws: Its variations.
            chosen: The way of resizing that the settings say.
        """
        self.banner.hide()
        self.name.setText(name)
        say(self.size_text.setText, message("{width} x {height}, seen as {seen_width} x {seen_height}",
                                            width=size[1], height=size[0], seen_width=shape[1], seen_height=shape[0]))
        for way, tile in self.fitted.items():
            tile.show_image(fitted.get(way), shown(WAYS[way]), is_chosen=way == chosen)
        for number, tile in enumerate(self.draws):
            image = draws[number] if number < len(draws) else None
            tile.show_image(image, shown(message("Epoch {n}", n=number + 1)))


class Tile(QWidget):
    """One image, as large as there is room, its pixels seen where it is small."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._is_chosen = False
        self.image: QImage | None = None
        self.setMinimumSize(64, 64)

    def sizeHint(self) -> QSize:
        """Return a size that leaves room for the others."""
        return QSize(96, 96)

    def show_image(self, image: QImage | None, tip: str, *, is_chosen: bool = False) -> None:
        """Show an image; the chosen one has a frame."""
        self.image, self._is_chosen = image, is_chosen
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the image in the middle."""
        if self.image is None:
            return
        painter = QPainter(self)
        size = self.image.size().scaled(self.size() - QSize(6, 6), Qt.KeepAspectRatio)
        ratio = self.devicePixelRatioF()
        mode = Qt.FastTransformation if size.width() > 2 * self.image.width() else Qt.SmoothTransformation
        scaled = self.image.scaled(size * ratio, Qt.KeepAspectRatio, mode)
        scaled.setDevicePixelRatio(ratio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        painter.drawImage(left, top, scaled)
        if self._is_chosen:
            painter.setPen(self._tokens.color("accent"))
            for inset in (2, 3):
                painter.drawRect(left - inset, top - inset, size.width() + 2 * inset - 1, size.height() + 2 * inset - 1)
