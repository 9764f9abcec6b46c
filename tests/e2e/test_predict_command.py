import csv
import json
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from PIL import Image

from app.__main__ import main
from core.data.images import content_hash
from core.model_file import save_model_file
from tests.unit.inference.conftest import CLASSES, model_file, model_path, picture, pictures, tiny_model  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]


def predict(*words) -> int:
    return main(["predict", *map(str, words)])


def rows_of(path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def out(tmp_path):
    return tmp_path / "results"


def test_a_folder_with_bad_pictures_is_predicted_and_every_picture_has_its_row(model_path, pictures, out, capsys):  # noqa: F811
    status = predict(pictures, "--model", model_path, "--output", out / "r.csv", "--batch-size", 2)
    assert status == 1
    names = ["broken.jpg", "p1.jpg", "p2.jpg", "p3.jpg", "p4.jpg", "p10.jpg", "text.png", "夏/蚂蚁.png"]
    rows = rows_of(out / "r.csv")
    assert [os.path.relpath(row["img_path"], pictures).replace(os.sep, "/") for row in rows] == names
    assert [bool(row["error"]) for row in rows] == [name in ("broken.jpg", "text.png") for name in names]
    printed = capsys.readouterr()
    assert [line.split("\t")[0] for line in printed.out.splitlines()] == [row["img_path"] for row in rows]
    assert "8 pictures:" in printed.err
    assert "2 could not be read" in printed.err


def test_all_forms_copies_and_figures(model_path, pictures, tmp_path, out):  # noqa: F811
    source = pictures / "夏"
    for ending in ("txt", "json", "jsonl"):
        words = [source, "--model", model_path, "--output", out / f"r.{ending}", "--top", 2, "--quiet"]
        if ending == "json":
            words += ["--sort_into", tmp_path / "sorted", "--annotate", tmp_path / "annotated", "--show", 1,
                      "--figure", tmp_path / "figure.png"]  # fmt: skip
        assert predict(*words) == 0
    (row,) = json.loads((out / "r.json").read_text(encoding="utf-8"))
    assert row["path"] == str(source / "蚂蚁.png")
    assert len(row["top"]) == 2
    assert (tmp_path / "sorted" / row["class"] / "蚂蚁.png").exists()
    assert (tmp_path / "annotated" / "蚂蚁.png").exists()
    assert (tmp_path / "figure.png").exists()
    (undo_file,) = (tmp_path / "sorted").glob("undo_*.jsonl")
    assert predict("--undo_sort", undo_file) == 0
    assert not (tmp_path / "sorted").exists()


def test_a_figure_is_of_the_form_of_its_ending(model_path, pictures, tmp_path):  # noqa: F811
    for name, form in (("f.jpg", "JPEG"), ("f.JPEG", "JPEG"), ("f.png", "PNG")):
        words = [pictures / "p1.jpg", "--model", model_path, "--show", 1, "--figure", tmp_path / name]
        assert predict(*words) == 0
        with Image.open(tmp_path / name) as figure:
            assert figure.format == form


@pytest.mark.parametrize("words", [["--show", 1, "--figure", "FILE/f.png"], ["--show", 1, "--output", "FILE/r.csv"],
                                   ["--show", 1, "--figure", "folder.png", "--overwrite"], ["--annotate", "FILE/a"]])
def test_what_cannot_be_written_is_told_before_the_first_picture(model_path, pictures, tmp_path, words, capsys):  # noqa: F811
    (tmp_path / "FILE").touch()
    (tmp_path / "folder.png").mkdir()
    named = [tmp_path / word if "." in str(word) or "/" in str(word) else word for word in words]
    assert predict(pictures, "--model", model_path, *named) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "is a folder" in printed.err or "is a file, not a folder" in printed.err


def test_a_figure_without_a_name_goes_where_it_can_be_written(model_path, pictures, tmp_path, capsys, monkeypatch):  # noqa: F811
    def refuse(path, **_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "touch", refuse)
    assert predict(pictures, "--model", model_path, "--show", 1) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "no permission to write there" in printed.err


def test_sorting_into_the_folder_that_is_read_ends(model_path, pictures, tmp_path):  # noqa: F811
    source = tmp_path / "in"
    source.mkdir()
    (source / "1.jpg").write_bytes((pictures / "p1.jpg").read_bytes())
    for _ in range(2):
        assert predict(source, "--model", model_path, "--sort_into", source / "sorted", "--quiet") == 0
    assert len(list((source / "sorted").glob("*/*.jpg"))) == 2


def test_sorted_copies_are_no_pictures_with_a_true_class_of_their_own(model_path, pictures, tmp_path, capsys):  # noqa: F811
    source = tmp_path / "in"
    source.mkdir()
    (source / "1.jpg").write_bytes((pictures / "p1.jpg").read_bytes())
    assert predict(source, "--model", model_path, "--sort_into", source / "sorted", "--quiet") == 0
    capsys.readouterr()
    assert predict(source, "--model", model_path, "--quiet") == 0
    told = capsys.readouterr().err
    assert "1 picture: " in told
    assert "accuracy" not in told
    assert "holds copies that a sorting into folders made" in told
    assert predict(source / "sorted", "--model", model_path, "--quiet", "--no_labels") == 0
    assert "1 picture: " in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--sort_into", "--annotate"])
def test_copies_never_go_among_the_pictures(model_path, pictures, tmp_path, option, capsys):  # noqa: F811
    source = tmp_path / "in" / CLASSES[0]
    source.mkdir(parents=True)
    (source / "1.jpg").write_bytes((pictures / "p1.jpg").read_bytes())
    if os.name != "nt":  # links need a privilege there
        (tmp_path / "link").symlink_to(tmp_path / "in")
    before = sorted(tmp_path.rglob("*"))
    for words in (
        [source, option, source],
        [source, option, tmp_path / "in"],
        [source, option, tmp_path / ("link" if os.name != "nt" else "IN")],
        [tmp_path / "in", option, tmp_path / "in"],
    ):
        assert predict(*words, "--model", model_path) == 2, words
        assert "is or holds the folder of pictures to predict" in capsys.readouterr().err, words
        assert sorted(tmp_path.rglob("*")) == before
    assert predict(source / "1.jpg", option, tmp_path / "in", "--model", model_path) == 2 * (option == "--sort_into")


def test_a_sorting_that_comes_to_nothing_leaves_no_undo_file(model_path, pictures, tmp_path):  # noqa: F811
    (tmp_path / "empty").mkdir()
    words = ["--model", model_path, "--sort_into", tmp_path / "sorted"]
    assert predict(tmp_path / "empty", *words) == 2
    assert predict(pictures / "broken.jpg", *words) == 1
    assert not (tmp_path / "sorted").exists()


def test_resume_goes_on_and_gives_what_one_run_gives(model_path, pictures, out):  # noqa: F811
    words = [pictures, "--model", model_path, "--quiet", "--precision", "fp32"]
    assert predict(*words, "--output", out / "whole.csv") == 1
    whole = (out / "whole.csv").read_bytes()
    lines = whole.splitlines(keepends=True)
    (out / "r.csv.part").write_bytes(b"".join(lines[:4]) + lines[4][:20])
    assert predict(*words, "--output", out / "r.csv") == 2
    assert predict(*words, "--output", out / "r.csv", "--resume") == 1
    again = rows_of(out / "r.csv")
    for one, other in zip(rows_of(out / "whole.csv"), again, strict=True):
        assert {name: one[name] for name in ("img_path", "predict", "error")} == {
            name: other[name] for name in ("img_path", "predict", "error")
        }
    assert predict(*words, "--output", out / "r.csv", "--resume") == 1
    assert rows_of(out / "r.csv") == again


@pytest.mark.parametrize("ending", ["csv", "txt", "json", "jsonl"])
def test_resume_refuses_to_mix_the_rows_of_two_models(model_path, pictures, out, tmp_path, ending, capsys):  # noqa: F811
    model = tiny_model()
    state = {name: tensor.flip(0) if name.startswith("classifier") else tensor
             for name, tensor in model.state_dict.items()}
    save_model_file(replace(model, state_dict=state), tmp_path / "other.pth")
    words = ["--quiet", "--output", out / f"r.{ending}"]
    assert predict(pictures / "p1.jpg", pictures / "p2.jpg", *words, "--model", model_path) == 0
    before = (out / f"r.{ending}").read_bytes()
    assert predict(pictures, *words, "--model", tmp_path / "other.pth", "--resume") == 2
    assert "this model gives other scores" in capsys.readouterr().err
    assert predict(pictures, *words, "--model", model_path, "--resume", "--overwrite") == 2
    assert "Give one of the two" in capsys.readouterr().err
    assert (out / f"r.{ending}").read_bytes() == before
    assert predict(pictures, *words, "--model", model_path, "--resume") == 1


@pytest.mark.parametrize("ending", ["csv", "txt", "json", "jsonl"])
def test_resume_refuses_rows_that_another_threshold_decided(pictures, out, tmp_path, ending, capsys):  # noqa: F811
    for threshold in (0.01, 0.99):
        model = tiny_model(("no", "yes"), positive_class="yes", threshold=threshold)
        save_model_file(model, tmp_path / f"{threshold}.pth")
    words = ["--quiet", "--output", out / f"r.{ending}"]
    assert predict(pictures / "p1.jpg", pictures / "p2.jpg", *words, "--model", tmp_path / "0.01.pth") == 0
    before = (out / f"r.{ending}").read_bytes()
    assert predict(pictures, *words, "--model", tmp_path / "0.99.pth", "--resume") == 2
    assert "another threshold" in capsys.readouterr().err
    assert (out / f"r.{ending}").read_bytes() == before
    assert predict(pictures, *words, "--model", tmp_path / "0.01.pth", "--resume") == 1


def test_resume_takes_a_picture_that_was_changed_or_is_gone_for_no_other_model(model_path, pictures, out, tmp_path):  # noqa: F811
    names = [tmp_path / name for name in ("1.jpg", "2.jpg", "3.jpg")]
    for name, source in zip(names, ("p1.jpg", "p2.jpg", "p3.jpg"), strict=True):
        name.write_bytes((pictures / source).read_bytes())
    words = ["--model", model_path, "--quiet", "--output", out / "r.csv"]
    assert predict(*names, *words) == 0
    names[0].write_bytes((pictures / "p4.jpg").read_bytes())
    names[1].unlink()
    assert predict(names[2], pictures / "p3.jpg", *words, "--resume") == 0
    assert len(rows_of(out / "r.csv")) == 4


def test_a_command_that_fails_before_the_first_picture_leaves_no_trace(model_path, pictures, out, tmp_path):  # noqa: F811
    (tmp_path / "empty").mkdir()
    bad = [tmp_path / "empty", "--model", model_path, "--quiet", "--output", out / "r.csv"]
    assert predict(*bad) == 2
    assert not out.exists()
    words = [pictures, "--model", model_path, "--quiet", "--output", out / "r.csv"]
    assert predict(*words) == 1
    whole = (out / "r.csv").read_bytes()
    for option in ("--overwrite", "--resume"):
        assert predict(*bad, option) == 2
        assert [path.name for path in out.iterdir()] == ["r.csv"]
        assert (out / "r.csv").read_bytes() == whole
    assert predict(*words, "--resume") == 1
    assert len(rows_of(out / "r.csv")) == 8


def test_a_stop_before_the_first_picture_leaves_no_trace(model_path, pictures, out, monkeypatch, capsys):  # noqa: F811
    words = [pictures, "--model", model_path, "--quiet", "--output", out / "r.csv", "--overwrite"]
    assert predict(*words) == 1
    whole = (out / "r.csv").read_bytes()

    def stopped(predictor, paths, label_of, control, processes):
        control.stop()
        yield from ()

    monkeypatch.setattr("core.inference.sharing.shared_results", stopped)
    capsys.readouterr()
    assert predict(*words) == 130
    assert "Stopped before the end" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["r.csv"]
    assert (out / "r.csv").read_bytes() == whole


def test_pictures_used_in_training_are_told_and_figures_on_others_come_first(pictures, tmp_path, capsys):  # noqa: F811
    source = tmp_path / "in" / CLASSES[0]
    source.mkdir(parents=True)
    for name in ("p1.jpg", "p2.jpg", "p3.jpg"):
        (source / name).write_bytes((pictures / name).read_bytes())
    used = content_hash((source / "p1.jpg").read_bytes())
    save_model_file(tiny_model(picture_hashes=(used,)), tmp_path / "m.pth")
    assert predict(tmp_path / "in", "--model", tmp_path / "m.pth") == 0
    told = capsys.readouterr().err
    assert "1 of these pictures was used in training" in told
    assert told.index("Not used in training") < told.index("Used in training (too good")
    assert "of 2 right" in told


def started(*words, **options) -> subprocess.Popen:
    command = [sys.executable, "-u", "-m", "app", "predict", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8", **options)


def test_a_reader_that_has_seen_enough_does_not_cost_the_results(model_path, pictures, out):  # noqa: F811
    process = started(pictures, "--model", model_path, "--output", out / "r.csv", stdout=subprocess.PIPE)
    process.stdout.close()
    _, told = process.communicate()
    assert process.returncode == 1  # two pictures cannot be read
    assert len(rows_of(out / "r.csv")) == 8
    assert "Results: " in told
    assert "Traceback" not in told


def test_a_reader_that_has_seen_enough_does_not_cost_the_figure(model_path, pictures, out):  # noqa: F811
    words = [pictures, "--model", model_path, "--show", 1, "--figure", out / "f.png"]
    process = started(*words, stdout=subprocess.PIPE)
    process.stdout.close()
    _, told = process.communicate()
    assert process.returncode == 1  # two pictures cannot be read
    assert (out / "f.png").is_file()
    assert "Traceback" not in told


@pytest.mark.skipif(os.name == "nt", reason="closes streams by the shell")
def test_it_works_without_standard_streams(model_path, pictures, out):  # noqa: F811
    words = [sys.executable, "-m", "app", "predict", str(pictures), "--model", str(model_path), "--output",
             str(out / "r.csv")]  # fmt: skip
    done = subprocess.run(["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *words], cwd=ROOT, check=False)
    assert done.returncode == 1
    assert len(rows_of(out / "r.csv")) == 8


def test_names_on_standard_input(model_path, pictures, monkeypatch, capsys):  # noqa: F811
    import io

    names = f"{pictures / 'p1.jpg'}\n{pictures / 'p2.jpg'}\n{pictures / 'p1.jpg'}\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(names.encode())))
    assert predict("-", "--model", model_path) == 0
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 2
    assert "1 name was given more than once" in printed.err


def test_plain_weights_of_others_with_a_class_list(pictures, tmp_path, capsys):  # noqa: F811
    state = {f"module.{name}": tensor for name, tensor in tiny_model(model="resnet18").state_dict.items()}
    torch.save(state, tmp_path / "w.pth")
    (tmp_path / "classes.txt").write_text("ants\nbees\n夏\n", encoding="utf-8")
    words = [pictures / "p1.jpg", "--model", tmp_path / "w.pth"]
    assert predict(*words) == 2
    assert "--architecture" in capsys.readouterr().err
    assert predict(*words, "--architecture", "resnet18", "--classes", tmp_path / "classes.txt") == 0
    assert predict(*words, "--architecture", "resnet18", "--classes", "one", "two") == 2
    assert "fc.weight" in capsys.readouterr().err


class Evil:
    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        return (open, (self.path, "w"))


@pytest.mark.parametrize("form", ["zip", "pickle", "nested"])
def test_files_that_would_run_code_are_refused(pictures, tmp_path, form, capsys):  # noqa: F811
    evil = Evil(tmp_path / "was_run")
    path = tmp_path / "m.pth"
    if form == "pickle":
        path.write_bytes(pickle.dumps(evil, protocol=2))
    else:
        torch.save(evil if form == "zip" else {"format_version": 1, "state_dict": {}, "classes": [evil]}, path)
    assert predict(pictures / "p1.jpg", "--model", path) == 2
    assert not (tmp_path / "was_run").exists()
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_mistakes_get_a_sentence_and_status_2(model_path, pictures, tmp_path, capsys):  # noqa: F811
    (tmp_path / "empty").mkdir()
    (tmp_path / "short.pth").write_bytes(model_path.read_bytes()[:5000])
    good = [pictures / "p1.jpg", "--model", model_path]
    for words in (
        [tmp_path / "empty", "--model", model_path],
        [tmp_path / "nowhere", "--model", model_path],
        [pictures / "p1.jpg", "--model", tmp_path / "short.pth"],
        [pictures / "p1.jpg", "--model", tmp_path / "empty"],
        [pictures / "p1.jpg"],
        [*good, "--output", tmp_path / "empty"],
        [*good, "--output", tmp_path / "r.xlsx"],
        [*good, "--resume"],
        [*good, "--output", ""],
        [*good, "--sort_into="],
        [*good, "--overwrite"],
        [*good, "--sort_mode", "copy"],
        [*good, "--classes", "x", "y", "z"],
        [*good, "--classes", "nowhere.txt"],
        [*good, "--show", "1", "--figure", tmp_path / "f.bmp"],
        [*good, "--device", "toaster"],
    ):
        assert predict(*words) == 2, words
        error = capsys.readouterr().err.strip()
        assert error.startswith("Error: "), words
        assert len(error.splitlines()) == 1, words


def test_onnx_predicts_like_any_other_model(model_path, pictures, tmp_path, capsys):  # noqa: F811
    pytest.importorskip("onnxscript")
    pytest.importorskip("onnxruntime")
    made = tmp_path / "m.onnx"
    assert main(["export", "--model", str(model_path), "--output", str(made), "--check-with", str(pictures)]) == 0
    assert "agree with torch" in capsys.readouterr().out
    for model, name in ((model_path, "torch.csv"), (made, "onnx.csv")):
        assert predict(pictures, "--model", model, "--output", tmp_path / name, "--precision", "fp32") == 1
    for one, other in zip(rows_of(tmp_path / "torch.csv"), rows_of(tmp_path / "onnx.csv"), strict=True):
        assert (one["img_path"], one["predict"], one["error"]) == (other["img_path"], other["predict"], other["error"])
        assert not one["score"] or float(one["score"]) == pytest.approx(float(other["score"]), abs=1e-4)


def test_export_says_which_pictures_it_was_checked_with(model_path, pictures, tmp_path, capsys):  # noqa: F811
    pytest.importorskip("onnxscript")
    pytest.importorskip("onnxruntime")
    (tmp_path / "empty").mkdir()
    words = ["export", "--model", str(model_path), "--output", str(tmp_path / "m.onnx"), "--overwrite"]
    for given, said in (
        (["p1.jpg", "broken.jpg"], "on 1 of the given pictures."),
        (["broken.jpg"], "on made-up pictures, as none of the given ones can be read."),
        ([], "on made-up pictures."),
    ):
        names = ["--check_with", *(str(pictures / name) for name in given)] if given else []
        assert main([*words, *names]) == 0
        assert capsys.readouterr().out.strip().endswith(said)
    assert main([*words, "--check_with", str(tmp_path / "empty")]) == 2
    assert "There are no pictures in" in capsys.readouterr().err


@pytest.mark.parametrize(("command", "takes_onnx"), [("predict", True), ("export", False)])
def test_help_offers_an_onnx_file_as_the_model_where_one_is_taken(capsys, command, takes_onnx):
    with pytest.raises(SystemExit):
        main([command, "--help"])
    (described,) = (line for line in capsys.readouterr().out.splitlines() if line.lstrip().startswith("--model FILE "))
    assert (".onnx" in described) is takes_onnx


def test_evaluate_reads_numbered_lists_with_a_classes_file_and_a_test_set_of_its_own(model_path, pictures, tmp_path):  # noqa: F811
    (tmp_path / "names.txt").write_text("\n".join(CLASSES), encoding="utf-8")
    lines = [f"{pictures / 'p1.jpg'},0\n", f"{pictures / 'p2.jpg'},1\n"]
    (tmp_path / "numbers.txt").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "others.txt").write_text(lines[0], encoding="utf-8")
    words = ["evaluate", str(tmp_path / "numbers.txt"), "--model", str(model_path), "--classes_path",
             str(tmp_path / "names.txt"), "--output"]  # fmt: skip
    assert main([*words, str(tmp_path / "all")]) == 0
    assert [row["label"] for row in rows_of(tmp_path / "all" / "predictions.csv")] == list(CLASSES[:2])
    assert main([*words, str(tmp_path / "test"), "--test_path", str(tmp_path / "others.txt"), "--split", "test"]) == 0
    assert [row["label"] for row in rows_of(tmp_path / "test" / "predictions.csv")] == [CLASSES[0]]


def test_evaluate_keeps_what_libtiff_prints_of_damaged_pictures_off_the_screen(model_path, tmp_path, capfd, monkeypatch):  # noqa: F811, E501
    folder = tmp_path / "data" / CLASSES[0]
    folder.mkdir(parents=True)
    Image.new("RGB", (40, 40), (200, 30, 30)).save(folder / "good.png")
    Image.new("RGB", (40, 40)).save(folder / "bad.tif", compression="tiff_lzw")
    damaged = bytearray((folder / "bad.tif").read_bytes())
    damaged[8:40] = b"\xff" * 32
    (folder / "bad.tif").write_bytes(damaged)
    with open(2, "w", encoding="utf-8", closefd=False) as stderr:
        monkeypatch.setattr(sys, "stderr", stderr)  # as in a process of its own: pytest's is another stream
        status = main(["evaluate", str(folder.parent), "--model", str(model_path), "--output", str(tmp_path / "out")])
    told = capfd.readouterr().err
    assert status in (0, 1), told
    assert "code not yet in table" not in told
