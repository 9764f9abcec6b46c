"""What the Data page shows of its pictures, and what stays in sight."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PyQt5.QtWidgets import QLabel

from app.data_controller import DataController
from app.data_listing import listed
from app.label_rows import LabelRow
from app.labels_file import LabelsFile
from core.base.types import LEFT_OUT_WORD
from core.config import TrainConfig
from core.data.sources.open import open_source
from ui.pages.data_page import LEGEND, NARROW_PAGE

Settled = Callable[[], None]


@pytest.mark.parametrize("width", [1024, 1280])
def test_the_legend_of_the_splits_is_not_cut(opened: DataController, width: int) -> None:
    page = opened.page
    page.window().resize(width, 700)
    page.layout().activate()
    assert (page.width() < NARROW_PAGE) == (width == 1024)
    words = {str(text): str(tip) for _color, text, tip in LEGEND}
    shown = [label for label in page.findChildren(QLabel) if label.text() in words and label.isVisible()]
    assert [label.toolTip() for label in shown] == list(words.values())
    assert all(label.width() >= label.sizeHint().width() for label in shown)


def test_a_filter_that_leaves_nothing_says_so_and_is_cleared_by_a_button(opened: DataController) -> None:
    page = opened.page
    page.filters.name.setText("zzz")
    page.filters.name.returnPressed.emit()
    page.browser.finish()
    assert page.nothing.isVisible()
    assert not page.grid.isVisible()
    page.nothing.clear.setFocus()
    page.nothing.clear.click()
    page.browser.finish()
    assert len(page.browser.paths) == 16
    assert page.grid.isVisible()
    assert page.grid.hasFocus()
    assert page.filters.filter.is_open


def save(controller: DataController, settled: Settled) -> None:
    controller.context.window.action("data.save").trigger()
    settled()
    assert controller.context.labelling.is_saved


def test_a_picture_left_out_keeps_its_place_when_labels_are_saved_and_it_is_taken_back(
    opened: DataController, settled: Settled
) -> None:
    page = opened.page
    page.grid.setFixedHeight(150)
    before = list(page.browser.paths)
    page.grid.select_rows([6, 7])
    page.grid.verticalScrollBar().setValue(50)
    opened.labels.leave_out()
    save(opened, settled)
    assert opened.data.chosen_path.endswith("labels.csv")
    assert page.browser.paths == before
    assert page.grid.selected_rows() == [6, 7]
    assert page.grid.verticalScrollBar().value() == 50
    assert page.browser.pictures.split(before[6]) == LEFT_OUT_WORD
    opened.context.labelling.undo_stack.undo()
    save(opened, settled)
    assert page.browser.paths == before
    assert page.browser.pictures.split(before[6]) != LEFT_OUT_WORD


def test_what_stays_in_the_list_stays_selected_and_in_sight_when_others_leave_it_by_saving(
    opened: DataController, settled: Settled
) -> None:
    page = opened.page
    page.grid.setFixedHeight(150)
    page.grid.setFixedWidth(150)
    page.filters.class_box.setCurrentText("犬")
    page.browser.finish()
    paths = list(page.browser.paths)
    opened.labels.move("owl", paths[:1])
    page.grid.select_rows([3])
    page.grid.verticalScrollBar().setValue(180)
    save(opened, settled)
    assert page.browser.paths == paths[1:]
    assert page.grid.selected_paths() == [paths[3]]
    assert page.grid.verticalScrollBar().value() == 180


def test_pictures_left_out_by_another_table_stand_where_their_files_do(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    left_out = {"owl/0 owl.png", "owl/2 owl.png"}
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.glob("owl/*.png"))]
    lines = [f"{folder / name},owl,{'left out' if name in left_out else 'train'}" for name in names]
    lines += [f"{path},犬,train" for path in sorted(folder.glob("犬/*.png"))]
    table.write_text("path,label,split\n" + "\n".join(lines) + "\n", encoding="utf-8")
    config = TrainConfig(dataset_path=str(table), image_column="path", label_column="label", split_column="split")
    shown = [Path(path).name for path in listed(open_source(config)).pictures.paths]
    assert shown[:4] == ["0 owl.png", "1 owl.png", "2 owl.png", "3 owl.png"]


def test_a_table_of_single_corrections_takes_the_order_of_the_whole_data_set(folder: Path) -> None:
    paths = [str(path) for path in sorted(folder.glob("owl/*.png"))]
    file = LabelsFile(str(folder))
    file.save({paths[2]: LabelRow("犬")})
    whole = {path: LabelRow("owl", "train") for path in paths}
    LabelsFile(str(folder)).save(whole)
    assert list(LabelsFile(str(folder)).rows) == paths
