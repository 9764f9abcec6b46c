"""The run folder: its name, its lock, its records of settings and splits, and the index of all runs."""

import contextlib
import json
import platform
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from core.base.errors import ClasswiseError, OutputError
from core.base.files import explained_os_errors, open_appending, read_json, safe_name, unused_path, write_json
from core.base.kinds import are, is_count, is_text
from core.base.types import RunEndReason, Splits
from core.config import FACTS, TrainConfig, to_plain
from core.places import data_folder

CONFIG = "config.json"
SPLITS = "splits.csv"
EVENTS = "events.jsonl"
HISTORY = "history.csv"
EPOCH_LOSS = "epoch_loss.txt"
CURVES = "epoch_loss.png"
LOG = "training.log"
SUMMARY = "model_summary.txt"
CHECKPOINTS = "checkpoints"
TENSORBOARD = "tensorboard"
LOCK = "run.lock"
INDEX = "runs.jsonl"
LOCK_PATIENCE_S = 1.0
"""`is_running`, asked by a window at this moment, holds the lock for an instant; that is no other training."""
JUDGED_ENDS = (RunEndReason.FINISHED, RunEndReason.EARLY_STOPPED)
TAIL_BYTES = 65536  # of events.jsonl, in which its last events are looked for
SILENCE_S = 600.0
"""A run of another machine that has told nothing for so long goes on no more; a long validation is silent too."""


def make_run_folder(log_dir: str | Path, model: str) -> Path:
    """Make an empty run folder named by the time and the network.

    Raises:
        OutputError: The place cannot be written.
    """
    name = safe_name(f"{time.strftime('%Y%m%d_%H%M%S')}_{model}")
    with explained_os_errors(log_dir):
        while True:
            folder = unused_path(Path(log_dir).absolute() / name)
            folder.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):  # another run began in the same second
                folder.mkdir()
                return folder


@contextlib.contextmanager
def locked(run_dir: Path) -> Iterator[None]:
    """Hold the run folder's lock while the block runs; the operating system frees it when the process dies.

    Raises:
        ClasswiseError: Another process works in that run folder.
    """
    lock = FileLock(run_dir / LOCK)
    try:
        lock.acquire(timeout=LOCK_PATIENCE_S)
    except Timeout as error:
        raise ClasswiseError(f"Another process is training in {run_dir}. Wait for it or stop it first.") from error
    except OSError:
        with explained_os_errors(run_dir):
            raise
    try:
        yield
    finally:
        lock.release()


def is_running(run_dir: Path) -> bool:
    """Tell whether a living process of this machine trains in that run folder.

    A lock that cannot be tried, as in a folder that may only be read, is nobody's of whom we could know.
    """
    if not (run_dir / LOCK).exists():
        return False
    lock = FileLock(run_dir / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except (OSError, NotImplementedError):
        return False
    lock.release()
    return False


def goes_on_elsewhere(run_dir: Path) -> str:
    """Return the name of another machine that seems to be training in that run folder; empty where none does.

    No lock tells of it, where the folder is on a network drive or is copied again and again: its last event does.
    """
    host = str(read_facts(run_dir).get("host") or "")
    if not host or host == platform.node() or end_reason(run_dir) is not None:
        return ""
    return host if abs(time.time() - _last_event_time(run_dir)) < SILENCE_S else ""


def require_there(run_dir: Path) -> None:
    """Check that a run's folder is where it was, before something is written: made anew, it would be half of a run.

    Raises:
        OutputError: It was moved, renamed or deleted, or its drive is gone.
    """
    if not run_dir.is_dir():
        raise OutputError(f"The run's folder {run_dir} is gone: it was moved, renamed or deleted. The training ends "
                          "here. Continue the run from where its folder is now: it goes on from its last "
                          "checkpoint.")  # fmt: skip


def write_config(run_dir: Path, config: TrainConfig, splits: Splits, facts: dict[str, Any]) -> None:
    """Write config.json: every setting, resolved, and under "run" the facts that explain them.

    Args:
        run_dir: The run folder.
        config: The resolved settings.
        splits: Names the root that splits.csv is relative to, and the classes.
        facts: What else is worth knowing: versions, device, how "auto" was resolved; the machine's name is added.
    """
    run = {"root": splits.root, "name": splits.name, "classes": list(splits.classes), **facts, "host": platform.node()}
    write_json(run_dir / CONFIG, {**to_plain(config), FACTS: run})


def update_config(run_dir: Path, config: TrainConfig, splits: Splits) -> None:
    """Take over into config.json what was given anew where a run goes on: more epochs, another place of the data."""
    facts = read_facts(run_dir)
    write_config(run_dir, config, splits, {**facts, "root": splits.root, "dataset_path": config.dataset_path})


def read_facts(run_dir: Path) -> dict[str, Any]:
    """Return what `write_config` wrote under "run"; empty where there is none, without what was damaged since."""
    facts = read_json(run_dir / CONFIG).get(FACTS)
    if not isinstance(facts, dict):
        return {}
    return {name: value for name, value in facts.items() if name not in SOUND or SOUND[name](value)}


SOUND: dict[str, Callable[[Any], bool]] = {
    "classes": are(is_text),
    "num_pictures": lambda value: isinstance(value, dict) and all(map(is_count, value.values())),
}


def end_reason(run_dir: Path) -> RunEndReason | None:
    """Return why a run last ended, or None where something came after that: it was killed, or is going on."""
    end = last_end(run_dir)
    return end[0] if end is not None else None


def has_gone_on(run_dir: Path) -> bool:
    """Tell whether a run went on after it had been judged, and has not come to an end since."""
    return (run_dir / EVENTS).is_file() and end_reason(run_dir) not in JUDGED_ENDS


def last_end(run_dir: Path) -> tuple[RunEndReason, float] | None:
    """Return why a run last ended and how many seconds its last session took; None as for `end_reason`."""
    for event in _last_events(run_dir):
        kind = event.get("event")
        if kind == "RunEnded":
            with contextlib.suppress(ValueError, KeyError, TypeError):  # of a damaged line
                return RunEndReason(event["reason"]), float(event.get("seconds", 0.0))
        elif kind in ("BatchEnded", "EpochEnded", "EpochStarted", "RunStarted", "ValidationSample"):
            return None
    return None


def _last_event_time(run_dir: Path) -> float:
    """Return when a run wrote its last event, by its own machine's clock; copying it changes nothing about that."""
    for event in _last_events(run_dir):
        with contextlib.suppress(ValueError, KeyError, TypeError):
            return float(event["time"])
    return 0.0


def _last_events(run_dir: Path) -> Iterator[dict[str, Any]]:
    """Yield the last events of a run, the last one first; damaged lines are passed over."""
    try:
        with open(run_dir / EVENTS, "rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - TAIL_BYTES))
            lines = file.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return
    for line in reversed(lines):
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict):
            yield event


def note_run(run_dir: Path) -> None:
    """Add a run to the index in the user's data folder, so that the window finds it wherever it is.

    The index is a convenience: where it cannot be written, the run goes on without.
    """
    with contextlib.suppress(OSError):
        folder = data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        line = json.dumps({"run_dir": str(run_dir), "started": time.time()}, ensure_ascii=False)
        with open_appending(folder / INDEX) as file:
            file.write(line + "\n")


def known_runs() -> list[Path]:
    """Return the run folders of the index that still exist, newest first; each of them is looked for."""
    return [run for run in indexed_runs() if (run / CONFIG).is_file()]


def indexed_runs() -> list[Path]:
    """Return the run folders of the index, newest first, each once; they may be gone, or on a drive that is."""
    runs: dict[Path, None] = {}
    with contextlib.suppress(OSError):
        for line in reversed((data_folder() / INDEX).read_text(encoding="utf-8").splitlines()):
            with contextlib.suppress(ValueError, KeyError, TypeError):
                runs.setdefault(Path(json.loads(line)["run_dir"]))
    return list(runs)


def describe_sizes(splits: Splits) -> dict[str, int]:
    """Return the number of pictures of each split, by its name."""
    return {str(split): len(samples) for split, samples in splits}
