"""The running figures over what is predicted and labelled: thirteen numbers, each with what it means."""

from collections.abc import Mapping

from PyQt5.QtCore import QSize, Qt
from PyQt5.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from core.base.messages import Message, message
from ui.language import say
from ui.number_format import PERCENT_SIGN
from ui.theme import GRID
from ui.widgets.elided_label import ElidedLabel
from ui.wording import percent

# Name of the figure in core.evaluation, as shown, what it means. In reading order: row by row, two a row.
FIGURES = (
    ("balanced_accuracy", message("Balanced acc."),
     message("Balanced accuracy: mean over the classes of the share of their pictures that were found. Unlike "
             "accuracy it is not flattered by one large class.")),
    ("accuracy", message("Accuracy"),
     message("Accuracy: share of all pictures that were predicted right.")),
    ("f1_macro", message("Macro F1"),
     message("Macro F1: harmonic mean of precision and recall, averaged over the classes.")),
    ("auroc", message("AUROC"),
     message("Area under the ROC curve: chance that a picture of a class gets a higher score for it than a "
             "picture of another class; 50 % is guessing. Each class against the rest, averaged.")),
    ("precision_macro", message("Precision"),
     message("Precision: of the pictures predicted as a class, the share that is of it; averaged over the "
             "classes.")),
    ("recall_macro", message("Recall"),
     message("Recall: of the pictures of a class, the share that was found; averaged over the classes.")),
    ("specificity_macro", message("Specificity"),
     message("Specificity: of the pictures of other classes, the share that was not taken for this one; "
             "averaged over the classes.")),
    ("jaccard_macro", message("Jaccard"),
     message("Jaccard index: pictures both predicted and truly of a class, divided by those that are either; "
             "averaged over the classes.")),
    ("fbeta_macro", message("F-beta (2)"),
     message("F-beta, beta 2: like F1, but recall weighs twice as much as precision; averaged over the "
             "classes.")),
    ("mcc", message("MCC"),
     message("Matthews correlation coefficient of predicted and true class: 1 is perfect, 0 no better than "
             "chance, below 0 worse.")),
    ("kappa", message("Kappa"),
     message("Cohen's kappa: agreement with the true classes beyond what chance gives; 1 is perfect, 0 is "
             "chance.")),
    ("calibration_error", message("Calibration"),
     message("Calibration error: mean gap between how sure the network is and how often it is right (15 bins); "
             "0 % is best.")),
    ("hamming_distance", message("Hamming"),
     message("Hamming distance: share of the pictures predicted wrong; 0 % is best.")),
)  # fmt: skip
AS_NUMBER = {"mcc", "kappa"}
COLUMNS = 2


class FiguresPanel(QWidget):
    """Shows the figures; dashes where there are none yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scope = QLabel()
        self.scope.setProperty("role", "quiet")
        self.scope.setWordWrap(True)
        self._values: dict[str, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.scope)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID // 2)
        grid.setVerticalSpacing(GRID // 4)
        for number, (name, title, meaning) in enumerate(FIGURES):
            row, place = divmod(number, COLUMNS)
            name_label, value = ElidedLabel("", Qt.ElideRight), QLabel("–")
            name_label.setProperty("role", "quiet")
            value.setProperty("role", "figure")
            value.setAlignment(Qt.AlignRight | Qt.AlignVCenter)
            value.setMinimumWidth(value.fontMetrics().horizontalAdvance(f"100.0{PERCENT_SIGN}"))
            value.setTextInteractionFlags(Qt.TextSelectableByMouse)
            say(name_label.setText, title)
            say(name_label.set_details, meaning)
            say(value.setToolTip, meaning)
            say(value.setAccessibleDescription, meaning)
            grid.addWidget(name_label, row, 3 * place)
            grid.addWidget(value, row, 3 * place + 1)
            self._values[name] = value
        for place in range(COLUMNS):
            grid.setColumnStretch(3 * place + 1, 1)  # the names take what they need
        grid.setColumnMinimumWidth(2, GRID)
        column.addLayout(grid)
        column.addStretch(1)
        self.clear("")

    def text(self, name: str) -> str:
        """Return what is shown of a figure."""
        return self._values[name].text()

    def clear(self, reason: str) -> None:
        """Show dashes and say why."""
        say(self.scope.setText, reason)
        self.scope.setVisible(bool(reason))
        for name in self._values:
            self._show(name, None)

    def show_figures(self, figures: Mapping[str, float | None], scope: str) -> None:
        """Show figures.

        Args:
            figures: Fractions by their names in core.evaluation; absent or None is a dash.
            scope: What they are over, such as "214 labelled of 500".
        """
        say(self.scope.setText, scope)
        self.scope.setVisible(bool(scope))
        for name in self._values:
            self._show(name, figures.get(name))

    def _show(self, name: str, value: float | None) -> None:
        known = value is not None and value == value
        text = Message("{value:z.3f}", value=value) if known and name in AS_NUMBER else percent(value)
        title = next(words for key, words, _ in FIGURES if key == name)
        say(self._values[name].setText, text)
        spoken = text if known else message("not known")
        say(self._values[name].setAccessibleName, message("{title} {value}", title=title, value=spoken))

    def minimumSizeHint(self) -> QSize:
        """Return a width that cuts no number."""
        return QSize(240, super().minimumSizeHint().height())
