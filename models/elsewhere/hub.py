"""Fetching networks from the Hugging Face hub into its own cache: JSON and safetensors only, never code or pickles."""

import contextlib
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from core.base.connecting import quick_opener
from core.base.errors import ModelError
from core.base.events import Emit, Notice, ignore
from core.base.resumed_download import USER_AGENT
from models.download import DownloadError
from models.elsewhere.folder import CONFIG, PROCESSORS, SAFE_WEIGHTS

ANSWER_TIMEOUT_S = 10.0
SETTINGS = (CONFIG, *PROCESSORS)
WEIGHTS = ("model*.safetensors", "model.safetensors.index.json")
REMEDY = (f"Fetch {', '.join((CONFIG, PROCESSORS[0], SAFE_WEIGHTS))} of it on a machine with a connection, put them "
          "into a folder, and give hf:FOLDER")
WEIGHTS_REMEDY = f"{REMEDY}, or train from scratch"
"""Without its settings, a network cannot be built for that either."""


def fetched_settings(name: str) -> Path:
    """Return the cached folder of a hub's network, with its settings; what is not there is fetched (some kB).

    Raises:
        DownloadError: There is no connection, or the hub has no such network.
    """
    return _fetched(name, SETTINGS, CONFIG, REMEDY)


def fetched_weights(name: str, emit: Emit = ignore) -> Path:
    """Return the cached folder of a hub's network, with its weights.

    Raises:
        DownloadError: They cannot be fetched.
    """
    folder = fetched_settings(name)
    if not any((folder / file).exists() for file in (SAFE_WEIGHTS, f"{SAFE_WEIGHTS}.index.json")):
        emit(Notice(f"Fetching the weights of {name} from the Hugging Face hub; this happens once."))
    return _fetched(name, (*SETTINGS, *WEIGHTS), f"{SAFE_WEIGHTS}*", WEIGHTS_REMEDY)


def check_weights(name: str) -> None:
    """Check that a hub's network is in the cache with its weights, or that the hub answers.

    Raises:
        DownloadError: It does not.
    """
    if _cached(name, (*SETTINGS, *WEIGHTS), f"{SAFE_WEIGHTS}*") is None:
        with explained(name, WEIGHTS_REMEDY, may_be_folder=True):
            check_reachable()


def _fetched(name: str, patterns: tuple[str, ...], needed: str, remedy: str) -> Path:
    """Return the snapshot's folder; without a connection only where `needed` lies in it, or else say the remedy."""
    from huggingface_hub import snapshot_download  # late: with transformers only

    cached = _cached(name, patterns, needed)
    if cached is not None:
        return cached
    with explained(name, remedy, may_be_folder=True), no_bars():
        check_reachable()
        return Path(snapshot_download(name, allow_patterns=list(patterns)))


def _cached(name: str, patterns: tuple[str, ...], needed: str) -> Path | None:
    """Return the snapshot's folder in the cache where `needed` lies in it."""
    from huggingface_hub import snapshot_download

    with contextlib.suppress(OSError):  # the cache's errors of a missing snapshot are FileNotFoundErrors
        cached = Path(snapshot_download(name, allow_patterns=list(patterns), local_files_only=True))
        if any(cached.glob(needed)):
            return cached
    return None


def cached_file(name: str, file_name: str) -> Path | None:
    """Return a file of a hub's network where it lies in the cache already."""
    from huggingface_hub import try_to_load_from_cache

    found = try_to_load_from_cache(name, file_name)
    return Path(found) if isinstance(found, str) else None


def check_reachable() -> None:
    """Look within seconds whether the hub answers at all; its own client tries for most of a minute, and aloud.

    Raises:
        OSError: It does not.
    """
    from huggingface_hub.constants import ENDPOINT, HF_HUB_OFFLINE

    if HF_HUB_OFFLINE:
        raise ConnectionError("the environment variable HF_HUB_OFFLINE is set")
    request = urllib.request.Request(ENDPOINT, method="HEAD", headers={"User-Agent": USER_AGENT})
    try:
        quick_opener().open(request, timeout=ANSWER_TIMEOUT_S).close()
    except urllib.error.HTTPError as error:  # also a refusal is an answer
        error.close()


@contextlib.contextmanager
def explained(name: str, remedy: str, *, may_be_folder: bool = False) -> Iterator[None]:
    """Turn a failed fetch into a sentence.

    Args:
        name: What was to be fetched.
        remedy: What to do without a connection.
        may_be_folder: The name may be that of a folder, mistyped.

    Raises:
        DownloadError: Of a failed fetch; ModelError where the hub says that it has no such network.
    """
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, RepositoryNotFoundError

    # The hub's client of HTTP has changed its package more than once; its errors' base class is known by this one.
    http_errors = tuple(base for base in HfHubHTTPError.__mro__ if base.__name__ == "HTTPError")
    what = f"There is no folder {name}, and {name}" if may_be_folder else name
    try:
        yield
    except (RepositoryNotFoundError, HFValidationError) as error:
        raise ModelError(f"The Hugging Face hub has no network {name} that can be read without an account, and there "
                         f"is no such folder. Mind the spelling. {remedy}.") from error
    except HfHubHTTPError as error:
        raise DownloadError(f"{what} could not be fetched: the hub answers {str(error).splitlines()[0]}. "
                            f"{remedy}.", help_topic="weights-offline") from error
    except (OSError, *http_errors) as error:
        raise DownloadError(f"{what} could not be fetched: no connection, and it is not in the cache. "
                            f"{remedy}.", help_topic="weights-offline") from error


@contextlib.contextmanager
def no_bars() -> Iterator[None]:
    """Keep the hub's own progress bars from the console while the block runs."""
    from huggingface_hub.utils import are_progress_bars_disabled, disable_progress_bars, enable_progress_bars

    was_off = are_progress_bars_disabled()
    disable_progress_bars()
    try:
        yield
    finally:
        if not was_off:
            enable_progress_bars()
