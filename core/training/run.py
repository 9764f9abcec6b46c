"""A whole run: data, run folder, training, and the judgement on the test split. The window and train.py come here."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn

from core import config as settings
from core.base.control import Control
from core.base.errors import ClasswiseError, ConfigError, ModelError
from core.base.events import Emit, Event, Notice, ignore
from core.base.files import write_text
from core.base.folders import check_writable, remove_leftovers
from core.base.run_info import LAST_MODEL
from core.base.types import RunEndReason, Splits
from core.config import SAMPLE, TrainConfig
from core.data.cache_choice import opened_cache
from core.data.splitting.table import write_splits
from core.devices import MEMORY_LAYOUT_NAME, describe, random_numbers_kept, resolve_device
from core.distributed.control import agreed
from core.distributed.processes import ALONE, Processes
from core.model_file import ModelFile, current_versions
from core.process import is_allocator_tuned
from core.training import run_folder
from core.training.checkpoint import (
    Checkpoint,
    finish_best,
    load_checkpoint,
    take_back_best,
)
from core.training.going_on import check_something_left, checkpoint_path, lay_out_anew, run_dir_of, save_changes
from core.training.judge import judge_run
from core.training.listeners import EventStream, Record
from core.training.machine import machine_notice
from core.training.prepare import Prepared, prepare
from core.training.records import CurvesPicture, EventsFile, HistoryFiles, LogFile, cut_events
from core.training.starting import Start, model_summary, start
from core.training.taking_part import Job, hand_out, received
from core.training.tensorboard import TensorBoard
from core.training.train_state import TrainState
from core.training.trainer import FitResult, Trainer
from core.training.weights_source import given_path
from models.elsewhere.names import is_elsewhere, shown_name, with_absolute_path

# Settings that may be given anew when a run goes on: they change where and how long, not what.
# (Another number format does change the course a little, but without it no fp16 run could go on without its GPU.)
RESUMABLE = ("epochs", "dataset_path", "device", "gpu", "precision", "num_threads", "cache", "cache_gb",
             "logging_steps", "freq", "early_stopping_patience", "sync_batchnorm")


@dataclass(frozen=True)
class RunResult:
    """What a run came to.

    Attributes:
        run_dir: The run folder.
        reason, message: How it ended.
        history: One row an epoch.
        best_epoch: Epoch of best_model.pth; None while there is none.
        test: What test_results.json holds: under "metrics" the figures on test, or val where there is no test, as
            "split" says; empty where the run was stopped.
        seconds: Time of the training in this session, without pauses.
    """

    run_dir: Path
    reason: RunEndReason
    message: str
    history: tuple[dict[str, Any], ...]
    best_epoch: int | None
    test: dict[str, Any]
    seconds: float


def train(config: TrainConfig, emit: Emit = ignore, control: Control | None = None, *,
          splits_path: str | Path | None = None, may_fall_back: bool = True, processes: Processes = ALONE) -> RunResult:
    """Train on the data that the settings name, in a new run folder.

    Args:
        config: The settings; "auto" is resolved here.
        emit: Hears every event, and progress and notices before the training begins.
        control: Carries pause and stop.
        splits_path: A splits.csv, of a run or from `write_splits`, to use its very split.
        may_fall_back: `pretrained` "auto" trains from scratch, loudly, where its weights cannot be fetched; else that
            is a DownloadError.
        processes: Those that train together, this being the main one; the others call `take_part`.

    Raises:
        ClasswiseError: Whatever the user can mend; before the run folder is made, as far as can be known then.
    """
    early: list[Event] = []

    def emit_early(event: Event) -> None:
        if isinstance(event, Notice):
            early.append(event)
        emit(event)

    check_writable(config.log_dir)  # before pictures are read
    prepared = prepare(config, emit_early, control, splits_path=splits_path)
    with random_numbers_kept(resolve_device(prepared.config.device)):
        begin = start(prepared, emit_early, control, may_fall_back=may_fall_back)
        emit_early(machine_notice(begin.config, begin.reasons))
        run_dir = run_folder.make_run_folder(begin.config.log_dir, shown_name(begin.config.model))
        run_folder.note_run(run_dir)
        final = _with_absolute_paths(begin.config)
        try:
            with run_folder.locked(run_dir):
                template = replace(begin.template, config=settings.to_plain(final))
                _write_records(run_dir, final, prepared, begin)
                job = Job(final, prepared.splits, begin.network, template, run_dir, None)
                return _run(job, emit, control, early, processes)
        except ClasswiseError:
            if not (run_dir / LAST_MODEL).exists():  # nothing to go on from, nothing to use
                shutil.rmtree(run_dir, ignore_errors=True)
            raise


def resume(path: str | Path, emit: Emit = ignore, control: Control | None = None, *, processes: Processes = ALONE,
           **changes: Any) -> RunResult:
    """Go on with a run from its checkpoint, in its run folder.

    Args:
        path: last_model.pth, a kept checkpoint, or the run folder.
        emit: Hears every event.
        control: Carries pause and stop.
        processes: Those that train together, any number of them; see `train`.
        changes: Settings of `RESUMABLE` given anew.

    Raises:
        ConfigError: A setting was given that is not in `RESUMABLE`, or has a wrong value.
        ClasswiseError: The checkpoint or the data cannot be used, or there is nothing left to do.
    """
    check_changes(changes)
    file = checkpoint_path(path)
    run_dir = run_dir_of(file)
    with run_folder.locked(run_dir):
        checkpoint = load_checkpoint(file)
        checkpoint.model_file.check_network()
        config = settings.resolved(settings.from_plain(checkpoint.model_file.config), **changes)
        config = _with_absolute_paths(config)
        check_something_left(run_dir, config, checkpoint.state)
        prepared = prepare(config, emit, control, splits_path=run_dir / run_folder.SPLITS, goes_on=True)
        if prepared.splits.classes != checkpoint.model_file.classes:
            raise ModelError(f"The checkpoint {file} is of the classes {', '.join(checkpoint.model_file.classes)}, the "
                             f"data has {', '.join(prepared.splits.classes)}. Start a new run.")
        notices = lay_out_anew(checkpoint.state, prepared.config, len(prepared.splits.train))
        notices += _another_precision(checkpoint, prepared.config)
        template = replace(checkpoint.model_file, config=settings.to_plain(prepared.config), state_dict={})
        network = checkpoint.model_file.network()
        for folder in (run_dir, run_dir / run_folder.CHECKPOINTS):
            remove_leftovers(folder)
        finish_best(run_dir, checkpoint.state)
        if not take_back_best(run_dir, checkpoint) and notices:
            # Laid out as before, the run comes to that very best epoch again; on another course it may not.
            checkpoint.state.best_value, checkpoint.state.best_epoch = None, 0
            notices.append(Notice("The best epoch so far is no longer kept; the best is chosen among those to come."))
        save_changes(file, checkpoint, template.config)
        run_folder.update_config(run_dir, prepared.config, prepared.splits)
        cut_events(run_dir / run_folder.EVENTS, checkpoint.state.epoch, checkpoint.state.batch)
        notices.append(machine_notice(prepared.config, prepared.reasons))
        for notice in notices:
            emit(notice)
        job = Job(prepared.config, prepared.splits, network, template, run_dir, checkpoint)
        with random_numbers_kept(resolve_device(prepared.config.device)):
            return _run(job, emit, control, notices, processes)


def check_changes(names: Iterable[str]) -> None:
    """Check that settings may be given anew where a run goes on.

    Raises:
        ConfigError: One of them would make it another run.
    """
    refused = next((name for name in names if name not in RESUMABLE), None)
    if refused is not None:
        raise ConfigError(f"A run goes on with its own settings; --{refused} cannot be changed. Leave it away, or "
                          "start a new run from the weights with --pretrained. Changeable are: "
                          f"--{', --'.join(RESUMABLE)}.")


def take_part(control: Control, processes: Processes, *, num_threads: int | None = None) -> RunResult:
    """Train with the main process, which prepares, writes and tells everything; see `train` and `resume`.

    Args:
        control: Carries pause and stop.
        processes: Those that train together; this is not the main one.
        num_threads: Threads that read pictures here, as this machine was told; None: as in the main process.

    Raises:
        ClasswiseError: This process cannot do its part.
        OtherProcessError: Another process failed.
    """
    job = received(processes)
    config = job.config if num_threads is None else replace(job.config, num_threads=num_threads)
    result, _ = fit(config, job.splits, ignore, control, network=job.network, template=job.template,
                    run_dir=job.run_dir, checkpoint=job.checkpoint, processes=processes)
    return _result(job.run_dir, result, {})


def fit(config: TrainConfig, splits: Splits, emit: Emit, control: Control, *, network: nn.Module, template: ModelFile,
        run_dir: Path, checkpoint: Checkpoint | None = None,
        processes: Processes = ALONE) -> tuple[FitResult, dict[str, Any]]:
    """Train a network on ready splits, and judge its best epoch.

    Args:
        config: The resolved settings.
        splits: The pictures.
        emit: Hears every event from RunStarted to RunEnded.
        control: Carries pause and stop.
        network: With the weights to start from.
        template: A model file with all but weights and figures.
        run_dir: An existing folder for checkpoints and figures.
        checkpoint: Where to go on from.
        processes: Those that train together; each calls this.

    Returns:
        How it ended, and what test_results.json holds; see `RunResult.test`.
    """
    control = agreed(control, processes)
    figures: dict[str, Any] = {}

    def judge(state: TrainState) -> bool:
        figures.update(judge_run(run_dir, config, splits, emit, control, processes))
        return bool(processes.from_main(bool(figures) or not control.stop_requested))

    with opened_cache(config) as cache:
        trainer = Trainer(config, splits, network, template, run_dir,
                          device=processes.device(resolve_device(config.device)),
                          state=checkpoint.state if checkpoint else None, cache=cache, processes=processes)
        if checkpoint:
            trainer.restore(checkpoint)
        return trainer.run(emit, control, judge), figures


def _run(job: Job, emit: Emit, control: Control | None, early: Sequence[Event], processes: Processes) -> RunResult:
    run_dir = job.run_dir
    history = job.checkpoint.state.history if job.checkpoint else []
    log = LogFile(run_dir / run_folder.LOG)
    for event in early:
        log(event)
    records: list[Record] = [EventsFile(run_dir / run_folder.EVENTS), HistoryFiles(run_dir, history), log]
    board = TensorBoard(run_dir / run_folder.TENSORBOARD, job.config.logging_steps)
    observers: list[Emit] = [CurvesPicture(run_dir, history), board, emit]
    stream = EventStream(records, observers)
    try:
        if not processes.is_alone:
            stream(Notice(_together_text(job.config, processes)))
        hand_out(processes, job)
        result, figures = fit(job.config, job.splits, stream, control or Control(), network=job.network,
                              template=job.template, run_dir=run_dir, checkpoint=job.checkpoint, processes=processes)
    finally:
        stream.close()
    return _result(run_dir, result, figures)


def _another_precision(checkpoint: Checkpoint, config: TrainConfig) -> list[Event]:
    """Return what to tell where a run goes on in another number format; its scaler is dropped, or begun anew."""
    before = checkpoint.model_file.config.get("precision")
    if before in (None, config.precision):
        return []
    return [Notice(f"The run goes on in {config.precision} instead of {before}.")]


def _together_text(config: TrainConfig, processes: Processes) -> str:
    """Return in one sentence who trains together."""
    hosts = tuple(dict.fromkeys(processes.hosts))
    where = f"on {hosts[0]}" if len(hosts) == 1 else f"on {len(hosts)} machines ({', '.join(hosts)})"
    return f"{processes.size} processes {where} train together; each batch of {config.batch_size} is shared among them."


def _result(run_dir: Path, result: FitResult, figures: dict[str, Any]) -> RunResult:
    return RunResult(run_dir, result.reason, result.message, tuple(result.state.history),
                     result.state.best_epoch or None, figures, result.seconds)


def _write_records(run_dir: Path, config: TrainConfig, prepared: Prepared, begin: Start) -> None:
    device = resolve_device(config.device)
    facts = {"dataset_path": config.dataset_path, "auto": dict(begin.reasons), "weights": begin.weights,
             "device": describe(device), "memory_layout": MEMORY_LAYOUT_NAME, "versions": current_versions(),
             "threads": torch.get_num_threads(), "allocator": "tuned" if is_allocator_tuned() else "as it comes",
             "num_pictures": run_folder.describe_sizes(prepared.splits)}
    run_folder.write_config(run_dir, config, prepared.splits, facts)
    write_splits(run_dir / run_folder.SPLITS, prepared.splits)
    write_text(run_dir / run_folder.SUMMARY, model_summary(begin.network, config))


def _with_absolute_paths(config: TrainConfig) -> TrainConfig:
    """Name the data by absolute paths, so that a run can be repeated from any folder."""
    names = ("dataset_path", "val_path", "test_path", "metadata_path", "images_dir", "classes_path")
    changes: dict[str, Any] = {name: str(Path(value).absolute()) for name in names
                               if (value := getattr(config, name)) and value != SAMPLE and Path(value).exists()}
    if (weights := given_path(config.pretrained)) is not None:
        changes["pretrained"] = str(weights.absolute())
    changes |= {name: with_absolute_path(getattr(config, name)) for name in ("model", "pretrained")
                if is_elsewhere(getattr(config, name))}
    return replace(config, **changes)
