"""What the Predict page says of itself: what is chosen, how far it is, how it ended, the figures."""

import time

from app.figures_feed import Figures
from app.opening_job import OpenedModel
from core.base.durations import duration
from core.base.messages import Message, joined, message, plural
from ui.language import named, say
from ui.pages.predict_page import PredictPage
from ui.results import ResultStore
from ui.widgets.status_bar import StatusBar
from ui.wording import pictures

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
        self._earlier_s: float | None = 0.0

    def begin(self, *, goes_on: bool = False) -> None:
        """Note that a prediction begins, or one that was stopped goes on."""
        self._begun, self._counted = time.monotonic(), None
        self._page.show_unreadable.setVisible(self._page.browser.store.num_unreadable > 0)
        self._earlier_s, self._seconds = self._seconds if goes_on else 0.0, None

    def forget_time(self) -> None:
        """Note that other results are shown: how long it took to make the last ones says nothing of them."""
        self._seconds = None

    def show_progress(self, name: str, done: int, total: int) -> None:
        """Say how far a prediction of `total` pictures is, how fast, and how long it will take."""
        now = time.monotonic()
        if self._counted is None:
            # Loading the network is no part of the speed: it counts from the first results on.
            self._counted = (now, done)
        seconds = now - self._counted[0]
        speed = (done - self._counted[1]) / seconds if seconds > MEASURED_AFTER_S else 0.0
        left = message("{time} left", time=duration((total - done) / speed)) if speed else ""
        store = self._page.browser.store
        state = message("Predicting: {done:,} of {total:,}", done=store.num_done, total=len(store))
        if speed:
            template = message("{state}, {speed:.0f} pictures/s, {left}") if speed >= 10 else \
                message("{state}, {speed:.1f} pictures/s, {left}")  # fmt: skip
            state = Message(template, state=state, speed=speed, left=left)
        self._page.set_state(state, done / max(1, total))
        self._status_bar.set_job(message("Predicting {name}", name=name), done / max(1, total), left)

    def end(self) -> None:
        """Note that a prediction has ended."""
        if self._earlier_s is not None:
            self._seconds = self._earlier_s + time.monotonic() - self._begun

    def show_end(self, num_trained_on: int) -> None:
        """Say what there is: done or stopped, what could not be read, what the model was trained with."""
        store = self._page.browser.store
        self._page.show_unreadable.setVisible(store.num_unreadable > 0)
        if store.num_done < len(store):
            words = [message("Stopped at {done:,} of {total:,}. Run goes on with the rest.", done=store.num_done,
                             total=len(store))]  # fmt: skip
        elif self._seconds is not None:
            words = [message("Done: {pictures} in {time}.", pictures=pictures(len(store)),
                             time=duration(self._seconds))]  # fmt: skip
        else:
            words = [message("Done: {pictures}.", pictures=pictures(len(store)))]
        if store.num_unreadable:
            words.append(message("{n:,} cannot be read.", n=store.num_unreadable))
        if num_trained_on:
            words.append(plural(num_trained_on, "{n} of the pictures was used in training.",
                                "{n:,} of the pictures were used in training."))  # fmt: skip
        self._page.set_state(joined(*words))

    def show_chosen(self, model: OpenedModel | None, name: str, root: str) -> None:
        """Say which model and which pictures are chosen."""
        page, store = self._page, self._page.browser.store
        name_of_model = model.name if model is not None else ""
        tip = message("{path}\n{summary}", path=model.path, summary=model.summary) if model is not None else ""
        if model is not None and model.decision:
            tip = joined(tip, model.decision, template="{first}\n{second}")
        page.model_button.show_choice(name_of_model, tip)
        page.empty.show_model(name_of_model)
        listed = message("{words} ({n:,})", words=named(name), n=len(store)) if len(store) else ""
        page.pictures_button.show_choice(listed, root)
        page.header.set_subject(model.summary if model is not None else "")

    def show_ready(self, model: OpenedModel | None) -> None:
        """Say what can be done, where nothing was predicted yet."""
        store = self._page.browser.store
        self._page.show_unreadable.hide()
        if not len(store):
            self._page.set_state("")
        elif model is None:
            self._page.set_state(message("{pictures}. Choose a model to see what it says of them.",
                                         pictures=pictures(len(store))))  # fmt: skip
        elif store.num_labelled():
            self._page.set_state(message("{pictures}, {n:,} with a known true class. Press Run (Ctrl+R).",
                                         pictures=pictures(len(store)), n=store.num_labelled()))  # fmt: skip
        else:
            self._page.set_state(message("{pictures}. Press Run (Ctrl+R).", pictures=pictures(len(store))))

    def show_figures(self, figures: Figures) -> None:
        """Show the running figures and what they are over."""
        panel, store = self._page.view.figures, self._page.browser.store
        if not figures.num_labelled:
            if figures.num_foreign:
                panel.clear(message("true classes foreign to the model"))
                say(panel.scope.setToolTip, "The model knows none of the true classes of these pictures, so that it "
                    "cannot be judged by them.")  # fmt: skip
                return
            panel.clear(_why_no_figures(store))
            say(panel.scope.setToolTip, "")
            return
        scope = message("{labelled:,} labelled of {done:,}", labelled=figures.num_labelled, done=figures.num_done)
        if figures.num_foreign or figures.num_trained_on:  # more have a true class than the figures are over
            scope = message("{n:,} judged of {done:,}", n=figures.num_labelled, done=figures.num_done)
        panel.show_figures(figures.values, message("first {scope}", scope=scope) if figures.is_partial else scope)
        words = [message("Over the pictures that are predicted and whose true class is known, whatever is called "
                         "unknown.")]
        if figures.num_foreign:
            words.append(message("{pictures} of classes that the model does not know are left out.",
                                 pictures=pictures(figures.num_foreign)))  # fmt: skip
        if figures.num_trained_on:
            words.append(message("{pictures} that the model was trained with are left out.",
                                 pictures=pictures(figures.num_trained_on)))  # fmt: skip
        if figures.only_trained_on:
            words.append(message("The model was trained with all of them: the figures flatter."))
        say(panel.scope.setToolTip, joined(*words, template="{first}\n{second}"))


def _why_no_figures(store: ResultStore) -> Message:
    """Say why no picture counts."""
    if not store.num_labelled():
        return message("no true classes known")
    if store.num_done < len(store):
        return message("after the first results")
    return message("those of known class cannot be read")
