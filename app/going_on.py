"""What is known of a run before it goes on: its row in the dialog, and whether its pictures are there."""

from pathlib import Path

from app.commands.train_options import SAMPLE
from core.base.run_info import RunInfo
from core.training.run_folder import read_facts
from ui.dialogs.continue_run import RunRow


def run_row(info: RunInfo) -> RunRow:
    """Return a run as the dialog lists it."""
    return RunRow(str(info.run_dir), info.title, info.run_dir.name, info.state, info.epochs, info.epochs_done,
                  info.running, missing_folder(info.run_dir))  # fmt: skip


def missing_folder(run_dir: Path) -> str:
    """Return the folder that a run found its pictures in, where it is not there; empty where nothing is missing.

    A run that was copied from another machine usually lacks it. The sample digits are on every machine.
    """
    facts = read_facts(run_dir)
    root = str(facts.get("root") or "")
    return root if root and facts.get("dataset_path") != SAMPLE and not Path(root).is_dir() else ""
