import csv
import json
import os
from pathlib import Path

import pytest

from app.commands.predict import result_line
from core.base.errors import OutputError
from core.base.results_table import harmless, plain
from core.base.types import Prediction
from core.inference.read_back import NUM_UNSURE
from core.inference.result_writer import class_name
from core.inference.writers import ENDINGS, default_output, open_writer
from tests.scanner import hold_files

CLASSES = ("cats", "dogs", "=1+2")
GOOD = Prediction("夏/cat 1.jpg", (0.7429, 0.2, 0.0571), "cats", None, 0)
LOW = Prediction("b.jpg", (0.4, 0.35, 0.25), None, None, 0)
BAD = Prediction("c.jpg", (), None, "It ends\nearly.")
FORMULA = Prediction("=cmd|'/c calc'!A0.jpg", (0.1, 0.1, 0.8), "=1+2", None, 2)
ALL = (GOOD, LOW, BAD, FORMULA)


def write(path: Path, predictions=ALL, **options) -> str:
    with open_writer(path, CLASSES, unknown_below=0.5, **options) as writer:
        for prediction in predictions:
            if not writer.is_done(prediction.path):
                writer.write(prediction)
    return path.read_text(encoding="utf-8")


def paths_in(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".txt":
        return [line[7:] for line in text.splitlines() if line.startswith("Image: ")]
    if path.suffix == ".csv":
        with open(path, encoding="utf-8-sig", newline="") as file:
            return [row["img_path"].removeprefix("'") for row in csv.DictReader(file)]
    rows = json.loads(text) if path.suffix == ".json" else [json.loads(line) for line in text.splitlines()]
    return [row["path"] for row in rows]


def test_txt_is_the_form_that_users_scripts_read(tmp_path):
    dashes = "-" * 50
    assert write(tmp_path / "r.txt", (GOOD, LOW, BAD)) == (
        f"Image: 夏/cat 1.jpg\nPredicted class: cats\nProbability: 74.29%\n{dashes}\n"
        f"Image: b.jpg\nPredicted class: unknown\nProbability: 40.00%\n{dashes}\n"
        f"Image: c.jpg\nError: It ends early.\n{dashes}\n"
    )


def test_csv_has_a_byte_order_mark_and_a_column_a_class(tmp_path):
    write(tmp_path / "r.csv")
    assert (tmp_path / "r.csv").read_bytes().startswith(b"\xef\xbb\xbfimg_path,label,predict,score,error,score:cats,")
    with open(tmp_path / "r.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0] == {
        "img_path": "夏/cat 1.jpg", "label": "cats", "predict": "cats", "score": "0.7429", "error": "",
        "score:cats": "0.7429", "score:dogs": "0.2", "score:=1+2": "0.0571",
    }  # fmt: skip
    assert rows[1]["predict"] == "unknown"
    assert rows[2]["error"] == "It ends\nearly."
    assert rows[2]["score:cats"] == rows[2]["predict"] == rows[2]["score"] == ""


def test_csv_cells_that_a_spreadsheet_would_run_are_made_harmless(tmp_path):
    write(tmp_path / "r.csv")
    with open(tmp_path / "r.csv", encoding="utf-8-sig", newline="") as file:
        row = list(csv.reader(file))[4]
    assert row[:3] == ["'=cmd|'/c calc'!A0.jpg", "'=1+2", "'=1+2"]
    write(tmp_path / "e.csv", [Prediction("a.jpg", error="=1 is no picture.")])
    assert "'=1 is no picture." in (tmp_path / "e.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("cell", ["=A1", "+1", "-1", "@x", "\tx", "\rx", "\nx", " =A1", "＝A1"])
def test_every_beginning_of_a_formula_gets_an_apostrophe(cell):
    assert harmless(cell) == "'" + cell


def test_plain_cells_stay_as_they_are():
    assert [harmless(text) for text in ("", "a=b", "ants", "C:\\-x")] == ["", "a=b", "ants", "C:\\-x"]


@pytest.mark.parametrize("text", ["-", "'-", "''-", "' -", " -", "'", "''", "'a", "", "=1"])
def test_every_text_comes_back_from_its_cell(text):
    assert plain(harmless(text)) == text
    assert len({harmless(f"{mark}{text}") for mark in ("", "'", "''")}) == 3


def test_json_is_a_list_of_objects(tmp_path):
    rows = json.loads(write(tmp_path / "r.json", top=2))
    assert rows[0] == {
        "path": "夏/cat 1.jpg", "class": "cats", "score": 0.7429, "label": "cats", "error": None,
        "top": [{"class": "cats", "score": 0.7429}, {"class": "dogs", "score": 0.2}],
    }  # fmt: skip
    assert rows[1]["class"] == "unknown"
    assert rows[2] == {
        "path": "c.jpg", "class": None, "score": None, "top": [], "label": None, "error": "It ends\nearly.",
    }  # fmt: skip


def test_jsonl_is_an_object_a_line(tmp_path):
    assert [json.loads(line)["path"] for line in write(tmp_path / "r.jsonl").splitlines()] == [p.path for p in ALL]


def test_json_without_a_picture_is_an_empty_list(tmp_path):
    assert json.loads(write(tmp_path / "r.json", ())) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_existing_output_is_not_overwritten_unasked(tmp_path, ending):
    path = tmp_path / f"r{ending}"
    path.write_text("mine")
    with pytest.raises(OutputError, match="--overwrite"):
        write(path)
    assert path.read_text() == "mine"
    write(path, overwrite=True)
    assert paths_in(path) == [p.path for p in ALL]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("num_written", [0, 1, 2, 4])
@pytest.mark.parametrize("was_closed", [True, False])
def test_resume_goes_on_behind_the_last_row_of_any_form(tmp_path, ending, num_written, was_closed):
    path = tmp_path / f"r{ending}"
    writer = open_writer(path, CLASSES, unknown_below=0.5)
    for prediction in ALL[:num_written]:
        writer.write(prediction)
    writer.close() if was_closed else writer.leave()
    assert path.exists() == was_closed
    resumed = write(path, resume=True)
    assert not path.with_name(path.name + ".part").exists()
    assert resumed == write(tmp_path / f"whole{ending}")


@pytest.mark.parametrize("ending", ENDINGS)
def test_resume_survives_a_part_file_cut_at_any_byte(tmp_path, ending):
    whole = write(tmp_path / f"whole{ending}").encode()
    path = tmp_path / f"r{ending}"
    breaks = [place for place, byte in enumerate(whole) if byte == ord("\n")]
    for length in sorted({*range(0, len(whole), 7), *breaks, *(place + 1 for place in breaks)} - {len(whole)}):
        Path(f"{path}.part").write_bytes(whole[:length])
        assert write(path, resume=True, overwrite=True).encode() == whole, length
        path.unlink()


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_was_half_written_goes_though_nothing_comes_behind_it(tmp_path, ending):
    whole = write(tmp_path / f"whole{ending}", (GOOD, FORMULA)).encode()
    path = tmp_path / f"r{ending}"
    Path(f"{path}.part").write_bytes(whole[: whole.rindex(b"=cmd") + 9])
    assert write(path, (GOOD,), resume=True) == write(tmp_path / f"one{ending}", (GOOD,))


def test_resume_goes_on_before_a_quotation_mark_that_is_not_closed_however_much_follows(tmp_path):
    many = [Prediction(f"夏/{number}.jpg", GOOD.scores, "cats", None, 0) for number in range(4000)]
    whole = write(tmp_path / "whole.csv", many).encode()
    (tmp_path / "r.csv").write_bytes(whole.replace("夏/2.jpg".encode(), '"夏/2.jpg'.encode(), 1))
    assert write(tmp_path / "r.csv", many, resume=True).encode() == whole


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_first_row_is_on_the_disk_at_once(tmp_path, ending):
    with open_writer(tmp_path / f"r{ending}", CLASSES) as writer:
        writer.write(GOOD)
        assert "cat 1.jpg" in writer.part_path.read_text(encoding="utf-8")


def test_scores_that_percents_round_over_the_limit_are_of_the_same_limit(tmp_path):
    for number, (score, limit) in enumerate(((0.49996, 0.49998), (0.50004, 0.50002))):
        path, row = tmp_path / f"{number}.txt", Prediction("a.jpg", (score, 1 - score, 0), None, None, 0)
        with open_writer(path, CLASSES, unknown_below=limit) as writer:
            writer.write(row)
        assert "Probability: 50.00%" in path.read_text(encoding="utf-8")
        with open_writer(path, CLASSES, unknown_below=limit, resume=True) as writer:
            assert writer.num_resumed == 1


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_model_may_have_a_class_that_is_called_unknown(tmp_path, ending):
    path = tmp_path / f"r{ending}"
    for resume in (False, True):
        with open_writer(path, ("cats", "unknown"), unknown_below=0.5, resume=resume) as writer:
            assert writer.num_resumed == resume
            writer.write(Prediction(f"{resume}", (0.1, 0.9), None, None, 1))
    assert paths_in(path) == ["False", "True"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_two_programs_that_begin_at_once_do_not_write_into_one_file(tmp_path, ending):
    path = tmp_path / f"r{ending}"
    first, second = open_writer(path, CLASSES), open_writer(path, CLASSES)
    first.write(GOOD)
    with pytest.raises(OutputError, match="being written by another run"):
        second.write(LOW)
    second.leave()
    first.close()
    assert paths_in(path) == [GOOD.path]


def test_a_place_that_cannot_be_written_is_told_before_the_first_picture(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="not a folder"):
        open_writer(tmp_path / "file" / "r.csv", CLASSES)


def test_the_ending_may_be_written_in_capitals(tmp_path):
    write(tmp_path / "R.CSV")
    assert (tmp_path / "R.CSV").read_bytes().startswith(b"\xef\xbb\xbfimg_path,")


@pytest.mark.parametrize("ending", [".json", ".jsonl"])
def test_names_of_any_script_can_be_read_in_json(tmp_path, ending):
    assert "夏/cat 1.jpg" in write(tmp_path / f"r{ending}")


def test_resume_counts_the_errors_it_keeps(tmp_path):
    write(tmp_path / "r.csv", ALL[:3])
    with open_writer(tmp_path / "r.csv", CLASSES, unknown_below=0.5, resume=True) as writer:
        assert (writer.num_resumed, writer.num_resumed_errors) == (3, 1)
        assert writer.is_done("b.jpg")
        assert not writer.is_done(FORMULA.path)


@pytest.mark.parametrize("ending", ENDINGS)
def test_resume_refuses_the_rows_of_another_model_and_keeps_them(tmp_path, ending):
    path = tmp_path / f"r{ending}"
    before = write(path)
    with pytest.raises(OutputError, match="Give the model"):
        open_writer(path, ("daisies", "roses"), resume=True)
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("ending", ENDINGS)
def test_resume_refuses_rows_of_another_limit_of_unknown(tmp_path, ending):
    path = tmp_path / f"r{ending}"
    before = write(path)
    for limit, words in ((0.3, "score 40.00% unknown"), (0.75, "score 74.29% a class")):
        with pytest.raises(OutputError, match=words):
            open_writer(path, CLASSES, unknown_below=limit, resume=True)
    open_writer(path, CLASSES, unknown_below=0.7, resume=True).leave()
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("ending", [".json", ".jsonl"])
def test_resume_refuses_rows_that_list_another_number_of_classes(tmp_path, ending):
    path = tmp_path / f"r{ending}"
    before = write(path, top=1)
    with pytest.raises(OutputError, match="lists 1 class a picture, and now it would be 3"):
        open_writer(path, CLASSES, unknown_below=0.5, resume=True)
    assert path.read_text(encoding="utf-8") == before
    open_writer(path, CLASSES, unknown_below=0.5, resume=True, top=1).leave()
    write(tmp_path / f"all{ending}")
    open_writer(tmp_path / f"all{ending}", CLASSES, unknown_below=0.5, resume=True, top=9).leave()


@pytest.mark.parametrize("ending", ENDINGS)
def test_resume_knows_the_least_sure_rows(tmp_path, ending):
    scores = [(0.5 + number / 100, 0.5 - number / 100, 0) for number in range(1, 30)]
    write(tmp_path / f"r{ending}", [*(Prediction(f"{row[0]}", row, None, None, 0) for row in reversed(scores)), BAD])
    with open_writer(tmp_path / f"r{ending}", CLASSES, unknown_below=0.5, resume=True) as writer:
        assert [row.score for row in writer.unsure] == pytest.approx([score for score, *_ in scores[:NUM_UNSURE]])
        assert {row.name for row in writer.unsure} == {"cats"}


def test_rows_whose_class_is_not_known_are_the_last_to_be_asked_again(tmp_path):
    many = [Prediction(f"{number}", (0.4, 0.35, 0.25), None, None, 0) for number in range(2 * NUM_UNSURE)]
    write(tmp_path / "r.csv", [*many, GOOD])
    with open_writer(tmp_path / "r.csv", CLASSES, unknown_below=0.5, resume=True) as writer:
        assert [row.name for row in writer.unsure] == ["cats"] + ["unknown"] * (NUM_UNSURE - 1)


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_error_leaves_the_part_file_and_no_output(tmp_path, ending):
    path = tmp_path / f"r{ending}"
    with pytest.raises(AttributeError), open_writer(path, CLASSES) as writer:  # noqa: PT012
        writer.write(GOOD)
        writer.write(None)
    assert not path.exists()
    with pytest.raises(OutputError, match="unfinished"):
        open_writer(path, CLASSES)
    write(path, resume=True)
    assert paths_in(path) == [p.path for p in ALL]


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_another_run_finished_meanwhile_is_not_replaced(tmp_path, ending):
    path = tmp_path / f"r{ending}"
    first, second = open_writer(path, CLASSES), open_writer(path, CLASSES)
    first.write(GOOD)
    first.close()
    with pytest.raises(OutputError, match="exists by now"):
        second.write(GOOD)
    second.leave()
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_another_program_wrote_while_pictures_were_predicted_is_not_replaced(tmp_path, ending):
    path = tmp_path / f"r{ending}"
    writer = open_writer(path, CLASSES)
    writer.write(GOOD)
    path.write_text("theirs", encoding="utf-8")
    with pytest.raises(OutputError, match="was made by another program meanwhile"):
        writer.close()
    assert path.read_text(encoding="utf-8") == "theirs"
    assert sorted(found.name for found in tmp_path.iterdir()) == [path.name, f"{path.name}.part"]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("options", [{"overwrite": True}, {"resume": True}])
def test_what_another_run_is_writing_is_left_to_it(tmp_path, ending, options):
    path = tmp_path / f"r{ending}"
    with open_writer(path, CLASSES, **options) as first:
        first.write(GOOD)
        with (pytest.raises(OutputError, match="is being written by another run"),
              open_writer(path, CLASSES, **options) as second):  # fmt: skip
            second.write(BAD)
        first.write(FORMULA)
    assert paths_in(path) == [GOOD.path, FORMULA.path]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("options", [{}, {"overwrite": True}, {"resume": True}])
def test_a_writer_that_wrote_no_row_leaves_everything_as_it_was(tmp_path, ending, options):
    path = tmp_path / f"r{ending}"
    before = write(path) if options else None
    open_writer(path, CLASSES, unknown_below=0.5, **options).leave()
    with pytest.raises(AttributeError), open_writer(path, CLASSES, unknown_below=0.5, **options) as writer:
        writer.write(None)
    assert list(tmp_path.iterdir()) == ([path] if options else [])
    assert before is None or path.read_text(encoding="utf-8") == before
    open_writer(tmp_path / "new" / path.name, CLASSES).leave()
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("num_in_part", [0, 1, 3])
def test_resume_goes_on_from_whichever_file_holds_more(tmp_path, ending, num_in_part):
    path = tmp_path / f"r{ending}"
    whole = write(path, ALL[:2])
    part = write(tmp_path / f"p{ending}", ALL[:num_in_part])
    Path(f"{path}.part").write_text(part, encoding="utf-8")
    with open_writer(path, CLASSES, unknown_below=0.5, resume=True) as writer:
        assert writer.num_resumed == max(2, num_in_part)
        for prediction in ALL[writer.num_resumed :]:
            writer.write(prediction)
    assert path.read_text(encoding="utf-8") == write(tmp_path / f"all{ending}") != whole


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_part_file_without_a_row_is_in_nobodys_way(tmp_path, ending):
    path = tmp_path / f"r{ending}"
    start = {".csv": write(tmp_path / "none.csv", ()), ".json": "["}.get(ending, "")
    for content in (start, ""):
        Path(f"{path}.part").write_bytes(content.encode("utf-8"))
        write(path)
        assert paths_in(path) == [prediction.path for prediction in ALL]
        path.unlink()


@pytest.mark.parametrize("ending", [".txt", ".json", ".jsonl"])
def test_resume_does_not_take_another_file_for_results(tmp_path, ending):
    path = tmp_path / f"notes{ending}"
    path.write_text("Dear all")
    with pytest.raises(OutputError, match="holds no results"):
        open_writer(path, CLASSES, resume=True)
    assert path.read_text() == "Dear all"


@pytest.mark.parametrize("ending", ENDINGS)
def test_names_that_are_not_utf_8_or_hold_line_breaks_are_written_and_known_again(tmp_path, ending):
    odd = [Prediction("caf\udce9.jpg", (1, 0, 0), None, None, 0), Prediction("a\nb\r.jpg", error="Bad.")]
    path = tmp_path / f"r{ending}"
    write(path, odd)
    with open_writer(path, CLASSES, resume=True) as writer:
        assert writer.num_resumed == 2
        assert all(writer.is_done(prediction.path) for prediction in odd)


@pytest.mark.parametrize("ending", ENDINGS)
def test_resume_knows_a_picture_by_its_path_however_it_is_written(tmp_path, ending, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = ["-a.jpg", "sub/b.jpg", "caf\udce9.jpg"]
    for written, wanted in ((str, os.path.abspath), (os.path.abspath, str), (str, "./{}".format)):
        path = Path(f"r{ending}")
        write(path, [Prediction(written(name), (1, 0, 0), None, None, 0) for name in names], overwrite=True)
        with open_writer(path, CLASSES, resume=True) as writer:
            assert all(writer.is_done(wanted(name)) for name in names)
            assert not writer.is_done("b.jpg")


@pytest.mark.parametrize("ending", ENDINGS)
def test_classes_whose_names_hold_line_breaks_are_written_and_known_again(tmp_path, ending):
    path, classes = tmp_path / f"r{ending}", ("a\nb", "c\r")
    rows = [Prediction(f"{number}.jpg", (1 - number, number), None, None, number) for number in (0, 1)]
    with open_writer(path, classes) as writer:
        writer.write(rows[0])
    with open_writer(path, classes, resume=True) as writer:
        assert writer.num_resumed == 1
        assert [row.name for row in writer.unsure] == ["a\nb"]
        writer.write(rows[1])
    if ending == ".txt":
        assert path.read_bytes().count(b"\n") == 8
        assert b"Predicted class: a\\nb\n" in path.read_bytes()


def test_a_printed_prediction_is_one_line_whatever_names_hold():
    row = Prediction("a\tb.jpg", (0.75, 0.25), None, None, 0)
    assert result_line(row, ("c\nd", "e\rf"), 2, 0.0) == "a\\tb.jpg\tc\\nd\t75.00%\te\\rf\t25.00%"
    assert result_line(Prediction("a.jpg", error="It ends\nearly."), ("c",), 1, 0.0) == "a.jpg\terror: It ends\\nearly."


@pytest.mark.parametrize("row", ['{"path": 5, "class": "ants"}', '{"path": "a.jpg", "class": ["ants"]}'])
def test_resume_says_of_objects_that_another_program_wrote_that_they_are_no_results(tmp_path, row):
    path = tmp_path / "r.jsonl"
    path.write_text(f"{row}\n", encoding="utf-8")
    with pytest.raises(OutputError, match="no results of this form"):
        open_writer(path, CLASSES, resume=True)


def test_resume_says_of_a_table_that_a_spreadsheet_saved_what_is_wrong_with_it(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text(write(path, [GOOD]).replace(",", ";"), encoding="utf-8")
    with pytest.raises(OutputError, match="semicolons"):
        open_writer(path, CLASSES, resume=True)


def test_a_virus_scanner_that_holds_an_output_for_a_moment_is_waited_for(tmp_path, monkeypatch):
    scanner = hold_files(monkeypatch, 2)
    write(tmp_path / "r.jsonl", ALL[:2])  # the part file is moved over the output
    assert scanner.times_left == 0
    scanner.times_left = 2
    write(tmp_path / "r.jsonl", ALL, resume=True)  # and back
    assert scanner.times_left == 0
    assert paths_in(tmp_path / "r.jsonl") == [prediction.path for prediction in ALL]


def test_a_folder_as_output_is_said(tmp_path):
    with pytest.raises(OutputError, match="folder of that name"):
        open_writer(tmp_path, CLASSES)
    (tmp_path / "d.csv").mkdir()
    with pytest.raises(OutputError, match="folder of that name"):
        open_writer(tmp_path / "d.csv", CLASSES, overwrite=True)


def test_an_unknown_ending_names_those_that_are_known(tmp_path):
    with pytest.raises(OutputError, match=r"\.txt, \.csv, \.json, \.jsonl"):
        open_writer(tmp_path / "r.xlsx", CLASSES)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_said(tmp_path):
    path = tmp_path / "r.jsonl"
    os.symlink("/dev/full", tmp_path / "r.jsonl.part")
    with pytest.raises(OutputError, match="disk is full"), open_writer(path, CLASSES, overwrite=True) as writer:
        writer.write(GOOD)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_part_file_that_cannot_be_removed_is_told_and_keeps_no_other_run_out(tmp_path, monkeypatch):
    path, part = tmp_path / "r.jsonl", tmp_path / "r.jsonl.part"
    part.symlink_to("/dev/full")
    writer = open_writer(path, CLASSES, overwrite=True)
    with pytest.raises(OutputError, match="disk is full"):
        writer.write(GOOD)

    def hold(_path, *, missing_ok=False):
        raise PermissionError(13, "The process cannot access the file because it is being used")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", hold)
        with pytest.raises(OutputError, match="close the program"):
            writer.leave()
    part.unlink()
    write(path, overwrite=True)
    assert list(tmp_path.iterdir()) == [path]


def test_default_output_carries_the_time():
    assert default_output(".json").name.startswith("predictions_2")


def test_class_name_is_unknown_only_below_the_limit():
    assert [class_name(LOW, CLASSES, limit) for limit in (0.0, 0.4, 0.41)] == ["cats", "cats", "unknown"]
    assert class_name(BAD, CLASSES) is None
