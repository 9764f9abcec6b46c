"""How strongly training pictures are varied: the levels of --augmentation."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """How strongly pictures are varied.

    Attributes:
        min_area: Smallest share of the picture's usable area that a crop keeps; the largest is 1.
        max_aspect: A crop's sides are stretched against each other by at most this factor.
        flip: Probability of mirroring, in each direction in which it is allowed.
        max_degrees: Largest rotation to either side.
        brightness: Values are multiplied by 1 - brightness to 1 + brightness.
        contrast: The same for the distance from the picture's mean brightness.
        saturation: The same for the distance from gray.
        max_hue_degrees: Largest turn of the hues to either side.
        erase: Probability of painting a patch of 2 to 20 % of the area in the mean colour (Zhong et al. 2017,
            arXiv 1708.04896).
    """

    min_area: float
    max_aspect: float
    flip: float
    max_degrees: float = 0.0
    brightness: float = 0.0
    contrast: float = 0.0
    saturation: float = 0.0
    max_hue_degrees: float = 0.0
    erase: float = 0.0


# Level "none" has no recipe: pictures are fitted as in validation.
RECIPES = {
    "light": Recipe(min_area=0.8, max_aspect=1.05, flip=0.5),
    "standard": Recipe(min_area=0.35, max_aspect=4 / 3, flip=0.5, max_degrees=10, brightness=0.2, contrast=0.2,
                       saturation=0.2),
    "strong": Recipe(min_area=0.2, max_aspect=4 / 3, flip=0.5, max_degrees=20, brightness=0.4, contrast=0.4,
                     saturation=0.4, max_hue_degrees=10, erase=0.25),
    "randaugment": Recipe(min_area=0.35, max_aspect=4 / 3, flip=0.5),
}  # fmt: skip
