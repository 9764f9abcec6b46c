"""Labels given by hand: undo and redo, what is written at once and what waits for Save."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.jobs import Jobs
from app.label_rows import LabelRow
from app.labelling import Labelling
from app.labels_file import LabelsFile, fallback_path
from app.labels_said import LEFT_OUT


@pytest.fixture
def labelling(qtbot: QtBot) -> Iterator[Labelling]:
    jobs = Jobs()
    labelling = Labelling(jobs)
    labelling.setProperty("jobs", jobs)
    yield labelling
    jobs.stop_all()
    jobs.wait_all()


@pytest.fixture
def places(tmp_path: Path, labelling: Labelling) -> list[str]:
    """A data set of three pictures, begun."""
    paths = [str(tmp_path / name) for name in ("cat/1.png", "cat/2.png", "собака/1.png")]
    rows = {path: LabelRow(Path(path).parent.name, "train") for path in paths}
    labelling.begin(LabelsFile(str(tmp_path)), set(paths), rows)
    return paths


def written(folder: Path) -> dict[str, LabelRow]:
    return {Path(path).relative_to(folder).as_posix(): row for path, row in LabelsFile(str(folder)).rows.items()}


def save(labelling: Labelling, qtbot: QtBot) -> None:
    with qtbot.waitSignal(labelling.saved):
        labelling.save()


def flush(labelling: Labelling, qtbot: QtBot) -> None:
    with qtbot.waitSignal(labelling.saved):
        labelling.flush()


def test_nothing_is_written_before_save_and_then_all(labelling: Labelling, places: list[str], tmp_path: Path,
                                                     qtbot: QtBot) -> None:  # fmt: skip
    heard: list[tuple[str, ...]] = []
    labelling.changed.connect(heard.append)
    labelling.set_labels(places[:2], "собака", at_once=False)
    labelling.leave_out(places[2:], at_once=False)
    assert labelling.changes == {places[0]: "собака", places[1]: "собака", places[2]: LEFT_OUT}
    assert [set(paths) for paths in heard] == [set(places[:2]), set(places[2:])]
    assert not labelling.is_saved
    qtbot.wait(20)
    assert not (tmp_path / "labels.csv").exists()
    save(labelling, qtbot)
    assert labelling.is_saved
    assert written(tmp_path) == {"cat/1.png": LabelRow("собака", "train"), "cat/2.png": LabelRow("собака", "train"),
                                 "собака/1.png": LabelRow("собака", "left out")}  # fmt: skip


def test_many_are_undone_and_redone_in_one_step(labelling: Labelling, places: list[str]) -> None:
    labelling.set_labels(places, "new", at_once=False)
    labelling.leave_out(places[:1], at_once=False)
    assert labelling.undo_text == "1.png is left out"
    labelling.undo_stack.undo()
    assert labelling.changes == dict.fromkeys(places, "new")
    assert (labelling.undo_text, labelling.redo_text) == ("3 pictures are new", "1.png is left out")
    labelling.undo_stack.undo()
    assert labelling.changes == {}
    assert labelling.is_saved
    labelling.undo_stack.redo()
    labelling.undo_stack.redo()
    assert labelling.changes == {places[0]: LEFT_OUT, places[1]: "new", places[2]: "new"}
    labelling.set_labels(places[:1], "new", at_once=False)
    assert labelling.row(places[0]) == LabelRow("new", "train")


def test_a_change_that_changes_nothing_is_none(labelling: Labelling, places: list[str]) -> None:
    labelling.set_labels(places[:2], "cat", at_once=False)
    assert not labelling.undo_stack.canUndo()


def test_what_is_corrected_at_once_does_not_write_what_waits(labelling: Labelling, places: list[str], tmp_path: Path,
                                                             qtbot: QtBot) -> None:  # fmt: skip
    labelling.set_labels(places[:1], "waits", at_once=False)
    labelling.set_labels(places[1:2], "now")
    flush(labelling, qtbot)
    assert {name: row.label for name, row in written(tmp_path).items()} == {
        "cat/1.png": "cat", "cat/2.png": "now", "собака/1.png": "собака"}  # fmt: skip
    assert labelling.unsaved == {places[0]}


def test_undo_reaches_over_a_save_and_reading_the_same_again(labelling: Labelling, places: list[str], tmp_path: Path,
                                                             qtbot: QtBot) -> None:  # fmt: skip
    labelling.set_labels(places[:1], "owl", at_once=False)
    save(labelling, qtbot)
    file = LabelsFile(str(tmp_path))
    labelling.begin(file, set(places), file.rows)
    assert labelling.changes == {}
    labelling.undo_stack.undo()
    assert labelling.changes == {places[0]: "cat"}
    assert not labelling.is_saved
    save(labelling, qtbot)
    assert written(tmp_path)["cat/1.png"].label == "cat"


def test_another_reading_of_the_place_ends_undo(labelling: Labelling, places: list[str], tmp_path: Path) -> None:
    labelling.set_labels(places[:1], "owl", at_once=False)
    labelling.discard()
    assert labelling.is_saved
    labelling.set_labels(places[:1], "owl", at_once=False)
    rows = {path: LabelRow("other", "val") for path in places}
    labelling.begin(LabelsFile(str(tmp_path)), set(places), rows)
    assert not labelling.undo_stack.canUndo()


def test_what_cannot_be_written_stays_unsaved(labelling: Labelling, places: list[str], qtbot: QtBot,
                                              monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    def refuse(*_arguments: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(LabelsFile, "save", refuse)
    labelling.set_labels(places[:1], "owl", at_once=False)
    with qtbot.waitSignal(labelling.failed):
        labelling.save()
    assert not labelling.is_saved
    assert labelling.changes == {places[0]: "owl"}
    labelling.discard()
    assert labelling.changes == {}


def test_what_is_saved_while_the_table_is_written_is_written_next(
    labelling: Labelling, places: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignals([labelling.saved, labelling.saved]):
        for path in places[:2]:
            labelling.set_labels([path], "owl", at_once=False)
            labelling.save()
    assert [written(tmp_path)[f"cat/{number}.png"].label for number in (1, 2)] == ["owl", "owl"]


def test_what_waits_while_the_table_is_written_is_written_though_the_program_ends(
    labelling: Labelling, places: list[str], tmp_path: Path
) -> None:
    labelling.set_labels(places[:1], "owl")
    labelling.flush()
    labelling.set_labels(places[1:2], "owl")
    labelling.end()
    labelling.property("jobs").wait_all()  # no loop of events runs that could hear of the first job's end
    assert [written(tmp_path)[f"cat/{number}.png"].label for number in (1, 2)] == ["owl", "owl"]


def test_duplicates_are_kept_together_or_told_apart(labelling: Labelling, places: list[str]) -> None:
    labelling.keep_together(places[:2], "like 1", "val")
    labelling.set_distinct(places[2:])
    assert labelling.row(places[0]) == LabelRow("cat", "val", "like 1")
    assert labelling.row(places[2]).duplicates == "ignore"
    assert labelling.changes == {}
    assert labelling.unsaved == set(places)


def test_what_is_left_out_stays_so_when_it_is_kept_together_or_the_data_are_split_anew(
    labelling: Labelling, places: list[str]
) -> None:
    labelling.leave_out(places[:1], at_once=False)
    labelling.keep_together(places[:2], "like 1", "val")
    assert [labelling.row(path) for path in places[:2]] == [LabelRow("cat", "left out", "like 1"),
                                                           LabelRow("cat", "val", "like 1")]  # fmt: skip
    labelling.set_splits(dict.fromkeys(places[:2], LabelRow("", "test", "like 2")))
    assert [labelling.row(path) for path in places[:2]] == [LabelRow("cat", "left out", "like 2"),
                                                           LabelRow("cat", "test", "like 2")]  # fmt: skip


def test_pictures_of_data_without_splits_get_none_by_being_kept_together(labelling: Labelling, tmp_path: Path) -> None:
    paths = [str(tmp_path / name) for name in ("1.png", "2.png")]
    labelling.begin(LabelsFile(str(tmp_path)), set(paths), dict.fromkeys(paths, LabelRow("cat")))
    labelling.keep_together(paths, "like 1", "val")
    assert labelling.row(paths[0]) == LabelRow("cat", "", "like 1")


def test_what_the_table_leaves_out_is_used_again_when_it_is_reset_and_a_change_goes_first(
    labelling: Labelling, tmp_path: Path
) -> None:
    path = str(tmp_path / "1.png")
    labelling.begin(LabelsFile(str(tmp_path)), {path}, {path: LabelRow("cat", "left out")})
    labelling.set_labels([path], "dog", at_once=False)
    assert labelling.row(path) == LabelRow("dog", "")
    labelling.take_back([path], at_once=False)
    assert labelling.row(path) == LabelRow("cat", "left out")
    assert labelling.changes == {}
    labelling.take_back([path], at_once=False)
    assert labelling.row(path) == LabelRow("cat", "")
    assert labelling.changes == {path: "cat"}


def test_what_waits_is_forgotten_for_some_pictures_or_for_all_and_what_was_corrected_at_once_stays(
    labelling: Labelling, places: list[str]
) -> None:
    labelling.set_labels(places[:1], "at once")
    labelling.set_labels(places, "waits", at_once=False)
    labelling.discard(places[1:2])
    assert labelling.changes == {places[0]: "waits", places[2]: "waits"}
    assert not labelling.undo_stack.canUndo()
    labelling.discard()
    assert labelling.changes == {places[0]: "at once"}
    assert labelling.is_saved


def test_pictures_that_are_saved_along_are_in_the_table_as_they_were_read(
    labelling: Labelling, places: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    LabelsFile(str(tmp_path)).save(dict.fromkeys(places[:2], LabelRow("owl")))
    rows = {path: LabelRow(Path(path).parent.name, "train") for path in places}
    labelling.begin(LabelsFile(str(tmp_path)), set(places), rows)
    with qtbot.waitSignal(labelling.saved):
        labelling.save(places[:1])
    assert [written(tmp_path)[f"cat/{number}.png"].label for number in (1, 2)] == ["cat", "owl"]


def test_pictures_of_another_page_stay_known_when_a_few_of_them_are_listed(
    labelling: Labelling, places: list[str], tmp_path: Path
) -> None:
    labelling.set_labels(places[:1], "собака", at_once=False)
    labelling.begin(LabelsFile(str(tmp_path)), places[2:])  # as the Predict page lists a run's test pictures
    assert labelling.undo_text
    labelling.set_labels(places[1:2], "собака", at_once=False)
    assert labelling.changes == {places[0]: "собака", places[1]: "собака"}
    labelling.undo_stack.undo()
    labelling.undo_stack.undo()
    assert not labelling.changes


def test_what_the_table_says_of_other_pictures_is_not_written_over(labelling: Labelling, places: list[str],
                                                                   tmp_path: Path, qtbot: QtBot) -> None:  # fmt: skip
    LabelsFile(str(tmp_path)).save({places[0]: LabelRow("собака"), places[1]: LabelRow("", "left out")})
    rows = {path: LabelRow(Path(path).parent.name, "train") for path in places}
    labelling.begin(LabelsFile(str(tmp_path)), set(places), rows)
    assert labelling.row(places[0]) == LabelRow("cat", "train")
    labelling.set_labels(places[2:], "cat", at_once=False)
    save(labelling, qtbot)
    assert written(tmp_path) == {"cat/1.png": LabelRow("собака", "train"), "cat/2.png": LabelRow("cat", "left out"),
                                 "собака/1.png": LabelRow("cat", "train")}  # fmt: skip


def told_when_saved(labelling: Labelling, qtbot: QtBot) -> str:
    """Save, and return what was said of another program's changes."""
    with qtbot.waitSignal(labelling.taken_over) as told:
        save(labelling, qtbot)
    return str(told.args[0]) if told.args else ""


def test_what_a_second_window_saved_is_shown_and_undo_lets_it_be(labelling: Labelling, places: list[str],
                                                             tmp_path: Path, qtbot: QtBot) -> None:  # fmt: skip
    LabelsFile(str(tmp_path)).save({places[0]: LabelRow("собака"), places[1]: LabelRow("owl"),
                                    str(tmp_path / "new.png"): LabelRow("cat")})  # fmt: skip
    heard: list[tuple[str, ...]] = []
    labelling.changed.connect(heard.append)
    labelling.set_labels([*places[1:]], "кот", at_once=False)
    text = told_when_saved(labelling, qtbot)
    assert text == (f"Another program had changed {tmp_path / 'labels.csv'}. 2 labels were taken over from it. "
                    "1 picture that you changed, too, keeps your label.")  # fmt: skip
    assert labelling.changes == {places[0]: "собака", places[1]: "кот", places[2]: "кот"}
    assert heard[-1] == (places[0],)
    assert labelling.is_saved
    assert {name: row.label for name, row in written(tmp_path).items()} == {
        "cat/1.png": "собака", "cat/2.png": "кот", "собака/1.png": "кот", "new.png": "cat"}  # fmt: skip
    assert labelling.undo_text == "2 pictures are кот"
    labelling.undo_stack.undo()
    assert labelling.changes == {places[0]: "собака"}
    save(labelling, qtbot)
    assert written(tmp_path)["cat/1.png"] == LabelRow("собака", "train")


def test_rows_that_another_program_deleted_and_that_are_written_again_are_told(
    labelling: Labelling, places: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    labelling.set_labels(places[:1], "owl", at_once=False)
    save(labelling, qtbot)
    (tmp_path / "labels.csv").write_text("path,label,split\ncat/1.png,owl,train\n", encoding="utf-8")
    labelling.set_labels(places[:1], "кот", at_once=False)
    assert told_when_saved(labelling, qtbot) == (
        f"Another program had changed {tmp_path / 'labels.csv'}. 2 rows that it deleted are there again, as the "
        "pictures are still in use: Leave out takes pictures out.")  # fmt: skip
    assert written(tmp_path)["cat/2.png"] == LabelRow("cat", "train")


def test_undo_and_redo_leave_a_picture_that_another_program_changed_since(
    labelling: Labelling, places: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    labelling.set_labels(places[:2], "mine", at_once=False)
    save(labelling, qtbot)
    LabelsFile(str(tmp_path)).save({places[0]: LabelRow("owl", "train")})
    labelling.set_labels(places[2:], "x", at_once=False)
    save(labelling, qtbot)
    labelling.undo_stack.undo()
    with qtbot.waitSignal(labelling.taken_over) as told:
        labelling.undo_stack.undo()
    assert [labelling.row(path).label for path in places] == ["owl", "cat", "собака"]
    assert told.args
    assert str(told.args[0]) == "1 picture was changed by another program since, and stays as it is."
    labelling.undo_stack.redo()
    labelling.undo_stack.redo()
    assert [labelling.row(path).label for path in places] == ["owl", "mine", "x"]


def test_what_waits_for_save_stays_when_another_programs_change_of_it_is_taken_over(
    labelling: Labelling, places: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    labelling.set_labels(places[:1], "waits", at_once=False)
    LabelsFile(str(tmp_path)).save({places[0]: LabelRow("owl", "train")})
    labelling.set_labels(places[1:2], "now")
    flush(labelling, qtbot)
    assert written(tmp_path)["cat/1.png"].label == "owl"
    assert labelling.unsaved == {places[0]}
    assert labelling.row(places[0]).label == "waits"
    save(labelling, qtbot)
    assert written(tmp_path)["cat/1.png"].label == "waits"


def test_what_another_program_had_changed_is_told_after_where_it_was_saved(
    labelling: Labelling, places: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    LabelsFile(str(tmp_path)).save({places[0]: LabelRow("owl")})
    labelling.set_labels(places[1:2], "dog")
    with qtbot.waitSignals([labelling.saved, labelling.taken_over], order="strict"):
        labelling.flush()


def test_labels_that_are_kept_elsewhere_as_the_table_became_another_one_are_told(
    labelling: Labelling, places: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    labelling.set_labels(places[:1], "dog", at_once=False)
    save(labelling, qtbot)
    (tmp_path / "labels.csv").write_text("path,label,split,group,note\ncat/1.png,cat,train,,nice\n", encoding="utf-8")
    labelling.set_labels(places[1:2], "dog", at_once=False)
    assert told_when_saved(labelling, qtbot) == (
        f"{tmp_path / 'labels.csv'} no longer has the form that is written here, so it stays as it is. Your labels are "
        f"kept in {fallback_path(str(tmp_path))}.")  # fmt: skip


def test_what_a_spreadsheet_changed_counts_when_the_place_is_read_again(labelling: Labelling, tmp_path: Path,
                                                                       qtbot: QtBot) -> None:  # fmt: skip
    first, second = str(tmp_path / "1.png"), str(tmp_path / "2.png")
    labelling.begin(LabelsFile(str(tmp_path)), {first, second})
    labelling.set_labels([first], "cat")
    flush(labelling, qtbot)
    (tmp_path / "labels.csv").write_text("path;label\n1.png;dog\n", encoding="utf-8")
    labelling.begin(LabelsFile(str(tmp_path)), {first, second})
    assert labelling.row(first).label == "dog"
    labelling.set_labels([second], "owl")
    flush(labelling, qtbot)
    assert {name: row.label for name, row in written(tmp_path).items()} == {"1.png": "dog", "2.png": "owl"}


def test_a_table_that_was_read_before_this_window_wrote_it_does_not_take_labels_back(
    labelling: Labelling, tmp_path: Path, qtbot: QtBot
) -> None:
    first = str(tmp_path / "1.png")
    labelling.begin(LabelsFile(str(tmp_path)), {first})
    read = LabelsFile(str(tmp_path))  # in a job, which takes its time
    labelling.set_labels([first], "cat")
    flush(labelling, qtbot)
    labelling.begin(read, {first})
    assert labelling.row(first).label == "cat"
    assert read.labels == {first: "cat"}


def test_a_correction_in_a_data_set_is_not_lost_with_its_row_in_the_table(
    labelling: Labelling, places: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    labelling.set_labels(places[:1], "owl", at_once=False)
    save(labelling, qtbot)
    (tmp_path / "labels.csv").write_text("path,label,split\ncat/2.png,cat,train\n", encoding="utf-8")
    labelling.begin(LabelsFile(str(tmp_path)), set(places),
                    {path: LabelRow(Path(path).parent.name, "train") for path in places})  # fmt: skip
    assert labelling.row(places[0]) == LabelRow("owl", "train")


@pytest.mark.parametrize("is_parted_by_hand", [False, True])
def test_classes_that_wait_go_with_their_pictures_when_those_are_parted_anew(
    labelling: Labelling, places: list[str], tmp_path: Path, is_parted_by_hand: bool
) -> None:
    labelling.set_labels(places[:1], "owl", at_once=False)
    labelling.leave_out(places[1:2], at_once=False)
    if is_parted_by_hand:
        labelling.set_splits({places[2]: LabelRow("", "test")})
    rows = {path: LabelRow(Path(path).parent.name, "val") for path in places}
    labelling.begin(LabelsFile(str(tmp_path)), set(places), rows)
    assert labelling.row(places[0]) == LabelRow("owl", "train" if is_parted_by_hand else "val")
    assert labelling.row(places[1]).is_left_out
    assert labelling.row(places[2]).split == ("test" if is_parted_by_hand else "val")
    assert labelling.unsaved == {*places[:2], *(places[2:] if is_parted_by_hand else ())}
    labelling.discard()


def test_what_waits_stays_when_a_place_that_another_program_changed_is_read_again(
    labelling: Labelling, tmp_path: Path, qtbot: QtBot
) -> None:
    path = str(tmp_path / "1.png")
    labelling.begin(LabelsFile(str(tmp_path)), {path})
    labelling.set_labels([path], "cat")
    flush(labelling, qtbot)
    labelling.set_labels([path], "waits", at_once=False)
    LabelsFile(str(tmp_path)).save({path: LabelRow("dog")})
    labelling.begin(LabelsFile(str(tmp_path)), {path})
    assert labelling.row(path).label == "waits"
    assert labelling.unsaved == {path}


def test_what_waits_for_a_picture_that_is_no_longer_listed_stays_unless_the_picture_is_gone(
    labelling: Labelling, places: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "cat").mkdir()
    Path(places[0]).touch()
    labelling.set_labels(places[:2], "owl", at_once=False)
    labelling.begin(LabelsFile(str(tmp_path)), set(places[2:]), {places[2]: LabelRow("собака", "train")})
    assert labelling.changes == {places[0]: "owl"}
    assert labelling.unsaved == {places[0]}
    save(labelling, qtbot)
    labels = {name: row.label for name, row in written(tmp_path).items()}
    assert labels == {"cat/1.png": "owl", "собака/1.png": "собака"}


def test_a_correction_that_was_taken_back_is_not_made_again_where_its_picture_is_gone_by_the_next_listing(
    labelling: Labelling, tmp_path: Path, qtbot: QtBot
) -> None:
    paths = [str(tmp_path / name) for name in ("1.png", "2.png")]
    labelling.begin(LabelsFile(str(tmp_path)), set(paths))
    labelling.set_labels(paths[1:], "cat")
    for _ in range(2):
        with qtbot.waitSignal(labelling.saved):
            labelling.flush()
        labelling.undo_stack.undo()
    labelling.begin(LabelsFile(str(tmp_path)), {paths[0]})
    assert not labelling.undo_stack.canRedo()


@pytest.mark.parametrize("is_full", [False, True])
def test_a_picture_that_is_gone_while_the_table_is_written_breaks_nothing(
    labelling: Labelling, places: list[str], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *,
    is_full: bool
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError("the disk is full")

    if is_full:
        monkeypatch.setattr(LabelsFile, "save", refuse)
    labelling.set_labels(places[:2], "owl", at_once=False)
    with qtbot.waitSignal(labelling.failed if is_full else labelling.saved):
        labelling.save()
        (tmp_path / "cat").mkdir()
        Path(places[0]).touch()
        labelling.begin(LabelsFile(str(tmp_path)), set(places[2:]), {places[2]: LabelRow("собака", "train")})
    assert labelling.unsaved == ({places[0]} if is_full else set())


def test_a_change_made_while_the_table_is_written_still_waits(labelling: Labelling, places: list[str],
                                                              qtbot: QtBot) -> None:  # fmt: skip
    labelling.set_labels(places, "owl", at_once=False)
    with qtbot.waitSignal(labelling.saved):
        labelling.save()
        labelling.set_labels(places[:1], "newer", at_once=False)
    assert labelling.unsaved == {places[0]}


def test_a_change_made_here_while_the_table_is_written_goes_before_another_programs(
    labelling: Labelling, places: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    LabelsFile(str(tmp_path)).save({places[0]: LabelRow("owl")})
    labelling.set_labels(places[1:2], "dog")
    labelling.flush()
    labelling.set_labels(places[:1], "mine")  # before the window hears of what the thread has found
    with qtbot.waitSignals([labelling.saved, labelling.saved]):
        pass
    qtbot.waitUntil(lambda: written(tmp_path)["cat/1.png"].label == "mine")
    assert labelling.row(places[0]).label == "mine"
