"""Errors whose text is meant for the user.

Each says what happened, what was expected, what was found and what to do, in one sentence or two. The command line
prints it in one line and exits with 2; the window shows it. Everything else that is raised is a fault of ours.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from core.base.messages import message

OWN_PACKAGES = ("app", "core", "models", "ui")
BROKEN_PACKAGE = (ImportError, OSError, RuntimeError, AttributeError, TypeError, ValueError)
"""What importing a package raises that is missing or damaged, or built for another version of one that it needs."""


class ClasswiseError(Exception):
    """Something the user did or has; its text is shown as it is.

    Attributes:
        help_topic: Anchor in docs/troubleshooting.md that says more, or None.
    """

    def __init__(self, message: str, *, help_topic: str | None = None) -> None:
        super().__init__(message)
        self.help_topic = help_topic


class ConfigError(ClasswiseError):
    """A setting is out of its range or does not go with another."""


class DataError(ClasswiseError):
    """A data set cannot be used."""


class ForeignClassesError(DataError):
    """No picture is of a class that the model knows.

    Attributes:
        what: The text without the command line's way out.
    """

    def __init__(self, message: str, what: str) -> None:
        super().__init__(message)
        self.what = what


class PicturesMovedError(DataError):
    """A run's pictures are not where it found them, or not where they were looked for.

    Attributes:
        run_dir: The run folder.
    """

    def __init__(self, message: str, run_dir: Path) -> None:
        super().__init__(message)
        self.run_dir = run_dir


class ImageError(DataError):
    """One picture cannot be read; the text gives the reason without the path."""


class ModelError(ClasswiseError):
    """A network cannot be built as asked, or weights do not fit it."""


class ModelFileError(ModelError):
    """A model file or checkpoint is damaged, foreign or of other classes."""


class PlainWeightsError(ModelFileError):
    """A file holds weights alone: neither the network's name nor the classes.

    Attributes:
        path: The file.
    """

    def __init__(self, message: str, path: Path) -> None:
        super().__init__(message)
        self.path = path


class OutOfMemoryError(ClasswiseError):
    """The device or the machine has too little memory for what was asked."""


class NonFiniteLossError(ClasswiseError):
    """The loss became infinite or not a number."""


class OutputError(ClasswiseError):
    """Something cannot be written: no permission, a full disk, a folder where a file is expected."""


class TakenError(OutputError):
    """A file was not written as another of its name is there, and may not be replaced."""


class DependencyError(ClasswiseError):
    """A package is missing or does not match another."""


class Cancelled(ClasswiseError):
    """The user asked a job to stop before it had a result."""


class OtherProcessError(ClasswiseError):
    """Another process of the same training or prediction failed.

    Attributes:
        status: Exit status of that process, which this one ends with too.
        is_told: Whether the main process tells people; the others then keep silent.
    """

    def __init__(self, message: str, *, status: int = 2, is_told: bool = False) -> None:
        super().__init__(message)
        self.status = status
        self.is_told = is_told


@contextlib.contextmanager
def missing_packages_told() -> Iterator[None]:
    """Run the block; an error that a package is not installed becomes a sentence with the command that installs it.

    Raises:
        DependencyError: The block wanted to import a package that is not there.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] in OWN_PACKAGES:
            raise
        raise package_error(error) from error


def package_error(error: ImportError, help_topic: str | None = None) -> DependencyError:
    """Return the sentence for a package that cannot be imported, with the command that installs it."""
    text = message("A package is missing or damaged ({error}). Run: python -m pip install -r requirements.txt",
                   error=str(error))  # fmt: skip
    return DependencyError(text, help_topic=help_topic)
