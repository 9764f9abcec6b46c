"""Opens a run's stored predictions on the Predict page."""

from typing import Any

from app.context import Context


def open_run_in_predict(context: Context, run_dir: str) -> None:
    """Show what a run's best epoch says of its test pictures (val where there is no test), wrong ones first."""
    controller: Any = context.controllers.get("predict")
    if controller is None:
        return
    context.window.show_page("predict")
    opener = getattr(controller, "open_run", controller.open_model)
    opener(run_dir)
