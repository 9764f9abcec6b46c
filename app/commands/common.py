"""What all commands share: one-line errors, options in both spellings, progress on the error stream."""

import argparse
import contextlib
import errno
import logging
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from app import startup
from app.commands.interrupt import ended_at_interrupt, raised_at_interrupt
from core.base.errors import (
    BROKEN_PACKAGE,
    Cancelled,
    ClasswiseError,
    DependencyError,
    OtherProcessError,
    missing_packages_told,
    package_error,
)
from core.base.events import Event, Notice, Predicted, Progress
from core.process import is_main_process

if TYPE_CHECKING:
    from core.distributed.processes import Processes

ON_WINDOWS = os.name == "nt"
EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_USER_ERROR = 2
EXIT_INTERRUPTED = 130
SECONDS_BETWEEN_LINES = 60.0


def main_guard(function: Callable[[], int]) -> int:
    """Run a command; turn the user's errors into one line on the error stream, their notes below, and exit status 2.

    Errors of ours keep their traceback.
    """
    open_missing_streams()
    use_utf8_output()
    with raised_at_interrupt():
        return _guarded(function)


def _guarded(function: Callable[[], int]) -> int:
    try:
        with missing_packages_told():
            status = function()
        flush_output()
        return status
    except Cancelled as error:
        print(f"\n{error}", file=sys.stderr)
        return EXIT_INTERRUPTED
    except OtherProcessError as error:
        if not error.is_told:
            _tell(error)
        return error.status
    except ClasswiseError as error:
        _tell(error)
        return EXIT_USER_ERROR
    except KeyboardInterrupt:
        print("\nStopped by Ctrl-C.", file=sys.stderr)
        return EXIT_INTERRUPTED
    except OSError as error:
        if has_reader_gone(error):
            discard_output()
            return EXIT_OK
        if isinstance(error, PermissionError) and error.filename is not None:
            print(f"Error: No permission for {error.filename}. Give another place, ask for the right to use it, or "
                  "close the program that has it open.", file=sys.stderr)  # fmt: skip
            return EXIT_USER_ERROR
        if error.errno != errno.ENOSPC:
            raise
        discard_output()
        print("Error: Nothing more can be printed: the disk that the output goes to is full. Free some space, or send "
              "it elsewhere.", file=sys.stderr)
        return EXIT_USER_ERROR


def _tell(error: ClasswiseError) -> None:
    print(f"Error: {' '.join(str(error).split())}", *getattr(error, "__notes__", ()), sep="\n", file=sys.stderr)


def has_reader_gone(error: OSError, stream: TextIO | None = None) -> bool:
    """Tell whether the reader of our output, such as `head` or `more`, has seen enough.

    Windows says EINVAL then (https://github.com/python/cpython/issues/79935), and says it again, of what still waits to
    be printed: with PYTHONUNBUFFERED nothing does.

    Args:
        error: What came of printing.
        stream: Where to; None for the standard output.
    """
    if not ON_WINDOWS or error.errno != errno.EINVAL:
        return isinstance(error, BrokenPipeError)
    stream = stream or sys.stdout
    try:
        stream.flush()
    except OSError:
        return True
    return error.filename is None and _is_unbuffered_pipe(stream)


def _is_unbuffered_pipe(stream: TextIO) -> bool:
    if not getattr(stream, "write_through", False):
        return False
    try:
        return stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode)
    except OSError:  # no file of the system
        return False


def spell_options_both_ways(words: Sequence[str]) -> list[str]:
    """Return the command line with --some-option written as --some_option; what follows `=` is left alone."""
    spelled: list[str] = []
    for number, word in enumerate(words):
        if word == "--":
            return [*spelled, *words[number:]]
        name, equals, value = word.partition("=")
        is_option = name.startswith("--") and len(name) > 2
        spelled.append(name[:2] + name[2:].replace("-", "_") + equals + value if is_option else word)
    return spelled


def parse_words(parser: argparse.ArgumentParser, words: Sequence[str]) -> argparse.Namespace:
    """Parse a command line; end with status 2 and a hint where words are left that belong to no option.

    Args:
        parser: Its (sub)command may have a default `folder_option`: the option that a lone word was meant for.
        words: The command line, without the program.
    """
    try:
        args, left = parser.parse_known_args([_with_home(word) for word in words])
    except SystemExit:  # --help
        flush_output()
        raise
    if left:
        parser.error(_left_text(left, args))
    return args


def _with_home(word: str) -> str:
    """Return a word with ~ at its beginning replaced, which shells leave in --log_dir=~/runs, and on Windows always.

    Without it, a folder called ~ would be made in the working folder.
    """
    option, equals, value = word.partition("=") if word.startswith("--") else ("", "", word)
    is_home = value == "~" or value.startswith(("~/", "~\\"))
    return option + equals + os.path.expanduser(value) if is_home else word


def _left_text(left: Sequence[str], args: argparse.Namespace) -> str:
    option = getattr(args, "folder_option", "")
    if not option or left[0].startswith("-"):
        return f"unrecognized arguments: {' '.join(left)}"
    if hasattr(args, option.lstrip("-")):
        return f"{left[0]!r} belongs to no option; a name with spaces needs quotation marks around it"
    folder = f'"{left[0]}"' if " " in left[0] else left[0]
    return f"the folder is given as {option} {folder}"


def flush_output() -> None:
    """Print what still waits to be; where Python did so at its end, a reader that is gone would be told as a fault."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        if not has_reader_gone(error):
            raise
        discard_output()


def discard_output() -> None:
    """Print what comes, and what still waits to be, into nothing: nobody reads it any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def open_missing_streams() -> None:
    """Let what was started without standard streams (closed by `>&-`, or under pythonw) read and print nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - as long as the program runs


def use_utf8_output() -> None:
    """Let names in any script be printed, also where Windows would use its old code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def require_matching_torch() -> None:
    """Import torch and torchvision, or say in a sentence why they do not work together.

    Raises:
        DependencyError: One is missing, they are no matching pair, or Windows lacks what they need.
    """
    try:
        with ended_at_interrupt():
            import torch  # noqa: F401
            import torchvision  # noqa: F401
    except BROKEN_PACKAGE as error:
        if startup.is_runtime_missing(str(error)):
            raise DependencyError(f"torch cannot be loaded ({first_line(error)}). {startup.RUNTIME}",
                                  help_topic="wrong-torch") from error
        if isinstance(error, ImportError):
            raise package_error(error, help_topic="wrong-torch") from error
        raise DependencyError(f"torch and torchvision do not match ({first_line(error)}). Install them together, with "
                              "nothing pinned: python -m pip install --upgrade --force-reinstall torch torchvision",
                              help_topic="wrong-torch") from error


def first_line(error: BaseException) -> str:
    """Return the first line of an error's text."""
    return (str(error).splitlines() or [type(error).__name__])[0]


class ConsoleProgress:
    """Shows Progress and Notice events on the error stream: an `emit` for jobs other than training.

    On a terminal progress is a bar; elsewhere, such as in the log of a cluster's job, a line a minute.
    """

    def __init__(self) -> None:
        self.has_bars = sys.stderr.isatty()
        self._bar: Any = None
        self._stage = ""
        self._told_at = time.monotonic()

    def __call__(self, event: Event) -> None:
        """Show one event."""
        if isinstance(event, Notice):
            self.write(event.message if event.level == "info" else f"Warning: {event.message}")
        elif isinstance(event, Progress):
            self._show(event.stage, event.done, event.total, event.unit)
        elif isinstance(event, Predicted):
            self._show("Predicting", event.done, event.total, "pictures")

    def write(self, line: str) -> None:
        """Print a line on the error stream without disturbing a bar in work."""
        from tqdm import tqdm

        try:
            tqdm.write(line, file=sys.stderr)
        except OSError as error:
            if not has_reader_gone(error, sys.stderr):  # nobody listens any more, and the work goes on
                raise

    def tell_now_and_then(self, line: str) -> None:
        """Print a line where the last one was a minute ago; for progress without bars."""
        now = time.monotonic()
        if now - self._told_at >= SECONDS_BETWEEN_LINES:
            self._told_at = now
            self.write(line)

    def close(self) -> None:
        """Finish the bar in work."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _show(self, stage: str, done: int, total: int | None, unit: str) -> None:
        is_counted = total is not None or done > 0
        if not self.has_bars:
            of_total = "" if total is None else f" of {total:,}"
            self.tell_now_and_then(f"{stage}: {done:,}{of_total} {unit}" if is_counted else f"{stage}...")
            return
        from tqdm import tqdm

        if self._bar is None or stage != self._stage:
            self.close()
            self._stage = stage
            is_bytes = unit == "bytes"
            self._bar = tqdm(total=total, desc=stage, unit="B" if is_bytes else f" {unit}", unit_scale=is_bytes,
                             leave=False, file=sys.stderr, bar_format=None if is_counted else "{desc}...")
        if total is not None and self._bar.total != total:
            self._bar.total = total
        self._bar.update(done - self._bar.n)
        if total is not None and done >= total:
            self.close()


def log_to_console(level: int = logging.WARNING) -> None:
    """Send the library's warnings to the error stream."""
    level = level if is_main_process() else logging.ERROR  # of several processes, one speaks to people
    logging.basicConfig(level=level, format="%(message)s", stream=sys.stderr)


def existing_file(text: str) -> Path:
    """Be an argparse type: a file that exists."""
    if not os.path.isfile(text):  # Path's own raises where one may not look
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return Path(text)


@contextlib.contextmanager
def quiet_native_libraries() -> Iterator[None]:
    """Keep what libtiff and libjpeg print of damaged pictures off the screen; each has its row with an error.

    What the program itself writes to sys.stderr, its log included, is seen as ever.
    """
    try:
        is_own = sys.stderr.fileno() == 2
    except (OSError, ValueError, AttributeError):
        is_own = False
    if not is_own:  # captured: then the libraries' stream is another one anyway
        yield
        return
    sys.stderr.flush()
    before, kept = sys.stderr, os.dup(2)
    handlers = [handler for handler in logging.getLogger().handlers
                if isinstance(handler, logging.StreamHandler) and handler.stream is before]
    with open(kept, "w", encoding="utf-8", errors="replace", buffering=1) as ours, open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        sys.stderr = ours
        for handler in handlers:
            handler.setStream(ours)
        try:
            yield
        finally:
            for handler in handlers:
                handler.setStream(before)
            sys.stderr = before
            os.dup2(kept, 2)


def told_status(status: int, processes: "Processes") -> int:
    """Return the exit status to end with: torchrun would take pictures that could not be read for a failure."""
    return EXIT_OK if status == EXIT_FINDINGS and not processes.is_alone else status
