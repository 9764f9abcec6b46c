"""What the Predict page says of itself: what is chosen, how far it is, how it ended, the figures."""

import time
from pathlib import Path

from app.figures_feed import Figures
from app.prediction_job import OpenedModel
from ui.pages.predict_page import PredictPage
from ui.widgets.status_bar import StatusBar
from ui.wording import count, duration

MEASURED_AFTER_S = 0.5


class PredictStatus:
    """Writes the page's texts.

    Args:
        page: The page.
        status_bar: The window's status bar.
    """

    def __init__(self, page: PredictPage, status_bar: StatusBar) -> None:
        self._page = page
        self._status_bar = status_bar
        self._begun = 0.0
        self._counted: tuple[float, int] | None = None
        self._seconds: float | None = None

    def begin(self) -> None:
        """Note that a prediction begins."""
        self._begun, self._counted = time.monotonic(), None

    def show_progress(self, name: str, done: int, total: int) -> None:
        """Say how far a prediction of `total` pictures is, how fast, and how long it will take."""
        now = time.monotonic()
        if self._counted is None:
            # Loading the network is no part of the speed: it counts from the first results on.
            self._counted = (now, done)
        seconds = now - self._counted[0]
        speed = (done - self._counted[1]) / seconds if seconds > MEASURED_AFTER_S else 0.0
        left = f"{duration((total - done) / speed)} left" if speed else ""
        store = self._page.browser.store
        words = [f"Predicting: {store.num_done:,} of {len(store):,}", f"{speed:.0f} pictures/s" if speed else "", left]
        self._page.set_state(", ".join(word for word in words if word), done / max(1, total))
        self._status_bar.set_job(f"Predicting {name}", done / max(1, total), left)

    def end(self) -> None:
        """Note that a prediction has ended."""
        self._seconds = time.monotonic() - self._begun

    def show_end(self, num_trained_on: int) -> None:
        """Say what there is: done or stopped, what could not be read, what the model was trained with."""
        store = self._page.browser.store
        self._page.show_unreadable.setVisible(store.num_unreadable > 0)
        if store.num_done < len(store):
            words = [f"Stopped at {store.num_done:,} of {len(store):,}. Run goes on with the rest."]
        else:
            in_time = f" in {duration(self._seconds)}" if self._seconds is not None else ""
            words = [f"Done: {count(len(store))}{in_time}."]
        if store.num_unreadable:
            words.append(f"{store.num_unreadable:,} cannot be read.")
        if num_trained_on:
            words.append(f"{num_trained_on:,} of the pictures were used in training.")
        self._page.set_state(" ".join(words))

    def show_chosen(self, model: OpenedModel | None, name: str, root: str) -> None:
        """Say which model and which pictures are chosen."""
        page, store = self._page, self._page.browser.store
        model_name = shown_model_name(model.path) if model is not None else ""
        page.model_button.show_choice(model_name, f"{model.path}\n{model.summary}" if model is not None else "")
        page.empty.show_model(model_name)
        page.pictures_button.show_choice(f"{name} ({len(store):,})" if len(store) else "", root)
        page.header.set_subject(model.summary if model is not None else "")

    def show_ready(self, model: OpenedModel | None) -> None:
        """Say what can be done, where nothing was predicted yet."""
        store = self._page.browser.store
        if not len(store):
            self._page.set_state("")
        elif model is None:
            self._page.set_state(f"{count(len(store))}. Choose a model to see what it says of them.")
        else:
            labelled = f", {store.num_labelled():,} with a known true class" if store.num_labelled() else ""
            self._page.set_state(f"{count(len(store))}{labelled}. Press Run (Ctrl+R).")

    def show_figures(self, figures: Figures) -> None:
        """Show the running figures and what they are over."""
        panel, store = self._page.view.figures, self._page.browser.store
        if not figures.num_labelled:
            panel.clear("after the first results" if store.num_labelled() else "no true classes known")
            return
        scope = f"{figures.num_labelled:,} labelled of {figures.num_done:,}"
        panel.show_figures(figures.values, f"first {scope}" if figures.is_partial else scope)
        words = ["Over the pictures that are predicted and whose true class is known, whatever is called unknown."]
        if figures.num_foreign:
            words.append(f"{count(figures.num_foreign)} of classes that the model does not know are left out.")
        if figures.num_trained_on:
            words.append(f"{count(figures.num_trained_on)} that the model was trained with are left out.")
        if figures.only_trained_on:
            words.append("The model was trained with all of them: the figures flatter.")
        panel.scope.setToolTip("\n".join(words))


def shown_model_name(path: str) -> str:
    """Return a short name of a model: the run folder's, where the file lies in one."""
    parts = Path(path)
    if parts.suffix and parts.stem in ("best_model", "last_model"):
        return f"{parts.parent.name}/{parts.name}"
    return parts.name
