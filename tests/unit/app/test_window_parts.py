"""What the window is made of and no window is needed for: settings, fields, drops, the catalog of runs, start-up."""

import argparse
import json
import ntpath
import os
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from app import form_fields, settings, startup
from app.commands import quoting
from app.commands.train_options import add_config_options, command_line, config_of
from app.drops import Destination, destination, destinations
from app.going_on import folder_to_ask_for
from app.presets import CHANGES, network_rows, preset_of, weights_choices
from app.run_catalog import interrupted_run, read_run
from app.window_words import findings_in_words, in_window_words
from core.base.durations import duration
from core.base.errors import ConfigError
from core.base.types import Finding, RunEndReason
from core.config import DEFAULT_MODEL, TrainConfig, options
from core.training.run_folder import note_run
from tests.translations import collected
from ui.curves import MAX_POINTS, Curves, Series, Smoother
from ui.theme import LIGHT
from ui.widgets.curve_axes import Limits, limits_of, line_specs
from ui.wording import number, percent, pictures, rough_duration


class TestSettings:
    def test_only_what_differs_is_written_and_read_back(self, tmp_path: Path) -> None:
        path = tmp_path / "settings.json"
        chosen = settings.Settings(theme="dark")
        chosen.remember("data", "/картинки")
        settings.save(chosen, path)
        assert json.loads(path.read_text(encoding="utf-8")) == {"theme": "dark", "recent_data": ["/картинки"]}
        assert settings.load(path) == chosen

    def test_of_two_windows_neither_takes_back_what_the_other_one_changed(self, tmp_path: Path) -> None:
        path = tmp_path / "settings.json"
        settings.save(settings.Settings(theme="light", scale=125), path)
        first, second = settings.load(path), settings.load(path)
        known = settings.to_plain(first), settings.to_plain(second)
        first.theme, first.runs_folders = "dark", ["/server/runs"]
        settings.save(first, path, known[0])
        second.recent_data.append("/pictures")
        second.scale = 100
        again = settings.save(second, path, known[1])
        assert settings.load(path) == settings.Settings(
            theme="dark", runs_folders=["/server/runs"], recent_data=["/pictures"])
        second.theme = "system"
        settings.save(second, path, again)
        assert settings.load(path).theme == "system"

    @pytest.mark.parametrize("text", ["", "{damaged", "[]"])
    def test_a_window_writes_all_that_it_knows_where_the_file_was_damaged_meanwhile(self, tmp_path: Path,
                                                                                   text: str) -> None:
        path = tmp_path / "settings.json"
        settings.save(settings.Settings(theme="light", scale=125), path)
        own = settings.load(path)
        known = settings.to_plain(own)
        path.write_text(text, encoding="utf-8")
        own.theme = "dark"
        settings.save(own, path, known)
        assert settings.load(path) == settings.Settings(theme="dark", scale=125)
        assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]

    def test_a_damaged_file_is_set_aside(self, tmp_path: Path) -> None:
        path = tmp_path / "settings.json"
        path.write_text("{broken", encoding="utf-8")
        assert settings.load(path) == settings.Settings()
        assert (tmp_path / "settings.damaged.json").read_text(encoding="utf-8") == "{broken"

    def test_wrong_types_and_unknown_names_take_the_default(self, tmp_path: Path) -> None:
        path = tmp_path / "settings.json"
        path.write_text('{"scale": "big", "nonsense": 1, "page": "predict"}', encoding="utf-8")
        assert settings.load(path) == settings.Settings(page="predict")

    def test_recent_items_are_few_and_newest_first(self) -> None:
        chosen = settings.Settings()
        for place in [*range(20), 5]:
            chosen.remember("models", str(place))
        assert chosen.recent_models[:2] == ["5", "19"]
        assert len(chosen.recent_models) == settings.MAX_RECENT

    def test_what_windows_has_under_two_spellings_is_one_recent_item(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os.path, "normcase", ntpath.normcase)
        chosen = settings.Settings()
        for path in (r"c:\x", r"D:\y", r"C:\x"):
            chosen.remember("data", path)
        assert chosen.recent_data == [r"C:\x", r"D:\y"]


class TestFormFields:
    def test_every_setting_but_the_data_cards_has_a_field(self) -> None:
        names = {spec.name for spec in form_fields.field_specs((), (("none", "From scratch"),))}
        assert names == set(options()) - set(form_fields.NOT_IN_FORM)

    def test_every_default_survives_the_form(self) -> None:
        values, problems = form_fields.values_of(form_fields.texts_of(TrainConfig()))
        assert problems == {}
        assert TrainConfig(**values) == TrainConfig()

    @pytest.mark.parametrize(
        ("name", "text", "problem"),
        [
            ("epochs", "zero", "Must be a whole number."),
            ("lr", "fast", "Must be a number."),
            ("epochs", "0", "Must be from 1 to 100000; got 0."),
            ("batch_size", "0", "Must be from 1 to 65536, or auto; got 0."),
            ("weight_decay", "-1", "Must be from 0 to 10, or auto; got -1."),
            ("split", "0.8 y", "Must be numbers with spaces between."),
        ],
    )
    def test_wrong_texts_are_told(self, name: str, text: str, problem: str) -> None:
        with pytest.raises(ConfigError) as caught:
            form_fields.to_value(name, text)
        assert str(caught.value) == problem

    def test_numbers_are_taken_as_people_write_them(self) -> None:
        assert form_fields.to_value("lr", "0,001") == 0.001
        assert form_fields.to_value("input_shape", "224x160") == (224, 160)

    @pytest.mark.parametrize(("windows", "path"), [(False, "'/my pictures'"), (True, '"/my pictures"')])
    def test_the_command_names_what_differs_and_quotes(self, monkeypatch: pytest.MonkeyPatch, windows: bool,
                                                       path: str) -> None:  # fmt: skip
        monkeypatch.setattr(quoting, "ON_WINDOWS", windows)
        config = TrainConfig(dataset_path="/my pictures", epochs=3, split=(0.5, 0.5), use_class_weights=True)
        assert command_line(config) == (
            f"python train.py --dataset_path {path} --split 0.5 0.5 --epochs 3 --use_class_weights true"
        )

    def test_a_command_line_reads_back_as_the_very_settings(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(quoting, "ON_WINDOWS", False)
        config = TrainConfig(dataset_path="/cats & dogs (new)/$1 蜂's", lr=1.23456789e-4,
                             split=(0.876543211, 0.123456789), group_pattern=r"^(\d+)\.", plateau_patience=3,
                             pretrained="none")  # fmt: skip
        parser = argparse.ArgumentParser()
        add_config_options(parser)
        words = shlex.split(command_line(config))
        assert words[:2] == ["python", "train.py"]
        assert config_of(parser.parse_args(words[2:])) == config

    @pytest.mark.parametrize(("text", "word"), [
        ("C:\\pictures\\a-1", "C:\\pictures\\a-1"), ("C:\\my pictures\\", '"C:\\my pictures\\\\"'), ("a&b", '"a&b"'),
        ("", '""'), ('say "a"', '"say \\"a\\""'),
    ])  # fmt: skip
    def test_words_are_quoted_as_windows_takes_them(self, monkeypatch: pytest.MonkeyPatch, text: str,
                                                    word: str) -> None:  # fmt: skip
        monkeypatch.setattr(quoting, "ON_WINDOWS", True)
        assert quoting.quoted(text) == word

    def test_no_digit_of_a_setting_is_lost_in_the_form(self) -> None:
        assert form_fields.to_value("lr", form_fields.to_text("lr", 1.23456789e-4)) == 1.23456789e-4

    @pytest.mark.parametrize(("name", "value"), [("lr", 0.0), ("batch_size", 0), ("dropout_rate", -1.0)])
    def test_what_is_left_open_is_an_empty_field(self, name, value):
        assert form_fields.to_text(name, value) == ""
        assert form_fields.to_value(name, "") == form_fields.to_value(name, "auto") == value

    def test_the_samples_own_defaults_are_left_out_of_its_command(self) -> None:
        sample = TrainConfig(dataset_path="sample", epochs=8, augmentation="none")
        assert command_line(sample) == "python train.py --dataset_path sample"
        assert command_line(replace(sample, epochs=20)).endswith("--epochs 20")

    def test_options_in_sentences_become_the_forms_words(self) -> None:
        assert form_fields.in_words("Lower --lr, or see --help.") == 'Lower "Learning rate", or see --help.'

    def test_no_text_of_the_window_names_an_option_but_those_that_only_commands_can_come_to(self) -> None:
        of_commands = {"--folds", "--class_map", "--positive_class", "--decision_threshold", "--overwrite", "--resume",
                       "--opset", "--architecture", "--classes"}  # fmt: skip
        of_pip = {"--upgrade", "--force-reinstall"}
        left = {option for text in collected() for option in re.findall(r"--[a-z][a-z_-]*", form_fields.in_words(text))}
        assert left - of_commands - of_pip == set()

    def test_errors_and_findings_name_settings_as_the_form_does(self) -> None:
        assert in_window_words(ConfigError("--lr is too high.")) == '"Learning rate" is too high.'
        harmless = Finding("twins", "Two are alike.")
        found = findings_in_words([Finding("imbalance", "--use_class_weights may help."), harmless])
        assert [finding.message for finding in found] == ['"Weigh rare classes more" may help.', "Two are alike."]
        assert found[1] is harmless


class TestDrops:
    def test_each_goes_to_its_page(self, tmp_path: Path) -> None:
        run, folder = tmp_path / "run", tmp_path / "pictures"
        run.mkdir()
        folder.mkdir()
        (run / "best_model.pth").touch()
        table, picture = tmp_path / "a.CSV", tmp_path / "b.jpg"
        table.touch()
        picture.touch()
        assert destination([str(run)], "train") == Destination("predict", "model", (str(run),))
        assert destination([str(tmp_path / "x.pth")], "train").what == "model"
        assert destination([str(folder)], "train") == Destination("train", "data", (str(folder),))
        assert destination([str(folder)], "predict") == Destination("predict", "pictures", (str(folder),))
        assert destination([str(table)], "predict").what == "data"
        assert destination([str(picture), str(picture)], "train").paths == (str(picture), str(picture))
        assert destination(["sample"], "predict") == Destination("train", "data", ("sample",))
        for path in (folder, table):
            assert destination([str(path)], "runs") == Destination("runs", "nothing", (str(path),))
        (folder / "ants").mkdir()
        (folder / "ants" / "a.JPG").touch()
        assert destination([str(folder)], "runs") == Destination("train", "data", (str(folder),))
        (folder / "experiment" / "run").mkdir(parents=True)
        (folder / "experiment" / "run" / "config.json").touch()
        assert destination([str(folder)], "runs") == Destination("runs", "runs", (str(folder),))

    def test_a_model_that_comes_with_pictures_is_to_predict_them(self, tmp_path: Path) -> None:
        run, folder = tmp_path / "run", tmp_path / "pictures"
        run.mkdir()
        folder.mkdir()
        (run / "best_model.pth").touch()
        both = [Destination("predict", "model", (str(run),)), Destination("predict", "pictures", (str(folder),))]
        assert destinations([str(run), str(folder)], "train") == both
        assert destinations([str(folder), str(run)], "predict") == both
        assert destinations([str(folder)], "train") == [destination([str(folder)], "train")]


class TestRuns:
    def make(self, folder: Path, last_event: str = "") -> Path:
        folder.mkdir(parents=True)
        config = {"model": "resnet18", "epochs": 20, "run": {"name": "蜂"}}
        (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
        (folder / "history.csv").write_text("epoch,val_loss\n1,0.5\n2,0.4\n", encoding="utf-8")
        (folder / "last_model.pth").touch()
        events = '{"event": "RunStarted"}\n{"event": "BatchEnded", "loss": 1}\n' + last_event
        (folder / "events.jsonl").write_text(events, encoding="utf-8")
        note_run(folder)
        return folder

    def test_a_run_that_broke_off_is_offered_until_it_is_declined(self, tmp_path: Path) -> None:
        run = self.make(tmp_path / "a")
        found = interrupted_run([])
        assert found is not None
        assert found.run_dir == run
        assert (found.title, found.state) == ("resnet18 on 蜂", "interrupted, epoch 2 of 20")
        assert interrupted_run([str(run)]) is None

    def test_a_run_that_ended_is_not(self, tmp_path: Path) -> None:
        self.make(tmp_path / "a", '{"event": "RunEnded", "reason": "stopped"}\n')
        assert interrupted_run([]) is None
        info = read_run(tmp_path / "a")
        assert info is not None
        assert info.ended is RunEndReason.STOPPED
        assert info.state == "stopped, epoch 2 of 20"

    def test_a_run_took_the_time_of_its_session_where_its_epochs_were_the_least_of_it(self, tmp_path: Path) -> None:
        self.make(tmp_path / "a", '{"event": "RunEnded", "reason": "finished", "seconds": 18.4}\n')
        info = read_run(tmp_path / "a")
        assert info is not None
        assert info.seconds == 18.4

    def test_a_run_of_many_classes_in_a_folder_of_another_name_began_when_it_began(self, tmp_path: Path) -> None:
        run = self.make(tmp_path / "a")
        first = {"time": 1_760_000_000.0, "event": "RunStarted", "classes": [f"class {n:03}" for n in range(1000)]}
        (run / "events.jsonl").write_text(json.dumps(first) + "\n", encoding="utf-8")
        info = read_run(run)
        assert info is not None
        assert info.started == 1_760_000_000.0

    def test_a_cut_off_last_line_is_passed_over(self, tmp_path: Path) -> None:
        self.make(tmp_path / "a", '{"event": "BatchEn')
        assert interrupted_run([]) is not None

    def test_what_is_no_run_is_none(self, tmp_path: Path) -> None:
        assert read_run(tmp_path) is None


class TestStartUp:
    def test_all_is_well_here(self) -> None:
        assert startup.problem() is None

    def test_missing_packages_are_named_with_what_to_run(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(startup.PACKAGES, "no_such_module", "no-such-package")
        told = startup.problem()
        assert told is not None
        assert "Missing: no-such-package." in told
        assert "pip install -r requirements.txt" in told

    @pytest.mark.parametrize(("words", "status", "said"), [
        (["--help"], 0, "usage: python runui.py [-h] [PATH"),
        (["-h", "pictures"], 0, "a folder of pictures"),
        (["--full-screen"], 2, "Error: there is no option --full-screen. See python runui.py --help."),
        (["pictures", "-style"], 2, "Error: argument -style/--style: expected one argument. See"),
    ])
    def test_the_command_line_is_told_of_without_a_screen(self, words: list[str], status: int, said: str) -> None:
        env = {name: value for name, value in os.environ.items()
               if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}  # fmt: skip
        runui = Path(startup.__file__).resolve().parent.parent / "runui.py"
        done = subprocess.run([sys.executable, str(runui), *words], env=env, capture_output=True, text=True,
                              timeout=240, check=False)  # fmt: skip
        assert done.returncode == status
        told, silent = (done.stderr, done.stdout) if status else (done.stdout, done.stderr)
        assert said in " ".join(told.split())
        assert silent == ""
        assert not status or told.count("\n") == 1

    def test_what_is_opened_is_told_apart_from_options_of_qt(self) -> None:
        words = ["one folder", "-style", "fusion", "a.png", "--sync", "--", "-odd name"]
        assert startup.read_words(words) == (["one folder", "a.png", "-odd name"], ["-style", "fusion", "-sync"])

    @pytest.mark.skipif(sys.platform != "linux", reason="only there Qt ends the process for want of a screen")
    @pytest.mark.parametrize(("display", "words"), [("", "there is none here"), (":9876", "does not answer")])
    def test_without_a_screen_it_says_so_in_one_sentence(self, display: str, words: str) -> None:
        hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        env = {name: value for name, value in os.environ.items() if name not in hidden} | {"DISPLAY": display}
        runui = Path(startup.__file__).resolve().parent.parent / "runui.py"
        done = subprocess.run([sys.executable, str(runui)], env=env, capture_output=True, text=True, timeout=240,
                              check=False)  # fmt: skip
        assert done.returncode == 2
        assert words in done.stderr
        assert "train.py" in done.stderr
        assert done.stderr.count("\n") == 1

    def test_a_screen_that_begins_anew_is_waited_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        errors, waited = [1, 1, 0], []
        xcb = SimpleNamespace(xcb_connect=Mock(return_value=1), xcb_disconnect=Mock(),
                              xcb_connection_has_error=lambda connection: errors.pop(0))  # fmt: skip
        monkeypatch.setattr(startup.ctypes, "CDLL", lambda name: xcb)
        monkeypatch.setattr(startup.time, "sleep", waited.append)
        assert startup._answers()
        assert waited == [startup.RESET_S] * 2
        assert xcb.xcb_disconnect.call_count == 3

    def test_a_chosen_platform_needs_no_screen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("DISPLAY", raising=False)
        monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
        assert startup.problem() is None


class TestCurves:
    def test_a_series_stays_bounded_and_keeps_its_extremes(self) -> None:
        series = Series()
        for place in range(100_000):
            series.add(place, 100.0 if place == 50_001 else place % 7)
        assert len(series.x) <= MAX_POINTS
        assert max(series.y) == 100.0
        assert series.x == sorted(series.x)

    def test_what_is_no_number_is_left_out(self) -> None:
        series = Series()
        for value in (1.0, float("nan"), float("inf"), 2.0):
            series.add(1, value)
        assert series.y == [1.0, 2.0]

    def test_smoothing_has_no_bias_at_its_start(self) -> None:
        smoother = Smoother()
        assert [round(smoother.add(3.0), 9) for _ in range(5)] == [3.0] * 5

    def test_batches_and_epochs_share_the_axis(self) -> None:
        curves = Curves(4)
        curves.add_batch(2, 5, 10, 0.7, 1e-3)
        curves.add_epoch(2, {"val_loss": 0.6, "balanced_accuracy": None}, is_best=True)
        assert curves.train_loss.x == [1.5]
        assert curves.val_loss.x == [2]
        assert curves.balanced.x == []
        assert curves.best == 2


@pytest.mark.parametrize("is_there", [True, False])
def test_a_run_of_an_archive_goes_on_without_a_question_where_what_was_unpacked_is_gone(
    tmp_path: Path, *, is_there: bool
) -> None:
    archive, gone = tmp_path / "pets.zip", str(tmp_path / "cache" / "pets")
    if is_there:
        archive.touch()
    (tmp_path / "config.json").write_text(json.dumps({"run": {"root": gone, "dataset_path": str(archive)}}))
    assert folder_to_ask_for(tmp_path) == ("" if is_there else str(archive))


def test_presets_are_recognised() -> None:
    assert preset_of({**TrainConfig().__dict__}) == "balanced"
    assert preset_of({**TrainConfig().__dict__, **CHANGES["quick"]}) == "quick"
    assert preset_of({"epochs": 3}) == ""


def test_all_networks_are_in_the_table() -> None:
    rows = {row.name: row for row in network_rows()}
    assert rows["mobilenet_v2"].relative_time == 1.0
    assert rows["resnet50"].weights == "to download"


def test_figures_and_times_are_written_for_people() -> None:
    assert [percent(value) for value in (0.9235, 1.0, None)] == ["92.3\u00a0%", "100.0\u00a0%", "–"]
    assert [duration(value) for value in (0, 102, 7800)] == ["0:00", "1:42", "2 h 10"]
    assert [rough_duration(value) for value in (5, 250, 7800)] == ["under 1 min", "about 4 min", "about 2 h 10"]
    assert [pictures(value) for value in (1, 1650)] == ["1 picture", "1,650 pictures"]
    assert [number(value) for value in (0.21, 0.00001, float("nan"))] == ["0.2100", "1.00e-05", "not a number"]


def test_installed_weights_are_offered_for_their_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLASSWISE_WEIGHTS", str(tmp_path))
    (tmp_path / "resnet18-f37072fd.pth").touch()
    os.truncate(tmp_path / "resnet18-f37072fd.pth", 46_800_000)
    scratch = ("none", "From scratch")
    assert weights_choices("resnet18") == ((("auto", "Pretrained on ImageNet"), scratch), {})
    assert weights_choices("auto") == weights_choices(DEFAULT_MODEL)
    assert weights_choices("resnet34") == ((("auto", "Pretrained (87 MB download)"), scratch), {})
    by_itself = (("auto", "Automatic: from scratch"), scratch)
    why_not = {"auto": "Why from scratch: it has no pretrained weights."}
    assert weights_choices("lenet") == (by_itself, why_not)
    assert weights_choices("resnet18", "tiny pictures") == (by_itself, {"auto": "Why from scratch: tiny pictures."})
    for name in ("efficientnet_b0_rwightman-7f5810bc.pth", "shufflenetv2_x1-5666bf0f80.pth"):
        (tmp_path / name).touch()
    installed = [row.name for row in network_rows() if row.weights == "installed"]
    assert installed == ["resnet18", "efficientnet_b0", "shufflenet_v2_x1_0"]


@pytest.mark.parametrize(("first", "is_shown"), [(2.6, True), (900.0, False)])
def test_only_wild_first_batches_stand_outside_the_loss_axis(first: float, is_shown: bool) -> None:
    curves = Curves(8)
    for batch, loss in enumerate([first, 2.1, 1.7, 1.4, *[1.0] * 16], start=1):
        curves.add_batch(1, batch, 45, loss, 1e-3)
    assert (limits_of(curves, "Loss").high > first) is is_shown


def test_the_first_few_batches_are_all_in_sight() -> None:
    curves = Curves(8)
    for batch, loss in enumerate([0.72, 0.7, 0.75, 0.6995, 0.692], start=1):
        curves.add_batch(1, batch, 8, loss, 1e-3)
        limits = limits_of(curves, "Loss")
        assert limits.low <= min(curves.train_loss.y)
        assert limits.high >= max(curves.train_loss.y)


def test_the_axes_change_seldom_while_the_loss_falls() -> None:
    limits, changes = None, 0
    for batch in range(200):
        loss = 2.5 * 0.98**batch
        new = Limits(1.0, loss, 2.6).settled(limits)
        assert new.low <= loss
        assert new.high == 2.6
        changes += new != limits
        limits = new
    assert changes < 20
    assert Limits(1.0, 0.1, 0.5).settled(limits) == Limits(1.0, 0.1, 0.5)
    assert Limits(1.5, 0.0, 2.6).settled(limits) == Limits(1.5, 0.0, 2.6)


def test_the_epochs_before_a_run_was_resumed_belong_to_its_training_curve() -> None:
    curves = Curves(4)
    curves.add_epoch(1, {"train_loss": 2.0, "val_loss": 2.0}, is_best=True)
    curves.add_epoch(2, {"train_loss": 1.0, "val_loss": 1.5}, is_best=True)
    curves.add_batch(3, 1, 2, 0.9, 0.1)
    curves.add_batch(3, 2, 2, 0.7, 0.1)
    curves.add_epoch(3, {"train_loss": 0.8, "val_loss": 1.2}, is_best=True)
    train = next(spec for spec in line_specs(curves, "Loss", LIGHT) if spec.key == "train")
    assert train.x == [1, 2, 2.5, 3]
    assert train.y[:3] == [2.0, 1.0, pytest.approx(0.995)]  # smoothed from the epoch before on: no step to one batch
