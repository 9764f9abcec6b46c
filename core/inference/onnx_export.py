"""Writing a model file as ONNX, in one file that carries classes and preprocessing, and checking what was written."""

import contextlib
import io
import itertools
import logging
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from core.base.control import Control
from core.base.errors import BROKEN_PACKAGE, ConfigError, DependencyError, ImageError, ModelFileError, OutputError
from core.base.events import Emit, Notice, ignore
from core.base.files import atomic_path
from core.data.images import UInt8Array
from core.inference.onnx_model import INPUT_NAME, METADATA_KEY, OUTPUT_NAME, metadata_text, open_session
from core.model_file import ModelFile
from models.elsewhere.hugging_face import HuggingFaceClassifier

OPSET = 18
OLDEST_OPSET = 7  # onnxruntime promises no older ones (https://onnxruntime.ai/docs/reference/compatibility.html)
TOLERANCE = 1e-4
NUM_CHECKED = 8
MAX_TRIED = 4 * NUM_CHECKED
MAX_ONE_FILE_BYTES = 2**31 - 2**20  # an ONNX file is one protobuf message, which cannot be larger


class WithScores(nn.Module):
    """A network with softmax behind it, so that an ONNX file gives scores."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Return scores [B, K] for images float32 [B, C, H, W]."""
        return torch.softmax(self.network(images), dim=1)


def export_onnx(
    model_file: ModelFile,
    output: str | Path,
    *,
    opset: int = OPSET,
    pictures: Sequence[str] = (),
    overwrite: bool = False,
    emit: Emit = ignore,
    control: Control | None = None,
) -> float:
    """Write a network as ONNX and check it with onnxruntime; a file that does not agree is not kept.

    Args:
        model_file: The network.
        output: The .onnx file.
        opset: Version of ONNX's operators; not every network can be written with every one.
        pictures: Pictures to check it with; without any, made-up ones serve.
        overwrite: Replace an existing file.
        emit: Told what happens.
        control: Asked between the steps whether to stop; then no file is left.

    Returns:
        The largest difference between the scores of onnxruntime and of torch.

    Raises:
        OutputError: The file exists or cannot be written.
        ConfigError: There is no such opset.
        ModelFileError: The network cannot be exported, or its ONNX form gives other scores.
        DependencyError: onnx, onnxscript or onnxruntime is missing, or onnxscript does not go with torch.
        Cancelled: A stop was asked for; nothing is left behind.
    """
    control = control or Control()
    output = Path(output)
    if output.suffix.lower() != ".onnx":
        raise OutputError(f"The output of an export must end in .onnx. Got {output.name}.")
    if output.is_dir():
        raise OutputError(f"Cannot write {output}: a folder of that name is there. Give a file's name.")
    if output.exists() and not overwrite:
        raise OutputError(f"{output} exists already. Give another name, or --overwrite to replace it.")
    _require_packages()
    _check_opset(opset)
    size = sum(tensor.numel() * tensor.element_size() for tensor in model_file.state_dict.values())
    if size > MAX_ONE_FILE_BYTES:
        raise ModelFileError(f"The network is too large for one ONNX file ({size / 2**30:.1f} GB; at most 2 GB).")
    checked = _check_pictures(model_file, pictures, emit)
    with atomic_path(output, may_replace=overwrite) as temporary:
        control.check()
        _write(model_file, temporary, opset)
        control.check()
        difference = _difference(model_file, temporary, checked)
        if not difference <= TOLERANCE:
            raise ModelFileError(
                f"The ONNX form of {model_file.model} gives other scores (by {difference:.2g}; allowed are "
                f"{TOLERANCE:g}), so it was not kept. Another opset may do."
            )
        control.check()
    return difference


def usable_pictures(model_file: ModelFile, paths: Iterable[str], emit: Emit = ignore) -> list[str]:
    """Return the first of these pictures that can be read, as many as a check takes; of very many bad ones, not all."""
    tried = itertools.islice(paths, MAX_TRIED)
    return [path for path, _ in itertools.islice(_loaded(model_file, tried, emit), NUM_CHECKED)]


def _require_packages() -> None:
    try:
        import onnx  # noqa: F401
        import onnxruntime  # noqa: F401
        import onnxscript  # noqa: F401
    except BROKEN_PACKAGE as error:
        raise DependencyError(
            f"Exporting needs onnx, onnxscript and onnxruntime ({error}). "
            "Run: python -m pip install -r requirements-export.txt"
        ) from error


def _check_opset(opset: int) -> None:
    import onnx

    newest = onnx.defs.onnx_opset_version()
    if not OLDEST_OPSET <= opset <= newest:
        raise ConfigError(f"--opset must be from {OLDEST_OPSET} to {newest}, the newest one that the installed onnx "
                          f"knows; got {opset}.")


def _write(model_file: ModelFile, path: Path, opset: int) -> None:
    """Write the file, with the metadata."""
    import onnx

    plain = model_file.network()
    if isinstance(plain, HuggingFaceClassifier):
        plain.prepare_for_export()
    network = WithScores(plain).eval()
    example = torch.zeros(2, model_file.in_channels, *model_file.input_shape)
    try:
        with _quiet():
            program = torch.onnx.export(
                network,
                (example,),
                dynamo=True,
                opset_version=opset,
                input_names=[INPUT_NAME],
                output_names=[OUTPUT_NAME],
                dynamic_shapes=({0: torch.export.Dim("batch", min=1)},),
                verbose=False,
            )
    except ImportError as error:  # torch looks for parts of onnxscript that another version has not
        raise DependencyError(
            f"torch {torch.__version__} does not go with the installed onnxscript ({error}). "
            "Run: python -m pip install --upgrade -r requirements-export.txt"
        ) from error
    except Exception as error:  # the exporter's errors share no base class but Exception
        reason = str(error).strip().split("\n")[0][:200]
        raise ModelFileError(f"{model_file.model} cannot be written with opset {opset}: {reason}") from error
    if program is None:
        raise ModelFileError(f"{model_file.model} cannot be written with opset {opset}.")
    content = program.model_proto
    # Where the exporter cannot reach a version, it only logs that, and gives its own.
    written = next(entry.version for entry in content.opset_import if entry.domain == "")
    if written != opset:
        raise ModelFileError(f"{model_file.model} cannot be written with opset {opset}, only with {written}. Give "
                             "that one.")
    entry = content.metadata_props.add()
    entry.key, entry.value = METADATA_KEY, metadata_text(model_file)
    onnx.save_model(content, str(path))


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the exporter's own steps, its tracebacks and its packages' deprecations from the console and the log."""
    loggers = [logging.getLogger(name) for name in ("torch.onnx", "onnxscript", "onnx_ir")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)  # what fails is raised, or seen by what came out
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _check_pictures(model_file: ModelFile, paths: Sequence[str], emit: Emit) -> torch.Tensor:
    """Return pictures to compare with, uint8 [N, H, W, C]: the first readable ones, or made-up ones."""
    preprocess = model_file.preprocess
    images = [image for _, image in itertools.islice(_loaded(model_file, paths, emit), NUM_CHECKED)]
    if not images:
        generator = np.random.default_rng(0)
        shape = (NUM_CHECKED, *preprocess.input_shape, preprocess.in_channels)
        # Noise of several sizes: large patches are more like pictures than single pixels.
        for number, image in enumerate(generator.integers(0, 256, shape, dtype=np.uint8)):
            step = 2**number
            images.append(preprocess.fit(np.ascontiguousarray(image[::step, ::step])))
    return torch.from_numpy(np.stack(images))


def _loaded(model_file: ModelFile, paths: Iterable[str], emit: Emit) -> Iterator[tuple[str, UInt8Array]]:
    """Yield each picture that can be read with what the network would get of it, uint8 [H, W, C]."""
    for path in paths:
        try:
            yield path, model_file.preprocess.load(path)
        except ImageError as error:
            emit(Notice(f"{path} is not used for the check: {error}", "warning"))


def _difference(model_file: ModelFile, path: Path, images: torch.Tensor) -> float:
    """Return the largest difference between the file's scores and torch's; batches of all and of one are tried."""
    session = open_session(str(path))
    inputs = model_file.preprocess.normalise(images).contiguous()
    with torch.inference_mode():
        expected = WithScores(model_file.network())(inputs)
    worst = 0.0
    for part in (slice(0, len(images)), slice(0, 1)):
        found = torch.from_numpy(session.run([OUTPUT_NAME], {INPUT_NAME: inputs[part].numpy()})[0])
        difference = float((found - expected[part]).abs().max())
        worst = max(worst, difference) if difference == difference else float("inf")
    return worst
