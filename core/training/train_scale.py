"""How large training pictures are beside those of validation and prediction.

A random crop shows things larger than they are in the whole picture. Where training pictures are smaller than the
network's input by about as much, things have one size in both, and a step costs half: "Fixing the train-test resolution
discrepancy", Touvron et al. 2019, arXiv 1906.06423. torchvision's own recipes do it (176 px to train, 224 to judge).
"""

from dataclasses import replace

from core.base.errors import ConfigError
from core.base.messages import message
from core.config import TrainConfig
from core.data.transforms import RECIPES, train_shape
from core.training.scenarios import HEAD, PARTIAL
from models.elsewhere.names import is_elsewhere
from models.registry import check_name, takes_shape

USUAL = 0.75
LEAST_SIDE = 96
"""Shorter inputs lose too much of what is to be seen."""
STRONG_CROP = 0.5
"""Levels of augmentation whose crops keep at least this share of the area hardly enlarge anything."""


def train_scale(config: TrainConfig) -> tuple[float, str]:
    """Return how large training pictures are where that is left open, and why.

    Args:
        config: Settings with network and input shape resolved.
    """
    if not _takes_other_sizes(config.model):
        return 1.0, f"{config.model} is made for one size of pictures"
    recipe = RECIPES.get(config.augmentation)
    if recipe is None or recipe.min_area > STRONG_CROP:
        return 1.0, f"--augmentation {config.augmentation} does not enlarge what is in the pictures"
    if min(config.input_shape) < LEAST_SIDE:
        return 1.0, "the pictures are small"
    if config.scenario in (HEAD, PARTIAL) or config.head_epochs:
        return 1.0, "the lower layers are not trained for it"
    if not takes_shape(config.model, train_shape(replace(config, train_scale=USUAL), pair(config))):
        return 1.0, f"{config.model} takes no smaller pictures"
    return USUAL, "crops show things larger than they are, and a step costs about half"


def check_train_scale(config: TrainConfig) -> None:
    """Check that the network takes training pictures of the size that was asked for.

    Raises:
        ConfigError: It does not.
    """
    shape = train_shape(config, pair(config))
    if shape == pair(config) or (_takes_other_sizes(config.model) and takes_shape(config.model, shape)):
        return
    raise ConfigError(message("--train_scale {scale:g} makes training pictures of {height} x {width}, which {model} does "
                              "not take beside those of {full_height} x {full_width}. Leave it away.",
                              scale=config.train_scale, height=shape[0], width=shape[1], model=config.model,
                              full_height=pair(config)[0], full_width=pair(config)[1]))  # fmt: skip


def pair(config: TrainConfig) -> tuple[int, int]:
    """Return the input shape as (height, width)."""
    return config.input_shape[0], config.input_shape[-1]


def _takes_other_sizes(model: str) -> bool:
    """Whether a network takes pictures of another size than it was built for; transformers do not."""
    if is_elsewhere(model):
        return False
    spec = check_name(model)
    return spec.fixed_size is None and not spec.size_argument
