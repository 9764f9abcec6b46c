"""Public data sets: what there is, under which licence, and which of torchvision's classes fetches it.

torchvision is named as text only, so that listing the sets imports no torch.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.base.errors import DataError
from core.base.types import Split


@dataclass(frozen=True)
class PublicSet:
    """A public data set.

    Attributes:
        builder: Name of the class in torchvision.datasets; empty where it must be fetched by hand.
        splits: Official splits and the arguments that give each; the key None is for a set without splits.
        num_classes: Number of classes.
        num_pictures: Number of pictures.
        download_mb: About how much is downloaded.
        licence: Licence or terms, as its publisher states them.
        page: The publisher's page.
        needs: A package beyond the requirements.
        options: Arguments for all splits.
        steps: What to do by hand, where it cannot be fetched.
    """

    builder: str
    splits: Mapping[Split | None, Mapping[str, Any]]
    num_classes: int
    num_pictures: int
    download_mb: int
    licence: str
    page: str
    needs: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    steps: tuple[str, ...] = ()


OfficialSplits = Mapping[Split | None, Mapping[str, Any]]
TRAIN_TEST: OfficialSplits = {Split.TRAIN: {"split": "train"}, Split.TEST: {"split": "test"}}
TRAIN_FLAG: OfficialSplits = {Split.TRAIN: {"train": True}, Split.TEST: {"train": False}}
ALL_THREE: OfficialSplits = {split: {"split": split.value} for split in Split}
TRAIN_VAL: OfficialSplits = {Split.TRAIN: {"split": "train"}, Split.VAL: {"split": "val"}}
OXFORD = "https://www.robots.ox.ac.uk/~vgg/data/"

PUBLIC_SETS: Mapping[str, PublicSet] = {
    "imagenette": PublicSet("Imagenette", TRAIN_VAL, 10, 13394, 99, "of ImageNet: research and education only",
                            "https://github.com/fastai/imagenette", options={"size": "160px"}),
    "imagenette_320": PublicSet("Imagenette", TRAIN_VAL, 10, 13394, 341, "of ImageNet: research and education only",
                                "https://github.com/fastai/imagenette", options={"size": "320px"}),
    "flowers102": PublicSet("Flowers102", ALL_THREE, 102, 8189, 346, "see its page; of many photographers",
                            OXFORD + "flowers/102/", needs="scipy"),
    "oxford_pets": PublicSet("OxfordIIITPet", {Split.TRAIN: {"split": "trainval"}, Split.TEST: {"split": "test"}}, 37,
                             7349, 811, "CC BY-SA 4.0", OXFORD + "pets/"),
    "eurosat": PublicSet("EuroSAT", {None: {}}, 10, 27000, 94, "MIT", "https://github.com/phelber/EuroSAT"),
    "cifar10": PublicSet("CIFAR10", TRAIN_FLAG, 10, 60000, 171, "see its page",
                         "https://www.cs.toronto.edu/~kriz/cifar.html"),
    "cifar100": PublicSet("CIFAR100", TRAIN_FLAG, 100, 60000, 169, "see its page",
                          "https://www.cs.toronto.edu/~kriz/cifar.html"),
    "mnist": PublicSet("MNIST", TRAIN_FLAG, 10, 70000, 12, "CC BY-SA 3.0", "http://yann.lecun.com/exdb/mnist/"),
    "fashion_mnist": PublicSet("FashionMNIST", TRAIN_FLAG, 10, 70000, 31, "MIT",
                               "https://github.com/zalandoresearch/fashion-mnist"),
    "kmnist": PublicSet("KMNIST", TRAIN_FLAG, 10, 70000, 21, "CC BY-SA 4.0", "https://codh.rois.ac.jp/kmnist/"),
    "svhn": PublicSet("SVHN", TRAIN_TEST, 10, 99289, 247, "non-commercial use only",
                      "http://ufldl.stanford.edu/housenumbers/", needs="scipy"),
    "gtsrb": PublicSet("GTSRB", TRAIN_TEST, 43, 39270, 277, "see its page", "https://benchmark.ini.rub.de/"),
    "dtd": PublicSet("DTD", ALL_THREE, 47, 5640, 625, "research only", OXFORD + "dtd/"),
    "food101": PublicSet("Food101", TRAIN_TEST, 101, 101000, 4996, "of many photographers: research only",
                         "https://data.vision.ee.ethz.ch/cvl/datasets_extra/food-101/"),
    "fgvc_aircraft": PublicSet("FGVCAircraft", ALL_THREE, 100, 10000, 2754, "non-commercial research only",
                               OXFORD + "fgvc-aircraft/"),
    "stl10": PublicSet("STL10", TRAIN_TEST, 10, 13000, 2640, "of ImageNet: research and education only",
                       "https://cs.stanford.edu/~acoates/stl10/"),
    "usps": PublicSet("USPS", TRAIN_FLAG, 10, 9298, 8, "see its page",
                      "https://www.csie.ntu.edu.tw/~cjlin/libsvmtools/datasets/multiclass.html#usps"),
    "ham10000": PublicSet(
        "", {}, 7, 10015, 2770, "CC BY-NC 4.0, to be accepted on the publisher's page",
        "https://doi.org/10.7910/DVN/DBW86T",
        steps=(
            "Fetch there: HAM10000_images_part_1.zip, HAM10000_images_part_2.zip and HAM10000_metadata.",
            "Unpack both archives into {output}/images, and put the table beside it as "
            "{output}/HAM10000_metadata.csv.",
            "Then: python train.py --dataset_path {output} (its lesions are kept together by lesion_id).",
        ),
    ),
}  # fmt: skip


def public_set(name: str) -> PublicSet:
    """Return a set by its name, in any case and with hyphens or spaces as well.

    Raises:
        DataError: There is none of that name; it gives the nearest.
    """
    plain = name.casefold().replace("-", "_").replace(" ", "_")
    builders = {one.builder.casefold(): key for key, one in reversed(list(PUBLIC_SETS.items())) if one.builder}
    key = plain if plain in PUBLIC_SETS else builders.get(plain.replace("_", ""), "")
    if key:
        return PUBLIC_SETS[key]
    near = difflib.get_close_matches(plain, PUBLIC_SETS, n=3, cutoff=0.5) or list(PUBLIC_SETS)[:6]
    raise DataError(f"There is no public set {name!r}; the nearest names: {', '.join(near)}. "
                    "All: python -m app datasets list.")  # fmt: skip
