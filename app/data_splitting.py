"""The split dialog: works the table out in jobs, writes it, or makes it the current split."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject

from app.data_listing import Listed, edited
from app.form_fields import in_words
from app.label_rows import LabelRow
from app.labels_table import TABLE_COLUMNS, rows_of, write_rows
from app.paths import folder_for
from core.base.control import Control
from core.base.errors import ClasswiseError, ConfigError
from core.base.events import Emit
from core.base.messages import first_names, message
from core.base.types import DatasetIndex, Split
from core.config import TrainConfig, validate
from ui import choose
from ui.dialogs.split import AS_READ, COLUMN, NO_GROUPS, PARENT, PATTERN, SplitChoice, SplitDialog, SplitTable
from ui.wording import split_name

if TYPE_CHECKING:
    from app.data_controller import DataController
    from core.data.splitting.material import SplitPlan

MAX_WARNINGS = 6


@dataclass(frozen=True)
class Planned:
    """A split and what is shown of it."""

    plan: "SplitPlan"
    table: SplitTable


class DataSplitting(QObject):
    """Shows the dialog, fills it, and does what it asks for."""

    def __init__(self, controller: "DataController") -> None:
        super().__init__(controller)
        self.controller = controller
        self.context = controller.context
        self.dialog: SplitDialog | None = None
        self._planned: Planned | None = None
        self._wanted: SplitChoice | None = None

    def ask(self) -> None:
        """Open the dialog with the settings that the data set was read with."""
        listing = self.controller.listing
        if listing is None or listing.opened is None:
            return
        if self.dialog is not None:
            self.dialog.close()
        config = listing.opened.config
        has_groups = any(sample.group for sample in listing.index.samples)
        groups = PATTERN if config.group_pattern else PARENT if config.group_by_parent else \
            AS_READ if has_groups else NO_GROUPS  # fmt: skip
        choice = SplitChoice(_shares(config), config.seed, groups, config.group_pattern, config.group_column,
                             config.duplicates == "together")  # fmt: skip
        unsaved = not self.context.labelling.is_saved
        dialog = SplitDialog(choice, self.controller.page.tokens, self.context.window, has_unsaved=unsaved)
        dialog.choice_changed.connect(self._plan)
        dialog.write_asked.connect(self._write)
        dialog.use_asked.connect(self._use)
        dialog.finished.connect(self._on_closed)
        self.dialog = dialog
        dialog.open()
        self._plan(dialog.choice())
        self._offer_columns(dialog, config)

    def _offer_columns(self, dialog: SplitDialog, config: TrainConfig) -> None:
        """Offer the table's columns as groups once it is read again, which takes seconds for a large XLSX."""
        def take(columns: list[str]) -> None:
            if self.dialog is dialog and columns:
                dialog.offer_columns(columns)

        self.context.jobs.start("Reading the table's columns", lambda emit, control: _columns(config), kind="thumbs",
                                on_finished=take)  # fmt: skip

    def _on_closed(self, _result: int) -> None:
        self.dialog = self._planned = self._wanted = None

    def _plan(self, choice: SplitChoice) -> None:
        """Work out the table of a choice; one chosen later takes its place."""
        listing = self.controller.listing
        if listing is None or self.dialog is None:
            return
        self._wanted, self._planned = choice, None
        self.dialog.show_working()
        rows = {path: self.context.labelling.row(path) for path in self.context.labelling.unsaved
                if path in listing.pictures.row_of}  # fmt: skip

        def work(emit: Emit, control: Control) -> Planned:
            return plan(listing, choice, rows, emit, control)

        self.context.jobs.start("Working out a split", work, kind="thumbs",
                                on_finished=lambda planned: self._on_planned(choice, planned),
                                on_failed=lambda error: self._on_failed(choice, error))  # fmt: skip

    def _on_planned(self, choice: SplitChoice, planned: Planned) -> None:
        if self.dialog is not None and choice == self._wanted:
            self._planned = planned
            self.dialog.show_table(planned.table)

    def _on_failed(self, choice: SplitChoice, error: BaseException) -> None:
        if self.dialog is None or choice != self._wanted:
            return
        if isinstance(error, ClasswiseError):
            self.dialog.show_problem(in_words(str(error)))
        else:
            self.context.show_error(error)

    def _write(self) -> None:
        """Write the split to a table that is asked for."""
        planned, listing = self._planned, self.controller.listing
        if planned is None or listing is None or self.dialog is None:
            return
        target = choose.choose_target(self.dialog, message("Write the split"),
                                      str(Path(listing.index.root) / "splits.csv"), "CSV (*.csv)")  # fmt: skip
        if target:
            def work(emit: Emit, control: Control) -> None:
                from core.data.splitting.table import write_splits

                write_splits(target, planned.plan.splits)

            self.controller.jobs.start("Writing the split", work, "save", lambda _result: self.context.window.toast(
                message("Saved {path}", path=target)))  # fmt: skip

    def _use(self) -> None:
        """Make the split shown the current one, on every page."""
        planned, listing, dialog = self._planned, self.controller.listing, self.dialog
        if planned is None or listing is None or dialog is None:
            return
        if self.controller.data.is_busy:
            dialog.banner.show_message("A training runs. Another split can be used when it has ended.", "warning")
            return
        dialog.close()
        labelling = self.context.labelling
        if labelling.is_saved:
            self._use_table(planned, listing)
        else:
            rows = {path: row for path, row in rows_of(planned.plan.splits).items() if path in listing.pictures.row_of}
            labelling.set_splits(rows)
            self.controller.labels.save()

    def _use_table(self, planned: Planned, listing: Listed) -> None:
        """Keep the split in the user's own folder, and read the data with it."""
        root = listing.index.root
        ignored = [sample.path for sample in listing.index.samples if sample.is_distinct]

        def work(emit: Emit, control: Control) -> Path:
            target = table_of(root)
            left_out = {path: row for path, row in listing.rows.items() if row.is_left_out}
            write_rows(target, root, {**rows_of(planned.plan.splits, ignored), **left_out})
            return target

        def use(target: Path) -> None:
            data = self.controller.data
            data.open_with(data.chosen_path, {"dataset_path": root, "metadata_path": str(target), **TABLE_COLUMNS})
            self.context.window.toast(message("This is the current split now."))

        self.controller.jobs.start("Keeping the split", work, "save", use)


def plan(listing: Listed, choice: SplitChoice, rows: dict[str, LabelRow], emit: Emit, control: Control) -> Planned:
    """Part a data set anew as a choice says; runs in a thread.

    Args:
        listing: The data set.
        choice: How.
        rows: What was said by hand of pictures and is not saved.
        emit: Gets Progress.
        control: Asked now and then whether to stop.

    Raises:
        ConfigError, DataError: The choice does not fit the data.
    """
    from core.data.splitting.splitter import plan_splits

    assert listing.opened is not None
    config = replace(listing.opened.config, split=choice.shares, seed=choice.seed,
                     duplicates="together" if choice.together else "ignore")  # fmt: skip
    validate(config)
    index = edited(_grouped(listing, choice, config, emit, control), rows)
    index = replace(index, samples=tuple(replace(sample, split=None) for sample in index.samples))
    found = plan_splits(index, listing.opened.facts, config, emit, control)
    return Planned(found, _table(found, choice))


def table_of(root: str) -> Path:
    """Return the file in the user's data folder that keeps the current split of a folder of pictures."""
    return folder_for("splits", root) / "splits.csv"


def _grouped(listing: Listed, choice: SplitChoice, config: TrainConfig, emit: Emit, control: Control) -> DatasetIndex:
    """Return the index with the groups of a choice."""
    from core.data.sources.open import open_source

    if choice.groups == AS_READ:
        return listing.index
    if choice.groups == NO_GROUPS:
        samples = tuple(replace(sample, group=None) for sample in listing.index.samples)
        return replace(listing.index, samples=samples)
    if choice.groups == PATTERN and not choice.pattern:
        raise ConfigError(message("Say which part of the file's name is the group, such as {example}.",
                                  example=r"(?P<group>patient\d+)_"))  # fmt: skip
    config = replace(config, group_pattern=choice.pattern if choice.groups == PATTERN else "",
                     group_by_parent=choice.groups == PARENT,
                     group_column=choice.column if choice.groups == COLUMN else config.group_column)  # fmt: skip
    return open_source(config, emit, control)


def _table(found: "SplitPlan", choice: SplitChoice) -> SplitTable:
    from core.data.checks import told
    from core.data.splitting.summary import nearness, summary

    splits = found.splits
    counts = [splits.class_counts(split) for split in Split]
    rows = tuple((name, (counts[0][number], counts[1][number], counts[2][number]))
                 for number, name in enumerate(splits.classes))  # fmt: skip
    numbers: dict[str, int] = {}
    for finding in found.findings:
        numbers[finding.kind] = numbers.get(finding.kind, 0) + max(1, len(finding.paths))
    warnings = [told(kind, number) for kind, number in numbers.items()]
    for split, share in zip(Split, choice.shares, strict=True):
        lacking = splits.classes_lacking(split)
        if share and lacking:
            warnings.append(message("No picture in {split}: {names}.", split=split_name(split.value),
                                    names=first_names(lacking)))  # fmt: skip
    return SplitTable(rows, (summary(found), nearness(splits, choice.shares)), tuple(warnings[:MAX_WARNINGS]))


def _shares(config: TrainConfig) -> tuple[float, float, float]:
    if len(config.split) == 1:
        return config.split[0], 1 - config.split[0], 0.0
    return config.split[0], config.split[1], config.split[2] if len(config.split) > 2 else 0.0


def _columns(config: TrainConfig) -> list[str]:
    """Return the columns of the data set's table; none where it is no table or cannot be read."""
    from core.base.errors import DataError
    from core.data.sources.tables import RECORD_ENDINGS, TABLE_ENDINGS, read_table

    path = Path(config.metadata_path or config.dataset_path)
    if path.suffix.lower() not in TABLE_ENDINGS | RECORD_ENDINGS or not path.is_file():
        return []
    try:
        return list(read_table(str(path)).header)
    except DataError:
        return []
