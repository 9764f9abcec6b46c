import argparse
import ast
import errno
import io
import os
import re
import subprocess
import sys
from types import SimpleNamespace

import pytest

from app import startup
from app.commands import common, predict, train
from app.commands.common import main_guard, parse_words, spell_options_both_ways
from app.commands.training_console import TrainingConsole
from app.paths import PROJECT
from core.base.errors import ConfigError, DependencyError
from core.base.events import BatchEnded, EpochStarted, Notice, Predicted, Progress, ValidationProgress


def test_hyphens_and_underscores_are_the_same_in_names_but_not_in_values():
    words = ["--dataset-path", "my-data", "--batch-size=4-4", "-x", "--", "--as-it-is"]
    assert spell_options_both_ways(words) == ["--dataset_path", "my-data", "--batch_size=4-4", "-x", "--", "--as-it-is"]


def test_a_users_error_is_one_line_and_status_2(capsys):
    def fail():
        raise ConfigError("two\nlines")

    assert main_guard(fail) == 2
    assert capsys.readouterr().err == "Error: two lines\n"


def test_our_own_error_keeps_its_traceback():
    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        main_guard(fail)


def test_a_place_that_one_has_no_right_to_is_one_line(capsys, tmp_path):
    def fail():
        raise PermissionError(13, "Permission denied", str(tmp_path / "theirs"))

    assert main_guard(fail) == 2
    assert capsys.readouterr().err.startswith(f"Error: No permission for {tmp_path / 'theirs'}. ")


def test_a_package_that_is_not_installed_is_one_line_with_the_command(capsys):
    def fail():
        import no_such_package.part  # noqa: F401

    assert main_guard(fail) == 2
    assert capsys.readouterr().err == ("Error: A package is missing or damaged (No module named 'no_such_package'). "
                                       "Run: python -m pip install -r requirements.txt\n")


def test_a_missing_module_of_our_own_keeps_its_traceback():
    def fail():
        import core.no_such_module  # noqa: F401

    with pytest.raises(ModuleNotFoundError):
        main_guard(fail)


@pytest.mark.parametrize(("words", "hint"), [
    (["pictures"], "the folder is given as --dataset_path pictures"),
    (["--epochs", "1", "my pictures"], 'the folder is given as --dataset_path "my pictures"'),
    (["--dataset_path", "my", "pictures"], "'pictures' belongs to no option; a name with spaces needs quotation marks"),
    (["--no_such_option"], "unrecognized arguments: --no_such_option"),
])
def test_a_word_that_no_option_takes_gets_a_hint(words, hint, capsys):
    with pytest.raises(SystemExit) as end:
        parse_words(train.add_options(argparse.ArgumentParser()), words)
    assert end.value.code == 2
    assert hint in capsys.readouterr().err


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_reader_that_has_seen_enough_is_no_fault_on_windows_either(is_gone, tmp_path, monkeypatch):
    class Pipe:
        def flush(self):
            if is_gone:
                raise OSError(errno.EINVAL, "Invalid argument")

        def fileno(self):
            return output

    def fail():
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(common, "ON_WINDOWS", True)
    monkeypatch.setattr(common.sys, "stdout", Pipe())
    output = os.open(tmp_path / "output", os.O_CREAT | os.O_WRONLY)
    try:
        if is_gone:
            assert main_guard(fail) == 0
        else:
            with pytest.raises(OSError, match="Invalid argument"):
                main_guard(fail)
    finally:
        os.close(output)


def test_windows_does_not_say_it_again_of_an_unbuffered_pipe_whose_reader_is_gone(monkeypatch, tmp_path):
    def unbuffered(descriptor):
        return io.TextIOWrapper(open(descriptor, "wb", buffering=0), write_through=True)

    monkeypatch.setattr(common, "ON_WINDOWS", True)
    reading, writing = os.pipe()
    with open(reading, "rb"), unbuffered(writing) as pipe, unbuffered(tmp_path / "file") as file:
        assert common.has_reader_gone(OSError(errno.EINVAL, "Invalid argument"), pipe)
        assert not common.has_reader_gone(OSError(errno.EINVAL, "Invalid argument", "a?.jpg"), pipe)
        assert not common.has_reader_gone(OSError(errno.EINVAL, "Invalid argument"), file)


@pytest.mark.parametrize(("on_windows", "number"), [(True, errno.EINVAL), (False, errno.EPIPE)])
def test_work_goes_on_where_nobody_reads_what_it_tells(on_windows, number, monkeypatch):
    told = []

    class Pipe:
        def isatty(self):
            return False

        def write(self, text):
            told.append(text)
            self.flush()

        def flush(self):
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(common, "ON_WINDOWS", on_windows)
    monkeypatch.setattr(common.sys, "stderr", Pipe())
    common.ConsoleProgress()(Notice("It goes on."))
    assert "It goes on." in told


@pytest.mark.parametrize(("event", "told"), [
    (Progress("Trying the numeric precision", 0), "Trying the numeric precision..."),
    (Progress("Reading", 0, 7), "Reading: 0 of 7 pictures"), (Progress("Reading", 7), "Reading: 7 pictures"),
])  # fmt: skip
def test_what_is_not_counted_is_told_without_a_number(event, told, monkeypatch):
    lines: list[str] = []
    progress = common.ConsoleProgress()
    progress.has_bars = False
    monkeypatch.setattr(progress, "tell_now_and_then", lines.append)
    progress(event)
    assert lines == [told]


@pytest.mark.parametrize("start", [["runui.py"], ["train.py", "--dataset_path", "sample"], ["-m", "app", "doctor"]])
def test_an_old_python_is_told_in_a_sentence(start):
    by_name = ["runpy.run_module('app', run_name='__main__')", f"runpy.run_path({start[0]!r}, run_name='__main__')"]
    program = (f"import runpy, sys; sys.argv = {start!r}; sys.path.insert(0, '.'); sys.version_info = (3, 9, 6); "
               + by_name[start[0] != "-m"])  # fmt: skip
    done = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, timeout=240,
                          check=False)  # fmt: skip
    assert done.returncode == 2
    assert "Classwise needs Python 3.11 or newer; this is 3.9.6." in done.stderr
    assert done.stderr.count("\n") == 1


def test_nothing_that_an_old_python_reads_has_annotations_that_it_cannot():
    for module in ("runui.py", "train.py", "app/startup.py", "app/__main__.py"):
        tree = ast.parse((PROJECT / module).read_text(encoding="utf-8"), feature_version=(3, 8))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        imported = {name.name for node in tree.body if isinstance(node, ast.ImportFrom) for name in node.names
                    if node.module == "__future__"}  # fmt: skip
        assert not functions or "annotations" in imported, module


def test_a_figure_that_no_program_of_windows_shows_is_no_fault(tmp_path, monkeypatch):
    def refuse(_path):
        raise OSError(22, "No application is associated with the specified file for this operation")

    monkeypatch.setattr(predict, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(predict, "os", SimpleNamespace(startfile=refuse, environ={}))
    predict.open_window(tmp_path / "a.png")


def test_home_is_meant_by_a_tilde_that_the_shell_left(monkeypatch):
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.setenv("USERPROFILE", "/home/me")
    words = ["--dataset_path", "~/a", "--log_dir=~/b", "--metadata_path=~", "--classes_path", "~x/c", "--model", "d~/e"]
    args = parse_words(train.add_options(argparse.ArgumentParser()), words)
    assert args.dataset_path == os.path.expanduser("~/a") == "/home/me/a"
    assert args.log_dir == "/home/me/b"
    assert args.metadata_path == "/home/me"
    assert (args.classes_path, args.model) == ("~x/c", "d~/e")


@pytest.mark.parametrize("words", [["datasets", "list"], ["--help"]])
def test_a_reader_that_is_gone_is_no_fault(words):
    process = subprocess.Popen([sys.executable, "-m", "app", *words], cwd=PROJECT, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    process.stdout.close()
    with process:
        assert not process.stderr.read()
    assert process.returncode == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize("options", [[], ["-u"]])
def test_an_output_that_goes_to_a_full_disk_is_a_sentence_and_no_finding(options):
    command = [sys.executable, *options, "-m", "app", "datasets", "list"]
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(command, cwd=PROJECT, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert [line[:6] for line in done.stderr.splitlines()] == ["Error:"]


def test_elsewhere_than_on_a_terminal_progress_is_a_line_a_minute(monkeypatch, capsys):
    console = TrainingConsole()
    events = [Progress("Looking at pictures", 1200, 5000), Predicted((), 3, 9), EpochStarted(2, 20),
              BatchEnded(2, 5, 40, 45, 0.5, 1e-3, 12.0, 0.75), ValidationProgress(2, 1, 9)]  # fmt: skip
    for event in events:
        console(event)
    console.close()
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(common, "SECONDS_BETWEEN_LINES", 0.0)
    for event in events:
        console(event)
    assert capsys.readouterr().err.splitlines() == [
        "Looking at pictures: 1,200 of 5,000 pictures", "Predicting: 3 of 9 pictures",
        "epoch 2: 5/40, loss 0.5000, accuracy 0.750, lr 1.00e-03, 12 images/s", "epoch 2: validating 1/9"]  # fmt: skip


class FakeImports:
    """Has the import of torch fail in a way of its own."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def find_spec(self, name: str, *_more: object) -> None:
        if name == "torch":
            raise self.error


def windows_error(code: int) -> OSError:
    error = OSError(f"[WinError {code}] Module not found. Error loading \"shm.dll\" or one of its dependencies.")
    error.winerror = code  # type: ignore[attr-defined,unused-ignore]
    return error


@pytest.mark.parametrize(("error", "advice"), [
    (windows_error(126), "aka.ms/vs/17/release/vc_redist.x64.exe"),
    (windows_error(1114), "aka.ms/vs/17/release/vc_redist.x64.exe"),
    (ImportError("DLL load failed while importing _C: no such procedure"), "vc_redist.x64.exe"),
    (ImportError("No module named 'sympy'"), "pip install -r requirements.txt"),
    (OSError("libcudart.so.12: cannot open shared object file"), "--force-reinstall torch torchvision"),
    (RuntimeError("operator torchvision::nms does not exist"), "--force-reinstall torch torchvision"),
    (TypeError("register_fake() got an unexpected keyword argument"), "--force-reinstall torch torchvision"),
])  # fmt: skip
def test_why_torch_cannot_be_loaded_is_told_with_what_helps(monkeypatch: pytest.MonkeyPatch, error: Exception,
                                                            advice: str) -> None:  # fmt: skip
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    monkeypatch.setattr(sys, "meta_path", [FakeImports(error), *sys.meta_path])
    with pytest.raises(DependencyError, match=re.escape(advice)) as told:
        common.require_matching_torch()
    assert "\n" not in str(told.value)


def test_a_problem_is_told_where_nobody_can_press_a_key(monkeypatch, capsys):
    """Windows calls NUL a terminal, and a scheduled task has a console of its own."""
    monkeypatch.setattr(startup, "_has_own_window", lambda: False)
    monkeypatch.setattr(startup, "_console_is_ours", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    startup.tell("Python is too old.")
    assert "Python is too old." in capsys.readouterr().err
