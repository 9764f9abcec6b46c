"""A few val pictures with what the network says of them now."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import QRect, QSize, Qt
from PyQt5.QtGui import QHelpEvent, QImage, QPainter, QPaintEvent
from PyQt5.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.base.messages import message
from ui.icons import icon
from ui.language import as_tip, say, shown
from ui.theme import Tokens
from ui.wording import percent

SIDE = 68
GAP = 8
TEXT_HEIGHT = 36


@dataclass(frozen=True)
class SampleView:
    """One picture and its prediction.

    Attributes:
        path: The picture.
        predicted: Predicted class.
        score: Its score, a fraction.
        label: True class.
    """

    path: str
    predicted: str
    score: float
    label: str

    @property
    def is_right(self) -> bool:
        """Whether the prediction is right."""
        return self.predicted == self.label


class SampleRow(QWidget):
    """The pictures side by side, as many as fit; wrong ones are marked by a cross and a word in the tooltip."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._samples: tuple[SampleView, ...] = ()
        self._images: dict[str, QImage] = {}
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        say(self.setAccessibleName, "Validation pictures")

    def set_samples(self, samples: Sequence[SampleView]) -> None:
        """Show other predictions."""
        self._samples = tuple(samples)
        self.setAccessibleDescription("; ".join(shown(_words(sample)) for sample in samples))
        self.update()

    def set_image(self, path: str, image: QImage) -> None:
        """Hand over a picture's thumbnail."""
        self._images[path] = image
        self.update()

    def missing(self) -> tuple[str, ...]:
        """Return the paths whose thumbnails are not there yet."""
        return tuple(sample.path for sample in self._samples if sample.path not in self._images)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of one row."""
        return QSize(4 * (SIDE + GAP), SIDE + TEXT_HEIGHT + 2)

    def minimumSizeHint(self) -> QSize:
        """Allow a single picture."""
        return QSize(SIDE, SIDE + TEXT_HEIGHT + 2)

    def event(self, event: object) -> bool:
        """Tell the picture under the pointer."""
        if isinstance(event, QHelpEvent):
            place = event.pos().x() // (SIDE + GAP)
            text = as_tip(shown(_words(self._samples[place]))) if place < len(self._samples) else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pictures that fit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.SmoothPixmapTransform)
        for place, sample in enumerate(self._samples):
            left = place * (SIDE + GAP)
            if left + SIDE > self.width():
                break
            self._draw(painter, QRect(left, 0, SIDE, SIDE), sample)

    def _draw(self, painter: QPainter, area: QRect, sample: SampleView) -> None:
        image = self._images.get(sample.path)
        if image is None or image.isNull():
            painter.fillRect(area, self._tokens.color("hover"))
        else:
            painter.drawImage(area, image)
        mark, color = ("right", "good") if sample.is_right else ("wrong", "bad")
        badge = QRect(area.right() - 19, area.top() + 2, 18, 18)
        painter.setRenderHint(QPainter.Antialiasing)
        painter.setPen(Qt.NoPen)
        painter.setBrush(self._tokens.color("surface"))
        painter.drawEllipse(badge)
        icon(mark, self._tokens, color).paint(painter, badge)
        metrics = painter.fontMetrics()
        painter.setPen(self._tokens.color("text"))
        line = QRect(area.left(), area.bottom() + 2, SIDE, TEXT_HEIGHT // 2)
        painter.drawText(line, int(Qt.AlignLeft | Qt.AlignVCenter),
                         metrics.elidedText(sample.predicted, Qt.ElideRight, SIDE))  # fmt: skip
        painter.setPen(self._tokens.color("quiet" if sample.is_right else "bad"))
        painter.drawText(line.translated(0, TEXT_HEIGHT // 2 - 1), int(Qt.AlignLeft | Qt.AlignVCenter),
                         percent(sample.score) + ("" if sample.is_right else " !"))  # fmt: skip


def _words(sample: SampleView) -> str:
    verdict = message("right") if sample.is_right else message("wrong, the true class is {name}", name=sample.label)
    return message("{path}\n{name} {score}: {verdict}", path=sample.path, name=sample.predicted,
                   score=percent(sample.score), verdict=verdict)  # fmt: skip
