"""Which pages the window has, and which controller moves each; in the rail's order."""

from app.context import Context
from app.torch_loader import TorchLoader
from ui.pages.page import Page
from ui.theme import Tokens


def make_pages(tokens: Tokens) -> list[Page]:
    """Return the pages that are built."""
    from ui.pages.data_page import DataPage
    from ui.pages.evaluate_page import EvaluatePage
    from ui.pages.predict_page import PredictPage
    from ui.pages.runs_page import RunsPage
    from ui.pages.train_page import TrainPage

    return [DataPage(tokens), TrainPage(tokens), PredictPage(tokens), EvaluatePage(tokens), RunsPage(tokens)]


def make_controllers(context: Context, loader: TorchLoader) -> dict[str, object]:
    """Return the controllers of the pages by the page's key."""
    from app.data_controller import DataController
    from app.evaluate_controller import EvaluateController
    from app.predict_controller import PredictController
    from app.runs_controller import RunsController
    from app.train_controller import TrainController

    train = TrainController(context, loader)
    return {"train": train, "data": DataController(context, train.data), "predict": PredictController(context),
            "evaluate": EvaluateController(context), "runs": RunsController(context, loader)}  # fmt: skip
