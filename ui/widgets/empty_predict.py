"""What the Predict page shows before there is anything to show."""

from PyQt5.QtCore import pyqtSignal

from core.base.messages import message
from ui.language import say
from ui.theme import LIGHT, Tokens
from ui.widgets.buttons import button, restyle
from ui.widgets.empty_state import EmptyState


class EmptyPredict(EmptyState):
    """The empty state of the Predict page.

    Signals:
        model_asked(), folder_asked(), pictures_asked(), sample_asked(): Buttons.
    """

    model_asked = pyqtSignal()
    folder_asked = pyqtSignal()
    pictures_asked = pyqtSignal()
    sample_asked = pyqtSignal()

    def __init__(self, tokens: Tokens = LIGHT) -> None:
        super().__init__("predict", message("What does the model say of your pictures?"), message(""),
                         message("or drop a folder, pictures or a model file here"), tokens)  # fmt: skip
        self.model = button("Choose model...", self.model_asked.emit, tip="A model file or a run folder (Ctrl+M)")
        self.folder = button("Choose folder...", self.folder_asked.emit, tip="A folder of pictures (Ctrl+Shift+P)")
        self.pictures = button("Pictures...", self.pictures_asked.emit, tip="Single pictures")
        self.add_buttons(self.model, self.folder, self.pictures)
        self.sample = self.add_sample(self.sample_asked.emit)
        self.show_model("")

    def show_model(self, name: str) -> None:
        """Say which model is chosen already; empty for none."""
        say(self.text.setText, message("{name} is ready. Now choose a folder of pictures.", name=name) if name else
            "Choose a model and a folder of pictures. Browsing begins at once.")  # fmt: skip
        restyle(self.model, primary=not name)
        restyle(self.folder, primary=bool(name))
