"""The Train page."""

from ui.pages.page import Page


class TrainPage(Page):
    """Choose data, set up a training, watch it."""

    key = "train"
    title = "Train"
    icon_name = "train"
    help_topic = "training"
